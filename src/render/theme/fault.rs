//! What Tera says of a template, in both languages and at its place.
//!
//! Tera gives English sentences, and for names that it does not know a printed report of several faults at once; both
//! are read here, so that nothing else depends on its wording. A sentence that is not known is quoted as it is.

use crate::diag::Phrase;
use std::ops::RangeInclusive;
use tera::{Error, ErrorKind};

/// One fault of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub what: Phrase,
    /// Name of the template, when Tera says which.
    pub template: Option<String>,
    pub at: At,
}

/// Where in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// Line from 1, columns from 1 in characters, the last one included.
    Columns(usize, RangeInclusive<usize>),
    /// Line from 1, column from 1; the word that is wrong starts there.
    Start(usize, usize),
    /// Where these words stand first.
    Words(String),
    Unknown,
}

/// The faults that one error of Tera tells, at least one.
pub(super) fn faults(error: &Error) -> Vec<Fault> {
    let one = |what: Phrase, template: Option<&str>, at: At| {
        vec![Fault {
            what,
            template: template.map(str::to_owned),
            at,
        }]
    };
    match error.kind() {
        ErrorKind::SyntaxError(inner) | ErrorKind::RenderingError(inner) => {
            let span = inner.span();
            let at = if span.start_line == span.end_line && span.end_col > span.start_col {
                At::Columns(span.start_line, span.start_col + 1..=span.end_col)
            } else {
                At::Start(span.start_line, span.start_col + 1)
            };
            one(sentence(inner.message()), Some(inner.filename()), at)
        }
        ErrorKind::MissingParent { current, parent } => one(
            Phrase::new(
                format!("il prolonge « {parent} », qui n’existe pas"),
                format!("it extends “{parent}”, which does not exist"),
            ),
            Some(current),
            At::Words(format!("\"{parent}\"")),
        ),
        ErrorKind::CircularExtend { tpl, .. } => one(
            Phrase::new(
                "il se prolonge lui-même, par un autre ou directement",
                "it extends itself, directly or through another one",
            ),
            Some(tpl),
            At::Words("{% extends".into()),
        ),
        ErrorKind::CircularInclude { tpl, .. } => one(
            Phrase::new(
                "il s’inclut lui-même, par un autre ou directement",
                "it includes itself, directly or through another one",
            ),
            Some(tpl),
            At::Words("{% include".into()),
        ),
        ErrorKind::Msg(text) if text.starts_with("error: ") => reports(text),
        other => one(sentence(&other.to_string()), None, At::Unknown),
    }
}

/// Reads the reports that Tera prints one after the other: `error: …`, then `--> name:line:column`.
fn reports(text: &str) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            found.push(Fault {
                what: sentence(message),
                template: None,
                at: At::Unknown,
            });
            continue;
        }
        let Some(fault) = found.last_mut() else {
            continue;
        };
        if fault.template.is_none()
            && let Some(place) = line.trim_start().strip_prefix("--> ")
        {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|part| part.parse().ok());
            let line = parts.next().and_then(|part| part.parse().ok());
            fault.template = parts.next().map(str::to_owned);
            if let (Some(line), Some(column)) = (line, column) {
                fault.at = At::Start(line, column);
            }
        }
    }
    found
}

/// A sentence of Tera in both languages. `{}` stands for what the backquotes of the pattern hold.
fn sentence(message: &str) -> Phrase {
    // It lists what was available after the first line: too long for one sentence.
    let message = message.lines().next().unwrap_or_default();
    let message = message.trim_end_matches('.');
    for (pattern, fr, en) in SENTENCES {
        if let Some(holes) = holes(pattern, message) {
            return Phrase::new(filled(fr, &holes), filled(en, &holes));
        }
    }
    Phrase::new(
        format!("passage que Tera ne comprend pas : « {message} »"),
        message.to_owned(),
    )
}

