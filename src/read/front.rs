//! Front matter: the YAML between `---` at the head of a Markdown file. In: the text of a file. Out: what it says,
//! each value with its place, and the offset where the body starts. Problems are reported; what is wrong is left out.

mod keys;

pub use keys::{KEYS, schema};

use super::entries::{accepted, known};
use super::key::{self, Accepted, Key, Kind};
use super::yaml::{self, MapEntry, Value, Yaml};
use crate::diag::{Report, yaml as problem};
use crate::model::date::Date;
use crate::source::{SourceText, Span};

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<T> {
    pub value: T,
    pub span: Span,
}

/// What the front matter of one file says. All of it is optional.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatter {
    pub title: Option<Written<String>>,
    pub team: Option<Written<String>>,
    /// 1 to 5.
    pub day: Option<Written<u8>>,
    pub date: Option<Written<Date>>,
    pub authors: Option<Written<Vec<String>>>,
    pub collectivity: Option<Written<Collectivity>>,
    pub edition: Option<Written<String>>,
    pub group: Option<Written<u32>>,
    /// 1 to 4.
    pub maturity: Option<Written<u8>>,
    pub summary: Option<Written<String>>,
    pub mood: Option<Written<String>>,
    /// As written: relative to the file, or a remote address.
    pub cover: Option<Written<String>>,
    pub cover_alt: Option<Written<String>>,
    pub tags: Option<Written<Vec<String>>>,
    pub draft: Option<Written<bool>>,
    pub order: Option<Written<i64>>,
    pub slug: Option<Written<String>>,
    /// Former addresses, from the site's root, inside it.
    pub aliases: Option<Written<Vec<String>>>,
    /// `fr` or `en`.
    pub lang: Option<Written<String>>,
    pub toc: Option<Written<bool>>,
    pub updated: Option<Written<Date>>,
}

/// Who the logbook is about. Empty texts when nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collectivity {
    pub name: String,
    /// `commune`, `communauté de communes`, …
    pub kind: String,
    pub siren: String,
    pub insee: String,
    pub population: Option<u64>,
}

/// The head of a file, and where its body starts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    pub matter: FrontMatter,
    /// Byte offset of the first line after the front matter; 0 without one (3 after a byte order mark).
    pub body: usize,
    /// There is front matter, maybe empty.
    pub present: bool,
}

/// Reads the head of a Markdown file.
pub fn head(source: &SourceText, report: &mut Report) -> Head {
    let text = source.text.as_str();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let plain = Head {
        body: start,
        ..Head::default()
    };
    let Some(first) = line(text, start).filter(|line| is_fence(line.text, "---")) else {
        return plain;
    };
    let mut closing = None;
    let mut keys = KeyLines::default();
    let mut at = first.next;
    while let Some(line) = line(text, at) {
        if is_fence(line.text, "---") || is_fence(line.text, "...") {
            closing = Some((at, line.next));
            break;
        }
        keys.see(line.text);
        at = line.next;
    }
    match closing {
        // Two rules with prose between them are no front matter.
        Some((end, body)) if keys.look_like_front_matter() => {
            let matter = read(source, Span::new(first.next, end), report);
            Head {
                matter,
                body,
                present: true,
            }
        }
        None if keys.start_with_known_key() => {
            let fence = Span::new(start, start + 3);
            report.add(problem::front_matter_unclosed(), source.place(fence));
            Head {
                body: first.next,
                ..plain
            }
        }
        _ => plain,
    }
}

struct Line<'a> {
    text: &'a str,
    /// Where the next line starts.
    next: usize,
}

fn line(text: &str, at: usize) -> Option<Line<'_>> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
    Some(Line {
        text: rest[..length].trim_end_matches(['\n', '\r']),
        next: at + length,
    })
}

fn is_fence(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence)
        .is_some_and(|rest| rest.trim().is_empty())
}

/// What the lines after the first `---` look like.
#[derive(Default)]
struct KeyLines {
    /// The first line is `key:` with a key that carnet knows, or nearly.
    known: bool,
    /// The first line that is neither blank nor a comment is `key:`.
    key: Option<bool>,
    lines: usize,
}

impl KeyLines {
    fn see(&mut self, line: &str) {
        self.lines += 1;
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') || self.key.is_some() {
            return;
        }
        let word = line.split_once(':').and_then(|(word, rest)| {
            let ends = rest.is_empty() || rest.starts_with([' ', '\t']);
            let simple =
                |character: char| character.is_alphanumeric() || "_- \"'".contains(character);
            let short = word.chars().count() <= 30 && word.chars().all(simple);
            (ends && short && !word.trim().is_empty() && !word.starts_with("- ")).then_some(word)
        });
        self.key = Some(word.is_some());
        self.known = self.lines == 1
            && word.is_some_and(|word| {
                let folded = key::fold(word);
                key::find(KEYS, word).is_some()
                    || (!folded.contains('_') && !key::near(KEYS, &folded).fr.is_empty())
            });
    }

    fn look_like_front_matter(&self) -> bool {
        // Braces and brackets are YAML too, but nobody writes front matter so; prose between rules is common.
        self.key.unwrap_or(true)
    }

    fn start_with_known_key(&self) -> bool {
        self.known
    }
}

