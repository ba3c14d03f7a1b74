//! What carnet says to authors. In: a [`Problem`] and a [`Place`]. Out: a [`Diagnostic`], in French or English.
//!
//! Each family of problems is one file, where a problem is one entry: its code, its severity, and its sentences in
//! both languages side by side. The stages call `report.add(link::empty(text), place)`.

use crate::source::Place;
use std::cmp::Ordering;

pub mod catalog;
pub mod chart;
pub mod csv;
pub mod data;
pub mod embed;
mod family;
pub mod footnote;
pub mod geo;
pub mod heading;
pub mod image;
pub mod import;
pub mod link;
pub mod logbook;
pub mod machine;
pub mod map;
pub mod output;
pub mod people;
pub mod personal;
mod phrase;
pub mod schema;
pub mod sheet;
pub mod site;
pub mod table;
pub mod template;
pub mod text;
pub mod theme;
pub mod yaml;

pub(crate) use family::family;
pub use phrase::{Field, Filling, Phrase};

/// The languages that carnet speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    /// The BCP 47 tag, as in `<html lang>` and in `book.toml`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
        }
    }

    /// Reads a tag such as `fr`, `fr-FR`, `fr_FR.UTF-8`, `en`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Language::French),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

/// How grave a problem is: `check --level` names the least one that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Hint,
    Warning,
    Error,
}

impl Severity {
    /// The word of `--level` and of the JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The sentences of one kind of problem in one language. `{name}` stands for a field of the problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: &'static str,
    /// What to do.
    pub help: &'static str,
    /// Why it matters: the text of `carnet explain`.
    pub why: &'static str,
}

/// One kind of problem, as `carnet explain` lists it.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// `family.kebab-name`.
    pub code: &'static str,
    pub severity: Severity,
    /// The site cannot be right with it: `build` leaves the previous site as it is.
    pub stops_build: bool,
    pub fr: Words,
    pub en: Words,
}

impl Kind {
    /// Its sentences in one language.
    pub fn words(&self, language: Language) -> &Words {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }
}

/// A kind of problem and what this case of it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: &'static Kind,
    severity: Severity,
    fields: Vec<(&'static str, Field)>,
    /// Where else than at its place it was met; empty where there is nothing to add.
    context: Phrase,
}

impl Problem {
    pub(crate) fn new(kind: &'static Kind, fields: Vec<(&'static str, Field)>) -> Self {
        Problem {
            kind,
            severity: kind.severity,
            fields,
            context: Phrase::new("", ""),
        }
    }

    /// The same problem with words after its sentence: the pages that it was met on.
    #[must_use]
    pub fn met(self, context: Phrase) -> Self {
        Problem { context, ..self }
    }

    /// How grave this case is: what its kind says, or what [`Problem::raised`] made of it.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The same problem where it is graver than elsewhere.
    #[must_use]
    pub fn raised(self, severity: Severity) -> Self {
        Problem { severity, ..self }
    }

    /// What is wrong, in one sentence without a final stop.
    pub fn message(&self, language: Language) -> String {
        let mut message = self.fill(self.kind.words(language).message, language);
        message.push_str(match language {
            Language::French => &self.context.fr,
            Language::English => &self.context.en,
        });
        message
    }

    /// What to do.
    pub fn help(&self, language: Language) -> String {
        self.fill(self.kind.words(language).help, language)
    }

    fn fill(&self, template: &str, language: Language) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let after = &rest[open + 1..];
            let close = after.find('}').unwrap_or(0);
            match self
                .fields
                .iter()
                .find(|(name, _)| *name == &after[..close])
            {
                Some((_, value)) => {
                    out.push_str(match (value, language) {
                        (Field::Name(name), _) => name,
                        (Field::Words(words), Language::French) => &words.fr,
                        (Field::Words(words), Language::English) => &words.en,
                    });
                    rest = &after[close + 1..];
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// A problem at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub problem: Problem,
    pub place: Option<Place>,
}

impl Diagnostic {
    pub fn code(&self) -> &'static str {
        self.problem.kind.code
    }

    pub fn severity(&self) -> Severity {
        self.problem.severity
    }

    fn order(&self, other: &Diagnostic) -> Ordering {
        let own = (&self.place, self.code(), &self.problem.fields);
        own.cmp(&(&other.place, other.code(), &other.problem.fields))
    }

    /// Whether it stands before another one in a report that is sorted.
    pub fn precedes(&self, other: &Diagnostic) -> bool {
        self.order(other) == Ordering::Less
    }

    /// What is wrong, in one sentence without a final stop.
    pub fn message(&self, language: Language) -> String {
        self.problem.message(language)
    }

    /// What to do.
    pub fn help(&self, language: Language) -> String {
        self.problem.help(language)
    }
}

