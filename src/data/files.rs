//! The files that the site offers of a dataset, written in one pass over its rows: nothing holds them all.

use super::geojson;
use crate::export::checksum::Summing;
use crate::export::package;
use crate::model::dataset::{Dataset, DatasetFormat, FileKind, PublishedColumn, PublishedFile};
use crate::model::profile::Profile;
use crate::model::site::Site;
use crate::model::table::ColumnKind;
use crate::source::Sources;
use crate::table::{Bytes, Cleaned, Input, Listed, ReadOptions};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Takes a file in pieces: its path, and what writes it.
pub type Stream<'a> =
    &'a dyn Fn(&str, &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;

/// The cleaned rows of the published columns.
pub struct Rows<'a> {
    cleaned: Cleaned<'a>,
}

impl<'a> Rows<'a> {
    /// # Errors
    /// What the disk says.
    pub fn open(
        input: &'a dyn Input,
        options: &'a ReadOptions,
        profile: &'a Profile,
        published: &[PublishedColumn],
    ) -> io::Result<Self> {
        let columns: Vec<usize> = published.iter().map(|column| column.index).collect();
        Ok(Rows {
            cleaned: Cleaned::open(input, options, profile, &columns)?,
        })
    }

    /// # Errors
    /// What the disk says.
    #[allow(clippy::should_implement_trait)] // It lends: an iterator could not.
    pub fn next(&mut self) -> io::Result<Option<&[String]>> {
        self.cleaned.next()
    }
}

/// What was written of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    pub files: Vec<PublishedFile>,
    /// Places, among the published columns, where some cell has not the type of its column.
    pub exceptions: BTreeSet<usize>,
}

/// Writes the files of a dataset, and says what they are. The original is left to the caller: it is a copy.
///
/// # Errors
/// What the disk says.
pub fn write(
    site: &Site,
    dataset: &Dataset,
    sources: &dyn Sources,
    stream: Stream<'_>,
) -> io::Result<Written> {
    let options = super::options(&site.config, dataset.sheet.as_ref(), &dataset.source);
    let listed = Listed {
        sources,
        path: &dataset.source,
    };
    let table = match dataset.format {
        DatasetFormat::Csv => None,
        DatasetFormat::GeoJson => Some(geojson::table(&listed, &options)?),
    };
    let received = options.clone();
    let options = match dataset.format {
        DatasetFormat::Csv => options,
        DatasetFormat::GeoJson => geojson::options(&options),
    };
    let bytes;
    let input: &dyn Input = match &table {
        None => &listed,
        Some(table) => {
            bytes = Bytes(&table.csv);
            &bytes
        }
    };
    let places = match dataset.format {
        DatasetFormat::Csv => Places::of(dataset),
        DatasetFormat::GeoJson => None,
    };
    let mut written = Written::default();
    let paths = [".csv", ".excel.csv", ".geojson"].map(|ending| dataset.path(site, ending));
    let mut sums: [Option<(u64, String)>; 3] = [None, None, None];
    stream(&paths[0], &mut |csv| {
        let mut csv = Summing::new(csv);
        stream(&paths[1], &mut |excel| {
            let mut excel = Summing::new(excel);
            let mut rows = Rows::open(input, &options, &dataset.profile, &dataset.published)?;
            match &places {
                None => write_rows(
                    dataset,
                    &mut rows,
                    &mut csv,
                    &mut excel,
                    None,
                    &mut written.exceptions,
                )?,
                Some(places) => stream(&paths[2], &mut |geo| {
                    let mut geo = Summing::new(geo);
                    write_rows(
                        dataset,
                        &mut rows,
                        &mut csv,
                        &mut excel,
                        Some((places, &mut geo)),
                        &mut written.exceptions,
                    )?;
                    sums[2] = Some(geo.sum());
                    Ok(())
                })?,
            }
            sums[1] = Some(excel.sum());
            Ok(())
        })?;
        sums[0] = Some(csv.sum());
        Ok(())
    })?;
    if table.as_ref().is_some_and(|table| table.is_wgs84) {
        stream(&paths[2], &mut |geo| {
            let mut geo = Summing::new(geo);
            geojson::publish(&listed, &received, dataset, &mut geo)?;
            sums[2] = Some(geo.sum());
            Ok(())
        })?;
    }
    let kinds = [FileKind::Csv, FileKind::ExcelCsv, FileKind::GeoJson];
    for ((path, kind), sum) in paths.into_iter().zip(kinds).zip(sums) {
        if let Some((bytes, sha256)) = sum {
            written.files.push(PublishedFile {
                path,
                kind,
                bytes,
                sha256,
            });
        }
    }
    Ok(written)
}

