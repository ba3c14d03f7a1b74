//! The keys that authors may write, in `book.toml` and in front matter: one entry each in a static list. Reading,
//! messages about unknown keys and wrong values, and `carnet schema` all follow from the list.

use crate::diag::{Language, Phrase, nearest};
use crate::model::date::Date;
use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A key, or a group of keys.
#[derive(Debug)]
pub struct Key {
    /// `title`; in `book.toml` with its tables: `output.html.theme`.
    pub name: &'static str,
    /// Other spellings, without accents.
    pub aliases: &'static [&'static str],
    pub kind: Kind,
    /// Shown in the schema; empty when there is none.
    pub default: &'static str,
    pub fr: &'static str,
    pub en: &'static str,
}

/// What a key accepts.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    /// A list of texts; one text with commas reads as several.
    Texts,
    Flag,
    /// A whole number between two bounds, both included.
    Integer(i64, i64),
    Date,
    OneOf(&'static [&'static str]),
    /// `#rgb` or `#rrggbb`.
    Color,
    /// A path inside the project.
    Path,
    /// An http or https address.
    Url,
    /// A part of an address: lowercase letters without accents, digits, hyphens.
    Slug,
    /// A list of names out of a list.
    Names(&'static [&'static str]),
    /// A name, or a group of keys.
    Group(&'static [Key]),
    /// A list of groups of keys; a name, or one group, counts as a list of one.
    Groups(&'static [Key]),
    /// Names that the author chooses, each with a text or a group of keys.
    Named(&'static [Key]),
    /// A list of sentences; one text is one sentence, commas and all.
    Sentences,
    /// A day, a month or a year.
    Moment,
}

/// A key without a default: its name and aliases, what it accepts, and what it is for in French and English.
pub const fn entry(
    name: &'static str,
    aliases: &'static [&'static str],
    kind: Kind,
    fr: &'static str,
    en: &'static str,
) -> Key {
    Key {
        name,
        aliases,
        kind,
        default: "",
        fr,
        en,
    }
}

/// A value that its key accepts.
#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    Text(String),
    Texts(Vec<String>),
    Flag(bool),
    Integer(i64),
    Date(Date),
    /// The first and last day of a day, a month or a year.
    Days(Date, Date),
}

impl Kind {
    /// Reads the letters of one scalar; nothing when the key does not accept it.
    pub fn accept(self, letters: &str) -> Option<Accepted> {
        let letters = letters.trim();
        match self {
            Kind::Text | Kind::Group(_) | Kind::Groups(_) => {
                Some(Accepted::Text(letters.to_owned()))
            }
            Kind::Sentences => Some(Accepted::Texts(vec![letters.to_owned()])),
            Kind::Moment => moment(letters).map(|(first, last)| Accepted::Days(first, last)),
            Kind::Texts => Some(Accepted::Texts(split_commas(letters))),
            Kind::Flag => match fold(letters).as_str() {
                "true" | "oui" | "yes" => Some(Accepted::Flag(true)),
                "false" | "non" | "no" => Some(Accepted::Flag(false)),
                _ => None,
            },
            Kind::Integer(least, most) => {
                // French spreadsheets group thousands: "12 300".
                let digits: String = letters.chars().filter(|c| !c.is_whitespace()).collect();
                let number: i64 = digits.parse().ok()?;
                (least..=most)
                    .contains(&number)
                    .then_some(Accepted::Integer(number))
            }
            Kind::Date => Date::parse(letters).map(Accepted::Date),
            Kind::OneOf(names) => names
                .contains(&letters)
                .then(|| Accepted::Text(letters.to_owned())),
            Kind::Color => color(letters).map(Accepted::Text),
            Kind::Path => inside(letters).map(Accepted::Text),
            Kind::Url => base_url(letters).map(Accepted::Text),
            Kind::Slug => is_slug(letters).then(|| Accepted::Text(letters.to_owned())),
            Kind::Names(names) => {
                let found = split_commas(letters);
                found
                    .iter()
                    .all(|name| names.contains(&name.as_str()))
                    .then_some(Accepted::Texts(found))
            }
            Kind::Named(_) => None,
        }
    }

