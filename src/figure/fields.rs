//! The lines of a block by their keys. In: a [`Fence`]. Out: the value of each key, and a fault for each line that no
//! key of the block explains.

use super::keys::{self, Form, Key};
use crate::diag::chart;
use crate::model::fence::{Fence, Written, key_name};
use crate::source::Span;
use crate::text::fold::fold;
use crate::transform::Fault;

/// What an author wrote, by key.
pub struct Fields<'a> {
    pub fence: &'a Fence,
    found: Vec<(&'static Key, &'a Written)>,
}

impl<'a> Fields<'a> {
    /// Reads the lines of a block. A line that means nothing is reported; the others hold.
    pub fn read(fence: &'a Fence, faults: &mut Vec<Fault>) -> Self {
        let block = fence.kind;
        let mut found: Vec<(&'static Key, &'a Written)> = Vec::new();
        for entry in &fence.body.entries {
            let key = &entry.key;
            let Some(known) = keys::find(block, &key.text) else {
                let name = key_name(&key.text);
                let near = keys::near(block, &name);
                let problem = chart::unknown_key(&key.text, block.word(), near, keys::list(block));
                faults.push(Fault::new(problem, key.span));
                continue;
            };
            let repeats = known.form == Form::Labelled;
            if !repeats && found.iter().any(|(other, _)| other.name == known.name) {
                faults.push(Fault::new(chart::duplicate_key(&key.text), key.span));
                continue;
            }
            if entry.value.text.is_empty() {
                if known.form != Form::Prose {
                    let problem = chart::wrong_value(known.name, known.form.expected());
                    faults.push(Fault::new(problem, key.span));
                }
                continue;
            }
            found.push((known, &entry.value));
        }
        Fields { fence, found }
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&'a Written> {
        self.all(name).next()
    }

    /// The values of a key that may be written several times.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &'a Written> {
        self.found
            .iter()
            .filter(move |(key, _)| key.name == name)
            .map(|(_, value)| *value)
    }

    /// What the value of a key reads as; nothing without the key.
    ///
    /// # Errors
    /// Those of `parse`.
    pub fn parsed<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&'a Written) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.get(name).map(parse).transpose()
    }

    /// The sentence of a key; empty without it.
    pub fn prose(&self, name: &str) -> &'a str {
        self.get(name).map_or("", |value| value.text.as_str())
    }

    /// The place of a key's value, or of the whole block.
    pub fn span(&self, name: &str) -> Span {
        self.get(name).map_or(self.fence.span, |value| value.span)
    }

    /// A yes or a no; anything else is a fault, and a no.
    pub fn flag(&self, name: &str, faults: &mut Vec<Fault>) -> bool {
        let Some(value) = self.get(name) else {
            return false;
        };
        match fold(&value.text).as_str() {
            "oui" | "yes" | "true" | "vrai" => true,
            "non" | "no" | "false" | "faux" => false,
            _ => {
                faults.push(self.wrong(name));
                false
            }
        }
    }

    /// One word of a list, by its English name.
    pub fn one_of(&self, name: &str, faults: &mut Vec<Fault>) -> Option<&'static str> {
        let value = self.get(name)?;
        let (key, _) = self.found.iter().find(|(key, _)| key.name == name)?;
        let Form::OneOf(words) = key.form else {
            return None;
        };
        let folded = fold(&value.text);
        let folded = folded.trim_end_matches("es").trim_end_matches('s');
        let found = words
            .iter()
            .find(|(english, french)| {
                folded == english.trim_end_matches('s') || folded == french.trim_end_matches('s')
            })
            .map(|(english, _)| *english);
        if found.is_none() {
            faults.push(self.wrong(name));
        }
        found
    }

    /// A number, written as in French or in English.
    pub fn number(&self, name: &str, faults: &mut Vec<Fault>) -> Option<f64> {
        let value = self.get(name)?;
        let found = number(&value.text);
        if found.is_none() {
            faults.push(self.wrong(name));
        }
        found
    }

    /// A whole number between the bounds of its key.
    pub fn whole(&self, name: &str, faults: &mut Vec<Fault>) -> Option<usize> {
        let value = self.get(name)?;
        let (key, _) = self.found.iter().find(|(key, _)| key.name == name)?;
        let Form::Whole(least, most) = key.form else {
            return None;
        };
        let found = value
            .text
            .parse::<u32>()
            .ok()
            .filter(|number| (least..=most).contains(number));
        if found.is_none() {
            faults.push(self.wrong(name));
        }
        found.map(|number| number as usize)
    }

    /// The fault of a value that its key does not accept.
    pub fn wrong(&self, name: &str) -> Fault {
        let expected = keys::find(self.fence.kind, name)
            .map_or(Form::Prose, |key| key.form)
            .expected();
        Fault::new(chart::wrong_value(name, expected), self.span(name))
    }

    /// The rules that `allow` names.
    pub fn allowed(&self, faults: &mut Vec<Fault>) -> Vec<&'static str> {
        let Some(value) = self.get("allow") else {
            return Vec::new();
        };
        let inner = Written {
            text: value.text.replace(['[', ']'], " "),
            span: value.span,
        };
        let mut out = Vec::new();
        for part in inner.list() {
            let code = part.text.trim_start_matches("chart.");
            match super::honesty::RULES.iter().find(|known| **known == code) {
                Some(known) => out.push(*known),
                None => {
                    let near = crate::diag::nearest(code, super::honesty::RULES.iter().copied());
                    let near = crate::diag::Phrase::nearest(near);
                    faults.push(Fault::new(chart::unknown_rule(code, near), part.span));
                }
            }
        }
        if self.prose("reason").is_empty() {
            faults.push(Fault::new(chart::allow_without_reason(), value.span));
        }
        out
    }
}

/// A number as people write it: `1 200,5`, `1200.5`, `-3`.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            ',' => '.',
            '−' => '-',
            other => other,
        })
        .collect();
    plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        .then(|| plain.parse::<f64>().ok())
        .flatten()
        .filter(|value| value.is_finite())
}
