//! Blocks that draw data, from the text to what is said of them. In: a block and some small files. Out: the codes of the
//! findings, the words of the page, the files.

use crate::memory::Memory;
use carnet::diag::{Language, Report};
use carnet::figure::{FigureFile, Scene, Studio, keys, store::Store};
use carnet::model::body::Block;
use carnet::model::config::Config;
use carnet::model::figure::{Content, Drawn};
use carnet::read::shelf::{self, Item};
use carnet::table::ReadOptions;
use std::fs;
use std::path::Path;

const CONSO: &str = "commune;annee;energie;conso_mwh;batiments;note\n\
Sorel;2020;gaz;612,5;12;a\nSorel;2021;gaz;548;12;b\nGué;2020;gaz;431;7;c\nGué;2021;gaz;388;0;d\n\
Les Saules;2020;gaz;2140;3;e\nLes Saules;2021;gaz;2040;3;f\nSorel;2020;fioul;212;12;g\nSorel;2021;fioul;148;12;h\n";

/// What some text with blocks becomes, and the codes of the `chart.` findings, without the hint about the kind.
fn settled(text: &str, files: &[(&str, &str)]) -> (Vec<Block>, Vec<FigureFile>, Vec<String>) {
    let page = format!("# Essai\n\n{text}\n");
    let mut all = vec![("content/page.md", page.as_bytes())];
    all.push(("content/data/conso.csv", CONSO.as_bytes()));
    all.extend(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let sources = Memory::new(all);
    let config = Config {
        src: "content".into(),
        ..Config::default()
    };
    let sheets = carnet::figure::store::Sheets::default();
    let studio = Studio {
        store: Store::new(&sources, "content", ReadOptions::default(), &sheets),
        base_url: Some("https://exemple.fr/site/"),
        licenses: &Default::default(),
        bare: false,
    };
    let mut report = Report::default();
    let unit = shelf::units(&sources, &config, &mut report).remove(0);
    let mut items = shelf::read(&unit, &sources, &config, DRAFTS, &mut report);
    let Item::Page(page) = &mut items[0] else {
        panic!("a page is a page");
    };
    let mut scene = Scene::new(&page.source, "content", "page.html", Language::French);
    let files = studio
        .settle(&mut page.page.blocks, &mut scene, &mut report)
        .unwrap()
        .files;
    let codes = report
        .diagnostics()
        .iter()
        .filter(|found| found.code().starts_with("chart.") && found.code() != "chart.picked-kind")
        .map(|found| {
            let place = found.place.as_ref().unwrap();
            let words: String = place
                .excerpt
                .chars()
                .skip(place.column - 1)
                .take(place.end - place.column)
                .collect();
            format!("{} “{words}”", found.code().trim_start_matches("chart."))
        })
        .collect();
    (std::mem::take(&mut page.page.blocks), files, codes)
}

fn codes(text: &str, files: &[(&str, &str)]) -> Vec<String> {
    settled(text, files).2
}

/// A chart that nothing is to be said of, with lines over it.
fn block(kind: &str, lines: &str) -> String {
    let given = |key: &str| {
        lines
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")))
    };
    let mut out = format!("```{kind}\n{lines}\n");
    for (key, line) in [
        ("type", "type: bar"),
        ("title", "title: Les Saules pèsent trois fois plus"),
        ("subtitle", "subtitle: Consommation, en MWh"),
        ("data", "data: conso.csv"),
        ("x", "x: commune"),
        ("y", "y: somme(conso_mwh)"),
        ("source", "source: fiction"),
    ] {
        if kind == "chart" && !given(key) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out + "```\n"
}

fn drawn(blocks: &[Block]) -> &Drawn {
    blocks
        .iter()
        .find_map(|block| match block {
            Block::Drawn(drawn) => Some(&**drawn),
            _ => None,
        })
        .expect("a block was drawn")
}

#[test]
fn a_bad_block_gives_one_finding_at_the_very_word() {
    assert_eq!(codes(&block("chart", ""), &[]), [] as [String; 0]);
    for (kind, lines, expected) in [
        ("chart", "type: baar", "unknown-kind “baar”"),
        ("chart", "x: comune", "unknown-column “comune”"),
        ("chart", "y: som(conso_mwh)", "unknown-function “som”"),
        ("chart", "couleurs: x", "unknown-key “couleurs”"),
        ("chart", "unit: Mwh", "unknown-unit “Mwh”"),
        ("chart", "data: consos.csv", "unknown-data “consos.csv”"),
        (
            "chart",
            "data: ../secret.csv",
            "unknown-data “../secret.csv”",
        ),
        ("chart", "y: somme(commune)", "text-not-number “commune”"),
        ("chart", "y: commune", "text-not-number “commune”"),
        ("chart", "y: conso_mwh * note", "text-not-number “note”"),
        (
            "chart",
            "filter: annee > 3000",
            "empty-result “annee > 3000”",
        ),
        (
            "chart",
            "filter: annee = \"gaz\"",
            "mismatch “annee = \"gaz\"”",
        ),
        (
            "chart",
            "filter: somme(annee) > 1",
            "aggregate-here “somme(annee)”",
        ),
        ("chart", "filter: annee >", "expression “>”"),
        ("chart", "y: conso_mwh", "repeated-category “conso_mwh”"),
        (
            "chart",
            "y: somme(conso_mwh) / annee",
            "not-aggregated “annee”",
        ),
        (
            "chart",
            "y: somme(conso_mwh / batiments)\nsubtitle: en MWh par bâtiment",
            "division-by-zero “batiments”",
        ),
        ("chart", "top: beaucoup", "wrong-value “beaucoup”"),
        ("chart", "mode: tournant", "wrong-value “tournant”"),
        ("chart", "sort: -annee", "wrong-value “-annee”"),
        ("chart", "highlight: Sorrel", "unknown-value “Sorrel”"),
        ("chart", "size: batiments", "unused-key “batiments”"),
        ("chart", "unpivot: conso_mwh", "unpivot “conso_mwh”"),
        ("chart", "x: commune\nx: annee", "duplicate-key “x”"),
        ("chart", "commune", "line “commune”"),
        (
            "chart",
            "allow: [pies-slices]\nreason: x",
            "unknown-rule “pies-slices”",
        ),
        ("chart", "ymin: 100", "axis-not-zero “100”"),
        (
            "chart",
            "subtitle: Toutes énergies",
            "no-unit “somme(conso_mwh)”",
        ),
        (
            "chart",
            "title: Conso par commune",
            "title-without-finding “Conso par commune”",
        ),
        ("chart", "sort: fichier", "file-order “fichier”"),
        (
            "chart",
            "y: part(conso_mwh)",
            "tiny-sample “part(conso_mwh)”",
        ),
        (
            "table",
            "title: T\ndata: conso.csv\nsource: s\ncolumns: comune",
            "unknown-column “comune”",
        ),
        (
            "table",
            "title: T\ndata: conso.csv\nsource: s\ntotal: commune",
            "text-not-number “commune”",
        ),
        (
            "number",
            "value: compte(consos.csv)\nlabel: l",
            "unknown-data “consos.csv”",
        ),
        (
            "number",
            "value: comte(conso.csv)\nlabel: l",
            "unknown-function “comte”",
        ),
        (
            "number",
            "value: somme(conso.csv, mwh)\nlabel: l",
            "unknown-column “mwh”",
        ),
        ("number", "value: 12 +\nlabel: l", "number-mark “12 +”"),
        ("timeline", "title: T", "no-items “timeline”"),
        ("tree", "title: T", "no-items “tree”"),
    ] {
        let found = codes(&block(kind, lines), &[]);
        assert_eq!(found, [expected], "{lines}");
    }
}

#[test]
fn all_that_is_wrong_with_a_block_is_told_at_once() {
    let told = |kind: &str, lines: &str| {
        let mut found = codes(&block(kind, lines), &[]);
        found.sort();
        found
    };
    assert_eq!(
        told(
            "chart",
            "x: comune\ny: som(conso_mwh)\nfilter: anee > 2000\ntop: beaucoup\nmode: tournant\nunit: Mwh\nymin: zéro\n\
             title: Il y en a `=compte(consos.csv)`\ncouleurs: x"
        ),
        [
            "unknown-column “anee”",
            "unknown-column “comune”",
            "unknown-data “consos.csv”",
            "unknown-function “som”",
            "unknown-key “couleurs”",
            "unknown-unit “Mwh”",
            "wrong-value “beaucoup”",
            "wrong-value “tournant”",
            "wrong-value “zéro”",
        ]
    );
    // What only the data tells: the filter and the measure are both tried.
    assert_eq!(
        told(
            "chart",
            "y: somme(conso_mwh * note)\nfilter: annee = \"gaz\""
        ),
        ["mismatch “annee = \"gaz\"”", "text-not-number “note”"]
    );
    // A kind that nobody knows hides no other line.
    assert_eq!(
        told("chart", "type: baar\nx: comune"),
        ["unknown-column “comune”", "unknown-kind “baar”"]
    );
    assert_eq!(
        told(
            "table",
            "title: T\ndata: conso.csv\nsource: s\ncolumns: comune\nsort: -anee\nfilter: conso > 1\nrows: mille"
        ),
        [
            "unknown-column “anee”",
            "unknown-column “comune”",
            "unknown-column “conso”",
            "wrong-value “mille”",
        ]
    );
    assert_eq!(
        told(
            "number",
            "value: comte(conso.csv)\ncompare: `=compte(x.csv)` en 2021"
        ),
        [
            "missing-key “number”",
            "unknown-data “x.csv”",
            "unknown-function “comte”",
        ]
    );
    for kind in ["timeline", "tree"] {
        assert_eq!(
            told(kind, "title: `=compte(x.csv)`\ncouleurs: x"),
            [
                &format!("no-items “{kind}”"),
                "unknown-data “x.csv”",
                "unknown-key “couleurs”"
            ]
        );
    }
}

#[test]
fn what_the_data_says_is_checked_too() {
    let total = "poste;montant;part\nSalaires;60;60\nÉnergie;40;30\nTotal;100;100\n";
    let dates = "quand;n\n2021;3\n2022-01-05;4\n2020;1\n";
    let steps = "an;n\n2010;3\n2015;4\n2016;1\n";
    let units = "annee;gaz (kWh);fioul (MWh)\n2020;3;4\n2021;3;5\n";
    let wide: String = (0..12)
        .map(|n| format!("S{n};2020;{n}\nS{n};2021;{n}\n"))
        .collect();
    let wide = format!("serie;an;n\n{wide}");
    let twin = "Année;annee;n\n1;2;3\n";
    let files = [
        ("content/data/total.csv", total),
        ("content/data/dates.csv", dates),
        ("content/data/steps.csv", steps),
        ("content/data/units.csv", units),
        ("content/data/wide.csv", wide.as_str()),
        ("content/data/twin.csv", twin),
        ("content/data/vide.csv", ""),
    ];
    for (lines, expected) in [
        (
            "data: total.csv\nx: poste\ny: montant\nunit: €",
            "totals-mixed “total.csv”",
        ),
        (
            "data: dates.csv\nx: quand\ny: n\nunit: cas",
            "dates-and-years “quand”",
        ),
        (
            "data: steps.csv\nx: an\ny: n\nunit: cas",
            "unequal-steps “an”",
        ),
        (
            "data: twin.csv\nx: ANNEE\ny: n\nunit: cas",
            "ambiguous-column “ANNEE”",
        ),
        ("data: vide.csv", "unreadable-data “vide.csv”"),
    ] {
        assert_eq!(codes(&block("chart", lines), &files), [expected], "{lines}");
    }
    let mixed =
        "data: units.csv\nunpivot: gaz..fioul as (energie, n)\nx: annee\ny: n\nseries: energie";
    let found = codes(
        &block(
            "chart",
            &mixed.replace("gaz..fioul", "gaz (kWh), fioul (MWh)"),
        ),
        &files,
    );
    assert!(
        found.iter().any(|code| code.starts_with("mixed-units")),
        "{found:?}"
    );
    let many = "type: bar\ndata: wide.csv\nx: an\ny: n\nseries: serie\nunit: cas";
    let found = codes(&block("chart", many), &files);
    assert!(
        found.iter().any(|code| code.starts_with("too-many-series")),
        "{found:?}"
    );
}

#[test]
fn a_sentence_that_contradicts_its_figure_is_told() {
    let figure = block("chart", "filter: annee = 2021\nunit: MWh");
    for (sentence, told) in [
        ("Les Saules en prennent 2 040 MWh.", None),
        (
            "Les Saules en prennent 2 140 MWh.",
            Some("contradicted-number “somme(conso_mwh)”"),
        ),
        // Another figure of the data, a share of it, a year, another unit: no contradiction.
        ("Les Saules, en 2021, en prennent 65 %.", None),
        ("Les Saules ont 3 000 habitants et Sorel 900.", None),
        ("Rien sur les communes : 1 999.", None),
    ] {
        let found = codes(&format!("{sentence}\n\n{figure}"), &[]);
        assert_eq!(found.first().map(String::as_str), told, "{sentence}");
    }
}

#[test]
fn a_rule_is_silenced_by_its_code_and_a_reason() {
    let quiet = "sort: fichier\nallow: [file-order]\nreason: dans l’ordre de la rivière";
    assert_eq!(codes(&block("chart", quiet), &[]), [] as [String; 0]);
    let unexplained = "sort: fichier\nallow: [file-order]";
    assert_eq!(
        codes(&block("chart", unexplained), &[]),
        ["allow-without-reason “[file-order]”"]
    );
}

#[test]
fn a_broken_block_leaves_a_placeholder_and_the_next_one_is_drawn() {
    let text = format!("{}\n{}", block("chart", "x: comune"), block("chart", ""));
    let (blocks, files, _) = settled(&text, &[]);
    let all: Vec<&Drawn> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Drawn(drawn) => Some(&**drawn),
            _ => None,
        })
        .collect();
    let Content::Broken {
        message,
        help,
        place,
    } = &all[0].content
    else {
        panic!("the first one waits");
    };
    assert!(message.contains("« comune »") && message.contains("« commune »"));
    assert!(help.contains("conso_mwh"));
    assert_eq!(place, "page.md, ligne 4");
    assert!(matches!(all[1].content, Content::Drawing { .. }));
    assert!(files.iter().all(|file| !file.path.contains("-2.")) || all[0].id != all[1].id);
}

