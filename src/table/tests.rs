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
    assert_eq!(
        codes(&reading),
        [
            "data.decimal-comma - Montant (€)",
            "data.french-date - Date"
        ]
    );
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
            "csv.header-not-first 3 -",
            "csv.row-blank 5 -",
            "csv.row-blank 6 -",
            "csv.trailing-blank-rows 8 -",
        ]
    );
    assert!(
        reading.findings[5]
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

/// Small fictitious tables, each with one defect: its text, then what is said.
#[test]
fn each_defect_is_named_and_no_other() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("empty", b"", &["csv.empty-file - -"]),
        ("blank", b"\n\n;;\n", &["csv.empty-file - -"]),
        ("header only", b"a;b\n", &["csv.no-data-row - -"]),
        ("one column", b"nom\nDupont\nMartin\n", &[]),
        ("Windows-1252", b"nom;ville\n1;\xC9vron\n", &["csv.encoding-not-utf8 - -"]),
        (
            "mixed encodings",
            b"nom;n\n\xC3\x89vron;1\nMayenne;2\n\xC9vron;3\nCh\xC3\xA2teau;4\n",
            &["csv.encoding-mixed 4 -"],
        ),
        ("NUL bytes", b"a;b\n1\0;2\n", &["csv.nul-bytes - -"]),
        (
            "title row",
            b"Subventions 2017;;\nnom;ville;montant\nA;Laval;3\nB;Laval;4\nC;Laval;5\n",
            &["csv.header-not-first 2 -"],
        ),
        (
            "merged header",
            b"nom;;2018\nA;x;3\nB;y;4\n",
            &["csv.header-blank 1 -", "csv.merged-header 1 -"],
        ),
        (
            "header on two lines",
            "Bénéficiaire;Montant;\nnom;2016;2017\nA;1;2\nB;3;4\n".as_bytes(),
            &["csv.header-blank 1 -", "csv.merged-header 1 -"],
        ),
        (
            "lines in the header",
            b"nom;\"Montant\nde l'aide (1)\"\nA;3\n",
            &["csv.header-line-break 1 Montant\nde l'aide (1)"],
        ),
        (
            "notes",
            b"nom;montant\nA;3\nB;4\n(1). Montant vote;\nSource : mairie;\n",
            &["csv.footnote-row 4 -", "csv.footnote-row 5 -"],
        ),
        (
            "totals",
            b"nom;montant\nA;3\nB;4\nTotal;7\nTotalEnergies;9\nC;1\nTotal C;99\n",
            &["csv.total-row 4 -"],
        ),
        (
            "unquoted decimal comma, clear",
            b"nom,montant,ville\nA,\"1,00\",x\nB,12,50,y\nC,13,50,z\n",
            &[
                "data.decimal-comma - montant",
                "csv.unquoted-decimal-comma 3 -",
                "csv.unquoted-decimal-comma 4 -",
            ],
        ),
        (
            "unquoted decimal comma, not clear",
            b"nom,ville,ans\nA,x,1\nB,12,50,y\nC,Laval,Mayenne,3\nD,y,4\n",
            &["csv.unquoted-decimal-comma 3 -", "csv.cell-extra 4 -"],
        ),
        ("spaces", b"nom;n\n A ;1\nB;2\n", &["csv.spaces - -"]),
        (
            "mojibake",
            "nom;n\nCÃ…â€™UR;1\nB;2\n".as_bytes(),
            &["data.mojibake 2 nom"],
        ),
        (
            "stray text among numbers",
            b"nom;n\na;1\nb;2\nc;3\nd;4\ne;5\nf;6\ng;7\nh;8\ni;9\nj;10\nk;N 11\n",
            &["data.not-a-number 12 n"],
        ),
        (
            "spreadsheet error",
            b"nom;n\na;1\nb;#REF!\n",
            &["data.spreadsheet-error 3 n"],
        ),
        (
            "scientific notation",
            b"siret;n\n22490001900015;1\n7,86E+13;2\n",
            &["data.scientific-notation 3 siret"],
        ),
        (
            "SIREN for SIRET, spaces",
            b"siret;n\n224 900 019 000 15;1\n224900019;2\n",
            &["data.identifier-spaces - siret", "data.siren-for-siret - siret"],
        ),
        (
            "lost zero",
            b"code_postal;n\n53000;1\n1340;2\n",
            &["data.lost-leading-zero 3 code_postal"],
        ),
        (
            "French dates",
            b"le;n\n17/12/2018;1\n03/04/2018;2\n",
            &["data.french-date - le"],
        ),
        (
            "American dates",
            b"le;n\n12/17/2018;1\n03/04/2018;2\n",
            &["data.french-date - le"],
        ),
        ("ambiguous dates", b"le;n\n01/12/2018;1\n03/04/2019;2\n", &["data.ambiguous-date - le"]),
        (
            "months read as days",
            b"le;n\n15/04/2021;1\n15/05/2021;2\n15/06/2021;3\n",
            &["data.month-year-as-day - le"],
        ),
        ("no such date", b"le;n\n2018-02-03;1\n2018-02-04;2\n2018-02-05;3\n2018-02-06;4\n2018-02-07;5\n2018-02-08;6\n2018-02-09;7\n2018-02-10;8\n2018-02-11;9\n2018-02-30;10\n", &["data.not-a-date 11 le"]),
        ("month names", b"mois;n\nJul-17;1\noct.-17;2\n", &["data.month-name - mois"]),
        (
            "coordinates made dates",
            b"lat;lon\n48.1;2.3\n48.2;2.4\n48.3;2.5\n48.4;2.6\n48.5;2.7\n48.6;2.8\n48.7;2.9\n48.8;3.1\n48.9;3.2\nmars-43;3.3\n",
            &["data.coordinate-as-date 11 lat"],
        ),
        (
            "axes swapped",
            b"lat;lon\n2.9;42.7\n2.8;42.8\n",
            &["data.lat-lon-swapped - lat"],
        ),
        (
            "axes swapped in pairs",
            b"coordonneesXY;n\n\"[42.7, 2.9]\";1\n\"[42.8, 2.8]\";2\n",
            &["data.lat-lon-swapped - coordonneesXY"],
        ),
        (
            "projected",
            b"latitude;longitude\n6862305.1;652709.4\n6862306.2;652710.2\n",
            &["data.projected-coordinates - longitude"],
        ),
        ("ranges", "m;n\n15 000- 89 999,99;1\n1 000 - 2 000;2\n".as_bytes(), &["data.range - m"]),
        ("a list or a decimal", b"ed;n\n4;1\n5;2\n\"4,5\";3\n", &["data.list-or-decimal - ed"]),
        (
            "years in columns",
            b"nom;2018;2019;2020\na;1;2;3\nb;2;3;5\n",
            &["data.wide-years - -"],
        ),
        ("X for yes", b"nom;aide\na;X\nb;\nc;x\n", &["data.boolean-as-x - aide"]),
        (
            "spelling variants",
            b"ville;n\nLAVAL;1\nLaval;2\nLaval;3\nMayenne;4\nMayenne;5\nMayenne;6\nMayenne;7\n",
            &["data.inconsistent-values - ville"],
        ),
        (
            "mixed units",
            b"m;n\n3 kg;1\n4 t;2\n",
            &["data.decimal-comma - m", "data.mixed-units - m"],
        ),
        ("blank column", b"nom;objet\na;\nb;\n", &["data.empty-column - objet"]),
        ("HTML", b"nom;n\na<br>b;1\nc;2\n", &["data.structured-value - nom"]),
        ("code made decimal", b"code;n\n40.0;1\n41.0;2\n", &["data.code-as-decimal - code"]),
        ("workbook", b"PK\x03\x04rest", &["csv.not-a-table - -"]),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(codes(&reading(bytes)), *expected, "{name}");
    }
}

