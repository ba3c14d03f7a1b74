//! `carnet serve` from outside, over a socket: what is served, what is refused, and that it never stops.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A preview of a project of its own, ended with the test.
struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start() -> Self {
        Server::start_with(&[])
    }

    /// With files of the project beside the usual ones, or options.
    fn start_with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("secret.txt"), "SECRET").unwrap();
        let project = root.join("project");
        write(&project, "book.toml", "[book]\ntitle = \"Essai\"\n");
        write(&project, "content/index.md", "# Accueil\n\nBonjour.\n");
        write(&project, "content/équipe #1/carnet.md", &logbook("un"));
        write(&project, "content/équipe #1/data/a.csv", "a;b\n1;2\n");
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            root.join("secret.txt"),
            project.join("content/équipe #1/data/secret.csv"),
        )
        .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_carnet"))
            .args(["serve", "-p", "0", "--lang", "en"])
            .args(options)
            .arg(&project)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.split("127.0.0.1:").nth(1).unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        Server {
            child,
            port,
            folder,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        stream
    }

    /// Sends bytes as they are; gives back the whole answer.
    fn send(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn get(&self, target: &str) -> String {
        self.send(&format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    /// Opens the stream of news and reads its first message.
    fn news(&self) -> BufReader<TcpStream> {
        self.news_of("").0
    }

    /// Opens the stream of news of a page; gives back its first message too.
    fn news_of(&self, page: &str) -> (BufReader<TcpStream>, serde_json::Value) {
        let mut stream = self.connect();
        let request = format!("GET /.carnet/news?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let first = next(&mut reader);
        (reader, first)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.folder.path().join("project"), path, text);
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn logbook(word: &str) -> String {
    format!(
        "# Carnet de bord de l'ouverture des données d'Essai\n\n## JOUR 1 – DIAGNOSTIC\n\nmot-{word} [a](data/a.csv)\n"
    )
}

/// The next message of news, as JSON.
fn next(reader: &mut BufReader<TcpStream>) -> serde_json::Value {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(reader.read_line(&mut line).unwrap() > 0, "the stream ended");
        if let Some(data) = line.strip_prefix("data: {\"version\"") {
            return serde_json::from_str(&format!("{{\"version\"{data}")).unwrap();
        }
    }
}

#[test]
fn pages_and_files_are_served_with_their_types() {
    let server = Server::start();
    let team = "/equipe-1";
    for (target, first, part) in [
        ("/", "HTTP/1.1 200", "Bonjour."),
        (&format!("{team}/jour-1.html")[..], "HTTP/1.1 200", "mot-un"),
        (&format!("{team}/jour-1")[..], "HTTP/1.1 200", "mot-un"),
        (team, "HTTP/1.1 301", "Location: equipe-1/"),
        ("/nothing", "HTTP/1.1 404", "text/html; charset=utf-8"),
        (
            "/assets/style.css",
            "HTTP/1.1 200",
            "text/css; charset=utf-8",
        ),
        (
            "/.carnet/live.js",
            "HTTP/1.1 200",
            "text/javascript; charset=utf-8",
        ),
    ] {
        let answer = server.get(target);
        assert!(answer.starts_with(first), "{target}: {answer}");
        assert!(answer.contains(part), "{target}: {answer}");
    }
    let csv = "/%C3%A9quipe%20%231/data/a.csv";
    let range = server.send(&format!(
        "GET {csv} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=2-3\r\n\r\n"
    ));
    assert!(range.starts_with("HTTP/1.1 206"), "{range}");
    assert!(range.contains("Content-Range: bytes 2-3/8"), "{range}");
    assert!(range.ends_with("\r\n\r\nb\n"), "{range}");
    let head = server.send(&format!("HEAD {csv} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    assert!(head.contains("Content-Length: 8"), "{head}");
}

#[test]
fn nothing_outside_the_site_is_readable() {
    let server = Server::start();
    for target in [
        "/../secret.txt",
        "/../../../../../../etc/passwd",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%C3%A9quipe%20%231/data/secret.csv",
        "/%C3%A9quipe%20%231/data/",
        "/book.toml",
        "/content/index.md",
        "//etc/passwd",
        "/assets/",
        "/.carnet/cache",
        "/.git/config",
        "/a%00.html",
    ] {
        let answer = server.get(target);
        assert!(
            answer.starts_with("HTTP/1.1 4"),
            "{target}: {}",
            answer.lines().next().unwrap_or_default()
        );
        assert!(
            !answer.contains("SECRET") && !answer.contains("root:"),
            "{target}"
        );
    }
    for (request, status) in [
        ("GET / HTTP/1.1\r\nHost: evil.org\r\n\r\n", "403"),
        (
            "GET /.carnet/news HTTP/1.1\r\nHost: evil.org:80\r\n\r\n",
            "403",
        ),
        ("GET / HTTP/1.1\r\n\r\n", "403"),
        (
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
            "405",
        ),
        ("nonsense\r\n\r\n", "400"),
    ] {
        let answer = server.send(request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request}: {answer}"
        );
    }
    let huge = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
        "a".repeat(100_000)
    );
    let mut stream = server.connect();
    let _ = stream.write_all(huge.as_bytes());
    let mut start = [0; 12];
    if stream.read_exact(&mut start).is_ok() {
        assert_eq!(&start, b"HTTP/1.1 431");
    }
    assert!(
        server.get("/").starts_with("HTTP/1.1 200"),
        "it still answers"
    );
}

#[test]
fn many_connections_and_slow_ones_do_not_stop_it() {
    let server = Server::start();
    let mut slow: Vec<TcpStream> = Vec::new();
    for _ in 0..400 {
        let mut stream = server.connect();
        stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
        slow.push(stream);
    }
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    assert!(server.get("/").starts_with("HTTP/1.1 200"));
                }
            });
        }
    });
}

