//! A `.umap`, or GeoJSON with or without uMap's styles.

use super::{Found, FoundFeature, FoundLayer, hex, not_kept, popup};
use crate::diag::{Phrase, Problem, map as problem};
use serde_json::{Map as Object, Value as Json};

/// Groups inside groups inside…
const DEEPEST: usize = 8;

/// Reads a `.umap`.
pub fn map(text: &str) -> Result<Found, Problem> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| problem::not_a_map(error.line(), error.column()))?;
    let Some(layers) = json["layers"].as_array() else {
        return Err(problem::not_a_map(1, 1));
    };
    let properties = &json["properties"];
    let word = |key: &str| line(properties[key].as_str().unwrap_or_default());
    let mut found = Found {
        title: word("name"),
        note: popup::plain(properties["description"].as_str().unwrap_or_default()),
        source: popup::plain(properties["shortCredit"].as_str().unwrap_or_default()),
        licence: line(properties["licence"]["name"].as_str().unwrap_or_default()),
        ..Found::default()
    };
    if found.source.is_empty() {
        let long = properties["longCredit"].as_str().unwrap_or_default();
        found.source = popup::plain(long.lines().next().unwrap_or_default());
    }
    if properties["tilelayer"]["url_template"].is_string() {
        found.lost.push(not_kept(
            &found.title,
            Phrase::new(
                "le fond de carte en tuiles (carnet dessine les contours)",
                "the tiled background (carnet draws contours)",
            ),
        ));
    }
    for (key, french, english) in [
        (
            "overlay",
            "la surcouche d’images",
            "the overlay of pictures",
        ),
        ("slideshow", "le diaporama", "the slideshow"),
    ] {
        let is_set = match &properties[key] {
            Json::Object(object) => {
                object
                    .get("url_template")
                    .is_some_and(|url| url.as_str() != Some(""))
                    || object.get("active") == Some(&Json::Bool(true))
            }
            _ => false,
        };
        if is_set {
            found
                .lost
                .push(not_kept(&found.title, Phrase::new(french, english)));
        }
    }
    push_layers(layers, properties, &mut found, 0);
    Ok(found)
}

fn push_layers(layers: &[Json], above: &Json, found: &mut Found, depth: usize) {
    for layer in layers {
        if let (Some(children), true) = (layer["layers"].as_array(), depth < DEEPEST) {
            push_layers(children, above, found, depth + 1);
        }
        let none = Json::Null;
        let options = ["properties", "_umap_options", "_storage"]
            .iter()
            .map(|key| &layer[*key])
            .find(|options| options.is_object())
            .unwrap_or(&none);
        let name = line(options["name"].as_str().unwrap_or_default());
        let remote = options["remoteData"]["url"].as_str().unwrap_or_default();
        let features = layer["features"].as_array().map_or(&[][..], Vec::as_slice);
        if !remote.is_empty() && features.is_empty() {
            found.lost.push(not_kept(
                &name,
                Phrase::new(
                    format!("ses données, qui sont à {remote} : téléchargez-les dans data/"),
                    format!("its data, which is at {remote}: download it into data/"),
                ),
            ));
            continue;
        }
        let features: Vec<FoundFeature> = features.iter().map(feature).collect();
        let mut made = FoundLayer {
            name,
            features,
            lines: Vec::new(),
        };
        style(&mut made, options, above, found);
        found.layers.push(made);
    }
}

/// Reads GeoJSON: one layer.
pub fn collection(text: &str, stem: &str) -> Result<Found, Problem> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| problem::not_a_map(error.line(), error.column()))?;
    if json["layers"].is_array() && json["type"] == "umap" {
        return map(text);
    }
    let features: Vec<FoundFeature> = match (&json, json["features"].as_array()) {
        (_, Some(features)) => features.iter().map(feature).collect(),
        (Json::Array(features), None) => features.iter().map(feature).collect(),
        _ => vec![feature(&json)],
    };
    let name = line(json["name"].as_str().unwrap_or_default());
    let mut found = Found {
        title: match name.is_empty() {
            true => stem.replace(['-', '_'], " "),
            false => name.clone(),
        },
        ..Found::default()
    };
    let mut made = FoundLayer {
        name: found.title.clone(),
        features,
        lines: Vec::new(),
    };
    // What every feature says of itself holds for the layer.
    let first = json["features"][0]["properties"]["_umap_options"].clone();
    style(&mut made, &first, &Json::Null, &mut found);
    found.layers.push(made);
    Ok(found)
}

fn feature(json: &Json) -> FoundFeature {
    let geometry = match json["type"].as_str() {
        Some("Feature") | None => json["geometry"].clone(),
        Some(_) => json.clone(),
    };
    let mut properties = Object::new();
    let mut color = None;
    for (key, value) in json["properties"].as_object().into_iter().flatten() {
        match key.as_str() {
            "_umap_options" | "_storage_options" => {
                let own = ["fillColor", "color"]
                    .iter()
                    .find_map(|key| value[*key].as_str().filter(|color| *color != "#FFFFFF"));
                color = own.and_then(hex);
            }
            hidden if hidden.starts_with('_') => {}
            _ => {
                properties.insert(key.clone(), value.clone());
            }
        }
    }
    // The simple style that geojson.io and code hosts write.
    for key in ["marker-color", "fill", "stroke"] {
        if color.is_none() {
            color = properties.get(key).and_then(Json::as_str).and_then(hex);
        }
    }
    for key in [
        "marker-color",
        "marker-size",
        "marker-symbol",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "fill",
        "fill-opacity",
    ] {
        properties.remove(key);
    }
    FoundFeature {
        geometry,
        properties,
        color,
    }
}

