//! The types of Table Schema. In: the text of a cell. Out: a value that can be compared, or nothing when the text is not
//! of the type.

use super::decimal::Number;
use super::format;
use super::moment::{Clock, Duration, Form, Instant};
use super::place::{self, Point, PointForm};
use std::borrow::Cow;
use std::cmp::Ordering;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Number(Number),
    Boolean(bool),
    Instant(Instant),
    /// Months since the year 0.
    Month(i64),
    Duration(Duration),
    Json(serde_json::Value),
    Point(Point),
}

/// The type of a field with its format: what its cells are read as.
#[derive(Debug, Clone)]
pub enum Kind {
    Any,
    Text(TextForm),
    Integer(NumberForm),
    Number(NumberForm),
    Boolean {
        yes: Vec<String>,
        no: Vec<String>,
    },
    Moment(Clock, Form),
    Year,
    YearMonth,
    Duration,
    Object,
    Array,
    /// Items between delimiters (Table Schema 2).
    List(String),
    Point(PointForm),
    GeoJson,
    TopoJson,
}

/// The format of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    Plain,
    Uri,
    Email,
    Uuid,
    Binary,
}

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberForm {
    /// Nothing stands before or after the digits.
    pub bare: bool,
    pub decimal: String,
    pub group: String,
}

impl Default for NumberForm {
    fn default() -> Self {
        NumberForm {
            bare: true,
            decimal: ".".into(),
            group: String::new(),
        }
    }
}

impl NumberForm {
    fn plain<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut plain = Cow::Borrowed(text);
        if !self.group.is_empty() && plain.contains(&self.group) {
            plain = Cow::Owned(plain.replace(&self.group, ""));
        }
        if self.decimal != "." && !self.decimal.is_empty() && plain.contains(&self.decimal) {
            plain = Cow::Owned(plain.replace(&self.decimal, "."));
        }
        if !self.bare {
            let inner = plain.trim_matches(|sign: char| !sign.is_ascii_digit());
            plain = Cow::Owned(inner.to_owned());
        }
        plain
    }
}

impl Kind {
    /// The name of the type in Table Schema.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Any => "any",
            Kind::Text(_) => "string",
            Kind::Integer(_) => "integer",
            Kind::Number(_) => "number",
            Kind::Boolean { .. } => "boolean",
            Kind::Moment(Clock::Date, _) => "date",
            Kind::Moment(Clock::Time, _) => "time",
            Kind::Moment(Clock::DateTime, _) => "datetime",
            Kind::Year => "year",
            Kind::YearMonth => "yearmonth",
            Kind::Duration => "duration",
            Kind::Object => "object",
            Kind::Array => "array",
            Kind::List(_) => "list",
            Kind::Point(_) => "geopoint",
            Kind::GeoJson | Kind::TopoJson => "geojson",
        }
    }

    /// Whether Table Schema knows that constraint for this type.
    pub fn takes(&self, constraint: &str) -> bool {
        match constraint {
            "required" | "unique" | "enum" => true,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => matches!(
                self,
                Kind::Integer(_)
                    | Kind::Number(_)
                    | Kind::Moment(..)
                    | Kind::Year
                    | Kind::YearMonth
            ),
            "minLength" | "maxLength" => {
                matches!(
                    self,
                    Kind::Text(_) | Kind::Array | Kind::Object | Kind::List(_)
                )
            }
            "pattern" => matches!(self, Kind::Text(_)),
            _ => false,
        }
    }

    /// Reads the text of a cell.
    pub fn read<'a>(&self, text: &'a str) -> Option<Value<'a>> {
        match self {
            Kind::Any => Some(Value::Text(text.into())),
            Kind::Text(form) => {
                let fine = match form {
                    TextForm::Plain => true,
                    TextForm::Uri => format::is_uri(text),
                    TextForm::Email => format::is_email(text),
                    TextForm::Uuid => format::is_uuid(text),
                    TextForm::Binary => format::is_base64(text),
                };
                fine.then_some(Value::Text(text.into()))
            }
            Kind::Integer(form) => {
                let bare = NumberForm {
                    bare: form.bare,
                    ..NumberForm::default()
                };
                Number::read_integer(&bare.plain(text)).map(Value::Number)
            }
            Kind::Number(form) => Number::read(&form.plain(text)).map(Value::Number),
            Kind::Boolean { yes, no } => {
                let truth = yes.iter().any(|word| word == text);
                (truth || no.iter().any(|word| word == text)).then_some(Value::Boolean(truth))
            }
            Kind::Moment(clock, form) => form.read(*clock, text).map(Value::Instant),
            Kind::Year => {
                let year = Number::read_integer(text).filter(|_| text.chars().count() == 4)?;
                let range = 0..=9999;
                range
                    .contains(&year.whole()?)
                    .then_some(Value::Number(year))
            }
            Kind::YearMonth => {
                let (year, month) = text.split_once('-')?;
                let small = |part: &str| {
                    Number::read_integer(part)?
                        .whole()
                        .and_then(|whole| i64::try_from(whole).ok())
                };
                let (year, month) = (small(year)?, small(month)?);
                ((1..=12).contains(&month) && year.abs() < 1_000_000)
                    .then_some(Value::Month(year * 12 + month))
            }
            Kind::Duration => Duration::read(text).map(Value::Duration),
            Kind::Object => json(text)
                .filter(serde_json::Value::is_object)
                .map(Value::Json),
            Kind::Array => json(text)
                .filter(serde_json::Value::is_array)
                .map(Value::Json),
            Kind::List(delimiter) => {
                let items = text
                    .split(delimiter.as_str())
                    .map(|item| item.into())
                    .collect();
                Some(Value::Json(serde_json::Value::Array(items)))
            }
            Kind::Point(form) => Point::read(*form, text).map(Value::Point),
            Kind::GeoJson => json(text).filter(place::is_geojson).map(Value::Json),
            Kind::TopoJson => json(text).filter(place::is_topojson).map(Value::Json),
        }
    }

    /// Reads a value that the schema itself writes: a bound, or one of an enumeration.
    pub fn read_json(&self, value: &serde_json::Value) -> Option<Value<'static>> {
        let text = match (self, value) {
            (_, serde_json::Value::String(text)) => text.clone(),
            (Kind::Boolean { .. }, serde_json::Value::Bool(truth)) => {
                return Some(Value::Boolean(*truth));
            }
            (
                Kind::Integer(_) | Kind::Number(_) | Kind::Year,
                serde_json::Value::Number(number),
            ) => {
                return Number::read(&number.to_string()).map(Value::Number);
            }
            (Kind::Text(_) | Kind::Any, serde_json::Value::Number(number)) => number.to_string(),
            (Kind::Text(_) | Kind::Any, serde_json::Value::Bool(truth)) => truth.to_string(),
            (_, other) => other.to_string(),
        };
        self.read(&text).map(Value::owned)
    }
}

