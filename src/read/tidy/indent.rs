//! Four spaces make code in Markdown, and converters indent anything: whole days vanished into code blocks.

use super::{Draft, Notes};
use crate::diag::text;
use crate::read::lines::{indent, is_blank, is_rule, lines, list_marker, starts_block};
use crate::read::mapped::Edits;
use std::collections::BTreeSet;
use std::ops::Range;

/// An open item of the text's lists. Whether a later line nests in it is told by the columns as written; how far that
/// line is moved, by the columns as the item now stands.
struct Item {
    /// Columns before its marker and before its words, as written.
    written: usize,
    written_content: usize,
    /// The same, after the rule.
    indent: usize,
    content: usize,
}

/// Takes the indentation off lines that are text, keeps it where lists nest, and keeps real code.
pub fn unindent(draft: &Draft, notes: &mut Notes) -> Edits {
    let content = draft.text.as_str();
    let mut edits = Edits::default();
    let atoms = draft.atoms();
    for atom in atoms {
        if !atom.closed && atom.kind == crate::read::lines::AtomKind::Fence {
            // A logbook is prose: the fence goes, not the days after it.
            let start = atom.range.start;
            notes.add(draft, text::unclosed_fence(), start..start + 3);
            let line = content[start..].lines().next().unwrap_or_default();
            let mark = line.trim_start_matches(is_blank);
            let words = mark.trim_start_matches(['`', '~']);
            let start = start + line.len() - mark.len();
            edits.remove(start..start + mark.len() - words.len());
        }
    }
    let all: Vec<Range<usize>> = lines(content).collect();
    let code = code_blocks(content, &all);
    let inside = |range: &Range<usize>| {
        let next = atoms.partition_point(|atom| atom.range.start <= range.start);
        next > 0 && range.start < atoms[next - 1].range.end
    };
    // A text whose plain paragraphs are indented comes from a converter: there, indentation means nothing, not
    // even under a list item.
    let strict = notes.converted || indented_paragraphs(content, &all, &code, &inside) >= 2;
    let quotes_code = content.contains("> ```");
    let mut items: Vec<Item> = Vec::new();
    let mut after_blank = true;
    let mut in_footnote = false;
    // Lines that a parser would have read as code.
    let mut flattened: Vec<usize> = Vec::new();
    for (index, range) in all.iter().enumerate() {
        let line = &content[range.clone()];
        if inside(range) {
            items.clear();
            after_blank = true;
            continue;
        }
        if line.trim_matches(is_blank).is_empty() {
            edits.remove(range.clone());
            after_blank = true;
            continue;
        }
        let (columns, bytes) = indent(line);
        if code.contains(&index) {
            if !code.contains(&index.wrapping_sub(1)) {
                notes.add(draft, text::indented_code(), range.clone());
            }
            after_blank = false;
            continue;
        }
        if columns < 4
            && !quotes_code
            && let Some(padding) = quote_padding(line)
        {
            edits.replace(range.start + padding.start..range.start + padding.end, " ");
            flattened.push(index);
        }
        if columns == 0 {
            in_footnote = line.starts_with("[^");
        } else if in_footnote {
            after_blank = false;
            continue;
        }
        let was_flat = flattened.last().is_some_and(|last| *last + 1 == index);
        if let Some(marker) = list_marker(line) {
            items.retain(|item| item.written < columns);
            // Nested only right under an item; after a blank line only where the text is not a converter's.
            if after_blank && strict {
                items.clear();
            }
            let new_indent = match items.last() {
                Some(parent) => {
                    let moved = (parent.indent + columns).saturating_sub(parent.written);
                    match moved > parent.content + 3 {
                        true => parent.content,
                        false => moved,
                    }
                }
                None if columns >= 4 => 0,
                None => columns,
            };
            if new_indent != columns {
                edits.replace(
                    range.start..range.start + marker.indent_bytes,
                    " ".repeat(new_indent),
                );
                flattened.push(index);
            }
            let after = range.start + marker.indent_bytes + marker.width;
            let padding = &content[after..after + marker.padding_bytes];
            let collapse = marker.padding >= 5 || padding.contains(|found: char| found != ' ');
            if collapse {
                edits.replace(after..after + marker.padding_bytes, " ");
            }
            let padding = if collapse { 1 } else { marker.padding };
            let words = marker.indent_bytes + marker.width + marker.padding_bytes;
            if is_rule(&line[words..]) {
                // `1. ***` holds a rule and no paragraph: the next line does not continue it.
                items.clear();
                after_blank = false;
                continue;
            }
            items.push(Item {
                written: columns,
                written_content: columns + marker.width + marker.padding,
                indent: new_indent,
                content: new_indent + marker.width + padding,
            });
        } else if columns >= 4 {
            let own = |item: &&Item| {
                // A long padding is no depth: words under it may stand less deep.
                columns >= item.written_content.min(item.written + 5)
            };
            match items.iter().rev().find(own) {
                // A continuation of the item: kept within three columns of the item's words.
                Some(item) if !strict || !after_blank => {
                    let moved = (item.indent + columns).saturating_sub(item.written);
                    let too_deep = after_blank && moved > item.content + 3;
                    if too_deep || item.indent != item.written || line[..bytes].contains('\t') {
                        edits.replace(range.start..range.start + bytes, " ".repeat(item.content));
                    }
                    if too_deep {
                        flattened.push(index);
                    }
                }
                _ => {
                    edits.remove(range.start..range.start + bytes);
                    // A line that goes on from a plain one would have been read right.
                    if after_blank || was_flat {
                        flattened.push(index);
                    }
                    if after_blank {
                        items.clear();
                    }
                }
            }
        } else if (after_blank || starts_block(line))
            && !items.iter().any(|item| columns >= item.content)
        {
            items.clear();
        }
        after_blank = false;
    }
    if let Some(first) = flattened.first() {
        let problem = text::indented(flattened.len());
        notes.add(draft, problem, all[*first].clone());
    }
    edits
}

