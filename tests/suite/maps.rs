//! Maps from outside: a block and its data become a page and files, and all of them count the same places.

use crate::memory::Memory;
use crate::properties::built;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a site of one logbook with one block, and the codes of what was said of it.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    codes: Vec<String>,
}

fn made(block: &str, data: &[(&str, &[u8])]) -> Made {
    let text = format!(
        "# Carnet\n\n## JOUR 1\n\n```map\ntitle: Essai\nsource: fiction\nid: essai\n{block}\n```\n"
    );
    let mut files = vec![("ville/carnet.md".to_owned(), text.into_bytes())];
    files.extend(
        data.iter()
            .map(|(name, bytes)| (format!("ville/data/{name}"), bytes.to_vec())),
    );
    let sources = Memory::new(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
    );
    let (files, report) = built(&sources, 2);
    let codes = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code().to_owned())
        .filter(|code| {
            code.starts_with("map.") || code.starts_with("geo.") || code.starts_with("chart.")
        })
        .collect();
    Made { files, codes }
}

impl Made {
    fn text(&self, path: &str) -> &str {
        let bytes = self
            .files
            .get(path)
            .unwrap_or_else(|| panic!("no {path}: {:?}", self.codes));
        std::str::from_utf8(bytes).unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(self.text(path)).unwrap()
    }

    fn page(&self) -> &str {
        self.text("ville/jour-1.html")
    }

    /// Places in the .umap, in the GeoJSON, in the CSV, and as the page says; all the same.
    fn count(&self) -> usize {
        let umap = self.json("cartes/ville--jour-1--essai.umap");
        let layers = umap["layers"].as_array().unwrap();
        let in_umap: usize = layers
            .iter()
            .map(|layer| layer["features"].as_array().unwrap().len())
            .sum();
        let geojson: usize = self
            .files
            .keys()
            .filter(|path| path.ends_with(".geojson") && path.starts_with("cartes/"))
            .map(|path| self.json(path)["features"].as_array().unwrap().len())
            .sum();
        assert_eq!(in_umap, geojson);
        if let Some(table) = self.files.get("cartes/ville--jour-1--essai.csv") {
            let rows = csv::Reader::from_reader(table.as_slice())
                .into_records()
                .count();
            assert_eq!(rows, in_umap);
        }
        let grouped = carnet::format::number(in_umap as f64, carnet::diag::Language::French);
        let told = match in_umap {
            1 => "Voir le lieu".to_owned(),
            _ => format!("Voir les {grouped} lieux"),
        };
        assert!(self.page().contains(&told), "{told}");
        in_umap
    }

    fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self.codes.iter().map(String::as_str).collect();
        kinds.dedup();
        kinds
    }
}

#[test]
fn one_line_makes_a_map_and_bad_rows_are_listed() {
    let table = "nom,latitude,longitude\nMairie,\"48,07\",\"-0,77\"\nGare,48.08,-0.76\nPerdu,,\nZéro,0,0\nDate,mars-43,-0.7\n";
    let made = made("data: lieux.csv", &[("lieux.csv", table.as_bytes())]);
    assert_eq!(made.count(), 2);
    assert_eq!(
        made.kinds(),
        ["geo.decimal-comma", "geo.missing", "geo.zero", "geo.date"]
    );
    let page = made.page();
    assert!(page.contains("3 lignes ne sont pas sur la carte"));
    assert!(page.contains("lieux.csv, ligne 6"), "the row is named");
    assert!(page.contains("assets/map.js"));
    assert!(!page.contains("Ouvrir dans uMap"), "no address, no link");
    assert!(
        made.text("cartes/ville--jour-1--essai.csv")
            .contains("Mairie,48.07,-0.77")
    );
}

