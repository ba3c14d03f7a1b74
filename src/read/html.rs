//! An author's HTML → events of the tree. A maintained sanitiser (ammonia) parses it as a browser would, closes what is
//! open and keeps an allow-list of tags; what comes out is read here and nothing of it is ever printed as HTML.

use super::tidy::mended;
use super::tree::{Builder, Kind};
use crate::model::address;
use crate::source::Span;
use ammonia::Builder as Sanitizer;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The tags that pass.
pub const TAGS: [&str; 47] = [
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
];

/// The schemes of the addresses that pass.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static SANITIZER: LazyLock<Sanitizer<'static>> = LazyLock::new(|| {
    let mut tags: HashSet<&str> = TAGS.into_iter().collect();
    tags.insert("ul");
    let attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "title"])),
        ("img", HashSet::from(["src", "alt", "title", "width"])),
        ("iframe", HashSet::from(["src", "title", "height"])),
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan"])),
        ("p", HashSet::from(["align"])),
        ("div", HashSet::from(["align"])),
        ("ol", HashSet::from(["start"])),
        ("span", HashSet::from(["style"])),
        ("code", HashSet::from(["class"])),
    ]);
    let mut sanitizer = Sanitizer::empty();
    sanitizer
        .tags(tags)
        .clean_content_tags(HashSet::from([
            "script", "style", "noscript", "template", "svg", "math", "object",
        ]))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("span", "style") => value
                .contains("underline")
                .then_some(Cow::Borrowed("underline")),
            ("code", "class") => value
                .starts_with("language-")
                .then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    sanitizer
});

/// What an author's HTML held that does not pass, with its place in the HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    Tag(String, Range<usize>),
    Attribute(String, Range<usize>),
    /// An address whose scheme is not allowed.
    Address(String, Range<usize>),
    /// `<script>` without an end: it swallows what follows.
    Unclosed(String, Range<usize>),
}

/// Whether an address has a scheme that does not pass.
pub fn is_refused(address: &str) -> bool {
    address::scheme(address).is_some_and(|scheme| !SCHEMES.contains(&scheme.as_str()))
}

/// Lists the tags and attributes of some HTML that are not allowed.
pub fn removed(html: &str) -> Vec<Removed> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = html[from..].find('<').map(|at| at + from) {
        from = at + 1;
        let rest = &html[at + 1..];
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        if name.is_empty() || name.starts_with(|found: char| found.is_ascii_digit()) {
            continue;
        }
        let end = end_of_tag(rest).map_or(html.len(), |end| at + 1 + end + 1);
        let place = at..(at + 1 + name.len());
        let closing = format!("</{name}");
        let swallows = matches!(
            name.as_str(),
            "script" | "style" | "template" | "noscript" | "object"
        );
        if !TAGS.contains(&name.as_str()) && name != "ul" {
            let close = super::lines::find_ignoring_case(&html[end..], &closing);
            if swallows && close.is_none() {
                out.push(Removed::Unclosed(name.clone(), place));
            } else {
                out.push(Removed::Tag(name.clone(), place));
            }
            if let (true, Some(close)) = (swallows, close) {
                from = end + close;
            }
            continue;
        }
        let inside = &html[at + 1 + name.len()..end];
        for (attribute, value) in attributes(inside) {
            let scripts = attribute.starts_with("on") && attribute.len() > 3 && !value.is_empty()
                || matches!(attribute.as_str(), "srcdoc" | "formaction")
                || (attribute == "style" && runs(&value));
            if scripts {
                out.push(Removed::Attribute(attribute, place.clone()));
            } else if matches!(attribute.as_str(), "href" | "src") && is_refused(&value) {
                out.push(Removed::Address(value, place.clone()));
            }
        }
        from = end.max(from);
    }
    out
}

/// Where a written tag ends: a `>` inside a quoted value is none.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            // A quote opens a value right after `=` only: `l'eau` in a badly written tag opens nothing.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return Some(at),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // A quote that is never closed hides nothing.
    tag.find('>')
}

