//! The records of a table, one by one: decoded cells, with their record number. The only home of the csv crate's reader.

use super::dialect::Dialect;
use super::encoding::{self, Encoding, Transcoded};
use super::frames::{ByteFault, Frames};
use super::{Input, ReadOptions};
use std::io::{self, Read};

/// A stream of records.
///
/// The header comes like any other record, at the number that [`Records::dialect`] says. Blank records are not given;
/// they are counted.
pub struct Records<'a> {
    reader: csv::Reader<Frames<Box<dyn Read + 'a>>>,
    bytes: csv::ByteRecord,
    cells: csv::StringRecord,
    dialect: Dialect,
    /// Records given by the parser, and number of the last one in the file.
    index: u64,
    number: u64,
    blank: u64,
    blank_before: u64,
    odd_encoding: bool,
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'r> {
    /// The first record of the file is 1.
    pub number: u32,
    /// Blank records right before it.
    pub blank_before: u64,
    /// Not in the encoding of the rest of the file.
    pub odd_encoding: bool,
    cells: &'r csv::StringRecord,
}

impl<'r> Record<'r> {
    /// Number of cells; at least one.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A record always has a cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell as it stands in the file, space around it included.
    pub fn cell(&self, index: usize) -> Option<&'r str> {
        self.cells.get(index)
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &'r str> {
        self.cells.iter()
    }
}

impl<'a> Records<'a> {
    /// Opens a table, after finding out how it is written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(input: &'a dyn Input, options: &ReadOptions) -> io::Result<Self> {
        let dialect = super::dialect::dialect(input, options)?;
        Records::with(input, dialect)
    }

    /// Opens a table that is written in a known way.
    ///
    /// # Errors
    /// What the disk says.
    pub fn with(input: &'a dyn Input, dialect: Dialect) -> io::Result<Self> {
        let mut bytes = input.open()?;
        let survey = &dialect.survey;
        let bytes: Box<dyn Read + 'a> = match survey.encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => {
                Box::new(Transcoded::new(bytes, survey.encoding))
            }
            _ => {
                let mark = survey.mark as u64;
                io::copy(&mut bytes.by_ref().take(mark), &mut io::sink())?;
                bytes
            }
        };
        let ends = survey.line_ends;
        let old_ends = ends.cr && !ends.lf && !ends.crlf;
        let frames = Frames::new(bytes, dialect.delimiter, old_ends, survey.has_nul);
        Ok(Records {
            reader: parser(frames, dialect.delimiter),
            bytes: csv::ByteRecord::new(),
            cells: csv::StringRecord::new(),
            dialect,
            index: 0,
            number: 0,
            blank: 0,
            blank_before: 0,
            odd_encoding: false,
        })
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// The next record that is not blank.
    ///
    /// # Errors
    /// What the disk says.
    #[allow(clippy::should_implement_trait)] // It lends: an iterator could not.
    pub fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        let from = self.number;
        loop {
            let read = self
                .reader
                .read_byte_record(&mut self.bytes)
                .map_err(io_error)?;
            self.number += self.reader.get_mut().gap(self.index);
            if !read {
                self.blank += self.number - from;
                return Ok(None);
            }
            self.index += 1;
            self.number += 1;
            self.decode();
            // Quoted blanks are blanks too.
            if self.cells.iter().any(|cell| !is_blank(cell)) {
                break;
            }
        }
        self.blank_before = self.number - from - 1;
        self.blank += self.blank_before;
        Ok(Some(self.last()))
    }

    /// The record that was given last, once more.
    pub fn last(&self) -> Record<'_> {
        Record {
            number: u32::try_from(self.number).unwrap_or(u32::MAX),
            blank_before: self.blank_before,
            odd_encoding: self.odd_encoding,
            cells: &self.cells,
        }
    }

    /// Puts other cells in the place of those of the last record.
    pub fn replace(&mut self, cells: &[String]) {
        self.cells = csv::StringRecord::from(cells.to_vec());
    }

    /// All records so far, blank ones included; after the last one, all records of the file.
    pub fn seen(&self) -> u64 {
        self.number
    }

    /// The blank records so far; after the last one, those at the end too.
    pub fn blank(&self) -> u64 {
        self.blank
    }

    /// Faults of bytes that were found since the last call, each with its record number.
    pub fn faults(&mut self) -> Vec<(u64, ByteFault)> {
        self.reader.get_mut().faults()
    }

    fn decode(&mut self) {
        self.odd_encoding = false;
        if matches!(
            self.dialect.survey.encoding,
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be
        ) {
            match csv::StringRecord::from_byte_record(std::mem::take(&mut self.bytes)) {
                Ok(cells) => {
                    let old = std::mem::replace(&mut self.cells, cells);
                    self.bytes = old.into_byte_record();
                    return;
                }
                // The encoding was asked for, and is not that of the file.
                Err(error) => {
                    self.bytes = error.into_byte_record();
                    self.odd_encoding = true;
                }
            }
        }
        self.cells.clear();
        for cell in &self.bytes {
            let (text, usual) = encoding::text(cell, self.dialect.survey.encoding);
            self.odd_encoding |= !usual;
            self.cells.push_field(&text);
        }
    }
}

/// Nothing but white space.
pub fn is_blank(cell: &str) -> bool {
    cell.chars().all(crate::text::is_blank)
}

/// A parser of framed records.
pub(super) fn parser<R: Read>(frames: Frames<R>, delimiter: u8) -> csv::Reader<Frames<R>> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(64 << 10)
        .from_reader(frames)
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        // Records may have any length and any bytes: there is no other error.
        other => io::Error::other(format!("{other:?}")),
    }
}
