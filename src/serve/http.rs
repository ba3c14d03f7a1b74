//! HTTP/1.1 as far as a preview needs it: the head of a request, the head of an answer. The only home of `httparse`.

/// The head of a request may hold so many bytes.
pub const HEAD: usize = 16 << 10;
const HEADERS: usize = 64;

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub is_head: bool,
    /// As sent: percent-encoded, with the query.
    pub target: String,
    pub host: Option<String>,
    pub range: Option<String>,
}

/// What became of the bytes read so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    Request(Request),
    /// More is to come.
    Partial,
    /// The status that answers it.
    Refused(Status),
}

/// The statuses that are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Ok,
    PartialContent,
    MovedPermanently,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    RangeNotSatisfiable,
    HeadTooLarge,
    Unavailable,
}

impl Status {
    /// Number and reason, as the first line has them.
    pub fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::PartialContent => "206 Partial Content",
            Status::MovedPermanently => "301 Moved Permanently",
            Status::BadRequest => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
            Status::RangeNotSatisfiable => "416 Range Not Satisfiable",
            Status::HeadTooLarge => "431 Request Header Fields Too Large",
            Status::Unavailable => "503 Service Unavailable",
        }
    }
}

/// Reads the head of a request from the bytes that came so far.
pub fn parse(bytes: &[u8]) -> Parsed {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) if bytes.len() < HEAD => return Parsed::Partial,
        Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => {
            return Parsed::Refused(Status::HeadTooLarge);
        }
        Err(_) => return Parsed::Refused(Status::BadRequest),
    }
    let is_head = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Parsed::Refused(Status::MethodNotAllowed),
    };
    let header = |name: &str| {
        let mut found = request
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case(name));
        let value = found.next()?.value;
        // Two hosts in one request are a way to fool a server.
        if found.next().is_some() {
            return Some(String::new());
        }
        Some(String::from_utf8_lossy(value).trim().to_owned())
    };
    Parsed::Request(Request {
        is_head,
        target: request.path.unwrap_or("/").to_owned(),
        host: header("host"),
        range: header("range"),
    })
}

/// The head of an answer; its body follows. Nothing of a preview is kept by a browser without asking again.
pub fn head(status: Status, kind: &str, length: Option<u64>, more: &[(&str, &str)]) -> String {
    let mut out = format!("HTTP/1.1 {}\r\nConnection: close\r\n", status.line());
    if !kind.is_empty() {
        out.push_str(&format!("Content-Type: {kind}\r\n"));
    }
    if let Some(length) = length {
        out.push_str(&format!("Content-Length: {length}\r\n"));
    }
    out.push_str(
        "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\n",
    );
    for (name, value) in more {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    out
}

/// Whether a `Host` names this server: its own address, or this machine by name. A page of another site that makes its
/// own name lead here (DNS rebinding) is refused.
///
/// `hostname` is what the server listens on; on every interface (`0.0.0.0`, `::`) any address in figures is its own.
pub fn is_own_host(host: Option<&str>, hostname: &str) -> bool {
    let Some(host) = host else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let name = name.trim_end_matches('.');
    if name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(hostname) {
        return true;
    }
    let Ok(address) = name.parse::<std::net::IpAddr>() else {
        return false;
    };
    let everywhere = hostname
        .parse::<std::net::IpAddr>()
        .is_ok_and(|own| own.is_unspecified());
    address.is_loopback() || everywhere
}

/// The media type of a file, by the end of its name.
pub fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "umap" => "application/json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "ttl" => "text/turtle; charset=utf-8",
        "rdf" => "application/rdf+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "yml" | "yaml" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_and_others_are_refused() {
        let bytes =
            b"GET /a%20b.html?x HTTP/1.1\r\nHost: localhost:3000\r\nRange: bytes=0-1\r\n\r\n";
        let Parsed::Request(request) = parse(bytes) else {
            panic!("not read");
        };
        assert_eq!(request.target, "/a%20b.html?x");
        assert_eq!(request.host.as_deref(), Some("localhost:3000"));
        assert_eq!(request.range.as_deref(), Some("bytes=0-1"));
        assert_eq!(parse(b"GET / HTTP/1.1\r\nHost: a"), Parsed::Partial);
        for (bytes, status) in [
            (&b"POST / HTTP/1.1\r\n\r\n"[..], Status::MethodNotAllowed),
            (&b"\x16\x03\x01\x02\x00"[..], Status::BadRequest),
            (&[b'a'; HEAD][..], Status::HeadTooLarge),
        ] {
            assert_eq!(parse(bytes), Parsed::Refused(status));
        }
        let two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.org\r\n\r\n";
        let Parsed::Request(request) = parse(two) else {
            panic!("not read");
        };
        assert!(!is_own_host(request.host.as_deref(), "127.0.0.1"));
    }

    #[test]
    fn only_our_own_names_are_served() {
        for (host, hostname, own) in [
            ("localhost:3000", "127.0.0.1", true),
            ("127.0.0.1:3000", "127.0.0.1", true),
            ("[::1]:3000", "127.0.0.1", true),
            ("LOCALHOST.", "127.0.0.1", true),
            ("evil.org", "127.0.0.1", false),
            ("localhost.evil.org", "127.0.0.1", false),
            ("192.168.1.4:3000", "127.0.0.1", false),
            ("192.168.1.4:3000", "0.0.0.0", true),
            ("evil.org", "0.0.0.0", false),
            ("mon-poste:3000", "mon-poste", true),
            ("", "127.0.0.1", false),
        ] {
            assert_eq!(is_own_host(Some(host), hostname), own, "{host}, {hostname}");
        }
        assert!(!is_own_host(None, "127.0.0.1"));
    }
}
