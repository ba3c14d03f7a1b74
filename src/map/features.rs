//! GeoJSON → places. In: bytes. Out: features in WGS84 degrees with their properties as columns, and what was left out.
//!
//! Each feature is parsed alone, so a bad one takes no other with it, and no tree of the whole file is ever held.
//! MultiPoints and GeometryCollections become one place per part, because uMap drops the first and stumbles over the
//! second.

use super::geometry::tidy;
use super::parts::parse;
use super::{Field, FieldKind, Geometry, Value};
use crate::diag::{Problem, geo as problem};
use crate::geo::area;
use crate::geo::projection::Projection;
use crate::geo::shape::Point;
use crate::model::finding::Finding;
use serde_json::value::RawValue;
use serde_json::{Map as Object, Value as Json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A GeoJSON file, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collection {
    pub fields: Vec<Field>,
    pub places: Vec<Place>,
    /// Features that are no place, by number.
    pub left_out: Vec<Finding>,
    /// What was repaired.
    pub remarks: Vec<Finding>,
}

/// A place with its properties, one per field.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Number of the feature in the file, from 1.
    pub number: u32,
    pub geometry: Geometry,
    pub values: Vec<Value>,
}

impl Collection {
    /// Leaves fields out, with the values of every place.
    pub fn drop_fields(&mut self, is_dropped: impl Fn(&str) -> bool) {
        let kept: Vec<bool> = self
            .fields
            .iter()
            .map(|field| !is_dropped(&field.name))
            .collect();
        if kept.iter().all(|kept| *kept) {
            return;
        }
        let keep = |at: usize| kept.get(at).copied().unwrap_or(true);
        let mut at = 0;
        self.fields.retain(|_| {
            at += 1;
            keep(at - 1)
        });
        for place in &mut self.places {
            let mut at = 0;
            place.values.retain(|_| {
                at += 1;
                keep(at - 1)
            });
        }
    }
}

/// More properties than that are no table.
const MOST_FIELDS: usize = 200;
/// Of a hundred features that say the same of their coordinates, so many must agree.
const AGREEMENT: usize = 90;

/// Reads a GeoJSON file: a collection, an array of features, one feature, or a bare geometry.
///
/// # Errors
/// `geo.json-syntax` when the file is not JSON, `geo.no-feature` when there is no feature in it.
pub fn read(bytes: &[u8]) -> Result<Collection, Problem> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let syntax = |error: serde_json::Error| problem::json_syntax(error.line(), error.column());
    let raw: Vec<&RawValue> = if text.starts_with('[') {
        serde_json::from_str(text).map_err(syntax)?
    } else {
        let members: BTreeMap<Cow<'_, str>, &RawValue> =
            serde_json::from_str(text).map_err(syntax)?;
        match members.get("features") {
            Some(features) => serde_json::from_str(features.get()).map_err(syntax)?,
            None => vec![serde_json::from_str(text).map_err(syntax)?],
        }
    };
    if raw.is_empty() {
        return Err(problem::no_feature());
    }
    let mut reading = Reading::default();
    for (index, feature) in raw.into_iter().enumerate() {
        reading.feature(feature, u32::try_from(index + 1).unwrap_or(u32::MAX));
    }
    reading.project();
    reading.exchange();
    Ok(reading.finish())
}

#[derive(Default)]
struct Reading {
    places: Vec<(u32, Geometry, Object<String, Json>)>,
    faults: BTreeMap<u32, Problem>,
    remarks: Vec<Problem>,
}

impl Reading {
    fn feature(&mut self, raw: &RawValue, number: u32) {
        let mut parts = Vec::new();
        let mut properties = Object::new();
        let told = match serde_json::from_str::<Json>(raw.get()) {
            Ok(Json::Object(mut feature)) => {
                let geometry = match feature.get("type").and_then(Json::as_str) {
                    Some("Feature") | None => feature.remove("geometry").unwrap_or(Json::Null),
                    Some(_) => Json::Object(std::mem::take(&mut feature)),
                };
                if let Some(Json::Object(found)) = feature.remove("properties") {
                    properties = found;
                }
                parse(geometry, &mut parts)
            }
            _ => Err(problem::no_geometry()),
        };
        match told {
            Ok(()) if parts.is_empty() => {
                self.faults.insert(number, problem::no_geometry());
            }
            Ok(()) => {
                for part in parts {
                    self.places.push((number, part, properties.clone()));
                }
            }
            Err(fault) => {
                self.faults.insert(number, fault);
            }
        }
    }

