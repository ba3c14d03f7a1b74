use super::*;

fn ask(insee: &str, postal_code: &str, name: &str) -> String {
    let query = Query {
        insee: Some(insee).filter(|text| !text.is_empty()),
        postal_code: Some(postal_code).filter(|text| !text.is_empty()),
        name: Some(name).filter(|text| !text.is_empty()),
        department: None,
    };
    match find(&query) {
        Answer::Exact(commune) => commune.insee().to_owned(),
        Answer::Approximate(commune) => format!("~{}", commune.insee()),
        Answer::Ambiguous(candidates) => format!("{}?", candidates.len()),
        Answer::Unknown => "-".to_owned(),
    }
}

#[test]
fn a_row_finds_its_commune() {
    for (insee, postal_code, name, found) in [
        ("53130", "", "", "53130"),
        // A spreadsheet ate the zero.
        ("1004", "", "", "01004"),
        // A former commune leads to that of today.
        ("01033", "", "", "01033"),
        ("", "53000", "LAVAL CEDEX 9", "53130"),
        ("", "75004", "Paris 4e arrondissement", "75104"),
        ("", "75004", "Paris", "75104"),
        ("", "", "Paris", "75056"),
        ("", "72300", "Sablé sur Sarthe", "72264"),
        ("", "97400", "ST DENIS", "97411"),
        ("", "M72000", "", "-"),
        ("", "", "", "-"),
        ("99999", "", "", "-"),
    ] {
        assert_eq!(
            ask(insee, postal_code, name),
            found,
            "{insee} {postal_code} {name}"
        );
    }
    // Forty-six communes share that postal code.
    assert!(ask("", "51300", "").starts_with('~'));
    assert!(ask("", "", "Saint-Aubin").ends_with('?'));
}

#[test]
fn the_department_decides_between_namesakes() {
    let query = Query {
        name: Some("Saint-Denis"),
        department: Some("93"),
        ..Query::default()
    };
    assert_eq!(
        find(&query).commune().map(|found| found.insee()),
        Some("93066")
    );
}
