//! The first rows of a dataset.

use crate::diag::Language;
use crate::export::package::columns;
use crate::model::dataset::Dataset;
use crate::model::date::Date;
use crate::model::table::ColumnKind;
use crate::render::view::clipped;
use crate::render::words;
use serde::Serialize;
use std::collections::BTreeSet;

/// Columns that are shown side by side.
const COLUMNS: usize = 60;

/// Characters of a cell.
const CELL: usize = 100;

/// The first rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PreviewView {
    pub headers: Vec<HeaderView>,
    pub rows: Vec<Vec<CellView>>,
    /// `20 lignes sur 1 284`.
    pub summary: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeaderView {
    pub name: String,
    /// Its cells are numbers, aligned at the right.
    pub number: bool,
    #[serde(skip)]
    date: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellView {
    /// Empty: nothing was written there.
    pub text: String,
    pub number: bool,
}

/// A cell as a reader expects it: all its digits, in the page's language.
fn shown(language: Language, header: &HeaderView, cell: &str) -> String {
    let french = language == Language::French;
    if header.number && cell.parse::<f64>().is_ok() && !cell.contains(['e', 'E']) {
        let (sign, digits) = match cell.strip_prefix('-') {
            Some(digits) => ("\u{2212}", digits),
            None => ("", cell),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if let Ok(whole) = whole.parse::<u64>() {
            let whole = words::number(language, whole);
            return match decimals {
                "" => format!("{sign}{whole}"),
                _ => format!("{sign}{whole}{}{decimals}", if french { "," } else { "." }),
            };
        }
    }
    if header.date
        && french
        && let Some(date) = Date::parse(cell)
    {
        return format!("{:02}/{:02}/{}", date.day, date.month, date.year);
    }
    clipped(cell, CELL)
}

pub(super) fn preview(language: Language, dataset: &Dataset) -> PreviewView {
    let headers: Vec<HeaderView> = columns(dataset, &BTreeSet::new())
        .take(COLUMNS)
        .map(|column| HeaderView {
            name: column.name.to_owned(),
            number: matches!(
                column.profile.kind,
                ColumnKind::Integer | ColumnKind::Decimal
            ),
            date: column.profile.kind == ColumnKind::Date,
        })
        .collect();
    let rows: Vec<Vec<CellView>> = dataset
        .preview
        .iter()
        .map(|row| {
            headers
                .iter()
                .enumerate()
                .map(|(at, header)| CellView {
                    text: shown(language, header, row.get(at).map_or("", String::as_str)),
                    number: header.number,
                })
                .collect()
        })
        .collect();
    let total = usize::try_from(dataset.profile.rows).unwrap_or(usize::MAX);
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let noun = words::count(
        language,
        rows.len(),
        pick("ligne", "row"),
        pick("lignes", "rows"),
    );
    let mut summary = match rows.len() < total {
        true => format!(
            "{noun} {} {}",
            pick("sur", "of"),
            words::number(language, total as u64)
        ),
        false => noun,
    };
    if dataset.published.len() > COLUMNS {
        summary.push_str(&format!(
            ", {COLUMNS} {} {} {}",
            pick("colonnes", "columns"),
            pick("sur", "of"),
            dataset.published.len()
        ));
    }
    PreviewView {
        headers,
        rows,
        summary,
    }
}
