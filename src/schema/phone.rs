//! Telephone numbers: French ones as people write them, short ones, foreign ones with their country.

/// Signs of the longest text that can be a number, as in libphonenumber.
const LONGEST: usize = 250;

/// Whether a text is a telephone number that can exist: `01 99 00 27 37`, `+33 1 99 00 27 37`, `115`, `3949`.
pub fn is_phone(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let plain = ascii_digits(text);
    let valid = |country| {
        phonenumber::parse(country, &plain).is_ok_and(|number| phonenumber::is_valid(&number))
    };
    valid(Some(phonenumber::country::FR)) || valid(None) || is_short(&plain)
}

/// Full-width digits are digits.
fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '０'..='９' => char::from(b'0' + (sign as u32 - '０' as u32) as u8),
            '＋' => '+',
            _ => sign,
        })
        .collect()
}

/// A French number of two to six digits, alone in its text but for signs that people put between digits.
fn is_short(text: &str) -> bool {
    let Some(start) = text.find(|sign: char| sign == '+' || sign.is_ascii_digit()) else {
        return false;
    };
    let tail = |sign: char| !sign.is_alphanumeric() && sign != '#';
    let rest = text[start..].trim_end_matches(tail);
    let rest = rest
        .strip_prefix("+33")
        .or_else(|| rest.strip_prefix("0033"))
        .unwrap_or(rest);
    let between = |sign: char| {
        " -.()/[]~\u{A0}\u{202F}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains(sign)
    };
    let digits: String = rest.chars().filter(|&sign| !between(sign)).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()) && exists(&digits)
}

/// The short numbers of the French plan: emergencies, 10xx, 118xxx, 3xxx, 3xxxx to 8xxxx, and a few more.
fn exists(digits: &str) -> bool {
    matches!(
        (digits.len(), digits.parse::<u32>().unwrap_or(0)),
        (2, 15 | 17 | 18)
            | (3, 110 | 112 | 114 | 115 | 119 | 191 | 196 | 197 | 224)
            | (3, 611 | 614 | 634 | 700 | 706 | 722 | 740)
            | (4, 1000..=1099 | 2020 | 3000..=3999)
            | (5, 20_000 | 30_000..=89_999)
            | (6, 116_000 | 116_006 | 116_111 | 116_117 | 118_000..=118_999)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_french_plan_and_of_others() {
        for good in [
            "01 99 00 27 37",
            "0199002737",
            "+33 1 99 00 27 37",
            "01.99.00.27.37",
            "+33 (0)1 99 00 27 37",
            "115",
            "3949",
            "36 46",
            "118712",
            "0800 123 456",
            "+590 590 12 34 56",
            "+44 20 7946 0958",
            "Tél : 01 99 00 27 37",
            "116 117",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "01 99 00 27 3",
            "1234",
            "999",
            "abc",
            "",
            "07 00 00 00 00",
            "01 99 00 27 37 / 06 12 34 56 78",
            "0 99 00 27 37",
            "19",
            "N/A",
            "0115",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
        assert!(!is_phone(&"1".repeat(100_000)));
    }
}
