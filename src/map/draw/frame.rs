//! From degrees to the pixels of a drawing: a projection that suits the extent, and the frame that holds it.

use crate::geo::area::METROPOLIS;
use crate::geo::projection::Projection;
use crate::geo::shape::{Bounds, Point, Polygon};

/// Meters of a degree of latitude.
const DEGREE: f64 = 111_195.0;
/// Pixels left free between the places and the edge.
const PADDING: f64 = 28.0;
/// The closest view, in degrees: some 700 m, so that one point alone still shows where it is.
const LEAST: f64 = 0.006;
/// Extents wider than that, in degrees, and within metropolitan France are drawn in Lambert-93.
const WIDE: f64 = 3.0;

/// How degrees become meters on a plane.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Plane {
    /// Equidistant along the parallel in the middle: true to scale over some hundred kilometers.
    Local {
        cosine: f64,
    },
    Lambert93,
}

/// A drawing's window on the earth.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    plane: Plane,
    /// Meters on the plane at the upper left corner.
    corner: Point,
    /// Pixels of a meter.
    pub scale: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    /// A frame of that width that holds some bounds; its height is between two shares of the width.
    pub fn new(bounds: &Bounds, width: f64, heights: [f64; 2]) -> Self {
        let bounds = roomy(bounds);
        let is_wide = bounds.east - bounds.west > WIDE || bounds.north - bounds.south > WIDE;
        let within = METROPOLIS.contains([bounds.west, bounds.south])
            && METROPOLIS.contains([bounds.east, bounds.north]);
        let plane = match is_wide && within {
            true => Plane::Lambert93,
            false => {
                let middle: f64 = bounds.center()[1].clamp(-80.0, 80.0);
                Plane::Local {
                    cosine: middle.to_radians().cos(),
                }
            }
        };
        // Along the edges too: the parallels of a conic projection are bent.
        let edge = (0..=8).flat_map(|step| {
            let share = f64::from(step) / 8.0;
            let lon = bounds.west + (bounds.east - bounds.west) * share;
            let lat = bounds.south + (bounds.north - bounds.south) * share;
            [
                [lon, bounds.south],
                [lon, bounds.north],
                [bounds.west, lat],
                [bounds.east, lat],
            ]
        });
        let extent = Bounds::around(edge.map(|point| meters(plane, point)));
        let size = [extent.east - extent.west, extent.north - extent.south];
        let room = width - 2.0 * PADDING;
        let wanted = size[1] / size[0] * room + 2.0 * PADDING;
        let height = wanted.clamp(width * heights[0], width * heights[1]).round();
        let scale = (room / size[0]).min((height - 2.0 * PADDING) / size[1]);
        let [x, y] = extent.center();
        Frame {
            plane,
            corner: [x - width / scale / 2.0, y + height / scale / 2.0],
            scale,
            width,
            height,
        }
    }

    /// West and north of the frame, then pixels of a degree of longitude and of latitude; nothing where degrees are
    /// not the same everywhere in it.
    pub fn degrees(&self) -> Option<[f64; 4]> {
        let Plane::Local { cosine } = self.plane else {
            return None;
        };
        let [x, y] = self.corner;
        let east = DEGREE * cosine;
        Some([x / east, y / DEGREE, east * self.scale, DEGREE * self.scale])
    }

    /// Pixels from the upper left corner.
    pub fn at(&self, point: Point) -> Point {
        let [x, y] = meters(self.plane, point);
        [
            (x - self.corner[0]) * self.scale,
            (self.corner[1] - y) * self.scale,
        ]
    }

    /// Whether a pixel lies in the frame, or at most so far outside.
    pub fn holds(&self, [x, y]: Point, margin: f64) -> bool {
        x >= -margin && y >= -margin && x <= self.width + margin && y <= self.height + margin
    }

    /// The rings of some polygons in pixels, clipped a little outside the frame, without points that no eye tells apart.
    pub fn rings(&self, shape: &[Polygon]) -> Vec<Vec<Point>> {
        shape
            .iter()
            .flatten()
            .map(|ring| {
                let pixels: Vec<Point> = ring.iter().map(|point| self.at(*point)).collect();
                thin(&clip(&pixels, &self.around()))
            })
            .filter(|ring| ring.len() >= 3 && is_seen(ring))
            .collect()
    }

    /// A line in pixels, thinned.
    pub fn line(&self, line: &[Point]) -> Vec<Point> {
        let pixels: Vec<Point> = line.iter().map(|point| self.at(*point)).collect();
        thin(&pixels)
    }

    fn around(&self) -> Bounds {
        Bounds::new(-20.0, -20.0, self.width + 20.0, self.height + 20.0)
    }
}

