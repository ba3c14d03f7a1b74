//! Reading a schema file. In: JSON as published, in any of the shapes that are met. Out: a [`Schema`], and what was
//! sloppy in the file.
//!
//! A fault of a schema costs the constraint that it spoils, never the whole schema: the reference refuses whole schemas
//! for an example that is not valid.

mod checks;
mod field;
mod shape;

use super::field::Field;
use super::reference::ForeignKey;
use super::{Reading, Schema};
use crate::diag::{Problem, schema as say};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Object = Map<String, Value>;

/// Bytes of the largest schema that is read.
const LARGEST: usize = 8 << 20;
/// Fields of the widest.
const WIDEST: usize = 20_000;

/// Reads a schema file.
///
/// # Errors
/// A problem when it is not JSON, too big, nested beyond 128 levels, or has no fields.
pub fn read(bytes: &[u8]) -> Result<Reading, Problem> {
    if bytes.len() > LARGEST {
        return Err(say::too_big());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let root: Value = serde_json::from_slice(bytes).map_err(|error| match error.is_data() {
        true => say::not_json(1, 1),
        false => say::not_json(error.line(), error.column()),
    })?;
    let (envelope, fields) = shape::fields_of(&root, 0).ok_or_else(say::no_fields)?;
    if fields.len() > WIDEST {
        return Err(say::too_big());
    }
    let mut reader = Reader::default();
    let fields: Vec<Field> = fields
        .iter()
        .enumerate()
        .map(|(place, field)| reader.field(field, place, 0))
        .collect();
    let schema = reader.schema(envelope, fields);
    Ok(Reading {
        schema,
        warnings: reader.warnings(),
    })
}

/// Collects what is sloppy, one list of names per sort.
#[derive(Default)]
struct Reader {
    sloppy: BTreeMap<Sloppy, Vec<String>>,
    single: Vec<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sloppy {
    Constraint,
    Bound,
    Pattern,
    Type,
    Format,
    Example,
    Key,
    Name,
    Rule,
}

impl Reader {
    fn note(&mut self, sort: Sloppy, what: impl Into<String>) {
        let list = self.sloppy.entry(sort).or_default();
        let what = what.into();
        if !list.contains(&what) && list.len() < 200 {
            list.push(what);
        }
    }

    fn warnings(self) -> Vec<Problem> {
        let grouped = self.sloppy.into_iter().map(|(sort, names)| {
            let list = say::list(&names);
            match sort {
                Sloppy::Constraint => say::constraint_ignored(list),
                Sloppy::Bound => say::bound_ignored(list),
                Sloppy::Pattern => say::pattern_ignored(list),
                Sloppy::Type => say::unknown_type(list),
                Sloppy::Format => say::unknown_format(list),
                Sloppy::Example => say::example_not_valid(list),
                Sloppy::Key => say::unknown_key(list),
                Sloppy::Name => say::field_name(list),
                Sloppy::Rule => say::unknown_rule(list),
            }
        });
        self.single.into_iter().chain(grouped).collect()
    }

    fn schema(&mut self, envelope: Object, fields: Vec<Field>) -> Schema {
        let text = |key: &str| envelope.get(key).and_then(Value::as_str).map(str::to_owned);
        // The file may wrap the schema: its rules and keys then stand in either.
        let missing = envelope.get("missingValues").and_then(missing_values);
        let mut seen = std::collections::BTreeSet::new();
        for field in &fields {
            if !seen.insert(field.name.as_str()) {
                self.note(Sloppy::Name, field.name.clone());
            }
        }
        if let Some(name) = text("name")
            && !name.bytes().all(|byte| {
                byte.is_ascii_lowercase()
                    || byte.is_ascii_digit()
                    || matches!(byte, b'-' | b'.' | b'_' | b'/')
            })
        {
            self.single.push(say::name_refused(name));
        }
        let primary_key = names(envelope.get("primaryKey"));
        let unknown: Vec<String> = primary_key
            .iter()
            .filter(|name| !fields.iter().any(|field| field.name == **name))
            .cloned()
            .collect();
        if !unknown.is_empty() {
            self.single
                .push(say::key_without_field(say::list(&unknown)));
        }
        let unique_keys = match envelope.get("uniqueKeys") {
            Some(Value::Array(keys)) => keys
                .iter()
                .map(|key| names(Some(key)))
                .filter(|key| !key.is_empty())
                .collect(),
            _ => Vec::new(),
        };
        let own = text("name").unwrap_or_default();
        Schema {
            foreign_keys: foreign_keys(envelope.get("foreignKeys"), &own),
            name: text("name"),
            title: text("title"),
            version: text("version"),
            homepage: text("homepage"),
            missing: missing.unwrap_or_else(|| vec![String::new()]),
            primary_key,
            unique_keys,
            rules: self.rules(&envelope),
            fields,
        }
    }
}

/// The foreign keys; one that names no field on either side is none.
fn foreign_keys(value: Option<&Value>, own: &str) -> Vec<ForeignKey> {
    let list = value.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|key| {
            let fields = names(key.get("fields"));
            let reference = key.get("reference")?;
            let targets = names(reference.get("fields"));
            let resource = reference.get("resource").and_then(Value::as_str);
            // `self` is how the first version of the format says it.
            let resource = resource.filter(|name| !["", "self", own].contains(name));
            let sound = !fields.is_empty() && fields.len() == targets.len();
            sound.then(|| ForeignKey {
                fields,
                resource: resource.unwrap_or_default().to_owned(),
                targets,
            })
        })
        .collect()
}

/// A list of names, or a single one.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.trim().to_owned()],
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .map(|name| name.trim().to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

/// Texts, or values with labels (Table Schema 2), or a single text.
fn missing_values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(word) => Some(vec![word.clone()]),
        Value::Array(list) => Some(
            list.iter()
                .filter_map(|word| {
                    word.as_str()
                        .or_else(|| word.get("value").and_then(Value::as_str))
                })
                .map(str::to_owned)
                .collect(),
        ),
        _ => None,
    }
}

fn truth(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) => match word.to_lowercase().as_str() {
            "true" | "yes" | "oui" | "1" => Some(true),
            "false" | "no" | "non" | "0" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        _ => None,
    }
}
