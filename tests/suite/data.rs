//! Real tables, where they lie: what carnet says of each is kept in `tests/data/golden`, codes, rows and counts only, since
//! their cells are not ours to copy. `CARNET_DATA` names their folder, `../shared/data` otherwise; without it the test says
//! that it was skipped. `CARNET_BLESS=1` writes the expected texts again: read the difference before you keep it.

use carnet::diag::Severity;
use carnet::model::finding::Finding;
use carnet::model::profile::{Distinct, Profile, TableFormat};
use carnet::table::{self, Bytes, ReadOptions};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("CARNET_DATA").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| here.join("../shared/data"));
    folder.join("csv").is_dir().then_some(folder)
}

#[test]
fn real_tables_are_told_as_before() {
    let Some(folder) = folder() else {
        eprintln!("SKIPPED: no real tables; set CARNET_DATA to their folder");
        return;
    };
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden");
    let bless = std::env::var_os("CARNET_BLESS").is_some();
    let mut wrong = Vec::new();
    for (part, ends) in [
        ("csv", ".csv"),
        ("exports-excel", ".csv"),
        ("geo", ".geojson"),
        ("geo", ".tsv"),
    ] {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder.join(part))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().ends_with(ends))
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&path).unwrap();
            let options = ReadOptions::default();
            let (profile, findings) = table::profile(&name, &Bytes(&bytes), &options).unwrap();
            let found = text(&profile, &findings);
            if name.contains("valide") && !name.contains("invalide") {
                let errors = findings
                    .iter()
                    .filter(|finding| finding.severity() == Severity::Error);
                assert_eq!(errors.count(), 0, "{name} is valid: {found}");
            }
            // A clean table has nothing left that could have been cleaned, and is read as the same columns.
            let mut once = Vec::new();
            table::write_clean(&Bytes(&bytes), &options, &profile, &mut once).unwrap();
            let (again, _) = table::profile("a.csv", &Bytes(&once), &options).unwrap();
            let mut twice = Vec::new();
            table::write_clean(&Bytes(&once), &options, &again, &mut twice).unwrap();
            assert!(once == twice, "{name}: cleaning again changes something");
            assert_eq!(again.rows, profile.rows, "{name}: rows were lost");
            let expected = golden.join(format!("{name}.txt"));
            if bless {
                fs::create_dir_all(&golden).unwrap();
                fs::write(&expected, &found).unwrap();
            } else if fs::read_to_string(&expected).unwrap_or_default() != found {
                wrong.push(format!("{name} is told otherwise:\n{found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `tests/data/suggest.py` does the same with every real table.
#[test]
fn blocks_are_suggested_without_the_names_of_people() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("conso.csv");
    let table = "commune;secteur;annee;conso (MWh);lat;lon;nom_agent\n\
                 Brénac;écoles;2023;120,5;44,21;3,45;Camille MARTIN\n\
                 Brénac;piscine;2024;310,0;44,22;3,46;Louise BERNARD\n\
                 Lussagne;écoles;2024;45,2;44,31;3,41;Hugo PETIT\n\
                 Brénac;écoles;2025;110,0;44,21;3,45;Camille MARTIN\n";
    fs::write(&path, table).unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_carnet"))
        .args(["data", "--suggest", "--lang", "fr"])
        .arg(&path)
        .output()
        .unwrap();
    let printed = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success());
    let bars = "```chart\ntype: bar\ntitle: « Brénac » vient en tête, avec 92\u{A0}% du total\ndata: conso.csv\nx: commune\n\
                y: somme(conso (MWh))\nunit: MWh\nsource: conso.csv\n```\n";
    assert!(printed.contains(bars), "{printed}");
    for block in ["type: line", "```table", "```map"] {
        assert!(printed.contains(block), "{block}: {printed}");
    }
    assert!(!printed.contains("nom_agent"), "{printed}");
}

/// A profile and its findings without the cells of the table.
fn text(profile: &Profile, findings: &[Finding]) -> String {
    let mut out = String::new();
    let ends = profile.line_ends;
    let ends: Vec<&str> = [(ends.lf, "LF"), (ends.crlf, "CRLF")]
        .into_iter()
        .filter_map(|(there, name)| there.then_some(name))
        .collect();
    let format = match profile.format {
        TableFormat::GeoJson => "GeoJSON".to_owned(),
        TableFormat::Csv => format!(
            "delimiter {:?}, {}, header {}",
            profile.delimiter,
            ends.join(" + "),
            profile.header_row
        ),
    };
    let _ = writeln!(
        out,
        "{} rows, {} columns, {}, {format}\n",
        profile.rows,
        profile.columns.len(),
        profile.encoding.name()
    );
    for column in &profile.columns {
        let distinct = match column.distinct {
            Distinct::Exactly(count) => count.to_string(),
            Distinct::MoreThan(count) => format!("> {count}"),
        };
        let unit = column
            .unit
            .as_deref()
            .map_or(String::new(), |unit| format!(" ({unit})"));
        let _ = writeln!(
            out,
            "{}: {:?}{unit}, {} filled, {distinct} distinct",
            flat(&column.name),
            column.kind,
            column.filled
        );
    }
    out.push('\n');
    let mut groups: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    for finding in findings {
        let key = (
            Reverse(finding.severity()),
            finding.code(),
            finding.column.as_deref(),
        );
        groups.entry(key).or_default().extend(finding.row);
    }
    for ((severity, code, column), rows) in groups {
        let column = column.map_or(String::new(), |column| format!(", {}", flat(column)));
        let shown: Vec<String> = rows.iter().take(8).map(u32::to_string).collect();
        let rows = match (rows.len(), shown.join(", ")) {
            (0, _) => String::new(),
            (1..=8, shown) => format!(": {shown}"),
            (count, shown) => format!(": {shown}… ({count} in all)"),
        };
        let _ = writeln!(out, "{} {code}{column}{rows}", severity.0.name());
    }
    out
}

fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
