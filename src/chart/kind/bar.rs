//! Bars: lengths from zero.

use super::{Channel, ChartKind, Sheet, Wants};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Rect, Scale, Stroke};
use crate::chart::color::Token;
use crate::chart::data::Matrix;
use crate::chart::{Chart, ReducedThing, measure};
use crate::diag::Language;
use crate::format::{NumberFormat, with_unit};

/// One bar per category, or per category and series.
pub const BAR: ChartKind = ChartKind {
    name: "bar",
    aliases: &["barres", "barre"],
    summary: [
        "compare des valeurs, une barre par catégorie",
        "compares values, one bar per category",
    ],
    channels: &[
        Channel::required("x", Wants::Anything),
        Channel::required("y", Wants::Numbers),
        Channel::optional("series", Wants::Categories),
    ],
    draw,
};

/// More would not be read one by one.
const MOST_BARS: usize = 20;
const LABEL_SIZE: f64 = 14.5;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let mut matrix = Matrix::of(chart);
    let of = matrix.categories.len();
    matrix.categories.truncate(MOST_BARS);
    sheet.reduce(ReducedThing::Categories, matrix.categories.len(), of);
    horizontal(chart, sheet, &matrix)
}

/// One bar under the other, names at left or, where that leaves too little, over the bars.
fn horizontal(chart: &Chart, sheet: &mut Sheet<'_, '_>, matrix: &Matrix) -> f64 {
    let Some(values) = matrix.values.first() else {
        return 0.0;
    };
    let values = &values[..matrix.categories.len()];
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let format = NumberFormat::for_values(values, unit, chart.language);
    let name_letters = Letters::new(LABEL_SIZE, Token::Ink2);
    let width = sheet.canvas.width;
    let widest = matrix
        .categories
        .iter()
        .map(|name| measure::width(name, LABEL_SIZE, measure::Face::Strong))
        .fold(0.0, f64::max);
    let above = sheet.narrow || widest > width * 0.3;
    let left = if above { 0.0 } else { widest + 10.0 };
    let (thick, gap) = if sheet.narrow {
        (22.0, 8.0)
    } else {
        (26.0, 9.0)
    };
    let line = if above { 22.0 } else { 0.0 };

    let labels: Vec<String> = values.iter().map(|value| format.label(*value)).collect();
    let room = |negative: bool| {
        values
            .iter()
            .zip(&labels)
            .filter(|(value, _)| (**value < 0.0) == negative)
            .map(|(_, label)| measure::width(label, LABEL_SIZE, measure::Face::Strong) + 8.0)
            .fold(0.0, f64::max)
    };
    let present = || values.iter().copied().filter(|value| value.is_finite());
    let lowest = present().fold(0.0, f64::min);
    let highest = present().fold(0.0, f64::max);
    let start = left + if lowest < 0.0 { room(true) } else { 0.0 };
    let end = (width - room(false)).max(start + 20.0);
    let scale = Scale::linear((lowest, highest), (start, end));
    let zero = scale.at(0.0);

    let mut top = 0.0;
    for ((name, value), label) in matrix.categories.iter().zip(values).zip(&labels) {
        let found = chart.highlight.iter().any(|highlight| highlight == name);
        let is_others = chart.others.as_ref() == Some(name);
        let middle = top + line + thick / 2.0;
        let letters = match found {
            true => name_letters.strong(),
            false => name_letters,
        };
        let letters = Letters {
            token: if found { Token::Ink } else { Token::Ink2 },
            ..letters
        };
        match above {
            true => sheet.canvas.text(
                &measure::shorten(name, width, LABEL_SIZE, letters.face),
                (0.0, top + 11.0),
                letters,
            ),
            false => sheet
                .canvas
                .text(name, (left - 10.0, middle), letters.anchor(Anchor::End)),
        }
        let token = match (found, chart.highlight.is_empty()) {
            (true, _) => Token::Highlight,
            (false, true) => Token::series(0),
            (false, false) => Token::Context,
        };
        if value.is_finite() {
            let title = format!("{name} : {}", with_unit(*value, unit, chart.language));
            let bar = Rect {
                left: zero,
                right: scale.at(*value),
                top: middle - thick / 2.0,
                bottom: middle + thick / 2.0,
            };
            let fill = if is_others {
                Fill::Hatch
            } else {
                Fill::Plain(token)
            };
            sheet.canvas.rect(
                bar,
                fill,
                Some(Mark {
                    title: &title,
                    value: Some(*value),
                }),
            );
        }
        let letters = Letters {
            token: if found { Token::Highlight } else { Token::Ink },
            ..letters
        };
        match value.is_finite() {
            true if *value < 0.0 => sheet.canvas.text(
                label,
                (scale.at(*value) - 6.0, middle),
                letters.anchor(Anchor::End),
            ),
            true => sheet
                .canvas
                .text(label, (scale.at(*value) + 6.0, middle), letters),
            false => sheet.canvas.text(
                missing(chart.language),
                (zero + 6.0, middle),
                Letters::new(13.0, Token::Ink3),
            ),
        }
        if above {
            sheet.canvas.line(
                &[(zero, middle - thick / 2.0), (zero, middle + thick / 2.0)],
                Stroke::new(Token::Ink3, 1.25),
                None,
            );
        }
        top += line + thick + gap;
    }
    let bottom = (top - gap).max(0.0);
    if !above {
        sheet.canvas.line(
            &[(zero, 0.0), (zero, bottom)],
            Stroke::new(Token::Ink3, 1.25),
            None,
        );
    }
    bottom
}

/// What stands for a value that is not there.
fn missing(language: Language) -> &'static str {
    match language {
        Language::French => "n.d.",
        Language::English => "n/a",
    }
}
