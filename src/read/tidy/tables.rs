//! HTML tables, which a converter writes with blank lines and unclosed tags; and the writers' table, which is private.

use super::{Draft, Notes};
use crate::diag::{people, table};
use crate::read::lines::{AtomKind, find_ignoring_case, lines};
use crate::read::mapped::Edits;
use crate::text::fold::fold_words;
use std::ops::Range;

/// Removes the table whose first rows hold both `PARTIE` and `Rédacteur`: names of people who chose initials, and the
/// teachers' marks. Neither words nor numbers of it go any further than here, wherever it stands: in a paragraph, a
/// quote or a fence too.
pub fn drop_writers_tables(draft: &Draft, notes: &mut Notes) -> Edits {
    let content = draft.text.as_str();
    let mut found = html_tables(content);
    if content.contains('|') {
        found.extend(pipe_tables(content));
    }
    found.sort_by_key(|range| range.start);
    let mut edits = Edits::default();
    for range in found {
        let end = content[range.start..]
            .find('\n')
            .map_or(range.end, |line| range.end.min(range.start + line));
        notes.add(draft, people::marks_table(), range.start..end);
        edits.remove(range);
    }
    edits
}

fn html_tables(content: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    // Where the next end tag ends, as long as it comes after the table at hand.
    let mut next_end = Some(0);
    while let Some(start) = find_ignoring_case(&content[from..], "<table").map(|at| from + at) {
        let rest = &content[start..];
        let next = find_ignoring_case(&rest["<table".len()..], "<table")
            .map_or(rest.len(), |at| at + "<table".len());
        if next_end.is_some_and(|end| end <= start) {
            next_end = find_ignoring_case(rest, "</table>").map(|at| start + at + "</table>".len());
        }
        let closed = next_end.map(|end| end - start);
        let mut end = closed.filter(|end| *end <= next).unwrap_or_else(|| {
            // Never closed: up to its last cell, or to the end of its paragraph.
            let cells = ["</tr>", "</td>", "</th>"];
            let last = cells
                .iter()
                .filter_map(|tag| last_ignoring_case(&rest[..next], tag))
                .max();
            let paragraph = rest[..next].find("\n\n").unwrap_or(next);
            last.unwrap_or(0).max(paragraph)
        });
        if first_rows(&rest[..end]).any(names_writers) {
            // A table of marks may hold another table: nothing of either shows.
            if let Some(outer) = closed.filter(|outer| *outer > end) {
                end = outer;
            }
            out.push(start..start + end);
            from = start + end;
        } else {
            from = start + "<table".len();
        }
    }
    out
}

/// Rows of `|`, whatever the indentation, the quote or the frame (`+---+`) around them.
fn pipe_tables(content: &str) -> Vec<Range<usize>> {
    let all: Vec<_> = lines(content).collect();
    let is_row = |index: &usize| {
        all.get(*index).is_some_and(|range| {
            let line = content[range.clone()].trim();
            line.contains('|') || (line.starts_with('+') && line.ends_with('+'))
        })
    };
    let mut out = Vec::new();
    let mut index = 0;
    while index < all.len() {
        let line = &content[all[index].clone()];
        let framed = line.trim_start_matches(['>', ' ', '\t']).starts_with('|')
            || all
                .get(index + 1)
                .is_some_and(|next| content[next.clone()].contains("--"));
        if line.contains('|') && framed && names_writers(line) {
            let mut first = index;
            while first > 0 && content[all[first - 1].clone()].trim().starts_with('+') {
                first -= 1;
            }
            while is_row(&index) {
                index += 1;
            }
            let end = all.get(index).map_or(content.len(), |line| line.start);
            out.push(all[first].start..end);
        } else {
            index += 1;
        }
    }
    out
}

/// Both words are needed: other tables start with `Partie`. Longer than this, a row is prose that has both by chance.
fn names_writers(row: &str) -> bool {
    const LONGEST: usize = 160;
    let plain = row
        .replace("&eacute;", "é")
        .replace("&#233;", "é")
        .replace("&#xE9;", "é");
    let folded = fold_words(&plain);
    folded.len() <= LONGEST
        && (folded.contains("redacteur") || folded.contains("redactrice"))
        && folded.contains("partie")
}

