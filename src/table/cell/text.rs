//! What words in a cell are: yes and no, addresses, telephone numbers, errors of spreadsheets, damaged accents.

use super::Marks;
use crate::text::fold::fold;
use encoding_rs::WINDOWS_1252;

/// Marks a cell by its words.
pub fn marks(text: &str, first: u8, marks: &mut Marks) {
    if matches!(first, b'0' | b'+' | b'3' | b'(') {
        marks.set(Marks::PHONE, is_phone(text));
    }
    if text.len() <= 5 {
        marks.set(Marks::BOOLEAN, boolean(text).is_some());
        marks.set(Marks::CROSS, matches!(text, "x" | "X"));
    }
    if text.contains('@') {
        marks.set(Marks::EMAIL, is_email(text));
    }
    if first.is_ascii_alphabetic() {
        marks.set(Marks::URL, is_url(text));
    }
    if text.contains('<') {
        marks.set(Marks::HTML, is_html(text));
    }
    if matches!(first, b'[' | b'{') {
        marks.set(Marks::JSON, is_json(text));
    } else if text.contains([';', '|']) {
        marks.set(Marks::LIST, is_list(text));
    }
    if !text.is_ascii() {
        marks.set(Marks::MOJIBAKE, repaired(text).is_some());
    }
}

/// Yes or no, in the words that data uses.
pub fn boolean(text: &str) -> Option<bool> {
    const YES: [&str; 5] = ["oui", "yes", "true", "vrai", "o"];
    const NO: [&str; 5] = ["non", "no", "false", "faux", "n"];
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    match (is(&YES), is(&NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// A formula that failed, in French or in English; `####` is a cell that was too narrow.
pub fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 18] = [
        "#N/A",
        "#NA",
        "#REF!",
        "#VALEUR!",
        "#VALUE!",
        "#DIV/0!",
        "#NOM?",
        "#NAME?",
        "#NOMBRE!",
        "#NUM!",
        "#NUL!",
        "#NULL!",
        "#CHAMP!",
        "#CALC!",
        "#PROPAGATION!",
        "#SPILL!",
        "#N/D",
        "#ERROR!",
    ];
    ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
        || (text.len() > 3 && text.bytes().all(|byte| byte == b'#'))
}

/// Tags of HTML, not a sign of comparison.
fn is_html(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|first: char| first.is_ascii_alphabetic())
            && rest.find('>').is_some_and(|end| {
                rest[..end]
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b" /=\"'-:;.#".contains(&byte))
            })
    })
}

/// An object, or a list of texts: a pair of numbers is a place.
fn is_json(text: &str) -> bool {
    (text.starts_with('{') && text.ends_with('}') && text.contains("\":"))
        || (text.starts_with("[\"") && text.ends_with("\"]"))
}

/// At least two short values, none of them blank.
fn is_list(text: &str) -> bool {
    // After a sign of prose comes a space.
    let parts = text.split([';', '|']);
    text.len() <= 200
        && !text.contains("; ")
        && !text.contains('\n')
        && parts
            .clone()
            .all(|part| (1..=40).contains(&part.trim().len()))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let sound = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-_+'%".contains(&byte))
    };
    sound(local) && sound(domain) && domain.contains('.')
}

fn is_url(text: &str) -> bool {
    let starts = ["http://", "https://", "ftp://", "www."];
    let starts = starts.iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    });
    starts && text.contains('.') && !text.contains(char::is_whitespace)
}

/// A French telephone number: ten digits from 01 to 09, or +33 and nine.
fn is_phone(text: &str) -> bool {
    if text.len() > 30 {
        return false;
    }
    let mut digits = String::new();
    for character in text.chars() {
        match character {
            '0'..='9' | '+' => digits.push(character),
            ' ' | '.' | '-' | '(' | ')' | '/' | '\u{A0}' | '\u{202F}' => {}
            _ => return false,
        }
    }
    let rest = match digits
        .strip_prefix("+33")
        .or_else(|| digits.strip_prefix("33"))
    {
        Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
        None => match digits.strip_prefix('0') {
            Some(rest) => rest,
            None => return false,
        },
    };
    rest.len() == 9 && !rest.starts_with('0') && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// A range written where a number is expected: `15 000- 89 999,99`.
pub fn is_range(text: &str) -> bool {
    let Some((from, to)) = text
        .split_once(['-', '–', '—'])
        .or_else(|| text.split_once(" à "))
    else {
        return false;
    };
    fn number(part: &str) -> Option<super::Number<'_>> {
        super::number::number(part.trim(), None).filter(|number| !number.leading_zero)
    }
    match (number(from), number(to)) {
        // Small whole numbers are rather a month, a page, a grade: they need something of an amount.
        (Some(from), Some(to)) => {
            from.value < to.value
                && (from.grouped || to.grouped || to.mark.is_some() || to.unit.is_some())
        }
        _ => false,
    }
}

