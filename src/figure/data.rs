//! The data of a figure: as a table for the page, as CSV to take away.

use super::pick;
use crate::diag::Language;
use crate::format::{number, time};
use crate::model::figure::{DataColumn, DataTable};
use crate::model::table::{Column, ColumnKind, Table, Values};
use std::collections::BTreeMap;

/// Rows that a page shows of the table under a drawing; the others are in the CSV.
const SHOWN: usize = 200;

/// Series that make columns of their own.
const ACROSS: usize = 8;

/// A cell as its column's language writes it; empty when it is missing.
pub fn cell(column: &Column, row: usize, language: Language) -> String {
    match &column.values {
        Values::Numbers(all) => match all.get(row).filter(|value| !value.is_nan()) {
            None => String::new(),
            Some(value) if column.kind == ColumnKind::Year => time::year(*value as i32),
            Some(value) => number(*value, language),
        },
        Values::Dates(all) => all
            .get(row)
            .copied()
            .flatten()
            .map_or_else(String::new, |day| {
                let precision = match column.kind {
                    ColumnKind::Month => time::Precision::Month,
                    ColumnKind::Year => time::Precision::Year,
                    _ => time::Precision::Day,
                };
                time::date(day, precision, language)
            }),
        Values::Booleans(all) => match all.get(row).copied().flatten() {
            None => String::new(),
            Some(true) => pick(language, "oui", "yes").to_owned(),
            Some(false) => pick(language, "non", "no").to_owned(),
        },
        Values::Texts(all) => all.get(row).unwrap_or("").to_owned(),
    }
}

/// Rows of a column.
pub fn len(column: &Column) -> usize {
    match &column.values {
        Values::Numbers(all) => all.len(),
        Values::Dates(all) => all.len(),
        Values::Booleans(all) => all.len(),
        Values::Texts(all) => all.cells.len(),
    }
}

/// Whether a column stands to the right, aligned on the comma.
pub fn is_number(column: &Column) -> bool {
    matches!(column.values, Values::Numbers(_)) && column.kind != ColumnKind::Year
}

/// The name of a column with its unit, for the head of a table.
pub fn head(column: &Column) -> String {
    match &column.unit {
        Some(unit) => format!("{} ({unit})", column.name),
        None => column.name.clone(),
    }
}

/// The table under a drawing. With a few series, each has its column: `across` holds the columns of `x`, the series and
/// the measure.
pub fn table(columns: &[Column], across: Option<[usize; 3]>, language: Language) -> DataTable {
    let rows = columns.first().map_or(0, len);
    if let Some(wide) = across.and_then(|across| wide(columns, across, rows, language)) {
        return wide;
    }
    let shown = rows.min(SHOWN);
    DataTable {
        caption: String::new(),
        columns: columns
            .iter()
            .map(|column| DataColumn {
                name: head(column),
                number: is_number(column),
                ..DataColumn::default()
            })
            .collect(),
        rows: (0..shown)
            .map(|row| {
                columns
                    .iter()
                    .map(|column| cell(column, row, language))
                    .collect()
            })
            .collect(),
        total: None,
        footer: footer(shown, rows, language),
    }
}

/// How many rows are there of how many; empty when all are.
pub fn footer(shown: usize, rows: usize, language: Language) -> String {
    if shown >= rows {
        return String::new();
    }
    let (shown, rows) = (
        number(shown as f64, language),
        number(rows as f64, language),
    );
    match language {
        Language::French => format!("{shown} lignes sur {rows} ; toutes sont dans le CSV."),
        Language::English => format!("{shown} of {rows} rows; all of them are in the CSV."),
    }
}

fn wide(
    columns: &[Column],
    [x, series, measure]: [usize; 3],
    rows: usize,
    language: Language,
) -> Option<DataTable> {
    let [x, series, measure] = [columns.get(x)?, columns.get(series)?, columns.get(measure)?];
    // Any other column would have no place.
    if columns.len() != 3 {
        return None;
    }
    let mut heads: Vec<String> = Vec::new();
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..rows {
        let name = cell(series, row, language);
        let at = match heads.iter().position(|known| *known == name) {
            Some(at) => at,
            None if heads.len() == ACROSS => return None,
            None => {
                heads.push(name);
                heads.len() - 1
            }
        };
        let key = cell(x, row, language);
        let line = *places.entry(key.clone()).or_insert_with(|| {
            lines.push((key, Vec::new()));
            lines.len() - 1
        });
        let cells = &mut lines[line].1;
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        // Two values at one place would hide one another.
        if !cells[at].is_empty() {
            return None;
        }
        cells[at] = cell(measure, row, language);
    }
    let all = lines.len();
    lines.truncate(SHOWN);
    let unit = measure.unit.as_ref();
    let mut out = DataTable {
        columns: vec![DataColumn {
            name: head(x),
            ..DataColumn::default()
        }],
        footer: footer(lines.len(), all, language),
        ..DataTable::default()
    };
    for name in &heads {
        out.columns.push(DataColumn {
            name: match unit {
                Some(unit) => format!("{name} ({unit})"),
                None => name.clone(),
            },
            number: true,
            ..DataColumn::default()
        });
    }
    out.rows = lines
        .into_iter()
        .map(|(key, mut cells)| {
            cells.resize(heads.len(), String::new());
            cells.insert(0, key);
            cells
        })
        .collect();
    Some(out)
}

/// The whole table as CSV (RFC 4180, UTF-8, commas): numbers with a point, dates as ISO 8601, as machines read them.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let heads: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    // A writer to memory does not fail.
    let _ = writer.write_record(&heads);
    for row in 0..table.rows() {
        let cells: Vec<String> = table
            .columns
            .iter()
            .map(|column| machine(column, row))
            .collect();
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell as machines read it; empty when it is missing.
pub fn machine(column: &Column, row: usize) -> String {
    match &column.values {
        Values::Numbers(all) => match all.get(row) {
            Some(value) if value.is_finite() => format!("{value}"),
            _ => String::new(),
        },
        Values::Dates(all) => all
            .get(row)
            .copied()
            .flatten()
            .map_or_else(String::new, |day| {
                let (year, month, day) = time::civil(day);
                match column.kind {
                    ColumnKind::Month => format!("{year:04}-{month:02}"),
                    _ => format!("{year:04}-{month:02}-{day:02}"),
                }
            }),
        Values::Booleans(all) => all
            .get(row)
            .copied()
            .flatten()
            .map_or_else(String::new, |value| value.to_string()),
        Values::Texts(all) => all.get(row).unwrap_or("").to_owned(),
    }
}
