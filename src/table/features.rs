//! GeoJSON as a table: a row for each feature, a column for each property. In: the bytes of a file. Out: the same as CSV, so
//! that everything that is known of tables holds for features too, and what is wrong with their coordinates. The home of
//! the geojson crate.

use super::findings::Findings;
use super::profile::count_words;
use super::{Input, ReadOptions, encoding};
use crate::diag::{Phrase, csv as file_problem, data as problem};
use crate::geo::area;
use crate::model::finding::Finding;
use crate::model::profile::Encoding;
use geojson::{Feature, FeatureReader, GeoJson, Geometry, GeometryValue, JsonValue};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Bytes of a file that is read whole.
const LARGEST: u64 = 256 << 20;

/// Properties with different names; those beyond are left out and told.
const MOST_PROPERTIES: usize = 2_000;

/// The features of a file.
pub struct Features {
    /// UTF-8, commas, LF: the number of the feature, from 1, then its properties. Record n + 1 is feature n.
    pub csv: Vec<u8>,
    /// Rows are numbers of features.
    pub findings: Vec<Finding>,
    pub bytes: u64,
    pub encoding: Encoding,
}

/// Whether a file is GeoJSON: by its name, and by its first letter.
///
/// # Errors
/// What the disk says.
pub fn is_geojson(path: &str, input: &dyn Input) -> io::Result<bool> {
    let named = path.rsplit_once('.').is_some_and(|(_, end)| {
        end.eq_ignore_ascii_case("geojson") || end.eq_ignore_ascii_case("json")
    });
    if !named {
        return Ok(false);
    }
    let mut start = Vec::new();
    input.open()?.take(1024).read_to_end(&mut start)?;
    // Marks of encodings, zeros of UTF-16 and white space come before it.
    let first = start.iter().find(|byte| {
        !(byte.is_ascii_whitespace() || matches!(byte, 0 | 0xBB | 0xBF | 0xEF | 0xFE | 0xFF))
    });
    Ok(matches!(first, None | Some(b'{' | b'[')))
}

/// Reads all features. One that cannot be read ends the reading; those before it are kept.
///
/// # Errors
/// What the disk says.
pub fn features(input: &dyn Input, options: &ReadOptions) -> io::Result<Features> {
    let survey = encoding::survey(input)?;
    let encoding = options.encoding.unwrap_or(survey.encoding);
    let mut reading = Reading::default();
    if survey.bytes > LARGEST {
        reading.findings.file(problem::not_geojson(Phrase::new(
            "plus de 256 Mo",
            "more than 256 MB",
        )));
    } else {
        let text = encoding::whole(input, &survey, encoding)?;
        if encoding != Encoding::Utf8 {
            let said = file_problem::encoding_not_utf8(encoding.name());
            reading.findings.file(said);
        }
        reading.text(text.trim());
    }
    let (csv, findings) = reading.finish();
    Ok(Features {
        csv,
        findings,
        bytes: survey.bytes,
        encoding,
    })
}

/// How the CSV of features is read.
pub fn options(options: &ReadOptions) -> ReadOptions {
    ReadOptions {
        encoding: Some(Encoding::Utf8),
        delimiter: Some(b','),
        header_row: Some(1),
        ..options.clone()
    }
}

/// The features of a file of some encoding, those before the first that cannot be read.
///
/// # Errors
/// What the disk says.
pub fn list(input: &dyn Input, options: &ReadOptions) -> io::Result<Vec<Feature>> {
    let mut found = Vec::new();
    let survey = encoding::survey(input)?;
    if survey.bytes <= LARGEST {
        let encoding = options.encoding.unwrap_or(survey.encoding);
        let text = encoding::whole(input, &survey, encoding)?;
        // What cannot be read is among the findings of `features`.
        let _ = each(text.trim(), &mut |feature| found.push(feature));
    }
    Ok(found)
}

/// Hands over the features of a collection; a file that is one feature or one geometry has one.
fn each(text: &str, see: &mut dyn FnMut(Feature)) -> Result<(), geojson::Error> {
    let mut any = false;
    for feature in FeatureReader::from_reader(text.as_bytes()).features() {
        match feature {
            Ok(feature) => {
                any = true;
                see(feature);
            }
            Err(error) if any => return Err(error),
            Err(error) => {
                match text.parse::<GeoJson>() {
                    Ok(GeoJson::Feature(feature)) => see(feature),
                    Ok(GeoJson::Geometry(geometry)) => see(Feature::from(geometry)),
                    Ok(GeoJson::FeatureCollection(all)) => all.features.into_iter().for_each(see),
                    Err(_) => return Err(error),
                }
                return Ok(());
            }
        }
    }
    Ok(())
}

#[derive(Default)]
struct Reading {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    rows: Vec<Vec<String>>,
    findings: Findings,
    without_geometry: u64,
    french: u64,
    swapped: (u64, String, u32),
    outside: (u64, String),
    too_many: bool,
}

impl Reading {
    fn text(&mut self, text: &str) {
        if let Some(name) = foreign_system(text) {
            self.findings.file(problem::foreign_system(name));
        }
        if let Err(error) = each(text, &mut |feature| self.feature(feature)) {
            if self.rows.is_empty() {
                let why = error.to_string();
                self.findings
                    .file(problem::not_geojson(Phrase::new(why.clone(), why)));
            } else {
                let number = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
                self.findings.at(number, problem::broken_feature(error));
            }
        }
        if self.rows.is_empty() {
            self.findings.file(file_problem::no_data_row());
        }
    }

