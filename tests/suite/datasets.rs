//! Datasets from outside: which files they are, what is built of them, and what is in no output.

use crate::memory::Memory;
use carnet::diag::Report;
use carnet::export::{self, Described};
use carnet::model::config::Config;
use carnet::model::dataset::{Dataset, DatasetFormat, PublishedColumn};
use carnet::model::date::Date;
use carnet::model::site::{Site, Team};
use carnet::picture::record::{Digest, PictureStore, Record, StoredCopy};
use carnet::source::Sources;
use carnet::table::{Bytes, ReadOptions, profile};
use carnet::{BuildOptions, Output};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex};

struct NoPictures;

impl PictureStore for NoPictures {
    fn load(&self, _: &Digest) -> Option<Record> {
        None
    }

    fn save(&self, _: &Digest, _: &Record, _: &[Vec<u8>]) -> io::Result<()> {
        Ok(())
    }

    fn open(&self, _: &StoredCopy) -> io::Result<Box<dyn io::Read + Send>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// A site in memory; a copy holds the bytes of its source.
struct Written<'a> {
    sources: &'a Memory,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Output for Written<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let before = self
            .files
            .lock()
            .unwrap()
            .insert(path.to_owned(), bytes.to_vec());
        assert!(before.is_none(), "{path} is written twice");
        Ok(())
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        self.put(path, &self.sources.read(source)?)
    }
}

struct Built {
    files: BTreeMap<String, Vec<u8>>,
    report: Report,
}

