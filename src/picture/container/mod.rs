//! What a picture file is made of, without decoding it. In: a reader. Out: its parts, and what its headers say.
//!
//! The same walk serves the probe (headers only, pixels jumped over) and the stripper (which parts to copy).

pub mod gif;
pub mod jpeg;
pub mod png;
pub mod webp;

use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// More parts than any honest file has: a walk stops there.
const MOST_PARTS: usize = 200_000;

/// One segment, chunk or block of a file, its own header included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The chunk's name (PNG, WebP), or the marker byte followed by zeros (JPEG, GIF).
    pub name: [u8; 4],
    /// Offset of its first byte in the file.
    pub start: u64,
    /// Bytes, header included.
    pub length: u64,
}

/// The parts of a file in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    pub parts: Vec<Part>,
    /// The mark that ends a whole file was reached (or, for [`Depth::Headers`], nothing shows that it is missing).
    pub complete: bool,
}

/// How far a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// To the first pixels, as far as the format allows.
    Headers,
    /// To the end of the picture.
    Whole,
}

/// What the headers of a picture say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// As stored, before orientation.
    pub width: u32,
    pub height: u32,
    /// Samples per pixel once decoded: 1 to 4.
    pub channels: u8,
    pub animated: bool,
    /// A TIFF structure, as Exif is.
    pub exif: Option<Vec<u8>>,
    /// An XMP packet.
    pub xmp: Option<Vec<u8>>,
}

impl Layout {
    fn push(&mut self, name: [u8; 4], start: u64, length: u64) -> io::Result<()> {
        if self.parts.len() >= MOST_PARTS {
            return Err(broken());
        }
        self.parts.push(Part {
            name,
            start,
            length,
        });
        Ok(())
    }

    fn find(&self, name: &[u8; 4]) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == *name)
    }
}

/// The error of a file that breaks the rules of its format.
fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "broken picture")
}

/// The bytes of a part from `skip` on, at most `limit` of them.
fn bytes_of<R: Read + Seek>(
    reader: &mut R,
    part: &Part,
    skip: u64,
    limit: u64,
) -> io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(part.start + skip))?;
    let mut bytes = Vec::new();
    reader
        .take(part.length.saturating_sub(skip).min(limit))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether the file goes on for `length` bytes from `start`: jumps over pixels may pass its end unseen.
fn reaches<R: Seek>(reader: &mut R, end: u64) -> io::Result<bool> {
    Ok(reader.seek(SeekFrom::End(0))? >= end)
}

fn read_array<const N: usize, R: Read>(reader: &mut R) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A reader that was cut off is a file that was cut off, not a failure.
fn or_cut(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
        other => other,
    }
}

/// Reads on until `wanted` says stop; the offset of the byte that it stopped at, counted from here, or none at the end.
fn skip_until<R: BufRead>(reader: &mut R, wanted: u8) -> io::Result<Option<u64>> {
    let mut passed = 0;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        if let Some(at) = buffer.iter().position(|byte| *byte == wanted) {
            reader.consume(at);
            return Ok(Some(passed + at as u64));
        }
        let length = buffer.len();
        passed += length as u64;
        reader.consume(length);
    }
}

#[cfg(test)]
mod tests;
