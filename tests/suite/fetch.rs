//! `carnet fetch` against a small server on loopback that misbehaves in every way that real ones do.

use carnet::diag::Severity;
use carnet::disk::download::{FetchOptions, Fetched, Outcome, fetch};
use carnet::fetch::{Failure, RemoteIndex};
use carnet::picture::format::Format;
use carnet::source::Place;
use image::DynamicImage;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(30, 20)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

type Hits = Arc<Mutex<BTreeMap<String, usize>>>;

struct Server {
    address: SocketAddr,
    hits: Hits,
}

impl Server {
    /// Starts a server that lives as long as the test's process.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            hits: Hits::default(),
        };
        let hits = server.hits.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let hits = hits.clone();
                thread::spawn(move || answer(stream, &hits));
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn hits(&self, path: &str) -> usize {
        self.hits.lock().unwrap().get(path).copied().unwrap_or(0)
    }
}

fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

fn answer(mut stream: TcpStream, hits: &Hits) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    if reader.fill_buf().ok().and_then(<[u8]>::first) != Some(&b'G') {
        return;
    }
    let mut request = String::new();
    let _ = reader.read_line(&mut request);
    let mut agent = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        if line.to_lowercase().starts_with("user-agent:") {
            agent = line;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let count = {
        let mut hits = hits.lock().unwrap();
        let count = hits.entry(path.clone()).or_default();
        *count += 1;
        *count
    };
    let picture = png(30, 20);
    match path.split('?').next().unwrap_or_default() {
        "/good.png" if agent.contains("carnet/") => respond(&mut stream, "200 OK", "", &picture),
        "/wrong-type.txt" => respond(
            &mut stream,
            "200 OK",
            "Content-Type: text/html\r\n",
            &jpeg(),
        ),
        "/busy.png" if count < 3 => respond(&mut stream, "503 Busy", "", b""),
        "/busy.png" | "/%C3%A9t%C3%A9%20a.png" => respond(&mut stream, "200 OK", "", &picture),
        "/broken.png" => respond(&mut stream, "500 Oops", "", b""),
        "/private.png" => respond(&mut stream, "403 No", "", b""),
        "/page.png" => respond(
            &mut stream,
            "200 OK",
            "Content-Type: image/png\r\n",
            b"<!DOCTYPE html><title>Connexion</title>",
        ),
        "/photo.heic" => respond(
            &mut stream,
            "200 OK",
            "",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        ),
        "/empty.png" => respond(&mut stream, "200 OK", "", b""),
        "/bomb.gif" => respond(
            &mut stream,
            "200 OK",
            "",
            b"GIF89a\xFF\xFF\xFF\xFF\0\0\0\x3B",
        ),
        "/announced.png" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
            let _ = stream.write_all(&picture);
        }
        "/endless.png" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            let _ = stream.write_all(&picture[..33]);
            while stream.write_all(&[7; 4096]).is_ok() {}
        }
        "/slow.png" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
            for byte in &picture {
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
                thread::sleep(Duration::from_millis(50));
            }
        }
        "/silent.png" => thread::sleep(Duration::from_secs(3)),
        "/cut.png" => {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                picture.len()
            );
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&picture[..picture.len() / 2]);
        }
        // No length is announced: only the picture itself tells that its end is missing.
        "/cut-unannounced.png" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(&picture[..picture.len() - 4]);
        }
        "/moved.png" => respond(&mut stream, "302 Found", "Location: /good.png\r\n", b""),
        "/loop.png" => respond(&mut stream, "302 Found", "Location: /loop.png\r\n", b""),
        "/to-file.png" => respond(
            &mut stream,
            "302 Found",
            "Location: file:///etc/passwd\r\n",
            b"",
        ),
        _ => respond(&mut stream, "404 Not Found", "", b"<html>"),
    }
}

fn options() -> FetchOptions {
    FetchOptions {
        most_bytes: 1_000_000,
        timeout: Duration::from_millis(1500),
        pause: Duration::from_millis(5),
        allow_private: true,
        proxy: false,
        ..FetchOptions::default()
    }
}

fn place(line: usize) -> Place {
    Place {
        line,
        excerpt: "![](…)".into(),
        ..Place::file("content/arlysere/carnet.md")
    }
}

