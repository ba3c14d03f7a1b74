//! `book.toml` → [`Config`]. In: its text, maybe none, and the environment's `CARNET_…` variables. Out: a configuration
//! with its defaults filled in. All problems are reported; a key that is wrong keeps its default.
//!
//! The only home of `toml`.

use super::key::{self, Accepted, Key, Kind};
use crate::diag::{Language, Phrase, Problem, Report, Severity, nearest, site as problem};
use crate::model::config::{Color, ColorScheme, Config, Embeds, Fonts};
use crate::model::logbook::AttachmentKind;
use crate::source::{Place, SourceText, Span};
use serde_json::json;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
    entry("data.encoding", Kind::Later, "", "encodage des tables", "encoding of tables"),
    entry("data.decimal", Kind::Later, "", "signe décimal des tables", "decimal sign of tables"),
    entry("data.missing", Kind::Later, "", "cellules qui valent « rien »", "cells that mean “nothing”"),
    entry("data.text-columns", Kind::Later, "", "colonnes lues comme du texte", "columns read as text"),
    entry("map.basemap", Kind::Later, "", "fond des cartes", "background of maps"),
    entry("map.consent", Kind::Later, "", "accord pour un fond de carte d’un autre site", "consent to a map background from another site"),
    entry("people.display", Kind::Later, "", "façon de nommer les personnes", "how people are named"),
    entry("pages.from", Kind::Later, "", "table dont chaque ligne fait une page", "table whose rows each make a page"),
    entry("pages.template", Kind::Later, "", "gabarit de ces pages", "template of those pages"),
    entry("pages.path", Kind::Later, "", "adresse de ces pages", "address of those pages"),
];

/// The names of attachments in `[template.days]`, French then English.
const PIECES: &[&str] = &[
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

fn piece(name: &str) -> Option<AttachmentKind> {
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

/// Reads the configuration of a project; `None` stands for a folder without `book.toml`.
///
/// `environment` holds variables by name; those that start with `CARNET_` and have `__` in them override keys:
/// `CARNET_OUTPUT__HTML__THEME` is `output.html.theme`. Other variables are none of ours.
pub fn config(
    source: Option<&SourceText>,
    environment: &BTreeMap<String, String>,
    report: &mut Report,
) -> Config {
    let mut config = Config::default();
    if let Some(source) = source {
        let mut reader = Reader {
            source,
            config: &mut config,
            report,
            later: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(without_mark(&source.text));
        reader.errors(&errors);
        reader.table("", table.get_ref());
    } else {
        // A plain folder of logbooks: the texts are the folder itself.
        config.src = String::new();
    }
    overrides(environment, &mut config, report);
    config
}

/// The language that a book names, before anything else of it is read: nothing when it names none that carnet speaks.
pub fn language(source: &SourceText, environment: &BTreeMap<String, String>) -> Option<Language> {
    let asked = environment.get("CARNET_BOOK__LANGUAGE").cloned();
    let (table, _) = DeTable::parse_recoverable(without_mark(&source.text));
    let tag = asked.or_else(|| {
        let book = table.get_ref().get("book")?.get_ref().as_table()?;
        Some(book.get("language")?.get_ref().as_str()?.to_owned())
    })?;
    matches!(tag.as_str(), "fr" | "en")
        .then(|| Language::from_tag(&tag))
        .flatten()
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

struct Reader<'a> {
    source: &'a SourceText,
    config: &'a mut Config,
    report: &'a mut Report,
    /// Tables of later versions that were named already.
    later: Vec<String>,
}

impl Reader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        // The parser saw the text after a byte order mark.
        let base = self.source.text.len() - without_mark(&self.source.text).len();
        self.source
            .place(Span::new(base + span.start, base + span.end))
    }

    /// Syntax errors, one per line: the parser's second thoughts on a line are echoes of the first.
    fn errors(&mut self, errors: &[toml::de::Error]) {
        let mut lines = Vec::new();
        for error in errors {
            let place = self.place(error.span().unwrap_or(0..0));
            if !lines.contains(&place.line) {
                lines.push(place.line);
                self.report.add(syntax(error.message()), place);
            }
        }
    }

    fn table(&mut self, path: &str, table: &DeTable<'_>) {
        // The parser keeps tables sorted by key; people read from top to bottom.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let full = match path {
                "" => name.get_ref().to_string(),
                path => format!("{path}.{}", name.get_ref()),
            };
            self.entry(&full, name.span(), value);
        }
    }

    fn entry(&mut self, full: &str, key_span: std::ops::Range<usize>, value: &Spanned<DeValue>) {
        if let Some(key) = KEYS.iter().find(|key| key.name == full) {
            if matches!(key.kind, Kind::Later) {
                self.later(full, key_span);
            } else {
                self.value(key, value);
            }
            return;
        }
        let prefix = format!("{full}.");
        if KEYS.iter().any(|key| key.name.starts_with(&prefix)) {
            match value.get_ref() {
                DeValue::Table(table) => self.table(full, table),
                DeValue::Array(items) if full == "pages" => {
                    for item in items.iter() {
                        match item.get_ref() {
                            DeValue::Table(table) => self.table(full, table),
                            _ => self.expected_table(full, item.span()),
                        }
                    }
                }
                _ => self.expected_table(full, value.span()),
            }
            return;
        }
        let place = self.place(key_span);
        self.report.add(unknown(full), place);
    }

    fn expected_table(&mut self, full: &str, span: std::ops::Range<usize>) {
        let expected = Phrase::new(
            format!("une table, ouverte par une ligne [{full}]"),
            format!("a table, opened by a line [{full}]"),
        );
        let place = self.place(span);
        self.report.add(problem::wrong_value(full, expected), place);
    }

    fn later(&mut self, full: &str, span: std::ops::Range<usize>) {
        let table = full.split('.').next().unwrap_or(full).to_owned();
        if !self.later.contains(&table) {
            let place = self.place(span);
            self.report.add(problem::key_unused(&table), place);
            self.later.push(table);
        }
    }

    fn value(&mut self, key: &'static Key, value: &Spanned<DeValue>) {
        let read = match (value.get_ref(), key.kind) {
            (DeValue::String(text), kind) if !matches!(kind, Kind::Texts | Kind::Names(_)) => {
                kind.accept(text)
            }
            (DeValue::String(text), Kind::Texts) => Some(Accepted::Texts(vec![text.to_string()])),
            (DeValue::Boolean(flag), Kind::Flag) => Some(Accepted::Flag(*flag)),
            (DeValue::Integer(number), Kind::Integer(..)) => key.kind.accept(number.as_str()),
            (DeValue::Array(items), Kind::Texts | Kind::Names(_)) => {
                for item in items.iter() {
                    if item
                        .get_ref()
                        .as_str()
                        .and_then(|text| key.kind.accept(text))
                        .is_none()
                    {
                        self.wrong(key, item.get_ref().as_str(), item.span());
                    }
                }
                let texts = items.iter().filter_map(|item| item.get_ref().as_str());
                Some(Accepted::Texts(texts.map(str::to_owned).collect()))
            }
            _ => None,
        };
        match read {
            Some(read) => set(self.config, key.name, read),
            None => self.wrong(key, value.get_ref().as_str(), value.span()),
        }
    }

    fn wrong(&mut self, key: &Key, letters: Option<&str>, span: std::ops::Range<usize>) {
        let place = self.place(span);
        self.report.add(wrong(key, letters), place);
    }
}