#[test]
fn a_point_far_from_the_collectivity_is_left_out() {
    let text = "---\ncollectivite: {name: Laval Agglomération, siren: \"200083392\"}\n---\n\n# Carnet\n\n## JOUR 1\n\n```map\ntitle: Essai\nsource: fiction\nid: essai\ndata: a.csv\n```\n";
    let table = "nom,lat,lon\nici,48.07,-0.77\nlà,48.1,-0.8\nloin,43.3,5.4\n";
    let sources = Memory::new([
        ("ville/carnet.md", text.as_bytes()),
        ("ville/data/a.csv", table.as_bytes()),
    ]);
    let (files, report) = built(&sources, 1);
    assert!(
        report
            .diagnostics()
            .iter()
            .any(|diagnostic| diagnostic.code() == "geo.outside-territory")
    );
    let made = Made {
        files,
        codes: Vec::new(),
    };
    assert_eq!(made.count(), 2);
}

#[test]
fn a_page_without_a_map_loads_no_script_of_maps() {
    let made = made("data: rien.csv", &[]);
    assert!(!made.page().contains("assets/map.js"));
    assert_eq!(made.kinds(), ["chart.unknown-data"]);
    assert!(made.page().contains("Figure en attente"));
}

#[test]
fn real_files_give_the_right_map_or_the_right_refusal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.parent().unwrap().join("shared/data");
    if !folder.is_dir() {
        eprintln!("SKIPPED: no real data in ../shared/data");
        return;
    }
    for (file, more, places, left_out) in [
        ("csv/irve-consolidation-2021.csv", "", 1294, 0),
        ("csv/marches-mormal-2015.csv", "", 33, 0),
        (
            "csv/marches-mormal-2015.csv",
            "place: LIEU_EXEC_CODE",
            26,
            7,
        ),
        (
            "csv/arbres-saint-germain-en-laye.csv",
            "color: genre_arbre",
            709,
            0,
        ),
        ("csv/collectivites-participantes.csv", "", 47, 0),
        (
            "csv/conso-elec-gaz-mayenne.csv",
            "contours: communes\nvalue: Consommation totale (MWh) / population",
            240,
            3,
        ),
        (
            "geo/communes-pays-de-mormal.geojson",
            "value: population",
            52,
            0,
        ),
    ] {
        let name = file.rsplit('/').next().unwrap();
        let bytes = std::fs::read(folder.join(file)).unwrap();
        // The mailboxes of operators: somebody has to say that they may be published.
        let header = String::from_utf8_lossy(&bytes);
        let header = header.lines().next().unwrap_or_default();
        let sheet =
            format!("donnees_personnelles: {{base_legale: essai, colonnes_gardees: [{header}]}}\n");
        let made = made(
            &format!("data: {name}\n{more}"),
            &match name.starts_with("irve") {
                true => vec![
                    (name, bytes.as_slice()),
                    ("irve-consolidation-2021.yml", sheet.as_bytes()),
                ],
                false => vec![(name, bytes.as_slice())],
            },
        );
        assert_eq!(made.count(), places, "{file} {more}: {:?}", made.codes);
        let told = format!("{left_out} lignes ne sont pas sur la carte");
        assert_eq!(made.page().contains(&told), left_out > 0, "{file} {more}");
    }
    // Pixels are no degrees.
    let name = "grenoble-bureaux-de-vote-2014.geojson";
    let bytes = std::fs::read(folder.join("geo").join(name)).unwrap();
    let made = made(&format!("data: {name}"), &[(name, &bytes)]);
    assert_eq!(made.kinds(), ["map.nothing-placed"]);
    assert!(made.page().contains("Figure en attente"));
}