#[test]
fn a_save_is_told_and_a_mistake_leaves_the_last_good_site() {
    let server = Server::start();
    let mut news = server.news();
    server.write("content/équipe #1/carnet.md", &logbook("deux"));
    let told = next(&mut news);
    assert_eq!(told["good"], true);
    let changed: Vec<&str> = told["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|path| path.as_str().unwrap())
        .collect();
    assert!(changed.contains(&"equipe-1/jour-1.html"), "{changed:?}");
    assert!(!changed.contains(&"plan-du-site.html"), "{changed:?}");
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-deux"));

    server.write("book.toml", "[book\ntitle = \"Essai\"\n");
    let told = next(&mut news);
    assert_eq!(told["good"], false);
    assert!(told["errors"].as_u64().unwrap() > 0);
    assert_eq!(told["problems"][0]["file"], "book.toml");
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-deux"));

    server.write("book.toml", "[book]\ntitle = \"Autre titre\"\n");
    let told = next(&mut news);
    assert_eq!(told["good"], true);
    assert!(server.get("/").contains("Autre titre"));

    // A folder that goes and comes back is followed too.
    let content = server.folder.path().join("project/content");
    fs::rename(&content, server.folder.path().join("away")).unwrap();
    while next(&mut news)["good"] == true {}
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-deux"));
    fs::rename(server.folder.path().join("away"), &content).unwrap();
    while next(&mut news)["good"] == false {}
    server.write("content/équipe #1/carnet.md", &logbook("trois"));
    while !server.get("/equipe-1/jour-1.html").contains("mot-trois") {
        next(&mut news);
    }
}

#[test]
fn ranges_are_served_as_browsers_ask_for_them() {
    let server = Server::start();
    let csv = "/%C3%A9quipe%20%231/data/a.csv";
    for (range, status, part, body) in [
        ("bytes=0-0", "206", "Content-Range: bytes 0-0/8", "a"),
        ("bytes=4-", "206", "Content-Range: bytes 4-7/8", "1;2\n"),
        ("bytes=-2", "206", "Content-Range: bytes 6-7/8", "2\n"),
        (
            "bytes=2-999",
            "206",
            "Content-Range: bytes 2-7/8",
            "b\n1;2\n",
        ),
        ("bytes=8-", "416", "Content-Range: bytes */8", ""),
        ("bytes=99999999999999999999-", "4", "", ""),
        ("bytes=5-2", "200", "Content-Length: 8", "a;b\n1;2\n"),
        ("lines=1-2", "200", "Content-Length: 8", "a;b\n1;2\n"),
        ("bytes=0-1,3-4", "200", "Content-Length: 8", "a;b\n1;2\n"),
    ] {
        let answer = server.send(&format!(
            "GET {csv} HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\n\r\n"
        ));
        // A number that no file has may be refused or ignored.
        let odd = range.len() > 20 && answer.starts_with("HTTP/1.1 2");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")) || odd,
            "{range}: {answer}"
        );
        assert!(answer.contains(part), "{range}: {answer}");
        assert!(
            answer.ends_with(&format!("\r\n\r\n{body}")) || odd,
            "{range}: {answer}"
        );
    }
}

