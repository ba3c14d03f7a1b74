//! The legend below the frame: what each mark means, how many there are, how classes were made.

use super::super::{Layer, Map, Style};
use super::frame::Frame;
use super::marks::{density, greatest, paint, radius, square_side, symbol};
use super::pen::{Anchor, Pen, Short, Weight};
use crate::chart::color::Token;
use crate::chart::measure::{Face, shorten, width};
use crate::diag::Language;
use crate::format;
use crate::map::export::umap::class_color;
use std::fmt::Write;

const SIZE: f64 = 13.0;
const LINE: f64 = 22.0;

/// Where the next entry goes.
struct Flow {
    x: f64,
    y: f64,
    right: f64,
}

impl Flow {
    /// A place for an entry of that width: on this line, or on the next.
    fn place(&mut self, width: f64) -> (f64, f64) {
        if self.x > 0.0 && self.x + width > self.right {
            self.line();
        }
        let at = (self.x, self.y);
        self.x += width + 18.0;
        at
    }

    fn line(&mut self) {
        if self.x > 0.0 {
            self.x = 0.0;
            self.y += LINE;
        }
    }
}

/// Writes the legend and returns its height, zero when nothing needs one.
pub fn legend(
    pen: &mut Pen,
    map: &Map,
    frame: &Frame,
    id: &str,
    thinned: Option<(usize, usize)>,
) -> f64 {
    let start = frame.height + 26.0;
    let mut flow = Flow {
        x: 0.0,
        y: start,
        right: frame.width,
    };
    let say = |french: &'static str, english: &'static str| match map.language {
        Language::French => french,
        Language::English => english,
    };
    pen.out.push_str("<g class=\"m-legend\">");
    let mut empty = true;
    for layer in &map.layers {
        let numbers = |value: f64| format::number(rounded(value), map.language);
        match &layer.style {
            Style::Plain if map.layers.len() == 1 && !layer.clustered => {}
            Style::Plain => {
                empty = false;
                if map.layers.len() > 1 {
                    let count = layer.features.len() as f64;
                    entry(
                        pen,
                        &mut flow,
                        &layer.name,
                        Some(&numbers(count)),
                        |x, y| mark(layer, None, [x, y]),
                    );
                }
            }
            Style::Categories { field, names } => {
                empty = false;
                title(
                    pen,
                    &mut flow,
                    &heading(map, layer, &layer.fields[*field].name),
                );
                for (class, name) in names.iter().enumerate() {
                    let count = layer
                        .features
                        .iter()
                        .filter(|feature| feature.class == Some(class))
                        .count();
                    entry(
                        pen,
                        &mut flow,
                        name,
                        Some(&numbers(count as f64)),
                        |x, y| mark(layer, Some(class), [x, y]),
                    );
                }
                let rest = layer
                    .features
                    .iter()
                    .filter(|feature| feature.class.is_none())
                    .count();
                if rest > 0 {
                    entry(
                        pen,
                        &mut flow,
                        others(map.language),
                        Some(&numbers(rest as f64)),
                        |x, y| mark(layer, None, [x, y]),
                    );
                }
                flow.line();
            }
            Style::Choropleth {
                field,
                unit,
                classes,
            } => {
                empty = false;
                let unit = unit
                    .as_deref()
                    .map_or(String::new(), |unit| format!(" ({unit})"));
                let name = format!("{}{unit}", layer.fields[*field].name);
                title(pen, &mut flow, &heading(map, layer, &name));
                for (class, (low, high)) in classes.ranges().enumerate() {
                    let words = range(low, high, map.language);
                    let count = layer
                        .features
                        .iter()
                        .filter(|feature| feature.class == Some(class))
                        .count();
                    let color = Token::Sequential(class_color(class, classes.breaks.len()) as u8);
                    entry(
                        pen,
                        &mut flow,
                        &words,
                        Some(&numbers(count as f64)),
                        |x, y| swatch(color, [x, y]),
                    );
                }
                let missing = layer
                    .features
                    .iter()
                    .filter(|feature| feature.class.is_none())
                    .count();
                if missing > 0 {
                    entry(
                        pen,
                        &mut flow,
                        no_value(map.language),
                        Some(&numbers(missing as f64)),
                        |x, y| {
                            format!(
                                "<rect class=\"m-none\" fill=\"url(#{id}-none)\" stroke=\"#858B93\" stroke-width=\".75\" x=\"{}\" y=\"{}\" width=\"18\" height=\"12\"/>",
                                Short(x),
                                Short(y - 6.0)
                            )
                        },
                    );
                }
                flow.line();
                let (french, english) = classes.method.words();
                remark(pen, &mut flow, say(french, english));
            }
            Style::Circles { field, unit } => {
                empty = false;
                let unit = unit
                    .as_deref()
                    .map_or(String::new(), |unit| format!(" ({unit})"));
                let name = format!("{}{unit}", layer.fields[*field].name);
                title(pen, &mut flow, &heading(map, layer, &name));
                nested(pen, &mut flow, map, layer);
            }
            Style::Heat => {
                empty = false;
                let (_, breaks) = density(frame, layer);
                let side = square_side(frame);
                let side = match side >= 1000.0 {
                    true => format!("{}\u{A0}km", numbers(side / 1000.0)),
                    false => format!("{}\u{A0}m", numbers(side)),
                };
                let words = match map.language {
                    Language::French => format!("Lieux par carré de {side}"),
                    Language::English => format!("Places in each square of {side}"),
                };
                title(pen, &mut flow, &heading(map, layer, &words));
                let mut low = 1.0;
                for (class, high) in breaks.iter().enumerate() {
                    let words = match *high > low {
                        true => format!("{}{}{}", numbers(low), say(" à ", " to "), numbers(*high)),
                        false => numbers(*high),
                    };
                    let color = Token::Sequential(class_color(class, breaks.len()) as u8);
                    entry(pen, &mut flow, &words, None, |x, y| swatch(color, [x, y]));
                    low = high + 1.0;
                }
                flow.line();
            }
        }
        if layer.clustered {
            let words = say(
                "Un disque et son nombre : des lieux proches réunis",
                "A disc and its number: near places together",
            );
            remark(pen, &mut flow, words);
        }
    }
    if map
        .layers
        .iter()
        .any(|layer| layer.features.iter().any(|feature| feature.approximate))
    {
        empty = false;
        flow.line();
        entry(
            pen,
            &mut flow,
            say(
                "Vide : position de la mairie",
                "Hollow: position of the town hall",
            ),
            None,
            |x, y| {
                format!(
                    "<path class=\"m-hollow s-c1\" fill=\"#FFFFFF\" stroke=\"#0E5A73\" stroke-width=\"1.5\" d=\"{}\"/>",
                    symbol(None, [x + 9.0, y], 4.5)
                )
            },
        );
    }
    if let Some((drawn, of)) = thinned {
        empty = false;
        let [drawn, of] = [drawn, of].map(|count| format::number(count as f64, map.language));
        let words = match map.language {
            Language::French => format!("{of} lieux dessinés par {drawn} marques"),
            Language::English => format!("{of} places drawn as {drawn} marks"),
        };
        remark(pen, &mut flow, &words);
    }
    flow.line();
    pen.out.push_str("</g>");
    match empty {
        true => 0.0,
        false => flow.y - start + 12.0,
    }
}

