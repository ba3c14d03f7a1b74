//! Prepared pictures on disk, by the hash of their original: `.carnet/cache/pictures/v1/ab/abcd….json` and its copies.
//! The folder can be deleted at any time: it changes how long a build takes, never what it makes.

use super::cache::{Seen, lock};
use super::whole;
use crate::picture::record::{Digest, PictureStore, Record, RecordedCopy, SETTINGS, StoredCopy};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

/// What nobody used for so long goes.
const KEPT_UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// A file half written by a process that was killed.
const KEPT_UNFINISHED: Duration = Duration::from_secs(60 * 60);

/// Pictures prepared by earlier builds.
#[derive(Debug)]
pub struct DiskStore {
    project: PathBuf,
    folder: PathBuf,
    seen: Seen,
    used: Mutex<BTreeSet<Digest>>,
    /// Records that were found whole while this store is open.
    loaded: Mutex<BTreeMap<Digest, Record>>,
    opened: Instant,
    /// How long each picture took that was prepared.
    times: Mutex<Vec<(String, Duration)>>,
}

impl DiskStore {
    /// Opens the cache in `folder`, made if need be, for the sources under `project`.
    ///
    /// # Errors
    /// What the disk says when the folder cannot be made.
    pub fn open(project: &Path, folder: &Path) -> io::Result<Self> {
        let versioned = folder.join(format!("v{SETTINGS}"));
        fs::create_dir_all(&versioned)?;
        // Nobody means to publish a cache.
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        Ok(DiskStore {
            project: project.to_owned(),
            seen: Seen::open(versioned.join("seen.json")),
            folder: versioned,
            used: Mutex::default(),
            loaded: Mutex::default(),
            opened: Instant::now(),
            times: Mutex::default(),
        })
    }

    /// Where a copy lies, for a writer that copies files by itself.
    pub fn path_of(&self, copy: &StoredCopy) -> PathBuf {
        self.copy_path(&copy.original, copy.width, &copy.extension)
    }

    /// How long each picture took that was prepared since the last time this was asked.
    pub fn times(&self) -> Vec<(String, Duration)> {
        std::mem::take(&mut *lock(&self.times))
    }

    /// Ends a run: writes what was seen, and once a day removes what was of no use for a month.
    ///
    /// # Errors
    /// What the disk says. The pictures are there all the same.
    pub fn close(&self) -> io::Result<()> {
        if self.seen.sweep() {
            self.prune(SystemTime::now())?;
        }
        self.seen.save()
    }

    fn home(&self, original: &Digest) -> PathBuf {
        self.folder.join(&original.hex()[..2])
    }

    fn record_path(&self, original: &Digest) -> PathBuf {
        self.home(original).join(format!("{}.json", original.hex()))
    }

    fn copy_path(&self, original: &Digest, width: u32, extension: &str) -> PathBuf {
        self.home(original)
            .join(format!("{}-{width}.{extension}", original.hex()))
    }

    fn is_whole(&self, original: &Digest, copy: &RecordedCopy) -> bool {
        let path = self.copy_path(original, copy.width, &copy.extension);
        let name = format!("cache/{}-{}", original.hex(), copy.width);
        fs::metadata(&path).is_ok_and(|metadata| metadata.len() == copy.bytes)
            && self
                .seen
                .digest_or_read(&name, &path)
                .is_ok_and(|digest| digest.hex() == copy.hash)
    }

    /// Removes what no build used for a month, what was never finished, and what older settings left.
    fn prune(&self, now: SystemTime) -> io::Result<()> {
        if let Some(parent) = self.folder.parent() {
            for entry in fs::read_dir(parent)?.flatten() {
                let name = entry.file_name();
                let version = name.to_str().and_then(|name| name.strip_prefix('v'));
                let version = version.and_then(|version| version.parse::<u32>().ok());
                if version.is_some_and(|version| version < SETTINGS) {
                    let _ = fs::remove_dir_all(entry.path());
                }
            }
        }
        let used = lock(&self.used);
        for home in fs::read_dir(&self.folder)?.flatten() {
            let Ok(files) = fs::read_dir(home.path()) else {
                continue;
            };
            for file in files.flatten() {
                let name = file.file_name();
                let Some(name) = name.to_str() else { continue };
                let age = file
                    .metadata()
                    .and_then(|metadata| metadata.modified())
                    .ok()
                    .and_then(|modified| now.duration_since(modified).ok())
                    .unwrap_or_default();
                let digest = name.get(..64).and_then(Digest::from_hex);
                if digest.is_some_and(|digest| used.contains(&digest)) {
                    // Its age is counted from its last use.
                    if let Ok(file) = File::options().append(true).open(file.path()) {
                        let _ = file.set_modified(now);
                    }
                } else if age > KEPT_UNUSED
                    || (name.ends_with(whole::UNFINISHED) && age > KEPT_UNFINISHED)
                {
                    let _ = fs::remove_file(file.path());
                }
            }
        }
        Ok(())
    }
}

impl PictureStore for DiskStore {
    fn now(&self) -> Duration {
        self.opened.elapsed()
    }

    fn spent(&self, source: &str, time: Duration) {
        lock(&self.times).push((source.to_owned(), time));
    }

    fn known_digest(&self, source: &str) -> Option<Digest> {
        self.seen
            .digest(&format!("source/{source}"), &self.project.join(source))
    }

    fn remember_digest(&self, source: &str, digest: Digest) {
        let name = format!("source/{source}");
        self.seen.note(&name, &self.project.join(source), digest);
    }

    fn load(&self, original: &Digest) -> Option<Record> {
        if let Some(record) = lock(&self.loaded).get(original) {
            return Some(record.clone());
        }
        let text = fs::read_to_string(self.record_path(original)).ok()?;
        let (hash, json) = text.split_once('\n')?;
        if blake3::hash(json.as_bytes()).to_hex().as_str() != hash {
            return None;
        }
        let record: Record = serde_json::from_str(json).ok()?;
        if record.settings != SETTINGS {
            return None;
        }
        let whole = record
            .copies
            .iter()
            .all(|copy| self.is_whole(original, copy));
        if whole {
            lock(&self.used).insert(*original);
            lock(&self.loaded).insert(*original, record.clone());
        }
        whole.then_some(record)
    }

    fn save(&self, original: &Digest, record: &Record, copies: &[Vec<u8>]) -> io::Result<()> {
        fs::create_dir_all(self.home(original))?;
        for (copy, bytes) in record.copies.iter().zip(copies) {
            let path = self.copy_path(original, copy.width, &copy.extension);
            whole::write(&path, bytes)?;
        }
        // The record comes last: while it is not there, nothing is.
        let json = serde_json::to_string(record).map_err(io::Error::other)?;
        let hash = blake3::hash(json.as_bytes()).to_hex();
        whole::write(
            &self.record_path(original),
            format!("{hash}\n{json}").as_bytes(),
        )?;
        lock(&self.used).insert(*original);
        Ok(())
    }

    fn open(&self, copy: &StoredCopy) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self.path_of(copy))?))
    }
}
