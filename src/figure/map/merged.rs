//! The maps of several teams on one: each layer signed, places that two layers hold shown once.

use super::super::{Figure, Scene, Stop, Studio};
use super::spec::Spec;
use super::tell_apart;
use crate::diag::{Language, map as problem};
use crate::geo::shape::Point;
use crate::map::ground::Ground;
use crate::map::{Geometry, Layer, Map};
use crate::model::fence::Fence;
use crate::model::finding::Finding;
use crate::text::fold::fold;
use std::collections::BTreeMap;
use std::io;

/// 0 for surfaces, 1 for lines, 2 for points.
fn depth(layer: &Layer) -> u8 {
    let features = layer.features.iter();
    let depths = features.map(|feature| match feature.geometry {
        Geometry::Areas(_) => 0,
        Geometry::Lines(_) => 1,
        Geometry::Point(_) => 2,
    });
    depths.min().unwrap_or(2)
}

/// Places of one name that are nearer than that are the same, in meters.
const SAME: f64 = 60.0;
/// Meters of a degree of latitude.
const DEGREE: f64 = 111_195.0;

impl Studio<'_> {
    /// The layers of a `map` block that can be drawn. What is wrong with the others is said where the block stands.
    ///
    /// # Errors
    /// When a listed file cannot be read.
    pub fn map_layers(&self, fence: &Fence, scene: &Scene<'_>) -> io::Result<Vec<Layer>> {
        let mut faults = Vec::new();
        let spec = Spec::read(fence, &mut faults);
        let mut layers = Vec::new();
        for layer in &spec.layers {
            match self.layer(layer, scene, &mut faults) {
                Ok(made) => layers.push(made.layer),
                Err(Stop::Machine(error)) => return Err(error),
                Err(Stop::Fault(_)) => {}
            }
        }
        Ok(layers)
    }

    /// One map of the layers of several teams, each with the name of its team.
    pub fn merged_map(
        &self,
        id: &str,
        title: &str,
        page: &str,
        layers: Vec<(String, Layer)>,
        language: Language,
    ) -> Figure {
        let several = layers.windows(2).any(|pair| pair[0].0 != pair[1].0);
        let mut signed: Vec<Layer> = Vec::new();
        for (team, mut layer) in layers {
            // One dataset drawn the same way on two pages is one layer.
            let is_known = |known: &&mut Layer| {
                known.dataset == layer.dataset
                    && known.style == layer.style
                    && known.features == layer.features
            };
            if signed.iter_mut().find(is_known).is_some() {
                continue;
            }
            if several {
                layer.name = format!("{} ({team})", layer.name);
            }
            signed.push(layer);
        }
        leave_duplicates(&mut signed);
        // A later layer lies over the others: surfaces hide no line, and lines no point.
        signed.sort_by_key(depth);
        tell_apart(&mut signed);
        let points: Vec<Point> = signed
            .iter()
            .flat_map(|layer| &layer.features)
            .filter_map(|feature| feature.geometry.anchor())
            .collect();
        let mut sources: Vec<&str> = signed
            .iter()
            .map(|layer| super::short(&layer.dataset))
            .collect();
        sources.dedup();
        let map = Map {
            id: id.to_owned(),
            language,
            title: title.to_owned(),
            subtitle: String::new(),
            source: sources.join(", "),
            note: String::new(),
            licence: self.licence(&signed),
            filters: Vec::new(),
            layers: signed,
            alternative: String::new(),
            address: self.address(page),
        };
        self.finish(map, &Ground::below(&points), id).figure
    }
}

/// Leaves out the points that a layer below holds already: the same name at the same place. Each is listed.
fn leave_duplicates(layers: &mut [Layer]) {
    // Name → where, and in which layer.
    let mut seen: BTreeMap<String, Vec<(Point, String)>> = BTreeMap::new();
    for layer in layers {
        let own = layer.name.clone();
        let mut mine = Vec::new();
        let mut twice = Vec::new();
        layer.features.retain(|feature| {
            let Geometry::Point(point) = feature.geometry else {
                return true;
            };
            let name = fold(feature.name.trim());
            if name.is_empty() || feature.approximate {
                return true;
            }
            let other = seen
                .get(&name)
                .and_then(|known| known.iter().find(|(other, _)| meters(point, *other) < SAME));
            match other {
                Some((_, layer)) => {
                    twice.push(Finding {
                        problem: problem::duplicate(&feature.name, layer.as_str()),
                        row: Some(feature.row),
                        column: None,
                    });
                    false
                }
                None => {
                    mine.push((name, point));
                    true
                }
            }
        });
        layer.left_out.extend(twice);
        for (name, point) in mine {
            seen.entry(name).or_default().push((point, own.clone()));
        }
    }
}

/// The distance between two near points, on a sphere.
fn meters([x, y]: Point, [other_x, other_y]: Point) -> f64 {
    let north = (y - other_y) * DEGREE;
    let east = (x - other_x) * DEGREE * y.to_radians().cos();
    north.hypot(east)
}
