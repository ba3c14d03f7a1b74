//! The list of the files that carnet wrote, kept in the site itself: what is not on it belongs to somebody else.

use super::failure::{Action, At};
use std::fs;
use std::io;
use std::path::Path;

/// Its name, at the root of a site.
pub(super) const LIST: &str = ".carnet-files";

/// The list of a site, sorted; empty when there is none.
///
/// # Errors
/// When it is there and cannot be read.
pub(super) fn read(site: &Path) -> io::Result<Vec<String>> {
    let path = site.join(LIST);
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
        && path != LIST
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
            "", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a\\b", "a\nb", LIST,
        ] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
