//! Files that are whole or not there: written beside their place, then moved to it.

use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// How a file is called while it is written.
pub(super) const UNFINISHED: &str = ".part";

/// An empty file in `folder` that goes away unless it is kept.
pub(super) fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(UNFINISHED);
    // Temporary files are for their owner alone; these become files of the project, like their neighbors.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Writes a file whole or not at all.
///
/// # Errors
/// What the disk says; an older file is then as it was.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = unfinished(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
