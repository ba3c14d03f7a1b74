use super::*;
use crate::diag::Language;
use crate::model::table::{ColumnKind, Values};

fn reading(bytes: &[u8]) -> Reading {
    read("a.csv", &Bytes(bytes), &ReadOptions::default(), None).unwrap()
}

/// `code row column` of each finding.
fn codes(reading: &Reading) -> Vec<String> {
    reading
        .findings
        .iter()
        .map(|finding| {
            let row = finding.row.map_or("-".to_owned(), |row| row.to_string());
            let column = finding.column.as_deref().unwrap_or("-");
            format!("{} {row} {column}", finding.code())
        })
        .collect()
}

fn numbers(reading: &Reading, column: usize) -> &[f64] {
    match &reading.table.columns[column].values {
        Values::Numbers(numbers) => numbers,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_french_table_is_typed() {
    let text = "Commune;Code INSEE;Montant (€);Ann\u{e9}e;Date\n\
        Laval;53130;\u{ab}1\u{a0}234,50\u{bb};2021;17/12/2018\n"
        .replace(['\u{ab}', '\u{bb}'], "");
    let text = format!("{text}Mayenne;53147;12,00;2022;03/01/2019\n;01004;NC;2023;\n");
    let reading = reading(text.as_bytes());
    let kinds: Vec<ColumnKind> = reading
        .table
        .columns
        .iter()
        .map(|column| column.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            ColumnKind::Text,
            ColumnKind::Insee,
            ColumnKind::Decimal,
            ColumnKind::Year,
            ColumnKind::Date
        ]
    );
    assert_eq!(numbers(&reading, 2)[..2], [1234.5, 12.0]);
    assert!(numbers(&reading, 2)[2].is_nan());
    assert_eq!(reading.table.columns[2].unit.as_deref(), Some("€"));
    assert_eq!(reading.table.records, [2, 3, 4]);
    assert_eq!(
        reading.table.columns[4].values,
        Values::Dates(vec![Some(17_882), Some(17_899), None])
    );
    assert_eq!(codes(&reading), [] as [&str; 0]);
}

#[test]
fn blank_records_are_counted_and_numbers_kept() {
    let reading = reading(b";;\n\na;b;c\n1;2;3\n\n\"\" ;\"\";\n4;5;6\n;;\n;;\n\n");
    assert_eq!(reading.profile.header_row, 3);
    assert_eq!(reading.table.records, [4, 7]);
    assert_eq!(reading.profile.records, 10);
    assert_eq!(
        codes(&reading),
        [
            "csv.row-blank 1 -",
            "csv.row-blank 2 -",
            "csv.row-blank 5 -",
            "csv.row-blank 6 -",
            "csv.trailing-blank-rows 8 -",
        ]
    );
    assert!(
        reading.findings[4]
            .problem
            .message(Language::French)
            .starts_with("3 lignes vides")
    );
}

#[test]
fn an_unclosed_quote_swallows_nothing() {
    let one = reading(b"a;b\n\"x;1\ny;2\n\"z\";3\n");
    assert_eq!(codes(&one), ["csv.unclosed-quote 2 -"]);
    assert_eq!(numbers(&one, 1), [1.0, 2.0, 3.0]);
    let sound = reading(b"a;b\n\"two\nlines; and \"\"quotes\"\"\";1\ny;2\n");
    assert_eq!(codes(&sound), [] as [&str; 0]);
    assert_eq!(sound.table.records, [2, 3]);
    let last = reading(b"a;b\ny;2\nz;\"3\n");
    assert_eq!(codes(&last), ["csv.unclosed-quote 3 -"]);
}

#[test]
fn rows_and_headers_are_checked() {
    let reading = reading(b"a;b;b;;\na;b;b;;\n1;2;3;;\n1;2;3;;\n1;2\n1;2;3;;;4\n");
    assert_eq!(
        codes(&reading),
        [
            "csv.empty-columns 1 -",
            "csv.header-duplicate 1 b",
            "csv.repeated-header 2 -",
            "csv.row-duplicate 4 -",
            "csv.cell-missing 5 -",
            "csv.cell-extra 6 -",
        ]
    );
}
