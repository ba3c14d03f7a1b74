//! Geometries as RFC 7946 wants them and uMap reads them: rings closed and wound by the right-hand rule, six decimals,
//! nothing across the 180th meridian, nothing empty.

use super::Geometry;
use crate::geo::shape::{Bounds, Point, Polygon, signed_area};

/// Makes a geometry fit to be written; nothing if nothing is left of it.
pub fn tidy(geometry: Geometry) -> Option<Geometry> {
    match geometry {
        Geometry::Point(point) => {
            let point = round(point);
            is_on_earth(point).then_some(Geometry::Point(point))
        }
        Geometry::Lines(lines) => {
            let lines: Vec<Vec<Point>> = lines
                .into_iter()
                .flat_map(|line| cut_line(&line))
                .map(|line| simple(line.into_iter().map(round)))
                .filter(|line| line.len() >= 2 && line.iter().all(|point| is_on_earth(*point)))
                .collect();
            (!lines.is_empty()).then_some(Geometry::Lines(lines))
        }
        Geometry::Areas(areas) => {
            let areas: Vec<Polygon> = areas
                .into_iter()
                .flat_map(cut_polygon)
                .filter_map(|polygon| {
                    let mut rings = Vec::new();
                    for (index, ring) in polygon.into_iter().enumerate() {
                        match tidy_ring(ring, index == 0) {
                            Some(ring) => rings.push(ring),
                            // Without its outer ring nothing of a polygon holds.
                            None if index == 0 => return None,
                            None => {}
                        }
                    }
                    (!rings.is_empty()).then_some(rings)
                })
                .collect();
            (!areas.is_empty()).then_some(Geometry::Areas(areas))
        }
    }
}

/// Six decimals: 11 cm, as RFC 7946 § 11.2 advises.
pub fn round(point: Point) -> Point {
    // Adding zero turns −0 into 0.
    point.map(|degrees| (degrees * 1e6).round() / 1e6 + 0.0)
}

fn is_on_earth([lon, lat]: Point) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

/// Without a point twice in a row.
fn simple(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut out: Vec<Point> = points.collect();
    out.dedup();
    out
}

fn tidy_ring(ring: Vec<Point>, outer: bool) -> Option<Vec<Point>> {
    let mut ring = simple(ring.into_iter().map(round));
    let first = *ring.first()?;
    if ring.last() != Some(&first) {
        ring.push(first);
    }
    let area = signed_area(&ring);
    // A ring that crosses itself may have no area and still be seen; one of two points, or along a line, is not.
    let bounds = Bounds::around(ring.iter().copied());
    let is_flat = bounds.west == bounds.east || bounds.south == bounds.north;
    if ring.len() < 4 || is_flat || !ring.iter().all(|point| is_on_earth(*point)) {
        return None;
    }
    // Outer rings turn left, holes turn right.
    if area != 0.0 && (area > 0.0) != outer {
        ring.reverse();
    }
    Some(ring)
}

/// The longitudes of a path without jumps: beyond 180 where it crosses the antimeridian.
fn unwrapped(points: &[Point]) -> Vec<Point> {
    let mut turns = 0.0;
    let mut last: Option<f64> = None;
    points
        .iter()
        .map(|&[x, y]| {
            if let Some(last) = last {
                if x - last > 180.0 {
                    turns -= 360.0;
                } else if last - x > 180.0 {
                    turns += 360.0;
                }
            }
            last = Some(x);
            [x + turns, y]
        })
        .collect()
}

/// A path is cut where two neighbors are more than half the earth apart.
fn crosses(points: &[Point]) -> bool {
    points
        .windows(2)
        .any(|pair| (pair[1][0] - pair[0][0]).abs() > 180.0)
}

fn cut_line(line: &[Point]) -> Vec<Vec<Point>> {
    if !crosses(line) {
        return vec![line.to_vec()];
    }
    let path = unwrapped(line);
    let mut parts: Vec<Vec<Point>> = vec![Vec::new()];
    let turn = |x: f64| ((x + 180.0) / 360.0).floor() * 360.0;
    for (index, &point) in path.iter().enumerate() {
        if index > 0 {
            let before = path[index - 1];
            let (from, to) = (turn(before[0]), turn(point[0]));
            if from != to {
                let edge = from.max(to) - 180.0;
                let share = (edge - before[0]) / (point[0] - before[0]);
                let y = before[1] + (point[1] - before[1]) * share;
                if let Some(part) = parts.last_mut() {
                    part.push([edge - from, y]);
                }
                parts.push(vec![[edge - to, y]]);
            }
        }
        if let Some(part) = parts.last_mut() {
            part.push([point[0] - turn(point[0]), point[1]]);
        }
    }
    parts
}

