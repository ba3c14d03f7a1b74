//! Fenced blocks of carnet's own: lines of text → [`Fence`].
//!
//! Read by hand rather than as YAML, because authors are not programmers: a value is what stands after the first colon
//! up to the end of the line, so that `title: Bilan : la suite`, `color: #C2500F` and `insee: 01004` mean what they
//! say, each word has its place, and no line can be wrong enough to take the others with it.

use super::mapped::Mapped;
use crate::diag::{Problem, chart};
use crate::model::fence::{Entry, Fence, FenceKind, Group, Item, Written, key_name};
use crate::source::Span;
use std::ops::Range;

/// Deeper lists are read as lists of this depth.
const DEEPEST: usize = 32;

/// Keys whose value is prose, with `#` and quotes in it as its author wrote them.
const PROSE: [&str; 14] = [
    "title",
    "titre",
    "subtitle",
    "sous_titre",
    "source",
    "note",
    "alt",
    "name",
    "nom",
    "label",
    "libelle",
    "popup",
    "reason",
    "raison",
];

/// Reads a fenced block. `range` is the whole block in the text, its fences included.
pub fn read(
    kind: FenceKind,
    mapped: &Mapped,
    range: Range<usize>,
    problems: &mut Vec<(Problem, Span)>,
) -> Fence {
    let text = &mapped.text;
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    // In a list or a quotation, each line starts with as much of the container's marks.
    let prefix = range.start - line_start;
    let mut lines = Vec::new();
    let mut at = range.start;
    let mut opening = None;
    for line in text[range.clone()].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        match opening {
            None => {
                opening = super::lines::fence(line);
                if opening.is_none() {
                    break;
                }
            }
            Some(mark) => {
                let marks = line
                    .bytes()
                    .take(prefix)
                    .take_while(|byte| matches!(byte, b' ' | b'\t' | b'>'))
                    .count();
                let inner = &line[marks..];
                if super::lines::closes_fence(inner, mark) {
                    break;
                }
                lines.extend(Line::new(inner, start + marks));
            }
        }
    }
    let head = text[range.clone()].lines().next().unwrap_or("");
    let word = head.trim_start_matches(['`', '~', ' ', '\t']);
    let word_start = range.start + (head.len() - word.len());
    let word_length = word.split_whitespace().next().map_or(0, str::len);
    let mut reader = Reader {
        mapped,
        lines: &lines,
        at: 0,
        problems,
    };
    let body = reader.group(0, 0);
    Fence {
        kind,
        span: mapped.span(word_start..word_start + word_length),
        body,
    }
}

/// What follows `=` in a code span that asks for a number: `=compte(dae.csv)`.
pub fn computed(code: &str) -> Option<&str> {
    let inner = code.trim().strip_prefix('=')?.trim();
    let lower = inner.to_ascii_lowercase();
    let names_file = lower.contains(".csv") || lower.contains(".tsv");
    (names_file && inner.contains('(')).then_some(inner)
}

/// A line that holds something.
struct Line<'a> {
    /// Columns of white space before it.
    indent: usize,
    /// Without the space around it.
    text: &'a str,
    /// Its first byte in the mapped text.
    start: usize,
}

impl<'a> Line<'a> {
    fn new(line: &'a str, start: usize) -> Option<Self> {
        let text = line.trim_start();
        let space = line.len() - text.len();
        let indent = line[..space]
            .chars()
            .map(|character| if character == '\t' { 4 } else { 1 })
            .sum();
        let text = text.trim_end();
        (!text.is_empty() && !text.starts_with('#')).then_some(Line {
            indent,
            text,
            start: start + space,
        })
    }

    /// The text after `- `, and its place in the line.
    fn item(&self) -> Option<(usize, &'a str)> {
        let rest = self.text.strip_prefix(['-', '*', '+', '•', '–'])?;
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let text = rest.trim_start();
        Some((self.text.len() - text.len(), text))
    }
}

struct Reader<'a, 'b> {
    mapped: &'a Mapped,
    lines: &'b [Line<'a>],
    at: usize,
    problems: &'b mut Vec<(Problem, Span)>,
}

