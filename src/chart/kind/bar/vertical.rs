//! Standing bars, for years and dates, and for names that are short.

use super::{Bars, LABEL_SIZE, PART_GAP};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Point, Rect, Scale};
use crate::chart::color::Token;
use crate::chart::data::Matrix;
use crate::chart::kind::{Sheet, missing};
use crate::chart::look::{self, Look};
use crate::chart::{Chart, Mode, label, measure, notes};
use crate::format::NumberFormat;

/// Widest bar, pixels.
const THICKEST: f64 = 56.0;
/// Height of the hatched stub that stands for a missing value.
const STUB: f64 = 14.0;
/// Stacks of more parts have a legend instead of names beside the last one.
const MOST_NAMED: usize = 5;

/// Whether each name stands under its bar on two lines at most.
pub fn names_fit(sheet: &Sheet<'_, '_>, matrix: &Matrix) -> bool {
    let band = (sheet.canvas.width - 60.0) / matrix.categories.len().max(1) as f64;
    matrix.categories.iter().all(|name| {
        wrapped(name, band, sheet.axis_size())
            .iter()
            .all(|line| !line.ends_with('…'))
    })
}

fn wrapped(name: &str, band: f64, size: f64) -> Vec<String> {
    measure::wrap(name, band - 6.0, 2, size, measure::Face::Strong)
}

/// Categories that there is room for.
pub fn most(sheet: &Sheet<'_, '_>, matrix: &Matrix, mode: Mode) -> usize {
    let lanes = if mode == Mode::Grouped {
        matrix.series.len()
    } else {
        1
    };
    ((sheet.canvas.width - 60.0) / (3.0 * lanes as f64 + 2.0)).max(1.0) as usize
}

pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, bars: &Bars) -> f64 {
    let matrix = &bars.matrix;
    let single = matrix.series.len() == 1;
    let size = sheet.axis_size();
    let looks = match (single, bars.stacked()) {
        (true, _) => look::of_categories(chart, &matrix.categories),
        (false, true) => look::of_parts(chart, &matrix.series),
        (false, false) => look::of_series(chart, &matrix.series),
    };
    let named = bars.stacked() && !single && matrix.series.len() <= MOST_NAMED && sheet.words;
    let mut top = axis::draw_unit(
        sheet,
        axis::unit_to_say(chart).filter(|_| bars.mode != Mode::Percent),
    );
    let names: Vec<Vec<String>> = matrix
        .series
        .iter()
        .map(|name| {
            measure::wrap(
                name,
                if sheet.narrow { 88.0 } else { 150.0 },
                2,
                LABEL_SIZE,
                measure::Face::Strong,
            )
        })
        .collect();
    let right = match named {
        false => 0.0,
        true => {
            let widths = names
                .iter()
                .flatten()
                .map(|line| measure::width(line, LABEL_SIZE, measure::Face::Strong));
            widths.fold(0.0, f64::max) + 12.0
        }
    };
    let (lowest, highest) = bars.extent();
    let values = [lowest, highest]
        .into_iter()
        .chain(notes::y_references(chart));
    let vertical = match bars.mode {
        Mode::Percent => Axis::percent(chart.language),
        _ => Axis::numbers(values, &chart.y_scale, true, sheet.ticks(), chart.language),
    };
    let left = vertical.widest(size) + 8.0;
    if !single && !named && sheet.words {
        top += look::legend(sheet, &matrix.series, &looks, (left, top), false);
    }
    top += notes::room(chart, sheet) + 12.0;
    let area = Rect {
        left,
        right: sheet.canvas.width - right,
        top,
        bottom: top + sheet.plot_height(),
    };
    let y = vertical.scale((area.bottom, area.top));
    let band = area.width() / matrix.categories.len() as f64;
    axis::draw_vertical(sheet, &vertical, &y, &area);

    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let format = NumberFormat::for_values(&matrix.values.concat(), unit, chart.language);
    let mut places = notes::Places::new(area);
    let mut labels = Vec::new();
    let center = |category: usize| area.left + band * (category as f64 + 0.5);
    for category in 0..matrix.categories.len() {
        let middle = center(category);
        match bars.stacked() {
            true => {
                let half = (band * 0.34).min(THICKEST / 2.0);
                stack(
                    chart,
                    sheet,
                    bars,
                    category,
                    &looks,
                    (middle - half, middle + half),
                    &y,
                );
                let top = bars
                    .parts(category)
                    .iter()
                    .map(|(_, _, to)| y.at(*to))
                    .fold(y.at(0.0), f64::min);
                places.segment((middle - half, top), (middle + half, top));
            }
            false => group(
                chart,
                sheet,
                bars,
                category,
                &looks,
                (middle, band),
                &y,
                &format,
                (&mut places, &mut labels),
            ),
        }
    }
    axis::draw_zero(sheet, &vertical, &y, &area);
    if named {
        part_names(sheet, bars, &looks, &names, &y, &area);
    }
    let x = Scale::linear(
        (-0.5, matrix.categories.len() as f64 - 0.5),
        (area.left, area.right),
    );
    let locate = |at: &crate::chart::At| matrix.locate(at, chart.language);
    notes::draw(chart, sheet, &mut places, &locate, (&x, &y), &area);
    // Over the lines of references, and read through them.
    for (label, at, letters) in labels {
        let letters = match chart.references.is_empty() {
            true => letters,
            false => letters.halo(),
        };
        sheet.canvas.text(&label, at, letters);
    }
    area.bottom + category_names(chart, sheet, matrix, &area, band)
}

