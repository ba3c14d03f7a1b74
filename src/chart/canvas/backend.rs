//! The drawing backend: what plotters draws becomes SVG.
//!
//! plotters counts in whole units, so one of its units is a tenth of a pixel here. Colors come as numbers of
//! [`Token`](crate::chart::color::Token) and leave as a class, which the page's variables color, and a literal, for a
//! drawing that stands alone. Coordinates are written relative to the last point: half the bytes.

use super::super::color;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use std::convert::Infallible;
use std::fmt::Write;

/// Units of plotters in a pixel.
pub const UNITS: f64 = 10.0;

/// Bits of the red channel of a color that is not a color.
pub const HATCHED: u8 = 1;
pub const DASHED: u8 = 2;
pub const HALO: u8 = 4;
/// No paint of its own: the group around it says all.
pub const BARE: u8 = 16;
/// Letters of weight 600 in the serif.
pub const TITLE: u8 = 8;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Writes SVG into a string.
pub struct Backend<'a> {
    out: &'a mut String,
    /// Prefix of the ids of this drawing.
    id: &'a str,
    /// What the next shapes stand for: the text of their `<title>`, and the attributes of the data.
    title: String,
    data: String,
}

impl<'a> Backend<'a> {
    pub fn new(out: &'a mut String, id: &'a str) -> Self {
        Backend {
            out,
            id,
            title: String::new(),
            data: String::new(),
        }
    }

    /// Says what the next shape stands for; `None` for what carries no value.
    pub fn describe(&mut self, mark: Option<(&str, Option<f64>)>) {
        self.title.clear();
        self.data.clear();
        if let Some((title, value)) = mark {
            escape(title, &mut self.title);
            if let Some(value) = value.filter(|value| value.is_finite()) {
                self.data.push_str(" data-v=\"");
                // Writing a whole number as one is several times quicker.
                let _ = match value.fract() == 0.0 && value.abs() < 1e15 {
                    true => write!(self.data, "{}", value as i64),
                    false => write!(self.data, "{value}"),
                };
                self.data.push('"');
            }
        }
    }

    /// Writes text of our own, such as the start and the end of a group.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn all<const COUNT: usize>(&mut self, parts: [&str; COUNT]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    /// `M x y` and then relative steps.
    fn points(&mut self, points: impl Iterator<Item = BackendCoord>, close: bool) {
        let mut last: Option<BackendCoord> = None;
        for point in points {
            match last {
                None => {
                    self.out.push('M');
                    tenths(self.out, point.0);
                    spaced(self.out, point.1);
                }
                Some(from) => {
                    let (dx, dy) = (
                        point.0.saturating_sub(from.0),
                        point.1.saturating_sub(from.1),
                    );
                    match (dx, dy) {
                        (0, 0) => continue,
                        (_, 0) => {
                            self.out.push('h');
                            tenths(self.out, dx);
                        }
                        (0, _) => {
                            self.out.push('v');
                            tenths(self.out, dy);
                        }
                        _ => {
                            self.out.push('l');
                            tenths(self.out, dx);
                            spaced(self.out, dy);
                        }
                    }
                }
            }
            last = Some(point);
        }
        if close {
            self.out.push('z');
        }
    }

    /// Class and literal of a fill or a stroke.
    fn paint(&mut self, color: BackendColor, width: Option<u32>) {
        let (red, _, number) = color.rgb;
        let (name, literal, _) = color::row(number);
        match width {
            _ if red & BARE != 0 => {}
            None if red & HATCHED != 0 => self.all([" fill=\"url(#", self.id, "-hatch)\""]),
            None => {
                self.all([" class=\"f-", name, "\" fill=\"", literal, "\""]);
                if color.alpha < 1.0 {
                    let _ = write!(self.out, " fill-opacity=\"{}\"", color.alpha);
                }
            }
            Some(width) => {
                self.all([
                    " class=\"s-",
                    name,
                    "\" stroke=\"",
                    literal,
                    "\" fill=\"none\"",
                ]);
                if width != 10 {
                    self.out.push_str(" stroke-width=\"");
                    let _ = write!(self.out, "{}", f64::from(width) / UNITS);
                    self.out.push('"');
                }
                if color.alpha < 1.0 {
                    let _ = write!(self.out, " stroke-opacity=\"{}\"", color.alpha);
                }
                if red & DASHED != 0 {
                    self.out.push_str(" stroke-dasharray=\"5 4\"");
                }
            }
        }
    }

