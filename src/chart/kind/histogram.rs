//! Histograms: how values are spread.

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::axis::{self, Axis};
use crate::chart::canvas::{Fill, Letters, Mark, Rect, Stroke};
use crate::chart::color::Token;
use crate::chart::notes::{self, Places};
use crate::chart::{At, Chart, data, measure, ticks};
use crate::diag::Language;
use crate::format::{NumberFormat, number};

/// Counts per range of values.
pub const HISTOGRAM: ChartKind = ChartKind {
    name: "histogram",
    aliases: &["histogramme"],
    summary: [
        "montre comment des valeurs se répartissent, par tranches égales",
        "shows how values are spread, in equal ranges",
    ],
    noun: ["Histogramme", "Histogram"],
    family: Family::Spread,
    channels: &[
        Channel::required("x", Wants::Numbers),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 140.0,
    sharing: Sharing::Rows,
    draw,
};

const MOST_BINS: usize = 40;

/// Equal ranges and how many values are in each; a value on an edge counts in the range that it starts.
pub struct Bins {
    pub low: f64,
    pub step: f64,
    pub counts: Vec<usize>,
}

impl Bins {
    /// Round ranges over finite values, about as many as wanted; without a wish, as many as Sturges' rule says.
    pub fn of(values: &[f64], wanted: Option<usize>, extent: Option<(f64, f64)>) -> Option<Self> {
        let present = || values.iter().copied().filter(|value| value.is_finite());
        let count = present().count();
        let (low, high) = extent.or_else(|| {
            (count > 0).then(|| {
                (
                    present().fold(f64::INFINITY, f64::min),
                    present().fold(f64::NEG_INFINITY, f64::max),
                )
            })
        })?;
        let sturges = (count.max(2) as f64).log2().ceil() as usize + 1;
        let most = wanted.unwrap_or(sturges).clamp(1, MOST_BINS);
        let span = if high > low { high - low } else { 1.0 };
        let mut step = ticks::round_step(span / most as f64);
        // Whole numbers have whole ranges.
        if step < 1.0 && present().all(|value| value.fract() == 0.0) {
            step = 1.0;
        }
        let first = (low / step).floor() * step;
        let bins = (((high - first) / step).floor() as usize + 1).min(MOST_BINS * 3);
        let mut counts = vec![0; bins];
        for value in present() {
            let at = ((value - first) / step + 1e-9).floor().max(0.0) as usize;
            counts[at.min(bins - 1)] += 1;
        }
        // The highest value on the last edge belongs to the range that it ends, rather than to one of its own.
        if bins > 1
            && first + step * (bins - 1) as f64 >= high
            && wanted != Some(bins)
            && step != 1.0
        {
            let last = counts.pop().unwrap_or(0);
            if let Some(before) = counts.last_mut() {
                *before += last;
            }
        }
        // One range alone would fill the drawing, and say nothing of its width.
        if counts.len() == 1 {
            return Some(Bins {
                low: first - 2.0 * step,
                step,
                counts: vec![0, 0, counts[0], 0, 0],
            });
        }
        Some(Bins {
            low: first,
            step,
            counts,
        })
    }

    fn edge(&self, index: usize) -> f64 {
        let value = self.low + self.step * index as f64;
        // 0.1 + 0.2 is 0.3 to a reader.
        let inverse = (1.0 / self.step).round();
        if self.step < 1.0 && inverse.is_finite() {
            (value * inverse).round() / inverse
        } else {
            value
        }
    }
}

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let Some(column) = &chart.channels.x else {
        return 0.0;
    };
    let values = data::numbers(column);
    let extent = match (chart.x_scale.min, chart.x_scale.max) {
        (Some(min), Some(max)) if min <= max => Some((min, max)),
        _ => None,
    };
    let bins = Bins::of(&values, chart.bins, extent).unwrap_or(Bins {
        low: 0.0,
        step: 1.0,
        counts: vec![0],
    });
    let size = sheet.axis_size();
    let counts = bins.counts.iter().map(|count| *count as f64);
    let vertical = Axis::numbers(
        counts,
        &chart.y_scale,
        true,
        sheet.ticks().min(4),
        chart.language,
    )
    .whole(chart.language);
    let top = 22.0 + notes::room(chart, sheet);
    let area = Rect {
        left: vertical.widest(size) + 8.0,
        right: sheet.canvas.width - 4.0,
        top,
        bottom: top + sheet.plot_height() * 0.85,
    };
    let y = vertical.scale((area.bottom, area.top));
    let last = bins.counts.len();
    let x = crate::chart::canvas::Scale::linear(
        (bins.edge(0), bins.edge(last)),
        (area.left, area.right),
    );
    axis::draw_vertical(sheet, &vertical, &y, &area);
    let mut places = Places::new(area);
    for (index, count) in bins.counts.iter().enumerate() {
        let (from, to) = (bins.edge(index), bins.edge(index + 1));
        let bar = Rect {
            left: x.at(from) + 0.5,
            right: (x.at(to) - 0.5).max(x.at(from) + 1.0),
            top: y.at(*count as f64),
            bottom: y.at(0.0),
        };
        let range = match chart.language {
            Language::French => format!(
                "de {} à {}",
                number(from, chart.language),
                number(to, chart.language)
            ),
            Language::English => format!(
                "{} to {}",
                number(from, chart.language),
                number(to, chart.language)
            ),
        };
        let title = super::title(chart.language, &[&range], *count as f64, None);
        if *count > 0 {
            sheet.canvas.rect(
                bar,
                Fill::Plain(Token::series(0)),
                Some(Mark {
                    title: &title,
                    value: Some(*count as f64),
                }),
            );
        }
        places.segment((bar.left, bar.top), (bar.right, bar.top));
    }
    axis::draw_zero(sheet, &vertical, &y, &area);

    // Words at edges only: a tick inside of a range would lie.
    let edges: Vec<f64> = (0..=last).map(|index| bins.edge(index)).collect();
    let format = NumberFormat::for_ticks(&edges, None, chart.language);
    let widest = edges
        .iter()
        .map(|edge| measure::width(&format.label(*edge), size, measure::Face::Regular))
        .fold(0.0, f64::max);
    let every = ((widest + 14.0) / (area.width() / last as f64))
        .ceil()
        .max(1.0) as usize;
    let every = [1, 2, 4, 5, 10, 20, 40]
        .into_iter()
        .find(|step| *step >= every)
        .unwrap_or(120);
    let horizontal = Axis {
        domain: (bins.edge(0), bins.edge(last)),
        ticks: edges
            .iter()
            .step_by(every)
            .map(|edge| (*edge, format.label(*edge)))
            .collect(),
        log: false,
    };
    if sheet.x_words {
        axis::draw_horizontal(sheet, &horizontal, &x, &area);
    }
    if let (Some(median), true) = (median(&values), sheet.words) {
        let at = x.at(median);
        sheet.canvas.line(
            &[(at, area.top - 14.0), (at, area.bottom)],
            Stroke::new(Token::Ink, 1.25).dashed(),
            None,
        );
        let word = match chart.language {
            Language::French => format!("médiane : {}", number(round(median), chart.language)),
            Language::English => format!("median: {}", number(round(median), chart.language)),
        };
        notes::vertical_name(sheet, &mut places, &word, at, &area);
    }
    let locate = |at: &At| match at {
        At::Number(value) => Some(*value),
        _ => None,
    };
    notes::draw(chart, sheet, &mut places, &locate, (&x, &y), &area);
    let mut bottom = area.bottom
        + if sheet.x_words {
            axis::horizontal_height(sheet)
        } else {
            4.0
        };
    if sheet.x_words && !column.name.is_empty() {
        let name = match column.unit.as_deref() {
            Some(unit) => format!("{} ({unit})", column.name),
            None => column.name.clone(),
        };
        let name = measure::shorten(&name, area.width(), size, measure::Face::Regular);
        sheet.canvas.text(
            &name,
            (area.left, bottom + size * 0.5),
            Letters::new(size, Token::Ink2),
        );
        bottom += size * 1.3;
    }
    bottom
}

