//! Scatter plots and bubbles: how two numbers go together.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Fill, Letters, Mark, Point, Rect, Stroke};
use crate::chart::color::{SEQUENTIAL_COUNT, Token};
use crate::chart::data::{self, Names};
use crate::chart::look::{self, Look};
use crate::chart::notes::{self, Places};
use crate::chart::{At, Chart, ReducedThing, label, measure};
use crate::format::with_unit;
use crate::model::table::Column;
use std::collections::BTreeMap;

/// One point per row, its surface by `size`.
pub const SCATTER: ChartKind = ChartKind {
    name: "scatter",
    aliases: &["nuage", "bubble", "bulles", "points"],
    summary: [
        "montre comment deux nombres vont ensemble, un point par ligne",
        "shows how two numbers go together, one point per row",
    ],
    noun: ["Nuage de points", "Scatter plot"],
    family: Family::Cloud,
    channels: &[
        Channel::required("x", Wants::Numbers),
        Channel::required("y", Wants::Numbers),
        Channel::optional("size", Wants::Numbers),
        Channel::optional("label", Wants::Anything),
        Channel::optional("series", Wants::Categories),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 140.0,
    sharing: Sharing::Rows,
    draw,
};

/// More points are drawn together, by cells.
const MOST_POINTS: usize = 1500;
const LABEL_SIZE: f64 = 14.0;
/// Largest bubble, pixels.
const LARGEST: f64 = 26.0;

fn largest(narrow: bool) -> f64 {
    LARGEST * if narrow { 0.7 } else { 1.0 }
}

struct Spot {
    row: usize,
    at: Point,
    radius: f64,
    look: Look,
    name: String,
}

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let (Some(x_column), Some(y_column)) = (&chart.channels.x, &chart.channels.y) else {
        return 0.0;
    };
    let (xs, ys) = (data::numbers(x_column), data::numbers(y_column));
    let shown = |value: f64, log: bool| value.is_finite() && (!log || value > 0.0);
    let complete: Vec<usize> = (0..xs.len().min(ys.len()))
        .filter(|row| xs[*row].is_finite() && ys[*row].is_finite())
        .collect();
    let rows: Vec<usize> = complete
        .iter()
        .copied()
        .filter(|row| shown(xs[*row], chart.x_scale.log) && shown(ys[*row], chart.y_scale.log))
        .collect();
    sheet.reduce(ReducedThing::NotPositive, rows.len(), complete.len());

    let series = chart
        .channels
        .series
        .as_ref()
        .map(|column| Names::of(column, chart.language));
    let looks = series
        .as_ref()
        .map(|series| look::of_series(chart, &series.names));
    let size = sheet.axis_size();
    let mut top = 0.0;
    if let (Some(series), Some(looks), true) = (&series, &looks, sheet.words) {
        let most = series.names.len().min(12);
        top += look::legend(
            sheet,
            &series.names[..most],
            &looks[..most],
            (0.0, 0.0),
            true,
        );
    }
    top += axis_name(sheet, y_column, top);
    top += notes::room(chart, sheet) + size * 0.6;

    let vertical = Axis::numbers(
        rows.iter()
            .map(|row| ys[*row])
            .chain(notes::y_references(chart)),
        &chart.y_scale,
        false,
        sheet.ticks(),
        chart.language,
    );
    let horizontal = match x_column.values {
        crate::model::table::Values::Dates(_) => Axis::along(
            x_column,
            &xs,
            sheet.canvas.width - 60.0,
            size,
            chart.language,
        ),
        _ => Axis::numbers(
            rows.iter().map(|row| xs[*row]),
            &chart.x_scale.free(),
            false,
            if sheet.narrow { 4 } else { 6 },
            chart.language,
        ),
    };
    let area = Rect {
        left: vertical.widest(size) + 8.0,
        right: sheet.canvas.width - 10.0,
        top,
        bottom: top + sheet.plot_height() * 1.1,
    };
    // A large bubble at an end of an axis stays inside of the drawing.
    let inset = match chart.channels.size {
        Some(_) => largest(sheet.narrow) - 8.0,
        None => 0.0,
    };
    let (x, y) = (
        horizontal.scale((area.left + inset, area.right - inset)),
        vertical.scale((area.bottom, area.top + inset * 0.5)),
    );
    axis::draw_vertical(sheet, &vertical, &y, &area);
    axis::draw_zero(sheet, &vertical, &y, &area);
    if sheet.x_words {
        axis::draw_horizontal(sheet, &horizontal, &x, &area);
    }

    let mut places = Places::new(area);
    let at = |row: usize| (x.at(xs[row]), y.at(ys[row]));
    if rows.len() > MOST_POINTS {
        let drawn = cells(
            chart,
            sheet,
            &rows.iter().map(|row| at(*row)).collect::<Vec<_>>(),
            &area,
        );
        sheet.reduce(ReducedThing::Points, drawn, rows.len());
    } else {
        let spots = spots(
            chart,
            &rows,
            &at,
            series.as_ref(),
            looks.as_deref(),
            sheet.narrow,
        );
        draw_spots(chart, sheet, &spots, (&xs, &ys));
        places.taken.extend(spots.iter().map(|spot| Rect {
            left: spot.at.0 - spot.radius,
            right: spot.at.0 + spot.radius,
            top: spot.at.1 - spot.radius,
            bottom: spot.at.1 + spot.radius,
        }));
        if sheet.words {
            names(sheet, &spots, &mut places, &area);
        }
    }
    let locate = |at: &At| match at {
        At::Number(value) => Some(*value),
        At::Day(day) => Some(f64::from(*day)),
        At::Name(_) => None,
    };
    notes::draw(chart, sheet, &mut places, &locate, (&x, &y), &area);
    let bottom = area.bottom
        + if sheet.x_words {
            axis::horizontal_height(sheet)
        } else {
            4.0
        };
    match sheet.x_words && !x_column.name.is_empty() {
        true => {
            let name = named(x_column);
            let name = measure::shorten(&name, area.width(), size, measure::Face::Regular);
            sheet.canvas.text(
                &name,
                (area.left, bottom + size * 0.5),
                Letters::new(size, Token::Ink2),
            );
            bottom + size * 1.3
        }
        false => bottom,
    }
}

