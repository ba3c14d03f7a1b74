//! JPEG: segments between markers. A phone adds a second picture after the first (MPO): it is not ours.

use super::{
    BufRead, Depth, Facts, Layout, Part, Read, Seek, SeekFrom, broken, bytes_of, io, or_cut,
    read_array, skip_until,
};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

fn named(marker: u8) -> [u8; 4] {
    [marker, 0, 0, 0]
}

/// Walks the segments. Whatever follows the end of the first picture is left out.
pub fn layout<R: BufRead + Seek>(reader: &mut R, depth: Depth) -> io::Result<Layout> {
    let mut layout = Layout::default();
    or_cut(walk(reader, depth, &mut layout))?;
    Ok(layout)
}

fn walk<R: BufRead + Seek>(reader: &mut R, depth: Depth, layout: &mut Layout) -> io::Result<()> {
    reader.seek(SeekFrom::Start(0))?;
    if read_array::<2, _>(reader)? != [0xFF, START] {
        return Err(broken());
    }
    layout.push(named(START), 0, 2)?;
    let mut at = 2;
    loop {
        reader.seek(SeekFrom::Start(at))?;
        let [prefix, mut marker] = read_array(reader)?;
        if prefix != 0xFF {
            return Err(broken());
        }
        // A marker may be preceded by any number of fill bytes.
        while marker == 0xFF {
            at += 1;
            [marker] = read_array(reader)?;
        }
        match marker {
            END => {
                layout.complete = true;
                return layout.push(named(END), at, 2);
            }
            0x01 | 0xD0..=0xD7 => {
                layout.push(named(marker), at, 2)?;
                at += 2;
            }
            0x00 | START => return Err(broken()),
            _ => {
                let length = 2 + u64::from(u16::from_be_bytes(read_array(reader)?));
                if length < 4 {
                    return Err(broken());
                }
                if marker == SCAN && depth == Depth::Headers {
                    layout.complete = true;
                    return layout.push(named(SCAN), at, length);
                }
                let scan = if marker == SCAN {
                    scan_length(reader, at + length)?
                } else {
                    0
                };
                layout.push(named(marker), at, length + scan)?;
                at += length + scan;
            }
        }
    }
}

/// Bytes of entropy-coded data from `at` to the next marker that is not part of them.
fn scan_length<R: BufRead + Seek>(reader: &mut R, at: u64) -> io::Result<u64> {
    reader.seek(SeekFrom::Start(at))?;
    let mut length = 0;
    loop {
        let Some(passed) = skip_until(reader, 0xFF)? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        length += passed;
        let [_, next] = read_array(reader)?;
        // FF 00 is a byte FF of data, D0 to D7 restart it.
        if !matches!(next, 0x00 | 0xD0..=0xD7) {
            return Ok(length);
        }
        length += 2;
    }
}

/// Whether colors come one after the other in a file that is not progressive. Our decoder misreads those whose colors
/// are halved, without a word; some old scanners write them.
pub fn has_separate_colors(layout: &Layout) -> bool {
    let sequential = layout
        .parts
        .iter()
        .any(|part| matches!(part.name[0], 0xC0 | 0xC1));
    let scans = layout.parts.iter().filter(|part| part.name[0] == SCAN);
    sequential && scans.count() > 1
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Reads size and metadata.
pub fn facts<R: Read + Seek>(reader: &mut R, layout: &Layout) -> io::Result<Facts> {
    let mut facts = Facts::default();
    for part in &layout.parts {
        if is_frame(part.name[0]) && facts.width == 0 {
            let frame = bytes_of(reader, part, 4, 6)?;
            if let [_, h1, h2, w1, w2, components] = frame[..] {
                facts.height = u16::from_be_bytes([h1, h2]).into();
                facts.width = u16::from_be_bytes([w1, w2]).into();
                // Whatever the file has, three channels come out; grey stays grey.
                facts.channels = if components == 1 { 1 } else { 3 };
            }
        } else if part.name[0] == 0xE1 {
            let bytes = bytes_of(reader, part, 4, u64::from(u16::MAX))?;
            if let Some(exif) = bytes.strip_prefix(b"Exif\0\0") {
                facts.exif.get_or_insert_with(|| exif.to_vec());
            } else if bytes.starts_with(b"http://ns.adobe.com/x") {
                facts.xmp.get_or_insert_default().extend(bytes);
            }
        }
    }
    if facts.width == 0 || facts.height == 0 {
        return Err(broken());
    }
    Ok(facts)
}

/// Whether a part is needed to show the picture: tables, frame, pixels, and the color profile.
pub fn keeps(part: &Part, bytes: &[u8]) -> bool {
    let body = bytes.get(4..).unwrap_or_default();
    match part.name[0] {
        // A plain JFIF header; a longer one carries a thumbnail, which would show what was cropped away.
        0xE0 => body.starts_with(b"JFIF\0") && part.length <= 18,
        0xE2 => body.starts_with(b"ICC_PROFILE\0"),
        // How the colors are coded: without it some files turn pink.
        0xEE => body.starts_with(b"Adobe") && part.length <= 16,
        0xE0..=0xEF | 0xF0..=0xFE | 0x01 | 0xD0..=0xD7 => false,
        _ => true,
    }
}
