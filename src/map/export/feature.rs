//! The features of a layer, as GeoJSON.

use super::super::{Feature, Field, FieldKind, Geometry, Layer, Map, Style, Value};
use super::{keys, keys_of};
use geojson::feature::Id;
use geojson::{Feature as GeoFeature, Geometry as GeoGeometry, GeometryValue, Position};
use serde_json::{Map as Object, Value as Json, json};
use std::collections::BTreeSet;

/// The features of a layer, with their style in each if `styled`.
pub fn features(map: &Map, index: usize, layer: &Layer, styled: bool) -> Vec<GeoFeature> {
    let keys = keys_of(layer);
    let mut ids = BTreeSet::new();
    layer
        .features
        .iter()
        .enumerate()
        .map(|(at, feature)| {
            let mut properties = Object::new();
            properties.insert("name".into(), Json::from(keys::text(&feature.name)));
            for ((key, field), value) in keys.iter().zip(&layer.fields).zip(&feature.values) {
                // A null would be no field of its feature in uMap, and a missing one is none either.
                if let Some(value) = property(field, value) {
                    properties.insert(key.clone(), value);
                }
            }
            let file = layer.dataset.rsplit('/').next().unwrap_or(&layer.dataset);
            properties.insert(
                "_source".into(),
                Json::from(format!("{file}, {}", feature.row)),
            );
            if styled {
                properties.insert("_umap_options".into(), style(layer, feature));
            }
            GeoFeature {
                bbox: None,
                geometry: Some(GeoGeometry::new(geometry(&feature.geometry))),
                id: Some(Id::String(id(
                    &format!("{}/{index}/{at}/{}", map.id, feature.row),
                    &mut ids,
                ))),
                properties: Some(properties),
                foreign_members: None,
            }
        })
        .collect()
}

fn property(field: &Field, value: &Value) -> Option<Json> {
    Some(match value {
        Value::Missing => return None,
        Value::Number(number) => match number.is_finite() {
            true if number.fract() == 0.0 && number.abs() < 9e15 => Json::from(*number as i64),
            true => Json::from(*number),
            false => return None,
        },
        Value::Date(text) => Json::from(text.as_str()),
        Value::Text(text) if field.kind == FieldKind::Category => Json::from(keys::category(text)),
        Value::Text(text) => Json::from(keys::text(text)),
        Value::Boolean(value) => Json::from(*value),
    })
}

fn geometry(geometry: &Geometry) -> GeometryValue {
    let line = |points: &Vec<[f64; 2]>| -> Vec<Position> {
        points.iter().map(|point| Position::from(*point)).collect()
    };
    match geometry {
        Geometry::Point(point) => GeometryValue::new_point(*point),
        Geometry::Lines(lines) => match lines.as_slice() {
            [only] => GeometryValue::LineString {
                coordinates: line(only),
            },
            _ => GeometryValue::MultiLineString {
                coordinates: lines.iter().map(line).collect(),
            },
        },
        Geometry::Areas(areas) => match areas.as_slice() {
            [only] => GeometryValue::Polygon {
                coordinates: only.iter().map(line).collect(),
            },
            _ => GeometryValue::MultiPolygon {
                coordinates: areas
                    .iter()
                    .map(|polygon| polygon.iter().map(line).collect())
                    .collect(),
            },
        },
    }
}

/// The style of one feature, in uMap's words.
fn style(layer: &Layer, feature: &Feature) -> Json {
    let mut style = Object::new();
    let look = super::umap::look(layer, feature.class);
    style.insert("color".into(), Json::from(look.color));
    match feature.geometry {
        Geometry::Point(_) => {
            style.insert("iconClass".into(), Json::from(look.icon_class));
            if let Some(icon) = &layer.icon {
                style.insert("iconUrl".into(), Json::from(icon.as_str()));
            }
        }
        Geometry::Lines(_) => {
            style.insert("weight".into(), json!(3));
        }
        Geometry::Areas(_) => {
            if let Style::Choropleth { .. } = layer.style {
                style.insert("color".into(), Json::from("#FFFFFF"));
                style.insert("fillColor".into(), Json::from(look.color));
                style.insert("weight".into(), json!(1));
                style.insert("fillOpacity".into(), json!(0.8));
            } else {
                style.insert("weight".into(), json!(2));
            }
        }
    }
    style.insert("labelKey".into(), Json::from("name"));
    // The author's popup goes with each feature; without one, uMap's own table of the fields is as good and short.
    match layer.popup {
        Some(_) => style.insert(
            "popupContentTemplate".into(),
            Json::from(super::umap::popup(layer)),
        ),
        None => style.insert("popupTemplate".into(), Json::from("Table")),
    };
    Json::Object(style)
}

/// Five letters and digits, the same at each build, unique in the layer: uMap replaces any other id.
fn id(name: &str, taken: &mut BTreeSet<String>) -> String {
    const SIGNS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut round = 0_u32;
    loop {
        let hash = blake3::hash(format!("{name}/{round}").as_bytes());
        let id: String = hash.as_bytes()[..5]
            .iter()
            .map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()]))
            .collect();
        if taken.insert(id.clone()) {
            return id;
        }
        round += 1;
    }
}