/// The attributes inside a written tag: names in lower case, values without their quotes and entities.
fn attributes(inside: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let space = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '>');
    let mut rest = inside.trim_start_matches(space);
    while !rest.is_empty() {
        let end = rest
            .find(|letter: char| letter == '=' || space(letter))
            .unwrap_or(rest.len());
        // An `=` without a name is passed over.
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after
                .chars()
                .next()
                .filter(|first| matches!(first, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => {
                    let end = after.find(|letter: char| letter.is_whitespace() || letter == '>');
                    after.split_at(end.unwrap_or(after.len()))
                }
            };
        }
        if !name.is_empty() {
            found.push((name, decoded(value)));
        }
        rest = rest.trim_start_matches(space);
    }
    found
}

/// A value with its numbers of characters, and the few names that hide a scheme, decoded: for a message, the sanitiser
/// reads them all.
fn decoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name: &str = &after[..after
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#')
            .unwrap_or(after.len())];
        let number =
            name.strip_prefix('#')
                .and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => digits.parse().ok(),
                });
        let letter = match (number, name) {
            (Some(number), _) => char::from_u32(number),
            (None, "colon") => Some(':'),
            (None, "Tab") => Some('\t'),
            (None, "NewLine") => Some('\n'),
            (None, "amp") => Some('&'),
            _ => None,
        };
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = after[name.len()..]
                    .strip_prefix(';')
                    .unwrap_or(&after[name.len()..]);
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether a style asks browsers, old ones included, to run or to fetch something.
fn runs(style: &str) -> bool {
    let style: String = style
        .to_ascii_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\\')
        .collect();
    [
        "expression(",
        "url(",
        "javascript:",
        "behavior:",
        "-moz-binding",
        "@import",
    ]
    .iter()
    .any(|word| style.contains(word))
}

/// Feeds the builder with cleaned HTML. `locate` finds the place of a value (an address) in the source.
pub fn feed(html: &str, builder: &mut Builder, span: Span, locate: &dyn Fn(&str) -> Span) {
    let cleaned = SANITIZER.clean(html).to_string();
    let mut rest = cleaned.as_str();
    let mut in_pre = false;
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let Some(end) = tag_end(tag) else { break };
            let inside = &tag[..end];
            rest = &tag[end + 1..];
            if let Some(name) = inside.strip_prefix('/') {
                if name == "pre" {
                    in_pre = false;
                }
                close(name, builder);
            } else {
                let (name, attributes) = split_tag(inside);
                if name == "pre" {
                    in_pre = true;
                }
                open(name, &attributes, builder, span, locate);
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = unescape(&rest[..end]);
            rest = &rest[end..];
            if in_pre {
                builder.text(&text);
            } else {
                words(&text, builder, span, locate);
            }
        }
    }
}

/// Where a tag ends: a `>` inside a quoted value is none.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn split_tag(inside: &str) -> (&str, Vec<(&str, String)>) {
    let name_end = inside.find(' ').unwrap_or(inside.len());
    let mut attributes = Vec::new();
    let mut rest = inside[name_end..].trim_start();
    while let Some((name, after)) = rest.split_once("=\"") {
        let end = after.find('"').unwrap_or(after.len());
        attributes.push((name.trim(), unescape(&after[..end])));
        rest = after.get(end + 1..).unwrap_or("").trim_start();
    }
    (&inside[..name_end], attributes)
}

/// The five entities that the sanitiser writes.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{A0}")
        .replace("&amp;", "&")
}

fn open(
    name: &str,
    attributes: &[(&str, String)],
    builder: &mut Builder,
    span: Span,
    locate: &dyn Fn(&str) -> Span,
) {
    let value = |wanted: &str| {
        attributes
            .iter()
            .find(|(name, _)| *name == wanted)
            .map_or("", |(_, value)| value.as_str())
    };
    let number = |wanted: &str| {
        value(wanted)
            .trim()
            .trim_end_matches("px")
            .parse::<u32>()
            .ok()
            .filter(|number| (1..=4000).contains(number))
    };
    let centered = value("align").eq_ignore_ascii_case("center");
    match name {
        "br" => builder.line_break(),
        "hr" => builder.rule(),
        "img" => {
            let address = value("src");
            let place = locate(address);
            builder.open(
                Kind::Image {
                    address: address.to_owned(),
                    title: value("title").to_owned(),
                    width: number("width"),
                },
                place,
            );
            builder.text(value("alt"));
            builder.close(&Kind::Image {
                address: String::new(),
                title: String::new(),
                width: None,
            });
        }
        "iframe" => builder.embed(
            value("src"),
            value("title"),
            number("height"),
            locate(value("src")),
        ),
        "a" => builder.open(
            Kind::Link {
                address: value("href").to_owned(),
                title: value("title").to_owned(),
            },
            locate(value("href")),
        ),
        "div" if centered => builder.open(Kind::Center, span),
        "p" => builder.open(Kind::Paragraph { centered }, span),
        "ol" => builder.open(
            Kind::List {
                start: Some(value("start").parse().unwrap_or(1)),
            },
            span,
        ),
        "span" if value("style") == "underline" => builder.open(Kind::Underline, span),
        "td" | "th" => {
            let spread = |wanted| u16::try_from(number(wanted).unwrap_or(1).min(100)).unwrap_or(1);
            builder.open(
                Kind::Cell {
                    columns: spread("colspan"),
                    rows: spread("rowspan"),
                    header: name == "th",
                },
                span,
            );
        }
        "pre" => builder.open(
            Kind::Code {
                language: String::new(),
            },
            span,
        ),
        _ => {
            if let Some(kind) = kind(name) {
                builder.open(kind, span);
            }
        }
    }
}

