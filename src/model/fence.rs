//! A fenced block of carnet's own, as an author wrote it: `chart`, `map`, `table`, `number`, `timeline`, `tree`.
//!
//! It holds lines, not meaning: keys with their values, lists with what is below them, each with its place. What a key
//! means, and whether it is known, is for the room that draws the block.

use crate::source::Span;
use crate::text::fold::fold;
use serde::{Deserialize, Serialize};

/// The word after the fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FenceKind {
    Chart,
    Map,
    Table,
    Number,
    Timeline,
    Tree,
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fence {
    pub kind: FenceKind,
    /// The word after the fence: where a problem of the whole block points.
    pub span: Span,
    pub body: Group,
}

/// Words of the author and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Written {
    pub text: String,
    pub span: Span,
}

/// Lines of one level.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// The lines `key: value`, in their order.
    pub entries: Vec<Entry>,
    /// The lines `- text`, in their order.
    pub items: Vec<Item>,
}

/// A line `key: value`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// As written; compare with [`Entry::is`].
    pub key: Written,
    /// Without the space around it, the quotes around the whole of it and the remark after ` # `; maybe empty.
    pub value: Written,
    /// The lines set further to the right below it.
    pub below: Group,
}

/// A line `- text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// All that follows the dash.
    pub text: Written,
    /// The same words as a line `key: value`, when they read as one.
    pub first: Option<Entry>,
    /// The lines set further to the right below it.
    pub below: Group,
}

impl FenceKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [FenceKind; 6] = [
        FenceKind::Chart,
        FenceKind::Map,
        FenceKind::Table,
        FenceKind::Number,
        FenceKind::Timeline,
        FenceKind::Tree,
    ];

    /// The word after the fence.
    pub fn word(self) -> &'static str {
        match self {
            FenceKind::Chart => "chart",
            FenceKind::Map => "map",
            FenceKind::Table => "table",
            FenceKind::Number => "number",
            FenceKind::Timeline => "timeline",
            FenceKind::Tree => "tree",
        }
    }

    /// The kind of a word after a fence, in English or French.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match fold(word).as_str() {
            "chart" | "graphique" => FenceKind::Chart,
            "map" | "carte" => FenceKind::Map,
            "table" | "tableau" => FenceKind::Table,
            "number" | "nombre" | "chiffre" => FenceKind::Number,
            "timeline" | "frise" | "chronologie" => FenceKind::Timeline,
            "tree" | "arbre" | "organigramme" => FenceKind::Tree,
            _ => return None,
        })
    }
}

impl Written {
    /// The span of a part of the words, by its bytes.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.span.start as usize;
        Span::new(start + range.start, start + range.end)
    }

    /// Without white space around a part of the words.
    pub fn trimmed(&self, range: std::ops::Range<usize>) -> Written {
        let part = &self.text[range.clone()];
        let start = range.start + (part.len() - part.trim_start().len());
        let text = part.trim();
        Written {
            text: text.to_owned(),
            span: self.part(start..start + text.len()),
        }
    }

    /// The parts between commas that stand in no quotes and no parentheses.
    pub fn list(&self) -> Vec<Written> {
        let mut out = Vec::new();
        let mut start = 0;
        let mut depth = 0_usize;
        let mut quote = None;
        for (at, character) in self.text.char_indices() {
            match (quote, character) {
                (Some(open), _) if open == character => quote = None,
                (Some(_), _) => {}
                (None, '"') => quote = Some('"'),
                (None, '(' | '[') => depth += 1,
                (None, ')' | ']') => depth = depth.saturating_sub(1),
                (None, ',') if depth == 0 => {
                    out.push(self.trimmed(start..at));
                    start = at + 1;
                }
                _ => {}
            }
        }
        out.push(self.trimmed(start..self.text.len()));
        out.retain(|part| !part.text.is_empty());
        out
    }
}

impl Entry {
    /// Whether the key is one of some names, accents and capitals aside.
    pub fn is(&self, names: &[&str]) -> bool {
        let key = key_name(&self.key.text);
        names.iter().any(|name| key_name(name) == key)
    }
}

impl Group {
    /// The line of a key, under any of its names.
    pub fn get(&self, names: &[&str]) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.is(names))
    }
}

impl Item {
    /// The item as a group of keys: the one on its own line, then those below it.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.first.iter().chain(&self.below.entries)
    }
}

/// The form in which keys are compared: no accents, no capitals, `_` for spaces and hyphens.
pub fn key_name(key: &str) -> String {
    fold(key.trim()).replace([' ', '-'], "_")
}
