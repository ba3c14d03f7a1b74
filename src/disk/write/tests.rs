use super::*;
use std::time::{Duration, SystemTime};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Place {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn site(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap().join("public")
    }

    fn begin(&self) -> Staging {
        Staging::begin(&self.site(), self.site().parent().unwrap(), &|| {}).unwrap()
    }

    /// Builds a site of these files; the codes and files of what was reported.
    fn build(&self, files: &[(&str, &str)]) -> (Option<Committed>, Vec<String>) {
        let staging = self.begin();
        for (path, text) in files {
            staging.put(path, text.as_bytes()).unwrap();
        }
        let mut report = Report::default();
        let committed = staging.commit(&mut report).unwrap();
        let said = report.diagnostics().iter();
        (
            committed,
            said.map(|said| said.place.as_ref().unwrap().file.clone())
                .collect(),
        )
    }

    /// Every file of the site with its text, carnet's list left out.
    fn files(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders = vec![self.site()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                    continue;
                }
                let name = path
                    .strip_prefix(self.site())
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                if name != LIST {
                    found.push((name, fs::read_to_string(path).unwrap_or_default()));
                }
            }
        }
        found.sort();
        found
    }

    fn age(&self, path: &str) -> SystemTime {
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = File::options()
            .append(true)
            .open(self.site().join(path))
            .unwrap();
        file.set_modified(then).unwrap();
        then
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.site().join(path))
            .unwrap()
            .modified()
            .unwrap()
    }
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn a_second_site_replaces_the_first_and_keeps_what_did_not_change() {
    let place = Place::new();
    let first = [("a.html", "a"), ("b/b.html", "b"), ("c/c.html", "c")];
    place.build(&first);
    assert_eq!(place.files(), pairs(&first));
    let then = place.age("a.html");
    let (committed, _) = place.build(&[("a.html", "a"), ("b/b.html", "B"), ("d.html", "d")]);
    assert_eq!(
        committed,
        Some(Committed {
            written: 2,
            same: 1,
            removed: 1
        })
    );
    assert_eq!(
        place.files(),
        pairs(&[("a.html", "a"), ("b/b.html", "B"), ("d.html", "d")])
    );
    assert_eq!(place.modified("a.html"), then);
    assert!(
        !place.site().join("c").exists(),
        "an empty folder of ours stays"
    );
    let list = fs::read_to_string(place.site().join(LIST)).unwrap();
    assert_eq!(list, "a.html\nb/b.html\nd.html\n");
    let left: Vec<_> = fs::read_dir(place.folder.path().join(".carnet/sites/public"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1, "only the lock is left: {left:?}");
}

#[test]
fn when_nothing_differs_nothing_is_touched() {
    let place = Place::new();
    place.build(&[("a.html", "a")]);
    let list = place.age(LIST);
    let (committed, _) = place.build(&[("a.html", "a")]);
    assert_eq!(
        committed,
        Some(Committed {
            written: 0,
            same: 1,
            removed: 0
        })
    );
    assert_eq!(place.modified(LIST), list);
}

#[test]
fn files_of_others_are_kept() {
    let place = Place::new();
    place.build(&[("a.html", "a"), ("b/old.html", "b")]);
    let site = place.site();
    fs::write(site.join("CNAME"), "exemple.fr").unwrap();
    fs::write(site.join("b/note.txt"), "à moi").unwrap();
    fs::create_dir_all(site.join("vide/dedans")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", site.join("lien")).unwrap();
    let then = place.age("CNAME");
    place.build(&[("a.html", "A")]);
    assert_eq!(
        fs::read_to_string(site.join("CNAME")).unwrap(),
        "exemple.fr"
    );
    assert_eq!(place.modified("CNAME"), then);
    assert_eq!(
        fs::read_to_string(site.join("b/note.txt")).unwrap(),
        "à moi"
    );
    assert!(!site.join("b/old.html").exists());
    assert!(site.join("vide/dedans").is_dir());
    #[cfg(unix)]
    assert_eq!(
        fs::read_link(site.join("lien")).unwrap(),
        Path::new("nowhere")
    );
}

#[test]
fn a_file_of_others_in_the_way_stops_the_build() {
    let place = Place::new();
    place.build(&[("a.html", "a")]);
    let site = place.site();
    fs::write(site.join("b.html"), "à moi").unwrap();
    fs::write(site.join("c"), "à moi").unwrap();
    fs::create_dir_all(site.join("d.html")).unwrap();
    let before = place.files();
    let (committed, said) = place.build(&[
        ("a.html", "A"),
        ("b.html", "b"),
        ("c/c.html", "c"),
        ("d.html", "d"),
    ]);
    assert_eq!(committed, None);
    assert_eq!(said, ["b.html", "c", "d.html"]);
    assert_eq!(place.files(), before);
}

#[test]
fn a_site_without_its_list_is_taken_over_when_it_is_the_same() {
    let place = Place::new();
    place.build(&[("a.html", "a"), ("b.html", "b")]);
    fs::remove_file(place.site().join(LIST)).unwrap();
    let (committed, said) = place.build(&[("a.html", "a"), ("b.html", "b")]);
    assert_eq!(said, [""; 0]);
    assert!(committed.is_some());
    assert!(place.site().join(LIST).exists());
    fs::remove_file(place.site().join(LIST)).unwrap();
    let (committed, said) = place.build(&[("a.html", "a"), ("b.html", "B")]);
    assert_eq!((committed, said), (None, vec!["b.html".to_owned()]));
}

#[test]
fn a_build_that_is_dropped_leaves_the_old_site() {
    let place = Place::new();
    place.build(&[("a.html", "a")]);
    let staging = place.begin();
    staging.put("a.html", b"A").unwrap();
    drop(staging);
    assert_eq!(place.files(), pairs(&[("a.html", "a")]));
    assert!(
        !place
            .folder
            .path()
            .join(".carnet/sites/public/staging")
            .exists()
    );
}

#[test]
fn paths_stay_inside_and_are_given_once() {
    let place = Place::new();
    let staging = place.begin();
    for path in ["../a", "/a", "a//b", ".carnet-files", "a\\b"] {
        assert!(staging.put(path, b"x").is_err(), "{path}");
    }
    staging.put("é.html", b"x").unwrap();
    assert!(staging.put("e\u{301}.html", b"x").is_err());
}

#[test]
fn a_copy_is_no_link_and_is_compared() {
    let place = Place::new();
    let source = place.folder.path().join("photo.jpg");
    fs::write(&source, vec![7; 200_000]).unwrap();
    let build = || {
        let staging = place.begin();
        let put = staging.copy("photo.jpg", &source).unwrap();
        staging.commit(&mut Report::default()).unwrap();
        put
    };
    assert_eq!(build(), Put::Written);
    assert_eq!(build(), Put::Same);
    let mut bytes = vec![7; 200_000];
    bytes[199_999] = 8;
    fs::write(&source, &bytes).unwrap();
    assert_eq!(
        fs::read(place.site().join("photo.jpg")).unwrap()[199_999],
        7
    );
    assert_eq!(build(), Put::Written);
    assert_eq!(fs::read(place.site().join("photo.jpg")).unwrap(), bytes);
}

#[test]
fn a_second_build_waits_for_the_first() {
    let place = Place::new();
    let first = place.begin();
    first.put("a.html", b"1").unwrap();
    let (told, waited) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let staging = Staging::begin(&place.site(), place.site().parent().unwrap(), &|| {
                told.send(()).unwrap()
            })
            .unwrap();
            staging.put("a.html", b"2").unwrap();
            staging.commit(&mut Report::default()).unwrap();
        });
        waited.recv().unwrap();
        first.commit(&mut Report::default()).unwrap();
        second.join().unwrap();
    });
    assert_eq!(place.files(), pairs(&[("a.html", "2")]));
}

