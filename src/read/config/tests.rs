use super::keys::{PIECES, piece};
use super::*;
use crate::model::logbook::AttachmentKind;

fn read(text: &str) -> (Config, Vec<(&'static str, usize, usize)>, Report) {
    read_with(text, &[])
}

fn read_with(
    text: &str,
    environment: &[(&str, &str)],
) -> (Config, Vec<(&'static str, usize, usize)>, Report) {
    let source = SourceText::new("book.toml", text);
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let mut report = Report::default();
    let config = config(Some(&source), &environment, &mut report);
    let said = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref().unwrap();
            (diagnostic.code(), place.line, place.column)
        })
        .collect();
    (config, said, report)
}

/// The example of the specification, whole.
const FULL: &str = r##"
[book]
title = "Challenge Data 5"
language = "en"
authors = ["Sciences Po Saint-Germain-en-Laye"]
description = "Cinq jours pour ouvrir les données"
src = "textes/"
[build]
build-dir = "site"
base-url = "https://exemple.fr/challengedata5"
[output.html]
theme = "mayenne"
default-theme = "dark"
logo = "themes/logo.svg"
accent = "#0E5A73"
highlight = "#c25"
fonts = "system"
embeds = "load"
[data]
encoding = "auto"
decimal = "auto"
missing = ["", "NA"]
text-columns = ["code*"]
[map]
basemap = "contours"
[people]
display = "first-name"
[check]
level = "warning"
[template.days]
1 = []
4 = ["urls-publiees"]
[[pages]]
from = "data/communes.csv"
template = "content/_commune.md"
path = "collectivites/{nom_commune}"
[[pages]]
from = "data/b.csv"
template = "content/_b.md"
path = "b/{nom}"
title = "Les b"
"##;

#[test]
fn the_whole_example_is_read() {
    let (config, said, report) = read(FULL);
    assert_eq!(config.title, "Challenge Data 5");
    assert_eq!(config.language, Language::English);
    assert_eq!(config.src, "textes");
    assert_eq!(config.build_dir, "site");
    assert_eq!(
        config.base_url.as_deref(),
        Some("https://exemple.fr/challengedata5/")
    );
    assert_eq!(config.theme, "mayenne");
    assert_eq!(config.default_theme, ColorScheme::Dark);
    assert_eq!(config.logo.as_deref(), Some("themes/logo.svg"));
    let color = |red, green, blue| Some(Color { red, green, blue });
    assert_eq!(config.accent, color(0x0e, 0x5a, 0x73));
    assert_eq!(config.highlight, color(0xcc, 0x22, 0x55));
    assert_eq!((config.fonts, config.embeds), (Fonts::System, Embeds::Load));
    assert_eq!(config.check_level, Severity::Warning);
    assert_eq!(config.expected[&1], []);
    assert_eq!(config.expected[&4], [AttachmentKind::PublishedUrls]);
    assert_eq!(config.expected[&3], [AttachmentKind::QualityReview]);
    let codes: Vec<_> = said.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, [] as [&str; 0]);
    assert_eq!(config.pages.len(), 2);
    assert_eq!(config.pages[0].path, "collectivites/{nom_commune}");
    assert_eq!(config.pages[1].from, "data/b.csv");
    assert_eq!(config.data.missing, ["", "NA"]);
    assert_eq!(config.data.text_columns, ["code*"]);
    assert_eq!(
        (config.data.encoding, config.data.decimal_comma),
        (None, None)
    );
    assert_eq!(report.count(Severity::Warning), 0);
}

#[test]
fn all_problems_are_told_in_one_run_at_their_place() {
    let text = "title = \"x\"\n[book]\nlangage = \"fr\"\nlanguage = \"de\"\nsrc = \"../ailleurs\"\nauthors = [1, \"a\"]\n[output]\nhtml = 3\n[build]\nbase-url = \"exemple.fr\"\n[template.days]\n6 = []\n1 = [\"wishlist\", \"bilann\"]\n[data]\nencodage = 1\n";
    let (config, said, report) = read(text);
    assert_eq!(
        said,
        [
            ("site.unknown-key", 1, 1),
            ("site.unknown-key", 3, 1),
            ("site.wrong-value", 4, 12),
            ("site.path-outside", 5, 7),
            ("site.wrong-value", 6, 12),
            ("site.wrong-value", 8, 8),
            ("site.wrong-value", 10, 12),
            ("site.unknown-key", 12, 1),
            ("site.wrong-value", 13, 18),
            ("site.unknown-key", 15, 1),
        ]
    );
    let french = |index: usize| report.diagnostics()[index].message(Language::French);
    assert!(french(0).contains("« book.title »"), "{}", french(0));
    assert!(french(1).contains("« book.language »"), "{}", french(1));
    assert!(french(9).contains("« data.encoding »"), "{}", french(9));
    assert_eq!(config.src, "content");
    assert_eq!(config.authors, ["a"]);
}

