//! Words, marks and links within one block.

use crate::model::body::{Inline, Link, plain_text};
use crate::read::lines::is_blank;
pub(super) fn is_empty(inlines: &[Inline]) -> bool {
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
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
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
pub(super) fn alternative(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Image(image) => out.push_str(&image.alt),
            other => out.push_str(&plain_text(std::slice::from_ref(other))),
        }
    }
    out.trim_matches(is_blank).to_owned()
}

/// The link that is all there is in a paragraph, marks around it apart.
pub(super) fn only_link(inlines: &[Inline]) -> Option<&Link> {
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
