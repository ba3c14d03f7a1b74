//! Numbers of any length, compared exactly. In: the text of a cell or a constraint. Out: a value that can be ordered.
//!
//! Reads what Python's `Decimal` and `int` read, since that is what the reference validator does: spaces around, a sign,
//! an exponent, `_` between digits, `NaN` and `Infinity`. The work is linear in the length of the text, whatever the
//! exponent says.

use std::cmp::Ordering;

/// `0.digits × 10^exponent`, with a sign; no zero at either end of `digits`, none at all for zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// A number as a cell may write it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Number {
    Finite(Decimal),
    Infinite {
        negative: bool,
    },
    /// `NaN`.
    Undefined,
}

impl Number {
    /// Reads a decimal number: `12`, ` -1_000.50 `, `1e3`, `.5`, `NaN`.
    pub fn read(text: &str) -> Option<Self> {
        let plain;
        let mut rest = text.trim();
        if rest.contains('_') {
            plain = rest.replace('_', "");
            rest = &plain;
        }
        let negative = rest.starts_with('-');
        rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        if !rest.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return special(rest, negative);
        }
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        Some(Number::Finite(Decimal::new(
            negative, whole, fraction, exponent,
        )))
    }

    /// Reads an integer, as Python's `int`: no point, no exponent, at most 4,300 digits.
    pub fn read_integer(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let negative = trimmed.starts_with('-');
        let rest = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
        let whole = if rest.contains('_') {
            if rest.starts_with('_') || rest.ends_with('_') || rest.contains("__") {
                return None;
            }
            rest.replace('_', "")
        } else {
            rest.to_owned()
        };
        let fine = !whole.is_empty()
            && whole.len() <= 4300
            && whole.bytes().all(|byte| byte.is_ascii_digit());
        fine.then(|| Number::Finite(Decimal::new(negative, &whole, "", 0)))
    }

    /// Which of two is greater; none when one of them is no number.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        Some(match (self, other) {
            (Number::Undefined, _) | (_, Number::Undefined) => return None,
            (Number::Infinite { negative }, other) => match (other, negative) {
                (Number::Infinite { negative: same }, _) if same == negative => Ordering::Equal,
                (_, true) => Ordering::Less,
                (_, false) => Ordering::Greater,
            },
            (_, Number::Infinite { .. }) => return other.compare(self).map(Ordering::reverse),
            (Number::Finite(left), Number::Finite(right)) => left.cmp(right),
        })
    }

    /// The whole part, when it is small enough to be added up.
    pub fn whole(&self) -> Option<i128> {
        let Number::Finite(decimal) = self else {
            return None;
        };
        let places = usize::try_from(decimal.exponent.max(0)).ok()?;
        if places > 30 {
            return None;
        }
        let mut whole: i128 = 0;
        for place in 0..places {
            let digit = decimal
                .digits
                .as_bytes()
                .get(place)
                .map_or(0, |byte| byte - b'0');
            whole = whole * 10 + i128::from(digit);
        }
        Some(if decimal.negative { -whole } else { whole })
    }
}

fn special(word: &str, negative: bool) -> Option<Number> {
    let word = word.to_ascii_lowercase();
    if word == "inf" || word == "infinity" {
        return Some(Number::Infinite { negative });
    }
    let payload = word
        .strip_prefix("nan")
        .or_else(|| word.strip_prefix("snan"))?;
    payload
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(Number::Undefined)
}

/// The digits after `e`, held within ± 10^15: beyond, only the order matters.
fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits
        .parse::<i64>()
        .unwrap_or(i64::MAX)
        .min(1_000_000_000_000_000);
    Some(if text.starts_with('-') { -size } else { size })
}

impl Decimal {
    fn new(negative: bool, whole: &str, fraction: &str, exponent: i64) -> Self {
        let whole = whole.trim_start_matches('0');
        let mut digits = String::with_capacity(whole.len() + fraction.len());
        digits.push_str(whole);
        digits.push_str(fraction);
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let point = whole.len() as i64 - leading as i64;
        digits.drain(..leading);
        digits.truncate(digits.trim_end_matches('0').len());
        if digits.is_empty() {
            return Decimal {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        Decimal {
            negative,
            digits,
            exponent: point + exponent,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |decimal: &Decimal| match (decimal.digits.is_empty(), decimal.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || {
            self.exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => size(),
            _ => size().reverse(),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::read(text).unwrap_or_else(|| panic!("{text:?} is a number"))
    }

    #[test]
    fn numbers_are_compared_exactly() {
        let ascending = [
            "-Infinity",
            "-1e30",
            "-12",
            "-1.5",
            "-1.25",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            " 1 ",
            "1.0001",
            "9.99",
            "10",
            "1_000",
            "1e999999999999",
            "Infinity",
        ];
        for (index, low) in ascending.iter().enumerate() {
            assert_eq!(
                number(low).compare(&number(low)),
                Some(Ordering::Equal),
                "{low}"
            );
            for high in &ascending[index + 1..] {
                assert_eq!(
                    number(low).compare(&number(high)),
                    Some(Ordering::Less),
                    "{low} {high}"
                );
                assert_eq!(
                    number(high).compare(&number(low)),
                    Some(Ordering::Greater),
                    "{high} {low}"
                );
            }
        }
        assert_eq!(number("1.50"), number("01.5"));
        assert_eq!(number("-0.0"), number("0"));
        assert_eq!(number("nan").compare(&number("1")), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", ".", "1,5", "1 000", "12 €", "1e", "e5", "--1", "0x10", "1.2.3", "nanx",
        ] {
            assert_eq!(Number::read(text), None, "{text:?}");
        }
        for text in ["1.0", "1e3", "", "_1", "1__0", "+", "nan"] {
            assert_eq!(Number::read_integer(text), None, "{text:?}");
        }
        assert_eq!(Number::read_integer(" -1_000 "), Number::read("-1000"));
    }

    #[test]
    fn whole_parts_are_cut() {
        assert_eq!(number("12.9").whole(), Some(12));
        assert_eq!(number("-0.5").whole(), Some(0));
        assert_eq!(number("1200").whole(), Some(1200));
        assert_eq!(number("1e40").whole(), None);
    }
}
