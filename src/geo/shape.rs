//! Shapes in degrees: points, rings, polygons, and the box around them.

/// Longitude, latitude, in WGS84 degrees.
pub type Point = [f64; 2];

/// An outer ring, then its holes. First and last point of a ring are the same.
pub type Polygon = Vec<Vec<Point>>;

/// One or more polygons.
pub type Shape = Vec<Polygon>;

/// West, south, east, north; empty until something is added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        }
    }
}

impl Bounds {
    pub const fn new(west: f64, south: f64, east: f64, north: f64) -> Self {
        Bounds {
            west,
            south,
            east,
            north,
        }
    }

    /// The box around some points.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Self {
        let mut bounds = Bounds::default();
        points.into_iter().for_each(|point| bounds.add(point));
        bounds
    }

    pub fn add(&mut self, [x, y]: Point) {
        self.west = self.west.min(x);
        self.east = self.east.max(x);
        self.south = self.south.min(y);
        self.north = self.north.max(y);
    }

    pub fn join(&mut self, other: Bounds) {
        self.west = self.west.min(other.west);
        self.east = self.east.max(other.east);
        self.south = self.south.min(other.south);
        self.north = self.north.max(other.north);
    }

    pub fn is_empty(&self) -> bool {
        !(self.west <= self.east && self.south <= self.north)
    }

    pub fn contains(&self, [x, y]: Point) -> bool {
        x >= self.west && x <= self.east && y >= self.south && y <= self.north
    }

    pub fn meets(&self, other: &Bounds) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Larger by so many degrees on each side.
    pub fn grown(&self, degrees: f64) -> Self {
        Bounds {
            west: self.west - degrees,
            south: self.south - degrees,
            east: self.east + degrees,
            north: self.north + degrees,
        }
    }

    pub fn center(&self) -> Point {
        [
            f64::midpoint(self.west, self.east),
            f64::midpoint(self.south, self.north),
        ]
    }
}

/// The box around a shape.
pub fn bounds(shape: &[Polygon]) -> Bounds {
    Bounds::around(shape.iter().flatten().flatten().copied())
}

/// Whether a point lies in a shape, holes left out (even-odd rule).
pub fn contains(shape: &[Polygon], [x, y]: Point) -> bool {
    let mut inside = false;
    for ring in shape.iter().flatten() {
        for pair in ring.windows(2) {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                inside = !inside;
            }
        }
    }
    inside
}

/// Twice the signed area of a ring in square degrees: positive when it turns left (counterclockwise).
pub fn signed_area(ring: &[Point]) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

/// A point well inside the largest polygon of a shape, for a name or a circle: the middle of the longest stretch among
/// some horizontal lines, so that it lies inside whatever the form.
pub fn inner_point(shape: &[Polygon]) -> Option<Point> {
    let polygon = shape.iter().max_by(|a, b| {
        let area = |polygon: &Polygon| polygon.first().map_or(0.0, |ring| signed_area(ring).abs());
        area(a).total_cmp(&area(b))
    })?;
    let bounds = Bounds::around(polygon.first()?.iter().copied());
    let mut best: Option<(f64, Point)> = None;
    for step in 1..12 {
        let y = bounds.south + (bounds.north - bounds.south) * f64::from(step) / 12.0;
        let mut crossings: Vec<f64> = polygon
            .iter()
            .flat_map(|ring| ring.windows(2))
            .filter(|pair| (pair[0][1] > y) != (pair[1][1] > y))
            .map(|pair| {
                let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
                (bx - ax) * (y - ay) / (by - ay) + ax
            })
            .collect();
        crossings.sort_by(f64::total_cmp);
        // The middle line wins over an equal one near an end.
        let weight = 1.0 - (f64::from(step) - 6.0).abs() / 12.0;
        for pair in crossings.chunks_exact(2) {
            let width = (pair[1] - pair[0]) * weight;
            if best.is_none_or(|(other, _)| width > other) {
                best = Some((width, [f64::midpoint(pair[0], pair[1]), y]));
            }
        }
    }
    best.map(|(_, point)| point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_outside_and_an_inner_point_is_inside() {
        let square = |a: f64, b: f64| vec![[a, a], [b, a], [b, b], [a, b], [a, a]];
        let shape = vec![vec![square(0.0, 9.0), square(2.0, 7.0)]];
        assert!(contains(&shape, [1.0, 1.0]));
        assert!(!contains(&shape, [4.0, 4.0]));
        assert!(!contains(&shape, [10.0, 1.0]));
        let point = inner_point(&shape).unwrap();
        assert!(contains(&shape, point), "{point:?}");
        assert!(signed_area(&square(0.0, 1.0)) > 0.0);
    }
}
