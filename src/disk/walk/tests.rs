use super::*;
use crate::disk::Project;
use crate::source::Sources;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn open(folder: &Path, skip: &[&str]) -> (Project, Vec<String>, Vec<(&'static str, String)>) {
    let root = crate::disk::root(folder).unwrap();
    let skip: Vec<PathBuf> = skip.iter().map(|name| root.join(name)).collect();
    let mut report = Report::default();
    let project = Project::open(&root, &skip, &mut report);
    report.sort();
    let names = project
        .entries()
        .iter()
        .map(|entry| entry.path.clone())
        .collect();
    let said = report
        .diagnostics()
        .iter()
        .map(|said| (said.code(), said.place.as_ref().unwrap().file.clone()))
        .collect();
    (project, names, said)
}

#[test]
fn files_are_sorted_and_what_is_no_source_is_left_out() {
    let folder = folder(&[
        "b.md",
        "a/z.md",
        "a.md",
        "a/été/x.png",
        ".git/config",
        "a/.DS_Store",
        "node_modules/x/y.md",
        "target/CACHEDIR.TAG",
        "target/doc.md",
        "cible/target/team.md",
        "public/index.html",
        "old-site/.carnet-files",
        "old-site/index.html",
        "equipe/.carnet-files",
        "equipe/images/notes.md",
    ]);
    let (project, names, said) = open(folder.path(), &["public"]);
    assert_eq!(
        names,
        [
            "a.md",
            "a/z.md",
            "a/été/x.png",
            "b.md",
            "cible/target/team.md"
        ]
    );
    assert_eq!(
        said,
        [
            ("site.texts-in-site", "equipe".into()),
            ("site.site-inside", "old-site".into())
        ]
    );
    assert_eq!(
        project.read("a/été/x.png").unwrap(),
        "a/été/x.png".as_bytes()
    );
    assert_eq!(project.entries()[0].size, 4);
    assert!(project.read("public/index.html").is_err());
}

#[test]
fn accents_in_two_parts_are_one_name() {
    let folder = folder(&["e\u{301}quipe/ne\u{301}.md", "plain.md"]);
    let (project, names, said) = open(folder.path(), &[]);
    assert_eq!(names, ["plain.md", "équipe/né.md"]);
    assert_eq!(said, []);
    assert!(project.read("équipe/né.md").is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn two_names_that_look_alike_are_told() {
    let folder = folder(&["e\u{301}.md", "é.md"]);
    let (_, names, said) = open(folder.path(), &[]);
    assert_eq!(names, ["é.md"]);
    assert_eq!(said, [("site.name-collision", "é.md".to_owned())]);
}

#[cfg(unix)]
#[test]
fn links_stay_inside_or_are_told() {
    use std::os::unix::fs::symlink;
    let outside = folder(&["secret.md"]);
    let folder = folder(&["a/x.md", ".git/config"]);
    let at = |name: &str| folder.path().join(name);
    symlink("a", at("inside")).unwrap();
    symlink("a/x.md", at("one.md")).unwrap();
    symlink(outside.path(), at("out")).unwrap();
    symlink(outside.path().join("secret.md"), at("out.md")).unwrap();
    symlink(".git", at("git")).unwrap();
    symlink("nowhere", at("broken.md")).unwrap();
    symlink("nowhere", at(".#lock")).unwrap();
    symlink("..", at("a/up")).unwrap();
    let (_, names, said) = open(folder.path(), &[]);
    assert_eq!(names, ["a/x.md", "inside/x.md", "one.md"]);
    let said: Vec<(&str, &str)> = said
        .iter()
        .map(|(code, file)| (*code, file.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("site.link-cycle", "a/up"),
            ("site.link-broken", "broken.md"),
            ("site.link-outside", "git"),
            ("site.link-cycle", "inside/up"),
            ("site.link-outside", "out"),
            ("site.link-outside", "out.md"),
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_and_odd_files_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&["a # 100 % 🙂.md"]);
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(folder.path().join(odd), "x").unwrap();
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("prise")).unwrap();
    let (_, names, said) = open(folder.path(), &[]);
    drop(socket);
    assert_eq!(names, ["a # 100 % 🙂.md"]);
    let codes: Vec<&str> = said.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["site.name-unreadable", "site.special-file"]);
}

// Elsewhere these names are one file.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_by_capitals_only_are_reported() {
    let folder = folder(&["a/Photo.jpg", "a/photo.jpg", "a/photos.jpg"]);
    let (_, names, said) = open(folder.path(), &[]);
    assert_eq!(names.len(), 3);
    assert_eq!(said, [("site.name-case", "a/photo.jpg".into())]);
}
