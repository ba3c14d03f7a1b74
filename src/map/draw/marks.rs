//! The marks of the layers: areas, lines, circles, points, clusters, squares.

use super::super::{Feature, Geometry, Layer, Map, Style, Value};
use super::frame::Frame;
use super::labels::{Box, Boxes};
use super::pen::{Pen, Short, escape, path};
use crate::chart::color::Token;
use crate::format;
use crate::geo::shape::Point;
use crate::map::classes::{Asked, Method};
use crate::map::export::umap::class_color;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Marks above that number have no words of their own: the table has them.
const MOST_TITLES: usize = 1500;
/// Points above that number are drawn one for each few pixels, so that no more marks than that are drawn.
const MOST_POINTS: usize = 5000;
/// Few points are numbered, as in the table.
pub const MOST_NUMBERED: usize = 20;
/// Radius of a point, and half the side of a square, in pixels.
const RADIUS: f64 = 4.5;
/// Side of the cells in which near points are gathered, in pixels.
const CELL: f64 = 56.0;
/// Side of the squares of density, in pixels.
const SQUARE: f64 = 18.0;
/// The largest circle, in pixels.
pub const LARGEST: f64 = 26.0;

/// Draws every layer; says how many marks stand for how many points where some are left out.
pub fn layers(
    pen: &mut Pen,
    frame: &Frame,
    map: &Map,
    boxes: &mut Boxes,
    id: &str,
) -> Option<(usize, usize)> {
    let mut thinned: Option<(usize, usize)> = None;
    for (index, layer) in map.layers.iter().enumerate() {
        let _ = write!(pen.out, "<g class=\"m-layer\" data-layer=\"{index}\">");
        match &layer.style {
            Style::Heat => squares(pen, frame, map, layer),
            Style::Circles { .. } => circles(pen, frame, map, layer, boxes),
            _ => {
                shapes(pen, frame, map, layer, id);
                if layer.clustered {
                    clusters(pen, frame, layer, boxes);
                }
                if let Some((drawn, of)) = points(pen, frame, map, layer, boxes) {
                    let (all_drawn, all) = thinned.unwrap_or_default();
                    thinned = Some((all_drawn + drawn, all + of));
                }
            }
        }
        pen.out.push_str("</g>");
    }
    thinned
}

/// The color of a feature.
pub fn token(layer: &Layer, class: Option<usize>) -> Token {
    match (&layer.style, class) {
        (Style::Categories { names, .. }, Some(class)) if class < names.len() => {
            Token::series(class)
        }
        (Style::Choropleth { classes, .. }, Some(class)) => {
            Token::Sequential(class_color(class, classes.breaks.len()) as u8)
        }
        (Style::Categories { .. } | Style::Choropleth { .. }, _) => Token::Context,
        (Style::Circles { .. }, _) => Token::series(3),
        _ => Token::series(layer.slot),
    }
}

/// Class and literal of a feature's color. A color of the author's own has no class of the theme: it is the same in dark.
pub fn paint(layer: &Layer, class: Option<usize>) -> (&'static str, &str) {
    match own(layer) {
        Some(color) => ("own", color),
        None => token(layer, class).paint(),
    }
}

/// The same for letters on that color.
fn paint_on(layer: &Layer, class: Option<usize>) -> (&'static str, &'static str) {
    let Some(color) = own(layer) else {
        return token(layer, class).on().paint();
    };
    let part = |at: usize| {
        let digits = color.get(at..at + 2).unwrap_or("00");
        f64::from(u8::from_str_radix(digits, 16).unwrap_or(0)) / 255.0
    };
    // Relative luminance, near enough to choose between two (WCAG 2.2, with a plain gamma).
    let luminance =
        0.2126 * part(1).powf(2.2) + 0.7152 * part(3).powf(2.2) + 0.0722 * part(5).powf(2.2);
    match luminance < 0.18 {
        true => ("own", "#FFFFFF"),
        false => ("own", "#1B1F24"),
    }
}

fn own(layer: &Layer) -> Option<&str> {
    match layer.style {
        Style::Plain | Style::Circles { .. } => layer.color.as_deref(),
        _ => None,
    }
}

