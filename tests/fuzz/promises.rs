//! What holds for any bytes that are read as a table, as GeoJSON, as a schema or as a sheet: no panic, findings bounded,
//! numbers of records that grow, places inside the file, the same answer twice. The fuzz targets and `tests/suite` check
//! the same promises.

use carnet::diag::{Language, Report, output};
use carnet::map::features;
use carnet::model::finding::Finding;
use carnet::personal::Detector;
use carnet::read::encoding::decode;
use carnet::read::sheet as sheets;
use carnet::schema::{self as schemas, Validator};
use carnet::source::SourceText;
use carnet::table::{self, Bytes, ReadOptions, Reading, Records};

/// Findings of one file that are still a report.
const MOST_FINDINGS: usize = 60_000;

/// A table.
pub fn csv(bytes: &[u8]) {
    let input = Bytes(bytes);
    let options = ReadOptions::default();
    let reading = read_twice("a.csv", bytes);
    let mut records = Records::open(&input, &options).unwrap();
    let mut last = 0;
    let mut detector: Option<Detector> = None;
    while let Some(record) = records.next().unwrap() {
        assert!(record.number > last);
        last = record.number;
        let cells: Vec<&str> = record.cells().collect();
        match &mut detector {
            None => detector = Some(Detector::new(&cells, None)),
            Some(detector) => detector.record(record.number, &cells),
        }
    }
    assert!(records.seen() >= u64::from(last));
    assert_eq!(records.seen(), reading.profile.records);
    said(&detector.map_or_else(Vec::new, Detector::finish));
}

/// A GeoJSON file, as a table and as places.
pub fn geojson(bytes: &[u8]) {
    read_twice("a.geojson", bytes);
    match features::read(bytes) {
        Ok(collection) => {
            said(&collection.left_out);
            said(&collection.remarks);
            for place in &collection.places {
                assert_eq!(place.values.len(), collection.fields.len());
            }
        }
        Err(problem) => assert!(!problem.message(Language::French).is_empty()),
    }
}

/// A schema, then a line `---`, then a table that it checks.
pub fn schema(bytes: &[u8]) {
    const BREAK: &[u8] = b"\n---\n";
    let end = bytes
        .windows(BREAK.len())
        .position(|window| window == BREAK);
    let (schema, table) = match end {
        Some(at) => (&bytes[..at], &bytes[at + BREAK.len()..]),
        None => (bytes, &b""[..]),
    };
    let reading = match schemas::read(schema) {
        Ok(reading) => reading,
        Err(problem) => {
            assert!(!problem.help(Language::English).is_empty());
            return;
        }
    };
    for warning in &reading.warnings {
        assert!(!warning.message(Language::French).is_empty());
    }
    let names: Vec<&str> = reading.schema.fields().map(|field| field.name).collect();
    let mut found = Vec::new();
    let mut sink = |finding: Finding| found.push(finding);
    let (input, options) = (Bytes(table), ReadOptions::default());
    let mut records = Records::open(&input, &options).unwrap();
    // The table's own header, and none: its columns then bear the names of the schema.
    let mut validators: Vec<Validator<'_>> =
        vec![Validator::new(&reading.schema, &names, &mut sink)];
    while let Some(record) = records.next().unwrap() {
        let cells: Vec<&str> = record.cells().collect();
        if validators.len() == 1 {
            validators.push(Validator::new(&reading.schema, &cells, &mut sink));
        }
        for validator in &mut validators {
            validator.record(record.number, &cells, &mut sink);
        }
    }
    for validator in validators {
        validator.finish(&mut sink);
    }
    said(&found);
}

/// A description sheet.
pub fn sheet(bytes: &[u8]) {
    let read = || {
        let source = SourceText::new("a.yml", decode(bytes.to_vec()).text);
        let mut report = Report::default();
        let sheet = sheets::read(&source, &mut report);
        (source, sheet, report)
    };
    let (source, sheet, report) = read();
    let lines = source.text.split('\n').count();
    for diagnostic in report.diagnostics() {
        let place = diagnostic.place.as_ref().expect("a sheet is a file");
        assert!((1..=lines).contains(&place.line), "{place:?}");
        assert!(place.column <= place.end, "{place:?}");
        for language in [Language::French, Language::English] {
            assert!(!diagnostic.message(language).is_empty());
            assert!(!output::text(diagnostic, language).is_empty());
        }
    }
    assert!(report.diagnostics().len() <= MOST_FINDINGS);
    let (_, again, report_again) = read();
    assert_eq!(sheet, again);
    assert_eq!(report.diagnostics(), report_again.diagnostics());
}

fn read_twice(name: &str, bytes: &[u8]) -> Reading {
    let input = Bytes(bytes);
    let options = ReadOptions::default();
    let reading = table::read(name, &input, &options, None).unwrap();
    assert_eq!(reading.table.rows() as u64, reading.profile.rows);
    let records = &reading.table.records;
    assert!(records.windows(2).all(|pair| pair[0] < pair[1]));
    for column in &reading.profile.columns {
        assert_eq!(column.filled + column.missing, reading.profile.rows);
        assert!(column.steps.iter().sum::<u64>() <= column.filled);
    }
    said(&reading.findings);
    let again = table::read(name, &input, &options, None).unwrap();
    // NaN is not itself: what is shown must be the same.
    assert_eq!(format!("{reading:?}"), format!("{again:?}"));
    let mut clean = Vec::new();
    table::write_clean(&input, &options, &reading.profile, &mut clean).unwrap();
    assert!(std::str::from_utf8(&clean).is_ok());
    reading
}

/// Findings are few enough to be a report, and each says something in both languages.
fn said(findings: &[Finding]) {
    assert!(findings.len() <= MOST_FINDINGS);
    for finding in findings {
        for language in [Language::French, Language::English] {
            assert!(!finding.problem.message(language).is_empty());
            assert!(!finding.problem.help(language).is_empty());
        }
    }
}
