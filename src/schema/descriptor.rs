//! Reading a schema file. In: JSON as published, in any of the shapes that are met. Out: a [`Schema`], and what was
//! sloppy in the file.
//!
//! A fault of a schema costs the constraint that it spoils, never the whole schema: the reference refuses whole schemas
//! for an example that is not valid.

use super::field::{Bound, Choices, Field};
use super::moment::{Clock, Form};
use super::pattern::Pattern;
use super::place::PointForm;
use super::rule::{CellTest, Relation, Rule};
use super::value::{Kind, NumberForm, TextForm};
use super::{Reading, Schema};
use crate::diag::{self, Problem, schema as say};
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
    let (envelope, fields) = fields_of(&root, 0).ok_or_else(say::no_fields)?;
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

/// Finds the fields and the object that they stand in: at the root, in a resource of a data package, under another key,
/// as a list of its own, as CSVW columns or as JSON Schema properties.
fn fields_of(root: &Value, depth: usize) -> Option<(Object, Vec<Value>)> {
    if depth > 4 {
        return None;
    }
    match root {
        Value::Array(list) if depth == 0 => {
            let described = list.iter().all(|field| field.get("name").is_some());
            (described && !list.is_empty()).then(|| (Object::new(), list.clone()))
        }
        Value::Array(list) => list
            .iter()
            .take(50)
            .find_map(|item| fields_of(item, depth + 1)),
        Value::Object(object) => {
            match object.get("fields") {
                Some(Value::Array(fields)) => return Some((object.clone(), fields.clone())),
                Some(Value::Object(fields)) => {
                    let named = fields
                        .iter()
                        .map(|(name, field)| with_name(name, field))
                        .collect();
                    return Some((object.clone(), named));
                }
                _ => {}
            }
            if let Some(columns) = object
                .get("tableSchema")
                .and_then(|table| table.get("columns"))
                .or_else(|| object.get("columns"))
                && let Value::Array(columns) = columns
            {
                return Some((object.clone(), columns.iter().map(from_csvw).collect()));
            }
            if let Some(Value::Object(properties)) = object.get("properties")
                && object.get("type").and_then(Value::as_str) == Some("object")
            {
                let required = object.get("required").and_then(Value::as_array);
                let fields = properties
                    .iter()
                    .map(|(name, property)| {
                        from_property(
                            name,
                            property,
                            required.is_some_and(|list| list.iter().any(|key| key == name)),
                        )
                    })
                    .collect();
                return Some((object.clone(), fields));
            }
            let order = ["schema", "tableschema", "table_schema", "resources"];
            let first = order.iter().filter_map(|key| object.get(*key));
            first.chain(object.values()).find_map(|inner| match inner {
                Value::Object(_) | Value::Array(_) => fields_of(inner, depth + 1),
                _ => None,
            })
        }
        _ => None,
    }
}

fn with_name(name: &str, field: &Value) -> Value {
    let mut object = field.as_object().cloned().unwrap_or_default();
    object.insert("name".into(), name.into());
    Value::Object(object)
}

/// A column of CSVW metadata.
fn from_csvw(column: &Value) -> Value {
    let mut field = Object::new();
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => list.first().and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let get = |key: &str| column.get(key);
    // A cell of the file has the title of the column, not its name.
    let name = get("titles")
        .and_then(text)
        .or_else(|| get("name").and_then(text));
    field.insert("name".into(), name.unwrap_or_default().into());
    let datatype = get("datatype");
    let base = datatype.and_then(|datatype| {
        datatype
            .as_str()
            .or_else(|| datatype.get("base").and_then(Value::as_str))
    });
    if let Some(base) = base {
        field.insert("type".into(), base.into());
    }
    let mut constraints = Object::new();
    if let Some(required) = get("required") {
        constraints.insert("required".into(), required.clone());
    }
    for key in ["minimum", "maximum", "minLength", "maxLength"] {
        if let Some(value) = datatype.and_then(|datatype| datatype.get(key)) {
            constraints.insert(key.into(), value.clone());
        }
    }
    field.insert("constraints".into(), Value::Object(constraints));
    Value::Object(field)
}