fn write_rows(
    dataset: &Dataset,
    rows: &mut Rows<'_>,
    csv: &mut dyn Write,
    excel: &mut dyn Write,
    mut geo: Option<(&Places, &mut dyn Write)>,
    exceptions: &mut BTreeSet<usize>,
) -> io::Result<()> {
    let kinds: Vec<&str> = dataset
        .published
        .iter()
        .map(|column| {
            let profile = dataset.profile.columns.get(column.index);
            profile.map_or("string", package::field_type)
        })
        .collect();
    let names: Vec<&str> = dataset
        .published
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let numbers: Vec<bool> = dataset
        .published
        .iter()
        .map(|column| {
            dataset
                .profile
                .columns
                .get(column.index)
                .is_some_and(|column| {
                    matches!(
                        column.kind,
                        ColumnKind::Decimal | ColumnKind::Latitude | ColumnKind::Longitude
                    )
                })
        })
        .collect();
    excel.write_all(b"\xEF\xBB\xBF")?;
    let mut plain = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(csv);
    let mut french = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(excel);
    plain.write_record(&names).map_err(io_error)?;
    french
        .write_record(names.iter().map(|name| harmless(name)))
        .map_err(io_error)?;
    if let Some((_, geo)) = &mut geo {
        geo.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    }
    let mut first = true;
    while let Some(row) = rows.next()? {
        plain.write_record(row).map_err(io_error)?;
        for (at, (kind, cell)) in kinds.iter().zip(row).enumerate() {
            if !package::accepts(kind, cell) {
                exceptions.insert(at);
            }
        }
        let cells = row.iter().zip(&numbers).map(|(cell, number)| match number {
            true => comma(cell),
            false => harmless(cell),
        });
        french.write_record(cells).map_err(io_error)?;
        if let Some((places, geo)) = &mut geo
            && let Some(feature) = places.feature(dataset, &names, row)
        {
            geo.write_all(if first { b"\n" } else { b",\n" })?;
            first = false;
            geo.write_all(feature.to_string().as_bytes())?;
        }
    }
    plain.flush()?;
    french.flush()?;
    if let Some((_, geo)) = &mut geo {
        geo.write_all(b"\n]}\n")?;
    }
    Ok(())
}

fn io_error(error: csv::Error) -> io::Error {
    io::Error::other(error)
}

/// A number with a decimal comma; what is no number stays as it is.
fn comma(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(_) => cell.replace('.', ","),
        Err(_) => harmless(cell),
    }
}

/// A text that a spreadsheet cannot take for a formula: it could call a program or send the sheet away.
fn harmless(cell: &str) -> String {
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match starts && cell.len() > 1 && cell.parse::<f64>().is_err() {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Where the place of a row stands: indexes among the published columns.
struct Places {
    latitude: usize,
    longitude: usize,
}

impl Places {
    fn of(dataset: &Dataset) -> Option<Self> {
        let find = |kind: ColumnKind| {
            dataset.published.iter().position(|column| {
                dataset
                    .profile
                    .columns
                    .get(column.index)
                    .is_some_and(|column| column.kind == kind)
            })
        };
        dataset.extent?;
        Some(Places {
            latitude: find(ColumnKind::Latitude)?,
            longitude: find(ColumnKind::Longitude)?,
        })
    }

    fn feature(&self, dataset: &Dataset, names: &[&str], row: &[String]) -> Option<Value> {
        let latitude: f64 = row.get(self.latitude)?.parse().ok()?;
        let longitude: f64 = row.get(self.longitude)?.parse().ok()?;
        let mut properties = Map::new();
        for (at, (name, cell)) in names.iter().zip(row).enumerate() {
            if at != self.latitude && at != self.longitude && !cell.is_empty() {
                let kind = dataset
                    .published
                    .get(at)
                    .and_then(|column| dataset.profile.columns.get(column.index))
                    .map(|column| column.kind);
                properties.insert((*name).to_owned(), value(kind, cell));
            }
        }
        Some(json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
            "properties": properties,
        }))
    }
}

fn value(kind: Option<ColumnKind>, cell: &str) -> Value {
    let number = || match kind {
        Some(ColumnKind::Integer | ColumnKind::Year) => cell.parse::<i64>().ok().map(Value::from),
        Some(ColumnKind::Decimal) => cell
            .parse::<f64>()
            .ok()
            .and_then(serde_json::Number::from_f64)
            .map(Value::Number),
        Some(ColumnKind::Boolean) => cell.parse::<bool>().ok().map(Value::Bool),
        _ => None,
    };
    number().unwrap_or_else(|| Value::String(cell.to_owned()))
}
