use super::record::RecordedCopy;
use super::samples::*;
use super::*;
use crate::diag::{Diagnostic, Language};
use ::image::GenericImageView;

fn wanted(source: &str) -> Wanted {
    Wanted {
        source: source.into(),
        folder: "equipe".into(),
    }
}

fn codes(pictures: &Pictures, source: &str) -> Vec<&'static str> {
    let problems = pictures.problems.get(source).map(Vec::as_slice);
    problems
        .unwrap_or_default()
        .iter()
        .map(|problem| problem.kind.code)
        .collect()
}

fn copies(bytes: &[u8]) -> Vec<(RecordedCopy, Vec<u8>)> {
    let processed = process(bytes);
    processed
        .record
        .copies
        .into_iter()
        .zip(processed.copies)
        .collect()
}

#[test]
fn a_phone_photo_becomes_light_upright_copies_that_tell_nothing() {
    let bytes = phone_photo(&photo(400, 2000), 6);
    let store = MemoryStore::default();
    let sources = MemorySources::new(vec![("equipe/Réunion n°1 🎉.JPG", bytes)]);
    let pictures = pictures(&sources, &[wanted("equipe/Réunion n°1 🎉.JPG")], &store).unwrap();
    let shown = &pictures.shown["equipe/Réunion n°1 🎉.JPG"];
    assert_eq!((shown.width, shown.height), (2000, 400));
    let sizes: Vec<_> = shown
        .variants
        .iter()
        .map(|variant| (variant.width, variant.height))
        .collect();
    assert_eq!(sizes, [(480, 96), (960, 192), (1600, 320)]);
    assert_eq!(codes(&pictures, "equipe/Réunion n°1 🎉.JPG"), ["image.gps"]);
    for variant in &shown.variants {
        assert!(
            variant.path.starts_with("equipe/images/reunion-n"),
            "{}",
            variant.path
        );
        assert!(
            variant.path.is_ascii() && variant.path.ends_with(&format!("-{}.jpg", variant.width))
        );
        let copy = &pictures.files[&variant.path];
        let mut published = Vec::new();
        io::Read::read_to_end(&mut store.open(copy).unwrap(), &mut published).unwrap();
        assert_eq!(published.len() as u64, copy.bytes);
        let probe = probe::probe(&mut Cursor::new(&published)).unwrap();
        assert_eq!((probe.width, probe.height), (variant.width, variant.height));
        assert!(!probe.gps && probe.orientation == probe::Orientation::UPRIGHT);
        assert!(!published.windows(6).any(|window| window == b"secret"));
        // Orientation 6 shows the stored top left corner at the top right.
        let decoded = ::image::load_from_memory(&published).unwrap();
        let corner = decoded.get_pixel(variant.width - 10, 10);
        assert!(corner.0[0] > 200 && corner.0[1] < 80, "{corner:?}");
    }
}

#[test]
fn photos_become_jpeg_and_drawings_stay_sharp() {
    // A photo that somebody saved as PNG.
    let made = copies(&png(&photo(1200, 200)));
    assert!(
        made.iter().all(|(copy, _)| copy.extension == "jpg"),
        "{made:?}"
    );
    // A chart: every pixel as drawn.
    let made = copies(&png(&chart(900, 600)));
    let (widest, bytes) = made.last().unwrap();
    assert!(matches!(widest.extension.as_str(), "png" | "webp"));
    let decoded = ::image::load_from_memory(bytes).unwrap();
    assert_eq!(decoded.to_rgb8(), chart(900, 600).to_rgb8());
    // Transparency survives.
    for original in [png(&transparent(900, 900)), webp(&transparent(900, 900))] {
        for (copy, bytes) in copies(&original) {
            assert!(matches!(copy.extension.as_str(), "png" | "webp"));
            let decoded = ::image::load_from_memory(&bytes).unwrap().to_rgba8();
            assert_eq!(decoded.get_pixel(1, 1).0[3], 0);
            assert_eq!(decoded.get_pixel(copy.width / 2, copy.height / 2).0[3], 255);
        }
    }
}

#[test]
fn a_light_photo_is_not_encoded_twice() {
    let mut original = Vec::new();
    ::image::codecs::jpeg::JpegEncoder::new_with_quality(&mut original, 60)
        .encode_image(&photo(800, 600))
        .unwrap();
    let mut body = b"Exif\0\0".to_vec();
    body.extend(exif(1, true));
    let made = copies(&with_segment(&original, 0xE1, &body));
    let stripped = strip::strip(&original, Format::Jpeg).unwrap().bytes;
    assert_eq!(made.last().unwrap().1, stripped);
}

#[test]
fn copies_grow_with_their_width_and_none_is_useless() {
    for original in [
        jpeg(&photo(1700, 90)),
        png(&photo(1700, 90)),
        png(&chart(1700, 90)),
        webp(&transparent(1700, 90)),
        gif(&[chart(1700, 90)]),
    ] {
        let made = copies(&original);
        assert_eq!(made.last().unwrap().0.width, 1600);
        for pair in made.windows(2) {
            assert!(pair[0].0.width < pair[1].0.width);
            assert!(pair[0].1.len() < pair[1].1.len());
        }
    }
}

/// Our decoder would garble this file: every pixel must be the encoder's own.
#[test]
fn colors_in_scans_of_their_own_are_copied() {
    let mut original = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut original, 80);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    let pixels = photo(640, 48).to_rgb8();
    encoder
        .encode(&pixels, 640, 48, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    let made = copies(&original);
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].1, original);
}

