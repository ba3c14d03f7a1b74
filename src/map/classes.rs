//! Classes of a choropleth. In: values and a method. Out: the breaks between the classes.

use crate::text::fold::fold;

/// Breaks of some values: `breaks[i]` is the upper end of class `i` (a value on a break belongs below), the last one the
/// greatest value.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    pub method: Method,
    /// The least value.
    pub least: f64,
    pub breaks: Vec<f64>,
}

/// How breaks are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// As many places in each class.
    Quantile,
    /// As wide each.
    Equal,
    /// Breaks where the values leave gaps (Jenks, as computed by Fisher's algorithm).
    Jenks,
    /// Given by the author.
    Manual,
}

/// What an author asks for: `5 quantile`, `manual 0,5,10`.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub method: Method,
    pub count: usize,
    /// Of [`Method::Manual`]: least value, then upper ends.
    pub breaks: Vec<f64>,
}

/// Fewest and most classes that a legend can show and an eye tell apart.
pub const COUNTS: std::ops::RangeInclusive<usize> = 2..=5;

impl Default for Asked {
    fn default() -> Self {
        Asked {
            method: Method::Quantile,
            count: 5,
            breaks: Vec::new(),
        }
    }
}

impl Asked {
    /// Reads the words of `classes:`; nothing if they say no method.
    pub fn read(words: &str) -> Option<Self> {
        let mut asked = Asked::default();
        let folded = fold(words.trim());
        for word in folded.split([' ', ';']).filter(|word| !word.is_empty()) {
            if let Some(method) = Method::from_word(word) {
                asked.method = method;
            } else if asked.method != Method::Manual
                && let Ok(count) = word.parse::<usize>()
            {
                asked.count = count.clamp(*COUNTS.start(), *COUNTS.end());
            } else if matches!(word, "classes" | "classe" | "class") {
            } else {
                let numbers: Result<Vec<f64>, _> = word
                    .split(',')
                    .filter(|part| !part.is_empty())
                    .map(str::parse)
                    .collect();
                asked.breaks.extend(numbers.ok()?);
            }
        }
        let sorted = asked.breaks.windows(2).all(|pair| pair[0] < pair[1]);
        let finite = asked.breaks.iter().all(|number| number.is_finite());
        let enough = match asked.method {
            Method::Manual => COUNTS.contains(&asked.breaks.len().saturating_sub(1)),
            _ => asked.breaks.is_empty(),
        };
        (sorted && finite && enough).then_some(asked)
    }

    /// The classes of some values; none without two different ones.
    pub fn classes(&self, values: &[f64]) -> Option<Classes> {
        let mut sorted: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        sorted.sort_by(f64::total_cmp);
        let (&least, &most) = (sorted.first()?, sorted.last()?);
        if self.method == Method::Manual {
            let (&least, breaks) = self.breaks.split_first()?;
            return Some(Classes {
                method: self.method,
                least,
                breaks: breaks.to_vec(),
            });
        }
        if least == most {
            return None;
        }
        let mut distinct = sorted.clone();
        distinct.dedup();
        let count = self.count.min(distinct.len());
        let mut breaks: Vec<f64> = match self.method {
            Method::Equal => (1..=count)
                .map(|index| match index == count {
                    true => most,
                    false => least + (most - least) * index as f64 / count as f64,
                })
                .collect(),
            Method::Jenks => natural(&sorted, count),
            Method::Quantile | Method::Manual => (1..=count)
                .map(|index| sorted[(sorted.len() * index).div_ceil(count) - 1])
                .collect(),
        };
        breaks.dedup();
        let (least, breaks) = readable(least, breaks);
        Some(Classes {
            method: self.method,
            least,
            breaks,
        })
    }
}

impl Classes {
    /// The class of a value, from 0; none outside all of them.
    pub fn class(&self, value: f64) -> Option<usize> {
        // A value that is no number is in no class.
        let inside = value >= self.least;
        let class = self.breaks.iter().position(|end| value <= *end);
        class.filter(|_| inside)
    }

    /// Lower and upper end of each class.
    pub fn ranges(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let lows = std::iter::once(self.least).chain(self.breaks.iter().copied());
        lows.zip(self.breaks.iter().copied())
    }
}

impl Method {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "quantile" | "quantiles" => Method::Quantile,
            "equal" | "egal" | "egales" | "egaux" | "equidistant" => Method::Equal,
            "jenks" | "naturel" | "natural" => Method::Jenks,
            "manual" | "manuel" | "manuelles" => Method::Manual,
            _ => return None,
        })
    }

    /// Its name in the legend.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Method::Quantile => (
                "quantiles : autant de lieux par classe",
                "quantiles: as many places in each class",
            ),
            Method::Equal => ("classes d’égale étendue", "classes of equal width"),
            Method::Jenks => ("seuils naturels (Jenks)", "natural breaks (Jenks)"),
            Method::Manual => (
                "seuils choisis par les auteurs",
                "breaks chosen by the authors",
            ),
        }
    }
}

