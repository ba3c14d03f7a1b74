//! A project in memory, for tests that need no disk.

use carnet::source::{Entry, Sources};
use std::collections::BTreeMap;
use std::io;

/// Files by path.
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<Entry>,
}

impl Memory {
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let files: BTreeMap<String, Vec<u8>> = files
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect();
        let entries = files
            .iter()
            .map(|(path, bytes)| Entry {
                path: path.clone(),
                size: bytes.len() as u64,
            })
            .collect();
        Memory { files, entries }
    }
}

impl Sources for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
