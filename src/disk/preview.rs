//! The site of a preview: pages in memory up to a bound, the rest in a temporary file without a name, one [`Edition`]
//! per build. In: what a build puts out. Out: an edition that never changes again, so that nobody reads half a site.

use super::Project;
use super::failure::{Action, At};
use crate::diag::Report;
use crate::source::{self, Sources};
use crate::{Later, Output};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Bytes of pages that stay in memory; what comes after goes to the temporary file.
const IN_MEMORY: u64 = 64 << 20;

/// Where the pages of a preview are kept.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// Bytes in memory now.
    held: Arc<AtomicU64>,
    /// The system removes it when the process ends, however it ends. It only grows, by the pages that changed.
    spilled: Arc<Mutex<File>>,
}

/// One file of an edition.
#[derive(Debug)]
struct Stored {
    stamp: Stamp,
    content: Content,
}

#[derive(Debug, PartialEq, Eq)]
enum Stamp {
    Bytes(blake3::Hash),
    /// A file of the project that was at rest when it was listed.
    Listed(PathBuf, source::Stamp),
    /// A file that was written a moment ago: its size and time say whether it moved.
    Source(PathBuf, u64, Option<SystemTime>),
}

#[derive(Debug)]
enum Content {
    Memory(Box<[u8]>, Arc<AtomicU64>),
    /// A part of the temporary file: where it starts, and its length.
    Spilled(Arc<Mutex<File>>, u64, usize),
    /// A file of the project.
    Source(PathBuf),
}

impl Drop for Content {
    fn drop(&mut self) {
        if let Content::Memory(bytes, held) = self {
            held.fetch_sub(bytes.len() as u64, Ordering::Relaxed);
        }
    }
}

/// What a server sends of a file.
#[derive(Debug)]
pub enum Body {
    Bytes(Vec<u8>),
    /// Opened, with its length.
    File(File, u64),
}

/// A whole site, by path.
#[derive(Default)]
pub struct Edition {
    files: BTreeMap<String, Arc<Stored>>,
    /// Those that are made when they are asked for, and those that were.
    later: Option<Arc<dyn Later>>,
    report: Arc<Report>,
    made: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

impl std::fmt::Debug for Edition {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let files = self.files.len();
        formatter
            .debug_struct("Edition")
            .field("files", &files)
            .finish()
    }
}

impl Shelf {
    /// # Errors
    /// When there is no room for a temporary file.
    pub fn new() -> io::Result<Self> {
        Ok(Shelf {
            held: Arc::default(),
            spilled: Arc::new(Mutex::new(tempfile::tempfile()?)),
        })
    }

    fn keep(&self, bytes: &[u8]) -> io::Result<Content> {
        let length = bytes.len() as u64;
        let before = self.held.fetch_add(length, Ordering::Relaxed);
        if before + length <= IN_MEMORY {
            return Ok(Content::Memory(bytes.into(), self.held.clone()));
        }
        self.held.fetch_sub(length, Ordering::Relaxed);
        let mut file = self.spilled.lock().unwrap_or_else(PoisonError::into_inner);
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Content::Spilled(self.spilled.clone(), start, bytes.len()))
    }
}

/// An edition that is being built: what did not change is taken from the one before.
pub struct Draft<'a> {
    shelf: &'a Shelf,
    project: &'a Project,
    before: &'a Edition,
    files: Mutex<BTreeMap<String, Arc<Stored>>>,
    later: Mutex<Option<Arc<dyn Later>>>,
}

impl<'a> Draft<'a> {
    pub fn new(shelf: &'a Shelf, project: &'a Project, before: &'a Edition) -> Self {
        Draft {
            shelf,
            project,
            before,
            files: Mutex::default(),
            later: Mutex::default(),
        }
    }

    /// The edition is whole.
    pub fn finish(self) -> Edition {
        Edition {
            report: Arc::default(),
            files: self
                .files
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
            later: self
                .later
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
            made: Mutex::default(),
        }
    }

    fn add(
        &self,
        path: &str,
        stamp: Stamp,
        content: impl FnOnce() -> io::Result<Content>,
    ) -> io::Result<()> {
        let stored = match self.before.files.get(path) {
            Some(known) if known.stamp == stamp => known.clone(),
            _ => Arc::new(Stored {
                stamp,
                content: content()?,
            }),
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), stored);
        Ok(())
    }
}

impl Output for Draft<'_> {
    fn keep(&self, paths: &[String]) -> bool {
        let known: Option<Vec<&Arc<Stored>>> = paths
            .iter()
            .map(|path| self.before.files.get(path))
            .collect();
        let Some(known) = known else {
            return false;
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = paths.iter().cloned().zip(known.into_iter().cloned());
        files.extend(kept);
        true
    }

    fn keep_bytes(&self, path: &str, hash: &str) -> bool {
        let Some(known) = self.before.files.get(path) else {
            return false;
        };
        let same = matches!(known.stamp, Stamp::Bytes(own) if own.to_hex().as_str() == hash);
        if same {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), known.clone());
        }
        same
    }

    fn later(&self, files: Arc<dyn Later>) -> bool {
        *self.later.lock().unwrap_or_else(PoisonError::into_inner) = Some(files);
        true
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let stamp = Stamp::Bytes(blake3::hash(bytes));
        self.add(path, stamp, || self.shelf.keep(bytes))
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        let Some(real) = self.project.path(source) else {
            return Err(io::ErrorKind::NotFound.into()).at(Action::Read, Path::new(source));
        };
        if let Some(stamp) = self.project.stamp(source) {
            let stamp = Stamp::Listed(real.clone(), stamp);
            return self.add(path, stamp, || Ok(Content::Source(real)));
        }
        let metadata = fs::metadata(&real).at(Action::Read, &real)?;
        let stamp = Stamp::Source(real.clone(), metadata.len(), metadata.modified().ok());
        self.add(path, stamp, || Ok(Content::Source(real)))
    }
}

