//! A text that remembers where each of its bytes came from.
//!
//! The rules of `tidy` rewrite a text several times; a diagnostic still points at what the author wrote. In: a text
//! and edits in order. Out: the edited text, each of its runs tied to the source.

use crate::source::Span;
use std::ops::Range;

/// Bytes of the text that came from one place of the source.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    /// First byte in the text.
    at: u32,
    source: Span,
    /// Copied byte for byte; otherwise the whole run stands for the whole source span.
    verbatim: bool,
}

/// A text with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    pub text: String,
    runs: Vec<Run>,
}

/// Replacements to make in a text, in order and without overlap.
#[derive(Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces a range. Ranges must come in order; one that starts before the end of the last is dropped,
    /// because two rules that want the same words must not both have them.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        if self
            .0
            .last()
            .is_none_or(|(last, _)| last.end <= range.start)
        {
            self.0.push((range, with.into()));
        }
    }

    pub fn remove(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.replace(range, "");
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Mapped {
    /// A text that is its own source, from a byte of it on.
    pub fn from_source(text: &str, from: usize) -> Self {
        Mapped {
            text: text[from..].to_owned(),
            runs: vec![Run {
                at: 0,
                source: Span::new(from, text.len()),
                verbatim: true,
            }],
        }
    }

    fn run_index(&self, at: usize) -> usize {
        self.runs
            .partition_point(|run| run.at as usize <= at)
            .saturating_sub(1)
    }

    fn run_end(&self, index: usize) -> usize {
        self.runs
            .get(index + 1)
            .map_or(self.text.len(), |next| next.at as usize)
    }

    /// Where a range of the text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.runs.is_empty() {
            return Span::default();
        }
        let first = self.runs[self.run_index(range.start)];
        let last = self.runs[self.run_index(range.end.saturating_sub(1).max(range.start))];
        let start = if first.verbatim {
            first.source.start as usize + (range.start - first.at as usize)
        } else {
            first.source.start as usize
        };
        let end = if last.verbatim {
            last.source.start as usize + range.end.saturating_sub(last.at as usize)
        } else {
            last.source.end as usize
        };
        Span::new(start, end)
    }

    /// The text after some edits.
    #[must_use]
    pub fn edited(&self, edits: Edits) -> Mapped {
        let mut out = Mapped {
            text: String::with_capacity(self.text.len() + 64),
            runs: Vec::with_capacity(self.runs.len() + 2 * edits.0.len()),
        };
        let mut cursor = 0;
        for (range, with) in edits.0 {
            self.copy_to(&mut out, cursor..range.start);
            if !with.is_empty() {
                out.runs.push(Run {
                    at: u32::try_from(out.text.len()).unwrap_or(u32::MAX),
                    source: self.span(range.clone()),
                    verbatim: false,
                });
                out.text.push_str(&with);
            }
            cursor = range.end;
        }
        self.copy_to(&mut out, cursor..self.text.len());
        out
    }

    fn copy_to(&self, out: &mut Mapped, range: Range<usize>) {
        let mut at = range.start;
        let mut index = self.run_index(at);
        while at < range.end {
            let run = self.runs[index];
            let end = self.run_end(index).min(range.end);
            if end > at {
                out.runs.push(Run {
                    at: u32::try_from(out.text.len()).unwrap_or(u32::MAX),
                    source: if run.verbatim {
                        self.span(at..end)
                    } else {
                        run.source
                    },
                    verbatim: run.verbatim,
                });
                out.text.push_str(&self.text[at..end]);
                at = end;
            }
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_text_still_knows_its_source() {
        let source = "abc DEF ghi";
        let mut edits = Edits::default();
        edits.replace(4..7, "x");
        let once = Mapped::from_source(source, 0).edited(edits);
        assert_eq!(once.text, "abc x ghi");
        let mut edits = Edits::default();
        edits.remove(0..4);
        edits.replace(8..9, "I!");
        let twice = once.edited(edits);
        assert_eq!(twice.text, "x ghI!");
        assert_eq!(twice.span(0..1), Span::new(4, 7));
        assert_eq!(twice.span(2..4), Span::new(8, 10));
        assert_eq!(twice.span(4..6), Span::new(10, 11));
    }

    #[test]
    fn overlapping_edits_keep_the_first() {
        let mut edits = Edits::default();
        edits.replace(0..5, "1");
        edits.replace(3..6, "2");
        assert_eq!(Mapped::from_source("abcdefg", 0).edited(edits).text, "1fg");
    }
}
