//! Markdown → tree: the only home of pulldown-cmark's events. In: a tidied text. Out: blocks without any HTML.

use super::fence;
use super::html::{self, DONE, NOTE_CLOSE, NOTE_OPEN, Removed, TO_DO};
use super::mapped::Mapped;
use super::tree::{Builder, Kind, Tree};
use crate::diag::{footnote, link, text as text_problem};
use crate::model::body::{Alignment, Inline};
use crate::model::fence::FenceKind;
use crate::source::Span;
use pulldown_cmark::{
    Alignment as Align, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// GFM tables, footnotes, strikethrough and task lists. Not smart punctuation, not math (`$Data$` is a formula of
/// Excel), not heading attributes.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

type Spanned<'a> = (Event<'a>, Range<usize>);

/// Reads a tidied text. Footnotes are numbered from `first_note` on.
pub fn read(mapped: &Mapped, first_note: usize) -> Tree {
    read_with(mapped, first_note, false)
}

/// Reads a tidied text; `notes_kept` keeps the notes between facilitators and their team, which no site may hold.
pub fn read_with(mapped: &Mapped, first_note: usize, notes_kept: bool) -> Tree {
    let mut builder = Builder::new(first_note, notes_kept);
    let parser =
        TextMergeWithOffset::new(Parser::new_ext(&mapped.text, options()).into_offset_iter());
    let mut block: Vec<Spanned> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in parser {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        block.push((event, range));
        if depth == 0 {
            feed_block(&block, mapped, &mut builder);
            block.clear();
        }
    }
    feed_block(&block, mapped, &mut builder);
    builder.finish()
}

/// One top-level block: straight to the builder, unless it holds HTML that must be cleaned first.
fn feed_block(block: &[Spanned], mapped: &Mapped, builder: &mut Builder) {
    // HTML knows no footnotes: what is inside goes one block after the other.
    if let [
        (Event::Start(tag @ Tag::FootnoteDefinition(_)), range),
        inner @ ..,
        _,
    ] = block
        && let Some(kind) = kind_of(tag)
    {
        builder.open(kind.clone(), mapped.span(range.clone()));
        let mut depth = 0_usize;
        let mut start = 0;
        for (at, (event, _)) in inner.iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                feed_block(&inner[start..=at], mapped, builder);
                start = at + 1;
            }
        }
        builder.close(&kind);
        return;
    }
    let needs_cleaning = block.iter().any(|(event, _)| match event {
        Event::Html(_) => true,
        Event::InlineHtml(tag) => simple_tag(tag).is_none(),
        _ => false,
    });
    if !needs_cleaning {
        for (event, range) in block {
            feed_event(event, range, mapped, builder);
        }
        return;
    }
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return;
    };
    let range = first.1.start
        ..block
            .iter()
            .map(|(_, range)| range.end)
            .max()
            .unwrap_or(last.1.end);
    let span = mapped.span(range.clone());
    // Whether each tag that seems to stay open is closed by a later event of the block.
    let mut closed: BTreeMap<String, bool> = BTreeMap::new();
    for (event, range) in block {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => {
                report_removed(tag, range, block, &mut closed, mapped, builder);
            }
            // The sanitiser refuses them without a word.
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if html::is_refused(dest_url) =>
            {
                let problem = link::unsafe_address(shortened(dest_url));
                builder.problems.push((problem, mapped.span(range.clone())));
            }
            _ => {}
        }
    }
    let events = block.iter().map(|(event, _)| match event {
        Event::FootnoteReference(label) => {
            Event::Text(format!("{NOTE_OPEN}{label}{NOTE_CLOSE}").into())
        }
        Event::TaskListMarker(checked) => {
            let mark = if *checked { DONE } else { TO_DO };
            Event::Text(format!("{NOTE_OPEN}{mark}{NOTE_CLOSE}").into())
        }
        other => other.clone(),
    });
    let mut out = String::with_capacity(range.len() * 2);
    pulldown_cmark::html::push_html(&mut out, events);
    let source = &mapped.text[range.clone()];
    let locate = |value: &str| match source.find(value).filter(|_| !value.is_empty()) {
        Some(at) => mapped.span(range.start + at..range.start + at + value.len()),
        None => span,
    };
    html::feed(&out, builder, span, &locate);
}

fn shortened(address: &str) -> String {
    address.trim().chars().take(60).collect()
}