#[test]
fn many_threads_write_one_site() {
    let place = Place::new();
    let staging = place.begin();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let staging = &staging;
            scope.spawn(move || {
                for page in 0..50 {
                    let path = format!("t{}/p{page}-{thread}.html", page % 3);
                    staging.put(&path, path.as_bytes()).unwrap();
                }
            });
        }
    });
    staging.commit(&mut Report::default()).unwrap();
    assert_eq!(place.files().len(), 200);
    assert!(place.files().iter().all(|(path, text)| path == text));
}

#[test]
fn a_destination_is_resolved_or_refused() {
    let place = Place::new();
    let root = fs::canonicalize(place.folder.path()).unwrap();
    fs::write(root.join("file"), "x").unwrap();
    assert!(resolve(&root.join("file")).is_err());
    assert_eq!(resolve(&root.join("a/b")).unwrap(), root.join("a/b"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        fs::create_dir(root.join("real")).unwrap();
        symlink("real", root.join("link")).unwrap();
        symlink("nowhere", root.join("lost")).unwrap();
        assert_eq!(resolve(&root.join("link")).unwrap(), root.join("real"));
        assert_eq!(
            resolve(&root.join("link/new")).unwrap(),
            root.join("real/new")
        );
        assert!(resolve(&root.join("lost")).is_err());
    }
}
