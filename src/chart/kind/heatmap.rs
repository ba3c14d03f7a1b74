//! Heatmaps: a number for each pair of categories.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::canvas::{Anchor, Fill, Letters, Mark, Rect};
use crate::chart::color::{SEQUENTIAL_COUNT, Token};
use crate::chart::data::{self, Names};
use crate::chart::{Chart, ReducedThing, look, measure};
use crate::format::NumberFormat;

/// Cells from light to dark.
pub const HEATMAP: ChartKind = ChartKind {
    name: "heatmap",
    aliases: &["chaleur", "carte-de-chaleur"],
    summary: [
        "croise deux catégories, la valeur par la teinte",
        "crosses two categories, the value by its shade",
    ],
    noun: ["Carte de chaleur", "Heatmap"],
    family: Family::Cells,
    channels: &[
        Channel::required("x", Wants::Anything),
        Channel::required("y", Wants::Anything),
        Channel::required("value", Wants::Numbers),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 300.0,
    sharing: Sharing::Categories,
    draw,
};

const SIZE: f64 = 14.0;
/// Rows, and columns; fewer in a panel of small multiples.
const MOST: usize = 40;
const MOST_IN_PANEL: usize = 10;
const GAP: f64 = 2.0;

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let (Some(x), Some(y), Some(value)) =
        (&chart.channels.x, &chart.channels.y, &chart.channels.value)
    else {
        return 0.0;
    };
    let (columns, rows, numbers) = (
        Names::of(x, chart.language),
        Names::of(y, chart.language),
        data::numbers(value),
    );
    let most = if sheet.panel.is_some() {
        MOST_IN_PANEL
    } else {
        MOST
    };
    let shown = (columns.len().min(most), rows.len().min(most));
    sheet.reduce(
        ReducedThing::Categories,
        shown.0 * shown.1,
        columns.len() * rows.len(),
    );
    if shown.0 == 0 || shown.1 == 0 {
        return 0.0;
    }
    let mut cells = vec![vec![f64::NAN; shown.0]; shown.1];
    for (row, number) in numbers.iter().enumerate() {
        if let (Some(Some(column)), Some(Some(line))) = (columns.rows.get(row), rows.rows.get(row))
            && let Some(cell) = cells.get_mut(*line).and_then(|line| line.get_mut(*column))
        {
            *cell = if cell.is_finite() {
                data::finite(*cell + number)
            } else {
                *number
            };
        }
    }
    let present: Vec<f64> = cells
        .iter()
        .flatten()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    let classes = Classes::of(&present);
    let format = NumberFormat::for_values(&present, value.unit.as_deref(), chart.language);

    let width = sheet.canvas.width;
    let name = Letters::new(SIZE, Token::Ink2);
    let longest = rows.names[..shown.1]
        .iter()
        .map(|row| name.width(row))
        .fold(0.0, f64::max);
    let left = longest.min(width * 0.32) + 8.0;
    let cell_width = ((width - left) / shown.0 as f64).min(120.0);
    let cell_height = (cell_width * 0.55).clamp(if sheet.narrow { 24.0 } else { 26.0 }, 34.0);
    let top = column_names(sheet, &columns.names[..shown.0], left, cell_width);
    for (line, (row, values)) in rows.names[..shown.1].iter().zip(&cells).enumerate() {
        let from = top + cell_height * line as f64;
        let row_name = measure::shorten(row, left - 8.0, SIZE, name.face);
        sheet.canvas.text(
            &row_name,
            (left - 8.0, from + cell_height / 2.0),
            name.anchor(Anchor::End),
        );
        for (column, value) in values.iter().enumerate() {
            let start = left + cell_width * column as f64;
            let cell = Rect {
                left: start,
                right: (start + cell_width - GAP).max(start + 1.0),
                top: from,
                bottom: from + cell_height - GAP,
            };
            let names = [row.as_str(), columns.names[column].as_str()];
            let title = super::title(
                chart.language,
                &names,
                *value,
                chart
                    .channels
                    .value
                    .as_ref()
                    .and_then(|c| c.unit.as_deref()),
            );
            let mark = Some(Mark {
                title: &title,
                value: Some(*value),
            });
            if !value.is_finite() {
                sheet.canvas.rect(cell, Fill::Hatch, mark);
                continue;
            }
            let token = classes.token(*value);
            sheet.canvas.rect(cell, Fill::Plain(token), mark);
            let label = format.label(*value);
            let found = look::found(chart, row) || look::found(chart, &columns.names[column]);
            let letters = Letters::new(13.0, token.on()).anchor(Anchor::Middle);
            let letters = if found { letters.strong() } else { letters };
            if letters.width(&label) + 6.0 <= cell.width() {
                sheet.canvas.text(
                    &label,
                    (
                        (cell.left + cell.right) / 2.0,
                        (cell.top + cell.bottom) / 2.0,
                    ),
                    letters,
                );
            }
        }
    }
    let bottom = top + cell_height * shown.1 as f64 + 10.0;
    let missing = cells.iter().flatten().any(|value| !value.is_finite());
    key(chart, sheet, &classes, left, bottom, missing)
}

