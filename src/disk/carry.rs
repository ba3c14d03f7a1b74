//! Carries the files of others from the old site into the new one.

use super::failure::{Action, At};
use super::write::{link_or_copy, listed};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Links into `new` everything of `old` that is not on the list: files, links, empty folders.
///
/// Gives the paths of those that something of the new site is in the way of.
pub(super) fn carry(old: &Path, new: &Path, list: &[String]) -> io::Result<BTreeSet<String>> {
    let mut in_the_way = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let here = old.join(&folder);
        let mut count = 0;
        for entry in fs::read_dir(&here).at(Action::Read, &here)? {
            let entry = entry.at(Action::Read, &here)?;
            count += 1;
            let relative = folder.join(entry.file_name());
            let kind = entry.file_type().at(Action::Read, &here)?;
            if kind.is_dir() {
                folders.push(relative);
            } else if !listed(list, &relative) {
                let target = new.join(&relative);
                // The same bytes, taken over from a site without its list: it is there already.
                if !one(&entry.path(), &target, kind)? {
                    in_the_way.insert(relative.to_string_lossy().into_owned());
                }
            }
        }
        // A folder that only had files of ours goes with them; one that was empty belongs to somebody.
        if count == 0 && !has_listed(list, &folder) && folder != Path::new("") {
            let target = new.join(&folder);
            if fs::create_dir_all(&target).is_err() {
                in_the_way.insert(folder.to_string_lossy().into_owned());
            }
        }
        // The rights of a folder that stays, as somebody may have set them for a web server.
        let target = new.join(&folder);
        if target.is_dir()
            && let Ok(metadata) = fs::metadata(&here)
        {
            let _ = fs::set_permissions(&target, metadata.permissions());
        }
    }
    Ok(in_the_way)
}

/// Carries one file or link over; false when something else is in its place.
fn one(from: &Path, to: &Path, kind: fs::FileType) -> io::Result<bool> {
    if let Ok(there) = fs::symlink_metadata(to) {
        return Ok(there.is_file() && is_same_file(from, &there));
    }
    let made = to.parent().map_or(Ok(()), fs::create_dir_all);
    let carried = made.and_then(|()| {
        if kind.is_symlink() {
            link(from, to)
        } else {
            link_or_copy(from, to)
        }
    });
    match carried {
        Ok(()) => Ok(true),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(error).at(Action::Write, to),
    }
}

#[cfg(unix)]
fn is_same_file(from: &Path, there: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(from)
        .is_ok_and(|from| (from.dev(), from.ino()) == (there.dev(), there.ino()))
}

// A link or a copy, both of which keep length and time.
#[cfg(not(unix))]
fn is_same_file(from: &Path, there: &fs::Metadata) -> bool {
    fs::symlink_metadata(from).is_ok_and(|from| {
        from.len() == there.len() && from.modified().ok() == there.modified().ok()
    })
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::windows::fs::{symlink_dir, symlink_file};
    let target = fs::read_link(from)?;
    match fs::metadata(from) {
        Ok(metadata) if metadata.is_dir() => symlink_dir(target, to),
        _ => symlink_file(target, to),
    }
}

fn has_listed(list: &[String], folder: &Path) -> bool {
    let Some(mut prefix) = super::swap::name_in_list(folder) else {
        return false;
    };
    prefix.push('/');
    let at = list.partition_point(|name| name.as_str() < prefix.as_str());
    list.get(at).is_some_and(|name| name.starts_with(&prefix))
}
