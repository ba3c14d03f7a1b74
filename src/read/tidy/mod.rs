//! A logbook's text as its team left it → Markdown that means what they meant.
//!
//! Each rule takes the text and gives edits; no rule writes to the file. All of them are idempotent, and on a clean
//! text they do nothing: `tests/suite/tidy.rs` says so for every logbook at hand. What a rule creates stands, in the
//! map, for what it replaced, so that a diagnostic points at the author's own line.

use super::lines::{self, Atom, Paragraph};
use super::mapped::{Edits, Mapped};
use crate::diag::Problem;
use crate::source::Span;
use std::cell::OnceCell;
use std::ops::{Deref, Range};

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

type Rule = fn(&Draft, &mut Notes) -> Edits;

/// A text between two rules, and its coarse shape: worked out once for all the rules that leave it as it is.
#[derive(Debug)]
struct Draft {
    mapped: Mapped,
    /// How often it was edited.
    version: usize,
    atoms: OnceCell<Vec<Atom>>,
    paragraphs: OnceCell<Vec<Paragraph>>,
}

impl Draft {
    fn new(mapped: Mapped, version: usize) -> Self {
        Draft {
            mapped,
            version,
            atoms: OnceCell::new(),
            paragraphs: OnceCell::new(),
        }
    }

    fn atoms(&self) -> &[Atom] {
        self.atoms.get_or_init(|| lines::atoms(&self.text))
    }

    fn paragraphs(&self) -> &[Paragraph] {
        self.paragraphs
            .get_or_init(|| lines::paragraphs(&self.text, self.atoms()))
    }

    /// The draft after some edits, and the text before them.
    fn edited(self, edits: Edits) -> (Draft, String) {
        let edited = Draft::new(self.mapped.edited(edits), self.version + 1);
        (edited, self.mapped.text)
    }
}

impl Deref for Draft {
    type Target = Mapped;

    fn deref(&self) -> &Mapped {
        &self.mapped
    }
}

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
    let mut draft = Draft::new(Mapped::from_source(source, from), 0);
    // The version of the text in which each rule found nothing to do: it would find nothing again.
    let mut done: [Option<usize>; RULES.len()] = [None; RULES.len()];
    // One rule may uncover work for another that came before it: the end of a mark, an indentation. A clean text is
    // read once.
    for _ in 0..MOST_ROUNDS {
        let mut before = None;
        for (rule, done) in RULES.iter().zip(&mut done) {
            if *done == Some(draft.version) {
                continue;
            }
            let edits = rule(&draft, &mut notes);
            if edits.is_empty() {
                *done = Some(draft.version);
                continue;
            }
            let old;
            (draft, old) = draft.edited(edits);
            before.get_or_insert(old);
        }
        if before.is_none_or(|before| before == draft.text) {
            break;
        }
    }
    if depth == Depth::Clean {
        for rule in CLEAN_RULES {
            let edits = rule(&draft, &mut notes);
            draft = draft.edited(edits).0;
        }
    }
    (draft.mapped, notes)
}