impl Reader<'_, '_> {
    /// Reads lines as long as they stand at least at `indent`.
    fn group(&mut self, indent: usize, depth: usize) -> Group {
        let mut group = Group::default();
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent >= indent) {
            let (own, start, text) = (line.indent, line.start, line.text);
            let below = if depth < DEEPEST { own + 1 } else { usize::MAX };
            if let Some((offset, words)) = line.item() {
                self.at += 1;
                group.items.push(Item {
                    text: self.written(words, start + offset),
                    first: self.entry(words, start + offset),
                    below: self.group(below, depth + 1),
                });
                continue;
            }
            self.at += 1;
            let Some(mut entry) = self.entry(text, start) else {
                let span = self.mapped.span(start..start + text.len());
                match group.entries.last_mut() {
                    // A long sentence that goes on below, set further to the right.
                    Some(last) if own > indent && is_prose(&last.key.text) => {
                        last.value.text.push(' ');
                        last.value.text.push_str(text);
                    }
                    _ => self.problems.push((chart::line(text), span)),
                }
                continue;
            };
            // A list may stand right below its key, as far to the left.
            let listed = entry.value.text.is_empty()
                && self
                    .lines
                    .get(self.at)
                    .is_some_and(|next| next.indent == own && next.item().is_some());
            entry.below = if listed {
                self.items(own, depth + 1)
            } else if is_prose(&entry.key.text) && !self.next_is_entry(below) {
                self.continued(&mut entry, below);
                Group::default()
            } else {
                self.group(below, depth + 1)
            };
            group.entries.push(entry);
        }
        group
    }

    /// Reads the items that stand at exactly one place.
    fn items(&mut self, indent: usize, depth: usize) -> Group {
        let mut group = Group::default();
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent == indent) {
            let Some((offset, words)) = line.item() else {
                break;
            };
            let start = line.start + offset;
            self.at += 1;
            group.items.push(Item {
                text: self.written(words, start),
                first: self.entry(words, start),
                below: self.group(indent + 1, depth + 1),
            });
        }
        group
    }

    fn next_is_entry(&self, indent: usize) -> bool {
        self.lines
            .get(self.at)
            .is_some_and(|line| line.indent >= indent && split_key(line.text).is_some())
    }

    /// The rest of a sentence that goes on below its key.
    fn continued(&mut self, entry: &mut Entry, indent: usize) {
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent >= indent) {
            if !entry.value.text.is_empty() {
                entry.value.text.push(' ');
            }
            entry.value.text.push_str(line.text);
            self.at += 1;
        }
    }

    fn written(&self, text: &str, start: usize) -> Written {
        Written {
            text: text.to_owned(),
            span: self.mapped.span(start..start + text.len()),
        }
    }

    fn entry(&self, text: &str, start: usize) -> Option<Entry> {
        let (key, value) = split_key(text)?;
        let key_text = &text[key.clone()];
        let value = clean(text, value, is_prose(key_text));
        Some(Entry {
            key: self.written(key_text, start + key.start),
            value: self.written(&text[value.clone()], start + value.start),
            below: Group::default(),
        })
    }
}

fn is_prose(key: &str) -> bool {
    PROSE.contains(&key_name(key).as_str())
}

/// The key of a line and what follows its colon. Quotes around a key are forgiven, as are spaces before the colon.
fn split_key(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let colon = text.find(':')?;
    let quotes = ['"', '\'', '“', '”', '’', '‘', '«', '»'];
    let written = &text[..colon];
    let key = written.trim_start_matches(|c: char| c.is_whitespace() || quotes.contains(&c));
    let start = written.len() - key.len();
    let key = key.trim_end_matches(|c: char| c.is_whitespace() || quotes.contains(&c));
    let reads_as_key = key.chars().next().is_some_and(char::is_alphabetic)
        && key.chars().count() <= 40
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\u{A0}' | '\''));
    reads_as_key.then_some((start..start + key.len(), colon + 1..text.len()))
}

