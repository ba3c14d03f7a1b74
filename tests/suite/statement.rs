//! What a site declares of itself: nothing that its publisher did not say and somebody did not find.

use crate::memory::Memory;
use crate::properties::built_with;
use carnet::diag::Report;
use carnet::read::config::config;
use carnet::source::SourceText;
use std::collections::BTreeMap;

/// The pages of a site with that `book.toml`, and the codes of what was said of it.
fn pages(book: &str, others: &[(&str, &str)]) -> (BTreeMap<String, String>, Vec<&'static str>) {
    let mut files = vec![(
        "content/ville/carnet.md",
        "# Ville\n\n## JOUR 1\n\nBonjour.\n",
    )];
    files.extend(others);
    let files = files
        .into_iter()
        .map(|(path, text)| (path, text.as_bytes()));
    let mut report = Report::default();
    let source = SourceText::new("book.toml", book);
    let config = config(Some(&source), &BTreeMap::new(), &mut report);
    let (files, report) = built_with(&Memory::new(files), config, report, 1);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let pages = files.into_iter().map(|(path, bytes)| (path, text(bytes)));
    let codes = report.diagnostics().iter().map(|found| found.code());
    (pages.collect(), codes.collect())
}

#[test]
fn nothing_is_claimed_for_the_author() {
    let (site, _) = pages("[book]\ntitle = \"Essai\"\n", &[]);
    let page = &site["accessibilite.html"];
    assert!(page.contains("aucune conformité n’est déclarée"), "{page}");
    assert!(site["index.html"].contains("Accessibilité\u{a0}: non évaluée"));
    assert!(site["licences.html"].contains("Aucune licence"));
    assert!(!site.contains_key("mentions-legales.html"));
    // A claim that nobody found.
    for proof in ["", "assessed-by = \"Un cabinet\"\n", "date = 2026-03-07\n"] {
        let book = format!("[accessibility]\nstatus = \"full\"\n{proof}");
        let (site, codes) = pages(&book, &[]);
        assert!(
            codes.contains(&"site.unproven-conformity"),
            "{proof}: {codes:?}"
        );
        let page = &site["accessibilite.html"];
        assert!(!page.contains("totalement conforme"), "{proof}: {page}");
    }
}

#[test]
fn what_was_found_is_declared() {
    let book = "[accessibility]
status = \"partial\"
rate = 72
assessed-by = \"Un cabinet <b>\"
date = \"2026-03-07\"
failures = [\"Des cartes, anciennes\", \"Des PDF\"]
contact = \"acces@ville.example\"
plan = \"https://ville.example/plan\"
[legal]
publisher = \"Ville d’Essai\"
host = \"Chez nous\"
license = \"Licence Ouverte 2.0\"
";
    let (site, codes) = pages(book, &[]);
    assert!(!codes.contains(&"site.unproven-conformity"), "{codes:?}");
    let page = &site["accessibilite.html"];
    for words in [
        "partiellement conforme",
        "Un cabinet &lt;b&gt;, le samedi 7\u{a0}mars 2026",
        "% des critères applicables",
        "<li>Des cartes, anciennes</li>",
        "href=\"mailto:acces@ville.example\"",
        "href=\"https://ville.example/plan\"",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(site["mentions-legales.html"].contains("Ville d’Essai"));
    assert!(site["licences.html"].contains(">Licence Ouverte 2.0</a>"));
    assert!(site["plan-du-site.html"].contains("mentions-legales.html"));
}

#[test]
fn a_page_of_the_authors_own_stands_for_the_made_one() {
    let own = (
        "content/accessibilite.md",
        "# Accessibilité\n\nNotre déclaration.\n",
    );
    let (site, codes) = pages("[book]\ntitle = \"Essai\"\n", &[own]);
    assert!(site["accessibilite.html"].contains("Notre déclaration."));
    assert!(!codes.contains(&"site.duplicate-address"), "{codes:?}");
}