impl Edition {
    /// Takes all that was said of it: a page of it may show that.
    pub fn tell(&mut self, report: Arc<Report>) {
        self.report = report;
    }

    /// Whether there is a file of that path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.later.as_ref().is_some_and(|later| later.has(path))
    }

    /// Makes a file that is made when it is asked for, once.
    fn made(&self, path: &str) -> Option<Arc<[u8]>> {
        let later = self.later.as_ref()?;
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made().get(path) {
            return Some(bytes.clone());
        }
        let bytes: Arc<[u8]> = later.file(path, &self.report)?.into();
        made().insert(path.to_owned(), bytes.clone());
        Some(bytes)
    }

    /// Opens a file.
    ///
    /// # Errors
    /// `NotFound` when the edition has no such file, or its source has just gone; what the disk says otherwise.
    pub fn open(&self, path: &str) -> io::Result<Body> {
        let Some(stored) = self.files.get(path) else {
            let made = self.made(path).ok_or(io::ErrorKind::NotFound)?;
            return Ok(Body::Bytes(made.to_vec()));
        };
        match &stored.content {
            Content::Memory(bytes, _) => Ok(Body::Bytes(bytes.to_vec())),
            Content::Spilled(file, start, length) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let mut bytes = vec![0; *length];
                file.seek(SeekFrom::Start(*start))?;
                file.read_exact(&mut bytes)?;
                Ok(Body::Bytes(bytes))
            }
            Content::Source(real) => {
                let file = File::open(real)?;
                let length = file.metadata()?.len();
                Ok(Body::File(file, length))
            }
        }
    }

    /// The pages that show the whole site and are made when they are asked for: they may differ from those before.
    pub fn unknown(&self) -> Vec<String> {
        self.later
            .as_ref()
            .map_or(Vec::new(), |later| later.pages())
    }

    /// The paths that differ between this edition and the one before, in their order, as far as both are known.
    pub fn changes(&self, before: &Edition) -> BTreeSet<String> {
        let differs =
            |path: &str, stored: &Arc<Stored>, other: &Edition| match other.files.get(path) {
                Some(known) => known.stamp != stored.stamp,
                None => other.later.is_none() || !other.has(path),
            };
        let new = self.files.iter();
        let new = new.filter(|(path, stored)| differs(path, stored, before));
        let gone = before.files.keys().filter(|path| !self.has(path));
        new.map(|(path, _)| path).chain(gone).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(folder: &Path) -> Project {
        let root = crate::disk::root(folder).unwrap();
        Project::open(&root, &[], &mut Report::default())
    }

    fn read(edition: &Edition, path: &str) -> Vec<u8> {
        match edition.open(path).unwrap() {
            Body::Bytes(bytes) => bytes,
            Body::File(mut file, _) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).unwrap();
                bytes
            }
        }
    }

    #[test]
    fn an_edition_says_what_changed_and_keeps_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), "a;b\n").unwrap();
        let project = project(folder.path());
        let shelf = Shelf::new().unwrap();
        let empty = Edition::default();
        let draft = Draft::new(&shelf, &project, &empty);
        draft.put("a.html", b"one").unwrap();
        draft.put("b.html", b"two").unwrap();
        draft.put("c.html", b"three").unwrap();
        draft.copy("data/a.csv", "a.csv").unwrap();
        let first = draft.finish();
        let draft = Draft::new(&shelf, &project, &first);
        draft.put("a.html", b"one").unwrap();
        draft.put("b.html", b"other").unwrap();
        draft.copy("data/a.csv", "a.csv").unwrap();
        let second = draft.finish();
        let changes: Vec<String> = second.changes(&first).into_iter().collect();
        assert_eq!(changes, ["b.html", "c.html"]);
        assert_eq!(read(&second, "b.html"), b"other");
        assert_eq!(read(&first, "b.html"), b"two");
        assert_eq!(read(&second, "data/a.csv"), b"a;b\n");
        assert!(second.open("c.html").is_err());
    }

    #[test]
    fn what_memory_does_not_hold_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path());
        let shelf = Shelf::new().unwrap();
        shelf.held.store(IN_MEMORY - 3, Ordering::Relaxed);
        let empty = Edition::default();
        let draft = Draft::new(&shelf, &project, &empty);
        for (path, text) in [("a.html", "one"), ("b.html", "three"), ("c.html", "two")] {
            draft.put(path, text.as_bytes()).unwrap();
        }
        let first = draft.finish();
        assert_eq!(read(&first, "c.html"), b"two");
        assert_eq!(read(&first, "b.html"), b"three");
        assert_eq!(read(&first, "a.html"), b"one");
        drop(first);
        assert_eq!(shelf.held.load(Ordering::Relaxed), IN_MEMORY - 3);
    }
}
