//! The description sheet of a dataset, YAML beside the table. In: the text of the file. Out: a [`Sheet`]; what is
//! wrong is told at its word and left out.

mod forgive;
mod keys;

pub use keys::{KEYS, schema};

use super::entries::{accepted, known};
use super::key::{self, Accepted, Key, Kind};
use super::yaml::{self, MapEntry, Value, Yaml};
use crate::diag::{Phrase, Report, nearest, sheet as problem, yaml as yaml_problem};
use crate::model::date::Date;
use crate::model::sheet::{
    ColumnNote, FileNote, NamedAddress, Period, PersonalData, Sheet, Territory,
};
use crate::model::{address, frequency, license};
use crate::source::{Place, SourceText, Span};
use crate::text::fold::fold;
use crate::text::identifier::is_siren;

/// The portal counts a description of more than this many characters.
pub const SHORT_DESCRIPTION: usize = 100;

/// Reads a sheet.
pub fn read(source: &SourceText, report: &mut Report) -> Sheet {
    let mut reader = Reader {
        source,
        report,
        sheet: Sheet {
            path: source.path.clone(),
            ..Sheet::default()
        },
    };
    let entries = match parse(source, reader.report) {
        // What cannot be read was said; nothing more can be asked of it.
        None => return reader.sheet,
        Some(Yaml {
            value: Value::Map(entries),
            ..
        }) => entries,
        Some(Yaml {
            value: Value::Null, ..
        }) => Vec::new(),
        Some(Yaml { span, .. }) => {
            reader
                .report
                .add(problem::not_a_sheet(), source.place(span));
            return reader.sheet;
        }
    };
    let found = known(KEYS, &entries, source, reader.report);
    for (key, entry) in &found {
        reader.key(key, entry);
    }
    for name in REQUIRED {
        let said = found
            .iter()
            .any(|(key, entry)| key.name == name && entry.value.value != Value::Null);
        if !said && let Some(key) = key::find(KEYS, name) {
            let place = Place::file(source.path.clone());
            reader
                .report
                .add(problem::missing(alias(key), words(key)), place);
        }
    }
    reader.sheet
}

/// What a dataset needs before it is published.
pub const REQUIRED: [&str; 7] = [
    "title",
    "description",
    "publisher",
    "license",
    "frequency",
    "territory",
    "keywords",
];

/// The French spelling of a key.
fn alias(key: &Key) -> Phrase {
    Phrase::new(key.aliases.first().copied().unwrap_or(key.name), key.name)
}

fn words(key: &Key) -> Phrase {
    Phrase::new(key.fr, key.en)
}

/// Reads the YAML that a sheet would be without its small slips; every place is one of the author's text.
fn parse(source: &SourceText, report: &mut Report) -> Option<Yaml> {
    let mapped = forgive::forgive(&source.text);
    let mended = SourceText::new(source.path.clone(), mapped.text.clone());
    let mut own = Report::default();
    let tree = yaml::parse(&mended, Span::new(0, mended.text.len()), &mut own);
    for diagnostic in own.diagnostics() {
        let place = diagnostic.place.as_ref().map(|place| {
            let start = offset(&mended.text, place.line, place.column);
            let end = offset(&mended.text, place.line, place.end);
            source.place(mapped.span(start..end.max(start)))
        });
        report.add(diagnostic.problem.clone(), place);
    }
    tree.map(|mut tree| {
        restore(&mut tree, &mapped);
        tree
    })
}

/// The byte of a line and a column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    let inner = rest
        .char_indices()
        .nth(column - 1)
        .map_or(rest.len(), |(at, _)| at);
    (start + inner).min(text.len())
}

fn restore(tree: &mut Yaml, mapped: &super::mapped::Mapped) {
    let back = |span: Span| mapped.span(span.start as usize..span.end as usize);
    tree.span = back(tree.span);
    match &mut tree.value {
        Value::List(items) => items.iter_mut().for_each(|item| restore(item, mapped)),
        Value::Map(entries) => {
            for entry in entries {
                entry.key_span = back(entry.key_span);
                restore(&mut entry.value, mapped);
            }
        }
        _ => {}
    }
}

