//! What people write, as YAML wants it. In: the text of a sheet. Out: the same lines, with texts between quotes, so
//! that `titre: Bilan : la suite # 2` means what it says; tabs and no-break spaces of the indentation and around
//! colons are plain spaces, and curly quotes around keys are gone. Nothing that is already right changes its meaning.

use super::keys::KEYS;
use crate::read::key::{self, Key, Kind};
use crate::read::mapped::{Edits, Mapped};

/// The text of a sheet, ready for YAML, each run of it tied to what the author wrote.
pub(super) fn forgive(text: &str) -> Mapped {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mapped = Mapped::from_source(text, start);
    let lines = lines(&mapped.text);
    let mut edits = Edits::default();
    let mut top: Option<&'static Key> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        at += 1;
        if line.is_blank() || line.body().starts_with('#') {
            continue;
        }
        mend_indentation(line, &mut edits);
        let indent = line.indent;
        if indent == 0 && !line.body().starts_with('-') {
            top = line.key().and_then(|word| key::find(KEYS, word.name));
        }
        let item = item_start(line);
        let inner = Line {
            from: item,
            ..line.clone()
        };
        let Some(word) = inner.key() else {
            // A sentence of a list of sentences.
            if item > line.from
                && matches!(top.map(|key| key.kind), Some(Kind::Texts | Kind::Sentences))
            {
                at = quote(&lines, at, item, indent, &mut edits);
            }
            continue;
        };
        let lists_sentences = item > line.from
            && matches!(top.map(|key| key.kind), Some(Kind::Texts | Kind::Sentences));
        if lists_sentences {
            at = quote(&lines, at, item, indent, &mut edits);
            continue;
        }
        mend_key(&mapped.text, &word, &mut edits);
        let value = mapped.text[word.value..inner.end].trim_end();
        if is_block(value) {
            // The lines of a `|` or `>` text are the author's, whatever they hold.
            while at < lines.len() && (lines[at].is_blank() || lines[at].indent > indent) {
                at += 1;
            }
            continue;
        }
        let depth = indent + (item - line.from);
        if !value.is_empty() && holds_text(top, depth, word.name, value) {
            at = quote(&lines, at, word.value, depth, &mut edits);
        }
    }
    mapped.edited(edits)
}

#[derive(Debug, Clone)]
struct Line<'a> {
    text: &'a str,
    /// Columns of its indentation; a tab counts for two.
    indent: usize,
    /// Byte offsets in the whole text: its start, its first character that is no space, its end.
    start: usize,
    from: usize,
    end: usize,
}

struct Word<'a> {
    name: &'a str,
    /// From the first letter of the key to the start of its value.
    start: usize,
    name_end: usize,
    colon: usize,
    value: usize,
}

fn is_space(found: char) -> bool {
    matches!(found, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let body = line.trim_start_matches(is_space);
        let from = start + line.len() - body.len();
        let indent = text[start..from]
            .chars()
            .map(|found| if found == '\t' { 2 } else { 1 })
            .sum();
        out.push(Line {
            text,
            indent,
            start,
            from,
            end: start + line.len(),
        });
        start += whole.len();
    }
    out
}

impl<'a> Line<'a> {
    fn body(&self) -> &'a str {
        &self.text[self.from..self.end]
    }

    fn is_blank(&self) -> bool {
        self.from == self.end
    }

    /// The key that the line starts with.
    fn key(&self) -> Option<Word<'a>> {
        let body = self.body();
        if body.starts_with(['{', '[', '"', '\'', '#', '&', '*', '|', '>', '%', '@', '`']) {
            return None;
        }
        let colon = body.char_indices().find(|(at, found)| {
            *found == ':' && body[at + 1..].chars().next().is_none_or(is_space)
        })?;
        let before = body[..colon.0].trim_end_matches(is_space);
        let name = before.trim_matches(['“', '”', '«', '»', '‘', '’']);
        let name = name.trim_matches(is_space);
        if name.is_empty() || name.chars().count() > 80 {
            return None;
        }
        let after = &body[colon.0 + 1..];
        Some(Word {
            name,
            start: self.from,
            name_end: self.from + before.len(),
            colon: self.from + colon.0,
            value: self.end - after.trim_start_matches(is_space).len(),
        })
    }
}

/// After the `- ` of a list, or where the line starts.
fn item_start(line: &Line<'_>) -> usize {
    let body = line.body();
    match body.strip_prefix('-') {
        Some(rest) if rest.starts_with(is_space) => {
            line.end - rest.trim_start_matches(is_space).len()
        }
        _ => line.from,
    }
}

