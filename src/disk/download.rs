//! `carnet fetch` on the network. In: addresses and where the logbooks show them. Out: files in one folder, an index,
//! and what is to be said of the addresses that gave nothing.
//!
//! Every number is bounded: bytes, seconds, redirects, attempts, connections. A file stands in the index once it is
//! whole, so that a run that was stopped goes on where it was.

use super::cache::lock;
use super::request::{Client, Received};
use super::whole;
use crate::diag::Report;
use crate::fetch::address::request_url;
use crate::fetch::{Failure, INDEX_FILE, RemoteEntry, RemoteIndex, file_name};
use crate::picture::format::Format;
use crate::picture::plan::MOST_PIXELS;
use crate::picture::probe::{is_complete, probe};
use crate::source::Place;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The bounds of a run.
#[derive(Debug, Clone)]
pub struct FetchOptions {
    /// Bytes of one picture.
    pub most_bytes: u64,
    /// For one attempt at one picture, from the first connection to the last byte.
    pub timeout: Duration,
    /// For the whole run; what is under way when it ends is stopped too.
    pub total: Duration,
    /// Downloads at a time.
    pub parallel: usize,
    /// Attempts after the first one, when the failure may pass.
    pub retries: u32,
    /// Before the second attempt; twice as long before the third.
    pub pause: Duration,
    /// Visit the machine itself and its network too: for a test, or for an intranet that one trusts.
    pub allow_private: bool,
    /// Use the proxy that the environment names.
    pub proxy: bool,
}

impl Default for FetchOptions {
    fn default() -> Self {
        FetchOptions {
            most_bytes: 25_000_000,
            timeout: Duration::from_secs(60),
            total: Duration::from_secs(30 * 60),
            parallel: 4,
            retries: 2,
            pause: Duration::from_secs(1),
            allow_private: false,
            proxy: true,
        }
    }
}

/// How one address ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Downloaded now: so many bytes.
    Fetched(u64),
    /// Already there, whole.
    Present,
    Failed(Failure),
}

/// One address done, of so many.
#[derive(Debug)]
pub struct Progress<'a> {
    pub done: usize,
    pub of: usize,
    pub url: &'a str,
    pub outcome: Outcome,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Fetched {
    /// By address.
    pub outcomes: BTreeMap<String, Outcome>,
    /// Each failure, at every place that shows the picture.
    pub report: Report,
}

impl Fetched {
    /// How many were downloaded now, and their bytes.
    pub fn downloaded(&self) -> (usize, u64) {
        self.outcomes
            .values()
            .fold((0, 0), |(count, sum), outcome| match outcome {
                Outcome::Fetched(bytes) => (count + 1, sum + bytes),
                _ => (count, sum),
            })
    }

    /// How many were there before.
    pub fn present(&self) -> usize {
        let present = |outcome: &&Outcome| **outcome == Outcome::Present;
        self.outcomes.values().filter(present).count()
    }

    /// How many are still missing.
    pub fn failed(&self) -> usize {
        let failed = |outcome: &&Outcome| matches!(outcome, Outcome::Failed(_));
        self.outcomes.values().filter(failed).count()
    }
}

/// Downloads pictures into `folder`, which is made if need be. One failure stops no other.
///
/// # Errors
/// What the disk says (full, read-only), or the system when it gives no certificates. A picture that cannot be had is
/// no error: see [`Fetched::report`].
pub fn fetch(
    wanted: &[(String, Place)],
    folder: &Path,
    options: &FetchOptions,
    progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> io::Result<Fetched> {
    if fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(io::Error::other(format!(
            "{} is a link: pictures are only written inside the project",
            folder.display()
        )));
    }
    let mut places: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    for (url, place) in wanted {
        places.entry(url).or_default().push(place);
    }
    let mut fetched = Fetched::default();
    if places.is_empty() {
        return Ok(fetched);
    }
    fs::create_dir_all(folder)?;
    let urls: Vec<&str> = places.keys().copied().collect();
    let index = fs::read(folder.join(INDEX_FILE)).unwrap_or_default();
    let run = Run {
        client: Client::new(options).map_err(io::Error::other)?,
        deadline: Instant::now() + options.total,
        index: Mutex::new(RemoteIndex::parse(&index)),
        folder,
        options,
    };
    let next = AtomicUsize::new(0);
    let outcomes: Mutex<BTreeMap<String, Outcome>> = Mutex::default();
    let trouble: Mutex<Option<io::Error>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..options.parallel.clamp(1, 16).min(urls.len()) {
            scope.spawn(|| {
                while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match run.one(url) {
                        Ok(outcome) => {
                            let mut outcomes = lock(&outcomes);
                            outcomes.insert((*url).to_owned(), outcome);
                            progress(&Progress {
                                done: outcomes.len(),
                                of: urls.len(),
                                url,
                                outcome,
                            });
                        }
                        // The disk is full: no other picture would fare better.
                        Err(error) => {
                            next.store(urls.len(), Ordering::Relaxed);
                            lock(&trouble).get_or_insert(error);
                        }
                    }
                }
            });
        }
    });
    if let Some(error) = lock(&trouble).take() {
        return Err(error);
    }
    fetched.outcomes = std::mem::take(&mut *lock(&outcomes));
    for (url, outcome) in &fetched.outcomes {
        if let Outcome::Failed(failure) = outcome {
            for place in places.get(url.as_str()).into_iter().flatten() {
                fetched.report.add(failure.problem(url), (*place).clone());
            }
        }
    }
    fetched.report.sort();
    Ok(fetched)
}