    fn feature(&mut self, feature: Feature) {
        let number = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        let mut row = Vec::new();
        for (name, value) in feature.properties.into_iter().flatten() {
            let place = match self.places.get(&name) {
                Some(place) => *place,
                None if self.names.len() == MOST_PROPERTIES => {
                    self.too_many = true;
                    continue;
                }
                None => {
                    self.places.insert(name.clone(), self.names.len());
                    self.names.push(name);
                    self.names.len() - 1
                }
            };
            if row.len() <= place {
                row.resize(place + 1, String::new());
            }
            row[place] = match value {
                JsonValue::Null => String::new(),
                JsonValue::String(text) => text,
                other => other.to_string(),
            };
        }
        self.rows.push(row);
        match feature.geometry {
            Some(geometry) => self.geometry(number, &geometry),
            None => self.without_geometry += 1,
        }
    }

    fn geometry(&mut self, number: u32, geometry: &Geometry) {
        let mut first = None;
        let mut outside = None;
        visit(&geometry.value, &mut |point| {
            first.get_or_insert(point);
            if point[0].abs() > 180.0 || point[1].abs() > 90.0 {
                outside.get_or_insert(point);
            }
        });
        let show = |[x, y]: [f64; 2]| format!("[{x}, {y}]");
        match (first, outside) {
            (None, _) => self.without_geometry += 1,
            (Some(point), _) if area::is_swapped(point) => {
                if self.swapped.0 == 0 {
                    self.swapped = (0, show(point), number);
                }
                self.swapped.0 += 1;
            }
            (_, Some(point)) => {
                if self.outside.0 == 0 {
                    self.outside.1 = show(point);
                }
                self.outside.0 += 1;
            }
            (Some(point), None) => self.french += u64::from(area::is_french(point)),
        }
    }

    fn finish(mut self) -> (Vec<u8>, Vec<Finding>) {
        let features = |count: u64| {
            Phrase::new(
                count_words(count, "objet", "objets"),
                count_words(count, "feature", "features"),
            )
        };
        if self.without_geometry > 0 {
            let said = problem::no_geometry(features(self.without_geometry));
            self.findings.file(said);
        }
        let (count, example, row) = &self.swapped;
        if *count > 0 {
            let said = problem::lat_lon_swapped(example, features(*count), row);
            if count * 10 >= (count + self.french) * 9 {
                self.findings.file(said);
            } else {
                self.findings.at(*row, said);
            }
        }
        let (count, example) = &self.outside;
        if *count > 0 {
            let said = problem::projected_coordinates(example, features(*count));
            self.findings.file(said);
        }
        if self.too_many {
            self.findings
                .file(problem::too_many_properties(MOST_PROPERTIES));
        }
        (self.csv(), self.findings.sorted())
    }

    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .flexible(true)
            .from_writer(Vec::new());
        // Writing into memory does not fail.
        let _ =
            writer.write_record(std::iter::once("#").chain(self.names.iter().map(String::as_str)));
        for (at, row) in self.rows.iter().enumerate() {
            let _ = writer.write_field((at + 1).to_string());
            for place in 0..self.names.len() {
                let _ = writer.write_field(row.get(place).map_or("", String::as_str));
            }
            let _ = writer.write_record(None::<&[u8]>);
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// Calls for each position of a geometry: longitude and latitude, or what stands for them.
pub fn visit(value: &GeometryValue, see: &mut dyn FnMut([f64; 2])) {
    visit_parts(value, 0, see);
}

/// Collections inside collections are followed so far.
fn visit_parts(value: &GeometryValue, depth: usize, see: &mut dyn FnMut([f64; 2])) {
    use GeometryValue as Value;
    let mut each = |positions: &[geojson::Position]| {
        for position in positions {
            if let [x, y, ..] = position.as_slice() {
                see([*x, *y]);
            }
        }
    };
    match value {
        Value::Point { coordinates } => each(std::slice::from_ref(coordinates)),
        Value::MultiPoint { coordinates } | Value::LineString { coordinates } => each(coordinates),
        Value::MultiLineString { coordinates } | Value::Polygon { coordinates } => {
            coordinates.iter().for_each(|line| each(line));
        }
        Value::MultiPolygon { coordinates } => {
            coordinates.iter().flatten().for_each(|ring| each(ring));
        }
        Value::GeometryCollection { geometries } if depth < 8 => {
            for geometry in geometries {
                visit_parts(&geometry.value, depth + 1, see);
            }
        }
        Value::GeometryCollection { .. } => {}
    }
}

/// The coordinate system that the old member `crs` names, when it is not the one of GeoJSON.
fn foreign_system(text: &str) -> Option<String> {
    let mut end = text.len().min(2_000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (_, rest) = text[..end].split_once("\"crs\"")?;
    let (_, rest) = rest.split_once("\"name\"")?;
    // The first `name` may be the kind of the member: `"type": "name"`.
    let rest = rest.split_once("\"name\"").map_or(rest, |(_, rest)| rest);
    let mut parts = rest.splitn(3, '"');
    let name = parts.nth(1)?;
    let usual = name.ends_with("CRS84") || name.ends_with(":4326");
    (!usual && name.len() < 80 && name.contains(':')).then(|| name.to_owned())
}
