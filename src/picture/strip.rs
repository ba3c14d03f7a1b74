//! A copy of a picture with nothing but the picture: no Exif, no position, no comment, no second image after the first.
//!
//! In: the bytes of a file. Out: fewer bytes, the pixels untouched.

use super::container::{Depth, gif, jpeg, png, webp};
use super::format::Format;
use super::probe::layout;
use std::io::Cursor;

/// What [`strip`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    pub bytes: Vec<u8>,
    /// The file goes on to its own end.
    pub complete: bool,
    /// Our decoder cannot be trusted with it.
    pub copy_only: bool,
}

/// Copies the parts that show the picture. Nothing for a format that is not walked, or a file that breaks its rules.
pub fn strip(bytes: &[u8], format: Format) -> Option<Stripped> {
    let layout = layout(&mut Cursor::new(bytes), format, Depth::Whole).ok()??;
    let mut kept = Vec::with_capacity(bytes.len());
    for part in &layout.parts {
        let start = usize::try_from(part.start).ok()?.min(bytes.len());
        let end = usize::try_from(part.start + part.length)
            .ok()?
            .min(bytes.len());
        let part_bytes = &bytes[start..end];
        let keep = match format {
            Format::Jpeg => jpeg::keeps(part, part_bytes),
            Format::Png => png::keeps(part),
            Format::Gif => gif::keeps(part, part_bytes),
            Format::Webp => webp::keeps(part),
            _ => false,
        };
        if keep {
            kept.extend_from_slice(part_bytes);
        }
    }
    if format == Format::Webp {
        webp::mend(&mut kept);
    }
    Some(Stripped {
        bytes: kept,
        complete: layout.complete,
        copy_only: format == Format::Jpeg && jpeg::has_separate_colors(&layout),
    })
}
