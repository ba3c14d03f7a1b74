//! The sources and the output of a build behind a veil: every text, table, drawing and path is read with the people of
//! the rosters already shown as they want. Nothing after it knows the names, so nothing after it can let one through.

use super::names::{Edit, Medium, Names, apply};
use super::roster::is_roster;
use crate::diag::{Problem, Report, people as problem};
use crate::source::{Entry, Place, Sources};
use crate::{Later, Output, Scratch};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of a table that are looked at together; a name that lies across two pieces ends at a line.
const PIECE: usize = 256 << 10;

/// Files that are looked into.
const TEXTS: [&str; 17] = [
    "md", "markdown", "txt", "yml", "yaml", "csv", "tsv", "geojson", "json", "svg", "html", "htm",
    "xml", "kml", "gpx", "umap", "toml",
];

/// Documents that are offered as they are: what they name, carnet cannot read.
const DOCUMENTS: [&str; 11] = [
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "zip",
];

/// Sources behind the veil.
pub struct Veiled<'a> {
    inner: &'a dyn Sources,
    names: &'a Names,
    entries: Vec<Entry>,
    /// Path behind the veil → the real one, where they differ.
    real: BTreeMap<String, String>,
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, extension)| {
            extension.to_ascii_lowercase()
        })
}

fn is_text(path: &str) -> bool {
    TEXTS.contains(&extension(path).as_str())
}

fn is_big(path: &str) -> bool {
    matches!(extension(path).as_str(), "csv" | "tsv")
}

pub(super) fn medium(path: &str) -> Medium {
    match extension(path).as_str() {
        "csv" | "tsv" | "geojson" | "json" | "kml" | "gpx" | "umap" => Medium::Table,
        _ => Medium::Prose,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl<'a> Veiled<'a> {
    pub fn new(inner: &'a dyn Sources, names: &'a Names) -> Self {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        let mut real = BTreeMap::new();
        for entry in inner.entries() {
            // The roster itself is nobody's to read.
            if is_roster(&entry.path) {
                continue;
            }
            let mut path = veiled_path(names, &entry.path);
            while entries.contains_key(&path) {
                path = match path.rsplit_once('.') {
                    Some((stem, ending)) => format!("{stem}-2.{ending}"),
                    None => format!("{path}-2"),
                };
            }
            if path != entry.path {
                real.insert(path.clone(), entry.path.clone());
            }
            let size = entry.size;
            entries.insert(path.clone(), Entry { path, size });
        }
        Veiled {
            inner,
            names,
            entries: entries.into_values().collect(),
            real,
        }
    }

    /// The real path of a listed file.
    pub fn real<'p>(&'p self, path: &'p str) -> &'p str {
        self.real.get(path).map_or(path, String::as_str)
    }

    /// Bytes of a text, veiled, in the encoding that they came in.
    fn bytes(&self, path: &str, bytes: Vec<u8>) -> Vec<u8> {
        let wide: Option<&'static Encoding> = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => Some(UTF_16LE),
            [0xFE, 0xFF, ..] => Some(UTF_16BE),
            _ => None,
        };
        if let Some(encoding) = wide {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[2..]);
            let edits = self.edits(path, &text);
            if edits.is_empty() {
                return bytes;
            }
            let mut out = bytes[..2].to_vec();
            for unit in apply(&text, &edits).encode_utf16() {
                out.extend(match encoding == UTF_16LE {
                    true => unit.to_le_bytes(),
                    false => unit.to_be_bytes(),
                });
            }
            return out;
        }
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => {
                let edits = self.edits(path, &text);
                return match edits.is_empty() {
                    true => text.into_bytes(),
                    false => apply(&text, &edits).into_bytes(),
                };
            }
            Err(error) => error.into_bytes(),
        };
        let (text, mostly_utf8) = letters(&bytes);
        let edits = self.edits(path, &text);
        if edits.is_empty() {
            return bytes;
        }
        let text = apply(&text, &edits);
        match mostly_utf8 {
            true => text.into_bytes(),
            false => WINDOWS_1252.encode(&text).0.into_owned(),
        }
    }

    fn edits(&self, path: &str, text: &str) -> Vec<Edit> {
        self.names.edits(text, folder(path), medium(path))
    }
}

/// The letters of bytes that are not all UTF-8, and whether most of them are.
fn letters(bytes: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(bytes.len() + 16);
    let (mut whole, mut odd) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        whole += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        odd += chunk.invalid().len();
        let (letters, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&letters);
    }
    (text, odd < whole)
}

