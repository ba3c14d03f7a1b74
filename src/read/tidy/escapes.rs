//! Italics that an older tool escaped: `\\_word\\_` shows its marks, where a team meant italics. Only
//! `import --clean` says so for them: somebody looks at what it changes.

use super::comments::CodeSpans;
use super::{Draft, Notes};
use crate::read::lines::{ParagraphKind, is_blank};
use crate::read::mapped::Edits;

/// Takes the backslash off the underscores that stand at the edge of a word, where a paragraph has several: the rule of
/// marks then pairs or drops them. One alone may be meant, as may those within a word (`CODE\\_INSEE`), in an address or
/// in a row (a line to write on).
pub fn free(draft: &Draft, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    if !content.contains("\\_") {
        return edits;
    }
    let mut spans = CodeSpans::new(content);
    for paragraph in draft.paragraphs() {
        let skipped = matches!(
            paragraph.kind,
            ParagraphKind::Html | ParagraphKind::Other | ParagraphKind::Row
        );
        if skipped || paragraph.indented {
            continue;
        }
        let start = paragraph.words.start;
        let words = &content[paragraph.words.clone()];
        let edges: Vec<(usize, Edge)> = words
            .match_indices("\\_")
            .filter(|(at, _)| !spans.hold(start + at) && !in_address(words, *at))
            .filter_map(|(at, _)| Some((at, edge(words, at)?)))
            .collect();
        if edges.len() < 2 || edges.iter().all(|(_, edge)| *edge == Edge::Closes) {
            continue;
        }
        for (at, _) in edges {
            edits.remove(start + at..start + at + 1);
        }
    }
    edits
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Opens,
    Closes,
}

fn edge(words: &str, at: usize) -> Option<Edge> {
    let before = words[..at].chars().next_back();
    let after = words[at + "\\_".len()..].chars().next();
    if matches!(before, Some('_' | '\\')) || matches!(after, Some('_' | '\\')) {
        return None;
    }
    let outside = |found: Option<char>| found.is_none_or(|found| !found.is_alphanumeric());
    let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
    match (outside(before), letter(after)) {
        (true, true) => Some(Edge::Opens),
        (false, false) => Some(Edge::Closes),
        (true, false) if before.is_some_and(|found| !is_blank(found)) => Some(Edge::Closes),
        _ => None,
    }
}

fn in_address(words: &str, at: usize) -> bool {
    let word = words[..at].rsplit(is_blank).next().unwrap_or("");
    word.contains("://") || word.contains("www.")
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    #[test]
    fn escaped_italics_are_italics_again() {
        for (text, mended) in [
            ("une \\_petite\\_ ville", "une _petite_ ville"),
            ("\\_concret \\_des mots", "_concret_ des mots"),
            (
                "le champ CODE\\_INSEE et nom\\_x",
                "le champ CODE\\_INSEE et nom\\_x",
            ),
            ("un seul \\_mot", "un seul \\_mot"),
            (
                "\\_\\_\\_\\_ à remplir \\_\\_\\_",
                "\\_\\_\\_\\_ à remplir \\_\\_\\_",
            ),
            (
                "https://exemple.fr/\\_a\\_b et \\_c",
                "https://exemple.fr/\\_a\\_b et \\_c",
            ),
            ("`\\_a\\_` et \\_b", "`\\_a\\_` et \\_b"),
        ] {
            let once = tidy(text, 0, Depth::Clean).0.text;
            assert_eq!(once, mended);
            assert_eq!(tidy(&once, 0, Depth::Clean).0.text, once, "not idempotent");
        }
    }
}
