//! Links that Markdown would misread: an empty address, an address with spaces.

use super::comments::CodeSpans;
use super::{Draft, Notes};
use crate::diag::link;
use crate::model::address;
use crate::read::lines::{Atom, AtomKind, ParagraphKind, is_blank};
use crate::read::mapped::{Edits, Mapped};
use crate::read::markdown::shown_runs;
use std::ops::Range;

/// Fills `[address]()` from its text, empties to plain words what has no address, guards an address that holds spaces
/// with `<…>` and one whose underscores would read as italics with `\\`, and puts lost pairs of brackets together.
pub fn mend(draft: &Draft, notes: &mut Notes) -> Edits {
    let content = draft.text.as_str();
    let atoms = draft.atoms();
    let mut found: Vec<Edit> = Vec::new();
    if content.contains("](") {
        mend_brackets(draft, atoms, &mut found, notes);
    }
    if content.contains("] (http") || content.contains(")[http") {
        join_parts(content, atoms, &mut found);
    }
    if content.contains("\\[") {
        join_escaped(content, &mut found);
    }
    if content.contains("://") {
        let mut spans = CodeSpans::new(content);
        for paragraph in draft.paragraphs() {
            if !matches!(paragraph.kind, ParagraphKind::Html | ParagraphKind::Other) {
                guard_addresses(content, paragraph.words.clone(), &mut spans, &mut found);
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edits = Edits::default();
    for (range, with) in found {
        edits.replace(range, with);
    }
    edits
}

/// What to write in place of what.
type Edit = (Range<usize>, String);

fn mend_brackets(mapped: &Mapped, atoms: &[Atom], found: &mut Vec<Edit>, notes: &mut Notes) {
    let content = mapped.text.as_str();
    let mut spans = CodeSpans::new(content);
    let mut from = 0;
    while let Some(at) = content[from..].find("](").map(|at| at + from) {
        from = at + 2;
        let fenced = atoms
            .iter()
            .any(|atom| atom.kind == AtomKind::Fence && atom.range.contains(&at));
        if fenced || spans.hold(at) {
            continue;
        }
        let rest = &content[at + 2..];
        let Some(close) = closing(rest) else {
            // `[words](https://…` and no more: the address ends at its first space.
            let near = near(rest);
            let end = near.find(is_blank).unwrap_or(near.len());
            if is_web(rest)
                && end > "https://".len()
                && end < LONGEST
                && matches!(matching_open(content, at), Open::At(_))
            {
                found.push((at + 2 + end..at + 2 + end, ")".to_owned()));
            }
            continue;
        };
        let address = &rest[..close];
        let trimmed = address.trim_matches(is_blank);
        if trimmed.is_empty() {
            mend_empty(mapped, at, at + 2 + close, found, notes);
        } else if !trimmed.contains(['<', '>', '[', ']'])
            && (trimmed.contains(is_blank) && !has_title(trimmed)
                || trimmed.matches('(').count() > trimmed.matches(')').count())
        {
            found.push((at + 2..at + 2 + close, format!("<{trimmed}>")));
        } else if is_web(trimmed) && matching_open(content, at) == Open::Nowhere {
            // Without its opening bracket it is no link: the address stands in parentheses, and links by itself.
            found.push((at..at + 2, " (".to_owned()));
        }
    }
}

/// `[words] (https://…)` and `(words)[https://…]`: a link in two parts, or the wrong way round.
fn join_parts(content: &str, atoms: &[Atom], found: &mut Vec<Edit>) {
    let fenced = |at: usize| {
        let fence = |atom: &Atom| atom.kind == AtomKind::Fence && atom.range.contains(&at);
        atoms.iter().any(fence)
    };
    let mut spans = CodeSpans::new(content);
    for (at, _) in content.match_indices("] (http") {
        let address = near(&content[at + 3..]);
        let whole = closing(address).is_some_and(|close| !address[..close].contains(is_blank));
        let opened = || matches!(matching_open(content, at), Open::At(_));
        if whole && !fenced(at) && !spans.hold(at) && opened() {
            found.push((at + 1..at + 2, String::new()));
        }
    }
    let mut spans = CodeSpans::new(content);
    for (at, _) in content.match_indices(")[http") {
        let address = near(&content[at + 2..]);
        let Some(close) = address
            .find(']')
            .filter(|close| !address[..*close].contains(is_blank))
        else {
            continue;
        };
        let line = content[..at].rfind('\n').map_or(0, |end| end + 1);
        let Some(open) = content[line..at].rfind('(').map(|open| line + open) else {
            continue;
        };
        // `[a](b)[https://c]` is a link, then another.
        let alone =
            !content[..open].ends_with(']') && !content[at + 2 + close + 1..].starts_with('(');
        if alone && !fenced(at) && !spans.hold(at) {
            found.push((open..open + 1, "[".to_owned()));
            found.push((at..at + 2, "](".to_owned()));
            found.push((at + 2 + close..at + 2 + close + 1, ")".to_owned()));
        }
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// `\[ [words](address) \]\([address](address)\)`: a converter escaped the outer link and linked its parts.
fn join_escaped(content: &str, found: &mut Vec<Edit>) {
    let skip = |at: usize| {
        at + content[at..].len()
            - content[at..]
                .trim_start_matches(|next: char| is_blank(next) || next == '\\')
                .len()
    };
    for (start, _) in content.match_indices("\\[") {
        let Some((words, _, end)) = link_at(content, skip(start + 2).min(content.len())) else {
            continue;
        };
        // The white space after the link may hold the backslash of a line break, and then that of `\]`.
        let close = skip(end);
        let Some(rest) = content[close..].strip_prefix(']') else {
            continue;
        };
        if !content[end..close].ends_with('\\') || !rest.starts_with("\\(") {
            continue;
        }
        let second = skip(close + "]\\(".len());
        let Some((_, address, end)) = link_at(content, second) else {
            continue;
        };
        let last = skip(end);
        if content[last..].starts_with(')') && content[end..last].ends_with('\\') {
            found.push((start..last + 1, format!("[{words}]({address})")));
        }
    }
}

/// The link that starts here: its words, its address, its end.
fn link_at(content: &str, at: usize) -> Option<(&str, &str, usize)> {
    let rest = content[at..].strip_prefix('[')?;
    // The words of a link hold neither.
    let middle = rest[..rest.find(['[', '\n']).unwrap_or(rest.len())].find("](")?;
    let close = closing(&rest[middle + 2..])?;
    let start = middle + 2;
    Some((
        &rest[..middle],
        &rest[start..start + close],
        at + 1 + start + close + 1,
    ))
}

/// Escapes the marks of bare addresses that CommonMark would take apart: `…/_free_/a`.
fn guard_addresses(
    content: &str,
    words: Range<usize>,
    spans: &mut CodeSpans<'_>,
    found: &mut Vec<Edit>,
) {
    let block = &content[words.clone()];
    if !block.contains("://") || !block.contains(['_', '*']) {
        return;
    }
    let mut runs: Option<Vec<String>> = None;
    let mut rest = block;
    while let Some((before, written, after)) = address::bare(rest) {
        let start = words.start + (block.len() - rest.len()) + before.len();
        rest = after;
        let own = written.trim_end_matches('_');
        let guarded = content[..start].ends_with(['<', '"', '`', '\''])
            || content[..start].ends_with("](")
            || own.contains('\\');
        if guarded || !own.contains(['_', '*']) || spans.hold(start) {
            continue;
        }
        // Taken apart: its start is shown, and never the whole of it.
        let runs = runs.get_or_insert_with(|| shown_runs(block));
        let head = own.split(['_', '*']).next().unwrap_or(own);
        let broken =
            runs.iter().any(|run| run.contains(head)) && !runs.iter().any(|run| run.contains(own));
        if !broken {
            continue;
        }
        let escaped = own.replace('_', "\\_").replace('*', "\\*");
        found.push((start..start + own.len(), escaped));
    }
}

/// The closing parenthesis of an address: on the same line, inner pairs balanced as far as they go.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut last = None;
    for (at, found) in rest.char_indices() {
        match found {
            '\n' => break,
            _ if at > LONGEST => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => {
                depth -= 1;
                last = Some(at);
            }
            _ => {}
        }
    }
    // One parenthesis too many was opened: the last one closes the link.
    last.filter(|at| !rest[..*at].contains(is_blank))
}

/// `address "title"`, which Markdown reads by itself.
fn has_title(address: &str) -> bool {
    let mut parts = address.splitn(2, is_blank);
    parts.next();
    let title = parts.next().unwrap_or("").trim();
    title.len() >= 2 && title.starts_with(['"', '\'', '(']) && title.ends_with(['"', '\'', ')'])
}

fn mend_empty(
    mapped: &Mapped,
    bracket: usize,
    end: usize,
    found: &mut Vec<Edit>,
    notes: &mut Notes,
) {
    let content = mapped.text.as_str();
    let Open::At(open) = matching_open(content, bracket) else {
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
        found.push((bracket + 2..end, address));
    } else {
        notes.add(mapped, link::empty(words.trim()), open..end + 1);
        found.push((open..open + 1, String::new()));
        found.push((bracket..end + 1, String::new()));
    }
}

/// Where the bracket is that opens a link.
#[derive(Debug, PartialEq, Eq)]
enum Open {
    At(usize),
    Nowhere,
    /// Farther than one looks: nobody writes so long a link.
    TooFar,
}

/// Bytes of a link's words, and of its address, that are looked at.
const LONGEST: usize = 4096;

/// As much of a text as one looks at for one address.
fn near(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn matching_open(content: &str, bracket: usize) -> Open {
    let mut depth = 0_usize;
    for (at, found) in content[..bracket].char_indices().rev() {
        match found {
            '\n' if content[..at].ends_with('\n') => return Open::Nowhere,
            ']' => depth += 1,
            '[' if depth == 0 => return Open::At(at),
            '[' => depth -= 1,
            _ if bracket - at > LONGEST => return Open::TooFar,
            _ => {}
        }
    }
    Open::Nowhere
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
            (
                "[mot](https://exemple.fr/a puis",
                "[mot](https://exemple.fr/a) puis",
            ),
            (
                "[mot] (https://exemple.fr/a)",
                "[mot](https://exemple.fr/a)",
            ),
            (
                "le (mot)[https://exemple.fr/a]",
                "le [mot](https://exemple.fr/a)",
            ),
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
