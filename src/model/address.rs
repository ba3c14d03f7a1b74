//! Addresses: what host they name, what a team should not have left in them, which of them can be shown in a frame.
//!
//! Facts about the hosts were counted over 59 real logbooks.

use crate::model::body::EmbedService;
use crate::text::{is_blank, occurrences};

/// `//host/x` → `https://host/x`; blanks at both ends dropped. The rest stays.
pub fn complete(address: &str) -> String {
    let trimmed = address.trim_matches(is_blank);
    if trimmed.starts_with("//") {
        format!("https:{trimmed}")
    } else {
        trimmed.to_owned()
    }
}

/// The host of an http or https address, lower case, without user and port.
pub fn host(address: &str) -> Option<&str> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .or_else(|| address.strip_prefix("//"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?;
    (!host.is_empty()).then_some(host)
}

/// Whether an address carries a user's name or password before its host.
pub fn names_user(address: &str) -> bool {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\'])
        .next()
        .is_some_and(|authority| authority.contains('@'))
}

/// The scheme of an absolute address as a browser would read it: white space and control characters that browsers
/// skip are skipped here too. Nothing for a relative address.
pub fn scheme(address: &str) -> Option<String> {
    let cleaned: String = address
        .chars()
        .filter(|found| !found.is_control() && !is_blank(*found))
        .collect();
    let colon = cleaned.find(':')?;
    let scheme = &cleaned[..colon];
    let valid = scheme.starts_with(|found: char| found.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// An address as it is published, and the query keys that were taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    pub address: String,
    pub removed: Vec<String>,
}

/// Unwraps a redirector, drops tracking parameters, and uses https where the host is known to serve it.
pub fn clean(address: &str) -> Cleaned {
    let mut address = complete(address);
    let mut removed = Vec::new();
    for redirector in ["l.facebook.com", "lm.facebook.com", "l.messenger.com"] {
        if host(&address) == Some(redirector)
            && let Some(target) = query_value(&address, "u")
            && let Some(target) = percent_decode(target)
            && (target.starts_with("https://") || target.starts_with("http://"))
        {
            removed.push(redirector.to_owned());
            address = target;
        }
    }
    if let Some((before, rest)) = address.split_once('?') {
        let (query, fragment) = rest
            .split_once('#')
            .map_or((rest, None), |(query, fragment)| (query, Some(fragment)));
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| {
                let key = pair.split('=').next().unwrap_or("");
                let tracks =
                    key == "fbclid" || key == "gclid" || key.starts_with("utm_") || key == "ouid";
                if tracks {
                    removed.push(key.to_owned());
                }
                !tracks && !pair.is_empty()
            })
            .collect();
        let mut cleaned = before.to_owned();
        if !kept.is_empty() {
            cleaned.push('?');
            cleaned.push_str(&kept.join("&"));
        }
        if let Some(fragment) = fragment {
            cleaned.push('#');
            cleaned.push_str(fragment);
        }
        if !removed.is_empty() {
            address = cleaned;
        }
    }
    if let Some(rest) = address.strip_prefix("http://umap.") {
        address = format!("https://umap.{rest}");
    }
    removed.sort();
    removed.dedup();
    Cleaned { address, removed }
}

fn query_value<'a>(address: &'a str, key: &str) -> Option<&'a str> {
    let query = address.split_once('?')?.1.split('#').next()?;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
}

/// Decodes `%41`; nothing if what comes out is not UTF-8.
pub fn percent_decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = text.get(at + 1..at + 3);
        match (
            bytes[at],
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'%', Some(byte)) if pair.is_some_and(|pair| !pair.starts_with('+')) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// The frame and the page of a uMap map: `/fr/map/NAME_ID`, `/m/ID`. The id is the last digits.
pub fn umap(address: &str) -> Option<(String, String)> {
    let cleaned = clean(address).address;
    let host = host(&cleaned)?;
    if !matches!(
        host,
        "umap.openstreetmap.fr"
            | "umap.openstreetmap.de"
            | "u.osmfr.org"
            | "framacarte.org"
            | "umap.incubateur.anct.gouv.fr"
    ) {
        return None;
    }
    let path = cleaned.split(['?', '#']).next()?;
    let path = path.split_once(host)?.1.trim_end_matches('/');
    let id = match path.rsplit_once("/m/") {
        Some((_, id)) => id,
        None => path.split_once("/map/")?.1.rsplit('_').next()?,
    };
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hash = cleaned.split_once('#').map_or("", |(_, hash)| hash);
    let mut page = format!("https://{host}{path}");
    if !hash.is_empty() {
        page.push('#');
        page.push_str(hash);
    }
    // The short host only redirects: its maps live on the French instance.
    let frame = if host == "u.osmfr.org" {
        format!("https://umap.openstreetmap.fr/m/{id}/")
    } else {
        format!("https://{host}{path}")
    };
    let options = "?scaleControl=false&miniMap=false&scrollWheelZoom=false&allowEdit=false&moreControl=false&searchControl=false&captionBar=false";
    let hash = if hash.is_empty() {
        String::new()
    } else {
        format!("#{hash}")
    };
    Some((format!("{frame}{options}{hash}"), page))
}

