//! Pies and donuts: shares of a whole. Names and values stand in a list beside the circle, in turning order.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::canvas::{Anchor, Letters, Mark, Point, Stroke};
use crate::chart::color::Token;
use crate::chart::data::Matrix;
use crate::chart::look::{self, Look};
use crate::chart::{Chart, ReducedThing, measure};
use crate::diag::Language;
use crate::format::{NumberFormat, with_unit};

const CHANNELS: &[Channel] = &[
    Channel::required("x", Wants::Categories),
    Channel::required("y", Wants::Numbers),
    Channel::optional("facet", Wants::Categories),
];

/// Slices of a disc.
pub const PIE: ChartKind = ChartKind {
    name: "pie",
    aliases: &["camembert", "secteurs"],
    summary: [
        "montre les parts d’un tout, cinq au plus",
        "shows the shares of a whole, five at most",
    ],
    noun: ["Secteurs", "Pie chart"],
    family: Family::Matrix,
    channels: CHANNELS,
    panel_width: 300.0,
    sharing: Sharing::Categories,
    draw: |chart, sheet| draw(chart, sheet, 0.0),
};

/// Slices of a ring, with the finding in its middle.
pub const DONUT: ChartKind = ChartKind {
    name: "donut",
    aliases: &["anneau", "doughnut"],
    summary: [
        "montre les parts d’un tout, avec le constat au centre",
        "shows the shares of a whole, with the finding in the middle",
    ],
    noun: ["Anneau", "Donut chart"],
    family: Family::Matrix,
    channels: CHANNELS,
    panel_width: 300.0,
    sharing: Sharing::Categories,
    draw: |chart, sheet| draw(chart, sheet, 0.58),
};

/// More slices are added up under one name.
const MOST_SLICES: usize = 8;
const NAME_SIZE: f64 = 14.5;
const VALUE_SIZE: f64 = 13.0;

struct Slice {
    name: String,
    /// `NaN` when it is missing.
    value: f64,
    /// 0 to 1; zero for what has no surface.
    share: f64,
    look: Look,
}

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, hole: f64) -> f64 {
    let slices = slices(chart, sheet);
    let radius = if sheet.narrow { 70.0 } else { 120.0 };
    let list_left = radius * 2.0 + if sheet.narrow { 14.0 } else { 40.0 };
    let list_height = list(chart, sheet, &slices, (list_left, 0.0), true);
    let height = (radius * 2.0).max(list_height) + 4.0;
    let middle = height / 2.0;
    let center = (radius, middle);
    let inner = radius * hole;
    if slices.iter().all(|slice| slice.share == 0.0) {
        sheet.canvas.circle(
            center,
            radius - 1.0,
            Stroke::new(Token::Context, 1.25),
            None,
        );
        if inner > 0.0 {
            sheet
                .canvas
                .circle(center, inner, Stroke::new(Token::Context, 1.25), None);
        }
    }
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let mut turn = 0.0;
    for slice in slices.iter().filter(|slice| slice.share > 0.0) {
        let share = percent(slice.share, chart.language);
        let title = super::title(chart.language, &[&slice.name], slice.value, unit);
        let title = format!("{title}, {share}");
        let mark = Some(Mark {
            title: &title,
            value: Some(slice.value),
        });
        sheet.canvas.wedge(
            center,
            (inner, radius),
            (turn, turn + slice.share),
            slice.look.surface(),
            mark,
        );
        turn += slice.share;
    }
    // Gaps in the color of the paper, drawn over the edges.
    let visible = slices.iter().filter(|slice| slice.share > 0.0).count();
    let mut turn = 0.0;
    for slice in slices
        .iter()
        .filter(|slice| slice.share > 0.0 && visible > 1)
    {
        let angle: f64 = turn * std::f64::consts::TAU;
        let at = |distance: f64| -> Point {
            (
                center.0 + distance * angle.sin(),
                center.1 - distance * angle.cos(),
            )
        };
        let from = if inner > 0.0 { at(inner - 1.0) } else { center };
        sheet.canvas.line(
            &[from, at(radius + 1.0)],
            Stroke::new(Token::Paper, 2.0),
            None,
        );
        turn += slice.share;
    }
    if inner > 0.0 {
        middle_words(chart, sheet, &slices, center, inner);
    }
    list(
        chart,
        sheet,
        &slices,
        (list_left, (height - list_height) / 2.0),
        false,
    );
    height
}

