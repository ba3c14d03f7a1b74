//! The description sheet of a dataset ("fiche descriptive"), as read: what it does not say is empty.

use super::date::Date;
use super::frequency::Frequency;
use super::license::License;
use crate::source::Place;

/// What a sheet says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its path in the sources.
    pub path: String,
    pub title: String,
    /// Plain text or Markdown.
    pub description: String,
    pub publisher: Publisher,
    pub service: String,
    /// An e-mail address of a service, or an http address.
    pub contact: String,
    pub license: Option<&'static License>,
    pub frequency: Option<&'static Frequency>,
    pub territory: Territory,
    pub period: Period,
    pub keywords: Vec<String>,
    pub themes: Vec<String>,
    pub created: Option<Date>,
    pub updated: Option<Date>,
    pub sources: Vec<NamedAddress>,
    pub collection: String,
    pub motivation: String,
    /// What was done to the data, one sentence each, in order.
    pub processing: Vec<String>,
    /// What the data does not say, one sentence each.
    pub limits: Vec<String>,
    pub personal: Option<PersonalData>,
    pub ethics: String,
    pub uses: String,
    pub schema: Option<SchemaName>,
    pub files: Vec<FileNote>,
    /// Record number of the header, where it is not the first one.
    pub header_row: Option<u32>,
    /// In the order of the sheet.
    pub columns: Vec<ColumnNote>,
    pub publication: Publication,
}

/// Who answers for the data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publisher {
    pub name: String,
    /// Nine digits.
    pub siren: String,
}

/// The place that the data is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Territory {
    /// As the author names it.
    pub name: String,
    /// INSEE codes of communes.
    pub communes: Vec<String>,
    /// SIREN numbers of intercommunal bodies.
    pub epci: Vec<String>,
    /// Codes of departments.
    pub departments: Vec<String>,
}

impl Territory {
    /// Whether nothing is said of it.
    pub fn is_empty(&self) -> bool {
        *self == Territory::default()
    }
}

/// From a day to a day, both included; an open end is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    pub start: Option<Date>,
    pub end: Option<Date>,
}

impl Period {
    pub fn is_empty(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }
}

/// Words and an http address, one of which may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NamedAddress {
    pub title: String,
    pub address: String,
}

/// What the sheet declares of personal data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PersonalData {
    /// Whether the table as received holds any; none when the sheet does not say.
    pub present: Option<bool>,
    pub legal_basis: String,
    pub treatment: String,
    /// Columns that no output holds, each where the sheet names it.
    pub removed: Vec<(String, Place)>,
    /// Columns whose publication the sheet answers for, each where the sheet names it.
    pub kept: Vec<(String, Place)>,
}

/// A Table Schema: its name or address, and its version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SchemaName {
    pub name: String,
    pub version: String,
}

/// What the sheet says of one file, and how it wants it read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileNote {
    /// Name of the file, beside the sheet.
    pub path: String,
    pub title: String,
    pub description: String,
    pub encoding: String,
    pub delimiter: String,
}

/// What the sheet says of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnNote {
    pub name: String,
    /// Where the sheet names it.
    pub place: Place,
    pub title: String,
    pub description: String,
    /// As written: `nombre`, `date`, `code`.
    pub kind: String,
    pub unit: String,
    pub example: String,
}

/// Where the dataset was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publication {
    pub platform: String,
    pub address: String,
    pub date: Option<Date>,
}
