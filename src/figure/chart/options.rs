//! The lines of a chart that no column decides: how series share a place, axes, lines across, words at values.

use super::super::fields::{Fields, number};
use super::super::{keys, names};
use crate::chart::{Annotation, At, AxisName, Mode, Orientation, Reference, ScaleOptions};
use crate::diag::{Language, chart};
use crate::format::time;
use crate::model::date::Date;
use crate::model::fence::Written;
use crate::model::table::{Column, Values};
use crate::transform::Fault;

/// What those lines ask for.
pub struct Options {
    pub mode: Mode,
    pub orientation: Option<Orientation>,
    pub x_scale: ScaleOptions,
    pub y_scale: ScaleOptions,
    pub bins: Option<usize>,
    pub references: Vec<Reference>,
}

impl Options {
    /// Reads them; a value that means nothing is told, and left out.
    pub fn read(fields: &Fields<'_>, faults: &mut Vec<Fault>) -> Self {
        let log = |name: &str, faults: &mut Vec<Fault>| fields.one_of(name, faults) == Some("log");
        Options {
            mode: match fields.one_of("mode", faults) {
                Some("stacked") => Mode::Stacked,
                Some("percent") => Mode::Percent,
                _ => Mode::Grouped,
            },
            orientation: match fields.one_of("orientation", faults) {
                Some("horizontal") => Some(Orientation::Horizontal),
                Some("vertical") => Some(Orientation::Vertical),
                _ => None,
            },
            x_scale: ScaleOptions {
                log: log("xscale", faults),
                ..ScaleOptions::default()
            },
            y_scale: ScaleOptions {
                log: log("yscale", faults),
                zero: None,
                min: fields.number("ymin", faults),
                max: fields.number("ymax", faults),
            },
            bins: fields.whole("bins", faults),
            references: references(fields, faults),
        }
    }
}

/// The words that stand at values of the horizontal axis.
pub fn annotations(
    fields: &Fields<'_>,
    x: Option<&Column>,
    language: Language,
    faults: &mut Vec<Fault>,
) -> Vec<Annotation> {
    let mut out = Vec::new();
    for written in fields.all("annotate") {
        let Some((place, text)) = labelled(written) else {
            faults.push(fields.wrong("annotate"));
            continue;
        };
        let at = match x {
            Some(column) => match &column.values {
                Values::Numbers(_) => number(&place.text).map(At::Number),
                Values::Dates(_) => day(&place.text).map(At::Day),
                _ => names::values(&place, "annotate", &[Some(column)], language, faults)
                    .pop()
                    .map(At::Name),
            },
            None => None,
        };
        match at {
            Some(x) => out.push(Annotation {
                x,
                y: None,
                text: text.text,
            }),
            None if x.is_some_and(|column| matches!(column.values, Values::Texts(_))) => {}
            None => faults.push(Fault::new(
                chart::wrong_value("annotate", keys::Form::Labelled.expected()),
                place.span,
            )),
        }
    }
    out
}

/// The two sides of `2020 = confinement`.
fn labelled(written: &Written) -> Option<(Written, Written)> {
    let at = written.text.find('=')?;
    let (place, text) = (
        written.trimmed(0..at),
        written.trimmed(at + 1..written.text.len()),
    );
    (!place.text.is_empty() && !text.text.is_empty()).then_some((place, text))
}

fn references(fields: &Fields<'_>, faults: &mut Vec<Fault>) -> Vec<Reference> {
    let mut out = Vec::new();
    for written in fields.all("reference") {
        let found =
            labelled(written).and_then(|(place, text)| Some((number(&place.text)?, text.text)));
        match found {
            Some((value, text)) => out.push(Reference {
                axis: AxisName::Y,
                at: At::Number(value),
                text,
            }),
            None => faults.push(fields.wrong("reference")),
        }
    }
    out
}

/// A day, a month or a year, as the day it starts.
fn day(text: &str) -> Option<i32> {
    if let Some(date) = Date::parse(text) {
        return Some(time::day_number(date.year, date.month, date.day));
    }
    if let Some((year, month)) = text.split_once('-') {
        let month: u8 = month
            .trim()
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        return Some(time::day_number(year.trim().parse().ok()?, month, 1));
    }
    let year: i32 = text
        .trim()
        .parse()
        .ok()
        .filter(|year| (1000..=9999).contains(year))?;
    Some(time::day_number(year, 1, 1))
}