/// Names over the columns, on two lines at most; when they do not fit, every second, third…
fn column_names(sheet: &mut Sheet<'_, '_>, names: &[String], left: f64, cell: f64) -> f64 {
    let size = sheet.axis_size();
    let letters = Letters::new(size, Token::Ink2).anchor(Anchor::Middle);
    let mut every = 1;
    let wrapped = loop {
        let room = cell * every as f64 - 4.0;
        let wrapped: Vec<Vec<String>> = names
            .iter()
            .step_by(every)
            .map(|name| measure::wrap(name, room, 2, size, letters.face))
            .collect();
        let cut = wrapped.iter().flatten().any(|line| line.ends_with('…'));
        if !cut || room > 90.0 || every >= names.len() {
            break wrapped;
        }
        every += 1;
    };
    let deepest = wrapped.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let height = size * 1.2 * deepest + 8.0;
    let mut free_from = f64::NEG_INFINITY;
    for (index, lines) in wrapped.iter().enumerate() {
        let half = lines
            .iter()
            .map(|line| letters.width(line))
            .fold(0.0, f64::max)
            / 2.0;
        let x = left + cell * ((index * every) as f64 + 0.5);
        let x = x.clamp(half, (sheet.canvas.width - half).max(half));
        if x - half < free_from {
            continue;
        }
        free_from = x + half + 4.0;
        let y = height - 8.0 - size * 0.6 * lines.len() as f64;
        sheet.canvas.lines(lines, (x, y), letters);
    }
    height
}

/// Equal steps between round values.
struct Classes {
    edges: Vec<f64>,
    /// Zero is an edge, and both sides of it have their own colors.
    diverging: bool,
}

/// Steps that read as round numbers, between 1 and 20.
const STEPS: [f64; 11] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0];
/// Classes on each side of zero.
const SIDE: f64 = 3.0;

impl Classes {
    fn of(values: &[f64]) -> Self {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low < 0.0 && high > 0.0 {
            return Classes::diverging(low, high);
        }
        let edges = match low.total_cmp(&high) {
            std::cmp::Ordering::Greater => Vec::new(),
            std::cmp::Ordering::Equal => vec![low, high],
            std::cmp::Ordering::Less => Classes::sequential(low, high),
        };
        Classes {
            edges,
            diverging: false,
        }
    }

    fn sequential(low: f64, high: f64) -> Vec<f64> {
        let low = if low >= 0.0 && low < high * 0.5 {
            0.0
        } else {
            low
        };
        // The least round step whose classes reach the highest value.
        let reach = |step: f64| (low / step).floor() * step + step * SEQUENTIAL_COUNT as f64;
        let step = round_step((high - low) / SEQUENTIAL_COUNT as f64, |step| {
            reach(step) >= high
        })
        .unwrap_or(high - low);
        let first = (low / step).floor();
        let count = ((high / step - first - 1e-9).ceil().max(1.0) as usize).min(SEQUENTIAL_COUNT);
        (0..=count)
            .map(|index| (first + index as f64) * step)
            .collect()
    }

