//! Contours of communes, EPCI, départements and régions.
//!
//! A file of contours holds arcs, each shared by the neighbors that it parts, and for each territory the arcs of its
//! rings (the idea of TopoJSON). One is unpacked whole when first asked for; shapes are put together on demand.

use super::pack::{Numbers, inflate};
use super::shape::{Bounds, Point, Shape};
use super::tables;
use std::sync::LazyLock;

/// The kinds of territory that have contours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// By INSEE code. Empty without the cargo feature `contours-communes`.
    Communes,
    /// By SIREN.
    Epci,
    /// By code: `01`, `2A`, `974`.
    Departments,
    /// By INSEE code of the région: `84`.
    Regions,
}

/// A packed file.
struct Atlas {
    points: Vec<[i32; 2]>,
    /// Where each arc ends among the points.
    ends: Vec<u32>,
    scale: Point,
    origin: Point,
    layers: Vec<Vec<Territory>>,
}

struct Territory {
    code: Box<str>,
    bounds: Bounds,
    /// Polygons, rings, arcs; a negative arc is walked backwards (`!index`).
    polygons: Vec<Vec<Vec<i32>>>,
}

static COMMUNES: LazyLock<Atlas> = LazyLock::new(|| {
    #[cfg(feature = "contours-communes")]
    let packed: &[u8] = include_bytes!("data/contours-communes.bin");
    #[cfg(not(feature = "contours-communes"))]
    let packed: &[u8] = &[];
    Atlas::unpack(packed, 1)
});
static EPCI: LazyLock<Atlas> =
    LazyLock::new(|| Atlas::unpack(include_bytes!("data/contours-epci.bin"), 1));
static LARGE: LazyLock<Atlas> =
    LazyLock::new(|| Atlas::unpack(include_bytes!("data/contours-departements-regions.bin"), 2));

impl Layer {
    fn territories(self) -> (&'static Atlas, &'static [Territory]) {
        let (atlas, index): (&'static Atlas, usize) = match self {
            Layer::Communes => (&COMMUNES, 0),
            Layer::Epci => (&EPCI, 0),
            Layer::Departments => (&LARGE, 0),
            Layer::Regions => (&LARGE, 1),
        };
        (atlas, atlas.layers.get(index).map_or(&[], Vec::as_slice))
    }

    /// Whether this program carries the contours.
    pub fn is_there(self) -> bool {
        self != Layer::Communes || cfg!(feature = "contours-communes")
    }

    /// The codes of all its territories, sorted.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        self.territories()
            .1
            .iter()
            .map(|territory| &*territory.code)
    }

    /// The contour of a territory; that of its commune for a municipal district.
    pub fn shape(self, code: &str) -> Option<Shape> {
        let (atlas, territories) = self.territories();
        let found = territories.binary_search_by(|territory| (*territory.code).cmp(code));
        match found {
            Ok(index) => Some(atlas.shape(&territories[index])),
            Err(_) if self == Layer::Communes => {
                let whole = tables::commune(code)?.whole()?;
                self.shape(whole.insee())
            }
            Err(_) => None,
        }
    }

    /// The box around a territory, without putting its shape together.
    pub fn bounds(self, code: &str) -> Option<Bounds> {
        let (_, territories) = self.territories();
        let index = territories
            .binary_search_by(|territory| (*territory.code).cmp(code))
            .ok()?;
        Some(territories[index].bounds)
    }

    /// The territories whose box meets another, by code.
    pub fn within(self, bounds: &Bounds) -> Vec<(&'static str, Shape)> {
        let (atlas, territories) = self.territories();
        territories
            .iter()
            .filter(|territory| territory.bounds.meets(bounds))
            .map(|territory| (&*territory.code, atlas.shape(territory)))
            .collect()
    }

    /// Whether a point lies in the box of some territory: on land or near it, quickly.
    pub fn is_near(self, point: Point) -> bool {
        let (_, territories) = self.territories();
        territories
            .iter()
            .any(|territory| territory.bounds.contains(point))
    }

    /// The territory that a point lies in.
    pub fn at(self, point: Point) -> Option<&'static str> {
        let (atlas, territories) = self.territories();
        territories
            .iter()
            .filter(|territory| territory.bounds.contains(point))
            .find(|territory| super::shape::contains(&atlas.shape(territory), point))
            .map(|territory| &*territory.code)
    }
}

