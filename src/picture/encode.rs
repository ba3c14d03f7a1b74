//! Pixels: decoding within limits, turning upright, scaling, encoding. Encoder settings stand here and nowhere else:
//! a change of one asks for a new `record::SETTINGS`.

use super::format::Format;
use super::probe::{Orientation, Probe};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageResult, Limits};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::io::Cursor;

/// The usual compromise: no visible loss on a photo, a tenth of the weight.
const JPEG_QUALITY: u8 = 80;

/// The format holds no longer side.
const LONGEST_WEBP_SIDE: u32 = 16_383;

/// Larger color profiles describe a printer, not a screen.
const LARGEST_PROFILE: usize = 32 * 1024;

/// Decoded pixels, eight bits per sample, with the color profile that they are to be read with.
pub struct Pixels {
    pub image: DynamicImage,
    pub profile: Option<Vec<u8>>,
}

/// Decodes a picture, or the first frame of an animation.
///
/// # Errors
/// What the decoder says of a damaged file, or of one that wants more memory than its headers told.
pub fn decode(bytes: &[u8], probe: &Probe) -> ImageResult<Pixels> {
    let reader = Cursor::new(bytes);
    match probe.format {
        Format::Jpeg => decode_with(JpegDecoder::new(reader)?, probe),
        Format::Png => decode_with(PngDecoder::with_limits(reader, limits(probe))?, probe),
        Format::Gif => decode_with(GifDecoder::new(reader)?, probe),
        _ => decode_with(WebPDecoder::new(reader)?, probe),
    }
}

fn limits(probe: &Probe) -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(probe.width);
    limits.max_image_height = Some(probe.height);
    // Twice: some decoders hold a frame and a canvas; sixteen bits per sample; and room for tables.
    limits.max_alloc = Some(probe.decoded_bytes() * 4 + (16 << 20));
    limits
}

fn decode_with<D: ImageDecoder>(mut decoder: D, probe: &Probe) -> ImageResult<Pixels> {
    decoder.set_limits(limits(probe))?;
    // A broken profile is no broken picture.
    let profile = decoder.icc_profile().ok().flatten();
    let image = eight_bits(DynamicImage::from_decoder(decoder)?);
    let gray = matches!(
        image,
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageLumaA8(_)
    );
    Ok(Pixels {
        profile: profile.filter(|profile| fits(profile, gray)),
        image,
    })
}

/// Whether a profile says how to show these pixels: not the one of a CMYK file that was turned into RGB, and not sRGB,
/// which is what a browser takes for granted.
fn fits(profile: &[u8], gray: bool) -> bool {
    let space: &[u8] = if gray { b"GRAY" } else { b"RGB " };
    let is_srgb = profile.windows(4).any(|window| window == b"sRGB")
        || profile.windows(7).any(|window| window == b"s\0R\0G\0B");
    profile.len() <= LARGEST_PROFILE && profile.get(16..20) == Some(space) && !is_srgb
}

/// Gray stays gray; a transparency that hides nothing is dropped.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    use DynamicImage as Kind;
    let image = match image {
        Kind::ImageLuma8(_) | Kind::ImageLumaA8(_) | Kind::ImageRgb8(_) | Kind::ImageRgba8(_) => {
            image
        }
        Kind::ImageLuma16(_) => Kind::ImageLuma8(image.into_luma8()),
        Kind::ImageLumaA16(_) => Kind::ImageLumaA8(image.into_luma_alpha8()),
        Kind::ImageRgb16(_) => Kind::ImageRgb8(image.into_rgb8()),
        other => Kind::ImageRgba8(other.into_rgba8()),
    };
    match image {
        Kind::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == 255) => {
            Kind::ImageRgb8(Kind::ImageRgba8(pixels).into_rgb8())
        }
        Kind::ImageLumaA8(pixels) if pixels.pixels().all(|pixel| pixel.0[1] == 255) => {
            Kind::ImageLuma8(Kind::ImageLumaA8(pixels).into_luma8())
        }
        other => other,
    }
}

