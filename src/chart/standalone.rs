//! A drawing that leaves its page: title, subtitle, drawing, note, source and address in one SVG, in literal colors.

use super::canvas::{self, Canvas, Fill, Letters, Rect, Stroke};
use super::color::Token;
use super::measure::{self, Face};
use super::{Caption, Drawing, Width};
use crate::diag::Language;

const MARGIN: f64 = 24.0;

/// Width and height of the picture that goes with a shared link, in pixels: 1.91 to 1, as social networks cut it.
const SHARED: (f64, f64) = (1200.0, 630.0);

/// Frames what `draw` draws on a canvas of the wide drawing's width, and says the height of.
pub fn frame(
    id: &str,
    caption: &Caption,
    description: &str,
    language: Language,
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
    on_paper(id, &body, (width, height), description)
}

/// Frames a drawing that is there already, an `<svg>` element without width and height, of that size.
pub fn framed(
    id: &str,
    caption: &Caption,
    description: &str,
    language: Language,
    (svg, width, height): (&str, f64, f64),
) -> String {
    frame(id, caption, description, language, |canvas| {
        let shown = height * canvas.width / width;
        canvas.nested(svg, (canvas.width, shown));
        shown
    })
}

/// The width of a drawing of that height that fills a card, in pixels: never so wide that its letters are small.
pub fn card_width(height: f64) -> f64 {
    let inner = SHARED.0 - 4.0 * MARGIN;
    // Under a title on one line and a subtitle.
    let room = SHARED.1 - 200.0;
    (inner * height / room)
        .clamp(Width::Wide.pixels(), 1000.0)
        .round()
}

/// The card of a shared link: the title and as much of a drawing as 1200 × 630 pixels hold, which is all of it.
pub fn card(id: &str, caption: &Caption, drawing: &Drawing) -> String {
    let (svg, width, height) = (&drawing.svg, drawing.width, drawing.height);
    let (whole, bottom) = SHARED;
    let margin = 2.0 * MARGIN;
    let inner = whole - 2.0 * margin;
    let mut body = String::with_capacity(svg.len() + 2048);
    canvas::record(&mut body, id, whole, |canvas| {
        let line = Rect {
            left: margin,
            right: whole - margin,
            top: margin,
            bottom: margin + 4.0,
        };
        canvas.rect(line, Fill::Plain(Token::Ink), None);
        let mut top = margin + 22.0;
        let title = Letters::new(42.0, Token::Ink).face(Face::Title);
        let place = |top: f64| (margin, top);
        for text in measure::wrap(caption.title.trim(), inner, 2, title.size, title.face) {
            canvas.text(&text, place(top + 26.0), title);
            top += 52.0;
        }
        let subtitle = Letters::new(26.0, Token::Ink2);
        if !caption.subtitle.trim().is_empty() {
            let text = measure::shorten(caption.subtitle.trim(), inner, 26.0, subtitle.face);
            canvas.text(&text, place(top + 18.0), subtitle);
            top += 38.0;
        }
        top += 14.0;
        let room = bottom - margin / 2.0 - top;
        let scale = (inner / width).min(room / height);
        canvas
            .part(place(top), inner)
            .nested(svg, (width * scale, height * scale));
    });
    on_paper(id, &body, SHARED, &caption.title)
}

/// What was drawn, with the paper under it: its height is known last.
fn on_paper(id: &str, body: &str, (width, height): (f64, f64), description: &str) -> String {
    let mut paper = String::with_capacity(body.len() + 128);
    canvas::record(&mut paper, id, width, |canvas| {
        let sheet = Rect {
            left: 0.0,
            right: width,
            top: 0.0,
            bottom: height,
        };
        canvas.rect(sheet, Fill::Plain(Token::Paper), None);
    });
    paper.push_str(body);
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
