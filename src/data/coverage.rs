//! The box of the territory that a dataset covers.

use crate::geo::contours::Layer;
use crate::model::dataset::Dataset;
use crate::model::sheet::Territory;

/// West, south, east and north of what a dataset covers, in WGS84 degrees: of the territory that its sheet names by
/// codes, else of its own places.
pub fn coverage(dataset: &Dataset) -> Option<[f64; 4]> {
    let named = dataset
        .sheet
        .as_ref()
        .and_then(|sheet| territory(&sheet.territory));
    named.or(dataset.extent)
}

fn territory(territory: &Territory) -> Option<[f64; 4]> {
    let lists = [
        (Layer::Communes, &territory.communes),
        (Layer::Epci, &territory.epci),
        (Layer::Departments, &territory.departments),
    ];
    let mut whole: Option<[f64; 4]> = None;
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
        }
    }
    whole
}
