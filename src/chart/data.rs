//! The columns of a chart as the kinds read them: names in order, numbers by series and category.

use super::axis::Axis;
use super::{At, Chart};
use crate::diag::Language;
use crate::format::time;
use crate::model::table::{Column, ColumnKind, Values};
use std::collections::{BTreeMap, HashMap};

/// Beyond this, sums and differences of values would overflow.
const LARGEST: f64 = 1e300;

/// Places of a matrix: ten thousand categories by ten thousand series would fill the memory.
const MOST_CELLS: usize = 1_000_000;

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
}

/// One value along an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub x: f64,
    /// `NaN`: a gap.
    pub y: f64,
    pub projected: bool,
}

/// The values of one series, in the order of their axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub name: String,
    pub samples: Vec<Sample>,
}

/// Series along an axis of moments, numbers, or categories in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Along<'c> {
    pub series: Vec<Run>,
    column: &'c Column,
    /// The places of an axis of categories: 0, 1, 2…
    categories: Vec<String>,
    values: Vec<f64>,
    language: Language,
}

impl<'c> Along<'c> {
    /// `x` and `y`, by `series` when there is one. `None` without the columns.
    pub fn of(chart: &'c Chart) -> Option<Self> {
        let column = chart.channels.x.as_ref()?;
        let values = numbers(chart.channels.y.as_ref()?);
        let (places, categories) = match &column.values {
            Values::Texts(_) | Values::Booleans(_) => {
                let names = Names::of(column, chart.language);
                let places = names
                    .rows
                    .iter()
                    .map(|row| row.map_or(f64::NAN, |row| row as f64))
                    .collect();
                (places, names.names)
            }
            Values::Numbers(_) | Values::Dates(_) => (numbers(column), Vec::new()),
        };
        let series = match &chart.channels.series {
            Some(column) => Names::of(column, chart.language),
            None => Names::single(values.len()),
        };
        let mut runs: Vec<Run> = series
            .names
            .into_iter()
            .map(|name| Run {
                name,
                samples: Vec::new(),
            })
            .collect();
        for (row, (x, y)) in places.iter().zip(&values).enumerate() {
            if let (true, Some(Some(series))) = (x.is_finite(), series.rows.get(row)) {
                let projected = chart.projected.get(row) == Some(&true);
                runs[*series].samples.push(Sample {
                    x: *x,
                    y: *y,
                    projected,
                });
            }
        }
        for run in &mut runs {
            run.samples.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        // A year, or a category, that the others have and this one has not is a gap, not a slope.
        if column.kind == ColumnKind::Year || !categories.is_empty() {
            fill_gaps(&mut runs);
        }
        Some(Along {
            series: runs,
            column,
            categories,
            values: places,
            language: chart.language,
        })
    }

    /// Keeps at most so many series, those that are wanted first, in their order.
    pub fn keep(&mut self, most: usize, wanted: impl Fn(&str) -> bool) {
        let mut left =
            most.saturating_sub(self.series.iter().filter(|run| wanted(&run.name)).count());
        self.series.retain(|run| {
            wanted(&run.name) || {
                let kept = left > 0;
                left = left.saturating_sub(1);
                kept
            }
        });
        self.series.truncate(most);
    }

    /// The same, with what the others add up to at each place as a last series of that name.
    pub fn fold(&mut self, most: usize, name: &str, wanted: impl Fn(&str) -> bool) {
        if self.series.len() <= most {
            return;
        }
        let all = std::mem::take(&mut self.series);
        self.series.clone_from(&all);
        self.keep(most - 1, wanted);
        let kept: Vec<&str> = self.series.iter().map(|run| run.name.as_str()).collect();
        let mut sums: BTreeMap<u64, Sample> = BTreeMap::new();
        for run in all.iter().filter(|run| !kept.contains(&run.name.as_str())) {
            for sample in run.samples.iter().filter(|sample| sample.y.is_finite()) {
                let sum = sums
                    .entry(sample.x.to_bits())
                    .or_insert(Sample { y: 0.0, ..*sample });
                sum.y = finite(sum.y + sample.y);
            }
        }
        let mut samples: Vec<Sample> = sums.into_values().collect();
        samples.sort_by(|a, b| a.x.total_cmp(&b.x));
        self.series.push(Run {
            name: name.to_owned(),
            samples,
        });
    }

    pub fn names(&self) -> Vec<String> {
        self.series.iter().map(|run| run.name.clone()).collect()
    }

    /// All values that are there.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.series
            .iter()
            .flat_map(|run| run.samples.iter().map(|sample| sample.y))
            .filter(|value| value.is_finite())
    }

