//! Places → a layer: how each is called and drawn. In: places with their values, and what the block asks for. Out: a
//! [`Layer`], every class settled.

use super::classes::Asked;
use super::features::{Collection, kind};
use super::{Feature, Field, FieldKind, Geometry, Layer, Style, Value};
use crate::model::finding::Finding;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// What a layer is asked to look like. Columns are named as the fields name them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    pub name: String,
    /// Column of the categories.
    pub color: Option<String>,
    /// One color for all, `#C2500F`.
    pub own_color: Option<String>,
    /// Column of what a circle or an area stands for.
    pub value: Option<String>,
    pub classes: Option<Asked>,
    pub unit: Option<String>,
    /// Column of the names.
    pub label: Option<String>,
    pub popup: Option<String>,
    pub icon: Option<String>,
    pub heat: bool,
    /// Circles, even where the places are areas.
    pub circles: bool,
    /// Whether near points are gathered; by their number if nobody says.
    pub cluster: Option<bool>,
    pub dataset: String,
}

/// Places before they are drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    pub fields: Vec<Field>,
    pub features: Vec<Feature>,
    pub left_out: Vec<Finding>,
    /// What was repaired or is worth knowing.
    pub remarks: Vec<Finding>,
}

/// Categories that have a color each; the others share one.
pub const MOST_CATEGORIES: usize = 7;
/// More points than that are gathered unless the block says otherwise.
const MOST_LOOSE: usize = 400;
/// Names of the columns that hold what a place is called, folded, the best first.
const NAMES: [&str; 14] = [
    "name",
    "nom",
    "libelle",
    "intitule",
    "titre",
    "title",
    "label",
    "designation",
    "nom_site",
    "nom_station",
    "nom_commune",
    "libgeo",
    "commune",
    "adresse",
];

impl From<Collection> for Places {
    fn from(collection: Collection) -> Self {
        Places {
            features: collection
                .places
                .into_iter()
                .map(|place| Feature {
                    row: place.number,
                    name: String::new(),
                    geometry: place.geometry,
                    values: place.values,
                    class: None,
                    amount: None,
                    approximate: false,
                })
                .collect(),
            fields: collection.fields,
            left_out: collection.left_out,
            remarks: collection.remarks,
        }
    }
}

impl Places {
    /// The field of a column, by its name as written or without accents, case and space.
    pub fn field(&self, name: &str) -> Option<usize> {
        let exact = self.fields.iter().position(|field| field.name == name);
        exact.or_else(|| {
            let wanted = fold(name.trim());
            self.fields
                .iter()
                .position(|field| fold(field.name.trim()) == wanted)
        })
    }