    fn firsts(&self) -> impl Iterator<Item = Point> + '_ {
        self.places
            .iter()
            .filter_map(|(_, geometry, _)| geometry.points().next())
    }

    /// Turns projected coordinates into degrees, if nearly all of them agree on one projection.
    fn project(&mut self) {
        let off = |[x, y]: Point| x.abs() > 180.0 || y.abs() > 90.0;
        let is_swapped = |[x, y]: Point| area::is_french([y, x]);
        let mut votes: BTreeMap<Option<Projection>, usize> = BTreeMap::new();
        for point in self
            .firsts()
            .filter(|point| off(*point) && !is_swapped(*point))
        {
            *votes.entry(Projection::guess(point)).or_default() += 1;
        }
        let total: usize = votes.values().sum();
        if total == 0 {
            return;
        }
        let most = votes.iter().max_by_key(|(_, count)| **count);
        let agreed = most
            .filter(|(_, count)| **count * 100 >= total * AGREEMENT)
            .and_then(|(projection, _)| *projection);
        let mut converted = 0;
        let mut kept = Vec::with_capacity(self.places.len());
        for (number, geometry, properties) in std::mem::take(&mut self.places) {
            let first = geometry
                .points()
                .next()
                .filter(|point| off(*point) && !is_swapped(*point));
            match (first, agreed) {
                (None, _) => kept.push((number, geometry, properties)),
                (Some(_), Some(projection)) => {
                    converted += 1;
                    let geometry = mapped(geometry, |point| projection.degrees(point));
                    kept.push((number, geometry, properties));
                }
                (Some([x, y]), None) => {
                    self.faults
                        .insert(number, problem::not_degrees(format!("{x} ; {y}")));
                }
            }
        }
        self.places = kept;
        if let Some(projection) = agreed {
            self.remarks.push(problem::projected(converted, projection));
        }
    }

    /// Exchanges the axes, if nearly all features ask for it.
    fn exchange(&mut self) {
        let total = self.firsts().count();
        let swapped = self
            .firsts()
            .filter(|point| area::is_swapped(*point))
            .count();
        if swapped == 0 || swapped * 100 < total * AGREEMENT {
            return;
        }
        for (_, geometry, _) in &mut self.places {
            if geometry.points().next().is_some_and(area::is_swapped) {
                let old = std::mem::replace(geometry, Geometry::Lines(Vec::new()));
                *geometry = mapped(old, |[x, y]| [y, x]);
            }
        }
        self.remarks.push(problem::swapped(swapped));
    }

    fn finish(self) -> Collection {
        let mut names: Vec<String> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut places = Vec::with_capacity(self.places.len());
        let mut faults = self.faults;
        for (number, geometry, properties) in self.places {
            let Some(geometry) = tidy(geometry) else {
                faults.insert(number, problem::no_geometry());
                continue;
            };
            let mut values = vec![Value::Missing; names.len()];
            for (name, json) in properties {
                let at = match known.get(&name) {
                    Some(at) => *at,
                    None if names.len() < MOST_FIELDS => {
                        known.insert(name.clone(), names.len());
                        names.push(name);
                        names.len() - 1
                    }
                    None => continue,
                };
                if values.len() <= at {
                    values.resize(at + 1, Value::Missing);
                }
                values[at] = value(json);
            }
            places.push(Place {
                number,
                geometry,
                values,
            });
        }
        for place in &mut places {
            place.values.resize(names.len(), Value::Missing);
        }
        let fields = names
            .into_iter()
            .enumerate()
            .map(|(at, name)| Field {
                kind: kind(places.iter().map(|place| &place.values[at])),
                name,
            })
            .collect();
        let finding = |problem, row| Finding {
            problem,
            row,
            column: None,
        };
        // A feature of which one part is a place is on the map.
        let shown: std::collections::BTreeSet<u32> =
            places.iter().map(|place| place.number).collect();
        Collection {
            fields,
            places,
            left_out: faults
                .into_iter()
                .filter(|(number, _)| !shown.contains(number))
                .map(|(number, problem)| finding(problem, Some(number)))
                .collect(),
            remarks: self
                .remarks
                .into_iter()
                .map(|problem| finding(problem, None))
                .collect(),
        }
    }
}

