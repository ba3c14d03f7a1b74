//! Lines: how values change along years, dates or numbers.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Point, Rect, Scale, Stroke};
use crate::chart::color::Token;
use crate::chart::data::{self, Along};
use crate::chart::look::{self, Look};
use crate::chart::notes::{self, Places};
use crate::chart::{Chart, ReducedThing, label, measure};
use crate::diag::Language;
use crate::format::with_unit;

/// One line per series, named at its end.
pub const LINE: ChartKind = ChartKind {
    name: "line",
    aliases: &["ligne", "lignes", "courbe", "courbes"],
    summary: [
        "montre une évolution, une courbe par série",
        "shows a change, one line per series",
    ],
    noun: ["Courbe", "Line chart"],
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
/// Between a mark and its name.
const LABEL_GAP: f64 = 11.0;
/// More lines than this are a texture.
const MOST_SERIES: usize = 40;
/// More points of a line than this stand nearer than pixels.
const MOST_POINTS: usize = 700;
/// Up to so many points in all, each has its own value to hover.
const MOST_TITLES: usize = 160;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let Some(mut along) = Along::of(chart) else {
        return 0.0;
    };
    let of = along.series.len();
    along.keep(MOST_SERIES, |name| look::found(chart, name));
    sheet.reduce(ReducedThing::Series, along.series.len(), of);
    let looks = match sheet.focus {
        // A panel: its own line is the finding of the panel, whatever the others are.
        Some(_) => look::of_categories(chart, &along.names())
            .into_iter()
            .map(|look| Look {
                token: if look.found {
                    Token::Highlight
                } else {
                    Token::series(0)
                },
                found: true,
                ..look
            })
            .collect(),
        None => look::of_series(chart, &along.names()),
    };
    let size = sheet.axis_size();
    let named = sheet.words && (along.series.len() > 1 || chart.channels.series.is_some());

    let lowest = || along.values().chain(notes::y_references(chart));
    let vertical = Axis::numbers(
        lowest(),
        &chart.y_scale,
        false,
        sheet.ticks(),
        chart.language,
    );
    let (top, height) = {
        let unit = axis::draw_unit(sheet, axis::unit_to_say(chart));
        // The word "projection" stands over the plot.
        let band = if chart.projected.contains(&true) && sheet.words {
            24.0
        } else {
            0.0
        };
        let top = unit + (notes::room(chart, sheet) + size * 0.6).max(band);
        (top, sheet.plot_height())
    };
    let ends = ends(chart, sheet, &along, named);
    let area = Rect {
        left: vertical.widest(size) + 8.0,
        top,
        right: sheet.canvas.width - ends.room,
        bottom: top + height,
    };
    let horizontal = along.axis(&chart.x_scale, area.width(), size);
    let (x, y) = (
        horizontal.scale((area.left, area.right)),
        vertical.scale((area.bottom, area.top)),
    );

    let band_word = projection(sheet, &along, &x, &area);
    axis::draw_vertical(sheet, &vertical, &y, &area);
    axis::draw_zero(sheet, &vertical, &y, &area);
    if sheet.x_words {
        axis::draw_horizontal(sheet, &horizontal, &x, &area);
    }
    // Context first, so that the finding lies over it.
    let mut order: Vec<usize> = (0..along.series.len()).collect();
    order.sort_by_key(|index| looks[*index].found);
    let titles = along
        .series
        .iter()
        .map(|series| series.samples.len())
        .sum::<usize>()
        <= MOST_TITLES
        && sheet.focus.is_none();
    let mut thinned = (0, 0);
    for index in order {
        let series = &along.series[index];
        let context = sheet
            .focus
            .as_ref()
            .is_some_and(|focus| *focus != series.name);
        let stroke = match (context, looks[index].found, looks[index].token) {
            (true, ..) => Stroke::new(Token::Pale, 1.0),
            (false, true, token) => Stroke::new(token, 3.0),
            (false, false, Token::Context) => Stroke::new(Token::Context, 1.75),
            (false, false, token) => Stroke::new(token, 2.25),
        };
        let points = data::thin(&series.samples, MOST_POINTS);
        thinned.0 += points.len();
        thinned.1 += series.samples.len();
        strokes(sheet, &points, &series.name, (&x, &y), stroke);
        if context {
            continue;
        }
        if titles {
            hover(chart, sheet, &along, (&points, &series.name), (&x, &y));
        }
        let end = points.iter().rev().find(|point| point.y.is_finite());
        if let Some(end) = end {
            let at = (x.at(end.x), y.at(end.y));
            match sheet.words {
                true => sheet.canvas.end_mark(
                    looks[index].symbol,
                    at,
                    4.2,
                    Stroke::new(stroke.token, 2.0),
                ),
                false => sheet.canvas.disc(at, 3.5, Fill::Plain(stroke.token), None),
            }
        }
    }
    sheet.reduce(ReducedThing::Points, thinned.0, thinned.1);
    let mut places = Places::new(area);
    places.taken.extend(band_word);
    for series in &along.series {
        let at = |sample: &data::Sample| (x.at(sample.x), y.at(sample.y));
        for pair in data::thin(&series.samples, MOST_POINTS).windows(2) {
            if pair[0].y.is_finite() && pair[1].y.is_finite() {
                places.segment(at(&pair[0]), at(&pair[1]));
            }
        }
    }
    if named || sheet.words {
        end_labels(sheet, &along, &looks, &ends, (&x, &y), &area);
    }
    notes::draw(
        chart,
        sheet,
        &mut places,
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

/// The names at the ends of the lines, each on one or two lines of text, and the room that they take.
struct Ends {
    lines: Vec<Vec<String>>,
    room: f64,
}

fn ends(chart: &Chart, sheet: &Sheet<'_, '_>, along: &Along<'_>, named: bool) -> Ends {
    let most = if sheet.narrow { 88.0 } else { 170.0 };
    let lines: Vec<Vec<String>> = along
        .series
        .iter()
        .map(|series| {
            if named {
                return measure::wrap(&series.name, most, 2, LABEL_SIZE, measure::Face::Strong);
            }
            // A line alone needs no name: its last value says more.
            let last = series
                .samples
                .iter()
                .rev()
                .find(|point| point.y.is_finite());
            let values: Vec<f64> = along.values().collect();
            let format = crate::format::NumberFormat::for_values(&values, None, chart.language);
            last.filter(|_| sheet.words)
                .map(|point| format.label(point.y))
                .into_iter()
                .collect()
        })
        .collect();
    let widest = lines
        .iter()
        .flatten()
        .map(|line| measure::width(line, LABEL_SIZE, measure::Face::Strong))
        .fold(0.0, f64::max);
    Ends {
        room: if widest > 0.0 {
            widest + LABEL_GAP + 4.0
        } else {
            8.0
        },
        lines,
    }
}

fn end_labels(
    sheet: &mut Sheet<'_, '_>,
    along: &Along<'_>,
    looks: &[Look],
    ends: &Ends,
    (x, y): (&Scale, &Scale),
    area: &Rect,
) {
    // Only lines that have an end, the most important first: what does not fit is dropped from the last.
    let mut wanted: Vec<(usize, Point)> = along
        .series
        .iter()
        .enumerate()
        .filter_map(|(index, series)| {
            let end = series
                .samples
                .iter()
                .rev()
                .find(|point| point.y.is_finite())?;
            Some((index, (x.at(end.x), y.at(end.y))))
        })
        .collect();
    wanted.sort_by(|a, b| {
        looks[b.0]
            .found
            .cmp(&looks[a.0].found)
            .then(a.1.1.total_cmp(&b.1.1))
            .then(a.0.cmp(&b.0))
    });
    let (low, high) = (area.top - 10.0, area.bottom + 10.0);
    let placed = loop {
        let middles: Vec<f64> = wanted.iter().map(|(_, at)| at.1).collect();
        let sizes: Vec<f64> = wanted
            .iter()
            .map(|(index, _)| 1.6 + LABEL_SIZE * 1.2 * ends.lines[*index].len() as f64)
            .collect();
        match label::spread(&middles, &sizes, low, high) {
            Some(places) => break places,
            None if wanted.pop().is_none() => return,
            None => {}
        }
    };
    for ((index, at), middle) in wanted.into_iter().zip(placed) {
        // A line alone has its value beside its last point, wherever that is.
        let left = if along.series.len() == 1 {
            at.0
        } else {
            area.right
        } + LABEL_GAP;
        let letters = Letters::new(LABEL_SIZE, looks[index].text()).strong();
        if (middle - at.1).abs() > 4.0 || at.0 + LABEL_GAP < left - 4.0 {
            sheet.canvas.line(
                &[(at.0 + 6.0, at.1), (left - 3.0, middle)],
                Stroke::new(Token::Context, 1.0),
                None,
            );
        }
        sheet
            .canvas
            .lines(&ends.lines[index], (left, middle), letters);
    }
}

/// The runs of a line between its gaps, the projected part dashed; a point between two gaps is a dot.
fn strokes(
    sheet: &mut Sheet<'_, '_>,
    points: &[data::Sample],
    name: &str,
    (x, y): (&Scale, &Scale),
    stroke: Stroke,
) {
    let title = (!name.is_empty()).then_some(Mark {
        title: name,
        value: None,
    });
    let mut run: Vec<Point> = Vec::new();
    let mut projected = false;
    let flush = |run: &mut Vec<Point>, projected: bool, sheet: &mut Sheet<'_, '_>| {
        match run.as_slice() {
            [] => {}
            [only] => {
                sheet
                    .canvas
                    .disc(*only, stroke.width + 0.75, Fill::Plain(stroke.token), None)
            }
            _ => sheet
                .canvas
                .line(run, if projected { stroke.dashed() } else { stroke }, title),
        }
        run.clear();
    };
    for point in points {
        if !point.y.is_finite() {
            flush(&mut run, projected, sheet);
            continue;
        }
        let at = (x.at(point.x), y.at(point.y));
        if point.projected != projected && !run.is_empty() {
            // The dashed part starts where the full one ends.
            let joint = run.last().copied();
            if run.len() > 1 || !point.projected {
                flush(&mut run, projected, sheet);
            } else {
                run.clear();
            }
            run.extend(joint);
        }
        projected = point.projected;
        run.push(at);
    }
    flush(&mut run, projected, sheet);
}

/// Invisible discs over the points: a tooltip without a script, and what the script reads.
fn hover(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    along: &Along<'_>,
    (points, name): (&[data::Sample], &str),
    (x, y): (&Scale, &Scale),
) {
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let colon = match chart.language {
        Language::French => "\u{A0}: ",
        Language::English => ": ",
    };
    sheet.canvas.open_hover();
    for point in points.iter().filter(|point| point.y.is_finite()) {
        let comma = if name.is_empty() { "" } else { ", " };
        let title = format!(
            "{name}{comma}{}{colon}{}",
            along.place_name(point.x),
            with_unit(point.y, unit, chart.language)
        );
        let mark = Mark {
            title: &title,
            value: Some(point.y),
        };
        sheet.canvas.disc(
            (x.at(point.x), y.at(point.y)),
            7.0,
            Fill::Unseen,
            Some(mark),
        );
    }
    sheet.canvas.close_group();
}

/// The band behind what is not known yet, with its word.
fn projection(
    sheet: &mut Sheet<'_, '_>,
    along: &Along<'_>,
    x: &Scale,
    area: &Rect,
) -> Option<Rect> {
    let points = || along.series.iter().flat_map(|series| &series.samples);
    let first = points()
        .filter(|point| point.projected)
        .map(|point| point.x)
        .fold(f64::INFINITY, f64::min);
    if !first.is_finite() {
        return None;
    }
    let last_known = points()
        .filter(|point| !point.projected && point.x < first && point.y.is_finite())
        .map(|point| point.x)
        .fold(f64::NEG_INFINITY, f64::max);
    let start = if last_known.is_finite() {
        last_known
    } else {
        first
    };
    let band = Rect {
        left: x.at(start),
        right: area.right,
        top: area.top - 20.0,
        bottom: area.bottom,
    };
    sheet.canvas.rect(band, Fill::Plain(Token::Sunken), None);
    if !sheet.words {
        return None;
    }
    let word = "projection";
    let letters = Letters::new(13.0, Token::Ink3);
    let (at, letters) = match letters.width(word) + 12.0 < band.width() {
        true => ((band.left + 6.0, band.top + 10.0), letters),
        false => (
            (band.right - 2.0, band.top + 10.0),
            letters.anchor(Anchor::End),
        ),
    };
    sheet.canvas.text(word, at, letters);
    Some(letters.bounds(word, at))
}
