//! Numbers: grouping, decimals, units.

use crate::diag::Language;

/// Between thousands in French, and before `M` and `Md`.
const THIN_SPACE: char = '\u{202F}';
/// Before a unit.
const NO_BREAK_SPACE: char = '\u{A0}';
const MINUS: char = '\u{2212}';
/// Past this many digits after the comma, a binary fraction shows its rounding rather than the author's number.
const MOST_DECIMALS: usize = 6;

/// A number in full: at most six decimals, none that is a trailing zero. What is not finite has no digits: `n.d.`, `n/a`.
pub fn number(value: f64, language: Language) -> String {
    fixed(value, decimals_of(value), language)
}

/// A number in full with its unit: `2 140 MWh`, `41 %`, `€1,200`.
pub fn with_unit(value: f64, unit: Option<&str>, language: Language) -> String {
    attach(&number(value, language), unit, language)
}

/// A number shortened for a label, three significant digits from a million up: `12,4 M`, `3,1 Md`.
pub fn compact(value: f64, language: Language) -> String {
    let (divisor, suffix) = magnitude(value.abs(), language);
    if divisor == 1.0 {
        return fixed(value, significant(value), language);
    }
    let scaled = value / divisor;
    let decimals = significant(scaled).min(decimals_of(scaled));
    format!("{}{suffix}", fixed(scaled, decimals, language))
}

/// How the numbers of one drawing are written, so that those of one axis or one set of labels look alike.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberFormat {
    pub language: Language,
    /// `€`, `%`, `MWh`; none when the subtitle says it or nothing does.
    pub unit: Option<String>,
    decimals: usize,
    /// Thousands, millions: what every number is divided by, and the word that says so.
    divisor: f64,
    suffix: &'static str,
}

impl NumberFormat {
    /// Labels of values: as many decimals as three significant digits of the largest ask for.
    pub fn for_values(values: &[f64], unit: Option<&str>, language: Language) -> Self {
        let largest = values
            .iter()
            .filter(|value| value.is_finite())
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        let needed = values
            .iter()
            .filter(|value| value.is_finite())
            .map(|value| decimals_of(*value))
            .max()
            .unwrap_or(0);
        NumberFormat {
            language,
            unit: unit.map(str::to_owned),
            decimals: significant(largest).min(needed),
            divisor: 1.0,
            suffix: "",
        }
    }

    /// Ticks of an axis: as many decimals as the step has, in millions when the largest is in millions.
    pub fn for_ticks(ticks: &[f64], unit: Option<&str>, language: Language) -> Self {
        let largest = ticks
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        let (divisor, suffix) = magnitude(largest, language);
        let decimals = ticks
            .iter()
            .map(|tick| decimals_of(tick / divisor))
            .max()
            .unwrap_or(0);
        NumberFormat {
            language,
            unit: unit.map(str::to_owned),
            decimals,
            divisor,
            suffix,
        }
    }

    /// The number alone, as a label beside its mark.
    pub fn label(&self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        if self.divisor != 1.0 {
            let text = fixed(value / self.divisor, self.decimals, self.language);
            return format!("{text}{}", self.suffix);
        }
        if value.abs() >= 1e6 {
            return compact(value, self.language);
        }
        // A value far below the others keeps one significant digit rather than reading as zero.
        let decimals = match value.abs() < 10_f64.powi(-(self.decimals as i32)) {
            true => (-value.abs().log10().floor()).min(MOST_DECIMALS as f64) as usize,
            false => self.decimals,
        };
        fixed(value, decimals, self.language)
    }

    /// The number with its unit, when there is one.
    pub fn label_with_unit(&self, value: f64) -> String {
        attach(&self.label(value), self.unit.as_deref(), self.language)
    }
}

