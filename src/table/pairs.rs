//! Latitudes and longitudes, together: only both say whether they are swapped, or no degrees at all.

use super::ReadOptions;
use super::cell::number;
use super::cell::text::folded_name;
use super::cell::{Marks, place};
use super::column::Tally;
use super::findings::Findings;
use super::kind::axis;
use super::profile::count_words;
use super::records::Record;
use super::walk::trim;
use crate::diag::{Phrase, data as problem};
use crate::geo::area;
use crate::model::profile::ColumnProfile;
use crate::model::table::ColumnKind;

/// The two columns of a table that hold latitudes and longitudes, and what their rows say.
#[derive(Debug, Default)]
pub struct Pairs {
    columns: Option<(usize, usize)>,
    french: u64,
    swapped: Told,
    outside: Told,
}

/// Rows of which the first is told.
#[derive(Debug, Default)]
struct Told {
    count: u64,
    row: u32,
    example: String,
}

impl Told {
    fn add(&mut self, row: u32, example: impl FnOnce() -> String) {
        if self.count == 0 {
            self.row = row;
            self.example = example();
        }
        self.count += 1;
    }
}

impl Pairs {
    /// Finds the columns by their names.
    pub fn new(header: &[String]) -> Self {
        let find = |kind: ColumnKind| {
            header
                .iter()
                .position(|name| axis(&folded_name(name)) == Some(kind))
        };
        Pairs {
            columns: find(ColumnKind::Latitude).zip(find(ColumnKind::Longitude)),
            ..Pairs::default()
        }
    }

    pub fn add(&mut self, record: &Record<'_>, options: &ReadOptions) {
        let Some((lat, lon)) = self.columns else {
            return;
        };
        let read = |index: usize| {
            let cell = trim(record.cell(index)?);
            number::number(cell, options.decimal).map(|number| number.value)
        };
        let (Some(lat), Some(lon)) = (read(lat), read(lon)) else {
            return;
        };
        let example = || format!("{lat}, {lon}");
        if lat.abs() > 180.0 || lon.abs() > 180.0 {
            self.outside.add(record.number, example);
        } else if area::is_french([lon, lat]) {
            self.french += 1;
        } else if area::is_swapped([lon, lat]) {
            self.swapped.add(record.number, example);
        }
    }

    /// Says what the rows show.
    pub fn check(&self, header: &[String], findings: &mut Findings) {
        let Some((lat, lon)) = self.columns else {
            return;
        };
        let name = |index: usize| header.get(index).map_or("", String::as_str);
        let Told {
            count,
            row,
            example,
        } = &self.swapped;
        if *count > 0 && count * 10 >= (count + self.french) * 9 {
            let said = problem::lat_lon_swapped(example, rows(*count), row);
            findings.column(name(lat), said);
        } else if *count > 0 {
            findings.cell(
                *row,
                name(lat),
                problem::lat_lon_swapped(example, rows(*count), row),
            );
        }
        let Told { count, example, .. } = &self.outside;
        if *count > 0 {
            let said = problem::projected_coordinates(example, rows(*count));
            findings.column(name(lon), said);
        }
    }
}

/// A column of pairs: which number comes first, and whether that is what the column promises.
pub fn check_points(column: &ColumnProfile, name: &str, tally: &Tally, findings: &mut Findings) {
    let lat_first = tally.count(Marks::LATITUDE_FIRST);
    let lon_first = tally.count(Marks::LONGITUDE_FIRST);
    let mut points: Vec<&str> = tally
        .words
        .iter()
        .filter(|(_, word)| word.marks.has(Marks::POINT))
        .map(|(text, _)| &**text)
        .collect();
    points.sort_unstable();
    let outside = points.iter().find(|text| {
        place::point(text).is_some_and(|(one, two)| one.abs() > 180.0 || two.abs() > 180.0)
    });
    if let Some(example) = outside {
        let said = problem::projected_coordinates(example, rows(tally.count(Marks::POINT)));
        findings.column(name, said);
        return;
    }
    // X comes before Y: by the name, or by the brackets of GeoJSON.
    let folded = folded_name(&column.name);
    let promises_xy = folded.ends_with("xy")
        || folded.contains("lonlat")
        || points.iter().all(|text| text.starts_with('['));
    if promises_xy && lat_first * 10 >= (lat_first + lon_first) * 9 && lat_first > 0 {
        let example = points
            .iter()
            .find(|text| place::point(text).is_some_and(|(one, two)| area::is_swapped([one, two])));
        let said = problem::lat_lon_swapped(
            example.unwrap_or(&""),
            rows(lat_first),
            tally.first_latitude,
        );
        findings.column(name, said);
    }
}

fn rows(count: u64) -> Phrase {
    Phrase::new(
        count_words(count, "ligne", "lignes"),
        count_words(count, "row", "rows"),
    )
}