#[test]
fn the_table_is_the_data_that_was_drawn() {
    let (blocks, files, _) = settled(&block("chart", "filter: annee = 2021"), &[]);
    let figure = drawn(&blocks);
    let table = figure.data.as_ref().unwrap();
    let rows: Vec<String> = table.rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(rows, ["Les Saules 2\u{202f}040", "Sorel 696", "Gué 388"]);
    let csv = files
        .iter()
        .find(|file| file.path.ends_with(".csv"))
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&csv.bytes),
        "commune,somme(conso_mwh)\nLes Saules,2040\nSorel,696\nGué,388\n"
    );
    let provenance = figure.provenance.join(" ");
    assert!(
        provenance.contains("conso.csv (8 lignes, SHA-256 "),
        "{provenance}"
    );
    assert!(
        provenance.contains("filtre : annee = 2021 (4 lignes sur 8)"),
        "{provenance}"
    );
    let again = settled(&block("chart", "filter: annee = 2021"), &[]);
    assert_eq!(again.0, blocks);
}

#[test]
fn numbers_are_worked_out_in_a_sentence_and_in_a_title() {
    let text = "Il y en a `=compte(conso.csv, energie = \"fioul\")` sur `=compte(conso.csv)`, soit `=100 * compte(conso.csv, energie = \"fioul\") / compte(conso.csv)` %.\n";
    let (blocks, _, codes) = settled(text, &[]);
    assert_eq!(codes, [] as [String; 0]);
    let Block::Paragraph { inlines, .. } = &blocks[0] else {
        panic!("a sentence is a paragraph");
    };
    assert_eq!(
        carnet::model::body::plain_text(inlines),
        "Il y en a 2 sur 8, soit 25 %."
    );
    let titled = block(
        "chart",
        "title: Sorel en prend `=somme(conso.csv, conso_mwh, commune = \"Sorel\")`",
    );
    let (blocks, ..) = settled(&titled, &[]);
    let figure = drawn(&blocks);
    assert_eq!(figure.title, "Sorel en prend 1\u{202f}521");
    assert_eq!(figure.id, "page--sorel-en-prend");
    let wrong = self::codes("Il y en a `=comte(conso.csv)`.\n", &[]);
    assert_eq!(wrong, ["unknown-function “comte”"]);
}

