//! The theme's fonts as drawings carry them. In: a drawing. Out: the same with the letters that it uses.
//!
//! The files hold one weight each, TrueType outlines only. What is written is OpenType 1.9 with the tables that browsers
//! ask for: `OS/2`, `cmap` (format 4), `glyf`, `head`, `hhea`, `hmtx`, `loca`, `maxp`, `name`, `post`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// One weight of a family.
pub struct Font {
    pub family: &'static str,
    pub weight: u16,
    /// A TrueType file.
    pub file: &'static [u8],
}

pub const FONTS: [Font; 3] = [
    Font {
        family: "Encre Sans",
        weight: 400,
        file: include_bytes!("fonts/encre-sans-400.ttf"),
    },
    Font {
        family: "Encre Sans",
        weight: 600,
        file: include_bytes!("fonts/encre-sans-600.ttf"),
    },
    Font {
        family: "Encre Serif",
        weight: 600,
        file: include_bytes!("fonts/encre-serif-600.ttf"),
    },
];

/// A drawing with the letters of its texts inside: it looks the same wherever it is opened.
pub fn with_letters(svg: &str) -> String {
    let Some(open) = svg.find('>') else {
        return svg.to_owned();
    };
    let mut style = String::new();
    for (font, letters) in FONTS.iter().zip(letters(svg)) {
        let cut = subset(font.file, &letters).filter(|_| !letters.is_empty());
        if let Some(cut) = cut {
            style.push_str("@font-face{font-family:\"");
            style.push_str(font.family);
            style.push_str(&format!(
                "\";font-weight:{};src:url(data:font/ttf;base64,",
                font.weight
            ));
            STANDARD.encode_string(cut, &mut style);
            style.push_str(")}");
        }
    }
    let (head, body) = svg.split_at(open + 1);
    format!("{head}<style>{style}</style>{body}")
}

/// The letters that each of the [`FONTS`] is asked for, sorted.
fn letters(svg: &str) -> [Vec<char>; 3] {
    let mut out: [Vec<char>; 3] = Default::default();
    for text in svg.split("<text ").skip(1) {
        let Some((attributes, rest)) = text.split_once('>') else {
            continue;
        };
        let at = match (
            attributes.contains("Encre Serif"),
            attributes.contains("font-weight=\"600\""),
        ) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        let text = rest.split_once("</text>").map_or(rest, |(text, _)| text);
        out[at].extend(text.chars());
        // What stands escaped.
        if text.contains('&') {
            out[at].extend(['<', '>', '"']);
        }
    }
    for letters in &mut out {
        letters.sort_unstable();
        letters.dedup();
    }
    out
}

/// A font of those letters, sorted, and no others; letters that the font lacks are left out. `None` for what is no such font.
fn subset(file: &[u8], letters: &[char]) -> Option<Vec<u8>> {
    let font = Tables { file };
    let cmap = Cmap::read(font.table(b"cmap")?)?;
    // Old glyphs in their new order: the one for what is missing, one per letter, then the parts of others.
    let mut kept: Vec<u16> = vec![0];
    let mut codes: Vec<u16> = Vec::new();
    for letter in letters {
        let code = u16::try_from(u32::from(*letter)).ok();
        if let Some((code, glyph)) = code.and_then(|code| Some((code, cmap.glyph(code)?))) {
            codes.push(code);
            kept.push(glyph);
        }
    }
    let (glyf, loca) = outlines(&font, &mut kept)?;
    let count = u16::try_from(kept.len()).ok()?;
    let mut head = font.table(b"head")?.to_vec();
    // The checksum of a whole file says nothing of a part of it.
    head.get_mut(8..12)?.fill(0);
    let mut hhea = font.table(b"hhea")?.to_vec();
    hhea.get_mut(34..36)?.copy_from_slice(&count.to_be_bytes());
    let mut maxp = font.table(b"maxp")?.to_vec();
    maxp.get_mut(4..6)?.copy_from_slice(&count.to_be_bytes());
    Some(assembled(&[
        (b"OS/2", font.table(b"OS/2")?),
        (b"cmap", &encoding(&codes)),
        (b"glyf", &glyf),
        (b"head", &head),
        (b"hhea", &hhea),
        (b"hmtx", &advances(&font, &kept)?),
        (b"loca", &loca),
        (b"maxp", &maxp),
        // A name is for menus of fonts: none.
        (b"name", &[0, 0, 0, 0, 0, 6]),
        (b"post", font.table(b"post")?),
    ]))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(number(bytes, at)?) << 16 | usize::from(number(bytes, at + 2)?))
}