#[test]
fn nothing_that_a_dataset_holds_runs() {
    let attack = "<script>alert(1)</script>";
    let table = format!(
        "nom,lat,lon,__proto__,a.b,lien\n\"{attack}\",48.07,-0.77,x,\"{{{{{{https://a.example}}}}}}\",\"[[javascript:alert(1)|ici]]\"\n\"<img src=x onerror=alert(1)>\",48.08,-0.76,y,z,w\n"
    );
    let block = format!("data: lieux.csv\npopup: **{{nom}}** {attack}\ncolor: a.b");
    let made = made(&block, &[("lieux.csv", table.as_bytes())]);
    assert_eq!(made.count(), 2);
    for (path, bytes) in &made.files {
        let text = String::from_utf8_lossy(bytes);
        if path.starts_with("cartes/") || path.ends_with(".html") {
            for bad in ["<script>alert", "<img src=x"] {
                assert!(!text.contains(bad), "{path}: {bad}");
            }
        }
        // What uMap reads as markup.
        if path.starts_with("cartes/") && !path.ends_with(".svg") {
            for bad in ["[[javascript:", "{{{https"] {
                assert!(!text.contains(bad), "{path}: {bad}");
            }
            assert!(!text.contains("\"__proto__\""), "{path}");
        }
    }
}

#[test]
fn bad_input_is_said_and_bounds_hold() {
    let many: String = (0..60_000)
        .map(|row| format!("{row},48.{row:05},-0.7\n"))
        .collect();
    let many = format!("nom,lat,lon\n{many}");
    let addresses = "nom,adresse\nMairie,1 rue Haute\n";
    let deep = "[".repeat(10_000);
    let strings = r#"{"type":"Feature","properties":{"n":"a"},"geometry":{"type":"Point","coordinates":["2.35","48,85"]}}"#;
    let crossing = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,45],[1,46],[1,45],[0,46],[0,45]],[[0.2,45.2],[0.3,45.2],[0.3,45.3],[0.2,45.2]]]}}"#;
    for (name, text, expected) in [
        ("a.csv", many.as_str(), vec!["map.too-many"]),
        ("a.csv", addresses, vec!["map.no-coordinates"]),
        (
            "a.csv",
            "nom,lat,lon\nx,,\ny,0,0\n",
            vec!["map.nothing-placed"],
        ),
        ("a.csv", "", vec!["chart.unreadable-data"]),
        ("a.geojson", deep.as_str(), vec!["geo.json-syntax"]),
        ("a.geojson", "", vec!["geo.json-syntax"]),
        ("a.geojson", strings, vec![]),
        ("a.geojson", crossing, vec![]),
        ("a.csv", "nom,lat,lon\nseul,48.1,-0.7\n", vec![]),
    ] {
        let made = made(&format!("data: {name}"), &[(name, text.as_bytes())]);
        assert_eq!(made.kinds(), expected, "{name} {:.60}", text);
        if expected.is_empty() {
            assert_eq!(made.count(), 1);
        }
    }
}

#[test]
fn a_table_joins_its_contours_and_says_what_is_missing() {
    let square = |name: &str, x: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"nom":"{name}","population":100}},"geometry":{{"type":"Polygon","coordinates":[[[{x},45],[{},45],[{},46],[{x},45]]]}}}}"#,
            x + 1.0,
            x + 1.0
        )
    };
    let contours = format!("[{},{}]", square("Ici", 0.0), square("Là", 1.0));
    let table = "commune,conteneurs\nIci,4\nLÀ,5\nAilleurs,6\n";
    let made = made(
        "data: c.geojson\njoin: t.csv on nom\nvalue: population / conteneurs",
        &[
            ("c.geojson", contours.as_bytes()),
            ("t.csv", table.as_bytes()),
        ],
    );
    assert_eq!(
        made.kinds(),
        ["chart.unknown-column"],
        "the key has the name of the table's column"
    );
    let table = table.replace("commune,", "nom,");
    let made = self::made(
        "data: c.geojson\njoin: t.csv on nom\nvalue: population / conteneurs",
        &[
            ("c.geojson", contours.as_bytes()),
            ("t.csv", table.as_bytes()),
        ],
    );
    assert_eq!(made.count(), 2);
    assert_eq!(made.kinds(), ["geo.no-contour"]);
    let umap = made.json("cartes/ville--jour-1--essai.umap");
    assert_eq!(
        umap["layers"][0]["properties"]["choropleth"]["breaks"],
        "20,20,25"
    );
}

