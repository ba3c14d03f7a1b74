//! A map that was found, written as a block with its data files.

use super::super::export::File;
use super::{Found, FoundLayer, Imported};
use crate::diag::Language;
use crate::text::fold::slug;
use serde_json::{Map as Object, Value as Json, json};
use std::collections::BTreeSet;

pub fn written(found: Found, stem: &str, language: Language) -> Imported {
    let several = found.layers.len() > 1;
    let stem = match slug(stem) {
        empty if empty.is_empty() => "carte".to_owned(),
        stem => stem,
    };
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    let mut layers = String::new();
    let mut features = 0;
    for layer in &found.layers {
        let mut base = match several {
            true => format!("{stem}-{}", slug(&layer.name))
                .trim_end_matches('-')
                .to_owned(),
            false => stem.clone(),
        };
        let first = base.clone();
        let mut number = 2;
        while !taken.insert(base.clone()) {
            base = format!("{first}-{number}");
            number += 1;
        }
        features += layer.features.len();
        files.push(File {
            name: format!("{base}.geojson"),
            bytes: geojson(layer).into_bytes(),
        });
        if !found.licence.is_empty() {
            files.push(File {
                name: format!("{base}.yml"),
                bytes: sheet(layer, &found.licence, language).into_bytes(),
            });
        }
        let mut lines = vec![("data", format!("{base}.geojson"))];
        lines.extend(layer.lines.iter().cloned());
        if several {
            lines.insert(0, ("name", layer.name.clone()));
        }
        for (at, (key, value)) in lines.iter().enumerate() {
            let mark = match (several, at) {
                (true, 0) => "  - ",
                (true, _) => "    ",
                (false, _) => "",
            };
            layers.push_str(&format!(
                "{mark}{}: {}\n",
                word(key, language),
                one_line(value)
            ));
        }
    }
    let mut block = String::from("```map\n");
    let mut put = |key: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            block.push_str(&format!("{}: {value}\n", word(key, language)));
        }
    };
    put("title", &found.title);
    put("note", &found.note);
    put("source", &found.source);
    put("filters", &found.filters.join(", "));
    if several {
        block.push_str(&format!("{}:\n", word("layers", language)));
    }
    block.push_str(&layers);
    block.push_str("```\n");
    Imported {
        block,
        files,
        features,
        lost: found.lost,
    }
}

/// A key as authors of a language write it.
fn word(key: &str, language: Language) -> &str {
    match (language, key) {
        (Language::French, "title") => "titre",
        (Language::French, "layers") => "calques",
        (Language::French, "name") => "nom",
        (Language::French, "filters") => "filtres",
        (_, key) => key,
    }
}

/// A value of the block: to the end of its line, and no fence in it.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace("```", "’’’")
}

fn geojson(layer: &FoundLayer) -> String {
    let features: Vec<Json> = layer
        .features
        .iter()
        .map(|feature| {
            let mut object = Object::new();
            object.insert("type".into(), json!("Feature"));
            object.insert(
                "properties".into(),
                Json::Object(feature.properties.clone()),
            );
            object.insert("geometry".into(), feature.geometry.clone());
            Json::Object(object)
        })
        .collect();
    // One feature a line: readable, and small changes are small for version control.
    let lines: Vec<String> = features.iter().map(Json::to_string).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

fn sheet(layer: &FoundLayer, licence: &str, language: Language) -> String {
    let (title, license) = match language {
        Language::French => ("titre", "licence"),
        Language::English => ("title", "license"),
    };
    let quoted = |text: &str| Json::from(one_line(text)).to_string();
    format!(
        "{title}: {}\n{license}: {}\n",
        quoted(&layer.name),
        quoted(licence)
    )
}
