//! Values that must not come twice. In: the value of a record. Out: the record that had it before.
//!
//! Only hashes are kept, sixteen bytes and a record number each, and no more than a bound: the memory of a check does
//! not grow with the length of the values, and stops growing with their number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Hashes kept by one check: some 100 MB at the most.
const MOST: usize = 3_000_000;

/// What one check has seen.
#[derive(Debug, Default)]
pub struct Seen {
    records: HashMap<[u8; 16], u32>,
}

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    New,
    /// The last record that had it.
    Again(u32),
    /// Too many values came before: nothing can be said of this one.
    Unknown,
}

impl Seen {
    /// Looks a value up, and keeps it with its record. The parts of a key are kept apart; a part may be missing.
    pub fn look<'a>(
        &mut self,
        parts: impl IntoIterator<Item = Option<&'a str>>,
        record: u32,
    ) -> Sight {
        let key = digest(parts);
        let full = self.records.len() >= MOST;
        match self.records.entry(key) {
            Entry::Occupied(mut before) => Sight::Again(before.insert(record)),
            Entry::Vacant(_) if full => Sight::Unknown,
            Entry::Vacant(place) => {
                place.insert(record);
                Sight::New
            }
        }
    }
}

/// The hash of the parts of a key, each kept apart.
pub fn digest<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        match part {
            Some(text) => {
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
            None => {
                hasher.update(&u64::MAX.to_le_bytes());
            }
        }
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_key_stay_apart() {
        let mut seen = Seen::default();
        assert_eq!(seen.look([Some("ab"), Some("c")], 2), Sight::New);
        assert_eq!(seen.look([Some("a"), Some("bc")], 3), Sight::New);
        assert_eq!(seen.look([Some("ab"), None], 4), Sight::New);
        assert_eq!(seen.look([Some("ab"), Some("c")], 5), Sight::Again(2));
        assert_eq!(seen.look([Some("ab"), Some("c")], 6), Sight::Again(5));
    }
}
