//! How wide a text is. In: a text, a size in pixels, a face. Out: pixels, from the advance widths of the theme's fonts.
//!
//! Kerning is left out: it only ever brings letters nearer, so a text never is wider than what is said here.

mod advances;

use advances::{DIRECT, FIRST, OTHERS};

/// The faces that drawings use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Face {
    #[default]
    Regular,
    /// 600
    Strong,
    /// Titles: the serif, 600.
    Title,
}

/// Thousandths of an em for a character that the fonts lack.
const UNKNOWN: u16 = 620;
/// The same for ideographs, full-width forms and pictographs.
const SQUARE: u16 = 1000;

fn advance(character: char, face: Face) -> u16 {
    let column = face as usize;
    let code = character as u32;
    let found = match code.checked_sub(FIRST) {
        Some(index) if (index as usize) < DIRECT.len() => DIRECT[index as usize][column],
        _ => OTHERS
            .binary_search_by_key(&character, |(known, _)| *known)
            .map_or(0, |at| OTHERS[at].1[column]),
    };
    match found {
        0 if code < FIRST => 0,
        // Combining marks stand on the letter before them.
        0 if (0x300..0x370).contains(&code) => 0,
        0 if code >= 0x1100 => SQUARE,
        0 => UNKNOWN,
        width => width,
    }
}

/// Width of a text on one line, in pixels.
pub fn width(text: &str, size: f64, face: Face) -> f64 {
    let thousandths: u64 = text
        .chars()
        .map(|character| u64::from(advance(character, face)))
        .sum();
    thousandths as f64 * size / 1000.0
}

/// Cuts a text that is wider than `room` pixels, and says so with `…`. A text without room becomes `…`.
pub fn shorten(text: &str, room: f64, size: f64, face: Face) -> String {
    if width(text, size, face) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size, face);
    let mut used = 0.0;
    let mut out = String::new();
    for character in text.chars() {
        used += f64::from(advance(character, face)) * size / 1000.0;
        if used > room {
            break;
        }
        out.push(character);
    }
    let kept = out.trim_end_matches([' ', ',', '-', '\u{A0}']).len();
    out.truncate(kept);
    out.push('…');
    out
}

/// Breaks a text into at most `most` lines of `room` pixels, at spaces and after hyphens, of like lengths; the last
/// line is shortened when words are left over, and a word wider than a line is too.
pub fn wrap(text: &str, room: f64, most: usize, size: f64, face: Face) -> Vec<String> {
    let whole = width(text, size, face);
    if most <= 1 || whole <= room {
        return vec![shorten(text, room, size, face)];
    }
    let mut lines = broken(text, room, most, size, face);
    // A narrower room that gives as many lines gives more even ones.
    let (mut narrow, mut wide) = (whole / lines.len() as f64, room);
    for _ in 0..5 {
        let middle = (narrow + wide) / 2.0;
        let tried = broken(text, middle, most, size, face);
        let fits = tried
            .iter()
            .all(|line| width(line.trim_end(), size, face) <= middle);
        if fits && tried.len() == lines.len() {
            lines = tried;
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    lines
        .iter()
        .map(|line| shorten(line.trim_end(), room, size, face))
        .collect()
}

/// As many words on each line as fit; all that is left on the last one.
fn broken(text: &str, room: f64, most: usize, size: f64, face: Face) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text;
    while let Some((word, after)) = next_word(rest) {
        let joined = format!("{line}{word}");
        if line.is_empty() || width(joined.trim_end(), size, face) <= room {
            line = joined;
            rest = after;
            continue;
        }
        if lines.len() + 1 == most {
            line.push_str(rest);
            break;
        }
        lines.push(std::mem::take(&mut line));
    }
    lines.push(line);
    lines
}

/// The next word with the space or the hyphen that ends it. No-break spaces do not end a word.
fn next_word(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, found)| matches!(found, ' ' | '-' | '/'))
        .map_or(text.len(), |(at, found)| at + found.len_utf8());
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_tabular_and_accents_cost_nothing() {
        for face in [Face::Regular, Face::Strong] {
            assert_eq!(width("1", 100.0, face), width("8", 100.0, face));
            assert_eq!(width("é", 100.0, face), width("e", 100.0, face));
            assert!(width("\u{202F}", 100.0, face) > 15.0);
        }
        assert!(width("漢", 10.0, Face::Regular) >= 10.0);
        assert_eq!(width("\u{301}\n", 10.0, Face::Regular), 0.0);
    }

    #[test]
    fn texts_are_wrapped_then_shortened() {
        let text = "Groupe scolaire des Tilleuls";
        assert_eq!(
            wrap(text, 120.0, 2, 14.0, Face::Regular),
            ["Groupe scolaire", "des Tilleuls"]
        );
        for room in [-5.0, 0.0, 3.0, 20.0, 61.0, 90.0] {
            for most in [0, 1, 2, 3] {
                for line in wrap(text, room, most, 14.0, Face::Regular) {
                    let wide = width(&line, 14.0, Face::Regular);
                    assert!(wide <= room || line == "…", "{line} in {room}");
                }
            }
        }
        assert_eq!(
            shorten("Port-Saint-Elme", 60.0, 14.0, Face::Regular),
            "Port-Sa…"
        );
    }
}
