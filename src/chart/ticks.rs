//! Round values for axes. In: the extent of the data and how many ticks there is room for. Out: values in order.

use crate::format::time::{civil, day_number};

/// More ticks than this are never asked for, so that no extent can make many.
const MOST: usize = 24;

/// The smallest of 1, 2, 5 times a power of ten that is not below a value.
pub fn round_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(raw.log10().floor());
    // A hair of tolerance: 0.30000000000000004 is 0.3.
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Multiples of a round step from at or below `low` to at or above `high`: the last tick reaches the data.
///
/// At most `most` intervals, or one more where the ends are rounded outward.
pub fn covering(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (low, high) = extent(low, high);
    let step = round_step((high - low) / most.clamp(1, MOST) as f64);
    multiples(
        (low / step + 1e-9).floor(),
        (high / step - 1e-9).ceil(),
        step,
    )
}

/// Multiples of a round step inside of an extent.
pub fn inside(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (low, high) = extent(low, high);
    let step = round_step((high - low) / most.clamp(1, MOST) as f64);
    multiples(
        (low / step - 1e-9).ceil(),
        (high / step + 1e-9).floor(),
        step,
    )
}

/// Two different finite ends, in order.
fn extent(low: f64, high: f64) -> (f64, f64) {
    match (low.is_finite() && high.is_finite(), low < high) {
        (true, true) => (low, high),
        (true, false) if low > 0.0 => (0.0, low),
        (true, false) if low < 0.0 => (low, 0.0),
        _ => (0.0, 1.0),
    }
}

fn multiples(first: f64, last: f64, step: f64) -> Vec<f64> {
    let count = (last - first).clamp(0.0, 2.0 * MOST as f64) as usize;
    // A step below one is divided by rather than multiplied with: 3 × 0.1 is not 0.3.
    let inverse = (1.0 / step).round();
    (0..=count)
        .map(|index| {
            let multiple = first + index as f64;
            let value = match step < 1.0 && inverse.is_finite() {
                true => multiple / inverse,
                false => multiple * step,
            };
            value + 0.0
        })
        .collect()
}

/// Powers of ten, with 3 between them when there are few (300, 1 000, 3 000), inside of an extent above zero.
pub fn logarithmic(low: f64, high: f64, most: usize) -> Vec<f64> {
    if !(low > 0.0 && high > low && high.is_finite()) {
        return Vec::new();
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let within = |value: &f64| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9);
    let of = |factors: &[f64], skip: i32| -> Vec<f64> {
        (first..=last)
            .filter(|exponent| exponent.rem_euclid(skip) == 0)
            .flat_map(|exponent| {
                factors
                    .iter()
                    .map(move |factor| factor * 10_f64.powi(exponent))
            })
            .filter(within)
            .collect()
    };
    for (factors, skip) in [
        (&[1.0, 2.0, 5.0][..], 1),
        (&[1.0, 3.0], 1),
        (&[1.0], 1),
        (&[1.0], 2),
        (&[1.0], 3),
        (&[1.0], 6),
    ] {
        let ticks = of(factors, skip);
        if ticks.len() <= most.max(2) {
            return ticks;
        }
    }
    of(&[1.0], 50)
}

/// Years between two years: both ends when a step allows it, else round years.
pub fn years(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (low, high) = (low.round(), high.round());
    let span = high - low;
    if !span.is_finite() || span < 1.0 {
        return vec![low];
    }
    let most = most.clamp(1, MOST) as f64;
    let both_ends = |step: f64| {
        let steps = span / step;
        steps <= most && steps >= 2.0_f64.min(most) && span % step == 0.0
    };
    // Round years at both ends are best, then any step that reaches both.
    let round = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]
        .into_iter()
        .find(|step| both_ends(*step) && low % step == 0.0);
    let any = || {
        [1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 25.0, 50.0]
            .into_iter()
            .find(|step| both_ends(*step))
    };
    if let Some(step) = round.or_else(any) {
        return (0..=(span / step) as usize)
            .map(|index| low + step * index as f64)
            .collect();
    }
    let step = round_step(span / most).max(1.0);
    let ticks = multiples((low / step).ceil(), (high / step).floor(), step);
    // One year alone does not say where the axis begins and ends.
    match ticks.len() {
        0 | 1 => vec![low, high],
        _ => ticks,
    }
}

/// What the ticks of a time axis count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

