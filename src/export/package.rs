//! Data Package v2 and Table Schema. Format: <https://datapackage.org>, profiles 2.0.

use super::text::{clipped, plain, reference, written};
use super::{Described, described};
use crate::model::dataset::{Dataset, FileKind, PublishedFile};
use crate::model::date::Date;
use crate::model::profile::ColumnProfile;
use crate::model::sheet::ColumnNote;
use crate::model::site::Site;
use crate::model::table::ColumnKind;
use crate::text::fold::fold;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// `datapackage.json` of a folder of the site: a resource for each table in it or under it.
///
/// `folder` is empty for the site's root, else it ends with `/`. Paths are relative to it, as the format wants.
pub fn package(site: &Site, folder: &str, name: &str, datasets: &[Described<'_>]) -> Value {
    let mut out = Map::new();
    out.insert(
        "$schema".into(),
        json!("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    out.insert("name".into(), json!(name));
    let title = site.config.title.trim();
    if !title.is_empty() {
        out.insert("title".into(), json!(title));
    }
    if let Some(base) = &site.config.base_url {
        out.insert(
            "homepage".into(),
            json!(super::text::address(base, "donnees/index.html")),
        );
    }
    let publishers: Vec<Value> = contributors(site, datasets);
    if !publishers.is_empty() {
        out.insert("contributors".into(), json!(publishers));
    }
    let mut resources = Vec::new();
    for one in datasets {
        for file in one.files {
            if file.kind == FileKind::Csv
                && let Some(path) = file.path.strip_prefix(folder)
            {
                resources.push(resource(site, one, file, path));
            }
        }
    }
    out.insert("resources".into(), json!(resources));
    Value::Object(out)
}

fn contributors(site: &Site, datasets: &[Described<'_>]) -> Vec<Value> {
    let mut names: Vec<String> = datasets
        .iter()
        .map(|one| one.dataset.publisher(site))
        .filter(|name| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| json!({ "title": name, "roles": ["publisher"] }))
        .collect()
}

fn resource(site: &Site, one: &Described<'_>, file: &PublishedFile, path: &str) -> Value {
    let mut out = Map::new();
    // Names are unique: identifiers are.
    out.insert(
        "name".into(),
        json!(one.dataset.identifier(site).trim_start_matches("carnet-")),
    );
    out.insert("path".into(), json!(reference(path)));
    out.insert("type".into(), json!("table"));
    out.insert("title".into(), json!(plain(&one.dataset.title())));
    out.insert("description".into(), json!(described(site, one.dataset)));
    out.insert("format".into(), json!("csv"));
    out.insert("mediatype".into(), json!("text/csv"));
    out.insert("encoding".into(), json!("utf-8"));
    out.insert("bytes".into(), json!(file.bytes));
    out.insert("hash".into(), json!(format!("sha256:{}", file.sha256)));
    out.insert(
        "dialect".into(),
        json!({ "delimiter": ",", "lineTerminator": "\n", "doubleQuote": true }),
    );
    out.insert("schema".into(), schema(one.dataset, one.exceptions));
    if let Some(sheet) = &one.dataset.sheet {
        if let Some(license) = sheet.license {
            let mut words = Map::new();
            if !license.spdx.is_empty() {
                words.insert("name".into(), json!(license.spdx));
            }
            words.insert("path".into(), json!(license.address));
            words.insert("title".into(), json!(license.title));
            out.insert("licenses".into(), json!([words]));
        }
        let sources: Vec<Value> = sheet
            .sources
            .iter()
            .map(|source| {
                let mut words = Map::new();
                let title = if source.title.is_empty() {
                    &source.address
                } else {
                    &source.title
                };
                words.insert("title".into(), json!(title));
                if !source.address.is_empty() {
                    words.insert("path".into(), json!(written(&source.address)));
                }
                Value::Object(words)
            })
            .collect();
        if !sources.is_empty() {
            out.insert("sources".into(), json!(sources));
        }
    }
    Value::Object(out)
}

/// The Table Schema of the cleaned table.
pub fn schema(dataset: &Dataset, exceptions: &BTreeSet<usize>) -> Value {
    let fields: Vec<Value> = columns(dataset, exceptions).map(field).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [""],
    })
}

/// A published column, described.
#[derive(Debug, Clone, Copy)]
pub struct DescribedColumn<'a> {
    /// Its name in every output.
    pub name: &'a str,
    pub profile: &'a ColumnProfile,
    /// What the sheet says of it.
    pub note: Option<&'a ColumnNote>,
    /// The type of Table Schema that all its published cells have.
    pub kind: &'static str,
}

/// The published columns, in order.
///
/// `exceptions` are places, among the published columns, where some cell has not the type of its column: what could not
/// be read stays as it was written, and only a text is always right.
pub fn columns<'a>(
    dataset: &'a Dataset,
    exceptions: &'a BTreeSet<usize>,
) -> impl Iterator<Item = DescribedColumn<'a>> {
    dataset
        .published
        .iter()
        .enumerate()
        .filter_map(|(at, column)| {
            let profile = dataset.profile.columns.get(column.index)?;
            Some(DescribedColumn {
                name: &column.name,
                profile,
                note: note(dataset, &profile.name),
                kind: match exceptions.contains(&at) {
                    true => "string",
                    false => field_type(profile),
                },
            })
        })
}