fn slices(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> Vec<Slice> {
    let mut matrix = Matrix::of(chart);
    // Series have no place in a circle: they are added up.
    matrix.fold_series(1, "");
    let values = matrix.values.pop().unwrap_or_default();
    let mut parts: Vec<(String, f64)> = matrix.categories.into_iter().zip(values).collect();
    let of = parts.len();
    let mut rest_name = None;
    if of > MOST_SLICES {
        let rest = parts.split_off(MOST_SLICES - 1);
        let sum = rest
            .iter()
            .map(|(_, value)| *value)
            .filter(|value| value.is_finite())
            .sum();
        let name = match chart.language {
            Language::French => format!("{} autres", rest.len()),
            Language::English => format!("{} others", rest.len()),
        };
        rest_name = Some(name.clone());
        parts.push((name, sum));
        sheet.reduce(ReducedThing::Categories, MOST_SLICES, of);
    }
    let total: f64 = parts
        .iter()
        .map(|(_, value)| *value)
        .filter(|value| *value > 0.0)
        .sum();
    let names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    let looks = look::of_parts(chart, &names);
    parts
        .into_iter()
        .zip(looks)
        .map(|((name, value), look)| Slice {
            share: if value > 0.0 && total > 0.0 {
                value / total
            } else {
                0.0
            },
            look: Look {
                hatched: look.hatched || rest_name.as_ref() == Some(&name),
                ..look
            },
            name,
            value,
        })
        .collect()
}

fn percent(share: f64, language: Language) -> String {
    let percent = share * 100.0;
    let rounded = if percent >= 1.0 || percent == 0.0 {
        percent.round()
    } else {
        (percent * 10.0).round() / 10.0
    };
    with_unit(rounded, Some("%"), language)
}

/// The names beside the circle, each over its value and share. Returns the height; draws nothing when only asked for it.
fn list(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    slices: &[Slice],
    (left, top): Point,
    measure_only: bool,
) -> f64 {
    let unit = chart
        .channels
        .y
        .as_ref()
        .and_then(|column| column.unit.as_deref());
    let values: Vec<f64> = slices.iter().map(|slice| slice.value).collect();
    let format = NumberFormat::for_values(&values, unit, chart.language);
    let text_left = left + 19.0;
    let room = sheet.canvas.width - text_left;
    let mut y = top;
    for slice in slices {
        let lines = measure::wrap(&slice.name, room, 2, NAME_SIZE, measure::Face::Strong);
        let name_height = NAME_SIZE * 1.25 * lines.len() as f64;
        if !measure_only {
            let token = if slice.look.found {
                slice.look.text()
            } else {
                Token::Ink
            };
            look::swatch(sheet, &slice.look, (left, y + NAME_SIZE * 0.62), false);
            sheet.canvas.lines(
                &lines,
                (text_left, y + name_height / 2.0),
                Letters::new(NAME_SIZE, token).strong(),
            );
            let value = match slice.value.is_finite() {
                // A value in percent is its share: once is enough.
                true if unit == Some("%") => format.label_with_unit(slice.value),
                true => format!(
                    "{}, {}",
                    format.label_with_unit(slice.value),
                    percent(slice.share, chart.language)
                ),
                false => super::missing(chart.language).to_owned(),
            };
            let value = measure::shorten(&value, room, VALUE_SIZE, measure::Face::Regular);
            sheet.canvas.text(
                &value,
                (text_left, y + name_height + VALUE_SIZE * 0.6),
                Letters::new(VALUE_SIZE, Token::Ink2),
            );
        }
        y += name_height + VALUE_SIZE * 1.25 + 6.0;
    }
    (y - top - 6.0).max(0.0)
}

/// The finding, or the whole, in the hole of a ring.
fn middle_words(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    slices: &[Slice],
    (x, y): Point,
    inner: f64,
) {
    let found = slices
        .iter()
        .find(|slice| slice.look.found && slice.share > 0.0);
    let (number, name) = match found {
        Some(slice) => (percent(slice.share, chart.language), slice.name.clone()),
        None => {
            let total: f64 = slices
                .iter()
                .map(|slice| slice.value)
                .filter(|value| *value > 0.0)
                .sum();
            let word = match chart.language {
                Language::French => "au total",
                Language::English => "in total",
            };
            let unit = chart
                .channels
                .y
                .as_ref()
                .and_then(|column| column.unit.as_deref());
            if unit == Some("%") {
                return;
            }
            let format = NumberFormat::for_values(&[total], unit, chart.language);
            (format.label_with_unit(total), word.to_owned())
        }
    };
    let room = inner * 1.75;
    let size = [24.0, 21.0, 18.0, 15.0, 13.0]
        .into_iter()
        .find(|size| measure::width(&number, *size, measure::Face::Strong) <= room)
        .unwrap_or(12.0);
    let number = measure::shorten(&number, room, size, measure::Face::Strong);
    let mut lines = measure::wrap(&name, inner * 1.55, 2, 13.0, measure::Face::Regular);
    // The list beside says the name in full.
    if lines.iter().any(|line| line.ends_with('…')) {
        lines.clear();
    }
    let depth = if lines.is_empty() {
        0.0
    } else {
        size * 0.5 + 8.0 * lines.len() as f64
    };
    sheet.canvas.text(
        &number,
        (x, y - depth / 2.0 + 1.0),
        Letters::new(size, Token::Ink)
            .strong()
            .anchor(Anchor::Middle),
    );
    sheet.canvas.lines(
        &lines,
        (x, y + size * 0.5 + 4.0),
        Letters::new(13.0, Token::Ink2).anchor(Anchor::Middle),
    );
}
