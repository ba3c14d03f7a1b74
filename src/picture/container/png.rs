//! PNG: chunks.

use super::{
    BufRead, Depth, Facts, Layout, Part, Read, Seek, SeekFrom, broken, bytes_of, io, or_cut,
    reaches, read_array,
};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Walks the chunks. Pixels are jumped over at any depth.
pub fn layout<R: BufRead + Seek>(reader: &mut R, _depth: Depth) -> io::Result<Layout> {
    let mut layout = Layout::default();
    or_cut(walk(reader, &mut layout))?;
    Ok(layout)
}

fn walk<R: BufRead + Seek>(reader: &mut R, layout: &mut Layout) -> io::Result<()> {
    reader.seek(SeekFrom::Start(0))?;
    if read_array(reader)? != SIGNATURE {
        return Err(broken());
    }
    layout.push([0; 4], 0, 8)?;
    let mut at = 8;
    loop {
        reader.seek(SeekFrom::Start(at))?;
        let length = 12 + u64::from(u32::from_be_bytes(read_array(reader)?));
        let name: [u8; 4] = read_array(reader)?;
        if !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(broken());
        }
        layout.push(name, at, length)?;
        at += length;
        if name == *b"IEND" {
            layout.complete = reaches(reader, at)?;
            return Ok(());
        }
    }
}

/// Reads size, animation and metadata.
pub fn facts<R: Read + Seek>(reader: &mut R, layout: &Layout) -> io::Result<Facts> {
    let header = layout.find(b"IHDR").ok_or_else(broken)?;
    let header = bytes_of(reader, header, 8, 13)?;
    let [w1, w2, w3, w4, h1, h2, h3, h4, _, color, _, _, _] = header[..] else {
        return Err(broken());
    };
    let mut facts = Facts {
        width: u32::from_be_bytes([w1, w2, w3, w4]),
        height: u32::from_be_bytes([h1, h2, h3, h4]),
        channels: match color {
            0 => 1,
            2 => 3,
            4 => 2,
            _ => 4,
        },
        ..Facts::default()
    };
    if facts.width == 0 || facts.height == 0 {
        return Err(broken());
    }
    for part in &layout.parts {
        match &part.name {
            b"acTL" => {
                let frames = bytes_of(reader, part, 8, 4)?;
                facts.animated = frames.len() == 4 && frames[..] > [0, 0, 0, 1][..];
            }
            b"eXIf" => facts.exif = Some(body(reader, part)?),
            b"iTXt" => {
                let text = body(reader, part)?;
                if text.starts_with(b"XML:com.adobe.xmp") {
                    facts.xmp = Some(text);
                }
            }
            _ => {}
        }
    }
    Ok(facts)
}

fn body<R: Read + Seek>(reader: &mut R, part: &Part) -> io::Result<Vec<u8>> {
    bytes_of(reader, part, 8, part.length.saturating_sub(12).min(1 << 20))
}

/// Whether a chunk is needed to show the picture.
pub fn keeps(part: &Part) -> bool {
    matches!(
        &part.name,
        [0, 0, 0, 0]
            | b"IHDR"
            | b"PLTE"
            | b"IDAT"
            | b"IEND"
            | b"tRNS"
            | b"cHRM"
            | b"gAMA"
            | b"iCCP"
            | b"sBIT"
            | b"sRGB"
            | b"bKGD"
            | b"pHYs"
            | b"cICP"
            | b"acTL"
            | b"fcTL"
            | b"fdAT"
    )
}
