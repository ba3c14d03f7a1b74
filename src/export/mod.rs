//! Pages for machines: the catalog, packages and metadata of datasets. In: what holds. Out: bytes and JSON. Pure.

pub mod catalog;
pub mod checksum;
pub mod csvw;
pub mod graph;
pub mod json_ld;
pub mod package;
pub mod portal;
pub mod rdf_xml;
pub mod schema_org;
pub mod text;
pub mod turtle;

use crate::diag::Language;
use crate::model::dataset::{Coverage, Dataset, FileKind, PublishedFile};
use crate::model::date::Date;
use crate::model::site::Site;
use std::collections::BTreeSet;

/// A value of JSON.
pub type Json = serde_json::Value;

/// The text of a file of JSON, in ASCII.
pub fn json_text(value: &Json) -> String {
    json_ld::ascii(&format!("{value:#}\n"))
}

/// A dataset with what was published of it.
#[derive(Debug, Clone, Copy)]
pub struct Described<'a> {
    pub dataset: &'a Dataset,
    pub files: &'a [PublishedFile],
    pub coverage: Option<&'a Coverage>,
    /// Sections of its team's logbook that link to its file, as indexes.
    pub linked_from: &'a [usize],
    /// Places, among the published columns, where some cell has not the type of its column.
    pub exceptions: &'a BTreeSet<usize>,
}

/// The files of the catalog: path and text, each page in three serializations.
pub fn catalog(
    site: &Site,
    base: &str,
    datasets: &[Described<'_>],
    today: Option<Date>,
) -> Vec<(String, String)> {
    let pages = datasets.len().div_ceil(catalog::PAGE).max(1);
    let mut files = Vec::new();
    for number in 0..pages {
        let graph = |ending| catalog::page(site, base, datasets, number, ending, today);
        let path = |ending| catalog::page_path(number, ending);
        files.push((path(".jsonld"), json_ld::json_ld(&graph(".jsonld"))));
        files.push((
            path(".ttl"),
            turtle::turtle(&graph(".ttl"), catalog::REMARK),
        ));
        files.push((
            path(".rdf"),
            rdf_xml::rdf_xml(&graph(".rdf"), catalog::REMARK),
        ));
    }
    files
}

/// The description of a dataset for machines, never empty, without HTML.
fn described(site: &Site, dataset: &Dataset) -> String {
    let said = dataset
        .sheet
        .as_ref()
        .map_or_else(String::new, |sheet| text::plain(&sheet.description));
    if !said.is_empty() {
        return said;
    }
    let names: Vec<&str> = dataset
        .published
        .iter()
        .map(|column| column.name.as_str())
        .take(30)
        .collect();
    let rows = dataset.profile.rows;
    let words = match site.config.language {
        Language::French => format!(
            "{} : {rows} ligne{}, colonnes {}.",
            dataset.title(),
            if rows > 1 { "s" } else { "" },
            names.join(", ")
        ),
        Language::English => format!(
            "{}: {rows} row{}, columns {}.",
            dataset.title(),
            if rows == 1 { "" } else { "s" },
            names.join(", ")
        ),
    };
    text::plain(&words)
}

/// The title of a file and a sentence about it.
pub fn file_words(language: Language, dataset: &Dataset, file: &PublishedFile) -> (String, String) {
    let name = leaf(&dataset.source);
    let note = dataset
        .sheet
        .as_ref()
        .and_then(|sheet| sheet.files.iter().find(|note| leaf(&note.path) == name));
    let title = match note.map(|note| note.title.trim()) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => dataset.title(),
    };
    let french = language == Language::French;
    let (kind, words) = match (file.kind, french) {
        (FileKind::Csv, true) => (
            "CSV",
            "Table nettoyée : UTF-8, virgules, une ligne d’en-tête.",
        ),
        (FileKind::Csv, false) => ("CSV", "Cleaned table: UTF-8, commas, one header row."),
        (FileKind::ExcelCsv, true) => (
            "CSV pour Excel",
            "La même table pour un tableur français : points-virgules, virgule décimale.",
        ),
        (FileKind::ExcelCsv, false) => (
            "CSV for Excel",
            "The same table for a French spreadsheet: semicolons, decimal commas.",
        ),
        (FileKind::GeoJson, true) => ("GeoJSON", "Les lignes qui ont un lieu, en WGS84."),
        (FileKind::GeoJson, false) => ("GeoJSON", "The rows that have a place, in WGS84."),
        (FileKind::Original, true) => ("fichier d’origine", "Le fichier tel qu’il a été reçu."),
        (FileKind::Original, false) => ("original file", "The file as it was received."),
    };
    let words = match note.map(|note| note.description.trim()) {
        Some(said) if !said.is_empty() => format!("{said} {words}"),
        _ => words.to_owned(),
    };
    (format!("{title} ({kind})"), words)
}

/// The part of a path after its last `/`.
fn leaf(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The ending of a path, without its dot, in lower case.
fn extension(path: &str) -> String {
    leaf(path)
        .rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}