fn run(urls: &[String], folder: &Path, options: &FetchOptions) -> Fetched {
    let wanted: Vec<(String, Place)> = urls
        .iter()
        .enumerate()
        .map(|(at, url)| (url.clone(), place(at + 1)))
        .collect();
    fetch(&wanted, folder, options, &|_| ()).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn each_server_gets_what_it_deserves() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("images-distantes");
    let cases: Vec<(&str, Option<Failure>)> = vec![
        ("/good.png", None),
        ("/wrong-type.txt", None),
        ("/busy.png", None),
        ("/moved.png", None),
        ("/été a.png#fragment", None),
        ("/broken.png", Some(Failure::Status(500))),
        ("/private.png", Some(Failure::Status(403))),
        ("/absent.png", Some(Failure::Status(404))),
        ("/page.png", Some(Failure::Page)),
        ("/photo.heic", Some(Failure::NotPicture(Format::Heic))),
        ("/empty.png", Some(Failure::NotPicture(Format::Unknown))),
        (
            "/bomb.gif",
            Some(Failure::TooLarge {
                width: 65535,
                height: 65535,
            }),
        ),
        ("/announced.png", Some(Failure::TooHeavy(1))),
        ("/endless.png", Some(Failure::TooHeavy(1))),
        ("/slow.png", Some(Failure::Timeout)),
        ("/silent.png", Some(Failure::Timeout)),
        ("/cut.png", Some(Failure::Cut)),
        ("/cut-unannounced.png", Some(Failure::Cut)),
        ("/loop.png", Some(Failure::Redirects)),
        ("/to-file.png", Some(Failure::Address)),
    ];
    let mut urls: Vec<String> = cases.iter().map(|(path, _)| server.url(path)).collect();
    urls.push("ftp://example.org/x.png".into());
    // A server that does not speak TLS.
    let plain = server.url("/good.png").replace("http:", "https:");
    urls.push(plain.clone());
    let fetched = run(&urls, &folder, &options());
    assert_eq!(
        fetched.outcomes[&plain],
        Outcome::Failed(Failure::Unreachable)
    );
    for (path, failure) in &cases {
        let outcome = fetched.outcomes[&server.url(path)];
        match failure {
            None => assert!(
                matches!(outcome, Outcome::Fetched(_)),
                "{path}: {outcome:?}"
            ),
            Some(failure) => assert_eq!(outcome, Outcome::Failed(*failure), "{path}"),
        }
    }
    assert_eq!(fetched.failed(), 17);
    // Each failure is said once, at its line.
    assert_eq!(fetched.report.count(Severity::Hint), 17);
    let broken = &fetched.report.diagnostics().iter().find(|diagnostic| {
        diagnostic.code() == "image.fetch-status"
            && diagnostic
                .place
                .as_ref()
                .is_some_and(|place| place.line == 6)
    });
    assert!(broken.is_some());
    // Passing troubles are tried three times, lasting ones once; loops end.
    assert_eq!(server.hits("/busy.png"), 3);
    assert_eq!(server.hits("/broken.png"), 3);
    assert_eq!(server.hits("/absent.png"), 1);
    assert_eq!(server.hits("/loop.png"), 6);
    // Nothing is left but what the index names.
    let index = RemoteIndex::parse(&fs::read(folder.join("index.csv")).unwrap());
    let mut expected: Vec<String> = urls
        .iter()
        .filter_map(|url| index.get(url))
        .filter(|entry| entry.is_fetched())
        .map(|entry| entry.file.clone())
        .collect();
    assert_eq!(expected.len(), 5);
    assert!(
        expected
            .iter()
            .any(|name| name.starts_with("wrong-type-") && name.ends_with(".jpg"))
    );
    expected.push("index.csv".into());
    expected.sort();
    assert_eq!(files(&folder), expected);
    assert_eq!(
        index.get(&server.url("/absent.png")).unwrap().status,
        "status-404"
    );
}

#[test]
fn a_second_run_takes_up_where_the_first_one_stopped() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let urls: Vec<String> = (0..6)
        .map(|at| server.url(&format!("/good.png?{at}")))
        .collect();
    let first = run(&urls[..4], folder.path(), &options());
    assert_eq!((first.downloaded().0, first.present()), (4, 0));
    let before = fs::read(folder.path().join("index.csv")).unwrap();
    let index = RemoteIndex::parse(&before);
    let path = |at: usize| folder.path().join(&index.get(&urls[at]).unwrap().file);
    // One file is gone, another was changed without changing its size.
    fs::remove_file(path(0)).unwrap();
    let mut bytes = fs::read(path(1)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(path(1), bytes).unwrap();
    let second = run(&urls, folder.path(), &options());
    assert_eq!(
        (second.downloaded().0, second.present(), second.failed()),
        (4, 2, 0)
    );
    assert_eq!(server.hits("/good.png?2"), 1);
    assert_eq!(server.hits("/good.png?0"), 2);
    assert_eq!(server.hits("/good.png?1"), 2);
    // A third run visits nobody and writes nothing.
    let third = run(&urls, folder.path(), &options());
    assert_eq!(third.present(), 6);
    assert_eq!(server.hits("/good.png?5"), 1);
}

#[test]
fn the_machine_and_its_network_are_not_visited() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let port = server.address.port();
    let urls: Vec<String> = ["127.0.0.1", "localhost", "[::1]", "127.1", "0x7f000001"]
        .iter()
        .map(|host| format!("http://{host}:{port}/good.png"))
        .collect();
    let public = FetchOptions {
        allow_private: false,
        ..options()
    };
    let fetched = run(&urls, folder.path(), &public);
    for outcome in fetched.outcomes.values() {
        assert_eq!(*outcome, Outcome::Failed(Failure::Private));
    }
    assert!(server.hits.lock().unwrap().is_empty());
    assert_eq!(
        fetched.report.diagnostics()[0].code(),
        "image.fetch-private"
    );
}

#[test]
fn the_total_time_is_bounded_and_keeps_what_was_known() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let mut urls: Vec<String> = (0..40)
        .map(|at| server.url(&format!("/silent.png?{at}")))
        .collect();
    urls.push(server.url("/absent.png"));
    run(&urls[40..], folder.path(), &options());
    let short = FetchOptions {
        total: Duration::from_millis(700),
        ..options()
    };
    let start = Instant::now();
    let fetched = run(&urls, folder.path(), &short);
    assert!(start.elapsed() < Duration::from_secs(3));
    assert!(
        fetched
            .outcomes
            .values()
            .any(|outcome| *outcome == Outcome::Failed(Failure::NotTried))
    );
    let index = RemoteIndex::parse(&fs::read(folder.path().join("index.csv")).unwrap());
    assert_eq!(index.get(&urls[40]).unwrap().status, "status-404");
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = folder.path().join("images-distantes");
    std::os::unix::fs::symlink(elsewhere.path(), &link).unwrap();
    let wanted = [("https://example.org/x.png".to_owned(), place(1))];
    assert!(fetch(&wanted, &link, &options(), &|_| ()).is_err());
    assert!(files(elsewhere.path()).is_empty());
}