fn roomy(bounds: &Bounds) -> Bounds {
    let mut bounds = match bounds.is_empty() {
        true => METROPOLIS,
        false => *bounds,
    };
    let missing = [
        LEAST - (bounds.east - bounds.west),
        LEAST - (bounds.north - bounds.south),
    ];
    if missing[0] > 0.0 {
        bounds.west -= missing[0] / 2.0;
        bounds.east += missing[0] / 2.0;
    }
    if missing[1] > 0.0 {
        bounds.south -= missing[1] / 2.0;
        bounds.north += missing[1] / 2.0;
    }
    bounds
}

fn meters(plane: Plane, [lon, lat]: Point) -> Point {
    match plane {
        Plane::Local { cosine } => [lon * cosine * DEGREE, lat * DEGREE],
        Plane::Lambert93 => Projection::Lambert93.meters([lon, lat]),
    }
}

/// Whether a ring is larger than a speck of dust.
fn is_seen(ring: &[Point]) -> bool {
    let bounds = Bounds::around(ring.iter().copied());
    (bounds.east - bounds.west).max(bounds.north - bounds.south) >= 2.5
}

/// Leaves out points nearer than two thirds of a pixel to the last one that was kept.
fn thin(points: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::with_capacity(points.len() / 2);
    for (index, &[x, y]) in points.iter().enumerate() {
        let near = out
            .last()
            .is_some_and(|last| (last[0] - x).abs().max((last[1] - y).abs()) < 0.67);
        if !near || index + 1 == points.len() {
            out.push([x, y]);
        }
    }
    out
}

/// The part of a ring inside a box (Sutherland and Hodgman, *Reentrant polygon clipping*, 1974).
fn clip(ring: &[Point], frame: &Bounds) -> Vec<Point> {
    if ring.iter().all(|point| frame.contains(*point)) {
        return ring.to_vec();
    }
    let mut points = ring.to_vec();
    for (axis, edge, above) in [
        (0, frame.west, true),
        (0, frame.east, false),
        (1, frame.south, true),
        (1, frame.north, false),
    ] {
        let inside = |point: &Point| match above {
            true => point[axis] >= edge,
            false => point[axis] <= edge,
        };
        let mut out = Vec::with_capacity(points.len());
        for index in 0..points.len() {
            let here = points[index];
            let before = points[(index + points.len() - 1) % points.len()];
            if inside(&here) != inside(&before) {
                let share = (edge - before[axis]) / (here[axis] - before[axis]);
                let mut cut = [
                    before[0] + (here[0] - before[0]) * share,
                    before[1] + (here[1] - before[1]) * share,
                ];
                cut[axis] = edge;
                out.push(cut);
            }
            if inside(&here) {
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

    #[test]
    fn places_fall_in_the_frame_and_north_is_up() {
        for bounds in [
            Bounds::new(-0.9, 47.9, -0.6, 48.2),
            Bounds::new(-4.5, 42.5, 8.0, 51.0),
            Bounds::new(2.0, 48.0, 2.0, 48.0),
            Bounds::new(-178.0, -20.0, 178.0, 60.0),
            Bounds::default(),
        ] {
            let frame = Frame::new(&bounds, 720.0, [0.4, 0.8]);
            assert!(frame.height >= 288.0 && frame.height <= 576.0, "{frame:?}");
            let bounds = roomy(&bounds);
            let [left, top] = frame.at([bounds.west, bounds.north]);
            let [right, bottom] = frame.at([bounds.east, bounds.south]);
            assert!(left < right && top < bottom, "{bounds:?}");
            assert!(
                frame.holds([left, top], 0.0) && frame.holds([right, bottom], 0.0),
                "{bounds:?}"
            );
        }
    }
}
