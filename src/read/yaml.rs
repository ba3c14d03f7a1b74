//! YAML. In: a text at some place of a file. Out: a tree where every value knows its place and keeps its letters:
//! `01` stays "01", `no` stays "no". Problems are told at their line, in carnet's own words.
//!
//! The only home of `serde_yaml`. The tree is made from the events of its parser rather than through serde: an event
//! has the exact bytes of each key and value, and no inference of types has taken place yet.

use crate::diag::{Problem, Report, yaml as problem};
use crate::source::{SourceText, Span};
use serde_yaml::granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle,
};
use std::collections::BTreeMap;

/// Values in one text, aliases expanded. A logbook's header has a few dozen.
const MOST_VALUES: usize = 100_000;
/// Levels of lists and maps.
const MOST_LEVELS: usize = 64;

/// A value and its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Yaml {
    pub span: Span,
    pub value: Value,
}

/// What a value is. Plain scalars are sorted as YAML 1.2 does, with three cautions: only `true` and `false` are
/// booleans, digits after a leading zero are text, and so are digits with underscores.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    /// As written: `2.50`, `-3`, `1e6`.
    Number(String),
    Text(String),
    List(Vec<Yaml>),
    /// In the order of the file; no key twice.
    Map(Vec<MapEntry>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct MapEntry {
    pub key: String,
    pub key_span: Span,
    pub value: Yaml,
}

impl Yaml {
    /// The letters of a scalar: `01`, `12 000`, `true`; nothing for a null, a list or a map.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

/// Reads one document that lies at `range` of a file.
///
/// Every problem is reported; the result is nothing when the text could not be read to its end. An empty text is a
/// `Null`. Places are offsets in the whole file.
pub fn parse(source: &SourceText, range: Span, report: &mut Report) -> Option<Yaml> {
    let (start, end) = (range.start as usize, range.end as usize);
    let text = source.text.get(start..end)?;
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut builder = Builder {
        base: start,
        text,
        source,
        report,
        values: 0,
        anchors: BTreeMap::new(),
        broken: false,
    };
    let mut stack: Vec<Open> = Vec::new();
    let mut root: Option<Yaml> = None;
    let mut documents = 0;
    for step in Parser::new_from_str_with_options(text, options) {
        let (event, place) = match step {
            Ok(step) => step,
            Err(error) => {
                let flow = stack.iter().find(|open| open.flow).map(|open| open.span);
                builder.syntax(&error, flow);
                return None;
            }
        };
        let span = builder.span(place.byte_range());
        let done = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    builder.say(problem::several_documents(), span);
                    return None;
                }
                continue;
            }
            Event::Scalar(text, style, anchor, _) => {
                let value = scalar(&text, style);
                Some((Yaml { span, value }, anchor))
            }
            Event::Alias(anchor) => {
                let Some(value) = builder.anchors.get(&anchor).cloned() else {
                    // A value that refers to itself is not finished yet, so it has no anchor.
                    builder.say(problem::unknown_alias(), span);
                    return None;
                };
                builder.values += count(&value);
                let value = Yaml { span, ..value };
                Some((value, 0))
            }
            Event::SequenceStart(style, anchor, _) => {
                stack.push(Open::new(Value::List(Vec::new()), span, anchor, style));
                None
            }
            Event::MappingStart(style, anchor, _) => {
                stack.push(Open::new(Value::Map(Vec::new()), span, anchor, style));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().map(|open| open.close(span)),
            _ => continue,
        };
        builder.values += 1;
        if builder.values > MOST_VALUES || stack.len() > MOST_LEVELS {
            builder.say(problem::too_big(), span);
            return None;
        }
        let Some((value, anchor)) = done else {
            continue;
        };
        if anchor != 0 {
            builder.anchors.insert(anchor, value.clone());
        }
        match stack.last_mut() {
            Some(open) => builder.put(open, value),
            None => root = Some(value),
        }
    }
    if builder.broken {
        return None;
    }
    Some(root.unwrap_or(Yaml {
        span: Span::new(start, start),
        value: Value::Null,
    }))
}

/// A list or a map whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    value: Value,
    /// Written with brackets or braces.
    flow: bool,
    /// The key whose value comes next.
    key: Option<Key>,
}

enum Key {
    Named(String, Span),
    /// Written twice, or no text: its value is read and dropped.
    Dropped,
}

impl Open {
    fn new(value: Value, span: Span, anchor: usize, style: StructureStyle) -> Self {
        Open {
            span,
            anchor,
            value,
            flow: style == StructureStyle::Flow,
            key: None,
        }
    }

    fn close(self, end: Span) -> (Yaml, usize) {
        let span = Span {
            start: self.span.start,
            end: end.end.max(self.span.end),
        };
        let value = self.value;
        (Yaml { span, value }, self.anchor)
    }
}

struct Builder<'a> {
    base: usize,
    text: &'a str,
    source: &'a SourceText,
    report: &'a mut Report,
    values: usize,
    anchors: BTreeMap<usize, Yaml>,
    broken: bool,
}

