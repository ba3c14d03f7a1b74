//! Links that Markdown would misread: an empty address, an address with spaces.

use super::Notes;
use crate::diag::link;
use crate::read::lines::{AtomKind, atoms, is_blank};
use crate::read::mapped::{Edits, Mapped};

/// Fills `[address]()` from its text, empties to plain words what has no address, and guards an address that holds
/// spaces with `<…>`.
pub fn mend(mapped: &Mapped, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = mapped.text.as_str();
    if !content.contains("](") {
        return edits;
    }
    let fences: Vec<_> = atoms(content)
        .into_iter()
        .filter(|atom| atom.kind == AtomKind::Fence)
        .collect();
    let mut from = 0;
    while let Some(at) = content[from..].find("](").map(|at| at + from) {
        from = at + 2;
        if fences.iter().any(|fence| fence.range.contains(&at)) {
            continue;
        }
        let rest = &content[at + 2..];
        let Some(close) = closing(rest) else {
            continue;
        };
        let address = &rest[..close];
        let trimmed = address.trim_matches(is_blank);
        if trimmed.is_empty() {
            mend_empty(mapped, at, at + 2 + close, &mut edits, notes);
        } else if trimmed.contains(is_blank) && !trimmed.starts_with('<') && !has_title(trimmed) {
            edits.replace(at + 2..at + 2 + close, format!("<{trimmed}>"));
        }
    }
    edits
}

/// The closing parenthesis of an address: on the same line, inner pairs balanced.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, found) in rest.char_indices() {
        match found {
            '\n' => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `address "title"`, which Markdown reads by itself.
fn has_title(address: &str) -> bool {
    let mut parts = address.splitn(2, is_blank);
    parts.next();
    let title = parts.next().unwrap_or("").trim();
    title.len() >= 2 && title.starts_with(['"', '\'', '(']) && title.ends_with(['"', '\'', ')'])
}

fn mend_empty(mapped: &Mapped, bracket: usize, end: usize, edits: &mut Edits, notes: &mut Notes) {
    let content = mapped.text.as_str();
    let Some(open) = matching_open(content, bracket) else {
        return;
    };
    let words = &content[open + 1..bracket];
    // `[![…](…)]()`: a picture in an empty link; a picture with no address is the reader's business.
    if content[..open].ends_with('!') || words.starts_with('!') {
        return;
    }
    let address = words.trim_matches(|found: char| is_blank(found) || matches!(found, '*' | '_'));
    if let Some(address) = as_address(address) {
        notes.add(mapped, link::completed(&address), open..end + 1);
        edits.replace(bracket + 2..end, address);
    } else {
        notes.add(mapped, link::empty(words.trim()), open..end + 1);
        edits.remove(open..open + 1);
        edits.remove(bracket..end + 1);
    }
}

fn matching_open(content: &str, bracket: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, found) in content[..bracket].char_indices().rev() {
        match found {
            '\n' if content[..at].ends_with('\n') => return None,
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The address that some words are: `https://…`, or `host.tld/path` without its scheme.
fn as_address(words: &str) -> Option<String> {
    if words.is_empty() || words.contains(is_blank) {
        return None;
    }
    if words.starts_with("https://") || words.starts_with("http://") {
        return Some(words.to_owned());
    }
    let (host, path) = words.split_once('/')?;
    let labels: Vec<&str> = host.split('.').collect();
    let named = labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
        && labels.last().is_some_and(|last| {
            last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
    (named && !path.is_empty()).then(|| format!("https://{words}"))
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    #[test]
    fn empty_links_are_filled_or_undone() {
        for (text, mended) in [
            (
                "voir [umap.exemple.fr/fr/map/carte_1]()",
                "voir [umap.exemple.fr/fr/map/carte_1](https://umap.exemple.fr/fr/map/carte_1)",
            ),
            (
                "[**_https://exemple.fr/d_**]( )",
                "[**_https://exemple.fr/d_**](https://exemple.fr/d)",
            ),
            ("un [mot]() seul", "un mot seul"),
            ("[a](b c.csv)", "[a](<b c.csv>)"),
            ("[a](b \"titre\")", "[a](b \"titre\")"),
            ("[a](b_(c))", "[a](b_(c))"),
        ] {
            let once = tidy(text, 0, Depth::Build).0.text;
            assert_eq!(once, mended);
            assert_eq!(tidy(&once, 0, Depth::Build).0.text, mended);
        }
    }
}
