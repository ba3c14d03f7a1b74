//! The bytes of a text file → its text. UTF-8 first; a byte-order mark for UTF-16; else Windows-1252, as Windows writes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file. Line ends are `\n`, there is no byte-order mark and no NUL.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub text: String,
    /// The encoding's name when it was not UTF-8.
    pub other: Option<&'static str>,
}

/// Decodes the bytes of a text. Never fails: Windows-1252 reads any byte.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let (encoding, skip): (&'static Encoding, usize) = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (UTF_8, 3),
        [0xFF, 0xFE, ..] => (UTF_16LE, 2),
        [0xFE, 0xFF, ..] => (UTF_16BE, 2),
        _ => (UTF_8, 0),
    };
    if encoding == UTF_8 {
        let bytes = if skip > 0 {
            bytes[skip..].to_vec()
        } else {
            bytes
        };
        return match String::from_utf8(bytes) {
            Ok(text) => Decoded {
                text: clean(text),
                other: None,
            },
            Err(error) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
                Decoded {
                    text: clean(text.into_owned()),
                    other: Some(WINDOWS_1252.name()),
                }
            }
        };
    }
    let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
    Decoded {
        text: clean(text.into_owned()),
        other: Some(encoding.name()),
    }
}

/// One kind of line end, and no NUL: CommonMark asks for U+FFFD in its place.
fn clean(text: String) -> String {
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    if text.contains('\0') {
        text.replace('\0', "\u{FFFD}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("été\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [
            "été\n".as_bytes().to_vec(),
            "\u{FEFF}été\r\n".as_bytes().to_vec(),
            b"\xE9t\xE9\r\n".to_vec(),
            utf16,
        ] {
            assert_eq!(decode(bytes).text, "été\n");
        }
        assert_eq!(decode(b"\xE9".to_vec()).other, Some("windows-1252"));
    }
}