fn unknown(full: &str) -> Problem {
    let (table, last) = full.rsplit_once('.').unwrap_or(("", full));
    let names = || KEYS.iter().filter_map(|key| key.name.rsplit_once('.'));
    // Among its own table, then anywhere under the same last name (`title` is meant for `book.title`), then tables.
    let own = names().filter(|(of, _)| *of == table).map(|(_, name)| name);
    let near = match nearest(last, own) {
        Some(name) => Some(format!("{table}.{name}")),
        None => names()
            .find(|(_, name)| *name == last)
            .map(|(table, name)| format!("{table}.{name}"))
            .or_else(|| {
                let tables = names().map(|(table, _)| table);
                let roots = tables.clone().filter_map(|table| table.split('.').next());
                nearest(full, tables.chain(roots)).map(str::to_owned)
            }),
    };
    let near = Phrase::nearest(near.as_deref());
    problem::unknown_key(full, near)
}

fn wrong(key: &Key, letters: Option<&str>) -> Problem {
    match (key.kind, letters) {
        (Kind::Path, Some(letters)) if key::inside(letters).is_none() => {
            problem::path_outside(key.name)
        }
        _ => problem::wrong_value(key.name, key.kind.expected()),
    }
}

/// Puts a value where its key belongs.
fn set(config: &mut Config, name: &str, value: Accepted) {
    match (name, value) {
        ("book.authors", Accepted::Texts(authors)) => config.authors = authors,
        (name, Accepted::Texts(names)) => {
            let day = name.strip_prefix("template.days.");
            if let Some(day) = day.and_then(|day| day.parse().ok()) {
                let pieces = names.iter().filter_map(|name| piece(name)).collect();
                config.expected.insert(day, pieces);
            }
        }
        (name, Accepted::Text(text)) => set_text(config, name, text),
        _ => {}
    }
}