/// The middle value; between two of them, their mean.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length.is_multiple_of(2) => Some(sorted[middle - 1] / 2.0 + sorted[middle] / 2.0),
        _ => Some(sorted[middle]),
    }
}

/// Three significant digits.
fn round(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() || value.abs() >= 1000.0 {
        return value.round();
    }
    let scale = 10_f64.powi(2 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_round_and_hold_every_value() {
        for (values, wanted) in [
            (vec![0.0, 1.0, 2.0, 50.0], Some(10)),
            (vec![3.0; 5], None),
            (vec![-1e300, 1e300], None),
            (vec![0.1, 0.25, 0.3, f64::NAN], Some(4)),
            ((0..1000).map(f64::from).collect(), None),
        ] {
            let bins = Bins::of(&values, wanted, None).unwrap();
            let present = values.iter().filter(|value| value.is_finite()).count();
            assert_eq!(bins.counts.iter().sum::<usize>(), present);
            assert!(bins.counts.len() <= 3 * MOST_BINS && bins.edge(bins.counts.len()).is_finite());
        }
        assert!(Bins::of(&[f64::NAN], None, None).is_none());
        let tens = Bins::of(&[0.0, 7.0, 12.0, 50.0], Some(10), None).unwrap();
        assert_eq!((tens.step, tens.counts.len()), (5.0, 10));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, f64::NAN, 2.0]), Some(2.0));
        assert_eq!(median(&[1.0, 2.0]), Some(1.5));
        assert_eq!(median(&[]), None);
    }
}
