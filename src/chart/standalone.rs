//! A drawing that leaves its page: title, subtitle, drawing, note, source and address in one SVG, in literal colors.

use super::canvas::{self, Canvas, Fill, Letters, Rect, Stroke};
use super::color::Token;
use super::measure::{self, Face};
use super::{Caption, Width};
use crate::diag::Language;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a drawing that stands alone has of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontUse {
    /// The fonts of the theme are inside, 53 KB: it looks the same everywhere.
    Embedded,
    /// Their names only: for what has them already, such as the picture of a preview.
    Named,
}

const MARGIN: f64 = 24.0;
const SANS: &[u8] = include_bytes!("../../themes/encre/static/fonts/encre-sans.woff2");
const SERIF: &[u8] = include_bytes!("../../themes/encre/static/fonts/encre-serif.woff2");

/// Frames what `draw` draws on a canvas of the wide drawing's width, and says the height of.
pub fn frame(
    id: &str,
    caption: &Caption,
    description: &str,
    language: Language,
    fonts: FontUse,
    draw: impl FnOnce(&mut Canvas<'_>) -> f64,
) -> String {
    let inner = Width::Wide.pixels();
    let width = inner + 2.0 * MARGIN;
    let mut body = String::with_capacity(16 * 1024);
    let height = canvas::record(&mut body, id, width, |canvas| {
        let mut top = MARGIN;
        let line = Rect {
            left: MARGIN,
            right: width - MARGIN,
            top,
            bottom: top + 2.0,
        };
        canvas.rect(line, Fill::Plain(Token::Ink), None);
        top += 12.0;
        let title = Letters::new(23.0, Token::Ink).face(Face::Title);
        top = paragraph(canvas, &caption.title, title, top, inner);
        top = paragraph(
            canvas,
            &caption.subtitle,
            Letters::new(16.0, Token::Ink2),
            top + 2.0,
            inner,
        );
        top += 14.0;
        let mut part = canvas.part((MARGIN, top), inner);
        top += draw(&mut part) + 14.0;
        let small = Letters::new(14.0, Token::Ink3);
        top = paragraph(
            canvas,
            &source_and_note(caption, language),
            small,
            top,
            inner,
        );
        if let Some(address) = &caption.address {
            canvas.line(
                &[(MARGIN, top + 6.0), (width - MARGIN, top + 6.0)],
                Stroke::new(Token::Grid, 1.0),
                None,
            );
            top = paragraph(canvas, address, small, top + 10.0, inner);
        }
        (top + MARGIN).ceil()
    });
    // The paper goes under what was drawn, and its height is known only now.
    let mut paper = String::new();
    canvas::record(&mut paper, id, width, |canvas| {
        let sheet = Rect {
            left: 0.0,
            right: width,
            top: 0.0,
            bottom: height,
        };
        canvas.rect(sheet, Fill::Plain(Token::Paper), None);
    });
    paper.push_str(&body);
    if fonts == FontUse::Embedded {
        paper.insert_str(0, &style());
    }
    super::wrap(&paper, id, (width, height), description)
}

/// "Source : service bâtiments. Note : deux bâtiments absents."
fn source_and_note(caption: &Caption, language: Language) -> String {
    let colon = match language {
        Language::French => "\u{A0}: ",
        Language::English => ": ",
    };
    let mut out = String::new();
    for (word, text) in [("Source", &caption.source), ("Note", &caption.note)] {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        out.push_str(colon);
        out.push_str(text);
        if !text.ends_with(['.', '!', '?', '…']) {
            out.push('.');
        }
    }
    out
}

/// Writes a text on as many lines as it needs, six at most, and returns where the next one starts.
fn paragraph(canvas: &mut Canvas<'_>, text: &str, letters: Letters, top: f64, width: f64) -> f64 {
    if text.trim().is_empty() {
        return top;
    }
    let lines = measure::wrap(text.trim(), width, 6, letters.size, letters.face);
    let height = letters.size * 1.3 * lines.len() as f64;
    let step = letters.size * 1.3;
    for (index, line) in lines.iter().enumerate() {
        canvas.text(line, (MARGIN, top + step * (index as f64 + 0.5)), letters);
    }
    top + height
}

fn style() -> String {
    let face = |family: &str, weight: &str, bytes: &[u8]| {
        format!(
            "@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
            STANDARD.encode(bytes)
        )
    };
    format!(
        "<style>{}{}</style>",
        face("Encre Sans", "400 700", SANS),
        face("Encre Serif", "600", SERIF)
    )
}
