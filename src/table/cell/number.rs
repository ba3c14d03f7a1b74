//! Numbers as people and spreadsheets write them: `1 234,50 €`, `-12.5`, `1.234.567,8`, `27,11 %`.

/// A number, and how it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number<'a> {
    pub value: f64,
    /// The sign between units and tenths, where there is one.
    pub mark: Option<u8>,
    /// Thousands are set apart.
    pub grouped: bool,
    /// What follows (or, for a currency, precedes): one of [`UNITS`].
    pub unit: Option<&'a str>,
    /// The digits begin with a zero that says nothing: a code, perhaps.
    pub leading_zero: bool,
    /// Digits before the decimal mark.
    pub digits: usize,
}

/// How decimals are marked, where the project says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    Comma,
    Dot,
}

/// Units that may follow a number, longest first where one starts another.
const UNITS: [&str; 45] = [
    "%", "‰", "€/m²", "€/an", "€", "k€", "K€", "M€", "Md€", "EUR", "euros", "euro", "Euros", "$",
    "£", "GWh", "MWh", "kWh", "Wh", "MW", "kW", "kVA", "km²", "km2", "km", "cm", "mm", "m²", "m2",
    "m³", "m3", "ml", "m", "ha", "tonnes", "t", "kg", "mg", "g", "L", "l", "hab.", "hab", "ans",
    "°C",
];

/// Reads a cell without space around it.
pub fn number(text: &str, decimal: Option<DecimalMark>) -> Option<Number<'_>> {
    let bytes = text.as_bytes();
    // Most cells of most tables: nothing to do for what cannot be a number.
    match bytes.first()? {
        b'0'..=b'9' | b'-' | b'+' | b'.' | b',' | b'$' => {}
        0x80.. => {}
        _ => return None,
    }
    let (negative, rest) = sign(text);
    let (prefix, rest) = currency(rest);
    let (token, unit) = split_unit(rest)?;
    let unit = match (prefix, unit) {
        (None, "") => None,
        (Some(prefix), "") => Some(prefix),
        (None, unit) => Some(*UNITS.iter().find(|known| **known == unit)?),
        (Some(_), _) => return None,
    };
    let parts = parts(token, decimal)?;
    Some(Number {
        value: if negative { -parts.value } else { parts.value },
        mark: parts.mark,
        grouped: parts.grouped,
        unit,
        leading_zero: parts.leading_zero,
        digits: parts.digits,
    })
}

/// The same number in the form that machines read: `-1234.50`. Decimals stay as many as they were.
pub fn canonical(text: &str, decimal: Option<DecimalMark>) -> Option<String> {
    let found = number(text, decimal)?;
    let (negative, rest) = sign(text);
    let (_, rest) = currency(rest);
    let (token, _) = split_unit(rest)?;
    let mut out = String::with_capacity(token.len() + 1);
    if negative {
        out.push('-');
    }
    let decimal_at = found
        .mark
        .and_then(|mark| token.bytes().rposition(|byte| byte == mark));
    for (at, character) in token.char_indices() {
        if character.is_ascii_digit() {
            out.push(character);
        } else if Some(at) == decimal_at {
            if out.is_empty() || out == "-" {
                out.push('0');
            }
            if at + 1 < token.len() {
                out.push('.');
            }
        }
    }
    Some(out)
}

fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text
        .strip_prefix('-')
        .or_else(|| text.strip_prefix('\u{2212}'))
    {
        (true, rest.trim_start_matches(is_gap))
    } else {
        (false, text.strip_prefix('+').unwrap_or(text))
    }
}

fn currency(text: &str) -> (Option<&str>, &str) {
    for symbol in ["€", "$", "£"] {
        if let Some(rest) = text.strip_prefix(symbol) {
            return (Some(symbol), rest.trim_start_matches(is_gap));
        }
    }
    (None, text)
}

/// Kinds of space that group thousands: French spreadsheets write U+202F, older ones U+00A0, people a plain space.
fn is_gap(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// The digits with what stands among them, and what follows.
fn split_unit(text: &str) -> Option<(&str, &str)> {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return (!text.is_empty()).then_some((text, ""));
    }
    let end = text
        .char_indices()
        .find(|(_, character)| {
            !(character.is_ascii_digit()
                || matches!(character, '.' | ',' | '\'' | '\u{2019}')
                || is_gap(*character))
        })
        .map_or(text.len(), |(at, _)| at);
    let token = text[..end].trim_end_matches(is_gap);
    (!token.is_empty()).then_some((token, &text[end..]))
}

struct Parts {
    value: f64,
    mark: Option<u8>,
    grouped: bool,
    leading_zero: bool,
    digits: usize,
}

