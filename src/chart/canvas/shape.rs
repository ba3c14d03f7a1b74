//! What is drawn, as plotters takes it: shapes and texts that know how to be drawn on our backend.

use super::backend::{BARE, Backend, DASHED, HALO, HATCHED, TITLE, UNITS};
use super::{Anchor, Face, Fill, Letters, Mark, Stroke, Token, units};
use plotters::element::{
    BackendCoordOnly, Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle,
};
use plotters::style::ShapeStyle;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle,
};
use std::convert::Infallible;

/// The geometry of a shape; lengths in pixels.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    Rect,
    Line,
    Polygon,
    Disc(f64),
    Circle(f64),
    Wedge((f64, f64), (f64, f64)),
}

/// A token and how it is laid, disguised as plotters' color and stroke width.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    token: Token,
    bits: u8,
    texture: u8,
    opacity: f64,
    /// Units.
    width: u32,
}

impl Fill {
    pub fn ink(self) -> Ink {
        let texture = match self {
            Fill::Textured(_, texture) => texture,
            _ => 0,
        };
        let (token, bits, opacity) = match self {
            Fill::Plain(token) | Fill::Textured(token, _) => (token, 0, 1.0),
            Fill::Light(token, opacity) => (token, 0, opacity),
            Fill::Hatch => (Token::Context, HATCHED, 1.0),
            Fill::Unseen => (Token::Paper, BARE, 1.0),
        };
        Ink {
            token,
            bits,
            texture,
            opacity,
            width: 0,
        }
    }
}

impl Stroke {
    pub fn ink(self) -> Ink {
        Ink {
            token: self.token,
            bits: if self.dashed { DASHED } else { 0 },
            texture: 0,
            opacity: 1.0,
            width: units(self.width).max(1).unsigned_abs(),
        }
    }
}

impl Ink {
    /// plotters carries a width with tenths of a pixel and a color without looking at them.
    fn style(self, filled: bool) -> ShapeStyle {
        let BackendColor { alpha, rgb } = self.color();
        ShapeStyle {
            color: plotters::style::RGBAColor(rgb.0, rgb.1, rgb.2, alpha),
            filled,
            stroke_width: self.width,
        }
    }
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        BackendColor {
            alpha: self.opacity,
            rgb: (self.bits, self.texture, self.token.number()),
        }
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

pub struct Shape<'m> {
    pub form: Form,
    pub points: Vec<BackendCoord>,
    pub ink: Ink,
    pub mark: Option<Mark<'m>>,
}

impl<'p> PointCollection<'p, BackendCoord> for &'p Shape<'_> {
    type Point = &'p BackendCoord;
    type IntoIter = std::slice::Iter<'p, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl Drawable<Backend<'_>> for Shape<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut Backend<'_>,
        room: (u32, u32),
    ) -> Outcome {
        backend.describe(self.mark.map(|mark| (mark.title, mark.value)));
        let plain = |filled| self.ink.style(filled);
        match self.form {
            Form::Rect => Rectangle::new([(0, 0), (0, 0)], plain(true)).draw(points, backend, room),
            Form::Line => PathElement::new(Vec::<BackendCoord>::new(), plain(false))
                .draw(points, backend, room),
            Form::Polygon => {
                Polygon::new(Vec::<BackendCoord>::new(), plain(true)).draw(points, backend, room)
            }
            Form::Disc(radius) => Drawable::<Backend<'_>, BackendCoordOnly>::draw(
                &Circle::new((0, 0), units(radius), plain(true)),
                points,
                backend,
                room,
            ),
            Form::Circle(radius) => Drawable::<Backend<'_>, BackendCoordOnly>::draw(
                &Circle::new((0, 0), units(radius), plain(false)),
                points,
                backend,
                room,
            ),
            Form::Wedge((inner, outer), turns) => {
                if let Some(center) = points.next() {
                    backend.wedge(
                        center,
                        (inner * UNITS, outer * UNITS),
                        turns,
                        self.ink.color(),
                    );
                }
                Ok(())
            }
        }
    }
}

pub struct Label<'t> {
    pub text: &'t str,
    pub at: [BackendCoord; 1],
    pub letters: Letters,
}

impl<'p> PointCollection<'p, BackendCoord> for &'p Label<'_> {
    type Point = &'p BackendCoord;
    type IntoIter = std::slice::Iter<'p, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl Drawable<Backend<'_>> for Label<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut Backend<'_>,
        _: (u32, u32),
    ) -> Outcome {
        match points.next() {
            Some(at) => backend.draw_text(self.text, &self.letters, at),
            None => Ok(()),
        }
    }
}

impl BackendTextStyle for Letters {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        let title = if self.face == Face::Title { TITLE } else { 0 };
        let halo = if self.halo { HALO } else { 0 };
        BackendColor {
            alpha: 1.0,
            rgb: (title | halo, 0, self.token.number()),
        }
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        match self.face {
            Face::Regular => FontStyle::Normal,
            Face::Strong | Face::Title => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        match self.face {
            Face::Title => FontFamily::Serif,
            Face::Regular | Face::Strong => FontFamily::SansSerif,
        }
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (units(self.width(text)), units(self.size * 1.2))))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: DrawFunc,
    ) -> Result<Result<(), E>, Infallible> {
        // SVG has letters of its own: no pixel of them is ours to draw.
        Ok(Ok(()))
    }
}

/// Text of our own between the shapes.
pub struct Raw<'t>(pub &'t str);

impl<'p> PointCollection<'p, BackendCoord> for &'p Raw<'_> {
    type Point = &'p BackendCoord;
    type IntoIter = std::slice::Iter<'p, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        [].iter()
    }
}

impl Drawable<Backend<'_>> for Raw<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Backend<'_>,
        _: (u32, u32),
    ) -> Outcome {
        backend.raw(self.0);
        Ok(())
    }
}
