//! A map in words: what a reader hears who does not see it. Every number of it is in the table.

use super::{Layer, Map, Style};
use crate::diag::Language;
use crate::format::number;

/// Descriptions end after so many characters.
const MOST: usize = 250;

/// The author's words, or one or two sentences: kind, title, how many places in each layer, categories or extremes, what is left out.
pub fn description(map: &Map) -> String {
    if !map.alternative.is_empty() {
        return map.alternative.clone();
    }
    let mut out = match map.language {
        Language::French => format!("Carte : {}.", map.title.trim_end_matches('.')),
        Language::English => format!("Map: {}.", map.title.trim_end_matches('.')),
    };
    for layer in &map.layers {
        out.push(' ');
        out.push_str(&layer_words(map, layer));
    }
    let left_out: usize = map.layers.iter().map(|layer| layer.left_out.len()).sum();
    if left_out > 0 {
        out.push(' ');
        out.push_str(&left_out_words(left_out, map.language));
    }
    match out.char_indices().nth(MOST) {
        Some((at, _)) => {
            let cut = out[..at].rfind([' ', ';', ',']).unwrap_or(at);
            format!("{}…", out[..cut].trim_end_matches([' ', ';', ',']))
        }
        None => out,
    }
}

/// `2 lignes sans position, hors de la carte.`
pub fn left_out_words(count: usize, language: Language) -> String {
    let amount = number(count as f64, language);
    match (language, count) {
        (Language::French, 1) => "1 ligne n’est pas sur la carte.".into(),
        (Language::French, _) => format!("{amount} lignes ne sont pas sur la carte."),
        (Language::English, 1) => "1 row is not on the map.".into(),
        (Language::English, _) => format!("{amount} rows are not on the map."),
    }
}

fn layer_words(map: &Map, layer: &Layer) -> String {
    let language = map.language;
    let count = number(layer.features.len() as f64, language);
    let places = match (language, layer.features.len()) {
        (Language::French, 0 | 1) => format!("{count} lieu"),
        (Language::French, _) => format!("{count} lieux"),
        (Language::English, 1) => format!("{count} place"),
        (Language::English, _) => format!("{count} places"),
    };
    let name = match layer.name.is_empty() || map.layers.len() == 1 {
        true => places,
        false => format!("{} : {places}", layer.name),
    };
    let more = match &layer.style {
        Style::Categories { names, .. } => {
            let counts: Vec<String> = names
                .iter()
                .enumerate()
                .map(|(class, name)| {
                    let count = layer
                        .features
                        .iter()
                        .filter(|feature| feature.class == Some(class))
                        .count();
                    format!("{} {name}", number(count as f64, language))
                })
                .collect();
            counts.join(", ")
        }
        Style::Circles { unit, .. } | Style::Choropleth { unit, .. } => {
            let mut valued: Vec<(&str, f64)> = layer
                .features
                .iter()
                .filter_map(|feature| Some((feature.name.as_str(), feature.amount?)))
                .collect();
            valued.sort_by(|a, b| a.1.total_cmp(&b.1));
            match (valued.first(), valued.last()) {
                (Some(least), Some(most)) if valued.len() > 1 => {
                    let words = |(name, value): (&str, f64)| {
                        format!(
                            "{} ({name})",
                            crate::format::with_unit(value, unit.as_deref(), language)
                        )
                    };
                    match language {
                        Language::French => format!("de {} à {}", words(*least), words(*most)),
                        Language::English => format!("from {} to {}", words(*least), words(*most)),
                    }
                }
                _ => String::new(),
            }
        }
        Style::Plain | Style::Heat => String::new(),
    };
    match more.is_empty() {
        true => format!("{name}."),
        false => format!("{name} : {more}."),
    }
}
