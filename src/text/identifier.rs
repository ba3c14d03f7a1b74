//! Numbers that carry a key: SIREN and SIRET, NIR, IBAN. In: digits without separators. Out: whether the key is right.

/// The key of Luhn (ISO/IEC 7812-1), over ASCII digits.
pub fn luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (place, byte) in digits.bytes().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0') * (1 + place as u32 % 2);
        sum += digit / 10 + digit % 10;
    }
    !digits.is_empty() && sum % 10 == 0
}

/// A SIREN: nine digits with the key of Luhn.
pub fn is_siren(digits: &str) -> bool {
    digits.len() == 9 && luhn(digits)
}

/// A SIRET: fourteen digits, a SIREN first, with the key of Luhn. The branches of La Poste (356 000 000) have another
/// rule: the sum of their digits is a multiple of five.
pub fn is_siret(digits: &str) -> bool {
    if digits.len() != 14
        || !digits.bytes().all(|byte| byte.is_ascii_digit())
        || !is_siren(&digits[..9])
    {
        return false;
    }
    let post = digits.starts_with("356000000") && digits != "35600000000048";
    if post {
        digits
            .bytes()
            .map(|byte| u32::from(byte - b'0'))
            .sum::<u32>()
            % 5
            == 0
    } else {
        luhn(digits)
    }
}

/// A French social security number (NIR) of 13 characters, or of 15 with its key: sex, year, month, département (`2A`
/// and `2B` included), commune, order, key = 97 − (number mod 97), where Corsica counts as 19 and 18.
pub fn is_nir(text: &str) -> bool {
    if !matches!(text.len(), 13 | 15) || !text.is_ascii() {
        return false;
    }
    let digits = match &text[5..7] {
        "2A" | "2a" => format!("{}19{}", &text[..5], &text[7..]),
        "2B" | "2b" => format!("{}18{}", &text[..5], &text[7..]),
        _ => text.to_owned(),
    };
    let number = |from: usize, to: usize| digits[from..to].parse::<u64>().ok();
    if !digits.bytes().all(|byte| byte.is_ascii_digit())
        || !matches!(&digits[..1], "1" | "2" | "3" | "4" | "7" | "8")
    {
        return false;
    }
    let month = number(3, 5).is_some_and(|month| {
        (1..=12).contains(&month) || (20..=42).contains(&month) || month >= 50
    });
    let place = number(5, 7).is_some_and(|place| place >= 1);
    let body = match number(0, 13) {
        Some(body) if month && place => body,
        _ => return false,
    };
    digits.len() == 13 || number(13, 15) == Some(97 - body % 97)
}

/// An IBAN (ISO 13616): two letters, two digits, the account; the whole is 1 modulo 97.
pub fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(15..=34).contains(&bytes.len())
        || !bytes[..2].iter().all(u8::is_ascii_uppercase)
        || !bytes[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let mut rest = 0u32;
    for &byte in bytes[4..].iter().chain(&bytes[..4]) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(byte - b'A') + 10,
            _ => return false,
        } % 97;
    }
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_checked() {
        assert!(is_siren("404833048") && !is_siren("404833047") && !is_siren("40483304"));
        assert!(is_siret("73282932000074") && !is_siret("73282932000079"));
        // Luhn holds over the fourteen digits, but not over the first nine.
        assert!(!is_siret("21860194600000"));
        assert!(is_siret("35600000000048"));
        assert!(is_iban("FR1420041010050500013M02606") && !is_iban("FR1420041010050500013M02607"));
    }

    #[test]
    fn social_security_numbers() {
        // A number whose key is worked out here: nobody's.
        let body: u64 = 2_991_399_999_999;
        let text = format!("{body:013}{:02}", 97 - body % 97);
        assert!(!is_nir(&text), "month 13 is none: {text}");
        let body: u64 = 2_991_299_999_999;
        let text = format!("{body:013}{:02}", 97 - body % 97);
        assert!(is_nir(&text) && is_nir(&text[..13]), "{text}");
        let wrong = format!("{body:013}{:02}", (97 - body % 97) % 97 + 1);
        assert!(!is_nir(&wrong));
        assert!(is_nir("299122A999999"));
        assert!(!is_nir("73282932000074"));
    }
}
