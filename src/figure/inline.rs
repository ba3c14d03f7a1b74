//! Numbers worked out where they are written: `` `=compte(dae.csv)` `` in a sentence, in a title, in a description.

use super::row::absent;
use super::{Scene, Stop, Studio};
use crate::diag::{Report, chart, template};
use crate::format::number;
use crate::model::body::Inline;
use crate::model::fence::Written;
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::text::fold::fold;
use crate::text::placeholder::is_filled;
use crate::transform::evaluate::evaluate;
use crate::transform::{Channel, Expression, Fault, Filter, Function, Names, Recipe, prepare};
use std::io;

/// A number longer to write than this is no sentence.
const LONGEST: usize = 500;

impl Studio<'_> {
    /// Replaces the computed numbers among some words by their values.
    ///
    /// # Errors
    /// When a listed file cannot be read.
    pub(super) fn settle_inlines(
        &self,
        inlines: &mut [Inline],
        scene: &Scene<'_>,
        report: &mut Report,
    ) -> io::Result<()> {
        for inline in inlines {
            match inline {
                Inline::Number { expression, span } => {
                    let written = Written {
                        text: expression.clone(),
                        span: *span,
                    };
                    *inline = match self.worked_out(&written, scene) {
                        Ok(value) => Inline::Text(shown(value, scene)),
                        Err(Stop::Machine(error)) => return Err(error),
                        Err(Stop::Fault(fault)) if scene.is_absence(&fault) => {
                            Inline::Text(absent(scene.language).to_owned())
                        }
                        Err(Stop::Fault(fault)) => {
                            report.add(fault.problem, scene.source.place(fault.span));
                            Inline::Code(format!("={expression}"))
                        }
                    };
                }
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Strike(inner)
                | Inline::Underline(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.settle_inlines(inner, scene, report)?,
                Inline::Link(link) => self.settle_inlines(&mut link.inlines, scene, report)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A sentence of a block with its computed numbers in place.
    pub(super) fn filled(
        &self,
        written: Option<&Written>,
        scene: &Scene<'_>,
    ) -> Result<String, Stop> {
        let Some(written) = written else {
            return Ok(String::new());
        };
        let words = |text: &str| match &scene.row {
            Some(row) => row.words(text, scene.language),
            None => text.to_owned(),
        };
        let mut out = String::with_capacity(written.text.len());
        let mut at = 0;
        while let Some(open) = written.text[at..].find("`=") {
            let start = at + open + 2;
            let Some(close) = written.text[start..].find('`') else {
                break;
            };
            out.push_str(&words(&written.text[at..start - 2]));
            let inner = written.trimmed(start..start + close);
            match self.worked_out(&inner, scene) {
                Err(Stop::Fault(fault)) if scene.is_absence(&fault) => {
                    out.push_str(absent(scene.language));
                }
                value => out.push_str(&shown(value?, scene)),
            }
            at = start + close + 1;
        }
        out.push_str(&words(&written.text[at..]));
        Ok(out)
    }

    /// Puts the values of computed numbers into words that were taken out of a text: a lead, a heading. What does not
    /// read stays as written: it is told where it stands in the text.
    pub fn fill(&self, words: &mut String, scene: &Scene<'_>) {
        if words.contains("`=") || (scene.row.is_some() && is_filled(words)) {
            let written = Written {
                text: std::mem::take(words),
                span: crate::source::Span::default(),
            };
            *words = self.filled(Some(&written), scene).unwrap_or(written.text);
        }
    }

    /// The value of `compte(dae.csv)`, `somme(a.csv, x) / somme(b.csv, y)`.
    pub(super) fn worked_out(&self, written: &Written, scene: &Scene<'_>) -> Result<f64, Stop> {
        let text = &written.text;
        let wrong = || Fault::new(chart::number_word(text), written.span);
        if text.len() > LONGEST {
            return Err(wrong().into());
        }
        // Each call becomes a column of a table of one row, and the rest is an expression over it.
        let mut rest = String::new();
        let mut values = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('(').map(|open| at + open) {
            let word_start = text[..open]
                .char_indices()
                .rev()
                .take_while(|(_, letter)| letter.is_alphabetic())
                .last()
                .map_or(open, |(start, _)| start);
            if word_start == open {
                rest.push_str(&text[at..=open]);
                at = open + 1;
                continue;
            }
            let close = closing(text, open).ok_or_else(wrong)?;
            rest.push_str(&text[at..word_start]);
            rest.push_str(&format!("[#{}]", values.len()));
            let name = written.trimmed(word_start..open);
            let inner = written.trimmed(open + 1..close);
            values.push(self.called(&name, &inner, scene)?);
            at = close + 1;
        }
        rest.push_str(&text[at..]);
        // On the page of a row, `{population} / {surface}` is a number too.
        if values.is_empty() && scene.row.is_none() {
            return Err(wrong().into());
        }
        let columns: Vec<Column> = values
            .iter()
            .enumerate()
            .map(|(index, value)| Column {
                name: format!("#{index}"),
                kind: ColumnKind::Decimal,
                unit: None,
                values: Values::Numbers(vec![*value]),
            })
            .collect();
        let table = Table {
            path: String::new(),
            records: vec![1],
            columns,
        };
        let names = Names::new("", table.columns.iter().map(|column| column.name.as_str()));
        let whole = Written {
            text: rest,
            span: written.span,
        };
        let mut by_zero = Vec::new();
        let found = scene
            .expression(&whole, &names)
            .and_then(|expression| {
                Ok(evaluate(&expression, &table, &mut by_zero)?
                    .values
                    .into_owned())
            })
            .map_err(|fault| match scene.is_absence(&fault) {
                true => fault,
                false => wrong(),
            })?;
        match found {
            Values::Numbers(found) if found.first().is_some_and(|value| value.is_finite()) => {
                Ok(found[0])
            }
            // Nothing of the row to be computed with, or a division by what is not there.
            Values::Numbers(_) if scene.row.is_some() => {
                Err(Fault::new(template::empty_cell(text), written.span).into())
            }
            _ => Err(wrong().into()),
        }
    }

    /// One function over one file: `compte(file[, filter])`, `somme(file, expression[, filter])`.
    fn called(&self, name: &Written, inner: &Written, scene: &Scene<'_>) -> Result<f64, Stop> {
        let function = Function::ALL
            .iter()
            .find(|(fr, en, _)| fold(fr) == fold(&name.text) || *en == fold(&name.text))
            .map(|(_, _, function)| *function)
            .ok_or_else(|| Function::unknown(&name.text, name.span))?;
        let parts = inner.list();
        let Some(file) = parts.first() else {
            return Err(Fault::new(chart::number_word(&name.text), name.span).into());
        };
        let known = self.named_dataset(file, scene)?;
        let (argument, filter) = match function {
            Function::Count => (None, parts.get(1)),
            _ => (parts.get(1), parts.get(2)),
        };
        let argument = argument
            .map(|written| scene.expression(written, &known.names))
            .transpose()?;
        if argument.is_none() && function != Function::Count {
            let expected =
                crate::diag::Phrase::new("un fichier, puis une colonne", "a file, then a column");
            return Err(Fault::new(chart::arguments(&name.text, expected), name.span).into());
        }
        let filter = filter
            .map(|written| scene.filter(written, &known.names))
            .transpose()?;
        let mut columns = Vec::new();
        if let Some(argument) = &argument {
            argument.columns(&mut columns);
        }
        if let Some(filter) = &filter {
            filter.expression.columns(&mut columns);
        }
        if columns.is_empty() {
            columns.extend(known.names.all().first().cloned());
        }
        // The share of the rows that pass is a share of all rows.
        let needed = filter.as_ref().filter(|_| function != Function::Share);
        let (table, rows_of_file) = self.some(&known, &columns, needed, scene)?;
        let (function, of) = match function {
            Function::Share => (Function::Sum, true),
            other => (other, false),
        };
        let value = |filter: Option<Filter>| -> Result<f64, Fault> {
            let recipe = Recipe {
                rows_of_file,
                filter,
                channels: vec![Channel {
                    name: "y",
                    expression: Expression::Call(
                        function,
                        argument.clone().map(Box::new),
                        name.span,
                    ),
                }],
                ..Recipe::default()
            };
            let found = match prepare(&table, &recipe) {
                // A row of a table may have no line in another one.
                Err(fault) if scene.is_absence(&fault) => {
                    return Ok(match function {
                        Function::Count | Function::Distinct | Function::Sum => 0.0,
                        _ => f64::NAN,
                    });
                }
                found => found?,
            };
            match found.table.columns.first().map(|column| &column.values) {
                Some(Values::Numbers(all)) if !all.is_empty() => Ok(all[0]),
                _ => Ok(f64::NAN),
            }
        };
        let found = value(filter)?;
        Ok(match of {
            true => 100.0 * found / value(None)?,
            false => found,
        })
    }
}

/// A number as a sentence says it: three digits that count, more only where there is no comma.
fn shown(value: f64, scene: &Scene<'_>) -> String {
    number(rounded(value), scene.language)
}

/// Rounded for reading.
pub(super) fn rounded(value: f64) -> f64 {
    let step: f64 = match value.abs() {
        size if size >= 100.0 => 1.0,
        size if size >= 10.0 => 10.0,
        _ => 100.0,
    };
    (value * step).round() / step
}

/// The parenthesis that closes one, quotes aside.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, character) in text[open..].char_indices() {
        match character {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + at);
                }
            }
            _ => {}
        }
    }
    None
}