/// The outline of a category's shape around a point: categories are told apart in grey too.
pub fn symbol(class: Option<usize>, [x, y]: Point, r: f64) -> String {
    let polygon = |points: &[[f64; 2]]| {
        let moved: Vec<Point> = points
            .iter()
            .map(|[dx, dy]| [x + dx * r, y + dy * r])
            .collect();
        let mut out = String::new();
        path(&[moved], true, &mut out);
        out
    };
    match class {
        Some(1) => polygon(&[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]),
        Some(2) => polygon(&[[0.0, -1.2], [1.15, 0.85], [-1.15, 0.85]]),
        Some(3) => polygon(&[[0.0, -1.3], [1.3, 0.0], [0.0, 1.3], [-1.3, 0.0]]),
        Some(4) => polygon(&[[0.0, 1.2], [1.15, -0.85], [-1.15, -0.85]]),
        Some(5) => polygon(&[
            [-0.4, -1.2],
            [0.4, -1.2],
            [0.4, -0.4],
            [1.2, -0.4],
            [1.2, 0.4],
            [0.4, 0.4],
            [0.4, 1.2],
            [-0.4, 1.2],
            [-0.4, 0.4],
            [-1.2, 0.4],
            [-1.2, -0.4],
            [-0.4, -0.4],
        ]),
        Some(6) => polygon(&[
            [-0.6, -1.05],
            [0.6, -1.05],
            [1.2, 0.0],
            [0.6, 1.05],
            [-0.6, 1.05],
            [-1.2, 0.0],
        ]),
        _ => format!(
            "M{} {}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0z",
            Short(x - r),
            Short(y),
            Short(2.0 * r),
            Short(-2.0 * r)
        ),
    }
}

/// The words of a mark: its name, then its value or its category.
fn title(map: &Map, layer: &Layer, feature: &Feature) -> String {
    let more = match &layer.style {
        Style::Categories { field, .. } => feature.values.get(*field).map(Value::plain),
        Style::Circles { unit, .. } | Style::Choropleth { unit, .. } => {
            Some(match feature.amount {
                Some(amount) => format::with_unit(amount, unit.as_deref(), map.language),
                None => match map.language {
                    crate::diag::Language::French => "n.d.".into(),
                    crate::diag::Language::English => "n/a".into(),
                },
            })
        }
        Style::Plain | Style::Heat => None,
    };
    match (
        feature.name.is_empty(),
        more.filter(|more| !more.is_empty()),
    ) {
        (false, Some(more)) => format!("{} : {more}", feature.name),
        (false, None) => feature.name.clone(),
        (true, more) => more.unwrap_or_default(),
    }
}

fn close(pen: &mut Pen, element: &str, words: Option<String>) {
    match words.filter(|words| !words.is_empty()) {
        Some(words) => {
            pen.out.push_str("><title>");
            escape(&words, &mut pen.out);
            let _ = write!(pen.out, "</title></{element}>");
        }
        None => pen.out.push_str("/>"),
    }
}

/// Lines and areas.
fn shapes(pen: &mut Pen, frame: &Frame, map: &Map, layer: &Layer, id: &str) {
    let titled = layer.features.len() <= MOST_TITLES;
    for (number, feature) in layer.features.iter().enumerate() {
        let mut data = String::new();
        let (class, literal) = paint(layer, feature.class);
        match &feature.geometry {
            Geometry::Point(_) => continue,
            Geometry::Lines(lines) => {
                let lines: Vec<Vec<Point>> = lines.iter().map(|line| frame.line(line)).collect();
                path(&lines, false, &mut data);
                let _ = write!(
                    pen.out,
                    "<path class=\"m-line s-{class}\" data-i=\"{number}\" fill=\"none\" stroke=\"{literal}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" d=\"{data}\""
                );
            }
            Geometry::Areas(areas) => {
                path(&frame.rings(areas), true, &mut data);
                let is_colored = matches!(layer.style, Style::Choropleth { .. });
                let (look, fill) = match (is_colored, feature.class) {
                    (true, Some(_)) => (format!("m-class f-{class}"), literal.to_owned()),
                    // Nothing known: paper with hatches.
                    (true, None) => ("m-none".to_owned(), format!("url(#{id}-none)")),
                    (false, _) => (format!("m-area f-{class} s-{class}"), literal.to_owned()),
                };
                let more = match is_colored {
                    true => "stroke=\"#FFFFFF\" stroke-width=\".75\"".to_owned(),
                    false => {
                        format!("fill-opacity=\".24\" stroke=\"{literal}\" stroke-width=\"1.5\"")
                    }
                };
                let _ = write!(
                    pen.out,
                    "<path class=\"{look}\" data-i=\"{number}\" fill=\"{fill}\" fill-rule=\"evenodd\" {more} d=\"{data}\""
                );
            }
        }
        close(pen, "path", titled.then(|| title(map, layer, feature)));
    }
}

