//! Events → blocks. Markdown's events and the tags of cleaned HTML drive the same builder, so that everything after it
//! sees one kind of tree and no HTML.

use crate::diag::{Problem, embed as embed_problem, footnote};
use crate::model::body::{
    Alignment, Block, Callout, CalloutKind, Cell, Embed, Figure, Heading, Image, ImageTarget,
    Inline, Link, LinkTarget, ListItem, Table, plain_text,
};
use crate::model::fence::Fence;
use crate::read::address;
use crate::read::lines::is_blank;
use crate::source::Span;
use crate::text::fold::{fold, fold_words};
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

    fn pop(&mut self) {
        if self.stack.len() == 1 {
            return;
        }
        if self.top().kind.holds_blocks() {
            self.flush();
        }
        let Some(frame) = self.stack.pop() else {
            return;
        };
        let Frame {
            kind,
            span,
            blocks,
            inlines,
            items,
            rows,
            cells,
            has_header,
            checked,
        } = frame;
        match kind {
            Kind::Root => {}
            // A note between facilitators and their team is nobody else's.
            Kind::Quote if is_private(&blocks) => {
                self.private.push((private_words(&blocks), span));
                if let Some(callout) = callout(&blocks).filter(|_| self.notes_kept) {
                    self.push_block(Block::Callout(callout));
                }
            }
            Kind::Quote => match callout(&blocks) {
                Some(callout) => self.push_block(Block::Callout(callout)),
                None if blocks.is_empty() => {}
                // `>>> words`: one quote is enough to say so.
                None if matches!(blocks.as_slice(), [Block::Quote(_)]) => {
                    for block in blocks {
                        self.push_block(block);
                    }
                }
                None => self.push_block(Block::Quote(blocks)),
            },
            Kind::List { start } if !items.is_empty() => {
                self.push_block(Block::List { start, items })
            }
            Kind::List { .. } => {}
            Kind::Item => {
                let tight = blocks
                    .iter()
                    .filter(|block| matches!(block, Block::Paragraph { .. }))
                    .count()
                    <= 1;
                let item = ListItem {
                    checked,
                    tight,
                    blocks,
                };
                match self.stack.last_mut() {
                    Some(list) if matches!(list.kind, Kind::List { .. }) => list.items.push(item),
                    // An item without its list: a list of one.
                    _ => self.push_block(Block::List {
                        start: None,
                        items: vec![item],
                    }),
                }
            }
            Kind::Table { alignments } => {
                if let Some(table) = table(alignments, rows, has_header, span) {
                    self.push_block(Block::Table(table));
                }
            }
            Kind::Row { header } => {
                let table = self
                    .stack
                    .iter_mut()
                    .rev()
                    .find(|frame| matches!(frame.kind, Kind::Table { .. }));
                match table {
                    Some(table) if !cells.is_empty() => {
                        table.has_header |= header && table.rows.is_empty();
                        table.rows.push(cells);
                    }
                    _ => {}
                }
            }
            Kind::Cell {
                columns,
                rows,
                header,
            } => {
                let row = self
                    .stack
                    .iter_mut()
                    .rev()
                    .find(|frame| matches!(frame.kind, Kind::Row { .. }));
                if let Some(row) = row {
                    if let Kind::Row { header: in_header } = &mut row.kind {
                        *in_header |= header && row.cells.is_empty();
                    }
                    row.cells.push(Cell {
                        blocks,
                        columns: columns.max(1),
                        rows: rows.max(1),
                    });
                } else {
                    for block in blocks {
                        self.push_block(block);
                    }
                }
            }
            Kind::Footnote { label } => {
                self.notes.entry(label).or_default().blocks = blocks;
            }
            Kind::Center => {
                for mut block in blocks {
                    if let Block::Paragraph { centered, .. } = &mut block {
                        *centered = true;
                    }
                    self.push_block(block);
                }
            }
            Kind::Caption => {
                let words: Vec<Inline> = blocks
                    .into_iter()
                    .filter_map(|block| match block {
                        Block::Paragraph { inlines, .. } => Some(inlines),
                        _ => None,
                    })
                    .flatten()
                    .collect();
                let container = self
                    .stack
                    .iter_mut()
                    .rev()
                    .find(|frame| frame.kind.holds_blocks());
                match container.and_then(|frame| frame.blocks.last_mut()) {
                    Some(Block::Figure(figure)) if figure.caption.is_empty() => {
                        figure.caption = words
                    }
                    _ => self.push_block(Block::Paragraph {
                        inlines: vec![Inline::Emphasis(words)],
                        centered: false,
                        span,
                    }),
                }
            }
            Kind::Paragraph { centered } => {
                if !is_empty(&inlines) {
                    for block in paragraph(inlines, centered, span) {
                        self.push_block(block);
                    }
                }
            }
            Kind::Heading { level } => {
                let inlines = trimmed(inlines);
                if !plain_text(&inlines).trim_matches(is_blank).is_empty() {
                    self.push_block(Block::Heading(Heading {
                        level,
                        anchor: String::new(),
                        inlines,
                        span,
                    }));
                } else if !is_empty(&inlines) {
                    for block in paragraph(inlines, false, span) {
                        self.push_block(block);
                    }
                }
            }
            Kind::Code { language } => {
                let text = plain_text(&inlines);
                self.push_block(Block::Code { language, text });
            }
            Kind::Fence(fence) => self.push_block(Block::Fence(fence)),
            Kind::Strong => self.wrap(inlines, Inline::Strong),
            Kind::Emphasis => self.wrap(inlines, Inline::Emphasis),
            Kind::Strike => self.wrap(inlines, Inline::Strike),
            Kind::Underline => self.wrap(inlines, Inline::Underline),
            Kind::Superscript => self.wrap(inlines, Inline::Superscript),
            Kind::Subscript => self.wrap(inlines, Inline::Subscript),
            Kind::Link { address, title } => {
                // White space just inside a link reads as part of it: it goes outside.
                let plain = plain_text(&inlines);
                let before = plain.starts_with(is_blank);
                let after = plain.ends_with(is_blank) && plain.len() > 1;
                if before {
                    self.text(" ");
                }
                self.inline(Inline::Link(Link {
                    target: LinkTarget::Written(address),
                    title,
                    inlines: trimmed(inlines),
                    span,
                }));
                if after {
                    self.text(" ");
                }
            }
            Kind::Image {
                address,
                title,
                width,
            } => {
                let alt = alternative(&inlines);
                self.inline(Inline::Image(Image {
                    target: ImageTarget::Written(address.trim_matches(is_blank).to_owned()),
                    alt,
                    title: title.trim().to_owned(),
                    width,
                    span,
                }));
            }
            Kind::Flat => {
                for block in blocks {
                    self.push_block(block);
                }
                for inline in inlines {
                    match inline {
                        Inline::Text(text) => self.text(&text),
                        other => self.inline(other),
                    }
                }
            }
        }
    }

    fn wrap(&mut self, inlines: Vec<Inline>, with: fn(Vec<Inline>) -> Inline) {
        if !inlines.is_empty() {
            self.inline(with(inlines));
        }
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

fn is_empty(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim_matches(is_blank).is_empty(),
        Inline::Break => true,
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Underline(inner)
        | Inline::Strike(inner) => is_empty(inner),
        _ => false,
    })
}

