//! HTML tables, which a converter writes with blank lines and unclosed tags; and the writers' table, which is private.

use super::Notes;
use crate::diag::{people, table};
use crate::read::fold::fold;
use crate::read::lines::{AtomKind, atoms, find_ignoring_case, lines};
use crate::read::mapped::{Edits, Mapped};

/// Removes the table whose first row holds both `PARTIE` and `Rédacteur`: names of people who chose initials, and
/// the teachers' marks. Neither words nor numbers of it go any further than here.
pub fn drop_writers_tables(mapped: &Mapped, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = mapped.text.as_str();
    for atom in atoms(content) {
        if atom.kind == AtomKind::Table && names_writers(first_row(&content[atom.range.clone()])) {
            notes.add(
                mapped,
                people::marks_table(),
                atom.range.start..atom.range.start + 6,
            );
            edits.remove(atom.range);
        }
    }
    if edits.is_empty() && content.contains('|') {
        drop_pipe_tables(mapped, notes, &mut edits);
    }
    edits
}

fn drop_pipe_tables(mapped: &Mapped, notes: &mut Notes, edits: &mut Edits) {
    let content = mapped.text.as_str();
    let all: Vec<_> = lines(content).collect();
    let mut index = 0;
    while index < all.len() {
        let line = &content[all[index].clone()];
        if line.contains('|') && names_writers(line) {
            let start = all[index].start;
            notes.add(mapped, people::marks_table(), all[index].clone());
            while index < all.len() && content[all[index].clone()].contains('|') {
                index += 1;
            }
            edits.remove(start..all.get(index).map_or(content.len(), |line| line.start));
        } else {
            index += 1;
        }
    }
}

/// Both words are needed: other tables start with `Partie`.
fn names_writers(row: &str) -> bool {
    let folded = fold(row);
    folded.contains("redacteur") && folded.contains("partie")
}

fn first_row(html: &str) -> &str {
    let end = find_ignoring_case(html, "</tr>").unwrap_or(html.len());
    let second = find_ignoring_case(html, "<tr")
        .and_then(|first| find_ignoring_case(&html[first + 3..], "<tr").map(|at| first + 3 + at))
        .unwrap_or(html.len());
    &html[..end.min(second)]
}

/// Makes each HTML table one block of Markdown: no blank line, no leading white space, line breaks as `<br>`.
///
/// Unclosed cells are left to the HTML parser that reads the block later.
pub fn close_tables(mapped: &Mapped, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = mapped.text.as_str();
    for atom in atoms(content) {
        if atom.kind != AtomKind::Table {
            continue;
        }
        let html = &content[atom.range.clone()];
        if !atom.closed {
            notes.add(
                mapped,
                table::malformed("table"),
                atom.range.start..atom.range.start + 6,
            );
        } else if let Some(tag) = unclosed(html) {
            notes.add(
                mapped,
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
    let count = |needle: &str| {
        let mut from = 0;
        let mut count = 0;
        while let Some(at) = find_ignoring_case(&html[from..], needle) {
            from += at + needle.len();
            // `<t` also starts `<table`, `<tr` also `<track`: the name must end here.
            count +=
                usize::from(!html[from..].starts_with(|next: char| next.is_ascii_alphanumeric()));
        }
        count
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
