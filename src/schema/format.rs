//! The formats of texts: address of a page, e-mail address, UUID, base64. Each says what the reference says.

use super::pattern::Pattern;
use std::sync::LazyLock;

/// A URI with a scheme: `https://exemple.fr`, `mailto:…`; not `www.exemple.fr`.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
}

/// An e-mail address: one `@`, a name, a domain with a dot.
pub fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    !domain.contains('@')
        && name.chars().count() <= 64
        && domain.chars().count() <= 253
        && is_domain(domain)
        && is_mailbox(name)
}

fn is_mailbox(name: &str) -> bool {
    let latin = |sign: char| matches!(sign, '\u{A0}'..='\u{24F}');
    let atom = |part: &str| {
        !part.is_empty()
            && part.chars().all(|sign| {
                sign.is_ascii_alphanumeric() || latin(sign) || "!#$%&'*+/=?^_`{}|~-".contains(sign)
            })
    };
    // The reference takes whatever starts with an accented letter.
    name.starts_with(latin)
        || name.split('.').all(atom)
        || QUOTED
            .as_ref()
            .is_some_and(|quoted| quoted.fits(name) == Some(true))
}

static QUOTED: LazyLock<Option<Pattern>> = LazyLock::new(|| {
    Pattern::new(r#""([\u00A0-\u024F\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f]|\\[\x09.])*""#)
});

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let Some((last, others)) = labels.split_last() else {
        return false;
    };
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let plain = |label: &str| {
        let bytes = label.as_bytes();
        !bytes.is_empty()
            && bytes.len() <= 63
            && bytes.iter().all(|&byte| letter(byte) || byte == b'-')
            && letter(bytes[0])
            && letter(bytes[bytes.len() - 1])
    };
    let top = |label: &str| {
        label.len() >= 2
            && (label.ends_with(|sign: char| sign.is_ascii_alphabetic()) || !label.is_ascii())
    };
    !others.is_empty() && others.iter().all(|label| plain(label)) && plain(last) && top(last)
}

/// A UUID, with or without hyphens, braces or `urn:uuid:`.
pub fn is_uuid(text: &str) -> bool {
    let plain = text.replace("urn:", "").replace("uuid:", "");
    let plain = plain.trim_matches(['{', '}']).replace('-', "");
    plain.len() == 32 && plain.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Base64 as lenient decoders read it: other signs are passed over, the padding must fit.
pub fn is_base64(text: &str) -> bool {
    if !text.is_ascii() {
        return false;
    }
    let (mut place, mut padding) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'=' => {
                padding += 1;
                if place >= 2 && place + padding >= 4 {
                    return true;
                }
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => {
                padding = 0;
                place = (place + 1) % 4;
            }
            _ => {}
        }
    }
    place == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_texts() {
        for good in [
            "contact@mairie.exemple.fr",
            "a.b+c@d-e.org",
            "élu@mairie.fr",
            "\"a!b\"@x.fr",
            "x@été.fr",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "contact",
            "a@b",
            "a@@b.fr",
            "a b@c.fr",
            "a@b.c",
            "a@-b.fr",
            "a@b.fr ",
            ".a@b.fr",
            "a@b..fr",
            "a@1.2.3.4",
            "\"@x.fr",
            "\"a b\"@x.fr",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(
            is_uri("https://exemple.fr/a b")
                && is_uri("mailto:x")
                && !is_uri("www.exemple.fr")
                && !is_uri("1a:b")
                && !is_uri(":x")
        );
        assert!(
            is_uuid("2bc1c94f-0deb-43e9-92a1-4775189ec9f8")
                && is_uuid("{2bc1c94f0deb43e992a14775189ec9f8}")
        );
        assert!(!is_uuid("2bc1c94f-0deb-43e9-92a1-4775189ec9fg") && !is_uuid(""));
        assert!(is_base64("aGVsbG8=") && is_base64("") && is_base64("aGVs bG8="));
        assert!(!is_base64("a") && !is_base64("aGVsbG8") && !is_base64("é"));
    }
}
