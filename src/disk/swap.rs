//! Puts a finished tree in the place of a folder, and repairs what a killed process left.
//!
//! `D` is the destination, `N` the new tree (`staging`), `O` where the old one goes (`old`), `J` the journal; the last
//! three lie in `.carnet/sites/<name of D>/` of the project, or beside D when that is another disk. Where the system can exchange two folders in one step (Linux, macOS):
//!
//! | Step | If the process is killed after it | The next start |
//! |---|---|---|
//! | 1. write into N | D is old | deletes N |
//! | 2. write J | D is old, N complete | discards N, deletes J |
//! | 3. exchange D and N | D is new, N holds the old tree | discards N, deletes J |
//! | 4. discard N | D is new, N is partly there | discards the rest, deletes J |
//! | 5. delete J | D is new | has nothing to do |
//!
//! Elsewhere step 3 is two renames:
//!
//! | Step | If the process is killed after it | The next start |
//! |---|---|---|
//! | 3a. rename D to O | D is absent, O old, N complete | renames N to D, then as below |
//! | 3b. rename N to D | D is new, O old | discards O, deletes J |
//!
//! To discard a tree is to delete what carnet's list in that tree names, and what also lies in D; a file that somebody
//! put into the old tree at the last moment is moved into D instead.

use super::failure::{Action, At};
use super::list;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The folder beside a destination where the next site is prepared. Holding it means holding its lock.
#[derive(Debug)]
pub(super) struct Workspace {
    /// The destination, resolved.
    pub destination: PathBuf,
    pub staging: PathBuf,
    old: PathBuf,
    journal: PathBuf,
    /// Freed by the system when the process ends, however it ends.
    _lock: fs::File,
}

impl Workspace {
    /// Takes the lock, then repairs what an earlier process may have left. `home` is the folder that may hold
    /// `.carnet`; `waiting` is called once if another build holds the lock.
    ///
    /// # Errors
    /// When the folder cannot be made, locked or repaired.
    pub fn take(destination: PathBuf, home: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let parent = destination.parent().unwrap_or(Path::new("."));
        let home = if home == parent || can_move(home, parent) {
            home
        } else {
            parent
        };
        let carnet = home.join(".carnet");
        let folder = carnet.join("sites").join(name_of(&destination, home));
        fs::create_dir_all(&folder).at(Action::Write, &folder)?;
        let ignore = carnet.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").at(Action::Write, &ignore)?;
        }
        let lock = lock(&folder.join("lock"), waiting)?;
        let workspace = Workspace {
            destination,
            staging: folder.join("staging"),
            old: folder.join("old"),
            journal: folder.join("journal"),
            _lock: lock,
        };
        workspace.repair()?;
        Ok(workspace)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        self.staging.parent().unwrap_or(&self.staging)
    }

    fn repair(&self) -> io::Result<()> {
        if !self.destination.exists() && (self.journal.exists() || self.old.exists()) {
            // Between the two renames: the new tree is complete, or else the old one comes back.
            let complete = self.journal.exists() && self.staging.exists();
            let tree = if complete { &self.staging } else { &self.old };
            if tree.exists() {
                fs::rename(tree, &self.destination).at(Action::Swap, &self.destination)?;
            }
        }
        if self.journal.exists() || self.old.exists() {
            self.finish()?;
        }
        self.abandon()
    }

    /// Deletes a new tree that did not come to its place.
    ///
    /// # Errors
    /// What the disk says.
    pub fn abandon(&self) -> io::Result<()> {
        // With a journal, what lies there may be the old tree.
        if self.journal.exists() || !self.staging.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&self.staging).at(Action::Remove, &self.staging)
    }

    /// Puts the staged tree in the place of the destination.
    ///
    /// # Errors
    /// When the system refuses; the old tree is then in its place.
    pub fn swap(&self) -> io::Result<()> {
        let destination = &self.destination;
        if !destination.exists() {
            return fs::rename(&self.staging, destination).at(Action::Swap, destination);
        }
        fs::write(&self.journal, "").at(Action::Write, &self.journal)?;
        let swapped = match exchange(&self.staging, destination) {
            Some(result) => result,
            None => self.rename_twice(),
        };
        if let Err(error) = swapped {
            if destination.exists() {
                let _ = fs::remove_file(&self.journal);
            }
            return Err(error).at(Action::Swap, destination);
        }
        // The new site is in its place: what cannot be deleted now is left to the next start.
        let _ = self.finish();
        Ok(())
    }

    fn rename_twice(&self) -> io::Result<()> {
        rename_patiently(&self.destination, &self.old)?;
        let second = rename_patiently(&self.staging, &self.destination);
        if second.is_err() {
            rename_patiently(&self.old, &self.destination)?;
        }
        second
    }

    /// Discards the trees that are no longer of use, then the journal.
    fn finish(&self) -> io::Result<()> {
        for tree in [&self.staging, &self.old] {
            if tree.exists() {
                discard(tree, &self.destination)?;
            }
        }
        match fs::remove_file(&self.journal) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).at(Action::Remove, &self.journal)
            }
            _ => Ok(()),
        }
    }
}