    fn number(&self, feature: &Feature, field: usize) -> Option<f64> {
        match feature.values.get(field)? {
            Value::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }
}

/// Draws some places as a layer. Columns that do not exist are as if they were not asked for: who calls has said so.
pub fn layer(mut places: Places, wanted: Wanted) -> Layer {
    let label = wanted
        .label
        .as_deref()
        .and_then(|name| places.field(name))
        .or_else(|| name_field(&places.fields));
    for feature in &mut places.features {
        // A territory has its name from its contour.
        if feature.name.is_empty() {
            feature.name = label
                .and_then(|field| feature.values.get(field))
                .map(Value::plain)
                .unwrap_or_default();
        }
    }
    sort(&mut places);
    let style = style(&mut places, &wanted);
    let points = places
        .features
        .iter()
        .filter(|feature| matches!(feature.geometry, Geometry::Point(_)))
        .count();
    let gathers = matches!(style, Style::Plain | Style::Categories { .. });
    Layer {
        name: wanted.name,
        clustered: gathers && points > 1 && wanted.cluster.unwrap_or(points > MOST_LOOSE),
        style,
        features: places.features,
        fields: places.fields,
        popup: wanted.popup,
        slot: 0,
        color: wanted.own_color,
        icon: wanted.icon,
        left_out: places.left_out,
        dataset: wanted.dataset,
    }
}

/// The field that names places, if one has a usual name.
pub fn name_field(fields: &[Field]) -> Option<usize> {
    let folded: Vec<String> = fields
        .iter()
        .map(|field| fold(field.name.trim()).replace([' ', '-'], "_"))
        .collect();
    NAMES
        .iter()
        .find_map(|name| folded.iter().position(|field| field == name))
        .or_else(|| {
            let starts =
                |field: &String| field.starts_with("nom_") || field.starts_with("libelle_");
            folded.iter().position(starts)
        })
}

/// By commune, then by name, then as in the file: the order of the table and of the numbers on the map.
fn sort(places: &mut Places) {
    let commune = ["commune", "nom_commune", "ville"]
        .iter()
        .find_map(|name| places.field(name));
    places.features.sort_by_cached_key(|feature| {
        let town = commune
            .and_then(|field| feature.values.get(field))
            .map(|value| fold(&value.plain()))
            .unwrap_or_default();
        (town, fold(&feature.name), feature.row)
    });
}

fn style(places: &mut Places, wanted: &Wanted) -> Style {
    if wanted.heat {
        return Style::Heat;
    }
    if let Some(value) = wanted.value.as_deref().and_then(|name| places.field(name)) {
        let amounts: Vec<Option<f64>> = places
            .features
            .iter()
            .map(|feature| places.number(feature, value))
            .collect();
        for (feature, amount) in places.features.iter_mut().zip(&amounts) {
            feature.amount = *amount;
        }
        let areas = !wanted.circles
            && places
                .features
                .iter()
                .any(|feature| matches!(feature.geometry, Geometry::Areas(_)));
        let numbers: Vec<f64> = amounts.into_iter().flatten().collect();
        let classes = wanted.classes.clone().unwrap_or_default().classes(&numbers);
        return match (areas, classes) {
            (true, Some(classes)) => {
                for feature in &mut places.features {
                    feature.class = feature.amount.and_then(|amount| classes.class(amount));
                }
                Style::Choropleth {
                    field: value,
                    unit: wanted.unit.clone(),
                    classes,
                }
            }
            (true, None) => Style::Plain,
            (false, _) => Style::Circles {
                field: value,
                unit: wanted.unit.clone(),
            },
        };
    }
    match wanted.color.as_deref().and_then(|name| places.field(name)) {
        Some(field) => categories(places, field),
        None => Style::Plain,
    }
}

/// The values of a field, the most frequent first; those that share a color are the last class.
fn categories(places: &mut Places, field: usize) -> Style {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for feature in &places.features {
        if let Some(text) = feature
            .values
            .get(field)
            .map(Value::plain)
            .filter(|text| !text.is_empty())
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    let mut names: Vec<(String, usize)> = counts.into_iter().collect();
    names.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    let names: Vec<String> = names
        .into_iter()
        .take(MOST_CATEGORIES)
        .map(|(name, _)| name)
        .collect();
    for feature in &mut places.features {
        let text = feature
            .values
            .get(field)
            .map(Value::plain)
            .unwrap_or_default();
        feature.class = names.iter().position(|name| *name == text);
    }
    // A filter offers the values of a field of categories one by one.
    let values = places
        .features
        .iter()
        .filter_map(|feature| feature.values.get(field));
    if kind(values) == FieldKind::Text {
        places.fields[field].kind = FieldKind::Category;
    }
    Style::Categories { field, names }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(cells: &[(&str, f64)]) -> Places {
        let field = |name: &str, kind| Field {
            name: name.into(),
            kind,
        };
        Places {
            fields: vec![
                field("Nom", FieldKind::Text),
                field("accès", FieldKind::Text),
                field("n", FieldKind::Number),
            ],
            features: cells
                .iter()
                .enumerate()
                .map(|(index, (text, number))| Feature {
                    row: index as u32 + 2,
                    name: String::new(),
                    geometry: Geometry::Point([index as f64, 48.0]),
                    values: vec![
                        Value::Text(format!("lieu {index}")),
                        Value::Text((*text).to_owned()),
                        Value::Number(*number),
                    ],
                    class: None,
                    amount: None,
                    approximate: false,
                })
                .collect(),
            ..Places::default()
        }
    }

    #[test]
    fn categories_are_sorted_by_count_and_the_rare_share_a_color() {
        let cells: Vec<(String, f64)> = (0..10)
            .flat_map(|index| vec![(format!("c{index}"), 1.0); 10 - index])
            .collect();
        let cells: Vec<(&str, f64)> = cells
            .iter()
            .map(|(text, number)| (text.as_str(), *number))
            .collect();
        let layer = layer(
            places(&cells),
            Wanted {
                color: Some("acces".into()),
                ..Wanted::default()
            },
        );
        let Style::Categories { names, .. } = &layer.style else {
            panic!("{:?}", layer.style);
        };
        assert_eq!(names[0], "c0");
        assert_eq!(names.len(), MOST_CATEGORIES);
        let of = |category: &str| {
            let is_of = |feature: &&Feature| feature.values[1] == Value::Text(category.into());
            layer.features.iter().find(is_of).unwrap().class
        };
        assert_eq!((of("c0"), of("c9")), (Some(0), None));
        assert_eq!(layer.features[0].name, "lieu 0");
    }
}
