//! The one place that draws: shapes and texts in pixels go through plotters to our SVG backend.
//!
//! A [`Canvas`] is a column of a given width without a bottom: the kinds say how high they became. Text has a
//! vertical middle rather than a baseline, since that is what labels are placed by.

mod backend;
mod scale;
mod shape;

pub use super::measure::Face;
pub use backend::escape;
pub use scale::Scale;

use super::color::Token;
use backend::{Backend, UNITS};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use shape::{Form, Ink, Label, Raw, Shape};

/// Size of text that a drawing's root states, in pixels.
pub const DEFAULT_SIZE: f64 = 14.0;
/// Middle of the capitals above the baseline, as a share of the size.
const MIDDLE: f64 = 0.335;
/// No coordinate goes further than this many pixels: what would is clamped, so that no unit overflows.
const FURTHEST: f64 = 1_000_000.0;

pub type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Whether two rectangles share more than an edge.
    pub fn meets(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// How a surface is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fill {
    Plain(Token),
    /// The color and its opacity.
    Light(Token, f64),
    /// The color, and on paper the texture of that number, 1 to 7, over it.
    Textured(Token, u8),
    /// 45° lines: what is missing, and "the others".
    Hatch,
    /// Nothing to see, something to point at: inside of [`Canvas::open_hover`].
    Unseen,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    pub token: Token,
    /// Pixels.
    pub width: f64,
    pub dashed: bool,
}

impl Stroke {
    pub fn new(token: Token, width: f64) -> Self {
        Stroke {
            token,
            width,
            dashed: false,
        }
    }

    pub fn dashed(self) -> Self {
        Stroke {
            dashed: true,
            ..self
        }
    }
}

/// What a shape stands for: the text of its tooltip and its value.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    pub title: &'a str,
    pub value: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Letters {
    /// Pixels.
    pub size: f64,
    pub face: Face,
    pub token: Token,
    pub anchor: Anchor,
    /// An outline in the paper's color, for text over lines and points.
    pub halo: bool,
}

impl Letters {
    pub fn new(size: f64, token: Token) -> Self {
        Letters {
            size,
            face: Face::Regular,
            token,
            anchor: Anchor::Start,
            halo: false,
        }
    }

    pub fn strong(self) -> Self {
        self.face(Face::Strong)
    }

    pub fn face(self, face: Face) -> Self {
        Letters { face, ..self }
    }

    pub fn anchor(self, anchor: Anchor) -> Self {
        Letters { anchor, ..self }
    }

    pub fn halo(self) -> Self {
        Letters { halo: true, ..self }
    }

    /// Width of a text on one line, in pixels.
    pub fn width(&self, text: &str) -> f64 {
        super::measure::width(text, self.size, self.face)
    }

    /// The box of a text whose anchor is at a point.
    pub fn bounds(&self, text: &str, (x, y): Point) -> Rect {
        let width = self.width(text);
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Rect {
            left,
            top: y - self.size * 0.6,
            right: left + width,
            bottom: y + self.size * 0.6,
        }
    }
}

/// Shape of a point; series are told apart by it where color alone would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    Disc,
    Square,
    Diamond,
    Triangle,
}

impl Symbol {
    /// The symbol of the `index`th series.
    pub fn of(index: usize) -> Self {
        [
            Symbol::Disc,
            Symbol::Square,
            Symbol::Diamond,
            Symbol::Triangle,
        ][index % 4]
    }
}

/// A column to draw on, of a given width, from the top down.
pub struct Canvas<'a> {
    area: DrawingArea<Backend<'a>, Shift>,
    /// Pixels.
    pub width: f64,
}

