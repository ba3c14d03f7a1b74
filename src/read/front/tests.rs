use super::*;
use crate::diag::Language;

fn read(text: &str) -> (Head, Vec<(&'static str, usize)>, Report) {
    let source = SourceText::new("content/a.md", text);
    let mut report = Report::default();
    let head = head(&source, &mut report);
    let said = report
        .diagnostics()
        .iter()
        .map(|diagnostic| (diagnostic.code(), diagnostic.place.as_ref().unwrap().line))
        .collect();
    (head, said, report)
}

fn value<T: Clone>(written: &Option<Written<T>>) -> Option<T> {
    written.as_ref().map(|written| written.value.clone())
}

#[test]
fn french_and_english_keys_are_read() {
    let text = "---\ntitre: Carnet d’Arlysère\nAuteurs: A. B., C. D.\ncollectivité: {nom: Arlysère, siren: 200 068 997, insee: 01004, population: 61 000}\npalier: 3\ndate: 12/10/2026\nthèmes:\n  - énergie\n  - eau\nbrouillon: oui\ncover-alt: la place\n---\ntexte\n";
    let (head, said, _) = read(text);
    assert_eq!(said, []);
    let matter = head.matter;
    assert_eq!(value(&matter.title).unwrap(), "Carnet d’Arlysère");
    assert_eq!(value(&matter.authors).unwrap(), ["A. B.", "C. D."]);
    let collectivity = value(&matter.collectivity).unwrap();
    assert_eq!(collectivity.insee, "01004");
    assert_eq!(collectivity.siren, "200068997");
    assert_eq!(collectivity.population, Some(61_000));
    assert_eq!(value(&matter.maturity), Some(3));
    assert_eq!(value(&matter.date), Date::new(2026, 10, 12));
    assert_eq!(value(&matter.tags).unwrap(), ["énergie", "eau"]);
    assert_eq!(value(&matter.draft), Some(true));
    assert_eq!(value(&matter.cover_alt).unwrap(), "la place");
    assert_eq!(&text[head.body..], "texte\n");
}

#[test]
fn all_problems_are_told_in_one_run() {
    let text =
        "---\ntitel: x\njour: 9\ntitle: a\ntitre: b\ndate: hier\nslug: ../x\ndraft: [a]\n---\n";
    let (head, said, report) = read(text);
    assert_eq!(
        said,
        [
            ("yaml.unknown-key", 2),
            ("yaml.duplicate-key", 5),
            ("yaml.wrong-value", 3),
            ("yaml.wrong-value", 6),
            ("yaml.wrong-value", 7),
            ("yaml.wrong-value", 8),
        ]
    );
    let first = &report.diagnostics()[0];
    assert!(first.message(Language::French).contains("« title »"));
    assert!(first.message(Language::English).contains("“title”"));
    assert_eq!(value(&head.matter.title).unwrap(), "a");
}

#[test]
fn a_rule_is_not_front_matter() {
    for text in [
        "---\n\nBonjour\n\n---\nfin\n",
        "---\nBonjour à tous.\n",
        "---\nRemarque: ceci est du texte.\n",
        "---\n# Carnet\n\nbonjour\n",
        "# Carnet\n---\ntitre: x\n---\n",
        "----\ntitre: x\n---\n",
        "",
        "---",
    ] {
        let (head, said, _) = read(text);
        assert_eq!((head.body, head.present), (0, false), "{text:?}");
        assert_eq!(said, [], "{text:?}");
    }
}

#[test]
fn the_end_of_front_matter_is_found() {
    for (text, body) in [
        ("---\n---\nx", "x"),
        ("---\r\ntitre: a\r\n---  \r\nx", "x"),
        ("---\ntitre: a\n...\nx", "x"),
        ("\u{feff}---\ntitre: a\n---\nx", "x"),
        ("\u{feff}x", "x"),
        ("---\n# un mot\ntitre: a\n---", ""),
    ] {
        let (head, said, _) = read(text);
        assert_eq!(&text[head.body..], body, "{text:?}");
        assert_eq!(said, [], "{text:?}");
    }
    assert_eq!(
        read("---\ntitre: a\n\n# Jour 1\n").1,
        [("yaml.front-matter-unclosed", 1)]
    );
    assert_eq!(
        read("---\nauteur: a\n").1,
        [("yaml.front-matter-unclosed", 1)]
    );
}

#[test]
fn every_key_is_set_by_its_name() {
    // A key of the list that `set` forgets would be lost without a word.
    for key in KEYS {
        let sample = match key.kind {
            Kind::Integer(..) => "1",
            Kind::Flag => "true",
            Kind::Date => "2026-10-12",
            _ => "fr",
        };
        let (head, said, _) = read(&format!("---\n{}: {sample}\n---\n", key.name));
        assert_eq!(said, [], "{}", key.name);
        assert_ne!(head.matter, FrontMatter::default(), "{}", key.name);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..Default::default() })]

    #[test]
    fn any_text_has_a_head(text in "(---\n)?(?s)[-a-z0-9:#'\"\\[\\]{}&*!|>,. \t\r\n\u{e9}\u{1f600}]{0,60}(\n---\n)?(?s).{0,10}") {
        let (head, _, _) = read(&text);
        proptest::prop_assert!(text.is_char_boundary(head.body));
    }
}
