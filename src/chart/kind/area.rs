//! Areas: a quantity along time, and what it is made of.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Point, Rect, Scale, Stroke};
use crate::chart::color::{SERIES_COUNT, Token};
use crate::chart::data::{self, Along};
use crate::chart::look::{self, Look};
use crate::chart::notes::{self, Places};
use crate::chart::{Chart, Mode, ReducedThing, label, measure};

/// Surfaces laid one upon the other.
pub const AREA: ChartKind = ChartKind {
    name: "area",
    aliases: &["aire", "aires"],
    summary: [
        "montre une évolution et ce qui la compose, par surfaces empilées",
        "shows a change and what makes it up, as stacked surfaces",
    ],
    noun: ["Aires", "Area chart"],
    family: Family::Matrix,
    channels: &[
        Channel::required("x", Wants::Ordered),
        Channel::required("y", Wants::Numbers),
        Channel::optional("series", Wants::Categories),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 140.0,
    sharing: Sharing::Rows,
    draw,
};

const LABEL_SIZE: f64 = 14.5;
/// Surfaces have no symbols: one color stands for one series.
const MOST_SERIES: usize = SERIES_COUNT;
const MOST_POINTS: usize = 500;

/// One surface: at each place of the axis, where it starts and ends; `NaN` in a gap.
struct Layer {
    bounds: Vec<(f64, f64)>,
}

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let Some(mut along) = Along::of(chart) else {
        return 0.0;
    };
    let of = along.series.len();
    // A stack without some of its parts would come to another sum.
    along.fold(MOST_SERIES, super::others(chart.language), |name| {
        look::found(chart, name)
    });
    sheet.reduce(ReducedThing::Series, along.series.len(), of);
    let single = along.series.len() == 1;
    let looks = look::of_parts(chart, &along.names());
    let size = sheet.axis_size();

    let (places, layers) = layers(&along, chart.mode == Mode::Percent && !single);
    let (places, layers) = thinned(sheet, places, layers);
    let bounds = layers
        .iter()
        .flat_map(|layer| layer.bounds.iter().flat_map(|(from, to)| [*from, *to]));
    let vertical = match chart.mode {
        Mode::Percent if !single => Axis::percent(chart.language),
        _ => Axis::numbers(
            bounds.chain(notes::y_references(chart)),
            &chart.y_scale,
            true,
            sheet.ticks(),
            chart.language,
        ),
    };
    let unit = axis::unit_to_say(chart).filter(|_| chart.mode != Mode::Percent || single);
    let top = axis::draw_unit(sheet, unit) + notes::room(chart, sheet) + size * 0.6;
    let left = vertical.widest(size) + 8.0;

    // Names stand in their surface where it is thick enough, else at the right of the drawing.
    let rough = Rect {
        left,
        right: sheet.canvas.width,
        top,
        bottom: top + sheet.plot_height(),
    };
    let horizontal = along.axis(&chart.x_scale, rough.width(), size);
    let y = vertical.scale((rough.bottom, rough.top));
    let x = horizontal.scale((rough.left, rough.right));
    let inner: Vec<Option<Point>> = match single || !sheet.words {
        true => vec![Some((0.0, 0.0)); layers.len()],
        false => layers
            .iter()
            .zip(&along.series)
            .map(|(layer, run)| {
                inner_place(
                    layer,
                    &places,
                    (&x, &y),
                    measure::width(&run.name, LABEL_SIZE, measure::Face::Strong),
                    &rough,
                )
            })
            .collect(),
    };
    let outer_room = along
        .series
        .iter()
        .zip(&inner)
        .filter(|(_, place)| place.is_none())
        .map(|(run, _)| {
            let lines = measure::wrap(
                &run.name,
                if sheet.narrow { 88.0 } else { 150.0 },
                2,
                LABEL_SIZE,
                measure::Face::Strong,
            );
            lines
                .iter()
                .map(|line| measure::width(line, LABEL_SIZE, measure::Face::Strong))
                .fold(0.0, f64::max)
                + 12.0
        })
        .fold(0.0, f64::max);
    let area = Rect {
        right: rough.right - outer_room,
        ..rough
    };
    let horizontal = along.axis(&chart.x_scale, area.width(), size);
    let x = horizontal.scale((area.left, area.right));

    axis::draw_vertical(sheet, &vertical, &y, &area);
    let mut marks = Places::new(area);
    for ((layer, run), look) in layers.iter().zip(&along.series).zip(&looks) {
        surface(sheet, layer, &places, (&x, &y), look, single, &run.name);
        for pair in layer
            .bounds
            .iter()
            .zip(&places)
            .collect::<Vec<_>>()
            .windows(2)
        {
            let ends = [pair[0], pair[1]].map(|(bound, place)| (x.at(*place), y.at(bound.1)));
            if pair[0].0.1.is_finite() && pair[1].0.1.is_finite() {
                marks.segment(ends[0], ends[1]);
            }
        }
    }
    axis::draw_zero(sheet, &vertical, &y, &area);
    if sheet.x_words {
        axis::draw_horizontal(sheet, &horizontal, &x, &area);
    }
    if !single && sheet.words {
        let stretch = (area.right - area.left) / (rough.right - rough.left);
        let mut outer = Vec::new();
        for (index, place) in inner.iter().enumerate() {
            match place {
                Some((at, middle)) => {
                    let token = if looks[index].hatched {
                        Token::Ink
                    } else {
                        looks[index].token.on()
                    };
                    let letters = Letters::new(LABEL_SIZE, token)
                        .strong()
                        .anchor(Anchor::Middle);
                    let letters = if looks[index].hatched {
                        letters.halo()
                    } else {
                        letters
                    };
                    let half = letters.width(&along.series[index].name) / 2.0;
                    let at = (area.left + (at - area.left) * stretch).clamp(
                        area.left + half + 3.0,
                        (area.right - half - 3.0).max(area.left + half + 3.0),
                    );
                    sheet
                        .canvas
                        .text(&along.series[index].name, (at, *middle), letters);
                }
                None => outer.push(index),
            }
        }
        outer_names(sheet, &along, &layers, &looks, &outer, &y, &area);
    }
    notes::draw(
        chart,
        sheet,
        &mut marks,
        &|at| along.locate(at),
        (&x, &y),
        &area,
    );
    area.bottom
        + if sheet.x_words {
            axis::horizontal_height(sheet)
        } else {
            4.0
        }
}

