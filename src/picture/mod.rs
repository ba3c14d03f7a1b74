//! Pictures of the project. In: their bytes, and where the site shows them. Out: copies fit for readers, named and
//! measured, and what is to be said of them.
//!
//! The same bytes give the same copies on any number of threads; a store keeps them between builds, by content.

mod container;
mod encode;
pub mod format;
mod gate;
pub mod name;
pub mod plan;
pub mod probe;
mod process;
pub mod record;
mod strip;
pub mod svg;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use crate::diag::{Problem, image};
use crate::model::picture::{Picture, PictureVariant};
use crate::source::Sources;
use format::Format;
use gate::Gate;
use name::Unnamed;
use process::process;
use rayon::prelude::*;
use record::{Digest, Finding, PictureStore, Record, SETTINGS, StoredCopy};
use std::collections::BTreeMap;
use std::io::{self, Cursor};

/// Bytes of files and pixels that may be in memory at a time: two photos of a phone. A heavier picture goes alone.
const IN_FLIGHT: u64 = 160_000_000;

/// A picture that the site shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Path in the sources.
    pub source: String,
    /// Folder of the site under whose `images/` it goes, without a final `/`: a team's; empty for the root.
    pub folder: String,
}

/// All pictures of a site, without their bytes.
#[derive(Debug, Default)]
pub struct Pictures {
    /// By source path. A picture that cannot be shown is not there, and is among the problems.
    pub shown: BTreeMap<String, Picture>,
    /// Path in the site → the copy to put there.
    pub files: BTreeMap<String, StoredCopy>,
    /// Source path → what is to be said of that file.
    pub problems: BTreeMap<String, Vec<Problem>>,
}

/// Prepares the pictures of a site, in parallel; those in the store cost a look. The same source named twice is
/// prepared once, for the first of its folders.
///
/// # Errors
/// What the store says when it cannot keep a copy. No picture is an error: see [`Pictures::problems`].
pub fn pictures(
    sources: &dyn Sources,
    wanted: &[Wanted],
    store: &dyn PictureStore,
) -> io::Result<Pictures> {
    let mut wanted: Vec<&Wanted> = wanted.iter().collect();
    wanted.sort_unstable();
    wanted.dedup_by(|next, first| next.source == first.source);
    let gate = Gate::new(IN_FLIGHT);
    let prepared: Vec<(Digest, Record)> = wanted
        .par_iter()
        .map(|picture| prepare(sources, &picture.source, store, &gate))
        .collect::<io::Result<_>>()?;
    let unnamed: Vec<Unnamed> = wanted
        .iter()
        .zip(&prepared)
        .map(|(picture, (digest, _))| Unnamed {
            source: &picture.source,
            folder: &picture.folder,
            digest: *digest,
        })
        .collect();
    let names = name::names(&unnamed);
    let mut pictures = Pictures::default();
    for (picture, (digest, record)) in wanted.iter().zip(&prepared) {
        let source = picture.source.as_str();
        let problems = problems(source, record);
        if !problems.is_empty() {
            pictures.problems.insert(source.to_owned(), problems);
        }
        let Some(name) = names.get(source) else {
            continue;
        };
        if record.copies.is_empty() {
            continue;
        }
        let mut variants = Vec::with_capacity(record.copies.len());
        for copy in &record.copies {
            let path = name::copy_path(name, copy.width, &copy.extension);
            variants.push(PictureVariant {
                path: path.clone(),
                width: copy.width,
                height: copy.height,
            });
            pictures.files.insert(
                path,
                StoredCopy {
                    original: *digest,
                    width: copy.width,
                    extension: copy.extension.clone(),
                    bytes: copy.bytes,
                    hash: copy.hash.clone(),
                },
            );
        }
        pictures.shown.insert(
            source.to_owned(),
            Picture {
                source: source.to_owned(),
                width: record.width,
                height: record.height,
                variants,
            },
        );
    }
    Ok(pictures)
}

/// The record of one picture, from the store or made now.
fn prepare(
    sources: &dyn Sources,
    source: &str,
    store: &dyn PictureStore,
    gate: &Gate,
) -> io::Result<(Digest, Record)> {
    if let Some(digest) = store.known_digest(source)
        && let Some(record) = store.load(&digest)
    {
        return Ok((digest, record));
    }
    let size = sources
        .entries()
        .binary_search_by(|entry| entry.path.as_str().cmp(source))
        .ok()
        .and_then(|at| sources.entries().get(at))
        .map_or(0, |entry| entry.size);
    if size > plan::MOST_FILE_BYTES {
        let megabytes = size / 1_000_000;
        return Ok(unshown(source, Finding::TooHeavy { megabytes }));
    }
    let pass = gate.enter(size);
    let Ok(bytes) = sources.read(source) else {
        return Ok(unshown(source, Finding::Unreadable));
    };
    drop(pass);
    let digest = Digest::of(&bytes);
    store.remember_digest(source, digest);
    if let Some(record) = store.load(&digest) {
        return Ok((digest, record));
    }
    // Pixels twice: as decoded, and turned or scaled.
    let decoded = probe::probe(&mut Cursor::new(&bytes)).map_or(0, |probe| probe.decoded_bytes());
    let pass = gate.enter(size + decoded.min(plan::MOST_DECODED_BYTES) * 2);
    let started = store.now();
    let processed = process(&bytes);
    store.spent(source, store.now().saturating_sub(started));
    drop(bytes);
    store.save(&digest, &processed.record, &processed.copies)?;
    drop(pass);
    Ok((digest, processed.record))
}

/// A picture whose bytes were not looked at: it is not kept, since nothing is known of what it holds.
fn unshown(source: &str, finding: Finding) -> (Digest, Record) {
    let record = Record {
        settings: SETTINGS,
        format: Format::Unknown,
        width: 0,
        height: 0,
        copies: Vec::new(),
        findings: vec![finding],
    };
    (Digest::of(source.as_bytes()), record)
}

fn problems(source: &str, record: &Record) -> Vec<Problem> {
    let mut problems: Vec<Problem> = record
        .findings
        .iter()
        .map(|finding| finding.problem(source, record.format))
        .collect();
    let announced = Format::of_extension(source);
    if record.format.is_publishable() && announced.is_some_and(|format| format != record.format) {
        problems.push(image::mislabelled(source, record.format.name()));
    }
    problems
}
