//! The coarse shape of a Markdown text: which lines belong together, and which no rule may touch.
//!
//! This is not a Markdown parser: it knows just enough for the rules of `tidy`, which must work on text that a
//! parser would misread.

use crate::text::holds;
use std::collections::BTreeSet;
use std::ops::Range;

pub use crate::text::is_blank;

/// Columns of white space that a line starts with (a tab goes to the next multiple of 4), and its bytes.
pub fn indent(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, at),
        }
    }
    (columns, line.len())
}

/// Each line's range, without its `\n`.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let range = start..end;
        start = end + 1;
        Some(range)
    })
}

/// A list item's marker: bytes before the content, and the padding's columns and bytes after the marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Bytes of white space before the marker, and their columns.
    pub indent_bytes: usize,
    pub indent: usize,
    /// Bytes of the marker itself: `*`, `12.`
    pub width: usize,
    /// Bytes of white space after it, no-break spaces included.
    pub padding_bytes: usize,
    pub padding: usize,
}

/// The list marker of a line, if it has one and words after it.
pub fn list_marker(line: &str) -> Option<Marker> {
    let (indent, indent_bytes) = indent(line);
    let rest = &line[indent_bytes..];
    let width = match rest.as_bytes().first()? {
        b'*' | b'-' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 9 || !matches!(rest.as_bytes().get(digits), Some(b'.' | b')')) {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    let after = &rest[width..];
    let padding_bytes = after.len() - after.trim_start_matches(is_blank).len();
    if padding_bytes == 0 || padding_bytes == after.len() {
        return None;
    }
    // `* * *` and `- - -` are rules, not lists.
    let mark = rest.as_bytes()[0];
    if !mark.is_ascii_digit()
        && rest
            .bytes()
            .all(|byte| byte == mark || byte == b' ' || byte == b'\t')
    {
        return None;
    }
    let padding = after[..padding_bytes]
        .chars()
        .map(|character| if character == '\t' { 4 } else { 1 })
        .sum();
    Some(Marker {
        indent_bytes,
        indent,
        width,
        padding_bytes,
        padding,
    })
}

/// The level of an ATX heading line, and the range of its words within the line.
pub fn atx_heading(line: &str) -> Option<(u8, Range<usize>)> {
    let (columns, start) = indent(line);
    if columns > 3 {
        return None;
    }
    let rest = &line[start..];
    let level = rest.bytes().take_while(|byte| *byte == b'#').count();
    if level == 0 || level > 6 {
        return None;
    }
    let after = &rest[level..];
    if !after.is_empty() && !after.starts_with([' ', '\t', '\u{A0}']) {
        return None;
    }
    let words_start = start + level + (after.len() - after.trim_start_matches(is_blank).len());
    let mut words = line[words_start..].trim_end_matches(is_blank);
    // A closing run of `#` must stand apart from the words.
    let open = words.trim_end_matches('#');
    if open.is_empty() || open.ends_with(is_blank) {
        words = open.trim_end_matches(is_blank);
    }
    Some((level as u8, words_start..words_start + words.len()))
}

/// The opening of a fence: its character and length.
pub fn fence(line: &str) -> Option<(u8, usize)> {
    let trimmed = line.trim_start();
    let mark = *trimmed.as_bytes().first()?;
    if mark != b'`' && mark != b'~' {
        return None;
    }
    let length = trimmed.bytes().take_while(|byte| *byte == mark).count();
    let info = &trimmed[length..];
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length))
}

/// Whether a line closes a fence.
pub fn closes_fence(line: &str, (mark, length): (u8, usize)) -> bool {
    let trimmed = line.trim();
    trimmed.len() >= length && trimmed.bytes().all(|byte| byte == mark)
}

/// A stretch that no rule of lines or marks may touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    pub range: Range<usize>,
    pub kind: AtomKind,
    /// Its end was found.
    pub closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtomKind {
    Fence,
    /// From a line that starts with `<table` to the end of the line of `</table>`.
    Table,
}