fn report_removed(
    tag: &str,
    range: &Range<usize>,
    block: &[Spanned],
    closed: &mut BTreeMap<String, bool>,
    mapped: &Mapped,
    builder: &mut Builder,
) {
    for found in html::removed(tag) {
        let (problem, place) = match found {
            Removed::Tag(name, place) => (text_problem::html_removed(name), place),
            Removed::Attribute(name, place) => (text_problem::attribute_removed(name), place),
            Removed::Address(written, place) => (link::unsafe_address(shortened(&written)), place),
            Removed::Unclosed(name, place) => {
                // Markdown hands inline tags over one by one: the end may be a later event of the block.
                let is_closed = *closed.entry(name.clone()).or_insert_with(|| {
                    let closing = format!("</{name}");
                    block.iter().any(|(event, _)| {
                        matches!(event, Event::Html(other) | Event::InlineHtml(other)
                            if super::lines::find_ignoring_case(other, &closing).is_some())
                    })
                });
                let problem = if is_closed {
                    text_problem::html_removed(name)
                } else {
                    text_problem::html_unclosed(name)
                };
                (problem, place)
            }
        };
        let start = (range.start + place.start).min(range.end);
        let end = (range.start + place.end).min(range.end);
        builder.problems.push((problem, mapped.span(start..end)));
    }
}

/// The words that a reader would see of some Markdown, marks and code left out, with their places in it.
pub fn shown_text(markdown: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let mut in_code = false;
    Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH)
        .into_offset_iter()
        .filter_map(move |(event, range)| {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(words) if !in_code => return Some((words.into_string(), range)),
                _ => {}
            }
            None
        })
}

/// The words that a reader would see of some Markdown, each run between two marks or line ends whole.
pub fn shown_runs(markdown: &str) -> Vec<String> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    TextMergeWithOffset::new(parser)
        .filter_map(|(event, _)| match event {
            Event::Text(words) => Some(words.into_string()),
            _ => None,
        })
        .collect()
}

/// Inline tags that carry no danger and need no parser: the kind they open or close.
fn simple_tag(tag: &str) -> Option<(Option<Kind>, bool)> {
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (inside, closes) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let bare = inside.trim_end_matches('/').trim_end().to_ascii_lowercase();
    let kind = match bare.as_str() {
        "br" => return Some((None, closes)),
        "strong" | "b" => Kind::Strong,
        "em" | "i" => Kind::Emphasis,
        "u" => Kind::Underline,
        "sup" => Kind::Superscript,
        "sub" => Kind::Subscript,
        "del" | "s" => Kind::Strike,
        "span" if closes => Kind::Underline,
        "span style=\"text-decoration:underline;\""
        | "span style=\"text-decoration:underline\"" => Kind::Underline,
        _ => return None,
    };
    Some((Some(kind), closes))
}

fn feed_event(event: &Event, range: &Range<usize>, mapped: &Mapped, builder: &mut Builder) {
    let span = || mapped.span(range.clone());
    match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if own_block(info).is_some() => {
            let kind = own_block(info).unwrap_or(FenceKind::Chart);
            let fence = fence::read(kind, mapped, range.clone(), &mut builder.problems);
            builder.open(Kind::Fence(Box::new(fence)), span());
        }
        Event::Start(tag) => {
            if let Some(kind) = kind_of(tag) {
                builder.open(kind, span());
            }
        }
        Event::End(TagEnd::CodeBlock) => builder.close_code(),
        Event::End(tag) => {
            if let Some(kind) = kind_of_end(*tag) {
                builder.close(&kind);
            }
        }
        Event::Text(text) => {
            if let Some(at) = text.find("[^") {
                report_dangling(&text[at..], builder, span());
            }
            let source = &mapped.text[range.clone()];
            builder.words(text, &|address| match source.find(address) {
                Some(at) => {
                    let start = range.start + at;
                    mapped.span(start..start + address.len())
                }
                None => span(),
            });
        }
        Event::Code(text) => {
            // Word's hollow bullet comes out of converters as code.
            if text.as_ref() == "o" && builder.starts_line() {
                builder.text("•");
            } else if let Some(expression) = fence::computed(text) {
                let source = &mapped.text[range.clone()];
                let at = source.find(expression).unwrap_or(0);
                let start = range.start + at;
                builder.inline(Inline::Number {
                    expression: expression.to_owned(),
                    span: mapped.span(start..start + expression.len()),
                });
            } else {
                builder.inline(Inline::Code(text.to_string()));
            }
        }
        Event::InlineHtml(tag) => simple(tag, builder, span()),
        Event::FootnoteReference(label) => builder.footnote_reference(label),
        // A line end inside a paragraph is a space; callouts need to know where their first line ends.
        Event::SoftBreak => builder.text("\n"),
        Event::HardBreak => builder.line_break(),
        Event::Rule => builder.rule(),
        Event::TaskListMarker(checked) => builder.check_item(*checked),
        Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
    }
}

fn simple(tag: &str, builder: &mut Builder, span: Span) {
    match simple_tag(tag) {
        Some((None, _)) => builder.line_break(),
        Some((Some(kind), true)) => builder.close(&kind),
        Some((Some(kind), false)) => builder.open(kind, span),
        None => {}
    }
}

/// The kind of block that a fence's first word names.
fn own_block(info: &str) -> Option<FenceKind> {
    FenceKind::from_word(info.split_whitespace().next()?)
}

fn report_dangling(text: &str, builder: &mut Builder, span: Span) {
    if let Some((label, _)) = text[2..].split_once(']')
        && !label.is_empty()
        && label.len() < 30
        && !label.contains(char::is_whitespace)
    {
        builder.problems.push((footnote::dangling(label), span));
    }
}

