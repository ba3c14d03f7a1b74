//! A map as one SVG drawing. In: a [`Map`] and the [`Ground`] below it. Out: a drawing that reads without scripts.
//!
//! Colors have a class and a literal, as in charts, so one drawing serves light, dark and print and stands alone. Each
//! mark bears its layer and its number (`data-i`), which is that of its row in the table beside it: the script of the
//! page finds the words of a place there.

mod frame;
mod labels;
pub(super) mod legend;
pub(super) mod marks;
mod pen;

use super::ground::Ground;
use super::{Map, describe};
use crate::chart::Width;
use crate::chart::color::Token;
use crate::geo::shape::Bounds;
use frame::Frame;
use labels::Boxes;
use pen::{Pen, path};
use std::fmt::Write;

/// A map, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// One `<svg>` element with a `viewBox`, without width and height.
    pub svg: String,
    /// Pixels.
    pub width: f64,
    pub height: f64,
    /// Height of the map itself: the legend stands below it.
    pub frame_height: f64,
    /// Marks drawn, and places that they stand for, when some stand for several.
    pub thinned: Option<(usize, usize)>,
}

/// The places fill at least that share of the frame.
const LEAST_SHARE: f64 = 0.4;

/// The width of a drawing: a narrow one is drawn for the narrowest windows, so that its letters are never small.
fn pixels(width: Width) -> f64 {
    match width {
        Width::Narrow => 300.0,
        Width::Wide => width.pixels(),
    }
}

/// The least and the greatest height of the frame, in shares of its width.
fn heights(width: Width) -> [f64; 2] {
    match width {
        Width::Narrow => [0.8, 1.25],
        Width::Wide => [0.45, 0.75],
    }
}

/// Draws a map.
pub fn draw(map: &Map, ground: &Ground, width: Width) -> Drawing {
    let bounds = view(map, ground);
    let frame = Frame::new(&bounds, pixels(width), heights(width));
    let letter = match width {
        Width::Wide => 'w',
        Width::Narrow => 'n',
    };
    let id = format!("{}-{letter}", map.id);
    let mut pen = Pen::default();
    let mut boxes = Boxes::new(frame.width, frame.height);
    let (frame_width, frame_height) = (frame.width, frame.height);
    let _ = write!(
        pen.out,
        "<defs><clipPath id=\"{id}-clip\"><rect width=\"{frame_width}\" height=\"{frame_height}\"/></clipPath>\
         <pattern id=\"{id}-none\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"m-none-ground\" fill=\"#FFFFFF\" width=\"6\" height=\"6\"/><path class=\"s-border\" stroke=\"#858B93\" stroke-width=\"2\" d=\"M0 0v6\"/></pattern></defs>\
         <g clip-path=\"url(#{id}-clip)\"><rect class=\"m-out\" fill=\"#F2F0EA\" width=\"{frame_width}\" height=\"{frame_height}\"/>\
         <g class=\"m-world\">"
    );
    draw_ground(&mut pen, &frame, ground);
    let thinned = marks::layers(&mut pen, &frame, map, &mut boxes, &id);
    pen.out.push_str("<g class=\"m-names\">");
    labels::names(
        &mut pen,
        &frame,
        map,
        ground,
        &mut boxes,
        width == Width::Narrow,
    );
    pen.out.push_str("</g></g>");
    scale_bar(&mut pen, &frame, map);
    pen.out.push_str("</g>");
    let _ = write!(
        pen.out,
        "<rect class=\"m-frame\" fill=\"none\" stroke=\"#DCD8CF\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\"/>",
        frame_width - 1.0,
        frame_height - 1.0
    );
    let height = frame_height + legend::legend(&mut pen, map, &frame, &id, thinned);
    // For tiles that a reader may lay under the places.
    let degrees = frame
        .degrees()
        .map_or_else(String::new, |[west, north, x, y]| {
            format!(" data-degrees=\"{west:.6} {north:.6} {x:.2} {y:.2}\"")
        });
    let mut svg = format!(
        "<svg class=\"chart map-drawing\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {frame_width} {height}\" data-frame=\"{frame_width} {frame_height}\"{degrees} role=\"img\" aria-label=\""
    );
    pen::escape(&describe::description(map), &mut svg);
    svg.push_str("\" font-family=\"Encre Sans,'Source Sans 3',sans-serif\" font-size=\"13\">");
    svg.push_str(&pen.out);
    svg.push_str("</svg>");
    Drawing {
        svg,
        width: frame_width,
        height,
        frame_height,
        thinned,
    }
}

impl Drawing {
    /// The map without its legend, for a list where its name stands below.
    pub fn picture(&self) -> String {
        let whole = format!("viewBox=\"0 0 {} {}\"", self.width, self.height);
        let frame = format!("viewBox=\"0 0 {} {}\"", self.width, self.frame_height);
        self.svg.replacen(&whole, &frame, 1)
    }
}

/// What the frame shows: the territory, or, where the places fill little of it, the places and some room around them.
fn view(map: &Map, ground: &Ground) -> Bounds {
    let places = map.bounds();
    let mut whole = ground.bounds();
    whole.join(places);
    let share = |bounds: &Bounds| (bounds.east - bounds.west).max(bounds.north - bounds.south);
    match !places.is_empty() && share(&places) < share(&whole) * LEAST_SHARE {
        true => places.grown(share(&places) * 0.15),
        false => whole,
    }
}

fn draw_ground(pen: &mut Pen, frame: &Frame, ground: &Ground) {
    let mut around = String::new();
    for shape in &ground.around {
        path(&frame.rings(shape), true, &mut around);
    }
    if !around.is_empty() {
        let _ = write!(
            pen.out,
            "<path class=\"m-around\" fill=\"#E9E6DE\" stroke=\"#CFCDC8\" stroke-width=\".75\" fill-rule=\"evenodd\" d=\"{around}\"/>"
        );
    }
    let mut land = String::new();
    for (_, shape) in &ground.land {
        path(&frame.rings(shape), true, &mut land);
    }
    if !land.is_empty() {
        let _ = write!(
            pen.out,
            "<path class=\"m-land\" fill=\"#FFFFFF\" stroke=\"#858B93\" fill-rule=\"evenodd\" d=\"{land}\"/>"
        );
    }
}

/// A bar of one, two or five times a power of ten, at most a quarter of the width.
fn scale_bar(pen: &mut Pen, frame: &Frame, map: &Map) {
    let most = frame.width / 4.0 / frame.scale;
    let power = 10_f64.powf(most.log10().floor());
    let Some(length) = [5.0, 2.0, 1.0]
        .map(|step| step * power)
        .into_iter()
        .find(|length| *length <= most)
    else {
        return;
    };
    let words = match length >= 1000.0 {
        true => format!(
            "{}\u{A0}km",
            crate::format::number(length / 1000.0, map.language)
        ),
        false => format!("{}\u{A0}m", crate::format::number(length, map.language)),
    };
    let pixels = length * frame.scale;
    let (x, y) = (frame.width - 16.0 - pixels, frame.height - 14.0);
    let (class, ink) = Token::Ink2.paint();
    let _ = write!(
        pen.out,
        "<g class=\"m-scale\" data-meters=\"{length}\"><path class=\"s-{class}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.5\" d=\"M{x:.1} {:.1}v5h{pixels:.1}v-5\"/>",
        y - 5.0
    );
    pen.text(
        x + pixels / 2.0,
        y - 8.0,
        &words,
        Token::Ink2,
        pen::Anchor::Middle,
        pen::Weight::Halo,
    );
    pen.out.push_str("</g>");
}

#[cfg(test)]
mod tests;
