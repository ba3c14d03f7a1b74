//! Checks tables against Table Schema, as published and as French schemas extend it. In: a schema file, a header, then
//! records one by one. Out: findings, each with its record and column, as they are found.
//!
//! [`read`] takes a file in any of the shapes that schemas are published in and is lenient with it; [`shipped`] gives
//! the French schemas that the program brings along; a [`Validator`] checks. What is kept between records is bounded:
//! hashes of the values that must be unique, nothing else.
//!
//! What counts as an error agrees with Validata (`validata-core` 0.9.7), which `tests/validata` measures. The formats
//! are those of <https://specs.frictionlessdata.io/table-schema/>.

mod calendar;
mod decimal;
mod descriptor;
mod field;
mod format;
mod moment;
mod pattern;
mod phone;
mod place;
mod reference;
mod rule;
mod sentence;
mod shipped;
mod unique;
mod validator;
mod value;

#[cfg(test)]
mod tests;

pub use descriptor::read;
pub use shipped::{Shipped, list, shipped};
pub use validator::Validator;

use crate::diag::Problem;

/// A schema that was read.
#[derive(Debug, Clone)]
pub struct Schema {
    pub name: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    pub homepage: Option<String>,
    fields: Vec<field::Field>,
    /// Texts that stand for a missing value.
    missing: Vec<String>,
    primary_key: Vec<String>,
    unique_keys: Vec<Vec<String>>,
    foreign_keys: Vec<reference::ForeignKey>,
    rules: Vec<rule::Rule>,
}

/// A schema, and what was sloppy in its file.
#[derive(Debug, Clone)]
pub struct Reading {
    pub schema: Schema,
    pub warnings: Vec<Problem>,
}

/// A field as pages and sheets may show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldView<'a> {
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub description: Option<&'a str>,
    /// The type's name in Table Schema: `string`, `integer`, `date`…
    pub kind: &'static str,
    pub required: bool,
    pub example: Option<&'a str>,
}

impl Schema {
    /// The fields in the schema's order.
    pub fn fields(&self) -> impl Iterator<Item = FieldView<'_>> {
        self.fields.iter().map(|field| FieldView {
            name: &field.name,
            title: field.title.as_deref(),
            description: field.description.as_deref(),
            kind: field.kind.name(),
            required: field.required,
            example: field.example.as_deref(),
        })
    }
}
