//! The parts of a sheet that are lists: sources, files and columns.

use super::super::entries::{accepted, known};
use super::super::key::{Accepted, Key, Kind};
use super::super::yaml::{MapEntry, Value};
use super::{Reader, is_web_address};
use crate::diag::{sheet as problem, yaml as yaml_problem};
use crate::model::sheet::{ColumnNote, FileNote, NamedAddress};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn groups(&mut self, key: &'static Key, keys: &'static [Key], entry: &MapEntry) {
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

    pub(super) fn columns(&mut self, keys: &'static [Key], entry: &MapEntry) {
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