/// The name of a destination's folder in a home: its path from there.
fn name_of(destination: &Path, home: &Path) -> String {
    let inner = destination.strip_prefix(home).ok();
    let path = inner.unwrap_or(destination);
    let mut name = String::new();
    for part in path.components() {
        if let std::path::Component::Normal(part) = part {
            if !name.is_empty() {
                name.push('+');
            }
            name.push_str(&part.to_string_lossy());
        }
    }
    // Names are bounded by every disk; a long one, and one from elsewhere, is told by its hash.
    if inner.is_some() && name.len() <= 120 {
        return name;
    }
    let hash = blake3::hash(destination.to_string_lossy().as_bytes()).to_hex();
    let last = destination
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let last: String = last.chars().take(40).collect();
    format!("{last}-{}", &hash[..12])
}

/// Whether a folder can be moved from one place into another in one step: they are one disk, and both can be written.
fn can_move(from: &Path, to: &Path) -> bool {
    let name = format!(".carnet-{}", std::process::id());
    let (one, other) = (from.join(&name), to.join(&name));
    let moved = fs::create_dir(&one).and_then(|()| fs::rename(&one, &other));
    let _ = fs::remove_dir(&one);
    let _ = fs::remove_dir(&other);
    moved.is_ok()
}

fn lock(path: &Path, waiting: &dyn Fn()) -> io::Result<fs::File> {
    let file = fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .at(Action::Lock, path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => {
            waiting();
            file.lock().at(Action::Lock, path)?;
        }
        // Some network disks have no locks: better a build without one than none.
        Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(fs::TryLockError::Error(error)) => return Err(error).at(Action::Lock, path),
    }
    Ok(file)
}

/// Exchanges two folders in one step; nothing when this system or this disk cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Some(Ok(())),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => None,
        Err(error) => Some(Err(error.into())),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> Option<io::Result<()>> {
    None
}

/// Renames a folder. On Windows a virus scanner or an editor may hold a file of it for a moment.
fn rename_patiently(from: &Path, to: &Path) -> io::Result<()> {
    let mut result = fs::rename(from, to);
    if cfg!(windows) {
        for _ in 0..20 {
            match &result {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    std::thread::sleep(std::time::Duration::from_millis(100));
                    result = fs::rename(from, to);
                }
                _ => break,
            }
        }
    }
    result
}

/// Deletes a tree but for files of others that `live` does not have, which are moved there.
fn discard(tree: &Path, live: &Path) -> io::Result<()> {
    let listed = list::read(tree)?;
    let mut folders = vec![PathBuf::new()];
    let mut index = 0;
    while index < folders.len() {
        let folder = folders[index].clone();
        index += 1;
        for entry in fs::read_dir(tree.join(&folder)).at(Action::Read, tree)? {
            let entry = entry.at(Action::Read, tree)?;
            let relative = folder.join(entry.file_name());
            if entry.file_type().at(Action::Read, tree)?.is_dir() {
                folders.push(relative);
                continue;
            }
            let (mine, theirs) = (tree.join(&relative), live.join(&relative));
            let ours = name_in_list(&relative)
                .is_some_and(|name| list::is_list(&name) || listed.binary_search(&name).is_ok());
            if !ours && !is_kept(&mine, &theirs) {
                if let Some(parent) = theirs.parent() {
                    fs::create_dir_all(parent).at(Action::Write, parent)?;
                }
                fs::rename(&mine, &theirs).at(Action::Write, &theirs)?;
            }
        }
    }
    // The list goes last: killed before, the next start still knows what is ours among the rest.
    for entry in fs::read_dir(tree).at(Action::Remove, tree)? {
        let entry = entry.at(Action::Remove, tree)?;
        let path = entry.path();
        if entry.file_type().at(Action::Remove, &path)?.is_dir() {
            fs::remove_dir_all(&path).at(Action::Remove, &path)?;
        } else if !entry.file_name().to_str().is_some_and(list::is_list) {
            fs::remove_file(&path).at(Action::Remove, &path)?;
        }
    }
    fs::remove_dir_all(tree).at(Action::Remove, tree)
}

/// Whether `live` has that file, or a later one of that name.
fn is_kept(mine: &Path, live: &Path) -> bool {
    let (Ok(a), Ok(b)) = (fs::symlink_metadata(mine), fs::symlink_metadata(live)) else {
        return fs::symlink_metadata(live).is_ok();
    };
    if same_inode(&a, &b) {
        return true;
    }
    match (a.modified(), b.modified()) {
        (Ok(a), Ok(b)) => b >= a,
        _ => true,
    }
}

#[cfg(unix)]
fn same_inode(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

// Copies and links both keep the time of the file, which is compared next.
#[cfg(not(unix))]
fn same_inode(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

/// A path as the list has it; nothing when it is not UTF-8.
pub(super) fn name_in_list(relative: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in relative.components() {
        parts.push(part.as_os_str().to_str()?);
    }
    Some(parts.join("/").nfc().collect())
}

#[cfg(test)]
mod tests;