/// Without white space and line breaks at both ends.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while let Some(first) = inlines.first_mut() {
        match first {
            Inline::Break => {
                inlines.remove(0);
            }
            Inline::Text(text) => {
                let kept = text.trim_start_matches(is_blank).len();
                if kept == 0 {
                    inlines.remove(0);
                } else {
                    text.drain(..text.len() - kept);
                    break;
                }
            }
            _ => break,
        }
    }
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Break => {
                inlines.pop();
            }
            Inline::Text(text) => {
                let kept = text.trim_end_matches(is_blank).len();
                if kept == 0 {
                    inlines.pop();
                } else {
                    text.truncate(kept);
                    break;
                }
            }
            _ => break,
        }
    }
    inlines
}

/// A picture's alternative text: the words between its brackets, pictures in it included.
fn alternative(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Image(image) => out.push_str(&image.alt),
            other => out.push_str(&plain_text(std::slice::from_ref(other))),
        }
    }
    out.trim_matches(is_blank).to_owned()
}

/// The blocks that a paragraph's words make: pictures alone become figures.
fn paragraph(inlines: Vec<Inline>, centered: bool, span: Span) -> Vec<Block> {
    let inlines = trimmed(inlines);
    if inlines
        .iter()
        .any(|inline| matches!(inline, Inline::Image(_)))
        && inlines.iter().all(|inline| {
            matches!(inline, Inline::Image(_)) || is_empty(std::slice::from_ref(inline))
        })
    {
        return inlines
            .into_iter()
            .filter_map(|inline| match inline {
                Inline::Image(image) => Some(Block::Figure(Figure {
                    image,
                    caption: Vec::new(),
                })),
                _ => None,
            })
            .collect();
    }
    // A picture, and its caption in italics on the next line.
    if let [Inline::Image(image), between @ .., Inline::Emphasis(words)] = inlines.as_slice()
        && is_empty(between)
        && !between.is_empty()
    {
        return vec![Block::Figure(Figure {
            image: image.clone(),
            caption: words.clone(),
        })];
    }
    vec![Block::Paragraph {
        inlines,
        centered,
        span,
    }]
}

