//! One picture, from its bytes to its copies. In: bytes. Out: a [`Record`] and the copies that it names.
//!
//! Whatever the bytes are, something comes out: a file that cannot be shown gives a record without copies, and a
//! finding that says why.

use super::encode::{self, Pixels};
use super::format::{Format, HEAD, sniff};
use super::plan::{HEAVY_COPY_BYTES, MOST_DECODED_BYTES, MOST_PIXELS, sizes};
use super::probe::{Probe, probe};
use super::record::{Finding, Record, RecordedCopy, SETTINGS};
use super::strip::{Stripped, strip};
use super::svg;
use image::DynamicImage;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A record and its copies, in the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    pub record: Record,
    pub copies: Vec<Vec<u8>>,
}

/// A copy before it is recorded.
struct Made {
    width: u32,
    height: u32,
    extension: &'static str,
    bytes: Vec<u8>,
}

/// Below this, a picture without loss costs nobody anything.
const SMALL_LOSSLESS: usize = 100_000;

/// Makes the copies of a picture. The same bytes give the same result, on any number of threads.
pub fn process(bytes: &[u8]) -> Processed {
    let format = sniff(&bytes[..bytes.len().min(HEAD)]);
    let nothing = |findings: Vec<Finding>| collect(format, (0, 0), Vec::new(), findings);
    if format.is_foreign() {
        return nothing(vec![Finding::Foreign]);
    }
    match format {
        Format::Html => return nothing(vec![Finding::Page]),
        Format::Unknown => return nothing(vec![Finding::Unreadable]),
        Format::Svg => return drawing(bytes),
        _ => {}
    }
    let Ok(probe) = probe(&mut Cursor::new(bytes)) else {
        return nothing(vec![Finding::Unreadable]);
    };
    if probe.pixels() > MOST_PIXELS || probe.decoded_bytes() > MOST_DECODED_BYTES {
        return nothing(vec![Finding::TooLarge {
            width: probe.width,
            height: probe.height,
        }]);
    }
    // The decoders are written with care, and still: one photo that makes one of them panic must not cost the site.
    let made = catch_unwind(AssertUnwindSafe(|| photo(bytes, &probe)));
    match made {
        Ok(Ok((made, findings))) => collect(format, probe.shown_size(), made, findings),
        _ => nothing(vec![Finding::Unreadable]),
    }
}

type Outcome = Result<(Vec<Made>, Vec<Finding>), String>;

fn photo(bytes: &[u8], probe: &Probe) -> Outcome {
    let mut findings = Vec::new();
    if probe.gps {
        findings.push(Finding::Position);
    }
    let stripped = strip(bytes, probe.format);
    if !stripped.as_ref().is_some_and(|stripped| stripped.complete) {
        findings.push(Finding::Truncated);
    }
    let pixels = match encode::decode(bytes, probe) {
        Ok(pixels) => pixels,
        // A cut file that shows nothing is told by what happened to it.
        Err(_) if findings.contains(&Finding::Truncated) => return Ok((Vec::new(), findings)),
        Err(error) => return Err(error.to_string()),
    };
    if (pixels.image.width(), pixels.image.height()) != (probe.width, probe.height) {
        return Err("another size than announced".into());
    }
    let copied = probe.animated || stripped.as_ref().is_some_and(|stripped| stripped.copy_only);
    let made = if copied {
        as_it_is(probe, stripped, &mut findings)?
    } else {
        still(probe, stripped, pixels)?
    };
    Ok((made, findings))
}

