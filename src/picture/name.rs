//! Addresses of pictures in the site: made of the author's own names, safe in any URL, each used once.

use super::record::Digest;
use crate::text::fold::ascii;
use std::collections::BTreeMap;

/// The part of a name that says nothing: what a file without letters is called.
const NAMELESS: &str = "image";

/// Longest slug, in bytes: file systems stop at 255, readers much earlier.
const LONGEST: usize = 60;

/// A picture that wants a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unnamed<'a> {
    /// Path in the sources.
    pub source: &'a str,
    /// Folder of the site that shows it, without a final `/`; empty for the root.
    pub folder: &'a str,
    pub digest: Digest,
}

/// Gives each picture the path of its copies, without width and extension: `arlysere/images/la-mairie`.
///
/// Two files of one slug in one folder both get a part of their hash, so that the order of files does not matter;
/// two files of the same bytes share one name.
pub fn names<'a>(pictures: &[Unnamed<'a>]) -> BTreeMap<&'a str, String> {
    let bases: Vec<String> = pictures.iter().map(base).collect();
    let mut wishes: BTreeMap<&str, Vec<Digest>> = BTreeMap::new();
    for (picture, base) in pictures.iter().zip(&bases) {
        let digests = wishes.entry(base).or_default();
        if !digests.contains(&picture.digest) {
            digests.push(picture.digest);
        }
    }
    let mut names = BTreeMap::new();
    for (picture, base) in pictures.iter().zip(&bases) {
        let alone = wishes.get(base.as_str()).is_none_or(|all| all.len() == 1);
        let name = if alone {
            base.clone()
        } else {
            hashed(base, &picture.digest, &wishes)
        };
        names.insert(picture.source, name);
    }
    names
}

/// As many digits of the hash as it takes to be no file's own slug.
fn hashed(base: &str, digest: &Digest, wishes: &BTreeMap<&str, Vec<Digest>>) -> String {
    let hex = digest.hex();
    for digits in (8..hex.len()).step_by(8) {
        let name = format!("{base}-{}", &hex[..digits]);
        let begins_alike = wishes
            .get(base)
            .into_iter()
            .flatten()
            .any(|other| other != digest && other.hex().starts_with(&hex[..digits]));
        if !wishes.contains_key(name.as_str()) && !begins_alike {
            return name;
        }
    }
    format!("{base}-{hex}")
}

fn base(picture: &Unnamed<'_>) -> String {
    let file = picture.source.rsplit('/').next().unwrap_or_default();
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    let slug = slug(stem);
    if picture.folder.is_empty() {
        format!("images/{slug}")
    } else {
        format!("{}/images/{slug}", picture.folder)
    }
}

/// The path of one copy.
pub fn copy_path(name: &str, width: u32, extension: &str) -> String {
    format!("{name}-{width}.{extension}")
}

/// Lower-case ASCII letters and digits, one `-` between words. Never empty, at most 60 bytes.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for byte in ascii(text).bytes() {
        if byte.is_ascii_alphanumeric() {
            slug.push(char::from(byte.to_ascii_lowercase()));
        } else if !slug.is_empty() && !slug.ends_with('-') && byte != b'\'' {
            slug.push('-');
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        NAMELESS.to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_in_any_address() {
        for (name, slug_of_it) in [
            ("Photo de l’équipe (1)", "photo-de-lequipe-1"),
            ("100% été #2", "100-ete-2"),
            ("œuvre", "oeuvre"),
            ("...", "image"),
            ("", "image"),
            ("a&b=c?d", "a-b-c-d"),
        ] {
            assert_eq!(slug(name), slug_of_it, "{name}");
        }
        let emoji = slug("🎉");
        assert!(
            !emoji.is_empty()
                && emoji
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        );
        assert!(slug(&"mot ".repeat(100)).len() <= LONGEST);
    }

    fn digest(seed: u8) -> Digest {
        Digest::of(&[seed])
    }

    fn named(files: &[(&str, u8)]) -> BTreeMap<String, String> {
        let pictures: Vec<Unnamed> = files
            .iter()
            .map(|(source, seed)| Unnamed {
                source,
                folder: "a",
                digest: digest(*seed),
            })
            .collect();
        names(&pictures)
            .into_iter()
            .map(|(source, name)| (source.to_owned(), name))
            .collect()
    }

    #[test]
    fn names_are_unique_whatever_the_order() {
        let files = [
            ("a/Été.png", 1),
            ("a/ete.jpg", 2),
            ("a/mairie.jpg", 3),
            ("b/mairie.jpg", 3),
        ];
        let forward = named(&files);
        let mut reversed = files;
        reversed.reverse();
        assert_eq!(forward, named(&reversed));
        assert_ne!(forward["a/Été.png"], forward["a/ete.jpg"]);
        assert!(forward["a/Été.png"].starts_with("a/images/ete-"));
        // The same bytes twice are one picture.
        assert_eq!(forward["a/mairie.jpg"], "a/images/mairie");
        assert_eq!(forward["b/mairie.jpg"], "a/images/mairie");
    }

    #[test]
    fn a_name_that_looks_like_a_hash_is_not_taken_twice() {
        let fake = format!("a/x-{}.png", &digest(1).hex()[..8]);
        let all = named(&[("a/x.png", 1), ("a/x.jpg", 2), (&fake, 3)]);
        let unique: std::collections::BTreeSet<_> = all.values().collect();
        assert_eq!(unique.len(), 3);
    }
}
