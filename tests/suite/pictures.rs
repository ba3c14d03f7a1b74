//! Pictures from a project on disk, through the cache on disk.

use carnet::disk::pictures::DiskStore;
use carnet::picture::record::PictureStore;
use carnet::picture::{Pictures, Wanted, pictures};
use carnet::source::{Entry, Sources};
use image::{DynamicImage, ImageFormat, RgbImage};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// A folder, with a count of how many files were read.
struct Folder {
    root: PathBuf,
    entries: Vec<Entry>,
    reads: AtomicUsize,
}

impl Folder {
    fn list(root: &Path) -> Self {
        let mut entries: Vec<Entry> = fs::read_dir(root)
            .unwrap()
            .flatten()
            .filter(|entry| entry.metadata().unwrap().is_file())
            .map(|entry| Entry {
                path: entry.file_name().into_string().unwrap(),
                size: entry.metadata().unwrap().len(),
            })
            .collect();
        entries.sort();
        Folder {
            root: root.to_owned(),
            entries,
            reads: AtomicUsize::new(0),
        }
    }
}

impl Sources for Folder {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        fs::read(self.root.join(path))
    }
}

thread_local! {
    static SEED: Cell<u32> = const { Cell::new(1) };
}

/// A picture unlike any other of the test.
fn photo() -> Vec<u8> {
    let image = RgbImage::from_fn(600, 40, |x, y| {
        let seed = SEED
            .get()
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        SEED.set(seed);
        image::Rgb([(x % 200) as u8, (y * 4) as u8, (seed >> 27) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

/// Writes a file as if it had been there for a while.
fn put(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::write(&path, bytes).unwrap();
    let file = fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60))
        .unwrap();
}

fn build(root: &Path) -> (Pictures, BTreeMap<String, Vec<u8>>, usize) {
    let sources = Folder::list(root);
    let store = DiskStore::open(root, &root.join(".carnet/cache/pictures")).unwrap();
    let wanted: Vec<Wanted> = sources
        .entries
        .iter()
        .map(|entry| Wanted {
            source: entry.path.clone(),
            folder: "equipe".into(),
        })
        .collect();
    let made = pictures(&sources, &wanted, &store).unwrap();
    let published = made
        .files
        .iter()
        .map(|(path, copy)| {
            let mut bytes = Vec::new();
            store.open(copy).unwrap().read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, fs::read(store.path_of(copy)).unwrap());
            (path.clone(), bytes)
        })
        .collect();
    store.close().unwrap();
    (made, published, sources.reads.into_inner())
}

fn cached(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root.join(".carnet/cache/pictures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.metadata().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn the_cache_changes_the_work_and_never_the_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "a b#1%.jpg", &photo());
    put(root, "b.jpg", &photo());
    let (first, published, _) = build(root);
    assert_eq!(published.len(), 4, "{published:?}");
    assert!(published.contains_key("equipe/images/a-b-1-600.jpg"));
    // Every damage that a disk or a hand can do is found, and mended.
    for file in cached(root) {
        let before = fs::read(&file).unwrap();
        let mut flipped = before.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        for damaged in [
            Some(flipped),
            Some(before[..middle].to_vec()),
            Some(Vec::new()),
            None,
        ] {
            match damaged {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let (again, bytes, _) = build(root);
            assert_eq!(
                (&again.shown, &bytes),
                (&first.shown, &published),
                "{}",
                file.display()
            );
        }
    }
    fs::remove_dir_all(root.join(".carnet")).unwrap();
    let (again, bytes, reads) = build(root);
    assert_eq!((&again.shown, &bytes, reads), (&first.shown, &published, 2));
    // Nothing half written stays.
    assert!(
        cached(root)
            .iter()
            .all(|path| path.extension().is_none_or(|end| end != "part"))
    );
}

/// A file that has not changed is not even read; one that has is, though its size and its time are the same.
#[cfg(unix)]
#[test]
fn what_has_not_changed_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let original = photo();
    put(root, "a.jpg", &original);
    let (first, _, _) = build(root);
    std::thread::sleep(Duration::from_millis(3500));
    build(root);
    let (again, _, reads) = build(root);
    assert_eq!((again.shown == first.shown, reads), (true, 0));
    // The same size, the same time of writing: other bytes all the same.
    let time = fs::metadata(root.join("a.jpg"))
        .unwrap()
        .modified()
        .unwrap();
    let mut changed = original;
    let end = changed.len() - 40;
    changed[end] ^= 1;
    fs::write(root.join("a.jpg"), changed).unwrap();
    let file = fs::File::options()
        .append(true)
        .open(root.join("a.jpg"))
        .unwrap();
    file.set_modified(time).unwrap();
    let (other, _, reads) = build(root);
    assert_eq!(reads, 1);
    let hash = |made: &Pictures| made.files["equipe/images/a-600.jpg"].original;
    assert_ne!(hash(&other), hash(&first));
}

#[test]
fn what_nobody_used_for_a_month_goes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "a.jpg", &photo());
    put(root, "b.jpg", &photo());
    build(root);
    let before = cached(root).len();
    // The next sweep is due, and everything is old; one of the two pictures is no longer there.
    for file in cached(root) {
        let opened = fs::File::options().append(true).open(&file).unwrap();
        opened
            .set_modified(SystemTime::now() - Duration::from_secs(40 * 24 * 3600))
            .unwrap();
        if file.ends_with("seen.json") {
            fs::remove_file(file).unwrap();
        }
    }
    fs::remove_file(root.join("b.jpg")).unwrap();
    let (_, published, _) = build(root);
    assert_eq!(published.len(), 2);
    assert_eq!(cached(root).len(), before - 3);
    let (_, again, _) = build(root);
    assert_eq!(again, published);
}
