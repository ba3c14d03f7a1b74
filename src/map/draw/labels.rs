//! Names on a map: each where it hides no mark, no other name and no edge, or nowhere.

use super::super::ground::Ground;
use super::super::{Geometry, Map, Style};
use super::frame::Frame;
use super::pen::{Anchor, Pen, Weight};
use crate::chart::color::Token;
use crate::chart::measure::{Face, width};
use crate::geo::shape::{self, Point, Polygon};
use std::collections::BTreeSet;

/// Size of names, in pixels.
const SIZE: f64 = 13.0;
/// More names than that make a wall of text.
const MOST: usize = 40;
const MOST_NARROW: usize = 12;
/// Points above that number have no names beside them.
const MOST_NAMED_POINTS: usize = 25;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Box {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Box {
    pub fn around([x, y]: Point, r: f64) -> Self {
        Box {
            left: x - r,
            top: y - r,
            right: x + r,
            bottom: y + r,
        }
    }

    fn meets(&self, other: &Box) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// What is taken on a drawing, in squares, so that looking stays quick with thousands of marks.
#[derive(Debug)]
pub struct Boxes {
    width: f64,
    height: f64,
    cells: Vec<Vec<Box>>,
    columns: usize,
    rows: usize,
}

/// Side of the squares of [`Boxes`].
const CELL: f64 = 40.0;

impl Boxes {
    pub fn new(width: f64, height: f64) -> Self {
        let columns = (width / CELL).ceil() as usize + 1;
        let rows = (height / CELL).ceil() as usize + 1;
        let mut boxes = Boxes {
            width,
            height,
            cells: vec![Vec::new(); columns * rows],
            columns,
            rows,
        };
        // The scale bar has the lower right corner.
        boxes.take(Box {
            left: width - width / 4.0 - 24.0,
            top: height - 40.0,
            right: width,
            bottom: height,
        });
        boxes
    }

    fn cells_of(&self, taken: &Box) -> impl Iterator<Item = usize> + use<> {
        let clamp = |pixels: f64, most: usize| ((pixels / CELL).max(0.0) as usize).min(most - 1);
        let (left, right) = (
            clamp(taken.left, self.columns),
            clamp(taken.right, self.columns),
        );
        let (top, bottom) = (clamp(taken.top, self.rows), clamp(taken.bottom, self.rows));
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    pub fn take(&mut self, taken: Box) {
        for cell in self.cells_of(&taken) {
            self.cells[cell].push(taken);
        }
    }

    fn is_free(&self, wanted: &Box) -> bool {
        wanted.left >= 4.0
            && wanted.top >= 4.0
            && wanted.right <= self.width - 4.0
            && wanted.bottom <= self.height - 4.0
            && self
                .cells_of(wanted)
                .all(|cell| self.cells[cell].iter().all(|taken| !taken.meets(wanted)))
    }
}

/// A name and where it may stand.
struct Name {
    text: String,
    at: Point,
    /// Room to leave around the mark that it names; none when it names a territory.
    mark: Option<f64>,
    /// Width of the territory, in pixels: its name stays in it.
    room: f64,
    weight: f64,
}

/// Writes the names of the territory and, where they are few, of the places.
pub fn names(
    pen: &mut Pen,
    frame: &Frame,
    map: &Map,
    ground: &Ground,
    boxes: &mut Boxes,
    narrow: bool,
) {
    let mut names = place_names(frame, map);
    names.extend(ground.land.iter().filter_map(|(name, shape)| {
        let at = frame.at(shape::inner_point(shape)?);
        let bounds = shape::bounds(shape);
        Some(Name {
            text: name.clone(),
            at,
            mark: None,
            room: room(frame, shape),
            weight: (bounds.east - bounds.west) * (bounds.north - bounds.south),
        })
    }));
    let mut written = BTreeSet::new();
    let most = if narrow { MOST_NARROW } else { MOST };
    for name in names {
        if written.len() >= most {
            break;
        }
        if name.text.is_empty() || !frame.holds(name.at, 0.0) || written.contains(&name.text) {
            continue;
        }
        if write(pen, &name, boxes) {
            written.insert(name.text);
        }
    }
}

/// Names of places, the heaviest first: those of circles and areas, and of points when there are few.
fn place_names(frame: &Frame, map: &Map) -> Vec<Name> {
    let mut names = Vec::new();
    for layer in &map.layers {
        let few = layer.features.len() <= MOST_NAMED_POINTS && !super::marks::is_numbered(layer);
        for feature in &layer.features {
            let Some(at) = feature.geometry.anchor().map(|point| frame.at(point)) else {
                continue;
            };
            let (mark, weight) = match (&layer.style, &feature.geometry) {
                (Style::Heat, _) => continue,
                (Style::Circles { .. }, _) => {
                    let amount = feature.amount.unwrap_or(0.0).abs();
                    (
                        Some(super::marks::radius(amount, super::marks::greatest(layer))),
                        amount,
                    )
                }
                (_, Geometry::Point(_)) if few && !layer.clustered => (Some(6.0), 0.0),
                (_, Geometry::Point(_)) => continue,
                (Style::Choropleth { .. }, _) => (None, feature.amount.unwrap_or(0.0).abs()),
                _ if few => (None, 0.0),
                _ => continue,
            };
            names.push(Name {
                text: feature.name.clone(),
                at,
                mark,
                room: match &feature.geometry {
                    Geometry::Areas(areas) => room(frame, areas),
                    Geometry::Point(_) | Geometry::Lines(_) => f64::INFINITY,
                },
                weight,
            });
        }
    }
    names.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    names
}

/// How wide a territory is on the drawing; a name may stand over its edges a little.
fn room(frame: &Frame, shape: &[Polygon]) -> f64 {
    let bounds = shape::bounds(shape);
    let [left, _] = frame.at([bounds.west, bounds.south]);
    let [right, _] = frame.at([bounds.east, bounds.south]);
    (right - left) * 1.15
}

/// Tries the places of a name one after the other.
fn write(pen: &mut Pen, name: &Name, boxes: &mut Boxes) -> bool {
    let text = crate::chart::measure::shorten(&name.text, 150.0, SIZE, Face::Regular);
    let long = width(&text, SIZE, Face::Regular);
    if name.mark.is_none() && long > name.room {
        return false;
    }
    let [x, y] = name.at;
    // Where the text's middle may be, from the point that it names.
    let offsets: Vec<[f64; 2]> = match name.mark {
        None => vec![
            [0.0, 0.0],
            [0.0, -12.0],
            [0.0, 12.0],
            [0.0, -24.0],
            [0.0, 24.0],
            [-long / 3.0, -10.0],
            [long / 3.0, 10.0],
        ],
        Some(r) => vec![
            [r + 5.0 + long / 2.0, 0.0],
            [-r - 5.0 - long / 2.0, 0.0],
            [0.0, -r - 10.0],
            [0.0, r + 10.0],
            [r + long / 2.0, -r - 6.0],
            [-r - long / 2.0, -r - 6.0],
            [r + long / 2.0, r + 6.0],
            [-r - long / 2.0, r + 6.0],
        ],
    };
    for [dx, dy] in offsets {
        let middle = [x + dx, y + dy];
        let wanted = Box {
            left: middle[0] - long / 2.0 - 2.0,
            top: middle[1] - SIZE * 0.55,
            right: middle[0] + long / 2.0 + 2.0,
            bottom: middle[1] + SIZE * 0.55,
        };
        if boxes.is_free(&wanted) {
            boxes.take(wanted);
            let color = Token::Ink;
            pen.text(
                middle[0],
                middle[1] + SIZE * 0.34,
                &text,
                color,
                Anchor::Middle,
                Weight::Halo,
            );
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_hides_another() {
        let mut pen = Pen::default();
        let mut boxes = Boxes::new(300.0, 200.0);
        let name = |text: &str| Name {
            text: text.into(),
            at: [150.0, 100.0],
            mark: Some(6.0),
            room: f64::INFINITY,
            weight: 0.0,
        };
        let written = (0..30)
            .filter(|_| write(&mut pen, &name("Valbrune"), &mut boxes))
            .count();
        assert!((2..=8).contains(&written), "{written}");
        let edge = Name {
            text: "Un nom trop long pour le bord".into(),
            at: [2.0, 2.0],
            mark: None,
            room: f64::INFINITY,
            weight: 0.0,
        };
        assert!(!write(&mut pen, &edge, &mut boxes));
    }
}
