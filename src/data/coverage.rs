//! The territory that a dataset covers.

use crate::geo::contours::Layer;
use crate::geo::shape::Shape;
use crate::model::dataset::{Coverage, Dataset};
use crate::model::sheet::Territory;

/// Points of contours in a catalog: a harvester keeps all pages of one in 15 MB.
const MOST_POINTS: usize = 1_000;

/// What a dataset covers: the territory that its sheet names by codes, else the box of its own places.
pub fn coverage(dataset: &Dataset) -> Option<Coverage> {
    let named = dataset
        .sheet
        .as_ref()
        .and_then(|sheet| territory(&sheet.territory));
    named.or_else(|| {
        dataset.extent.map(|bounds| Coverage {
            bounds,
            contour: Vec::new(),
        })
    })
}

fn territory(territory: &Territory) -> Option<Coverage> {
    let lists = [
        (Layer::Communes, &territory.communes),
        (Layer::Epci, &territory.epci),
        (Layer::Departments, &territory.departments),
    ];
    let mut whole: Option<[f64; 4]> = None;
    let mut contour: Shape = Vec::new();
    let mut is_whole = true;
    for (layer, codes) in lists {
        for code in codes {
            let Some(bounds) = layer.bounds(code) else {
                continue;
            };
            let [west, south, east, north] = [bounds.west, bounds.south, bounds.east, bounds.north];
            whole = Some(match whole {
                None => [west, south, east, north],
                Some(other) => [
                    other[0].min(west),
                    other[1].min(south),
                    other[2].max(east),
                    other[3].max(north),
                ],
            });
            match layer.shape(code) {
                Some(shape) if is_whole => contour.extend(shape),
                _ => is_whole = false,
            }
            is_whole &= contour.iter().flatten().flatten().count() <= MOST_POINTS;
        }
    }
    if !is_whole {
        contour.clear();
    }
    whole.map(|bounds| Coverage { bounds, contour })
}