/// Names under the bars; when they do not all fit, every second, third… counted from the last.
fn category_names(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    matrix: &Matrix,
    area: &Rect,
    band: f64,
) -> f64 {
    let size = sheet.axis_size();
    let letters = Letters::new(size, Token::Axis).anchor(Anchor::Middle);
    let widest = matrix
        .categories
        .iter()
        .map(|name| measure::width(name, size, measure::Face::Strong))
        .fold(0.0, f64::max);
    let fits = matrix.categories.iter().all(|name| {
        wrapped(name, band, size)
            .iter()
            .all(|line| !line.ends_with('…'))
    });
    let every = if fits {
        1
    } else {
        ((widest + 12.0) / band).ceil().max(1.0) as usize
    };
    let last = matrix.categories.len() - 1;
    let mut deepest = 1;
    for (index, name) in matrix
        .categories
        .iter()
        .enumerate()
        .filter(|(index, _)| (last - index).is_multiple_of(every))
    {
        let room = band * every as f64;
        let lines = wrapped(name, room.max(size * 2.0), size);
        deepest = deepest.max(lines.len());
        let letters = match look::found(chart, name) {
            true => Letters {
                token: Token::Ink,
                ..letters.strong()
            },
            false => letters,
        };
        let half = lines
            .iter()
            .map(|line| letters.width(line))
            .fold(0.0, f64::max)
            / 2.0;
        let x = (area.left + band * (index as f64 + 0.5))
            .clamp(half, (sheet.canvas.width - half).max(half));
        let y = area.bottom + size * 1.0 + size * 0.6 * (lines.len() - 1) as f64;
        if sheet.x_words {
            sheet.canvas.lines(&lines, (x, y), letters);
        }
    }
    if sheet.x_words {
        size * 0.6 + size * 1.2 * deepest as f64
    } else {
        4.0
    }
}

