//! How large a drawing is shown when nobody says.

use roxmltree::Node;

/// What browsers take for a drawing that says nothing.
const DEFAULT: (u32, u32) = (300, 150);
const LARGEST: f64 = 20_000.0;

/// Width and height in CSS pixels: as said, or after the view box, at least 1.
pub fn size(root: Node<'_, '_>) -> (u32, u32) {
    let width = super::plain(root, "width").and_then(length);
    let height = super::plain(root, "height").and_then(length);
    let shape = super::plain(root, "viewBox").and_then(view_box);
    let (width, height) = match (width, height, shape) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(shape)) => shape,
        (Some(width), None, None) => (width, DEFAULT.1.into()),
        (None, Some(height), None) => (DEFAULT.0.into(), height),
        (None, None, None) => return DEFAULT,
    };
    (pixels(width), pixels(height))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped between 1 and 20 000"
)]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, LARGEST) as u32
}

/// A length with a unit, in CSS pixels; nothing for a percentage, which depends on the page.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .find(|character: char| {
            !character.is_ascii_digit() && !matches!(character, '.' | '-' | '+')
        })
        .unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    let unit = match text[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        "em" | "rem" => 16.0,
        _ => return None,
    };
    let length = number * unit;
    (length.is_finite() && length > 0.0).then_some(length)
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .split(|character: char| character == ',' || character.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match numbers[..] {
        [_, _, width, height]
            if width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite() =>
        {
            Some((width, height))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use roxmltree::Document;

    #[test]
    fn sizes_are_those_of_browsers() {
        for (attributes, expected) in [
            ("", (300, 150)),
            ("width='40' height='30px'", (40, 30)),
            ("width='210mm' height='1in'", (794, 96)),
            ("viewBox='0 0 24 12'", (24, 12)),
            ("width='100%' height='100%' viewBox='0,0,24,12'", (24, 12)),
            ("width='48' viewBox='0 0 24 12'", (48, 24)),
            ("width='0' height='-4' viewBox='0 0 0 NaN'", (300, 150)),
            ("width='1e999' height='9999999'", (300, 20_000)),
        ] {
            let text = format!("<svg {attributes}/>");
            let document = Document::parse(&text).unwrap();
            assert_eq!(size(document.root_element()), expected, "{attributes}");
        }
    }
}