/// A finite value with a given number of decimals.
fn fixed(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return match language {
            Language::French => "n.d.".to_owned(),
            Language::English => "n/a".to_owned(),
        };
    }
    // Past this, digits are noise and the text has no bound.
    if value.abs() >= 1e18 {
        let exponent = value.abs().log10().floor();
        let lead = value / 10_f64.powf(exponent);
        return format!(
            "{}{NO_BREAK_SPACE}×{NO_BREAK_SPACE}10{}",
            fixed(lead, 1, language),
            raised(exponent as i64)
        );
    }
    let mut digits = Digits::default();
    digits.write(value.abs(), decimals);
    let (whole, fraction) = digits.get().split_at(digits.get().len() - decimals);
    let mut out = String::with_capacity(digits.get().len() + 12);
    if value < 0.0 && digits.get().iter().any(|digit| *digit != b'0') {
        out.push(MINUS);
    }
    let (group, point) = match language {
        Language::French => (THIN_SPACE, ','),
        Language::English => (',', '.'),
    };
    for (at, digit) in whole.iter().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(char::from(*digit));
    }
    if !fraction.is_empty() {
        out.push(point);
        out.extend(fraction.iter().map(|digit| char::from(*digit)));
    }
    out
}

fn raised(exponent: i64) -> String {
    exponent
        .to_string()
        .chars()
        .map(|digit| match digit {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '-' => '⁻',
            '0' => '⁰',
            other => char::from_u32('⁴' as u32 + (other as u32 - '4' as u32)).unwrap_or(other),
        })
        .collect()
}

/// Decimals that a number has, at most [`MOST_DECIMALS`].
fn decimals_of(value: f64) -> usize {
    if !value.is_finite() || value.fract() == 0.0 {
        return 0;
    }
    let mut digits = Digits::default();
    digits.write(value.abs(), MOST_DECIMALS);
    let fraction = &digits.get()[digits.get().len() - MOST_DECIMALS..];
    let zeros = fraction.iter().rev().take_while(|digit| **digit == b'0');
    MOST_DECIMALS - zeros.count()
}

/// The digits of a number that is not negative, its point left out: a drawing writes hundreds, and the general way to
/// write a float is slow.
struct Digits {
    /// Those of the largest number, 309, and the decimals.
    bytes: [u8; 320],
    from: usize,
}

impl Default for Digits {
    fn default() -> Self {
        Digits {
            bytes: [0; 320],
            from: 320,
        }
    }
}

impl Digits {
    fn get(&self) -> &[u8] {
        &self.bytes[self.from..]
    }

