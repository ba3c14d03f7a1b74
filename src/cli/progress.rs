//! A line that counts files while a long build runs, on a terminal only.

use super::Console;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Runs some work, and after its first second shows how many files it has written so far.
pub fn with_progress<T>(console: &Console, count: &AtomicUsize, work: impl FnOnce() -> T) -> T {
    if console.quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut pause = Duration::from_secs(1);
            let mut shown = false;
            // The channel closes when the work ends, in a panic too.
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let files = count.load(Ordering::Relaxed);
                let words = console.words("fichiers", "files");
                let _ = write!(std::io::stderr(), "\r{files} {words}…");
                pause = Duration::from_millis(200);
                shown = true;
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r\u{1b}[2K");
            }
        });
        let result = work();
        drop(done);
        result
    })
}
