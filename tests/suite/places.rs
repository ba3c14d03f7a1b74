//! The place finder on real tables, when they lie beside the repository: how many rows it places, and how surely.

use carnet::geo::place::{Answer, Query, find};
use std::path::{Path, PathBuf};

/// Exact, approximate, ambiguous, unknown; empty rows are unknown.
type Counts = [usize; 4];

#[test]
fn real_tables_are_placed() {
    let Some(folder) = tables() else {
        eprintln!("SKIPPED: no real tables in ../shared/data/csv");
        return;
    };
    for (file, insee, postal_code, name, least_exact, most_unknown) in [
        (
            "subventions-sarthe-2018.csv",
            None,
            Some(2),
            Some(3),
            1595,
            3,
        ),
        ("niveaux-prix-trvg.csv", None, Some(1), Some(2), 9578, 0),
        ("niveaux-prix-trvg.csv", Some(0), None, None, 9717, 46),
        ("marches-mormal-2015.csv", None, Some(5), None, 8, 7),
        (
            "irve-consolidation-2021.csv",
            Some(12),
            None,
            None,
            1253,
            41,
        ),
    ] {
        let counts = counts(&folder.join(file), insee, postal_code, name);
        eprintln!("{file}: {counts:?}");
        assert!(counts[0] >= least_exact, "{file}: {counts:?}");
        assert!(counts[3] <= most_unknown, "{file}: {counts:?}");
    }
}

fn tables() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.parent()?.join("shared/data/csv");
    folder.is_dir().then_some(folder)
}

fn counts(
    file: &Path,
    insee: Option<usize>,
    postal_code: Option<usize>,
    name: Option<usize>,
) -> Counts {
    let bytes = std::fs::read(file).unwrap();
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned(),
    };
    let first = text.lines().next().unwrap();
    let delimiter = if first.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut counts = [0; 4];
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| record.get(column))
                .filter(|cell| !cell.trim().is_empty())
        };
        let query = Query {
            insee: cell(insee),
            postal_code: cell(postal_code),
            name: cell(name),
            department: None,
        };
        counts[match find(&query) {
            Answer::Exact(_) => 0,
            Answer::Approximate(_) => 1,
            Answer::Ambiguous(_) => 2,
            Answer::Unknown => 3,
        }] += 1;
    }
    counts
}