struct Run<'a> {
    client: Client,
    deadline: Instant,
    index: Mutex<RemoteIndex>,
    folder: &'a Path,
    options: &'a FetchOptions,
}

impl Run<'_> {
    fn one(&self, url: &str) -> io::Result<Outcome> {
        let known = lock(&self.index).get(url).cloned();
        if known.is_some_and(|entry| self.is_present(&entry)) {
            return Ok(Outcome::Present);
        }
        let result = match self.attempts(url) {
            Err(Trouble::Disk(error)) => return Err(error),
            Err(Trouble::Picture(failure)) => Err(failure),
            Ok(entry) => Ok(entry),
        };
        // A picture that was not tried keeps the row of the run that tried it.
        let (row, outcome) = match result {
            Ok(entry) => {
                let bytes = entry.bytes;
                (Some(entry), Outcome::Fetched(bytes))
            }
            Err(Failure::NotTried) => (None, Outcome::Failed(Failure::NotTried)),
            Err(failure) => {
                let entry = RemoteEntry::failed(failure.word());
                (Some(entry), Outcome::Failed(failure))
            }
        };
        if let Some(entry) = row {
            let mut index = lock(&self.index);
            index.insert(url, entry);
            whole::write(&self.folder.join(INDEX_FILE), &index.to_csv()?)?;
        }
        Ok(outcome)
    }

    fn is_present(&self, entry: &RemoteEntry) -> bool {
        let path = self.folder.join(&entry.file);
        if !entry.is_fetched() || !fs::metadata(&path).is_ok_and(|file| file.len() == entry.bytes) {
            return false;
        }
        let mut hasher = blake3::Hasher::new();
        File::open(&path)
            .and_then(|file| hasher.update_reader(file).map(|_| ()))
            .is_ok_and(|()| hasher.finalize().to_hex().as_str() == entry.hash)
    }

    fn attempts(&self, url: &str) -> Result<RemoteEntry, Trouble> {
        let start = request_url(url, self.options.allow_private)?;
        let mut pause = self.options.pause;
        let mut attempt = 0;
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::NotTried.into());
            }
            let deadline = Instant::now() + left.min(self.options.timeout);
            let failure = match self.client.get(&start, self.folder, deadline) {
                Ok(received) => return self.keep(url, received),
                Err(Trouble::Disk(error)) => return Err(Trouble::Disk(error)),
                Err(Trouble::Picture(failure)) => failure,
            };
            let rest = self.deadline.saturating_duration_since(Instant::now());
            if attempt >= self.options.retries || !failure.is_passing() || rest <= pause {
                return Err(failure.into());
            }
            thread::sleep(pause);
            pause *= 2;
            attempt += 1;
        }
    }

    /// Looks at what came before it takes its place.
    fn keep(&self, url: &str, received: Received) -> Result<RemoteEntry, Trouble> {
        let Received {
            mut file,
            format,
            bytes,
            hash,
        } = received;
        let mut reader = BufReader::new(file.as_file_mut());
        reader.seek(SeekFrom::Start(0)).map_err(Trouble::Disk)?;
        let Ok(probe) = probe(&mut reader) else {
            return Err(Failure::NotPicture(Format::Unknown).into());
        };
        if probe.pixels() > MOST_PIXELS {
            return Err(Failure::TooLarge {
                width: probe.width,
                height: probe.height,
            }
            .into());
        }
        if !is_complete(&mut reader, format).map_err(Trouble::Disk)? {
            return Err(Failure::Cut.into());
        }
        let name = file_name(url, format);
        let path = self.folder.join(&name);
        file.persist(&path)
            .map_err(|error| Trouble::Disk(error.error))?;
        Ok(RemoteEntry::fetched(name, hash, bytes))
    }
}

/// What ends an attempt: the picture's own failure, or the machine's.
#[derive(Debug)]
pub(super) enum Trouble {
    Picture(Failure),
    Disk(io::Error),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble::Picture(failure)
    }
}
