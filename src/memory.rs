//! What a build leaves to the next one of the same process: results, each with the mark of what they were made from
//! and the stamps of the files that were read. A result is used again only while all of these are the same, so an
//! empty memory and a full one give the same bytes.

use crate::source::{Entry, Sources, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug, Write};
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The fingerprint of values: two that differ in any field have two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(blake3::Hash);

/// Marks values by what `Debug` says of them, which names every field.
pub fn mark(value: &dyn Debug) -> Mark {
    struct Feed(blake3::Hasher);
    impl Write for Feed {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut feed = Feed(blake3::Hasher::new());
    // A hasher takes everything.
    let _ = write!(feed, "{value:?}");
    Mark(feed.0.finalize())
}

/// The files that a result was made from, as they were.
pub type Inputs = Vec<(String, Stamp)>;

/// Results by name, from one build to the next.
#[derive(Debug)]
pub struct Remembered<T> {
    results: Mutex<BTreeMap<String, Kept<T>>>,
}

#[derive(Debug)]
struct Kept<T> {
    mark: Mark,
    inputs: Inputs,
    value: Arc<T>,
    /// The build that made or used it last.
    used: u64,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Remembered {
            results: Mutex::default(),
        }
    }
}

impl<T> Remembered<T> {
    /// The result of that name, while nothing that it was made from has moved. `build` is the number of this build.
    pub fn recall(
        &self,
        name: &str,
        mark: Mark,
        sources: &dyn Sources,
        build: u64,
    ) -> Option<Arc<T>> {
        let mut results = lock(&self.results);
        let kept = results.get_mut(name)?;
        let same = |(path, stamp): &(String, Stamp)| sources.stamp(path).as_ref() == Some(stamp);
        if kept.mark != mark || !kept.inputs.iter().all(same) {
            return None;
        }
        kept.used = build;
        Some(kept.value.clone())
    }

    /// Keeps a result. Without `inputs`, nobody could tell whether it still holds: it is not kept.
    pub fn keep(
        &self,
        name: String,
        mark: Mark,
        inputs: Option<Inputs>,
        value: Arc<T>,
        build: u64,
    ) {
        let mut results = lock(&self.results);
        match inputs {
            Some(inputs) => {
                let kept = Kept {
                    mark,
                    inputs,
                    value,
                    used: build,
                };
                results.insert(name, kept);
            }
            None => {
                results.remove(&name);
            }
        }
    }

    /// Forgets what a whole build had no use for.
    pub fn sweep(&self, build: u64) {
        lock(&self.results).retain(|_, kept| kept.used == build);
    }
}

/// Sources that note what is read from them.
pub struct Noting<'a> {
    sources: &'a dyn Sources,
    read: Mutex<BTreeSet<String>>,
    failed: AtomicBool,
}

impl<'a> Noting<'a> {
    pub fn new(sources: &'a dyn Sources) -> Self {
        Noting {
            sources,
            read: Mutex::default(),
            failed: AtomicBool::new(false),
        }
    }

    /// Notes a file that somebody else read for this one.
    pub fn note(&self, path: &str) {
        let mut read = lock(&self.read);
        if !read.contains(path) {
            read.insert(path.to_owned());
        }
    }

    /// What was read, as it was. Nothing when a file could not be read, or is so fresh that its times prove nothing.
    pub fn inputs(&self) -> Option<Inputs> {
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        let read = lock(&self.read);
        let stamped = |path: &String| Some((path.clone(), self.sources.stamp(path)?));
        read.iter().map(stamped).collect()
    }

    fn noted<R>(&self, path: &str, result: io::Result<R>) -> io::Result<R> {
        self.note(path);
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }
}

impl Sources for Noting<'_> {
    fn entries(&self) -> &[Entry] {
        self.sources.entries()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.noted(path, self.sources.read(path))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        self.noted(path, self.sources.open(path))
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.sources.stamp(path)
    }
}

/// What another thread's panic left is whole: every change here is one step.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Files {
        entries: Vec<Entry>,
        stamps: BTreeMap<String, Stamp>,
    }

    impl Sources for Files {
        fn entries(&self) -> &[Entry] {
            &self.entries
        }

        fn read(&self, path: &str) -> io::Result<Vec<u8>> {
            match self.stamps.contains_key(path) {
                true => Ok(Vec::new()),
                false => Err(io::ErrorKind::NotFound.into()),
            }
        }

        fn stamp(&self, path: &str) -> Option<Stamp> {
            self.stamps.get(path).cloned()
        }
    }

    fn stamp(size: u64) -> Stamp {
        Stamp {
            size,
            modified: (1, 2),
            identity: None,
        }
    }

    #[test]
    fn a_result_holds_while_nothing_moves() {
        let mut files = Files::default();
        files.stamps.insert("a".into(), stamp(1));
        let noting = Noting::new(&files);
        noting.read("a").unwrap();
        let inputs = noting.inputs();
        assert_eq!(inputs, Some(vec![("a".to_owned(), stamp(1))]));
        let _ = noting.read("gone");
        assert_eq!(
            noting.inputs(),
            None,
            "nobody knows what it would have read"
        );

        let results = Remembered::default();
        let (one, other) = (mark(&"one"), mark(&"other"));
        results.keep("x".into(), one, inputs, Arc::new(5), 1);
        assert_eq!(results.recall("x", one, &files, 2).as_deref(), Some(&5));
        assert_eq!(results.recall("x", other, &files, 2), None);
        files.stamps.insert("a".into(), stamp(2));
        assert_eq!(results.recall("x", one, &files, 2), None);
        results.sweep(3);
        files.stamps.insert("a".into(), stamp(1));
        assert_eq!(results.recall("x", one, &files, 3), None);
    }
}
