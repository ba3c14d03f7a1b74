//! A map that leaves its page: title, subtitle, drawing, source, note and address in one SVG, in literal colors.

use super::super::Map;
use super::pen::{Pen, Short, escape};
use super::{Drawing, describe};
use crate::chart::color::Token;
use crate::chart::measure::{Face, wrap};
use crate::diag::Language;
use std::fmt::Write;

const MARGIN: f64 = 24.0;
/// Lines of a paragraph, at most.
const MOST_LINES: usize = 6;

/// The drawing of a map with its words around it, as a file of its own.
pub fn standalone(map: &Map, drawing: &Drawing) -> String {
    let width = drawing.width + 2.0 * MARGIN;
    let mut pen = Pen::default();
    let mut top = MARGIN;
    paragraph(
        &mut pen,
        &map.title,
        (22.0, Face::Title, Token::Ink),
        &mut top,
        drawing.width,
    );
    paragraph(
        &mut pen,
        &map.subtitle,
        (16.0, Face::Regular, Token::Ink2),
        &mut top,
        drawing.width,
    );
    let drawing_top = top + 14.0;
    top = drawing_top + drawing.height + 8.0;
    let small = (14.0, Face::Regular, Token::Ink3);
    paragraph(
        &mut pen,
        &source_and_note(map),
        small,
        &mut top,
        drawing.width,
    );
    if let Some(address) = &map.address {
        let address = format!("{address}#{}", map.id);
        paragraph(&mut pen, &address, small, &mut top, drawing.width);
    }
    let height = (top + MARGIN).ceil();
    let (_, paper) = Token::Paper.paint();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\""
    );
    escape(&describe::description(map), &mut out);
    let _ = write!(
        out,
        "\" font-family=\"Encre Sans,Source Sans 3,sans-serif\" font-size=\"13\"><rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>{}",
        pen.out
    );
    // The drawing as it is in the page, at its own size.
    let inner = drawing.svg.replacen(
        "<svg ",
        &format!(
            "<svg x=\"{MARGIN}\" y=\"{drawing_top}\" width=\"{}\" height=\"{}\" ",
            drawing.width, drawing.height
        ),
        1,
    );
    out.push_str(&inner);
    out.push_str("</svg>");
    out
}

/// Lines of text at the left margin, below `top`, which moves down.
fn paragraph(
    pen: &mut Pen,
    text: &str,
    (size, face, color): (f64, Face, Token),
    top: &mut f64,
    room: f64,
) {
    let (_, literal) = color.paint();
    let family = match face {
        Face::Title => " font-family=\"Encre Serif,Source Serif 4,serif\" font-weight=\"600\"",
        Face::Regular | Face::Strong => "",
    };
    for line in wrap(text, room, MOST_LINES, size, face) {
        *top += (size * 1.3).round();
        let _ = write!(
            pen.out,
            "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"{size}\" fill=\"{literal}\"{family}>",
            Short(*top)
        );
        escape(&line, &mut pen.out);
        pen.out.push_str("</text>");
    }
}

fn source_and_note(map: &Map) -> String {
    let colon = match map.language {
        Language::French => "\u{A0}: ",
        Language::English => ": ",
    };
    let mut parts = Vec::new();
    for (word, text) in [("Source", &map.source), ("Note", &map.note)] {
        let text = text.trim();
        if !text.is_empty() {
            parts.push(format!("{word}{colon}{}.", text.trim_end_matches('.')));
        }
    }
    parts.join(" ")
}
