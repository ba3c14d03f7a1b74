//! Data Package v2 and Table Schema. Format: <https://datapackage.org>, profiles 2.0.

use super::text::{clipped, plain, reference, written};
use super::{Described, described};
use crate::model::dataset::{Dataset, FileKind, PublishedFile};
use crate::model::profile::ColumnProfile;
use crate::model::sheet::ColumnNote;
use crate::model::site::Site;
use crate::model::table::ColumnKind;
use crate::text::fold::fold;
use serde_json::{Map, Value, json};

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
    out.insert("schema".into(), schema(one.dataset));
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
pub fn schema(dataset: &Dataset) -> Value {
    let fields: Vec<Value> = columns(dataset).map(field).collect();
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
}

/// The published columns, in order.
pub fn columns(dataset: &Dataset) -> impl Iterator<Item = DescribedColumn<'_>> {
    dataset.published.iter().filter_map(|column| {
        let profile = dataset.profile.columns.get(column.index)?;
        Some(DescribedColumn {
            name: &column.name,
            profile,
            note: note(dataset, &profile.name),
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
    out.insert("type".into(), json!(field_type(column.profile)));
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
    if field_type(column.profile) == "boolean" {
        out.insert("trueValues".into(), json!(["true"]));
        out.insert("falseValues".into(), json!(["false"]));
    }
    Value::Object(out)
}

/// The type of Table Schema that every cell of the cleaned column has.
pub fn field_type(column: &ColumnProfile) -> &'static str {
    // What could not be read stays as it was written: only a text is always right.
    if column.unreadable > 0 {
        return "string";
    }
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
