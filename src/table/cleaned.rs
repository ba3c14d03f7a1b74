//! The rows of a described table as a site publishes them: the clean cells, and nothing where a cell means “nothing”.

use super::clean::clean;
use super::missing::Missing;
use super::walk::{Walk, trim};
use super::{Input, ReadOptions};
use crate::model::profile::{ColumnProfile, Profile};
use std::io;

/// A stream of clean rows.
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

    /// The next row: empty where nothing is said; what could not be read stays as it was written.
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
                out.push_str(&clean(cell, column, self.options.decimal));
            }
        }
        Ok(Some(&self.cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Bytes, profile};

    #[test]
    fn cells_take_the_form_of_their_column() {
        let text = "nom;montant;jour;code\n A ;1 234,50 €;17/12/2018;01004\nB;n.d.;2018-01-02;2A004\nC;12,00 €;03/02/2018;75056\n";
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
                "A|1234.50|2018-12-17|01004",
                "B||2018-01-02|2A004",
                "C|12.00|2018-02-03|75056"
            ]
        );
    }
}