/// The picture itself, without its metadata: encoding an animation again would freeze it or make it heavier.
fn as_it_is(
    probe: &Probe,
    stripped: Option<Stripped>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Made>, String> {
    let bytes = stripped.ok_or("not walked")?.bytes;
    if probe.orientation.exif() != 1 {
        return Err("cannot be turned".into());
    }
    if bytes.len() > HEAVY_COPY_BYTES {
        findings.push(Finding::HeavyCopy {
            megabytes: megabytes(bytes.len()),
        });
    }
    Ok(vec![Made {
        width: probe.width,
        height: probe.height,
        extension: probe.format.extension(),
        bytes,
    }])
}

fn still(probe: &Probe, stripped: Option<Stripped>, pixels: Pixels) -> Result<Vec<Made>, String> {
    let Pixels { image, profile } = pixels;
    let turned = probe.orientation.exif() != 1;
    let wanted = sizes(probe.shown_size().0, probe.shown_size().1);
    // The widest copy is made from the original, the others from the widest, so that a large original goes early.
    let mut source = image;
    let mut made: Vec<Made> = Vec::new();
    let mut style = None;
    for (at, (width, height)) in wanted.into_iter().enumerate() {
        let swap = at == 0 && probe.orientation.swaps_sides();
        let (scaled_width, scaled_height) = if swap {
            (height, width)
        } else {
            (width, height)
        };
        let whole = (source.width(), source.height()) == (scaled_width, scaled_height);
        let mut scaled = if whole {
            source.clone()
        } else {
            encode::scale(&source, scaled_width, scaled_height)?
        };
        if at == 0 {
            scaled = encode::upright(scaled, probe.orientation);
        }
        let style = *style.get_or_insert_with(|| style_of(probe, &scaled));
        let (mut bytes, mut extension) = encode_as(style, &scaled, profile.as_ref())?;
        // The original's own pixels, unless encoding them again saves a fifth: each encoding costs some quality.
        if at == 0
            && whole
            && !turned
            && let Some(stripped) = &stripped
            && stripped.complete
            && bytes.len() * 5 > stripped.bytes.len() * 4
        {
            bytes = stripped.bytes.clone();
            extension = probe.format.extension();
        }
        // A narrow copy that is hardly lighter than the wide one serves nobody.
        let worth = made
            .last()
            .is_none_or(|wider| bytes.len() * 20 <= wider.bytes.len() * 17);
        if worth {
            made.push(Made {
                width,
                height,
                extension,
                bytes,
            });
        }
        if at == 0 {
            source = scaled;
        }
    }
    made.reverse();
    Ok(made)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Grain and shades: JPEG.
    Photo,
    /// Text, lines, flat colors, transparency: without loss.
    Flat,
    /// Not known before both are tried.
    Either,
}

fn style_of(probe: &Probe, image: &DynamicImage) -> Style {
    // JPEG counts its rows in sixteen bits.
    if image.color().has_alpha() || image.height() > u32::from(u16::MAX) {
        Style::Flat
    } else if probe.format == Format::Jpeg {
        Style::Photo
    } else {
        Style::Either
    }
}

fn encode_as(
    style: Style,
    image: &DynamicImage,
    profile: Option<&Vec<u8>>,
) -> Result<(Vec<u8>, &'static str), String> {
    if style == Style::Photo {
        return Ok((encode::jpeg(image, profile)?, "jpg"));
    }
    let (bytes, extension) = encode::lossless(image, profile)?;
    if style == Style::Either && bytes.len() > SMALL_LOSSLESS {
        let jpeg = encode::jpeg(image, profile)?;
        // A photo saved as PNG weighs five to ten times its JPEG; text and lines do not, and suffer from JPEG.
        if bytes.len() > jpeg.len() * 3 {
            return Ok((jpeg, "jpg"));
        }
    }
    Ok((bytes, extension))
}

fn drawing(bytes: &[u8]) -> Processed {
    match svg::clean(bytes) {
        Err(reason) => collect(
            Format::Svg,
            (0, 0),
            Vec::new(),
            vec![Finding::SvgRefused { reason }],
        ),
        Ok(clean) => {
            let mut findings = Vec::new();
            if !clean.removed.is_empty() {
                findings.push(Finding::SvgCleaned {
                    removed: clean.removed,
                });
            }
            if clean.position {
                findings.push(Finding::Position);
            }
            if clean.text.len() > HEAVY_COPY_BYTES {
                findings.push(Finding::HeavyCopy {
                    megabytes: megabytes(clean.text.len()),
                });
            }
            let made = Made {
                width: clean.width,
                height: clean.height,
                extension: "svg",
                bytes: clean.text.into_bytes(),
            };
            collect(
                Format::Svg,
                (clean.width, clean.height),
                vec![made],
                findings,
            )
        }
    }
}

fn megabytes(bytes: usize) -> u64 {
    (bytes as u64 + 500_000) / 1_000_000
}

fn collect(
    format: Format,
    (width, height): (u32, u32),
    made: Vec<Made>,
    findings: Vec<Finding>,
) -> Processed {
    let record = Record {
        settings: SETTINGS,
        format,
        width,
        height,
        copies: made
            .iter()
            .map(|copy| RecordedCopy {
                width: copy.width,
                height: copy.height,
                extension: copy.extension.to_owned(),
                bytes: copy.bytes.len() as u64,
                hash: blake3::hash(&copy.bytes).to_hex().to_string(),
            })
            .collect(),
        findings,
    };
    Processed {
        record,
        copies: made.into_iter().map(|copy| copy.bytes).collect(),
    }
}
