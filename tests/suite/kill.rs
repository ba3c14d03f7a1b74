//! A build that is killed leaves the old site or the new one, never a mixture.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn build(project: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
    command
        .args(["build", "-q"])
        .arg(project)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn write(project: &Path, pages: usize, mark: &str) {
    fs::write(project.join("book.toml"), "").unwrap();
    for page in 0..pages {
        let folder = project.join(format!("content/equipe-{}", page % 7));
        fs::create_dir_all(&folder).unwrap();
        fs::write(
            folder.join(format!("page-{page}.md")),
            format!("# MARQUE{mark}MARQUE\n"),
        )
        .unwrap();
    }
}

/// The marks on the pages of the site, and how many pages there are.
fn marks(folder: &Path, marks: &mut BTreeSet<String>) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += self::marks(&path, marks);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let text = fs::read_to_string(path).unwrap();
            // Pages without a mark (a list of teams, a 404) say nothing about their build.
            if let Some(mark) = text.split("MARQUE").nth(1) {
                marks.insert(mark.to_owned());
                count += 1;
            }
        }
    }
    count
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path();
    let public = project.join("public");
    write(project, 150, "0");
    assert!(build(project).status().unwrap().success());
    fs::write(public.join("CNAME"), "exemple.fr").unwrap();
    let pages = marks(&public, &mut BTreeSet::new());
    let (mut old, mut new) = (0, 0);
    for round in 1..=30 {
        let mark = round.to_string();
        write(project, 150, &mark);
        let mut child = build(project).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round % 15 * 3));
        let _ = child.kill();
        child.wait().unwrap();
        let mut found = BTreeSet::new();
        assert_eq!(marks(&public, &mut found), pages, "round {round}");
        assert_eq!(found.len(), 1, "round {round}: a mixture of {found:?}");
        assert_eq!(
            fs::read_to_string(public.join("CNAME")).unwrap(),
            "exemple.fr"
        );
        match found.contains(&mark) {
            true => new += 1,
            false => old += 1,
        }
    }
    // What is left behind by all of them harms nobody.
    assert!(build(project).status().unwrap().success());
    let left = fs::read_dir(project.join(".carnet/sites/public"))
        .unwrap()
        .count();
    assert_eq!(left, 1, "only the lock");
    eprintln!("{old} times the old site, {new} times the new one");
}
