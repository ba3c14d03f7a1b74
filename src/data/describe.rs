//! One found table → a [`Dataset`]: its sheet read, its columns described, its first rows.

use super::FoundDataset;
use super::checks;
use super::files::Rows;
use super::geojson;
use crate::diag::{Phrase, Report, csv as csv_problem, nearest, sheet as problem};
use crate::model::config::Config;
use crate::model::dataset::{Dataset, DatasetFormat, PublishedColumn};
use crate::model::finding::Finding;
use crate::model::profile::{Encoding, Extent, Profile};
use crate::model::sheet::Sheet;
use crate::model::table::ColumnKind;
use crate::read::encoding::decode;
use crate::read::sheet;
use crate::source::{Place, SourceText, Sources};
use crate::table::{self, Bytes, Input, Listed, ReadOptions, folded_name};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Cells of the first rows that are kept, at most; and the fewest and the most rows of a preview.
const PREVIEW_CELLS: usize = 2000;
const PREVIEW_ROWS: (usize, usize) = (10, 100);

/// Findings of one kind about one column that a build tells.
const TOLD: usize = 10;

/// Findings of kinds that reading puts right: they tell what was done, not what is left to do.
const REPAIRS: [&str; 11] = [
    "csv.encoding-not-utf8",
    "csv.nul-bytes",
    "csv.empty-columns",
    "csv.row-blank",
    "csv.trailing-blank-rows",
    "csv.repeated-header",
    "csv.spaces",
    "data.decimal-comma",
    "data.french-date",
    "data.identifier-spaces",
    "data.lost-leading-zero",
];

pub(super) fn describe(
    found: &FoundDataset,
    sources: &dyn Sources,
    config: &Config,
    report: &mut Report,
) -> io::Result<Dataset> {
    let sheet = match &found.sheet {
        None => None,
        Some(path) => {
            let source = SourceText::new(path.clone(), decode(sources.read(path)?).text);
            Some(sheet::read(&source, report))
        }
    };
    let options = options(config, sheet.as_ref(), &found.source);
    let listed = Listed {
        sources,
        path: &found.source,
    };
    let table = match found.format {
        DatasetFormat::Csv => None,
        DatasetFormat::GeoJson => Some(geojson::table(&sources.read(&found.source)?)),
    };
    let bytes;
    let input: &dyn Input = match &table {
        None => &listed,
        Some(table) => {
            bytes = Bytes(&table.csv);
            &bytes
        }
    };
    let (mut profile, mut findings) = table::profile(&found.source, input, &options)?;
    if let Some(table) = &table {
        profile.bytes = table.bytes;
    }
    let checked = checks::check(input, &options, sheet.as_ref(), sources, report)?;
    findings.extend(checked.schema);
    tell(
        findings.iter().chain(&checked.personal),
        &found.source,
        report,
    );
    let removed = removed(sheet.as_ref(), &profile, report);
    if let Some(sheet) = &sheet {
        unknown_columns(sheet, &profile, report);
    }
    let published = published(&profile, &removed);
    let withheld = !removed.is_empty();
    let (repairs, findings): (Vec<Finding>, Vec<Finding>) = findings
        .into_iter()
        // What is said of a column that is withheld may quote it.
        .filter(|finding| finding.code() != "csv.more")
        .filter(|finding| !withheld || speaks_of_published(finding, &profile, &published))
        .partition(|finding| REPAIRS.contains(&finding.code()));
    let rows = (PREVIEW_CELLS / published.len().max(1)).clamp(PREVIEW_ROWS.0, PREVIEW_ROWS.1);
    let mut preview = Vec::new();
    let mut stream = Rows::open(input, &options, &profile, &published)?;
    while preview.len() < rows
        && let Some(row) = stream.next()?
    {
        preview.push(row.to_vec());
    }
    drop(stream);
    let extent = extent(&profile, &published).or(table.as_ref().and_then(|table| table.extent));
    Ok(Dataset {
        team: found.team,
        source: found.source.clone(),
        format: found.format,
        slug: found.slug.clone(),
        sheet,
        published,
        preview,
        extent,
        findings,
        repairs,
        offers_original: !withheld,
        profile,
    })
}

/// Adds findings to the report, a few of each kind about one column: `carnet data` names them all.
/// Adds findings to a report, a few of each kind.
pub(super) fn tell<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    source: &str,
    report: &mut Report,
) {
    let mut counts: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for finding in findings {
        let count = counts
            .entry((finding.code(), finding.column.as_deref()))
            .or_default();
        *count += 1;
        if *count <= TOLD || finding.problem.kind.stops_build {
            report.add(finding.problem.clone(), place(finding, source));
        }
    }
    for ((code, _), count) in counts {
        if count > TOLD {
            report.add(csv_problem::more(count - TOLD, code), Place::file(source));
        }
    }
}

