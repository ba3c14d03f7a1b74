//! Axes, shared by all kinds: the domain, the ticks and their words, the grid and the zero line.

use super::canvas::{Anchor, Letters, Rect, Scale, Stroke};
use super::color::Token;
use super::kind::Sheet;
use super::ticks::{self, Step};
use super::{Chart, ScaleOptions, measure};
use crate::diag::Language;
use crate::format::{NumberFormat, time};
use crate::model::table::{Column, ColumnKind, Values};

/// Values below this share of the highest ask for an axis from zero.
const NEAR_ZERO: f64 = 0.35;

/// The domain of an axis and the values that are named on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub domain: (f64, f64),
    pub ticks: Vec<(f64, String)>,
    pub log: bool,
}

impl Axis {
    /// An axis of numbers over some values: from round tick to round tick, or logarithmic when asked and possible.
    ///
    /// `from_zero` is for lengths and surfaces; without it, zero is in when the values come near it or the author asks.
    pub fn numbers(
        values: impl Iterator<Item = f64>,
        options: &ScaleOptions,
        from_zero: bool,
        most: usize,
        language: Language,
    ) -> Self {
        let wanted = |value: &f64| value.is_finite() && (!options.log || *value > 0.0);
        let (mut low, mut high) = values
            .filter(wanted)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = if options.log { (1.0, 10.0) } else { (0.0, 1.0) };
        }
        let floor = options.min.filter(|min| min.is_finite() && !from_zero);
        let ceiling = options.max.filter(|max| max.is_finite());
        low = floor.unwrap_or(low);
        high = ceiling.map_or(high, |max| if from_zero { high.max(max) } else { max });
        if options.log && low > 0.0 && high >= low {
            let domain = (low / 1.15, high * 1.15);
            let ticks = ticks::logarithmic(domain.0, domain.1, most + 1);
            // Each decade says its own decimals: 0,1 then 1 then 10.
            let words = ticks
                .iter()
                .map(|tick| crate::format::compact(*tick, language))
                .collect();
            return Axis::with_words(domain, ticks, words, true);
        }
        let near = low >= 0.0 && low < high * NEAR_ZERO || high <= 0.0 && high > low * NEAR_ZERO;
        if from_zero
            || options.zero == Some(true)
            || (options.zero.is_none() && floor.is_none() && near)
        {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        let ticks = ticks::covering(low, high, most);
        let format = NumberFormat::for_ticks(&ticks, None, language);
        let words = ticks.iter().map(|tick| format.label(*tick)).collect();
        let domain = (
            ticks.first().copied().unwrap_or(low),
            ticks.last().copied().unwrap_or(high),
        );
        Axis::with_words(domain, ticks, words, false)
    }

    /// An axis that ends where the data ends: years, dates, numbers along a line.
    pub fn along(
        column: &Column,
        values: &[f64],
        room: f64,
        size: f64,
        language: Language,
    ) -> Self {
        let (low, high) = values
            .iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(*value), high.max(*value))
            });
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        // One value stands in the middle of its axis.
        let domain = if low == high {
            (low - 1.0, high + 1.0)
        } else {
            (low, high)
        };
        let fitting = |sample: &str| {
            let width = measure::width(sample, size, measure::Face::Regular) + size * 1.6;
            ((room / width) as usize).clamp(1, 8)
        };
        let (ticks, words) = match (&column.values, column.kind) {
            _ if low == high => {
                let word = match (&column.values, column.kind) {
                    (Values::Dates(days), _) => time::date(
                        low as i32,
                        time::precision(days.iter().flatten().copied()),
                        language,
                    ),
                    (_, ColumnKind::Year) => time::year(low as i32),
                    _ => crate::format::number(low, language),
                };
                (vec![low], vec![word])
            }
            (Values::Dates(_), _) => {
                let (ticks, step) = ticks::days(low, high, fitting("sept. 2026"));
                let words = ticks
                    .iter()
                    .map(|tick| time::date(*tick as i32, precision(step), language))
                    .collect();
                (ticks, words)
            }
            (_, ColumnKind::Year) => {
                let ticks = ticks::years(low, high, fitting("2026"));
                let words = ticks.iter().map(|tick| time::year(*tick as i32)).collect();
                (ticks, words)
            }
            _ => {
                let ticks = ticks::inside(low, high, fitting("10 000").min(6));
                let format = NumberFormat::for_ticks(&ticks, None, language);
                let words = ticks.iter().map(|tick| format.label(*tick)).collect();
                (ticks, words)
            }
        };
        Axis::with_words(domain, ticks, words, false)
    }

    /// Shares of a whole: 0 to 100, the unit on the last tick.
    pub fn percent(language: Language) -> Self {
        let ticks = vec![0.0, 25.0, 50.0, 75.0, 100.0];
        let words = ticks
            .iter()
            .map(|tick| match *tick == 100.0 {
                true => crate::format::with_unit(100.0, Some("%"), language),
                false => crate::format::number(*tick, language),
            })
            .collect();
        Axis::with_words((0.0, 100.0), ticks, words, false)
    }

    /// Categories in order, at 0, 1, 2…; when their names do not all fit, every second, third…
    pub fn categories(names: &[String], room: f64, size: f64) -> Self {
        let last = names.len().saturating_sub(1) as f64;
        let step = room / last.max(1.0);
        let most = (room / 3.0).max(size);
        let names: Vec<String> = names
            .iter()
            .map(|name| measure::shorten(name, most, size, measure::Face::Regular))
            .collect();
        let widest = names
            .iter()
            .map(|name| measure::width(name, size, measure::Face::Regular))
            .fold(0.0, f64::max);
        let every = ((widest + 12.0) / step).ceil().clamp(1.0, 1e6) as usize;
        let domain = if last > 0.0 { (0.0, last) } else { (-1.0, 1.0) };
        let (ticks, words) = names
            .into_iter()
            .enumerate()
            .step_by(every)
            .map(|(index, name)| (index as f64, name))
            .unzip();
        Axis::with_words(domain, ticks, words, false)
    }

    /// Without the ticks that are not whole numbers: for counts.
    pub fn whole(self, language: Language) -> Self {
        let ticks: Vec<f64> = self
            .ticks
            .iter()
            .map(|(tick, _)| *tick)
            .filter(|tick| tick.fract() == 0.0)
            .collect();
        let format = NumberFormat::for_ticks(&ticks, None, language);
        let words = ticks.iter().map(|tick| format.label(*tick)).collect();
        Axis::with_words(self.domain, ticks, words, false)
    }

    fn with_words(domain: (f64, f64), ticks: Vec<f64>, words: Vec<String>, log: bool) -> Self {
        Axis {
            domain,
            ticks: ticks.into_iter().zip(words).collect(),
            log,
        }
    }

    /// Lays the axis over pixels.
    pub fn scale(&self, pixels: (f64, f64)) -> Scale {
        match self.log {
            true => Scale::logarithmic(self.domain, pixels),
            false => Scale::linear(self.domain, pixels),
        }
    }

    /// Pixels that the widest word takes.
    pub fn widest(&self, size: f64) -> f64 {
        self.ticks
            .iter()
            .map(|(_, word)| measure::width(word, size, measure::Face::Regular))
            .fold(0.0, f64::max)
    }
}

