//! Lists the files of a project. The only home of `walkdir`.

use super::cache::stamp;
use super::list::LIST;
use crate::diag::machine::reason;
use crate::diag::{Problem, Report, site as problem};
use crate::source::{Entry, Place, Stamp};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::{DirEntry, WalkDir};

/// A file that was found.
pub(super) struct Found {
    pub entry: Entry,
    /// Its path from the root as the disk has it, when that is not the entry's.
    pub real: Option<PathBuf>,
    pub stamp: Option<Stamp>,
}

/// The files under `root` (canonical), sorted by path.
pub(super) fn files(root: &Path, skip: &[PathBuf], report: &mut Report) -> Vec<Found> {
    let mut found = Vec::new();
    let now = SystemTime::now();
    // Links are followed, each after a look at where it leads; the walker itself stops at circles.
    let mut walker = WalkDir::new(root)
        .follow_links(true)
        .min_depth(1)
        .into_iter();
    while let Some(step) = walker.next() {
        let entry = match step {
            Ok(entry) => entry,
            Err(error) => {
                broken(root, &error, report);
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        match look(root, skip, &entry) {
            Look::Take => {
                if is_folder {
                    continue;
                }
                let metadata = entry.metadata().ok();
                let size = metadata.as_ref().map_or(0, fs::Metadata::len);
                let stamp = metadata.and_then(|metadata| stamp(&metadata, now));
                let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let path = shown(relative);
                let real = (Path::new(&path) != relative).then(|| relative.to_owned());
                let entry = Entry { path, size };
                found.push(Found { entry, real, stamp });
            }
            Look::Skip(said) => {
                if is_folder {
                    walker.skip_current_dir();
                }
                if let Some(problem) = said {
                    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    report.add(problem, Place::file(shown(relative)));
                }
            }
        }
    }
    found.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    found
}

enum Look {
    Take,
    Skip(Option<Problem>),
}

fn look(root: &Path, skip: &[PathBuf], entry: &DirEntry) -> Look {
    let path = entry.path();
    let relative = path.strip_prefix(root).unwrap_or(path);
    let Some(name) = entry.file_name().to_str() else {
        return Look::Skip(Some(problem::name_unreadable(shown(relative))));
    };
    let is_folder = entry.file_type().is_dir();
    if left_out(path, name, is_folder, skip) {
        let built = is_folder && is_built(path, name, skip);
        return Look::Skip(built.then(|| said_of_site(path, &shown(relative))));
    }
    if entry.path_is_symlink() && !stays(root, skip, path) {
        return Look::Skip(Some(problem::link_outside(shown(relative))));
    }
    // Opening a pipe would wait for ever.
    if !entry.file_type().is_dir() && !entry.file_type().is_file() {
        return Look::Skip(Some(problem::special_file(shown(relative))));
    }
    Look::Take
}

fn left_out(path: &Path, name: &str, is_folder: bool, skip: &[PathBuf]) -> bool {
    if name.starts_with('.') || skip.iter().any(|skipped| skipped == path) {
        return true;
    }
    is_folder
        && (name == "node_modules"
            || (name == "target" && path.join("CACHEDIR.TAG").exists())
            || path.join(LIST).exists())
}

/// Whether a folder that is left out is a site of an earlier build, in a place that nobody named.
fn is_built(path: &Path, name: &str, skip: &[PathBuf]) -> bool {
    !name.starts_with('.')
        && !skip.iter().any(|skipped| skipped == path)
        && path.join(LIST).exists()
}

/// A site is nothing to read; one with texts in it may be a team's folder, into which somebody copied a list.
fn said_of_site(path: &Path, shown: &str) -> Problem {
    let entries = WalkDir::new(path).into_iter().filter_map(Result::ok);
    let texts = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        name.ends_with(".md") || name.ends_with(".markdown")
    });
    match texts.take(1).count() {
        0 => problem::site_inside(shown),
        _ => problem::texts_in_site(shown),
    }
}

/// Whether a link leads to a place inside the project that would itself be listed.
fn stays(root: &Path, skip: &[PathBuf], link: &Path) -> bool {
    let Ok(target) = super::canonical(link) else {
        return false;
    };
    let Ok(relative) = target.strip_prefix(root) else {
        return false;
    };
    let mut path = root.to_owned();
    relative.components().all(|part| {
        path.push(part);
        let name = part.as_os_str().to_str();
        name.is_some_and(|name| !left_out(&path, name, true, skip))
    })
}

fn broken(root: &Path, error: &walkdir::Error, report: &mut Report) {
    let path = error.path().unwrap_or(root);
    let relative = path.strip_prefix(root).unwrap_or(path);
    let name = shown(relative);
    // Editors leave hidden links to nowhere as their locks.
    if relative
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
    {
        return;
    }
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let said = if error.loop_ancestor().is_some() {
        problem::link_cycle(&name)
    } else if is_link {
        problem::link_broken(&name)
    } else {
        let why = error.io_error().map(reason);
        problem::unreadable(
            &name,
            why.unwrap_or_else(|| crate::diag::Phrase::new("", "")),
        )
    };
    report.add(said, Place::file(name));
}

/// A path from the root as carnet names it: `/` between parts, NFC.
fn shown(relative: &Path) -> String {
    let mut out = String::new();
    for part in relative.components() {
        if !out.is_empty() {
            out.push('/');
        }
        let part = part.as_os_str().to_string_lossy();
        if is_nfc(&part) {
            out.push_str(&part);
        } else {
            out.extend(part.nfc());
        }
    }
    out
}

#[cfg(test)]
mod tests;