#[test]
fn a_thousand_connections_are_answered() {
    let server = Server::start();
    let streams: Vec<TcpStream> = (0..1000)
        .map(|_| {
            let mut stream = server.connect();
            stream
                .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .unwrap();
            stream
        })
        .collect();
    for mut stream in streams {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 200") && text.ends_with("</html>\n"),
            "{text}"
        );
    }
}

#[test]
fn a_page_is_told_of_its_own_and_shows_what_is_not_published() {
    let server = Server::start();
    let mut news = server.news();
    server.write(
        "content/équipe #1/carnet.md",
        "# Carnet de bord de l'ouverture des données d'Essai\n\n## JOUR 1 – DIAGNOSTIC\n\n\
         > [!interne] Pour Ada\n> Relire ce jour.\n\n[là](nulle-part.md)\n",
    );
    server.write(
        "content/brouillon.md",
        "---\ndraft: true\n---\n# Brouillon\n\n[x](perdu.md)\n",
    );
    while !server.get("/brouillon.html").starts_with("HTTP/1.1 200") {
        next(&mut news);
    }
    let page = server.get("/equipe-1/jour-1.html");
    assert!(
        page.contains("Relire ce jour.") && page.contains("callout private"),
        "{page}"
    );
    assert!(page.contains("Pour Ada"), "{page}");

    let (_, day) = server.news_of("equipe-1/jour-1.html");
    let here = |value: &serde_json::Value| -> Vec<String> {
        let problems = value["problems"].as_array().unwrap().iter();
        let own = problems.filter(|problem| problem["here"] == true);
        own.map(|problem| problem["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(here(&day).contains(&"link.broken".to_owned()), "{day}");
    assert_eq!(day["draft"], false);
    let (_, draft) = server.news_of("brouillon.html");
    assert_eq!(here(&draft), ["link.broken"]);
    assert_eq!(draft["draft"], true);
    let (_, home) = server.news_of("index.html");
    assert!(!here(&home).contains(&"link.broken".to_owned()), "{home}");
}

#[cfg(unix)]
#[test]
fn links_that_turn_in_circles_or_lead_far_away_are_told_and_cost_nothing() {
    use std::os::unix::fs::symlink;
    let server = Server::start();
    let mut news = server.news();
    let content = server.folder.path().join("project/content");
    symlink("..", content.join("cercle")).unwrap();
    symlink("/", content.join("tout")).unwrap();
    symlink("nulle-part", content.join("mort.md")).unwrap();
    server.write("content/équipe #1/carnet.md", &logbook("six"));
    while !server.get("/equipe-1/jour-1.html").contains("mot-six") {
        next(&mut news);
    }
    let (_, told) = server.news_of("index.html");
    let codes: Vec<&str> = told["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|problem| problem["code"].as_str())
        .collect();
    for code in ["site.link-outside", "site.link-broken"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    // At rest, it uses no processor: ticks of a hundredth of a second, in two seconds.
    let ticks = || -> u64 {
        let stat = format!("/proc/{}/stat", server.child.id());
        let Ok(text) = fs::read_to_string(stat) else {
            return 0;
        };
        let fields: Vec<&str> = text
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    std::thread::sleep(Duration::from_secs(1));
    let before = ticks();
    std::thread::sleep(Duration::from_secs(2));
    assert!(
        ticks() - before < 40,
        "it spins: {} ticks",
        ticks() - before
    );
}

#[test]
fn a_project_that_goes_and_comes_back_is_followed() {
    let server = Server::start();
    let mut news = server.news();
    let project = server.folder.path().join("project");
    let away = server.folder.path().join("away");
    fs::rename(&project, &away).unwrap();
    while next(&mut news)["good"] == true {}
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-un"));
    fs::rename(&away, &project).unwrap();
    while next(&mut news)["good"] == false {}
    server.write("content/équipe #1/carnet.md", &logbook("retour"));
    while !server.get("/equipe-1/jour-1.html").contains("mot-retour") {
        next(&mut news);
    }
}

#[test]
fn one_team_is_built_and_the_common_pages_are_there() {
    let server = Server::start_with(&["--team", "equipe-1"]);
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-un"));
    assert!(server.get("/").contains("Bonjour."));
    assert!(server.get("/plan-du-site.html").starts_with("HTTP/1.1 200"));
    let mut news = server.news();
    server.write("content/équipe #1/carnet.md", &logbook("deux"));
    next(&mut news);
    assert!(server.get("/equipe-1/jour-1.html").contains("mot-deux"));
}