/// A class from one number to another.
pub fn range(low: f64, high: f64, language: Language) -> String {
    let [low, high] = [low, high].map(|value| format::number(rounded(value), language));
    match language {
        Language::French => format!("{low} à {high}"),
        Language::English => format!("{low} to {high}"),
    }
}

/// Places that are in none of the categories named.
pub fn others(language: Language) -> &'static str {
    match language {
        Language::French => "Autre ou non renseigné",
        Language::English => "Other or not given",
    }
}

/// Areas without a value.
pub fn no_value(language: Language) -> &'static str {
    match language {
        Language::French => "pas de valeur",
        Language::English => "no value",
    }
}

/// The words above the entries of a layer.
fn heading(map: &Map, layer: &Layer, words: &str) -> String {
    match map.layers.len() > 1 && !layer.name.is_empty() {
        true => format!("{} : {words}", layer.name),
        false => words.to_owned(),
    }
}

/// Three significant digits: a legend is read, the table has the rest.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let power = 10_f64.powi(2 - value.abs().log10().floor() as i32);
    match power < 1.0 {
        true => value.round(),
        false => (value * power).round() / power,
    }
}

fn title(pen: &mut Pen, flow: &mut Flow, words: &str) {
    flow.line();
    let words = shorten(words, flow.right, SIZE, Face::Strong);
    pen.text(
        0.0,
        flow.y + 4.5,
        &words,
        Token::Ink,
        Anchor::Start,
        Weight::Strong,
    );
    flow.y += LINE;
}