struct Tables<'a> {
    file: &'a [u8],
}

impl<'a> Tables<'a> {
    fn table(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        let count = usize::from(number(self.file, 4)?);
        let records = self.file.get(12..12 + 16 * count)?;
        let record = records.chunks(16).find(|record| record.starts_with(tag))?;
        let (offset, length) = (long(record, 8)?, long(record, 12)?);
        self.file.get(offset..offset + length)
    }
}

/// A `cmap` subtable of format 4.
struct Cmap<'a> {
    table: &'a [u8],
    segments: usize,
}

impl<'a> Cmap<'a> {
    fn read(cmap: &'a [u8]) -> Option<Self> {
        let count = usize::from(number(cmap, 2)?);
        let table = (0..count)
            .filter_map(|index| cmap.get(long(cmap, 4 + 8 * index + 4)?..))
            .find(|table| number(table, 0) == Some(4))?;
        let segments = usize::from(number(table, 6)?) / 2;
        Some(Cmap { table, segments })
    }

    fn glyph(&self, code: u16) -> Option<u16> {
        let at = |column: usize, segment: usize| {
            // The ends, a pad, the starts, the deltas, the offsets.
            let pad = if column > 0 { 2 } else { 0 };
            14 + pad + 2 * (column * self.segments + segment)
        };
        let segment = (0..self.segments)
            .find(|segment| number(self.table, at(0, *segment)).is_some_and(|end| code <= end))?;
        let start = number(self.table, at(1, segment))?;
        let delta = number(self.table, at(2, segment))?;
        let offset = number(self.table, at(3, segment))?;
        let behind = code.checked_sub(start)?;
        let glyph = match offset {
            0 => code.wrapping_add(delta),
            offset => {
                let place = at(3, segment) + usize::from(offset) + 2 * usize::from(behind);
                number(self.table, place)?.wrapping_add(delta)
            }
        };
        (glyph != 0).then_some(glyph)
    }
}

/// The tables `glyf` and `loca` of the kept glyphs; the parts that they are made of are added to them.
fn outlines(font: &Tables<'_>, kept: &mut Vec<u16>) -> Option<(Vec<u8>, Vec<u8>)> {
    let (all, places) = (font.table(b"glyf")?, font.table(b"loca")?);
    let (mut glyf, mut loca) = (Vec::with_capacity(8 * 1024), vec![0, 0]);
    let mut next = 0;
    while next < kept.len() {
        let old = usize::from(kept[next]);
        let place = |index: usize| Some(2 * usize::from(number(places, 2 * index)?));
        let start = glyf.len();
        glyf.extend_from_slice(all.get(place(old)?..place(old + 1)?)?);
        // A negative number of contours: the glyph is made of others.
        if number(&glyf, start).is_some_and(|contours| contours >= 0x8000) {
            let mut at = start + 10;
            loop {
                let (flags, part) = (number(&glyf, at)?, number(&glyf, at + 2)?);
                let known = kept.iter().position(|glyph| *glyph == part);
                let index = known.unwrap_or_else(|| {
                    kept.push(part);
                    kept.len() - 1
                });
                let index = u16::try_from(index).ok()?.to_be_bytes();
                glyf.get_mut(at + 2..at + 4)?.copy_from_slice(&index);
                if flags & 0x20 == 0 {
                    break;
                }
                let words = if flags & 0x1 != 0 { 4 } else { 2 };
                let scale = match (flags & 0x8, flags & 0x40, flags & 0x80) {
                    (8, _, _) => 2,
                    (_, 0x40, _) => 4,
                    (_, _, 0x80) => 8,
                    _ => 0,
                };
                at += 4 + words + scale;
            }
        }
        glyf.resize(glyf.len().next_multiple_of(2), 0);
        loca.extend(u16::try_from(glyf.len() / 2).ok()?.to_be_bytes());
        next += 1;
    }
    Some((glyf, loca))
}

/// The table `hmtx` of the kept glyphs.
fn advances(font: &Tables<'_>, kept: &[u16]) -> Option<Vec<u8>> {
    let all = font.table(b"hmtx")?;
    let full = usize::from(number(font.table(b"hhea")?, 34)?);
    let mut out = Vec::with_capacity(4 * kept.len());
    for glyph in kept {
        let glyph = usize::from(*glyph);
        let last = full.checked_sub(1)?;
        out.extend(number(all, 4 * glyph.min(last))?.to_be_bytes());
        let side = match glyph.checked_sub(full) {
            None => 4 * glyph + 2,
            Some(more) => 4 * full + 2 * more,
        };
        out.extend(number(all, side)?.to_be_bytes());
    }
    Some(out)
}

