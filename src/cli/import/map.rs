//! A map made elsewhere: its data files are written into `data/`, its block is printed to be pasted in a logbook.

use super::super::{Console, End};
use crate::diag::{Report, map as problem};
use crate::disk::failure::{Action, At};
use crate::disk::replace;
use crate::map::import::{Format, import};
use crate::source::Place;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Larger files are not read.
const MOST_BYTES: u64 = 64 << 20;

pub fn run(path: &Path, format: Format, dry: bool, console: &Console) -> io::Result<End> {
    let shown = path.display().to_string();
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let mut report = Report::default();
    let size = fs::metadata(path).at(Action::Read, path)?.len();
    if size > MOST_BYTES {
        let large = problem::too_large(&shown, MOST_BYTES >> 20);
        report.add(large, Place::file(shown));
        console.diagnostics(&report);
        return Ok(End::Findings);
    }
    let made = match import(format, &stem, &replace::read(path)?, console.language) {
        Ok(made) => made,
        Err(wrong) => {
            report.add(wrong, Place::file(shown));
            console.diagnostics(&report);
            return Ok(End::Findings);
        }
    };
    for lost in made.lost {
        report.add(lost, Place::file(shown.clone()));
    }
    console.diagnostics(&report);
    let folder = data_folder(path);
    let mut block = made.block;
    let mut names = BTreeMap::new();
    for file in &made.files {
        // The original and whatever else is there stay as they are. A sheet has the name of its data.
        let (stem, extension) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
        let free = free_stem(&folder, stem, &mut names);
        block = block.replace(
            &format!("data: {stem}.geojson\n"),
            &format!("data: {free}.geojson\n"),
        );
        let target = folder.join(format!("{free}.{extension}"));
        let shown = target.display();
        if dry {
            console.note(console.words(
                &format!("serait écrit : {shown}"),
                &format!("would be written: {shown}"),
            ));
            continue;
        }
        fs::create_dir_all(&folder).at(Action::Write, &folder)?;
        replace::whole(&target, |out| out.write_all(&file.bytes))?;
        console.note(console.words(&format!("écrit : {shown}"), &format!("written: {shown}")));
    }
    console.note(console.words(
        "collez ce bloc dans votre carnet :",
        "paste this block in your logbook:",
    ));
    console.result(&block)?;
    Ok(End::Clean)
}

/// The folder `data` beside a file, or the file's own if it lies in one.
fn data_folder(path: &Path) -> PathBuf {
    let parent = path.parent().unwrap_or(Path::new(""));
    match parent.file_name().is_some_and(|name| name == "data") {
        true => parent.to_owned(),
        false => parent.join("data"),
    }
}

/// A name that no data of the folder has, the same each time it is asked for: `carte-2`.
fn free_stem(folder: &Path, stem: &str, names: &mut BTreeMap<String, String>) -> String {
    if let Some(known) = names.get(stem) {
        return known.clone();
    }
    let is_taken = |name: &str| {
        ["geojson", "csv", "yml"]
            .iter()
            .any(|extension| folder.join(format!("{name}.{extension}")).exists())
    };
    let mut free = stem.to_owned();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{stem}-{number}");
        number += 1;
    }
    names.insert(stem.to_owned(), free.clone());
    free
}