impl Built {
    fn text(&self, path: &str) -> String {
        let bytes = self
            .files
            .get(path)
            .unwrap_or_else(|| panic!("no {path}: {:?}", self.files.keys()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    fn codes(&self) -> Vec<&'static str> {
        self.report
            .diagnostics()
            .iter()
            .map(|one| one.code())
            .collect()
    }
}

const LOGBOOK: &[u8] =
    b"# Carnet de bord\n\n## JOUR 1\n\nVoir [la table](data/t.csv).\n\n## JOUR 2\n\nRien.\n";

fn build(files: &[(&str, &[u8])]) -> Built {
    let mut all: Vec<(&str, &[u8])> = vec![("equipe/carnet.md", LOGBOOK)];
    all.retain(|(path, _)| !files.iter().any(|(other, _)| other == path));
    all.extend_from_slice(files);
    let sources = Memory::new(all);
    let output = Written {
        sources: &sources,
        files: Mutex::default(),
    };
    let mut report = Report::default();
    let config = Config {
        title: "Essai".into(),
        src: String::new(),
        base_url: Some("https://exemple.fr/s/".into()),
        ..Config::default()
    };
    let options = BuildOptions {
        today: Date::parse("2026-10-20"),
        ..BuildOptions::default()
    };
    carnet::build(
        &sources,
        config,
        &options,
        &NoPictures,
        &output,
        None,
        &mut report,
    )
    .unwrap();
    report.sort();
    Built {
        files: output.files.into_inner().unwrap(),
        report,
    }
}

#[test]
fn one_table_in_many_dialects_gives_the_same_bytes() {
    let clean = "nom;montant;jour\nÉcole d’Été;1 234,50;17/12/2018\nCantine;12,00;03/02/2019\n";
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(clean.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows: Vec<u8> = clean
        .chars()
        .map(|letter| match letter {
            '’' => 0x92,
            letter => u8::try_from(u32::from(letter)).unwrap(),
        })
        .collect();
    let utf16_be: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain(clean.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let quoted: Vec<String> = clean
        .lines()
        .map(|line| format!("\"{}\"\r\n", line.replace(';', "\",\"")))
        .collect();
    let variants: [(&str, Vec<u8>); 9] = [
        ("UTF-8", clean.as_bytes().to_vec()),
        ("BOM", [b"\xEF\xBB\xBF", clean.as_bytes()].concat()),
        ("CRLF", clean.replace('\n', "\r\n").into_bytes()),
        ("tabs", clean.replace(';', "\t").into_bytes()),
        ("Windows-1252", windows),
        ("UTF-16", utf16),
        ("UTF-16, big end first", utf16_be),
        ("bars", clean.replace(';', "|").into_bytes()),
        ("commas and quotes", quoted.concat().into_bytes()),
    ];
    for (name, bytes) in variants {
        let built = build(&[("equipe/data/t.csv", &bytes)]);
        assert_eq!(
            built.text("equipe/donnees/t.csv"),
            "nom,montant,jour\nÉcole d’Été,1234.50,2018-12-17\nCantine,12.00,2019-02-03\n",
            "{name}"
        );
        let schema = built.text("equipe/donnees/t.schema.json");
        assert!(
            schema.contains("\"number\"") && schema.contains("\"date\""),
            "{name}: {schema}"
        );
        // The file as received is there too, byte for byte.
        assert_eq!(built.files["equipe/data/t.csv"], bytes, "{name}");
    }
}

#[test]
fn what_a_sheet_withholds_is_in_no_output() {
    let built = build(&[
        ("equipe/data/t.csv", b"ville;tel mobile;note\nSorel;SECRETVALUE1;5\nAubrelle;SECRETVALUE2;6\n"),
        (
            "equipe/data/t.yml",
            "titre: T\ndonnees_personnelles:\n  colonnes_retirees: [Tel Mobile]\ncolonnes:\n  tel mobile: SECRETTITLE\n".as_bytes(),
        ),
    ]);
    assert!(!built.report.stops_build(), "{:?}", built.codes());
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("secret"), "{path}");
        assert!(
            !text.contains("tel mobile") && !text.contains("tel_mobile"),
            "{path}"
        );
    }
    assert_eq!(
        built.text("equipe/donnees/t.csv"),
        "ville,note\nSorel,5\nAubrelle,6\n"
    );
    // The link of the day leads to the page instead of the file, which is not offered.
    assert!(!built.files.contains_key("equipe/data/t.csv"));
    let day = built.text("equipe/jour-1.html");
    assert!(day.contains("href=\"../equipe/donnees/t.html\""), "{day}");
}

#[test]
fn a_column_to_withhold_that_is_not_found_stops_the_build() {
    let built = build(&[
        ("equipe/data/t.csv", b"ville;telephone\nSorel;SECRET\n"),
        (
            "equipe/data/t.yml",
            "donnees_personnelles: {colonnes_retirees: [telefone]}\n".as_bytes(),
        ),
    ]);
    assert!(built.codes().contains(&"sheet.unknown-removed-column"));
    assert!(built.report.stops_build());
    assert!(built.files.is_empty(), "{:?}", built.files.keys());
}

#[test]
fn personal_data_stops_the_build_until_the_sheet_speaks_of_it() {
    let table = b"nom;numero_secu\nMartin;255081416802538\nDurand;188057512345623\n";
    let built = build(&[("equipe/data/t.csv", table)]);
    assert!(built.report.stops_build(), "{:?}", built.codes());
    assert!(built.files.is_empty());
    let sheet = "donnees_personnelles: {colonnes_retirees: [numero_secu, nom]}\n";
    let built = build(&[
        ("equipe/data/t.csv", table),
        ("equipe/data/t.yml", sheet.as_bytes()),
    ]);
    assert!(!built.report.stops_build(), "{:?}", built.codes());
    for (path, bytes) in &built.files {
        assert!(
            !String::from_utf8_lossy(bytes).contains("255081416802538"),
            "{path}"
        );
    }
}

#[test]
fn attachments_of_a_day_are_no_datasets_until_they_have_a_sheet() {
    let table: &[u8] = b"a;b\n1;2\n";
    let built = build(&[
        ("equipe/data/wishlist.csv", table),
        ("equipe/data/bilan_qualité.csv", table),
    ]);
    assert!(
        !built.files.keys().any(|path| path.contains("donnees")),
        "{:?}",
        built.files.keys()
    );
    let built = build(&[
        ("equipe/data/wishlist.csv", table),
        ("equipe/data/wishlist.yml", b"titre: Envies\n"),
    ]);
    assert!(
        built
            .text("equipe/donnees/wishlist.html")
            .contains("<h1>Envies</h1>")
    );
}

#[test]
fn datasets_are_found_from_everywhere() {
    let sheet = "titre: Arbres\nthemes: [nature, été]\nlicence: lov2\n";
    let built = build(&[
        (
            "equipe/data/t.csv",
            b"lieu;latitude;longitude\nparc;46.5;2.1\nplace;46.6;2.2\n",
        ),
        ("equipe/data/t.yml", sheet.as_bytes()),
        ("equipe/data/autre table.csv", b"a;b\n1;2\n"),
    ]);
    let list = built.text("donnees/index.html");
    for part in [
        "href=\"../equipe/donnees/t.html\"",
        "id=\"theme--ete\"",
        "id=\"format--geojson\"",
        "id=\"team--equipe\"",
        "theme--nature",
    ] {
        assert!(list.contains(part), "{part} in {list}");
    }
    assert!(
        built
            .text("equipe/index.html")
            .contains("href=\"../equipe/donnees/autre-table.html\"")
    );
    let day = built.text("equipe/jour-1.html");
    assert!(day.contains("href=\"../equipe/donnees/t.html\"") && !day.contains("autre-table"));
    assert!(!built.text("equipe/jour-2.html").contains("donnees/t.html"));
    assert!(
        built
            .text("index.html")
            .contains("href=\"donnees/index.html\"")
    );
    let places = built.text("equipe/donnees/t.geojson");
    assert!(places.contains("[2.1,46.5]"), "{places}");
    let page = built.text("equipe/donnees/t.html");
    assert!(page.contains("<span class=\"big\">56</span>"), "{page}");
    assert!(page.contains("jour-1.html"));
    assert!(
        built
            .text("sitemap.xml")
            .contains("https://exemple.fr/s/equipe/donnees/t.html")
    );
}

#[test]
fn nothing_of_a_table_or_a_sheet_runs() {
    let built = build(&[
        (
            "equipe/data/t.csv",
            "<script>alert(1)</script>;formule\n\"<img src=x onerror=alert(1)>\";=HYPERLINK(\"http://a\")\n</td><script>;@SUM(1)\n-5;-2+3\n".as_bytes(),
        ),
        (
            "equipe/data/t.yml",
            "titre: </script><script>alert(1)</script>\ndescription: <b onclick=alert(1)>x</b>\nlicence: lov2\nsources:\n  - {titre: a, url: \"javascript:alert(1)\"}\npublication: {url: \"https://a.fr/\\\" onclick=x\"}\ncontact: \"javascript:alert(1)\"\n".as_bytes(),
        ),
    ]);
    for (path, bytes) in built
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("<script>")
                && !text.contains("<img src=x")
                && !text.contains("<b onclick"),
            "{path}"
        );
        assert!(!text.contains("href=\"javascript:"), "{path}");
    }
    let excel = built.text("equipe/donnees/t.excel.csv");
    assert!(
        excel.contains("'=HYPERLINK") && excel.contains("'@SUM(1)") && excel.contains("'-2+3"),
        "{excel}"
    );
    assert!(excel.contains("\r\n-5;"), "{excel}");
    // Only the copy for a spreadsheet is changed.
    assert!(built.text("equipe/donnees/t.csv").contains(",@SUM(1)\n"));
    let catalog = built.text("catalog.jsonld");
    assert!(
        !catalog.contains("<b ") && !catalog.contains("javascript:"),
        "{catalog}"
    );
}

