//! Writes SVG: paths with few digits, escaped texts, colors with their class and their literal.

use crate::chart::color::Token;
use crate::geo::shape::Point;
use std::fmt::Write;

/// A drawing in the making.
#[derive(Debug, Default)]
pub struct Pen {
    pub out: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Strong,
    /// Over a map: with a border of the paper's color, of constant size when a reader comes closer.
    Halo,
}

impl Pen {
    /// A text on one line.
    pub fn text(
        &mut self,
        x: f64,
        y: f64,
        text: &str,
        color: Token,
        anchor: Anchor,
        weight: Weight,
    ) {
        let (class, literal) = color.paint();
        let more = match weight {
            Weight::Plain => "",
            Weight::Strong => " font-weight=\"600\"",
            Weight::Halo => {
                " stroke=\"#FFFFFF\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            }
        };
        let halo = if weight == Weight::Halo {
            " m-halo"
        } else {
            ""
        };
        let _ = write!(
            self.out,
            "<text class=\"f-{class}{halo}\" fill=\"{literal}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\"{more}>",
            Short(x),
            Short(y),
            anchor.word()
        );
        escape(text, &mut self.out);
        self.out.push_str("</text>");
    }
}

/// A number of at most one decimal.
pub struct Short(pub f64);

impl std::fmt::Display for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
        match (whole, rest) {
            (0, 0) => f.write_str("0"),
            (_, 0) => write!(f, "{sign}{whole}"),
            (0, _) => write!(f, "{sign}.{rest}"),
            _ => write!(f, "{sign}{whole}.{rest}"),
        }
    }
}

/// Adds lines or rings to the data of a path, each point by its distance to the last.
pub fn path(lines: &[Vec<Point>], closed: bool, out: &mut String) {
    for line in lines {
        let mut last = [0.0, 0.0];
        for (index, point) in line.iter().enumerate() {
            let rounded = point.map(|pixels| (pixels * 10.0).round() / 10.0);
            if index == 0 {
                let _ = write!(out, "M{} {}", Short(rounded[0]), Short(rounded[1]));
            } else {
                let step = [rounded[0] - last[0], rounded[1] - last[1]];
                if closed && index + 1 == line.len() && point == &line[0] {
                    break;
                }
                let _ = write!(out, "l{} {}", Short(step[0]), Short(step[1]));
            }
            last = rounded;
        }
        if closed {
            out.push('z');
        }
    }
}

/// Text for the content or an attribute of an element.
pub fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No XML holds them.
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            other => out.push(other),
        }
    }
}
