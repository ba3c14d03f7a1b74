//! Beeswarms: every value as a point on one axis, none over another.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Fill, Letters, Mark, Point, Rect, Stroke};
use crate::chart::color::Token;
use crate::chart::data::{self, Names};
use crate::chart::notes::{self, Places};
use crate::chart::{At, Chart, ReducedThing, label, look, measure};

/// One point per row along a number; a lane per series.
pub const BEESWARM: ChartKind = ChartKind {
    name: "beeswarm",
    aliases: &["essaim"],
    summary: [
        "montre chaque valeur sur un axe, un point par ligne",
        "shows each value on an axis, one point per row",
    ],
    noun: ["Essaim de points", "Beeswarm"],
    family: Family::Spread,
    channels: &[
        Channel::required("x", Wants::Numbers),
        Channel::optional("series", Wants::Categories),
        Channel::optional("label", Wants::Anything),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 220.0,
    sharing: Sharing::Rows,
    draw,
};

/// More points stand for several.
const MOST_POINTS: usize = 1200;
const MOST_LANES: usize = 12;
const LABEL_SIZE: f64 = 14.0;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let Some(column) = &chart.channels.x else {
        return 0.0;
    };
    let numbers = data::numbers(column);
    let lanes = match &chart.channels.series {
        Some(series) => Names::of(series, chart.language),
        None => Names::single(numbers.len()),
    };
    let labels = chart
        .channels
        .label
        .as_ref()
        .map(|column| Names::of(column, chart.language));
    let name = |row: usize| -> &str {
        let labels = labels.as_ref();
        labels
            .and_then(|labels| {
                labels
                    .rows
                    .get(row)
                    .copied()
                    .flatten()
                    .map(|index| labels.names[index].as_str())
            })
            .unwrap_or("")
    };
    let count = lanes
        .len()
        .min(if sheet.panel.is_some() { 4 } else { MOST_LANES });
    sheet.reduce(ReducedThing::Series, count, lanes.len());
    let fits = |value: f64| value.is_finite() && (!chart.x_scale.log || value > 0.0);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut all: usize = 0;
    for (row, value) in numbers.iter().enumerate() {
        if let (true, Some(Some(lane))) = (fits(*value), lanes.rows.get(row))
            && let Some(rows) = rows.get_mut(*lane)
        {
            rows.push(row);
            all += 1;
        }
    }
    // Evenly along the values, so that the form stays; the finding is always there.
    let every = all.div_ceil(MOST_POINTS).max(1);
    let mut drawn = 0;
    for rows in &mut rows {
        rows.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]).then(a.cmp(b)));
        let mut index = 0;
        rows.retain(|row| {
            index += 1;
            (index - 1) % every == 0 || look::found(chart, name(*row))
        });
        drawn += rows.len();
    }
    sheet.reduce(ReducedThing::Points, drawn, all);

    let size = sheet.axis_size();
    let horizontal = Axis::numbers(
        numbers.iter().copied(),
        &chart.x_scale.free(),
        false,
        if sheet.narrow { 4 } else { 6 },
        chart.language,
    );
    let radius = match drawn {
        0..=80 => 5.0,
        81..=300 => 4.0,
        _ => 3.0,
    };
    let named = count > 1 || chart.channels.series.is_some();
    let x = horizontal.scale((8.0, sheet.canvas.width - 8.0));
    let any = labels
        .as_ref()
        .is_some_and(|labels| labels.names.iter().any(|name| look::found(chart, name)));
    let mut top = if named { 0.0 } else { 14.0 };
    let mut points: Vec<(usize, Point)> = Vec::new();
    let mut bands = Vec::new();
    for (lane, rows) in rows.iter().enumerate() {
        let offsets = swarm(
            &rows
                .iter()
                .map(|row| x.at(numbers[*row]))
                .collect::<Vec<_>>(),
            radius + 0.6,
        );
        let reach = offsets
            .iter()
            .fold(20.0_f64, |most, offset| most.max(offset.abs()))
            .min(match (sheet.panel.is_some(), sheet.narrow) {
                (true, _) => 45.0,
                (false, true) => 110.0,
                (false, false) => 150.0,
            });
        let head = if named { 26.0 } else { 0.0 };
        let middle = top + head + reach + radius;
        bands.push((lane, top));
        for (row, offset) in rows.iter().zip(offsets) {
            points.push((
                *row,
                (x.at(numbers[*row]), middle + offset.clamp(-reach, reach)),
            ));
        }
        top = middle + reach + radius + 4.0;
    }
    let area = Rect {
        left: 0.0,
        right: sheet.canvas.width,
        top: 0.0,
        bottom: top,
    };
    for (tick, _) in &horizontal.ticks {
        let at = x.at(*tick);
        sheet.canvas.line(
            &[(at, 0.0), (at, area.bottom)],
            Stroke::new(Token::Grid, 1.0),
            None,
        );
    }
    sheet.canvas.line(
        &[(0.0, area.bottom), (area.right, area.bottom)],
        Stroke::new(Token::Ink3, 1.25),
        None,
    );
    axis::draw_horizontal(sheet, &horizontal, &x, &area);

    let mut places = Places::new(area);
    for (lane, top) in bands.into_iter().filter(|_| named) {
        let letters = Letters::new(14.5, Token::Ink).strong().halo();
        let text = measure::shorten(&lanes.names[lane], sheet.canvas.width, 14.5, letters.face);
        sheet.canvas.text(&text, (0.0, top + 12.0), letters);
        places.taken.push(letters.bounds(&text, (0.0, top + 12.0)));
    }
    points.sort_by_key(|(row, _)| look::found(chart, name(*row)));
    for (row, at) in &points {
        let found = look::found(chart, name(*row));
        let token = match (any, found) {
            (true, true) => Token::Highlight,
            (true, false) => Token::Context,
            (false, _) => Token::series(0),
        };
        let title = super::title(
            chart.language,
            &[name(*row)],
            numbers[*row],
            column.unit.as_deref(),
        );
        let mark = Mark {
            title: &title,
            value: Some(numbers[*row]),
        };
        let reach = if found { radius + 1.5 } else { radius };
        sheet.canvas.disc(
            *at,
            reach,
            Fill::Light(token, if found { 1.0 } else { 0.75 }),
            Some(mark),
        );
        places.taken.push(Rect {
            left: at.0 - radius,
            right: at.0 + radius,
            top: at.1 - radius,
            bottom: at.1 + radius,
        });
    }
    names(chart, sheet, &points, &name, radius, &mut places, &area);
    let y = crate::chart::canvas::Scale::linear((0.0, 1.0), (area.bottom, area.top));
    let locate = |at: &At| match at {
        At::Number(value) => Some(*value),
        _ => None,
    };
    notes::draw(
        chart,
        sheet,
        &mut places,
        &locate,
        (&x, &y),
        &Rect { top: 12.0, ..area },
    );
    let bottom = area.bottom + axis::horizontal_height(sheet);
    if column.name.is_empty() {
        return bottom;
    }
    let title = measure::shorten(
        &super::scatter::named(column),
        area.width(),
        size,
        measure::Face::Regular,
    );
    sheet.canvas.text(
        &title,
        (0.0, bottom + size * 0.5),
        Letters::new(size, Token::Ink2),
    );
    bottom + size * 1.3
}