impl DescribedColumn<'_> {
    /// Its unit: the sheet's, or the one that was found.
    pub fn unit(&self) -> Option<&str> {
        self.note
            .map(|note| note.unit.as_str())
            .filter(|unit| !unit.is_empty())
            .or(self.profile.unit.as_deref())
    }
}

/// What the sheet says of a column: names match without accents, capitals and space around.
fn note<'a>(dataset: &'a Dataset, column: &str) -> Option<&'a ColumnNote> {
    let notes = &dataset.sheet.as_ref()?.columns;
    let wanted = fold(column.trim());
    notes
        .iter()
        .find(|note| note.name == column)
        .or_else(|| notes.iter().find(|note| fold(note.name.trim()) == wanted))
}

fn field(column: DescribedColumn<'_>) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), json!(column.name));
    out.insert("type".into(), json!(column.kind));
    if let Some(note) = column.note {
        for (key, text) in [
            ("title", &note.title),
            ("description", &note.description),
            ("example", &note.example),
        ] {
            if !text.is_empty() {
                out.insert(key.into(), json!(clipped(text, 5000)));
            }
        }
    }
    if let Some(unit) = column.unit() {
        out.insert("unit".into(), json!(unit));
    }
    if column.kind == "boolean" {
        out.insert("trueValues".into(), json!(TRUE));
        out.insert("falseValues".into(), json!(FALSE));
    }
    Value::Object(out)
}

/// The type of Table Schema that the kind of a column asks for.
pub fn field_type(column: &ColumnProfile) -> &'static str {
    match column.kind {
        ColumnKind::Integer => "integer",
        ColumnKind::Decimal | ColumnKind::Latitude | ColumnKind::Longitude => "number",
        ColumnKind::Year => "year",
        ColumnKind::Month => "yearmonth",
        ColumnKind::Date => "date",
        ColumnKind::Boolean => "boolean",
        _ => "string",
    }
}

/// Whether a cell of the published table is one of a type. An empty cell is missing, whatever the type.
pub fn accepts(kind: &str, cell: &str) -> bool {
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if cell.is_empty() {
        return true;
    }
    match kind {
        "integer" => {
            let digits = cell.strip_prefix('-').unwrap_or(cell);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        "number" => {
            cell.parse::<f64>().is_ok_and(f64::is_finite)
                && cell
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        }
        "year" => digits(cell, 4),
        "yearmonth" => cell.split_once('-').is_some_and(|(year, month)| {
            digits(year, 4)
                && digits(month, 2)
                && month
                    .parse()
                    .is_ok_and(|month: u8| (1..=12).contains(&month))
        }),
        "date" => cell.len() == 10 && Date::parse(cell).is_some() && cell.contains('-'),
        "boolean" => TRUE.contains(&cell) || FALSE.contains(&cell),
        _ => true,
    }
}

/// Words for yes and no, as people and tools write them.
const TRUE: [&str; 12] = [
    "true", "True", "TRUE", "vrai", "Vrai", "VRAI", "oui", "Oui", "OUI", "1", "x", "X",
];
const FALSE: [&str; 10] = [
    "false", "False", "FALSE", "faux", "Faux", "FAUX", "non", "Non", "NON", "0",
];