fn close(name: &str, builder: &mut Builder) {
    match name {
        "p" => builder.close(&Kind::Paragraph { centered: false }),
        "div" => builder.close(&Kind::Center),
        "a" => builder.close(&Kind::Link {
            address: String::new(),
            title: String::new(),
        }),
        "ol" => builder.close(&Kind::List { start: None }),
        "span" => builder.close(&Kind::Underline),
        "td" | "th" => builder.close(&Kind::Cell {
            columns: 1,
            rows: 1,
            header: false,
        }),
        "pre" => builder.close(&Kind::Code {
            language: String::new(),
        }),
        _ => {
            if let Some(kind) = kind(name) {
                builder.close(&kind);
            }
        }
    }
}

/// Tags that need no attribute.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "center" => Kind::Center,
        "figcaption" | "caption" => Kind::Caption,
        "blockquote" => Kind::Quote,
        "ul" => Kind::List { start: None },
        "li" => Kind::Item,
        "table" => Kind::Table {
            alignments: Vec::new(),
        },
        "tr" => Kind::Row { header: false },
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading {
            level: name.as_bytes()[1] - b'0',
        },
        "strong" | "b" => Kind::Strong,
        "em" | "i" => Kind::Emphasis,
        "del" | "s" | "strike" => Kind::Strike,
        "u" => Kind::Underline,
        "sup" => Kind::Superscript,
        "sub" => Kind::Subscript,
        "dt" | "dd" | "summary" => Kind::Paragraph { centered: false },
        _ => return None,
    })
}

/// Words of HTML: line ends are spaces, addresses are links, and the few marks of Markdown that converters leave in
/// cells (bold, links) are read.
fn words(text: &str, builder: &mut Builder, span: Span, locate: &dyn Fn(&str) -> Span) {
    let text = collapse(text);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(NOTE_OPEN) {
        plain_words(&rest[..at], builder, span, locate);
        let after = &rest[at + NOTE_OPEN.len_utf8()..];
        match after.split_once(NOTE_CLOSE) {
            Some((label, after)) => {
                match label {
                    DONE => builder.check_item(true),
                    TO_DO => builder.check_item(false),
                    label => builder.footnote_reference(label),
                }
                rest = after;
            }
            None => rest = after,
        }
    }
    plain_words(rest, builder, span, locate);
}

/// Stand around a footnote's label while its paragraph goes through the sanitiser.
pub const NOTE_OPEN: char = '\u{E000}';
pub const NOTE_CLOSE: char = '\u{E001}';
/// Stand there in the place of a label for the box of a task.
pub const DONE: &str = "\u{E002}";
pub const TO_DO: &str = "\u{E003}";

fn plain_words(text: &str, builder: &mut Builder, span: Span, locate: &dyn Fn(&str) -> Span) {
    if text.contains("](") || text.contains(['*', '_']) {
        super::markdown::feed_inline(&mended(text), builder, span, locate);
        return;
    }
    builder.words(text, locate);
}

fn collapse(text: &str) -> String {
    if !text.contains(['\n', '\t']) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for found in text.chars() {
        if matches!(found, ' ' | '\n' | '\t' | '\r') {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(found);
        }
    }
    out
}