    /// Both sides have the same step, so that a shade says the same distance from zero.
    fn diverging(low: f64, high: f64) -> Self {
        let far = high.max(-low);
        let step = round_step(far / SIDE, |step| step * SIDE >= far).unwrap_or(far / SIDE);
        let side = |end: f64| ((end / step - 1e-9).ceil().clamp(1.0, SIDE)) as i32;
        let edges = (-side(-low)..=side(high))
            .map(|index| f64::from(index) * step)
            .collect();
        Classes {
            edges,
            diverging: true,
        }
    }

    fn count(&self) -> usize {
        self.edges.len().saturating_sub(1).max(1)
    }

    /// The color of a value.
    fn token(&self, value: f64) -> Token {
        if self.diverging {
            let step = self.edges[1] - self.edges[0];
            let class = match value {
                0.0 => 0.0,
                value if value < 0.0 => (value / step).floor().max(-SIDE),
                // An edge belongs to the class above it, the last one to its own.
                value => (value / step + 1e-9).floor().min(SIDE - 1.0) + 1.0,
            };
            return Token::Diverging((class + SIDE) as u8);
        }
        let class = self
            .edges
            .iter()
            .skip(1)
            .take(self.count() - 1)
            .filter(|edge| value >= **edge)
            .count();
        // Fewer steps than colors: the darkest is for the highest.
        let class = class + SEQUENTIAL_COUNT - self.count().min(SEQUENTIAL_COUNT);
        Token::Sequential(class.min(SEQUENTIAL_COUNT - 1) as u8)
    }
}

/// The least round step, of about a size, that is enough.
fn round_step(size: f64, enough: impl Fn(f64) -> bool) -> Option<f64> {
    let power = 10_f64.powf(size.log10().floor());
    STEPS
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| enough(*step))
}

/// The steps with their edges, and the hatch of what is missing.
fn key(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    classes: &Classes,
    left: f64,
    top: f64,
    missing: bool,
) -> f64 {
    let letters = Letters::new(13.0, Token::Axis);
    let format = NumberFormat::for_ticks(&classes.edges, None, chart.language);
    let words: Vec<String> = classes
        .edges
        .iter()
        .map(|edge| format.label(*edge))
        .collect();
    let widest = words
        .iter()
        .map(|word| letters.width(word))
        .fold(0.0, f64::max);
    let left = if sheet.narrow {
        widest / 2.0 + GAP
    } else {
        left + widest / 2.0
    };
    let step = (widest + 10.0).clamp(34.0, 80.0);
    let mut x = left;
    if classes.edges.len() > 1 && classes.edges[0] < classes.edges[1] {
        for (index, word) in words.iter().enumerate() {
            if index + 1 < words.len() {
                let token = classes.token((classes.edges[index] + classes.edges[index + 1]) / 2.0);
                sheet.canvas.rect(
                    Rect {
                        left: x,
                        right: x + step - GAP,
                        top,
                        bottom: top + 11.0,
                    },
                    Fill::Plain(token),
                    None,
                );
            }
            sheet.canvas.text(
                word,
                (x - GAP / 2.0, top + 22.0),
                letters.anchor(Anchor::Middle),
            );
            x += step;
        }
        x += widest / 2.0 - step + 24.0;
    }
    if missing {
        sheet.canvas.rect(
            Rect {
                left: x,
                right: x + 30.0,
                top,
                bottom: top + 11.0,
            },
            Fill::Hatch,
            None,
        );
        sheet.canvas.text(
            super::missing(chart.language),
            (x + 15.0, top + 22.0),
            letters.anchor(Anchor::Middle),
        );
    }
    top + 30.0
}
