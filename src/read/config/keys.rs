//! The keys of `book.toml`.

use crate::diag::Language;
use crate::model::logbook::AttachmentKind;
use crate::read::key::{self, Key, Kind};
use serde_json::json;

const fn entry(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    fr: &'static str,
    en: &'static str,
) -> Key {
    Key {
        name,
        aliases: &[],
        kind,
        default,
        fr,
        en,
    }
}

/// The keys of `book.toml`.
#[rustfmt::skip]
pub static KEYS: &[Key] = &[
    entry("book.title", Kind::Text, "", "titre du site", "title of the site"),
    entry("book.language", Kind::OneOf(&["fr", "en"]), "fr", "langue du site et des messages : fr ou en", "language of the site and of the messages: fr or en"),
    entry("book.authors", Kind::Texts, "", "qui publie le site", "who publishes the site"),
    entry("book.description", Kind::Text, "", "une phrase pour l’accueil et les moteurs de recherche", "a sentence for the home page and for search engines"),
    entry("book.src", Kind::Path, "content", "dossier des textes", "folder of the texts"),
    entry("build.build-dir", Kind::Path, "public", "dossier du site construit", "folder of the built site"),
    entry("build.base-url", Kind::Url, "", "adresse où le site sera publié", "address where the site will be published"),
    entry("output.html.theme", Kind::Slug, "encre", "thème : encre, ou un dossier de themes/", "theme: encre, or a folder of themes/"),
    entry("output.html.default-theme", Kind::OneOf(&["auto", "light", "dark"]), "auto", "clair ou sombre au premier regard", "light or dark at first sight"),
    entry("output.html.logo", Kind::Path, "", "image du logo", "picture of the logo"),
    entry("output.html.accent", Kind::Color, "", "couleur principale de la charte", "main color of the charter"),
    entry("output.html.highlight", Kind::Color, "", "couleur vive de la charte", "bright color of the charter"),
    entry("output.html.fonts", Kind::OneOf(&["bundled", "system"]), "bundled", "polices du thème ou du système", "fonts of the theme or of the system"),
    entry("output.html.embeds", Kind::OneOf(&["click", "load"]), "click", "contenus intégrés : une carte à cliquer, ou le cadre lui-même", "embeds: a card to click, or the frame itself"),
    entry("check.level", Kind::OneOf(&["error", "warning", "hint"]), "error", "gravité à partir de laquelle « carnet check » échoue", "least severity that fails “carnet check”"),
    entry("template.days.1", Kind::Names(PIECES), "wishlist", "pièces attendues le jour 1", "attachments expected on day 1"),
    entry("template.days.2", Kind::Names(PIECES), "organigramme, evaluation, wanted-data-list", "pièces attendues le jour 2", "attachments expected on day 2"),
    entry("template.days.3", Kind::Names(PIECES), "bilan", "pièces attendues le jour 3", "attachments expected on day 3"),
    entry("template.days.4", Kind::Names(PIECES), "urls-publiees, fiches-descriptives, plan-de-communication", "pièces attendues le jour 4", "attachments expected on day 4"),
    entry("template.days.5", Kind::Names(PIECES), "dataviz, contexte", "pièces attendues le jour 5", "attachments expected on day 5"),
    entry("data.encoding", Kind::OneOf(&["auto", "utf-8", "windows-1252", "utf-16"]), "auto", "encodage des tables : auto, utf-8, windows-1252 ou utf-16", "encoding of tables: auto, utf-8, windows-1252 or utf-16"),
    entry("data.decimal", Kind::OneOf(&["auto", "comma", "dot"]), "auto", "signe décimal des tables : auto, comma (virgule) ou dot (point)", "decimal sign of tables: auto, comma or dot"),
    entry("data.missing", Kind::Texts, "NA, n.d., NC, -", "cellules qui valent « rien »", "cells that mean “nothing”"),
    entry("data.text-columns", Kind::Texts, "code*, *insee*, siren, siret, *postal*, *rne*, *uai*, tel*", "colonnes lues comme du texte", "columns read as text"),
    entry("accessibility.status", Kind::OneOf(&["not-assessed", "none", "partial", "full"]), "not-assessed", "conformité au RGAA, constatée par quelqu’un : not-assessed, none, partial ou full", "conformity with RGAA, as somebody found it: not-assessed, none, partial or full"),
    entry("accessibility.rate", Kind::Integer(0, 100), "", "critères respectés, en pour cent", "criteria met, in percent"),
    entry("accessibility.assessed-by", Kind::Text, "", "qui a fait l’évaluation", "who made the assessment"),
    entry("accessibility.date", Kind::Date, "", "jour de l’évaluation", "day of the assessment"),
    entry("accessibility.failures", Kind::Sentences, "", "contenus qui ne sont pas accessibles", "contents that are not accessible"),
    entry("accessibility.exemptions", Kind::Sentences, "", "contenus que la loi dispense", "contents that the law exempts"),
    entry("accessibility.contact", Kind::Text, "", "à qui signaler un défaut : une adresse électronique, ou quelques mots", "whom to tell of a problem: an e-mail address, or a few words"),
    entry("accessibility.plan", Kind::Text, "", "adresse du schéma pluriannuel", "address of the plan over several years"),
    entry("legal.publisher", Kind::Text, "", "qui édite le site", "who publishes the site"),
    entry("legal.address", Kind::Text, "", "adresse de l’éditeur", "address of the publisher"),
    entry("legal.director", Kind::Text, "", "qui dirige la publication", "who is responsible for what is published"),
    entry("legal.host", Kind::Text, "", "nom et adresse de l’hébergeur", "name and address of the host"),
    entry("legal.contact", Kind::Text, "", "comment écrire à l’éditeur", "how to write to the publisher"),
    entry("legal.license", Kind::Text, "", "licence des textes", "license of the texts"),
    entry("map.basemap", Kind::Later, "", "fond des cartes", "background of maps"),
    entry("map.consent", Kind::Later, "", "accord pour un fond de carte d’un autre site", "consent to a map background from another site"),
    entry("people.display", Kind::Later, "", "façon de nommer les personnes", "how people are named"),
    entry("pages.from", Kind::Path, "", "table dont chaque ligne fait une page", "table whose rows each make a page"),
    entry("pages.template", Kind::Path, "", "gabarit de ces pages : un fichier Markdown dont le nom commence par _", "template of those pages: a Markdown file whose name starts with _"),
    entry("pages.path", Kind::Text, "", "adresse de ces pages, avec des colonnes entre accolades", "address of those pages, with columns between braces"),
    entry("pages.title", Kind::Text, "", "titre de la page qui les liste toutes", "title of the page that lists them all"),
];

