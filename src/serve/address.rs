//! From the target of a request to a file of the site.

/// Where a request leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of the site.
    File(String),
    /// The stream of news.
    News,
    /// A file of the preview's own.
    Own(&'static str),
    /// The same address with `/` at its end.
    Moved(String),
    Missing,
    /// No address of ours: malformed, or an attempt to leave the site.
    Refused,
}

/// Folder of the preview's own addresses. A site has no hidden folder, so nothing of it is hidden by this one.
pub const OWN: &str = ".carnet";

/// Finds the file of a target, as a request has it. `has` says whether the site holds a path; nothing else is looked
/// up, so no address leads outside the site.
pub fn resolve(target: &str, has: impl Fn(&str) -> bool) -> Target {
    let path = target.split(['?', '#']).next().unwrap_or("");
    let Some(path) = path.strip_prefix('/').and_then(decode) else {
        return Target::Refused;
    };
    let odd = |character: char| character.is_control() || character == '\\';
    if path.contains(odd) || path.split('/').any(|part| part == ".." || part == ".") {
        return Target::Refused;
    }
    if let Some(own) = path.strip_prefix(OWN).and_then(|own| own.strip_prefix('/')) {
        return match own {
            "news" => Target::News,
            "live.js" => Target::Own("live.js"),
            "live.css" => Target::Own("live.css"),
            _ => Target::Missing,
        };
    }
    if path.is_empty() || path.ends_with('/') {
        let index = format!("{path}index.html");
        return match has(&index) {
            true => Target::File(index),
            false => Target::Missing,
        };
    }
    if has(&path) {
        return Target::File(path);
    }
    // Static hosts serve `/equipe/jour-3` from `jour-3.html`, and lead `/equipe` to its folder.
    let page = format!("{path}.html");
    if has(&page) {
        return Target::File(page);
    }
    if has(&format!("{path}/index.html")) {
        // Relative: an address that starts with two slashes would lead to another server.
        let last = path.rsplit('/').next().unwrap_or(&path);
        return Target::Moved(format!("{}/", encode(last)));
    }
    Target::Missing
}

/// The value of a name in the query of a target; nothing when it is not there, or malformed.
pub fn query(target: &str, name: &str) -> Option<String> {
    let (_, query) = target.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(own, _)| *own == name)?;
    decode(value)
}

/// Percent-decoding, once; nothing when it is malformed or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == b'%' {
            let digits = bytes.get(index + 1..index + 3)?;
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            let digits = std::str::from_utf8(digits).ok()?;
            out.push(u8::from_str_radix(digits, 16).ok()?);
            index += 3;
        } else {
            out.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8(out).ok()
}

fn encode(part: &str) -> String {
    let mut out = String::new();
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(target: &str) -> Target {
        let site = [
            "index.html",
            "404.html",
            "a b/index.html",
            "a b/jour-1.html",
            "a b/data/é.csv",
        ];
        resolve(target, |path| site.contains(&path))
    }

    #[test]
    fn addresses_lead_to_files_of_the_site() {
        let file = |path: &str| Target::File(path.into());
        for (target, expected) in [
            ("/", file("index.html")),
            ("/?q=1", file("index.html")),
            ("/a%20b/", file("a b/index.html")),
            ("/a%20b/jour-1.html", file("a b/jour-1.html")),
            ("/a%20b/jour-1", file("a b/jour-1.html")),
            ("/a%20b/data/%C3%A9.csv", file("a b/data/é.csv")),
            ("/a%20b", Target::Moved("a%20b/".into())),
            ("/a%20b/data/", Target::Missing),
            ("/nothing", Target::Missing),
            ("/.carnet/news", Target::News),
            ("/.carnet/live.js", Target::Own("live.js")),
            ("/.carnet/cache", Target::Missing),
        ] {
            assert_eq!(find(target), expected, "{target}");
        }
        let query = |target| query(target, "page");
        assert_eq!(
            query("/.carnet/news?a=b&page=%C3%A9%2Fa.html").as_deref(),
            Some("é/a.html")
        );
        assert_eq!(query("/.carnet/news"), None);
        assert_eq!(query("/.carnet/news?page=%zz"), None);
    }

    #[test]
    fn nothing_leads_out() {
        for target in [
            "/../book.toml",
            "/a%20b/../../book.toml",
            "/%2e%2e/book.toml",
            "/..%2fbook.toml",
            "/%2e%2e%5cbook.toml",
            "/..\\book.toml",
            "/a%00.html",
            "/%zz",
            "/%ff",
            "/%2",
            "http://127.0.0.1/",
            "*",
            "",
        ] {
            assert_eq!(find(target), Target::Refused, "{target}");
        }
        for target in ["//etc/passwd", "/%252e%252e/book.toml", "/C:/Windows"] {
            assert_eq!(find(target), Target::Missing, "{target}");
        }
    }
}
