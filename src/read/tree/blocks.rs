//! Blocks that are known by what they hold: figures, callouts, private notes, tables.

use super::inlines::{is_empty, trimmed};
use crate::model::body::{
    Alignment, Block, Callout, CalloutKind, Cell, Figure, Inline, Table, plain_text,
};
use crate::read::lines::is_blank;
use crate::source::Span;
use crate::text::fold::{fold, fold_words};
/// The blocks that a paragraph's words make: pictures alone become figures.
pub(super) fn paragraph(inlines: Vec<Inline>, centered: bool, span: Span) -> Vec<Block> {
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

/// `> [!interne]` and `> [!consigne]`: never published; a preview shows them.
pub(super) fn is_private(blocks: &[Block]) -> bool {
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
pub(super) fn private_words(blocks: &[Block]) -> String {
    let words = crate::model::walk::plain_blocks(blocks);
    let words = words.split_once(']').map_or("", |(_, words)| words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `> [!casse-tête] words` makes a callout.
pub(super) fn callout(blocks: &[Block]) -> Option<Callout> {
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

pub(super) fn table(
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

pub(super) fn is_bold(cell: &Cell) -> bool {
    cell.blocks.iter().all(|block| match block {
        Block::Paragraph { inlines, .. } => inlines.iter().all(|inline| {
            matches!(inline, Inline::Strong(_)) || is_empty(std::slice::from_ref(inline))
        }),
        _ => false,
    })
}
