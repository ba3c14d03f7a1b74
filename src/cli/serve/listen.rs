//! Sockets: one thread per connection, each bounded in time, all of them bounded in number.

use super::answer;
use super::preview::Preview;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Connections at one time; each open page holds one.
const MOST: usize = 1500;
/// Ports that are tried after the one that was asked for.
const TRIES: u16 = 50;
/// A reader that takes nothing for so long is gone.
const WRITE: Duration = Duration::from_secs(30);
const STACK: usize = 256 << 10;

/// Listens on a port, or on the next free one. Port 0 is any free one.
///
/// # Errors
/// What the system said of the first port, if all are taken.
pub fn bind(hostname: &str, port: u16) -> io::Result<TcpListener> {
    let mut first = None;
    for port in port..=port.saturating_add(TRIES) {
        match TcpListener::bind((hostname, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => {
                let taken = error.kind() == io::ErrorKind::AddrInUse;
                first.get_or_insert(error);
                if !taken {
                    break;
                }
            }
        }
    }
    Err(first.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Answers on a thread of its own until the process ends.
///
/// # Errors
/// When no thread can be started.
pub fn serve(listener: TcpListener, preview: Arc<Preview>, hostname: String) -> io::Result<()> {
    let open = Arc::new(AtomicUsize::new(0));
    let hostname: Arc<str> = hostname.into();
    thread().spawn(move || {
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // No more handles to be had: the connections that end give some back.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            take(stream, &preview, &hostname, &open);
        }
    })?;
    Ok(())
}

fn take(stream: TcpStream, preview: &Arc<Preview>, hostname: &Arc<str>, open: &Arc<AtomicUsize>) {
    let _ = stream.set_write_timeout(Some(WRITE));
    let _ = stream.set_nodelay(true);
    if open.fetch_add(1, Ordering::Relaxed) >= MOST {
        open.fetch_sub(1, Ordering::Relaxed);
        busy(stream);
        return;
    }
    let (preview, hostname, count) = (preview.clone(), hostname.clone(), open.clone());
    let spawned = thread().spawn(move || {
        // A reader that goes away is no failure.
        let _ = answer::answer(stream, &preview, &hostname);
        count.fetch_sub(1, Ordering::Relaxed);
    });
    if spawned.is_err() {
        open.fetch_sub(1, Ordering::Relaxed);
    }
}

fn busy(mut stream: TcpStream) {
    let head = crate::serve::http::head(
        crate::serve::http::Status::Unavailable,
        "",
        Some(0),
        &[("Retry-After", "1")],
    );
    let _ = stream.write_all(head.as_bytes());
}

fn thread() -> std::thread::Builder {
    std::thread::Builder::new()
        .name("preview".into())
        .stack_size(STACK)
}

/// Shows an address in the reader's browser. Nothing is said when there is none: the address stands in the terminal.
pub fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let _ = std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
}