    /// Lays the texture of a color over the path that was written from a place on; only paper shows it.
    fn texture(&mut self, from: usize, color: BackendColor) {
        let texture = color.rgb.1;
        let Some(shape) = self.out[from..].split('"').nth(1).filter(|_| texture > 0) else {
            return;
        };
        let shape = format!(
            "<path d=\"{shape}\" class=\"texture\" fill=\"url(#{}-x{texture})\" display=\"none\"/>",
            self.id
        );
        self.out.push_str(&shape);
    }

    /// Ends an element, with its title when it stands for a value.
    fn end(&mut self, name: &str) {
        self.out.push_str(&self.data);
        if self.title.is_empty() {
            self.out.push_str("/>");
        } else {
            for part in ["><title>", &self.title, "</title></", name, ">"] {
                self.out.push_str(part);
            }
        }
    }

    /// A ring or a slice: angles in turns from noon, clockwise, radii in units.
    pub fn wedge(
        &mut self,
        center: BackendCoord,
        radii: (f64, f64),
        turns: (f64, f64),
        style: BackendColor,
    ) {
        let at = |radius: f64, turn: f64| {
            let angle = turn * std::f64::consts::TAU;
            (
                (f64::from(center.0) + radius * angle.sin()).round() as i32,
                (f64::from(center.1) - radius * angle.cos()).round() as i32,
            )
        };
        let (inner, outer) = radii;
        // A whole turn has no beginning: it is drawn as two halves.
        let middle = (turns.0 + turns.1) / 2.0;
        let arc = |out: &mut String, radius: f64, to: f64, sweep: u8| {
            let radius = radius.round() as i32;
            out.push('A');
            tenths(out, radius);
            spaced(out, radius);
            let _ = write!(out, " 0 0 {sweep} ");
            let end = at(f64::from(radius), to);
            tenths(out, end.0);
            spaced(out, end.1);
        };
        let from = self.out.len();
        self.out.push_str("<path d=\"M");
        let start = at(outer, turns.0);
        tenths(self.out, start.0);
        spaced(self.out, start.1);
        arc(self.out, outer, middle, 1);
        arc(self.out, outer, turns.1, 1);
        self.out.push('L');
        if inner > 0.0 {
            let back = at(inner, turns.1);
            tenths(self.out, back.0);
            spaced(self.out, back.1);
            arc(self.out, inner, middle, 0);
            arc(self.out, inner, turns.0, 0);
        } else {
            tenths(self.out, center.0);
            spaced(self.out, center.1);
        }
        self.out.push_str("z\"");
        self.paint(style, None);
        self.end("path");
        self.texture(from, style);
    }
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        // The height is known once all is drawn; plotters only wants a bound to clip to.
        (20_000_000, 20_000_000)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((x0, y0), (x1, y1)) = (upper_left, bottom_right);
        let from = self.out.len();
        self.out.push_str("<path d=\"");
        self.points([(x0, y0), (x1, y0), (x1, y1), (x0, y1)].into_iter(), true);
        self.out.push('"');
        self.paint(style.color(), (!fill).then(|| style.stroke_width()));
        self.end("path");
        self.texture(from, style.color());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.out.push_str("<path d=\"");
        self.points(path.into_iter(), false);
        self.out.push('"');
        self.paint(style.color(), Some(style.stroke_width()));
        self.end("path");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.out.push_str("<circle cx=\"");
        tenths(self.out, center.0);
        self.out.push_str("\" cy=\"");
        tenths(self.out, center.1);
        self.out.push_str("\" r=\"");
        tenths(self.out, i32::try_from(radius).unwrap_or(i32::MAX));
        self.out.push('"');
        self.paint(style.color(), (!fill).then(|| style.stroke_width()));
        self.end("circle");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let from = self.out.len();
        self.out.push_str("<path d=\"");
        self.points(vert.into_iter(), true);
        self.out.push('"');
        self.paint(style.color(), None);
        self.end("path");
        self.texture(from, style.color());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.out.push_str("<text x=\"");
        tenths(self.out, at.0);
        self.out.push_str("\" y=\"");
        tenths(self.out, at.1);
        self.out.push('"');
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        let size = style.size();
        if size != super::DEFAULT_SIZE {
            self.out.push_str(" font-size=\"");
            match (size * UNITS).fract() == 0.0 {
                true => tenths(self.out, (size * UNITS) as i32),
                false => {
                    let _ = write!(self.out, "{size}");
                }
            }
            self.out.push('"');
        }
        let bits = style.color().rgb.0;
        if bits & TITLE != 0 {
            self.out
                .push_str(" font-family=\"Encre Serif,Georgia,serif\" font-weight=\"600\"");
        } else if matches!(style.style(), FontStyle::Bold) {
            self.out.push_str(" font-weight=\"600\"");
        }
        let (name, literal, _) = color::row(style.color().rgb.2);
        if bits & HALO != 0 {
            // The halo is the paper's color, the letters their own.
            let (paper, paper_literal, _) = color::row(color::Token::Paper.number());
            self.all([" class=\"f-", name, " s-", paper, "\" fill=\"", literal]);
            self.all(["\" stroke=\"", paper_literal]);
            self.out.push_str(
                "\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">",
            );
        } else {
            self.all([" class=\"f-", name, "\" fill=\"", literal, "\">"]);
        }
        escape(text, self.out);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let face = match style.style() {
            FontStyle::Bold => super::Face::Strong,
            _ => super::Face::Regular,
        };
        let width = super::super::measure::width(text, style.size(), face);
        Ok(((width * UNITS) as u32, (style.size() * 1.2 * UNITS) as u32))
    }
}