    /// What an author should write, for "« x » expects …".
    pub fn expected(self) -> Phrase {
        match self {
            Kind::Text => Phrase::new("un texte", "a text"),
            Kind::Texts | Kind::Sentences => Phrase::new("une liste de textes", "a list of texts"),
            Kind::Moment => Phrase::new(
                "un jour, un mois ou une année : 2026-10-12, 2026-10 ou 2026",
                "a day, a month or a year: 2026-10-12, 2026-10 or 2026",
            ),
            Kind::Flag => Phrase::new("true ou false", "true or false"),
            Kind::Integer(least, i64::MAX) => Phrase::new(
                format!("un nombre entier d’au moins {least}"),
                format!("a whole number of at least {least}"),
            ),
            Kind::Integer(i64::MIN, _) => Phrase::new("un nombre entier", "a whole number"),
            Kind::Integer(least, most) => Phrase::new(
                format!("un nombre entier de {least} à {most}"),
                format!("a whole number from {least} to {most}"),
            ),
            Kind::Date => Phrase::new(
                "une date comme 2026-10-12 ou 12/10/2026",
                "a date such as 2026-10-12 or 12/10/2026",
            ),
            Kind::OneOf(names) => Phrase::new(
                format!("l’un de ces mots : {}", names.join(", ")),
                format!("one of these words: {}", names.join(", ")),
            ),
            Kind::Color => Phrase::new(
                "une couleur comme #0E5A73 ou #07a",
                "a color such as #0E5A73 or #07a",
            ),
            Kind::Path => Phrase::new("un chemin dans le projet", "a path inside the project"),
            Kind::Url => Phrase::new(
                "une adresse comme https://exemple.fr/carnets/",
                "an address such as https://example.org/logbooks/",
            ),
            Kind::Slug => Phrase::new(
                "des minuscules sans accent, des chiffres et des traits d’union",
                "lowercase letters without accents, digits and hyphens",
            ),
            Kind::Names(names) => Phrase::new(
                format!("une liste de noms parmi : {}", names.join(", ")),
                format!("a list of names among: {}", names.join(", ")),
            ),
            Kind::Group(keys) => {
                let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
                Phrase::new(
                    format!("un nom, ou un groupe de clés : {}", names.join(", ")),
                    format!("a name, or a group of keys: {}", names.join(", ")),
                )
            }
            Kind::Groups(keys) => {
                let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
                Phrase::new(
                    format!("une liste de groupes de clés : {}", names.join(", ")),
                    format!("a list of groups of keys: {}", names.join(", ")),
                )
            }
            Kind::Named(keys) => {
                let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
                Phrase::new(
                    format!(
                        "des noms, chacun avec un texte ou des clés : {}",
                        names.join(", ")
                    ),
                    format!("names, each with a text or keys: {}", names.join(", ")),
                )
            }
        }
    }

    fn schema(self, language: Language) -> Map<String, Value> {
        let value = match self {
            Kind::Text => json!({"type": "string"}),
            Kind::Texts | Kind::Sentences => {
                json!({"type": ["array", "string"], "items": {"type": "string"}})
            }
            Kind::Moment => json!({
                "type": ["string", "integer"],
                "pattern": "^([0-9]{4}(-[0-9]{1,2}){0,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$",
            }),
            Kind::Flag => json!({"type": "boolean"}),
            Kind::Integer(least, i64::MAX) => json!({"type": "integer", "minimum": least}),
            Kind::Integer(i64::MIN, _) => json!({"type": "integer"}),
            Kind::Integer(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            Kind::Date => json!({
                "type": "string",
                "pattern": "^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$",
            }),
            Kind::OneOf(names) => json!({"enum": names}),
            Kind::Color => {
                json!({"type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"})
            }
            Kind::Path => json!({
                "type": "string",
                "pattern": r"^(?![/\\]|[A-Za-z]:)(?!(.*[/\\])?\.\.([/\\]|$)).*$",
            }),
            Kind::Url => json!({"type": "string", "pattern": "^https?://[^\\s?#]+$"}),
            Kind::Slug => json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
            Kind::Names(names) => json!({"type": "array", "items": {"enum": names}}),
            Kind::Group(keys) => text_or_group(keys, language),
            Kind::Groups(keys) => json!({"type": "array", "items": text_or_group(keys, language)}),
            Kind::Named(keys) => {
                json!({"type": "object", "additionalProperties": text_or_group(keys, language)})
            }
        };
        match value {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }
}

fn text_or_group(keys: &[Key], language: Language) -> Value {
    json!({
        "oneOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": properties(keys, language),
                "additionalProperties": false,
            },
        ],
    })
}

impl Key {
    /// Its description in one language.
    pub fn words(&self, language: Language) -> &'static str {
        match language {
            Language::French => self.fr,
            Language::English => self.en,
        }
    }

    fn schema(&self, language: Language) -> Value {
        let mut schema = self.kind.schema(language);
        schema.insert("description".into(), self.words(language).into());
        if !self.default.is_empty() {
            let default = match self.kind {
                Kind::Flag => Value::Bool(self.default == "true"),
                Kind::Names(_) | Kind::Texts | Kind::Sentences => split_commas(self.default).into(),
                _ => self.default.into(),
            };
            schema.insert("default".into(), default);
        }
        Value::Object(schema)
    }
}

/// The key of that name or alias, accents and capitals aside.
pub fn find<'a>(keys: &'a [Key], name: &str) -> Option<&'a Key> {
    let folded = fold(name);
    keys.iter()
        .find(|key| fold(key.name) == folded || key.aliases.contains(&folded.as_str()))
}

/// The nearest known name to one that is not known.
pub fn near(keys: &[Key], name: &str) -> Phrase {
    let names = keys
        .iter()
        .flat_map(|key| std::iter::once(key.name).chain(key.aliases.iter().copied()));
    Phrase::nearest(nearest(name, names))
}

