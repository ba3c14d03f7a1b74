//! The files of a map for uMap 3.8 and for anything that reads GeoJSON or CSV.
//!
//! uMap publishes no specification; what stands here follows `umap/static/umap/js/modules/schema.js` of uMap 3.8.1 and
//! what that version does when it opens a file.

pub mod csv;
mod feature;
mod keys;
pub mod umap;

use super::{Layer, Map};
use crate::text::fold::slug;
use geojson::{Feature, FeatureCollection};
use serde_json::{Map as Object, Value as Json};

/// One file of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, unique among the files of the map.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The names of a map's GeoJSON files, one per layer: `carte-1-defibrillateurs.geojson`.
pub fn layer_names(map: &Map, extension: &str) -> Vec<String> {
    map.layers
        .iter()
        .enumerate()
        .map(|(index, layer)| match map.layers.len() {
            1 => format!("{}.{extension}", map.id),
            _ => format!("{}-{}-{}.{extension}", map.id, index + 1, slug(&layer.name)),
        })
        .collect()
}

/// One GeoJSON file per layer, the style in each feature: uMap reads no other when it imports data.
pub fn geojson(map: &Map) -> Vec<File> {
    let names = layer_names(map, "geojson");
    map.layers
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (layer, name))| {
            let features = feature::features(map, index, layer, true);
            let mut members = Object::new();
            members.insert("name".into(), Json::from(layer.name.as_str()));
            let collection = FeatureCollection {
                bbox: None,
                features,
                foreign_members: Some(members),
            };
            File {
                name,
                bytes: collection.to_string().into_bytes(),
            }
        })
        .collect()
}

/// What a layer's features are called where their fields stand: key and header, in the order of the fields.
pub(super) fn keys_of(layer: &Layer) -> Vec<String> {
    keys::keys(layer.fields.iter().map(|field| field.name.as_str()))
}

fn json(feature: Feature) -> Json {
    Json::Object(Object::from(&feature))
}

#[cfg(test)]
mod tests;
