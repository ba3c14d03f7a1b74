//! The keys of the front matter.

use crate::diag::Language;
use crate::read::key::{self, Key, Kind, entry};
use serde_json::json;

/// The keys of the front matter.
#[rustfmt::skip]
pub static KEYS: &[Key] = &[
    entry("title", &["titre"], Kind::Text, "titre du carnet, du jour ou de la page", "title of the logbook, the day or the page"),
    entry("team", &["equipe"], Kind::Text, "équipe à laquelle le fichier appartient, si ce n’est pas celle du dossier", "team that the file belongs to, if it is not the folder’s"),
    entry("day", &["jour"], Kind::Integer(1, 5), "numéro du jour, de 1 à 5", "number of the day, 1 to 5"),
    entry("date", &[], Kind::Date, "date du jour ou de la page", "date of the day or of the page"),
    entry("authors", &["auteurs"], Kind::Texts, "qui signe, comme chacun veut être nommé", "who signs, as each wants to be named"),
    entry("collectivity", &["collectivite"], Kind::Group(COLLECTIVITY), "la collectivité : son nom, ou ce que l’on sait d’elle", "the collectivity: its name, or what is known of it"),
    entry("edition", &[], Kind::Text, "édition du challenge", "edition of the challenge"),
    entry("group", &["groupe"], Kind::Integer(1, 9_999), "numéro du groupe", "number of the group"),
    entry("maturity", &["palier"], Kind::Integer(1, 4), "palier de maturité, de 1 à 4", "maturity level, 1 to 4"),
    entry("summary", &["resume"], Kind::Text, "une phrase pour la carte de l’équipe et les moteurs de recherche", "a sentence for the team’s card and for search engines"),
    entry("mood", &["humeur"], Kind::Text, "humeur du jour", "mood of the day"),
    entry("cover", &["couverture"], Kind::Text, "image de la carte de l’équipe", "picture of the team’s card"),
    entry("cover_alt", &["couverture_alt"], Kind::Text, "ce que montre l’image de la carte", "what the picture of the card shows"),
    entry("tags", &["themes"], Kind::Texts, "thèmes : énergie, mobilité…", "topics: energy, mobility…"),
    entry("draft", &["brouillon"], Kind::Flag, "ne pas publier pour l’instant", "do not publish yet"),
    entry("order", &["ordre"], Kind::Integer(i64::MIN, 1_000_000), "rang parmi les pages", "rank among the pages"),
    entry("slug", &[], Kind::Slug, "adresse de la page ou du dossier de l’équipe", "address of the page or of the team’s folder"),
    entry("aliases", &[], Kind::Texts, "anciennes adresses, qui mèneront à celle-ci", "former addresses, which will lead to this one"),
    entry("lang", &["langue"], Kind::OneOf(&["fr", "en"]), "langue de la page : fr ou en", "language of the page: fr or en"),
    entry("toc", &["sommaire"], Kind::Flag, "montrer la liste des titres", "show the list of headings"),
    entry("updated", &["maj"], Kind::Date, "date de mise à jour", "date of the last update"),
];

#[rustfmt::skip]
pub(super) static COLLECTIVITY: &[Key] = &[
    entry("name", &["nom"], Kind::Text, "son nom", "its name"),
    entry("type", &[], Kind::Text, "commune, communauté de communes, département…", "commune, community of communes, department…"),
    entry("siren", &[], Kind::Text, "numéro SIREN, neuf chiffres", "SIREN number, nine digits"),
    entry("insee", &[], Kind::Text, "code INSEE, gardé avec son zéro", "INSEE code, its zero kept"),
    entry("population", &["habitants"], Kind::Integer(0, 100_000_000), "nombre d’habitants", "number of inhabitants"),
];

/// The JSON Schema (2020-12) of the front matter: `carnet schema page`.
pub fn schema(language: Language) -> serde_json::Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": match language {
            Language::French => "En-tête d’une page ou d’un carnet",
            Language::English => "Front matter of a page or a logbook",
        },
        "type": "object",
        "properties": key::properties(KEYS, language),
        "additionalProperties": false,
    })
}