fn mend_indentation(line: &Line<'_>, edits: &mut Edits) {
    let written = &line.text[line.start..line.from];
    if written.chars().any(|found| found != ' ') {
        edits.replace(line.start..line.from, " ".repeat(line.indent));
    }
    let item = item_start(line);
    if item > line.from
        && line.text[line.from + 1..item]
            .chars()
            .any(|found| found != ' ')
    {
        edits.replace(line.from + 1..item, " ");
    }
}

fn mend_key(text: &str, word: &Word<'_>, edits: &mut Edits) {
    let written = &text[word.start..word.name_end];
    if written != word.name {
        edits.replace(word.start..word.name_end, word.name);
    }
    let before_colon = &text[word.name_end..word.colon];
    if before_colon.chars().any(|found| found != ' ') {
        edits.remove(word.name_end..word.colon);
    }
    let after_colon = &text[word.colon + 1..word.value];
    if after_colon.chars().any(|found| found != ' ') {
        edits.replace(word.colon + 1..word.value, " ");
    }
}

/// `|`, `>-` and their kin announce a text on the next lines.
fn is_block(value: &str) -> bool {
    let mark = value.split('#').next().unwrap_or("").trim();
    mark.starts_with(['|', '>'])
        && mark[1..]
            .bytes()
            .all(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9'))
}

/// Whether the value after this key is a text to its end. A group in braces is one for groups only.
fn holds_text(top: Option<&'static Key>, depth: usize, name: &str, value: &str) -> bool {
    if matches!(value, "~" | "null") {
        return false;
    }
    let is_group = value.starts_with('{') && value.ends_with('}');
    let Some(top) = top else {
        return false;
    };
    let known = key::find(
        if depth == 0 {
            KEYS
        } else {
            inner_keys(top.kind)
        },
        name,
    );
    if known.is_some_and(|key| WORDS.contains(&key.name)) {
        return false;
    }
    if depth == 0 {
        return match top.kind {
            Kind::Text => true,
            Kind::Group(_) | Kind::Groups(_) => !is_group && !value.starts_with('['),
            Kind::Sentences => !value.starts_with('['),
            _ => false,
        };
    }
    match top.kind {
        Kind::Group(_) | Kind::Groups(_) => {
            matches!(known.map(|key| key.kind), Some(Kind::Text))
        }
        // A column's name with its text, or one of a column's own keys.
        Kind::Named(_) => known.is_some() || !is_group,
        _ => false,
    }
}

/// Keys whose value is a word, a code or an address: a comment may follow it.
const WORDS: [&str; 11] = [
    "contact",
    "frequency",
    "license",
    "path",
    "period",
    "personal_data",
    "siren",
    "type",
    "unit",
    "url",
    "version",
];

fn inner_keys(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Group(keys) | Kind::Groups(keys) | Kind::Named(keys) => keys,
        _ => &[],
    }
}

/// Puts a value that starts at `from` between double quotes, with the lines that continue it. Returns the index of
/// the first line after it.
fn quote(lines: &[Line<'_>], next: usize, from: usize, indent: usize, edits: &mut Edits) -> usize {
    let text = lines[next - 1].text;
    let mut last = next - 1;
    let mut ahead = next;
    while ahead < lines.len() && (lines[ahead].is_blank() || lines[ahead].indent > indent) {
        if !lines[ahead].is_blank() {
            last = ahead;
        }
        ahead += 1;
    }
    let first_end = lines[next - 1].end;
    let end = text[..lines[last].end]
        .trim_end_matches(is_space)
        .len()
        .max(from);
    let value = &text[from..end];
    if value.is_empty() || is_quoted(&text[from..first_end.min(end)]) || is_quoted(value) {
        return last + 1;
    }
    edits.replace(from..from, "\"");
    for (at, found) in value.char_indices() {
        let escaped = match found {
            '"' => "\\\"",
            '\\' => "\\\\",
            // YAML wants no tab where a line continues.
            '\t' => " ",
            _ => continue,
        };
        edits.replace(from + at..from + at + 1, escaped);
    }
    edits.replace(end..end, "\"");
    last + 1
}

/// Between quotes that close at the very end and nowhere before.
fn is_quoted(value: &str) -> bool {
    let value = value.trim();
    let Some(quote) = value
        .chars()
        .next()
        .filter(|found| matches!(found, '"' | '\''))
    else {
        return false;
    };
    let inner = &value[1..];
    let mut rest = inner.char_indices();
    while let Some((at, found)) = rest.next() {
        if found == '\\' && quote == '"' {
            rest.next();
        } else if found == quote {
            if quote == '\'' && inner[at + 1..].starts_with('\'') {
                rest.next();
                continue;
            }
            return at + 1 == inner.len() || inner[at + 1..].trim_start().starts_with('#');
        }
    }
    false
}