/// Names of the finding, and of both ends of each swarm, where there is room.
fn names<'n>(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    points: &[(usize, Point)],
    name: &dyn Fn(usize) -> &'n str,
    radius: f64,
    places: &mut Places,
    area: &Rect,
) {
    let ends = [
        points.iter().min_by(|a, b| a.1.0.total_cmp(&b.1.0)),
        points.iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0)),
    ];
    let found = points
        .iter()
        .filter(|(row, _)| look::found(chart, name(*row)));
    let mut done: Vec<usize> = Vec::new();
    for (row, at) in found.chain(ends.into_iter().flatten()) {
        if done.contains(row) || name(*row).is_empty() {
            continue;
        }
        done.push(*row);
        let is_found = look::found(chart, name(*row));
        let letters = match is_found {
            true => Letters::new(LABEL_SIZE, Token::Highlight).strong().halo(),
            false => Letters::new(LABEL_SIZE, Token::Ink).halo(),
        };
        let text = measure::shorten(name(*row), 180.0, LABEL_SIZE, letters.face);
        let size = (letters.width(&text), LABEL_SIZE * 1.2);
        // In a dense swarm the name stands over it, joined by a stroke.
        match label::around(*at, radius, size, area, &places.taken) {
            Some(place) => {
                sheet.canvas.text(
                    &text,
                    (place.left, (place.top + place.bottom) / 2.0),
                    letters,
                );
                places.taken.push(place);
            }
            None if is_found => {
                let half = size.0 / 2.0;
                let middle = at.0.clamp(half, (area.right - half).max(half));
                let steps =
                    (1..40).flat_map(|step| [-f64::from(step) * 8.0, f64::from(step) * 8.0]);
                let free = steps.map(|step| at.1 + step).find(|y| {
                    let place = Rect {
                        left: middle - half,
                        right: middle + half,
                        top: y - size.1 / 2.0,
                        bottom: y + size.1 / 2.0,
                    };
                    place.top >= area.top
                        && place.bottom <= area.bottom
                        && !places.taken.iter().any(|taken| taken.meets(&place))
                });
                if let Some(y) = free {
                    let near = if y < at.1 {
                        y + size.1 / 2.0
                    } else {
                        y - size.1 / 2.0
                    };
                    sheet.canvas.line(
                        &[(at.0, at.1), (at.0, near)],
                        Stroke::new(Token::Highlight, 1.0),
                        None,
                    );
                    sheet.canvas.text(&text, (middle - half, y), letters);
                    places.taken.push(Rect {
                        left: middle - half,
                        right: middle + half,
                        top: y - size.1 / 2.0,
                        bottom: y + size.1 / 2.0,
                    });
                }
            }
            None => {}
        }
    }
}

