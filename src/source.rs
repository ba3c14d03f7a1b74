//! The ground: files by path, and places in their text. Nothing here interprets what a file says.

use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::sync::OnceLock;

/// One file of the project, as listed on disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path from the project's root: `/` between parts, NFC, never absolute, never with `..`.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
}

/// What changes whenever a file is written, as far as its disk tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub size: u64,
    /// Seconds and nanoseconds since 1970.
    pub modified: (u64, u32),
    /// Time of the last change of any kind, and the file's number: nobody sets these by hand. Absent on Windows.
    pub identity: Option<(i64, i64, u64)>,
}

/// The files of a project, read on demand. The disk implements it; so does a test.
///
/// Nothing here keeps bytes: a site may hold gigabytes of photos.
pub trait Sources: Sync {
    /// Every file, sorted by path. Hidden files, the output folder and links that lead outside are not listed.
    fn entries(&self) -> &[Entry];

    /// The bytes of a listed file.
    ///
    /// # Errors
    /// What the disk says; `NotFound` for a path that is not listed.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The bytes of a listed file, to be read in pieces, from the first one.
    ///
    /// # Errors
    /// What the disk says; `NotFound` for a path that is not listed.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }

    /// The stamp of a listed file; nothing when it proves nothing, because the file was written a moment ago.
    fn stamp(&self, path: &str) -> Option<Stamp> {
        let _ = path;
        None
    }

    /// Whether a file of that exact path is listed.
    fn has(&self, path: &str) -> bool {
        self.entries()
            .binary_search_by(|entry| entry.path.as_str().cmp(path))
            .is_ok()
    }
}

/// A range of bytes in the text of one file.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize,
)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; the end is never before the start.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }
}

/// The text of one file, decoded, with its path: what a diagnostic quotes from.
#[derive(Debug, Clone)]
pub struct SourceText {
    pub path: String,
    pub text: String,
    /// Where its lines start, found when the first place is asked for.
    lines: OnceLock<Lines>,
}

/// Where a diagnostic points: self-contained, so that no file text outlives its reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path from the project's root.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// First column, from 1, in characters.
    pub column: usize,
    /// Column after the last character, on the same line.
    pub end: usize,
    /// The line, without its line end; of a line of more than a thousand characters, those around the place.
    pub excerpt: String,
    /// Characters of the line that stand before the excerpt.
    pub skipped: usize,
}

/// Bytes of a line that is kept whole with a place: a file may be one line, and every word of it a problem.
const LONGEST_LINE: usize = 1000;

/// Characters that are kept before and after the start of a place in a longer line.
const AROUND: (usize, usize) = (120, 240);

impl Place {
    /// A place that names a file without a line of it (a missing file, a folder).
    pub fn file(path: impl Into<String>) -> Self {
        Place {
            file: path.into(),
            line: 1,
            column: 1,
            end: 1,
            excerpt: String::new(),
            skipped: 0,
        }
    }
}

/// A text that can be quoted: what a stage needs to know of a file to report a problem in it.
pub trait Quoted {
    fn path(&self) -> &str;

    /// Turns a span of the text into line, columns and excerpt.
    fn place(&self, span: Span) -> Place;
}

impl Quoted for SourceText {
    fn path(&self) -> &str {
        &self.path
    }

    fn place(&self, span: Span) -> Place {
        SourceText::place(self, span)
    }
}

impl SourceText {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        SourceText {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// Turns a span into line, columns and excerpt. A span over several lines is cut at the end of the first.
    pub fn place(&self, span: Span) -> Place {
        let text = self.text.as_str();
        let lines = self.lines.get_or_init(|| Lines::of(text));
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let (number, line_start, line_end) = lines.around(start, text.len());
        let mut end = (span.end as usize).clamp(start, line_end.max(start));
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let line = text[line_start..line_end].trim_end_matches('\r');
        let column = lines.characters(line_start, start, text) + 1;
        let (mut excerpt, mut skipped) = (line, 0);
        if line.len() > LONGEST_LINE {
            let (before, after) = line.split_at((start - line_start).min(line.len()));
            let from = before.char_indices().rev().take(AROUND.0).last();
            let from = from.map_or(before.len(), |(at, _)| at);
            let to = after.char_indices().nth(AROUND.1);
            let to = to.map_or(line.len(), |(at, _)| before.len() + at);
            excerpt = &line[from..to];
            skipped = (column - 1).saturating_sub(AROUND.0);
        }
        Place {
            file: self.path.clone(),
            line: number,
            column,
            end: column + lines.characters(start, end, text),
            excerpt: excerpt.to_owned(),
            skipped,
        }
    }
}

/// The lines of a text, and its characters up to some of its bytes: a place costs the same wherever it lies, in a text
/// of a hundred thousand mistakes on one line too.
#[derive(Debug, Clone)]
struct Lines {
    /// First byte of each line.
    starts: Vec<u32>,
    /// Characters before every [`STEP`]th byte.
    characters: Vec<u32>,
}

/// Bytes from one count of characters to the next.
const STEP: usize = 4096;

fn first_bytes(bytes: &[u8]) -> usize {
    // The bytes that continue a character are those of the form 10xxxxxx.
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl Lines {
    fn of(text: &str) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut before = 0;
        let characters = text.as_bytes().chunks(STEP).map(|chunk| {
            let here = before;
            before += first_bytes(chunk);
            number(here)
        });
        Lines {
            starts: std::iter::once(0)
                .chain(ends.map(|at| number(at + 1)))
                .collect(),
            characters: characters.collect(),
        }
    }

    /// The line of a byte: its number from 1, its first byte, and the byte after its last.
    fn around(&self, at: usize, length: usize) -> (usize, usize, usize) {
        let number = self.starts.partition_point(|start| *start as usize <= at);
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.starts[before] as usize);
        let end = self
            .starts
            .get(number)
            .map_or(length, |next| *next as usize - 1);
        (number, start, end)
    }

    /// The characters from one byte to another.
    fn characters(&self, from: usize, to: usize, text: &str) -> usize {
        if to - from <= STEP {
            return first_bytes(&text.as_bytes()[from..to]);
        }
        let before = |at: usize| match self.characters.get(at / STEP) {
            Some(count) => *count as usize + first_bytes(&text.as_bytes()[at / STEP * STEP..at]),
            // The end of a text of whole steps.
            None => first_bytes(text.as_bytes()),
        };
        before(to) - before(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_becomes_line_column_and_excerpt() {
        let source = SourceText::new("a.md", "un\r\nété là\nfin");
        let at = source.text.find("là").unwrap();
        let place = source.place(Span::new(at, at + 3));
        assert_eq!((place.line, place.column, place.end), (2, 5, 7));
        assert_eq!(place.excerpt, "été là");
        // Of a long line, what stands around the place.
        let long = SourceText::new(
            "a.md",
            format!("{}là{}", "é".repeat(3000), "x".repeat(3000)),
        );
        let place = long.place(Span::new(6000, 6003));
        assert_eq!((place.column, place.end, place.skipped), (3001, 3003, 2880));
        let words: Vec<char> = place.excerpt.chars().collect();
        assert_eq!((words.len(), words[119], words[120]), (360, 'é', 'l'));
        // A span past the end still names the last line.
        assert_eq!(source.place(Span::new(999, 1000)).line, 3);
    }
}