/// Points that are not gathered, or all of them for a reader who comes closer.
fn points(
    pen: &mut Pen,
    frame: &Frame,
    map: &Map,
    layer: &Layer,
    boxes: &mut Boxes,
) -> Option<(usize, usize)> {
    let of = layer
        .features
        .iter()
        .filter(|feature| matches!(feature.geometry, Geometry::Point(_)))
        .count();
    if of == 0 {
        return None;
    }
    let titled = of <= MOST_TITLES;
    let numbered = is_numbered(layer);
    let side = thinning(frame, layer, of);
    let mut taken: BTreeSet<[i64; 2]> = BTreeSet::new();
    let mut drawn = 0;
    // Near points are shown when a reader comes closer; without scripts their cluster stands for them.
    pen.out.push_str(if layer.clustered {
        "<g class=\"m-points m-near\" display=\"none\">"
    } else {
        "<g class=\"m-points\">"
    });
    for (number, feature) in layer.features.iter().enumerate() {
        let Geometry::Point(point) = feature.geometry else {
            continue;
        };
        let at = frame.at(point);
        if let Some(side) = side
            && !taken.insert(at.map(|pixels| (pixels / side).floor() as i64))
        {
            continue;
        }
        drawn += 1;
        let (class, literal) = paint(layer, feature.class);
        let approximate = if feature.approximate { " m-about" } else { "" };
        if numbered {
            let r = 9.0;
            let _ = write!(
                pen.out,
                "<g class=\"m-mark{approximate}\" data-i=\"{number}\"><path class=\"f-{class}\" fill=\"{literal}\" stroke=\"#FFFFFF\" stroke-width=\"1.5\" d=\"{}\"/>",
                symbol(None, at, r)
            );
            let (on, white) = paint_on(layer, feature.class);
            let _ = write!(
                pen.out,
                "<text class=\"f-{on}\" fill=\"{white}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" font-weight=\"600\">{}</text><title>",
                Short(at[0]),
                Short(at[1] + 4.2),
                number + 1
            );
            escape(&title(map, layer, feature), &mut pen.out);
            pen.out.push_str("</title></g>");
            boxes.take(Box::around(at, r + 1.0));
            continue;
        }
        let hollow = matches!(layer.style, Style::Categories { .. }) && feature.class.is_none();
        let shape = if hollow {
            Some(2)
        } else {
            feature
                .class
                .filter(|_| matches!(layer.style, Style::Categories { .. }))
        };
        if let Some(icon) = &layer.icon {
            let r = 10.0;
            let _ = write!(
                pen.out,
                "<g class=\"m-mark m-icon{approximate}\" data-i=\"{number}\"><path class=\"m-hollow s-{class}\" fill=\"#FFFFFF\" stroke=\"{literal}\" stroke-width=\"2\" d=\"{}\"/><text class=\"f-ink\" fill=\"#1B1F24\" x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\">",
                symbol(shape, at, r),
                Short(at[0]),
                Short(at[1] + 4.4),
                if icon.chars().count() > 2 { 8 } else { 12 }
            );
            escape(icon, &mut pen.out);
            pen.out.push_str("</text><title>");
            escape(&title(map, layer, feature), &mut pen.out);
            pen.out.push_str("</title></g>");
            boxes.take(Box::around(at, r + 1.0));
            continue;
        }
        let _ = match hollow || feature.approximate {
            true => write!(
                pen.out,
                "<path class=\"m-mark m-hollow s-{class}{approximate}\" data-i=\"{number}\" fill=\"#FFFFFF\" stroke=\"{literal}\" stroke-width=\"1.5\" d=\"{}\"",
                symbol(shape, at, RADIUS)
            ),
            false => write!(
                pen.out,
                "<path class=\"m-mark f-{class}{approximate}\" data-i=\"{number}\" fill=\"{literal}\" d=\"{}\"",
                symbol(shape, at, RADIUS)
            ),
        };
        close(pen, "path", titled.then(|| title(map, layer, feature)));
        boxes.take(Box::around(at, RADIUS));
    }
    pen.out.push_str("</g>");
    (drawn < of).then_some((drawn, of))
}

