//! The page of a preview: the page of the site, with the preview's script and style, and leave to ask this server.

/// What the site's policy says first; the preview adds that pages may ask their own server for news.
const POLICY: &str = "default-src 'none';";

/// A page as the preview sends it. `path` is its path in the site, `version` the build that made it.
pub fn page(bytes: &[u8], path: &str, version: u64) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replacen(POLICY, &format!("{POLICY} connect-src 'self';"), 1);
    let path = path
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let own = format!(
        "<link rel=\"stylesheet\" href=\"/.carnet/live.css\">\n\
         <script src=\"/.carnet/live.js\" data-path=\"{path}\" data-version=\"{version}\" defer></script>\n"
    );
    match text.find("</head>") {
        Some(at) => format!("{}{own}{}", &text[..at], &text[at..]).into_bytes(),
        // A page of a theme without a head: it is shown as it is.
        None => text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_asks_for_news() {
        let bytes =
            b"<head><meta content=\"default-src 'none'; img-src 'self'\"></head><body></body>";
        let text = String::from_utf8(page(bytes, "a\"b.html", 3)).unwrap();
        assert!(text.contains("default-src 'none'; connect-src 'self'; img-src 'self'"));
        assert!(
            text.contains(
                "data-path=\"a&quot;b.html\" data-version=\"3\" defer></script>\n</head>"
            )
        );
    }
}