fn remark(pen: &mut Pen, flow: &mut Flow, words: &str) {
    flow.line();
    for line in crate::chart::measure::wrap(words, flow.right, 2, SIZE, Face::Regular) {
        pen.text(
            0.0,
            flow.y + 4.5,
            &line,
            Token::Ink3,
            Anchor::Start,
            Weight::Plain,
        );
        flow.y += LINE;
    }
}

/// A mark, words and a count.
fn entry(
    pen: &mut Pen,
    flow: &mut Flow,
    words: &str,
    count: Option<&str>,
    mark: impl Fn(f64, f64) -> String,
) {
    let count = count.unwrap_or("");
    let counted = width(count, SIZE, Face::Regular);
    let words = shorten(
        words,
        flow.right - 30.0 - counted - 8.0,
        SIZE,
        Face::Regular,
    );
    let long = width(&words, SIZE, Face::Regular);
    let (x, y) = flow.place(26.0 + long + if count.is_empty() { 0.0 } else { 6.0 + counted });
    pen.out.push_str(&mark(x, y));
    pen.text(
        x + 26.0,
        y + 4.5,
        &words,
        Token::Ink,
        Anchor::Start,
        Weight::Plain,
    );
    if !count.is_empty() {
        pen.text(
            x + 32.0 + long,
            y + 4.5,
            count,
            Token::Ink3,
            Anchor::Start,
            Weight::Plain,
        );
    }
}

fn mark(layer: &Layer, class: Option<usize>, [x, y]: [f64; 2]) -> String {
    let (name, literal) = paint(layer, class);
    let hollow = matches!(layer.style, Style::Categories { .. }) && class.is_none();
    let shape = if hollow { Some(2) } else { class };
    let outline = symbol(shape, [x + 9.0, y], 4.5);
    let is_area = layer
        .features
        .first()
        .is_some_and(|feature| !matches!(feature.geometry, super::super::Geometry::Point(_)));
    match (is_area, hollow) {
        (true, _) => format!(
            "<rect class=\"m-area f-{name} s-{name}\" fill=\"{literal}\" fill-opacity=\".24\" stroke=\"{literal}\" stroke-width=\"1.5\" x=\"{}\" y=\"{}\" width=\"18\" height=\"10\"/>",
            Short(x),
            Short(y - 5.0)
        ),
        (false, true) => format!(
            "<path class=\"m-hollow s-{name}\" fill=\"#FFFFFF\" stroke=\"{literal}\" stroke-width=\"1.5\" d=\"{outline}\"/>"
        ),
        (false, false) => format!("<path class=\"f-{name}\" fill=\"{literal}\" d=\"{outline}\"/>"),
    }
}

fn swatch(color: Token, [x, y]: [f64; 2]) -> String {
    let (name, literal) = color.paint();
    format!(
        "<rect class=\"m-class f-{name}\" fill=\"{literal}\" x=\"{}\" y=\"{}\" width=\"18\" height=\"12\"/>",
        Short(x),
        Short(y - 6.0)
    )
}

/// Three circles, one in the other, with their values.
fn nested(pen: &mut Pen, flow: &mut Flow, map: &Map, layer: &Layer) {
    let greatest = greatest(layer);
    if greatest <= 0.0 {
        return;
    }
    let values = [1.0, 0.3, 0.08].map(|share| one_digit(greatest * share));
    let largest = radius(values[0], greatest);
    let bottom = flow.y + 2.0 * largest - 4.0;
    let (class, literal) = paint(layer, None);
    let (ink, grey) = Token::Ink3.paint();
    let middle = 28.0;
    let mut last = f64::NEG_INFINITY;
    for value in values {
        let r = radius(value, greatest);
        let top = bottom - 2.0 * r;
        let line = top.max(last + 15.0);
        last = line;
        let _ = write!(
            pen.out,
            "<circle class=\"m-circle f-{class} s-{class}\" fill=\"{literal}\" fill-opacity=\".24\" stroke=\"{literal}\" cx=\"{middle}\" cy=\"{}\" r=\"{}\"/>\
             <path class=\"s-{ink}\" stroke=\"{grey}\" stroke-dasharray=\"1 2\" fill=\"none\" d=\"M{middle} {}L66 {}\"/>",
            Short(bottom - r),
            Short(r),
            Short(top),
            Short(line)
        );
        let words = format::number(value, map.language);
        pen.text(
            70.0,
            line + 4.5,
            &words,
            Token::Ink2,
            Anchor::Start,
            Weight::Plain,
        );
    }
    flow.y = bottom.max(last) + LINE;
}

fn one_digit(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    (value / power).round() * power
}
