//! Names of values and columns, as readers see them.

use crate::diag::{Language, Phrase, nearest};
use crate::model::fence::Written;
use crate::model::table::{Column, Values};
use crate::text::fold::fold;
use crate::transform::{Expression, Fault, Function};

/// What a column is called beside an axis and over a table: the column's own words, then what was done.
pub fn column(expression: &Expression, language: Language) -> String {
    match expression {
        Expression::Column(name, _) => readable(name),
        Expression::Call(function, argument, _) => {
            let inner = argument.as_ref().map(|inner| column(inner, language));
            called(*function, inner, language)
        }
        other => {
            let phrase = crate::transform::evaluate::phrase(other);
            readable(&super::say(&phrase, language))
        }
    }
}

fn called(function: Function, inner: Option<String>, language: Language) -> String {
    let say = |french: &'static str, english: &'static str| super::pick(language, french, english);
    match (function, inner) {
        (Function::Sum, Some(inner)) => inner,
        (Function::Count, None) => say("nombre", "count").to_owned(),
        (Function::Count, Some(inner)) => format!("{} ({inner})", say("nombre", "count")),
        (Function::Distinct, Some(inner)) => format!("{inner} ({})", say("différents", "distinct")),
        (Function::Mean, Some(inner)) => format!("{inner} ({})", say("moyenne", "mean")),
        (Function::Median, Some(inner)) => format!("{inner} ({})", say("médiane", "median")),
        (Function::Minimum, Some(inner)) => format!("{inner} ({})", say("minimum", "minimum")),
        (Function::Maximum, Some(inner)) => format!("{inner} ({})", say("maximum", "maximum")),
        (Function::Share, Some(inner)) => format!("{} {inner}", say("part de", "share of")),
        (_, None) => say("nombre", "count").to_owned(),
    }
}

/// `conso_mwh` → `conso mwh`: words, not the name of a column.
fn readable(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// A name that ends with its unit says it once: `conso mwh` in MWh is `conso`.
pub fn without_unit(column: &mut Column) {
    let Some(unit) = column.unit.as_deref() else {
        return;
    };
    if let Some((before, last)) = column.name.rsplit_once(' ')
        && fold(last.trim_matches(['(', ')'])) == fold(unit)
    {
        column.name.truncate(before.trim_end().len());
    }
}

/// The values of some columns that an author names, as the columns write them.
pub fn values(
    written: &Written,
    key: &str,
    columns: &[Option<&Column>],
    language: Language,
    faults: &mut Vec<Fault>,
) -> Vec<String> {
    let known: Vec<String> = columns
        .iter()
        .flatten()
        .flat_map(|column| shown(column, language))
        .collect();
    let mut parts = written.list();
    // A name may hold commas.
    if known.iter().any(|name| fold(name) == fold(&written.text)) {
        parts = vec![written.clone()];
    }
    let mut out = Vec::new();
    for part in parts {
        let wanted = fold(
            part.text
                .trim_matches(['"', '“', '”', '«', '»', ' ', '\u{A0}']),
        );
        match known.iter().find(|name| fold(name) == wanted) {
            Some(name) => out.push(name.clone()),
            None => {
                let near = nearest(&part.text, known.iter().map(String::as_str));
                let problem =
                    crate::diag::chart::unknown_value(&part.text, key, Phrase::nearest(near));
                faults.push(Fault::new(problem, part.span));
            }
        }
    }
    out
}

/// The distinct values of a column, as a drawing writes them; at most a few thousand.
fn shown(column: &Column, language: Language) -> Vec<String> {
    const MOST: usize = 5_000;
    match &column.values {
        Values::Texts(texts) => texts
            .words
            .iter()
            .take(MOST)
            .map(|word| word.to_string())
            .collect(),
        _ => {
            let count = super::data::len(column).min(MOST);
            let mut out: Vec<String> = (0..count)
                .map(|row| super::data::cell(column, row, language))
                .collect();
            out.sort();
            out.dedup();
            out
        }
    }
}