#[test]
fn huge_and_hostile_data_stays_bounded() {
    let categories: String = (0..10_000).map(|n| format!("c{n};{n}\n")).collect();
    let points: String = (0..100_000)
        .map(|n| format!("{};{}\n", n % 977, n % 991))
        .collect();
    let hostile = "nom;n\n\"</svg><script>alert(1)</script>\";3\n\"' onload=x\";4\n";
    let (categories, points) = (format!("nom;n\n{categories}"), format!("a;b\n{points}"));
    let files = [
        ("content/data/categories.csv", categories.as_str()),
        ("content/data/points.csv", points.as_str()),
        ("content/data/hostile.csv", hostile),
    ];
    for lines in [
        "data: categories.csv\nx: nom\ny: n\nunit: cas",
        "type: scatter\ndata: points.csv\nx: a\ny: b\nunit: cas",
    ] {
        let (blocks, _, codes) = settled(&block("chart", lines), &files);
        let Content::Drawing { wide, narrow } = &drawn(&blocks).content else {
            panic!("{lines}: {codes:?}");
        };
        assert!(
            wide.len() + narrow.len() < 400_000,
            "{lines}: {}",
            wide.len()
        );
        assert!(
            codes.iter().any(|code| code.starts_with("too-many")),
            "{lines}: {codes:?}"
        );
    }
    let (blocks, ..) = settled(
        &block("chart", "data: hostile.csv\nx: nom\ny: n\nunit: cas"),
        &files,
    );
    let Content::Drawing { wide, .. } = &drawn(&blocks).content else {
        panic!("hostile names are names");
    };
    assert!(!wide.contains("<script"));
}