/// The part of a value that counts: no space around it, no remark after it, no quotes around the whole of it.
fn clean(text: &str, range: Range<usize>, prose: bool) -> Range<usize> {
    let trim = |range: Range<usize>| {
        let part = &text[range.clone()];
        let start = range.start + (part.len() - part.trim_start().len());
        start..start + part.trim().len()
    };
    let mut range = trim(range);
    if !prose && let Some(at) = remark(&text[range.clone()]) {
        range = trim(range.start..range.start + at);
    }
    let part = &text[range.clone()];
    for quote in ['"', '\''] {
        if part.len() >= 2
            && part.starts_with(quote)
            && part.ends_with(quote)
            && !part[1..part.len() - 1].contains(quote)
        {
            return range.start + 1..range.end - 1;
        }
    }
    range
}

/// Where a remark starts: a `#` between two spaces, or at the end, outside quotes.
fn remark(value: &str) -> Option<usize> {
    let mut quoted = false;
    let mut before = ' ';
    for (at, character) in value.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '#' if !quoted && before.is_whitespace() => {
                let after = value[at + 1..].chars().next();
                if after.is_none_or(char::is_whitespace) {
                    return Some(at);
                }
            }
            _ => {}
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Fence, Vec<String>) {
        let mapped = Mapped::from_source(text, 0);
        let start = text.find("```").unwrap_or(0);
        let mut problems = Vec::new();
        let fence = read(FenceKind::Chart, &mapped, start..text.len(), &mut problems);
        let codes = problems
            .iter()
            .map(|(problem, span)| {
                let words = &text[span.start as usize..span.end as usize];
                format!("{} {words}", problem.kind.code)
            })
            .collect();
        (fence, codes)
    }

    #[test]
    fn values_mean_what_they_say() {
        let text = "```chart\ntitle: Bilan : la suite # 1\ncolor: #C2500F\ninsee: 01004 # code\n“Sous-titre”\u{A0}: à 9 h 30\nfilter: nom = \"a # b\" # fin\nx: \"commune\"\n# remarque\n```\n";
        let (fence, problems) = parse(text);
        assert_eq!(problems, [] as [String; 0]);
        let values: Vec<(&str, &str)> = fence
            .body
            .entries
            .iter()
            .map(|entry| (entry.key.text.as_str(), entry.value.text.as_str()))
            .collect();
        assert_eq!(
            values,
            [
                ("title", "Bilan : la suite # 1"),
                ("color", "#C2500F"),
                ("insee", "01004"),
                ("Sous-titre", "à 9 h 30"),
                ("filter", "nom = \"a # b\""),
                ("x", "commune"),
            ]
        );
        for entry in &fence.body.entries {
            let span = entry.value.span;
            assert_eq!(
                text[span.start as usize..span.end as usize],
                entry.value.text
            );
        }
        assert!(fence.body.get(&["sous_titre"]).is_some());
    }

    #[test]
    fn lists_keep_their_levels() {
        let text = "> ```map\n> layers:\n>   - name: Un : deux\n>     data: a.csv\n>   - data: b.csv\n> note: fin\n>   de phrase\n> ```\n";
        let (fence, problems) = parse(text);
        assert_eq!(problems, [] as [String; 0]);
        let layers = &fence.body.entries[0].below.items;
        assert_eq!(layers.len(), 2);
        let keys: Vec<&str> = layers[0]
            .entries()
            .map(|entry| entry.value.text.as_str())
            .collect();
        assert_eq!(keys, ["Un : deux", "a.csv"]);
        assert_eq!(fence.body.entries[1].value.text, "fin de phrase");
    }

    #[test]
    fn a_line_that_says_nothing_is_named_and_the_others_stay() {
        let (fence, problems) = parse("```chart\ntype bar\nx: a\n9 h 30: non\n```");
        assert_eq!(problems, ["chart.line type bar", "chart.line 9 h 30: non"]);
        assert_eq!(fence.body.entries.len(), 1);
    }

    #[test]
    fn a_tree_of_any_depth_is_read() {
        let mut text = String::from("```tree\n");
        for depth in 0..2_000 {
            text.push_str(&" ".repeat(depth));
            text.push_str("- x\n");
        }
        let (fence, _) = parse(&text);
        assert_eq!(fence.body.items.len(), 1);
    }
}
