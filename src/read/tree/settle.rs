//! What blocks become beside each other: captions under figures, cards of maps.

use super::inlines::only_link;
use crate::model::body::{Block, Embed, Inline, LinkTarget, plain_text};
use crate::read::address;
/// Gives each figure the paragraph of italics that follows it as its caption, and makes a card of each uMap link that
/// is alone in its paragraph or item.
pub(super) fn settled(blocks: Vec<Block>) -> Vec<Block> {
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

pub(super) fn linked_map(inlines: &[Inline]) -> Option<Embed> {
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

pub(super) fn same_map(left: &str, right: &str) -> bool {
    let bare = |page: &str| page.split(['?', '#']).next().unwrap_or(page).to_owned();
    bare(left) == bare(right)
}
