//! The columns of a chart as the kinds read them: names in order, numbers by series and category.

mod along;
mod matrix;

pub use along::{Along, Sample, thin};
pub use matrix::Matrix;

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
