//! The drawing that stands for a team without a cover: an island and its contour lines, drawn from the team's name.
//!
//! Whole numbers only, so that every machine draws the same bytes.

use std::fmt::Write;

/// Cosine and sine of twelve directions, in thousandths.
const DIRECTIONS: [(i32, i32); 12] = [
    (1000, 0),
    (866, 500),
    (500, 866),
    (0, 1000),
    (-500, 866),
    (-866, 500),
    (-1000, 0),
    (-866, -500),
    (-500, -866),
    (0, -1000),
    (500, -866),
    (866, -500),
];

/// An SVG element of 320 × 180, decorative, colored by the style sheet (`.drawing`).
pub fn drawing(seed: &str) -> String {
    let hash = blake3::hash(seed.as_bytes());
    let bytes = hash.as_bytes();
    let center = (
        145 + i32::from(bytes[12]) * 30 / 255,
        84 + i32::from(bytes[13]) * 12 / 255,
    );
    // Neighboring directions differ little: a coast, not a star.
    let mut reach = [0_i32; 12];
    for (at, value) in reach.iter_mut().enumerate() {
        let (before, here, after) = (bytes[(at + 11) % 12], bytes[at], bytes[(at + 1) % 12]);
        *value = 20 + (i32::from(before) + 4 * i32::from(here) + i32::from(after)) * 62 / 1530;
    }
    let mut out = String::with_capacity(3000);
    out.push_str("<svg class=\"drawing\" viewBox=\"0 0 320 180\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\" focusable=\"false\">");
    let rings = 5 + i32::from(bytes[14] % 4);
    for ring in (0..rings).rev() {
        let class = if ring == 0 { "land" } else { "ring" };
        let _ = write!(out, "<path class=\"{class}\" d=\"");
        push_outline(&mut out, center, &reach, 10 + ring, ring * 9);
        out.push_str("\"/>");
    }
    // Now and then a smaller island beside it.
    if bytes[15].is_multiple_of(3) {
        let small = reach.map(|length| length / 5 + 3);
        let side = if bytes[16].is_multiple_of(2) { 262 } else { 52 };
        let place = (side, 40 + i32::from(bytes[17]) * 90 / 255);
        out.push_str("<path class=\"land\" d=\"");
        push_outline(&mut out, place, &small, 10, 0);
        out.push_str("\"/>");
    }
    // A relief inside: two higher lines and a summit.
    for tenths in [7, 4] {
        out.push_str("<path class=\"relief\" d=\"");
        push_outline(&mut out, (center.0 + 4, center.1 - 3), &reach, tenths, 0);
        out.push_str("\"/>");
    }
    let _ = write!(
        out,
        "<circle class=\"summit\" cx=\"{}\" cy=\"{}\" r=\"4\"/></svg>",
        center.0 + 4,
        center.1 - 3
    );
    out
}

/// A closed smooth line through the twelve points: `reach` × tenths + more, flattened to the frame's shape.
fn push_outline(out: &mut String, center: (i32, i32), reach: &[i32; 12], tenths: i32, more: i32) {
    let point = |at: usize| {
        let length = reach[at % 12] * tenths + more * 10;
        let (cosine, sine) = DIRECTIONS[at % 12];
        (
            center.0 * 10 + length * cosine * 13 / 10_000,
            center.1 * 10 + length * sine * 9 / 10_000,
        )
    };
    let middle = |a: (i32, i32), b: (i32, i32)| ((a.0 + b.0) / 2, (a.1 + b.1) / 2);
    let start = middle(point(11), point(0));
    out.push('M');
    push_point(out, start);
    for at in 0..12 {
        let control = point(at);
        out.push('Q');
        push_point(out, control);
        out.push(' ');
        push_point(out, middle(control, point(at + 1)));
    }
    out.push('Z');
}

fn push_point(out: &mut String, point: (i32, i32)) {
    push_tenths(out, point.0);
    out.push(' ');
    push_tenths(out, point.1);
}

/// Tenths as a decimal number. Written by hand: a home page has thousands of them.
fn push_tenths(out: &mut String, value: i32) {
    if value < 0 {
        out.push('-');
    }
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let value = value.unsigned_abs();
    let whole = value / 10;
    let mut scale = 1;
    while whole / scale >= 10 {
        scale *= 10;
    }
    while scale > 0 {
        out.push(digit(whole / scale));
        scale /= 10;
    }
    if !value.is_multiple_of(10) {
        out.push('.');
        out.push(digit(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_drawing_and_another_name_another() {
        assert_eq!(drawing("Arlysère"), drawing("Arlysère"));
        assert_ne!(drawing("Arlysère"), drawing("Mayenne"));
        assert!(drawing("").len() < 4000);
        let mut out = String::new();
        for tenths in [-5, 0, 7, 10, 1234, -12_340] {
            push_tenths(&mut out, tenths);
            out.push(' ');
        }
        assert_eq!(out, "-0.5 0 0.7 1 123.4 -1234 ");
    }
}