/// Every fence and every HTML table of a text, in order.
pub fn atoms(text: &str) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    if !holds(text, "```") && !holds(text, "~~~") && !contains_table(text) {
        return found;
    }
    let mut open: Option<(usize, (u8, usize))> = None;
    let mut skip_to = 0;
    // What was looked for in vain is not there for whoever comes later either.
    let mut never_closed: BTreeSet<(u8, usize)> = BTreeSet::new();
    let mut no_table_end = false;
    for range in lines(text) {
        if range.start < skip_to {
            continue;
        }
        let line = &text[range.clone()];
        if let Some((start, mark)) = open {
            if closes_fence(line, mark) {
                found.push(Atom {
                    range: start..range.end,
                    kind: AtomKind::Fence,
                    closed: true,
                });
                open = None;
            }
            continue;
        }
        if let Some(mark) = fence(line) {
            // A deeply indented fence counts only if it is closed: converters indent anything.
            let mut closed_later = || {
                let rest = &text[range.end..];
                let closes = !never_closed.contains(&mark)
                    && lines(rest).any(|later| closes_fence(&rest[later], mark));
                if !closes {
                    never_closed.insert(mark);
                }
                closes
            };
            if indent(line).0 <= 3 || closed_later() {
                open = Some((range.start, mark));
            }
        } else if starts_table(line) {
            let lower = match no_table_end {
                true => None,
                false => find_ignoring_case(&text[range.start..], "</table>"),
            };
            no_table_end = lower.is_none();
            let limit = stop_of_table(&text[range.start..], lower).map(|at| range.start + at);
            let (end, closed) = match (lower, limit) {
                (_, Some(limit)) if lower.is_none_or(|at| range.start + at > limit) => {
                    (limit, false)
                }
                (Some(at), _) => {
                    let close = range.start + at + "</table>".len();
                    let line_end = text[close..].find('\n').map_or(text.len(), |at| close + at);
                    // Words after the table on its last line are no part of it.
                    let end = if text[close..line_end].trim().is_empty() {
                        line_end
                    } else {
                        close
                    };
                    (end, true)
                }
                (None, _) => (
                    text[range.start..]
                        .find("\n\n")
                        .map_or(text.len(), |at| range.start + at),
                    false,
                ),
            };
            found.push(Atom {
                range: range.start..end,
                kind: AtomKind::Table,
                closed,
            });
            skip_to = end;
        }
    }
    if let Some((start, _)) = open {
        found.push(Atom {
            range: start..text.len(),
            kind: AtomKind::Fence,
            closed: false,
        });
    }
    found
}

/// Where an unclosed table must end: after its last cell, when a heading or another table starts a later line, before
/// `close` if there is an end tag.
fn stop_of_table(text: &str, close: Option<usize>) -> Option<usize> {
    let close = close.unwrap_or(text.len());
    let next = lines(text).skip(1).find(|range| {
        range.start < close
            && (starts_table(&text[range.clone()]) || atx_heading(&text[range.clone()]).is_some())
    })?;
    let before = &text[..next.start];
    let mut last = None;
    let mut from = 0;
    while let Some(at) = find_ignoring_case(&before[from..], "</t") {
        from += at + 3;
        last = before[from..].find('>').map(|end| from + end + 1);
    }
    // Words right after the last cell are its own paragraph.
    Some(last.unwrap_or(next.start.saturating_sub(1)))
}

fn contains_table(text: &str) -> bool {
    find_ignoring_case(text, "<table").is_some()
}

fn starts_table(line: &str) -> bool {
    let line = line.trim_start();
    line.len() >= 6
        && line.as_bytes()[..6].eq_ignore_ascii_case(b"<table")
        && line[6..].starts_with(|next: char| next == '>' || next.is_whitespace())
}

/// Position of an ASCII needle, whatever its case. The needle must start with `<`.
pub fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let (bytes, needle) = (text.as_bytes(), needle.as_bytes());
    let mut from = 0;
    while let Some(at) = text[from..].find('<').map(|at| at + from) {
        if bytes.len() >= at + needle.len()
            && bytes[at..at + needle.len()].eq_ignore_ascii_case(needle)
        {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// What a paragraph of the coarse shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    Text,
    Item,
    Heading(u8),
    Quote,
    /// One row of a pipe table.
    Row,
    /// Lines that start with a block tag.
    Html,
    /// Rules, setext underlines, delimiter rows, link definitions.
    Other,
}

/// One or more lines that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    pub kind: ParagraphKind,
    /// The whole lines, without the last `\n`.
    pub lines: Range<usize>,
    /// The words: without the heading's or the item's marker.
    pub words: Range<usize>,
    /// The first line stands ≥ 4 columns in, from its item's words if it has one, after a blank line: code, unless a
    /// rule decides otherwise.
    pub indented: bool,
}

