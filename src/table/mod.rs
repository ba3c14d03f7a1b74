//! Reads a table as a spreadsheet, a portal or a person wrote it. In: bytes that can be read again. Out: a [`Profile`],
//! [`Finding`]s, and a [`Table`] of the columns that are asked for. Pure and streaming: one pass to look at the bytes, one
//! to describe the columns, one to fill those that are wanted.
//!
//! ```text
//! bytes ─survey→ Dialect ─records→ cells ─profile→ Profile + Findings ─load→ Table
//! ```

mod cell;
mod clean;
mod cleaned;
mod column;
pub mod dialect;
mod encoding;
pub mod features;
mod findings;
mod footers;
mod frames;
mod headers;
mod joins;
mod kind;
mod load;
mod missing;
mod oddities;
mod pairs;
mod profile;
mod records;
mod rows;
mod steps;
mod titles;
mod variants;
mod walk;
mod workbook;

pub use cell::number::DecimalMark;
pub use cell::text::folded_name;
pub use clean::write_clean;
pub use cleaned::Cleaned;
pub use load::load;
pub use profile::profile;
pub use records::{Record, Records};

use crate::model::config::DataConfig;
use crate::model::finding::Finding;
use crate::model::profile::{Encoding, Profile};
use crate::model::table::Table;
use crate::source::Sources;
use std::io::{self, Read};

/// Bytes that can be read from the start as often as needed.
pub trait Input {
    /// Starts from the first byte.
    ///
    /// # Errors
    /// What the disk says.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

/// Bytes in memory.
pub struct Bytes<'a>(pub &'a [u8]);

impl Input for Bytes<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.0))
    }
}

/// A file of a project.
pub struct Listed<'a> {
    pub sources: &'a dyn Sources,
    pub path: &'a str,
}

impl Input for Listed<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        self.sources.open(self.path)
    }
}

/// How a table is to be read, where it is said: by `[data]` of `book.toml`, by a sheet, on the command line.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOptions {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<u8>,
    /// Record number of the header, from 1.
    pub header_row: Option<u32>,
    pub decimal: Option<DecimalMark>,
    /// Cells that mean “nothing”, beside blank ones; case does not matter.
    pub missing: Vec<String>,
    /// Names of columns that are text, whatever is in them; `*` stands for any letters. Case, accents and spaces do not
    /// matter.
    pub text_columns: Vec<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions::from_config(&DataConfig::default())
    }
}

impl ReadOptions {
    /// What `[data]` of `book.toml` says.
    pub fn from_config(config: &DataConfig) -> Self {
        ReadOptions {
            encoding: config.encoding,
            delimiter: None,
            header_row: None,
            decimal: config.decimal_comma.map(|comma| match comma {
                true => DecimalMark::Comma,
                false => DecimalMark::Dot,
            }),
            missing: config.missing.clone(),
            text_columns: config.text_columns.clone(),
        }
    }
}

/// A table and all that is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub table: Table,
    pub profile: Profile,
    pub findings: Vec<Finding>,
}

/// Reads a table: all its columns, or those whose names are wanted (as they are written, or nearly: case, accents and
/// spaces do not matter).
///
/// # Errors
/// What the disk says. What is wrong with the data is among the findings.
pub fn read(
    path: &str,
    input: &dyn Input,
    options: &ReadOptions,
    wanted: Option<&[&str]>,
) -> io::Result<Reading> {
    let (profile, findings) = profile(path, input, options)?;
    let table = load(input, options, &profile, wanted)?;
    Ok(Reading {
        table,
        profile,
        findings,
    })
}

#[cfg(test)]
mod tests;