/// The side of the squares of which one point each is drawn, in pixels; none where all points are drawn.
fn thinning(frame: &Frame, layer: &Layer, points: usize) -> Option<f64> {
    if points <= MOST_POINTS {
        return None;
    }
    let places: Vec<Point> = layer
        .features
        .iter()
        .filter_map(|feature| match feature.geometry {
            Geometry::Point(point) => Some(frame.at(point)),
            Geometry::Lines(_) | Geometry::Areas(_) => None,
        })
        .collect();
    let sides = [3.0, 4.0, 6.0, 8.0, 11.0, 15.0];
    sides.into_iter().find(|side| {
        let squares: BTreeSet<[i64; 2]> = places
            .iter()
            .map(|at| at.map(|pixels| (pixels / side).floor() as i64))
            .collect();
        squares.len() <= MOST_POINTS
    })
}

/// Whether the points of a layer bear the number of their row.
pub fn is_numbered(layer: &Layer) -> bool {
    layer.style == Style::Plain
        && !layer.clustered
        && layer.icon.is_none()
        && layer.features.len() <= MOST_NUMBERED
        && layer.features.len() > 1
        && layer
            .features
            .iter()
            .all(|feature| matches!(feature.geometry, Geometry::Point(_)))
}

/// Near points gathered: a disc with their number. One alone is drawn as it is.
fn clusters(pen: &mut Pen, frame: &Frame, layer: &Layer, boxes: &mut Boxes) {
    let mut cells: BTreeMap<[i64; 2], (usize, Point)> = BTreeMap::new();
    for feature in &layer.features {
        if let Geometry::Point(point) = feature.geometry {
            let at = frame.at(point);
            let (count, sum) = cells
                .entry(at.map(|pixels| (pixels / CELL).floor() as i64))
                .or_default();
            *count += 1;
            *sum = [sum[0] + at[0], sum[1] + at[1]];
        }
    }
    let clusters = apart(cells.into_values().collect());
    let ((class, literal), (on, white)) = match layer.style {
        Style::Plain => (paint(layer, None), paint_on(layer, None)),
        _ => (Token::series(0).paint(), Token::series(0).on().paint()),
    };
    pen.out.push_str("<g class=\"m-clusters\">");
    for (count, sum) in clusters {
        let mean = sum.map(|total| total / count as f64);
        let r = cluster_radius(count);
        let _ = write!(
            pen.out,
            "<g class=\"m-cluster\" data-n=\"{}\"><path class=\"f-{class}\" fill=\"{literal}\" stroke=\"#FFFFFF\" stroke-width=\"1.5\" d=\"{}\"/>",
            count,
            symbol(None, mean, r)
        );
        if count > 1 {
            let _ = write!(
                pen.out,
                "<text class=\"f-{on}\" fill=\"{white}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" font-weight=\"600\">{}</text>",
                Short(mean[0]),
                Short(mean[1] + 4.2),
                count
            );
        }
        pen.out.push_str("</g>");
        boxes.take(Box::around(mean, r));
    }
    pen.out.push_str("</g>");
}

fn cluster_radius(count: usize) -> f64 {
    match count {
        1 => RADIUS,
        many => (9.0 + 2.2 * (many as f64).ln()).min(22.0),
    }
}

/// Joins clusters until no two discs touch. Each is a number of points and the sum of their places.
fn apart(mut clusters: Vec<(usize, Point)>) -> Vec<(usize, Point)> {
    loop {
        let mean = |(count, sum): &(usize, Point)| sum.map(|total| total / *count as f64);
        let touching = (0..clusters.len()).find_map(|a| {
            let other = (a + 1..clusters.len()).find(|b| {
                let ([ax, ay], [bx, by]) = (mean(&clusters[a]), mean(&clusters[*b]));
                let room = cluster_radius(clusters[a].0) + cluster_radius(clusters[*b].0) + 2.0;
                (ax - bx).hypot(ay - by) < room
            })?;
            Some((a, other))
        });
        let Some((a, b)) = touching else {
            return clusters;
        };
        let (count, sum) = clusters.remove(b);
        clusters[a].0 += count;
        clusters[a].1 = [clusters[a].1[0] + sum[0], clusters[a].1[1] + sum[1]];
    }
}

