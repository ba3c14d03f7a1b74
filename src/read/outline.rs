//! Headings: their anchors, unique in one text, and levels without holes.

use super::fold::slug;
use crate::diag::{Problem, heading as problem};
use crate::model::body::{Block, Heading, plain_text};
use crate::source::Span;
use crate::text::unique::Unique;

/// Anchors given so far.
#[derive(Debug, Default)]
pub struct Anchors(Unique);

impl Anchors {
    /// Anchors that headings must leave alone: those of the sections and of the page itself.
    pub fn reserving(names: impl IntoIterator<Item = String>) -> Self {
        Anchors(Unique::reserving(names))
    }

    /// A free anchor for some words: their slug, then `-2`, `-3`…
    pub fn give(&mut self, words: &str) -> (String, bool) {
        self.0.give(&slug(words))
    }
}

/// Gives every heading of some blocks its anchor, makes the highest level 2 and closes the jumps between levels.
/// Returns the table of contents (levels 2 and 3).
pub fn settle(
    blocks: &mut [Block],
    anchors: &mut Anchors,
    problems: &mut Vec<(Problem, Span)>,
) -> Vec<(u8, String, String)> {
    let top = headings(blocks)
        .map(|heading| heading.level)
        .min()
        .unwrap_or(2);
    let mut contents = Vec::new();
    // Source levels of the open headings, outermost first: their count gives the level shown.
    let mut open: Vec<u8> = Vec::new();
    for block in blocks.iter_mut() {
        let Block::Heading(heading) = block else {
            continue;
        };
        let words = plain_text(&heading.inlines);
        let (anchor, renamed) = anchors.give(&words);
        if renamed {
            problems.push((problem::duplicate_anchor(&anchor), heading.span));
        }
        if let Some(last) = open.last()
            && heading.level > last + 1
        {
            problems.push((problem::level_jump(last, heading.level), heading.span));
        }
        open.retain(|level| *level < heading.level);
        open.push(heading.level.max(top));
        heading.level = u8::try_from(open.len() + 1).unwrap_or(6).min(6);
        if heading.level <= 3 {
            contents.push((heading.level, anchor.clone(), words.trim().to_owned()));
        }
        heading.anchor = anchor;
    }
    settle_inner(blocks);
    contents
}

fn headings(blocks: &[Block]) -> impl Iterator<Item = &Heading> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    })
}

/// Headings inside quotes, lists and cells become bold words: there they would break the page’s outline.
fn settle_inner(blocks: &mut [Block]) {
    for block in blocks {
        let inner: Vec<&mut Vec<Block>> = match block {
            Block::Quote(inner) => vec![inner],
            Block::Callout(callout) => vec![&mut callout.blocks],
            Block::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
            Block::Table(table) => table
                .rows
                .iter_mut()
                .flatten()
                .map(|cell| &mut cell.blocks)
                .collect(),
            _ => continue,
        };
        for blocks in inner {
            for block in blocks.iter_mut() {
                if let Block::Heading(heading) = block {
                    *block = Block::Paragraph {
                        inlines: vec![crate::model::body::Inline::Strong(std::mem::take(
                            &mut heading.inlines,
                        ))],
                        centered: false,
                        span: heading.span,
                    };
                }
            }
            settle_inner(blocks);
        }
    }
}
