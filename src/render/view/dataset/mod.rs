//! A dataset: its page, and its line in lists.

mod advice;
mod columns;
mod preview;
mod report;

use super::findings::{OutsideView, outside};
use super::team::{full_name, link, section_address};
use super::{LinkView, PageView};
use crate::diag::Language;
use crate::export::Described;
use crate::format;
use crate::model::dataset::{Dataset, DatasetFormat, FileKind, PublishedFile};
use crate::model::date::Date;
use crate::model::logbook::NamedLink;
use crate::model::quality::score;
use crate::model::sheet::{Period, Sheet};
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

pub use advice::{CriterionView, MissingView};
pub use columns::{BarView, ColumnView};
pub use preview::{CellView, HeaderView, PreviewView};
pub use report::FindingView;

/// What `dataset.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetView {
    pub page: PageView,
    /// The paragraphs of its description; maybe none.
    pub paragraphs: Vec<String>,
    pub facts: Vec<FactView>,
    /// 0 to 100.
    pub score: u8,
    pub criteria: Vec<CriterionView>,
    /// The cleaned table; nothing when there is none.
    pub main_download: Option<DownloadView>,
    pub downloads: Vec<DownloadView>,
    /// For machines: schema, package, metadata.
    pub machines: Vec<DownloadView>,
    /// `9 colonnes, 1 284 lignes`.
    pub size: String,
    pub columns: Vec<ColumnView>,
    /// A sentence about the columns that are not listed; maybe empty.
    pub columns_left: String,
    pub findings: Vec<FindingView>,
    /// `2 points à regarder, 3 réparés`.
    pub findings_summary: String,
    pub preview: PreviewView,
    /// What was done to the data, by the team then while reading.
    pub history: Vec<String>,
    /// What a sheet would add; empty when it says all.
    pub missing: Vec<MissingView>,
    /// The name of the sheet, for who would write it.
    pub sheet_name: String,
    /// There is a sheet.
    pub has_sheet: bool,
    pub citation: String,
    pub provenance: String,
}

/// A line of the sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactView {
    pub name: String,
    pub text: String,
    /// Pages of the site.
    pub links: Vec<LinkView>,
    /// Addresses elsewhere.
    pub outside: Vec<OutsideView>,
}

/// A file to download.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DownloadView {
    pub label: String,
    pub address: String,
    /// `CSV, 86 Ko`; maybe empty.
    pub note: String,
}

