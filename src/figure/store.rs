//! The tables of a project, each read once for all figures and pages that show it. In: the sources. Out: names, then the
//! columns that are asked for.

use super::index::Index;
use crate::memory::Noting;
use crate::model::table::{Column, ColumnKind, Table};
use crate::source::Sources;
use crate::table::{Bytes, Listed, ReadOptions, Records, folded_name, profile, read};
use crate::transform::rows::take;
use crate::transform::{Expression, Names};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Larger files are read for the columns of one figure, and not kept.
const KEPT_BYTES: u64 = 4 << 20;

/// Tables kept at a time; beyond, the oldest goes.
const KEPT_TABLES: usize = 16;

/// What is known of a table before its rows.
#[derive(Debug)]
pub struct Known {
    /// Path of the file in the sources.
    pub path: String,
    pub names: Names,
    pub kinds: Vec<ColumnKind>,
    /// The place of each column among the cells of a record.
    cells: Vec<usize>,
    /// First digits of the SHA-256 of the file, hexadecimal.
    pub digest: String,
    pub rows: u64,
    /// The whole table, when it is small enough.
    whole: Option<Table>,
    /// Columns that the pages of a table's rows read, kept for all of them.
    kept: Mutex<BTreeMap<String, Arc<Column>>>,
    /// Where each value of such a column stands.
    indexes: Mutex<BTreeMap<String, Arc<Index>>>,
}

/// The tables of a project; a clone reads the same ones.
#[derive(Clone)]
pub struct Store<'a> {
    sources: &'a dyn Sources,
    /// Who is told of the files that are used.
    noting: Option<&'a Noting<'a>>,
    options: ReadOptions,
    /// Folder of the texts in the sources.
    src: &'a str,
    withheld: &'a Withheld,
    slots: Arc<Mutex<Slots>>,
}

/// Path of a table → its columns that are published nowhere, because its sheet says so, by their folded names.
pub type Withheld = BTreeMap<String, BTreeSet<String>>;

type Slot = Arc<OnceLock<Option<Arc<Known>>>>;

#[derive(Default)]
struct Slots {
    by_path: BTreeMap<String, Slot>,
    /// Oldest first.
    order: Vec<String>,
}

impl<'a> Store<'a> {
    pub fn new(
        sources: &'a dyn Sources,
        src: &'a str,
        options: ReadOptions,
        withheld: &'a Withheld,
    ) -> Self {
        Store {
            sources,
            noting: None,
            options,
            src,
            withheld,
            slots: Arc::default(),
        }
    }

