//! The rows of data of a table: what comes after the header, without the header again, numbers that a comma cut in two put
//! together where the table allows it.

use super::dialect::Dialect;
use super::joins;
use super::records::{Record, Records};
use super::{Input, ReadOptions};
use crate::model::profile::Profile;
use std::io;

/// Goes through the rows of a table.
pub struct Walk<'a> {
    pub records: Records<'a>,
    /// The cells of the header, without space around them; empty before it was read.
    pub header: Vec<String>,
    pub header_row: u32,
    /// Whether numbers that a comma cut are joined.
    joins: bool,
}

/// What a record is.
#[derive(Debug, Clone)]
pub enum Step<'r> {
    /// Above the header.
    Above(Record<'r>),
    Header(Record<'r>),
    /// The header once more.
    Again(Record<'r>),
    Row {
        record: Record<'r>,
        /// A comma cut numbers of it.
        cut: Option<CutRow>,
    },
}

/// A row with numbers that a comma cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutRow {
    /// Cells as they were found.
    pub cells: usize,
    /// The first of those numbers.
    pub value: String,
    /// Joining them gives the row its width, in one way only.
    pub is_clear: bool,
}

impl<'a> Walk<'a> {
    pub fn with(input: &'a dyn Input, dialect: Dialect, joins: bool) -> io::Result<Self> {
        let header_row = dialect.header_row;
        Ok(Walk {
            records: Records::with(input, dialect)?,
            header: Vec::new(),
            header_row,
            joins,
        })
    }

    /// Opens a table that was described.
    pub fn open(
        input: &'a dyn Input,
        options: &ReadOptions,
        profile: &Profile,
    ) -> io::Result<Self> {
        let options = ReadOptions {
            header_row: Some(profile.header_row),
            ..options.clone()
        };
        let dialect = super::dialect::dialect(input, &options)?;
        Walk::with(input, dialect, profile.joined)
    }

    /// The next record, told apart.
    pub fn step(&mut self) -> io::Result<Option<Step<'_>>> {
        if self.records.next()?.is_none() {
            return Ok(None);
        }
        let width = self.header.len();
        let cut = self.cut();
        let record = self.records.last();
        if width == 0 {
            if record.number < self.header_row {
                return Ok(Some(Step::Above(record)));
            }
            self.header = record.cells().map(|cell| trim(cell).to_owned()).collect();
            self.header_row = record.number;
            return Ok(Some(Step::Header(record)));
        }
        let again = record.len() == width
            && record
                .cells()
                .zip(&self.header)
                .all(|(cell, name)| trim(cell) == name);
        Ok(Some(match again {
            true => Step::Again(record),
            false => Step::Row { record, cut },
        }))
    }

    /// Looks at a row that is too long, and joins what a comma cut where that is asked for.
    fn cut(&mut self) -> Option<CutRow> {
        let width = self.header.len();
        let comma = self.records.dialect().delimiter == b',';
        let cells = self.records.last().len();
        if !comma || width == 0 || cells <= width {
            return None;
        }
        let cut = joins::cut(&self.records.last(), width)?;
        if self.joins
            && let Some(joined) = &cut.joined
        {
            self.records.replace(joined);
        }
        Some(CutRow {
            cells,
            value: cut.value,
            is_clear: cut.joined.is_some(),
        })
    }

    /// The next row of data.
    pub fn next_row(&mut self) -> io::Result<Option<Record<'_>>> {
        // What a turn lends must not outlive it: the row is taken again once it is known to be one.
        loop {
            match self.step()? {
                None => return Ok(None),
                Some(Step::Row { .. }) => break,
                Some(_) => {}
            }
        }
        Ok(Some(self.records.last()))
    }
}

/// A cell without the space around it, no-break spaces included.
pub fn trim(cell: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| (0x21..0x80).contains(byte));
    let bytes = cell.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) {
        return cell;
    }
    cell.trim_matches(crate::text::is_blank)
}
