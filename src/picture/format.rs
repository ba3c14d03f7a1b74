//! Which format a file really has, from its first bytes: names lie.

/// How many first bytes [`sniff`] wants to see.
pub const HEAD: usize = 4096;

/// What a file turned out to be.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
    /// The photos of an iPhone.
    Heic,
    Avif,
    Tiff,
    Bmp,
    Photoshop,
    JpegXl,
    Jpeg2000,
    Icon,
    Pdf,
    /// A page instead of a picture, as a server answers for a private or vanished file.
    Html,
    Unknown,
}

impl Format {
    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::Gif => "GIF",
            Format::Webp => "WebP",
            Format::Svg => "SVG",
            Format::Heic => "HEIC",
            Format::Avif => "AVIF",
            Format::Tiff => "TIFF",
            Format::Bmp => "BMP",
            Format::Photoshop => "PSD",
            Format::JpegXl => "JPEG XL",
            Format::Jpeg2000 => "JPEG 2000",
            Format::Icon => "ICO",
            Format::Pdf => "PDF",
            Format::Html => "HTML",
            Format::Unknown => "?",
        }
    }

    /// The extension of a file of this format that carnet writes.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Gif => "gif",
            Format::Webp => "webp",
            Format::Svg => "svg",
            _ => "bin",
        }
    }

    /// Whether carnet can publish it.
    pub fn is_publishable(self) -> bool {
        matches!(
            self,
            Format::Jpeg | Format::Png | Format::Gif | Format::Webp | Format::Svg
        )
    }

    /// Whether it is a picture that some program opens, though carnet cannot publish it.
    pub fn is_foreign(self) -> bool {
        !self.is_publishable() && !matches!(self, Format::Html | Format::Unknown)
    }

    /// The format that a file's extension announces, if it announces one that carnet publishes or names.
    pub fn of_extension(path: &str) -> Option<Format> {
        let name = path.rsplit('/').next()?;
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            // A phone's MPO begins with a whole JPEG.
            "jpg" | "jpeg" | "jpe" | "jfif" | "mpo" => Format::Jpeg,
            "png" | "apng" => Format::Png,
            "gif" => Format::Gif,
            "webp" => Format::Webp,
            "svg" => Format::Svg,
            "heic" | "heif" => Format::Heic,
            "avif" => Format::Avif,
            "tif" | "tiff" => Format::Tiff,
            "bmp" => Format::Bmp,
            "psd" => Format::Photoshop,
            "jxl" => Format::JpegXl,
            "jp2" => Format::Jpeg2000,
            "ico" => Format::Icon,
            _ => return None,
        })
    }
}

/// Names the format from the first bytes of a file.
pub fn sniff(head: &[u8]) -> Format {
    let binary: &[(&[u8], Format)] = &[
        (b"\xFF\xD8\xFF", Format::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"GIF87a", Format::Gif),
        (b"GIF89a", Format::Gif),
        (b"II*\0", Format::Tiff),
        (b"MM\0*", Format::Tiff),
        (b"8BPS", Format::Photoshop),
        (b"\xFF\x0A", Format::JpegXl),
        (b"\0\0\0\x0CJXL ", Format::JpegXl),
        (b"\0\0\0\x0CjP  ", Format::Jpeg2000),
        (b"\0\0\x01\0", Format::Icon),
        (b"%PDF-", Format::Pdf),
    ];
    if let Some((_, format)) = binary.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *format;
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Format::Webp;
    }
    if head.get(4..8) == Some(b"ftyp") {
        return brand(head);
    }
    // `BM` alone would take any text that begins so.
    if head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]) {
        return Format::Bmp;
    }
    markup(head)
}

/// The kind of an ISO base media file: its main brand, then the brands that it is compatible with.
fn brand(head: &[u8]) -> Format {
    let end = head
        .get(..4)
        .and_then(|size| <[u8; 4]>::try_from(size).ok())
        .map_or(16, u32::from_be_bytes) as usize;
    let brands = head.get(8..end.min(head.len())).unwrap_or_default();
    let has = |names: &[&[u8; 4]]| {
        brands
            .chunks_exact(4)
            .any(|brand| names.iter().any(|name| brand == *name))
    };
    if has(&[b"avif", b"avis"]) {
        Format::Avif
    } else if has(&[
        b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1",
    ]) {
        Format::Heic
    } else {
        Format::Unknown
    }
}

/// SVG or HTML: whichever root element comes first.
fn markup(head: &[u8]) -> Format {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    // UTF-16 without decoding it: every other byte of markup is zero.
    let text: Vec<u8> = text
        .iter()
        .skip(
            if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
                2
            } else {
                0
            },
        )
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    if text.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'<') {
        return Format::Unknown;
    }
    let first = |name: &[u8]| text.windows(name.len()).position(|window| window == name);
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<title",
    ]
    .iter()
    .filter_map(|name| first(name.as_bytes()))
    .min();
    match (first(b"<svg").or_else(|| first(b":svg")), html) {
        (Some(svg), Some(html)) if html < svg => Format::Html,
        (Some(_), _) => Format::Svg,
        (None, Some(_)) => Format::Html,
        (None, None) => Format::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_bytes() {
        let cases: &[(&[u8], Format)] = &[
            (b"\xFF\xD8\xFF\xE0", Format::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0", Format::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Format::Webp),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heic),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Format::Avif),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Format::Unknown),
            (b"BM\x10\0\0\0\0\0\0\0", Format::Bmp),
            (b"BMX est une soci\xc3\xa9t\xc3\xa9", Format::Unknown),
            (b"<?xml version='1.0'?>\n<svg xmlns=''>", Format::Svg),
            (b"\xEF\xBB\xBF  <!-- x --><svg>", Format::Svg),
            (
                b"<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
                Format::Svg,
            ),
            (b"<!DOCTYPE html><html><svg></svg>", Format::Html),
            (b"\n<HTML><head>", Format::Html),
            (b"", Format::Unknown),
            (b"bonjour <svg>", Format::Unknown),
        ];
        for (bytes, format) in cases {
            assert_eq!(sniff(bytes), *format, "{}", bytes.escape_ascii());
        }
    }
}