/// All that a run has to say. A mistake is added and the work goes on.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a problem at a place.
    pub fn add(&mut self, problem: Problem, place: impl Into<Option<Place>>) {
        self.diagnostics.push(Diagnostic {
            problem,
            place: place.into(),
        });
    }

    /// Takes over what another report holds: how parallel work is gathered, in the order of its inputs.
    pub fn extend(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Keeps some of what there is to say.
    pub fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(wanted);
    }

    /// Sorted by file, line, column and code; the same problem at the same place is said once.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by(Diagnostic::order);
        self.diagnostics.dedup();
    }

    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many are at least that grave.
    pub fn count(&self, at_least: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() >= at_least)
            .count()
    }

    /// Whether the site cannot be built right.
    pub fn stops_build(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.problem.kind.stops_build)
    }
}

/// Every kind of problem, in the order of the families: what `carnet explain` and the manual list.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    [
        site::KINDS,
        theme::KINDS,
        yaml::KINDS,
        import::KINDS,
        text::KINDS,
        heading::KINDS,
        table::KINDS,
        link::KINDS,
        embed::KINDS,
        image::KINDS,
        footnote::KINDS,
        logbook::KINDS,
        people::KINDS,
        personal::KINDS,
        schema::KINDS,
        chart::KINDS,
        csv::KINDS,
        data::KINDS,
        map::KINDS,
        geo::KINDS,
        sheet::KINDS,
        catalog::KINDS,
        template::KINDS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The kind with that code.
pub fn kind(code: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.code == code)
}

/// The nearest of some names to a word that is none of them, for a message: never a replacement.
///
/// Distance of Damerau and Levenshtein (restricted), at most a third of the word's length plus one.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word of more letters is none that somebody mistyped.
    const LONGEST: usize = 200;
    // A message is not worth more work than that.
    const MOST: usize = 2000;
    let letters = |word: &str| -> Vec<char> { word.to_lowercase().chars().collect() };
    let wanted = letters(word);
    let limit = word.chars().count() / 3 + 1;
    if wanted.len() > LONGEST {
        return None;
    }
    names
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(wanted.len()) <= limit + 1)
        .take(MOST)
        .map(|name| (distance(&wanted, &letters(name), limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The distance of two words, exact up to `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut current = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let mut best = (previous[j] + usize::from(left != right))
                .min(previous[j + 1] + 1)
                .min(current[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                best = best.min(before[j - 1] + 1);
            }
            current.push(best);
        }
        // Two swapped letters look one row back: no later row is less than both.
        let least = |row: &[usize]| row.iter().min().copied().unwrap_or(0);
        if least(&current) > limit && least(&previous) > limit {
            return limit + 1;
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_complete_and_unique() {
        let mut codes = std::collections::BTreeSet::new();
        for kind in kinds() {
            assert!(codes.insert(kind.code), "{} twice", kind.code);
            for words in [&kind.fr, &kind.en] {
                assert!(!words.message.is_empty(), "{}", kind.code);
                assert!(!words.help.is_empty(), "{}", kind.code);
                assert!(!words.why.is_empty(), "{}", kind.code);
            }
        }
    }

    #[test]
    fn fields_are_filled_and_other_braces_stay() {
        let problem = link::empty("{ici}");
        let diagnostic = Diagnostic {
            problem,
            place: None,
        };
        assert!(diagnostic.message(Language::French).contains("« {ici} »"));
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["title", "team", "language"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("langage", names), Some("language"));
        assert_eq!(nearest("zzzzzz", names), None);
    }
}
