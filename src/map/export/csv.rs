//! The places of a map as a CSV that uMap imports without edit: UTF-8, commas, `lat` and `lon`.

use super::super::{Geometry, Map};
use super::{File, keys, keys_of, layer_names};
use crate::text::fold::fold;
use csv::Writer;

/// One CSV per layer of points; areas and lines have no row in such a file.
pub fn csv(map: &Map) -> Vec<File> {
    let names = layer_names(map, "csv");
    map.layers
        .iter()
        .zip(names)
        .filter(|(layer, _)| {
            let mut features = layer.features.iter();
            features.all(|feature| matches!(feature.geometry, Geometry::Point(_)))
        })
        .map(|(layer, name)| {
            let mut writer = Writer::from_writer(Vec::new());
            // uMap takes for a coordinate the column whose name is nearest to `lat`, `lon` or `lng`: these are nearest.
            let columns: Vec<String> = keys_of(layer)
                .into_iter()
                .map(|key| match fold(&key).as_str() {
                    "lat" | "lon" | "lng" => format!("{key} (source)"),
                    _ => key,
                })
                .collect();
            let head = ["name", "lat", "lon"].map(str::to_owned);
            let mut written = writer.write_record(head.iter().chain(&columns)).is_ok();
            for feature in &layer.features {
                let Geometry::Point([lon, lat]) = feature.geometry else {
                    continue;
                };
                let head = [keys::text(&feature.name), lat.to_string(), lon.to_string()];
                let values = feature
                    .values
                    .iter()
                    .map(|value| keys::text(&value.plain()));
                written &= writer.write_record(head.into_iter().chain(values)).is_ok();
            }
            debug_assert!(written, "memory takes every record");
            File {
                name,
                bytes: writer.into_inner().unwrap_or_default(),
            }
        })
        .collect()
}
