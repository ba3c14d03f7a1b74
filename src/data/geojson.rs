//! GeoJSON datasets. In: a file. Out: its features as a table, and the file as it is published.

use crate::model::dataset::Dataset;
use crate::model::finding::Finding;
use crate::table::features::{self, visit};
use crate::table::{Input, ReadOptions, folded_name};
use geojson::GeometryValue;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The features of a file as a table: a row each, a column for each property, `latitude` and `longitude` where all are
/// points, else the kind of geometry.
pub(super) struct FeatureTable {
    /// UTF-8, commas.
    pub csv: Vec<u8>,
    /// Size of the file as received.
    pub bytes: u64,
    /// West, south, east, north, when every position is one of WGS84.
    pub extent: Option<[f64; 4]>,
    pub is_wgs84: bool,
    /// What is wrong with the file and its coordinates; rows are numbers of features.
    pub findings: Vec<Finding>,
}

/// How the table of features is read.
pub(super) use features::options;

/// Reads a file. What is no GeoJSON gives an empty table, and a finding.
///
/// # Errors
/// What the disk says.
pub(super) fn table(input: &dyn Input, options: &ReadOptions) -> io::Result<FeatureTable> {
    let told = features::features(input, options)?;
    let features = features::list(input, options)?;
    let mut names: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    let mut all_points = !features.is_empty();
    let mut bounds: Option<[f64; 4]> = None;
    for feature in &features {
        for name in feature
            .properties
            .iter()
            .flat_map(|properties| properties.keys())
        {
            if known.insert(name.clone()) {
                names.push(name.clone());
            }
        }
        match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            None | Some(GeometryValue::Point { .. }) => {}
            Some(_) => all_points = false,
        }
        if let Some(geometry) = &feature.geometry {
            visit(&geometry.value, &mut |[x, y]| {
                let [west, south, east, north] = bounds.get_or_insert([x, y, x, y]);
                *west = west.min(x);
                *south = south.min(y);
                *east = east.max(x);
                *north = north.max(y);
            });
        }
    }
    let is_wgs84 = bounds.is_some_and(|[west, south, east, north]| {
        west >= -180.0 && south >= -90.0 && east <= 180.0 && north <= 90.0
    });
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = names.clone();
    header.extend(geometry_names(all_points, &known));
    let mut write = |row: &[String]| {
        // Writing into memory does not fail.
        let _ = writer.write_record(row);
    };
    if !features.is_empty() && !header.is_empty() {
        write(&header);
    }
    for feature in &features {
        let mut row: Vec<String> = names
            .iter()
            .map(|name| text(feature.properties.as_ref().and_then(|all| all.get(name))))
            .collect();
        let geometry = feature.geometry.as_ref().map(|geometry| &geometry.value);
        match (all_points, geometry) {
            (true, Some(GeometryValue::Point { coordinates })) => {
                let part = |at: usize| {
                    coordinates
                        .as_slice()
                        .get(at)
                        .map_or_else(String::new, f64::to_string)
                };
                row.extend([part(1), part(0)]);
            }
            (true, _) => row.extend([String::new(), String::new()]),
            (false, geometry) => {
                row.push(geometry.map_or_else(String::new, |value| value.type_name().to_owned()))
            }
        }
        write(&row);
    }
    Ok(FeatureTable {
        csv: writer.into_inner().unwrap_or_default(),
        bytes: told.bytes,
        extent: bounds.filter(|_| is_wgs84),
        is_wgs84,
        findings: told.findings,
    })
}

/// Writes the features again: without the properties of columns that are withheld, without members that GeoJSON does
/// not know.
///
/// # Errors
/// What the disk says.
pub(super) fn publish(
    input: &dyn Input,
    options: &ReadOptions,
    dataset: &Dataset,
    out: &mut dyn Write,
) -> io::Result<()> {
    let kept: BTreeSet<String> = dataset
        .published
        .iter()
        .filter_map(|column| dataset.profile.columns.get(column.index))
        .map(|column| folded_name(&column.name))
        .collect();
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, mut feature) in features::list(input, options)?.into_iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        feature.foreign_members = None;
        feature.bbox = None;
        if let Some(properties) = &mut feature.properties {
            properties.retain(|name, _| kept.contains(&folded_name(name)));
        }
        out.write_all(feature.to_string().as_bytes())?;
    }
    out.write_all(b"\n]}\n")
}

fn geometry_names(all_points: bool, known: &BTreeSet<String>) -> Vec<String> {
    let own = |name: &str| match known.contains(name) {
        true => format!("{name}_geojson"),
        false => name.to_owned(),
    };
    match all_points {
        true => vec![own("latitude"), own("longitude")],
        false => vec![own("geometrie")],
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