impl Builder<'_> {
    fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        let range = range.unwrap_or(0..0);
        Span::new(self.base + range.start, self.base + range.end)
    }

    fn say(&mut self, problem: Problem, span: Span) {
        self.broken = true;
        self.report.add(problem, self.source.place(span));
    }

    fn put(&mut self, open: &mut Open, value: Yaml) {
        match &mut open.value {
            Value::List(items) => items.push(value),
            Value::Map(entries) => match open.key.take() {
                Some(Key::Named(key, key_span)) => entries.push(MapEntry {
                    key,
                    key_span,
                    value,
                }),
                Some(Key::Dropped) => {}
                None => {
                    open.key = Some(match value.text() {
                        Some(key) if entries.iter().any(|entry| entry.key == key) => {
                            self.say(problem::duplicate_key(key), value.span);
                            Key::Dropped
                        }
                        Some(key) => Key::Named(key.to_owned(), value.span),
                        None => {
                            self.say(problem::key_not_text(), value.span);
                            Key::Dropped
                        }
                    });
                }
            },
            _ => {}
        }
    }

    /// Tells a fault of the parser. `flow` is the start of the outermost list or map in brackets that is open there.
    fn syntax(&mut self, error: &ScanError, flow: Option<Span>) {
        let at = error
            .marker()
            .byte_offset()
            .unwrap_or(0)
            .min(self.text.len());
        // At the very end there is nothing to point at: the last thing said is shown instead.
        let mut at = if self.text[at..].trim().is_empty() {
            let said = self.text.trim_end().char_indices().last();
            said.map_or(0, |(at, _)| at)
        } else {
            at
        };
        let mut problem = sentence(error.kind(), &self.text[at..]);
        match problem.kind.code {
            // The parser names the end of the value before a tab; the tab itself is what has to go.
            "yaml.tab" => at = self.text[at..].find('\t').map_or(at, |tab| at + tab),
            // It names the line after the one where a quote stays open.
            "yaml.quote" if !line_of(self.text, at).contains(['"', '\'']) => {
                at = self.text[..at].rfind(['"', '\'']).unwrap_or(at);
            }
            // With a bracket left open, whatever comes next is wrong: the bracket is the fault.
            "yaml.colon" | "yaml.bracket" | "yaml.syntax" | "yaml.indentation" => {
                if let Some(flow) = flow {
                    problem = self::problem::bracket();
                    at = flow.start as usize - self.base;
                }
            }
            _ => {}
        }
        let width = self.text[at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(self.base + at, self.base + at + width);
        self.say(problem, span);
    }
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or("")
}

/// The parser's kinds of errors in carnet's words.
fn sentence(kind: &ErrorKind, rest: &str) -> Problem {
    use ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => problem::tab(),
        Kind::UnclosedQuotedScalar
        | Kind::DocumentIndicatorInQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidTrailingSingleQuotedScalar
        | Kind::InvalidTrailingDoubleQuotedScalar => problem::quote(),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => problem::escape(),
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::MisplacedFlowCollectionEnd
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::UnclosedFlowCollection { .. }
        | Kind::BlockEntryInFlowCollection
        | Kind::InvalidFlowScalarIndent
        | Kind::PlainScalarStartsWithDashFlowIndicator
        | Kind::FlowMappingValueAdjacentCollection => problem::bracket(),
        Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::MappingKeyNotAllowed
        | Kind::InvalidColonPlacement
        | Kind::InvalidMappingValueWhitespace
        | Kind::MappingValueNotAllowed => problem::colon(),
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockScalarIndent
        | Kind::ZeroBlockScalarIndent
        | Kind::InvalidBlockEntryWhitespace => problem::indentation(),
        Kind::UnknownAnchor => problem::unknown_alias(),
        Kind::RecursionLimitExceeded => problem::too_big(),
        Kind::UnexpectedCharacter { character } => problem::reserved(character),
        Kind::MissingAnchorOrAliasName
        | Kind::ExpectedTagBang
        | Kind::UndeclaredTagHandle
        | Kind::InvalidBlockScalarHeader => match rest.chars().next() {
            Some(sign) if !sign.is_whitespace() => problem::reserved(sign),
            _ => problem::syntax(),
        },
        Kind::MultipleDocumentsUnsupported => problem::several_documents(),
        _ => problem::syntax(),
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// Decimal numbers only. `01200` is a postal code, `1_000` and `0x10` are somebody's words.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole: &str = digits.split(['.', 'e', 'E']).next().unwrap_or("");
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    !leading_zero
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'))
        && digits.parse::<f64>().is_ok_and(f64::is_finite)
}

fn count(value: &Yaml) -> usize {
    match &value.value {
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Map(entries) => {
            1 + entries
                .iter()
                .map(|entry| 1 + count(&entry.value))
                .sum::<usize>()
        }
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