/// The radius of a circle whose area follows the value.
pub fn radius(value: f64, greatest: f64) -> f64 {
    match greatest > 0.0 {
        true => (value.abs() / greatest).sqrt() * LARGEST,
        false => 0.0,
    }
}

/// The greatest value of a layer's circles.
pub fn greatest(layer: &Layer) -> f64 {
    layer
        .features
        .iter()
        .filter_map(|feature| feature.amount)
        .fold(0.0, |greatest, amount| f64::max(greatest, amount.abs()))
}

/// Proportional circles, the large ones below; a negative value is an empty circle.
fn circles(pen: &mut Pen, frame: &Frame, map: &Map, layer: &Layer, boxes: &mut Boxes) {
    let greatest = greatest(layer);
    let mut order: Vec<usize> = (0..layer.features.len()).collect();
    let amount = |number: usize| layer.features[number].amount.unwrap_or(0.0).abs();
    order.sort_by(|a, b| amount(*b).total_cmp(&amount(*a)));
    let (class, literal) = paint(layer, None);
    for number in order {
        let feature = &layer.features[number];
        let Some(at) = feature.geometry.anchor().map(|point| frame.at(point)) else {
            continue;
        };
        let r = match feature.amount {
            Some(amount) => radius(amount, greatest).max(1.5),
            None => RADIUS,
        };
        let look = match feature.amount {
            Some(amount) if amount >= 0.0 => "m-circle",
            Some(_) => "m-circle m-negative",
            None => "m-circle m-none",
        };
        let _ = write!(
            pen.out,
            "<circle class=\"{look} f-{class} s-{class}\" data-i=\"{number}\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{literal}\" fill-opacity=\".24\" stroke=\"{literal}\" stroke-width=\"1.25\"",
            Short(at[0]),
            Short(at[1]),
            Short(r)
        );
        close(pen, "circle", Some(title(map, layer, feature)));
        boxes.take(Box::around(at, r.min(10.0)));
    }
}

/// Squares by how many points lie in each, and their classes.
pub fn density(frame: &Frame, layer: &Layer) -> (BTreeMap<[i64; 2], usize>, Vec<f64>) {
    let mut cells: BTreeMap<[i64; 2], usize> = BTreeMap::new();
    for point in layer
        .features
        .iter()
        .filter_map(|feature| feature.geometry.anchor())
    {
        let at = frame.at(point);
        if frame.holds(at, 0.0) {
            *cells
                .entry(at.map(|pixels| (pixels / SQUARE).floor() as i64))
                .or_default() += 1;
        }
    }
    let counts: Vec<f64> = cells.values().map(|count| *count as f64).collect();
    let asked = Asked {
        method: Method::Jenks,
        ..Asked::default()
    };
    let breaks = asked.classes(&counts).map_or_else(
        || counts.first().copied().into_iter().collect(),
        |classes| classes.breaks,
    );
    (cells, breaks)
}

/// Side of a square of density, in meters.
pub fn square_side(frame: &Frame) -> f64 {
    SQUARE / frame.scale
}

fn squares(pen: &mut Pen, frame: &Frame, map: &Map, layer: &Layer) {
    let (cells, breaks) = density(frame, layer);
    for ([column, row], count) in cells {
        let class = breaks
            .iter()
            .position(|end| count as f64 <= *end)
            .unwrap_or(0);
        let (name, literal) = Token::Sequential(class_color(class, breaks.len()) as u8).paint();
        let _ = write!(
            pen.out,
            "<rect class=\"m-square f-{name}\" fill=\"{literal}\" x=\"{}\" y=\"{}\" width=\"{SQUARE}\" height=\"{SQUARE}\"",
            column as f64 * SQUARE,
            row as f64 * SQUARE
        );
        close(
            pen,
            "rect",
            Some(format::number(count as f64, map.language)),
        );
    }
}
