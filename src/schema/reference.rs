//! Foreign keys that refer to the table itself. In: the values of each record. Out: at the end, the records that refer to
//! none. A record may refer to a later one, so what is not found yet waits.
//!
//! Only hashes are kept, and no more than a bound of them.

use super::unique::digest;
use std::collections::HashSet;

/// Hashes kept by one check, and references that wait.
const MOST: usize = 1_000_000;

/// A foreign key as a schema gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    pub fields: Vec<String>,
    /// Name of another table; empty for the table itself.
    pub resource: String,
    pub targets: Vec<String>,
}

/// What one check has seen.
#[derive(Debug, Default)]
pub struct References {
    there: HashSet<[u8; 16]>,
    waiting: Vec<Waiting>,
    /// Too many values came: what waits can no longer be judged.
    pub gave_up: bool,
}

/// A reference to a record that was not there yet.
#[derive(Debug, PartialEq, Eq)]
pub struct Waiting {
    pub record: u32,
    pub value: String,
    key: [u8; 16],
}

impl References {
    /// Takes a record: what others may refer to, and what it refers to.
    pub fn take(
        &mut self,
        record: u32,
        target: &[Option<&str>],
        source: &[Option<&str>],
        shown: &str,
    ) {
        if self.there.len() >= MOST || self.waiting.len() >= MOST {
            self.gave_up = true;
            return;
        }
        self.there.insert(digest(target.iter().copied()));
        let key = digest(source.iter().copied());
        // A record without a value refers to nothing.
        if source.iter().any(Option::is_some) && !self.there.contains(&key) {
            self.waiting.push(Waiting {
                record,
                value: shown.to_owned(),
                key,
            });
        }
    }

    /// The references that lead nowhere.
    pub fn finish(self) -> Vec<Waiting> {
        if self.gave_up {
            return Vec::new();
        }
        let there = self.there;
        self.waiting
            .into_iter()
            .filter(|one| !there.contains(&one.key))
            .collect()
    }
}