fn precision(step: Step) -> time::Precision {
    match step {
        Step::Days(_) => time::Precision::Day,
        Step::Months(_) => time::Precision::Month,
        Step::Years(_) => time::Precision::Year,
    }
}

/// Horizontal grid and words of a vertical axis, at the left of an area.
pub fn draw_vertical(sheet: &mut Sheet<'_, '_>, axis: &Axis, scale: &Scale, area: &Rect) {
    let letters = Letters::new(sheet.axis_size(), Token::Axis).anchor(Anchor::End);
    for (tick, word) in &axis.ticks {
        let y = scale.at(*tick);
        if *tick != 0.0 || axis.log {
            sheet.canvas.line(
                &[(area.left, y), (area.right, y)],
                Stroke::new(Token::Grid, 1.0),
                None,
            );
        }
        if sheet.y_words {
            sheet.canvas.text(word, (area.left - 8.0, y), letters);
        }
    }
}

/// The line at zero, over the marks; without a zero in the domain, the bottom of the area.
pub fn draw_zero(sheet: &mut Sheet<'_, '_>, axis: &Axis, scale: &Scale, area: &Rect) {
    let zero = axis.domain.0 <= 0.0 && axis.domain.1 >= 0.0 && !axis.log;
    // Only zero is a strong line: a bottom that is not zero must not look like it.
    let (y, stroke) = match zero {
        true => (scale.at(0.0), Stroke::new(Token::Ink3, 1.25)),
        false => (area.bottom, Stroke::new(Token::Context, 1.0)),
    };
    sheet
        .canvas
        .line(&[(area.left, y), (area.right, y)], stroke, None);
}

/// Words of a horizontal axis under an area, the outer ones kept inside of the drawing, with a small stroke for each.
pub fn draw_horizontal(sheet: &mut Sheet<'_, '_>, axis: &Axis, scale: &Scale, area: &Rect) {
    let size = sheet.axis_size();
    let letters = Letters::new(size, Token::Axis).anchor(Anchor::Middle);
    let mut free_from = f64::NEG_INFINITY;
    for (tick, word) in &axis.ticks {
        let x = scale.at(*tick);
        sheet.canvas.line(
            &[(x, area.bottom), (x, area.bottom + 4.0)],
            Stroke::new(Token::Context, 1.0),
            None,
        );
        let half = letters.width(word) / 2.0;
        let middle = x.clamp(half, (sheet.canvas.width - half).max(half));
        if middle - half < free_from {
            continue;
        }
        free_from = middle + half + 6.0;
        sheet
            .canvas
            .text(word, (middle, area.bottom + 4.0 + size * 0.8), letters);
    }
}

/// Height that the words of a horizontal axis take.
pub fn horizontal_height(sheet: &Sheet<'_, '_>) -> f64 {
    4.0 + sheet.axis_size() * 1.5
}

/// The unit of the values, when the subtitle does not say it already.
pub fn unit_to_say(chart: &Chart) -> Option<&str> {
    let unit = chart.channels.y.as_ref()?.unit.as_deref()?.trim();
    (!unit.is_empty() && !chart.caption.subtitle.contains(unit)).then_some(unit)
}

/// Writes the unit over the first tick, from the left edge, and says how much height it took.
pub fn draw_unit(sheet: &mut Sheet<'_, '_>, unit: Option<&str>) -> f64 {
    let Some(unit) = unit.filter(|_| sheet.words) else {
        return 0.0;
    };
    let size = sheet.axis_size();
    let unit = measure::shorten(unit, sheet.canvas.width, size, measure::Face::Regular);
    sheet
        .canvas
        .text(&unit, (0.0, size * 0.6), Letters::new(size, Token::Axis));
    size * 1.4
}
