//! A described table → the columns that are wanted, typed. One pass over the records; the cells of other columns are not
//! looked at.

use super::cell::code::squeezed;
use super::cell::date::{self, month};
use super::cell::number::{self, DecimalMark};
use super::cell::text::{boolean, folded_name};
use super::clean::padded;
use super::missing::Missing;
use super::walk::{Walk, trim};
use super::{Bytes, Input, ReadOptions, features};
use crate::model::profile::{ColumnProfile, DateOrder, Profile, TableFormat};
use crate::model::table::{Column, ColumnKind, Table, Texts, Values};
use std::collections::HashMap;
use std::io;

/// Fills columns: all of them, or those that are wanted, in the order of the file. A name that fits no column is ignored.
///
/// # Errors
/// What the disk says.
pub fn load(
    input: &dyn Input,
    options: &ReadOptions,
    profile: &Profile,
    wanted: Option<&[&str]>,
) -> io::Result<Table> {
    match profile.format {
        // Nothing that is a table.
        _ if profile.columns.is_empty() => Ok(Table {
            path: profile.path.clone(),
            // Features without properties are rows all the same.
            records: (1..=u32::try_from(profile.rows).unwrap_or(u32::MAX)).collect(),
            ..Table::default()
        }),
        TableFormat::Csv => load_text(input, options, profile, wanted),
        TableFormat::GeoJson => {
            let features = features::features(input, options)?;
            let options = features::options(options);
            let mut table = load_text(&Bytes(&features.csv), &options, profile, wanted)?;
            for record in &mut table.records {
                *record -= 1;
            }
            Ok(table)
        }
    }
}

fn load_text(
    input: &dyn Input,
    options: &ReadOptions,
    profile: &Profile,
    wanted: Option<&[&str]>,
) -> io::Result<Table> {
    let missing = Missing::new(options);
    let mut filling: Vec<Filling<'_>> = profile
        .columns
        .iter()
        .filter(|column| wanted.is_none_or(|names| names.iter().any(|name| same(name, column))))
        .map(|column| Filling::new(column, options.decimal))
        .collect();
    let mut records = Vec::new();
    let mut walk = Walk::open(input, options, profile)?;
    while let Some(row) = walk.next_row()? {
        records.push(row.number);
        for column in &mut filling {
            let cell = row.cell(column.column.index).map_or("", trim);
            column.add(if missing.is(cell) { "" } else { cell });
        }
    }
    Ok(Table {
        path: profile.path.clone(),
        columns: filling.into_iter().map(Filling::finish).collect(),
        records,
    })
}

fn same(name: &str, column: &ColumnProfile) -> bool {
    name == column.name || folded_name(name) == folded_name(&column.name)
}

struct Filling<'a> {
    column: &'a ColumnProfile,
    decimal: Option<DecimalMark>,
    values: Values,
    words: HashMap<Box<str>, u32>,
}

impl<'a> Filling<'a> {
    fn new(column: &'a ColumnProfile, decimal: Option<DecimalMark>) -> Self {
        let values = match column.kind {
            kind if kind.is_number() => Values::Numbers(Vec::new()),
            ColumnKind::Date | ColumnKind::Month => Values::Dates(Vec::new()),
            ColumnKind::Boolean => Values::Booleans(Vec::new()),
            _ => Values::Texts(Texts::default()),
        };
        Filling {
            column,
            decimal,
            values,
            words: HashMap::new(),
        }
    }

    /// Adds a cell, trimmed; empty where it is missing.
    fn add(&mut self, cell: &str) {
        match &mut self.values {
            Values::Numbers(numbers) => {
                let found = number::number(cell, self.decimal);
                numbers.push(found.map_or(f64::NAN, |number| number.value));
            }
            Values::Dates(dates) => dates.push(match self.column.kind {
                ColumnKind::Month => month(cell).map(|month| date::days(month.date)),
                _ => day(cell, self.column.dates),
            }),
            Values::Booleans(flags) => flags.push(boolean(cell)),
            Values::Texts(texts) => {
                let text = match self.column.kind {
                    ColumnKind::Insee | ColumnKind::PostalCode => padded(cell),
                    ColumnKind::Siren | ColumnKind::Siret => squeezed(cell),
                    _ => None,
                };
                let cell = text.as_deref().unwrap_or(cell);
                if cell.is_empty() {
                    texts.cells.push(Texts::MISSING);
                } else if let Some(index) = self.words.get(cell) {
                    texts.cells.push(*index);
                } else {
                    let index = u32::try_from(texts.words.len()).unwrap_or(Texts::MISSING);
                    texts.words.push(cell.into());
                    texts.cells.push(index);
                    self.words.insert(cell.into(), index);
                }
            }
        }
    }

    fn finish(self) -> Column {
        Column {
            name: self.column.name.clone(),
            kind: self.column.kind,
            unit: self.column.unit.clone(),
            values: self.values,
        }
    }
}

/// The day of a cell, in days since 1970-01-01.
fn day(cell: &str, order: DateOrder) -> Option<i32> {
    date::date(cell)?.in_order(order).map(date::days)
}
