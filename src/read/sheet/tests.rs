//! Sheets as people write them.

use super::*;
use crate::diag::Language;

fn sheet(text: &str) -> (Sheet, Vec<String>) {
    let source = SourceText::new("content/a/data/t.yml", text);
    let mut report = Report::default();
    let sheet = read(&source, &mut report);
    let said = report
        .diagnostics()
        .iter()
        .filter(|one| one.code() != "sheet.missing")
        .map(|one| {
            let place = one.place.as_ref().unwrap();
            let word: String = place
                .excerpt
                .chars()
                .skip(place.column - 1)
                .take(place.end - place.column)
                .collect();
            format!("{} {}:{} [{word}]", one.code(), place.line, place.column)
        })
        .collect();
    (sheet, said)
}

const WHOLE: &str = include_str!("whole.yml");

#[test]
fn a_whole_sheet_is_read_without_a_word() {
    let (sheet, said) = sheet(WHOLE);
    assert_eq!(said, [] as [String; 0]);
    assert_eq!(sheet.title, "Bilan : la suite # 2");
    assert!(
        sheet
            .description
            .starts_with("Une ligne par trajet : le jour")
    );
    assert!(sheet.description.contains("« à la demande » \"compris\""));
    assert_eq!(sheet.publisher.siren, "200040277");
    assert_eq!(sheet.license.unwrap().id, "lov2");
    assert_eq!(sheet.frequency.unwrap().code, "ANNUAL");
    assert_eq!(sheet.territory.communes, ["01004", "01005"]);
    assert_eq!(sheet.period.start.unwrap().to_string(), "2021-01-01");
    assert_eq!(sheet.period.end.unwrap().to_string(), "2025-02-28");
    assert_eq!(sheet.keywords, ["énergie : gaz", "bâtiments, écoles"]);
    assert_eq!(sheet.themes, ["énergie", "patrimoine"]);
    assert_eq!(
        sheet.processing,
        [
            "Dédoublonnage : 12 lignes.",
            "Codes INSEE ajoutés, à la main."
        ]
    );
    assert_eq!(sheet.limits, ["Le dimanche manque, et les jours fériés."]);
    assert_eq!(sheet.sources[0].title, "Registre : tome 2");
    assert_eq!(sheet.sources[1].address, "https://exemple.fr/a#b");
    assert_eq!(sheet.columns.len(), 3);
    assert_eq!(sheet.columns[0].title, "Consommation : en MWh");
    assert_eq!(sheet.columns[1].name, "code insee");
    assert_eq!(sheet.columns[1].example, "01004");
    assert_eq!(sheet.columns[2].description, "vrai ou faux : « oui »");
    assert_eq!(sheet.files[0].delimiter, ";");
    let personal = sheet.personal.unwrap();
    assert_eq!(personal.present, Some(true));
    assert_eq!(personal.removed.len(), 2);
    assert_eq!(personal.removed[1].0, "nom, prénom");
    assert_eq!(sheet.publication.date.unwrap().to_string(), "2026-10-15");
}

#[test]
fn english_keys_and_short_forms_say_the_same() {
    let (sheet, said) = sheet(
        "title: T\nlicense: odbl\npublisher: Ville de Sorel\nterritory: 53\nperiod: 2015 à 2025\npersonal_data: aucune\nfrequency: tous les mois\n",
    );
    assert_eq!(said, [] as [String; 0]);
    assert_eq!(sheet.publisher.name, "Ville de Sorel");
    assert_eq!(sheet.territory.departments, ["53"]);
    assert_eq!(sheet.period.end.unwrap().to_string(), "2025-12-31");
    assert_eq!(sheet.personal.unwrap().present, Some(false));
    assert_eq!(sheet.frequency.unwrap().code, "MONTHLY");
}

#[test]
fn no_break_spaces_tabs_and_curly_quotes_are_forgiven() {
    let (sheet, said) = sheet(
        "\u{feff}titre\u{a0}:\u{a0}Été\n“licence”: lov2\nproducteur:\n\tnom:\tVille\u{a0}: Sorel\n\tsiren: 200 040 277\nmots_cles:\n\u{a0}\u{a0}- un\n\u{a0}\u{a0}- deux\n",
    );
    assert_eq!(said, [] as [String; 0]);
    assert_eq!(sheet.title, "Été");
    assert_eq!(sheet.license.unwrap().id, "lov2");
    assert_eq!(sheet.publisher.name, "Ville\u{a0}: Sorel");
    assert_eq!(sheet.publisher.siren, "200040277");
    assert_eq!(sheet.keywords, ["un", "deux"]);
}