const SENTENCES: [(&str, &str, &str); 21] = [
    (
        "Unknown filter `{}`",
        "filtre inconnu : « {} »",
        "unknown filter: “{}”",
    ),
    (
        "Unknown test `{}`",
        "test inconnu : « {} »",
        "unknown test: “{}”",
    ),
    (
        "Unknown function `{}`",
        "fonction inconnue : « {} »",
        "unknown function: “{}”",
    ),
    (
        "Unknown component `{}`",
        "composant inconnu : « {} »",
        "unknown component: “{}”",
    ),
    (
        "Unknown template `{}`",
        "le gabarit « {} » n’existe pas",
        "there is no template “{}”",
    ),
    (
        "Variable `{}` is not defined",
        "variable inconnue : « {} »",
        "unknown variable: “{}”",
    ),
    (
        "Variable `{}` exists but its value is undefined",
        "la variable « {} » n’a pas de valeur ici",
        "the variable “{}” has no value here",
    ),
    (
        "Field `{}` is not defined",
        "champ inconnu : « {} »",
        "unknown field: “{}”",
    ),
    (
        "Tried to render a variable that is undefined",
        "cette valeur n’existe pas ici ; testez-la par {% if … %} avant de l’afficher",
        "this value does not exist here; test it with {% if … %} before showing it",
    ),
    (
        "Block `{}` is not defined in any parent template",
        "aucun gabarit prolongé n’a de bloc « {} »",
        "no extended template has a block “{}”",
    ),
    (
        "Template already contains a block named `{}`",
        "bloc « {} » écrit deux fois",
        "block “{}” written twice",
    ),
    (
        "Unexpected end of input",
        "une balise ouverte n’est jamais fermée : il manque }}, %} ou {% end… %}",
        "an opened tag is never closed: }}, %} or {% end… %} is missing",
    ),
    (
        "Found {} but expected {}",
        "« {} » trouvé, « {} » attendu",
        "found “{}”, expected “{}”",
    ),
    (
        "Found {} but was expecting {}",
        "« {} » trouvé, « {} » attendu",
        "found “{}”, expected “{}”",
    ),
    (
        "Found {}",
        "« {} » n’a pas sa place ici",
        "“{}” has no place here",
    ),
    (
        "Missing keyword argument `{}`",
        "il manque la valeur « {} »",
        "the value “{}” is missing",
    ),
    (
        "Invalid type for the value, expected `{}` but got `{}`",
        "valeur de type « {} » attendue, « {} » reçu",
        "a value of type “{}” is expected, not “{}”",
    ),
    (
        "Math operations can only be done on numbers, found `{}`",
        "on ne calcule qu’avec des nombres ; ceci est de type « {} »",
        "only numbers can be calculated with; this is of type “{}”",
    ),
    (
        "Cannot compare `{}` with `{}`",
        "on ne compare pas une valeur « {} » à une valeur « {} »",
        "a value “{}” cannot be compared with a value “{}”",
    ),
    (
        "Keyword argument `{}` is defined more than once",
        "valeur « {} » donnée deux fois",
        "value “{}” given twice",
    ),
    (
        "{} was named `{}` in the opening tag, found `{}` as name in the end tag",
        "« {} » ouvert sous le nom « {} » et fermé sous le nom « {} »",
        "“{}” opened as “{}” and closed as “{}”",
    ),
];

/// What a message has in the holes of a pattern, if it has that form.
fn holes<'a>(pattern: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split("{}");
    let mut rest = message.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = match (part, parts.peek()) {
            (part, None) => rest.strip_suffix(part)?.len(),
            (part, Some(_)) => rest.find(part)?,
        };
        found.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(found)
}

fn filled(sentence: &str, holes: &[&str]) -> String {
    let mut out = String::new();
    let mut holes = holes.iter();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{}") {
        out.push_str(before);
        out.push_str(holes.next().map_or("", |hole| hole.trim_matches('`')));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_in_both_languages() {
        let said = sentence("Variable `pgae` is not defined.\nAvailable: page, site");
        assert_eq!(said.fr, "variable inconnue : « pgae »");
        assert_eq!(said.en, "unknown variable: “pgae”");
        let odd = sentence("Something that nobody met");
        assert!(odd.fr.contains("« Something that nobody met »"));
    }

    #[test]
    fn every_fault_of_a_report_is_read() {
        let mut tera = tera::Tera::default();
        let error = tera
            .add_raw_templates([
                ("a.html", "<p>\n  {{ x | nothing }}"),
                ("b.html", "{{ nobody() }}"),
            ])
            .unwrap_err();
        let found: Vec<(String, Option<String>, At)> = faults(&error)
            .into_iter()
            .map(|fault| (fault.what.fr, fault.template, fault.at))
            .collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0, "filtre inconnu : « nothing »");
        assert_eq!(found[0].1.as_deref(), Some("a.html"));
        assert!(matches!(found[0].2, At::Start(2, 10)), "{:?}", found[0].2);
        assert_eq!(found[1].0, "fonction inconnue : « nobody »");
    }
}
