//! The text of a coordinate, as tables hold it. In: one cell. Out: a number, or what the cell is instead.

use crate::text::fold::fold;
use crate::text::is_blank;

/// What a cell of a coordinate holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Coordinate {
    Missing,
    /// A number, and whether a comma stood for the decimal point.
    Number {
        value: f64,
        comma: bool,
    },
    /// A spreadsheet turned it into a date: the number is lost.
    Date,
    Unreadable,
}

/// Reads one coordinate: `48.85`, `48,85`, `−1.68`, `48°51'24"N`.
pub fn coordinate(cell: &str) -> Coordinate {
    let text: String = cell.trim_matches(is_blank).replace('\u{2212}', "-");
    if text.is_empty()
        || matches!(
            fold(&text).as_str(),
            "na" | "n.d." | "nd" | "nc" | "-" | "null"
        )
    {
        return Coordinate::Missing;
    }
    if let Some(number) = plain(&text) {
        return number;
    }
    if let Some(value) = sexagesimal(&text) {
        return Coordinate::Number {
            value,
            comma: false,
        };
    }
    match is_date(&text) {
        true => Coordinate::Date,
        false => Coordinate::Unreadable,
    }
}

fn plain(text: &str) -> Option<Coordinate> {
    let comma = text.matches(',').count() == 1 && !text.contains('.');
    let dotted = match comma {
        true => text.replace(',', "."),
        false => text.to_owned(),
    };
    let digits_only = dotted
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    let value: f64 = dotted.parse().ok()?;
    (digits_only && value.is_finite()).then_some(Coordinate::Number { value, comma })
}

/// Degrees, minutes and seconds with their signs and a letter of the compass.
fn sexagesimal(text: &str) -> Option<f64> {
    let (degrees, rest) = text.split_once('°')?;
    let degrees: f64 = degrees.trim().parse().ok()?;
    let mut value = degrees.abs();
    let mut rest = rest.trim();
    for (sign, part) in [(&['\'', '′', '’'], 60.0), (&['"', '″', '”'], 3600.0)] {
        if let Some((number, after)) = rest.split_once(sign.as_slice()) {
            let number: f64 = number.trim().replace(',', ".").parse().ok()?;
            if !(0.0..60.0).contains(&number) {
                return None;
            }
            value += number / part;
            rest = after.trim_start_matches(['\'', '′']).trim();
        }
    }
    match rest.to_ascii_uppercase().as_str() {
        "" if degrees < 0.0 => Some(-value),
        "" | "N" | "E" => Some(value),
        "S" | "W" | "O" => Some(-value),
        _ => None,
    }
}

/// `02/05/2048`, `2048-05-02`, `mars-43`, `févr-48`, `4/01/2025`.
fn is_date(text: &str) -> bool {
    let folded = fold(text);
    let parts: Vec<&str> = folded
        .split(['/', '-', ' ', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    if !(2..=4).contains(&parts.len()) {
        return false;
    }
    const MONTHS: [&str; 17] = [
        "janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec",
        "jan", "feb", "apr", "may", "aug",
    ];
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &&str| MONTHS.iter().any(|month| part.starts_with(month));
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    match parts.iter().filter(|part| is_month(part)).count() {
        1 => numbers == parts.len() - 1,
        _ => numbers == parts.len() && parts.len() >= 3 && text.contains(['/', '-']),
    }
}

/// The two numbers of a cell that holds a pair: `48.5, 2.5`, `[2.5,48.5]`, `POINT(2.5 48.5)`, `48,5; 2,5`. In the order
/// in which they stand, and whether the form says that longitude comes first.
pub fn pair(cell: &str) -> Option<([f64; 2], bool)> {
    let text = cell.trim_matches(is_blank).replace('\u{2212}', "-");
    let folded = text.to_ascii_uppercase();
    let (inner, longitude_first) = match folded.strip_prefix("POINT") {
        Some(rest) => (rest.trim().to_owned(), true),
        // In brackets a pair is an array of GeoJSON.
        None => {
            let brackets = text.starts_with('[');
            (text, brackets)
        }
    };
    let inner = inner
        .trim_start_matches(['[', '(', '{'])
        .trim_end_matches([']', ')', '}'])
        .trim();
    let separators: &[&str] = match inner.matches(',').count() {
        1 if inner.contains('.') || !inner.contains([' ', ';']) => &[";", ", ", ",", " "],
        _ => &[";", ", ", " ", ","],
    };
    for separator in separators {
        let Some((one, two)) = inner.split_once(separator) else {
            continue;
        };
        if let (Coordinate::Number { value: one, .. }, Coordinate::Number { value: two, .. }) =
            (coordinate(one), coordinate(two))
        {
            return Some(([one, two], longitude_first));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_what_they_are() {
        let number = |text: &str| match coordinate(text) {
            Coordinate::Number { value, .. } => Some((value * 1e4).round() / 1e4),
            _ => None,
        };
        for (text, value) in [
            ("48.85", 48.85),
            (" 48,85\u{A0}", 48.85),
            ("\u{2212}1.68", -1.68),
            ("48°51'24\"N", 48.8567),
            ("1°40'12\" O", -1.67),
            ("648237.3", 648_237.3),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "02/05/2048",
            "2048-05-02",
            "mars-43",
            "févr-48",
            "4/01/2025",
            "oct.-17",
        ] {
            assert_eq!(coordinate(text), Coordinate::Date, "{text}");
        }
        for text in ["48 856 600", "NaN", "inf", "48.8.5", "Laval", "1,234,5"] {
            assert_eq!(coordinate(text), Coordinate::Unreadable, "{text}");
        }
        for text in ["", " ", "NA", "n.d."] {
            assert_eq!(coordinate(text), Coordinate::Missing, "{text}");
        }
    }

    #[test]
    fn pairs_are_read_in_every_usual_form() {
        for (text, expected) in [
            ("48.5, 2.5", Some(([48.5, 2.5], false))),
            ("[5.56,46.74]", Some(([5.56, 46.74], true))),
            ("POINT (2.5 48.5)", Some(([2.5, 48.5], true))),
            ("48,5; 2,5", Some(([48.5, 2.5], false))),
            ("48,5 2,5", Some(([48.5, 2.5], false))),
            ("48.5 -2.5", Some(([48.5, -2.5], false))),
            ("48.5", None),
            ("", None),
            ("12 rue de la Paix", None),
        ] {
            assert_eq!(pair(text), expected, "{text}");
        }
    }
}
