//! One field: its type, its format and its constraints.

use super::super::field::{Bound, Choices, Field};
use super::super::moment::{Clock, Form};
use super::super::pattern::Pattern;
use super::super::place::PointForm;
use super::super::value::{Kind, NumberForm, TextForm};
use super::shape::with_name;
use super::{Object, Reader, Sloppy, missing_values, truth};
use crate::diag;
use serde_json::Value;

impl Reader {
    pub(super) fn field(&mut self, value: &Value, place: usize, depth: usize) -> Field {
        let nothing = Object::new();
        let object = value.as_object().unwrap_or(&nothing);
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let name = match object.get("name") {
            Some(Value::String(name)) if !name.trim().is_empty() => name.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => {
                let name = text("title").unwrap_or_else(|| format!("field{}", place + 1));
                self.note(Sloppy::Name, name.clone());
                name
            }
        };
        let kind = self.kind(&name, object);
        let mut field = Field {
            title: text("title"),
            description: text("description"),
            missing: object.get("missingValues").and_then(missing_values),
            kind,
            ..Field::any(&name)
        };
        self.constraints(&mut field, object);
        if let Some(item) = object
            .get("arrayItem")
            .filter(|_| depth == 0 && matches!(field.kind, Kind::Array))
        {
            field.item = Some(Box::new(self.field(&with_name(&name, item), place, 1)));
        }
        for key in object.keys() {
            if !KEYS.contains(&key.as_str()) && KEYS.iter().any(|known| is_a_slip(key, known)) {
                self.note(Sloppy::Key, format!("{name}.{key}"));
            }
        }
        let example = object
            .get("example")
            .or_else(|| object.get("examples").and_then(|examples| examples.get(0)));
        field.example = example.map(|example| match example {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        if let Some(Value::String(example)) = object.get("example") {
            let mut broken = false;
            field.check(Some(example), &[], &mut |_| broken = true);
            if broken {
                self.note(Sloppy::Example, name.clone());
            }
        }
        field
    }

    fn kind(&mut self, name: &str, object: &Object) -> Kind {
        let written = match object.get("type") {
            Some(Value::String(kind)) => kind.trim().to_lowercase(),
            Some(Value::Array(kinds)) => kinds
                .iter()
                .filter_map(Value::as_str)
                .find(|kind| *kind != "null")
                .unwrap_or("string")
                .to_lowercase(),
            _ => "string".into(),
        };
        let format = object
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or("default")
            .trim();
        let words = |key: &str, fallback: [&str; 4]| match object.get(key) {
            Some(Value::Array(words)) => words
                .iter()
                .map(|word| {
                    word.as_str()
                        .map_or_else(|| word.to_string(), str::to_owned)
                })
                .collect(),
            _ => fallback.iter().map(|word| (*word).to_owned()).collect(),
        };
        let sign = |key: &str, fallback: &str| {
            object
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or(fallback)
                .to_owned()
        };
        let number = NumberForm {
            bare: truth(object.get("bareNumber")).unwrap_or(true),
            decimal: sign("decimalChar", "."),
            group: sign("groupChar", ""),
        };
        let mut strange = false;
        let kind = match written.as_str() {
            "string" => Kind::Text(match format {
                "default" | "" => TextForm::Plain,
                "uri" => TextForm::Uri,
                "email" => TextForm::Email,
                "uuid" => TextForm::Uuid,
                "binary" => TextForm::Binary,
                _ => {
                    strange = true;
                    TextForm::Plain
                }
            }),
            "integer" => Kind::Integer(number),
            "number" => Kind::Number(number),
            "boolean" => Kind::Boolean {
                yes: words("trueValues", ["true", "True", "TRUE", "1"]),
                no: words("falseValues", ["false", "False", "FALSE", "0"]),
            },
            "date" => Kind::Moment(Clock::Date, Form::new(format)),
            "time" => Kind::Moment(Clock::Time, Form::new(format)),
            "datetime" => Kind::Moment(Clock::DateTime, Form::new(format)),
            "year" => Kind::Year,
            "yearmonth" => Kind::YearMonth,
            "duration" => Kind::Duration,
            "object" => Kind::Object,
            "array" => Kind::Array,
            "list" => Kind::List(sign("delimiter", ",")),
            "geopoint" => Kind::Point(match format {
                "array" => PointForm::Array,
                "object" => PointForm::Object,
                _ => PointForm::Text,
            }),
            "geojson" if format == "topojson" => Kind::TopoJson,
            "geojson" => Kind::GeoJson,
            "any" => Kind::Any,
            other => {
                self.note(Sloppy::Type, format!("{name} ({other})"));
                match other {
                    "text" | "str" | "varchar" | "char" | "code" => Kind::Text(TextForm::Plain),
                    "int" | "long" | "bigint" => Kind::Integer(number),
                    "float" | "double" | "decimal" | "numeric" | "real" => Kind::Number(number),
                    "bool" => Kind::Boolean {
                        yes: words("trueValues", ["true", "True", "TRUE", "1"]),
                        no: words("falseValues", ["false", "False", "FALSE", "0"]),
                    },
                    "email" => Kind::Text(TextForm::Email),
                    "uri" | "url" | "anyuri" => Kind::Text(TextForm::Uri),
                    "gyear" => Kind::Year,
                    "gyearmonth" => Kind::YearMonth,
                    _ => Kind::Any,
                }
            }
        };
        if let Kind::Moment(_, form) = &kind
            && !form.is_readable()
        {
            strange = true;
        }
        if strange {
            self.note(Sloppy::Format, format!("{name} ({format})"));
            // Cells that nobody can read are let through.
            if let Kind::Moment(..) = kind {
                return Kind::Any;
            }
        }
        kind
    }

    fn constraints(&mut self, field: &mut Field, object: &Object) {
        let Some(Value::Object(constraints)) = object.get("constraints") else {
            return;
        };
        let name = field.name.clone();
        for (key, value) in constraints {
            if value.is_null() {
                continue;
            }
            if !field.kind.takes(key) {
                let known = CONSTRAINTS.contains(&key.as_str());
                self.note(
                    if known {
                        Sloppy::Constraint
                    } else {
                        Sloppy::Key
                    },
                    format!("{name}.{key}"),
                );
                continue;
            }
            let fine = match key.as_str() {
                "required" => truth(Some(value))
                    .map(|truth| field.required = truth)
                    .is_some(),
                "unique" => truth(Some(value))
                    .map(|truth| field.unique = truth)
                    .is_some(),
                "minLength" => length(value)
                    .map(|length| field.min_length = Some(length))
                    .is_some(),
                "maxLength" => length(value)
                    .map(|length| field.max_length = Some(length))
                    .is_some(),
                "minimum" | "exclusiveMinimum" => {
                    field.minimum = bound(&field.kind, key, value).or(field.minimum.take());
                    field.minimum.is_some()
                }
                "maximum" | "exclusiveMaximum" => {
                    field.maximum = bound(&field.kind, key, value).or(field.maximum.take());
                    field.maximum.is_some()
                }
                "pattern" => {
                    let written = value.as_str().unwrap_or_default();
                    match Pattern::new(written) {
                        Some(pattern) if value.is_string() => {
                            field.pattern = Some((written.to_owned(), pattern))
                        }
                        _ => self.note(Sloppy::Pattern, name.clone()),
                    }
                    true
                }
                _ => match value {
                    Value::Array(list) if !list.is_empty() => {
                        let mut choices = Choices::default();
                        for choice in list {
                            let written = choice
                                .as_str()
                                .map_or_else(|| choice.to_string(), str::to_owned);
                            choices.add(written, field.kind.read_json(choice));
                        }
                        field.choices = Some(choices);
                        true
                    }
                    _ => false,
                },
            };
            if !fine {
                self.note(Sloppy::Bound, format!("{name}.{key}"));
            }
        }
    }
}

/// Keys that a field may have without a word from us; others only when they look like one of these.
const KEYS: [&str; 19] = [
    "name",
    "title",
    "description",
    "type",
    "format",
    "constraints",
    "example",
    "examples",
    "rdfType",
    "missingValues",
    "trueValues",
    "falseValues",
    "bareNumber",
    "decimalChar",
    "groupChar",
    "arrayItem",
    "enum",
    "categories",
    "unit",
];

const CONSTRAINTS: [&str; 11] = [
    "required",
    "unique",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "jsonSchema",
];

fn is_a_slip(key: &str, known: &str) -> bool {
    known.len() > 4 && diag::nearest(key, [known]).is_some() && key.len().abs_diff(known.len()) <= 2
}

fn length(value: &Value) -> Option<usize> {
    let whole = match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            number
                .as_f64()
                .filter(|number| *number >= 0.0)
                .map(|number| number as u64)
        }),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    };
    whole.and_then(|whole| usize::try_from(whole).ok())
}

fn bound(kind: &Kind, key: &str, value: &Value) -> Option<Bound> {
    // A year may bound whole numbers as well as a text: both are read.
    Some(Bound {
        value: kind.read_json(value)?,
        written: value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
        exclusive: key.starts_with("exclusive"),
    })
}
