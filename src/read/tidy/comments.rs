//! HTML comments are never published. A converter's own comment tells where the text came from.

use super::Notes;
use crate::diag::text;
use crate::read::lines::{AtomKind, atoms};
use crate::read::mapped::{Edits, Mapped};

/// Drops `<!-- … -->` outside fences and code spans; a comment alone on its lines goes with them.
pub fn drop_comments(mapped: &Mapped, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = mapped.text.as_str();
    if !content.contains("<!--") {
        return edits;
    }
    let fences: Vec<_> = atoms(content)
        .into_iter()
        .filter(|atom| atom.kind == AtomKind::Fence)
        .collect();
    let mut from = 0;
    while let Some(start) = content[from..].find("<!--").map(|at| at + from) {
        // A fence that a comment holds is part of the comment: only one that began before it protects it.
        if let Some(fence) = fences
            .iter()
            .find(|fence| fence.range.start < start && start < fence.range.end)
        {
            from = fence.range.end;
            continue;
        }
        if in_code_span(content, start) {
            from = start + 4;
            continue;
        }
        let Some(end) = comment_end(content, start) else {
            notes.add(mapped, text::unclosed_comment(), start..start + 4);
            edits.remove(start..start + 4);
            break;
        };
        let comment = &content[start..end];
        if comment.contains("Conversion time") || comment.contains("Output copied to clipboard") {
            notes.converted = true;
        }
        if let Some(at) = comment.find("Source doc: ") {
            let name = comment[at + "Source doc: ".len()..].lines().next();
            notes.source_document = name
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty());
        }
        edits.remove(start..end);
        from = end;
    }
    edits
}

/// Where a comment ends: HTML reads `<!-->` and `<!--->` as whole comments.
fn comment_end(content: &str, start: usize) -> Option<usize> {
    let inner = &content[start + 4..];
    if inner.starts_with('>') {
        return Some(start + 5);
    }
    if inner.starts_with("->") {
        return Some(start + 6);
    }
    inner.find("-->").map(|at| start + 4 + at + 3)
}

/// Whether a place on a line stands between two backticks of that line.
pub(super) fn in_code_span(content: &str, at: usize) -> bool {
    let line_start = content[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = content[line_start..at]
        .bytes()
        .filter(|byte| *byte == b'`')
        .count();
    let line_end = content[at..]
        .find('\n')
        .map_or(content.len(), |end| at + end);
    before % 2 == 1 && content[at..line_end].contains('`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        tidy(text, 0, Depth::Build).0.text
    }

    #[test]
    fn comments_go_and_code_stays() {
        assert_eq!(tidied("a <!-- secret\n\nx --> b"), "a  b");
        assert_eq!(tidied("`<!-- x -->` b"), "`<!-- x -->` b");
        assert_eq!(tidied("```\n<!-- x -->\n```"), "```\n<!-- x -->\n```");
        // A fence inside a comment does not protect it.
        assert_eq!(tidied("a<!--\n```\nsecret -->b"), "ab");
    }

    #[test]
    fn an_unclosed_comment_hides_nothing() {
        let (mapped, notes) = tidy("a <!-- b\n\nc", 0, Depth::Build);
        assert_eq!(mapped.text, "a  b\n\nc");
        assert_eq!(notes.problems[0].0, text::unclosed_comment());
    }

    #[test]
    fn the_source_document_is_noted() {
        let notes = tidy(
            "<!-----\n* Source doc: 15_Mayenne_Carnet\n----->\nx",
            0,
            Depth::Build,
        )
        .1;
        assert_eq!(notes.source_document.as_deref(), Some("15_Mayenne_Carnet"));
    }
}
