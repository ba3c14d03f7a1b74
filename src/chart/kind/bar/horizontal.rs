//! Lying bars, one under the other.

use super::{Bars, LABEL_SIZE, PART_GAP};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Rect, Scale, Stroke};
use crate::chart::color::Token;
use crate::chart::kind::{Sheet, missing};
use crate::chart::look::{self, Look};
use crate::chart::{Chart, Mode, measure, notes};
use crate::format::NumberFormat;

/// Length of the hatched stub that stands for a missing value.
const STUB: f64 = 20.0;

pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, bars: &Bars) -> f64 {
    let matrix = &bars.matrix;
    let single = matrix.series.len() == 1;
    let looks = match (single, bars.stacked()) {
        (true, _) => look::of_categories(chart, &matrix.categories),
        (false, true) => look::of_parts(chart, &matrix.series),
        (false, false) => look::of_series(chart, &matrix.series),
    };
    let mut top = match single {
        true => 0.0,
        false => look::legend(sheet, &matrix.series, &looks, (0.0, 0.0), false),
    };
    let references: Vec<f64> = notes::y_references(chart).collect();
    if !references.is_empty() {
        top += 22.0;
    }

    let width = sheet.canvas.width;
    let widest = matrix
        .categories
        .iter()
        .map(|name| measure::width(name, LABEL_SIZE, measure::Face::Strong))
        .fold(0.0, f64::max);
    // Two lines at left are still near their bar; more would push it away.
    let column = widest.min(width * 0.3);
    let split = |name: &str| measure::wrap(name, column, 2, LABEL_SIZE, measure::Face::Strong);
    let cut = matrix
        .categories
        .iter()
        .any(|name| split(name).iter().any(|line| line.ends_with('…')));
    let above = sheet.narrow || cut;
    let left = if above { 0.0 } else { column + 10.0 };
    let (thick, gap) = match (bars.stacked() || single, sheet.narrow) {
        (true, true) => (22.0, 8.0),
        (true, false) => (26.0, 9.0),
        (false, _) if matrix.series.len() > 4 => (13.0, 14.0),
        (false, _) => (17.0, 14.0),
    };
    let lanes = if bars.stacked() {
        1
    } else {
        matrix.series.len()
    };
    let block = thick * lanes as f64 + PART_GAP * (lanes - 1) as f64;
    let name_line = if above { 22.0 } else { 0.0 };

    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let format = NumberFormat::for_values(&matrix.values.concat(), unit, chart.language);
    let label_size = if thick < 16.0 { 13.0 } else { LABEL_SIZE };
    let strong = Letters::new(label_size, Token::Ink).strong();
    let (lowest, highest) = bars.extent();
    let lowest = references.iter().copied().fold(lowest, f64::min);
    let highest = references.iter().copied().fold(highest, f64::max);
    let highest = chart
        .y_scale
        .max
        .filter(|max| max.is_finite())
        .map_or(highest, |max| highest.max(max));
    let words = |value: f64| {
        if value.is_finite() {
            format.label(value)
        } else {
            missing(chart.language).to_owned()
        }
    };
    let room = |negative: bool| -> f64 {
        if bars.mode == Mode::Percent {
            return 0.0;
        }
        let ends: Vec<f64> = match bars.stacked() {
            true => totals(bars),
            false => matrix.values.concat(),
        };
        ends.iter()
            .filter(|value| (**value < 0.0) == negative)
            .map(|value| {
                strong.width(&words(*value)) + 8.0 + if value.is_finite() { 0.0 } else { STUB }
            })
            .fold(0.0, f64::max)
    };
    let start = left + if lowest < 0.0 { room(true) } else { 0.0 };
    let end = (width - room(false)).max(start + 20.0);
    let scale = Scale::linear((lowest, highest), (start, end));
    let zero = scale.at(0.0);
    let first = top;

    for (category, name) in matrix.categories.iter().enumerate() {
        let found = look::found(chart, name);
        let name_letters = match found {
            true => Letters::new(LABEL_SIZE, Token::Ink).strong(),
            false => Letters::new(LABEL_SIZE, Token::Ink2),
        };
        let middle = top + name_line + block / 2.0;
        match above {
            true => {
                let name = measure::shorten(name, width, LABEL_SIZE, name_letters.face);
                sheet.canvas.text(&name, (0.0, top + 11.0), name_letters);
            }
            false => sheet.canvas.lines(
                &split(name),
                (left - 10.0, middle),
                name_letters.anchor(Anchor::End),
            ),
        }
        let lane = |index: usize| {
            let top = top + name_line + (thick + PART_GAP) * index as f64;
            Rect {
                left: zero,
                right: zero,
                top,
                bottom: top + thick,
            }
        };
        if bars.stacked() {
            stack(
                chart,
                sheet,
                bars,
                category,
                &looks,
                lane(0),
                &scale,
                &format,
            );
        } else {
            for (series, values) in matrix.values.iter().enumerate() {
                let look = if single {
                    looks[category]
                } else {
                    looks[series]
                };
                let value = values[category];
                let title = bars.title(chart, series, category);
                let letters = Letters {
                    token: if look.found { look.text() } else { Token::Ink },
                    ..if look.found {
                        strong
                    } else {
                        Letters::new(label_size, Token::Ink)
                    }
                };
                bar(
                    sheet,
                    &look,
                    value,
                    lane(series),
                    &scale,
                    &title,
                    (&words(value), letters),
                );
            }
        }
        if above {
            let (from, to) = (top + name_line, top + name_line + block);
            sheet.canvas.line(
                &[(zero, from), (zero, to)],
                Stroke::new(Token::Ink3, 1.25),
                None,
            );
        }
        top += name_line + block + gap;
    }
    let bottom = top - gap;
    if !above {
        sheet.canvas.line(
            &[(zero, first), (zero, bottom)],
            Stroke::new(Token::Ink3, 1.25),
            None,
        );
    }
    let area = Rect {
        left: start,
        right: end,
        top: first,
        bottom,
    };
    let mut places = notes::Places::new(area);
    for reference in &chart.references {
        if let (super::super::super::AxisName::Y, super::super::super::At::Number(value)) =
            (reference.axis, &reference.at)
        {
            let x = scale.at(crate::chart::data::finite(*value));
            sheet.canvas.line(
                &[(x, first - 12.0), (x, bottom)],
                Stroke::new(Token::Ink2, 1.25).dashed(),
                None,
            );
            notes::vertical_name(sheet, &mut places, &reference.text, x, &area);
        }
    }
    bottom + 2.0
}

