//! What was seen of files in earlier runs: a file whose size, times and identity are the same was not written since,
//! so its hash need not be taken again. Losing this costs time only.

use super::whole;
use crate::picture::record::Digest;
use crate::source::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file touched more recently than this may be touched again without its times telling: some file systems count in
/// steps of two seconds.
const TOO_FRESH: Duration = Duration::from_secs(3);

/// The stamp of a file, unless it was written so recently that its times prove nothing.
pub fn stamp(metadata: &Metadata, now: SystemTime) -> Option<Stamp> {
    let modified = metadata.modified().ok()?;
    let settled = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age >= TOO_FRESH);
    let identity = identity(metadata);
    let changed = identity.map(|(seconds, _, _)| {
        UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
    });
    if !metadata.is_file() || !settled(modified) || !changed.is_none_or(settled) {
        return None;
    }
    let since = modified.duration_since(UNIX_EPOCH).ok()?;
    Some(Stamp {
        size: metadata.len(),
        modified: (since.as_secs(), since.subsec_nanos()),
        identity,
    })
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "none on other systems")]
fn identity(metadata: &Metadata) -> Option<(i64, i64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ctime(), metadata.ctime_nsec(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> Option<(i64, i64, u64)> {
    None
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Memory {
    /// Seconds since 1970 of the last time that old entries were looked for.
    swept: u64,
    files: BTreeMap<String, (Stamp, String)>,
}

/// Hashes of files by their path, from one run to the next.
#[derive(Debug)]
pub struct Seen {
    file: PathBuf,
    memory: Mutex<Memory>,
    used: Mutex<BTreeSet<String>>,
    changed: Mutex<bool>,
}

impl Seen {
    /// Reads what earlier runs left; nothing readable is nothing seen.
    pub fn open(file: PathBuf) -> Self {
        let memory = fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Seen {
            file,
            memory: Mutex::new(memory),
            used: Mutex::default(),
            changed: Mutex::default(),
        }
    }

    /// The hash of the file at `path`, if it was not written since it was noted under `name`.
    pub fn digest(&self, name: &str, path: &Path) -> Option<Digest> {
        let stamp = stamp(&fs::metadata(path).ok()?, SystemTime::now())?;
        let memory = lock(&self.memory);
        let (known, hex) = memory.files.get(name)?;
        if *known != stamp {
            return None;
        }
        lock(&self.used).insert(name.to_owned());
        Digest::from_hex(hex)
    }

    /// Notes the hash of the file at `path`.
    pub fn note(&self, name: &str, path: &Path, digest: Digest) {
        let Ok(metadata) = fs::metadata(path) else {
            return;
        };
        let Some(stamp) = stamp(&metadata, SystemTime::now()) else {
            return;
        };
        let mut memory = lock(&self.memory);
        memory.files.insert(name.to_owned(), (stamp, digest.hex()));
        lock(&self.used).insert(name.to_owned());
        *lock(&self.changed) = true;
    }

    /// The hash of the file at `path`: remembered, or read now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn digest_or_read(&self, name: &str, path: &Path) -> io::Result<Digest> {
        if let Some(digest) = self.digest(name, path) {
            return Ok(digest);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        let digest = Digest(*hasher.finalize().as_bytes());
        self.note(name, path, digest);
        Ok(digest)
    }

    /// Whether a day has passed since the last sweep; if so, forgets what this run did not use.
    pub fn sweep(&self) -> bool {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let mut memory = lock(&self.memory);
        if now.abs_diff(memory.swept) < 24 * 60 * 60 {
            return false;
        }
        memory.swept = now;
        let used = lock(&self.used);
        memory.files.retain(|name, _| used.contains(name));
        *lock(&self.changed) = true;
        true
    }

    /// Writes what was seen, if there is anything new.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save(&self) -> io::Result<()> {
        let mut changed = lock(&self.changed);
        if *changed {
            let bytes = serde_json::to_vec(&*lock(&self.memory)).map_err(io::Error::other)?;
            whole::write(&self.file, &bytes)?;
            *changed = false;
        }
        Ok(())
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
