//! What one cell shows: a number of a person, a telephone, a plate, an address of a machine.

use crate::text::identifier::{is_iban, is_nir};
use crate::text::is_blank;

/// A telephone of France.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phone {
    /// 06 and 07: a pocket's.
    Mobile,
    /// 01 to 05, 08, 09: a desk's or a service's.
    Fixed,
}

/// A social security number in a cell: with its key, or thirteen characters that have the form of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nir {
    Keyed,
    /// Codes of thirteen digits have this form by chance, three in a hundred.
    Bare,
    /// Fifteen digits whose key is wrong.
    Wrong,
}

/// Looks for a social security number, spaces forgiven, alone in its cell or after a word.
pub fn nir(cell: &str) -> Option<Nir> {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() + 1 >= part.len();
    parts(cell).find_map(|part| match part.len() {
        15 if is_nir(&part) => Some(Nir::Keyed),
        15 if digits(&part) => Some(Nir::Wrong),
        13 if part.starts_with(['1', '2']) && is_nir(&part) => Some(Nir::Bare),
        _ => None,
    })
}

/// An account number.
pub fn holds_iban(cell: &str) -> bool {
    parts(cell).any(|part| is_iban(&part))
}

/// The parts of a cell between signs, without the spaces that people put into numbers; and the same from the first digit
/// on, where a word stands before it.
fn parts(cell: &str) -> impl Iterator<Item = String> + '_ {
    let long = cell.len() <= 300 && cell.bytes().filter(u8::is_ascii_digit).count() >= 11;
    let whole = if long { cell } else { "" };
    whole
        .split([',', ';', ':', '(', ')', '|', '/'])
        .flat_map(|part| {
            let compact = |text: &str| -> String {
                text.chars()
                    .filter(|sign| !is_blank(*sign))
                    .collect::<String>()
                    .to_ascii_uppercase()
            };
            let after_word = part
                .find(|sign: char| sign.is_ascii_digit())
                .filter(|&at| part[..at].ends_with(is_blank) && !part[..at].trim().is_empty())
                .map(|at| compact(&part[at..]));
            [Some(compact(part)), after_word].into_iter().flatten()
        })
}

/// A telephone number that fills its cell: `06 00 00 00 00`, `+33 6…`.
pub fn phone(cell: &str) -> Option<Phone> {
    if cell.len() > 30 {
        return None;
    }
    // A single point is that of a decimal number.
    if cell.matches('.').count() == 1 {
        return None;
    }
    let digits: String = cell
        .chars()
        .filter(|sign| !is_blank(*sign) && !matches!(sign, '.' | '-' | '(' | ')'))
        .collect();
    let national = digits
        .strip_prefix("+330")
        .or_else(|| digits.strip_prefix("+33"))
        .or_else(|| digits.strip_prefix("0033"))
        .or_else(|| digits.strip_prefix('0'))?;
    if national.len() != 9 || !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match national.as_bytes()[0] {
        b'6' | b'7' => Phone::Mobile,
        b'0' => return None,
        _ => Phone::Fixed,
    })
}

/// Whether a telephone is written as one, with signs between its digits or an international prefix.
pub fn is_spaced(cell: &str) -> bool {
    cell.trim().contains(|sign: char| !sign.is_ascii_digit())
}

/// A plate of a vehicle of the present system: `AA-123-AA`.
pub fn is_plate(cell: &str) -> bool {
    let bytes = cell.trim().as_bytes();
    let between = |at: usize| matches!(bytes.get(at), Some(b'-' | b' '));
    bytes.len() == 9
        && between(2)
        && between(6)
        && [0, 1, 7, 8]
            .iter()
            .all(|&at| bytes[at].is_ascii_uppercase())
        && bytes[3..6].iter().all(u8::is_ascii_digit)
}

/// An address of a machine: four numbers under 256.
pub fn is_ip(cell: &str) -> bool {
    let mut parts = cell.trim().split('.');
    let four = parts.by_ref().take(4).filter(|part| {
        !part.is_empty()
            && part.len() <= 3
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u16>().is_ok_and(|number| number < 256)
    });
    four.count() == 4 && parts.next().is_none()
}

/// Decimals of a coordinate, the point being a dot or a comma.
pub fn decimals(cell: &str) -> usize {
    cell.trim()
        .rsplit_once(['.', ','])
        .map_or(0, |(_, decimals)| {
            if decimals.bytes().all(|byte| byte.is_ascii_digit()) {
                decimals.len()
            } else {
                0
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people() {
        let body: u64 = 2_991_299_999_999;
        let nir = format!("{body}{:02}", 97 - body % 97);
        let spaced = format!(
            "n° sécu : {} {} {} {} {} {} {}",
            &nir[..1],
            &nir[1..3],
            &nir[3..5],
            &nir[5..7],
            &nir[7..10],
            &nir[10..13],
            &nir[13..]
        );
        assert_eq!(super::nir(&nir), Some(Nir::Keyed));
        assert_eq!(super::nir(&spaced), Some(Nir::Keyed), "{spaced}");
        assert_eq!(super::nir(&nir[..13]), Some(Nir::Bare));
        assert_eq!(super::nir("299129999999900"), Some(Nir::Wrong));
        for other in [
            "73282932000074",
            "06561794486915",
            "+3310203040506",
            "[48.1234567890123, 2.1]",
            "FREX2991299999999",
            "0.299129999999977",
        ] {
            assert_eq!(super::nir(other), None, "{other}");
        }
        assert!(
            holds_iban("FR14 2004 1010 0505 0001 3M02 606")
                && holds_iban("IBAN : FR1420041010050500013M02606")
                && !holds_iban("FR75ABC123456789012")
        );
    }

    #[test]
    fn telephones_plates_and_machines() {
        assert_eq!(phone("06 00 00 00 00"), Some(Phone::Mobile));
        assert_eq!(phone("+33 (0)7.00.00.00.00"), Some(Phone::Mobile));
        assert_eq!(phone("0199002737"), Some(Phone::Fixed));
        for cell in [
            "0.612345678",
            "200066918",
            "0012345678",
            "12345",
            "01 99 00 27",
            "2020-01-01",
        ] {
            assert_eq!(phone(cell), None, "{cell}");
        }
        assert!(is_plate("AA-123-AA") && !is_plate("AA-12-AA") && !is_plate("aa-123-aa"));
        assert!(
            is_ip("192.0.2.1") && !is_ip("1.2.3") && !is_ip("300.1.1.1") && !is_ip("1.2.3.4.5")
        );
        assert_eq!(
            (decimals("48,85661"), decimals("12"), decimals("a.bc")),
            (5, 0, 0)
        );
    }
}
