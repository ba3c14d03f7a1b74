//! What a table's rows say when they are read one by one: personal data, and the schema that its sheet names.

use crate::diag::{Report, csv as problem};
use crate::model::finding::Finding;
use crate::model::sheet::Sheet;
use crate::personal::{self, Detector};
use crate::schema::{self, Schema, Validator};
use crate::source::{Place, Sources};
use crate::table::{Input, ReadOptions, Records};
use std::collections::BTreeMap;
use std::io;

/// Findings of one kind about one column that are kept; the others are counted.
const KEPT: usize = 1000;

/// What was found, apart: what is personal is for the team, what a schema says is for everyone.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub personal: Vec<Finding>,
    pub schema: Vec<Finding>,
}

/// Goes through the rows once.
///
/// # Errors
/// What the disk says.
pub(super) fn check(
    input: &dyn Input,
    options: &ReadOptions,
    sheet: Option<&Sheet>,
    sources: &dyn Sources,
    report: &mut Report,
) -> io::Result<Checked> {
    let named = sheet.and_then(|sheet| sheet.schema.as_ref());
    let schema = match (sheet, named) {
        (Some(sheet), Some(named)) => find(&named.name, &sheet.path, sources, report)?,
        _ => None,
    };
    let mut checked = Checked::default();
    let mut few = Few::default();
    let mut records = Records::open(input, options)?;
    let header_row = records.dialect().header_row;
    let mut readers: Option<(Detector, Option<Validator<'_>>)> = None;
    let mut last = 0;
    while let Some(record) = records.next()? {
        if record.number < header_row {
            continue;
        }
        let cells: Vec<&str> = record.cells().collect();
        match &mut readers {
            None => {
                let detector = Detector::new(&cells, named.map(|schema| schema.name.as_str()));
                let validator = schema
                    .as_ref()
                    .map(|schema| Validator::new(schema, &cells, &mut |finding| few.add(finding)));
                readers = Some((detector, validator));
            }
            Some((detector, validator)) => {
                detector.record(record.number, &cells);
                if let Some(validator) = validator {
                    if record.blank_before > 0 {
                        validator.blank(last + 1, record.number.saturating_sub(1));
                    }
                    validator.record(record.number, &cells, &mut |finding| few.add(finding));
                }
            }
        }
        last = record.number;
    }
    if let Some((detector, validator)) = readers {
        checked.personal = detector.finish();
        if let Some(validator) = validator {
            validator.finish(&mut |finding| few.add(finding));
        }
    }
    checked.schema = few.finish();
    if let Some(sheet) = sheet
        && let Some(personal) = &sheet.personal
    {
        let declared = personal.removed.iter().chain(&personal.kept);
        let declared: Vec<String> = declared.map(|(name, _)| name.clone()).collect();
        checked.personal = personal::undeclared(checked.personal, &declared);
    }
    Ok(checked)
}

/// The schema of a name: a file of the project, or one that carnet brings.
fn find(
    name: &str,
    sheet: &str,
    sources: &dyn Sources,
    report: &mut Report,
) -> io::Result<Option<Schema>> {
    let place = || Place::file(sheet.to_owned());
    let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own = [
        format!("{folder}/{name}"),
        name.to_owned(),
        format!("schemas/{name}.json"),
    ];
    let bytes = match own.iter().find(|path| sources.has(path)) {
        Some(path) => sources.read(path)?,
        None => match schema::shipped(name) {
            Ok((shipped, doubt)) => {
                if let Some(doubt) = doubt {
                    report.add(doubt, place());
                }
                shipped.bytes.to_vec()
            }
            Err(unknown) => {
                report.add(unknown, place());
                return Ok(None);
            }
        },
    };
    match schema::read(&bytes) {
        Ok(reading) => {
            for warning in reading.warnings {
                report.add(warning, place());
            }
            Ok(Some(reading.schema))
        }
        Err(broken) => {
            report.add(broken, place());
            Ok(None)
        }
    }
}

/// A few findings of each kind, and how many there were.
#[derive(Default)]
struct Few {
    kept: Vec<Finding>,
    counts: BTreeMap<(&'static str, Option<String>), usize>,
}

impl Few {
    fn add(&mut self, finding: Finding) {
        let count = self
            .counts
            .entry((finding.code(), finding.column.clone()))
            .or_default();
        *count += 1;
        if *count <= KEPT {
            self.kept.push(finding);
        }
    }

    fn finish(mut self) -> Vec<Finding> {
        for ((code, column), count) in self.counts {
            if count > KEPT {
                self.kept.push(Finding {
                    problem: problem::more(count - KEPT, code),
                    row: None,
                    column,
                });
            }
        }
        self.kept
    }
}
