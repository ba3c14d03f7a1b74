//! What a picture is, from its headers. In: a reader. Out: a [`Probe`]. Pixels are neither read nor decoded.

use super::container::{Depth, Facts, Layout, gif, jpeg, png, webp};
use super::format::{Format, HEAD, sniff};
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// What the headers of a picture say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    pub format: Format,
    /// Size as stored, in pixels, before orientation; zero for a format that carnet does not read.
    pub width: u32,
    pub height: u32,
    /// Samples per pixel once decoded, one byte each.
    pub channels: u8,
    pub orientation: Orientation,
    /// Exif or XMP says where the picture was taken.
    pub gps: bool,
    pub animated: bool,
}

/// How a picture must be turned to stand upright: the Exif value, 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    pub const UPRIGHT: Orientation = Orientation(1);

    /// The Exif value, 1 to 8.
    pub fn exif(self) -> u8 {
        self.0
    }

    /// Width becomes height.
    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }
}

impl Probe {
    /// Size as shown, orientation applied.
    pub fn shown_size(&self) -> (u32, u32) {
        if self.orientation.swaps_sides() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }

    /// How many pixels there are.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Bytes of memory that decoding takes.
    pub fn decoded_bytes(&self) -> u64 {
        self.pixels() * u64::from(self.channels)
    }
}

/// Reads the headers of a picture.
///
/// # Errors
/// `InvalidData` for a file that breaks the rules of the format that it begins with; otherwise what the reader says.
pub fn probe<R: BufRead + Seek>(reader: &mut R) -> io::Result<Probe> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let format = sniff(&head);
    let Some(layout) = layout(reader, format, Depth::Headers)? else {
        return Ok(Probe {
            format,
            width: 0,
            height: 0,
            channels: 0,
            orientation: Orientation::UPRIGHT,
            gps: false,
            animated: false,
        });
    };
    let facts = facts(reader, format, &layout)?;
    let (orientation, exif_gps) = facts.exif.map_or((Orientation::UPRIGHT, false), read_exif);
    Ok(Probe {
        format,
        width: facts.width,
        height: facts.height,
        channels: facts.channels,
        orientation,
        gps: exif_gps || facts.xmp.is_some_and(|packet| names_position(&packet)),
        animated: facts.animated,
    })
}

/// The parts of a file of a format that is walked; none for the others.
pub(super) fn layout<R: BufRead + Seek>(
    reader: &mut R,
    format: Format,
    depth: Depth,
) -> io::Result<Option<Layout>> {
    Ok(Some(match format {
        Format::Jpeg => jpeg::layout(reader, depth)?,
        Format::Png => png::layout(reader, depth)?,
        Format::Gif => gif::layout(reader, depth)?,
        Format::Webp => webp::layout(reader, depth)?,
        _ => return Ok(None),
    }))
}

fn facts<R: Read + Seek>(reader: &mut R, format: Format, layout: &Layout) -> io::Result<Facts> {
    match format {
        Format::Jpeg => jpeg::facts(reader, layout),
        Format::Png => png::facts(reader, layout),
        Format::Gif => gif::facts(reader, layout),
        _ => webp::facts(reader, layout),
    }
}

/// Whether a file goes on to its own end: a download or a copy may have been cut off.
///
/// # Errors
/// As [`probe`].
pub fn is_complete<R: BufRead + Seek>(reader: &mut R, format: Format) -> io::Result<bool> {
    if let Some(layout) = layout(reader, format, Depth::Whole)? {
        return Ok(layout.complete);
    }
    if format != Format::Svg {
        return Ok(true);
    }
    // A whole SVG ends with a tag or a comment.
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(end.saturating_sub(64)))?;
    let mut tail = Vec::new();
    reader.take(64).read_to_end(&mut tail)?;
    Ok(tail.trim_ascii_end().ends_with(b">"))
}

/// Reads orientation, and whether a position is there. A broken Exif is no broken picture.
fn read_exif(bytes: Vec<u8>) -> (Orientation, bool) {
    let found = ::exif::Reader::new()
        .continue_on_error(true)
        .read_raw(bytes)
        .or_else(|error| error.distill_partial_result(|_| ()));
    let Ok(exif) = found else {
        return (Orientation::UPRIGHT, false);
    };
    let orientation = exif
        .get_field(::exif::Tag::Orientation, ::exif::In::PRIMARY)
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .map_or(Orientation::UPRIGHT, Orientation);
    // A camera without reception writes a GPS block that holds no position: only the coordinates count.
    let gps = exif.fields().any(|field| {
        field.tag == ::exif::Tag::GPSLatitude
            || field.tag == ::exif::Tag::GPSLongitude
            || field.tag == ::exif::Tag::GPSDestLatitude
    });
    (orientation, gps)
}

fn names_position(packet: &[u8]) -> bool {
    packet
        .windows(b"GPSLatitude".len())
        .any(|window| window == b"GPSLatitude")
}