/// A path with the names in its parts veiled.
pub fn veiled_path(names: &Names, path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    for part in path.split('/') {
        if at > 0 {
            out.push('/');
        }
        let folder = path[..at].trim_end_matches('/');
        let edits = names.edits(part, folder, Medium::Path);
        out.push_str(&apply(part, &edits));
        at += part.len() + 1;
    }
    out
}

impl Sources for Veiled<'_> {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if !self.has(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let bytes = self.inner.read(self.real(path))?;
        Ok(match is_text(path) {
            true => self.bytes(path, bytes),
            false => bytes,
        })
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        if !self.has(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if is_text(path) && !is_big(path) {
            return Ok(Box::new(io::Cursor::new(self.read(path)?)));
        }
        let inner = self.inner.open(self.real(path))?;
        if !is_text(path) {
            return Ok(inner);
        }
        Ok(Box::new(Pieces {
            inner,
            veiled: self,
            path: path.to_owned(),
            pending: Vec::new(),
            ready: io::Cursor::new(Vec::new()),
            ended: false,
        }))
    }
}

/// A table that is read in pieces.
struct Pieces<'a> {
    inner: Box<dyn Read + 'a>,
    veiled: &'a Veiled<'a>,
    path: String,
    pending: Vec<u8>,
    ready: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Pieces<'_> {
    fn fill(&mut self) -> io::Result<()> {
        let mut block = vec![0; 64 << 10];
        let mut most = PIECE;
        loop {
            while !self.ended && self.pending.len() < most {
                match self.inner.read(&mut block) {
                    Ok(0) => self.ended = true,
                    Ok(count) => self.pending.extend_from_slice(&block[..count]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
            let wide = matches!(self.pending.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
            let line = self.pending.iter().rposition(|byte| *byte == b'\n');
            let cut = match line {
                _ if self.ended => self.pending.len(),
                // Sixteen bits a letter: it is read whole.
                _ if wide => 0,
                Some(at) => at + 1,
                None => 0,
            };
            if cut > 0 || self.ended {
                let rest = self.pending.split_off(cut);
                let piece = std::mem::replace(&mut self.pending, rest);
                self.ready = io::Cursor::new(self.veiled.bytes(&self.path, piece));
                return Ok(());
            }
            most += PIECE;
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || buffer.is_empty() || (self.ended && self.pending.is_empty()) {
                return Ok(count);
            }
            self.fill()?;
        }
    }
}

/// An output whose copies go through the veil.
pub struct VeiledOutput<'a> {
    inner: &'a dyn Output,
    sources: &'a Veiled<'a>,
    said: Mutex<Vec<(Problem, Place)>>,
}

impl<'a> VeiledOutput<'a> {
    pub fn new(inner: &'a dyn Output, sources: &'a Veiled<'a>) -> Self {
        VeiledOutput {
            inner,
            sources,
            said: Mutex::default(),
        }
    }

    /// Tells what was seen in the files that were copied.
    pub fn tell(self, report: &mut Report) {
        let mut said = self
            .said
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        said.sort_by(|(_, a), (_, b)| a.cmp(b));
        for (problem, place) in said {
            report.add(problem, place);
        }
    }

    fn say(&self, problem: Problem, source: &str) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.push((problem, Place::file(self.sources.real(source))));
    }
}

impl Output for VeiledOutput<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.inner.put(path, bytes)
    }

    fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.inner.stream(path, write)
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        if is_text(source) {
            return self.inner.stream(path, &mut |writer| {
                io::copy(&mut self.sources.open(source)?, writer).map(drop)
            });
        }
        let real = self.sources.real(source);
        if DOCUMENTS.contains(&extension(source).as_str()) {
            let bytes = self.sources.inner.read(real)?;
            let (text, _) = letters(&bytes);
            let named = self.sources.names.named(&text, "", Medium::Table, false);
            let hidden = named.iter().find(|one| text[one.start..one.end].len() >= 6);
            match hidden {
                // It says so in clear: it goes nowhere.
                Some(one) => {
                    let name = &self.sources.names.people[one.person].name;
                    self.say(problem::named_in_document(name), source);
                    return Ok(());
                }
                None => self.say(problem::document_unread(), source),
            }
        }
        self.inner.copy(path, real)
    }

    fn keep(&self, paths: &[String]) -> bool {
        self.inner.keep(paths)
    }

    fn keep_bytes(&self, path: &str, hash: &str) -> bool {
        self.inner.keep_bytes(path, hash)
    }

    fn later(&self, files: Arc<dyn Later>) -> bool {
        self.inner.later(files)
    }

    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        self.inner.scratch()
    }
}