#[test]
fn geojson_is_a_dataset_like_another() {
    let features = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[2.1,46.5]},"properties":{"nom":"Parc","tel":"SECRET","actif":true}},
        {"type":"Feature","geometry":null,"properties":{"nom":"Été"}}]}"#;
    let built = build(&[
        ("equipe/data/lieux.geojson", features.as_bytes()),
        (
            "equipe/data/lieux.yml",
            "titre: Lieux\ndonnees_personnelles: {colonnes_retirees: tel}\n".as_bytes(),
        ),
    ]);
    assert!(!built.report.stops_build(), "{:?}", built.codes());
    for (path, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains("SECRET"), "{path}");
    }
    let table = built.text("equipe/donnees/lieux.csv");
    assert!(
        table.starts_with("nom,actif,latitude,longitude\nParc,true,46.5,2.1\n"),
        "{table}"
    );
    let published = built.text("equipe/donnees/lieux.geojson");
    assert!(
        published.contains("\"Parc\"") && !published.contains("tel"),
        "{published}"
    );
    assert!(built.text("catalog.ttl").contains("POLYGON((2.1 46.5"));
}

#[test]
fn what_is_wrong_with_coordinates_is_told_of_a_geojson_dataset() {
    let feature = |at: usize| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[46.{at},2.1]}},"properties":{{"n":{at}}}}}"#
        )
    };
    let features: Vec<String> = (0..5).map(feature).collect();
    let text = format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:2154"}}}},"features":[{}]}}"#,
        features.join(",")
    );
    let built = build(&[("equipe/data/lieux.geojson", text.as_bytes())]);
    let page = built.text("equipe/donnees/lieux.html");
    for words in ["latitude et longitude inversées sur 5 objets", "EPSG:2154"] {
        assert!(page.contains(words), "“{words}” is on the page");
    }
}