struct Reader<'a> {
    source: &'a SourceText,
    report: &'a mut Report,
    sheet: Sheet,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        self.source.place(span)
    }

    fn key(&mut self, key: &'static Key, entry: &MapEntry) {
        match key.kind {
            Kind::Group(keys) => self.group(key, keys, entry),
            Kind::Groups(keys) => self.groups(key, keys, entry),
            Kind::Named(keys) => self.columns(keys, entry),
            _ => {
                if let Some(value) = accepted(key, entry, self.source, self.report) {
                    self.value(key.name, value, entry.value.span);
                }
            }
        }
    }

    fn value(&mut self, name: &str, value: Accepted, span: Span) {
        let place = self.place(span);
        let sheet = &mut self.sheet;
        match (name, value) {
            ("title", Accepted::Text(text)) => sheet.title = text,
            ("description", Accepted::Text(text)) => {
                let length = text.chars().count();
                if !text.is_empty() && length <= SHORT_DESCRIPTION {
                    self.report.add(problem::short_description(length), place);
                }
                sheet.description = text;
            }
            ("service", Accepted::Text(text)) => sheet.service = text,
            ("contact", Accepted::Text(text)) => {
                if is_personal_address(&text) {
                    self.report.add(problem::personal_contact(&text), place);
                } else {
                    sheet.contact = text;
                }
            }
            ("license", Accepted::Text(text)) => {
                sheet.license = license::find(&text);
                match sheet.license {
                    Some(found) if found.is_creative_commons() => {
                        self.report
                            .add(problem::creative_commons(found.title), place);
                    }
                    Some(_) => {}
                    None => {
                        let ids = license::LICENSES.iter().map(|one| one.id);
                        let near = Phrase::nearest(nearest(&fold(&text), ids));
                        self.report
                            .add(problem::unknown_license(&text, near), place);
                    }
                }
            }
            ("frequency", Accepted::Text(text)) => {
                sheet.frequency = frequency::find(&text);
                if sheet.frequency.is_none() {
                    let names = frequency::FREQUENCIES
                        .iter()
                        .flat_map(|one| [one.fr, one.en, one.id]);
                    let near = Phrase::nearest(nearest(&fold(&text), names));
                    self.report
                        .add(problem::unknown_frequency(&text, near), place);
                }
            }
            ("keywords", Accepted::Texts(texts)) => sheet.keywords = filled(texts),
            ("themes", Accepted::Texts(texts)) => sheet.themes = filled(texts),
            ("created", Accepted::Date(date)) => sheet.created = Some(date),
            ("updated", Accepted::Date(date)) => sheet.updated = Some(date),
            ("collection", Accepted::Text(text)) => sheet.collection = text,
            ("motivation", Accepted::Text(text)) => sheet.motivation = text,
            ("processing", Accepted::Texts(texts)) => sheet.processing = filled(texts),
            ("limits", Accepted::Texts(texts)) => sheet.limits = filled(texts),
            ("ethics", Accepted::Text(text)) => sheet.ethics = text,
            ("uses", Accepted::Text(text)) => sheet.uses = text,
            _ => {}
        }
    }

    /// A group of keys, or the text that stands for its first one.
    fn group(&mut self, key: &'static Key, keys: &'static [Key], entry: &MapEntry) {
        if let Value::Map(entries) = &entry.value.value {
            for (inner, entry) in known(keys, entries, self.source, self.report) {
                if let Some(value) = accepted(inner, entry, self.source, self.report) {
                    self.member(key.name, inner.name, value, entry);
                }
            }
            if key.name == "period" {
                self.check_period(entry.value.span);
            }
            return;
        }
        let Some(Accepted::Text(text)) = accepted(key, entry, self.source, self.report) else {
            return;
        };
        let span = entry.value.span;
        let sheet = &mut self.sheet;
        match key.name {
            "publisher" => sheet.publisher.name = text,
            "territory" => sheet.territory = territory(&text),
            "period" => match period(&text) {
                Some(period) => {
                    sheet.period = period;
                    self.check_period(span);
                }
                None => {
                    let place = self.place(span);
                    let expected = Kind::Moment.expected();
                    self.report
                        .add(yaml_problem::wrong_value(&entry.key, expected), place);
                }
            },
            "personal_data" => {
                let word = fold(&text);
                let none = ["aucune", "non", "none", "no", "false"].contains(&word.as_str());
                sheet.personal = Some(PersonalData {
                    present: Some(!none),
                    treatment: if none { String::new() } else { text },
                    ..PersonalData::default()
                });
            }
            "schema" => sheet.schema.get_or_insert_default().name = text,
            "publication" => self.published_at(text, span),
            _ => {}
        }
    }

    fn member(&mut self, group: &str, name: &str, value: Accepted, entry: &MapEntry) {
        let span = entry.value.span;
        let sheet = &mut self.sheet;
        match (group, name, value) {
            ("publisher", "name", Accepted::Text(text)) => sheet.publisher.name = text,
            ("publisher", "siren", Accepted::Text(text)) => {
                let digits = digits(&text);
                if is_siren(&digits) {
                    sheet.publisher.siren = digits;
                } else {
                    let place = self.place(span);
                    self.report.add(problem::wrong_siren(&text), place);
                }
            }
            ("territory", "name", Accepted::Text(text)) => sheet.territory.name = text,
            ("territory", "insee", Accepted::Texts(codes)) => sheet.territory.communes = codes,
            ("territory", "siren_epci", Accepted::Texts(codes)) => {
                for code in codes {
                    let siren = digits(&code);
                    if is_siren(&siren) {
                        self.sheet.territory.epci.push(siren);
                    } else {
                        let place = self.place(span);
                        self.report.add(problem::wrong_siren(&code), place);
                    }
                }
            }
            ("territory", "departement", Accepted::Texts(codes)) => {
                sheet.territory.departments = codes;
            }
            ("period", "start", Accepted::Days(first, _)) => sheet.period.start = Some(first),
            ("period", "end", Accepted::Days(_, last)) => sheet.period.end = Some(last),
            ("personal_data", name, value) => {
                let columns = columns_at(entry, self.source);
                let personal = sheet.personal.get_or_insert_default();
                match (name, value) {
                    ("present", Accepted::Flag(present)) => personal.present = Some(present),
                    ("legal_basis", Accepted::Text(text)) => personal.legal_basis = text,
                    ("treatment", Accepted::Text(text)) => personal.treatment = text,
                    ("removed_columns", _) => personal.removed = columns,
                    ("kept_columns", _) => personal.kept = columns,
                    _ => {}
                }
            }
            ("schema", "name", Accepted::Text(text)) => {
                sheet.schema.get_or_insert_default().name = text;
            }
            ("schema", "version", Accepted::Text(text)) => {
                sheet.schema.get_or_insert_default().version = text;
            }
            ("publication", "platform", Accepted::Text(text)) => sheet.publication.platform = text,
            ("publication", "url", Accepted::Text(text)) => self.published_at(text, span),
            ("publication", "date", Accepted::Date(date)) => sheet.publication.date = Some(date),
            _ => {}
        }
    }

    fn published_at(&mut self, text: String, span: Span) {
        if is_web_address(&text) {
            self.sheet.publication.address = text;
        } else {
            let place = self.place(span);
            self.report.add(problem::wrong_address(&text), place);
        }
    }

    fn check_period(&mut self, span: Span) {
        if let Period {
            start: Some(start),
            end: Some(end),
        } = self.sheet.period
            && start > end
        {
            self.sheet.period = Period {
                start: Some(end),
                end: Some(start),
            };
            let place = self.place(span);
            self.report
                .add(problem::period_backwards(start, end), place);
        }
    }

    fn groups(&mut self, key: &'static Key, keys: &'static [Key], entry: &MapEntry) {
        let one = std::slice::from_ref(&entry.value);
        let items = match &entry.value.value {
            Value::Null => return,
            Value::List(items) => items.as_slice(),
            _ => one,
        };
        for item in items {
            let mut texts: Vec<(&'static str, String, Span)> = Vec::new();
            match &item.value {
                Value::Map(entries) => {
                    for (inner, entry) in known(keys, entries, self.source, self.report) {
                        if let Some(Accepted::Text(text)) =
                            accepted(inner, entry, self.source, self.report)
                        {
                            texts.push((inner.name, text, entry.value.span));
                        }
                    }
                }
                _ => match item.text() {
                    Some(text) => texts.push((keys[0].name, text.trim().to_owned(), item.span)),
                    None => {
                        let place = self.place(item.span);
                        let expected = key.kind.expected();
                        self.report
                            .add(yaml_problem::wrong_value(&entry.key, expected), place);
                    }
                },
            }
            if texts.is_empty() {
                continue;
            }
            match key.name {
                "sources" => self.add_source(texts),
                _ => self.add_file(texts),
            }
        }
    }

    fn add_source(&mut self, texts: Vec<(&'static str, String, Span)>) {
        let mut source = NamedAddress::default();
        for (name, text, span) in texts {
            match name {
                "url" if !is_web_address(&text) => {
                    let place = self.place(span);
                    self.report.add(problem::wrong_address(&text), place);
                }
                "url" => source.address = text,
                _ if is_web_address(&text) => source.address = text,
                _ => source.title = text,
            }
        }
        self.sheet.sources.push(source);
    }

    fn add_file(&mut self, texts: Vec<(&'static str, String, Span)>) {
        let mut file = FileNote::default();
        for (name, text, _) in texts {
            match name {
                "path" => file.path = text,
                "title" => file.title = text,
                "description" => file.description = text,
                "encoding" => file.encoding = text,
                "delimiter" => file.delimiter = text,
                _ => {}
            }
        }
        self.sheet.files.push(file);
    }

    fn columns(&mut self, keys: &'static [Key], entry: &MapEntry) {
        let entries = match &entry.value.value {
            Value::Null => return,
            Value::Map(entries) => entries,
            _ => {
                let place = self.place(entry.value.span);
                let expected = Kind::Named(keys).expected();
                self.report
                    .add(yaml_problem::wrong_value(&entry.key, expected), place);
                return;
            }
        };
        for entry in entries {
            let mut note = ColumnNote {
                name: entry.key.trim().to_owned(),
                place: self.place(entry.key_span),
                title: String::new(),
                description: String::new(),
                kind: String::new(),
                unit: String::new(),
                example: String::new(),
            };
            match &entry.value.value {
                Value::Map(entries) => {
                    for (inner, entry) in known(keys, entries, self.source, self.report) {
                        let Some(Accepted::Text(text)) =
                            accepted(inner, entry, self.source, self.report)
                        else {
                            continue;
                        };
                        match inner.name {
                            "title" => note.title = text,
                            "description" => note.description = text,
                            "type" => note.kind = text,
                            "unit" => note.unit = text,
                            _ => note.example = text,
                        }
                    }
                }
                Value::Null => {}
                _ => match entry.value.text() {
                    Some(text) => note.title = text.trim().to_owned(),
                    None => {
                        let place = self.place(entry.value.span);
                        let expected = Kind::Group(keys).expected();
                        self.report
                            .add(yaml_problem::wrong_value(&entry.key, expected), place);
                    }
                },
            }
            self.sheet.columns.push(note);
        }
    }
}

fn filled(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

fn digits(text: &str) -> String {
    text.chars()
        .filter(|found| !found.is_whitespace())
        .collect()
}

/// The names of a list, each where it is written.
fn columns_at(entry: &MapEntry, source: &SourceText) -> Vec<(String, Place)> {
    let items = match &entry.value.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    let mut out = Vec::new();
    for item in items {
        let place = source.place(item.span);
        let text = item.text().unwrap_or_default();
        // `nom, prenom` on one line is two columns; in a list, a comma belongs to the name.
        let names = match &entry.value.value {
            Value::List(_) => vec![text.trim().to_owned()],
            _ => key::split_commas(text),
        };
        out.extend(filled(names).into_iter().map(|name| (name, place.clone())));
    }
    out
}

/// `53`, `53130`, `200040277` or a name.
fn territory(text: &str) -> Territory {
    let mut territory = Territory::default();
    let code = digits(text);
    let is_code = code.bytes().skip(2).all(|byte| byte.is_ascii_digit())
        && code
            .bytes()
            .take(2)
            .all(|byte| byte.is_ascii_alphanumeric())
        && code.starts_with(|first: char| first.is_ascii_digit());
    match code.len() {
        2 | 3 if is_code => territory.departments.push(code),
        5 if is_code => territory.communes.push(code),
        9 if is_siren(&code) => territory.epci.push(code),
        _ => territory.name = text.to_owned(),
    }
    territory
}

/// `2021`, `2015-2025`, `2015/2025`, `2015 à 2025`, `2021-03 - 2022-02`.
fn period(text: &str) -> Option<Period> {
    let whole = |first: (Date, Date), last: (Date, Date)| Period {
        start: Some(first.0),
        end: Some(last.1),
    };
    if let Some(days) = key::moment(text) {
        return Some(whole(days, days));
    }
    let folded = fold(text);
    let years = folded
        .split_once('-')
        .filter(|(left, right)| left.trim().len() == 4 && right.trim().len() == 4);
    let (left, right) = years
        .or_else(|| folded.split_once(" a "))
        .or_else(|| folded.split_once(" to "))
        .or_else(|| folded.split_once(" - "))
        .or_else(|| folded.split_once('/'))?;
    let left = left
        .trim()
        .trim_start_matches("de ")
        .trim_start_matches("du ");
    let right = right.trim().trim_start_matches("au ");
    Some(whole(key::moment(left)?, key::moment(right)?))
}

/// An http or https address of a host with a dot in its name, without a blank.
pub fn is_web_address(text: &str) -> bool {
    address::host(text).is_some_and(|host| host.contains('.'))
        && !text.starts_with("//")
        && !address::names_user(text)
        && !text.contains(|found: char| {
            found.is_whitespace() || found.is_control() || "\"<>\\^`{|}".contains(found)
        })
}

/// An e-mail address whose first part looks like a first name and a name, or an initial and a name.
fn is_personal_address(text: &str) -> bool {
    const SERVICES: [&str; 10] = [
        "accueil",
        "bureau",
        "cabinet",
        "contact",
        "data",
        "direction",
        "info",
        "mairie",
        "opendata",
        "service",
    ];
    let Some((local, _)) = text.split_once('@') else {
        return false;
    };
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    parts.len() == 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|found| found.is_alphabetic() || found == '-')
                && !SERVICES.contains(&part.to_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests;
