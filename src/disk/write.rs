//! Writes a site beside the one that is there, then puts it in its place in one step. In: paths and bytes, from any
//! number of threads. Out: a destination that is wholly the old site or wholly the new one, whatever happens.
//!
//! - Files that did not change keep their bytes, their times and their place on disk.
//! - Files that carnet did not write are carried over; where the site wants to write over one of them, nothing is done.
//! - Files that carnet wrote and that are no longer part of the site disappear.
//! - When nothing differs, nothing is touched.
//!
//! What happens when the process is killed is told in the module `swap`.

use super::failure::{Action, At, Failure};
use super::list::{self, LIST};
use super::scratch::ScratchFile;
use super::swap::{Workspace, name_in_list};
use crate::diag::{Phrase, Report, site as problem};
use crate::source::Place;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    Written,
    /// The same bytes were there already.
    Same,
}

/// What became of a whole site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Committed {
    pub written: usize,
    pub same: usize,
    /// Files of the old site that are gone.
    pub removed: usize,
}

/// A site that is being written. Dropped without a commit, it leaves the old site as it was.
#[derive(Debug)]
pub struct Staging {
    workspace: Workspace,
    /// There was a destination when the build started.
    exists: bool,
    /// What carnet wrote last time, sorted.
    before: Vec<String>,
    /// The part of the site that is being written, where it is not the whole.
    part: Option<String>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    paths: BTreeSet<String>,
    folders: BTreeSet<PathBuf>,
    foreign: BTreeSet<String>,
    written: usize,
    same: usize,
    /// Of a part: what it put, without what the others had put.
    own: Option<Vec<String>>,
}

/// Where a destination really lies: absolute, links followed.
///
/// # Errors
/// When it is a file, a link to nothing, or the root of a disk.
pub fn resolve(destination: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(destination).at(Action::Read, destination)?;
    if let Ok(metadata) = fs::symlink_metadata(&absolute) {
        let resolved = super::canonical(&absolute).at(Action::Read, destination)?;
        if !metadata.is_dir() && !resolved.is_dir() {
            let file: io::Result<PathBuf> = Err(io::ErrorKind::NotADirectory.into());
            return file.at(Action::Write, destination);
        }
        return Ok(resolved);
    }
    // It does not exist yet; the folders above it may, and may be links.
    let mut missing = Vec::new();
    let mut above = absolute.as_path();
    while let (Some(parent), Some(name)) = (above.parent(), above.file_name()) {
        missing.push(name);
        above = parent;
        if above.exists() {
            break;
        }
    }
    let mut resolved = super::canonical(above).at(Action::Read, destination)?;
    resolved.extend(missing.into_iter().rev());
    Ok(resolved)
}

impl Staging {
    /// Prepares to write a site to `destination`, which [`resolve`] gave. Repairs first what a killed build left.
    /// `home` is the folder that holds `.carnet`, if it is on the same disk; else it lies beside the destination.
    /// `waiting` is called if another build of the same destination is running: this one waits for it.
    ///
    /// # Errors
    /// When the folder beside the destination cannot be written.
    pub fn begin(destination: &Path, home: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let Some(parent) = destination.parent() else {
            return Err(Failure::refusal(
                Phrase::new(
                    "le site ne peut pas remplacer tout un disque",
                    "a site cannot take the place of a whole disk",
                ),
                Phrase::new("donnez un dossier avec -d", "give a folder with -d"),
            ));
        };
        fs::create_dir_all(parent).at(Action::Write, parent)?;
        refuse_mount_point(destination, parent)?;
        let workspace = Workspace::take(destination.to_owned(), home, waiting)?;
        let exists = destination.exists();
        let before = list::read(destination)?;
        let staging = &workspace.staging;
        fs::create_dir(staging).at(Action::Write, staging)?;
        Ok(Staging {
            workspace,
            exists,
            before,
            part: None,
            state: Mutex::default(),
        })
    }

    /// A file for what must wait, beside the site.
    pub fn scratch(&self) -> ScratchFile {
        ScratchFile::new(self.workspace.folder())
    }

