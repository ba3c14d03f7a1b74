//! The text of a page as a tree: what Markdown and the allowed HTML become, and the only thing that is rendered.
//!
//! There is no raw HTML in it, so a renderer that escapes text and attributes cannot let a script through. The drawings
//! of [`Drawn`] are the one exception: carnet makes them itself, and escapes every word in them.
//! `Written` targets are as the author left them; `check` turns each into one that holds.

use super::fence::{Fence, FenceKind};
use super::figure::Drawn;
use crate::source::Span;
use crate::text::fold::fold;
use serde::{Deserialize, Serialize};

/// A block of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    Heading(Heading),
    Paragraph {
        inlines: Vec<Inline>,
        centered: bool,
        span: Span,
    },
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        items: Vec<ListItem>,
    },
    Quote(Vec<Block>),
    /// `> [!NOTE]` and its French kin.
    Callout(Callout),
    Code {
        language: String,
        text: String,
    },
    Table(Table),
    /// A picture alone in its paragraph, with the caption that follows it if one does.
    Figure(Figure),
    /// A map, a chart or a document of another site.
    Embed(Embed),
    /// A block of carnet's own, as written.
    Fence(Box<Fence>),
    Rule,
    /// A block of carnet's own, drawn. It is never put aside, and stands last: packed variants are numbered, and one that
    /// is skipped would shift those after it.
    #[serde(skip)]
    Drawn(Box<Drawn>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: 1 is the page's own title.
    pub level: u8,
    /// Unique within a logbook or a page.
    pub anchor: String,
    pub inlines: Vec<Inline>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListItem {
    /// A task list's box.
    pub checked: Option<bool>,
    /// One paragraph in a tight list is rendered without `<p>`.
    pub tight: bool,
    pub blocks: Vec<Block>,
}

/// The kinds of callout, with the words that call them: see [`CalloutKind::from_word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalloutKind {
    Note,
    Tip,
    Warning,
    /// `casse-tête`: what resisted.
    Puzzle,
    /// `réussite`: what worked.
    Success,
    /// Between facilitators and their team: no site that is built holds one.
    Private,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Callout {
    pub kind: CalloutKind,
    /// Words after `[!kind]` on its line; the kind's name when empty.
    pub title: Vec<Inline>,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Alignment {
    #[default]
    None,
    Left,
    Center,
    Right,
}

/// A table. The first row is the header if `has_header`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    pub has_header: bool,
    pub alignments: Vec<Alignment>,
    pub rows: Vec<Vec<Cell>>,
    /// `Réussite ou casse-tête ?`: its first column tells what worked from what resisted.
    pub outcomes: bool,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    pub blocks: Vec<Block>,
    /// At least 1.
    pub columns: u16,
    /// At least 1.
    pub rows: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub image: Image,
    pub caption: Vec<Inline>,
}

/// A picture where it stands in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Image {
    pub target: ImageTarget,
    /// Empty: decorative, or nobody said.
    pub alt: String,
    pub title: String,
    /// The width that the author asked for, in CSS pixels.
    pub width: Option<u32>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ImageTarget {
    /// As the author wrote it.
    Written(String),
    /// A file of the project: its path in the sources.
    Local(String),
    /// An https: address that stays where it is.
    Remote(String),
    /// Nothing there: the name as written, to be shown in a placeholder.
    Missing(String),
}

/// Something that another site serves in a frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Embed {
    pub service: EmbedService,
    /// The address of the frame, https, cleaned.
    pub frame: String,
    /// The address for a reader to open; the same as the frame when there is no better one.
    pub page: String,
    /// What it shows, as far as the text says.
    pub title: String,
    /// Height in CSS pixels, if the author gave one.
    pub height: Option<u32>,
    /// The author gave a link alone in its paragraph, not a frame: a card, and no frame until a reader asks, even
    /// where other frames load by themselves.
    pub from_link: bool,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EmbedService {
    Umap,
    Flourish,
    Datawrapper,
    Rawgraphs,
    Canva,
    GoogleChart,
}

impl EmbedService {
    /// The name that readers know.
    pub fn name(self) -> &'static str {
        match self {
            EmbedService::Umap => "uMap",
            EmbedService::Flourish => "Flourish",
            EmbedService::Datawrapper => "Datawrapper",
            EmbedService::Rawgraphs => "RAWGraphs",
            EmbedService::Canva => "Canva",
            EmbedService::GoogleChart => "Google",
        }
    }
}

