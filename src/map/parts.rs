//! One GeoJSON geometry → its parts: a point for each of a MultiPoint, what a collection holds, coordinates that were
//! written as text.

use super::Geometry;
use crate::diag::{Problem, geo as problem};
use crate::geo::shape::Point;
use geojson::GeometryValue;
use serde_json::Value as Json;

/// Parts of a collection inside a collection inside…
const DEEPEST: usize = 8;

/// Adds the parts of a geometry to others.
///
/// # Errors
/// `geo.no-geometry` when it is none.
pub(super) fn parse(mut json: Json, parts: &mut Vec<Geometry>) -> Result<(), Problem> {
    if json.is_null() {
        return Err(problem::no_geometry());
    }
    numbers(&mut json);
    let geometry: geojson::Geometry =
        serde_json::from_value(json).map_err(|_| problem::no_geometry())?;
    push(geometry.value, parts, 0);
    Ok(())
}

/// Coordinates that were written as text become numbers.
fn numbers(json: &mut Json) {
    match json {
        Json::Object(members) => {
            for (name, member) in members.iter_mut() {
                if matches!(name.as_str(), "coordinates" | "geometries") {
                    numbers(member);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| {
            if let Json::String(text) = item {
                if let Ok(number) = text.trim().replace(',', ".").parse::<f64>()
                    && let Some(number) = serde_json::Number::from_f64(number)
                {
                    *item = Json::Number(number);
                }
            } else {
                numbers(item);
            }
        }),
        _ => {}
    }
}

fn push(value: GeometryValue, parts: &mut Vec<Geometry>, depth: usize) {
    let point = |position: &geojson::Position| -> Option<Point> {
        let position = position.as_slice();
        Some([*position.first()?, *position.get(1)?])
    };
    let line = |positions: &Vec<geojson::Position>| -> Vec<Point> {
        positions.iter().filter_map(point).collect()
    };
    let polygon = |rings: &Vec<Vec<geojson::Position>>| -> Vec<Vec<Point>> {
        rings.iter().map(line).collect()
    };
    match value {
        GeometryValue::Point { coordinates } => {
            parts.extend(point(&coordinates).map(Geometry::Point));
        }
        GeometryValue::MultiPoint { coordinates } => {
            parts.extend(coordinates.iter().filter_map(point).map(Geometry::Point));
        }
        GeometryValue::LineString { coordinates } => {
            parts.push(Geometry::Lines(vec![line(&coordinates)]));
        }
        GeometryValue::MultiLineString { coordinates } => {
            parts.push(Geometry::Lines(coordinates.iter().map(line).collect()));
        }
        GeometryValue::Polygon { coordinates } => {
            parts.push(Geometry::Areas(vec![polygon(&coordinates)]));
        }
        GeometryValue::MultiPolygon { coordinates } => {
            parts.push(Geometry::Areas(coordinates.iter().map(polygon).collect()));
        }
        GeometryValue::GeometryCollection { geometries } if depth < DEEPEST => {
            for geometry in geometries {
                push(geometry.value, parts, depth + 1);
            }
        }
        GeometryValue::GeometryCollection { .. } => {}
    }
}
