//! What an open thing becomes when it closes.

use super::blocks::{callout, is_private, paragraph, private_words, table};
use super::inlines::{alternative, is_empty, trimmed};
use super::{Builder, Frame, Kind};
use crate::model::body::{
    Block, Cell, Heading, Image, ImageTarget, Inline, Link, LinkTarget, ListItem, plain_text,
};
use crate::read::lines::is_blank;
impl Builder {
    pub(super) fn pop(&mut self) {
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
}