/// Breaks of three significant digits, so that the legend and the classes say the same; as they are where that would
/// join two of them. The ends go outwards: every value stays in a class.
fn readable(least: f64, breaks: Vec<f64>) -> (f64, Vec<f64>) {
    let scale = |value: f64| match value == 0.0 {
        true => 1.0,
        false => 10_f64.powi(2 - value.abs().log10().floor() as i32),
    };
    let low = (least * scale(least) + 1e-9).floor() / scale(least);
    let last = breaks.len().saturating_sub(1);
    let short: Vec<f64> = breaks
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let scaled = value * scale(*value);
            let whole = match index == last {
                true => (scaled - 1e-9).ceil(),
                false => scaled.round(),
            };
            whole / scale(*value)
        })
        .collect();
    let mut ends = std::iter::once(low).chain(short.iter().copied());
    let grows = ends.next().is_some_and(|first| {
        let mut before = first;
        ends.all(|end| {
            let larger = end > before || end == low;
            before = end;
            larger
        })
    });
    match grows {
        true => (low, short),
        false => (least, breaks),
    }
}

/// Values above which natural breaks are found among as many quantiles.
const MOST_SAMPLED: usize = 1000;

/// Upper ends of the classes with the least sum of squared distances to their means (W. D. Fisher, *On grouping for
/// maximum homogeneity*, 1958), by dynamic programming.
fn natural(sorted: &[f64], count: usize) -> Vec<f64> {
    let sampled: Vec<f64> = match sorted.len() > MOST_SAMPLED {
        true => (0..MOST_SAMPLED)
            .map(|index| sorted[index * (sorted.len() - 1) / (MOST_SAMPLED - 1)])
            .collect(),
        false => sorted.to_vec(),
    };
    let length = sampled.len();
    let mut sums = vec![0.0; length + 1];
    let mut squares = vec![0.0; length + 1];
    for (index, value) in sampled.iter().enumerate() {
        sums[index + 1] = sums[index] + value;
        squares[index + 1] = squares[index] + value * value;
    }
    let spread = |from: usize, to: usize| {
        let sum: f64 = sums[to] - sums[from];
        squares[to] - squares[from] - sum * sum / (to - from) as f64
    };
    // cost[to]: the least spread of the first `to` values in as many classes as rounds were made.
    let mut cost: Vec<f64> = (0..=length)
        .map(|to| if to == 0 { 0.0 } else { spread(0, to) })
        .collect();
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for classes in 2..=count {
        let mut next = vec![f64::INFINITY; length + 1];
        let mut start = vec![0; length + 1];
        for to in classes..=length {
            for (from, before) in cost.iter().enumerate().take(to).skip(classes - 1) {
                let total = before + spread(from, to);
                if total < next[to] {
                    (next[to], start[to]) = (total, from);
                }
            }
        }
        cost = next;
        starts.push(start);
    }
    let mut end = length;
    let mut breaks = vec![sampled[length - 1]];
    for start in starts.iter().rev() {
        end = start[end];
        if end == 0 {
            break;
        }
        breaks.push(sampled[end - 1]);
    }
    breaks.reverse();
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(words: &str, values: &[f64]) -> Vec<f64> {
        let classes = Asked::read(words).unwrap().classes(values).unwrap();
        assert!(
            values.iter().all(|value| classes.class(*value).is_some()),
            "{classes:?}"
        );
        classes.breaks
    }

    #[test]
    fn each_method_breaks_its_own_way() {
        let values = [1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 50.0, 51.0, 100.0];
        assert_eq!(breaks("3 quantile", &values), [3.0, 12.0, 100.0]);
        assert_eq!(breaks("3 equal", &values), [34.0, 67.0, 100.0]);
        assert_eq!(breaks("4 jenks", &values), [3.0, 12.0, 51.0, 100.0]);
        assert_eq!(breaks("manuel 0,10,50,100", &values), [10.0, 50.0, 100.0]);
        // Breaks are read: three digits, and the ends outwards.
        assert_eq!(breaks("2 equal", &[1.23456, 5.0, 9.87654]), [5.56, 9.88]);
        // Two values make two classes at most.
        assert_eq!(breaks("5", &[1.0, 1.0, 2.0]), [1.0, 2.0]);
        assert!(Asked::read("5").unwrap().classes(&[1.0, 1.0]).is_none());
        for wrong in ["manual", "manual 5,1", "bof", "manual 0,x"] {
            assert!(Asked::read(wrong).is_none(), "{wrong}");
        }
    }
}