/// A site of some files.
fn site(files: &[(&str, &str)]) -> Made {
    let sources = Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let (files, report) = built(&sources, 2);
    let codes = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code().to_owned())
        .filter(|code| code.starts_with("map.") || code.starts_with("geo."))
        .collect();
    Made { files, codes }
}

#[test]
fn a_map_has_a_page_to_embed_a_licence_an_icon_and_its_own_color() {
    let table = "nom,lat,lon\nMairie,48.07,-0.77\nGare,48.08,-0.76\n";
    let made = site(&[
        (
            "ville/carnet.md",
            "# Carnet\n\n## JOUR 1\n\n```map\ntitle: Essai\nsource: fiction\nid: essai\ndata: lieux.csv\nicon: ♻\ncolor: #c50\nlive: oui\n```\n",
        ),
        ("ville/data/lieux.csv", table),
        ("ville/data/lieux.yml", "licence: odc-odbl\n"),
    ]);
    // The address of the site is not known here: no file can follow it.
    assert_eq!(made.kinds(), ["map.live-without-address"]);
    let embedded = made.text("figures/ville--jour-1--essai.html");
    assert!(embedded.contains("assets/map.js") && embedded.contains("assets/map.css"));
    let umap = made.json("cartes/ville--jour-1--essai.umap");
    let licence = &umap["properties"]["licence"];
    assert!(
        licence["name"].as_str().unwrap().contains("ODbL"),
        "{licence}"
    );
    assert!(licence["url"].as_str().unwrap().starts_with("http"));
    let layer = &umap["layers"][0]["properties"];
    assert_eq!(layer["color"], "#CC5500");
    assert_eq!(layer["iconUrl"], "♻");
    let drawing = made.text("cartes/ville--jour-1--essai.svg");
    assert!(drawing.contains("♻") && drawing.contains("#CC5500"));
    assert!(
        drawing.contains(">Essai<") && drawing.contains("fiction."),
        "it stands alone"
    );
}