/// What each stack comes to on its long side.
fn totals(bars: &Bars) -> Vec<f64> {
    (0..bars.matrix.categories.len())
        .map(|category| {
            let parts = bars.parts(category);
            match parts.is_empty()
                && bars
                    .matrix
                    .values
                    .iter()
                    .all(|values| !values[category].is_finite())
            {
                true => f64::NAN,
                false => parts.iter().map(|(_, from, to)| to - from).sum(),
            }
        })
        .collect()
}

/// One bar with its value beside it, or the stub of a missing one.
fn bar(
    sheet: &mut Sheet<'_, '_>,
    look: &Look,
    value: f64,
    lane: Rect,
    scale: &Scale,
    title: &str,
    (label, letters): (&str, Letters),
) {
    let middle = (lane.top + lane.bottom) / 2.0;
    let zero = lane.left;
    if !value.is_finite() {
        let stub = Rect {
            right: zero + STUB,
            ..lane
        };
        sheet
            .canvas
            .rect(stub, Fill::Hatch, Some(Mark { title, value: None }));
        let letters = Letters::new(13.0, Token::Ink3);
        sheet
            .canvas
            .text(label, (zero + STUB + 6.0, middle), letters);
        return;
    }
    let end = scale.at(value);
    sheet.canvas.rect(
        Rect { right: end, ..lane },
        look.surface(),
        Some(Mark {
            title,
            value: Some(value),
        }),
    );
    match value < 0.0 {
        true => sheet
            .canvas
            .text(label, (end - 6.0, middle), letters.anchor(Anchor::End)),
        false => sheet.canvas.text(label, (end + 6.0, middle), letters),
    }
}

#[allow(clippy::too_many_arguments)]
fn stack(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    bars: &Bars,
    category: usize,
    looks: &[Look],
    lane: Rect,
    scale: &Scale,
    format: &NumberFormat,
) {
    let middle = (lane.top + lane.bottom) / 2.0;
    let parts = bars.parts(category);
    let percent = bars.mode == Mode::Percent;
    let mut far = lane.left;
    for (series, from, to) in &parts {
        let (start, end) = (scale.at(*from), scale.at(*to));
        // The gap is taken from the part, so that the stack ends where its sum is.
        let gap = if *from == 0.0 {
            0.0
        } else {
            PART_GAP.min((end - start).abs() / 2.0)
        };
        let part = Rect {
            left: start + gap * (end - start).signum(),
            right: end,
            ..lane
        };
        let title = bars.title(chart, *series, category);
        let value = Some(bars.raw[*series][category]);
        sheet.canvas.rect(
            part,
            looks[*series].surface(),
            Some(Mark {
                title: &title,
                value,
            }),
        );
        let label = match (percent, category) {
            (true, 0) => crate::format::with_unit((to - from).round(), Some("%"), chart.language),
            (true, _) => crate::format::number((to - from).round(), chart.language),
            (false, _) => format.label(to - from),
        };
        let letters = Letters::new(13.0, looks[*series].token.on())
            .strong()
            .anchor(Anchor::Middle);
        let letters = match looks[*series].hatched {
            true => Letters {
                token: Token::Ink,
                ..letters
            }
            .halo(),
            false => letters,
        };
        if letters.width(&label) + 8.0 <= part.width().abs() {
            sheet
                .canvas
                .text(&label, ((part.left + part.right) / 2.0, middle), letters);
        }
        far = far.max(end);
    }
    if percent && !parts.is_empty() {
        return;
    }
    let total: f64 = totals(bars)[category];
    match total.is_finite() {
        true => sheet.canvas.text(
            &format.label(total),
            (far + 6.0, middle),
            Letters::new(LABEL_SIZE, Token::Ink).strong(),
        ),
        false => {
            sheet.canvas.rect(
                Rect {
                    right: lane.left + STUB,
                    ..lane
                },
                Fill::Hatch,
                None,
            );
            sheet.canvas.text(
                missing(chart.language),
                (lane.left + STUB + 6.0, middle),
                Letters::new(13.0, Token::Ink3),
            );
        }
    }
}
