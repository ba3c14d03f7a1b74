//! Which encoding the bytes of a table are in. In: the bytes, read once, in pieces. Out: an [`Encoding`] and what else
//! was seen on the way. Nothing is guessed from statistics: strict UTF-8, a byte-order mark, else Windows-1252.

use super::Input;
use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::{self, Read};

pub use crate::model::profile::{Encoding, LineEnds};

/// Bytes that are looked at for separators and headers.
pub const HEAD: usize = 256 << 10;

/// What one look at all bytes of a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    pub bytes: u64,
    pub encoding: Encoding,
    /// Bytes of the byte-order mark.
    pub mark: usize,
    pub line_ends: LineEnds,
    pub has_nul: bool,
    /// The first bytes, in UTF-8 if the file is UTF-16, as they are otherwise.
    pub head: Vec<u8>,
}

/// Looks at all bytes of a file.
///
/// # Errors
/// What the disk says.
pub fn survey(input: &dyn Input) -> io::Result<Survey> {
    let mut reader = input.open()?;
    let mut head = Vec::new();
    let mut lines = Lines::default();
    let mut block = vec![0; 64 << 10];
    let mut carried = 0;
    let mut bytes = 0_u64;
    loop {
        let count = read_some(&mut *reader, &mut block[carried..])?;
        if count == 0 {
            break;
        }
        bytes += count as u64;
        let filled = carried + count;
        if head.len() < HEAD {
            let wanted = (HEAD - head.len()).min(count);
            head.extend_from_slice(&block[carried..carried + wanted]);
        }
        let rest = lines.look(&block[..filled]);
        block.copy_within(filled - rest..filled, 0);
        carried = rest;
    }
    lines.end(carried > 0);
    let (encoding, mark) = match head.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (lines.encoding(), 3),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
        _ => (lines.encoding(), 0),
    };
    if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
        let mut text = Vec::new();
        Transcoded::new(&head[..], encoding)
            .take(HEAD as u64)
            .read_to_end(&mut text)?;
        // In UTF-16 every other byte of plain letters is a zero; line ends are those of the text.
        let mut own = Lines::default();
        own.look(&text);
        lines.line_ends = own.line_ends;
        lines.has_nul = own.has_nul;
        head = text;
    } else {
        head.drain(..mark);
    }
    Ok(Survey {
        bytes,
        encoding,
        mark,
        line_ends: lines.line_ends,
        has_nul: lines.has_nul,
        head,
    })
}