/// Days between two days (since 1970-01-01) that start a year, a quarter, a month or a week, and what they count.
pub fn days(low: f64, high: f64, most: usize) -> (Vec<f64>, Step) {
    let (low, high) = extent(low, high);
    let most = most.clamp(1, MOST);
    let steps = [1, 2, 7, 14]
        .map(Step::Days)
        .into_iter()
        .chain([1, 3, 6].map(Step::Months))
        .chain([1, 2, 5, 10, 20, 50, 100, 500, 1000].map(Step::Years));
    let mut found = (vec![low], Step::Years(1));
    for step in steps {
        // Longer than any extent with so many steps: not worth making.
        let length = match step {
            Step::Days(count) => f64::from(count),
            Step::Months(count) => 30.4 * f64::from(count),
            Step::Years(count) => 365.25 * f64::from(count),
        };
        if (high - low) / length > most as f64 + 1.0 {
            continue;
        }
        let ticks = starts(low, high, step);
        if ticks.len() <= most + 1 {
            found = (ticks, step);
            break;
        }
    }
    if found.0.is_empty() {
        found.0 = vec![low];
    }
    found
}

fn starts(low: f64, high: f64, step: Step) -> Vec<f64> {
    let (year, month, _) = civil(low as i32);
    let mut ticks = Vec::new();
    let mut add = |day: i32| {
        let day = f64::from(day);
        if day > high {
            return false;
        }
        if day >= low {
            ticks.push(day);
        }
        true
    };
    match step {
        // Weeks start on a Monday: 1970-01-05 was one.
        Step::Days(count) => {
            let mut day = ((low - 4.0) / f64::from(count)).floor() as i32 * count + 4;
            while add(day) {
                day += count;
            }
        }
        Step::Months(count) => {
            let mut months = year * 12 + (i32::from(month) - 1) / count * count;
            while add(day_number(
                months.div_euclid(12),
                (months.rem_euclid(12) + 1) as u8,
                1,
            )) {
                months += count;
            }
        }
        Step::Years(count) => {
            let mut year = year.div_euclid(count) * count;
            while add(day_number(year, 1, 1)) {
                year += count;
            }
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_data() {
        for (low, high, most, expected) in [
            (0.0, 174.0, 4, vec![0.0, 50.0, 100.0, 150.0, 200.0]),
            (0.0, 0.3, 3, vec![0.0, 0.1, 0.2, 0.3]),
            (-12.0, 7.0, 4, vec![-15.0, -10.0, -5.0, 0.0, 5.0, 10.0]),
            (0.0, 0.0, 4, vec![0.0, 0.5, 1.0]),
            (5.0, 5.0, 5, vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        ] {
            assert_eq!(covering(low, high, most), expected, "{low} {high}");
        }
        for (low, high) in [
            (f64::NAN, 1.0),
            (-1e300, 1e300),
            (1e-300, 2e-300),
            (0.0, f64::INFINITY),
            (1e15, 1e15 + 2.0),
        ] {
            let ticks = covering(low, high, 5);
            assert!(
                ticks.len() <= 50 && ticks.iter().all(|tick| tick.is_finite()),
                "{low} {high}"
            );
        }
    }

    #[test]
    fn years_have_both_ends_or_are_round() {
        assert_eq!(years(2015.0, 2030.0, 5), [2015.0, 2020.0, 2025.0, 2030.0]);
        assert_eq!(years(2017.0, 2026.0, 4), [2017.0, 2020.0, 2023.0, 2026.0]);
        assert_eq!(years(1985.0, 2027.0, 5), [1990.0, 2000.0, 2010.0, 2020.0]);
        assert_eq!(years(2020.0, 2020.0, 5), [2020.0]);
        assert_eq!(years(2020.0, 2021.0, 5), [2020.0, 2021.0]);
    }

    #[test]
    fn days_start_weeks_months_quarters_and_years() {
        let start = f64::from(day_number(2024, 1, 15));
        let (ticks, step) = days(start, start + 100.0, 5);
        assert_eq!(step, Step::Months(1));
        assert_eq!(civil(ticks[0] as i32), (2024, 2, 1));
        let (ticks, step) = days(start, start + 400.0, 5);
        assert_eq!((step, ticks.len()), (Step::Months(3), 4));
        let (ticks, step) = days(start, start + 20.0, 5);
        assert_eq!((step, ticks.len()), (Step::Days(7), 3));
        assert_eq!(days(start, start + 365.0 * 40.0, 5).1, Step::Years(10));
        assert!(days(-2e9, 2e9, 5).0.len() < 50);
    }

    #[test]
    fn logarithmic_ticks_stay_few() {
        assert_eq!(
            logarithmic(250.0, 40_000.0, 6),
            [500.0, 1e3, 2e3, 5e3, 1e4, 2e4]
        );
        assert_eq!(logarithmic(250.0, 40_000.0, 5), [300.0, 1e3, 3e3, 1e4, 3e4]);
        assert!(logarithmic(1e-300, 1e300, 6).len() < 20);
        assert!(logarithmic(-1.0, 5.0, 6).is_empty());
    }
}