fn set_text(config: &mut Config, name: &str, text: String) {
    match name {
        "book.title" => config.title = text,
        "book.description" => config.description = text,
        "book.src" => config.src = text,
        "book.language" => config.language = Language::from_tag(&text).unwrap_or_default(),
        "build.build-dir" => config.build_dir = text,
        "build.base-url" => config.base_url = Some(text),
        "output.html.theme" => config.theme = text,
        "output.html.logo" => config.logo = Some(text).filter(|path| !path.is_empty()),
        "output.html.accent" => config.accent = rgb(&text),
        "output.html.highlight" => config.highlight = rgb(&text),
        "output.html.default-theme" => {
            config.default_theme = match text.as_str() {
                "light" => ColorScheme::Light,
                "dark" => ColorScheme::Dark,
                _ => ColorScheme::Auto,
            };
        }
        "output.html.fonts" => {
            config.fonts = match text.as_str() {
                "system" => Fonts::System,
                _ => Fonts::Bundled,
            };
        }
        "output.html.embeds" => {
            config.embeds = match text.as_str() {
                "load" => Embeds::Load,
                _ => Embeds::Click,
            };
        }
        "check.level" => {
            config.check_level = match text.as_str() {
                "warning" => Severity::Warning,
                "hint" => Severity::Hint,
                _ => Severity::Error,
            };
        }
        _ => {}
    }
}

fn rgb(text: &str) -> Option<Color> {
    let part = |range| u8::from_str_radix(text.get(range)?, 16).ok();
    Some(Color {
        red: part(1..3)?,
        green: part(3..5)?,
        blue: part(5..7)?,
    })
}

fn overrides(environment: &BTreeMap<String, String>, config: &mut Config, report: &mut Report) {
    for (name, value) in environment {
        let Some(rest) = name
            .strip_prefix("CARNET_")
            .filter(|rest| rest.contains("__"))
        else {
            continue;
        };
        let path = rest.to_lowercase().replace("__", ".").replace('_', "-");
        let place = Place::file(name.clone());
        match KEYS.iter().find(|key| key.name == path) {
            None => report.add(problem::environment_key(name), place),
            Some(key) if matches!(key.kind, Kind::Later) => {
                report.add(problem::key_unused(&path), place);
            }
            Some(key) => match key.kind.accept(value) {
                Some(value) => set(config, key.name, value),
                None => report.add(wrong(key, Some(value)), place),
            },
        }
    }
}

/// The parser's messages in carnet's words, by how they start.
fn syntax(message: &str) -> Problem {
    const SENTENCES: &[(&str, &str, &str)] = &[
        ("duplicate key", "clé écrite deux fois", "key written twice"),
        (
            "string values must be quoted",
            "un texte doit être entre guillemets",
            "a text must be quoted",
        ),
        (
            "key with no value",
            "clé sans valeur : il manque « = valeur »",
            "key without a value: “= value” is missing",
        ),
        (
            "missing value",
            "il manque une valeur",
            "a value is missing",
        ),
        (
            "missing opening quote",
            "il manque un guillemet ouvrant",
            "an opening quote is missing",
        ),
        (
            "missing assignment",
            "il manque le signe =",
            "the = sign is missing",
        ),
        (
            "missing comma",
            "il manque une virgule",
            "a comma is missing",
        ),
        (
            "extra comma",
            "il y a une virgule de trop",
            "there is one comma too many",
        ),
        (
            "extra `=`",
            "il y a un signe = de trop",
            "there is one = sign too many",
        ),
        (
            "unclosed array",
            "crochet ouvert et jamais fermé",
            "bracket opened and never closed",
        ),
        (
            "unclosed table",
            "crochet ouvert et jamais fermé",
            "bracket opened and never closed",
        ),
        (
            "unclosed inline table",
            "accolade ouverte et jamais fermée",
            "brace opened and never closed",
        ),
        (
            "invalid unquoted key",
            "cette clé contient un signe qui demande des guillemets",
            "this key holds a sign that asks for quotes",
        ),
        (
            "unexpected leading zero",
            "un nombre ne commence pas par zéro ; un code se met entre guillemets",
            "a number does not start with zero; quote a code",
        ),
        (
            "invalid basic string",
            "texte mal fermé, ou barre oblique inverse de trop",
            "text not closed well, or one backslash too many",
        ),
        (
            "invalid literal string",
            "texte mal fermé",
            "text not closed well",
        ),
        (
            "invalid multi-line",
            "texte sur plusieurs lignes mal fermé",
            "multi-line text not closed well",
        ),
        (
            "cannot recurse further",
            "trop de niveaux imbriqués",
            "too many nested levels",
        ),
        (
            "recursion limit",
            "trop de niveaux imbriqués",
            "too many nested levels",
        ),
    ];
    let (fr, en) = SENTENCES
        .iter()
        .find(|(start, _, _)| message.starts_with(start))
        .map_or(
            ("syntaxe inattendue", "unexpected syntax"),
            |(_, fr, en)| (fr, en),
        );
    problem::toml(Phrase::new(fr, en))
}

#[cfg(test)]
mod tests;
