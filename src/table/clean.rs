//! The rows of a described table as they are published: one cell per column, in the form that machines read. Nothing
//! that could not be read is changed: it stays as it was written, without the space around it.

use super::cell::date::{self, month};
use super::cell::number;
use super::cell::text::boolean;
use super::missing::Missing;
use super::walk::{Walk, trim};
use super::{Input, ReadOptions};
use crate::model::profile::{ColumnProfile, DateOrder, Profile};
use crate::model::table::ColumnKind;
use std::io;

/// A stream of cleaned rows.
pub struct Cleaned<'a> {
    walk: Walk<'a>,
    options: &'a ReadOptions,
    missing: Missing,
    columns: Vec<&'a ColumnProfile>,
    cells: Vec<String>,
}

impl<'a> Cleaned<'a> {
    /// Opens a table for some of its columns: indexes in `profile.columns`, in the order that is wanted.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(
        input: &'a dyn Input,
        options: &'a ReadOptions,
        profile: &'a Profile,
        columns: &[usize],
    ) -> io::Result<Self> {
        Ok(Cleaned {
            walk: Walk::open(input, options, profile)?,
            options,
            missing: Missing::new(options),
            columns: columns
                .iter()
                .filter_map(|index| profile.columns.get(*index))
                .collect(),
            cells: Vec::new(),
        })
    }

    /// The next row: empty where nothing is said; numbers with a point and no unit, dates as `2026-10-16`, months as
    /// `2026-10`, `true` and `false`.
    ///
    /// # Errors
    /// What the disk says.
    #[allow(clippy::should_implement_trait)] // It lends: an iterator could not.
    pub fn next(&mut self) -> io::Result<Option<&[String]>> {
        let Some(row) = self.walk.next_row()? else {
            return Ok(None);
        };
        self.cells.resize(self.columns.len(), String::new());
        for (column, out) in self.columns.iter().zip(&mut self.cells) {
            out.clear();
            let cell = row.cell(column.index).map_or("", trim);
            if !self.missing.is(cell) {
                match canonical(cell, column, self.options) {
                    Some(text) => out.push_str(&text),
                    None => out.push_str(cell),
                }
            }
        }
        Ok(Some(&self.cells))
    }
}

/// A cell in the form of its column; nothing when it stays as it is.
fn canonical(cell: &str, column: &ColumnProfile, options: &ReadOptions) -> Option<String> {
    match column.kind {
        ColumnKind::Integer
        | ColumnKind::Decimal
        | ColumnKind::Latitude
        | ColumnKind::Longitude => number::canonical(cell, options.decimal),
        ColumnKind::Date => {
            let found = date::date(cell)?;
            let day = match column.dates {
                DateOrder::MonthFirst if !found.iso => found.month_first(),
                _ => found.day_first(),
            };
            day.map(|day| day.to_string())
        }
        ColumnKind::Month => {
            month(cell).map(|found| format!("{:04}-{:02}", found.date.year, found.date.month))
        }
        ColumnKind::Boolean => boolean(cell).map(|flag| flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Bytes, profile};

    #[test]
    fn cells_take_the_form_of_their_column() {
        let text = "nom;montant;jour;actif;code;mois\n A ;1 234,50 €;17/12/2018;oui;01004;2021-03\nB;n.d.;2018-01-02;non;2A004;2021-04\nC;12,00 €;03/02/2018;oui;75056;2021-05\n";
        let input = Bytes(text.as_bytes());
        let options = ReadOptions::default();
        let (profile, _) = profile("a.csv", &input, &options).unwrap();
        let wanted: Vec<usize> = (0..profile.columns.len()).collect();
        let mut cleaned = Cleaned::open(&input, &options, &profile, &wanted).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = cleaned.next().unwrap() {
            rows.push(row.join("|"));
        }
        assert_eq!(
            rows,
            [
                "A|1234.50|2018-12-17|true|01004|2021-03",
                "B||2018-01-02|false|2A004|2021-04",
                "C|12.00|2018-02-03|true|75056|2021-05",
            ]
        );
    }
}
