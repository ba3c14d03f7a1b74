//! Pictures of drawings. In: a project with a chart. Out: files to take away, and the picture of a shared link.

use crate::memory::Memory;
use carnet::diag::Report;
use carnet::disk::pictures::DiskStore;
use carnet::model::config::Config;
use carnet::{BuildOptions, Output};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;

#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Files {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let before = self
            .0
            .lock()
            .unwrap()
            .insert(path.to_owned(), bytes.to_owned());
        assert_eq!(before, None, "{path} is put twice");
        Ok(())
    }

    fn copy(&self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }
}

const PAGE: &str = "# Essai\n\n```chart\ntype: bar\ntitle: Les Saules pèsent trois fois plus\n\
subtitle: Consommation, en MWh\ndata: conso.csv\nx: commune\ny: conso_mwh\nsource: relevés\n```\n\n\
```timeline\ntitle: Une journée\nsource: carnet\n- 9 h: réunion\n- 10 h: reprise\n```\n\n\
```tree\ntitle: Le service\nsource: carnet\n- Direction\n  - Énergie\n```\n";

/// What a build of the page gives, with pictures kept in a folder.
fn built(base_url: Option<&str>, cache: &Path) -> BTreeMap<String, Vec<u8>> {
    let sources = Memory::new([
        ("content/page.md", PAGE.as_bytes()),
        (
            "content/data/conso.csv",
            "commune;conso_mwh\nSorel;612\nGué;431\nLes Saules;2140\n".as_bytes(),
        ),
    ]);
    let config = Config {
        src: "content".into(),
        base_url: base_url.map(str::to_owned),
        ..Config::default()
    };
    let store = DiskStore::open(cache, cache).unwrap();
    let (files, mut report) = (Files::default(), Report::default());
    let options = BuildOptions::default();
    carnet::build(
        &sources,
        config,
        &options,
        &store,
        &files,
        None,
        &mut report,
    )
    .unwrap();
    store.close().unwrap();
    files.0.into_inner().unwrap()
}

const CHART: &str = "figures/page--les-saules-pesent-trois-fois-plus";

#[test]
fn a_drawing_is_offered_as_svg_with_its_letters() {
    let folder = tempfile::tempdir().unwrap();
    let files = built(None, folder.path());
    let page = String::from_utf8(files["page.html"].clone()).unwrap();
    for id in [
        CHART,
        "figures/page--une-journee",
        "figures/page--le-service",
    ] {
        let svg = String::from_utf8(files[&format!("{id}.svg")].clone()).unwrap();
        assert!(svg.contains("@font-face{font-family:\"Encre Sans\""));
        assert!(svg.len() < 40_000, "{id}: {} bytes", svg.len());
        assert!(page.contains(&format!("href=\"{id}.svg\" download>SVG (")));
    }
}

#[cfg(feature = "png")]
#[test]
fn the_picture_of_a_drawing_is_kept_and_deleting_it_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let first = built(Some("https://exemple.fr/"), folder.path());
    let page = String::from_utf8(first["page.html"].clone()).unwrap();
    assert!(page.contains(&format!("href=\"{CHART}.png\" download>PNG (")));
    assert!(page.contains(&format!(
        "<meta property=\"og:image\" content=\"https://exemple.fr/{CHART}.partage.png\">"
    )));
    let size = |path: &str| {
        let bytes = &first[path];
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1A\n", "{path}");
        [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()))
    };
    assert_eq!(size(&format!("{CHART}.partage.png")), [1200, 630]);
    assert_eq!(size(&format!("{CHART}.png"))[0], 2 * 768);
    // Kept: the same picture is taken again, and one that was damaged is made again.
    let kept: Vec<_> = pictures(folder.path());
    assert_eq!(kept.len(), 6);
    let second = built(Some("https://exemple.fr/"), folder.path());
    assert!(first == second, "kept pictures");
    fs::write(&kept[0], b"damaged").unwrap();
    assert!(first == built(Some("https://exemple.fr/"), folder.path()));
    fs::remove_dir_all(folder.path()).unwrap();
    fs::create_dir(folder.path()).unwrap();
    assert!(first == built(Some("https://exemple.fr/"), folder.path()));
    // Without an address nobody can ask for the picture of a link.
    let files = built(None, folder.path());
    assert!(files.contains_key(&format!("{CHART}.png")));
    assert!(!files.contains_key(&format!("{CHART}.partage.png")));
}

#[cfg(feature = "png")]
fn pictures(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => out.extend(pictures(&path)),
            false if path.extension().is_some_and(|kind| kind == "png") => out.push(path),
            false => {}
        }
    }
    out.sort();
    out
}
