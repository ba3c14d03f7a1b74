//! Numbers by series and category.

use super::{Names, finite, numbers};
use crate::chart::{At, Chart};
use crate::diag::Language;
use crate::format::time;
use crate::model::table::Column;

/// Places of a matrix: ten thousand categories by ten thousand series would fill the memory.
const MOST_CELLS: usize = 1_000_000;

/// Numbers by series and category.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    pub categories: Vec<String>,
    pub series: Vec<String>,
    /// Series that the data has; more than `series` where so many categories leave no room for them.
    pub all_series: usize,
    /// `values[series][category]`; `NaN` where there is none. Rows that share a place are added up.
    pub values: Vec<Vec<f64>>,
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
        let (categories, mut series) = (names(&chart.channels.x), names(&chart.channels.series));
        let all_series = series.len();
        series
            .names
            .truncate((MOST_CELLS / categories.len().max(1)).max(1));
        let mut matrix = Matrix {
            all_series,
            values: vec![vec![f64::NAN; categories.len()]; series.len()],
            categories: categories.names,
            series: series.names,
        };
        for (row, value) in values.into_iter().enumerate() {
            let (Some(Some(category)), Some(Some(series))) =
                (categories.rows.get(row), series.rows.get(row))
            else {
                continue;
            };
            let Some(cell) = matrix
                .values
                .get_mut(*series)
                .map(|values| &mut values[*category])
            else {
                continue;
            };
            if value.is_finite() {
                *cell = finite(if cell.is_finite() {
                    *cell + value
                } else {
                    value
                });
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

    /// Keeps the first categories, and those that are wanted, in their order.
    pub fn keep_first(&mut self, most: usize, wanted: impl Fn(&str) -> bool) {
        if self.categories.len() <= most {
            return;
        }
        self.keep_where(&kept(&self.categories, most, wanted));
    }

    /// Keeps the last categories.
    pub fn keep_last(&mut self, most: usize) {
        let dropped = self.categories.len().saturating_sub(most);
        self.categories.drain(..dropped);
        for values in &mut self.values {
            values.drain(..dropped);
        }
    }

    fn keep_where(&mut self, kept: &[bool]) {
        let mut at = kept.iter();
        self.categories.retain(|_| at.next() == Some(&true));
        for values in &mut self.values {
            let mut at = kept.iter();
            values.retain(|_| at.next() == Some(&true));
        }
    }

    /// Keeps at most so many series, those that are wanted first.
    pub fn keep_series(&mut self, most: usize, wanted: impl Fn(&str) -> bool) {
        if self.series.len() <= most {
            return;
        }
        let kept = kept(&self.series, most, wanted);
        let mut at = kept.iter();
        self.series.retain(|_| at.next() == Some(&true));
        let mut at = kept.iter();
        self.values.retain(|_| at.next() == Some(&true));
        self.series.truncate(most);
        self.values.truncate(most);
    }

    /// Adds the series past the first ones up, under one name.
    pub fn fold_series(&mut self, most: usize, name: &str) {
        if self.series.len() <= most {
            return;
        }
        let rest = self.values.split_off(most - 1);
        self.series.truncate(most - 1);
        self.series.push(name.to_owned());
        let sums = (0..self.categories.len())
            .map(|category| {
                let present: Vec<f64> = rest
                    .iter()
                    .map(|values| values[category])
                    .filter(|value| value.is_finite())
                    .collect();
                match present.is_empty() {
                    true => f64::NAN,
                    false => finite(present.iter().sum()),
                }
            })
            .collect();
        self.values.push(sums);
    }

    /// Values as shares of what is positive in their category, 0 to 100. A category without anything stays missing.
    pub fn turn_to_percent(&mut self) {
        for category in 0..self.categories.len() {
            let value = |values: &Vec<f64>| Some(values[category]).filter(|value| *value > 0.0);
            let total: f64 = self.values.iter().filter_map(value).sum();
            for values in &mut self.values {
                let part = values[category];
                values[category] = if total > 0.0 && part >= 0.0 {
                    part / total * 100.0
                } else {
                    f64::NAN
                };
            }
        }
    }

    /// The category that some words of an author mean.
    pub fn locate(&self, at: &At, language: Language) -> Option<f64> {
        let name = |wanted: &str| {
            self.categories
                .iter()
                .position(|name| name == wanted)
                .map(|index| index as f64)
        };
        match at {
            At::Name(text) => name(text),
            At::Number(number) => name(&crate::format::number(*number, language))
                .or_else(|| name(&time::year(*number as i32))),
            At::Day(day) => [
                time::Precision::Year,
                time::Precision::Month,
                time::Precision::Day,
            ]
            .into_iter()
            .find_map(|precision| name(&time::date(*day, precision, language))),
        }
    }
}

/// Which of some names stay: those that are wanted, and the first of the others while there is room for `most`.
fn kept(names: &[String], most: usize, wanted: impl Fn(&str) -> bool) -> Vec<bool> {
    let mut free = most.saturating_sub(names.iter().filter(|name| wanted(name)).count());
    let keep = |name: &String| {
        wanted(name) || {
            let is_kept = free > 0;
            free = free.saturating_sub(1);
            is_kept
        }
    };
    names.iter().map(keep).collect()
}