/// JSON Schema properties of flat keys, aliases included.
pub fn properties(keys: &[Key], language: Language) -> Value {
    let mut properties = Map::new();
    for key in keys {
        for name in std::iter::once(&key.name).chain(key.aliases) {
            properties.insert((*name).to_owned(), key.schema(language));
        }
    }
    Value::Object(properties)
}

/// JSON Schema properties of keys with tables in their names: `output.html.theme` lies in `output`, in `html`.
pub fn nested_properties(keys: &[Key], language: Language) -> Value {
    let mut root = Map::new();
    for key in keys {
        let parts: Vec<&str> = key.name.split('.').collect();
        insert(&mut root, &parts, key.schema(language));
    }
    Value::Object(root)
}

fn insert(table: &mut Map<String, Value>, parts: &[&str], schema: Value) {
    match parts {
        [] => {}
        [last] => {
            table.insert((*last).to_owned(), schema);
        }
        [first, rest @ ..] => {
            let entry = table.entry(*first).or_insert_with(
                || json!({"type": "object", "properties": {}, "additionalProperties": false}),
            );
            if let Some(inner) = entry.get_mut("properties").and_then(Value::as_object_mut) {
                insert(inner, rest, schema);
            }
        }
    }
}

/// Lowercase, accents dropped, `-` and spaces made `_`: how names of keys are compared.
pub fn fold(name: &str) -> String {
    name.trim()
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            '-' | ' ' => '_',
            other => other,
        })
        .collect()
}

/// The parts of a text between commas, trimmed, empty ones left out.
pub fn split_commas(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A relative path that stays where it starts, with `/` and without `.`: nothing when it does not stay.
pub fn inside(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    if path.starts_with('/') || path.contains([':', '\0']) {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/").nfc().collect())
}

/// The first and last day of `2026`, `2026-10`, `2026-10-12` or `12/10/2026`.
pub fn moment(text: &str) -> Option<(Date, Date)> {
    if let Some(day) = Date::parse(text) {
        return Some((day, day));
    }
    let mut parts = text.trim().split('-');
    let year = parts.next()?;
    let month = parts.next();
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) || parts.next().is_some()
    {
        return None;
    }
    let year: i32 = year.parse().ok().filter(|year| *year >= 1000)?;
    let Some(month) = month else {
        return Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?));
    };
    let month: u8 = month.parse().ok()?;
    let last = (28..=31)
        .rev()
        .find_map(|day| Date::new(year, month, day))?;
    Some((Date::new(year, month, 1)?, last))
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// `#rrggbb` in lowercase.
fn color(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let long = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    Some(format!("#{}", long.to_ascii_lowercase()))
}

/// An http or https address of a folder, ending with `/`.
fn base_url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split('/').next().unwrap_or("");
    let odd = |character: char| {
        character.is_whitespace() || character.is_control() || "?#\"'<>\\`{}|^@".contains(character)
    };
    if !matches!(scheme.as_str(), "http" | "https") || host.is_empty() || rest.contains(odd) {
        return None;
    }
    Some(format!("{scheme}://{}/", rest.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_accept_and_refuse() {
        let text = |letters: &str| Some(Accepted::Text(letters.into()));
        for (kind, letters, expected) in [
            (Kind::Color, "#07A", text("#0077aa")),
            (Kind::Color, "#0E5A73", text("#0e5a73")),
            (Kind::Color, "#0E5A7", None),
            (Kind::Color, "red", None),
            (Kind::Color, "#é12", None),
            (Kind::Url, "HTTPS://exemple.fr", text("https://exemple.fr/")),
            (
                Kind::Url,
                "https://exemple.fr/a/",
                text("https://exemple.fr/a/"),
            ),
            (Kind::Url, "exemple.fr", None),
            (Kind::Url, "https:///a", None),
            (Kind::Url, "javascript://x", None),
            (Kind::Url, "https://a/\"><script>", None),
            (Kind::Path, "./a//b/", text("a/b")),
            (Kind::Path, "a\\b", text("a/b")),
            (Kind::Path, ".", text("")),
            (Kind::Path, "a/../b", None),
            (Kind::Path, "/etc", None),
            (Kind::Path, "\\\\hote\\part", None),
            (Kind::Path, "C:/x", None),
            (Kind::Slug, "pays-de-l-or", text("pays-de-l-or")),
            (Kind::Slug, "Pays", None),
            (Kind::Slug, "a--b", None),
            (Kind::Slug, "../x", None),
            (Kind::Slug, "", None),
            (Kind::Flag, "oui", Some(Accepted::Flag(true))),
            (Kind::Flag, "peut-être", None),
            (Kind::Integer(1, 5), "5", Some(Accepted::Integer(5))),
            (Kind::Integer(1, 5), "6", None),
            (
                Kind::Integer(0, i64::MAX),
                "12\u{202f}300",
                Some(Accepted::Integer(12_300)),
            ),
        ] {
            assert_eq!(kind.accept(letters), expected, "{kind:?} {letters:?}");
        }
    }
}