    /// Writes one file of the site.
    ///
    /// # Errors
    /// What the disk says; `InvalidInput` for a path that leaves the site; `AlreadyExists` for a path given twice.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<Put> {
        let path: &str = &path.nfc().collect::<String>();
        let (old, new) = self.admit(path)?;
        if let Some(old) = old {
            let same = |length: u64| {
                Ok(length == bytes.len() as u64 && fs::read(&old).at(Action::Read, &old)? == bytes)
            };
            if self.is_same(path, &old, same)? {
                return self.keep(&old, &new, path);
            }
        }
        let write = || create(&new)?.write_all(bytes);
        write().at(Action::Write, &new)?;
        self.count(Put::Written)
    }

    /// Writes one file of the site as its pieces come: it is never whole in memory.
    ///
    /// # Errors
    /// As for [`Staging::put`], and what `write` says.
    pub fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Put> {
        let path: &str = &path.nfc().collect::<String>();
        let (old, new) = self.admit(path)?;
        let mut fill = || {
            let mut file = BufWriter::with_capacity(1 << 16, create(&new)?);
            write(&mut file)?;
            file.flush()
        };
        fill().at(Action::Write, &new)?;
        if let Some(old) = old {
            let length = fs::metadata(&new).at(Action::Read, &new)?.len();
            let same = |old_length: u64| Ok(length == old_length && same_bytes(&new, &old)?);
            if self.is_same(path, &old, same)? {
                fs::remove_file(&new).at(Action::Write, &new)?;
                return self.keep(&old, &new, path);
            }
        }
        self.count(Put::Written)
    }

    /// Copies one file of the project, `source`, into the site.
    ///
    /// # Errors
    /// As for [`Staging::put`].
    pub fn copy(&self, path: &str, source: &Path) -> io::Result<Put> {
        let path: &str = &path.nfc().collect::<String>();
        let (old, new) = self.admit(path)?;
        let mut from = File::open(source).at(Action::Read, source)?;
        if let Some(old) = old {
            let length = from.metadata().at(Action::Read, source)?.len();
            let same = |old_length: u64| Ok(length == old_length && same_bytes(source, &old)?);
            if self.is_same(path, &old, same)? {
                return self.keep(&old, &new, path);
            }
        }
        // Not a hard link: an edit of the original would change the site. The system copies without passing the bytes.
        let mut write = || io::copy(&mut from, &mut create(&new)?);
        write().at(Action::Write, &new)?;
        self.count(Put::Written)
    }

    /// Keeps every file of the old site that was not put again: for a build of a part of the site.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_others(&self) -> io::Result<()> {
        self.keep_those(self.before.iter())
    }

    fn keep_those<'p>(&self, paths: impl Iterator<Item = &'p String>) -> io::Result<()> {
        for path in paths {
            let there = super::below(&self.workspace.destination, path).is_file();
            if !there || self.lock().paths.contains(path) {
                continue;
            }
            if let (Some(old), new) = self.admit(path)? {
                self.keep(&old, &new, path)?;
            }
        }
        Ok(())
    }

    /// Keeps what other parts of the site wrote, and lets go what this part, `2/7`, no longer has.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_parts(&mut self, part: &str) -> io::Result<()> {
        let own = list::read_one(&self.workspace.destination, &list::of_part(part))?;
        self.part = Some(part.to_owned());
        self.lock().own = Some(self.paths());
        let others = self
            .before
            .iter()
            .filter(|path| own.binary_search(path).is_err());
        self.keep_those(others)
    }

    /// The paths of what this build put, sorted; of a part, without those of the others.
    pub fn paths(&self) -> Vec<String> {
        let state = self.lock();
        match &state.own {
            Some(own) => own.clone(),
            None => state.paths.iter().cloned().collect(),
        }
    }

    /// Puts the new site in the place of the old one.
    ///
    /// A file of somebody else in the way is reported, and the result is nothing: the old site stays.
    ///
    /// # Errors
    /// What the disk says; the old site stays.
    pub fn commit(self, report: &mut Report) -> io::Result<Option<Committed>> {
        let mut state = self.lock();
        let done = Committed {
            written: state.written,
            same: state.same,
            removed: self
                .before
                .iter()
                .filter(|path| !state.paths.contains(*path))
                .count(),
        };
        let nothing = done.written == 0 && done.removed == 0 && state.foreign.is_empty();
        // The lists of parts are of no use beside a whole.
        let lists = list::names(&self.workspace.destination)?;
        let stale = self.part.is_none() && lists.iter().any(|name| name != LIST);
        if self.exists && nothing && !stale && state.paths.len() == self.before.len() {
            return Ok(Some(done));
        }
        let staging = &self.workspace.staging;
        if self.exists {
            let foreign = super::carry::carry(&self.workspace.destination, staging, &self.before)?;
            state.foreign.extend(foreign);
        }
        if !state.foreign.is_empty() {
            for path in &state.foreign {
                report.add(problem::foreign_file(path), Place::file(path.clone()));
            }
            return Ok(None);
        }
        let list = staging.join(LIST);
        fs::write(&list, list::text(&state.paths)).at(Action::Write, &list)?;
        if let (Some(part), Some(own)) = (&self.part, &state.own) {
            // Those of the other parts stay.
            for name in lists {
                if name != LIST {
                    let (old, new) = (self.workspace.destination.join(&name), staging.join(&name));
                    fs::copy(&old, &new).at(Action::Write, &new)?;
                }
            }
            let list = staging.join(list::of_part(part));
            fs::write(&list, list::text(own)).at(Action::Write, &list)?;
        }
        drop(state);
        self.workspace.swap()?;
        Ok(Some(done))
    }

    /// Checks a path, notes it, and makes its folder. Gives where the old file would be and where the new one goes.
    fn admit(&self, path: &str) -> io::Result<(Option<PathBuf>, PathBuf)> {
        if !list::is_safe(path) {
            return Err(Failure::refusal(
                Phrase::new(
                    format!("chemin impossible dans un site : {path}"),
                    format!("path not possible in a site: {path}"),
                ),
                Phrase::new("renommez le fichier", "rename the file"),
            ));
        }
        let new = super::below(&self.workspace.staging, path);
        let mut state = self.lock();
        if !state.paths.insert(path.to_owned()) {
            return Err(Failure::refusal(
                Phrase::new(
                    format!("deux fichiers du site ont le même chemin : {path}"),
                    format!("two files of the site have one path: {path}"),
                ),
                Phrase::new("renommez l’un des deux", "rename one of them"),
            ));
        }
        if let Some(folder) = new.parent()
            && !state.folders.contains(folder)
        {
            fs::create_dir_all(folder).at(Action::Write, folder)?;
            state.folders.insert(folder.to_owned());
        }
        let old = self
            .exists
            .then(|| super::below(&self.workspace.destination, path));
        Ok((old, new))
    }

    /// Whether the old file is there with the same bytes, told by `same` from its length. A file that is not ours and
    /// has other bytes is noted as being in the way.
    fn is_same(
        &self,
        path: &str,
        old: &Path,
        same: impl Fn(u64) -> io::Result<bool>,
    ) -> io::Result<bool> {
        let Ok(metadata) = fs::symlink_metadata(old) else {
            return Ok(false);
        };
        // A folder in the way is looked into when the files of others are carried over.
        if metadata.is_dir() {
            return Ok(false);
        }
        let same = metadata.is_file() && same(metadata.len())?;
        let ours = self
            .before
            .binary_search_by(|name| name.as_str().cmp(path))
            .is_ok();
        // The same bytes are no loss, whoever wrote them: a site that came without its list is taken over so.
        if !same && (!ours || !metadata.is_file()) {
            self.lock().foreign.insert(path.to_owned());
        }
        Ok(same)
    }

    fn keep(&self, old: &Path, new: &Path, path: &str) -> io::Result<Put> {
        link_or_copy(old, new).at(Action::Write, new)?;
        if self
            .before
            .binary_search_by(|name| name.as_str().cmp(path))
            .is_err()
        {
            // It is ours from now on, which the list must say.
            return self.count(Put::Written);
        }
        self.count(Put::Same)
    }

    fn count(&self, put: Put) -> io::Result<Put> {
        let mut state = self.lock();
        match put {
            Put::Written => state.written += 1,
            Put::Same => state.same += 1,
        }
        Ok(put)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After a swap it is gone already. What cannot be deleted now is deleted by the next start.
        let _ = self.workspace.abandon();
    }
}

