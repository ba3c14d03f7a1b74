//! The index of fetched pictures: a small CSV that people can read, sorted by address.

use super::{INDEX_FILE, REMOTE_FOLDER};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::io;

const HEADER: [&str; 5] = ["url", "file", "blake3", "bytes", "status"];
const FETCHED: &str = "ok";

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteEntry {
    /// Name of the file in the folder; empty if there is none.
    pub file: String,
    /// BLAKE3 of the file, hexadecimal; empty if there is none.
    pub hash: String,
    pub bytes: u64,
    /// `ok`, or the word of a [`super::Failure`].
    pub status: String,
}

/// All rows, by address as the logbooks write it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemoteIndex {
    entries: BTreeMap<String, RemoteEntry>,
}

impl RemoteEntry {
    /// A picture that lies in the folder.
    pub fn fetched(file: String, hash: String, bytes: u64) -> Self {
        RemoteEntry {
            file,
            hash,
            bytes,
            status: FETCHED.into(),
        }
    }

    /// A picture that could not be fetched.
    pub fn failed(word: String) -> Self {
        RemoteEntry {
            file: String::new(),
            hash: String::new(),
            bytes: 0,
            status: word,
        }
    }

    pub fn is_fetched(&self) -> bool {
        self.status == FETCHED
    }
}

impl RemoteIndex {
    /// Reads an index. Rows that make no sense, or whose file is not a plain name, are left out: the index is a file of
    /// the project, anybody may have written it.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut entries = BTreeMap::new();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        for record in reader.records().flatten() {
            let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
            let entry = RemoteEntry {
                file: field(1),
                hash: field(2),
                bytes: field(3).parse().unwrap_or_default(),
                status: field(4),
            };
            let has_file = is_plain_name(&entry.file);
            if record.len() == HEADER.len() && (has_file || !entry.is_fetched()) {
                entries.insert(field(0), entry);
            }
        }
        RemoteIndex { entries }
    }

    /// Writes the index.
    ///
    /// # Errors
    /// None that memory does not give.
    pub fn to_csv(&self) -> io::Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEADER)?;
        for (url, entry) in &self.entries {
            let bytes = entry.bytes.to_string();
            writer.write_record([url, &entry.file, &entry.hash, &bytes, &entry.status])?;
        }
        writer
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))
    }

    pub fn get(&self, url: &str) -> Option<&RemoteEntry> {
        self.entries.get(url)
    }

    pub fn insert(&mut self, url: &str, entry: RemoteEntry) {
        self.entries.insert(url.to_owned(), entry);
    }

    /// Address → path in the sources, for every fetched picture whose file is there. `content` is the folder of the
    /// Markdown, from the project's root; maybe empty.
    pub fn load(sources: &dyn Sources, content: &str) -> BTreeMap<String, String> {
        let folder = match content.trim_matches('/') {
            "" => REMOTE_FOLDER.to_owned(),
            content => format!("{content}/{REMOTE_FOLDER}"),
        };
        let index = format!("{folder}/{INDEX_FILE}");
        if !sources.has(&index) {
            return BTreeMap::new();
        }
        let bytes = sources.read(&index).unwrap_or_default();
        RemoteIndex::parse(&bytes)
            .entries
            .into_iter()
            .filter(|(_, entry)| entry.is_fetched())
            .map(|(url, entry)| (url, format!("{folder}/{}", entry.file)))
            .filter(|(_, path)| sources.has(path))
            .collect()
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(|character: char| {
            matches!(character, '/' | '\\' | ':') || character.is_control()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::samples::MemorySources;

    #[test]
    fn an_index_is_read_as_it_was_written() {
        let mut index = RemoteIndex::default();
        index.insert(
            "https://x.org/a,b\".png",
            RemoteEntry::fetched("a-1.png".into(), "ab".into(), 3),
        );
        index.insert("https://x.org/b", RemoteEntry::failed("status-404".into()));
        let bytes = index.to_csv().unwrap();
        assert_eq!(RemoteIndex::parse(&bytes), index);
        assert!(bytes.starts_with(b"url,file,blake3,bytes,status\n"));
    }

    #[test]
    fn only_files_of_the_folder_that_are_there_count() {
        let rows = "url,file,blake3,bytes,status\n\
            https://x/1,one.png,aa,1,ok\n\
            https://x/2,../secret.png,aa,1,ok\n\
            https://x/3,gone.png,aa,1,ok\n\
            https://x/4,,,0,status-404\n\
            https://x/5,one.png\n";
        let files = |prefix: &str| {
            vec![
                (
                    format!("{prefix}images-distantes/index.csv"),
                    rows.as_bytes().to_vec(),
                ),
                (format!("{prefix}images-distantes/one.png"), vec![1]),
                (format!("{prefix}secret.png"), vec![1]),
            ]
        };
        for (content, prefix) in [("content", "content/"), ("", "")] {
            let files = files(prefix);
            let borrowed = files
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.clone()));
            let sources = MemorySources::new(borrowed.collect());
            let map = RemoteIndex::load(&sources, content);
            let expected = format!("{prefix}images-distantes/one.png");
            assert_eq!(map, BTreeMap::from([("https://x/1".into(), expected)]));
        }
        assert!(RemoteIndex::load(&MemorySources::default(), "content").is_empty());
        assert_eq!(RemoteIndex::parse(b"\xFF\xFE\0"), RemoteIndex::default());
    }
}