#[test]
fn the_guide_the_schema_and_the_code_know_the_same_keys() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("content/guide/figures.md")).unwrap();
    let mut missing = Vec::new();
    for key in keys::KEYS {
        for name in std::iter::once(&key.name).chain(key.aliases) {
            if !guide.contains(&format!("`{name}`")) {
                missing.push((*name).to_owned());
            }
        }
    }
    for kind in carnet::chart::kind::KINDS {
        if !guide.contains(&format!("`{}`", kind.name)) {
            missing.push(kind.name.to_owned());
        }
    }
    for rule in carnet::figure::honesty::RULES {
        if !guide.contains(&format!("`{rule}`")) {
            missing.push((*rule).to_owned());
        }
        let known = carnet::diag::kind(&format!("chart.{rule}"));
        // The rule about maps is said by maps.
        assert!(known.is_some() || *rule == "raw-counts", "{rule}");
    }
    assert!(missing.is_empty(), "not in the guide: {missing:?}");
    let schema = keys::schema(Language::French);
    for (block, definition) in schema["$defs"].as_object().unwrap() {
        let kind = carnet::model::fence::FenceKind::from_word(block).unwrap();
        for name in definition["properties"].as_object().unwrap().keys() {
            assert!(keys::find(kind, name).is_some(), "{block}: {name}");
        }
        let count = keys::of(kind)
            .map(|key| 1 + key.aliases.len())
            .sum::<usize>();
        assert_eq!(
            definition["properties"].as_object().unwrap().len(),
            count,
            "{block}"
        );
    }
}

