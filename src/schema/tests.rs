//! What a table is told, schema and records written out.

use super::*;
use crate::diag::{Diagnostic, Language};
use crate::model::finding::Finding;
use serde_json::json;

/// `code row column` of each finding.
fn told(schema: serde_json::Value, table: &[&[&str]]) -> Vec<String> {
    findings(&schema, table)
        .into_iter()
        .map(|finding| {
            let row = finding.row.map_or("-".to_owned(), |row| row.to_string());
            format!(
                "{} {row} {}",
                finding.problem.kind.code,
                finding.column.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

fn findings(schema: &serde_json::Value, table: &[&[&str]]) -> Vec<Finding> {
    let reading = read(schema.to_string().as_bytes()).expect("a schema");
    let mut out = Vec::new();
    let mut validator = Validator::new(&reading.schema, table[0], &mut |finding| out.push(finding));
    for (place, cells) in table[1..].iter().enumerate() {
        validator.record(place as u32 + 2, cells, &mut |finding| out.push(finding));
    }
    validator.finish(&mut |finding| out.push(finding));
    for finding in &out {
        let diagnostic = Diagnostic {
            problem: finding.problem.clone(),
            place: None,
        };
        for language in [Language::French, Language::English] {
            let text = diagnostic.message(language) + &diagnostic.help(language);
            let holes = [
                "{value}",
                "{name",
                "{expected}",
                "{meant}",
                "{state}",
                "{bound}",
                "{form}",
                "{near}",
                "{label}",
                "{re",
            ];
            assert!(
                !holes.iter().any(|hole| text.contains(hole)),
                "every hole is filled: {text}"
            );
        }
    }
    out
}

fn warnings(schema: serde_json::Value) -> Vec<&'static str> {
    let reading = read(schema.to_string().as_bytes()).expect("a schema");
    reading
        .warnings
        .iter()
        .map(|problem| problem.kind.code)
        .collect()
}

#[test]
fn headers() {
    let schema = json!({"fields": [
        {"name": "siret", "constraints": {"required": true}},
        {"name": "nom"},
        {"name": "montant", "type": "number"},
    ]});
    assert_eq!(
        told(schema.clone(), &[&["siret", " nom ", "montant"]]),
        [] as [&str; 0]
    );
    assert_eq!(
        told(schema.clone(), &[&["Siret", "nom", ""]]),
        [
            "schema.column-missing-required - siret",
            "schema.column-missing - montant",
            "schema.column-extra - Siret",
            "schema.column-extra - ",
        ]
    );
    assert_eq!(
        told(schema, &[&["nom", "siret", "montant"]]),
        ["schema.column-order - -"]
    );
}

#[test]
fn foreign_keys_refer_to_rows_that_exist() {
    let schema = json!({
        "name": "services",
        "fields": [{"name": "id", "type": "integer"}, {"name": "parent", "type": "integer"}, {"name": "ville"}],
        "foreignKeys": [
            {"fields": "parent", "reference": {"resource": "", "fields": "id"}},
            {"fields": ["ville"], "reference": {"resource": "villes", "fields": ["nom"]}},
        ],
    });
    let table: &[&[&str]] = &[
        &["id", "parent", "ville"],
        &["1", "", "A"],
        // A later row, the row itself, and one that is nowhere.
        &["2", "4", "A"],
        &["3", "3", "A"],
        &["4", "9", "A"],
    ];
    assert_eq!(
        told(schema, table),
        [
            "schema.foreign-key-unchecked - -",
            "schema.foreign-key 5 parent"
        ]
    );
}

#[test]
fn cells_are_checked_where_their_column_is_known() {
    let schema = json!({
        "missingValues": ["", "NA"],
        "fields": [
            {"name": "date", "type": "date", "constraints": {"required": true, "minimum": "2020-01-01"}},
            {"name": "part", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
            {"name": "oui", "type": "boolean"},
            {"name": "code", "type": "string", "constraints": {"pattern": "^\\d{5}$", "enum": ["01340", "72000"]}},
        ],
    });
    let table: &[&[&str]] = &[
        &["date", "part", "oui", "code", "de plus"],
        &["2020-01-01", "0.5", "true", "01340", "x"],
        &["NA", "1.5", "oui", "1340", ""],
        &["31/12/2019", "1,5", "", "", ""],
        &["2019-12-31", "", "", "99999", ""],
    ];
    assert_eq!(
        told(schema, table),
        [
            "schema.column-extra - de plus",
            "schema.required 3 date",
            "schema.maximum 3 part",
            "schema.type 3 oui",
            "schema.pattern 3 code",
            "schema.enum 3 code",
            "schema.type 4 date",
            "schema.type 4 part",
            "schema.minimum 5 date",
            "schema.enum 5 code",
        ]
    );
}

#[test]
fn a_space_after_every_separator_is_not_meant() {
    let schema = json!({"fields": [{"name": "a"}, {"name": "d", "type": "date"}, {"name": "u", "format": "uri"}]});
    let table: &[&[&str]] = &[
        &["a", " d", " u"],
        &["x", " 2020-01-01", " \"https://exemple.fr\""],
    ];
    assert_eq!(told(schema, table), [] as [&str; 0]);
}

#[test]
fn messages_say_what_to_write() {
    let schema =
        json!({"fields": [{"name": "d", "type": "date"}, {"name": "n", "type": "number"}]});
    let found = findings(&schema, &[&["d", "n"], &["17/12/2018", "90 545,50 €"]]);
    let say = |finding: &Finding| {
        let diagnostic = Diagnostic {
            problem: finding.problem.clone(),
            place: None,
        };
        (
            diagnostic.message(Language::French),
            diagnostic.help(Language::French),
        )
    };
    assert_eq!(
        say(&found[0]),
        (
            "« 17/12/2018 » n’a pas la forme attendue : une date AAAA-MM-JJ".to_owned(),
            "écrivez « 2018-12-17 »".to_owned()
        )
    );
    assert_eq!(say(&found[1]).1, "écrivez « 90545.50 »");
}

#[test]
fn keys_and_unique_values() {
    let schema = json!({
        "primaryKey": ["a", "b"],
        "fields": [{"name": "a"}, {"name": "b"}, {"name": "n", "type": "number", "constraints": {"unique": true}}],
    });
    let table: &[&[&str]] = &[
        &["a", "b", "n"],
        &["x", "1", "1.0"],
        &["x", "2", "2"],
        &["x", "1", "1"],
        &["", "", "3"],
        &["", "", ""],
        &["y", "", "4"],
        &["", "", ""],
    ];
    assert_eq!(
        told(schema, table),
        [
            "schema.unique 4 n",
            "schema.primary-key 4 -",
            "schema.primary-key 5 -",
            // A blank record between others has no key; one at the end is nobody's.
            "schema.primary-key 6 -",
        ]
    );
}

#[test]
fn rules_of_french_schemas() {
    let schema = json!({
        "fields": [
            {"name": "siret"}, {"name": "rna"}, {"name": "total", "type": "integer"}, {"name": "pour", "type": "integer"},
            {"name": "contre", "type": "integer"}, {"name": "horaires"}, {"name": "point", "type": "geopoint"},
        ],
        "custom_checks": [
            {"name": "french-siret-value", "params": {"column": "siret"}},
            {"name": "one-of-required", "params": {"column1": "siret", "column2": "rna"}},
            {"name": "sum-columns-value", "params": {"column": "total", "columns": ["pour", "contre"]}},
            {"name": "compare-columns-value", "params": {"column": "total", "op": ">=", "column2": "pour"}},
            {"name": "cohesive-columns-value", "params": {"column": "pour", "othercolumns": ["contre"]}},
            {"name": "opening-hours-value", "params": {"column": "horaires"}},
            {"name": "french-gps-coordinates", "params": {"column": "point"}},
        ],
    });
    let header: &[&str] = &[
        "siret", "rna", "total", "pour", "contre", "horaires", "point",
    ];
    let table: &[&[&str]] = &[
        header,
        &["73282932000074", "", "3", "1", "2", "24/7", "2.35,48.85"],
        &["73282932000079", "", "4", "1", "2", "8h-18h", "48.85,2.35"],
        &["", "", "1", "2", "", "", "-70,40"],
    ];
    assert_eq!(
        told(schema.clone(), table),
        [
            "schema.siret 3 siret",
            "schema.sum-columns 3 total",
            "schema.opening-hours 3 horaires",
            "schema.gps-reversed 3 point",
            "schema.one-of-required 4 -",
            "schema.compare-columns 4 total",
            "schema.cohesive-columns 4 pour",
            "schema.gps 4 point",
        ]
    );
    // What cannot be checked is said once; both columns of a choice missing is an error.
    let without: &[&[&str]] = &[&["total", "pour"], &["1", "1"]];
    let said = told(schema, without);
    assert!(
        said.contains(&"schema.one-of-required - -".to_owned()),
        "{said:?}"
    );
    assert_eq!(
        said.iter()
            .filter(|line| line.starts_with("schema.rule-unchecked"))
            .count(),
        2,
        "{said:?}"
    );
}

#[test]
fn schemas_are_read_in_every_shape() {
    let fields = json!([{"name": "a", "type": "integer"}]);
    for shape in [
        json!({"fields": fields}),
        fields.clone(),
        json!({"schema": {"fields": fields}}),
        json!({"resources": [{"path": "x.csv", "schema": {"fields": fields}}]}),
        json!({"fields": {"a": {"type": "integer"}}}),
        json!({"tableSchema": {"columns": [{"titles": "a", "datatype": "integer"}]}}),
        json!({"type": "object", "properties": {"a": {"type": "integer"}}}),
    ] {
        assert_eq!(
            told(shape.clone(), &[&["a"], &["x"]]),
            ["schema.type 2 a"],
            "{shape}"
        );
    }
    for (bytes, code) in [
        (&b"{"[..], "schema.not-json"),
        (b"", "schema.not-json"),
        (b"[]", "schema.no-fields"),
        (b"{\"fields\": 3}", "schema.no-fields"),
        (b"\xFF\xFE", "schema.not-json"),
    ] {
        assert_eq!(read(bytes).expect_err("no schema").kind.code, code);
    }
}

#[test]
fn sloppy_schemas_are_warned_of_and_used() {
    let schema = json!({
        "name": "Arbres urbains",
        "primaryKey": "nothing",
        "fields": [
            {"name": "a", "type": "date", "constraints": {"pattern": "^x$"}},
            {"name": "b", "type": "boolean", "example": "oui"},
            {"name": "c", "type": "text", "contraints": {"required": true}},
            {"name": "d", "constraints": {"pattern": "("}},
            {"name": "e", "type": "integer", "constraints": {"minimum": "abc", "required": "true"}},
            {"name": "f", "format": "phone"},
            {"name": "a"},
        ],
        "custom_checks": [{"name": "no-such-rule", "params": {}}],
    });
    assert_eq!(
        warnings(schema),
        [
            "schema.name",
            "schema.key-without-field",
            "schema.constraint-ignored",
            "schema.bound-ignored",
            "schema.pattern-ignored",
            "schema.unknown-type",
            "schema.unknown-format",
            "schema.example",
            "schema.unknown-key",
            "schema.field-name",
            "schema.unknown-rule",
        ]
    );
    let schema =
        json!({"fields": [{"name": "e", "type": "integer", "constraints": {"required": "true"}}]});
    assert_eq!(
        told(schema, &[&["e", "f"], &["", "x"]])[1..],
        ["schema.required 2 e"]
    );
}

#[test]
fn hostile_schemas_end() {
    let deep = format!("{}1{}", "{\"fields\":[".repeat(5_000), "]}".repeat(5_000));
    assert!(read(deep.as_bytes()).is_err());
    let itself = json!({"fields": [{"name": "a", "type": "array", "arrayItem": {"type": "array", "arrayItem": {"$ref": "#"}}}], "$ref": "#"});
    assert_eq!(told(itself, &[&["a"], &["[[1],[2]]"]]), [] as [&str; 0]);
    let many: Vec<String> = (0..200_000).map(|number| number.to_string()).collect();
    let huge =
        json!({"fields": [{"name": "a", "constraints": {"enum": many, "pattern": "(a+)+$"}}]});
    let cell = "a".repeat(100_000) + "b";
    assert_eq!(
        told(huge, &[&["a"], &["199999"], &[&cell]]),
        [
            "schema.pattern 2 a",
            "schema.pattern 3 a",
            "schema.enum 3 a"
        ]
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_124), ..Default::default() })]

    /// Whatever a schema file holds, reading it ends without a panic, and what was read checks any table.
    #[test]
    fn any_schema_reads_and_checks(
        kind in "[a-z]{0,9}|string|number|date|geopoint|array|boolean|year|duration|yearmonth|datetime|time|object|geojson|list",
        format in "default|any|%[a-zA-Z]{0,3}|array|object|email|uri|\\PC{0,6}",
        pattern in "\\PC{0,12}",
        bound in "\\PC{0,8}|-?[0-9]{1,25}(\\.[0-9]{1,9})?|nan|1e999",
        cells in proptest::collection::vec("\\PC{0,24}|-?[0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2}|\\[.{0,8}\\]", 0..6),
        rule in "french-siret-value|opening-hours-value|phone-number-value|year-interval-value|nomenclature-actes-value",
    ) {
        let schema = json!({
            "fields": [
                {"name": "a", "type": kind, "format": format, "constraints":
                    {"pattern": pattern, "minimum": bound, "maximum": bound, "enum": [bound, 3, null, {}], "required": true, "unique": true, "minLength": 2}},
                {"name": "b"},
            ],
            "primaryKey": ["a", "b"],
            "custom_checks": [{"name": rule, "params": {"column": "b", "allow-year-only": "yes"}}],
        });
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let rows: Vec<Vec<&str>> = cells.iter().map(|cell| vec![*cell, *cell]).collect();
        let mut table: Vec<&[&str]> = vec![&["a", "b"], &[], &["x", "y", "z"]];
        table.extend(rows.iter().map(Vec::as_slice));
        findings(&schema, &table);
    }

    /// Bytes that are no schema are refused, never more.
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..64)) {
        let _ = read(&bytes);
    }
}