/// Scales to a size, with Lanczos of three lobes. The same size is no work.
///
/// # Errors
/// None that a decoded picture can cause; the scaler's own word otherwise.
pub fn scale(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, String> {
    if (image.width(), image.height()) == (width, height) {
        return Ok(image.clone());
    }
    let mut scaled = DynamicImage::new(width, height, image.color());
    let (from, to) = ((image.width(), image.height()), (width, height));
    // Of the kinds of pixels, only those that are met here end up in the program.
    match (image, &mut scaled) {
        (DynamicImage::ImageLuma8(image), DynamicImage::ImageLuma8(scaled)) => {
            scale_samples::<U8>(image, from, scaled, to)?;
        }
        (DynamicImage::ImageLumaA8(image), DynamicImage::ImageLumaA8(scaled)) => {
            scale_samples::<U8x2>(image, from, scaled, to)?;
        }
        (DynamicImage::ImageRgb8(image), DynamicImage::ImageRgb8(scaled)) => {
            scale_samples::<U8x3>(image, from, scaled, to)?;
        }
        (DynamicImage::ImageRgba8(image), DynamicImage::ImageRgba8(scaled)) => {
            scale_samples::<U8x4>(image, from, scaled, to)?;
        }
        _ => return Err("more than eight bits per sample".into()),
    }
    Ok(scaled)
}

/// Scales samples from one width and height to another.
fn scale_samples<P: PixelTrait>(
    samples: &[u8],
    (width, height): (u32, u32),
    scaled: &mut [u8],
    (new_width, new_height): (u32, u32),
) -> Result<(), String> {
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let source = TypedImageRef::<P>::from_buffer(width, height, samples);
    let source = source.map_err(|error| error.to_string())?;
    let target = TypedImage::<P>::from_buffer(new_width, new_height, scaled);
    let mut target = target.map_err(|error| error.to_string())?;
    Resizer::new()
        .resize_typed(&source, &mut target, &options)
        .map_err(|error| error.to_string())
}

/// Turns a picture upright.
pub fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    if let Some(turn) = image::metadata::Orientation::from_exif(orientation.exif()) {
        image.apply_orientation(turn);
    }
    image
}

/// Encodes as JPEG, with half as many colors as shades (4:2:0), which nobody sees on a photo.
///
/// Fitted Huffman tables would save 2 % more, but make this encoder write one scan per color, which some decoders
/// (ours among them) misread.
///
/// # Errors
/// What the encoder says; a side of more than 65 535 pixels.
pub fn jpeg(image: &DynamicImage, profile: Option<&Vec<u8>>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(profile) = profile {
        let _ = encoder.add_icc_profile(profile);
    }
    let side = |length: u32| u16::try_from(length).map_err(|error| error.to_string());
    let (width, height) = (side(image.width())?, side(image.height())?);
    let (samples, color) = match image {
        DynamicImage::ImageLuma8(gray) => (gray.as_raw(), ColorType::Luma),
        DynamicImage::ImageRgb8(rgb) => (rgb.as_raw(), ColorType::Rgb),
        _ => return Err("transparency in a JPEG".into()),
    };
    encoder
        .encode(samples, width, height, color)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Encodes without loss, as PNG or WebP, whichever is smaller. The second value is the extension.
///
/// # Errors
/// What the encoder says.
pub fn lossless(
    image: &DynamicImage,
    profile: Option<&Vec<u8>>,
) -> Result<(Vec<u8>, &'static str), String> {
    let mut png = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut png, CompressionType::Default, PngFilter::Adaptive);
    write(image, encoder, profile)?;
    if image.width().max(image.height()) > LONGEST_WEBP_SIDE {
        return Ok((png, "png"));
    }
    let mut webp = Vec::new();
    write(image, WebPEncoder::new_lossless(&mut webp), profile)?;
    Ok(if webp.len() < png.len() {
        (webp, "webp")
    } else {
        (png, "png")
    })
}

fn write<E: ImageEncoder>(
    image: &DynamicImage,
    mut encoder: E,
    profile: Option<&Vec<u8>>,
) -> Result<(), String> {
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile.clone());
    }
    image
        .write_with_encoder(encoder)
        .map_err(|error| error.to_string())
}