/// Vertical offsets of points of a radius at horizontal places in order: each as near to the middle as its neighbors let it.
fn swarm(places: &[f64], radius: f64) -> Vec<f64> {
    let apart = radius * 2.0;
    let mut offsets: Vec<f64> = Vec::with_capacity(places.len());
    let mut first = 0;
    for (index, place) in places.iter().enumerate() {
        while places[first] < place - apart {
            first += 1;
        }
        // Each near neighbor forbids a stretch; when they forbid the middle, the nearest end of what they cover is free.
        let mut forbidden: Vec<(f64, f64)> = (first..index)
            .map(|other| {
                let dx = place - places[other];
                let dy = (apart * apart - dx * dx).max(0.0).sqrt();
                (offsets[other] - dy, offsets[other] + dy)
            })
            .collect();
        forbidden.sort_by(|a, b| a.0.total_cmp(&b.0));
        offsets.push(nearest_free(&forbidden));
    }
    offsets
}

/// The place nearest to zero that lies inside of none of the stretches, which are sorted by their start.
fn nearest_free(stretches: &[(f64, f64)]) -> f64 {
    let mut covered: Option<(f64, f64)> = None;
    for (low, high) in stretches {
        covered = match covered {
            Some((start, end)) if *low < end - 1e-6 => Some((start, end.max(*high))),
            Some((start, end)) if start < -1e-6 && end > 1e-6 => Some((start, end)),
            _ => Some((*low, *high)),
        };
    }
    match covered {
        Some((low, high)) if low < -1e-6 && high > 1e-6 => {
            if -low < high {
                low
            } else {
                high
            }
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_a_swarm_do_not_meet() {
        let places: Vec<f64> = (0..200).map(|index| f64::from(index % 40) * 1.7).collect();
        let mut sorted = places.clone();
        sorted.sort_by(f64::total_cmp);
        let offsets = swarm(&sorted, 3.0);
        for a in 0..sorted.len() {
            for b in 0..a {
                let distance = (sorted[a] - sorted[b]).hypot(offsets[a] - offsets[b]);
                assert!(distance > 5.99, "{a} {b} {distance}");
            }
        }
    }
}
