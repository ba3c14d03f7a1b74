//! What the machine refuses: a file that cannot be read, a result that cannot be written.

use crate::memory::Memory;
use carnet::diag::Report;
use carnet::model::config::Config;
use carnet::source::{Entry, Sources};
use carnet::{BuildOptions, Output};
use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

/// A project one file of which cannot be read.
struct Locked(Memory, &'static str);

impl Sources for Locked {
    fn entries(&self) -> &[Entry] {
        self.0.entries()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == self.1 {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.0.read(path)
    }
}

#[derive(Default)]
struct Pages(Mutex<BTreeMap<String, String>>);

impl Output for Pages {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        self.0.lock().unwrap().insert(path.to_owned(), text);
        Ok(())
    }

    fn copy(&self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_text_that_cannot_be_read_is_named_and_the_others_are_published() {
    let files = [
        ("lac/jour-1.md", "## JOUR 1\n\nLe premier jour.\n"),
        ("lac/jour-2.md", "## JOUR 2\n\nLe deuxième jour.\n"),
        ("methode.md", "# Méthode\n"),
    ];
    let files = files.map(|(path, text)| (path, text.as_bytes()));
    for (locked, missing) in [
        ("lac/jour-2.md", "lac/jour-2.html"),
        ("methode.md", "methode.html"),
    ] {
        let sources = Locked(Memory::new(files), locked);
        let folder = tempfile::tempdir().unwrap();
        let store = carnet::disk::pictures::DiskStore::open(folder.path(), folder.path()).unwrap();
        let (pages, mut report) = (Pages::default(), Report::default());
        let config = Config {
            src: String::new(),
            ..Config::default()
        };
        let options = BuildOptions::default();
        carnet::build(
            &sources,
            config,
            &options,
            &store,
            &pages,
            None,
            &mut report,
        )
        .unwrap();
        let pages = pages.0.into_inner().unwrap();
        assert!(!pages.contains_key(missing));
        assert!(pages.contains_key("lac/jour-1.html"));
        let said: Vec<String> = report
            .diagnostics()
            .iter()
            .filter(|one| one.code() == "site.text-unreadable")
            .map(|one| one.message(carnet::diag::Language::French))
            .collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with(missing), "{}", said[0]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "# A\n\n[x](nulle-part.md)\n").unwrap();
    let check = ["check", "--format", "json", "--lang", "fr"];
    for arguments in [
        &check[..],
        &["explain", "--lang", "fr"],
        &["--help"],
        &["schema", "page"],
    ] {
        let run = |stdout: Stdio| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
            command.args(arguments).current_dir(folder.path());
            command.stdout(stdout).stderr(Stdio::piped());
            let output = command.spawn().unwrap().wait_with_output().unwrap();
            (
                output.status.code(),
                String::from_utf8(output.stderr).unwrap(),
            )
        };
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let (code, said) = run(full.into());
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(
            said.contains("le disque est plein") || said.contains("the disk is full"),
            "{said}"
        );
        // A reader that went away knows it.
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let (code, said) = run(writer.into());
        assert_eq!((code, said.as_str()), (Some(2), ""), "{arguments:?}");
    }
}
