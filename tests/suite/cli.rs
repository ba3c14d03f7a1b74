//! Console sessions. Each page of `tests/cli/` is prose with two kinds of fences, in one folder made for it:
//!
//! - `file PATH`: the file is written, with the text of the fence;
//! - `console`: each `$ command` is run, and what it printed stands below it: stdout, then stderr, then `? code` when
//!   the exit code is not 0.
//!
//! Commands: `carnet …`, with `NAME=value` before it; `cat FILE`; `ls [FOLDER]`; `rm FILE`; `cd FOLDER`.
//! `CARNET_BLESS=1 cargo test --test suite` rewrites what was printed: read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn sessions_print_what_their_pages_say() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut wrong = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(pages)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let found = Session::new().play(&page);
        if found == page {
            continue;
        }
        if std::env::var_os("CARNET_BLESS").is_some() {
            fs::write(&path, found).unwrap();
        } else {
            let difference = similar::TextDiff::from_lines(&page, &found);
            wrong.push(format!(
                "{}\n{}",
                path.display(),
                difference.unified_diff().context_radius(2)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

struct Session {
    root: tempfile::TempDir,
    current: PathBuf,
}

impl Session {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let current = fs::canonicalize(root.path()).unwrap();
        Session { root, current }
    }

    /// The page with what is really printed.
    fn play(&mut self, page: &str) -> String {
        let mut out = String::new();
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else {
                continue;
            };
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if let Some(path) = fence.strip_prefix("file ") {
                let path = self.current.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, inside.join("\n") + "\n").unwrap();
                out.push_str(&(inside.join("\n") + "\n"));
            } else {
                for command in inside.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    out.push_str(&format!("$ {command}\n{}", self.run(command)));
                }
            }
            out.push_str("```\n");
        }
        out
    }

    fn run(&mut self, line: &str) -> String {
        let mut words = words(line).into_iter().peekable();
        let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
        command
            .env_clear()
            .env("LANG", "fr_FR.UTF-8")
            .current_dir(&self.current);
        // A process of Windows does not start without it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
            command.env(name, value);
            words.next();
        }
        let name = words.next().unwrap_or_default();
        let rest: Vec<String> = words.collect();
        let target = self.current.join(rest.first().map_or("", String::as_str));
        match name.as_str() {
            "carnet" => self.print(command.args(rest)),
            "cat" => fs::read_to_string(target).unwrap(),
            "rm" => {
                fs::remove_file(target).unwrap();
                String::new()
            }
            "cd" => {
                self.current = fs::canonicalize(target).unwrap();
                String::new()
            }
            "ls" => tree(&target, &target),
            other => panic!("{other} is no command of a session"),
        }
    }

    fn print(&self, command: &mut Command) -> String {
        let output = command.output().unwrap();
        let root = fs::canonicalize(self.root.path()).unwrap();
        let mut text = String::new();
        for bytes in [&output.stdout, &output.stderr] {
            text.push_str(&String::from_utf8_lossy(bytes));
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => text.push_str(&format!("? {code}\n")),
            None => text.push_str("? killed\n"),
        }
        text.replace(&root.display().to_string(), "[ROOT]")
            .replace('\\', "/")
    }
}

/// The words of a line; double quotes keep spaces.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut quoted = false;
    let mut word: Option<String> = None;
    for character in line.chars() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            character => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// The files below a folder, one per line, hidden ones too. What every site and every project has alike, the theme's
/// files and the cache, is one line.
fn tree(root: &Path, folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        let name = name.replace('\\', "/");
        if path.ends_with("assets") || path.ends_with(".carnet/cache") {
            out.push_str(&format!("{name}/…\n"));
        } else if path.is_dir() {
            out.push_str(&tree(root, &path));
        } else {
            out.push_str(&format!("{name}\n"));
        }
    }
    out
}
