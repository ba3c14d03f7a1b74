//! What holds for any bytes that are read as a table or as GeoJSON: no panic, findings and memory bounded, record numbers
//! that grow, rows that are neither lost nor made up, and a clean table that is clean.
//!
//! Inputs that once failed are kept in `tests/seeds` and read again each time. `tests/fuzz` looks for more.

#[path = "../fuzz/promises.rs"]
mod promises;

use carnet::table::{self, Bytes, ReadOptions};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::fs;
use std::path::{Path, PathBuf};

/// Pieces of tables, put together without any care.
const PIECES: [&[u8]; 64] = [
    b"a",
    b"nom",
    b"1",
    b"-1",
    b"1,5",
    b"1 234,50",
    b"90\xC2\xA0545,00 \xE2\x82\xAC",
    b"0",
    b"01",
    b"1340",
    b"53000",
    b"2A004",
    b"22490001900015",
    b"7,86E+13",
    b"17/12/2018",
    b"2018-12-17",
    b"12/17/2018",
    b"31/02/2018",
    b"04-15",
    b"mars-43",
    b"oct.-17",
    b"48.1",
    b"-0.7",
    b"[48.1, -0.7]",
    b"POINT (1 2)",
    b"{\"type\":\"Point\",\"coordinates\":[1,2]}",
    b"oui",
    b"X",
    b"#REF!",
    b"####",
    b"NC",
    b"Total",
    b"(1) note",
    b"Source : x",
    b"x@y.example",
    b"https://x.example/a",
    b"04 66 55 84 00",
    b"<br>",
    b"C\xC3\x85\xE2\x80\x99UR",
    b"\xC3\x89t\xC3\xA9",
    b"\xC9t\xE9",
    b"\xFF",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE2\x82",
    b" ",
    b"\xC2\xA0",
    b"\t",
    b"lat",
    b"lon",
    b"code_postal",
    b"siret",
    b"date",
    b"2018",
    b"2019",
    b"2020",
    b"\"",
    b"\"\"",
    b"\"\n",
    b"\r",
    b"\n\n",
    b";;;;",
    b"sep=;\n",
];

const BREAKS: [&[u8]; 6] = [b";", b",", b"\t", b"|", b"\n", b"\r\n"];

const JSON: [&[u8]; 26] = [
    b"{\"type\":\"FeatureCollection\",\"features\":[",
    b"{\"type\":\"Feature\",\"properties\":",
    b"{\"nom\":\"A\",\"n\":1}",
    b"null",
    b",\"geometry\":",
    b"{\"type\":\"Point\",\"coordinates\":[48.1,-0.7]}",
    b"{\"type\":\"Point\",\"coordinates\":[652709,6862305]}",
    b"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}",
    b"{\"type\":\"GeometryCollection\",\"geometries\":[",
    b"}",
    b"]",
    b"[",
    b"{",
    b",",
    b":",
    b"\"",
    b"\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},",
    b"1e999",
    b"-",
    b"\\u00e9",
    b"\\ud800",
    b"\xFF",
    b"\0",
    b"\xEF\xBB\xBF",
    b"[[[[[[[[[[[[[[[[",
    b" ",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let cell = select(PIECES.to_vec());
    let between = select(BREAKS.to_vec());
    vec((cell, between), 0..80).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(cell, between)| [cell, between].concat())
            .collect()
    })
}

fn rectangles() -> impl Strategy<Value = Vec<u8>> {
    (
        1..6_usize,
        select(BREAKS[..4].to_vec()),
        vec(select(PIECES.to_vec()), 0..90),
    )
        .prop_map(|(width, delimiter, cells)| {
            let rows: Vec<Vec<u8>> = cells.chunks(width).map(|row| row.join(delimiter)).collect();
            rows.join(&b'\n')
        })
}

fn json() -> impl Strategy<Value = Vec<u8>> {
    vec(select(JSON.to_vec()), 0..40).prop_map(|parts| parts.concat())
}

fn any_input() -> impl Strategy<Value = (String, Vec<u8>)> {
    prop_oneof![
        3 => pieces().prop_map(|bytes| ("a.csv".to_owned(), bytes)),
        3 => rectangles().prop_map(|bytes| ("a.csv".to_owned(), bytes)),
        1 => vec(any::<u8>(), 0..300).prop_map(|bytes| ("a.csv".to_owned(), bytes)),
        2 => json().prop_map(|bytes| ("a.geojson".to_owned(), bytes)),
    ]
}

/// All that must hold for some bytes.
fn check(name: &str, bytes: &[u8]) {
    match name {
        "a.csv" => promises::csv(bytes),
        _ => promises::geojson(bytes),
    }
}

/// The seeds of a reader: the bytes of each file, by its path.
fn seeds(reader: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    let mut found: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(folder.join(reader))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn inputs_that_failed_once_are_read() {
    type Promise = fn(&[u8]);
    let readers: [(&str, Promise); 4] = [
        ("csv", promises::csv),
        ("geojson", promises::geojson),
        ("schema", promises::schema),
        ("sheet", promises::sheet),
    ];
    for (reader, promise) in readers {
        let seeds = seeds(reader);
        assert!(!seeds.is_empty(), "{reader}");
        for (path, bytes) in seeds {
            println!("{}", path.display());
            promise(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_124),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_are_read((name, bytes) in any_input()) {
        check(&name, &bytes);
    }
}

#[test]
fn hostile_tables_are_read() {
    let wide = |count: usize| vec!["x"; count].join(";");
    let long_cell = format!("a;b\n{};1\n", "y".repeat(1 << 20));
    let unclosed = format!("a;b\n\"x;1\n{}", "y;2\n".repeat(200_000));
    let many_quotes = format!("a;b\n{}", "\"x;1\n".repeat(50_000));
    let one_line = "x".repeat(20 << 20);
    let ragged = format!("a;b\n{}", "1\n".repeat(100_000));
    let doubled = format!("a\n\"{}", "\"\"\n".repeat(100_000));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (name, text) in [
        (
            "a.csv",
            format!("{}\n{}\n{}\n", wide(10_000), wide(10_000), wide(9_999)),
        ),
        ("a.csv", long_cell),
        ("a.csv", unclosed),
        ("a.csv", many_quotes),
        ("a.csv", one_line),
        ("a.csv", ragged),
        ("a.csv", doubled),
        ("a.geojson", deep),
    ] {
        let input = Bytes(text.as_bytes());
        let (_, findings) = table::profile(name, &input, &ReadOptions::default()).unwrap();
        assert!(!findings.is_empty() || text.len() > (1 << 20));
        assert!(findings.len() < 60_000);
    }
}
