//! Remote pictures kept in the project: which addresses may be visited, what files are called, what the index says.
//! Pure; the network is in `disk::download`.

pub mod address;
mod failure;
mod index;

pub use failure::Failure;
pub use index::{RemoteEntry, RemoteIndex};

use crate::picture::format::Format;
use crate::picture::name::slug;

/// The folder under the content folder where fetched pictures lie: a French name, since teams see it.
pub const REMOTE_FOLDER: &str = "images-distantes";

/// The index in that folder.
pub const INDEX_FILE: &str = "index.csv";

/// What a fetched picture is called: the last part of its address, made safe, and a hash of the whole address so that
/// two pictures never meet. Nothing that a server says takes part in it.
pub fn file_name(url: &str, format: Format) -> String {
    let without_query = url.split(['?', '#']).next().unwrap_or_default();
    let last = without_query
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let last = percent_decoded(last);
    let stem = match last.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => stem,
        _ => &last,
    };
    let hash = blake3::hash(url.as_bytes()).to_hex();
    format!("{}-{}.{}", slug(stem), &hash[..12], format.extension())
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes
            .get(at + 1..at + 3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(value)) if *byte == b'%' => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_never_meet() {
        for (url, start) in [
            (
                "https://x.org/a/La%20mairie%20%C3%A9t%C3%A9.JPG?v=1",
                "la-mairie-ete-",
            ),
            ("https://x.org/", "x-"),
            (
                "https://lh7.googleusercontent.com/AbC_d-e=s0?key=k",
                "abc-d-e-s0-",
            ),
            ("https://x.org/..%2F..%2Fetc%2Fpasswd", "etc-passwd-"),
            ("https://x.org/%FF%", ""),
        ] {
            let name = file_name(url, Format::Png);
            assert!(name.starts_with(start) && name.ends_with(".png"), "{name}");
            let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
            assert!(name.bytes().all(safe) && !name.contains(".."), "{name}");
        }
        assert_ne!(
            file_name("https://x.org/a/photo.png", Format::Png),
            file_name("https://x.org/b/photo.png", Format::Png)
        );
    }
}
