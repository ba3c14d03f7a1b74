//! The keys of a `map` block: one entry each. Reading, messages about unknown keys, `carnet schema map` and a test of the
//! guide all follow from the lists.

use crate::diag::Language;
use serde_json::{Map, Value, json};

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Its English name, then its French ones, without accents.
    pub names: &'static [&'static str],
    form: Form,
    fr: &'static str,
    en: &'static str,
}

/// What a key accepts, for the schema.
#[derive(Debug, Clone, Copy)]
enum Form {
    Text,
    /// Names between commas, or a list.
    Names,
    Flag,
    OneOf(&'static [&'static str]),
    Layers,
}

const fn key(
    names: &'static [&'static str],
    form: Form,
    fr: &'static str,
    en: &'static str,
) -> Key {
    Key {
        names,
        form,
        fr,
        en,
    }
}

/// Kinds of layers, as `type` names them.
pub const KINDS: &[&str] = &[
    "points",
    "categories",
    "circles",
    "clusters",
    "heat",
    "choropleth",
    "lines",
    "polygons",
];

#[rustfmt::skip]
mod all {
    use super::{Form, Key, KINDS, key};

    pub static TITLE: Key = key(&["title", "titre"], Form::Text, "ce que la carte montre, en une phrase", "what the map shows, in one sentence");
    pub static SUBTITLE: Key = key(&["subtitle", "sous_titre"], Form::Text, "lieu, période, mesure", "place, period, measure");
    pub static SOURCE: Key = key(&["source"], Form::Text, "d’où viennent les données", "where the data comes from");
    pub static NOTE: Key = key(&["note"], Form::Text, "ce qu’il faut savoir pour lire la carte", "what a reader must know");
    pub static ALT: Key = key(&["alt", "description"], Form::Text, "ce que la carte montre, pour qui ne la voit pas", "what the map shows, for those who do not see it");
    pub static ID: Key = key(&["id"], Form::Text, "fin de l’adresse de la carte", "end of the map’s address");
    pub static LAYERS: Key = key(&["layers", "calques", "couches"], Form::Layers, "les calques, du dessous vers le dessus", "the layers, from bottom to top");
    pub static FILTERS: Key = key(&["filters", "filtres"], Form::Names, "colonnes par lesquelles on peut filtrer", "columns that readers may filter by");
    pub static BACKGROUND: Key = key(&["background", "fond"], Form::Text, "contours, none (aucun), ou un fichier GeoJSON", "contours, none, or a GeoJSON file");
    pub static LIVE: Key = key(&["live", "a_jour"], Form::Flag, "offrir aussi un fichier uMap dont les calques suivent le site", "also offer a uMap file whose layers follow the site");
    pub static ALLOW: Key = key(&["allow", "permettre"], Form::Names, "règles que cette carte peut enfreindre", "rules that this map may break");
    pub static REASON: Key = key(&["reason", "raison"], Form::Text, "pourquoi elle les enfreint", "why it breaks them");