/// The places of the axis, and the surfaces over them from the first series up.
fn layers(along: &Along<'_>, percent: bool) -> (Vec<f64>, Vec<Layer>) {
    let mut places: Vec<f64> = along
        .series
        .iter()
        .flat_map(|run| run.samples.iter().map(|sample| sample.x))
        .collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let values: Vec<Vec<f64>> = along
        .series
        .iter()
        .map(|run| {
            let mut values = vec![f64::NAN; places.len()];
            for sample in &run.samples {
                if let Ok(at) = places.binary_search_by(|place| place.total_cmp(&sample.x)) {
                    values[at] = sample.y;
                }
            }
            outside_as_nothing(&mut values);
            values
        })
        .collect();
    let mut base = vec![0.0; places.len()];
    let totals: Vec<f64> = (0..places.len())
        .map(|at| values.iter().map(|series| series[at].max(0.0)).sum())
        .collect();
    let layers = values
        .into_iter()
        .map(|series| Layer {
            bounds: series
                .into_iter()
                .enumerate()
                .map(|(at, value)| {
                    let value = match percent {
                        true if totals[at] > 0.0 => value.max(0.0) / totals[at] * 100.0,
                        true => f64::NAN,
                        false => value,
                    };
                    let from = base[at];
                    // What lies on something unknown is unknown too.
                    base[at] = data::finite(from + value);
                    (from, base[at])
                })
                .collect(),
        })
        .collect();
    (places, layers)
}

/// A series that starts late or ends early is nothing before and after; only inside of it a missing value is a gap.
fn outside_as_nothing(values: &mut [f64]) {
    let first = values.iter().position(|value| value.is_finite());
    let last = values.iter().rposition(|value| value.is_finite());
    for (at, value) in values.iter_mut().enumerate() {
        if first.is_none_or(|first| at < first) || last.is_none_or(|last| at > last) {
            *value = 0.0;
        }
    }
}

fn thinned(
    sheet: &mut Sheet<'_, '_>,
    places: Vec<f64>,
    layers: Vec<Layer>,
) -> (Vec<f64>, Vec<Layer>) {
    if places.len() <= MOST_POINTS {
        return (places, layers);
    }
    let step = places.len().div_ceil(MOST_POINTS);
    let kept: Vec<usize> = (0..places.len())
        .step_by(step)
        .chain((!(places.len() - 1).is_multiple_of(step)).then(|| places.len() - 1))
        .collect();
    sheet.reduce(
        ReducedThing::Points,
        kept.len() * layers.len(),
        places.len() * layers.len(),
    );
    let layers = layers
        .into_iter()
        .map(|layer| Layer {
            bounds: kept.iter().map(|at| layer.bounds[*at]).collect(),
        })
        .collect();
    (kept.iter().map(|at| places[*at]).collect(), layers)
}

