//! What is known of a picture once it was prepared: small, and the same for the same bytes. A cache keeps it.

use super::format::Format;
use crate::diag::{Problem, image};
use serde::{Deserialize, Serialize};
use std::io;
use std::time::Duration;

/// Changes whenever the same bytes would give another record or other copies.
pub const SETTINGS: u32 = 1;

/// A prepared picture without its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub settings: u32,
    pub format: Format,
    /// Size as shown, in pixels, orientation applied.
    pub width: u32,
    pub height: u32,
    /// From narrow to wide; empty if the picture cannot be shown.
    pub copies: Vec<RecordedCopy>,
    pub findings: Vec<Finding>,
}

/// One copy of a picture, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedCopy {
    pub width: u32,
    pub height: u32,
    /// Without a dot: `jpg`, `png`, `webp`, `gif`, `svg`.
    pub extension: String,
    pub bytes: u64,
    /// BLAKE3 of the copy, hexadecimal.
    pub hash: String,
}

/// What is to be said of the bytes of a picture, whatever its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// It says where it was taken; the copies do not.
    Position,
    /// The end of the file is missing.
    Truncated,
    /// Too many pixels to be decoded.
    TooLarge { width: u32, height: u32 },
    /// Too many bytes; in megabytes.
    TooHeavy { megabytes: u64 },
    /// An animation or a drawing that is published as it is, in megabytes.
    HeavyCopy { megabytes: u64 },
    /// A format that must be converted first.
    Foreign,
    /// A page, saved in place of a picture.
    Page,
    /// No picture at all, or a damaged one.
    Unreadable,
    /// A drawing that cannot be made safe.
    SvgRefused { reason: SvgRefusal },
    /// What was taken out of a drawing, sorted.
    SvgCleaned { removed: Vec<String> },
}

/// Why a drawing is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SvgRefusal {
    /// Not well-formed XML, or not SVG at all.
    Malformed,
    /// Tags in tags in tags.
    TooDeep,
    /// It copies itself until a browser gives up.
    TooManyCopies,
}

impl Finding {
    /// The finding as a problem of the file `source`.
    pub fn problem(&self, source: &str, format: Format) -> Problem {
        match self {
            Finding::Position => image::gps(source),
            Finding::Truncated => image::truncated(source),
            Finding::TooLarge { width, height } => image::heavy(source, width, height),
            Finding::TooHeavy { megabytes } => image::heavy_file(source, megabytes),
            Finding::HeavyCopy { megabytes } => image::heavy_copy(source, megabytes),
            Finding::Foreign if format == Format::Heic => image::heic(source),
            Finding::Foreign => image::format(source, format.name()),
            Finding::Page => image::page_saved(source),
            Finding::Unreadable => image::unreadable(source),
            Finding::SvgRefused { reason } => match reason {
                SvgRefusal::Malformed => image::svg_malformed(source),
                SvgRefusal::TooDeep | SvgRefusal::TooManyCopies => image::svg_bomb(source),
            },
            Finding::SvgCleaned { removed } => image::svg_cleaned(source, removed.join(", ")),
        }
    }
}

/// The BLAKE3 of the bytes of an original: what its record and copies are found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        blake3::Hash::from(self.0).to_hex().to_string()
    }

    /// Reads what [`Digest::hex`] wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        Some(Digest(*hash.as_bytes()))
    }

    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(*blake3::hash(bytes).as_bytes())
    }
}

/// Where one prepared copy lies in a store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredCopy {
    /// Digest of the original.
    pub original: Digest,
    pub width: u32,
    pub extension: String,
    /// Bytes of the copy.
    pub bytes: u64,
    /// BLAKE3 of the copy, hexadecimal.
    pub hash: String,
}

/// Keeps records and copies: on disk between builds, or in the memory of a test. Emptying it changes no output.
pub trait PictureStore: Sync {
    /// The digest of a source file, if its bytes cannot have changed since it was remembered.
    fn known_digest(&self, source: &str) -> Option<Digest> {
        let _ = source;
        None
    }

    /// Remembers the digest of a source file.
    fn remember_digest(&self, source: &str, digest: Digest) {
        let _ = (source, digest);
    }

    /// The record of an original, if it is there with all of its copies, whole.
    fn load(&self, original: &Digest) -> Option<Record>;

    /// Keeps a record and its copies, in the same order.
    ///
    /// # Errors
    /// What the disk says.
    fn save(&self, original: &Digest, record: &Record, copies: &[Vec<u8>]) -> io::Result<()>;

    /// The time since some moment, from a store that measures; the core has no clock.
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    /// Hears how long a picture took to prepare.
    fn spent(&self, source: &str, time: Duration) {
        let _ = (source, time);
    }

    /// Opens a copy for the writer.
    ///
    /// # Errors
    /// What the disk says.
    fn open(&self, copy: &StoredCopy) -> io::Result<Box<dyn io::Read + Send>>;
}
