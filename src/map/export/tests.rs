use super::super::classes::Asked;
use super::super::{Feature, Field, FieldKind, Geometry, Layer, Map, Style, Value};
use super::*;
use crate::diag::Language;

fn field(name: &str, kind: FieldKind) -> Field {
    Field {
        name: name.into(),
        kind,
    }
}

fn layer(style: Style, features: Vec<Feature>) -> Layer {
    Layer {
        name: "Lieux".into(),
        style,
        clustered: false,
        features,
        fields: vec![
            field("accès", FieldKind::Category),
            field("nb.places", FieldKind::Number),
        ],
        popup: None,
        slot: 0,
        color: None,
        icon: None,
        left_out: Vec::new(),
        dataset: "content/x/data/lieux.csv".into(),
    }
}

fn place(row: u32, name: &str, geometry: Geometry, class: usize) -> Feature {
    Feature {
        row,
        name: name.into(),
        geometry,
        values: vec![Value::Text("jour, nuit".into()), Value::Number(12.5)],
        class: Some(class),
        amount: Some(12.5),
        approximate: false,
    }
}

fn map(layers: Vec<Layer>) -> Map {
    Map {
        id: "carte".into(),
        language: Language::French,
        title: "Deux lieux".into(),
        subtitle: String::new(),
        source: "Ville".into(),
        note: String::new(),
        layers,
        filters: vec!["accès".into(), "nb.places".into()],
        licence: Some((
            "Licence Ouverte 2.0".into(),
            "https://example.org/lo".into(),
        )),
        alternative: String::new(),
        address: None,
    }
}

fn opened(map: &Map) -> Json {
    serde_json::from_slice(&umap::umap(map).bytes).unwrap()
}

#[test]
fn every_place_is_in_every_file_with_its_look() {
    let style = Style::Categories {
        field: 0,
        names: vec!["jour, nuit".into()],
    };
    let map = map(vec![layer(
        style,
        vec![
            place(2, "Mairie", Geometry::Point([2.0, 48.0]), 0),
            place(
                3,
                "<img src=x onerror=alert(1)>",
                Geometry::Point([2.1, 48.1]),
                0,
            ),
        ],
    )]);
    let opened = opened(&map);
    let layer = &opened["layers"][0];
    assert_eq!(
        opened["properties"]["licence"]["name"],
        "Licence Ouverte 2.0"
    );
    assert_eq!(opened["properties"]["zoom"], 12);
    assert_eq!(layer["features"].as_array().unwrap().len(), 2);
    // The rule names the value as the features hold it, without the comma that uMap would split at.
    assert_eq!(
        layer["properties"]["rules"][0]["condition"],
        "accès=jour · nuit"
    );
    assert_eq!(layer["features"][0]["properties"]["accès"], "jour · nuit");
    assert_eq!(layer["properties"]["fields"][2]["key"], "nb_places");
    assert_eq!(layer["properties"]["filters"][1]["widget"], "MinMax");
    let files = geojson(&map);
    assert_eq!(files.len(), 1);
    let text = String::from_utf8(files[0].bytes.clone()).unwrap();
    let styled: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(styled["features"].as_array().unwrap().len(), 2);
    assert_eq!(
        styled["features"][0]["properties"]["_umap_options"]["color"],
        "#0E5A73"
    );
    assert!(!text.contains("<img"), "{text}");
    let id = styled["features"][1]["id"].as_str().unwrap();
    assert!(
        id.len() == 5 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{id}"
    );
    let table = String::from_utf8(csv::csv(&map)[0].bytes.clone()).unwrap();
    assert_eq!(table.lines().next(), Some("name,lat,lon,accès,nb_places"));
    assert_eq!(table.lines().count(), 3);
}

#[test]
fn classes_look_the_same_in_umap() {
    let values = [1.0, 2.0, 3.0, 4.0, 5.0];
    let classes = Asked::read("5 equal").unwrap().classes(&values).unwrap();
    let square = vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]];
    let map = map(vec![layer(
        Style::Choropleth {
            field: 1,
            unit: None,
            classes,
        },
        vec![place(2, "Ici", Geometry::Areas(vec![square]), 4)],
    )]);
    let opened = opened(&map);
    let properties = &opened["layers"][0]["properties"];
    assert_eq!(properties["choropleth"]["mode"], "manual");
    assert_eq!(properties["choropleth"]["breaks"], "1,1.8,2.6,3.4,4.2,5");
    assert_eq!(properties["choropleth"]["property"], "nb_places");
    // The first rule that holds wins: the highest class comes first, the lowest holds for all.
    assert_eq!(properties["rules"][0]["condition"], "nb_places>4.2");
    assert_eq!(properties["rules"][0]["properties"]["fillColor"], "#01465F");
    assert_eq!(properties["rules"][4]["condition"], "nb_places>0");
    assert_eq!(csv::csv(&map), [], "areas have no row in a CSV of points");
}

#[test]
fn a_popup_of_the_author_names_the_keys() {
    let mut layer = layer(
        Style::Plain,
        vec![place(2, "Ici", Geometry::Point([0.0, 0.0]), 0)],
    );
    layer.popup = Some("**{nb.places}** places, {inconnu}, {{{https://a.example}}}".into());
    assert_eq!(
        umap::popup(&layer),
        "# {name}\n**{nb_places}** places, {inconnu}, {\u{2009}{\u{2009}{https://a.example}}}"
    );
}
