//! HTML comments are never published. A converter's own comment tells where the text came from.

use super::{Draft, Notes};
use crate::diag::text;
use crate::read::lines::AtomKind;
use crate::read::mapped::Edits;
use std::ops::Range;

/// Drops `<!-- … -->` outside fences and code spans; a comment alone on its lines goes with them.
pub fn drop_comments(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    if !content.contains("<!--") {
        return edits;
    }
    let fences: Vec<_> = draft
        .atoms()
        .iter()
        .filter(|atom| atom.kind == AtomKind::Fence)
        .collect();
    let mut spans = CodeSpans::new(content);
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
        if spans.hold(start) {
            from = start + 4;
            continue;
        }
        let Some(end) = comment_end(content, start) else {
            notes.add(draft, text::unclosed_comment(), start..start + 4);
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

/// Tells of places that come in order whether each stands between two backticks of its line.
pub(super) struct CodeSpans<'a> {
    content: &'a str,
    /// What is left of the line of the last place asked for, and where its last backtick is.
    line: Range<usize>,
    last: Option<usize>,
    /// Backticks of the line before `line.start`.
    before: usize,
}

impl<'a> CodeSpans<'a> {
    pub fn new(content: &'a str) -> Self {
        CodeSpans {
            content,
            line: 0..0,
            last: None,
            before: 0,
        }
    }

    pub fn hold(&mut self, at: usize) -> bool {
        let ticks = |range: Range<usize>| {
            let bytes = self.content.as_bytes()[range].iter();
            bytes.filter(|byte| **byte == b'`').count()
        };
        if at >= self.line.end || at < self.line.start {
            let start = self.content[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = self.content[at..]
                .find('\n')
                .map_or(self.content.len(), |end| at + end);
            self.last = self.content[start..end].rfind('`').map(|last| start + last);
            self.before = ticks(start..at);
            self.line = at..end;
        } else {
            self.before += ticks(self.line.start..at);
            self.line.start = at;
        }
        self.before % 2 == 1 && self.last.is_some_and(|last| last >= at)
    }
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
