//! A described table → the clean one: UTF-8, comma, LF, numbers with a dot, dates as ISO 8601, no space around cells. Only
//! what loses nothing is changed; the rest stays as it was written.

use super::cell::code::squeezed;
use super::cell::date;
use super::cell::number::{self, DecimalMark};
use super::cell::text::is_spreadsheet_error;
use super::walk::{Walk, trim};
use super::{Bytes, Input, ReadOptions, features};
use crate::model::profile::{ColumnProfile, DateOrder, Profile, TableFormat};
use crate::model::table::ColumnKind;
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the clean table, record by record. Rows that are shorter than the header are filled up with blank cells; cells
/// beyond the header keep their place at the end of their row, as nothing may be lost.
///
/// # Errors
/// What the disk says.
pub fn write_clean(
    input: &dyn Input,
    options: &ReadOptions,
    profile: &Profile,
    output: &mut dyn Write,
) -> io::Result<()> {
    match profile.format {
        TableFormat::Csv => write_text(input, options, profile, output),
        TableFormat::GeoJson => {
            let features = features::features(input, options)?;
            let options = features::options(options);
            write_text(&Bytes(&features.csv), &options, profile, output)
        }
    }
}

fn write_text(
    input: &dyn Input,
    options: &ReadOptions,
    profile: &Profile,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(output);
    let header = profile.columns.iter().map(|column| &column.name);
    if profile.header_row > 0 {
        writer.write_record(header).map_err(failure)?;
    }
    let mut walk = Walk::open(input, options, profile)?;
    while let Some(row) = walk.next_row()? {
        for column in &profile.columns {
            let cell = row.cell(column.index).map_or("", trim);
            let cell = clean(cell, column, options.decimal);
            writer.write_field(cell.as_bytes()).map_err(failure)?;
        }
        for extra in profile.cells..row.len() {
            let cell = row.cell(extra).map_or("", trim);
            writer.write_field(cell).map_err(failure)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failure)?;
    }
    writer.flush()
}

fn failure(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        // Rows of any length are allowed: there is no other error.
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The clean form of a cell without space around it.
pub(super) fn clean<'c>(
    cell: &'c str,
    column: &ColumnProfile,
    decimal: Option<DecimalMark>,
) -> Cow<'c, str> {
    if cell.starts_with('#') && is_spreadsheet_error(cell) {
        return Cow::Borrowed("");
    }
    let changed = match column.kind {
        kind if kind.is_number() => number::canonical(cell, decimal),
        ColumnKind::Date if column.dates != DateOrder::Ambiguous => iso_date(cell, column.dates),
        ColumnKind::Siret | ColumnKind::Siren => {
            squeezed(cell).filter(|digits| matches!(digits.len(), 9 | 14))
        }
        ColumnKind::Insee | ColumnKind::PostalCode => padded(cell),
        _ => None,
    };
    changed.map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// A code of five digits that has lost its first zero: there is one way to complete it.
pub fn padded(cell: &str) -> Option<String> {
    let lost = cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
    lost.then(|| format!("0{cell}"))
}

/// A date as ISO 8601, with its time of day if it has one.
pub fn iso_date(cell: &str, order: DateOrder) -> Option<String> {
    let found = date::date(cell)?;
    let day = found.in_order(order)?;
    Some(match found.has_time() {
        true => format!("{day}T{}", found.time),
        false => day.to_string(),
    })
}