#[test]
fn the_blocks_of_the_demo_are_above_reproach() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = Vec::new();
    load(&root, &root, &mut files);
    let sources = Memory::new(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
    );
    let config = Config {
        src: "content".into(),
        ..Config::default()
    };
    let sheets = carnet::figure::store::Sheets::default();
    let studio = Studio {
        store: Store::new(&sources, "content", ReadOptions::default(), &sheets),
        base_url: None,
        licenses: &Default::default(),
        bare: false,
    };
    let mut report = Report::default();
    let mut count = 0;
    for unit in shelf::units(&sources, &config, &mut report) {
        for item in shelf::read(&unit, &sources, &config, DRAFTS, &mut report) {
            let texts = match item {
                Item::Page(page) => vec![(page.source, page.page.blocks)],
                Item::Team(team) => {
                    let sources = team.sources;
                    team.manuscript
                        .sections
                        .into_iter()
                        .map(|section| (sources[section.file].clone(), section.blocks))
                        .collect()
                }
            };
            for (source, mut blocks) in texts {
                let mut scene = Scene::new(&source, &unit.folder, "page.html", Language::French);
                studio.settle(&mut blocks, &mut scene, &mut report).unwrap();
                count += blocks
                    .iter()
                    .filter(|block| matches!(block, Block::Drawn(_)))
                    .count();
            }
        }
    }
    let wrong: Vec<String> = report
        .diagnostics()
        .iter()
        .filter(|found| found.code().starts_with("chart."))
        .map(|found| {
            let place = found.place.as_ref().unwrap();
            format!(
                "{}:{} {} {}",
                place.file,
                place.line,
                found.code(),
                found.message(Language::French)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 15, "{count} figures");
}

fn load(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            load(root, &path, files);
        } else if path.extension().is_some_and(|extension| {
            ["md", "csv", "geojson"]
                .iter()
                .any(|known| extension == *known)
        }) {
            let inner = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.push((format!("content/{inner}"), fs::read(&path).unwrap()));
        }
    }
}

/// Drafts are read too.
const DRAFTS: shelf::Shown = shelf::Shown {
    drafts: true,
    notes: false,
};