    pub static NAME: Key = key(&["name", "nom"], Form::Text, "nom du calque", "name of the layer");
    pub static DATA: Key = key(&["data", "donnees"], Form::Text, "fichier CSV ou GeoJSON", "CSV or GeoJSON file");
    pub static LATITUDE: Key = key(&["lat", "latitude"], Form::Text, "colonne de la latitude ; trouvée par son nom quand il est usuel", "column of the latitude; found by its name when it is a usual one");
    pub static LONGITUDE: Key = key(&["lon", "longitude"], Form::Text, "colonne de la longitude", "column of the longitude");
    pub static POINT: Key = key(&["point", "coordonnees"], Form::Text, "colonne qui tient les deux coordonnées", "column that holds both coordinates");
    pub static PLACE: Key = key(&["place", "lieu"], Form::Names, "colonnes qui nomment la commune : code INSEE, ou code postal et nom", "columns that name the commune: INSEE code, or postal code and name");
    pub static CONTOURS: Key = key(&["contours"], Form::OneOf(&["communes", "epci", "departements", "regions"]), "contours fournis par carnet", "contours that carnet brings");
    pub static CODE: Key = key(&["code"], Form::Text, "colonne du code des contours", "column of the code of the contours");
    pub static JOIN: Key = key(&["join", "jointure"], Form::Text, "table à joindre : conso.csv on code_insee", "table to join: conso.csv on code_insee");
    pub static KIND: Key = key(&["type", "genre"], Form::OneOf(KINDS), "sorte de calque ; sans elle, carnet choisit d’après les données", "kind of layer; without it, carnet chooses from the data");
    pub static VALUE: Key = key(&["value", "valeur"], Form::Text, "colonne ou calcul que disent les cercles ou les couleurs", "column or computation that circles or colors stand for");
    pub static UNIT: Key = key(&["unit", "unite"], Form::Text, "unité de la valeur", "unit of the value");
    pub static CLASSES: Key = key(&["classes"], Form::Text, "5 quantile, 4 equal, 5 jenks, ou manual 0,5,10", "5 quantile, 4 equal, 5 jenks, or manual 0,5,10");
    pub static COLOR: Key = key(&["color", "couleur"], Form::Text, "colonne dont chaque valeur a sa couleur, ou une couleur (#C2500F)", "column whose values each have a color, or a color (#C2500F)");
    pub static ICON: Key = key(&["icon", "icone"], Form::Text, "un emoji ou quelques lettres dans les repères", "an emoji or a few letters in the markers");
    pub static LABEL: Key = key(&["label", "etiquette"], Form::Text, "colonne du nom des lieux", "column of the names of places");
    pub static POPUP: Key = key(&["popup", "infobulle"], Form::Text, "texte de l’infobulle : **{nom}**, {adresse}", "text of the popup: **{nom}**, {adresse}");
    pub static CLUSTER: Key = key(&["cluster", "grappes"], Form::OneOf(&["auto", "oui", "non", "yes", "no"]), "réunir les lieux proches", "gather near places");
    pub static FILTER: Key = key(&["filter", "filtre"], Form::Text, "lignes à garder : annee >= 2020", "rows to keep: annee >= 2020");
}
pub use all::*;

/// Keys of the whole map, in the order of the manual.
pub static OF_MAP: &[&Key] = &[
    &TITLE,
    &SUBTITLE,
    &SOURCE,
    &NOTE,
    &ALT,
    &ID,
    &LAYERS,
    &FILTERS,
    &BACKGROUND,
    &LIVE,
    &ALLOW,
    &REASON,
];
/// Keys of a layer.
pub static OF_LAYER: &[&Key] = &[
    &NAME, &DATA, &LATITUDE, &LONGITUDE, &POINT, &PLACE, &CONTOURS, &CODE, &JOIN, &KIND, &VALUE,
    &UNIT, &CLASSES, &COLOR, &ICON, &LABEL, &POPUP, &CLUSTER, &FILTER,
];

/// The JSON Schema of a `map` block: `carnet schema map`.
pub fn schema(language: Language) -> Value {
    let layer = properties(OF_LAYER, language);
    // A map of one layer has the keys of its layer beside its own.
    let mut own = properties(OF_MAP, language);
    own.extend(layer.clone());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": match language {
            Language::French => "Bloc de carnet : map",
            Language::English => "Block of carnet: map",
        },
        "type": "object",
        "properties": own,
        "additionalProperties": false,
        "$defs": {
            "layer": { "type": "object", "properties": layer, "additionalProperties": false },
        },
    })
}

fn properties(keys: &[&Key], language: Language) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let words = match language {
            Language::French => key.fr,
            Language::English => key.en,
        };
        for name in key.names {
            let mut schema = match key.form {
                Form::Text => json!({ "type": ["string", "number"] }),
                Form::Names => {
                    json!({ "type": ["string", "array"], "items": { "type": "string" } })
                }
                Form::Flag => {
                    json!({ "enum": ["oui", "non", "yes", "no", "true", "false", true, false] })
                }
                Form::OneOf(words) => json!({ "enum": words }),
                Form::Layers => json!({ "type": "array", "items": { "$ref": "#/$defs/layer" } }),
            };
            schema["description"] = words.into();
            properties.insert((*name).to_owned(), schema);
        }
    }
    properties
}