/// The first two rows: an empty one may stand before the header.
fn first_rows(html: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = match_ignoring_case(html, "<tr").take(3).collect();
    let end = |index: usize| starts.get(index + 1).copied().unwrap_or(html.len());
    let rows: Vec<&str> = match starts.len() {
        0 => vec![html],
        count => (0..count.min(2))
            .map(|index| &html[starts[index]..end(index)])
            .collect(),
    };
    rows.into_iter()
}

fn match_ignoring_case<'a>(text: &'a str, tag: &'a str) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find_ignoring_case(&text[from..], tag)?;
        from = at + tag.len();
        Some(at)
    })
}

fn last_ignoring_case(text: &str, tag: &str) -> Option<usize> {
    match_ignoring_case(text, tag)
        .last()
        .map(|at| at + tag.len())
}

/// Makes each HTML table one block of Markdown: no blank line, no leading white space, line breaks as `<br>`.
///
/// Unclosed cells are left to the HTML parser that reads the block later.
pub fn close_tables(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    for atom in draft.atoms() {
        if atom.kind != AtomKind::Table {
            continue;
        }
        let html = &content[atom.range.clone()];
        if !atom.closed {
            notes.add(
                draft,
                table::malformed("table"),
                atom.range.start..atom.range.start + 6,
            );
        } else if let Some(tag) = unclosed(html) {
            notes.add(
                draft,
                table::malformed(tag),
                atom.range.start..atom.range.start + 6,
            );
        }
        let mut at = atom.range.start;
        let mut line_starts = true;
        for (index, line) in html.split('\n').enumerate() {
            if index > 0 {
                // The line end before this line: dropped together with blank lines.
                if line.trim().is_empty() {
                    edits.remove(at..at + 1 + line.len());
                    at += 1 + line.len();
                    continue;
                }
                at += 1;
                line_starts = true;
            }
            let leading = line.len() - line.trim_start().len();
            if line_starts && leading > 0 {
                edits.remove(at..at + leading);
            }
            let trimmed = line.trim_end();
            if let Some(before) = trimmed.strip_suffix(" \\") {
                edits.replace(at + before.len()..at + line.len(), "<br>");
            }
            at += line.len();
        }
        if !atom.closed {
            edits.replace(atom.range.end..atom.range.end, "\n</table>");
        }
        // What follows a table must not be read as part of its block.
        let after = &content[atom.range.end..];
        if !after.is_empty() && !after.starts_with("\n\n") && !after.trim().is_empty() {
            edits.replace(atom.range.end..atom.range.end, "\n\n");
        }
    }
    edits
}

/// A tag of the table that is opened more often than closed, where HTML asks for an end tag to be sure.
fn unclosed(html: &str) -> Option<&'static str> {
    // `<t` also starts `<table`, `<tr` also `<track`: the name must end here.
    let count = |tag: &str| {
        match_ignoring_case(html, tag)
            .filter(|at| {
                !html[at + tag.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
            })
            .count()
    };
    ["tr", "td", "th"]
        .into_iter()
        .find(|tag| count(&format!("<{tag}")) > count(&format!("</{tag}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tidy::{Depth, tidy};

    #[test]
    fn the_writers_table_leaves_no_trace() {
        let html = "<table>\n <tr><td><strong>PARTIE</strong></td><td>Rédacteur/rédactrice</td><td>Note</td></tr>\n\n <tr><td>1. Diagnostic</td><td>Zoé Tresgrand</td><td>4,5</td></tr>\n</table>\n\nsuite\n";
        let pipes = "| PARTIE | Rédacteur | Note |\n|---|---|---|\n| Diagnostic | Zoé Tresgrand | 4,5 |\n\nsuite\n";
        for text in [html, pipes] {
            let (mapped, notes) = tidy(text, 0, Depth::Build);
            assert_eq!(mapped.text.trim(), "suite");
            assert_eq!(notes.problems[0].0, people::marks_table());
        }
        let other = "| Partie | Note |\n|---|---|\n| a | b |\n";
        assert_eq!(tidy(other, 0, Depth::Build).0.text, other);
    }

    #[test]
    fn a_table_becomes_one_block() {
        let text =
            "avant\n<table>\n  <tr>\n   <td>un \\\ndeux\n\n   </td>\n  </tr>\n</table>\naprès";
        let tidied = tidy(text, 0, Depth::Build).0.text;
        assert_eq!(
            tidied,
            "avant\n<table>\n<tr>\n<td>un<br>\ndeux\n</td>\n</tr>\n</table>\n\n\naprès"
        );
        assert_eq!(tidy(&tidied, 0, Depth::Build).0.text, tidied);
    }
}
