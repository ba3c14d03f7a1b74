//! Events → blocks. Markdown's events and the tags of cleaned HTML drive the same builder, so that everything after it
//! sees one kind of tree and no HTML.

mod blocks;
mod close;
mod inlines;
mod settle;

pub use blocks::cell_text;

use blocks::paragraph;
use inlines::is_empty;
use settle::settled;

use crate::diag::{Problem, embed as embed_problem, footnote};
use crate::model::body::{Alignment, Block, Cell, Embed, Inline, Link, LinkTarget, ListItem};
use crate::model::fence::Fence;
use crate::read::address;
use crate::source::Span;
use std::collections::BTreeMap;

/// Deeper containers are flattened: nobody reads them, and a tree must not exhaust the stack.
const DEEPEST: usize = 48;

/// What is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Root,
    Quote,
    List {
        start: Option<u64>,
    },
    Item,
    Table {
        alignments: Vec<Alignment>,
    },
    Row {
        header: bool,
    },
    Cell {
        columns: u16,
        rows: u16,
        header: bool,
    },
    Footnote {
        label: String,
    },
    /// Centers what it holds.
    Center,
    Caption,
    Paragraph {
        centered: bool,
    },
    Heading {
        level: u8,
    },
    Code {
        language: String,
    },
    /// A block of carnet's own, read already: the words inside it are not prose.
    Fence(Box<Fence>),
    Strong,
    Emphasis,
    Strike,
    Underline,
    Superscript,
    Subscript,
    Link {
        address: String,
        title: String,
    },
    Image {
        address: String,
        title: String,
        width: Option<u32>,
    },
    /// Holds its content and adds nothing.
    Flat,
}

impl Kind {
    fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Kind::Root
                | Kind::Quote
                | Kind::Item
                | Kind::Cell { .. }
                | Kind::Footnote { .. }
                | Kind::Center
                | Kind::Caption
        )
    }

    fn is_same(&self, other: &Kind) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    span: Span,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<ListItem>,
    rows: Vec<Vec<Cell>>,
    cells: Vec<Cell>,
    has_header: bool,
    checked: Option<bool>,
}

impl Frame {
    fn new(kind: Kind, span: Span) -> Self {
        Frame {
            kind,
            span,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            has_header: false,
            checked: None,
        }
    }
}

/// A footnote as read: its number, its references, its text.
#[derive(Debug, Default)]
struct Note {
    number: usize,
    references: usize,
    blocks: Vec<Block>,
}

/// What a text became.
#[derive(Debug, Default)]
pub struct Tree {
    pub blocks: Vec<Block>,
    /// By number, in order; those that nothing refers to come last and are numbered after the others.
    pub footnotes: Vec<crate::model::body::Footnote>,
    pub problems: Vec<(Problem, Span)>,
    /// Notes that are published nowhere, in plain words.
    pub private: Vec<(String, Span)>,
}

/// Builds a tree from starts, ends and words.
#[derive(Debug)]
pub struct Builder {
    stack: Vec<Frame>,
    notes: BTreeMap<String, Note>,
    next_note: usize,
    pub problems: Vec<(Problem, Span)>,
    private: Vec<(String, Span)>,
    /// First number of the footnotes, when several texts share a page.
    first_note: usize,
    /// Notes between facilitators and their team are kept.
    notes_kept: bool,
}

impl Builder {
    /// A builder whose footnotes are numbered from a number on (1 for a text alone). `notes_kept` keeps the notes
    /// between facilitators and their team.
    pub fn new(first_note: usize, notes_kept: bool) -> Self {
        Builder {
            stack: vec![Frame::new(Kind::Root, Span::default())],
            notes: BTreeMap::new(),
            next_note: first_note,
            problems: Vec::new(),
            private: Vec::new(),
            first_note,
            notes_kept,
        }
    }

    fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root stays open")
    }

    /// Opens something. A block closes the words before it.
    pub fn open(&mut self, kind: Kind, span: Span) {
        let block = kind.holds_blocks()
            || matches!(
                kind,
                Kind::Paragraph { .. }
                    | Kind::Heading { .. }
                    | Kind::Code { .. }
                    | Kind::Fence(_)
                    | Kind::List { .. }
                    | Kind::Table { .. }
            );
        if block {
            self.close_inlines();
        }
        if kind == Kind::Caption {
            // The picture that it speaks of may still be among the words.
            self.flush();
        }
        let kind = if self.stack.len() > DEEPEST
            && !matches!(
                kind,
                Kind::Code { .. } | Kind::Fence(_) | Kind::Image { .. }
            ) {
            Kind::Flat
        } else {
            kind
        };
        self.stack.push(Frame::new(kind, span));
    }

    /// Closes the nearest open thing of that kind, and all that was left open in it. Without one, nothing happens.
    pub fn close(&mut self, kind: &Kind) {
        let found = self
            .stack
            .iter()
            .rposition(|frame| frame.kind.is_same(kind));
        let Some(index) = found.filter(|index| *index > 0) else {
            if self.top().kind == Kind::Flat {
                self.pop();
            }
            return;
        };
        // An inline end never closes a block that was opened after it.
        let crosses_block = !kind.holds_blocks()
            && self.stack[index + 1..]
                .iter()
                .any(|frame| frame.kind.holds_blocks());
        let structural = matches!(
            kind,
            Kind::List { .. }
                | Kind::Table { .. }
                | Kind::Row { .. }
                | Kind::Code { .. }
                | Kind::Image { .. }
        );
        if crosses_block && !structural {
            return;
        }
        while self.stack.len() > index {
            self.pop();
        }
    }

    /// Closes the block of code, or the block of carnet's own, that is open.
    pub fn close_code(&mut self) {
        match self.stack.last().map(|frame| &frame.kind) {
            Some(Kind::Fence(_)) => self.pop(),
            _ => self.close(&Kind::Code {
                language: String::new(),
            }),
        }
    }

    /// Closes paragraphs and marks, down to what holds blocks.
    fn close_inlines(&mut self) {
        while !self.top().kind.holds_blocks()
            && !matches!(
                self.top().kind,
                Kind::List { .. } | Kind::Table { .. } | Kind::Row { .. } | Kind::Flat
            )
        {
            self.pop();
        }
    }

    pub fn check_item(&mut self, checked: bool) {
        if let Some(frame) = self
            .stack
            .iter_mut()
            .rev()
            .find(|frame| frame.kind == Kind::Item)
        {
            frame.checked = Some(checked);
        }
    }

    /// Whether nothing stands before on the line.
    pub fn starts_line(&self) -> bool {
        self.stack.last().is_some_and(|frame| {
            frame.inlines.is_empty() || matches!(frame.inlines.last(), Some(Inline::Break))
        })
    }

    /// Adds words.
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let frame = self.top();
        // A line that starts with a sign of its own is a line: `• one` above `• two`. A dash may go on a sentence, unless
        // the lines above it start so too, or announce it.
        let listed = [frame.inlines.first(), frame.inlines.last()]
            .into_iter()
            .any(|line| {
                matches!(line, Some(Inline::Text(words)) if starts_with_bullet(words) || starts_with_dash(words))
            });
        let Some(Inline::Text(last)) = frame.inlines.last_mut() else {
            frame.inlines.push(Inline::Text(text.to_owned()));
            return;
        };
        let announced = listed || last.trim_end().ends_with(':');
        if last.ends_with('\n')
            && (starts_with_bullet(text) || (announced && starts_with_dash(text)))
        {
            last.truncate(last.trim_end_matches('\n').len());
            frame.inlines.push(Inline::Break);
            frame.inlines.push(Inline::Text(text.to_owned()));
        } else {
            last.push_str(text);
        }
    }

    /// Adds words whose bare addresses are links. `locate` finds the place of an address in the source.
    pub fn words(&mut self, text: &str, locate: &dyn Fn(&str) -> Span) {
        // A link holds no other link, a picture and a block of code hold none.
        let plain = self.stack.iter().any(|frame| {
            matches!(
                frame.kind,
                Kind::Link { .. } | Kind::Image { .. } | Kind::Code { .. } | Kind::Fence(_)
            )
        });
        let mut rest = text;
        while let Some((before, address, after)) = address::bare(rest).filter(|_| !plain) {
            self.text(before);
            self.inline(Inline::Link(Link {
                target: LinkTarget::Written(address.to_owned()),
                title: String::new(),
                inlines: vec![Inline::Text(address.to_owned())],
                span: locate(address),
            }));
            rest = after;
        }
        self.text(rest);
    }

    pub fn inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    pub fn line_break(&mut self) {
        self.inline(Inline::Break);
    }

    pub fn rule(&mut self) {
        self.close_inlines();
        self.push_block(Block::Rule);
    }

    pub fn embed(&mut self, address: &str, title: &str, height: Option<u32>, span: Span) {
        match address::embed(address) {
            Some((service, frame, page)) => {
                self.close_inlines();
                self.push_block(Block::Embed(Embed {
                    service,
                    frame,
                    page,
                    title: title.trim().to_owned(),
                    height,
                    from_link: false,
                    span,
                }));
            }
            None => {
                let address = address::complete(address);
                let host = address::host(&address).unwrap_or(&address).to_owned();
                if host.is_empty() {
                    return;
                }
                self.problems.push((embed_problem::host(&host), span));
                self.inline(Inline::Link(Link {
                    target: LinkTarget::Written(address.clone()),
                    title: String::new(),
                    inlines: vec![Inline::Text(if title.trim().is_empty() {
                        address
                    } else {
                        title.trim().to_owned()
                    })],
                    span,
                }));
            }
        }
    }

    /// Adds a reference to a footnote whose text stands somewhere in the same document.
    pub fn footnote_reference(&mut self, label: &str) {
        let next = self.next_note;
        let note = self.notes.entry(label.to_owned()).or_default();
        if note.references == 0 {
            note.number = next;
            self.next_note += 1;
        }
        note.references += 1;
        let (number, occurrence) = (note.number, note.references);
        self.inline(Inline::FootnoteReference { number, occurrence });
    }

    fn push_block(&mut self, block: Block) {
        self.flush();
        let container = self
            .stack
            .iter_mut()
            .rev()
            .find(|frame| frame.kind.holds_blocks())
            .expect("the root holds blocks");
        container.blocks.push(block);
    }

    /// Makes a paragraph of words that stand directly in a container.
    fn flush(&mut self) {
        let frame = self.top();
        if frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        if is_empty(&inlines) {
            return;
        }
        let span = frame.span;
        let blocks = paragraph(inlines, false, span);
        let container = self
            .stack
            .iter_mut()
            .rev()
            .find(|frame| frame.kind.holds_blocks())
            .expect("the root holds blocks");
        container.blocks.extend(blocks);
    }

    /// Closes everything and gives the tree.
    pub fn finish(mut self) -> Tree {
        while self.stack.len() > 1 {
            self.pop();
        }
        self.flush();
        let root = self
            .stack
            .pop()
            .map(|frame| frame.blocks)
            .unwrap_or_default();
        let mut next = self.next_note.max(self.first_note);
        let mut footnotes: Vec<crate::model::body::Footnote> = Vec::new();
        for (label, note) in self.notes {
            let number = if note.references == 0 {
                next += 1;
                next - 1
            } else {
                note.number
            };
            if note.blocks.is_empty() {
                self.problems
                    .push((footnote::dangling(label), Span::default()));
            }
            footnotes.push(crate::model::body::Footnote {
                number,
                references: note.references,
                blocks: note.blocks,
            });
        }
        footnotes.sort_by_key(|note| note.number);
        Tree {
            blocks: settled(root),
            footnotes,
            problems: self.problems,
            private: self.private,
        }
    }
}

/// The signs that people type or paste at the start of a line in the place of a list.
fn starts_with_bullet(text: &str) -> bool {
    text.starts_with([
        '•', '◦', '▪', '■', '●', '○', '►', '▶', '➢', '➤', '→', '➔', '⇒', '☑', '☐', '☒', '✓', '✔',
        '✗', '✘', '⁃',
    ])
}

fn starts_with_dash(text: &str) -> bool {
    text.strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        || text.starts_with(['–', '—', '·'])
}
