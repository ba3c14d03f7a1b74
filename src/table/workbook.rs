//! Files that are no tables in text. A workbook is opened just enough to name its sheets: its directory and one small file.
//!
//! Reading the cells is left to the spreadsheet: it alone knows what it shows for a number or a date, and which sheet is
//! meant. A crate that reads cells gives serial numbers, holds the whole workbook in memory, and is slow to compile.
//! Formats: PKWARE APPNOTE 6.3 (central directory), ECMA-376 part 1 § 18.2 (`workbook.xml`), OpenDocument 1.3
//! (`content.xml`).

use super::Input;
use crate::diag::Phrase;
use std::io::{self, Read};

/// Bytes of a workbook that are looked at, and of its list of sheets unpacked.
const LARGEST: usize = 128 << 20;
const LARGEST_LIST: usize = 32 << 20;

/// What a file is, when it is no table in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// A workbook with these sheets, in their order.
    Workbook(Vec<String>),
    /// Something else.
    Format(Phrase),
}

/// Looks at the first bytes, and into a workbook for its sheets; nothing for what may be a table.
///
/// # Errors
/// What the disk says.
pub fn other(input: &dyn Input) -> io::Result<Option<Other>> {
    let mut start = Vec::new();
    input.open()?.take(8).read_to_end(&mut start)?;
    let format = |fr: &str, en: &str| Ok(Some(Other::Format(Phrase::new(fr, en))));
    match start.as_slice() {
        [b'P', b'K', 3, 4, ..] => {
            let mut bytes = Vec::new();
            input.open()?.take(LARGEST as u64).read_to_end(&mut bytes)?;
            match sheets(&bytes) {
                Some(sheets) => Ok(Some(Other::Workbook(sheets))),
                None => format("une archive ZIP", "a ZIP archive"),
            }
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => format(
            "un ancien classeur Excel (.xls)",
            "an old Excel workbook (.xls)",
        ),
        [0x1F, 0x8B, ..] => format("un fichier compressé (gzip)", "a compressed file (gzip)"),
        [b'%', b'P', b'D', b'F', ..] => format("un document PDF", "a PDF document"),
        [b'P', b'A', b'R', b'1', ..] => format("un fichier Parquet", "a Parquet file"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => format("une image", "a picture"),
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => format("une base SQLite", "an SQLite database"),
        _ => Ok(None),
    }
}

/// The names of the sheets of a workbook.
fn sheets(bytes: &[u8]) -> Option<Vec<String>> {
    if let Some(xml) = entry(bytes, "xl/workbook.xml") {
        return names(&xml, "sheet", "name");
    }
    // Part of it may be cut: the list of tables is read as it comes, without the tree.
    let xml = entry(bytes, "content.xml")?;
    let text = String::from_utf8_lossy(&xml);
    let tables = text.split("<table:table ").skip(1);
    Some(
        tables
            .filter_map(|tag| {
                let (_, rest) = tag.split_once("table:name=\"")?;
                Some(unescaped(rest.split_once('"')?.0))
            })
            .collect(),
    )
}

fn names(xml: &[u8], tag: &str, attribute: &str) -> Option<Vec<String>> {
    let text = std::str::from_utf8(xml).ok()?;
    let document = roxmltree::Document::parse(text).ok()?;
    let sheets = document
        .descendants()
        .filter(|node| node.tag_name().name() == tag);
    Some(
        sheets
            .filter_map(|sheet| sheet.attribute(attribute))
            .map(str::to_owned)
            .collect(),
    )
}

fn unescaped(text: &str) -> String {
    text.replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// One file of an archive, unpacked.
fn entry(bytes: &[u8], wanted: &str) -> Option<Vec<u8>> {
    let short = |at: usize| -> Option<usize> {
        let pair = bytes.get(at..at + 2)?;
        Some(usize::from(u16::from_le_bytes([pair[0], pair[1]])))
    };
    let long = |at: usize| -> Option<usize> {
        let four = bytes.get(at..at + 4)?;
        usize::try_from(u32::from_le_bytes([four[0], four[1], four[2], four[3]])).ok()
    };
    // The end of the central directory comes last, before a comment of at most 64 KB.
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")?;
    let count = short(end + 10)?;
    let mut at = long(end + 16)?;
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let (name, extra, comment) = (short(at + 28)?, short(at + 30)?, short(at + 32)?);
        if bytes.get(at + 46..at + 46 + name)? == wanted.as_bytes() {
            let (method, packed, header) = (short(at + 10)?, long(at + 20)?, long(at + 42)?);
            let start = header + 30 + short(header + 26)? + short(header + 28)?;
            let data = bytes.get(start..start + packed)?;
            return match method {
                0 => Some(data.to_vec()),
                8 => match miniz_oxide::inflate::decompress_to_vec_with_limit(data, LARGEST_LIST) {
                    Ok(text) => Some(text),
                    // The start of a long list is still a list.
                    Err(cut) => Some(cut.output),
                },
                _ => None,
            };
        }
        at += 46 + name + extra + comment;
    }
    None
}