/// `images/image12.png`: a name that a converter gives to a picture that it does not save.
pub fn is_converter_name(source: &str) -> bool {
    let Some(rest) = source.strip_prefix("images/image") else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with('.')
}

/// The first bare address of some words, with what stands before and after it. It ends before `**`, white space,
/// brackets and a final stop; parentheses inside it balance (`Commune_(France)`).
pub fn bare(text: &str) -> Option<(&str, &str, &str)> {
    let start = occurrences(text, "http").find(|at| {
        let rest = &text[at + "http".len()..];
        rest.starts_with("://") || rest.starts_with("s://")
    })?;
    let mut depth = 0_usize;
    let rest = &text[start..];
    let mut end = rest.len();
    for (at, found) in rest.char_indices() {
        let stops = match found {
            '(' => {
                depth += 1;
                false
            }
            ')' if depth == 0 => true,
            ')' => {
                depth -= 1;
                false
            }
            '<' | '>' | '"' | '“' | '”' | '«' | '»' | ']' | '[' | '`' | '|' => true,
            '*' => rest[at..].starts_with("**"),
            _ => is_blank(found),
        };
        if stops {
            end = at;
            break;
        }
    }
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '’', '…']);
    let host = address.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() || host.starts_with('/') {
        return None;
    }
    Some((&text[..start], address, &rest[address.len()..]))
}

/// The service of an address that may be shown in a frame, the frame's address and the page to open.
pub fn embed(address: &str) -> Option<(EmbedService, String, String)> {
    if let Some((frame, page)) = umap(address) {
        return Some((EmbedService::Umap, frame, page));
    }
    let cleaned = clean(address).address;
    let frame = cleaned
        .strip_prefix("http://")
        .map_or(cleaned.clone(), |rest| format!("https://{rest}"));
    if !frame.starts_with("https://") || frame.contains(is_blank) {
        return None;
    }
    let host = host(&frame)?;
    let path = frame.split_once(host)?.1;
    let service = match host {
        "public.flourish.studio" | "flo.uri.sh" => EmbedService::Flourish,
        "datawrapper.dwcdn.net" => EmbedService::Datawrapper,
        "app.rawgraphs.io" => EmbedService::Rawgraphs,
        "www.canva.com" | "canva.com" => EmbedService::Canva,
        "docs.google.com" if path.contains("pubchart") => EmbedService::GoogleChart,
        _ => return None,
    };
    Some((service, frame.clone(), frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cleaned() {
        for (written, cleaned) in [
            (
                "//umap.openstreetmap.fr/x",
                "https://umap.openstreetmap.fr/x",
            ),
            (" https://a.fr/x?fbclid=1&id=2#h ", "https://a.fr/x?id=2#h"),
            ("https://a.fr/x?fbclid=1#h", "https://a.fr/x#h"),
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.fr%2Fb&h=x",
                "https://a.fr/b",
            ),
            (
                "https://docs.google.com/d/1/edit?usp=drive_web&ouid=12&rtpof=true",
                "https://docs.google.com/d/1/edit?usp=drive_web&rtpof=true",
            ),
            ("http://a.fr/?", "http://a.fr/?"),
        ] {
            assert_eq!(clean(written).address, cleaned);
        }
    }

    #[test]
    fn maps_are_known_in_every_form() {
        for written in [
            "http://umap.openstreetmap.fr/fr/map/commerces_838452?fbclid=x#14/49.2/1.03",
            "//umap.openstreetmap.fr/es/map/carte-des-points_838647?scaleControl=false",
            "http://u.osmfr.org/m/838647/",
        ] {
            assert!(umap(written).is_some(), "{written}");
        }
        for written in [
            "https://umap.openstreetmap.fr/",
            "https://umap.openstreetmap.fr/fr/map/recensement_",
            "https://exemple.fr/map/x_1",
        ] {
            assert_eq!(umap(written), None);
        }
    }

    #[test]
    fn schemes_are_read_as_browsers_do() {
        assert_eq!(
            scheme("java\tscript:alert(1)").as_deref(),
            Some("javascript")
        );
        assert_eq!(scheme(" HTTPS://x").as_deref(), Some("https"));
        assert_eq!(scheme("jour-2.md#a:b"), None);
        assert_eq!(scheme("dossier/a:b"), None);
    }
}