/// The white space after a line's last `>`, if it is wide enough to make code of the quote.
fn quote_padding(line: &str) -> Option<Range<usize>> {
    let words = line.trim_start_matches(|found: char| found == '>' || is_blank(found));
    let quoted = &line[..line.len() - words.len()];
    let start = quoted.rfind('>')? + 1;
    ((indent(&quoted[start..]).0 >= 5 || quoted[start..].contains('\t'))
        && !words.is_empty()
        && list_marker(words).is_none())
    .then_some(start..quoted.len())
}

/// Plain lines that stand four columns in after a blank line, outside lists.
fn indented_paragraphs(
    content: &str,
    all: &[Range<usize>],
    code: &BTreeSet<usize>,
    inside: &dyn Fn(&Range<usize>) -> bool,
) -> usize {
    let mut after_blank = true;
    let mut in_list = false;
    let mut count = 0;
    for (index, range) in all.iter().enumerate() {
        let line = &content[range.clone()];
        if line.trim_matches(is_blank).is_empty() || inside(range) {
            after_blank = true;
            continue;
        }
        let columns = indent(line).0;
        if let Some(marker) = list_marker(line) {
            // A list that starts four columns in is indented with its text, and holds nothing of what follows.
            in_list |= marker.indent < 4;
        } else if line.starts_with("[^") {
            in_list = true;
        } else if columns == 0 {
            in_list = false;
        } else if columns >= 4 && after_blank && !in_list && !code.contains(&index) {
            count += 1;
        }
        after_blank = false;
    }
    count
}