/// Draws into a string: `draw` gets the canvas and returns what it pleases, most often the height.
pub fn record<R>(
    out: &mut String,
    id: &str,
    width: f64,
    draw: impl FnOnce(&mut Canvas<'_>) -> R,
) -> R {
    let mut canvas = Canvas {
        area: Backend::new(out, id).into_drawing_area(),
        width,
    };
    draw(&mut canvas)
}

impl<'a> Canvas<'a> {
    /// A part of this canvas, with its own origin.
    pub fn part(&self, (left, top): Point, width: f64) -> Canvas<'a> {
        let reach = (FURTHEST * UNITS) as i32;
        Canvas {
            area: self
                .area
                .clone()
                .shrink((units(left), units(top)), (reach, reach)),
            width,
        }
    }

    pub fn rect(&mut self, rect: Rect, fill: Fill, mark: Option<Mark<'_>>) {
        let (left, right) = (rect.left.min(rect.right), rect.left.max(rect.right));
        let (top, bottom) = (rect.top.min(rect.bottom), rect.top.max(rect.bottom));
        self.shape(
            Form::Rect,
            &[(left, top), (right, bottom)],
            fill.ink(),
            mark,
        );
    }

    pub fn line(&mut self, points: &[Point], stroke: Stroke, mark: Option<Mark<'_>>) {
        self.shape(Form::Line, points, stroke.ink(), mark);
    }

    pub fn polygon(&mut self, points: &[Point], fill: Fill, mark: Option<Mark<'_>>) {
        self.shape(Form::Polygon, points, fill.ink(), mark);
    }

    pub fn disc(&mut self, center: Point, radius: f64, fill: Fill, mark: Option<Mark<'_>>) {
        self.shape(Form::Disc(radius), &[center], fill.ink(), mark);
    }

    pub fn circle(&mut self, center: Point, radius: f64, stroke: Stroke, mark: Option<Mark<'_>>) {
        self.shape(Form::Circle(radius), &[center], stroke.ink(), mark);
    }

    /// A slice: radii in pixels, turns from noon, clockwise, 1 for the whole.
    pub fn wedge(
        &mut self,
        center: Point,
        radii: (f64, f64),
        turns: (f64, f64),
        fill: Fill,
        mark: Option<Mark<'_>>,
    ) {
        self.shape(Form::Wedge(radii, turns), &[center], fill.ink(), mark);
    }

    /// A symbol of a radius in pixels, filled.
    pub fn symbol(
        &mut self,
        symbol: Symbol,
        at: Point,
        radius: f64,
        fill: Fill,
        mark: Option<Mark<'_>>,
    ) {
        match symbol {
            Symbol::Disc => self.disc(at, radius, fill, mark),
            _ => self.polygon(&corners(symbol, at, radius), fill, mark),
        }
    }

    /// A symbol with a hole: the end mark of a line.
    pub fn end_mark(&mut self, symbol: Symbol, at: Point, radius: f64, stroke: Stroke) {
        match symbol {
            Symbol::Disc => {
                self.disc(at, radius, Fill::Plain(Token::Paper), None);
                self.circle(at, radius, stroke, None);
            }
            _ => {
                let mut points = corners(symbol, at, radius);
                self.polygon(&points, Fill::Plain(Token::Paper), None);
                if let Some(first) = points.first().copied() {
                    points.push(first);
                }
                self.line(&points, stroke, None);
            }
        }
    }

    /// A text whose vertical middle is at a point.
    pub fn text(&mut self, text: &str, (x, y): Point, letters: Letters) {
        if text.is_empty() {
            return;
        }
        let at = [(units(x), units(y + letters.size * MIDDLE))];
        let _ = self.area.draw(&Label { text, at, letters });
    }

    /// Lines of a text one under the other, centered on a height. Line height is 1.2.
    pub fn lines(&mut self, lines: &[String], (x, y): Point, letters: Letters) {
        let step = letters.size * 1.2;
        let first = y - step * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (index, line) in lines.iter().enumerate() {
            self.text(line, (x, first + step * index as f64), letters);
        }
    }

    /// Opens a group of unseen shapes that a pointer meets; closed by [`Canvas::close_group`].
    pub fn open_hover(&mut self) {
        let _ = self.area.draw(&Raw(
            "<g class=\"hover\" fill=\"none\" pointer-events=\"all\">",
        ));
    }

    pub fn close_group(&mut self) {
        let _ = self.area.draw(&Raw("</g>"));
    }

    /// Puts a whole drawing at the origin of this canvas, scaled to a size in pixels.
    pub fn nested(&mut self, svg: &str, (width, height): (f64, f64)) {
        let Some(inner) = svg.strip_prefix("<svg ") else {
            return;
        };
        let (left, top) = self.area.get_base_pixel();
        let (left, top) = (f64::from(left) / UNITS, f64::from(top) / UNITS);
        let _ = self.area.draw(&Raw(&format!(
            "<svg x=\"{left}\" y=\"{top}\" width=\"{width:.1}\" height=\"{height:.1}\" {inner}"
        )));
    }

    fn shape(&mut self, form: Form, points: &[Point], ink: Ink, mark: Option<Mark<'_>>) {
        let points = points.iter().map(|(x, y)| (units(*x), units(*y))).collect();
        let _ = self.area.draw(&Shape {
            form,
            points,
            ink,
            mark,
        });
    }
}

fn corners(symbol: Symbol, (x, y): Point, radius: f64) -> Vec<Point> {
    match symbol {
        Symbol::Disc | Symbol::Square => {
            let half = radius * 0.9;
            vec![
                (x - half, y - half),
                (x + half, y - half),
                (x + half, y + half),
                (x - half, y + half),
            ]
        }
        Symbol::Diamond => {
            let half = radius * 1.25;
            vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        }
        Symbol::Triangle => {
            let half = radius * 1.2;
            vec![
                (x, y - half),
                (x + half, y + half * 0.8),
                (x - half, y + half * 0.8),
            ]
        }
    }
}

/// Pixels to units. What is not a number stands at the origin, out of harm.
fn units(pixels: f64) -> i32 {
    match pixels.is_finite() {
        true => (pixels.clamp(-FURTHEST, FURTHEST) * UNITS).round() as i32,
        false => 0,
    }
}
