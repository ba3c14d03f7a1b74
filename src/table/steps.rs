//! How values are spread between the least and the greatest, in memory that does not grow: counts in equal steps, which
//! grow twice as wide whenever a value falls outside.

/// Steps that are kept; those that are shown are fewer.
const FINE: usize = 512;

/// Steps that are shown.
pub const SHOWN: usize = 20;

/// The spread of values that come one by one. The same values give the same counts.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// The first values, until there are too many.
    first: Vec<(f64, u64)>,
    counts: Vec<u64>,
    from: f64,
    width: f64,
}

impl Steps {
    /// Counts a value that comes so many times. Only finite values count.
    pub fn add(&mut self, value: f64, times: u64) {
        if !value.is_finite() {
            return;
        }
        if !self.counts.is_empty() {
            self.count(value, times);
            return;
        }
        self.first.push((value, times));
        if self.first.len() == FINE {
            self.spread();
        }
    }

    fn spread(&mut self) {
        let (min, max) = range(&self.first);
        self.from = min;
        self.width = ((max - min) / (FINE as f64 / 2.0)).max(min.abs().max(1.0) * 1e-9);
        self.counts = vec![0; FINE];
        for (value, times) in std::mem::take(&mut self.first) {
            self.count(value, times);
        }
    }

    fn count(&mut self, value: f64, times: u64) {
        // Each turn doubles the width: even the widest floats take some two thousand.
        for _ in 0..4096 {
            let place = (value - self.from) / self.width;
            if (0.0..FINE as f64).contains(&place) {
                self.counts[place as usize] += times;
                return;
            }
            let merged: Vec<u64> = self
                .counts
                .chunks_exact(2)
                .map(|pair| pair[0] + pair[1])
                .collect();
            let below = value < self.from;
            if below {
                self.from -= self.width * FINE as f64;
            }
            self.width *= 2.0;
            self.counts.fill(0);
            let start = if below { FINE / 2 } else { 0 };
            self.counts[start..start + merged.len()].copy_from_slice(&merged);
        }
    }

    /// The counts in at most [`SHOWN`] equal steps from `min` to `max`; empty when there is no value.
    pub fn shown(mut self, min: f64, max: f64) -> Vec<u64> {
        if self.first.is_empty() && self.counts.is_empty() {
            return Vec::new();
        }
        if min >= max {
            let values = self.first.iter().map(|(_, times)| times).sum::<u64>();
            return vec![values + self.counts.iter().sum::<u64>()];
        }
        let mut shown = vec![0; SHOWN];
        let mut put = |value: f64, times: u64| {
            let place = (value - min) / (max - min) * SHOWN as f64;
            shown[(place.max(0.0) as usize).min(SHOWN - 1)] += times;
        };
        for (value, times) in self.first.drain(..) {
            put(value, times);
        }
        for (place, times) in self.counts.iter().enumerate() {
            put(self.from + (place as f64 + 0.5) * self.width, *times);
        }
        shown
    }
}

fn range(values: &[(f64, u64)]) -> (f64, f64) {
    values.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(min, max), (value, _)| (min.min(*value), max.max(*value)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once() {
        for count in [3_i32, 500, 5000] {
            let mut steps = Steps::default();
            for at in 0..count {
                steps.add(f64::from(at) * if at % 2 == 0 { 1.0 } else { -1.0 }, 1);
            }
            let last = f64::from(count);
            let shown = steps.shown(-last, last);
            assert_eq!(shown.iter().sum::<u64>(), u64::from(count.unsigned_abs()));
            assert_eq!(shown.len(), SHOWN);
        }
        assert!(Steps::default().shown(0.0, 1.0).is_empty());
        let mut wide = Steps::default();
        for at in 0..600 {
            wide.add(f64::from(at), 1);
        }
        wide.add(f64::MAX, 1);
        wide.add(f64::MIN, 1);
    }
}