/// The link that is all there is in a paragraph, marks around it apart.
fn only_link(inlines: &[Inline]) -> Option<&Link> {
    let mut filled = inlines
        .iter()
        .filter(|inline| !is_empty(std::slice::from_ref(inline)));
    let only = filled.next()?;
    if filled.next().is_some() {
        return None;
    }
    match only {
        Inline::Link(link) => Some(link),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Underline(inner) => {
            only_link(inner)
        }
        _ => None,
    }
}

/// `> [!interne]` and `> [!consigne]`: never published; a preview shows them.
fn is_private(blocks: &[Block]) -> bool {
    let Some(Block::Paragraph { inlines, .. }) = blocks.first() else {
        return false;
    };
    let Some(Inline::Text(text)) = inlines.first() else {
        return false;
    };
    let word = text.trim_start().strip_prefix("[!");
    let word = word.and_then(|rest| rest.split_once(']'));
    word.is_some_and(|(word, _)| CalloutKind::from_word(word) == Some(CalloutKind::Private))
}

/// The words of a private note, without the mark.
fn private_words(blocks: &[Block]) -> String {
    let words = crate::model::walk::plain_blocks(blocks);
    let words = words.split_once(']').map_or("", |(_, words)| words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `> [!casse-tête] words` makes a callout.
fn callout(blocks: &[Block]) -> Option<Callout> {
    let Some(Block::Paragraph { inlines, span, .. }) = blocks.first() else {
        return None;
    };
    let Some(Inline::Text(text)) = inlines.first() else {
        return None;
    };
    let (word, rest) = text.trim_start().strip_prefix("[!")?.split_once(']')?;
    let kind = CalloutKind::from_word(word)?;
    // The title ends with the line: what follows a line end is the callout's text.
    let mut title = vec![Inline::Text(rest.to_owned())];
    title.extend(inlines[1..].iter().cloned());
    let mut body = Vec::new();
    let split = title.iter().position(|inline| match inline {
        Inline::Text(text) => text.contains('\n'),
        Inline::Break => true,
        _ => false,
    });
    if let Some(split) = split {
        body = title.split_off(split);
        if let Some(Inline::Text(text)) = body.first_mut() {
            let (before, after) = text.split_once('\n').unwrap_or((text.as_str(), ""));
            title.push(Inline::Text(before.to_owned()));
            *text = after.to_owned();
        }
    }
    let mut out = Vec::new();
    let body = trimmed(body);
    if !is_empty(&body) {
        out.extend(paragraph(body, false, *span));
    }
    out.extend(blocks[1..].iter().cloned());
    Some(Callout {
        kind,
        title: trimmed(title),
        blocks: out,
    })
}

fn table(
    alignments: Vec<Alignment>,
    rows: Vec<Vec<Cell>>,
    has_header: bool,
    span: Span,
) -> Option<Table> {
    let first = rows.first()?;
    let words: Vec<String> = first.iter().map(|cell| fold(&cell_text(cell))).collect();
    let outcomes = words.first().is_some_and(|words| {
        let words = fold_words(words);
        [
            "reussite ou casse",
            "casse-tete ou reussite",
            "success or puzzle",
        ]
        .iter()
        .any(|start| words.starts_with(start))
    });
    let filled = first.iter().filter(|cell| !cell.blocks.is_empty()).count();
    let bold = filled > 1
        && rows.len() > 1
        && first
            .iter()
            .all(|cell| cell.blocks.is_empty() || is_bold(cell));
    let empty_header = has_header && filled == 0;
    let mut rows = rows;
    if empty_header {
        rows.remove(0);
    }
    if rows.is_empty() {
        return None;
    }
    Some(Table {
        has_header: (has_header && !empty_header) || outcomes || bold,
        alignments,
        rows,
        outcomes,
        span,
    })
}

/// The plain words of a cell.
pub fn cell_text(cell: &Cell) -> String {
    let mut out = String::new();
    for block in &cell.blocks {
        if let Block::Paragraph { inlines, .. } = block {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(plain_text(inlines).trim_matches(is_blank));
        }
    }
    out
}

fn is_bold(cell: &Cell) -> bool {
    cell.blocks.iter().all(|block| match block {
        Block::Paragraph { inlines, .. } => inlines.iter().all(|inline| {
            matches!(inline, Inline::Strong(_)) || is_empty(std::slice::from_ref(inline))
        }),
        _ => false,
    })
}

/// Gives each figure the paragraph of italics that follows it as its caption, and makes a card of each uMap link that
/// is alone in its paragraph or item.
fn settled(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let Block::List { items, .. } = &mut block {
            for item in items {
                item.blocks = settled(std::mem::take(&mut item.blocks));
            }
        }
        if let Block::Paragraph { inlines, .. } = &block {
            if let [Inline::Emphasis(words)] = inlines.as_slice()
                && plain_text(words).chars().count() <= 220
                && only_link(inlines).is_none()
                && let Some(Block::Figure(figure)) = out.last_mut()
                && figure.caption.is_empty()
            {
                figure.caption.clone_from(words);
                continue;
            }
            if let Some(map) = linked_map(inlines)
                // "See full screen" under a map's own frame is an ordinary link.
                && !matches!(out.last(), Some(Block::Embed(frame)) if same_map(&frame.page, &map.page))
            {
                block = Block::Embed(map);
            }
        }
        out.push(block);
    }
    out
}

fn linked_map(inlines: &[Inline]) -> Option<Embed> {
    let link = only_link(inlines)?;
    let LinkTarget::Written(address) = &link.target else {
        return None;
    };
    let (frame, page) = address::umap(address)?;
    let words = plain_text(&link.inlines);
    let is_address = words.contains("://") || words.contains("umap.");
    Some(Embed {
        service: crate::model::body::EmbedService::Umap,
        frame,
        page,
        title: if is_address { String::new() } else { words },
        height: None,
        from_link: true,
        span: link.span,
    })
}

fn same_map(left: &str, right: &str) -> bool {
    let bare = |page: &str| page.split(['?', '#']).next().unwrap_or(page).to_owned();
    bare(left) == bare(right)
}