/// A `cmap` where the letter at an index has the glyph after that index.
fn encoding(codes: &[u16]) -> Vec<u8> {
    // First code, last code, glyph of the first.
    let mut runs: Vec<(u16, u16, u16)> = Vec::new();
    for (code, glyph) in codes.iter().zip(1..) {
        match runs.last_mut() {
            Some((_, last, _)) if last.checked_add(1) == Some(*code) => *last = *code,
            _ => runs.push((*code, *code, glyph)),
        }
    }
    runs.push((0xFFFF, 0xFFFF, 0));
    let count = runs.len() as u16;
    let power = 1_u16 << count.ilog2();
    let mut table: Vec<u16> = vec![
        4,
        16 + 8 * count,
        0,
        2 * count,
        2 * power,
        count.ilog2() as u16,
        2 * (count - power),
    ];
    table.extend(runs.iter().map(|(_, last, _)| last));
    table.push(0);
    table.extend(runs.iter().map(|(first, _, _)| first));
    table.extend(
        runs.iter()
            .map(|(first, _, glyph)| glyph.wrapping_sub(*first)),
    );
    table.extend(runs.iter().map(|_| 0));
    // One table, for Windows and the characters of Unicode's first plane, 12 bytes from here.
    let head = [0, 1, 3, 1, 0, 12];
    head.iter()
        .chain(&table)
        .flat_map(|word: &u16| word.to_be_bytes())
        .collect()
}

/// A font file of some tables, which come in the order of their tags.
fn assembled(tables: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = 1_u16 << count.ilog2();
    let mut out = vec![0, 1, 0, 0];
    for word in [
        count,
        16 * power,
        count.ilog2() as u16,
        16 * (count - power),
    ] {
        out.extend(word.to_be_bytes());
    }
    let mut offset = out.len() + 16 * tables.len();
    for (tag, bytes) in tables {
        let sum = bytes.chunks(4).fold(0_u32, |sum, word| {
            let mut whole = [0; 4];
            whole[..word.len()].copy_from_slice(word);
            sum.wrapping_add(u32::from_be_bytes(whole))
        });
        out.extend_from_slice(*tag);
        for number in [sum, offset as u32, bytes.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        offset += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_carries_the_letters_of_its_texts() {
        let svg = "<svg><title>zz</title><text x=\"1\">Été &amp; 2</text><text x=\"1\" font-weight=\"600\">a</text></svg>";
        let [plain, strong, serif] = letters(svg);
        assert!(plain.contains(&'É') && plain.contains(&'<') && !plain.contains(&'z'));
        assert_eq!(strong, ['a']);
        assert!(serif.is_empty());
        let with = with_letters(svg);
        assert_eq!(with.matches("@font-face").count(), 2);
        assert!(with.len() < 8_000, "{}", with.len());
    }

    #[test]
    fn a_cut_font_keeps_outlines_and_advances() {
        for font in FONTS {
            let whole = Tables { file: font.file };
            let mut letters: Vec<char> = "Éé« 12 €œ\u{202F}\u{A0}−…Z".chars().collect();
            letters.sort_unstable();
            letters.dedup();
            let file = subset(font.file, &letters).unwrap();
            assert!(file.len() < 6_000, "{}", file.len());
            let cut = Tables { file: &file };
            let (from, to) = (
                Cmap::read(whole.table(b"cmap").unwrap()).unwrap(),
                Cmap::read(cut.table(b"cmap").unwrap()).unwrap(),
            );
            let advance = |tables: &Tables<'_>, glyph: u16| {
                number(&advances(tables, &[glyph]).unwrap(), 0).unwrap()
            };
            let outline = |tables: &Tables<'_>, glyph: u16| {
                outlines(tables, &mut vec![glyph]).unwrap().0.len()
            };
            for letter in &letters {
                let code = u16::try_from(u32::from(*letter)).unwrap();
                let (old, new) = (from.glyph(code).unwrap(), to.glyph(code).unwrap());
                assert_eq!(advance(&whole, old), advance(&cut, new), "{letter}");
                assert_eq!(outline(&whole, old), outline(&cut, new), "{letter}");
            }
            assert_eq!(to.glyph(u16::from(b'A')), None);
        }
    }

    #[test]
    fn what_is_no_font_is_not_cut() {
        assert_eq!(subset(b"", &[]), None);
        assert_eq!(subset(&[0; 40], &[]), None);
        for length in (0..FONTS[0].file.len()).step_by(97) {
            let _ = subset(&FONTS[0].file[..length], &['é']);
        }
    }
}