#[test]
fn broken_toml_is_told_and_the_rest_is_read() {
    let (config, said, report) =
        read("[book]\ntitle = Challenge\nlangage = 1\ndescription = \"x\"\ndescription = \"y\"\n");
    let lines: Vec<_> = said.iter().map(|(code, line, _)| (*code, *line)).collect();
    assert_eq!(
        lines,
        [("site.toml", 2), ("site.toml", 5), ("site.unknown-key", 3)]
    );
    assert!(report.stops_build());
    assert!(
        report.diagnostics()[0]
            .message(Language::French)
            .contains("guillemets")
    );
    assert_eq!(config.description, "x");
}

#[test]
fn the_environment_overrides() {
    let (config, said, _) = read_with(
        "[book]\ntitle = \"a\"\n",
        &[
            ("CARNET_BOOK__TITLE", "b"),
            ("CARNET_OUTPUT__HTML__DEFAULT_THEME", "light"),
            ("CARNET_BOOK__AUTHORS", "A, B"),
            ("CARNET_TEMPLATE__DAYS__3", "bilan,dataviz"),
            ("CARNET_BLESS", "1"),
            ("HOME", "/x__y"),
        ],
    );
    assert_eq!(said, []);
    assert_eq!(config.title, "b");
    assert_eq!(config.default_theme, ColorScheme::Light);
    assert_eq!(config.authors, ["A", "B"]);
    assert_eq!(config.expected[&3].len(), 2);
    let (_, said, _) = read_with(
        "",
        &[("CARNET_BOOK__TITEL", "b"), ("CARNET_BOOK__SRC", "/etc")],
    );
    let codes: Vec<_> = said.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, ["site.path-outside", "site.environment-key"]);
}

#[test]
fn the_list_and_the_defaults_agree() {
    // Each default of the list, written out, changes nothing; and every key is known to `set`.
    for key in KEYS.iter().filter(|key| !key.default.is_empty()) {
        let mut config = Config::default();
        set(&mut config, key.name, key.kind.accept(key.default).unwrap());
        assert_eq!(config, Config::default(), "{}", key.name);
    }
    for key in KEYS {
        let sample = match key.kind {
            Kind::OneOf(names) => names[1],
            Kind::Names(_) => "context",
            Kind::Color => "#123456",
            Kind::Url => "https://a.fr/",
            Kind::Integer(..) => "7",
            Kind::Date => "2026-03-07",
            Kind::Flag => "true",
            _ => "zzz",
        };
        let mut config = Config::default();
        set(&mut config, key.name, key.kind.accept(sample).unwrap());
        assert_ne!(config, Config::default(), "{}", key.name);
    }
    for name in PIECES {
        assert!(piece(name).is_some(), "{name}");
    }
}

#[test]
fn tiles_are_asked_for_by_name_and_with_consent() {
    let tiles = "basemap = \"tiles:https://t.example/{z}/{x}/{y}.png\"";
    let (config, said, _) = read(&format!("[map]\n{tiles}\nconsent = true\n"));
    assert_eq!(config.map.tiles_host(), Some("t.example"));
    assert_eq!(said, []);
    for (text, code) in [
        (format!("[map]\n{tiles}\n"), "site.tiles-without-consent"),
        (tiles.replace("https", "http"), "site.wrong-value"),
        (tiles.replace("{z}", "9"), "site.wrong-value"),
        (
            tiles.replace("t.example", "t.example;script-src *"),
            "site.wrong-value",
        ),
        ("basemap = \"fond\"".to_owned(), "site.wrong-value"),
    ] {
        let text = match text.starts_with('[') {
            true => text,
            false => format!("[map]\nconsent = true\n{text}\n"),
        };
        let (config, said, _) = read(&text);
        assert_eq!(config.map.tiles(), None, "{text}");
        let codes: Vec<_> = said.iter().map(|(code, ..)| *code).collect();
        assert_eq!(codes, [code], "{text}");
    }
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let (_, said, _) = read("\u{feff}[book]\nlangage = 1\n");
    assert_eq!(said, [("site.unknown-key", 2, 1)]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..Default::default() })]

    #[test]
    fn any_text_is_read(text in "(?s)[-a-z0-9\\[\\]=\"'{},.#\\\\ \n\r\u{feff}\u{e9}\u{1f600}]{0,80}") {
        read(&text);
    }
}
