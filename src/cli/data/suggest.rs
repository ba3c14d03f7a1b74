//! `carnet data --suggest`: blocks for a logbook, each drawn before it is printed.
//!
//! A logbook that holds the blocks is built in memory; a block of which that build says anything is not printed. So what
//! is printed builds, whatever the columns are called.

use super::super::project::NoOutput;
use super::super::{Console, End};
use super::{OnDisk, check};
use crate::BuildOptions;
use crate::diag::{Report, Severity};
use crate::disk::failure::{Action, At};
use crate::figure::suggest;
use crate::model::config::Config;
use crate::picture::record::{Digest, PictureStore, Record, StoredCopy};
use crate::read::encoding::decode;
use crate::read::sheet;
use crate::source::{Entry, SourceText, Sources};
use crate::table::{self, ReadOptions, folded_name};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The team of the logbook in memory.
const FOLDER: &str = "content/exemple";

pub fn run(
    path: &Path,
    config: Config,
    options: &ReadOptions,
    console: &Console,
) -> io::Result<End> {
    let input = OnDisk(path);
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let (profile, _) = table::profile(&name, &input, options)?;
    let mut left_out = BTreeSet::new();
    check::records(&input, options, profile.format, None, &mut |finding| {
        if finding.severity() >= Severity::Warning
            && let Some(column) = &finding.column
        {
            left_out.insert(folded_name(column));
        }
    })?;
    let choice = suggest::choice(&profile, &left_out);
    let wanted = choice.columns(&profile);
    let table = table::load(&input, options, &profile, Some(&wanted))?;
    let source = source(path, &name)?;
    let blocks = suggest::blocks(&profile, &choice, &table, &name, &source, console.language);
    drop(table);
    let sound = sound(path, &name, &blocks, config, console)?;
    if sound.is_empty() {
        console.note(console.words(
            "aucune figure ne se devine de ces colonnes : il y faut une colonne de catégories, de dates, de lieux ou de mesures dont l’unité est connue",
            "no figure can be guessed from these columns: it takes a column of categories, dates, places, or measures with a known unit",
        ));
    }
    console.result(&sound.join("\n"))?;
    Ok(End::Clean)
}

/// Whose data it is: the publisher of the sheet, else the file.
fn source(path: &Path, name: &str) -> io::Result<String> {
    let Some(sheet_path) = sheet_of(path) else {
        return Ok(name.to_owned());
    };
    let bytes = fs::read(&sheet_path).at(Action::Read, &sheet_path)?;
    let text = SourceText::new(sheet_path.display().to_string(), decode(bytes).text);
    let sheet = sheet::read(&text, &mut Report::default());
    Ok(match sheet.publisher.name.as_str() {
        "" => name.to_owned(),
        publisher => publisher.to_owned(),
    })
}

fn sheet_of(path: &Path) -> Option<PathBuf> {
    ["yml", "yaml"]
        .into_iter()
        .map(|ending| path.with_extension(ending))
        .find(|sheet| sheet.is_file())
}

/// The blocks of which a build says nothing.
fn sound(
    path: &Path,
    name: &str,
    blocks: &[String],
    config: Config,
    console: &Console,
) -> io::Result<Vec<String>> {
    let mut text = "# Exemple\n\n".to_owned();
    let mut lines = Vec::new();
    for block in blocks {
        let first = text.matches('\n').count() + 1;
        text.push_str(block);
        lines.push(first..text.matches('\n').count() + 1);
        text.push('\n');
    }
    let logbook = format!("{FOLDER}/carnet.md");
    let mut files = vec![(logbook.clone(), Content::Text(text))];
    files.push((
        format!("{FOLDER}/data/{name}"),
        Content::File(path.to_owned()),
    ));
    if let Some(sheet) = sheet_of(path) {
        let leaf = sheet
            .file_name()
            .map(|leaf| leaf.to_string_lossy().into_owned());
        let leaf = leaf.unwrap_or_default();
        files.push((format!("{FOLDER}/data/{leaf}"), Content::File(sheet)));
    }
    let project = InMemory::new(files)?;
    let config = Config {
        src: "content".into(),
        language: console.language,
        ..Config {
            data: config.data,
            ..Config::default()
        }
    };
    let mut report = Report::default();
    let options = BuildOptions {
        drafts: true,
        ..BuildOptions::default()
    };
    crate::build(
        &project,
        config,
        &options,
        &NoPictures,
        &NoOutput,
        None,
        &mut report,
    )?;
    let told: BTreeSet<usize> = report
        .diagnostics()
        .iter()
        .filter_map(|diagnostic| diagnostic.place.as_ref())
        .filter(|place| place.file == logbook)
        .map(|place| place.line)
        .collect();
    let is_sound = |range: &std::ops::Range<usize>| told.range(range.clone()).next().is_none();
    Ok(blocks
        .iter()
        .zip(&lines)
        .filter(|(_, range)| is_sound(range))
        .map(|(block, _)| block.clone())
        .collect())
}

enum Content {
    Text(String),
    File(PathBuf),
}

/// A project of a few files.
struct InMemory {
    files: Vec<(String, Content)>,
    entries: Vec<Entry>,
}

impl InMemory {
    fn new(mut files: Vec<(String, Content)>) -> io::Result<Self> {
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut entries = Vec::new();
        for (path, content) in &files {
            let size = match content {
                Content::Text(text) => text.len() as u64,
                Content::File(file) => fs::metadata(file).at(Action::Read, file)?.len(),
            };
            entries.push(Entry {
                path: path.clone(),
                size,
            });
        }
        Ok(InMemory { files, entries })
    }
}

impl Sources for InMemory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        match self.files.iter().find(|(name, _)| name == path) {
            Some((_, Content::Text(text))) => Ok(Box::new(text.as_bytes())),
            Some((_, Content::File(file))) => {
                Ok(Box::new(File::open(file).at(Action::Read, file)?))
            }
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// There are no pictures in blocks.
struct NoPictures;

impl PictureStore for NoPictures {
    fn load(&self, _: &Digest) -> Option<Record> {
        None
    }

    fn save(&self, _: &Digest, _: &Record, _: &[Vec<u8>]) -> io::Result<()> {
        Ok(())
    }

    fn open(&self, _: &StoredCopy) -> io::Result<Box<dyn Read + Send>> {
        Err(io::ErrorKind::NotFound.into())
    }
}