#[allow(clippy::too_many_arguments)]
fn group(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    bars: &Bars,
    category: usize,
    looks: &[Look],
    (middle, band): (f64, f64),
    y: &Scale,
    format: &NumberFormat,
    (places, labels): (&mut notes::Places, &mut Vec<(String, Point, Letters)>),
) {
    let matrix = &bars.matrix;
    let lanes = matrix.series.len() as f64;
    let single = matrix.series.len() == 1;
    let gap = if band < 20.0 { 1.0 } else { PART_GAP };
    let share = if single { 0.68 } else { 0.78 };
    let thick = ((band * share - gap * (lanes - 1.0)) / lanes).clamp(1.0, THICKEST);
    let start = middle - (thick * lanes + gap * (lanes - 1.0)) / 2.0;
    let zero = y.at(0.0);
    let is_last = category + 1 == matrix.categories.len();
    for (series, values) in matrix.values.iter().enumerate() {
        let value = values[category];
        let look = if single {
            looks[category]
        } else {
            looks[series]
        };
        let left = start + (thick + gap) * series as f64;
        let center = left + thick / 2.0;
        let title = bars.title(chart, series, category);
        if !value.is_finite() {
            let stub = Rect {
                left,
                right: left + thick,
                top: zero - STUB,
                bottom: zero,
            };
            sheet.canvas.rect(
                stub,
                Fill::Hatch,
                Some(Mark {
                    title: &title,
                    value: None,
                }),
            );
            let letters = Letters::new(13.0, Token::Ink3).anchor(Anchor::Middle);
            if letters.width(missing(chart.language)) <= thick + 8.0 {
                let at = (center, zero - STUB - 9.0);
                sheet.canvas.text(missing(chart.language), at, letters);
                places
                    .taken
                    .push(letters.bounds(missing(chart.language), at));
            }
            continue;
        }
        let end = y.at(value);
        let bar = Rect {
            left,
            right: left + thick,
            top: end,
            bottom: zero,
        };
        sheet.canvas.rect(
            bar,
            look.surface(),
            Some(Mark {
                title: &title,
                value: Some(value),
            }),
        );
        places.segment((left, end.min(zero)), (left + thick, end.min(zero)));
        places.taken.push(bar);
        let label = format.label(value);
        let wanted = single || is_last || look.found;
        let letters =
            Letters::new(if single { LABEL_SIZE } else { 13.0 }, Token::Ink).anchor(Anchor::Middle);
        let letters = match (single && !look.found, look.found || !single) {
            (false, true) => Letters {
                token: look.text(),
                ..letters.strong()
            },
            _ => letters,
        };
        let room = if single {
            band - 4.0
        } else {
            thick + gap + 1.0
        };
        if wanted && sheet.words && letters.width(&label) <= room {
            let above = if value < 0.0 { end + 10.0 } else { end - 10.0 };
            places.taken.push(letters.bounds(&label, (center, above)));
            labels.push((label, (center, above), letters));
        }
    }
}

fn stack(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    bars: &Bars,
    category: usize,
    looks: &[Look],
    (left, right): (f64, f64),
    y: &Scale,
) {
    let parts = bars.parts(category);
    if parts.is_empty()
        && bars
            .matrix
            .values
            .iter()
            .all(|values| !values[category].is_finite())
    {
        let zero = y.at(0.0);
        sheet.canvas.rect(
            Rect {
                left,
                right,
                top: zero - STUB,
                bottom: zero,
            },
            Fill::Hatch,
            None,
        );
        let letters = Letters::new(13.0, Token::Ink3).anchor(Anchor::Middle);
        if letters.width(missing(chart.language)) <= right - left + 8.0 {
            sheet.canvas.text(
                missing(chart.language),
                ((left + right) / 2.0, zero - STUB - 9.0),
                letters,
            );
        }
    }
    for (series, from, to) in parts {
        let (start, end) = (y.at(from), y.at(to));
        let gap = if from == 0.0 {
            0.0
        } else {
            PART_GAP.min((end - start).abs() / 2.0)
        };
        let part = Rect {
            left,
            right,
            top: end,
            bottom: start + gap * (end - start).signum(),
        };
        let title = bars.title(chart, series, category);
        let value = Some(bars.raw[series][category]);
        sheet.canvas.rect(
            part,
            looks[series].surface(),
            Some(Mark {
                title: &title,
                value,
            }),
        );
    }
}

/// The names of the parts at the right of the last stack, each at the height of its part.
fn part_names(
    sheet: &mut Sheet<'_, '_>,
    bars: &Bars,
    looks: &[Look],
    names: &[Vec<String>],
    y: &Scale,
    area: &Rect,
) {
    let last = bars.matrix.categories.len() - 1;
    let mut parts = bars.parts(last);
    // A series that ends before the last stack is named too, at the zero line.
    for series in 0..bars.matrix.series.len() {
        if !parts.iter().any(|part| part.0 == series) {
            parts.push((series, 0.0, 0.0));
        }
    }
    let wanted: Vec<f64> = parts
        .iter()
        .map(|(_, from, to)| (y.at(*from) + y.at(*to)) / 2.0)
        .collect();
    let sizes: Vec<f64> = parts
        .iter()
        .map(|part| names[part.0].len() as f64 * LABEL_SIZE * 1.2 + 1.6)
        .collect();
    let Some(places) = label::spread(&wanted, &sizes, area.top - 10.0, area.bottom + 10.0) else {
        return;
    };
    for ((series, ..), place) in parts.into_iter().zip(places) {
        let letters = Letters::new(LABEL_SIZE, looks[series].text()).strong();
        sheet
            .canvas
            .lines(&names[series], (area.right + 8.0, place), letters);
    }
}
