//! Paths as authors write them, from the folder of their file.

use crate::model::address::percent_decode;
use unicode_normalization::UnicodeNormalization;

/// A written path, from the root of the sources. `/x` starts at the folder of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    Inside(String),
    /// It leads out of the folder of the texts.
    Outside,
}

/// Joins a written path to the folder of the file that holds it. Percent signs are decoded, backslashes of Windows
/// become slashes, accents are composed.
pub fn join(file: &str, written: &str, root: &str) -> Joined {
    let decoded = percent_decode(written).unwrap_or_else(|| written.to_owned());
    let decoded: String = decoded.replace('\\', "/").nfc().collect();
    let drive =
        decoded.as_bytes().get(1) == Some(&b':') && decoded.as_bytes()[0].is_ascii_alphabetic();
    if drive || decoded.contains('\0') {
        return Joined::Outside;
    }
    let (base, relative) = match decoded.strip_prefix('/') {
        Some(rest) => (root, rest),
        None => (
            file.rsplit_once('/').map_or("", |(folder, _)| folder),
            decoded.as_str(),
        ),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    let floor = root.split('/').filter(|part| !part.is_empty()).count();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.len() <= floor {
                    return Joined::Outside;
                }
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Joined::Inside(parts.join("/"))
}

/// The part of a path after its last `/`.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let inside = |path: &str| Joined::Inside(path.into());
        for (written, joined) in [
            ("images/a.png", inside("content/equipe/images/a.png")),
            ("../autre/b%20c.png", inside("content/autre/b c.png")),
            ("/methode.md", inside("content/methode.md")),
            ("..\\x.png", inside("content/x.png")),
            ("../../book.toml", Joined::Outside),
            ("/../../etc/passwd", Joined::Outside),
            ("C:\\secret.png", Joined::Outside),
            ("e\u{301}te\u{301}.png", inside("content/equipe/été.png")),
        ] {
            assert_eq!(
                join("content/equipe/carnet.md", written, "content"),
                joined,
                "{written}"
            );
        }
    }
}
