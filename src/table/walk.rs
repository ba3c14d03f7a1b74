//! The rows of data of a table: what comes after the header, without the header again.

use super::dialect::Dialect;
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
}

/// What a record is.
#[derive(Debug, Clone, Copy)]
pub enum Step<'r> {
    /// Above the header.
    Above(Record<'r>),
    Header(Record<'r>),
    /// The header once more.
    Again(Record<'r>),
    Row(Record<'r>),
}

impl<'a> Walk<'a> {
    pub fn with(input: &'a dyn Input, dialect: Dialect) -> io::Result<Self> {
        let header_row = dialect.header_row;
        Ok(Walk {
            records: Records::with(input, dialect)?,
            header: Vec::new(),
            header_row,
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
        Walk::with(input, super::dialect::dialect(input, &options)?)
    }

    /// The next record, told apart.
    pub fn step(&mut self) -> io::Result<Option<Step<'_>>> {
        let Some(record) = self.records.next()? else {
            return Ok(None);
        };
        if self.header.is_empty() {
            if record.number < self.header_row {
                return Ok(Some(Step::Above(record)));
            }
            self.header = record.cells().map(|cell| trim(cell).to_owned()).collect();
            self.header_row = record.number;
            return Ok(Some(Step::Header(record)));
        }
        let again = record.len() == self.header.len()
            && record
                .cells()
                .zip(&self.header)
                .all(|(cell, name)| trim(cell) == name);
        Ok(Some(if again {
            Step::Again(record)
        } else {
            Step::Row(record)
        }))
    }

    /// The next row of data.
    pub fn next_row(&mut self) -> io::Result<Option<Record<'_>>> {
        // A loop over a lent value: what is lent in a turn must be known not to outlive it.
        loop {
            let is_row = {
                let step = self.step()?;
                match step {
                    None => return Ok(None),
                    Some(Step::Row(_)) => true,
                    Some(_) => false,
                }
            };
            if is_row {
                return Ok(Some(self.records.last()));
            }
        }
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
