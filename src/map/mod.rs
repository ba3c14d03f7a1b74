//! Maps. In: the cells of datasets, GeoJSON, and what a `map` block asks for. Out: a [`Map`]: layers of places in WGS84
//! degrees, with what keeps the other rows off; from it one drawing for the page, and files for uMap.

pub mod classes;
pub mod coordinate;
pub mod describe;
pub mod doctor;
pub mod draw;
pub mod export;
pub mod features;
pub mod geometry;
pub mod ground;
pub mod headers;
pub mod import;
pub mod layer;
mod parts;
pub mod rows;
pub mod words;

use crate::diag::Language;
use crate::geo::shape::{Bounds, Point, Polygon};
use crate::model::finding::Finding;

/// A map, complete: every column, class and color settled, and no reference left to resolve.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// Unique in the site: ASCII letters, digits and hyphens.
    pub id: String,
    pub language: Language,
    pub title: String,
    pub subtitle: String,
    pub source: String,
    pub note: String,
    /// From bottom to top.
    pub layers: Vec<Layer>,
    /// Names of columns that readers may filter by.
    pub filters: Vec<String>,
    /// Name and address of the data's licence, when one is given.
    pub licence: Option<(String, String)>,
    /// The author's own words for those who do not see it; maybe empty.
    pub alternative: String,
    /// Its page, when the site's address is known.
    pub address: Option<String>,
}

/// Places of one dataset, drawn one way.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    pub name: String,
    pub style: Style,
    /// Near places are gathered under one mark until a reader comes closer.
    pub clustered: bool,
    pub features: Vec<Feature>,
    pub fields: Vec<Field>,
    /// Popup in the author's Markdown, with `{column}` where a value goes.
    pub popup: Option<String>,
    /// Which color of the theme it has, from 0, where its places are all alike: layers of one map differ.
    pub slot: usize,
    /// A color of the author's own, `#C2500F`, for places that are all alike.
    pub color: Option<String>,
    /// An emoji or a letter in the marker.
    pub icon: Option<String>,
    /// Rows that are not on the map, in the order of the file, each with its reason.
    pub left_out: Vec<Finding>,
    /// The dataset: its path in the sources.
    pub dataset: String,
}

/// How the places of a layer are drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Style {
    /// All alike: points, lines or areas.
    Plain,
    /// One color and one shape for each value of a field; see [`Feature::class`].
    Categories { field: usize, names: Vec<String> },
    /// A circle whose area follows the value.
    Circles { field: usize, unit: Option<String> },
    /// How many points lie in each square.
    Heat,
    /// Areas colored by class; see [`Feature::class`].
    Choropleth {
        field: usize,
        unit: Option<String>,
        classes: classes::Classes,
    },
}

/// A column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The header as written.
    pub name: String,
    pub kind: FieldKind,
}

/// What a field holds, in uMap's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Number,
    Date,
    Boolean,
    /// Few different texts.
    Category,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Record number in the file, or number of the feature, from 1.
    pub row: u32,
    /// What it is called; maybe empty.
    pub name: String,
    pub geometry: Geometry,
    /// One per field.
    pub values: Vec<Value>,
    /// Its category or its class, from 0; none where the value is missing.
    pub class: Option<usize>,
    /// What its circle or its color stands for.
    pub amount: Option<f64>,
    /// Placed at its commune, not where it is.
    pub approximate: bool,
}

/// A cell of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Missing,
    Number(f64),
    Text(String),
    /// `2024-05-01`.
    Date(String),
    Boolean(bool),
}

/// Where a place lies.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    Point(Point),
    /// One or more lines.
    Lines(Vec<Vec<Point>>),
    /// One or more polygons.
    Areas(Vec<Polygon>),
}

impl Geometry {
    /// Every point of it.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        let (point, lines, areas): (Option<Point>, &[Vec<Point>], &[Polygon]) = match self {
            Geometry::Point(point) => (Some(*point), &[], &[]),
            Geometry::Lines(lines) => (None, lines, &[]),
            Geometry::Areas(areas) => (None, &[], areas),
        };
        point
            .into_iter()
            .chain(lines.iter().flatten().copied())
            .chain(areas.iter().flatten().flatten().copied())
    }

    /// A point to stand for it: itself, the middle of a line, a point inside an area.
    pub fn anchor(&self) -> Option<Point> {
        match self {
            Geometry::Point(point) => Some(*point),
            Geometry::Lines(lines) => {
                let longest = lines.iter().max_by_key(|line| line.len())?;
                longest.get(longest.len() / 2).copied()
            }
            Geometry::Areas(areas) => crate::geo::shape::inner_point(areas),
        }
    }
}

impl Value {
    /// The value as a file of data holds it; empty when missing.
    pub fn plain(&self) -> String {
        match self {
            Value::Missing => String::new(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) | Value::Date(text) => text.clone(),
            Value::Boolean(value) => value.to_string(),
        }
    }
}

impl Layer {
    /// The box around its places.
    pub fn bounds(&self) -> Bounds {
        Bounds::around(
            self.features
                .iter()
                .flat_map(|feature| feature.geometry.points()),
        )
    }

    /// Rows of the dataset: those on the map and those left out.
    pub fn rows(&self) -> usize {
        self.features.len() + self.left_out.len()
    }
}

impl Map {
    /// The box around all its places.
    pub fn bounds(&self) -> Bounds {
        let mut bounds = Bounds::default();
        for layer in &self.layers {
            bounds.join(layer.bounds());
        }
        bounds
    }
}