/// JSON of at most 128 levels. Python takes `NaN` there; nobody else does.
fn json(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text).ok()
}

impl Value<'_> {
    /// The same value, holding its text.
    pub fn owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Number(number) => Value::Number(number),
            Value::Boolean(truth) => Value::Boolean(truth),
            Value::Instant(instant) => Value::Instant(instant),
            Value::Month(month) => Value::Month(month),
            Value::Duration(duration) => Value::Duration(duration),
            Value::Json(json) => Value::Json(json),
            Value::Point(point) => Value::Point(point),
        }
    }

    /// A text that two equal values of one field share; none for what equals nothing (`NaN`).
    pub fn key(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Number(Number::Undefined) => return None,
            Value::Number(number) => Cow::Owned(format!("{number:?}")),
            Value::Boolean(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Value::Instant(instant) => Cow::Owned(instant.0.to_string()),
            Value::Month(month) => Cow::Owned(month.to_string()),
            Value::Duration(duration) => Cow::Owned(format!("{duration:?}")),
            Value::Json(json) => Cow::Owned(canonical(json)),
            Value::Point(point) => Cow::Owned(format!("{} {}", point.longitude, point.latitude)),
        })
    }

    /// Which of two values is greater; none when they cannot be compared.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => left.compare(right),
            (Value::Instant(left), Value::Instant(right)) => Some(left.cmp(right)),
            (Value::Month(left), Value::Month(right)) => Some(left.cmp(right)),
            (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
            (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// Characters of a text, items of a list, keys of an object.
    pub fn length(&self) -> Option<usize> {
        Some(match self {
            Value::Text(text) => text.chars().count(),
            Value::Json(serde_json::Value::Array(items)) => items.len(),
            Value::Json(serde_json::Value::Object(keys)) => keys.len(),
            _ => return None,
        })
    }
}

/// JSON with its keys in order and its numbers in one form.
fn canonical(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::Object(object) => {
            let mut entries: Vec<String> = object
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", canonical(value)))
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        serde_json::Value::Number(number) => match number.as_f64() {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_signs_around() {
        let euros = Kind::Number(NumberForm {
            bare: false,
            decimal: ",".into(),
            group: " ".into(),
        });
        assert_eq!(
            euros.read("90 545,50 €"),
            Some(Value::Number(Number::read("90545.5").expect("a number")))
        );
        assert_eq!(euros.read("euros"), None);
        assert_eq!(Kind::Number(NumberForm::default()).read("90,5"), None);
        assert_eq!(Kind::Integer(NumberForm::default()).read("12.0"), None);
    }

    #[test]
    fn years_and_months() {
        assert!(
            Kind::Year.read("2020").is_some()
                && Kind::Year.read("20").is_none()
                && Kind::Year.read("20a0").is_none()
        );
        assert!(
            Kind::YearMonth.read("2020-05").is_some() && Kind::YearMonth.read("2020-13").is_none()
        );
        assert!(
            Kind::YearMonth.read("2020").is_none() && Kind::YearMonth.read("2020-05-01").is_none()
        );
        let (may, october) = (
            Kind::YearMonth.read("2020-5"),
            Kind::YearMonth.read("2020-10"),
        );
        assert_eq!(
            may.zip(october)
                .and_then(|(may, october)| may.compare(&october)),
            Some(Ordering::Less)
        );
    }

    #[test]
    fn equal_values_share_a_key() {
        let key = |kind: &Kind, text: &str| {
            kind.read(text)
                .and_then(|value| value.key().map(Cow::into_owned))
        };
        let number = Kind::Number(NumberForm::default());
        assert_eq!(key(&number, "1.50"), key(&number, "1.5"));
        assert_ne!(key(&number, "1.5"), key(&number, "15"));
        assert_eq!(key(&number, "NaN"), None);
        assert_eq!(
            key(&Kind::Object, r#"{"a":1,"b":2}"#),
            key(&Kind::Object, r#"{"b":2.0,"a":1}"#)
        );
    }
}
