//! Identifiers: SIREN and SIRET with their keys, INSEE and postal codes, other codes.

use super::Marks;

/// Marks a cell that is an identifier.
pub fn marks(text: &str, marks: &mut Marks) {
    let bytes = text.as_bytes();
    // Spaces and a stray apostrophe come from spreadsheets: `224 900 019 000 15'`.
    if !matches!(
        bytes.first(),
        Some(b'0'..=b'9' | b'\'' | b'A'..=b'Z' | b'a'..=b'z')
    ) || bytes.len() > 40
    {
        return;
    }
    let digits_only = bytes.iter().all(u8::is_ascii_digit);
    marks.set(Marks::DIGITS, digits_only);
    match bytes.len() {
        4 => marks.set(Marks::FOUR, digits_only),
        5 => marks.set(Marks::FIVE, digits_only || is_corsican(bytes)),
        9 => marks.set(Marks::SIREN, digits_only && luhn(bytes)),
        14 if digits_only => {
            marks.set(Marks::FOURTEEN, true);
            marks.set(Marks::SIRET, is_siret(bytes));
            let rounded = bytes.ends_with(b"00000") && !is_siret(bytes);
            marks.set(Marks::ROUNDED, rounded);
        }
        11..=24 if !digits_only => {
            let mut kept = [0; 14];
            match squeeze(bytes, &mut kept) {
                Some(9) => {
                    marks.set(Marks::SIREN, luhn(&kept[..9]));
                    marks.set(Marks::SPACED, luhn(&kept[..9]));
                }
                Some(14) => {
                    marks.set(Marks::FOURTEEN, true);
                    marks.set(Marks::SPACED, true);
                    marks.set(Marks::SIRET, is_siret(&kept));
                }
                _ => {}
            }
        }
        _ => {}
    }
    marks.set(
        Marks::CODE,
        bytes.len() <= 20
            && bytes.iter().any(u8::is_ascii_digit)
            && bytes.iter().any(u8::is_ascii_alphabetic)
            && bytes.iter().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
            }),
    );
}

/// The digits of an identifier written with spaces or an apostrophe: `224 900 019 000 15'` → `22490001900015`.
pub fn squeezed(text: &str) -> Option<String> {
    let mut kept = [0; 14];
    let count = squeeze(text.as_bytes(), &mut kept)?;
    Some(kept[..count].iter().map(|byte| char::from(*byte)).collect())
}

/// Keeps the digits; nothing when there is something else than digits, spaces and apostrophes, or too much.
fn squeeze(bytes: &[u8], kept: &mut [u8; 14]) -> Option<usize> {
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            digit @ b'0'..=b'9' => {
                *kept.get_mut(count)? = digit;
                count += 1;
                at += 1;
            }
            b' ' | b'\'' => at += 1,
            // U+00A0 and U+202F.
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => at += 2,
            0xE2 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0xAF]) => at += 3,
            _ => return None,
        }
    }
    Some(count)
}

fn is_corsican(bytes: &[u8]) -> bool {
    bytes[0] == b'2' && matches!(bytes[1], b'A' | b'B') && bytes[2..].iter().all(u8::is_ascii_digit)
}

/// The key of Luhn, over ASCII digits.
pub fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            match place % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// 14 digits with a sound key. La Poste's offices have a rule of their own: the sum of their digits is a multiple of 5.
pub fn is_siret(digits: &[u8]) -> bool {
    let post = digits.starts_with(b"356000000")
        && digits
            .iter()
            .map(|digit| u32::from(digit.wrapping_sub(b'0')))
            .sum::<u32>()
            .is_multiple_of(5);
    digits.len() == 14 && (luhn(digits) || post)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_known_by_their_keys() {
        let of = |text: &str| {
            let mut found = Marks::default();
            marks(text, &mut found);
            found
        };
        assert!(of("22490001900015").has(Marks::SIRET));
        assert!(of("224 900 019 000 15'").has(Marks::SIRET));
        assert!(!of("22490001900016").has(Marks::SIRET));
        assert!(of("224900019").has(Marks::SIREN));
        assert!(of("2A004").has(Marks::FIVE));
        assert!(of("0530484N").has(Marks::CODE));
        assert!(!of("rue").has(Marks::CODE));
        assert_eq!(
            squeezed("82 212 742 900 014").as_deref(),
            Some("82212742900014")
        );
    }
}
