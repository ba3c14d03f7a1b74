//! Texts and addresses as harvesters need them.

/// A whole address in ASCII: the site's own, and a path whose letters beyond the unreserved ones are percent-encoded.
pub fn address(base: &str, path: &str) -> String {
    let mut out = String::with_capacity(base.len() + path.len() + 8);
    encode(base, b":/-._~%@[]", &mut out);
    if !out.ends_with('/') {
        out.push('/');
    }
    encode(path, b"/-._~", &mut out);
    out
}

/// A path as a reference from the folder of a file: percent-encoded, and relative.
pub fn reference(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    encode(path, b"/-._~", &mut out);
    out
}

/// An address that an author wrote, in ASCII: what is encoded already stays so.
pub fn written(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    encode(address.trim(), b":/-._~%@[]?#&=+,;!$'()*", &mut out);
    out
}

fn encode(text: &str, kept: &[u8], out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// A description without a single HTML-like tag. One tag is enough for the portal to read the whole as HTML: links in
/// angle brackets vanish and line breaks collapse.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let closed = after.find('>').map(|close| &after[..close]);
        match closed {
            Some(inner) if inner.starts_with("http://") || inner.starts_with("https://") => {
                if inner.contains(char::is_whitespace) {
                    out.push_str(inner);
                } else {
                    out.push_str(&format!("[{inner}]({inner})"));
                }
                rest = &after[inner.len() + 1..];
            }
            Some(inner) if is_tag(inner) => rest = &after[inner.len() + 1..],
            _ => {
                // A sign of comparison.
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn is_tag(inner: &str) -> bool {
    inner
        .trim_start_matches('/')
        .starts_with(|first: char| first.is_ascii_alphabetic() || "!?".contains(first))
}

/// At most so many characters, cut between words.
pub fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let kept = cut.rfind(char::is_whitespace).filter(|at| *at > most / 2);
    format!("{}…", kept.map_or(cut.as_str(), |at| &cut[..at]).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii_and_whole() {
        assert_eq!(
            address("https://x.fr/été", "a b/donnees/é#1.csv"),
            "https://x.fr/%C3%A9t%C3%A9/a%20b/donnees/%C3%A9%231.csv"
        );
        assert_eq!(
            written("https://x.fr/é?a=%20 b"),
            "https://x.fr/%C3%A9?a=%20%20b"
        );
    }

    #[test]
    fn descriptions_hold_no_tag() {
        for (text, expected) in [
            (
                "voir <https://x.fr/a> ici",
                "voir [https://x.fr/a](https://x.fr/a) ici",
            ),
            ("<p>un <b>deux</b></p>", "un deux"),
            ("x < 5 et y<3", "x < 5 et y<3"),
            ("x<y", "x<y"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("<!-- x -->y", "y"),
            ("fin <", "fin <"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