/// Reads again where a signal interrupted.
fn read_some(reader: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Counts of lines that have letters beyond ASCII, by what those letters are.
#[derive(Default)]
struct Lines {
    line_ends: LineEnds,
    has_nul: bool,
    /// Lines with sequences of UTF-8, and lines with bytes that are none.
    multibyte: u64,
    invalid: u64,
    in_line: (bool, bool),
    last: u8,
}

impl Lines {
    /// Looks at bytes, the first of which may be left from before. Returns how many at the end are the start of a
    /// letter that is not whole yet.
    fn look(&mut self, bytes: &[u8]) -> usize {
        self.has_nul |= memchr::memchr(0, bytes).is_some();
        self.ends(bytes);
        let mut rest = bytes;
        loop {
            match std::str::from_utf8(rest) {
                Ok(_) => {
                    self.valid(rest);
                    return 0;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.valid(good);
                    let Some(length) = error.error_len() else {
                        return bad.len();
                    };
                    self.in_line.1 = true;
                    rest = &bad[length..];
                }
            }
        }
    }

    fn valid(&mut self, bytes: &[u8]) {
        if bytes.is_ascii() {
            if memchr::memchr(b'\n', bytes).is_some() {
                self.end_line();
            }
            return;
        }
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            self.in_line.0 |= !bytes[start..end].is_ascii();
            self.end_line();
            start = end + 1;
        }
        self.in_line.0 |= !bytes[start..].is_ascii();
    }

    fn end_line(&mut self) {
        match std::mem::take(&mut self.in_line) {
            (_, true) => self.invalid += 1,
            (true, false) => self.multibyte += 1,
            _ => {}
        }
    }

    fn end(&mut self, cut: bool) {
        self.in_line.1 |= cut;
        self.end_line();
    }

    /// Which line ends there are. Once all kinds were seen, there is nothing more to look for.
    fn ends(&mut self, bytes: &[u8]) {
        let ends = &mut self.line_ends;
        if !(ends.lf && ends.crlf) {
            let mut before = self.last;
            let mut from = 0;
            for at in memchr::memchr_iter(b'\n', bytes) {
                if at > 0 {
                    before = bytes[at - 1];
                }
                match before {
                    b'\r' => ends.crlf = true,
                    _ => ends.lf = true,
                }
                from = at + 1;
                if ends.lf && ends.crlf {
                    break;
                }
            }
            if !ends.lf && !ends.crlf {
                ends.cr |= memchr::memchr(b'\r', &bytes[from..]).is_some();
            }
        }
        self.last = bytes.last().copied().unwrap_or(self.last);
    }

    fn encoding(&self) -> Encoding {
        match (self.multibyte, self.invalid) {
            (_, 0) => Encoding::Utf8,
            (0, _) => Encoding::Windows1252,
            (multibyte, invalid) => Encoding::Mixed {
                mostly_utf8: multibyte >= invalid,
            },
        }
    }
}

/// The text of some bytes of a file that is not UTF-16, and whether they are coded as the rest of the file is.
pub fn text(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, bool) {
    let old = || {
        WINDOWS_1252
            .decode_without_bom_handling_and_without_replacement(bytes)
            .unwrap_or_else(|| String::from_utf8_lossy(bytes))
    };
    match encoding {
        Encoding::Windows1252 => (old(), true),
        Encoding::Mixed { mostly_utf8 } => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), mostly_utf8 || text.is_ascii()),
            Err(_) => (old(), !mostly_utf8),
        },
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), true),
            // The file changed while it was read.
            Err(_) => (String::from_utf8_lossy(bytes), false),
        },
    }
}

/// All the text of a file, without its byte-order mark.
///
/// # Errors
/// What the disk says.
pub fn whole(input: &dyn Input, survey: &Survey, encoding: Encoding) -> io::Result<String> {
    let mut bytes = Vec::new();
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            Transcoded::new(input.open()?, encoding).read_to_end(&mut bytes)?;
        }
        _ => {
            input.open()?.read_to_end(&mut bytes)?;
            bytes.drain(..survey.mark.min(bytes.len()));
        }
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => text(error.as_bytes(), encoding).0.into_owned(),
    })
}

/// UTF-16 bytes read as UTF-8. A surrogate without its other half becomes U+FFFD.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    from: usize,
    filled: usize,
    ended: bool,
    output: Vec<u8>,
    given: usize,
}

impl<R: Read> Transcoded<R> {
    /// The mark at the start of the bytes is left out.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf16Be => UTF_16BE.new_decoder_with_bom_removal(),
            _ => UTF_16LE.new_decoder_with_bom_removal(),
        };
        Transcoded {
            inner,
            decoder,
            input: vec![0; 32 << 10],
            from: 0,
            filled: 0,
            ended: false,
            output: Vec::new(),
            given: 0,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.output.resize(128 << 10, 0);
        self.given = 0;
        if self.from == self.filled {
            self.from = 0;
            self.filled = read_some(&mut self.inner, &mut self.input)?;
        }
        let last = self.filled == 0;
        let (_, read, written, _) = self.decoder.decode_to_utf8(
            &self.input[self.from..self.filled],
            &mut self.output,
            last,
        );
        self.from += read;
        self.ended = last;
        self.output.truncate(written);
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = into.len().min(self.output.len() - self.given);
        into[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
