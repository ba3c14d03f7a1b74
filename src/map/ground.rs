//! What lies below the places: the territory that a map is about, and its neighbors. In: the extent and, where known,
//! the territory. Out: shapes with their names.

use crate::geo::contours::Layer;
use crate::geo::shape::{self, Bounds, Point, Shape};
use crate::geo::tables;
use std::collections::BTreeSet;

/// The land of a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ground {
    /// The territory: drawn light, with its names.
    pub land: Vec<(String, Shape)>,
    /// What surrounds it: sunken.
    pub around: Vec<Shape>,
    /// It comes from the embedded contours, whose source is to be named.
    pub is_embedded: bool,
}

/// Extents narrower than that, in degrees, are drawn by communes; wider ones by départements.
const COMMUNES_UNTIL: f64 = 1.6;
/// Places spread over more communes than that are shown on land without names.
const MOST_COMMUNES: usize = 120;

impl Ground {
    /// The box around the territory; empty when there is none.
    pub fn bounds(&self) -> Bounds {
        let mut bounds = Bounds::default();
        for (_, shape) in &self.land {
            bounds.join(shape::bounds(shape));
        }
        bounds
    }

    /// Ground of the author's own: every shape is territory.
    pub fn of(land: Vec<(String, Shape)>) -> Self {
        Ground {
            land,
            ..Ground::default()
        }
    }

    /// The embedded ground below some places: the communes in which they lie, or all départements on a wide map.
    pub fn below(points: &[Point]) -> Self {
        let bounds = Bounds::around(points.iter().copied());
        if bounds.is_empty() {
            return Ground::default();
        }
        let (width, height) = (bounds.east - bounds.west, bounds.north - bounds.south);
        let near = bounds.grown((width.max(height) * 0.6).max(0.05));
        let layer = match width.max(height) < COMMUNES_UNTIL && Layer::Communes.is_there() {
            true => Layer::Communes,
            false => Layer::Departments,
        };
        let seen = layer.within(&near);
        if layer == Layer::Departments {
            // On a map of the country the country is the territory.
            let all = (0..seen.len()).collect();
            return Ground::split(seen, &all, layer);
        }
        let boxes: Vec<Bounds> = seen.iter().map(|(_, shape)| shape::bounds(shape)).collect();
        let mut territory: BTreeSet<usize> = BTreeSet::new();
        // Points come in clusters: the commune of the last one is tried first.
        let mut last = None;
        for point in points {
            let holds =
                |at: usize| boxes[at].contains(*point) && shape::contains(&seen[at].1, *point);
            if last.is_some_and(holds) {
                continue;
            }
            last = (0..seen.len()).find(|at| holds(*at));
            territory.extend(last);
        }
        if territory.len() > MOST_COMMUNES {
            // A tapestry of names hides the places: the land alone is drawn.
            let mut ground = Ground::split(seen, &territory, layer);
            ground.land.iter_mut().for_each(|(name, _)| name.clear());
            return ground;
        }
        Ground::split(seen, &territory, layer)
    }

    fn split(seen: Vec<(&'static str, Shape)>, territory: &BTreeSet<usize>, layer: Layer) -> Self {
        let mut ground = Ground {
            is_embedded: !seen.is_empty(),
            ..Ground::default()
        };
        for (index, (code, shape)) in seen.into_iter().enumerate() {
            match territory.contains(&index) {
                true => ground.land.push((name(layer, code), shape)),
                false => ground.around.push(shape),
            }
        }
        ground
    }
}

/// What a territory is called on a map; départements by their number alone would say little, so they have none.
fn name(layer: Layer, code: &str) -> String {
    match layer {
        Layer::Communes => tables::commune(code).map(|commune| commune.name().to_owned()),
        Layer::Epci => tables::epci(code).map(|epci| epci.name().to_owned()),
        Layer::Departments | Layer::Regions => None,
    }
    .unwrap_or_default()
}

#[cfg(test)]
#[cfg(feature = "contours-communes")]
mod tests {
    use super::*;

    #[test]
    fn the_territory_is_where_the_places_are() {
        let laval = tables::commune("53130")
            .and_then(|commune| commune.point())
            .unwrap();
        let ground = Ground::below(&[laval]);
        let names: Vec<&str> = ground.land.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Laval"]);
        assert!(ground.around.len() > 3, "its neighbors are around");
        assert_eq!(Ground::below(&[]), Ground::default());
        assert!(Ground::below(&[[-73.9, 40.7]]).land.is_empty());
        let wide = Ground::below(&[laval, [5.4, 43.3]]);
        assert!(wide.land.len() > 50 && wide.around.is_empty());
    }
}
