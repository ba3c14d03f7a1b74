//! The list of the files that carnet wrote, kept in the site itself: what is not on it belongs to somebody else.

use super::failure::{Action, At};
use std::fs;
use std::io;
use std::path::Path;

/// Its name, at the root of a site.
pub(super) const LIST: &str = ".carnet-files";

/// The name of the list of one part, `2/7`. Each part has a list of its own beside that of the whole, so that parts that
/// are built apart and laid into one folder do not lose what the others wrote.
pub(super) fn of_part(part: &str) -> String {
    format!("{LIST}-{}", part.replace('/', "-of-"))
}

/// Whether a file at the root of a site is one of carnet's lists.
pub(super) fn is_list(name: &str) -> bool {
    name.strip_prefix(LIST).is_some_and(|rest| {
        let part = rest
            .strip_prefix('-')
            .and_then(|rest| rest.split_once("-of-"));
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        rest.is_empty() || part.is_some_and(|(part, of)| is_number(part) && is_number(of))
    })
}

/// All that the lists of a site name, sorted; empty when there is none.
///
/// # Errors
/// When one is there and cannot be read.
pub(super) fn read(site: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for name in names(site)? {
        paths.extend(read_one(site, &name)?);
    }
    paths.sort_unstable();
    paths.dedup();
    Ok(paths)
}

/// The names of the lists of a site.
///
/// # Errors
/// When the folder is there and cannot be read.
pub(super) fn names(site: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(site) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at(Action::Read, site),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.at(Action::Read, site)?.file_name();
        if let Some(name) = name.to_str().filter(|name| is_list(name)) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// One list of a site, sorted; empty when there is none.
///
/// # Errors
/// When it is there and cannot be read.
pub(super) fn read_one(site: &Path, name: &str) -> io::Result<Vec<String>> {
    let path = site.join(name);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at(Action::Read, &path),
    };
    // Somebody may have written in it: a path that leaves the site is none of ours.
    let mut paths: Vec<String> = text
        .lines()
        .filter(|line| is_safe(line))
        .map(str::to_owned)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    Ok(paths)
}

/// The text of the list of some sorted paths.
pub(super) fn text<'a>(paths: impl IntoIterator<Item = &'a String>) -> String {
    let mut text = String::new();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// Whether a path stays inside the site on every system: relative, `/` between parts, no `..`, no control characters,
/// and none of carnet's own files.
pub(super) fn is_safe(path: &str) -> bool {
    let odd = |character: char| character.is_control() || character == '\\';
    // A colon names a drive or a stream on Windows.
    let odd = |character: char| odd(character) || (cfg!(windows) && character == ':');
    !path.is_empty()
        && !is_list(path)
        && !path.contains(odd)
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside() {
        for path in ["a.html", "a/b c/é #%.html", "..a/b..", ".nojekyll"] {
            assert!(is_safe(path), "{path}");
        }
        for path in [
            ".carnet-files-2-of-7",
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "./a",
            "a\\b",
            "a\nb",
            LIST,
        ] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