#[test]
fn a_sheet_says_on_which_row_the_header_is() {
    let logbook = "# Carnet de bord\n\n## JOUR 1\n\n```chart\ntype: bar\ntitle: A pèse le plus\ndata: t.csv\nx: nom\n\
                   y: somme(montant)\nunit: €\nsource: mairie\n```\n";
    let built = build(&[
        ("equipe/carnet.md", logbook.as_bytes()),
        (
            "equipe/data/t.csv",
            "Subventions votées;;\nnom;montant;objet\nA;10;x\nB;3;y\nA;2;z\n".as_bytes(),
        ),
        (
            "equipe/data/t.yml",
            b"titre: Subventions\nligne_entete: 2\n",
        ),
    ]);
    let chart: Vec<&str> = built
        .codes()
        .into_iter()
        .filter(|code| code.starts_with("chart."))
        .collect();
    assert_eq!(chart, [] as [&str; 0]);
    assert!(
        built
            .text("equipe/donnees/t.csv")
            .starts_with("nom,montant,objet\nA,10,x\n")
    );
}

#[test]
fn the_catalog_has_the_contour_of_the_territory() {
    let sheet = "titre: Écoles\ncouverture_territoriale: {nom: Laval, insee: 53130}\n";
    let built = build(&[
        ("equipe/data/t.csv", b"nom;lat;lon\nA;48.07;-0.77\n"),
        ("equipe/data/t.yml", sheet.as_bytes()),
    ]);
    let catalog = built.text("catalog.ttl");
    assert!(
        catalog.contains("locn:geometry \"MULTIPOLYGON(((-0."),
        "{catalog}"
    );
    // The harvester would join both into one shape.
    assert!(!catalog.contains("dcat:bbox"));
}

#[test]
fn a_team_that_takes_the_address_of_the_datasets_is_told() {
    let built = build(&[
        ("donnees/carnet.md", LOGBOOK),
        ("donnees/data/t.csv", b"a;b\n1;2\n"),
    ]);
    assert!(built.report.stops_build(), "{:?}", built.codes());
    assert!(
        built.codes().contains(&"site.duplicate-address"),
        "{:?}",
        built.codes()
    );
}

#[test]
fn hostile_files_get_a_page_and_no_panic() {
    let wide = (0..10_000)
        .map(|at| format!("c{at}"))
        .collect::<Vec<_>>()
        .join(";");
    let long = format!("a;b\n{};1\n", "x".repeat(1 << 20));
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let deep_sheet = format!("titre: x\nthemes: {deep}\n");
    let files: [(&str, &[u8]); 13] = [
        ("equipe/data/vide.csv", b""),
        ("equipe/data/une.csv", b"a\n1\n2\n"),
        ("equipe/data/entete.csv", b"a;b\n"),
        ("equipe/data/nul.csv", b"a;b\n\0\0;1\n"),
        ("equipe/data/guillemet.csv", b"a;b\n\"x;1\n2;3\n"),
        ("equipe/data/large.csv", wide.as_bytes()),
        ("equipe/data/longue.csv", long.as_bytes()),
        ("equipe/data/double.csv", b"a;a;;\n1;2;3;\n"),
        (
            "equipe/data/melange.csv",
            b"a;b\n\xC3\xA9t\xC3\xA9;1\n\xE9t\xE9;2\n",
        ),
        ("equipe/data/profond.geojson", deep.as_bytes()),
        ("equipe/data/cyclique.csv", b"a;b\n1;2\n"),
        ("equipe/data/fiche-profonde.csv", b"a;b\n1;2\n"),
        (
            "equipe/data/faux.geojson",
            b"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"}",
        ),
    ];
    let sheets: [(&str, &[u8]); 2] = [
        (
            "equipe/data/cyclique.yml",
            b"titre: &a [*a, *a]\ncolonnes: &b {x: *b}\n",
        ),
        ("equipe/data/fiche-profonde.yml", deep_sheet.as_bytes()),
    ];
    let all: Vec<(&str, &[u8])> = files.iter().chain(&sheets).copied().collect();
    // What a sheet withholds cannot be known from one that is no YAML: nothing is put out.
    let built = build(&all);
    assert!(built.report.stops_build() && built.files.is_empty());
    for (path, _) in sheets {
        let told = built.report.diagnostics().iter().any(|one| {
            let place = one.place.as_ref();
            place.is_some_and(|place| place.file == path) && one.code().starts_with("yaml.")
        });
        assert!(told, "{path}: {:?}", built.codes());
    }
    let built = build(&files);
    assert!(!built.report.stops_build(), "{:?}", built.codes());
    for (path, _) in files {
        let stem = path.rsplit_once('/').unwrap().1.rsplit_once('.').unwrap().0;
        let page = built.text(&format!("equipe/donnees/{stem}.html"));
        assert!(page.len() < 400_000, "{stem}: {}", page.len());
    }
    assert_eq!(
        built.text("equipe/donnees/double.csv"),
        "a,a_2,colonne_3\n1,2,3\n"
    );
}

