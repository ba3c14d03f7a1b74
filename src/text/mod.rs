//! Letters: what counts as white space, and when two texts are the same to a reader. In: any text. Nothing here knows
//! what a logbook is, so that every room may use it.

pub mod fold;
pub mod identifier;
pub mod placeholder;
pub mod unique;

/// Whether a character is white space for an author: no-break spaces count.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{FEFF}' | '\u{200B}'
        )
}

/// Whether some words stand in a text: [`str::contains`], several times faster on long texts.
pub fn holds(text: &str, words: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

/// Where some words stand in a text: [`str::match_indices`], several times faster on long texts.
pub fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(text.as_bytes(), words.as_bytes())
}