/// Lines of indented blocks that look like code: two lines or more, few letters, no word of prose.
fn code_blocks(content: &str, all: &[Range<usize>]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    let mut index = 0;
    let mut after_blank = true;
    while index < all.len() {
        let line = &content[all[index].clone()];
        if line.trim().is_empty() {
            after_blank = true;
            index += 1;
            continue;
        }
        if after_blank && indent(line).0 >= 4 {
            let start = index;
            while index < all.len() {
                let line = &content[all[index].clone()];
                if line.trim().is_empty() || indent(line).0 < 4 {
                    break;
                }
                index += 1;
            }
            let block = &content[all[start].start..all[index - 1].end];
            if index - start >= 2 && looks_like_code(block) {
                out.extend(start..index);
            }
        } else {
            index += 1;
        }
        after_blank = false;
    }
    out
}

/// Words that any French or English sentence has one of.
const PROSE: [&str; 30] = [
    "le",
    "la",
    "les",
    "de",
    "des",
    "du",
    "un",
    "une",
    "et",
    "en",
    "est",
    "nous",
    "dans",
    "pour",
    "sur",
    "avec",
    "que",
    "qui",
    "ce",
    "au",
    "aux",
    "par",
    "the",
    "of",
    "and",
    "is",
    "to",
    "we",
    "jour",
    "conclusion",
];

fn looks_like_code(block: &str) -> bool {
    let total = block.chars().filter(|found| !found.is_whitespace()).count();
    let letters = block.chars().filter(|found| found.is_alphabetic()).count();
    let spaces = block.chars().filter(|found| *found == ' ').count();
    let prose = block
        .split(|found: char| !found.is_alphabetic())
        .any(|word| PROSE.contains(&word.to_lowercase().as_str()));
    let leading: usize = block.lines().map(|line| indent(line).0).sum();
    !prose
        && block.lines().all(|line| is_code_line(line.trim()))
        && (letters + spaces.saturating_sub(leading)) * 100
            < 60 * (total + spaces - leading.min(spaces))
}

/// Ends, starts or joins its parts as code does. Hours, figures and addresses are none.
fn is_code_line(line: &str) -> bool {
    !line.contains("://")
        && (line.ends_with([';', '{', '}'])
            || line.starts_with(['=', '$', '{', '}', '<'])
            || [" = ", "()", "==", ":="]
                .iter()
                .any(|join| line.contains(join)))
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        let once = tidy(text, 0, Depth::Build).0.text;
        assert_eq!(tidy(&once, 0, Depth::Build).0.text, once, "not idempotent");
        once
    }

    #[test]
    fn indented_prose_is_prose() {
        assert_eq!(
            tidied("    Nous avons commencé.\n\n        Puis la suite.\n\tEt la fin.\n"),
            "Nous avons commencé.\n\nPuis la suite.\nEt la fin.\n"
        );
    }

    #[test]
    fn lists_keep_their_nesting() {
        let nested = "* point\n    * sous-point\n        * encore\n* autre\n";
        assert_eq!(tidied(nested), nested);
        assert_eq!(
            tidied("-          **Annuaire** : x\n"),
            "- **Annuaire** : x\n"
        );
        assert_eq!(tidied("    * seul\n"), "* seul\n");
    }

    #[test]
    fn an_item_may_have_a_second_paragraph() {
        let text = "1. un\n\n    suite de un\n\n2. deux\n";
        assert_eq!(tidied(text), text);
        // But in a converter's text, indentation under a list says nothing.
        let converted = "    Texte.\n\n    Texte.\n\n* a\n\n    **Titre**\n";
        assert_eq!(tidied(converted), "Texte.\n\nTexte.\n\n* a\n\n**Titre**\n");
    }

    #[test]
    fn code_stays_code() {
        let text = "Voici :\n\n    SELECT * FROM t1;\n    {\"a\": [1, 2, 3]};\n\nfin\n";
        assert_eq!(tidied(text), text);
    }

    #[test]
    fn a_footnote_keeps_its_body() {
        let text = "x[^1]\n\n[^1]: un\n    deux\n";
        assert_eq!(tidied(text), text);
    }
}
