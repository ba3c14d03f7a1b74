//! What a long build is doing, on a terminal only, and what of it took longest, when that is asked for.

use super::Console;
use crate::{Step, Work};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Cells of the bar.
const BAR: usize = 24;
/// Pieces of work of each kind that are named.
const SLOWEST: usize = 5;

/// What the output of a build hears of it.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
    step: Mutex<Option<(Step, usize, usize)>>,
    /// Files put out.
    files: AtomicUsize,
    /// The longest pieces of work, if they are asked for.
    slowest: Option<Mutex<Vec<(Work, Duration, String)>>>,
}

impl Progress {
    /// `timed` keeps what took longest.
    pub fn new(timed: bool) -> Self {
        Progress {
            started: Instant::now(),
            step: Mutex::default(),
            files: AtomicUsize::new(0),
            slowest: timed.then(Mutex::default),
        }
    }

    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub fn step(&self, step: Step, done: usize, all: usize) {
        let mut now = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        *now = Some((step, done, all));
    }

    pub fn file(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    pub fn spent(&self, work: Work, name: &str, time: Duration) {
        let Some(slowest) = &self.slowest else {
            return;
        };
        let mut slowest = slowest.lock().unwrap_or_else(PoisonError::into_inner);
        let own = slowest.iter().filter(|(kind, ..)| *kind == work);
        if own.clone().count() >= SLOWEST {
            let Some(shortest) = own.map(|(_, time, _)| *time).min() else {
                return;
            };
            if time <= shortest {
                return;
            }
            if let Some(at) = slowest
                .iter()
                .position(|(kind, own, _)| *kind == work && *own == shortest)
            {
                slowest.remove(at);
            }
        }
        slowest.push((work, time, name.to_owned()));
    }

    /// Says what took longest, the longest first.
    pub fn tell(&self, console: &Console) {
        let Some(slowest) = &self.slowest else {
            return;
        };
        let mut slowest = slowest.lock().unwrap_or_else(PoisonError::into_inner);
        slowest.sort_by(|a, b| (a.0, b.1, &a.2).cmp(&(b.0, a.1, &b.2)));
        for (work, time, name) in slowest.iter() {
            let kind = match work {
                Work::Text => console.words("pages", "pages"),
                Work::Figures => console.words("figures", "figures"),
                Work::Datasets => console.words("jeux de données", "datasets"),
                Work::Picture => console.words("image", "picture"),
            };
            let milliseconds = time.as_secs_f64() * 1000.0;
            console.note(&format!("{milliseconds:8.1} ms  {kind}  {name}"));
        }
    }

    fn line(&self, console: &Console) -> String {
        let step = *self.step.lock().unwrap_or_else(PoisonError::into_inner);
        let files = self.files.load(Ordering::Relaxed);
        let Some((step, done, all)) = step else {
            return String::new();
        };
        let name = match step {
            Step::Reading => console.words("lecture des textes", "reading the texts"),
            Step::Pictures => console.words("préparation des images", "preparing the pictures"),
            Step::Pages => console.words("écriture des pages", "writing the pages"),
        };
        let filled = (done * BAR).checked_div(all).unwrap_or(0).min(BAR);
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled));
        let words = console.words("fichiers", "files");
        match step {
            Step::Pages => format!("{bar} {name} {done}/{all}, {files} {words}"),
            _ => format!("{bar} {name} {done}/{all}"),
        }
    }
}

/// Runs some work, and after its first second shows what it is doing.
pub fn with_progress<T>(console: &Console, progress: &Progress, work: impl FnOnce() -> T) -> T {
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
                let line = progress.line(console);
                let _ = write!(std::io::stderr(), "\r\u{1b}[2K{line}");
                pause = Duration::from_millis(100);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Language;

    #[test]
    fn the_longest_are_kept() {
        let progress = Progress::new(true);
        for at in 0..40_u64 {
            let time = Duration::from_millis(at * 7 % 40);
            progress.spent(Work::Text, &format!("t{at}"), time);
        }
        let slowest = progress.slowest.as_ref().unwrap().lock().unwrap();
        let mut times: Vec<u128> = slowest
            .iter()
            .map(|(_, time, _)| time.as_millis())
            .collect();
        times.sort_unstable();
        assert_eq!(times, [35, 36, 37, 38, 39]);
    }

    #[test]
    fn a_line_says_what_is_being_done() {
        let console = Console {
            language: Language::English,
            quiet: false,
            verbose: false,
        };
        let progress = Progress::new(false);
        assert_eq!(progress.line(&console), "");
        progress.step(Step::Reading, 12, 24);
        let line = progress.line(&console);
        assert!(line.contains("reading the texts 12/24"), "{line}");
        assert_eq!(line.matches('█').count(), 12);
        progress.step(Step::Pages, 0, 0);
        assert!(
            progress
                .line(&console)
                .contains("writing the pages 0/0, 0 files")
        );
    }
}