/// The name of a column with its unit.
pub fn named(column: &Column) -> String {
    match column.unit.as_deref() {
        Some(unit) if !column.name.contains(unit) => format!("{} ({unit})", column.name),
        _ => column.name.clone(),
    }
}

/// Writes the name of the vertical axis over it, and says how much height it took.
pub fn axis_name(sheet: &mut Sheet<'_, '_>, column: &Column, top: f64) -> f64 {
    if column.name.is_empty() || !sheet.words {
        return 0.0;
    }
    let size = sheet.axis_size();
    let name = measure::shorten(
        &named(column),
        sheet.canvas.width,
        size,
        measure::Face::Regular,
    );
    sheet.canvas.text(
        &name,
        (0.0, top + size * 0.6),
        Letters::new(size, Token::Ink2),
    );
    size * 1.5
}

fn spots(
    chart: &Chart,
    rows: &[usize],
    at: &dyn Fn(usize) -> Point,
    series: Option<&Names>,
    looks: Option<&[Look]>,
    narrow: bool,
) -> Vec<Spot> {
    let sizes = chart.channels.size.as_ref().map(data::numbers);
    let most = sizes.as_ref().map_or(0.0, |sizes| {
        sizes
            .iter()
            .copied()
            .filter(|size| size.is_finite())
            .fold(0.0, f64::max)
    });
    let labels = chart
        .channels
        .label
        .as_ref()
        .map(|column| Names::of(column, chart.language));
    let plain = if rows.len() > 300 { 3.0 } else { 4.5 };
    let any = labels
        .as_ref()
        .is_some_and(|labels| labels.names.iter().any(|name| look::found(chart, name)));
    let mut spots: Vec<Spot> = rows
        .iter()
        .map(|row| {
            let name = labels
                .as_ref()
                .and_then(|labels| {
                    labels
                        .rows
                        .get(*row)
                        .copied()
                        .flatten()
                        .map(|index| labels.names[index].clone())
                })
                .unwrap_or_default();
            let own = series
                .and_then(|series| series.rows.get(*row).copied().flatten())
                .and_then(|index| looks.and_then(|looks| looks.get(index).copied()));
            let mut look =
                own.unwrap_or_else(|| look::of_categories(chart, std::slice::from_ref(&name))[0]);
            if own.is_none() && any && !look.found {
                look.token = Token::Context;
            }
            if look::found(chart, &name) {
                look = Look {
                    token: Token::Highlight,
                    found: true,
                    ..look
                };
            }
            let radius = match &sizes {
                // Surface, not radius, goes with the value; what has no size is a small ring of the least.
                Some(sizes) => match sizes.get(*row).copied().filter(|size| *size > 0.0) {
                    Some(size) => (largest(narrow) * (size / most).sqrt()).max(2.5),
                    None => 2.5,
                },
                None => plain,
            };
            Spot {
                row: *row,
                at: at(*row),
                radius,
                look,
                name,
            }
        })
        .collect();
    // Large first, so that small ones lie over them; the finding last.
    spots.sort_by(|a, b| {
        a.look
            .found
            .cmp(&b.look.found)
            .then(b.radius.total_cmp(&a.radius))
            .then(a.row.cmp(&b.row))
    });
    spots
}

