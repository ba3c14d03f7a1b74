//! A logbook's text as its team left it → Markdown that means what they meant.
//!
//! Each rule takes the text and gives edits; no rule writes to the file. All of them are idempotent, and on a clean
//! text they do nothing: `tests/suite/tidy.rs` says so for every logbook at hand. What a rule creates stands, in the
//! map, for what it replaced, so that a diagnostic points at the author's own line.

use super::mapped::{Edits, Mapped};
use crate::diag::Problem;
use crate::source::Span;
use std::ops::Range;

mod breaks;
mod comments;
mod converter;
mod emphasis;
mod escapes;
mod headings;
mod indent;
mod links;
mod pasted;
mod tables;
mod template;

pub use emphasis::mended;
pub use headings::{heading_key, names_step, strip_writer};

/// What the rules noticed.
#[derive(Debug, Default)]
pub struct Notes {
    pub problems: Vec<(Problem, Span)>,
    /// `15_Mayenne_Carnetdebord`: the source document that a converter names.
    pub source_document: Option<String>,
    /// The text holds traces of a converter.
    pub converted: bool,
}

impl Notes {
    fn add(&mut self, text: &Mapped, problem: Problem, range: Range<usize>) {
        self.problems.push((problem, text.span(range)));
    }
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What `build` applies: repairs that never change a word.
    Build,
    /// What `import --clean` applies: also what needs the author's eye.
    Clean,
}

/// Texts settle after two rounds, the strangest ones after four.
const MOST_ROUNDS: usize = 6;

type Rule = fn(&Mapped, &mut Notes) -> Edits;

/// The rules of a build, in order: each relies on the ones before it.
const RULES: [Rule; 15] = [
    comments::drop_comments,
    converter::drop_alerts,
    converter::drop_office_tags,
    converter::join_tags,
    tables::drop_writers_tables,
    tables::close_tables,
    indent::unindent,
    headings::split_glued,
    template::drop_instructions,
    headings::restore,
    breaks::drop_empty_marks,
    breaks::trim_breaks,
    pasted::embeds,
    links::mend,
    emphasis::mend,
];

/// The rules that only `import --clean` applies, after those of a build.
const CLEAN_RULES: [Rule; 3] = [pasted::mend, escapes::free, emphasis::mend];

/// Applies the rules to the text of a file from a byte on (after the front matter).
pub fn tidy(source: &str, from: usize, depth: Depth) -> (Mapped, Notes) {
    let mut notes = Notes::default();
    let mut text = Mapped::from_source(source, from);
    // One rule may uncover work for another that came before it: the end of a mark, an indentation. A clean text is
    // read once.
    for _ in 0..MOST_ROUNDS {
        let before = text.text.clone();
        for rule in RULES {
            let edits = rule(&text, &mut notes);
            text = text.edited(edits);
        }
        if text.text == before {
            break;
        }
    }
    if depth == Depth::Clean {
        for rule in CLEAN_RULES {
            let edits = rule(&text, &mut notes);
            text = text.edited(edits);
        }
    }
    (text, notes)
}
