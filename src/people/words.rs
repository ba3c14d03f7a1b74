//! The words of a text as names are looked for: folded, each with its bytes, whatever marks, tags, entities, escapes or
//! accents in pieces stand in them.

use crate::text::fold::fold;

/// A run of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub folded: String,
    pub start: usize,
    pub end: usize,
    /// Its first letter is a capital.
    pub capital: bool,
    /// It stands in an HTML tag.
    pub tagged: bool,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut current: Option<(Word, String)> = None;
    let mut tag_end = 0;
    let mut at = 0;
    let mut close = |current: &mut Option<(Word, String)>| {
        if let Some((mut word, letters)) = current.take() {
            word.folded = fold(&letters);
            out.push(word);
        }
    };
    while at < text.len() {
        let rest = &text[at..];
        if at >= tag_end
            && rest.starts_with('<')
            && let Some(length) = tag(rest)
        {
            close(&mut current);
            tag_end = at + length;
        }
        let (letter, length) = next(rest);
        match letter {
            letter if letter.is_alphabetic() || is_combining(letter) => {
                let (word, letters) = current.get_or_insert_with(|| {
                    let word = Word {
                        folded: String::new(),
                        start: at,
                        end: at,
                        capital: letter.is_uppercase(),
                        tagged: at < tag_end,
                    };
                    (word, String::new())
                });
                letters.push(letter);
                word.end = at + length;
            }
            // What nobody sees inside a word: marks of Markdown, joiners, soft hyphens.
            '*' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
            _ => close(&mut current),
        }
        at += length;
    }
    close(&mut current);
    out
}

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&letter)
}

/// The length of an HTML tag that starts a text.
fn tag(text: &str) -> Option<usize> {
    let second = text.as_bytes().get(1)?;
    if !(second.is_ascii_alphabetic() || *second == b'/') {
        return None;
    }
    let end = text.bytes().take(2000).position(|byte| byte == b'>')?;
    Some(end + 1)
}

/// The letter that a text starts with, however it is written, and its length in bytes.
pub fn next(text: &str) -> (char, usize) {
    let first = text.chars().next().unwrap_or(' ');
    let written = match first {
        '&' => entity(text),
        '\\' => escape(text),
        '%' => percent(text),
        _ => None,
    };
    written.unwrap_or((first, first.len_utf8()))
}

/// `&eacute;`, `&#233;`, `&#xE9;`.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = if let Some(digits) = name.strip_prefix("#x").or(name.strip_prefix("#X")) {
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
    } else if let Some(digits) = name.strip_prefix('#') {
        char::from_u32(digits.parse().ok()?)?
    } else if name == "nbsp" {
        ' '
    } else if name == "shy" {
        '\u{AD}'
    } else {
        const ENDINGS: [&str; 9] = [
            "acute", "grave", "circ", "uml", "cedil", "tilde", "ring", "slash", "caron",
        ];
        let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
        // The plain letter: names are compared without accents.
        ENDINGS.contains(&&name[1..]).then_some(letter)?
    };
    Some((letter, end + 1))
}

/// `\u00e9` of JSON.
fn escape(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 6))
}

/// `%C3%A9` of addresses.
fn percent(text: &str) -> Option<(char, usize)> {
    let byte = |at: usize| -> Option<u8> {
        let part = text.get(at..at + 3)?.strip_prefix('%')?;
        u8::from_str_radix(part, 16).ok()
    };
    let first = byte(0)?;
    let count = match first {
        0x00..=0x7F => 1,
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = (0..count).map(|at| byte(at * 3)).collect();
    let letter = std::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((letter, count * 3))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_found_however_they_are_written() {
        let found = |text: &str| -> Vec<String> {
            words(text).into_iter().map(|word| word.folded).collect()
        };
        for text in [
            "Renée Dufour",
            "RENÉE_DUFOUR",
            "Rene\u{301}e\u{a0}Dufour",
            "Ren&eacute;e&nbsp;Dufour",
            "Ren&#xE9;e Dufour",
            "Ren\\u00e9e Dufour",
            "Ren%C3%A9e%20Dufour",
            "Re*née* Du\u{AD}four",
        ] {
            assert_eq!(found(text), ["renee", "dufour"], "{text}");
        }
        let tagged: Vec<bool> = words("<b title=x>Léa</b>")
            .iter()
            .map(|word| word.tagged)
            .collect();
        assert_eq!(tagged, [true, true, true, false, true]);
    }
}
