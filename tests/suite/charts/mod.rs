//! Drawings as a reader gets them: a gallery kept as reference drawings in `tests/charts/`, to be looked at.
//!
//! `CARNET_BLESS=1 cargo test charts` rewrites them; `tests/browser/charts.test.mjs` reads every text of them in Chromium.

mod cases;

use carnet::chart::{self, Width, color};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rewrites expected files instead of comparing.
fn bless() -> bool {
    std::env::var_os("CARNET_BLESS").is_some()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What is wrong with a file that should hold a text; writes it instead when blessing.
fn compared(path: &Path, text: &str) -> Option<String> {
    if bless() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return None;
    }
    let expected = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    (expected != text).then(|| format!("{} differs", path.display()))
}

#[test]
fn the_theme_has_the_colors_of_drawings() {
    let wrong = compared(
        &root().join("themes/encre/static/charts.css"),
        &color::style_sheet(),
    );
    assert_eq!(wrong, None, "CARNET_BLESS=1 cargo test charts rewrites it");
}

/// One element per line, so that a difference can be read.
fn readable(svg: &str) -> String {
    let mut text = svg.replace("><", ">\n<");
    text.push('\n');
    text
}

#[test]
fn drawings_are_as_they_were_looked_at() {
    let folder = root().join("tests/charts");
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (name, chart) in cases::all() {
        for (width, word) in [(Width::Wide, "wide"), (Width::Narrow, "narrow")] {
            let drawing = chart::draw(&chart, width);
            let file = format!("{name}.{word}.svg");
            wrong.extend(compared(&folder.join(&file), &readable(&drawing.svg)));
            names.insert(file);
        }
    }
    // A drawing that nothing makes any more is a lie.
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".svg") && !names.contains(&name) {
            match bless() {
                true => fs::remove_file(&path).unwrap(),
                false => wrong.push(format!("{name} has no case")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nCARNET_BLESS=1 cargo test charts rewrites them; look at them",
        wrong.join("\n")
    );
}
