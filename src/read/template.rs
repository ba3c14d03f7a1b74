//! Templates: a page whose words hold `{column}`, to be filled once per row of a table. In: its text. Out: a page as any
//! other, still to be filled, and the names between its braces.
//!
//! It is parsed once, before anything is filled in: what a cell says can be neither Markdown nor YAML.

use super::front;
use super::lines;
use super::shelf::{self, Opened, PageText, Shown};
use crate::diag::Report;
use crate::model::body::{Block, Inline};
use crate::model::fence::{FenceKind, key_name};
use crate::source::{SourceText, Span};
use crate::text::placeholder::{Piece, pieces};

/// A template as read.
#[derive(Debug)]
pub struct Template {
    pub text: PageText,
    /// The column that its date is read from, and that of its update.
    pub date: Option<String>,
    pub updated: Option<String>,
    /// The names between braces, each where it stands, in the order of the text.
    pub names: Vec<(String, Span)>,
}

/// Reads a template.
pub fn template(source: SourceText, report: &mut Report) -> Template {
    let names = names(&source.text);
    let mut masked = source.text.clone();
    let mut dates = [None, None];
    // YAML would read braces as a map of its own. Signs that it leaves alone stand for them, byte for byte.
    for (name, span) in &names {
        let range = span.start as usize..span.end as usize;
        let inner = &source.text[range.start + 1..range.end - 1];
        masked.replace_range(range.clone(), &format!("<{inner}>"));
        let line = source.text[..range.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let rest = source.text[range.end..].lines().next().unwrap_or("");
        let key = source.text[line..range.start].trim().strip_suffix(':');
        let which = match key.map(key_name).as_deref() {
            Some("date") => 0,
            Some("updated" | "maj") => 1,
            _ => continue,
        };
        if rest.trim().is_empty() {
            // A date is no text: the line is set aside whole.
            masked.replace_range(line..=line, "#");
            dates[which] = Some(name.clone());
        }
    }
    let masked = SourceText::new(source.path.clone(), masked);
    let mut head = front::head(&masked, report);
    let unmasked = |text: &mut String| {
        for (name, span) in &names {
            let written = &source.text[span.start as usize + 1..span.end as usize - 1];
            if text.contains('<') {
                *text = text.replace(&format!("<{written}>"), &format!("{{{name}}}"));
            }
        }
    };
    let matter = &mut head.matter;
    for text in [&mut matter.title, &mut matter.summary]
        .into_iter()
        .flatten()
    {
        unmasked(&mut text.value);
    }
    if let Some(tags) = &mut matter.tags {
        tags.value.iter_mut().for_each(unmasked);
    }
    let stem = source.path.rsplit('/').next().unwrap_or(&source.path);
    let stem = stem
        .rsplit_once('.')
        .map_or(stem, |(stem, _)| stem)
        .to_owned();
    let opened = Opened { source, head, stem };
    let mut text = shelf::page(opened, "", Shown::default(), report);
    numbers(&mut text.page.blocks, &text.source);
    for note in &mut text.page.footnotes {
        numbers(&mut note.blocks, &text.source);
    }
    let [date, updated] = dates;
    Template {
        text,
        date,
        updated,
        names,
    }
}

/// The names between braces and their places, braces included. Code is left alone, and so are the popups of maps,
/// whose braces name the columns of the map's own table.
fn names(text: &str) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let mut fence: Option<((u8, usize), Option<FenceKind>)> = None;
    for range in lines::lines(text) {
        let line = &text[range.clone()];
        let inner = line.trim_start_matches([' ', '\t', '>']);
        match fence {
            None => {
                if let Some(mark) = lines::fence(inner) {
                    let word = inner.trim_start_matches(['`', '~', ' ', '\t']);
                    let kind = word
                        .split_whitespace()
                        .next()
                        .and_then(FenceKind::from_word);
                    fence = Some((mark, kind));
                    continue;
                }
                let mut at = 0;
                for (part, is_code) in spans_of(line) {
                    if !is_code {
                        add(part, range.start + at, &mut out);
                    }
                    at += part.len();
                }
            }
            Some((mark, _)) if lines::closes_fence(inner, mark) => fence = None,
            Some((_, None)) => {}
            Some((_, Some(kind))) => {
                let key = inner
                    .split(':')
                    .next()
                    .map(|key| key_name(key.trim_start_matches('-')));
                let own = matches!(
                    key.as_deref(),
                    Some("popup" | "infobulle" | "label" | "etiquette")
                );
                if !(kind == FenceKind::Map && own) {
                    add(line, range.start, &mut out);
                }
            }
        }
    }
    out
}

