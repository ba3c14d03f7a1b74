//! Fictitious people only.

use super::*;
use crate::diag::{Diagnostic, Language, Severity};

fn found(table: &[&[&str]], schema: Option<&str>) -> Vec<(String, Severity, Option<u32>)> {
    let mut detector = Detector::new(table[0], schema);
    for (place, cells) in table[1..].iter().enumerate() {
        detector.record(place as u32 + 2, cells);
    }
    let findings = detector.finish();
    for finding in &findings {
        let diagnostic = Diagnostic {
            problem: finding.problem.clone(),
            place: None,
        };
        assert!(
            !diagnostic.message(Language::French).contains('{'),
            "every hole is filled"
        );
    }
    findings
        .into_iter()
        .map(|finding| {
            (
                finding.column.unwrap_or_default(),
                finding.problem.kind.severity,
                finding.row,
            )
        })
        .collect()
}

fn nir() -> String {
    let body: u64 = 2_991_299_999_999;
    format!("{body}{:02}", 97 - body % 97)
}

#[test]
fn numbers_of_people_are_red_row_by_row() {
    let nir = nir();
    let table: &[&[&str]] = &[
        &["dossier", "remarque"],
        &["1", &nir],
        &["2", "rien"],
        &["3", "FR14 2004 1010 0505 0001 3M02 606"],
    ];
    assert_eq!(
        found(table, None),
        [
            ("remarque".to_owned(), Severity::Error, Some(2)),
            ("remarque".to_owned(), Severity::Error, Some(4))
        ]
    );
}

#[test]
fn long_codes_are_not_numbers_of_people() {
    let codes: Vec<String> = (0..200u64)
        .map(|number| format!("{}", 299_129_999_000_000 + number * 7919))
        .collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["code"]];
    rows.extend(codes.iter().map(|code| vec![code.as_str()]));
    let table: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    assert_eq!(found(&table, None), []);
}

#[test]
fn headers_are_red_when_their_column_holds_something() {
    let table: &[&[&str]] = &[&["dateNaissance", "iban"], &["2001-01-01", ""]];
    assert_eq!(
        found(table, None),
        [("dateNaissance".to_owned(), Severity::Error, None)]
    );
}

#[test]
fn addresses_of_people_and_of_services() {
    let table: &[&[&str]] = &[
        &["courriel", "contact"],
        &["camille.durand@exemple.fr", "contact@exemple.fr"],
        &["mairie@exemple.fr", ""],
    ];
    assert_eq!(
        found(table, None),
        [
            ("courriel".to_owned(), Severity::Error, Some(2)),
            ("courriel".to_owned(), Severity::Hint, None),
            ("contact".to_owned(), Severity::Hint, None),
        ]
    );
}

#[test]
fn telephones_by_their_first_digits() {
    let table: &[&[&str]] = &[
        &["tel", "code"],
        &["06 00 00 00 00", "0612345678"],
        &["0199002737", "9912345678"],
        &["", "8812345678"],
    ];
    assert_eq!(
        found(table, None),
        [
            ("tel".to_owned(), Severity::Warning, None),
            ("tel".to_owned(), Severity::Hint, None)
        ]
    );
}

#[test]
fn names_of_people_are_orange_and_those_of_elected_members_blue() {
    let table: &[&[&str]] = &[
        &["responsable", "lat"],
        &["Camille DURAND", "48.123456"],
        &["Sacha Lemaire", "48.123457"],
        &["vacant", "48.1234567"],
    ];
    assert_eq!(
        found(table, None),
        [
            ("responsable".to_owned(), Severity::Warning, None),
            ("lat".to_owned(), Severity::Warning, None)
        ]
    );
    assert_eq!(found(table, Some("elus-municipaux"))[0].1, Severity::Hint);
    let table: &[&[&str]] = &[
        &["nom", "prenom"],
        &["Durand", "Camille"],
        &["Lemaire", "Sacha"],
    ];
    assert_eq!(
        found(table, None),
        [("nom".to_owned(), Severity::Warning, None)]
    );
}

#[test]
fn what_is_nobody_is_left_alone() {
    let table: &[&[&str]] = &[
        &[
            "nomBeneficiaire",
            "idBeneficiaire",
            "rnaBeneficiaire",
            "prenom",
            "NOMBRE_OCCURRENCES",
            "nb_pmr",
            "version",
        ],
        &[
            "M.J.C.",
            "73282932000074",
            "W123456789",
            "Camille",
            "12",
            "2",
            "1.2.3.4",
        ],
        &[
            "MADAME SUZIE PRODUCTIONS",
            "732829320",
            "W123456780",
            "Sacha",
            "30",
            "3",
            "n.c.",
        ],
        &[
            "Association des Amis de Camille",
            "73282932000074",
            "",
            "Maël",
            "11",
            "1",
            "2020",
        ],
    ];
    assert_eq!(found(table, None), []);
}

#[test]
fn small_counts_are_orange_when_crossed() {
    let table: &[&[&str]] = &[
        &["commune", "sexe", "effectif"],
        &["Laval", "F", "3"],
        &["Laval", "M", "40"],
        &["Mayenne", "F", "12"],
    ];
    assert_eq!(
        found(table, None),
        [("effectif".to_owned(), Severity::Warning, None)]
    );
    let table: &[&[&str]] = &[
        &["commune", "effectif"],
        &["Laval", "3"],
        &["Mayenne", "40"],
    ];
    assert_eq!(found(table, None), []);
}

#[test]
fn a_declared_column_is_its_authors_own_business() {
    let mut detector = Detector::new(&["IBAN", "courriel"], None);
    detector.record(2, &["x", "camille.durand@exemple.fr"]);
    let left = undeclared(detector.finish(), &["iban".to_owned()]);
    assert_eq!(left.len(), 1);
    assert!(left[0].problem.kind.stops_build);
}

#[test]
fn hostile_cells_do_no_harm() {
    let long = "1 ".repeat(500_000);
    let mut detector = Detector::new(&["a"], None);
    for (number, cell) in [
        long.as_str(),
        "@",
        "a@",
        "@b.c",
        "é@é.é",
        "+33",
        "2A",
        "\u{0}",
        "…………………………………",
    ]
    .into_iter()
    .enumerate()
    {
        detector.record(number as u32, &[cell, "one too many"]);
        detector.record(number as u32, &[]);
    }
    detector.finish();
}