fn cut_polygon(polygon: Polygon) -> Vec<Polygon> {
    if !polygon.iter().any(|ring| crosses(ring)) {
        return vec![polygon];
    }
    let rings: Vec<Vec<Point>> = polygon.iter().map(|ring| unwrapped(ring)).collect();
    // The pieces west of, between and east of the two meridians that an unwrapped ring can reach.
    [-360.0, 0.0, 360.0]
        .into_iter()
        .filter_map(|turn| {
            let piece: Polygon = rings
                .iter()
                .map(|ring| clip(ring, turn - 180.0, turn + 180.0))
                .map(|ring| {
                    ring.into_iter()
                        .map(|[x, y]| [x - turn, y])
                        .collect::<Vec<_>>()
                })
                .filter(|ring| ring.len() >= 3)
                .collect();
            (!piece.is_empty()).then_some(piece)
        })
        .collect()
}

/// The part of a ring between two meridians (Sutherland and Hodgman, *Reentrant polygon clipping*, 1974).
fn clip(ring: &[Point], west: f64, east: f64) -> Vec<Point> {
    let mut points = ring.to_vec();
    for (edge, keeps_east) in [(west, true), (east, false)] {
        let inside = |x: f64| if keeps_east { x >= edge } else { x <= edge };
        let mut out = Vec::with_capacity(points.len());
        for index in 0..points.len() {
            let here = points[index];
            let before = points[(index + points.len() - 1) % points.len()];
            if inside(here[0]) != inside(before[0]) {
                let share = (edge - before[0]) / (here[0] - before[0]);
                out.push([edge, before[1] + (here[1] - before[1]) * share]);
            }
            if inside(here[0]) {
                out.push(here);
            }
        }
        points = out;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(a: f64, b: f64) -> Vec<Point> {
        vec![[a, a], [a, b], [b, b], [b, a]]
    }

    #[test]
    fn rings_are_closed_and_wound() {
        let Some(Geometry::Areas(areas)) = tidy(Geometry::Areas(vec![vec![
            square(0.0, 9.0),
            square(2.0, 3.0),
        ]])) else {
            panic!("nothing left");
        };
        let [outer, hole] = &areas[0][..] else {
            panic!("two rings expected");
        };
        assert_eq!(outer.first(), outer.last());
        assert!(signed_area(outer) > 0.0 && signed_area(hole) < 0.0);
    }

    #[test]
    fn what_is_nothing_or_nowhere_is_dropped() {
        for geometry in [
            Geometry::Point([f64::NAN, 2.0]),
            Geometry::Point([1000.0, 2.0]),
            Geometry::Lines(vec![vec![[1.0, 1.0], [1.0, 1.0]]]),
            Geometry::Lines(Vec::new()),
            Geometry::Areas(vec![vec![vec![[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]]),
        ] {
            assert_eq!(tidy(geometry.clone()), None, "{geometry:?}");
        }
        assert_eq!(
            tidy(Geometry::Point([2.123_456_789, -0.0])),
            Some(Geometry::Point([2.123_457, 0.0]))
        );
    }

    #[test]
    fn nothing_crosses_the_antimeridian() {
        let line = Geometry::Lines(vec![vec![[179.0, -15.0], [-179.0, -17.0]]]);
        assert_eq!(
            tidy(line),
            Some(Geometry::Lines(vec![
                vec![[179.0, -15.0], [180.0, -16.0]],
                vec![[-180.0, -16.0], [-179.0, -17.0]],
            ]))
        );
        let fiji = vec![vec![
            [177.0, -19.0],
            [-178.0, -19.0],
            [-178.0, -16.0],
            [177.0, -16.0],
        ]];
        let Some(Geometry::Areas(areas)) = tidy(Geometry::Areas(vec![fiji])) else {
            panic!("nothing left");
        };
        assert_eq!(areas.len(), 2);
        let widths: Vec<f64> = areas
            .iter()
            .map(|polygon| {
                let bounds = crate::geo::shape::bounds(std::slice::from_ref(polygon));
                bounds.east - bounds.west
            })
            .collect();
        assert_eq!(widths, [3.0, 2.0]);
    }
}