fn read(source: &SourceText, range: Span, report: &mut Report) -> FrontMatter {
    let mut matter = FrontMatter::default();
    let entries = match yaml::parse(source, range, report) {
        None => return matter,
        Some(Yaml { value, span }) => match value {
            Value::Null => return matter,
            Value::Map(entries) => entries,
            _ => {
                report.add(problem::not_a_map(), source.place(span));
                return matter;
            }
        },
    };
    for (key, entry) in known(KEYS, &entries, source, report) {
        if let Kind::Group(keys) = key.kind {
            let collectivity = collectivity(key, keys, entry, source, report);
            matter.collectivity = collectivity.map(|value| written(value, entry));
            continue;
        }
        let Some(value) = accepted(key, entry, source, report) else {
            continue;
        };
        matter.set(key.name, value, entry.value.span);
    }
    if let Some(aliases) = &mut matter.aliases {
        let count = aliases.value.len();
        let inside = aliases.value.iter().filter_map(|alias| {
            key::inside(alias.trim_start_matches('/')).filter(|alias| !alias.is_empty())
        });
        aliases.value = inside.collect();
        if aliases.value.len() < count {
            let expected = crate::diag::Phrase::new(
                "des adresses du site, comme equipe/jour-1.html",
                "addresses of the site, such as team/jour-1.html",
            );
            report.add(
                problem::wrong_value("aliases", expected),
                source.place(aliases.span),
            );
        }
    }
    matter
}

fn written<T>(value: T, entry: &MapEntry) -> Written<T> {
    Written {
        value,
        span: entry.value.span,
    }
}

fn collectivity(
    group: &Key,
    keys: &'static [Key],
    entry: &MapEntry,
    source: &SourceText,
    report: &mut Report,
) -> Option<Collectivity> {
    let mut collectivity = Collectivity::default();
    let Value::Map(entries) = &entry.value.value else {
        // A name alone.
        let Accepted::Text(name) = accepted(group, entry, source, report)? else {
            return None;
        };
        collectivity.name = name;
        return Some(collectivity);
    };
    for (key, entry) in known(keys, entries, source, report) {
        match (key.name, accepted(key, entry, source, report)) {
            ("name", Some(Accepted::Text(name))) => collectivity.name = name,
            ("type", Some(Accepted::Text(kind))) => collectivity.kind = kind,
            ("siren", Some(Accepted::Text(siren))) => collectivity.siren = without_spaces(&siren),
            ("insee", Some(Accepted::Text(insee))) => collectivity.insee = without_spaces(&insee),
            ("population", Some(Accepted::Integer(population))) => {
                collectivity.population = u64::try_from(population).ok();
            }
            _ => {}
        }
    }
    Some(collectivity)
}

fn without_spaces(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

impl FrontMatter {
    fn set(&mut self, name: &str, value: Accepted, span: Span) {
        let small = |number: i64| u8::try_from(number).unwrap_or(0);
        match (name, value) {
            ("day", Accepted::Integer(day)) => {
                self.day = Some(Written {
                    value: small(day),
                    span,
                })
            }
            ("maturity", Accepted::Integer(level)) => {
                self.maturity = Some(Written {
                    value: small(level),
                    span,
                });
            }
            ("group", Accepted::Integer(group)) => {
                let value = u32::try_from(group).unwrap_or(0);
                self.group = Some(Written { value, span });
            }
            ("order", Accepted::Integer(value)) => self.order = Some(Written { value, span }),
            ("date", Accepted::Date(value)) => self.date = Some(Written { value, span }),
            ("updated", Accepted::Date(value)) => self.updated = Some(Written { value, span }),
            ("draft", Accepted::Flag(value)) => self.draft = Some(Written { value, span }),
            ("toc", Accepted::Flag(value)) => self.toc = Some(Written { value, span }),
            (_, Accepted::Texts(value)) => {
                let place = match name {
                    "authors" => &mut self.authors,
                    "tags" => &mut self.tags,
                    "aliases" => &mut self.aliases,
                    _ => return,
                };
                *place = Some(Written { value, span });
            }
            (_, Accepted::Text(value)) => {
                let place = match name {
                    "title" => &mut self.title,
                    "team" => &mut self.team,
                    "edition" => &mut self.edition,
                    "summary" => &mut self.summary,
                    "mood" => &mut self.mood,
                    "cover" => &mut self.cover,
                    "cover_alt" => &mut self.cover_alt,
                    "slug" => &mut self.slug,
                    "lang" => &mut self.lang,
                    _ => return,
                };
                *place = Some(Written { value, span });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