/// The parts of the page of a dataset but its `page`.
pub fn dataset(
    site: &Site,
    one: &Described<'_>,
    machines: &[(String, &'static str)],
) -> DatasetView {
    let language = site.config.language;
    let spacing = spacing(language);
    let dataset = one.dataset;
    let empty = Sheet::default();
    let sheet = dataset.sheet.as_ref().unwrap_or(&empty);
    let (columns, columns_left) = columns::columns(language, dataset);
    let findings = report::findings(language, dataset);
    DatasetView {
        page: PageView::default(),
        paragraphs: paragraphs(&sheet.description)
            .map(|text| escape::spaced(&text, spacing))
            .collect(),
        facts: facts(site, one, sheet),
        score: score(dataset, site.today),
        criteria: advice::criteria(language, dataset, site.today),
        main_download: one
            .files
            .iter()
            .find(|file| file.kind == FileKind::Csv)
            .map(|file| download(language, dataset, file)),
        downloads: one
            .files
            .iter()
            .filter(|file| file.kind != FileKind::Csv)
            .map(|file| download(language, dataset, file))
            .collect(),
        machines: machines
            .iter()
            .map(|(path, name)| DownloadView {
                label: (*name).to_owned(),
                address: escape::path(path),
                note: String::new(),
            })
            .collect(),
        size: size(language, dataset),
        columns,
        columns_left,
        findings_summary: report::summary(language, &findings),
        findings,
        preview: preview::preview(language, dataset),
        history: report::history(language, dataset),
        missing: advice::missing(language, dataset),
        sheet_name: sheet_name(dataset),
        has_sheet: dataset.sheet.is_some(),
        citation: citation(site, dataset, sheet),
        provenance: provenance(language, one),
    }
}

/// `9 colonnes, 1 284 lignes`.
pub fn size(language: Language, dataset: &Dataset) -> String {
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let rows = usize::try_from(dataset.profile.rows).unwrap_or(usize::MAX);
    format!(
        "{}, {}",
        words::count(
            language,
            dataset.published.len(),
            pick("colonne", "column"),
            pick("colonnes", "columns")
        ),
        words::count(language, rows, pick("ligne", "row"), pick("lignes", "rows"))
    )
}

/// The paragraphs of a text: lines that follow each other are one.
fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("\n\n")
        .map(|part| {
            let lines: Vec<&str> = part.lines().map(str::trim).collect();
            lines.join(" ").trim().to_owned()
        })
        .filter(|part| !part.is_empty())
}

/// `content/a/data/conso-gaz.csv` → `conso-gaz.yml`.
fn sheet_name(dataset: &Dataset) -> String {
    let name = super::file_name(&dataset.source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.yml")
}

/// A number of bytes for people: `86 Ko`, `1,4 Mo`.
pub fn bytes(language: Language, bytes: u64) -> String {
    let (value, unit) = match bytes {
        0..1_000 => {
            return words::count(
                language,
                bytes as usize,
                words::pick(language, "octet", "byte"),
                words::pick(language, "octets", "bytes"),
            );
        }
        1_000..1_000_000 => (
            bytes.div_ceil(1_000) as f64,
            words::pick(language, "Ko", "KB"),
        ),
        1_000_000..1_000_000_000 => (
            (bytes as f64 / 100_000.0).round() / 10.0,
            words::pick(language, "Mo", "MB"),
        ),
        _ => (
            (bytes as f64 / 100_000_000.0).round() / 10.0,
            words::pick(language, "Go", "GB"),
        ),
    };
    format!("{}\u{a0}{unit}", format::number(value, language))
}

fn download(language: Language, dataset: &Dataset, file: &PublishedFile) -> DownloadView {
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let weight = bytes(language, file.bytes);
    let (label, format) = match file.kind {
        FileKind::Csv => (
            pick("Télécharger le CSV", "Download the CSV").to_owned(),
            "",
        ),
        FileKind::ExcelCsv => (
            pick("CSV pour Excel", "CSV for Excel").to_owned(),
            pick("points-virgules", "semicolons"),
        ),
        FileKind::GeoJson => (
            pick("GeoJSON, pour une carte", "GeoJSON, for a map").to_owned(),
            "GeoJSON",
        ),
        FileKind::Original => (
            pick("Fichier d’origine", "Original file").to_owned(),
            match dataset.format {
                DatasetFormat::Csv => "CSV",
                DatasetFormat::GeoJson => "GeoJSON",
            },
        ),
    };
    DownloadView {
        label,
        address: escape::path(&file.path),
        note: if format.is_empty() {
            weight
        } else {
            format!("{format}, {weight}")
        },
    }
}

fn facts(site: &Site, one: &Described<'_>, sheet: &Sheet) -> Vec<FactView> {
    let language = site.config.language;
    let spacing = spacing(language);
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let dataset = one.dataset;
    let mut facts = Vec::new();
    let mut add = |name: &str, text: String, links: Vec<LinkView>, outside: Vec<OutsideView>| {
        if !text.is_empty() || !links.is_empty() || !outside.is_empty() {
            facts.push(FactView {
                name: name.to_owned(),
                text: escape::spaced(&text, spacing),
                links,
                outside,
            });
        }
    };
    let named = |title: &str, address: &str| {
        outside(
            &[NamedLink {
                name: title.to_owned(),
                url: address.to_owned(),
                platform: String::new(),
            }],
            language,
        )
    };
    let mut publisher = dataset.publisher(site);
    if !sheet.service.is_empty() {
        publisher = format!("{publisher}, {}", sheet.service);
    }
    if !sheet.publisher.siren.is_empty() {
        publisher = format!("{publisher} (SIREN {})", sheet.publisher.siren);
    }
    add(
        pick("Producteur", "Publisher"),
        publisher,
        Vec::new(),
        Vec::new(),
    );
    let contact_links = if sheet.contact.contains("://") {
        named(&sheet.contact, &sheet.contact)
    } else {
        Vec::new()
    };
    let contact_text = if contact_links.is_empty() {
        sheet.contact.clone()
    } else {
        String::new()
    };
    add(
        pick("Contact", "Contact"),
        contact_text,
        Vec::new(),
        contact_links,
    );
    if let Some(license) = sheet.license {
        add(
            pick("Licence", "License"),
            String::new(),
            Vec::new(),
            named(license.title, license.address),
        );
    }
    add(
        pick("Mise à jour", "Updates"),
        updates(language, sheet),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Période", "Period"),
        period(language, sheet.period),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Territoire", "Place"),
        territory(language, sheet),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Collecte", "Collection"),
        sheet.collection.clone(),
        Vec::new(),
        Vec::new(),
    );
    let (with, without): (Vec<_>, Vec<_>) = sheet
        .sources
        .iter()
        .partition(|source| !source.address.is_empty());
    let titles: Vec<String> = without
        .into_iter()
        .map(|source| source.title.clone())
        .collect();
    let addresses: Vec<OutsideView> = with
        .into_iter()
        .flat_map(|source| named(&source.title, &source.address))
        .collect();
    add(
        pick("Sources", "Sources"),
        titles.join(" ; "),
        Vec::new(),
        addresses,
    );
    add(
        pick("Limites", "Limits"),
        sheet.limits.join(" "),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Données personnelles", "Personal data"),
        personal(language, dataset, sheet),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Motivation", "Motivation"),
        sheet.motivation.clone(),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Usages", "Uses"),
        sheet.uses.clone(),
        Vec::new(),
        Vec::new(),
    );
    add(
        pick("Précautions", "Precautions"),
        sheet.ethics.clone(),
        Vec::new(),
        Vec::new(),
    );
    if let Some(schema) = &sheet.schema {
        let text = format!("{} {}", schema.name, schema.version)
            .trim()
            .to_owned();
        add(pick("Schéma", "Schema"), text, Vec::new(), Vec::new());
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in sheet.themes.iter().chain(&sheet.keywords) {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    add(
        pick("Mots-clés", "Keywords"),
        tags.join(", "),
        Vec::new(),
        Vec::new(),
    );
    if !sheet.publication.address.is_empty() {
        let name = match sheet.publication.platform.as_str() {
            "" => sheet.publication.address.as_str(),
            name => name,
        };
        let when = sheet
            .publication
            .date
            .map_or_else(String::new, |date| day(language, date));
        add(
            pick("Publié", "Published"),
            when,
            Vec::new(),
            named(name, &sheet.publication.address),
        );
    }
    let mut used = Vec::new();
    if let Some(team) = site.teams.get(dataset.team) {
        for index in one.linked_from {
            if let Some(section) = team.sections.get(*index) {
                used.push(LinkView {
                    label: full_name(language, section.key),
                    address: section_address(team, section.key),
                });
            }
        }
        if used.is_empty() {
            used.push(link(site, team));
        }
    }
    add(
        pick("Dans le carnet", "In the logbook"),
        String::new(),
        used,
        Vec::new(),
    );
    facts
}

/// `16 octobre 2026`.
pub fn day(language: Language, date: Date) -> String {
    let whole = words::date_range(language, date, date);
    whole
        .split_once(' ')
        .map_or(whole.clone(), |(_, rest)| rest.to_owned())
}

fn updates(language: Language, sheet: &Sheet) -> String {
    let frequency = sheet
        .frequency
        .map(|one| words::pick(language, one.fr, one.en));
    let changed = sheet.updated.map(|date| match language {
        Language::French => format!("dernière le {}", day(language, date)),
        Language::English => format!("last on {}", day(language, date)),
    });
    let parts: Vec<String> = frequency
        .map(str::to_owned)
        .into_iter()
        .chain(changed)
        .collect();
    let text = parts.join(", ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `2015 à 2025` for whole years, else days.
fn period(language: Language, period: Period) -> String {
    let whole_years =
        |start: Date, end: Date| (start.month, start.day, end.month, end.day) == (1, 1, 12, 31);
    match (period.start, period.end) {
        (Some(start), Some(end)) if whole_years(start, end) && start.year == end.year => {
            start.year.to_string()
        }
        (Some(start), Some(end)) if whole_years(start, end) => {
            format!(
                "{} {} {}",
                start.year,
                words::pick(language, "à", "to"),
                end.year
            )
        }
        (Some(start), Some(end)) => words::date_range(language, start, end),
        (Some(start), None) => {
            format!(
                "{} {}",
                words::pick(language, "Depuis le", "Since"),
                day(language, start)
            )
        }
        (None, Some(end)) => {
            format!(
                "{} {}",
                words::pick(language, "Jusqu’au", "Until"),
                day(language, end)
            )
        }
        (None, None) => String::new(),
    }
}

fn territory(language: Language, sheet: &Sheet) -> String {
    let territory = &sheet.territory;
    if !territory.name.is_empty() {
        return territory.name.clone();
    }
    let mut parts = Vec::new();
    let mut add = |one: &str, many: &str, codes: &[String]| {
        if !codes.is_empty() {
            let noun = if codes.len() == 1 { one } else { many };
            parts.push(format!("{noun} {}", codes.join(", ")));
        }
    };
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    add(
        pick("commune", "commune"),
        pick("communes", "communes"),
        &territory.communes,
    );
    add(
        pick("intercommunalité", "intercommunal body"),
        pick("intercommunalités", "intercommunal bodies"),
        &territory.epci,
    );
    add(
        pick("département", "department"),
        pick("départements", "departments"),
        &territory.departments,
    );
    parts.join(" ; ")
}

fn personal(language: Language, dataset: &Dataset, sheet: &Sheet) -> String {
    let Some(personal) = &sheet.personal else {
        return String::new();
    };
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let mut parts = Vec::new();
    match personal.present {
        Some(false) => parts.push(pick("Aucune", "None").to_owned()),
        Some(true) if personal.treatment.is_empty() && personal.removed.is_empty() => {
            parts.push(pick("Oui", "Yes").to_owned());
        }
        _ => {}
    }
    if !personal.treatment.is_empty() {
        parts.push(personal.treatment.clone());
    }
    let dropped = dataset.profile.columns.len() - dataset.published.len();
    if dropped > 0 {
        // How many, never which: the names of the columns may say too much.
        parts.push(match (language, dropped) {
            (Language::French, 1) => "une colonne retirée de tous les fichiers".to_owned(),
            (Language::French, count) => format!("{count} colonnes retirées de tous les fichiers"),
            (Language::English, 1) => "one column removed from every file".to_owned(),
            (Language::English, count) => format!("{count} columns removed from every file"),
        });
    }
    if !personal.legal_basis.is_empty() {
        parts.push(personal.legal_basis.clone());
    }
    parts.join(". ")
}

fn citation(site: &Site, dataset: &Dataset, sheet: &Sheet) -> String {
    let language = site.config.language;
    let mut parts = Vec::new();
    let publisher = dataset.publisher(site);
    let title = words::pick(language, "« {} »", "“{}”").replace("{}", &dataset.title());
    parts.push(if publisher.is_empty() {
        title
    } else {
        format!("{publisher}, {title}")
    });
    let year = sheet
        .updated
        .or(sheet.created)
        .map(|date| date.year.to_string());
    let mut text = parts.into_iter().chain(year).collect::<Vec<_>>().join(", ");
    if let Some(license) = sheet.license {
        text.push_str(&format!(". {}", license.title));
    }
    let address = site
        .config
        .base_url
        .as_deref()
        .map(|base| super::absolute(base, &dataset.path(site, ".html")));
    text.push('.');
    let mut text = escape::spaced(&text, spacing(language));
    if let Some(address) = address {
        text.push(' ');
        text.push_str(&address);
    }
    text
}

fn provenance(language: Language, one: &Described<'_>) -> String {
    let name = super::file_name(&one.dataset.source);
    let Some(file) = one.files.iter().find(|file| file.kind == FileKind::Csv) else {
        return String::new();
    };
    let digits = file.sha256.get(..8).unwrap_or_default();
    let received = bytes(language, one.dataset.profile.bytes);
    let encoding = one.dataset.profile.encoding.name();
    let text = match language {
        Language::French => {
            format!("Reçu : {name}, {received}, {encoding}. Publié : empreinte SHA-256 {digits}…")
        }
        Language::English => format!(
            "Received: {name}, {received}, {encoding}. Published: SHA-256 fingerprint {digits}…"
        ),
    };
    escape::spaced(&text, spacing(language))
}