/// What a column holds, from its values.
pub fn kind<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> FieldKind {
    let mut present = values
        .clone()
        .filter(|value| **value != Value::Missing)
        .peekable();
    if present.peek().is_none() {
        return FieldKind::Text;
    }
    if present
        .clone()
        .all(|value| matches!(value, Value::Number(_)))
    {
        return FieldKind::Number;
    }
    if present
        .clone()
        .all(|value| matches!(value, Value::Boolean(_)))
    {
        return FieldKind::Boolean;
    }
    if present.clone().all(|value| matches!(value, Value::Date(_))) {
        return FieldKind::Date;
    }
    let mut distinct = std::collections::BTreeSet::new();
    let mut count = 0;
    for value in present {
        count += 1;
        if distinct.len() <= 12
            && let Value::Text(text) = value
        {
            distinct.insert(text.as_str());
        }
    }
    match distinct.len() <= 12 && count >= distinct.len() * 2 {
        true => FieldKind::Category,
        false => FieldKind::Text,
    }
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Missing,
        Json::Bool(value) => Value::Boolean(value),
        Json::Number(number) => number.as_f64().map_or(Value::Missing, Value::Number),
        Json::String(text) if text.trim().is_empty() => Value::Missing,
        Json::String(text) => Value::Text(text),
        // An object or an array is no cell of a table: its letters are.
        other => Value::Text(other.to_string()),
    }
}

fn mapped(geometry: Geometry, change: impl Fn(Point) -> Point + Copy) -> Geometry {
    let line = |line: Vec<Point>| -> Vec<Point> { line.into_iter().map(change).collect() };
    match geometry {
        Geometry::Point(point) => Geometry::Point(change(point)),
        Geometry::Lines(lines) => Geometry::Lines(lines.into_iter().map(line).collect()),
        Geometry::Areas(areas) => Geometry::Areas(
            areas
                .into_iter()
                .map(|polygon| polygon.into_iter().map(line).collect())
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (usize, Vec<String>) {
        match read(text.as_bytes()) {
            Ok(found) => {
                let findings = found.left_out.iter().chain(&found.remarks);
                let words = findings.map(|finding| {
                    let row = finding.row.map_or(String::new(), |row| format!(" {row}"));
                    format!("{}{row}", finding.problem.kind.code)
                });
                (found.places.len(), words.collect())
            }
            Err(problem) => (0, vec![problem.kind.code.to_owned()]),
        }
    }

    #[test]
    fn a_bad_feature_takes_no_other_with_it() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":["2,35","48.85"]}},
            {"type":"Feature","properties":{"a":2},"geometry":null},
            {"type":"Feature","properties":null,"geometry":{"type":"Point"}},
            {"type":"Feature","properties":{"__proto__":{"x":1}},"geometry":{"type":"Point","coordinates":[]}},
            {"type":"Feature","properties":{"a":5},"geometry":{"type":"MultiPoint","coordinates":[[2,48],[2.1,48]]}},
            7,
            {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
                {"type":"Point","coordinates":[2.2,48]},{"type":"LineString","coordinates":[[2,48],[3,48]]}]}}
        ]}"#;
        let (places, faults) = told(text);
        assert_eq!(places, 5);
        assert_eq!(
            faults,
            [
                "geo.no-geometry 2",
                "geo.no-geometry 3",
                "geo.no-geometry 4",
                "geo.no-geometry 6"
            ]
        );
    }

    #[test]
    fn pixels_are_refused_and_projections_undone() {
        let at = |x: f64, y: f64| {
            format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
            )
        };
        assert_eq!(
            told(&format!("[{}]", at(450.0, 300.0))),
            (0, vec!["geo.not-degrees 1".into()])
        );
        assert_eq!(
            told(&format!("[{}]", at(648_237.3, 6_862_271.7))),
            (1, vec!["geo.projected".into()])
        );
        assert_eq!(
            told(&format!("[{}]", at(48.85, 2.35))),
            (1, vec!["geo.swapped".into()])
        );
        assert_eq!(told("{"), (0, vec!["geo.json-syntax".into()]));
        assert_eq!(
            told("{\"features\":[]}"),
            (0, vec!["geo.no-feature".into()])
        );
        assert_eq!(
            told(&"[".repeat(100_000)),
            (0, vec!["geo.json-syntax".into()])
        );
    }
}
