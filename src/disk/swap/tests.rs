use super::*;
use crate::disk::list::LIST;

/// A destination and what a killed process left beside it. Each tree is its mark: the text of its `a.html`.
struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    fn new(site: Option<&str>, staging: Option<&str>, old: Option<&str>, journal: bool) -> Self {
        let scene = Scene {
            folder: tempfile::tempdir().unwrap(),
        };
        let work = scene.work();
        fs::create_dir_all(&work).unwrap();
        for (tree, mark) in [
            (scene.site(), site),
            (work.join("staging"), staging),
            (work.join("old"), old),
        ] {
            if let Some(mark) = mark {
                fs::create_dir(&tree).unwrap();
                fs::write(tree.join("a.html"), mark).unwrap();
                fs::write(tree.join(LIST), "a.html\n").unwrap();
            }
        }
        if journal {
            fs::write(work.join("journal"), "").unwrap();
        }
        scene
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join(".carnet/sites/public")
    }

    fn take(&self) -> Workspace {
        Workspace::take(self.site(), self.folder.path(), &|| {}).unwrap()
    }

    fn mark(&self) -> Option<String> {
        fs::read_to_string(self.site().join("a.html")).ok()
    }

    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(self.work()).unwrap();
        let mut names: Vec<String> = names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn the_next_start_repairs_what_any_kill_left() {
    for (name, site, staging, old, journal, expected) in [
        (
            "while writing",
            Some("1"),
            Some("2"),
            None,
            false,
            Some("1"),
        ),
        (
            "while writing the first site",
            None,
            Some("2"),
            None,
            false,
            None,
        ),
        (
            "before the swap",
            Some("1"),
            Some("2"),
            None,
            true,
            Some("1"),
        ),
        (
            "after the exchange",
            Some("2"),
            Some("1"),
            None,
            true,
            Some("2"),
        ),
        ("after discarding", Some("2"), None, None, true, Some("2")),
        (
            "between the renames",
            None,
            Some("2"),
            Some("1"),
            true,
            Some("2"),
        ),
        (
            "after the renames",
            Some("2"),
            None,
            Some("1"),
            true,
            Some("2"),
        ),
        (
            "new tree lost between the renames",
            None,
            None,
            Some("1"),
            true,
            Some("1"),
        ),
        (
            "old tree without a journal",
            None,
            None,
            Some("1"),
            false,
            Some("1"),
        ),
    ] {
        let scene = Scene::new(site, staging, old, journal);
        scene.take();
        assert_eq!(scene.mark().as_deref(), expected, "{name}");
        assert_eq!(scene.left(), ["lock"], "{name}");
    }
}

#[test]
fn both_ways_of_swapping_end_alike() {
    for twice in [false, true] {
        let scene = Scene::new(Some("1"), None, None, false);
        let workspace = scene.take();
        fs::create_dir(&workspace.staging).unwrap();
        fs::write(workspace.staging.join("a.html"), "2").unwrap();
        if twice {
            fs::write(&workspace.journal, "").unwrap();
            workspace.rename_twice().unwrap();
            workspace.finish().unwrap();
        } else {
            workspace.swap().unwrap();
        }
        assert_eq!(scene.mark().as_deref(), Some("2"), "{twice}");
        assert_eq!(scene.left(), ["lock"], "{twice}");
    }
}

#[test]
fn a_file_that_somebody_added_at_the_last_moment_is_saved() {
    let scene = Scene::new(Some("2"), Some("1"), None, true);
    fs::write(scene.work().join("staging/late.txt"), "à moi").unwrap();
    fs::create_dir(scene.work().join("staging/dir")).unwrap();
    fs::write(scene.work().join("staging/dir/late.txt"), "aussi").unwrap();
    scene.take();
    let read = |name: &str| fs::read_to_string(scene.site().join(name)).unwrap();
    assert_eq!(
        (read("late.txt"), read("dir/late.txt")),
        ("à moi".into(), "aussi".into())
    );
    assert_eq!(scene.mark().as_deref(), Some("2"));
}

#[test]
fn what_a_build_needs_lies_in_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    for path in ["project/out", "elsewhere"] {
        fs::create_dir_all(folder.path().join(path)).unwrap();
    }
    for destination in ["project/public", "project/out/site", "elsewhere/site"] {
        let destination = folder.path().join(destination);
        let workspace = Workspace::take(destination.clone(), &project, &|| {}).unwrap();
        assert!(workspace.staging.starts_with(project.join(".carnet/sites")));
        fs::create_dir(&workspace.staging).unwrap();
        fs::write(workspace.staging.join("a.html"), "new").unwrap();
        workspace.swap().unwrap();
        assert!(destination.join("a.html").exists());
        let parent = destination.parent().unwrap();
        let beside = fs::read_dir(parent)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let beside: Vec<_> = beside
            .filter(|name| name != "site" && name != "public")
            .collect();
        assert!(parent == project || beside.is_empty(), "{beside:?}");
    }
    // Two destinations of one name do not share a folder.
    let names = fs::read_dir(project.join(".carnet/sites")).unwrap();
    assert_eq!(names.count(), 3);
}