/// Where a name of a width fits into a surface: in the middle of where it is thickest.
fn inner_place(
    layer: &Layer,
    places: &[f64],
    (x, y): (&Scale, &Scale),
    width: f64,
    area: &Rect,
) -> Option<Point> {
    let needed = LABEL_SIZE * 1.3;
    let sampled = |at: f64| -> Option<(f64, f64)> {
        let after = places.iter().position(|place| x.at(*place) >= at)?;
        let before = after.saturating_sub(1);
        let (a, b) = (layer.bounds[before], layer.bounds[after]);
        let (from, to) = (x.at(places[before]), x.at(places[after]));
        let share = if to > from {
            (at - from) / (to - from)
        } else {
            0.0
        };
        let mix = |a: f64, b: f64| y.at(a) + (y.at(b) - y.at(a)) * share;
        (a.0 + a.1 + b.0 + b.1)
            .is_finite()
            .then(|| (mix(a.1, b.1), mix(a.0, b.0)))
    };
    let steps = 40;
    let mut best: Option<(f64, Point)> = None;
    for step in 1..steps {
        let middle = area.left + area.width() * f64::from(step) / f64::from(steps);
        let (left, right) = (middle - width / 2.0 - 4.0, middle + width / 2.0 + 4.0);
        if left < area.left || right > area.right {
            continue;
        }
        // The room left by both edges over the whole width of the word.
        let mut room = (f64::NEG_INFINITY, f64::INFINITY);
        let inside = (0..=8).all(|part| {
            let Some((top, bottom)) = sampled(left + (right - left) * f64::from(part) / 8.0) else {
                return false;
            };
            room = (room.0.max(top), room.1.min(bottom));
            true
        });
        let height = room.1 - room.0;
        if inside && height >= needed && best.is_none_or(|(most, _)| height > most) {
            best = Some((height, (middle, (room.0 + room.1) / 2.0)));
        }
    }
    best.map(|(_, place)| place)
}

fn surface(
    sheet: &mut Sheet<'_, '_>,
    layer: &Layer,
    places: &[f64],
    (x, y): (&Scale, &Scale),
    look: &Look,
    single: bool,
    name: &str,
) {
    let mark = (!name.is_empty()).then_some(Mark {
        title: name,
        value: None,
    });
    let mut run: Vec<(Point, Point)> = Vec::new();
    let flush = |run: &mut Vec<(Point, Point)>, sheet: &mut Sheet<'_, '_>| {
        let upper: Vec<Point> = run.iter().map(|(upper, _)| *upper).collect();
        if let [only] = run.as_slice() {
            sheet
                .canvas
                .line(&[only.0, only.1], Stroke::new(look.token, 3.0), mark);
        } else if run.len() > 1 {
            let outline: Vec<Point> = upper
                .iter()
                .copied()
                .chain(run.iter().rev().map(|(_, lower)| *lower))
                .collect();
            let fill = match (single, look.surface()) {
                (true, Fill::Plain(token)) => Fill::Light(token, 0.25),
                (_, fill) => fill,
            };
            sheet.canvas.polygon(&outline, fill, mark);
            match single {
                true => sheet
                    .canvas
                    .line(&upper, Stroke::new(look.token, 2.25), None),
                false => sheet
                    .canvas
                    .line(&upper, Stroke::new(Token::Paper, 2.0), None),
            }
        }
        run.clear();
    };
    for ((from, to), place) in layer.bounds.iter().zip(places) {
        match to.is_finite() && from.is_finite() {
            true => run.push(((x.at(*place), y.at(*to)), (x.at(*place), y.at(*from)))),
            false => flush(&mut run, sheet),
        }
    }
    flush(&mut run, sheet);
}

/// Names of surfaces too thin to hold them, at the right.
fn outer_names(
    sheet: &mut Sheet<'_, '_>,
    along: &Along<'_>,
    layers: &[Layer],
    looks: &[Look],
    outer: &[usize],
    y: &Scale,
    area: &Rect,
) {
    let lines: Vec<Vec<String>> = outer
        .iter()
        .map(|index| {
            measure::wrap(
                &along.series[*index].name,
                if sheet.narrow { 88.0 } else { 150.0 },
                2,
                LABEL_SIZE,
                measure::Face::Strong,
            )
        })
        .collect();
    let wanted: Vec<f64> = outer
        .iter()
        .map(|index| {
            let end = layers[*index]
                .bounds
                .iter()
                .rev()
                .find(|(from, to)| from.is_finite() && to.is_finite());
            end.map_or(area.bottom, |(from, to)| (y.at(*from) + y.at(*to)) / 2.0)
        })
        .collect();
    let sizes: Vec<f64> = lines
        .iter()
        .map(|lines| lines.len() as f64 * LABEL_SIZE * 1.2 + 1.6)
        .collect();
    let Some(places) = label::spread(&wanted, &sizes, area.top - 10.0, area.bottom + 10.0) else {
        return;
    };
    for (((index, lines), place), wanted) in outer.iter().zip(&lines).zip(places).zip(wanted) {
        if (place - wanted).abs() > 4.0 {
            sheet.canvas.line(
                &[(area.right + 1.0, wanted), (area.right + 6.0, place)],
                Stroke::new(Token::Context, 1.0),
                None,
            );
        }
        sheet.canvas.lines(
            lines,
            (area.right + 8.0, place),
            Letters::new(LABEL_SIZE, looks[*index].text()).strong(),
        );
    }
}
