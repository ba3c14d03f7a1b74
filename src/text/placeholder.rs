//! Placeholders: `{column}` in a text that is filled once per row of a table. `{{` and `}}` stand for braces.

use std::ops::Range;

/// A longer name between braces is prose, in bytes.
const LONGEST: usize = 120;

/// A piece of such a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The name between the braces, and the bytes of the whole, braces included.
    Column(&'a str, Range<usize>),
}

/// The pieces of a text, in its order.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.is_empty() {
            return None;
        }
        if let Some(length) = placeholder(rest) {
            let range = at..at + length;
            at = range.end;
            return Some(Piece::Column(
                text[range.start + 1..range.end - 1].trim(),
                range,
            ));
        }
        for doubled in ["{{", "}}"] {
            if rest.starts_with(doubled) {
                at += 2;
                return Some(Piece::Text(&rest[..1]));
            }
        }
        // A brace that opens nothing is itself.
        let own = usize::from(rest.starts_with(['{', '}']));
        let length = rest[own..]
            .find(['{', '}'])
            .map_or(rest.len(), |next| next + own);
        at += length;
        Some(Piece::Text(&rest[..length]))
    })
}

/// Whether a text has a placeholder, or a doubled brace.
pub fn is_filled(text: &str) -> bool {
    text.contains('{') || text.contains("}}")
}

/// A text with its placeholders replaced: `value` gives what stands for a name.
pub fn filled(text: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Column(name, _) => out.push_str(&value(name)),
        }
    }
    out
}

/// The length of the placeholder that a text starts with.
pub fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find(['{', '}', '\n', ':', '"', '`'])?;
    let name = &inner[..end];
    let reads = inner[end..].starts_with('}')
        && end <= LONGEST
        && name
            .trim()
            .starts_with(|first: char| first.is_alphanumeric() || first == '_');
    reads.then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> String {
        filled(text, |name| format!("<{name}>"))
    }

    #[test]
    fn names_are_filled_and_other_braces_stay() {
        for (text, expected) in [
            ("À {nom_commune} ({ code })", "À <nom_commune> (<code>)"),
            ("{{nom}} et {nom}", "{nom} et <nom>"),
            ("{} { : } {a: 1} {", "{} { : } {a: 1} {"),
            ("{Nom de l’été}", "<Nom de l’été>"),
            ("{a{b}c}", "{a<b>c}"),
            ("{{{a}}}", "{<a>}"),
            ("}", "}"),
            ("", ""),
        ] {
            assert_eq!(fill(text), expected, "{text}");
        }
    }
}
