//! KML 2.2 (OGC 07-147r2): placemarks by folder, with their names, descriptions, data and the color of their style.

use super::{Found, FoundFeature, FoundLayer};
use crate::diag::{Problem, map as problem};
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map as Object, Value as Json, json};
use std::collections::BTreeMap;

/// Elements of a file, at most.
const MOST_NODES: u32 = 4_000_000;
/// Geometries inside a geometry inside…
const DEEPEST: usize = 8;

pub fn map(text: &str, stem: &str) -> Result<Found, Problem> {
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        problem::not_a_map(at.row as usize, at.col as usize)
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "kml" && !root.descendants().any(|node| is(node, "Placemark")) {
        return Err(problem::not_a_map(1, 1));
    }
    let colors = colors(root);
    let mut found = Found {
        title: root
            .descendants()
            .find(|node| is(*node, "Document"))
            .and_then(|document| child_text(document, "name"))
            .unwrap_or_default(),
        ..Found::default()
    };
    // Folder → its layer, in the order of the file.
    let mut layers: Vec<(Option<u32>, FoundLayer)> = Vec::new();
    for placemark in root.descendants().filter(|node| is(*node, "Placemark")) {
        let folder = placemark.ancestors().find(|node| is(*node, "Folder"));
        let key = folder.map(|folder| folder.id().get());
        let at = match layers.iter().position(|(known, _)| *known == key) {
            Some(at) => at,
            None => {
                let name = folder
                    .and_then(|folder| child_text(folder, "name"))
                    .unwrap_or_else(|| match found.title.is_empty() {
                        true => stem.replace(['-', '_'], " "),
                        false => found.title.clone(),
                    });
                let layer = FoundLayer {
                    name,
                    ..FoundLayer::default()
                };
                layers.push((key, layer));
                layers.len() - 1
            }
        };
        layers[at].1.features.push(feature(placemark, &colors));
    }
    found.layers = layers.into_iter().map(|(_, layer)| layer).collect();
    for layer in &mut found.layers {
        let describes = |feature: &FoundFeature| feature.properties.contains_key("description");
        if layer.features.iter().any(describes) {
            layer.lines.push(("popup", "{description}".to_owned()));
        }
    }
    Ok(found)
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    let text = child(node, name)?.text()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Address of a style, `#id`, → its color.
fn colors(root: Node<'_, '_>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for style in root.descendants().filter(|node| is(*node, "Style")) {
        if let (Some(id), Some(color)) = (style.attribute("id"), color(style)) {
            out.insert(format!("#{id}"), color);
        }
    }
    for map in root.descendants().filter(|node| is(*node, "StyleMap")) {
        let pair = map
            .children()
            .filter(|node| is(*node, "Pair"))
            .find(|pair| child_text(*pair, "key").as_deref() == Some("normal"));
        let known = pair
            .and_then(|pair| child_text(pair, "styleUrl"))
            .and_then(|url| out.get(&url).cloned());
        if let (Some(id), Some(color)) = (map.attribute("id"), known) {
            out.insert(format!("#{id}"), color);
        }
    }
    out
}

/// The color of a style: `aabbggrr` in KML.
fn color(style: Node<'_, '_>) -> Option<String> {
    ["IconStyle", "LineStyle", "PolyStyle"]
        .iter()
        .find_map(|part| {
            let written = child_text(child(style, part)?, "color")?;
            if written.len() != 8 || !written.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            let color = format!("#{}{}{}", &written[6..8], &written[4..6], &written[2..4]);
            Some(color.to_ascii_uppercase())
        })
}

fn feature(placemark: Node<'_, '_>, colors: &BTreeMap<String, String>) -> FoundFeature {
    let mut properties = Object::new();
    if let Some(name) = child_text(placemark, "name") {
        properties.insert("name".into(), Json::from(name));
    }
    if let Some(description) = child_text(placemark, "description") {
        let plain = without_tags(&description);
        if !plain.is_empty() {
            properties.insert("description".into(), Json::from(plain));
        }
    }
    for data in placemark.descendants() {
        let (name, value) = match data.tag_name().name() {
            "Data" => (data.attribute("name"), child_text(data, "value")),
            "SimpleData" => (
                data.attribute("name"),
                data.text().map(|text| text.trim().to_owned()),
            ),
            _ => continue,
        };
        if let (Some(name), Some(value)) = (name, value) {
            properties
                .entry(name.to_owned())
                .or_insert(Json::from(value));
        }
    }
    let own = child(placemark, "Style").and_then(color);
    let named = || colors.get(&child_text(placemark, "styleUrl")?).cloned();
    FoundFeature {
        geometry: placemark
            .children()
            .find_map(|node| geometry(node, 0))
            .unwrap_or(Json::Null),
        properties,
        color: own.or_else(named),
    }
}

fn geometry(node: Node<'_, '_>, depth: usize) -> Option<Json> {
    if !node.is_element() {
        return None;
    }
    let coordinates = |node: Node<'_, '_>| {
        child_text(node, "coordinates").map_or_else(Vec::new, |text| positions(&text))
    };
    match node.tag_name().name() {
        "Point" => {
            let first = coordinates(node).into_iter().next()?;
            Some(json!({ "type": "Point", "coordinates": first }))
        }
        "LineString" | "LinearRing" => {
            Some(json!({ "type": "LineString", "coordinates": coordinates(node) }))
        }
        "Track" => {
            let points: Vec<Vec<f64>> = node
                .children()
                .filter(|child| is(*child, "coord"))
                .filter_map(|coord| {
                    let numbers = coord.text()?.split_whitespace();
                    let pair: Vec<f64> = numbers.take(2).map_while(|n| n.parse().ok()).collect();
                    (pair.len() == 2).then_some(pair)
                })
                .collect();
            Some(json!({ "type": "LineString", "coordinates": points }))
        }
        "Polygon" => {
            let mut rings = Vec::new();
            for name in ["outerBoundaryIs", "innerBoundaryIs"] {
                for boundary in node.children().filter(|child| is(*child, name)) {
                    if let Some(ring) = child(boundary, "LinearRing") {
                        rings.push(coordinates(ring));
                    }
                }
            }
            Some(json!({ "type": "Polygon", "coordinates": rings }))
        }
        "MultiGeometry" | "MultiTrack" if depth < DEEPEST => {
            let parts: Vec<Json> = node
                .children()
                .filter_map(|child| geometry(child, depth + 1))
                .collect();
            Some(json!({ "type": "GeometryCollection", "geometries": parts }))
        }
        _ => None,
    }
}

/// `lon,lat,alt lon,lat,alt`: pairs of degrees.
fn positions(text: &str) -> Vec<Vec<f64>> {
    text.split_whitespace()
        .filter_map(|tuple| {
            let pair: Vec<f64> = tuple
                .split(',')
                .take(2)
                .map_while(|number| number.trim().parse().ok())
                .collect();
            (pair.len() == 2).then_some(pair)
        })
        .collect()
}

/// The words of a description that is written in HTML.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            _ if inside => {}
            other => out.push(other),
        }
    }
    out.replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
