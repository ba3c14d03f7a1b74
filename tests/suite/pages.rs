//! `[[pages]]`: one page per row of a table. What a cell says stays text, what is wrong is said once.

use crate::memory::Memory;
use carnet::diag::{Language, Report};
use carnet::read::config::config;
use carnet::source::SourceText;
use carnet::{BuildOptions, Output};
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

#[derive(Default)]
struct Files(Mutex<BTreeMap<String, String>>);

impl Output for Files {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let old = self.0.lock().unwrap().insert(path.to_owned(), text);
        assert_eq!(old, None, "{path} is put twice");
        Ok(())
    }

    fn copy(&self, path: &str, _: &str) -> io::Result<()> {
        self.put(path, b"")
    }
}

const BOOK: &str = "[book]\ntitle = \"Essai\"\nsrc = \"content\"\n[build]\nbase-url = \"https://essai.fr/\"\n[[pages]]\nfrom = \"data/communes.csv\"\ntemplate = \"content/_commune.md\"\npath = \"communes/{nom}\"\n";

struct Built {
    files: BTreeMap<String, String>,
    /// Code, line in its file, message.
    said: Vec<(&'static str, usize, String)>,
}

fn build_with(book: &str, files: &[(&str, &str)]) -> Built {
    let mut all = vec![
        ("book.toml", book.as_bytes()),
        ("content/index.md", b"# Accueil\n".as_slice()),
    ];
    all.extend(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let sources = Memory::new(all);
    let mut report = Report::default();
    let source = SourceText::new("book.toml", book);
    let config = config(Some(&source), &BTreeMap::new(), &mut report);
    let folder = tempfile::tempdir().unwrap();
    let store = carnet::disk::pictures::DiskStore::open(folder.path(), folder.path()).unwrap();
    let output = Files::default();
    let options = BuildOptions::default();
    carnet::build(
        &sources,
        config,
        &options,
        &store,
        &output,
        None,
        &mut report,
    )
    .unwrap();
    report.sort();
    Built {
        files: output.0.into_inner().unwrap(),
        said: report
            .diagnostics()
            .iter()
            .map(|one| {
                let line = one.place.as_ref().map_or(0, |place| place.line);
                (one.code(), line, one.message(Language::French))
            })
            .collect(),
    }
}

fn build(table: &str, template: &str) -> Built {
    build_with(
        BOOK,
        &[
            ("data/communes.csv", table),
            ("content/_commune.md", template),
        ],
    )
}

fn codes(built: &Built) -> Vec<&'static str> {
    built.said.iter().map(|(code, ..)| *code).collect()
}

const TABLE: &str = "code;nom;population;surface;ouvert\n01004;Ambérieu;14500;24,6;oui\n01005;Ambérieux;1683;15,9;non\n01006;Ambléon;;5,88;\n";

#[test]
fn every_row_has_its_page_with_its_cells_everywhere() {
    let template = "---\ntitre: {nom}\nresume: La commune {code}\n---\n\n## Les habitants de {nom}\n\n{population} habitants sur {surface} km² ; `={population} / {surface}` au km². Ouvert : {ouvert}. {{nom}} `{nom}`\n\n[La fiche de {nom}](https://exemple.fr/{code})\n\n```number\nvalue: somme(autres.csv, mwh, code = {code})\nlabel: MWh à {nom}\n```\n\n```chart\ntype: bar\ntitle: L’énergie de {nom}\nsource: essai {code}\ndata: autres.csv\nfilter: code = {code}\nx: usage\ny: mwh\nunit: MWh\n```\n";
    let others = "code;usage;mwh\n01004;École;12,5\n01005;École;7\n01004;Mairie;30\n";
    let built = build_with(
        BOOK,
        &[
            ("data/communes.csv", TABLE),
            ("content/data/autres.csv", others),
            ("content/_commune.md", template),
        ],
    );
    let page = &built.files["communes/amberieu.html"];
    for expected in [
        "<title>Ambérieu · Essai</title>",
        "content=\"La commune 01004\"",
        "Les habitants de Ambérieu",
        "14\u{202f}500 habitants sur 24,6",
        "589 au km²",
        "Ouvert\u{a0}: oui",
        "{nom} <code>{nom}</code>",
        "href=\"https://exemple.fr/01004\"",
        "MWh à Ambérieu",
        "L’énergie de Ambérieu",
        "essai 01004",
        "2 lignes sur 3",
        "href=\"../communes/index.html\"",
        "href=\"../communes/amberieux.html\"",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    // Only the rows of the commune are in its figure.
    assert_eq!(
        built.files["figures/communes--amberieu--l-energie-de.csv"],
        "usage,mwh\nMairie,30\nÉcole,12.5\n"
    );
    // What is missing is said, and the page is there.
    let empty = &built.files["communes/ambleon.html"];
    assert!(empty.contains("n.d. habitants") && empty.contains("Pas de donnée pour cette page."));
    assert_eq!(codes(&built), ["template.no-data"], "{:?}", built.said);
    assert!(built.said[0].2.contains("Ambléon"));
    assert!(!built.files.contains_key("_commune.html"));
    assert!(built.files["index.html"].contains("communes/index.html"));
    assert!(built.files["sitemap.xml"].contains("https://essai.fr/communes/amberieu.html"));
    let documents = &built.files["assets/search/d-0.js"];
    assert!(documents.contains("communes/ambleon.html"));
}

#[test]
fn what_a_cell_says_is_never_markup() {
    let wild = "`=compte(communes.csv)` **gras** <script>alert(1)</script> {{ site.title }} {code} [x](https://a.fr) \"; x: y";
    let table = format!(
        "code;nom;lien\n\"a\"\" ou 1 = 1\";\"{}\";javascript:alert(1)\n",
        wild.replace('"', "\"\"")
    );
    let template = "---\ntitre: {nom}\nresume: {nom}\n---\n\n{nom}\n\n| {nom} |\n|---|\n| {nom} |\n\n![{nom}](p.png)\n\n[lien]({lien})\n\n```chart\ntype: bar\ntitle: À {nom}\nsource: {nom}\nnote: {nom}\nalt: {nom}\ndata: communes.csv\nfilter: code = {code}\nx: nom\ny: compte()\n```\n\n```number\nvalue: compte(communes.csv, code = {code})\nlabel: {nom}\n```\n";
    let built = build(&table, template);
    let (path, page) = built
        .files
        .iter()
        .find(|(path, _)| path.starts_with("communes/compte"))
        .unwrap();
    assert!(!page.contains("<script>alert"), "{path}");
    assert!(!page.contains("<strong>gras</strong>"));
    assert!(!page.contains("javascript:"));
    assert!(!page.contains("https://a.fr\""));
    assert!(page.contains("{{ site.title }} {code}"));
    assert!(page.contains("`=compte(communes.csv)`"));
    // The filter compares with the whole of the cell: one row, and not all.
    assert!(page.contains("1 lignes sur 1") || page.contains("1 ligne"));
    // What is no page says what the cell says.
    for (path, text) in &built.files {
        let is_page = path.ends_with(".html") || path.ends_with(".svg");
        assert!(!is_page || !text.contains("<script>alert"), "{path}");
    }
    assert!(codes(&built).contains(&"link.unsafe"), "{:?}", built.said);
}

#[test]
fn a_wrong_template_is_told_once_at_its_place() {
    let mut table = String::from("code;nom\n");
    for row in 0..500 {
        table.push_str(&format!("{row:05};Commune {row}\n"));
    }
    let built = build(
        &table,
        "# {nom}\n\n{nmo} et `={popul} * 2`\n\n```chart\nfilter: codd = {cod}\n```\n",
    );
    let unknown: Vec<&(&str, usize, String)> = built
        .said
        .iter()
        .filter(|(code, ..)| *code == "template.unknown-column")
        .collect();
    assert_eq!(unknown.len(), 3, "{:?}", built.said);
    assert_eq!(unknown[0].1, 3);
    assert!(
        unknown[0].2.contains("« nmo »") && unknown[0].2.contains("le plus proche est « nom »")
    );
    assert!(built.files.is_empty());
    // A figure that is wrong on every page is told once too.
    let built = build(
        &table,
        "# {nom}\n\n```chart\ntype: bar\ntitle: a\nsource: b\ndata: communes.csv\nfilter: codd = {code}\nx: nom\ny: compte()\n```\n\n[x](absent.md)\n",
    );
    assert_eq!(
        codes(&built),
        ["chart.unknown-column", "link.broken"],
        "{:?}",
        built.said
    );
    assert!(
        built.said[0].2.contains("et 499 autres"),
        "{:?}",
        built.said
    );
}

#[test]
fn what_the_configuration_asks_is_checked() {
    for (book, table, code, words) in [
        (
            BOOK.replace("communes.csv", "commune.csv"),
            TABLE,
            "template.no-table",
            "data/communes.csv",
        ),
        (
            BOOK.replace("_commune.md", "_communes.md"),
            TABLE,
            "template.no-template",
            "content/_commune.md",
        ),
        (
            BOOK.replace("{nom}", "{nmo}"),
            TABLE,
            "template.unknown-column",
            "nom",
        ),
        (
            BOOK.replace("{nom}", "toutes"),
            TABLE,
            "template.same-for-all",
            "communes/toutes",
        ),
        (
            BOOK.replace("template = \"content/_commune.md\"\n", ""),
            TABLE,
            "template.missing-key",
            "template",
        ),
        (
            BOOK.to_owned(),
            "code;nom\n1;Ambert\n2;AMBERT\n",
            "template.duplicate-address",
            "ligne 2 (Ambert) et ligne 3 (AMBERT)",
        ),
        (
            BOOK.replace("communes/{nom}", "{nom}"),
            "code;nom\n1;Index\n2;404\n",
            "site.duplicate-address",
            "404.html",
        ),
    ] {
        let built = build_with(
            &book,
            &[
                ("data/communes.csv", table),
                ("content/_commune.md", "# {nom}\n"),
            ],
        );
        let found = built.said.iter().find(|(found, ..)| *found == code);
        assert!(
            found.is_some_and(|(.., message)| message.contains(words)),
            "{code}: {:?}",
            built.said
        );
        assert!(built.files.is_empty(), "{code}");
    }
    let built = build("code;nom\n1;Ambert\n2;\n3; \n", "# {nom}\n");
    assert_eq!(codes(&built), ["template.no-address"]);
    assert!(built.files.contains_key("communes/ambert.html"));
}

#[test]
fn personal_and_withheld_columns_are_in_no_output() {
    let table =
        "code;nom;courriel\n1;Ambert;zoe.martin@gmail.com\n2;Brioude;paul.durand@orange.fr\n";
    let built = build(table, "# {nom}\n\nÉcrire : {courriel}\n");
    assert!(
        codes(&built)
            .iter()
            .any(|code| code.starts_with("data.personal-data")),
        "{:?}",
        built.said
    );
    let sheet = "titre: Communes\ndonnees_personnelles:\n  presentes: oui\n  colonnes_retirees: [courriel]\n";
    let files = |template: &'static str| {
        build_with(
            BOOK,
            &[
                ("data/communes.csv", table),
                ("data/communes.yml", sheet),
                ("content/_commune.md", template),
            ],
        )
    };
    assert_eq!(
        codes(&files("# {nom}\n\nÉcrire : {courriel}\n")),
        ["template.unknown-column"]
    );
    let built = files("# {nom}\n");
    for (path, text) in &built.files {
        assert!(!text.contains("zoe.martin"), "{path}");
    }
    assert!(built.files.contains_key("communes/ambert.html"));
}

#[test]
fn a_long_list_has_letters_that_lead_everywhere() {
    let mut table = String::from("code;nom\n");
    for row in 0..1300 {
        let letter = if row < 900 { "Saint-" } else { "Éz" };
        table.push_str(&format!("{row:05};{letter}{row:05}\n"));
    }
    let built = build(&table, "# {nom}\n");
    assert_eq!(built.said, []);
    let index = &built.files["communes/index.html"];
    assert!(index.contains("communes/lettres/s.html") && index.contains("communes/lettres/e.html"));
    assert!(!index.contains("communes/saint-00000.html"));
    let lists: Vec<&String> = built
        .files
        .keys()
        .filter(|path| path.contains("/lettres/"))
        .collect();
    assert_eq!(
        lists,
        [
            "communes/lettres/e.html",
            "communes/lettres/s-2.html",
            "communes/lettres/s-3.html",
            "communes/lettres/s.html"
        ]
    );
    for row in [0, 450, 899, 1299] {
        let name = if row < 900 {
            format!("saint-{row:05}")
        } else {
            format!("ez{row:05}")
        };
        let link = format!("href=\"../../communes/{name}.html\"");
        let count = lists
            .iter()
            .filter(|path| built.files[**path].contains(&link))
            .count();
        assert_eq!(count, 1, "{name}");
    }
}
