//! The columns of a chart as the kinds read them: names in order, numbers by series and category.

use super::Chart;
use crate::diag::Language;
use crate::format::time;
use crate::model::table::{Column, ColumnKind, Values};
use std::collections::HashMap;

/// Beyond this, sums and differences of values would overflow.
const LARGEST: f64 = 1e300;

/// The distinct values of a column, in the order of the drawing, and which of them each row has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    pub names: Vec<String>,
    pub rows: Vec<Option<usize>>,
}

impl Names {
    /// Texts in the order of their first row; numbers, years and dates in their own order.
    pub fn of(column: &Column, language: Language) -> Self {
        match &column.values {
            Values::Texts(texts) => {
                let mut order: HashMap<u32, usize> = HashMap::new();
                let mut names = Vec::new();
                let rows = texts
                    .cells
                    .iter()
                    .enumerate()
                    .map(|(row, cell)| {
                        let text = texts.get(row)?;
                        Some(*order.entry(*cell).or_insert_with(|| {
                            names.push(text.to_owned());
                            names.len() - 1
                        }))
                    })
                    .collect();
                Names { names, rows }
            }
            Values::Booleans(booleans) => {
                let words = match language {
                    Language::French => ["non", "oui"],
                    Language::English => ["no", "yes"],
                };
                Names {
                    names: words.map(str::to_owned).to_vec(),
                    rows: booleans
                        .iter()
                        .map(|value| value.map(usize::from))
                        .collect(),
                }
            }
            Values::Numbers(numbers) => {
                let keys = numbers
                    .iter()
                    .map(|value| finite(*value).is_finite().then_some(*value));
                ordered(keys, f64::total_cmp, |value| match column.kind {
                    ColumnKind::Year => time::year(*value as i32),
                    _ => crate::format::number(*value, language),
                })
            }
            Values::Dates(days) => {
                let precision = time::precision(days.iter().flatten().copied());
                ordered(days.iter().copied(), i32::cmp, |day| {
                    time::date(*day, precision, language)
                })
            }
        }
    }

    /// One name for all rows: what stands for a channel that is not there.
    pub fn single(rows: usize) -> Self {
        Names {
            names: vec![String::new()],
            rows: vec![Some(0); rows],
        }
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }
}

fn ordered<T: Copy + PartialEq>(
    keys: impl Iterator<Item = Option<T>> + Clone,
    compare: impl Fn(&T, &T) -> std::cmp::Ordering,
    name: impl Fn(&T) -> String,
) -> Names {
    let mut distinct: Vec<T> = keys.clone().flatten().collect();
    distinct.sort_by(&compare);
    distinct.dedup();
    let rows = keys
        .map(|key| {
            let key = key?;
            distinct.binary_search_by(|known| compare(known, &key)).ok()
        })
        .collect();
    Names {
        names: distinct.iter().map(name).collect(),
        rows,
    }
}

/// A value that can be computed with: `NaN` for what is missing or not finite.
pub fn finite(value: f64) -> f64 {
    match value.is_finite() {
        true => value.clamp(-LARGEST, LARGEST),
        false => f64::NAN,
    }
}

/// The numbers of a column; days for dates; `NaN` where there is none.
pub fn numbers(column: &Column) -> Vec<f64> {
    match &column.values {
        Values::Numbers(numbers) => numbers.iter().map(|value| finite(*value)).collect(),
        Values::Dates(days) => days
            .iter()
            .map(|day| day.map_or(f64::NAN, f64::from))
            .collect(),
        Values::Booleans(booleans) => booleans
            .iter()
            .map(|value| value.map_or(f64::NAN, |value| f64::from(u8::from(value))))
            .collect(),
        Values::Texts(texts) => vec![f64::NAN; texts.cells.len()],
    }
}

/// Numbers by series and category.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    pub categories: Vec<String>,
    pub series: Vec<String>,
    /// `values[series][category]`; `NaN` where there is none. Rows that share a place are added up.
    pub values: Vec<Vec<f64>>,
    /// Like `values`: whether the value is a projection.
    pub projected: Vec<Vec<bool>>,
}

impl Matrix {
    /// `x` as categories, `y` as numbers, `series` when there is one.
    pub fn of(chart: &Chart) -> Self {
        let values = chart.channels.y.as_ref().map(numbers).unwrap_or_default();
        let rows = values.len();
        let names = |column: &Option<Column>| match column {
            Some(column) => Names::of(column, chart.language),
            None => Names::single(rows),
        };
        let (categories, series) = (names(&chart.channels.x), names(&chart.channels.series));
        let mut matrix = Matrix {
            values: vec![vec![f64::NAN; categories.len()]; series.len()],
            projected: vec![vec![false; categories.len()]; series.len()],
            categories: categories.names,
            series: series.names,
        };
        for (row, value) in values.into_iter().enumerate() {
            let (Some(Some(category)), Some(Some(series))) =
                (categories.rows.get(row), series.rows.get(row))
            else {
                continue;
            };
            let cell = &mut matrix.values[*series][*category];
            if value.is_finite() {
                *cell = finite(if cell.is_finite() {
                    *cell + value
                } else {
                    value
                });
            }
            if chart.projected.get(row) == Some(&true) {
                matrix.projected[*series][*category] = true;
            }
        }
        matrix
    }

    /// All values that are there.
    pub fn present(&self) -> impl Iterator<Item = f64> + '_ {
        self.values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
    }
}
