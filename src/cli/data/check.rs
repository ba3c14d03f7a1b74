//! The records of a table read once: checked against a schema when one is named, and looked through for personal data.

use super::super::Console;
use crate::diag::{Report, Severity};
use crate::disk::failure::{Action, At};
use crate::model::finding::Finding;
use crate::model::profile::TableFormat;
use crate::personal::Detector;
use crate::schema::{self, Schema, Validator};
use crate::source::Place;
use crate::table::{Bytes, Input, ReadOptions, Records, features};
use std::io;
use std::path::{Path, PathBuf};

/// The schema of a name: a file, a file of the project's `schemas/`, or one that ships. What is wrong with it goes to the
/// messages; none when there is no such schema.
///
/// # Errors
/// What the disk says.
pub fn schema(name: &str, project: Option<&Path>, console: &Console) -> io::Result<Option<Schema>> {
    let mut report = Report::default();
    let (bytes, shown) = match file(name, project) {
        Some(path) => (
            std::fs::read(&path).at(Action::Read, &path)?,
            path.display().to_string(),
        ),
        None => match schema::shipped(name) {
            Ok((shipped, doubt)) => {
                if let Some(doubt) = doubt {
                    report.add(doubt, None);
                }
                let file = format!("{}-{}.json", shipped.name, shipped.version);
                (shipped.bytes.to_vec(), file)
            }
            Err(problem) => {
                report.add(problem, None);
                console.diagnostics(&report);
                return Ok(None);
            }
        },
    };
    let reading = match schema::read(&bytes) {
        Ok(reading) => {
            for warning in reading.warnings {
                report.add(warning, Place::file(shown.clone()));
            }
            Some(reading.schema)
        }
        Err(problem) => {
            report.add(problem, Place::file(shown));
            None
        }
    };
    console.diagnostics(&report);
    Ok(reading)
}

fn file(name: &str, project: Option<&Path>) -> Option<PathBuf> {
    let mut places = vec![PathBuf::from(name)];
    let folders = [Some(Path::new(".")), project].into_iter().flatten();
    for folder in folders.map(|folder| folder.join("schemas")) {
        places.push(folder.join(name));
        places.push(folder.join(format!("{name}.json")));
    }
    places.into_iter().find(|path| path.is_file())
}

/// With a schema, a blank record and a column without a name are errors, as they are for the reference.
pub fn raise(findings: &mut [Finding]) {
    for finding in findings {
        if matches!(finding.code(), "csv.row-blank" | "csv.header-blank") {
            finding.problem = finding.problem.clone().raised(Severity::Error);
        }
    }
}

/// Reads the records and hands over what is found. The records of a GeoJSON file are its features, by their numbers, and
/// their cells its properties.
///
/// # Errors
/// What the disk says.
pub fn records(
    input: &dyn Input,
    options: &ReadOptions,
    format: TableFormat,
    schema: Option<&Schema>,
    sink: &mut dyn FnMut(Finding),
) -> io::Result<()> {
    if format == TableFormat::Csv {
        return rows(input, options, 0, schema, sink);
    }
    let features = features::features(input, options)?;
    let options = features::options(options);
    // The first column has the number of each feature, and the first record the names.
    rows(
        &Bytes(&features.csv),
        &options,
        1,
        schema,
        &mut |mut finding| {
            finding.row = finding.row.map(|row| row - 1).filter(|row| *row > 0);
            sink(finding);
        },
    )
}

/// `skipped` is how many columns at the left are not the table's own.
fn rows(
    input: &dyn Input,
    options: &ReadOptions,
    skipped: usize,
    schema: Option<&Schema>,
    sink: &mut dyn FnMut(Finding),
) -> io::Result<()> {
    let mut records = Records::open(input, options)?;
    let header_row = records.dialect().header_row;
    let mut readers: Option<(Detector, Option<Validator<'_>>)> = None;
    let mut last = 0;
    while let Some(record) = records.next()? {
        if record.number < header_row {
            continue;
        }
        let cells: Vec<&str> = record.cells().skip(skipped).collect();
        match &mut readers {
            None => {
                let name = schema.and_then(|schema| schema.name.as_deref());
                let detector = Detector::new(&cells, name);
                let validator = schema.map(|schema| Validator::new(schema, &cells, sink));
                readers = Some((detector, validator));
            }
            Some((detector, validator)) => {
                detector.record(record.number, &cells);
                if let Some(validator) = validator {
                    if record.blank_before > 0 {
                        validator.blank(last + 1, record.number.saturating_sub(1));
                    }
                    validator.record(record.number, &cells, sink);
                }
            }
        }
        last = record.number;
    }
    if let Some((detector, validator)) = readers {
        detector.finish().into_iter().for_each(&mut *sink);
        if let Some(validator) = validator {
            validator.finish(sink);
        }
    }
    Ok(())
}
