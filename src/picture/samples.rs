//! Pictures drawn for tests, with what cameras and phones add to them written by hand.

use super::record::{Digest, PictureStore, Record, StoredCopy};
use crate::source::{Entry, Sources};
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, Frame, RgbImage, RgbaImage};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::sync::Mutex;

/// Shades with some grain, as a photo has; the top left corner is red, so that one sees how it was turned.
pub fn photo(width: u32, height: u32) -> DynamicImage {
    let mut seed = 7_u32;
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 27) as u8;
        if x < width / 4 && y < height / 4 {
            return image::Rgb([220 + grain, 10 + grain, 10 + grain]);
        }
        let shade = |value: u32, whole: u32| (40 + value * 150 / whole.max(1)) as u8;
        image::Rgb([
            60 + grain,
            shade(x, width) + grain,
            shade(y, height) + grain,
        ])
    }))
}

/// Flat bars, as a chart has.
pub fn chart(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        if y > height - (x / 40 % 7 + 1) * height / 9 && x % 40 < 28 {
            image::Rgb([0, 70, 140])
        } else {
            image::Rgb([255, 255, 255])
        }
    }))
}

/// A disk on nothing.
pub fn transparent(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x.abs_diff(width / 2), y.abs_diff(height / 2));
        let inside = dx * dx + dy * dy < width * height / 6;
        image::Rgba([200, 40, 40, if inside { 255 } else { 0 }])
    }))
}

pub fn jpeg(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(image)
        .unwrap();
    bytes
}

pub fn png(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .unwrap();
    bytes
}

pub fn webp(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(WebPEncoder::new_lossless(&mut bytes))
        .unwrap();
    bytes
}

pub fn gif(frames: &[DynamicImage]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in frames {
        encoder.encode_frame(Frame::new(frame.to_rgba8())).unwrap();
    }
    if frames.len() > 1 {
        encoder
            .set_repeat(image::codecs::gif::Repeat::Infinite)
            .unwrap();
    }
    drop(encoder);
    bytes
}

/// A TIFF structure, big end first: an orientation, and a GPS block of one latitude if wanted.
pub fn exif(orientation: u16, gps: bool) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |bytes: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        bytes.extend(tag.to_be_bytes());
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value);
    };
    let [high, low] = orientation.to_be_bytes();
    bytes.extend([0, if gps { 2 } else { 1 }]);
    entry(&mut bytes, 0x0112, 3, 1, [high, low, 0, 0]);
    if gps {
        // The block stands after this directory: 8 + 2 + 2 × 12 + 4.
        entry(&mut bytes, 0x8825, 4, 1, 38_u32.to_be_bytes());
    }
    bytes.extend([0; 4]);
    if gps {
        bytes.extend([0, 2]);
        entry(&mut bytes, 0x0001, 2, 2, *b"N\0\0\0");
        // Three fractions at 38 + 2 + 2 × 12 + 4.
        entry(&mut bytes, 0x0002, 5, 3, 68_u32.to_be_bytes());
        bytes.extend([0; 4]);
        for (numerator, denominator) in [(48_u32, 1_u32), (51, 1), (2436, 100)] {
            bytes.extend(numerator.to_be_bytes());
            bytes.extend(denominator.to_be_bytes());
        }
    }
    bytes
}

/// Puts a segment right after the start of a JPEG.
pub fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, marker];
    bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A photo as a phone takes it: turned, with its position, a maker's note, and a second photo after the first (MPO).
pub fn phone_photo(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let first = jpeg(image);
    let mut app1 = b"Exif\0\0".to_vec();
    app1.extend(exif(orientation, true));
    let mut bytes = with_segment(&first, 0xE1, &app1);
    bytes = with_segment(&bytes, 0xE2, b"MPF\0MM\0*secret-index");
    bytes = with_segment(&bytes, 0xFE, b"secret-comment");
    bytes.extend(jpeg(&photo(40, 30)));
    bytes.extend(b"secret-tail");
    bytes
}

/// Puts a chunk right after the header of a PNG. Decoders look at its checksum: it is a true one.
pub fn with_chunk(png: &[u8], name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = png[..33].to_vec();
    bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(name);
    bytes.extend(body);
    let mut crc = u32::MAX;
    for byte in name.iter().chain(body) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    bytes.extend((!crc).to_be_bytes());
    bytes.extend(&png[33..]);
    bytes
}

/// Files in memory.
#[derive(Default)]
pub struct MemorySources {
    entries: Vec<Entry>,
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySources {
    pub fn new(files: Vec<(&str, Vec<u8>)>) -> Self {
        let files: BTreeMap<String, Vec<u8>> = files
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes))
            .collect();
        MemorySources {
            entries: files
                .iter()
                .map(|(path, bytes)| Entry {
                    path: path.clone(),
                    size: bytes.len() as u64,
                })
                .collect(),
            files,
        }
    }
}

impl Sources for MemorySources {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.files.get(path);
        bytes.cloned().ok_or(io::ErrorKind::NotFound.into())
    }
}

type Kept = (Record, Vec<Vec<u8>>);

/// A store that counts how often it was of use.
#[derive(Default)]
pub struct MemoryStore {
    records: Mutex<BTreeMap<Digest, Kept>>,
    pub hits: Mutex<usize>,
}

impl PictureStore for MemoryStore {
    fn load(&self, original: &Digest) -> Option<Record> {
        let records = self.records.lock().unwrap();
        let (record, _) = records.get(original)?;
        *self.hits.lock().unwrap() += 1;
        Some(record.clone())
    }

    fn save(&self, original: &Digest, record: &Record, copies: &[Vec<u8>]) -> io::Result<()> {
        let mut records = self.records.lock().unwrap();
        records.insert(*original, (record.clone(), copies.to_vec()));
        Ok(())
    }

    fn open(&self, copy: &StoredCopy) -> io::Result<Box<dyn Read + Send>> {
        let records = self.records.lock().unwrap();
        let (record, copies) = records
            .get(&copy.original)
            .ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        let at = record
            .copies
            .iter()
            .position(|known| known.hash == copy.hash)
            .ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Box::new(Cursor::new(copies[at].clone())))
    }
}
