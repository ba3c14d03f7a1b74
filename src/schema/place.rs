//! Places in cells: points, GeoJSON, TopoJSON, and whether a point is in France.

use serde_json::Value;

/// WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub longitude: f64,
    pub latitude: f64,
}

/// How a point is written: `lon, lat`, `[lon, lat]`, `{"lon": …, "lat": …}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointForm {
    Text,
    Array,
    Object,
}

impl Point {
    /// Reads a point whose numbers are degrees; none outside ± 180 and ± 90.
    pub fn read(form: PointForm, text: &str) -> Option<Self> {
        let (longitude, latitude) = match form {
            PointForm::Text => {
                let (longitude, latitude) = text.split_once(',')?;
                (degrees(longitude)?, degrees(latitude)?)
            }
            PointForm::Array => match serde_json::from_str(text).ok()? {
                Value::Array(pair) if pair.len() == 2 => (number(&pair[0])?, number(&pair[1])?),
                _ => return None,
            },
            PointForm::Object => match serde_json::from_str(text).ok()? {
                Value::Object(pair) if pair.len() == 2 => {
                    (number(pair.get("lon")?)?, number(pair.get("lat")?)?)
                }
                _ => return None,
            },
        };
        let fine = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        fine.then_some(Point {
            longitude,
            latitude,
        })
    }

    /// Whether it lies in metropolitan France or one of the five overseas départements, by boxes around them.
    pub fn is_in_france(self) -> bool {
        BOXES.iter().any(|[west, south, east, north]| {
            self.longitude > *west
                && self.longitude < *east
                && self.latitude > *south
                && self.latitude < *north
        })
    }

    /// The point whose latitude was written first.
    pub fn reversed(self) -> Self {
        Point {
            longitude: self.latitude,
            latitude: self.longitude,
        }
    }
}

/// West, south, east, north of Guadeloupe, Martinique, Guyane, La Réunion, Mayotte and metropolitan France: the boxes
/// that the reference validator uses.
const BOXES: [[f64; 4]; 6] = [
    [-61.809839, 15.832041, -61.001959, 16.514488],
    [-61.229033, 14.388646, -60.809655, 14.878723],
    [-54.60239, 2.111055, -51.619041, 5.748138],
    [55.216526, -21.389631, 55.836654, -20.8718],
    [45.01833, -13.005254, 45.299985, -12.63659],
    [-5.141277, 41.333571, 9.560091, 51.088989],
];

fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    // No other word than digits: `inf` is a number to Rust.
    let plain = text.bytes().all(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E' | b'_')
    });
    plain.then(|| text.replace('_', "").parse().ok()).flatten()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => degrees(text),
        Value::Bool(truth) => Some(if *truth { 1.0 } else { 0.0 }),
        _ => None,
    }
}

/// Whether a value is GeoJSON: a geometry, a collection of geometries, a feature or a collection of features.
pub fn is_geojson(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let list = |key: &str, each: fn(&Value) -> bool| {
        object
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(|items| items.iter().all(each))
    };
    match object.get("type").and_then(Value::as_str) {
        Some("GeometryCollection") => list("geometries", is_geometry),
        Some("FeatureCollection") => list("features", is_feature),
        Some("Feature") => is_feature(value),
        Some(_) => is_geometry(value),
        None => false,
    }
}

fn is_feature(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let geometry = object
        .get("geometry")
        .is_some_and(|geometry| geometry.is_null() || is_geometry(geometry));
    let properties = object
        .get("properties")
        .is_some_and(|properties| properties.is_null() || properties.is_object());
    object.get("type").and_then(Value::as_str) == Some("Feature") && geometry && properties
}

fn is_geometry(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let Some(coordinates) = object.get("coordinates") else {
        return false;
    };
    match object.get("type").and_then(Value::as_str) {
        Some("Point") => is_position(coordinates),
        Some("MultiPoint") => are(coordinates, 0, is_position),
        Some("LineString") => is_line(coordinates),
        Some("MultiLineString") => are(coordinates, 0, is_line),
        Some("Polygon") => is_polygon(coordinates),
        Some("MultiPolygon") => are(coordinates, 0, is_polygon),
        _ => false,
    }
}

