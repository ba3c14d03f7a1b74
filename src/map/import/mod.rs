//! Maps made elsewhere → a `map` block and its data files. In: the bytes of a `.umap`, a GeoJSON or a KML. Out: what a
//! team pastes in its logbook, the files that go beside it, and what a block cannot say.

mod block;
mod kml;
mod popup;
mod umap;

use super::export::File;
use crate::diag::{Language, Phrase, Problem, map as problem};
use serde_json::{Map as Object, Value as Json};

/// A map that was read from a file.
#[derive(Debug, Clone, PartialEq, Default)]
struct Found {
    title: String,
    note: String,
    source: String,
    licence: String,
    filters: Vec<String>,
    /// From bottom to top.
    layers: Vec<FoundLayer>,
    lost: Vec<Problem>,
}

/// One layer of it.
#[derive(Debug, Clone, PartialEq, Default)]
struct FoundLayer {
    name: String,
    /// Features as they were written: geometry, and properties without uMap's own.
    features: Vec<FoundFeature>,
    /// Lines of the block, `color: acces`.
    lines: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct FoundFeature {
    geometry: Json,
    properties: Object<String, Json>,
    /// Its own color, when it differs from that of its layer.
    color: Option<String>,
}

/// What an import makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The block as it stands in a logbook, its fences included.
    pub block: String,
    /// Files for the folder `data/`.
    pub files: Vec<File>,
    pub features: usize,
    /// What could not be kept.
    pub lost: Vec<Problem>,
}

/// A file of one of these kinds, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Umap,
    GeoJson,
    Kml,
}

impl Format {
    /// The format of a file, by the end of its name.
    pub fn of(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "umap" => Format::Umap,
            "geojson" | "json" => Format::GeoJson,
            "kml" => Format::Kml,
            _ => return None,
        })
    }
}

/// Colors of single places that become layers of their own; beyond, they are no categories.
const MOST_COLORS: usize = 6;

/// Reads a map made elsewhere. `stem` is the name of its file, and begins those of the data files.
///
/// # Errors
/// `map.not-a-map` when the bytes are not what the extension says, `map.nothing-to-import` when no place is in them.
pub fn import(
    format: Format,
    stem: &str,
    bytes: &[u8],
    language: Language,
) -> Result<Imported, Problem> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}');
    let mut found = match format {
        Format::Umap => umap::map(text)?,
        Format::GeoJson => umap::collection(text, stem)?,
        Format::Kml => kml::map(text, stem)?,
    };
    found.layers.retain(|layer| !layer.features.is_empty());
    if found.layers.is_empty() {
        return Err(problem::nothing_to_import());
    }
    if found.title.is_empty() {
        found.title = stem.replace(['-', '_'], " ");
    }
    let mut layers = Vec::new();
    for layer in std::mem::take(&mut found.layers) {
        own_colors(layer, &mut layers, &mut found.lost);
    }
    found.layers = layers;
    Ok(block::written(found, stem, language))
}

/// A layer whose places have a color each becomes one layer for each color.
fn own_colors(mut layer: FoundLayer, out: &mut Vec<FoundLayer>, lost: &mut Vec<Problem>) {
    let mut colors: Vec<Option<String>> = Vec::new();
    for feature in &layer.features {
        if !colors.contains(&feature.color) && colors.len() <= MOST_COLORS {
            colors.push(feature.color.clone());
        }
    }
    let has_color = layer
        .lines
        .iter()
        .any(|(key, _)| *key == "color" || *key == "value");
    match colors.as_slice() {
        [] | [None] => out.push(layer),
        [Some(only)] => {
            layer.lines.retain(|(key, _)| *key != "color");
            layer.lines.push(("color", only.clone()));
            out.push(layer);
        }
        many if many.len() <= MOST_COLORS && !is_category(&layer) => {
            for color in many {
                let mut part = layer.clone();
                part.features.retain(|feature| feature.color == *color);
                if let Some(color) = color {
                    part.lines.retain(|(key, _)| *key != "color");
                    part.lines.push(("color", color.clone()));
                }
                out.push(part);
            }
        }
        _ => {
            if !has_color || is_category(&layer) {
                lost.push(not_kept(
                    &layer.name,
                    Phrase::new(
                        "les couleurs choisies lieu par lieu",
                        "the colors chosen place by place",
                    ),
                ));
            }
            out.push(layer);
        }
    }
}

/// Whether a line of the layer names a column for its colors.
fn is_category(layer: &FoundLayer) -> bool {
    layer
        .lines
        .iter()
        .any(|(key, value)| *key == "value" || (*key == "color" && !value.starts_with('#')))
}

fn not_kept(layer: &str, what: Phrase) -> Problem {
    problem::not_kept(layer, what)
}

/// A color as `#rrggbb`, from what CSS accepts.
fn hex(written: &str) -> Option<String> {
    let color: svgtypes::Color = written.trim().parse().ok()?;
    Some(format!(
        "#{:02X}{:02X}{:02X}",
        color.red, color.green, color.blue
    ))
}

#[cfg(test)]
mod tests;