/// The names of attachments in `[template.days]`, French then English.
pub(super) const PIECES: &[&str] = &[
    "wishlist",
    "organigramme",
    "evaluation",
    "wanted-data-list",
    "bilan",
    "urls-publiees",
    "fiches-descriptives",
    "plan-de-communication",
    "dataviz",
    "contexte",
    "organigram",
    "quality-review",
    "published-urls",
    "description-sheets",
    "communication-plan",
    "context",
];

pub(super) fn piece(name: &str) -> Option<AttachmentKind> {
    use AttachmentKind as Kind;
    Some(match name {
        "wishlist" => Kind::Wishlist,
        "organigramme" | "organigram" => Kind::Organigram,
        "evaluation" => Kind::Evaluation,
        "wanted-data-list" => Kind::WantedDataList,
        "bilan" | "quality-review" => Kind::QualityReview,
        "urls-publiees" | "published-urls" => Kind::PublishedUrls,
        "fiches-descriptives" | "description-sheets" => Kind::DescriptionSheets,
        "plan-de-communication" | "communication-plan" => Kind::CommunicationPlan,
        "dataviz" => Kind::Dataviz,
        "contexte" | "context" => Kind::Context,
        _ => return None,
    })
}

/// The JSON Schema (2020-12) of `book.toml`: `carnet schema config`.
pub fn schema(language: Language) -> serde_json::Value {
    let mut properties = key::nested_properties(KEYS, language);
    // `[[pages]]` is a list of tables.
    if let Some(pages) = properties.get_mut("pages") {
        let item = pages.take();
        *pages = json!({"type": "array", "items": item});
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "book.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
