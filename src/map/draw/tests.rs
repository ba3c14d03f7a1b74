use super::*;
use crate::diag::Language;
use crate::map::Geometry;
use crate::map::layer::{Places, Wanted, layer};
use crate::map::{Feature, Field, FieldKind, Value};

fn map(count: usize, wanted: Wanted) -> Map {
    let features = (0..count)
        .map(|index| Feature {
            row: index as u32 + 2,
            name: String::new(),
            geometry: Geometry::Point([
                -0.9 + (index % 70) as f64 * 0.005,
                48.0 + (index / 70) as f64 * 0.003,
            ]),
            values: vec![
                Value::Text(format!("<b>{index}</b>")),
                Value::Text(["jour", "nuit"][index % 2].into()),
                Value::Number(index as f64),
            ],
            class: None,
            amount: None,
            approximate: false,
        })
        .collect();
    let field = |name: &str, kind| Field {
        name: name.into(),
        kind,
    };
    let places = Places {
        fields: vec![
            field("nom", FieldKind::Text),
            field("accès", FieldKind::Category),
            field("n", FieldKind::Number),
        ],
        features,
        ..Places::default()
    };
    Map {
        id: "c".into(),
        language: Language::French,
        title: "Essai".into(),
        subtitle: String::new(),
        source: String::new(),
        note: String::new(),
        layers: vec![layer(places, wanted)],
        filters: Vec::new(),
        licence: None,
        alternative: String::new(),
        address: None,
    }
}

fn drawn(map: &Map) -> Drawing {
    let drawing = draw(map, &Ground::default(), Width::Wide);
    let parsed = roxmltree::Document::parse(&drawing.svg);
    assert!(parsed.is_ok(), "{parsed:?}");
    drawing
}

#[test]
fn every_place_has_its_mark() {
    let few = drawn(&map(12, Wanted::default()));
    assert_eq!(few.svg.matches("data-i=").count(), 12);
    assert!(few.svg.contains(">12</text>"), "few places are numbered");
    assert!(!few.svg.contains("<b>"), "names are escaped");
    let categories = Wanted {
        color: Some("accès".into()),
        ..Wanted::default()
    };
    let many = drawn(&map(300, categories));
    assert_eq!(many.svg.matches("m-mark").count(), 300);
    assert!(many.svg.contains("font-weight=\"600\">accès</text>"));
}

#[test]
fn many_points_are_gathered_and_too_many_are_thinned_and_said_so() {
    let gathered = drawn(&map(1000, Wanted::default()));
    assert!(gathered.svg.contains("m-cluster"));
    assert_eq!(gathered.thinned, None);
    let crowded = Wanted {
        cluster: Some(false),
        ..Wanted::default()
    };
    let mut crowd = map(6000, crowded);
    for feature in &mut crowd.layers[0].features {
        feature.geometry = Geometry::Point([2.0, 48.0]);
    }
    let drawing = drawn(&crowd);
    assert_eq!(drawing.thinned, Some((1, 6000)));
    assert!(
        drawing
            .svg
            .contains("6\u{202F}000 lieux dessinés par 1 marques")
    );
    for (index, feature) in crowd.layers[0].features.iter_mut().enumerate() {
        let (column, row) = (index % 80, index / 80);
        feature.geometry = Geometry::Point([column as f64 * 0.01, 48.0 + row as f64 * 0.01]);
    }
    let spread = drawn(&crowd).thinned.map(|(marks, _)| marks);
    assert!(spread.is_some_and(|marks| marks <= 5000), "{spread:?}");
}

#[test]
fn the_same_map_is_the_same_bytes() {
    let heat = Wanted {
        heat: true,
        ..Wanted::default()
    };
    assert_eq!(
        drawn(&map(500, heat.clone())).svg,
        drawn(&map(500, heat)).svg
    );
}

#[test]
fn the_picture_of_a_list_ends_where_the_map_does() {
    let categories = Wanted {
        color: Some("accès".into()),
        ..Wanted::default()
    };
    let drawing = drawn(&map(40, categories));
    assert!(drawing.height > drawing.frame_height, "there is a legend");
    let frame = format!("viewBox=\"0 0 {} {}\"", drawing.width, drawing.frame_height);
    assert!(!drawing.svg.contains(&frame));
    assert!(drawing.picture().contains(&frame));
}
