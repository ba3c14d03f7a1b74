//! How a table is written: its encoding, its delimiter, its header. In: the first bytes and what the project says. Out: a
//! [`Dialect`]. The delimiter is looked for in the header, outside quotes.

use super::encoding::{self, Survey};
use super::frames::Frames;
use super::{Input, ReadOptions};
use std::io;

/// The delimiters that are known, in the order in which they are preferred.
pub const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Records at the start of a file that are looked at.
const LOOKED_AT: usize = 30;

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    pub survey: Survey,
    pub delimiter: u8,
    /// Record number of the header.
    pub header_row: u32,
    /// A line `sep=;` stands first: a word to spreadsheets, no record of data.
    pub has_hint: bool,
}

/// Finds out how a file is written.
///
/// # Errors
/// What the disk says.
pub fn dialect(input: &dyn Input, options: &ReadOptions) -> io::Result<Dialect> {
    let mut survey = encoding::survey(input)?;
    if let Some(asked) = options.encoding {
        survey.encoding = asked;
    }
    let head = complete(&survey);
    let hint = hint(head);
    let delimiter = options
        .delimiter
        .or(hint)
        .unwrap_or_else(|| delimiter(head));
    let first = first_record(head, delimiter);
    let header_row = match options.header_row {
        Some(row) => row,
        None if hint.is_some() => first.max(2),
        None => first,
    };
    Ok(Dialect {
        delimiter,
        header_row,
        has_hint: hint.is_some(),
        survey,
    })
}

/// The head without the line that it cuts.
fn complete(survey: &Survey) -> &[u8] {
    let head = survey.head.as_slice();
    if (head.len() as u64) < survey.bytes.min(encoding::HEAD as u64) || head.len() < encoding::HEAD
    {
        return head;
    }
    match memchr::memrchr(b'\n', head) {
        Some(end) => &head[..=end],
        None => head,
    }
}

/// What a first line `sep=;` says.
fn hint(head: &[u8]) -> Option<u8> {
    let rest = head
        .strip_prefix(b"sep=")
        .or_else(|| head.strip_prefix(b"SEP="))?;
    let delimiter = *rest.first()?;
    let ends = matches!(rest.get(1), None | Some(b'\n' | b'\r'));
    (ends && DELIMITERS.contains(&delimiter)).then_some(delimiter)
}

/// The record number of the first record that is not blank.
fn first_record(head: &[u8], delimiter: u8) -> u32 {
    let mut records = Widths::new(head, delimiter);
    records.next();
    u32::try_from(records.blank_before + 1).unwrap_or(1)
}

/// The delimiter that makes the first record the header of the others.
///
/// Each is given the number of times that it stands in the header, weighted by the share of the next records that have it
/// as often. A title in the first lines must not hide the header: the fifth record may be it, if others agree.
fn delimiter(head: &[u8]) -> u8 {
    let mut best = (0.0, b',');
    for delimiter in DELIMITERS {
        let widths: Vec<usize> = Widths::new(head, delimiter).take(LOOKED_AT).collect();
        for (at, width) in widths.iter().take(5).enumerate() {
            let count = width - 1;
            let after = &widths[at + 1..];
            let agreeing = after.iter().filter(|other| *other == width).count();
            let agreement = agreeing as f64 / after.len().max(1) as f64;
            if at > 0 && (count < 2 || agreement < 0.5) {
                continue;
            }
            let score = count as f64 * (0.01 + agreement);
            if score > best.0 {
                best = (score, delimiter);
            }
        }
    }
    if best.0 == 0.0
        && let Some(only) = only_blanks(head)
    {
        return only;
    }
    best.1
}

/// The delimiter of a file that has nothing but delimiters.
fn only_blanks(head: &[u8]) -> Option<u8> {
    let is_delimiter = |byte: &u8| DELIMITERS.contains(byte);
    let blank = |byte: &u8| is_delimiter(byte) || byte.is_ascii_whitespace();
    let first = head.iter().find(|byte| is_delimiter(byte))?;
    head.iter().all(blank).then_some(*first)
}

/// The number of cells of each record that is not blank.
struct Widths<'a> {
    reader: csv::Reader<Frames<&'a [u8]>>,
    record: csv::ByteRecord,
    /// Blank records before the last one given.
    blank_before: u64,
    index: u64,
}

impl<'a> Widths<'a> {
    fn new(head: &'a [u8], delimiter: u8) -> Self {
        let old_ends = memchr::memchr(b'\n', head).is_none();
        let frames = Frames::new(head, delimiter, old_ends, true);
        Widths {
            reader: super::records::parser(frames, delimiter),
            record: csv::ByteRecord::new(),
            blank_before: 0,
            index: 0,
        }
    }
}

impl Iterator for Widths<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let read = self.reader.read_byte_record(&mut self.record).ok()?;
        self.blank_before = self.reader.get_mut().gap(self.index);
        self.index += 1;
        read.then(|| self.record.len().max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_header_s() {
        for (text, expected) in [
            ("a;b;c\n1,5;2,5;3\n", b';'),
            ("a,b\n1;2;3,4\n", b','),
            ("\"a;b\",c\n1,2\n", b','),
            (
                "Subventions, année 2017\nnom;montant;ville\nA;1;B\nC;2;D\n",
                b';',
            ),
            ("Montant, en euros;Année\n1;2\n3;4\n", b';'),
            ("a\tb\n1\t2\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("nom\nDupont, Jean\nMartin, Paul\n", b','),
            ("", b','),
            ("a;b;c\nprose, avec, des, virgules, partout;1;2\n", b';'),
        ] {
            assert_eq!(delimiter(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(hint(b"sep=|\r\na|b"), Some(b'|'));
        assert_eq!(first_record(b";;\n\na;b;c\n", b';'), 3);
    }
}