/// The record of a finding as its line, and the name of its column as what stands there.
fn place(finding: &Finding, source: &str) -> Place {
    let excerpt = finding.column.clone().unwrap_or_default();
    Place {
        line: finding.row.map_or(1, |row| row as usize),
        end: 1 + excerpt.chars().count(),
        excerpt,
        ..Place::file(source)
    }
}

/// How a table is to be read: as the project says, unless its sheet says otherwise.
pub fn options(config: &Config, sheet: Option<&Sheet>, source: &str) -> ReadOptions {
    let mut options = ReadOptions::from_config(&config.data);
    let leaf = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let note = sheet.and_then(|sheet| {
        let own = |path: &str| path.is_empty() || leaf(path) == leaf(source);
        sheet.files.iter().find(|file| own(&file.path))
    });
    if let Some(note) = note {
        options.encoding = match note.encoding.as_str() {
            "utf-8" => Some(Encoding::Utf8),
            "windows-1252" => Some(Encoding::Windows1252),
            "utf-16" => Some(Encoding::Utf16Le),
            _ => options.encoding,
        };
        options.delimiter = match note.delimiter.as_str() {
            "tab" => Some(b'\t'),
            "auto" | "" => None,
            text => text.bytes().next(),
        };
    }
    options
}

/// Indexes of the columns that the sheet withholds. One that is not found stops the build.
fn removed(sheet: Option<&Sheet>, profile: &Profile, report: &mut Report) -> BTreeSet<usize> {
    let mut removed = BTreeSet::new();
    let names = sheet
        .and_then(|sheet| sheet.personal.as_ref())
        .map_or(&[][..], |personal| personal.removed.as_slice());
    for (name, place) in names {
        let wanted = folded_name(name);
        let mut matched = false;
        for (index, column) in profile.columns.iter().enumerate() {
            if folded_name(&column.name) == wanted {
                removed.insert(index);
                matched = true;
            }
        }
        if !matched {
            let problem = problem::unknown_removed_column(name, near(name, profile));
            report.add(problem, place.clone());
        }
    }
    removed
}

fn unknown_columns(sheet: &Sheet, profile: &Profile, report: &mut Report) {
    let kept = sheet.personal.iter().flat_map(|personal| &personal.kept);
    let notes = sheet.columns.iter().map(|note| (&note.name, &note.place));
    for (name, place) in notes.chain(kept.map(|(name, place)| (name, place))) {
        let wanted = folded_name(name);
        if !profile
            .columns
            .iter()
            .any(|column| folded_name(&column.name) == wanted)
        {
            report.add(
                problem::unknown_column(name, near(name, profile)),
                place.clone(),
            );
        }
    }
}

fn near(name: &str, profile: &Profile) -> Phrase {
    let names = profile.columns.iter().map(|column| column.name.as_str());
    Phrase::nearest(nearest(name, names))
}

/// The columns that are published, each with a name of its own.
fn published(profile: &Profile, removed: &BTreeSet<usize>) -> Vec<PublishedColumn> {
    let mut names = BTreeSet::new();
    let mut out = Vec::new();
    for (index, column) in profile.columns.iter().enumerate() {
        // A column without a name and without a value is no column.
        if removed.contains(&index) || (column.name.is_empty() && column.filled == 0) {
            continue;
        }
        let base = match column.name.as_str() {
            "" => format!("colonne_{}", column.index + 1),
            name => name.to_owned(),
        };
        let mut name = base.clone();
        let mut count = 1;
        while !names.insert(name.clone()) {
            count += 1;
            name = format!("{base}_{count}");
        }
        out.push(PublishedColumn { index, name });
    }
    out
}

fn speaks_of_published(
    finding: &Finding,
    profile: &Profile,
    published: &[PublishedColumn],
) -> bool {
    match &finding.column {
        None => finding.row.is_none(),
        Some(name) => published.iter().any(|column| {
            profile
                .columns
                .get(column.index)
                .is_some_and(|column| column.name == *name)
        }),
    }
}

/// West, south, east and north of the published columns of latitudes and longitudes.
fn extent(profile: &Profile, published: &[PublishedColumn]) -> Option<[f64; 4]> {
    let range = |kind: ColumnKind| {
        published.iter().find_map(|column| {
            let column = profile.columns.get(column.index)?;
            match column.extent {
                Some(Extent::Numbers { min, max, .. }) if column.kind == kind => Some((min, max)),
                _ => None,
            }
        })
    };
    let (south, north) = range(ColumnKind::Latitude)?;
    let (west, east) = range(ColumnKind::Longitude)?;
    let sound = south >= -90.0 && north <= 90.0 && west >= -180.0 && east <= 180.0;
    sound.then_some([west, south, east, north])
}