    /// Writes a value with `decimals` of them, [`MOST_DECIMALS`] at most, and one digit before them at least.
    fn write(&mut self, value: f64, decimals: usize) {
        let Some(mut rest) = nearest_whole(value * 10_f64.powi(decimals as i32)) else {
            let text = format!("{value:.decimals$}");
            for digit in text.bytes().rev().filter(u8::is_ascii_digit) {
                self.push(digit);
            }
            return;
        };
        while rest > 0 || self.get().len() <= decimals {
            self.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
    }

    fn push(&mut self, digit: u8) {
        if let Some(at) = self.from.checked_sub(1) {
            self.bytes[at] = digit;
            self.from = at;
        }
    }
}

/// The whole number that a product rounds to, where the error of the product cannot change it: not near a half, and not
/// so large that its last bits count.
fn nearest_whole(product: f64) -> Option<u64> {
    let below = product.floor();
    let part = product - below;
    let sure = product < 1e12 && (part - 0.5).abs() > 1e-3;
    sure.then(|| below as u64 + u64::from(part > 0.5))
}

/// Decimals that three significant digits ask for.
fn significant(value: f64) -> usize {
    let value = value.abs();
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    (2.0 - value.log10().floor()).clamp(0.0, MOST_DECIMALS as f64) as usize
}

/// What a large number is divided by, and the letters that say so.
fn magnitude(value: f64, language: Language) -> (f64, &'static str) {
    let (divisor, french, english) = match value {
        1e9..1e15 => (1e9, "\u{A0}Md", "bn"),
        1e6..1e9 => (1e6, "\u{A0}M", "M"),
        _ => (1.0, "", ""),
    };
    match language {
        Language::French => (divisor, french),
        Language::English => (divisor, english),
    }
}

/// Puts a unit beside a number already written: `12,4 M` and `€` give `12,4 M€`.
fn attach(number: &str, unit: Option<&str>, language: Language) -> String {
    let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else {
        return number.to_owned();
    };
    match language {
        Language::French if unit == "€" && number.ends_with(['M', 'd']) => {
            format!("{number}{unit}")
        }
        Language::French => format!("{number}{NO_BREAK_SPACE}{unit}"),
        Language::English if unit == "€" => match number.strip_prefix(MINUS) {
            Some(rest) => format!("{MINUS}€{rest}"),
            None => format!("€{number}"),
        },
        Language::English if unit == "%" => format!("{number}%"),
        Language::English => format!("{number}{NO_BREAK_SPACE}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_general_way() {
        let mut value = 0.000_001_3_f64;
        while value < 1e17 {
            for part in [
                value,
                value.floor(),
                value.floor() + 0.5,
                value.floor() + 0.125,
            ] {
                for decimals in 0..=MOST_DECIMALS {
                    let mut digits = Digits::default();
                    digits.write(part, decimals);
                    let general = format!("{part:.decimals$}").replace('.', "");
                    assert_eq!(digits.get(), general.as_bytes(), "{part} {decimals}");
                }
            }
            value *= 1.37;
        }
    }

    #[test]
    fn numbers_read_as_in_a_newspaper() {
        for (value, fr, en) in [
            (0.0, "0", "0"),
            (-0.0, "0", "0"),
            (7.0, "7", "7"),
            (1234.0, "1\u{202F}234", "1,234"),
            (48210.4, "48\u{202F}210,4", "48,210.4"),
            (
                -1_234_567.25,
                "−1\u{202F}234\u{202F}567,25",
                "−1,234,567.25",
            ),
            (0.1 + 0.2, "0,3", "0.3"),
            (-0.000_000_1, "0", "0"),
            (f64::NAN, "n.d.", "n/a"),
            (2.5e21, "2,5\u{A0}×\u{A0}10²¹", "2.5\u{A0}×\u{A0}10²¹"),
        ] {
            assert_eq!(number(value, Language::French), fr);
            assert_eq!(number(value, Language::English), en);
        }
    }

    #[test]
    fn units_stand_where_each_language_puts_them() {
        for (value, unit, fr, en) in [
            (41.0, "%", "41\u{A0}%", "41%"),
            (1200.0, "€", "1\u{202F}200\u{A0}€", "€1,200"),
            (-5.0, "€", "−5\u{A0}€", "−€5"),
            (2140.0, "MWh", "2\u{202F}140\u{A0}MWh", "2,140\u{A0}MWh"),
            (3.0, " ", "3", "3"),
        ] {
            assert_eq!(with_unit(value, Some(unit), Language::French), fr);
            assert_eq!(with_unit(value, Some(unit), Language::English), en);
        }
    }

    #[test]
    fn large_numbers_are_shortened() {
        for (value, fr, en) in [
            (12_400_000.0, "12,4\u{A0}M€", "€12.4M"),
            (3_100_000_000.0, "3,1\u{A0}Md€", "€3.1bn"),
            (999_999.0, "999\u{202F}999\u{A0}€", "€999,999"),
        ] {
            let format = |language| {
                NumberFormat::for_values(&[value], Some("€"), language).label_with_unit(value)
            };
            assert_eq!(format(Language::French), fr);
            assert_eq!(format(Language::English), en);
        }
    }

    #[test]
    fn labels_of_one_drawing_have_the_same_decimals() {
        let values = [13.61, 8.2, 0.004, 0.0, 12.0];
        let format = NumberFormat::for_values(&values, None, Language::French);
        let labels: Vec<String> = values.iter().map(|value| format.label(*value)).collect();
        assert_eq!(labels, ["13,6", "8,2", "0,004", "0", "12,0"]);
        let ticks = NumberFormat::for_ticks(&[0.0, 5e5, 1e6], None, Language::French);
        assert_eq!(ticks.label(5e5), "0,5\u{A0}M");
        assert_eq!(ticks.label(0.0), "0");
    }
}