    /// The same tables for one text: the files that it uses are noted, whoever read them first.
    pub fn share<'b>(&'b self, noting: &'b Noting<'b>) -> Store<'b> {
        Store {
            sources: self.sources,
            noting: Some(noting),
            options: self.options.clone(),
            src: self.src,
            withheld: self.withheld,
            slots: self.slots.clone(),
        }
    }

    fn note(&self, path: &str) {
        if let Some(noting) = self.noting {
            noting.note(path);
        }
    }

    /// The file that an author names from a folder of texts: in its `data/`, in the folder itself, `team/file.csv` in
    /// another team's `data/`, or from the project's root.
    pub fn find(&self, written: &str, folder: &str) -> Option<String> {
        self.locate(written, folder, is_table)
    }

    /// The same for a file of places, a table or GeoJSON.
    pub fn find_places(&self, written: &str, folder: &str) -> Option<String> {
        self.locate(written, folder, |path| is_table(path) || is_geojson(path))
    }

    fn locate(
        &self,
        written: &str,
        folder: &str,
        accepts: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let written = written.trim().trim_start_matches("./").replace('\\', "/");
        if written
            .split('/')
            .any(|part| part == ".." || part.is_empty())
        {
            return None;
        }
        let join = |folder: &str, rest: &str| match folder {
            "" => rest.to_owned(),
            folder => format!("{folder}/{rest}"),
        };
        let mut tried = vec![
            join(folder, &format!("data/{written}")),
            join(folder, &written),
        ];
        if let Some((team, file)) = written.split_once('/') {
            tried.push(join(self.src, &format!("{team}/data/{file}")));
        }
        tried.push(join(self.src, &format!("data/{written}")));
        tried.push(join(self.src, &written));
        tried.push(written.clone());
        tried
            .into_iter()
            .find(|path| accepts(path) && self.sources.has(path))
    }

    /// The names that an author could have written from that folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let own = format!("{folder}/data/");
        let src = match self.src {
            "" => String::new(),
            src => format!("{src}/"),
        };
        self.sources
            .entries()
            .iter()
            .filter(|entry| is_table(&entry.path) || is_geojson(&entry.path))
            .map(|entry| match entry.path.strip_prefix(&own) {
                Some(name) => name.to_owned(),
                None => {
                    let path = entry.path.strip_prefix(&src).unwrap_or(&entry.path);
                    path.replacen("/data/", "/", 1)
                }
            })
            .collect()
    }

    /// What is known of a table; nothing when the file does not read as one.
    ///
    /// # Errors
    /// What the disk says, the first time.
    pub fn open(&self, path: &str) -> io::Result<Option<Arc<Known>>> {
        self.note(path);
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            match slots.by_path.get(path) {
                Some(slot) => slot.clone(),
                None => {
                    if slots.order.len() >= KEPT_TABLES {
                        let oldest = slots.order.remove(0);
                        slots.by_path.remove(&oldest);
                    }
                    let slot = Slot::default();
                    slots.by_path.insert(path.to_owned(), slot.clone());
                    slots.order.push(path.to_owned());
                    slot
                }
            }
        };
        if let Some(known) = slot.get() {
            return Ok(known.clone());
        }
        let read = self.read(path)?;
        Ok(slot.get_or_init(|| read.map(Arc::new)).clone())
    }

    fn read(&self, path: &str) -> io::Result<Option<Known>> {
        let size = self
            .sources
            .entries()
            .binary_search_by(|entry| entry.path.as_str().cmp(path))
            .map_or(0, |at| self.sources.entries()[at].size);
        let dataset = path.rsplit('/').next().unwrap_or(path);
        let (mut profile, mut whole, digest) = if size <= KEPT_BYTES {
            let bytes = self.sources.read(path)?;
            let reading = read(path, &Bytes(&bytes), &self.options, None)?;
            (
                reading.profile,
                Some(reading.table),
                hex(Sha256::digest(&bytes).as_slice()),
            )
        } else {
            let input = Listed {
                sources: self.sources,
                path,
            };
            let (profile, _) = profile(path, &input, &self.options)?;
            (profile, None, hex(hashed(&input)?.as_slice()))
        };
        profile
            .columns
            .retain(|column| !self.is_withheld(path, &column.name));
        if let Some(table) = &mut whole {
            table
                .columns
                .retain(|column| !self.is_withheld(path, &column.name));
        }
        if profile.columns.is_empty() {
            return Ok(None);
        }
        Ok(Some(Known {
            path: path.to_owned(),
            names: Names::new(
                dataset,
                profile.columns.iter().map(|column| column.name.as_str()),
            ),
            kinds: profile.columns.iter().map(|column| column.kind).collect(),
            cells: profile.columns.iter().map(|column| column.index).collect(),
            digest,
            rows: profile.rows,
            whole,
            kept: Mutex::default(),
            indexes: Mutex::default(),
        }))
    }

    /// Whether a column of a table is published nowhere.
    pub fn is_withheld(&self, path: &str, column: &str) -> bool {
        self.withheld
            .get(path)
            .is_some_and(|columns| columns.contains(&folded_name(column)))
    }

    /// Size of a listed file, in bytes.
    pub fn size(&self, path: &str) -> u64 {
        self.note(path);
        let entries = self.sources.entries();
        entries
            .binary_search_by(|entry| entry.path.as_str().cmp(path))
            .map_or(0, |at| entries[at].size)
    }

    /// The bytes of a listed file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        self.note(path);
        self.sources.read(path)
    }

    /// The cells of some columns as they were written, with the number of their record, for the rows of a table that
    /// have these numbers.
    ///
    /// # Errors
    /// What the disk says.
    pub fn written(
        &self,
        known: &Known,
        columns: &[&str],
        records: &[u32],
    ) -> io::Result<Vec<Vec<String>>> {
        let places: Vec<usize> = columns
            .iter()
            .filter_map(|column| known.names.all().iter().position(|name| name == column))
            .filter_map(|at| known.cells.get(at).copied())
            .collect();
        let input = Listed {
            sources: self.sources,
            path: &known.path,
        };
        let mut reader = Records::open(&input, &self.options)?;
        let mut out = Vec::with_capacity(records.len());
        while let Some(record) = reader.next()? {
            if records.get(out.len()) == Some(&record.number) {
                let cell = |at: &usize| record.cell(*at).unwrap_or("").to_owned();
                out.push(places.iter().map(cell).collect());
            }
        }
        out.resize(records.len(), vec![String::new(); places.len()]);
        Ok(out)
    }

    /// Some columns of a table, the rows only where `key` has a value: found by an index, which is made once. Nothing
    /// when the value is of another sort than the column.
    ///
    /// # Errors
    /// What the disk says.
    pub fn load_where(
        &self,
        known: &Known,
        columns: &[String],
        key: &str,
        value: &Expression,
    ) -> io::Result<Option<Table>> {
        let mut wanted: Vec<String> = columns.to_vec();
        if !wanted.iter().any(|name| name == key) {
            wanted.push(key.to_owned());
        }
        let kept = self.kept(known, &wanted)?;
        let Some(of_key) = kept.iter().find(|column| column.name == key) else {
            return Ok(None);
        };
        let index = {
            let mut indexes = known.indexes.lock().unwrap_or_else(PoisonError::into_inner);
            indexes
                .entry(key.to_owned())
                .or_insert_with(|| Arc::new(Index::new(&of_key.values)))
                .clone()
        };
        let Some(rows) = index.rows(value) else {
            return Ok(None);
        };
        // In the order of the file, as a table that is loaded whole.
        let named = known.names.all().iter();
        Ok(Some(Table {
            path: known.path.clone(),
            columns: named
                .filter_map(|name| kept.iter().find(|column| column.name == *name))
                .map(|column| Column {
                    name: column.name.clone(),
                    kind: column.kind,
                    unit: column.unit.clone(),
                    values: take(&column.values, rows),
                })
                .collect(),
            records: vec![0; rows.len()],
        }))
    }

    /// Some columns whole, read once for all pages.
    fn kept(&self, known: &Known, names: &[String]) -> io::Result<Vec<Arc<Column>>> {
        let mut kept = known.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<String> = names
            .iter()
            .filter(|name| !kept.contains_key(*name))
            .cloned()
            .collect();
        if !missing.is_empty() {
            for column in self.load(known, &missing)?.columns {
                kept.insert(column.name.clone(), Arc::new(column));
            }
        }
        Ok(names
            .iter()
            .filter_map(|name| kept.get(name).cloned())
            .collect())
    }

    /// Some columns of a table, all its rows.
    ///
    /// # Errors
    /// What the disk says.
    pub fn load(&self, known: &Known, columns: &[String]) -> io::Result<Table> {
        let wanted: Vec<&str> = columns.iter().map(String::as_str).collect();
        if let Some(whole) = &known.whole {
            let kept: Vec<Column> = whole
                .columns
                .iter()
                .filter(|column| wanted.contains(&column.name.as_str()))
                .cloned()
                .collect();
            return Ok(Table {
                path: whole.path.clone(),
                columns: kept,
                records: whole.records.clone(),
            });
        }
        let input = Listed {
            sources: self.sources,
            path: &known.path,
        };
        Ok(read(&known.path, &input, &self.options, Some(&wanted))?.table)
    }
}

fn is_table(path: &str) -> bool {
    has_extension(path, &["csv", "tsv"])
}

/// Whether a file holds GeoJSON, by its name.
pub fn is_geojson(path: &str) -> bool {
    has_extension(path, &["geojson"])
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// The digest of a file too big to be held.
fn hashed(input: &dyn crate::table::Input) -> io::Result<Vec<u8>> {
    let mut reader = input.open()?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; 64 << 10];
    loop {
        let count = io::Read::read(&mut reader, &mut block)?;
        if count == 0 {
            return Ok(hasher.finalize().to_vec());
        }
        hasher.update(&block[..count]);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
