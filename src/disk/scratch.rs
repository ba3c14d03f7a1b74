//! A file that nobody else sees: it has no name, or loses it at once, and is gone when the process ends, however it ends.

use super::failure::{Action, At};
use crate::Scratch;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Bytes written once and read again. The file is made when there is something to write.
#[derive(Debug)]
pub struct ScratchFile {
    folder: PathBuf,
    opened: Mutex<Option<File>>,
}

impl ScratchFile {
    /// A file of that folder.
    pub fn new(folder: &Path) -> Self {
        ScratchFile {
            folder: folder.to_owned(),
            opened: Mutex::new(None),
        }
    }

    /// A file of the system's folder for such.
    pub fn of_system() -> Self {
        ScratchFile::new(&std::env::temp_dir())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<File>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scratch for ScratchFile {
    fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut opened = self.lock();
        let mut append = || {
            let file = match &mut *opened {
                Some(file) => file,
                none => none.insert(tempfile::tempfile_in(&self.folder)?),
            };
            let at = file.seek(SeekFrom::End(0))?;
            file.write_all(bytes)?;
            Ok(at)
        };
        append().at(Action::Write, &self.folder)
    }

    fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut opened = self.lock();
        let mut read = || {
            let file = opened.as_mut().ok_or(io::ErrorKind::NotFound)?;
            let mut bytes = vec![0; length];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        read().at(Action::Read, &self.folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_no_file_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let scratch = ScratchFile::new(folder.path());
        assert_eq!(
            scratch.read(0, 1).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
        let first = scratch.append(b"un").unwrap();
        let second = scratch.append(b"deux").unwrap();
        assert_eq!(scratch.read(second, 4).unwrap(), b"deux");
        assert_eq!(scratch.read(first, 2).unwrap(), b"un");
        assert_eq!(scratch.append(b"!").unwrap(), 6);
        if cfg!(unix) {
            assert_eq!(folder.path().read_dir().unwrap().count(), 0);
        }
    }
}