/// The lines of the block that make a layer look as it did.
fn style(layer: &mut FoundLayer, options: &Json, above: &Json, found: &mut Found) {
    let name = layer.name.clone();
    let mut lose = |french: &str, english: &str| {
        found
            .lost
            .push(not_kept(&name, Phrase::new(french, english)));
    };
    // The nearest wins: the layer, then the map.
    let own = |key: &str| match &options[key] {
        Json::Null => &above[key],
        value => value,
    };
    let kind = options["type"].as_str().unwrap_or("Default");
    let rules = options["rules"].as_array().map_or(&[][..], Vec::as_slice);
    let conditions: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["condition"].as_str())
        .collect();
    let keyed = |sign: &str| {
        let mut keys = conditions
            .iter()
            .filter(|condition| !condition.contains("!="))
            .map(|condition| condition.split_once(sign).map(|(key, _)| key));
        let first = keys.next()??;
        keys.all(|key| key.is_none_or(|key| key == first))
            .then(|| first.to_owned())
    };
    let ranked = keyed(">").filter(|key| options["choropleth"]["property"] == key.as_str());
    let mut color = None;
    match (kind, ranked) {
        ("Choropleth", _) | (_, Some(_)) => {
            let classes = &options["choropleth"];
            if let Some(property) = classes["property"].as_str() {
                layer.lines.push(("value", property.to_owned()));
            }
            let count = classes["classes"].as_u64().unwrap_or(5).clamp(2, 5);
            let breaks = classes["breaks"].as_str().unwrap_or_default();
            let asked = match classes["mode"].as_str().unwrap_or("kmeans") {
                "manual" if !breaks.is_empty() => format!("manual {breaks}"),
                "equidistant" => format!("{count} equal"),
                "quantiles" => format!("{count} quantile"),
                // Natural breaks of another name.
                _ => format!("{count} jenks"),
            };
            layer.lines.push(("classes", asked));
        }
        ("Circles", _) => {
            layer.lines.push(("type", "circles".to_owned()));
            if let Some(property) = options["circles"]["property"].as_str() {
                layer.lines.push(("value", property.to_owned()));
            }
            color = own("color").as_str().and_then(hex);
        }
        ("Heat", _) => layer.lines.push(("type", "heat".to_owned())),
        ("Categorized", _) => {
            if let Some(property) = options["categorized"]["property"].as_str() {
                layer.lines.push(("color", property.to_owned()));
            }
        }
        _ => {
            if kind == "Cluster" {
                layer.lines.push(("cluster", "oui".to_owned()));
            }
            match keyed("=") {
                Some(key) => {
                    layer.lines.push(("color", key));
                }
                None => {
                    if !rules.is_empty() {
                        lose(
                            "ses règles de style conditionnel",
                            "its conditional style rules",
                        );
                    }
                    color = own("color").as_str().and_then(hex);
                }
            }
        }
    }
    if let Some(color) = color {
        layer.lines.push(("color", color));
    }
    if let Some(icon) = own("iconUrl").as_str().filter(|icon| !icon.is_empty()) {
        match icon.chars().count() <= 8 && !icon.contains(['/', ':', '{', '.']) {
            true => layer.lines.push(("icon", icon.to_owned())),
            false => lose("l’image de ses repères", "the picture of its markers"),
        }
    }
    let label = own("labelKey").as_str().unwrap_or("name");
    match label {
        "" | "name" => {}
        template if template.contains('{') => lose(
            "le modèle du nom des lieux (nommez une colonne avec « label: »)",
            "the template of the names of places (name a column with “label:”)",
        ),
        key => layer.lines.push(("label", key.to_owned())),
    }
    let template = own("popupContentTemplate").as_str().unwrap_or_default();
    let table = own("popupTemplate").as_str() == Some("Table");
    if !table {
        let (line, whole) = popup::line(template);
        let says = match template.is_empty() {
            true => layer
                .features
                .iter()
                .any(|feature| feature.properties.contains_key("description"))
                .then(|| "{description}".to_owned()),
            false => Some(line).filter(|line| !line.is_empty()),
        };
        if let Some(says) = says {
            layer.lines.push(("popup", says));
        }
        if !whole {
            lose(
                "les images, cadres et liens de ses infobulles",
                "the pictures, frames and links of its popups",
            );
        }
    }
    for filter in options["filters"].as_array().into_iter().flatten() {
        if let Some(key) = filter["fieldKey"].as_str()
            && !found.filters.iter().any(|known| known == key)
            && !key.contains(',')
        {
            found.filters.push(key.to_owned());
        }
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
