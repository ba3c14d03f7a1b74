//! One connection: a request, its answer, the end. The stream of news stays open.

use super::preview::{Now, Preview};
use crate::disk::preview::Body;
use crate::serve::address::{self, Target};
use crate::serve::http::{self, HEAD, Parsed, Request, Status};
use crate::serve::{Range, news, page, range};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A request must have come whole within so long.
const READ: Duration = Duration::from_secs(10);
/// A sign of life on a stream that has nothing to tell, so that a page that is gone is noticed.
const SIGN: Duration = Duration::from_secs(15);

const SCRIPT: &str = include_str!("../../serve/live.js");
const STYLE: &str = include_str!("../../serve/live.css");

/// Reads a request and answers it.
///
/// # Errors
/// When the other side goes away, or takes too long.
pub fn answer(mut stream: TcpStream, preview: &Preview, hostname: &str) -> io::Result<()> {
    let request = match read(&mut stream)? {
        Parsed::Request(request) => request,
        Parsed::Partial => return Ok(()),
        Parsed::Refused(status) => return short(&mut stream, status, false),
    };
    let is_head = request.is_head;
    if !http::is_own_host(request.host.as_deref(), hostname) {
        return short(&mut stream, Status::Forbidden, is_head);
    }
    let now = preview.now();
    match address::resolve(&request.target, |path| now.edition.has(path)) {
        Target::File(path) => file(&mut stream, &now, &path, Status::Ok, &request),
        Target::Own("live.js") => own(&mut stream, "live.js", SCRIPT, is_head),
        Target::Own(_) => own(&mut stream, "live.css", STYLE, is_head),
        Target::News => {
            let page = address::query(&request.target, "page").unwrap_or_default();
            stream_news(&mut stream, preview, now, &page)
        }
        Target::Moved(place) => {
            let head = http::head(
                Status::MovedPermanently,
                "",
                Some(0),
                &[("Location", &place)],
            );
            stream.write_all(head.as_bytes())
        }
        Target::Missing if now.edition.has("404.html") => {
            file(&mut stream, &now, "404.html", Status::NotFound, &request)
        }
        // Nothing was built yet: the page that waits is there all the same, and fills itself.
        Target::Missing => {
            let waiting = page::page(
                b"<!doctype html><head></head><body></body>",
                "",
                now.told.version,
            );
            bytes(&mut stream, Status::NotFound, "a.html", &waiting, is_head)
        }
        Target::Refused => short(&mut stream, Status::BadRequest, is_head),
    }
}

fn read(stream: &mut TcpStream) -> io::Result<Parsed> {
    let end = Instant::now() + READ;
    let mut bytes = Vec::with_capacity(1024);
    let mut part = [0; 2048];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Parsed::Partial);
        }
        stream.set_read_timeout(Some(left))?;
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Ok(Parsed::Partial);
        }
        bytes.extend_from_slice(&part[..count]);
        bytes.truncate(HEAD);
        let parsed = http::parse(&bytes);
        if parsed != Parsed::Partial {
            return Ok(parsed);
        }
    }
}

fn file(
    stream: &mut TcpStream,
    now: &Now,
    path: &str,
    status: Status,
    request: &Request,
) -> io::Result<()> {
    let body = match now.edition.open(path) {
        Ok(body) => body,
        // A source that went since the last build; the next one is on its way.
        Err(_) => return short(stream, Status::NotFound, request.is_head),
    };
    match body {
        Body::Bytes(found) if path.ends_with(".html") => {
            let page = page::page(&found, path, now.told.version);
            bytes(stream, status, path, &page, request.is_head)
        }
        Body::Bytes(found) => {
            let length = found.len() as u64;
            let mut reader = io::Cursor::new(found);
            part(stream, path, length, &mut reader, request)
        }
        Body::File(mut found, length) => part(stream, path, length, &mut found, request),
    }
}

fn part<R: Read + Seek>(
    stream: &mut TcpStream,
    path: &str,
    length: u64,
    reader: &mut R,
    request: &Request,
) -> io::Result<()> {
    let kind = http::media_type(path);
    let accepts = ("Accept-Ranges", "bytes");
    let (first, last) = match range(request.range.as_deref(), length) {
        Range::Whole => {
            let head = http::head(Status::Ok, kind, Some(length), &[accepts]);
            stream.write_all(head.as_bytes())?;
            (0, length)
        }
        Range::Part(first, last) => {
            let part = format!("bytes {first}-{last}/{length}");
            let more = [accepts, ("Content-Range", part.as_str())];
            let head = http::head(Status::PartialContent, kind, Some(last - first + 1), &more);
            stream.write_all(head.as_bytes())?;
            (first, last + 1)
        }
        Range::Unsatisfiable => {
            let whole = format!("bytes */{length}");
            let more = [("Content-Range", whole.as_str())];
            let head = http::head(Status::RangeNotSatisfiable, "", Some(0), &more);
            return stream.write_all(head.as_bytes());
        }
    };
    if request.is_head {
        return Ok(());
    }
    reader.seek(SeekFrom::Start(first))?;
    io::copy(&mut reader.take(last - first), stream).map(drop)
}

fn own(stream: &mut TcpStream, path: &str, text: &str, is_head: bool) -> io::Result<()> {
    bytes(stream, Status::Ok, path, text.as_bytes(), is_head)
}

fn bytes(
    stream: &mut TcpStream,
    status: Status,
    path: &str,
    bytes: &[u8],
    is_head: bool,
) -> io::Result<()> {
    let kind = http::media_type(path);
    let head = http::head(status, kind, Some(bytes.len() as u64), &[]);
    stream.write_all(head.as_bytes())?;
    match is_head {
        true => Ok(()),
        false => stream.write_all(bytes),
    }
}

fn short(stream: &mut TcpStream, status: Status, is_head: bool) -> io::Result<()> {
    bytes(
        stream,
        status,
        "a.txt",
        format!("{}\n", status.line()).as_bytes(),
        is_head,
    )
}

fn stream_news(
    stream: &mut TcpStream,
    preview: &Preview,
    mut now: std::sync::Arc<Now>,
    page: &str,
) -> io::Result<()> {
    let head = http::head(Status::Ok, "text/event-stream; charset=utf-8", None, &[]);
    stream.write_all(head.as_bytes())?;
    stream.write_all(news::words(preview.language).as_bytes())?;
    let tell = |now: &Now| news::news(&now.told, page, preview.language);
    stream.write_all(tell(&now).as_bytes())?;
    loop {
        match preview.after(now.told.version, SIGN) {
            Some(next) => {
                now = next;
                stream.write_all(tell(&now).as_bytes())?;
            }
            None => stream.write_all(b": \n\n")?,
        }
    }
}
