//! One file in place of another, in one step, the original kept.

use super::failure::{Action, At};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The bytes of a file named on the command line.
///
/// # Errors
/// What the disk says.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).at(Action::Read, path)
}

/// Writes new bytes in the place of a file. The original goes to `NAME.orig` (`.orig-2`, … if taken), which is
/// returned: it is there, whole, before the file changes.
///
/// # Errors
/// What the disk says; the file is then as it was.
pub fn keeping_original(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let kept = free_name(path);
    fs::copy(path, &kept).at(Action::Write, &kept)?;
    let mut new = tempfile::NamedTempFile::new_in(folder).at(Action::Write, path)?;
    new.write_all(bytes).at(Action::Write, path)?;
    let permissions = fs::metadata(path).at(Action::Read, path)?.permissions();
    fs::set_permissions(new.path(), permissions).at(Action::Write, path)?;
    new.persist(path)
        .map_err(|error| error.error)
        .at(Action::Write, path)?;
    Ok(kept)
}

/// Writes a new file in one step: it is whole, or what was there before.
///
/// # Errors
/// What the disk says, or the writer.
pub fn whole(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).at(Action::Write, path)?;
    write(new.as_file_mut()).at(Action::Write, path)?;
    readable(new.path()).at(Action::Write, path)?;
    new.persist(path)
        .map_err(|error| error.error)
        .at(Action::Write, path)?;
    Ok(())
}

/// Temporary files are for their owner only; what is written for good is for all who may read the folder.
#[cfg(unix)]
fn readable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

fn free_name(path: &Path) -> PathBuf {
    let with = |ending: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let mut kept = with(".orig".into());
    let mut number = 2;
    while kept.exists() {
        kept = with(format!(".orig-{number}"));
        number += 1;
    }
    kept
}
