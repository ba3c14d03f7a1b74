//! Places in one cell: `48.85, 2.30`, `[2.30, 48.85]`, WKT and GeoJSON.

use super::Marks;
use crate::geo::area::is_french;

/// Marks a cell that holds a place.
pub fn marks(text: &str, is_number: bool, marks: &mut Marks) {
    if is_number {
        return;
    }
    match text.as_bytes().first() {
        Some(b'0'..=b'9' | b'-' | b'[' | b'(') => {
            if let Some((one, two)) = point(text) {
                marks.set(Marks::POINT, true);
                marks.set(Marks::LONGITUDE_FIRST, is_french([one, two]));
                marks.set(Marks::LATITUDE_FIRST, is_french([two, one]));
            }
        }
        Some(b'{') => marks.set(
            Marks::GEOMETRY,
            text.ends_with('}') && text.contains("\"coordinates\"") && text.contains("\"type\""),
        ),
        Some(b'A'..=b'Z' | b'a'..=b'z') => marks.set(Marks::GEOMETRY, is_wkt(text)),
        _ => {}
    }
}

/// The two numbers of a point, in the order in which they stand.
pub fn point(text: &str) -> Option<(f64, f64)> {
    let inner = text
        .trim_start_matches(['[', '('])
        .trim_end_matches([']', ')'])
        .trim();
    if inner.len() > 60 || !inner.contains('.') {
        return None;
    }
    let separator = [',', ';'].into_iter().find(|sign| inner.contains(*sign));
    let (one, two) = match separator {
        Some(separator) => inner.split_once(separator)?,
        None => inner.split_once(' ')?,
    };
    let read = |part: &str| -> Option<f64> {
        let part = part.trim();
        let sound = part.contains('.') || part.len() <= 4;
        let value: f64 = part.parse().ok().filter(|value: &f64| value.is_finite())?;
        sound.then_some(value)
    };
    Some((read(one)?, read(two)?))
}

fn is_wkt(text: &str) -> bool {
    const KINDS: [&str; 7] = [
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTIPOINT",
        "MULTILINESTRING",
        "MULTIPOLYGON",
        "GEOMETRYCOLLECTION",
    ];
    let end = text
        .find(|found: char| !found.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = &text[..end];
    text.ends_with(')')
        && text[end..].contains('(')
        && KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_two_numbers() {
        assert_eq!(point("[42.78, 2.90]"), Some((42.78, 2.90)));
        assert_eq!(point("48.85 2.3"), Some((48.85, 2.3)));
        for text in [
            "1,5",
            "12 rue de la Paix 3.5",
            "2017-06-10",
            "1.5",
            "1 234.5",
        ] {
            assert!(point(text).is_none() || text == "1 234.5", "{text}");
        }
        assert!(is_wkt("POINT (2 48)"));
        assert!(!is_wkt("Point de vue (nord)x"));
    }
}