impl Atlas {
    fn unpack(packed: &[u8], layers: usize) -> Self {
        let bytes = inflate(packed);
        let mut numbers = Numbers { bytes: &bytes };
        let scale = [numbers.float(), numbers.float()];
        let origin = [numbers.float(), numbers.float()];
        let arcs = numbers.unsigned();
        let mut end = 0;
        let ends: Vec<u32> = (0..arcs)
            .map(|_| {
                end += numbers.unsigned();
                end
            })
            .collect();
        let mut points: Vec<[i32; 2]> = Vec::with_capacity(end as usize);
        let mut x = 0;
        for _ in 0..end {
            x += numbers.signed();
            points.push([x, 0]);
        }
        let mut y = 0;
        for point in &mut points {
            y += numbers.signed();
            point[1] = y;
        }
        let mut atlas = Atlas {
            points,
            ends,
            scale,
            origin,
            layers: Vec::new(),
        };
        for _ in 0..layers {
            let count = numbers.unsigned();
            let mut last = 0;
            let mut territories = Vec::with_capacity(count as usize);
            for _ in 0..count {
                let length = numbers.unsigned() as usize;
                let code = String::from_utf8_lossy(numbers.take(length)).into();
                let polygons: Vec<Vec<Vec<i32>>> = (0..numbers.unsigned())
                    .map(|_| {
                        (0..numbers.unsigned())
                            .map(|_| {
                                (0..numbers.unsigned())
                                    .map(|_| {
                                        last += numbers.signed();
                                        last
                                    })
                                    .collect()
                            })
                            .collect()
                    })
                    .collect();
                let arcs = polygons.iter().flatten().flatten();
                let bounds = Bounds::around(
                    arcs.flat_map(|&arc| atlas.arc(arc))
                        .map(|&point| atlas.degrees(point)),
                );
                territories.push(Territory {
                    code,
                    bounds,
                    polygons,
                });
            }
            atlas.layers.push(territories);
        }
        atlas
    }

    /// The points of an arc, in the order of the file.
    fn arc(&self, arc: i32) -> &[[i32; 2]] {
        let index = if arc < 0 { !arc } else { arc } as usize;
        let start = match index {
            0 => 0,
            _ => self.ends.get(index - 1).map_or(0, |&end| end as usize),
        };
        let end = self.ends.get(index).map_or(start, |&end| end as usize);
        self.points.get(start..end).unwrap_or(&[])
    }

    fn degrees(&self, [x, y]: [i32; 2]) -> Point {
        [
            self.origin[0] + f64::from(x) * self.scale[0],
            self.origin[1] + f64::from(y) * self.scale[1],
        ]
    }

    fn shape(&self, territory: &Territory) -> Shape {
        territory
            .polygons
            .iter()
            .map(|polygon| polygon.iter().map(|ring| self.ring(ring)).collect())
            .collect()
    }

    fn ring(&self, arcs: &[i32]) -> Vec<Point> {
        let mut ring = Vec::new();
        for &arc in arcs {
            let points = self.arc(arc);
            // Each arc begins where the one before ended.
            ring.pop();
            if arc < 0 {
                ring.extend(points.iter().rev().map(|&point| self.degrees(point)));
            } else {
                ring.extend(points.iter().map(|&point| self.degrees(point)));
            }
        }
        ring
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape;
    use super::*;

    #[test]
    fn every_layer_is_whole() {
        for (layer, count) in [
            (Layer::Epci, 1255),
            (Layer::Departments, 101),
            (Layer::Regions, 18),
        ] {
            assert_eq!(layer.codes().count(), count, "{layer:?}");
        }
        let rings = Layer::Departments.shape("53").unwrap();
        assert!(
            rings
                .iter()
                .flatten()
                .all(|ring| ring.first() == ring.last())
        );
    }

    #[test]
    #[cfg(feature = "contours-communes")]
    fn a_town_hall_lies_in_its_commune_or_just_beside() {
        assert_eq!(Layer::Communes.codes().count(), 34_867);
        let (mut inside, mut seen) = (0, 0);
        for commune in tables::communes().step_by(37) {
            let (Some(point), Some(contour)) =
                (commune.point(), Layer::Communes.shape(commune.insee()))
            else {
                continue;
            };
            seen += 1;
            inside += usize::from(shape::contains(&contour, point));
        }
        assert!(inside * 100 >= seen * 98, "{inside} of {seen}");
        let laval = tables::commune("53130").unwrap();
        assert_eq!(Layer::Communes.at(laval.point().unwrap()), Some("53130"));
        assert_eq!(Layer::Departments.at(laval.point().unwrap()), Some("53"));
        // A municipal district shows the whole city.
        assert_eq!(
            Layer::Communes.shape("75101"),
            Layer::Communes.shape("75056")
        );
    }
}
