//! Text into HTML: what keeps an author's words from being anything but words.

/// How plain text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// No-break spaces where French asks for them and a plain space stands.
    French,
    /// As written.
    AsWritten,
}

/// Appends text, escaped for element content and for quoted attributes alike.
pub fn push_text(out: &mut String, text: &str, spacing: Spacing) {
    let bytes = text.as_bytes();
    out.reserve(text.len());
    let mut done = 0;
    let mut at = 0;
    while let Some(next) = bytes[at..]
        .iter()
        .position(|byte| !PLAIN[usize::from(*byte)])
    {
        at += next;
        let replacement = match bytes[at] {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'>' => Some("&gt;"),
            b'"' => Some("&quot;"),
            b' ' => (spacing == Spacing::French && sticks(bytes, at)).then_some("\u{a0}"),
            // A control character is not allowed in HTML, whatever wrote it.
            _ => Some(""),
        };
        if let Some(replacement) = replacement {
            out.push_str(&text[done..at]);
            out.push_str(replacement);
            done = at + 1;
        }
        at += 1;
    }
    out.push_str(&text[done..]);
}

/// Bytes that pass as they are, whatever stands beside them.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        let control = matches!(byte, 0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F);
        let marks = byte == b'&' as usize
            || byte == b'<' as usize
            || byte == b'>' as usize
            || byte == b'"' as usize
            || byte == b' ' as usize;
        plain[byte] = !control && !marks;
        byte += 1;
    }
    plain
};

/// Whether the space at `at` must not break a line, in French.
fn sticks(bytes: &[u8], at: usize) -> bool {
    const OPENING: &[u8] = "«".as_bytes();
    const CLOSING: &[u8] = "»".as_bytes();
    const EURO: &[u8] = "€".as_bytes();
    let after = &bytes[at + 1..];
    match after.first() {
        // Most spaces stand between two words.
        Some(b'a'..=b'z') if at == 0 || bytes[at - 1].is_ascii_lowercase() => false,
        Some(b':' | b';' | b'!' | b'?') => true,
        // `31 %`, and not `{% raw %}`: the number may end the words before, out of sight.
        Some(b'%') => at == 0 || bytes[at - 1].is_ascii_digit(),
        _ => {
            after.starts_with(CLOSING) || after.starts_with(EURO) || bytes[..at].ends_with(OPENING)
        }
    }
}

/// Appends text as it is written, escaped.
pub fn push_plain(out: &mut String, text: &str) {
    push_text(out, text, Spacing::AsWritten);
}

/// The same words with French no-break spaces, not escaped: for a view, which the template escapes.
pub fn spaced(text: &str, spacing: Spacing) -> String {
    if spacing == Spacing::AsWritten {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b' ' && sticks(bytes, at) {
            out.push_str(&text[done..at]);
            out.push('\u{a0}');
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Appends the path of a file of the site as a part of an address: everything that could mean something else, and
/// everything outside ASCII, is percent-encoded. `/` stays.
pub fn push_path(out: &mut String, path: &str) {
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

/// The path of a file of the site as a part of an address.
pub fn path(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    push_path(&mut out, path);
    out
}

/// Appends an address that an author wrote, for a quoted attribute: escaped, and what no address may hold encoded.
pub fn push_address(out: &mut String, address: &str) {
    for character in address.trim().chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '^' => out.push_str("%5E"),
            '`' => out.push_str("%60"),
            '{' => out.push_str("%7B"),
            '|' => out.push_str("%7C"),
            '}' => out.push_str("%7D"),
            ' ' => out.push_str("%20"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            control if control.is_control() => {}
            blank if blank.is_whitespace() => {
                let mut buffer = [0; 4];
                push_path(out, blank.encode_utf8(&mut buffer));
            }
            other => out.push(other),
        }
    }
}

/// The host of an address, lower case, or nothing if the address names none that a policy can hold.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.trim().split_once("://")?.1;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let name = host.split(':').next()?;
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
    plain.then_some(host).filter(|host| {
        host.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'))
    })
}

/// An address shortened for reading: no scheme, no `www.`, the middle left out beyond `limit` characters.
pub fn short_address(address: &str, limit: usize) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let rest = rest.trim_end_matches('/');
    let count = rest.chars().count();
    if count <= limit {
        return rest.to_owned();
    }
    let host = rest.split('/').next().unwrap_or(rest);
    let room = limit.saturating_sub(host.chars().count() + 3).max(8);
    let tail: String = rest.chars().skip(count.saturating_sub(room)).collect();
    format!("{host}/…{}", tail.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_french_spaces() {
        let mut out = String::new();
        push_text(
            &mut out,
            "« a » : 31 % <b> & \"c\" ? 4 €, d’e %}",
            Spacing::French,
        );
        assert_eq!(
            out,
            "«\u{a0}a\u{a0}»\u{a0}: 31\u{a0}% &lt;b&gt; &amp; &quot;c&quot;\u{a0}? 4\u{a0}€, d’e %}"
        );
        let mut out = String::new();
        push_text(&mut out, "a : b\u{0}", Spacing::AsWritten);
        assert_eq!(out, "a : b");
        assert_eq!(spaced("été : 3 %", Spacing::French), "été\u{a0}: 3\u{a0}%");
    }

    #[test]
    fn paths_and_addresses_hold() {
        assert_eq!(path("équipe/a b#1%.png"), "%C3%A9quipe/a%20b%231%25.png");
        let mut out = String::new();
        push_address(&mut out, " https://x.fr/a\"onload=b <c>&d ");
        assert_eq!(out, "https://x.fr/a%22onload=b%20%3Cc%3E&amp;d");
    }

    #[test]
    fn hosts_that_a_policy_can_hold() {
        assert_eq!(host("https://a.fr/x"), Some("a.fr"));
        assert_eq!(host("https://u@a.fr:8080?x"), Some("a.fr:8080"));
        assert_eq!(host("https://a.fr; script-src *"), None);
        assert_eq!(host("https://'self'/"), None);
        assert_eq!(host("mailto:a@b"), None);
    }

    #[test]
    fn long_addresses_keep_host_and_end() {
        assert_eq!(
            short_address("https://www.data.gouv.fr/fr/", 40),
            "data.gouv.fr/fr"
        );
        assert_eq!(
            short_address(
                "https://exemple.fr/un/tres/long/chemin/vers/une/page.html?x=1",
                34
            ),
            "exemple.fr/…in/vers/une/page.html"
        );
    }
}