fn draw_spots(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    spots: &[Spot],
    (xs, ys): (&[f64], &[f64]),
) {
    let (Some(x), Some(y)) = (&chart.channels.x, &chart.channels.y) else {
        return;
    };
    let said = |column: &Column, value: f64| match column.kind {
        crate::model::table::ColumnKind::Year => crate::format::time::year(value as i32),
        _ => with_unit(value, column.unit.as_deref(), chart.language),
    };
    let bubbles = chart.channels.size.is_some();
    for spot in spots {
        let values = format!("{}, {}", said(x, xs[spot.row]), said(y, ys[spot.row]));
        let title = super::titled(chart.language, &[&spot.name], &values);
        let mark = Some(Mark {
            title: &title,
            value: Some(ys[spot.row]),
        });
        let opacity = match (bubbles, spot.look.found) {
            (true, _) => 0.35,
            (false, true) => 1.0,
            (false, false) => 0.6,
        };
        sheet.canvas.symbol(
            spot.look.symbol,
            spot.at,
            spot.radius,
            Fill::Light(spot.look.token, opacity),
            mark,
        );
        if bubbles {
            sheet.canvas.circle(
                spot.at,
                spot.radius,
                Stroke::new(spot.look.text(), 1.25),
                None,
            );
        }
    }
}

/// Names beside points, where there is room: the finding first, then the points that stand out most.
fn names(sheet: &mut Sheet<'_, '_>, spots: &[Spot], places: &mut Places, area: &Rect) {
    let most = if sheet.narrow { 6 } else { 12 };
    let count = spots.len().max(1) as f64;
    let center = (
        spots.iter().map(|spot| spot.at.0).sum::<f64>() / count,
        spots.iter().map(|spot| spot.at.1).sum::<f64>() / count,
    );
    let far = |spot: &Spot| (spot.at.0 - center.0).hypot(spot.at.1 - center.1) + spot.radius * 6.0;
    let mut order: Vec<&Spot> = spots.iter().filter(|spot| !spot.name.is_empty()).collect();
    order.sort_by(|a, b| {
        b.look
            .found
            .cmp(&a.look.found)
            .then(far(b).total_cmp(&far(a)))
            .then(a.row.cmp(&b.row))
    });
    let inside = Rect {
        left: area.left,
        right: sheet.canvas.width,
        top: area.top - 8.0,
        bottom: area.bottom - 2.0,
    };
    let mut written = 0;
    for spot in order {
        if written >= most && !spot.look.found {
            break;
        }
        let letters = match spot.look.found {
            true => Letters::new(LABEL_SIZE, Token::Highlight).strong(),
            false => Letters::new(LABEL_SIZE, Token::Ink),
        }
        .halo();
        let name = measure::shorten(&spot.name, 180.0, LABEL_SIZE, letters.face);
        let size = (letters.width(&name), LABEL_SIZE * 1.2);
        if let Some(place) = label::around(spot.at, spot.radius, size, &inside, &places.taken) {
            sheet.canvas.text(
                &name,
                (place.left, (place.top + place.bottom) / 2.0),
                letters,
            );
            places.taken.push(place);
            written += 1;
        }
    }
}

/// Cells of a few pixels, darker where more points are. Returns how many are drawn.
fn cells(chart: &Chart, sheet: &mut Sheet<'_, '_>, points: &[Point], area: &Rect) -> usize {
    let cell = if sheet.narrow { 9.0 } else { 12.0 };
    let mut counts: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for (x, y) in points {
        let key = (
            ((y - area.top) / cell) as i32,
            ((x - area.left) / cell) as i32,
        );
        *counts.entry(key).or_insert(0) += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1) as f64;
    for ((row, column), count) in &counts {
        let share = (*count as f64).ln_1p() / most.ln_1p();
        let class =
            ((share * SEQUENTIAL_COUNT as f64) as usize).clamp(1, SEQUENTIAL_COUNT - 1) as u8;
        let left = area.left + cell * f64::from(*column);
        let top = area.top + cell * f64::from(*row);
        let title = with_unit(*count as f64, Some("points"), chart.language);
        let rect = Rect {
            left,
            right: left + cell - 0.5,
            top,
            bottom: top + cell - 0.5,
        };
        sheet.canvas.rect(
            rect,
            Fill::Plain(Token::Sequential(class)),
            Some(Mark {
                title: &title,
                value: Some(*count as f64),
            }),
        );
    }
    counts.len()
}
