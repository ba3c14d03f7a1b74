//! The datasets of a project: which files they are, what is in them, and the files that the site offers of each.
//!
//! In: the listed files and the teams. Out: [`Dataset`]s, which hold no rows but the first; then, one table at a time
//! and in a stream, the published files.

mod checks;
mod coverage;
mod describe;
pub mod files;
mod geojson;

use crate::diag::{Phrase, Report, nearest, sheet as problem};
use crate::model::config::Config;
use crate::model::dataset::{Dataset, DatasetFormat};
use crate::model::logbook::AttachmentKind;
use crate::read::encoding::decode;
use crate::read::sheet;
use crate::source::{Place, SourceText, Sources};
use crate::table::Listed;
use crate::text::fold::slug;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

pub use coverage::coverage;
pub use describe::options;

/// A table that was found, and its sheet if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDataset {
    /// Index of the team.
    pub team: usize,
    pub source: String,
    pub format: DatasetFormat,
    pub slug: String,
    pub sheet: Option<String>,
}

/// The datasets of the teams: CSV and GeoJSON files in the `data` folder of each, in the order of their paths.
///
/// `folders` has the folder of each team in the sources. A table without a sheet that bears the name of something that
/// a day hands in (a wish list, an evaluation…) is an attachment of that day, not a dataset.
pub fn find(sources: &dyn Sources, folders: &[&str], report: &mut Report) -> Vec<FoundDataset> {
    let mut found = Vec::new();
    for (team, folder) in folders.iter().enumerate() {
        // Several teams in one folder: whose the data is, nobody can tell.
        if folders.iter().filter(|other| *other == folder).count() > 1 {
            continue;
        }
        let prefix = match *folder {
            "" => "data/".to_owned(),
            folder => format!("{folder}/data/"),
        };
        of_team(sources, team, &prefix, &mut found, report);
    }
    found
}

fn of_team(
    sources: &dyn Sources,
    team: usize,
    prefix: &str,
    found: &mut Vec<FoundDataset>,
    report: &mut Report,
) {
    let entries = sources.entries();
    let start = entries.partition_point(|entry| entry.path.as_str() < prefix);
    let mut tables: Vec<(&str, DatasetFormat)> = Vec::new();
    let mut sheets: BTreeMap<String, String> = BTreeMap::new();
    for entry in entries[start..]
        .iter()
        .take_while(|entry| entry.path.starts_with(prefix))
    {
        let path = entry.path.as_str();
        let lower = path.to_lowercase();
        let Some((stem, ending)) = path.rsplit_once('.') else {
            continue;
        };
        match ending.to_ascii_lowercase().as_str() {
            // What carnet itself keeps beside the data.
            "csv" if lower.contains(".orig") || lower.ends_with(".cache.csv") => {}
            "csv" => tables.push((path, DatasetFormat::Csv)),
            "geojson" => tables.push((path, DatasetFormat::GeoJson)),
            "yml" | "yaml" => match sheets.get(stem) {
                Some(other) => report.add(problem::two_sheets(other), Place::file(path)),
                None => {
                    sheets.insert(stem.to_owned(), path.to_owned());
                }
            },
            _ => {}
        }
    }
    let mut slugs = BTreeSet::new();
    let stems: BTreeSet<&str> = tables.iter().map(|(path, _)| stem_of(path)).collect();
    for (path, format) in &tables {
        let stem = stem_of(path);
        let sheet = sheets.get(stem).cloned();
        let inner = stem.strip_prefix(prefix).unwrap_or(stem);
        if sheet.is_none() && is_attachment(inner) {
            continue;
        }
        let base = slug(inner);
        let mut own = base.clone();
        let mut count = 1;
        while !slugs.insert(own.clone()) {
            count += 1;
            own = match (format, count) {
                (DatasetFormat::GeoJson, 2) => format!("{base}-geojson"),
                _ => format!("{base}-{count}"),
            };
        }
        found.push(FoundDataset {
            team,
            source: (*path).to_owned(),
            format: *format,
            slug: own,
            sheet,
        });
    }
    for (stem, path) in &sheets {
        if !stems.contains(stem.as_str()) {
            let name = stem.rsplit('/').next().unwrap_or(stem);
            let names = stems
                .iter()
                .map(|stem| stem.rsplit('/').next().unwrap_or(stem));
            let near = Phrase::nearest(nearest(name, names));
            report.add(problem::no_table(name, near), Place::file(path.clone()));
        }
    }
}

fn stem_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Whether a file bears the name of what a day hands in.
fn is_attachment(stem: &str) -> bool {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    AttachmentKind::of_file(name).is_some()
}

/// Tells of the personal data in a table that is shown without being a dataset of a team. Its sheet, if there is one,
/// declares columns as for a dataset.
///
/// # Errors
/// What the disk says.
pub fn personal(
    source: &str,
    sources: &dyn Sources,
    config: &Config,
    report: &mut Report,
) -> io::Result<()> {
    let paths = ["yml", "yaml"].map(|ending| format!("{}.{ending}", stem_of(source)));
    let sheet = match paths.into_iter().find(|path| sources.has(path)) {
        None => None,
        Some(path) => {
            let text = decode(sources.read(&path)?).text;
            // What it lacks to describe a dataset is no fault here.
            let mut silent = Report::default();
            Some(sheet::read(&SourceText::new(path, text), &mut silent))
        }
    };
    let options = options(config, sheet.as_ref(), source);
    let input = Listed {
        sources,
        path: source,
    };
    // What a schema says of the rows is for the page of a dataset.
    let checked = checks::check(
        &input,
        &options,
        sheet.as_ref(),
        sources,
        &mut Report::default(),
    )?;
    describe::tell(checked.personal.iter(), source, report);
    Ok(())
}

/// Describes a dataset: its sheet, its table in one pass, its first rows. What there is to say is reported at its place.
///
/// # Errors
/// What the disk says.
pub fn describe(
    found: &FoundDataset,
    sources: &dyn Sources,
    config: &Config,
    report: &mut Report,
) -> io::Result<Dataset> {
    describe::describe(found, sources, config, report)
}
