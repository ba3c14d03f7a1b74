//! The entries of a YAML map, against the keys that may stand in it: front matter and sheets read theirs here.

use super::key::{self, Accepted, Key, Kind};
use super::yaml::{MapEntry, Value};
use crate::diag::{Report, yaml as problem};
use crate::source::SourceText;

/// The entries whose key is known and said once, each with its key; the others are reported.
pub fn known<'a>(
    keys: &'static [Key],
    entries: &'a [MapEntry],
    source: &SourceText,
    report: &mut Report,
) -> Vec<(&'static Key, &'a MapEntry)> {
    let mut found: Vec<(&'static Key, &MapEntry)> = Vec::new();
    for entry in entries {
        let place = source.place(entry.key_span);
        match key::find(keys, &entry.key) {
            None => report.add(
                problem::unknown_key(&entry.key, key::near(keys, &entry.key)),
                place,
            ),
            // `title` and `titre` are one key.
            Some(key) if found.iter().any(|(other, _)| other.name == key.name) => {
                report.add(problem::duplicate_key(&entry.key), place);
            }
            Some(key) => found.push((key, entry)),
        }
    }
    found
}

/// The value of an entry as its key wants it. An empty value counts as not said; a wrong one is reported.
pub fn accepted(
    key: &Key,
    entry: &MapEntry,
    source: &SourceText,
    report: &mut Report,
) -> Option<Accepted> {
    let value = match (&entry.value.value, key.kind) {
        (Value::Null, _) => return None,
        (Value::List(items), Kind::Texts | Kind::Sentences) => items
            .iter()
            .map(|item| item.text().map(|text| text.trim().to_owned()))
            .collect::<Option<Vec<String>>>()
            .map(Accepted::Texts),
        _ => entry.value.text().and_then(|text| key.kind.accept(text)),
    };
    if value.is_none() {
        report.add(
            problem::wrong_value(&entry.key, key.kind.expected()),
            source.place(entry.value.span),
        );
    }
    value
}
