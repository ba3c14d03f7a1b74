//! The description sheet of a dataset, YAML beside the table. In: the text of the file. Out: a [`Sheet`]; what is
//! wrong is told at its word and left out.

mod forgive;
mod keys;
mod lists;
mod words;

pub use keys::{KEYS, schema};
pub use words::is_web_address;

use self::words::{digits, filled, is_personal_address, period, territory};
use super::entries::{accepted, known};
use super::key::{self, Accepted, Key, Kind};
use super::yaml::{self, MapEntry, Value, Yaml};
use crate::diag::{Phrase, Report, nearest, sheet as problem, yaml as yaml_problem};
use crate::model::sheet::{Period, PersonalData, Sheet};
use crate::model::{frequency, license};
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
            ("header_row", Accepted::Integer(row)) => sheet.header_row = u32::try_from(row).ok(),
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

#[cfg(test)]
mod tests;