fn are(value: &Value, least: usize, each: fn(&Value) -> bool) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.len() >= least && items.iter().all(each))
}

fn is_position(value: &Value) -> bool {
    are(value, 2, Value::is_number)
}

fn is_line(value: &Value) -> bool {
    are(value, 2, is_position)
}

fn is_polygon(value: &Value) -> bool {
    are(value, 0, |ring| are(ring, 4, is_position))
}

/// Whether a value is TopoJSON: a topology, or one of its geometries.
pub fn is_topojson(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    if object.get("type").and_then(Value::as_str) == Some("Topology") {
        let objects = object
            .get("objects")
            .and_then(Value::as_object)
            .is_some_and(|objects| objects.values().all(is_topo_geometry));
        return objects
            && object
                .get("arcs")
                .is_some_and(|arcs| are(arcs, 0, |arc| are(arc, 0, is_position)));
    }
    is_topo_geometry(value)
}

fn is_topo_geometry(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let arcs = |depth: usize| object.get("arcs").is_some_and(|arcs| are_arcs(arcs, depth));
    let coordinates = |each: fn(&Value) -> bool| object.get("coordinates").is_some_and(each);
    match object.get("type").and_then(Value::as_str) {
        Some("Point") => coordinates(is_position),
        Some("MultiPoint") => coordinates(|points| are(points, 0, is_position)),
        Some("LineString") => arcs(0),
        Some("MultiLineString" | "Polygon") => arcs(1),
        Some("MultiPolygon") => arcs(2),
        Some("GeometryCollection") => object
            .get("geometries")
            .is_some_and(|list| are(list, 0, is_topo_geometry)),
        _ => false,
    }
}

fn are_arcs(value: &Value, depth: usize) -> bool {
    value.as_array().is_some_and(|items| {
        items.iter().all(|item| match depth {
            0 => item.is_i64() || item.is_u64(),
            _ => are_arcs(item, depth - 1),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points() {
        assert_eq!(
            Point::read(PointForm::Text, " 2.35 ,48.85"),
            Some(Point {
                longitude: 2.35,
                latitude: 48.85
            })
        );
        assert!(Point::read(PointForm::Array, "[2.35, 48.85]").is_some());
        assert!(Point::read(PointForm::Object, r#"{"lon": 2, "lat": "48"}"#).is_some());
        for (form, bad) in [
            (PointForm::Text, "2.35"),
            (PointForm::Text, "2,35,48,85"),
            (PointForm::Text, "200,10"),
            (PointForm::Text, "inf,10"),
            (PointForm::Array, "[2.35]"),
            (PointForm::Array, "2.35, 48.85"),
            (PointForm::Array, "[2.35, 98]"),
            (PointForm::Object, r#"{"lon": 2, "lat": 3, "x": 1}"#),
        ] {
            assert_eq!(Point::read(form, bad), None, "{bad}");
        }
        let paris = Point {
            longitude: 2.35,
            latitude: 48.85,
        };
        assert!(paris.is_in_france() && !paris.reversed().is_in_france());
    }

    #[test]
    fn shapes() {
        let geojson = |text: &str| serde_json::from_str(text).is_ok_and(|value| is_geojson(&value));
        for good in [
            r#"{"type":"Point","coordinates":[1,2]}"#,
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#,
            r#"{"type":"Feature","geometry":null,"properties":{}}"#,
            r#"{"type":"FeatureCollection","features":[]}"#,
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
        ] {
            assert!(geojson(good), "{good}");
        }
        for bad in [
            "{}",
            "[]",
            r#"{"type":"Point"}"#,
            r#"{"type":"Point","coordinates":[1]}"#,
            r#"{"type":"Circle","coordinates":[1,2]}"#,
            r#"{"type":"LineString","coordinates":[[0,0]]}"#,
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#,
        ] {
            assert!(!geojson(bad), "{bad}");
        }
        let topojson =
            |text: &str| serde_json::from_str(text).is_ok_and(|value| is_topojson(&value));
        assert!(topojson(
            r#"{"type":"Topology","objects":{"a":{"type":"LineString","arcs":[0]}},"arcs":[[[0,0],[1,1]]]}"#
        ));
        assert!(!topojson(r#"{"type":"Topology","objects":{}}"#));
    }
}
