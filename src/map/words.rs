//! The values of a place as a page writes them.

use super::{Field, Value};
use crate::diag::Language;
use crate::format::{number, time};
use crate::model::date::Date;

/// A value for readers; empty when missing.
pub fn value(field: &Field, value: &Value, language: Language) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Boolean(true) => pick(language, "oui", "yes"),
        Value::Boolean(false) => pick(language, "non", "no"),
        Value::Number(amount) => match is_year(field, *amount) {
            true => time::year(*amount as i32),
            false => number(*amount, language),
        },
        Value::Date(text) => day(text).map_or_else(
            || text.clone(),
            |day| time::date(day, time::Precision::Day, language),
        ),
    }
}

fn pick(language: Language, french: &str, english: &str) -> String {
    match language {
        Language::French => french.to_owned(),
        Language::English => english.to_owned(),
    }
}

/// A year is never grouped: `2024`, not `2 024`.
fn is_year(field: &Field, amount: f64) -> bool {
    let name = crate::text::fold::fold(&field.name);
    (name.contains("annee") || name.contains("year"))
        && amount.fract() == 0.0
        && (1000.0..3000.0).contains(&amount)
}

fn day(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::new(year, month, day)?;
    Some(time::day_number(year, month, day))
}

/// A template with the values of a place in the place of `{column}`; braces that name no field stay.
pub fn filled(template: &str, fields: &[Field], values: &[Value], language: Language) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let named = after.find('}').and_then(|close| {
            let name = after[1..close].trim();
            let at = fields.iter().position(|field| field.name == name)?;
            Some((close, at))
        });
        match named {
            Some((close, at)) => {
                if let Some(found) = values.get(at) {
                    out.push_str(&value(&fields[at], found, language));
                }
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