/// What a French spreadsheet makes of the coordinate 43.03 or 43.3: `mars-43`; of 4.01: `04-janv`.
pub fn is_day_month(text: &str) -> bool {
    let Some((one, two)) = text.split_once('-') else {
        return false;
    };
    let digits = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let name = |part: &str| super::date::month_name(part.trim_end_matches('.')).is_some();
    (name(one) && digits(two)) || (digits(one) && name(two))
}

/// The text that damaged accents stood for: letters of UTF-8 that were read as Windows-1252, up to three times over.
/// Nothing when there is no damage.
pub fn repaired(text: &str) -> Option<String> {
    let suspect = |text: &str| {
        text.contains(['Ã', 'Â', 'Å', 'â', 'Ä'])
            // The first byte of a letter is followed by one that Windows-1252 shows as a sign, not as a plain letter.
            && text.chars().zip(text.chars().skip(1)).any(|(lead, next)| {
                matches!(lead, 'Ã' | 'Â' | 'Å' | 'â' | 'Ä') && !next.is_ascii()
            })
    };
    let mut best: Option<String> = None;
    let mut current = text.to_owned();
    for _ in 0..3 {
        if !suspect(&current) {
            break;
        }
        let Some(bytes) = as_windows(&current) else {
            break;
        };
        let Ok(next) = String::from_utf8(bytes) else {
            break;
        };
        if next == current {
            break;
        }
        current.clone_from(&next);
        best = Some(next);
    }
    best
}

/// The bytes of a text in Windows-1252; the five holes of the code page stand for themselves. Nothing if a letter has none.
fn as_windows(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut letter = [0; 4];
    for character in text.chars() {
        match u32::from(character) {
            code @ (0..=0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D | 0xA0..=0xFF) => {
                out.push(u8::try_from(code).ok()?);
            }
            _ => {
                let (bytes, _, failed) = WINDOWS_1252.encode(character.encode_utf8(&mut letter));
                if failed {
                    return None;
                }
                out.extend_from_slice(&bytes);
            }
        }
    }
    Some(out)
}

/// A header in the form in which names are compared: folded, words joined by one `_`.
pub fn folded_name(name: &str) -> String {
    let mut out = String::new();
    for character in fold(name).chars() {
        if character.is_alphanumeric() {
            out.push(character);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_accents_are_read() {
        assert_eq!(repaired("CÃ…â€™UR").as_deref(), Some("CŒUR"));
        assert_eq!(repaired("CÃƒâ€¦Ã¢â‚¬â„¢UR").as_deref(), Some("CŒUR"));
        assert_eq!(repaired("RÃ©publique").as_deref(), Some("République"));
        for sound in [
            "République",
            "PÂTÉ",
            "Ångström",
            "CHÂTEAU D'EAU",
            "Île à vache",
            "âge",
        ] {
            assert_eq!(repaired(sound), None, "{sound}");
        }
    }

    #[test]
    fn words_are_known() {
        assert!(is_phone("04 66 55 84 00") && is_phone("+33 4 66 55 84 00"));
        assert!(!is_phone("01500") && !is_phone("0123456789012"));
        assert!(is_email("accueil@mairie.example") && !is_email("@x") && !is_email("a@b"));
        assert!(is_url("https://exemple.fr/a") && !is_url("https exemple"));
        assert!(is_range("15 000- 89 999,99") && !is_range("04-15") && !is_range("12-3"));
        assert!(is_day_month("mars-43") && is_day_month("04-janv"));
        assert_eq!(
            folded_name(" Montant\nde l’aide (1)"),
            "montant_de_l_aide_1"
        );
    }
}
