//! What a page shows beside the drawing: the places as a table, the rows left out, the link to uMap.

use super::short;
use crate::diag::{Diagnostic, Language};
use crate::format::number;
use crate::map::{FieldKind, Layer, Map, Style, words};
use crate::model::figure::{LeftOut, MapRow, MapTable};
use crate::text::fold::fold;

/// Rows of a table that a page holds; the files have all.
const MOST_ROWS: usize = 500;
/// Rows left out that a page lists.
const MOST_LEFT_OUT: usize = 200;
/// Columns of a table of places.
const MOST_COLUMNS: usize = 7;

/// The places of a layer as a table, in the order of the map's numbers.
pub fn table(map: &Map, layer: &Layer) -> MapTable {
    let shown = columns(map, layer);
    let language = map.language;
    let has_names = layer
        .features
        .iter()
        .any(|feature| !feature.name.is_empty());
    let rows = layer
        .features
        .iter()
        .take(MOST_ROWS)
        .map(|feature| MapRow {
            name: match has_names {
                true => feature.name.clone(),
                false => match language {
                    Language::French => format!("Ligne {}", feature.row),
                    Language::English => format!("Row {}", feature.row),
                },
            },
            cells: shown
                .iter()
                .map(|at| words::value(&layer.fields[*at], &feature.values[*at], language))
                .collect(),
            popup: layer.popup.as_ref().map(|popup| {
                let text = words::filled(popup, &layer.fields, &feature.values, language);
                text.replace("**", "")
            }),
        })
        .collect();
    let total = layer.features.len();
    let footer = match (total > MOST_ROWS, language) {
        (false, _) => String::new(),
        (true, Language::French) => format!(
            "{} lieux sur {} ; les fichiers les ont tous.",
            number(MOST_ROWS as f64, language),
            number(total as f64, language)
        ),
        (true, Language::English) => format!(
            "{} places of {}; the files have them all.",
            number(MOST_ROWS as f64, language),
            number(total as f64, language)
        ),
    };
    MapTable {
        name: layer.name.clone(),
        count: total,
        heads: shown
            .iter()
            .map(|at| layer.fields[*at].name.clone())
            .collect(),
        numbers: shown
            .iter()
            .map(|at| layer.fields[*at].kind == FieldKind::Number)
            .collect(),
        filters: shown
            .iter()
            .map(|at| {
                let field = &layer.fields[*at];
                map.filters.contains(&field.name) && field.kind != FieldKind::Number
            })
            .collect(),
        rows,
        footer,
    }
}

/// The columns that say most: the commune, the filters, the category or value, then the first ones.
fn columns(map: &Map, layer: &Layer) -> Vec<usize> {
    let mut first: Vec<usize> = Vec::new();
    let mut push = |at: usize| {
        if !first.contains(&at) {
            first.push(at);
        }
    };
    for (at, field) in layer.fields.iter().enumerate() {
        if matches!(
            fold(&field.name).as_str(),
            "commune" | "nom_commune" | "ville" | "adresse"
        ) {
            push(at);
        }
    }
    match &layer.style {
        Style::Categories { field, .. }
        | Style::Circles { field, .. }
        | Style::Choropleth { field, .. } => push(*field),
        Style::Plain | Style::Heat => {}
    }
    for (at, field) in layer.fields.iter().enumerate() {
        if map.filters.contains(&field.name) {
            push(at);
        }
    }
    let named = |popup: &String, name: &str| popup.contains(&format!("{{{name}}}"));
    for (at, field) in layer.fields.iter().enumerate() {
        if layer
            .popup
            .as_ref()
            .is_some_and(|popup| named(popup, &field.name))
        {
            push(at);
        }
    }
    // What is the name of every place says nothing more beside it.
    let is_name = |at: usize| {
        layer.features.iter().all(|feature| {
            feature
                .values
                .get(at)
                .is_some_and(|value| value.plain() == feature.name)
        })
    };
    let is_empty = |at: usize| {
        layer.features.iter().all(|feature| {
            feature
                .values
                .get(at)
                .is_none_or(|value| value.plain().is_empty())
        })
    };
    for at in 0..layer.fields.len() {
        if first.len() >= MOST_COLUMNS {
            break;
        }
        if !first.contains(&at) && !is_empty(at) {
            first.push(at);
        }
    }
    first.truncate(MOST_COLUMNS);
    first.retain(|at| !is_name(*at));
    first
}

/// The rows that are on no map, with their reasons, and how many there are in all.
pub fn left_out(map: &Map) -> (usize, Vec<LeftOut>) {
    let total = map.layers.iter().map(|layer| layer.left_out.len()).sum();
    let rows = map
        .layers
        .iter()
        .flat_map(|layer| layer.left_out.iter().map(move |finding| (layer, finding)))
        .take(MOST_LEFT_OUT)
        .map(|(layer, finding)| {
            let diagnostic = Diagnostic {
                problem: finding.problem.clone(),
                place: None,
            };
            LeftOut {
                dataset: short(&layer.dataset).to_owned(),
                row: finding.row,
                reason: diagnostic.message(map.language),
            }
        })
        .collect();
    (total, rows)
}

/// Where uMap opens the file at an address, ready to be edited: the one form of link that uMap 3.8 loads whole.
pub fn umap_link(address: &str, language: Language) -> String {
    let mut encoded = String::new();
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!(
        "https://umap.openstreetmap.fr/{}/map/new/?templateUrl={encoded}&onLoadPanel=caption",
        language.tag()
    )
}
