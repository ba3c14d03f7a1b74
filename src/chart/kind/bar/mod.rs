//! Bars: lengths from zero. In: numbers by category, and by series. Lying bars hold long names; standing bars follow
//! time.

mod horizontal;
mod vertical;

use super::{Channel, ChartKind, Family, Sharing, Sheet, Wants};
use crate::chart::color::SERIES_COUNT;
use crate::chart::data::Matrix;
use crate::chart::{Chart, Mode, Orientation, ReducedThing, look};
use crate::model::table::Values;

/// One bar per category, or per category and series.
pub const BAR: ChartKind = ChartKind {
    name: "bar",
    aliases: &["barres", "barre", "bars", "column", "colonnes"],
    summary: [
        "compare des valeurs, une barre par catégorie",
        "compares values, one bar per category",
    ],
    noun: ["Diagramme en barres", "Bar chart"],
    family: Family::Matrix,
    channels: &[
        Channel::required("x", Wants::Anything),
        Channel::required("y", Wants::Numbers),
        Channel::optional("series", Wants::Categories),
        Channel::optional("facet", Wants::Categories),
    ],
    panel_width: 140.0,
    sharing: Sharing::Categories,
    draw,
};

/// More bars would not be read one by one.
const MOST_CATEGORIES: usize = 20;
const MOST_IN_PANEL: usize = 12;
/// Surfaces have no symbols: one color stands for one series.
const MOST_SERIES: usize = SERIES_COUNT;
const LABEL_SIZE: f64 = 14.5;
/// Between the surfaces of a stack.
const PART_GAP: f64 = 2.0;

/// What a bar chart draws, once bounded.
struct Bars {
    matrix: Matrix,
    mode: Mode,
    /// Percent: the values as the author has them, for the tooltips.
    raw: Vec<Vec<f64>>,
}

fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let mut matrix = Matrix::of(chart);
    if matrix.categories.is_empty() || matrix.series.is_empty() {
        return 0.0;
    }
    let mode = if matrix.series.len() > 1 {
        chart.mode
    } else {
        Mode::Grouped
    };
    let of = matrix.all_series;
    match mode {
        Mode::Grouped => matrix.keep_series(MOST_SERIES, |name| look::found(chart, name)),
        Mode::Stacked | Mode::Percent => {
            matrix.fold_series(MOST_SERIES, super::others(chart.language))
        }
    }
    sheet.reduce(
        ReducedThing::Series,
        matrix.series.len().min(MOST_SERIES),
        of,
    );

    let moments = chart
        .channels
        .x
        .as_ref()
        .is_some_and(|column| matches!(column.values, Values::Numbers(_) | Values::Dates(_)));
    let orientation = match chart.orientation {
        Some(orientation) => orientation,
        None if moments => Orientation::Vertical,
        None => Orientation::Horizontal,
    };
    let standing =
        orientation == Orientation::Vertical && (moments || vertical::names_fit(sheet, &matrix));
    let of = matrix.categories.len();
    match standing {
        // The last years matter most.
        true => matrix.keep_last(vertical::most(sheet, &matrix, mode)),
        false => {
            let per_category = if mode == Mode::Grouped {
                matrix.series.len()
            } else {
                1
            };
            // A panel of small multiples may be one of many.
            let most = match sheet.panel {
                Some(_) => MOST_IN_PANEL,
                None => MOST_CATEGORIES,
            };
            let most = (60 / per_category).clamp(4, most);
            matrix.keep_first(most, |name| {
                look::found(chart, name) || chart.others.as_deref() == Some(name)
            });
        }
    }
    sheet.reduce(ReducedThing::Categories, matrix.categories.len(), of);
    let raw = matrix.values.clone();
    if mode == Mode::Percent {
        matrix.turn_to_percent();
    }
    let bars = Bars { matrix, mode, raw };
    match standing {
        true => vertical::draw(chart, sheet, &bars),
        false => horizontal::draw(chart, sheet, &bars),
    }
}

impl Bars {
    fn stacked(&self) -> bool {
        self.mode != Mode::Grouped
    }

    /// The least and the greatest value that an axis must hold, zero included.
    fn extent(&self) -> (f64, f64) {
        if self.mode == Mode::Percent {
            return (0.0, 100.0);
        }
        let mut extent = (0.0_f64, 0.0_f64);
        for category in 0..self.matrix.categories.len() {
            let mut sums = (0.0, 0.0);
            for values in &self.matrix.values {
                let value = values[category];
                if !value.is_finite() {
                    continue;
                }
                match self.stacked() {
                    true if value < 0.0 => sums.0 += value,
                    true => sums.1 += value,
                    false => sums = (value.min(sums.0), value.max(sums.1)),
                }
            }
            extent = (extent.0.min(sums.0), extent.1.max(sums.1));
        }
        extent
    }

    /// The parts of a stack: series, from, to.
    fn parts(&self, category: usize) -> Vec<(usize, f64, f64)> {
        let (mut below, mut above) = (0.0, 0.0);
        let mut parts = Vec::new();
        for (series, values) in self.matrix.values.iter().enumerate() {
            let value = values[category];
            if !value.is_finite() || value == 0.0 {
                continue;
            }
            let base = if value < 0.0 { &mut below } else { &mut above };
            parts.push((series, *base, *base + value));
            *base += value;
        }
        parts
    }

    /// What a reader gets on hovering a bar.
    fn title(&self, chart: &Chart, series: usize, category: usize) -> String {
        let unit = chart
            .channels
            .y
            .as_ref()
            .and_then(|column| column.unit.as_deref());
        let names = [
            self.matrix.categories[category].as_str(),
            self.matrix.series[series].as_str(),
        ];
        let mut title = super::title(chart.language, &names, self.raw[series][category], unit);
        if self.mode == Mode::Percent {
            let share = (self.matrix.values[series][category] * 10.0).round() / 10.0;
            title.push_str(", ");
            title.push_str(&crate::format::with_unit(share, Some("%"), chart.language));
        }
        title
    }
}