/// The paragraphs of a text outside its atoms, in order.
pub fn paragraphs(text: &str, atoms: &[Atom]) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut current: Option<Paragraph> = None;
    let mut in_pipe_table = false;
    // Columns of the words of the open list items, outermost first.
    let mut contents: Vec<usize> = Vec::new();
    let mut atoms = atoms.iter().peekable();
    let mut after_blank = true;
    let all: Vec<Range<usize>> = lines(text).collect();
    for (index, range) in all.iter().enumerate() {
        while atoms
            .next_if(|atom| atom.range.end <= range.start)
            .is_some()
        {}
        let in_atom = atoms
            .peek()
            .is_some_and(|atom| atom.range.start <= range.start);
        let line = &text[range.clone()];
        if in_atom || line.trim_matches(is_blank).is_empty() {
            out.extend(current.take());
            in_pipe_table = false;
            after_blank = true;
            continue;
        }
        let single = |kind, words: Range<usize>| Paragraph {
            kind,
            lines: range.clone(),
            words,
            indented: false,
        };
        let whole = |kind| single(kind, range.clone());
        if let Some((level, words)) = atx_heading(line) {
            out.extend(current.take());
            let words = range.start + words.start..range.start + words.end;
            out.push(single(ParagraphKind::Heading(level), words));
        } else if is_delimiter_row(line) && (in_pipe_table || is_rule(line)) {
            out.extend(current.take());
            out.push(whole(ParagraphKind::Other));
        } else if in_pipe_table
            || (line.contains('|')
                && all.get(index + 1).is_some_and(|next| {
                    let next = &text[next.clone()];
                    next.contains('|') && is_delimiter_row(next)
                }))
        {
            out.extend(current.take());
            in_pipe_table = true;
            out.push(whole(ParagraphKind::Row));
        } else if let Some(marker) = list_marker(line) {
            out.extend(current.take());
            let start = range.start + marker.indent_bytes + marker.width + marker.padding_bytes;
            let padding = if marker.padding > 4 {
                1
            } else {
                marker.padding
            };
            contents.retain(|content| *content <= marker.indent);
            contents.push(marker.indent + marker.width + padding);
            current = Some(single(ParagraphKind::Item, start..range.end));
        } else if let Some(open) = current
            .as_mut()
            .filter(|open| !(open.kind == ParagraphKind::Text && line.starts_with('>')))
        {
            open.lines.end = range.end;
            open.words.end = range.end;
        } else {
            out.extend(current.take());
            let (columns, start) = indent(line);
            if after_blank {
                contents.retain(|content| *content <= columns);
            }
            let words = range.start + start..range.end;
            let kind = if line.starts_with('>') {
                ParagraphKind::Quote
            } else if starts_html_block(&line[start..]) {
                ParagraphKind::Html
            } else if is_link_definition(&line[start..]) {
                ParagraphKind::Other
            } else {
                ParagraphKind::Text
            };
            let mut paragraph = single(kind, words);
            let inside = contents.last().copied().unwrap_or(0);
            paragraph.indented = columns >= inside + 4 && after_blank;
            current = Some(paragraph);
        }
        after_blank = false;
    }
    out.extend(current.take());
    out
}

/// Whether a line starts a block of its own, even right under a paragraph.
pub fn starts_block(line: &str) -> bool {
    let start = &line[indent(line).1..];
    start.starts_with('>')
        || atx_heading(line).is_some()
        || (is_rule(start) && !start.starts_with('='))
        || starts_html_block(start)
}

/// `---`, `***`, `___`, `===`: a rule or the underline of a setext heading.
pub fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let Some(first) = marks.next() else {
        return false;
    };
    let least = match first {
        b'=' => 1,
        b'-' => 2,
        b'*' | b'_' => 3,
        _ => return false,
    };
    let mut count = 1;
    marks.all(|byte| {
        count += 1;
        byte == first
    }) && count >= least
}

fn is_delimiter_row(line: &str) -> bool {
    let trimmed = line.trim();
    is_rule(trimmed)
        || (trimmed.contains('-')
            && trimmed
                .bytes()
                .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')))
}

/// `[label]: address`, but not a footnote's text.
fn is_link_definition(line: &str) -> bool {
    line.starts_with('[')
        && !line.starts_with("[^")
        && line
            .find("]:")
            .is_some_and(|at| !line[..at].contains(' ') && at > 1)
}

const BLOCK_TAGS: [&str; 22] = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "center",
    "iframe",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "details",
    "section",
    "script",
    "style",
    "pre",
    "hr",
];

fn starts_html_block(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else {
        return false;
    };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    BLOCK_TAGS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read() {
        let marker = list_marker("    -          **Annuaire**").unwrap();
        assert_eq!((marker.indent, marker.width, marker.padding), (4, 1, 10));
        assert!(list_marker("12. douze").is_some());
        for no in [
            "**gras**",
            "* * *",
            "- - -",
            "*",
            "-Mot",
            "2022. ",
            "1234567890. x",
        ] {
            assert_eq!(list_marker(no), None, "{no}");
        }
    }

    #[test]
    fn the_shape_of_a_text() {
        use ParagraphKind as Kind;
        let text = "# T\n\nun\ndeux\n* a\n  b\n* c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<table>\n\n<td>z\n</table>\n\n> q\n\n```\n# code\n```\n    fin";
        let shape: Vec<(Kind, &str)> = paragraphs(text, &atoms(text))
            .into_iter()
            .map(|paragraph| (paragraph.kind, &text[paragraph.words]))
            .collect();
        assert_eq!(
            shape,
            [
                (Kind::Heading(1), "T"),
                (Kind::Text, "un\ndeux"),
                (Kind::Item, "a\n  b"),
                (Kind::Item, "c"),
                (Kind::Row, "| x | y |"),
                (Kind::Other, "|---|---|"),
                (Kind::Row, "| 1 | 2 |"),
                (Kind::Quote, "> q"),
                (Kind::Text, "fin"),
            ]
        );
    }

    #[test]
    fn an_unclosed_fence_says_so() {
        let found = atoms("a\n```\nb");
        assert!(!found[0].closed);
        assert_eq!(atoms("        ```\nb"), []);
    }
}
