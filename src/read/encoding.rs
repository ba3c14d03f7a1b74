//! The bytes of a text file → its text. UTF-8 first; a byte-order mark for UTF-16; else Windows-1252, as Windows writes.

use crate::diag::{Report, text as problem};
use crate::source::{Place, SourceText, Span};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file. Line ends are `\n`, there is no byte-order mark and no NUL.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    pub text: String,
    /// The encoding's name when it was not UTF-8.
    pub other: Option<&'static str>,
    /// Where the text holds a letter that came from a byte which is not UTF-8, in a file that otherwise is.
    pub strays: Vec<usize>,
}

/// The text of a file. What is not UTF-8 in it is reported.
pub fn text(path: &str, bytes: Vec<u8>, report: &mut Report) -> SourceText {
    let decoded = decode(bytes);
    let source = SourceText::new(path.to_owned(), decoded.text);
    if let Some(encoding) = decoded.other {
        report.add(problem::encoding(encoding), Place::file(path));
    }
    let mut said = 0;
    for at in decoded.strays.into_iter().take(MOST_SAID) {
        let letter = source.text[at..].chars().next().unwrap_or_default();
        let place = source.place(Span::new(at, at + letter.len_utf8()));
        // Once a line: the whole line was pasted from elsewhere.
        if place.line != said {
            said = place.line;
            report.add(problem::stray_byte(letter), place);
        }
    }
    source
}

/// More are of the same kind.
const MOST_SAID: usize = 200;

/// Decodes the bytes of a text. Never fails: Windows-1252 reads any byte.
///
/// A file that holds more letters of UTF-8 than bytes that are none is UTF-8: only these bytes are read otherwise.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let (encoding, skip): (&'static Encoding, usize) = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (UTF_8, 3),
        [0xFF, 0xFE, ..] => (UTF_16LE, 2),
        [0xFE, 0xFF, ..] => (UTF_16BE, 2),
        _ => (UTF_8, 0),
    };
    let other = |text: String, name| Decoded {
        text: clean(text),
        other: Some(name),
        strays: Vec::new(),
    };
    if encoding != UTF_8 {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return other(text.into_owned(), encoding.name());
    }
    let bytes = if skip > 0 {
        bytes[skip..].to_vec()
    } else {
        bytes
    };
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: clean(text),
            other: None,
            strays: Vec::new(),
        },
        Err(error) => {
            let bytes = error.as_bytes();
            mended(bytes).unwrap_or_else(|| {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                other(text.into_owned(), WINDOWS_1252.name())
            })
        }
    }
}

/// Reads UTF-8 with some bytes that are not, each as Windows-1252 has it; nothing when most are not.
fn mended(bytes: &[u8]) -> Option<Decoded> {
    let (mut letters, mut odd) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        odd += chunk.invalid().len();
    }
    if odd >= letters {
        return None;
    }
    let mut text = String::with_capacity(bytes.len() + odd * 2);
    let mut strays = Vec::with_capacity(odd);
    for chunk in bytes.utf8_chunks() {
        text.push_str(&clean(chunk.valid().to_owned()));
        for byte in chunk.invalid() {
            strays.push(text.len());
            let (letter, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
            text.push_str(&letter);
        }
    }
    Some(Decoded {
        text,
        other: None,
        strays,
    })
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

    #[test]
    fn one_bad_byte_costs_one_letter_and_names_its_line() {
        let mut bytes = "Été à Noé\r\nle caf".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xE9 est pr\xEAt\r\nfor\xC3\xAAt\r\n");
        let mut report = Report::default();
        let source = text("a.md", bytes, &mut report);
        assert_eq!(source.text, "Été à Noé\nle café est prêt\nforêt\n");
        let said: Vec<(&str, usize, usize)> = report
            .diagnostics()
            .iter()
            .filter_map(|one| {
                let place = one.place.as_ref()?;
                Some((one.code(), place.line, place.column))
            })
            .collect();
        assert_eq!(said, [("text.stray-byte", 2, 7)]);
    }
}
