//! GIF: blocks made of small sub-blocks.

use super::{
    BufRead, Depth, Facts, Layout, Part, Read, Seek, SeekFrom, broken, bytes_of, io, or_cut,
    read_array,
};

const FRAME: u8 = 0x2C;
const EXTENSION: u8 = 0x21;
const TRAILER: u8 = 0x3B;
const APPLICATION: u8 = 0xFF;
const CONTROL: u8 = 0xF9;

/// Walks the blocks; with [`Depth::Headers`], to the second frame at most.
pub fn layout<R: BufRead + Seek>(reader: &mut R, depth: Depth) -> io::Result<Layout> {
    let mut layout = Layout::default();
    or_cut(walk(reader, depth, &mut layout))?;
    Ok(layout)
}

fn walk<R: BufRead + Seek>(reader: &mut R, depth: Depth, layout: &mut Layout) -> io::Result<()> {
    reader.seek(SeekFrom::Start(0))?;
    let header: [u8; 13] = read_array(reader)?;
    if !header.starts_with(b"GIF87a") && !header.starts_with(b"GIF89a") {
        return Err(broken());
    }
    let mut at = 13 + palette_length(header[10]);
    layout.push(*b"GIF8", 0, at)?;
    let mut frames = 0;
    loop {
        reader.seek(SeekFrom::Start(at))?;
        let [kind] = read_array(reader)?;
        let (name, head) = match kind {
            TRAILER => {
                layout.complete = true;
                return layout.push([TRAILER, 0, 0, 0], at, 1);
            }
            FRAME => {
                let descriptor: [u8; 9] = read_array(reader)?;
                frames += 1;
                ([FRAME, 0, 0, 0], 11 + palette_length(descriptor[8]))
            }
            EXTENSION => {
                let [label] = read_array(reader)?;
                ([EXTENSION, label, 0, 0], 2)
            }
            _ => return Err(broken()),
        };
        if frames > 1 && depth == Depth::Headers {
            layout.complete = true;
            return layout.push(name, at, head);
        }
        let length = head + sub_blocks(reader, at + head)?;
        layout.push(name, at, length)?;
        at += length;
    }
}

fn palette_length(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 0x07) + 1)
    }
}

fn sub_blocks<R: BufRead + Seek>(reader: &mut R, at: u64) -> io::Result<u64> {
    reader.seek(SeekFrom::Start(at))?;
    let mut length = 0;
    loop {
        let [size] = read_array(reader)?;
        length += 1 + u64::from(size);
        if size == 0 {
            return Ok(length);
        }
        reader.seek_relative(size.into())?;
    }
}

/// Reads size and animation. A GIF has no Exif; XMP goes with the blocks that are not kept.
pub fn facts<R: Read + Seek>(reader: &mut R, layout: &Layout) -> io::Result<Facts> {
    let screen = layout.parts.first().ok_or_else(broken)?;
    let size = bytes_of(reader, screen, 6, 4)?;
    let [w1, w2, h1, h2] = size[..] else {
        return Err(broken());
    };
    let frames = layout.parts.iter().filter(|part| part.name[0] == FRAME);
    let facts = Facts {
        width: u16::from_le_bytes([w1, w2]).into(),
        height: u16::from_le_bytes([h1, h2]).into(),
        channels: 4,
        animated: frames.count() > 1,
        ..Facts::default()
    };
    if facts.width == 0 || facts.height == 0 {
        return Err(broken());
    }
    Ok(facts)
}

/// Whether a block is needed to show the picture: frames, their timing, and how often they loop.
pub fn keeps(part: &Part, bytes: &[u8]) -> bool {
    match part.name {
        [EXTENSION, APPLICATION, ..] => {
            let name = bytes.get(3..14).unwrap_or_default();
            // The loop is 19 bytes; more would be something else under its name.
            part.length <= 24 && (name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0")
        }
        [EXTENSION, label, ..] => label == CONTROL,
        _ => true,
    }
}
