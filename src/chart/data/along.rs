//! Series along an axis: values at moments, at numbers, or at categories in order.

use super::{Names, finite, numbers};
use crate::chart::axis::Axis;
use crate::chart::{At, Chart, ScaleOptions};
use crate::diag::Language;
use crate::format::time;
use crate::model::table::{Column, ColumnKind, Values};
use std::collections::BTreeMap;

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
    pub fn axis(&self, options: &ScaleOptions, room: f64, size: f64) -> Axis {
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
