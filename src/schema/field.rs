//! One field of a schema: its type and its constraints. In: a cell. Out: its value, and what is wrong with it.

use super::pattern::Pattern;
use super::value::{Kind, Value};
use std::collections::HashSet;

/// A field as a schema describes it.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub title: Option<String>,
    pub description: Option<String>,
    /// A value that the schema gives as an example, as it would stand in a cell.
    pub example: Option<String>,
    pub kind: Kind,
    pub required: bool,
    pub unique: bool,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub pattern: Option<(String, Pattern)>,
    pub choices: Option<Choices>,
    /// What stands for a missing value in this field only.
    pub missing: Option<Vec<String>>,
    /// What each item of a list must be.
    pub item: Option<Box<Field>>,
}

/// An end of a range.
#[derive(Debug, Clone)]
pub struct Bound {
    pub value: Value<'static>,
    /// As the schema writes it.
    pub written: String,
    /// The bound itself is outside.
    pub exclusive: bool,
}

/// The values that a field may take.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    keys: HashSet<String>,
    /// As the schema writes them, in its order.
    pub written: Vec<String>,
}

impl Choices {
    /// Adds a value; what is no value of the field's type is written down, and never matched.
    pub fn add(&mut self, written: String, value: Option<Value>) {
        if let Some(key) = value.as_ref().and_then(Value::key) {
            self.keys.insert(key.into_owned());
        }
        self.written.push(written);
    }

    fn hold(&self, value: &Value) -> bool {
        value.key().is_some_and(|key| self.keys.contains(&*key))
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Type,
    Required,
    MinLength,
    MaxLength,
    Minimum,
    Maximum,
    Pattern,
    Enum,
}

impl Field {
    /// A field that takes anything.
    pub fn any(name: &str) -> Self {
        Field {
            name: name.to_owned(),
            title: None,
            description: None,
            example: None,
            kind: Kind::Any,
            required: false,
            unique: false,
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            pattern: None,
            choices: None,
            missing: None,
            item: None,
        }
    }

    /// Reads a cell and tells its faults, each once. `missing` are the schema's own words for a missing value.
    pub fn check<'a>(
        &self,
        cell: Option<&'a str>,
        missing: &[String],
        tell: &mut dyn FnMut(Fault),
    ) -> Option<Value<'a>> {
        let missing = self.missing.as_deref().unwrap_or(missing);
        let Some(text) = cell.filter(|text| !missing.iter().any(|word| word == text)) else {
            if self.required {
                tell(Fault::Required);
            }
            return None;
        };
        let Some(value) = self.kind.read(text) else {
            tell(Fault::Type);
            return None;
        };
        let broken = self.check_value(&value, tell);
        if let (Some(item), Value::Json(serde_json::Value::Array(items)), false) =
            (&self.item, &value, broken)
        {
            // Items have no place of their own: each fault is told once for the whole cell.
            let mut told = Vec::new();
            for each in items {
                item.check_item(each, &mut |fault| {
                    if !told.contains(&fault) {
                        told.push(fault);
                        tell(fault);
                    }
                });
            }
        }
        Some(value)
    }

    fn check_item(&self, item: &serde_json::Value, tell: &mut dyn FnMut(Fault)) {
        let value = match (&self.kind, item) {
            // In JSON a text is a text and a number a number; only texts are read.
            (Kind::Text(_), serde_json::Value::String(text)) => {
                self.kind.read(text).map(Value::owned)
            }
            (Kind::Text(_), _) => None,
            (Kind::Array, list @ serde_json::Value::Array(_)) => Some(Value::Json(list.clone())),
            (Kind::Object, object @ serde_json::Value::Object(_)) => {
                Some(Value::Json(object.clone()))
            }
            _ => self.kind.read_json(item),
        };
        match value {
            None => {
                tell(Fault::Type);
                if self.required {
                    tell(Fault::Required);
                }
            }
            Some(value) => {
                self.check_value(&value, tell);
            }
        }
    }

    /// Whether something was told.
    fn check_value(&self, value: &Value, tell: &mut dyn FnMut(Fault)) -> bool {
        let mut broken = false;
        let mut say = |wrong: bool, fault| {
            if wrong {
                broken = true;
                tell(fault);
            }
        };
        if self.min_length.is_some() || self.max_length.is_some() {
            let length = value.length();
            say(
                self.min_length
                    .zip(length)
                    .is_some_and(|(least, length)| length < least),
                Fault::MinLength,
            );
            say(
                self.max_length
                    .zip(length)
                    .is_some_and(|(most, length)| length > most),
                Fault::MaxLength,
            );
        }
        let beyond = |bound: &Option<Bound>, side: std::cmp::Ordering| {
            bound
                .as_ref()
                .is_some_and(|bound| match value.compare(&bound.value) {
                    // What compares with nothing is within nothing.
                    None => true,
                    Some(std::cmp::Ordering::Equal) => bound.exclusive,
                    Some(found) => found == side,
                })
        };
        say(
            beyond(&self.minimum, std::cmp::Ordering::Less),
            Fault::Minimum,
        );
        say(
            beyond(&self.maximum, std::cmp::Ordering::Greater),
            Fault::Maximum,
        );
        if let (Some((_, pattern)), Value::Text(text)) = (&self.pattern, value) {
            // A text that takes too much work to judge is let through.
            say(pattern.fits(text) == Some(false), Fault::Pattern);
        }
        say(
            self.choices
                .as_ref()
                .is_some_and(|choices| !choices.hold(value)),
            Fault::Enum,
        );
        broken
    }
}