/// Words and what they carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    Text(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Strike(Vec<Inline>),
    /// Was underlined in the word processor: a plain span, because an underline reads as a link.
    Underline(Vec<Inline>),
    Superscript(Vec<Inline>),
    Subscript(Vec<Inline>),
    Code(String),
    /// A number to be worked out: what follows `=` between the backticks.
    Number {
        expression: String,
        span: Span,
    },
    Link(Link),
    Image(Image),
    Break,
    /// A reference to the footnote of that number (from 1, unique within a logbook or a page).
    FootnoteReference {
        number: usize,
        /// Which reference to it this is, from 1.
        occurrence: usize,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub target: LinkTarget,
    pub title: String,
    pub inlines: Vec<Inline>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum LinkTarget {
    /// As the author wrote it.
    Written(String),
    /// A page of the site: its path from the site's root, and the anchor (without `#`, maybe empty).
    Page { path: String, anchor: String },
    /// A file of the project, offered as a download: its path in the sources.
    File(String),
    /// An address elsewhere: https:, http:, mailto: or tel:.
    Outside(String),
    /// Leads nowhere: the words alone are shown.
    Nowhere,
}

/// A footnote's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Footnote {
    /// From 1, unique within a logbook or a page.
    pub number: usize,
    /// How many references lead to it, at least 1.
    pub references: usize,
    pub blocks: Vec<Block>,
}

impl CalloutKind {
    /// Reads the word of `> [!word]`, in French or English, in any case, with or without accents.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match fold(word).trim() {
            "note" | "info" | "important" | "a savoir" => CalloutKind::Note,
            "tip" | "astuce" | "conseil" => CalloutKind::Tip,
            "warning" | "caution" | "attention" | "avertissement" => CalloutKind::Warning,
            "casse-tete" | "puzzle" => CalloutKind::Puzzle,
            "reussite" | "success" => CalloutKind::Success,
            "interne" | "internal" | "consigne" | "consignes" | "instruction" => {
                CalloutKind::Private
            }
            _ => return None,
        })
    }
}

/// The blocks of a kind among some, and in what these hold, in the order of the text.
pub fn fences(blocks: &[Block], kind: FenceKind) -> Vec<&Fence> {
    let mut out = Vec::new();
    push_fences(blocks, kind, &mut out);
    out
}

fn push_fences<'b>(blocks: &'b [Block], kind: FenceKind, out: &mut Vec<&'b Fence>) {
    for block in blocks {
        match block {
            Block::Fence(fence) if fence.kind == kind => out.push(fence),
            Block::List { items, .. } => {
                for item in items {
                    push_fences(&item.blocks, kind, out);
                }
            }
            Block::Quote(inner) => push_fences(inner, kind, out),
            Block::Callout(callout) => push_fences(&callout.blocks, kind, out),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    push_fences(&cell.blocks, kind, out);
                }
            }
            _ => {}
        }
    }
}

/// The plain words of some inlines: alternative texts left out, one space for a break.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain_text(inlines, &mut out);
    out
}

fn push_plain_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Underline(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => push_plain_text(inner, out),
            Inline::Link(link) => push_plain_text(&link.inlines, out),
            Inline::Number { expression, .. } => {
                out.push_str("`=");
                out.push_str(expression);
                out.push('`');
            }
            Inline::Break => out.push(' '),
            Inline::Image(_) | Inline::FootnoteReference { .. } => {}
        }
    }
}
