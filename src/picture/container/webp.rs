//! WebP: RIFF chunks.

use super::{
    BufRead, Depth, Facts, Layout, Part, Read, Seek, SeekFrom, broken, bytes_of, io, or_cut,
    reaches, read_array,
};

/// Bits of the `VP8X` header that announce Exif and XMP.
const METADATA_FLAGS: u8 = 0x08 | 0x04;

/// Walks the chunks. Pixels are jumped over at any depth.
pub fn layout<R: BufRead + Seek>(reader: &mut R, _depth: Depth) -> io::Result<Layout> {
    let mut layout = Layout::default();
    or_cut(walk(reader, &mut layout))?;
    Ok(layout)
}

fn walk<R: BufRead + Seek>(reader: &mut R, layout: &mut Layout) -> io::Result<()> {
    reader.seek(SeekFrom::Start(0))?;
    let riff: [u8; 4] = read_array(reader)?;
    let end = 8 + u64::from(u32::from_le_bytes(read_array(reader)?));
    if riff != *b"RIFF" || read_array(reader)? != *b"WEBP" {
        return Err(broken());
    }
    layout.push(riff, 0, 12)?;
    let mut at = 12;
    while at + 8 <= end {
        reader.seek(SeekFrom::Start(at))?;
        let name = read_array(reader)?;
        let size = u64::from(u32::from_le_bytes(read_array(reader)?));
        // Chunks begin at even offsets.
        let length = 8 + size + size % 2;
        layout.push(name, at, length)?;
        at += length;
    }
    layout.complete = layout.parts.len() > 1 && reaches(reader, at.min(end))?;
    Ok(())
}

fn size24(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
        + 1
}

/// Reads size, animation and metadata.
pub fn facts<R: Read + Seek>(reader: &mut R, layout: &Layout) -> io::Result<Facts> {
    let mut facts = Facts {
        channels: 4,
        ..Facts::default()
    };
    for part in &layout.parts {
        match &part.name {
            b"VP8X" => {
                let header = bytes_of(reader, part, 8, 10)?;
                if header.len() == 10 {
                    facts.animated = header[0] & 0x02 != 0;
                    facts.width = size24(&header[4..7]);
                    facts.height = size24(&header[7..10]);
                }
            }
            b"VP8 " if facts.width == 0 => {
                let header = bytes_of(reader, part, 14, 4)?;
                if let [w1, w2, h1, h2] = header[..] {
                    facts.width = u32::from(u16::from_le_bytes([w1, w2]) & 0x3FFF);
                    facts.height = u32::from(u16::from_le_bytes([h1, h2]) & 0x3FFF);
                }
            }
            b"VP8L" if facts.width == 0 => {
                let header = bytes_of(reader, part, 9, 4)?;
                if let [a, b, c, d] = header[..] {
                    let bits = u32::from_le_bytes([a, b, c, d]);
                    facts.width = (bits & 0x3FFF) + 1;
                    facts.height = ((bits >> 14) & 0x3FFF) + 1;
                }
            }
            b"EXIF" => {
                let exif = bytes_of(reader, part, 8, 1 << 20)?;
                // Some programs write the JPEG prefix too.
                let bare = exif.strip_prefix(b"Exif\0\0").unwrap_or(&exif);
                facts.exif = Some(bare.to_vec());
            }
            b"XMP " => facts.xmp = Some(bytes_of(reader, part, 8, 1 << 20)?),
            _ => {}
        }
    }
    if facts.width == 0 || facts.height == 0 {
        return Err(broken());
    }
    Ok(facts)
}

/// Whether a chunk is needed to show the picture.
pub fn keeps(part: &Part) -> bool {
    matches!(
        &part.name,
        b"RIFF" | b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF"
    )
}

/// Makes the headers of a stripped file say what is left in it.
pub fn mend(bytes: &mut [u8]) {
    let size = u32::try_from(bytes.len().saturating_sub(8)).unwrap_or(u32::MAX);
    if let Some(place) = bytes.get_mut(4..8) {
        place.copy_from_slice(&size.to_le_bytes());
    }
    if bytes.get(12..16) == Some(b"VP8X")
        && let Some(flags) = bytes.get_mut(20)
    {
        *flags &= !METADATA_FLAGS;
    }
}