/// A number of tenths as decimal text, the shortest: `-0.5` as `-.5`.
fn tenths(out: &mut String, value: i32) {
    if value < 0 {
        out.push('-');
    }
    let value = value.unsigned_abs();
    let (whole, tenth) = (value / 10, value % 10);
    if whole != 0 || tenth == 0 {
        let mut digits = [0_u8; 10];
        let mut at = digits.len();
        let mut rest = whole;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        for digit in &digits[at..] {
            out.push(char::from(*digit));
        }
    }
    if tenth != 0 {
        out.push('.');
        out.push(char::from(b'0' + tenth as u8));
    }
}

/// The same after another number: the minus sign separates by itself.
fn spaced(out: &mut String, value: i32) {
    if value >= 0 {
        out.push(' ');
    }
    tenths(out, value);
}

/// Text and attribute values. Characters that XML forbids are left out.
pub fn escape(text: &str, out: &mut String) {
    // What needs no care is copied in one go: nearly all of every text.
    let mut from = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let replaced = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\n' | b'\t' | b'\r' => " ",
            0..=0x1F | 0x7F => "",
            // The first byte of a character of three: the marks that turn the direction of what follows, and of all
            // other texts of the drawing with it; two characters that XML forbids.
            0xE2 | 0xEF => match text.get(at..at + 3).and_then(|three| three.chars().next()) {
                Some('\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => "",
                Some('\u{FFFE}' | '\u{FFFF}') => "",
                _ => continue,
            },
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(replaced);
        from = at + if *byte >= 0x80 { 3 } else { 1 };
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_short() {
        for (value, text) in [
            (0, "0"),
            (5, ".5"),
            (-5, "-.5"),
            (10, "1"),
            (1234, "123.4"),
            (-100, "-10"),
            (i32::MIN, "-214748364.8"),
        ] {
            let mut out = String::new();
            tenths(&mut out, value);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        let mut out = String::new();
        escape("<script>\"&\u{1}\u{202E}\n", &mut out);
        assert_eq!(out, "&lt;script&gt;&quot;&amp; ");
    }
}