/// Reads a few inline marks in words that come from HTML cells; anything but one paragraph stays plain.
pub fn feed_inline(text: &str, builder: &mut Builder, span: Span, locate: &dyn Fn(&str) -> Span) {
    let events: Vec<Event> = Parser::new_ext(text, Options::empty()).collect();
    let starts = events
        .iter()
        .filter(|event| matches!(event, Event::Start(Tag::Paragraph)))
        .count();
    let inline_only = events.iter().all(|event| {
        let odd_tag = matches!(event, Event::InlineHtml(tag) if simple_tag(tag).is_none());
        !odd_tag
            && !matches!(
                event,
                Event::Html(_)
                    | Event::Rule
                    | Event::Start(
                        Tag::Heading { .. }
                            | Tag::List(_)
                            | Tag::CodeBlock(_)
                            | Tag::BlockQuote(_)
                            | Tag::HtmlBlock
                    )
            )
    });
    if starts != 1 || !inline_only {
        builder.text(text);
        return;
    }
    let leading = text.len() - text.trim_start().len();
    builder.text(&text[..leading]);
    for event in &events {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Start(tag) => {
                if let Some(kind) = kind_of(tag) {
                    let place = match &kind {
                        Kind::Link { address, .. } | Kind::Image { address, .. } => locate(address),
                        _ => span,
                    };
                    builder.open(kind, place);
                }
            }
            Event::End(tag) => {
                if let Some(kind) = kind_of_end(*tag) {
                    builder.close(&kind);
                }
            }
            Event::Text(words) => builder.words(words, locate),
            Event::Code(words) => builder.inline(Inline::Code(words.to_string())),
            Event::SoftBreak => builder.text(" "),
            Event::HardBreak => builder.line_break(),
            Event::InlineHtml(tag) => simple(tag, builder, span),
            _ => {}
        }
    }
    builder.text(&text[text.trim_end().len().max(leading)..]);
}

fn kind_of(tag: &Tag) -> Option<Kind> {
    Some(match tag {
        Tag::Paragraph => Kind::Paragraph { centered: false },
        Tag::Heading { level, .. } => Kind::Heading {
            level: level_number(*level),
        },
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => Kind::Code {
            language: language.split_whitespace().next().unwrap_or("").to_owned(),
        },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code {
            language: String::new(),
        },
        Tag::List(start) => Kind::List { start: *start },
        Tag::Item => Kind::Item,
        Tag::FootnoteDefinition(label) => Kind::Footnote {
            label: label.to_string(),
        },
        Tag::Table(alignments) => Kind::Table {
            alignments: alignments
                .iter()
                .map(|alignment| align(*alignment))
                .collect(),
        },
        Tag::TableHead => Kind::Row { header: true },
        Tag::TableRow => Kind::Row { header: false },
        Tag::TableCell => Kind::Cell {
            columns: 1,
            rows: 1,
            header: false,
        },
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strike,
        Tag::Superscript => Kind::Superscript,
        Tag::Subscript => Kind::Subscript,
        Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => Kind::Link {
            address: if *link_type == LinkType::Email {
                format!("mailto:{dest_url}")
            } else {
                dest_url.to_string()
            },
            title: title.to_string(),
        },
        Tag::Image {
            dest_url, title, ..
        } => Kind::Image {
            address: dest_url.to_string(),
            title: title.to_string(),
            width: None,
        },
        _ => return None,
    })
}

fn kind_of_end(tag: TagEnd) -> Option<Kind> {
    Some(match tag {
        TagEnd::Paragraph => Kind::Paragraph { centered: false },
        TagEnd::Heading(_) => Kind::Heading { level: 2 },
        TagEnd::BlockQuote(_) => Kind::Quote,
        TagEnd::CodeBlock => Kind::Code {
            language: String::new(),
        },
        TagEnd::List(_) => Kind::List { start: None },
        TagEnd::Item => Kind::Item,
        TagEnd::FootnoteDefinition => Kind::Footnote {
            label: String::new(),
        },
        TagEnd::Table => Kind::Table {
            alignments: Vec::new(),
        },
        TagEnd::TableHead | TagEnd::TableRow => Kind::Row { header: false },
        TagEnd::TableCell => Kind::Cell {
            columns: 1,
            rows: 1,
            header: false,
        },
        TagEnd::Emphasis => Kind::Emphasis,
        TagEnd::Strong => Kind::Strong,
        TagEnd::Strikethrough => Kind::Strike,
        TagEnd::Superscript => Kind::Superscript,
        TagEnd::Subscript => Kind::Subscript,
        TagEnd::Link => Kind::Link {
            address: String::new(),
            title: String::new(),
        },
        TagEnd::Image => Kind::Image {
            address: String::new(),
            title: String::new(),
            width: None,
        },
        _ => return None,
    })
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn align(alignment: Align) -> Alignment {
    match alignment {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}