#[test]
fn two_files_that_want_one_name_both_have_a_page() {
    let table: &[u8] = b"a;b\n1;2\n";
    let built = build(&[
        ("equipe/data/Été.csv", table),
        ("equipe/data/ete.csv", table),
        (
            "equipe/data/ete.geojson",
            br#"{"type":"FeatureCollection","features":[]}"#,
        ),
        ("equipe/data/ete-2.csv", table),
    ]);
    let pages: BTreeSet<&String> = built
        .files
        .keys()
        .filter(|path| path.contains("/donnees/") && path.ends_with(".html"))
        .collect();
    assert_eq!(pages.len(), 4, "{pages:?}");
}

#[test]
fn a_large_catalog_has_pages_that_lead_to_each_other() {
    let bytes = b"a;b\n1;2\n";
    let (profile, _) = profile("t.csv", &Bytes(bytes), &ReadOptions::default()).unwrap();
    let count = export::catalog::PAGE + 1;
    let site = Site {
        teams: vec![Arc::new(Team {
            path: "équipe".into(),
            facts: carnet::model::logbook::LogbookFacts {
                collectivity: "Sorel".into(),
                ..Default::default()
            },
            sections: Vec::new(),
            has_opening: false,
            draft: false,
        })],
        datasets: (0..count)
            .map(|at| {
                Arc::new(Dataset {
                    team: 0,
                    source: format!("data/t{at}.csv"),
                    format: DatasetFormat::Csv,
                    slug: format!("t{at}"),
                    sheet: None,
                    profile: profile.clone(),
                    published: vec![PublishedColumn {
                        index: 0,
                        name: "a".into(),
                    }],
                    preview: Vec::new(),
                    extent: None,
                    findings: Vec::new(),
                    repairs: Vec::new(),
                    offers_original: true,
                })
            })
            .collect(),
        ..Site::default()
    };
    let exceptions = BTreeSet::new();
    let described: Vec<Described<'_>> = site
        .datasets
        .iter()
        .map(|dataset| Described {
            dataset,
            files: &[],
            coverage: None,
            linked_from: &[],
            exceptions: &exceptions,
        })
        .collect();
    let files: BTreeMap<String, String> =
        export::catalog(&site, "https://exemple.fr/", &described, None)
            .into_iter()
            .collect();
    assert_eq!(files.len(), 6);
    for ending in ["jsonld", "ttl", "rdf"] {
        let first = &files[&format!("catalog.{ending}")];
        let second = &files[&format!("catalog-2.{ending}")];
        assert!(first.is_ascii() && second.is_ascii());
        let next = format!("https://exemple.fr/catalog-2.{ending}");
        assert!(first.contains(&next), "{ending}");
        assert!(!second.contains("hydra:next"), "{ending}");
        assert!(first.contains("hydra:next") && first.contains("PartialCollectionView"));
        // A page is a graph of its own: the last dataset is whole in the second, and only there.
        let last = format!(
            "https://exemple.fr/%C3%A9quipe/donnees/t{}.html#dataset",
            count - 1
        );
        assert!(second.contains(&last) && !first.contains(&last));
        assert!(second.contains("carnet-") && second.contains("Catalog"));
    }
}