fn create(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// The same file in a second place; a copy with the same times and rights where the disk has no links.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {}
    }
    let mut source = File::open(from)?;
    let metadata = source.metadata()?;
    let mut target = create(to)?;
    io::copy(&mut source, &mut target)?;
    let mut times = fs::FileTimes::new();
    if let Ok(modified) = metadata.modified() {
        times = times.set_modified(modified);
    }
    target.set_times(times)?;
    target.set_permissions(metadata.permissions())
}

fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let mut a = File::open(one).at(Action::Read, one)?;
    let mut b = File::open(other).at(Action::Read, other)?;
    let mut left = vec![0; 64 * 1024];
    let mut right = vec![0; 64 * 1024];
    loop {
        let count = a.read(&mut left).at(Action::Read, one)?;
        if count == 0 {
            return Ok(b.read(&mut right).at(Action::Read, other)? == 0);
        }
        match b.read_exact(&mut right[..count]) {
            Ok(()) if left[..count] == right[..count] => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error).at(Action::Read, other),
        }
    }
}

/// A folder that is a disk of its own cannot be exchanged with another one: better said before the work than after.
#[cfg(unix)]
fn refuse_mount_point(destination: &Path, parent: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let (Ok(inner), Ok(outer)) = (fs::metadata(destination), fs::metadata(parent)) else {
        return Ok(());
    };
    if inner.dev() == outer.dev() {
        return Ok(());
    }
    let path = destination.display();
    Err(Failure::refusal(
        Phrase::new(
            format!("{path} est un disque à part, qu’on ne peut pas remplacer d’un coup"),
            format!("{path} is a disk of its own, which cannot be replaced in one step"),
        ),
        Phrase::new(
            format!("donnez un dossier à l’intérieur : -d {path}/site"),
            format!("give a folder inside it: -d {path}/site"),
        ),
    ))
}

#[cfg(not(unix))]
fn refuse_mount_point(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// The path of a file of others, for the list.
pub(super) fn listed(before: &[String], relative: &Path) -> bool {
    name_in_list(relative)
        .is_some_and(|name| list::is_list(&name) || before.binary_search(&name).is_ok())
}

#[cfg(test)]
mod tests;