fn add(text: &str, start: usize, out: &mut Vec<(String, Span)>) {
    for piece in pieces(text) {
        if let Piece::Column(name, range) = piece {
            let span = Span::new(start + range.start, start + range.end);
            out.push((name.to_owned(), span));
        }
    }
}

/// A line in parts, each with whether it is code that computes nothing.
fn spans_of(line: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('`') {
        let ticks = rest[open..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let mark = &rest[open..open + ticks];
        let Some(close) = rest[open + ticks..].find(mark) else {
            break;
        };
        let end = open + ticks + close + ticks;
        out.push((&rest[..open], false));
        let code = &rest[open..end];
        let computes = code.trim_start_matches('`').trim_start().starts_with('=');
        out.push((code, !computes));
        rest = &rest[end..];
    }
    out.push((rest, false));
    out
}

/// `={population} / {surface}` names no file: only in a template is it a number.
fn numbers(blocks: &mut [Block], source: &SourceText) {
    for block in blocks {
        match block {
            Block::Heading(heading) => inline_numbers(&mut heading.inlines, source),
            Block::Paragraph { inlines, .. } => inline_numbers(inlines, source),
            Block::List { items, .. } => {
                items
                    .iter_mut()
                    .for_each(|item| numbers(&mut item.blocks, source));
            }
            Block::Quote(inner) => numbers(inner, source),
            Block::Callout(callout) => {
                inline_numbers(&mut callout.title, source);
                numbers(&mut callout.blocks, source);
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flatten();
                cells.for_each(|cell| numbers(&mut cell.blocks, source));
            }
            Block::Figure(figure) => inline_numbers(&mut figure.caption, source),
            _ => {}
        }
    }
}

fn inline_numbers(inlines: &mut [Inline], source: &SourceText) {
    for inline in inlines {
        match inline {
            Inline::Code(code) => {
                let Some(expression) = code.trim().strip_prefix('=').map(str::trim) else {
                    continue;
                };
                if !pieces(expression).any(|piece| matches!(piece, Piece::Column(..))) {
                    continue;
                }
                let start = source.text.find(expression).unwrap_or(0);
                *inline = Inline::Number {
                    expression: expression.to_owned(),
                    span: Span::new(start, start + expression.len()),
                };
            }
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Underline(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => inline_numbers(inner, source),
            Inline::Link(link) => inline_numbers(&mut link.inlines, source),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Template, Vec<&'static str>) {
        let source = SourceText::new("content/_a.md", text);
        let mut report = Report::default();
        let template = template(source, &mut report);
        let codes = report.diagnostics().iter().map(|one| one.code()).collect();
        (template, codes)
    }

    #[test]
    fn braces_are_no_yaml_and_code_is_left_alone() {
        let text = "---\ntitle: {nom}\nresume: Chiffres de {nom} en {an}\nmaj: {jour}\n---\n\
            Le `{code}` de {nom}, `={a} / {b}`.\n\n```json\n{x}\n```\n\n```map\npopup: {y}\nfilter: c = {c}\n```\n";
        let (template, codes) = read(text);
        assert_eq!(codes, [] as [&str; 0]);
        let names: Vec<&str> = template
            .names
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["nom", "nom", "an", "jour", "nom", "a", "b", "c"]);
        let facts = &template.text.page.facts;
        assert_eq!(facts.title, "{nom}");
        assert_eq!(facts.summary, "Chiffres de {nom} en {an}");
        assert_eq!(template.updated.as_deref(), Some("jour"));
        for (name, span) in &template.names {
            let words = &text[span.start as usize..span.end as usize];
            assert_eq!(words, format!("{{{name}}}"));
        }
        let Block::Paragraph { inlines, .. } = &template.text.page.blocks[0] else {
            panic!("{:?}", template.text.page.blocks);
        };
        let computed = |inline: &Inline| matches!(inline, Inline::Number { expression, .. } if expression == "{a} / {b}");
        assert!(inlines.iter().any(computed), "{inlines:?}");
    }
}
