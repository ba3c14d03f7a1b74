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

fn clean(bytes: &[u8]) -> String {
    let options = ReadOptions::default();
    let input = Bytes(bytes);
    let (profile, _) = profile("a.csv", &input, &options).unwrap();
    let mut out = Vec::new();
    write_clean(&input, &options, &profile, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const TABLE: [[&str; 5]; 4] = [
    ["Nom", "Code postal", "Montant", "Date", "Remarque"],
    [
        "Évron",
        "01340",
        "90545.50",
        "2018-12-17",
        "dit « là », ; et\tici",
    ],
    ["Château", "53200", "-12.00", "2019-01-03", "deux\nlignes"],
    ["Œuvre", "53000", "3.50", "", "«€»"],
];

/// The table in one dialect: delimiter, line end, French numbers and dates or not, as UTF-8.
fn written(delimiter: &str, end: &str, french: bool, quoted: bool) -> String {
    let mut out = String::new();
    for (at, row) in TABLE.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let cell = match (column, at, french) {
                    (2, 1.., true) => cell.replace("90545", "90\u{a0}545").replace('.', ","),
                    (3, 1.., true) => {
                        let mut parts: Vec<&str> = cell.split('-').collect();
                        parts.reverse();
                        parts.join("/")
                    }
                    _ => (*cell).to_owned(),
                };
                if quoted || cell.contains(delimiter) || cell.contains('\n') {
                    format!("\"{cell}\"")
                } else {
                    cell
                }
            })
            .collect();
        out += &cells.join(delimiter);
        out += end;
    }
    out
}

#[test]
fn eight_encodings_and_dialects_give_the_same_bytes() {
    let wide = |text: &str, little: bool| -> Vec<u8> {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    let old = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let expected = clean(written(",", "\n", false, false).as_bytes());
    assert!(
        expected.contains("Évron,01340,90545.50,2018-12-17,"),
        "{expected}"
    );
    for (name, bytes) in [
        (
            "UTF-8, mark, semicolon, CRLF",
            format!("\u{feff}{}", written(";", "\r\n", true, false)).into_bytes(),
        ),
        (
            "UTF-8, tab, all quoted",
            written("\t", "\n", false, true).into_bytes(),
        ),
        ("UTF-8, bar", written("|", "\r\n", true, false).into_bytes()),
        (
            "Windows-1252, semicolon, CRLF",
            old(&written(";", "\r\n", true, false)),
        ),
        ("Windows-1252, comma", old(&written(",", "\n", true, true))),
        (
            "UTF-16LE, tab",
            wide(&written("\t", "\r\n", true, false), true),
        ),
        (
            "UTF-16BE, semicolon",
            wide(&written(";", "\n", true, true), false),
        ),
        (
            "sep=, blank tail",
            format!(
                "sep=;\r\n{};;;;\r\n;;;;\r\n",
                written(";", "\r\n", true, false)
            )
            .into_bytes(),
        ),
    ] {
        assert_eq!(clean(&bytes), expected, "{name}");
    }
    // What is clean is left as it is.
    assert_eq!(clean(expected.as_bytes()), expected);
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