#[test]
fn features_are_rows() {
    let text = br#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},
        "features":[
        {"type":"Feature","properties":{"nom":"A","n":1},"geometry":{"type":"Point","coordinates":[652709.4,6862305.1]}},
        {"type":"Feature","properties":{"nom":"B","code":"01"},"geometry":null},
        {"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[652709.4,6862305.1]}},
        {"type":"Feature","properties":{"nom":"C"},"geometry":"cut"}]}"#;
    let reading = read("a.geojson", &Bytes(text), &ReadOptions::default(), None).unwrap();
    let names: Vec<&str> = reading
        .table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(names, ["nom", "n", "code"]);
    assert_eq!(reading.table.records, [1, 2, 3]);
    assert_eq!(
        codes(&reading),
        [
            "data.foreign-crs - -",
            "data.no-geometry - -",
            "data.projected-coordinates - -",
            "data.broken-feature 4 -",
        ]
    );
    let swapped = br#"{"type":"Feature","properties":{"nom":"A"},"geometry":{"type":"Point","coordinates":[48.1,-0.7]}}"#;
    let reading = read("a.geojson", &Bytes(swapped), &ReadOptions::default(), None).unwrap();
    assert_eq!(codes(&reading), ["data.lat-lon-swapped - -"]);
    let broken = read(
        "a.geojson",
        &Bytes(b"{\"type\":"),
        &ReadOptions::default(),
        None,
    )
    .unwrap();
    assert_eq!(
        codes(&broken),
        ["csv.no-data-row - -", "data.not-geojson - -"]
    );
}

#[test]
fn what_a_spreadsheet_destroyed_stays_as_it_is() {
    let text = b"siret;lat;lon;montant;cp\n22490001900015;48.1;2.1;1 000,50;53000\n7,86E+13;mars-43;2.2;#N/A;1340\n";
    assert_eq!(
        clean(text),
        "siret,lat,lon,montant,cp\n22490001900015,48.1,2.1,1000.50,53000\n\"7,86E+13\",mars-43,2.2,,01340\n"
    );
}

#[test]
fn names_are_proposed_for_a_header_on_two_lines() {
    let help = |text: &str| {
        let reading = reading(text.as_bytes());
        let merged = reading
            .findings
            .iter()
            .find(|finding| finding.code() == "csv.merged-header");
        merged.expect("merged").problem.help(Language::French)
    };
    let two_lines = help("Bénéficiaire;Montant;;\nnom;2016;2017;2018\nA;1;2;3\nB;3;4;5\n");
    assert!(
        two_lines.contains("« Montant 2017 », « Montant 2018 »"),
        "{two_lines}"
    );
    let one_line = help("Bénéficiaire;Montant;\nA;1;2\nB;3;4\n");
    assert!(
        one_line.contains("cellule fusionnée suivi du sien"),
        "{one_line}"
    );
}
