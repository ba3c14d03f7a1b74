use crate::picture::format::Format;
use crate::picture::probe::{is_complete, probe};
use crate::picture::samples::{
    chart, exif, gif, jpeg, phone_photo, photo, png, webp, with_chunk, with_segment,
};
use crate::picture::strip::strip;
use std::io::Cursor;

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// Sets the Exif and XMP of a WebP by hand.
fn webp_with_metadata() -> Vec<u8> {
    let plain = webp(&chart(64, 48));
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut chunk = |name: &[u8; 4], body: &[u8]| {
        bytes.extend(name);
        bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        bytes.extend(body);
        if body.len() % 2 == 1 {
            bytes.push(0);
        }
    };
    chunk(b"VP8X", &[0x0C, 0, 0, 0, 63, 0, 0, 47, 0, 0]);
    let body = u32::from_le_bytes(plain[16..20].try_into().unwrap()) as usize;
    chunk(b"VP8L", &plain[20..20 + body]);
    chunk(b"EXIF", &exif(1, true));
    chunk(b"XMP ", b"<x>secret-packet</x>");
    let size = u32::try_from(bytes.len() - 8).unwrap();
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    bytes
}

#[test]
fn headers_are_read_without_the_pixels() {
    let image = photo(64, 48);
    for (bytes, format) in [
        (jpeg(&image), Format::Jpeg),
        (png(&image), Format::Png),
        (webp(&image), Format::Webp),
        (gif(std::slice::from_ref(&image)), Format::Gif),
    ] {
        let probe = probe(&mut Cursor::new(&bytes)).unwrap();
        assert_eq!(
            (probe.format, probe.width, probe.height, probe.animated),
            (format, 64, 48, false)
        );
        assert!(!probe.gps);
        assert!(
            is_complete(&mut Cursor::new(&bytes), format).unwrap(),
            "{format:?}"
        );
        let cut = &bytes[..bytes.len() - 9];
        assert!(
            !is_complete(&mut Cursor::new(cut), format).unwrap(),
            "{format:?}"
        );
    }
    let frames = gif(&[chart(20, 10), chart(20, 10), chart(20, 10)]);
    assert!(probe(&mut Cursor::new(&frames)).unwrap().animated);
}

#[test]
fn orientation_and_position_are_found_wherever_they_stand() {
    for orientation in 1..=8 {
        let bytes = phone_photo(&photo(64, 48), orientation);
        let found = probe(&mut Cursor::new(&bytes)).unwrap();
        assert_eq!(u16::from(found.orientation.exif()), orientation);
        assert!(found.gps);
        let sides = if orientation >= 5 { (48, 64) } else { (64, 48) };
        assert_eq!(found.shown_size(), sides);
    }
    let bytes = with_chunk(&png(&chart(64, 48)), b"eXIf", &exif(6, true));
    let found = probe(&mut Cursor::new(&bytes)).unwrap();
    assert_eq!((found.orientation.exif(), found.gps), (6, true));
    assert!(probe(&mut Cursor::new(webp_with_metadata())).unwrap().gps);
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='48'/>";
    let bytes = with_segment(&jpeg(&photo(64, 48)), 0xE1, xmp);
    assert!(probe(&mut Cursor::new(&bytes)).unwrap().gps);
    // A position is what tells a place, not a block that tells nothing.
    let mut body = b"Exif\0\0".to_vec();
    body.extend(exif(9, false));
    let bytes = with_segment(&jpeg(&photo(64, 48)), 0xE1, &body);
    let found = probe(&mut Cursor::new(&bytes)).unwrap();
    assert_eq!((found.orientation.exif(), found.gps), (1, false));
}

#[test]
fn stripping_leaves_the_pixels_and_nothing_else() {
    let image = photo(64, 48);
    let bytes = phone_photo(&image, 6);
    let stripped = strip(&bytes, Format::Jpeg).unwrap();
    assert!(stripped.complete);
    assert_eq!(
        stripped.bytes,
        strip(&jpeg(&image), Format::Jpeg).unwrap().bytes
    );
    assert!(!holds(&stripped.bytes, "secret") && !holds(&stripped.bytes, "Exif"));

    let plain = png(&chart(64, 48));
    let bytes = with_chunk(&plain, b"eXIf", &exif(6, true));
    let bytes = with_chunk(&bytes, b"tEXt", b"Author\0secret-name");
    assert_eq!(strip(&bytes, Format::Png).unwrap().bytes, plain);

    let stripped = strip(&webp_with_metadata(), Format::Webp).unwrap();
    assert!(!holds(&stripped.bytes, "secret") && !holds(&stripped.bytes, "EXIF"));
    let decoded = image::load_from_memory(&stripped.bytes).unwrap();
    assert_eq!(decoded.to_rgb8(), chart(64, 48).to_rgb8());

    let frames = gif(&[chart(20, 10), photo(20, 10)]);
    let mut noted = frames[..frames.len() - 1].to_vec();
    noted.extend(b"\x21\xFE\x0Esecret-comment\0\x21\xFF\x0BXMP DataXMP\x06secret\0\x3Btail");
    assert_eq!(strip(&noted, Format::Gif).unwrap().bytes, frames);
}

/// Every cut and every changed byte of a file gives an answer, never a panic nor a walk without end.
#[test]
fn damaged_files_are_walked_without_harm() {
    for (bytes, format) in [
        (phone_photo(&photo(16, 12), 6), Format::Jpeg),
        (
            with_chunk(&png(&chart(16, 12)), b"eXIf", &exif(6, true)),
            Format::Png,
        ),
        (webp_with_metadata(), Format::Webp),
        (gif(&[chart(16, 12), photo(16, 12)]), Format::Gif),
    ] {
        for at in 0..bytes.len() {
            let _ = probe(&mut Cursor::new(&bytes[..at]));
            let _ = strip(&bytes[..at], format);
            for value in [0x00, 0x7F, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                let _ = probe(&mut Cursor::new(&changed));
                let _ = strip(&changed, format);
            }
        }
    }
}