fn parts(token: &str, decimal: Option<DecimalMark>) -> Option<Parts> {
    let bytes = token.as_bytes();
    let mark = decimal_mark(bytes, decimal)?;
    let decimal_at = mark.and_then(|mark| bytes.iter().rposition(|byte| *byte == mark));
    let whole_end = decimal_at.unwrap_or(bytes.len());
    let decimals = decimal_at.map_or(&bytes[..0], |at| &bytes[at + 1..]);
    if !decimals.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut mantissa: u64 = 0;
    let mut digits = 0;
    let mut since_gap = None;
    let mut first = 0;
    for character in token[..whole_end].chars() {
        match character {
            '0'..='9' => {
                if digits == 0 {
                    first = character as u8;
                }
                digits += 1;
                mantissa = mantissa
                    .wrapping_mul(10)
                    .wrapping_add(character as u64 - 48);
                since_gap = since_gap.map(|count: usize| count + 1);
            }
            _ => {
                // Groups are of three, but the first, of one to three.
                match since_gap {
                    Some(3) => {}
                    None if (1..=3).contains(&digits) => {}
                    _ => return None,
                }
                since_gap = Some(0);
            }
        }
    }
    if since_gap.is_some_and(|count| count != 3) || digits + decimals.len() == 0 {
        return None;
    }
    let leading_zero = first == b'0' && digits > 1;
    let all = digits + decimals.len();
    let value = if all <= 18 && decimals.len() <= 22 {
        for digit in decimals {
            mantissa = mantissa * 10 + u64::from(digit - b'0');
        }
        if mantissa < 1 << 53 {
            // Both are exact, so that the division rounds once, as reading the letters would.
            mantissa as f64 / POWERS[decimals.len()]
        } else {
            parsed(token, decimal_at)?
        }
    } else {
        parsed(token, decimal_at)?
    };
    Some(Parts {
        value,
        mark,
        grouped: since_gap.is_some(),
        leading_zero,
        digits,
    })
}

/// Which sign, if any, marks decimals; nothing when the signs make no number.
fn decimal_mark(bytes: &[u8], decimal: Option<DecimalMark>) -> Option<Option<u8>> {
    let count = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
    let (commas, dots) = (count(b','), count(b'.'));
    let forced = decimal.map(|mark| match mark {
        DecimalMark::Comma => b',',
        DecimalMark::Dot => b'.',
    });
    match (commas, dots, forced) {
        (0, 0, _) => Some(None),
        (_, _, Some(mark)) => match count(mark) {
            0 => Some(None),
            1 => Some(Some(mark)),
            _ => None,
        },
        (1, 0, None) => Some(Some(b',')),
        (0, 1, None) => Some(Some(b'.')),
        (0, _, None) | (_, 0, None) => Some(None),
        _ => {
            let last = bytes.iter().rposition(|byte| matches!(byte, b',' | b'.'))?;
            (count(bytes[last]) == 1).then_some(Some(bytes[last]))
        }
    }
}

/// The slow way, for long numbers.
fn parsed(token: &str, decimal_at: Option<usize>) -> Option<f64> {
    let plain: String = token
        .char_indices()
        .filter_map(|(at, character)| match character {
            '0'..='9' => Some(character),
            _ if Some(at) == decimal_at => Some('.'),
            _ => None,
        })
        .collect();
    plain.parse().ok()
}

const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A number in scientific notation, as a spreadsheet leaves a long identifier: `3,49826E+13`. Returns its exponent.
pub fn scientific(text: &str) -> Option<u32> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, decimals) = mantissa.split_once([',', '.']).unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = whole.len() == 1
        && all_digits(whole)
        && all_digits(decimals)
        && (1..=3).contains(&exponent.len())
        && all_digits(exponent);
    if sound { exponent.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, value, plain) in [
            ("0", 0.0, "0"),
            ("12", 12.0, "12"),
            ("-12.50", -12.5, "-12.50"),
            ("90 545,00 €", 90545.0, "90545.00"),
            ("1\u{202F}234\u{A0}567,8", 1234567.8, "1234567.8"),
            ("1.234.567,8", 1234567.8, "1234567.8"),
            ("1,234.5", 1234.5, "1234.5"),
            ("27.11 %", 27.11, "27.11"),
            ("\u{2212}3", -3.0, "-3"),
            (",5", 0.5, "0.5"),
            ("5,", 5.0, "5"),
            ("€ 12", 12.0, "12"),
            ("12 kWh", 12.0, "12"),
            (
                "123456789012345678901234,5",
                1.2345678901234568e23,
                "123456789012345678901234.5",
            ),
        ] {
            assert_eq!(
                number(text, None).map(|found| found.value),
                Some(value),
                "{text}"
            );
            assert_eq!(canonical(text, None).as_deref(), Some(plain), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "N 82 584,28",
            "15 000- 89 999,99",
            "12 34",
            "1 2345",
            "12bis",
            "1,2,3",
            "1.2.3",
            "12/05",
            "12 pommes",
            "2A",
            "€",
            "1 234 5",
        ] {
            assert_eq!(number(text, None), None, "{text}");
        }
        assert!(number("01", None).is_some_and(|found| found.leading_zero));
        assert!(number("0,5", None).is_some_and(|found| !found.leading_zero));
        assert_eq!(
            number("1,234", Some(DecimalMark::Dot)).map(|found| found.value),
            Some(1234.0)
        );
        assert_eq!(
            number("1.234", Some(DecimalMark::Comma)).map(|found| found.value),
            Some(1234.0)
        );
        assert_eq!(scientific("3,49826E+13"), Some(13));
        assert_eq!(scientific("7E13"), Some(13));
        assert_eq!(scientific("12E+13"), None);
    }
}
