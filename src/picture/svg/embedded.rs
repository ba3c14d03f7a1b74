//! Photos inside a drawing, as `data:` addresses: only real pictures, without what their metadata told.

use crate::picture::format::{Format, HEAD, sniff};
use crate::picture::probe::probe;
use crate::picture::strip::strip;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::io::Cursor;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A photo made fit to be written again.
pub struct Embedded {
    /// Its `data:` address.
    pub address: String,
    /// It said where it was taken.
    pub position: bool,
}

/// Reads a `data:image/…;base64,` address; nothing for any other address, or if no picture is in it.
pub fn clean(address: &str) -> Option<Embedded> {
    let rest = address
        .get(..5)?
        .eq_ignore_ascii_case("data:")
        .then(|| &address[5..])?;
    let (header, body) = rest.split_once(',')?;
    if !header.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return None;
    }
    let body: Vec<u8> = body
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = BASE64.decode(body).ok()?;
    let format = sniff(&bytes[..bytes.len().min(HEAD)]);
    // What the bytes are counts, not what the address says they are.
    let kind = match format {
        Format::Jpeg => "jpeg",
        Format::Png => "png",
        Format::Gif => "gif",
        Format::Webp => "webp",
        _ => return None,
    };
    let probe = probe(&mut Cursor::new(&bytes)).ok()?;
    if probe.pixels() > crate::picture::plan::MOST_PIXELS {
        return None;
    }
    let stripped = strip(&bytes, format)?;
    Some(Embedded {
        address: format!("data:image/{kind};base64,{}", BASE64.encode(stripped.bytes)),
        position: probe.gps,
    })
}
