//! `carnet import`: a converter's export becomes a clean logbook; the original is kept beside it. A map made elsewhere
//! becomes a `map` block and its data files.

mod map;

use super::project::argument;
use super::{Console, End};
use crate::diag::{Phrase, Report};
use crate::disk::failure::Failure;
use crate::disk::replace;
use crate::map::import::Format;
use crate::read::import::{Imported, import};
use crate::read::tidy::Depth;
use clap::ArgMatches;
use similar::{ChangeTag, TextDiff};
use std::io;
use std::path::{Path, PathBuf};

pub fn run(matches: &ArgMatches, console: &Console) -> io::Result<End> {
    let path = PathBuf::from(argument(matches, "file").unwrap_or_default());
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .map_or_else(String::new, str::to_ascii_lowercase);
    if let Some(format) = Format::of(&extension) {
        return map::run(&path, format, matches.get_flag("dry-run"), console);
    }
    if !matches!(extension.as_str(), "md" | "markdown") {
        let shown = path.display();
        return Err(Failure::refusal(
            Phrase::new(
                format!("« carnet import » ne lit pas ce genre de fichier : {shown}"),
                format!("“carnet import” does not read this kind of file: {shown}"),
            ),
            Phrase::new(
                "donnez un document exporté en Markdown (.md), ou une carte (.umap, .geojson, .kml)",
                "give a document exported as Markdown (.md), or a map (.umap, .geojson, .kml)",
            ),
        ));
    }
    let bytes = replace::read(&path)?;
    let depth = match matches.get_flag("clean") {
        true => Depth::Clean,
        false => Depth::Build,
    };
    let mut report = Report::default();
    let shown = path.display().to_string();
    let Imported { before, after } = import(
        &shown,
        &name(&path),
        bytes,
        depth,
        console.language,
        &mut report,
    );
    report.sort();
    if report.stops_build() {
        console.diagnostics(&report);
        return Ok(End::Findings);
    }
    if before == after {
        console.note(console.words(
            "rien à changer : le fichier est déjà propre",
            "nothing to change: the file is clean already",
        ));
        return Ok(End::Clean);
    }
    console.result(&diff(&shown, &before, &after))?;
    if matches.get_flag("dry-run") {
        return Ok(End::Clean);
    }
    let kept = replace::keeping_original(&path, after.as_bytes())?;
    let kept = kept.display();
    console.note(console.words(
        &format!("fichier nettoyé ; l’original est gardé : {kept}"),
        &format!("file cleaned; the original is kept: {kept}"),
    ));
    Ok(End::Clean)
}

/// What the file is called for its readers: its stem, or its folder for a `carnet.md`.
fn name(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    if !matches!(stem.as_str(), "carnet" | "logbook" | "index") {
        return stem;
    }
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole
        .parent()
        .and_then(Path::file_name)
        .map_or(stem, |folder| folder.to_string_lossy().into_owned())
}

/// A unified diff, three lines around each change; removed lines in red, added ones in green.
fn diff(path: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut out = format!("--- {path}\n+++ {path}\n");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out.push_str(&format!("\u{1b}[36m{}\u{1b}[0m\n", hunk.header()));
        for change in hunk.iter_changes() {
            let (mark, color) = match change.tag() {
                ChangeTag::Delete => ('-', "\u{1b}[31m"),
                ChangeTag::Insert => ('+', "\u{1b}[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let line = change.value().trim_end_matches('\n');
            let end = if color.is_empty() { "" } else { "\u{1b}[0m" };
            out.push_str(&format!("{color}{mark}{line}{end}\n"));
        }
    }
    out
}