#[test]
fn texts_that_yaml_would_read_as_something_else_stay_texts() {
    let (sheet, said) = sheet(
        "titre: oui\ndescription: [1, 2] & *trois* : le reste\nservice: \"Le port\" et la gare\nusages: 'cité'\nethique: '' vide\nmotivation: l'eau\n",
    );
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(sheet.title, "oui");
    assert_eq!(sheet.description, "[1, 2] & *trois* : le reste");
    assert_eq!(sheet.service, "\"Le port\" et la gare");
    assert_eq!(sheet.uses, "cité");
    assert_eq!(sheet.ethics, "'' vide");
    assert_eq!(sheet.motivation, "l'eau");
}

#[test]
fn what_is_wrong_is_told_at_its_word() {
    let (_, said) = sheet(
        "titre: Un : deux\nlicense: lov3\nfreqence: annuelle\nproducteur: {nom: Sorel, siren: 200040278}\ndate_creation: hier\nperiode: 2025 à 2015\npublication: {url: ici}\ncontact: jean.martin@sorel.fr\nlicence: lov2\n",
    );
    assert_eq!(
        said,
        [
            "yaml.unknown-key 3:1 [freqence]",
            "yaml.duplicate-key 9:1 [licence]",
            "sheet.unknown-license 2:10 [lov3]",
            "sheet.wrong-siren 4:33 [200040278]",
            "yaml.wrong-value 5:16 [hier]",
            "sheet.period-backwards 6:10 [2025 à 2015]",
            "sheet.wrong-address 7:20 [ici]",
            "sheet.personal-contact 8:10 [jean.martin@sorel.fr]",
        ]
    );
}

#[test]
fn a_fault_of_yaml_keeps_its_place_after_mending() {
    let (_, said) = sheet("titre: A : b\nmots_cles: [un, deux\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("yaml.bracket 2:"), "{said:?}");
    let (_, said) = sheet("- a\n- b\n");
    assert_eq!(said, ["sheet.not-a-sheet 1:1 [- a]"]);
}

#[test]
fn hostile_sheets_end() {
    let bomb: String = (0..40)
        .map(|at| {
            format!(
                "a{at}: &a{at} [{}]\n",
                format!("*a{}, ", at.max(1) - 1).repeat(9)
            )
        })
        .collect();
    for text in [
        "\u{0}",
        "\"",
        "'",
        "{",
        "- ",
        ":",
        ": :",
        "a:\u{a0}",
        "“”: x",
        "\t\t\t",
        "titre: |",
        "titre: \"a\n  b",
        "titre: 'a\n  b",
        "colonnes: x",
        "colonnes: [a]",
        "sources: {titre: [a]}",
        &"  ".repeat(9000),
        &bomb,
        "titre: a\\\n",
        "titre: \"a\\",
        "é: é: é",
        "titre:  ",
    ] {
        let _ = sheet(text);
        let _ = sheet(&format!("{text}\r\nlicence: lov2\r\n"));
    }
}

#[test]
fn missing_fields_are_listed_one_by_one() {
    let source = SourceText::new("a.yml", "titre: T\nlicence: lov2\nfrequence: annuelle\n");
    let mut report = Report::default();
    read(&source, &mut report);
    let said: Vec<String> = report
        .diagnostics()
        .iter()
        .map(|one| one.help(Language::French))
        .collect();
    assert_eq!(
        said,
        [
            "ajoutez une ligne « description: »",
            "ajoutez une ligne « producteur: »",
            "ajoutez une ligne « couverture_territoriale: »",
            "ajoutez une ligne « mots_cles: »",
        ]
    );
}

#[test]
fn the_schema_names_every_key_and_alias() {
    let schema = schema(Language::French);
    let properties = schema["properties"].as_object().unwrap();
    for key in KEYS {
        for name in std::iter::once(&key.name).chain(key.aliases) {
            assert!(properties.contains_key(*name), "{name}");
        }
    }
}

#[test]
fn the_guide_names_every_key() {
    let guide = include_str!("../../../content/guide/fiche.md");
    let inner = KEYS.iter().flat_map(|key| match key.kind {
        Kind::Group(keys) | Kind::Groups(keys) | Kind::Named(keys) => keys,
        _ => &[],
    });
    for key in KEYS.iter().chain(inner) {
        for name in std::iter::once(&key.name).chain(key.aliases) {
            assert!(guide.contains(&format!("`{name}`")), "{name}");
        }
    }
}
