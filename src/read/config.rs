//! `book.toml` → [`Config`]. In: its text, maybe none, and the environment's `CARNET_…` variables. Out: a configuration
//! with its defaults filled in. All problems are reported; a key that is wrong keeps its default.
//!
//! The only home of `toml`.

mod keys;
mod syntax;

pub use keys::{KEYS, schema};

use super::key::{self, Accepted, Key, Kind};
use crate::diag::{
    Language, Phrase, Problem, Report, Severity, nearest, site as problem, template,
};
use crate::model::config::{
    Color, ColorScheme, Config, Conformity, Display, Embeds, Fonts, PagesConfig,
};
use crate::model::profile::Encoding;
use crate::source::{Place, SourceText, Span};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
        };
        let (table, errors) = DeTable::parse_recoverable(without_mark(&source.text));
        reader.errors(&errors);
        reader.table("", table.get_ref());
    } else {
        // A plain folder of logbooks: the texts are the folder itself.
        config.src = String::new();
    }
    overrides(environment, &mut config, report);
    let map = &config.map;
    let is_plain = matches!(map.basemap.as_str(), "contours" | "none");
    if !is_plain && map.tiles().is_none() {
        let problem = match map.basemap.starts_with("tiles:") && !map.consent {
            true => problem::tiles_without_consent(),
            false => problem::wrong_value(
                "map.basemap",
                Phrase::new(
                    "contours, none, ou tiles:https://…/{z}/{x}/{y}.png",
                    "contours, none, or tiles:https://…/{z}/{x}/{y}.png",
                ),
            ),
        };
        report.add(problem, Place::file("book.toml"));
        config.map.basemap = "contours".to_owned();
    }
    let statement = &mut config.accessibility;
    let is_proven = !statement.assessed_by.trim().is_empty() && statement.date.is_some();
    if statement.conformity != Conformity::NotAssessed && !is_proven {
        // Nobody is said to conform on their word alone.
        statement.conformity = Conformity::NotAssessed;
        report.add(problem::unproven_conformity(), Place::file("book.toml"));
    }
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
                self.report.add(syntax::syntax(error.message()), place);
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
            self.value(key, value);
            return;
        }
        let prefix = format!("{full}.");
        if KEYS.iter().any(|key| key.name.starts_with(&prefix)) {
            match value.get_ref() {
                DeValue::Table(table) => self.table(full, table),
                DeValue::Array(items) if full == "pages" => {
                    for item in items.iter() {
                        match item.get_ref() {
                            DeValue::Table(table) => self.pages(table, item.span()),
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

    /// One `[[pages]]`: all of its keys but the title are needed.
    fn pages(&mut self, table: &DeTable<'_>, span: std::ops::Range<usize>) {
        let place = |key: &str| {
            let value = table.get(key).map(Spanned::span);
            self.place(value.unwrap_or(span.clone()))
        };
        let pages = PagesConfig {
            from_place: place("from"),
            template_place: place("template"),
            path_place: place("path"),
            ..PagesConfig::default()
        };
        self.config.pages.push(pages);
        self.table("pages", table);
        for (key, example) in [
            ("from", "from = \"data/communes.csv\""),
            ("template", "template = \"content/_commune.md\""),
            ("path", "path = \"communes/{nom}\""),
        ] {
            if table.get(key).is_none() {
                let place = self.place(span.clone());
                self.report.add(template::missing_key(key, example), place);
            }
        }
    }

    fn value(&mut self, key: &'static Key, value: &Spanned<DeValue>) {
        let read = match (value.get_ref(), key.kind) {
            (DeValue::String(text), kind) if !matches!(kind, Kind::Texts | Kind::Names(_)) => {
                kind.accept(text)
            }
            (DeValue::String(text), Kind::Texts) => Some(Accepted::Texts(vec![text.to_string()])),
            (DeValue::Datetime(date), Kind::Date) => key.kind.accept(&date.to_string()),
            (DeValue::Boolean(flag), Kind::Flag) => Some(Accepted::Flag(*flag)),
            (DeValue::Integer(number), Kind::Integer(..)) => key.kind.accept(number.as_str()),
            (DeValue::Array(items), Kind::Texts | Kind::Names(_) | Kind::Sentences) => {
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
        ("data.missing", Accepted::Texts(words)) => config.data.missing = words,
        ("data.text-columns", Accepted::Texts(names)) => config.data.text_columns = names,
        ("accessibility.failures", Accepted::Texts(list)) => config.accessibility.failures = list,
        ("accessibility.exemptions", Accepted::Texts(list)) => {
            config.accessibility.exemptions = list;
        }
        ("accessibility.rate", Accepted::Integer(rate)) => {
            config.accessibility.rate = u8::try_from(rate).ok();
        }
        ("map.consent", Accepted::Flag(consent)) => config.map.consent = consent,
        ("accessibility.date", Accepted::Date(date)) => config.accessibility.date = Some(date),
        (name, Accepted::Texts(names)) => {
            let day = name.strip_prefix("template.days.");
            if let Some(day) = day.and_then(|day| day.parse().ok()) {
                let pieces = names.iter().filter_map(|name| keys::piece(name)).collect();
                config.expected.insert(day, pieces);
            }
        }
        (name, Accepted::Text(text)) => match name.strip_prefix("pages.") {
            Some(key) => set_pages(config, key, text),
            None => set_text(config, name, text),
        },
        _ => {}
    }
}

/// Of the `[[pages]]` that is being read, the last one.
fn set_pages(config: &mut Config, key: &str, text: String) {
    if config.pages.is_empty() {
        config.pages.push(PagesConfig::default());
    }
    let Some(pages) = config.pages.last_mut() else {
        return;
    };
    match key {
        "from" => pages.from = text,
        "template" => pages.template = text,
        "path" => pages.path = text,
        _ => pages.title = text,
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
        "accessibility.status" => {
            config.accessibility.conformity = match text.as_str() {
                "none" => Conformity::None,
                "partial" => Conformity::Partial,
                "full" => Conformity::Full,
                _ => Conformity::NotAssessed,
            };
        }
        "map.basemap" => config.map.basemap = text,
        "map.attribution" => config.map.attribution = text,
        "accessibility.assessed-by" => config.accessibility.assessed_by = text,
        "accessibility.contact" => config.accessibility.contact = text,
        "accessibility.plan" => config.accessibility.plan = text,
        "legal.publisher" => config.legal.publisher = text,
        "legal.address" => config.legal.address = text,
        "legal.director" => config.legal.director = text,
        "legal.host" => config.legal.host = text,
        "legal.contact" => config.legal.contact = text,
        "legal.license" => config.legal.license = text,
        "data.encoding" => {
            config.data.encoding = match text.as_str() {
                "utf-8" => Some(Encoding::Utf8),
                "windows-1252" => Some(Encoding::Windows1252),
                "utf-16" => Some(Encoding::Utf16Le),
                _ => None,
            };
        }
        "data.decimal" => {
            config.data.decimal_comma = match text.as_str() {
                "comma" => Some(true),
                "dot" => Some(false),
                _ => None,
            };
        }
        "people.display" => {
            config.display = match text.as_str() {
                "full" => Display::Full,
                "initials" => Display::Initials,
                "role" => Display::Role,
                "withdrawn" => Display::Withdrawn,
                _ => Display::FirstName,
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
            // A list of tables has no single value to override.
            Some(key) if key.name.starts_with("pages.") => {
                report.add(problem::environment_key(name), place);
            }
            Some(key) => match key.kind.accept(value) {
                Some(value) => set(config, key.name, value),
                None => report.add(wrong(key, Some(value)), place),
            },
        }
    }
}

#[cfg(test)]
mod tests;