#[test]
fn an_animation_keeps_its_frames() {
    let frames = gif(&[chart(40, 30), photo(40, 30), chart(40, 30)]);
    let made = copies(&frames);
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].0.extension.as_str(), made[0].0.width), ("gif", 40));
    let layout = probe::layout(
        &mut Cursor::new(&made[0].1),
        Format::Gif,
        container::Depth::Whole,
    );
    let layout = layout.unwrap().unwrap();
    let count = layout
        .parts
        .iter()
        .filter(|part| part.name[0] == 0x2C)
        .count();
    assert_eq!(count, 3);
}

/// The header of a PNG of any size, without pixels.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82");
    bytes
}

#[test]
fn what_cannot_be_shown_is_said_and_stops_nothing() {
    let whole = jpeg(&photo(400, 300));
    let cases: Vec<(&str, Vec<u8>, &[&str], bool)> = vec![
        ("a/photo.png", whole.clone(), &["image.mislabelled"], true),
        (
            "a/photo.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            &["image.heic"],
            false,
        ),
        (
            "a/photo2.jpg",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            &["image.heic"],
            false,
        ),
        (
            "a/scan.tif",
            b"II*\0\x08\0\0\0".to_vec(),
            &["image.format"],
            false,
        ),
        (
            "a/page.png",
            b"<!DOCTYPE html><title>Drive</title>".to_vec(),
            &["image.page-saved"],
            false,
        ),
        (
            "a/text.jpg",
            b"bonjour".to_vec(),
            &["image.unreadable"],
            false,
        ),
        ("a/empty.jpg", Vec::new(), &["image.unreadable"], false),
        (
            "a/cut.jpg",
            whole[..whole.len() / 2].to_vec(),
            &["image.truncated"],
            true,
        ),
        (
            "a/cut-early.jpg",
            whole[..20].to_vec(),
            &["image.unreadable"],
            false,
        ),
        (
            "a/bomb.png",
            png_header(60_000, 60_000),
            &["image.heavy"],
            false,
        ),
        (
            "a/bomb.gif",
            b"GIF89a\xFF\xFF\xFF\xFF\0\0\0\x3B".to_vec(),
            &["image.heavy"],
            false,
        ),
        (
            "a/hollow.png",
            png_header(50, 50),
            &["image.unreadable"],
            false,
        ),
        ("a/good.jpg", whole, &[], true),
        (
            "a/broken.svg",
            b"<svg><g></svg>".to_vec(),
            &["image.svg-malformed"],
            false,
        ),
    ];
    let wanted: Vec<Wanted> = cases.iter().map(|case| wanted(case.0)).collect();
    let sources = MemorySources::new(cases.iter().map(|case| (case.0, case.1.clone())).collect());
    let mut wanted_too = wanted.clone();
    wanted_too.push(super::tests::wanted("a/absent.jpg"));
    let pictures = pictures(&sources, &wanted_too, &MemoryStore::default()).unwrap();
    for (source, _, expected, shown) in &cases {
        assert_eq!(codes(&pictures, source), *expected, "{source}");
        assert_eq!(pictures.shown.contains_key(*source), *shown, "{source}");
    }
    assert_eq!(codes(&pictures, "a/absent.jpg"), ["image.unreadable"]);
    for problem in pictures.problems.values().flatten() {
        let diagnostic = Diagnostic {
            problem: problem.clone(),
            place: None,
        };
        for language in [Language::French, Language::English] {
            assert!(!diagnostic.message(language).contains(['{', '}']));
            assert!(!diagnostic.help(language).contains(['{', '}']));
        }
    }
}

#[test]
fn damaged_pixels_never_panic() {
    for original in [
        jpeg(&photo(48, 40)),
        png(&photo(48, 40)),
        webp(&photo(48, 40)),
        gif(&[chart(48, 40)]),
    ] {
        for at in (0..original.len()).step_by(original.len() / 60 + 1) {
            let mut changed = original.clone();
            changed[at] ^= 0x55;
            let processed = process(&changed);
            assert_eq!(processed.record.copies.len(), processed.copies.len());
        }
    }
}

#[test]
fn the_same_bytes_give_the_same_copies_on_any_number_of_threads() {
    let files: Vec<(String, Vec<u8>)> = (0..6)
        .map(|number| {
            (
                format!("a/{number}.jpg"),
                jpeg(&photo(600 + number * 10, 400)),
            )
        })
        .collect();
    let sources = MemorySources::new(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.clone()))
            .collect(),
    );
    let wanted: Vec<Wanted> = files.iter().map(|(path, _)| wanted(path)).collect();
    let on_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let found = pool
            .install(|| pictures(&sources, &wanted, &MemoryStore::default()))
            .unwrap();
        (found.shown, found.files)
    };
    assert_eq!(on_threads(1), on_threads(4));
}

#[test]
fn a_store_spares_the_work_and_changes_nothing() {
    let sources = MemorySources::new(vec![("a/x.jpg", jpeg(&photo(600, 400)))]);
    let store = MemoryStore::default();
    let first = pictures(&sources, &[wanted("a/x.jpg"), wanted("a/x.jpg")], &store).unwrap();
    assert_eq!(*store.hits.lock().unwrap(), 0);
    let second = pictures(&sources, &[wanted("a/x.jpg")], &store).unwrap();
    assert_eq!(*store.hits.lock().unwrap(), 1);
    assert_eq!((first.shown, first.files), (second.shown, second.files));
}
