//! Walking a tree: every run of words, link and picture, in the order of reading.

use crate::model::body::{Block, Image, Inline, Link};
use crate::model::fence::Fence;
use crate::model::figure::Drawn;

/// What a walk meets.
#[derive(Debug)]
pub enum Met<'a> {
    Link(&'a mut Link),
    Image(&'a mut Image),
    Text(&'a mut String),
    Embed(&'a mut crate::model::body::Embed),
}

/// Visits everything in some blocks, in order; what is inside a link is visited after the link.
pub fn walk(blocks: &mut [Block], visit: &mut dyn FnMut(Met<'_>)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => walk_inlines(&mut heading.inlines, visit),
            Block::Paragraph { inlines, .. } => walk_inlines(inlines, visit),
            Block::List { items, .. } => {
                for item in items {
                    walk(&mut item.blocks, visit);
                }
            }
            Block::Quote(inner) => walk(inner, visit),
            Block::Callout(callout) => {
                walk_inlines(&mut callout.title, visit);
                walk(&mut callout.blocks, visit);
            }
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    walk(&mut cell.blocks, visit);
                }
            }
            Block::Figure(figure) => {
                visit(Met::Image(&mut figure.image));
                walk_inlines(&mut figure.caption, visit);
            }
            Block::Embed(embed) => visit(Met::Embed(embed)),
            Block::Code { .. } | Block::Fence(_) | Block::Drawn(_) | Block::Rule => {}
        }
    }
}

/// Visits everything in some words.
pub fn walk_inlines(inlines: &mut [Inline], visit: &mut dyn FnMut(Met<'_>)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => visit(Met::Text(text)),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Underline(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => walk_inlines(inner, visit),
            Inline::Link(link) => {
                visit(Met::Link(link));
                walk_inlines(&mut link.inlines, visit);
            }
            Inline::Image(image) => visit(Met::Image(image)),
            Inline::Code(_)
            | Inline::Number { .. }
            | Inline::Break
            | Inline::FootnoteReference { .. } => {}
        }
    }
}

/// Visits every block of carnet's own that is still to be drawn, in order.
pub fn fences(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Fence)) {
    for block in blocks {
        match block {
            Block::Fence(fence) => visit(fence),
            Block::List { items, .. } => {
                for item in items {
                    fences(&mut item.blocks, visit);
                }
            }
            Block::Quote(inner) => fences(inner, visit),
            Block::Callout(callout) => fences(&mut callout.blocks, visit),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    fences(&mut cell.blocks, visit);
                }
            }
            _ => {}
        }
    }
}

/// Visits every figure drawn in some blocks, in order.
pub fn drawn(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Drawn)) {
    for block in blocks {
        match block {
            Block::Drawn(figure) => visit(figure),
            Block::List { items, .. } => {
                for item in items {
                    drawn(&mut item.blocks, visit);
                }
            }
            Block::Quote(inner) => drawn(inner, visit),
            Block::Callout(callout) => drawn(&mut callout.blocks, visit),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    drawn(&mut cell.blocks, visit);
                }
            }
            _ => {}
        }
    }
}

/// The numbers of the footnotes that some blocks refer to.
pub fn footnote_numbers(blocks: &[Block], out: &mut Vec<usize>) {
    fn of_inlines(inlines: &[Inline], out: &mut Vec<usize>) {
        for inline in inlines {
            match inline {
                Inline::FootnoteReference { number, .. } => out.push(*number),
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Strike(inner)
                | Inline::Underline(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => of_inlines(inner, out),
                Inline::Link(link) => of_inlines(&link.inlines, out),
                _ => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Heading(heading) => of_inlines(&heading.inlines, out),
            Block::Paragraph { inlines, .. } => of_inlines(inlines, out),
            Block::List { items, .. } => items
                .iter()
                .for_each(|item| footnote_numbers(&item.blocks, out)),
            Block::Quote(inner) => footnote_numbers(inner, out),
            Block::Callout(callout) => {
                of_inlines(&callout.title, out);
                footnote_numbers(&callout.blocks, out);
            }
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .for_each(|cell| footnote_numbers(&cell.blocks, out)),
            Block::Figure(figure) => of_inlines(&figure.caption, out),
            Block::Code { .. }
            | Block::Embed(_)
            | Block::Fence(_)
            | Block::Drawn(_)
            | Block::Rule => {}
        }
    }
}

/// The plain words of some blocks, one line per block; code and pictures left out.
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_plain(blocks, &mut out);
    out
}

fn push_plain(blocks: &[Block], out: &mut String) {
    use crate::model::body::{CalloutKind, plain_text};
    for block in blocks {
        match block {
            Block::Heading(heading) => out.push_str(&plain_text(&heading.inlines)),
            Block::Paragraph { inlines, .. } => out.push_str(&plain_text(inlines)),
            Block::List { items, .. } => {
                items.iter().for_each(|item| push_plain(&item.blocks, out))
            }
            Block::Quote(inner) => push_plain(inner, out),
            Block::Callout(callout) if callout.kind == CalloutKind::Private => {}
            Block::Callout(callout) => {
                out.push_str(&plain_text(&callout.title));
                out.push('\n');
                push_plain(&callout.blocks, out);
            }
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .for_each(|cell| push_plain(&cell.blocks, out)),
            Block::Figure(figure) => out.push_str(&plain_text(&figure.caption)),
            Block::Code { .. }
            | Block::Embed(_)
            | Block::Fence(_)
            | Block::Drawn(_)
            | Block::Rule => {}
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
}