/// A property of a JSON Schema: its constraints stand beside its type.
fn from_property(name: &str, property: &Value, required: bool) -> Value {
    let mut field = with_name(name, property);
    let constraints: Object = [
        "enum",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    ]
    .iter()
    .filter_map(|key| Some(((*key).to_owned(), property.get(*key)?.clone())))
    .chain([("required".to_owned(), required.into())])
    .collect();
    if let Some(object) = field.as_object_mut() {
        object.insert("constraints".into(), Value::Object(constraints));
    }
    field
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
        Schema {
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

    fn field(&mut self, value: &Value, place: usize, depth: usize) -> Field {
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

    fn rules(&mut self, envelope: &Object) -> Vec<Rule> {
        let listed = ["custom_checks", "custom-checks", "customChecks", "checks"]
            .iter()
            .find_map(|key| envelope.get(*key));
        let mut rules = Vec::new();
        match listed {
            Some(Value::Array(list)) => {
                for check in list {
                    let nothing = Object::new();
                    let object = check.as_object().unwrap_or(&nothing);
                    let (name, inline) = match object
                        .get("name")
                        .and_then(Value::as_str)
                        .or(check.as_str())
                    {
                        Some(name) => (name.to_owned(), object),
                        // The older dialect: {"french-siret-value": {"column": "…"}}.
                        None => match object.iter().next() {
                            Some((name, Value::Object(parameters))) => (name.clone(), parameters),
                            _ => continue,
                        },
                    };
                    let parameters = object
                        .get("params")
                        .and_then(Value::as_object)
                        .unwrap_or(inline);
                    self.rule(&name, parameters, &mut rules);
                }
            }
            Some(Value::Object(checks)) => {
                for (name, parameters) in checks {
                    if let Value::Object(parameters) = parameters {
                        self.rule(name, parameters, &mut rules);
                    }
                }
            }
            _ => {}
        }
        rules
    }

    fn rule(&mut self, name: &str, parameters: &Object, rules: &mut Vec<Rule>) {
        match rule(name, parameters) {
            Some(rule) => rules.push(rule),
            None => self.note(Sloppy::Rule, name),
        }
    }
}

fn rule(name: &str, parameters: &Object) -> Option<Rule> {
    let one = |key: &str| {
        parameters
            .get(key)
            .and_then(Value::as_str)
            .map(|name| name.trim().to_owned())
    };
    let with = |first: &str, others: &str| {
        let mut columns = vec![one(first)?];
        columns.extend(names(parameters.get(others)));
        (columns.len() > 1).then_some(columns)
    };
    let test = match name {
        "french-siren-value" => CellTest::Siren,
        "french-siret-value" => CellTest::Siret,
        "phone-number-value" => CellTest::Phone,
        "opening-hours-value" => CellTest::OpeningHours,
        "nomenclature-actes-value" => CellTest::ActSubject,
        "french-gps-coordinates" => CellTest::InFrance,
        "year-interval-value" => CellTest::YearInterval {
            year_alone: match parameters.get("allow-year-only") {
                Some(Value::Bool(allowed)) => *allowed,
                Some(Value::String(word)) => word == "true" || word == "yes",
                _ => false,
            },
        },
        "cohesive-columns-value" => {
            return Some(Rule::Cohesive {
                columns: with("column", "othercolumns")?,
            });
        }
        "sum-columns-value" => {
            let columns = with("column", "columns")?;
            return (columns.len() > 2).then_some(Rule::Sum { columns });
        }
        "compare-columns-value" => {
            return Some(Rule::Compare {
                columns: [one("column")?, one("column2")?],
                relation: Relation::read(parameters.get("op")?.as_str()?)?,
            });
        }
        "one-of-required" => {
            return Some(Rule::OneOf {
                columns: [one("column1")?, one("column2")?],
            });
        }
        _ => return None,
    };
    Some(Rule::Cell {
        column: one("column")?,
        test,
    })
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