    /// Where the places of the axis are, for words of a size in a room of pixels.
    pub fn axis(&self, options: &super::ScaleOptions, room: f64, size: f64) -> Axis {
        if self.categories.is_empty() {
            return match options.log {
                true => Axis::numbers(
                    self.values.iter().copied(),
                    options,
                    false,
                    5,
                    self.language,
                ),
                false => Axis::along(self.column, &self.values, room, size, self.language),
            };
        }
        Axis::categories(&self.categories, room, size)
    }

    /// The value of the axis that some words of an author mean.
    pub fn locate(&self, at: &At) -> Option<f64> {
        match at {
            At::Number(number) => Some(*number).filter(|number| number.is_finite()),
            At::Day(day) => Some(f64::from(*day)),
            At::Name(name) => self
                .categories
                .iter()
                .position(|known| known == name)
                .map(|index| index as f64),
        }
    }

    /// What a reader calls a place of the axis.
    pub fn place_name(&self, x: f64) -> String {
        if let Some(name) = self.categories.get(x as usize) {
            return name.clone();
        }
        match (&self.column.values, self.column.kind) {
            (Values::Dates(days), _) => time::date(
                x as i32,
                time::precision(days.iter().flatten().copied()),
                self.language,
            ),
            (_, ColumnKind::Year) => time::year(x as i32),
            _ => crate::format::number(x, self.language),
        }
    }
}

/// Gives each run a sample without value at the places that only others have.
fn fill_gaps(runs: &mut [Run]) {
    let mut all: Vec<f64> = runs
        .iter()
        .flat_map(|run| run.samples.iter().map(|sample| sample.x))
        .collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    // Bounded: beyond this the samples stand nearer than pixels, and a gap of one would not be seen.
    if all.len().saturating_mul(runs.len()) > 20_000 {
        return;
    }
    for run in runs.iter_mut().filter(|run| run.samples.len() < all.len()) {
        let (Some(first), Some(last)) = (
            run.samples.first().map(|s| s.x),
            run.samples.last().map(|s| s.x),
        ) else {
            continue;
        };
        let mut filled = Vec::with_capacity(all.len());
        let mut samples = run.samples.drain(..).peekable();
        for x in all.iter().filter(|x| **x >= first && **x <= last) {
            let mut any = false;
            while let Some(sample) = samples.next_if(|sample| sample.x <= *x) {
                filled.push(sample);
                any = true;
            }
            if !any {
                filled.push(Sample {
                    x: *x,
                    y: f64::NAN,
                    projected: false,
                });
            }
        }
        drop(samples);
        run.samples = filled;
    }
}

/// At most about `most` samples of a run: of each stretch, its first, lowest, highest and last, so that no peak is lost.
pub fn thin(samples: &[Sample], most: usize) -> Vec<Sample> {
    if samples.len() <= most {
        return samples.to_vec();
    }
    let stretch = samples.len().div_ceil((most / 4).max(1));
    let mut out = Vec::with_capacity(most + 4);
    for chunk in samples.chunks(stretch) {
        let by_value = |a: &(usize, &Sample), b: &(usize, &Sample)| a.1.y.total_cmp(&b.1.y);
        let finite = || {
            chunk
                .iter()
                .enumerate()
                .filter(|(_, sample)| sample.y.is_finite())
        };
        let mut kept = vec![0, chunk.len() - 1];
        kept.extend(finite().min_by(by_value).map(|(index, _)| index));
        kept.extend(finite().max_by(by_value).map(|(index, _)| index));
        kept.sort_unstable();
        kept.dedup();
        out.extend(kept.into_iter().map(|index| chunk[index].clone()));
    }
    out
}

impl Matrix {
    /// Keeps the first categories, and those that are wanted, in their order.
    pub fn keep_first(&mut self, most: usize, wanted: impl Fn(&str) -> bool) {
        if self.categories.len() <= most {
            return;
        }
        let mut free =
            most.saturating_sub(self.categories.iter().filter(|name| wanted(name)).count());
        let kept: Vec<bool> = self
            .categories
            .iter()
            .map(|name| {
                wanted(name) || {
                    let kept = free > 0;
                    free = free.saturating_sub(1);
                    kept
                }
            })
            .collect();
        self.keep_where(&kept);
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
        let mut free = most.saturating_sub(self.series.iter().filter(|name| wanted(name)).count());
        let kept: Vec<bool> = self
            .series
            .iter()
            .map(|name| {
                wanted(name) || {
                    let kept = free > 0;
                    free = free.saturating_sub(1);
                    kept
                }
            })
            .collect();
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