#[test]
fn what_left_as_umap_comes_back_the_same() {
    let table = "nom,lat,lon,accès,places\nMairie,48.07,-0.77,jour,3\nGare,48.08,-0.76,\"jour, nuit\",4\nPlace,48.09,-0.75,jour,5\nÉcole,48.06,-0.75,nuit,6\n";
    let zones = r#"[{"type":"Feature","properties":{"nom":"A","taux":3},"geometry":{"type":"Polygon","coordinates":[[[0,45],[1,45],[1,46],[0,45]]]}},
        {"type":"Feature","properties":{"nom":"B","taux":9},"geometry":{"type":"Polygon","coordinates":[[[1,45],[2,45],[2,46],[1,45]]]}},
        {"type":"Feature","properties":{"nom":"C","taux":5},"geometry":{"type":"Polygon","coordinates":[[[2,45],[3,45],[3,46],[2,45]]]}}]"#;
    let block = "layers:\n  - name: Lieux\n    data: lieux.csv\n    color: accès\n    popup: **{nom}** : {places} places\n  - name: Cercles\n    data: lieux.csv\n    value: places\n  - name: Taux\n    data: zones.geojson\n    value: taux\n    classes: 3 equal";
    let first = made(
        block,
        &[
            ("lieux.csv", table.as_bytes()),
            ("zones.geojson", zones.as_bytes()),
        ],
    );
    let umap = first.text("cartes/ville--jour-1--essai.umap");
    let back = carnet::map::import::import(
        carnet::map::import::Format::Umap,
        "essai",
        umap.as_bytes(),
        carnet::diag::Language::French,
    )
    .unwrap_or_else(|problem| panic!("{}", problem.kind.code));
    assert_eq!(back.features, 11);
    // Its own title and source come back; the rest of the block is as it was made.
    let body: String = back
        .block
        .lines()
        .filter(|line| {
            !line.starts_with("```") && !line.starts_with("titre") && !line.starts_with("source")
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let data: Vec<(&str, &[u8])> = back
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    let second = made(body.trim_end(), &data);
    assert_eq!(second.kinds(), Vec::<&str>::new(), "{}", back.block);
    let features = |made: &Made| -> Vec<Vec<(String, Value)>> {
        let umap = made.json("cartes/ville--jour-1--essai.umap");
        let layers = umap["layers"].as_array().unwrap();
        layers
            .iter()
            .map(|layer| {
                let mut places: Vec<(String, Value)> = layer["features"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|feature| {
                        let name = feature["properties"]["name"].as_str().unwrap();
                        (name.to_owned(), feature["geometry"].clone())
                    })
                    .collect();
                places.sort_by(|a, b| a.0.cmp(&b.0));
                places
            })
            .collect()
    };
    assert_eq!(features(&first), features(&second));
    let look = |made: &Made| -> Vec<Value> {
        let umap = made.json("cartes/ville--jour-1--essai.umap");
        let layers = umap["layers"].as_array().unwrap();
        layers
            .iter()
            .map(|layer| {
                let properties = &layer["properties"];
                serde_json::json!([
                    properties["name"],
                    properties["type"],
                    properties["color"],
                    properties["rules"],
                    properties["choropleth"]["breaks"]
                ])
            })
            .collect()
    };
    assert_eq!(look(&first), look(&second), "{}", back.block);
}

#[test]
fn the_maps_of_a_collectivity_are_one_and_the_edition_has_its_own() {
    let head = |name: &str| {
        format!(
            "---\ncollectivite: {{name: {name}, siren: \"200083392\"}}\n---\n\n# Carnet\n\n## JOUR 1\n\n"
        )
    };
    let block = "```map\ntitle: Essai\nsource: fiction\nid: essai\ndata: a.csv\n```\n";
    let [one, two, other] = [
        format!("{}{block}", head("Laval Agglomération")),
        format!("{}{block}", head("Laval Agglomération")),
        "---\ncollectivite: {name: Grenoble, insee: \"38185\"}\n---\n\n# Carnet\n\n## JOUR 1\n\nRien.\n".to_owned(),
    ];
    let made = site(&[
        ("groupe-1/carnet.md", one.as_str()),
        (
            "groupe-1/data/a.csv",
            "nom,lat,lon\nMairie,48.07,-0.77\nGare,48.08,-0.76\n",
        ),
        ("groupe-2/carnet.md", two.as_str()),
        // Twenty meters from the other one's.
        (
            "groupe-2/data/a.csv",
            "nom,lat,lon\nMAIRIE,48.07015,-0.77\nÉcole,48.06,-0.76\n",
        ),
        ("groupe-3/carnet.md", other.as_str()),
    ]);
    let page = made.text("collectivites/laval-agglomeration.html");
    assert!(page.contains("1 ligne n’est pas sur la carte"));
    assert!(page.contains("est déjà dans le calque"));
    assert!(
        page.contains("a (Laval Agglomération, groupe-2)"),
        "each is signed"
    );
    let umap = made.json("cartes/collectivite--laval-agglomeration.umap");
    let layers = umap["layers"].as_array().unwrap();
    let counts: Vec<usize> = layers
        .iter()
        .map(|layer| layer["features"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [2, 1]);
    for layer in layers {
        let name = layer["properties"]["name"].as_str().unwrap();
        assert!(name.contains("Laval"), "{name} is signed");
    }
    assert_ne!(
        layers[0]["properties"]["color"],
        layers[1]["properties"]["color"]
    );
    assert!(
        made.text("groupe-1/index.html")
            .contains("collectivites/laval-agglomeration.html")
    );
    let all = made.text("cartes/index.html");
    assert!(all.contains("collectivites/laval-agglomeration.html"));
    assert!(all.contains("Où les équipes ont travaillé"));
    assert_eq!(all.matches("all-maps").count(), 1);
    let edition = made.json("cartes/equipes.umap");
    assert_eq!(
        edition["layers"][0]["features"].as_array().unwrap().len(),
        2
    );
}
