//! The only door to the file system. [`Project`] reads, [`write::Staging`] writes.

pub mod cache;
mod carry;
pub mod download;
pub mod failure;
mod list;
pub mod pictures;
pub mod preview;
pub mod replace;
mod request;
pub mod scratch;
mod swap;
mod walk;
pub mod watch;
mod whole;
pub mod write;

use crate::diag::{Report, site as problem};
use crate::source::{Entry, Place, Sources, Stamp};
use failure::{Action, At};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A project on disk: its files by path, read on demand.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    /// Sorted by path.
    entries: Vec<Entry>,
    /// For each entry, its real path from the root where it differs: names from macOS have their accents apart.
    real: Vec<Option<PathBuf>>,
    stamps: Vec<Option<Stamp>>,
}

/// The real path of something that exists: absolute, links followed.
///
/// # Errors
/// When it does not exist, or cannot be reached.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    let path = fs::canonicalize(path)?;
    // Windows starts with two backslashes, `?` and one more: people do not know that form, and `/` is no separator in it.
    if cfg!(windows)
        && let Some(simple) = path.to_str().and_then(|path| path.strip_prefix(r"\\?\"))
        && simple.as_bytes().get(1) == Some(&b':')
    {
        return Ok(PathBuf::from(simple));
    }
    Ok(path)
}

/// The current folder, links followed.
///
/// # Errors
/// When it no longer exists.
pub fn current() -> io::Result<PathBuf> {
    canonical(&std::env::current_dir()?)
}

/// A path with `/` between its parts, below a folder, as this system writes it.
fn below(folder: &Path, path: &str) -> PathBuf {
    let mut out = folder.to_owned();
    out.extend(path.split('/'));
    out
}

/// Finds the root of a project: the folder itself.
///
/// # Errors
/// When it does not exist, is a file, or cannot be read.
pub fn root(folder: &Path) -> io::Result<PathBuf> {
    let root = canonical(folder).at(Action::Read, folder)?;
    fs::read_dir(&root).at(Action::Read, folder)?;
    Ok(root)
}

/// The bytes of `book.toml`, if there is one.
///
/// # Errors
/// When it is there and cannot be read.
pub fn configuration(root: &Path) -> io::Result<Option<Vec<u8>>> {
    let path = root.join(BOOK);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).at(Action::Read, &path),
    }
}

/// The file that makes a folder a project.
pub const BOOK: &str = "book.toml";

impl Project {
    /// Lists the files of a project. `root` is what [`root`] gave.
    ///
    /// Left out: hidden files and folders, `node_modules`, cargo's `target`, the folders of `skip`, and any folder
    /// that carnet built. Left out and reported: links that lead out of the project, to nothing or in circles,
    /// unreadable folders, names that are not UTF-8, files that are neither files nor folders.
    pub fn open(root: &Path, skip: &[PathBuf], report: &mut Report) -> Self {
        let found = walk::files(root, skip, report);
        let mut entries: Vec<Entry> = Vec::with_capacity(found.len());
        let mut real = Vec::with_capacity(found.len());
        let mut stamps = Vec::with_capacity(found.len());
        for file in found {
            if entries
                .last()
                .is_some_and(|last| last.path == file.entry.path)
            {
                let place = Place::file(file.entry.path.clone());
                report.add(problem::name_collision(&file.entry.path), place);
                continue;
            }
            entries.push(file.entry);
            real.push(file.real);
            stamps.push(file.stamp);
        }
        let mut lower: BTreeMap<String, &str> = BTreeMap::new();
        for entry in &entries {
            if let Some(other) = lower.insert(entry.path.to_lowercase(), &entry.path) {
                let place = Place::file(entry.path.clone());
                report.add(problem::name_case(&entry.path, other), place);
            }
        }
        Project {
            root: root.to_owned(),
            entries,
            real,
            stamps,
        }
    }

    /// Where a listed file lies on disk.
    pub fn path(&self, path: &str) -> Option<PathBuf> {
        let index = self.index(path)?;
        Some(match &self.real[index] {
            Some(real) => self.root.join(real),
            None => below(&self.root, path),
        })
    }

    fn index(&self, path: &str) -> Option<usize> {
        let found = self
            .entries
            .binary_search_by(|entry| entry.path.as_str().cmp(path));
        found.ok()
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens a listed file, for reading as a stream.
    ///
    /// # Errors
    /// What the disk says; `NotFound` for a path that is not listed.
    pub fn open_file(&self, path: &str) -> io::Result<File> {
        let Some(real) = self.path(path) else {
            return Err(io::ErrorKind::NotFound.into()).at(Action::Read, Path::new(path));
        };
        File::open(&real).at(Action::Read, &real)
    }
}

impl Sources for Project {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let Some(real) = self.path(path) else {
            return Err(io::ErrorKind::NotFound.into()).at(Action::Read, Path::new(path));
        };
        fs::read(&real).at(Action::Read, &real)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        let Some(real) = self.path(path) else {
            return Err(io::ErrorKind::NotFound.into()).at(Action::Read, Path::new(path));
        };
        Ok(Box::new(File::open(&real).at(Action::Read, &real)?))
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.stamps.get(self.index(path)?)?.clone()
    }
}

/// Whether a folder holds texts of a project rather than a site that carnet wrote.
///
/// # Errors
/// When it is there and cannot be read.
pub fn holds_sources(folder: &Path) -> io::Result<bool> {
    if !folder.exists() || folder.join(list::LIST).exists() {
        return Ok(false);
    }
    for entry in fs::read_dir(folder).at(Action::Read, folder)? {
        let name = entry.at(Action::Read, folder)?.file_name();
        let name = name.to_string_lossy().to_lowercase();
        if name == "book.toml" || name.ends_with(".md") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a folder holds files of somebody else, and no site.
///
/// # Errors
/// When it is there and cannot be read.
pub fn is_foreign(folder: &Path) -> io::Result<bool> {
    let is_site = folder.join(list::LIST).exists() || folder.join("index.html").exists();
    Ok(folder.exists() && !is_site && !is_free(folder)?)
}

/// Whether the current folder lies in that one, which carnet did not write.
pub fn holds_current_folder(folder: &Path) -> bool {
    let current = current();
    current.is_ok_and(|current| current.starts_with(folder))
        && !folder.join(list::LIST).exists()
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes a new file, and the folders above it. Never overwrites.
///
/// # Errors
/// `AlreadyExists` when there is a file of that name; what the disk says otherwise.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).at(Action::Write, folder)?;
    }
    let file = File::options().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .at(Action::Write, path)
}

/// Whether a folder is missing or empty; git's own folder does not count.
///
/// # Errors
/// When it is a file, or cannot be read.
pub fn is_free(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error).at(Action::Write, folder),
    };
    for entry in entries {
        if entry.at(Action::Read, folder)?.file_name() != ".git" {
            return Ok(false);
        }
    }
    Ok(true)
}
