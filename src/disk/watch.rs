//! Tells when the files of a project move. The only home of `notify`.
//!
//! It says only *something moved*: which file, and how, is for the next listing to find. Editors save by writing a
//! new file and renaming it, and a folder made a moment ago may hold files that no event tells of.

use crate::diag::Report;
use notify::event::ModifyKind;
use notify::{
    Config, Event, EventKind, NullWatcher, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// No event for so long: the save is over.
const QUIET: Duration = Duration::from_millis(15);
/// A disk that never rests is looked at all the same, after so many quiet times.
const MOST_WAITS: u32 = 20;
/// How often a disk that tells nothing is looked at, at most.
const POLL: Duration = Duration::from_millis(700);
/// Time between two looks, in looks.
const LOOKS: u32 = 30;

/// Watches the folders of a project.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    /// Whether a watched folder itself moved.
    moved: Receiver<bool>,
    root: PathBuf,
    /// Folders below the root that are watched with all that is in them; none means the whole root.
    deep: Vec<PathBuf>,
    /// The system tells of nothing: the files are looked at from time to time.
    pub polls: bool,
    /// The root is gone: nobody tells when it is back.
    lost: bool,
}

impl Watch {
    /// Watches the files of `root` and everything below its folders `deep`, but the folders of `skip` and hidden ones.
    /// Without `deep`, everything below the root.
    ///
    /// # Errors
    /// When the folder cannot be watched in any way.
    pub fn new(root: &Path, deep: Vec<PathBuf>, skip: Vec<PathBuf>) -> io::Result<Self> {
        let (sender, moved) = channel();
        let config = Config::default().with_follow_symlinks(false);
        let tell = teller(root.to_owned(), deep.clone(), skip.clone(), sender.clone());
        let mut watch = Watch {
            watcher: Box::new(NullWatcher),
            moved,
            root: root.to_owned(),
            deep,
            polls: false,
            lost: false,
        };
        if let Ok(watcher) = RecommendedWatcher::new(tell, config) {
            watch.watcher = Box::new(watcher);
            if watch.begin().is_ok() {
                return Ok(watch);
            }
        }
        // No more watches to be had (fs.inotify.max_user_watches), or a disk that tells nothing.
        // A large folder, or a slow disk, is looked at less often: looking must not keep the machine busy.
        let started = Instant::now();
        super::walk::files(root, &skip, &mut Report::default());
        let pause = POLL.max(started.elapsed() * LOOKS);
        let config = config.with_poll_interval(pause);
        let mut tell = teller(root.to_owned(), watch.deep.clone(), skip, sender);
        let tell = move |event: notify::Result<Event>| {
            // What cannot be read is told at each look: it is no news.
            if event.is_ok() {
                tell(event);
            }
        };
        watch.watcher = Box::new(PollWatcher::new(tell, config).map_err(failure)?);
        watch.polls = true;
        watch.begin().map_err(failure)?;
        Ok(watch)
    }

    fn begin(&mut self) -> notify::Result<()> {
        if self.deep.is_empty() {
            return self.watcher.watch(&self.root, RecursiveMode::Recursive);
        }
        self.watcher
            .watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in &self.deep {
            if folder.is_dir() {
                self.watcher.watch(folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits until something moved and is at rest again. Returns after `most` too, with `false`.
    pub fn wait(&mut self, most: Duration) -> bool {
        if self.lost {
            while self.lost {
                std::thread::sleep(POLL);
                self.renew();
            }
            return true;
        }
        let Ok(mut renew) = self.moved.recv_timeout(most) else {
            return false;
        };
        for _ in 0..MOST_WAITS {
            match self.moved.recv_timeout(QUIET) {
                Ok(folder) => renew |= folder,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // What a long save told meanwhile is part of it.
        renew |= self.moved.try_iter().any(|folder| folder);
        if renew {
            self.renew();
        }
        true
    }

    /// Watches anew: a folder that was removed and made again is another folder.
    fn renew(&mut self) {
        let folders: Vec<PathBuf> = self.deep.iter().chain([&self.root]).cloned().collect();
        for folder in folders {
            let _ = self.watcher.unwatch(&folder);
        }
        self.lost = self.begin().is_err();
    }
}

/// What passes events on: reading a file is none, and neither is what happens in folders that are not read.
fn teller(
    root: PathBuf,
    deep: Vec<PathBuf>,
    skip: Vec<PathBuf>,
    sender: Sender<bool>,
) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    move |event| {
        let Ok(event) = event else {
            let _ = sender.send(false);
            return;
        };
        let is_read = |path: &PathBuf| is_read(path, &root, &skip);
        let counts = event.need_rescan()
            || !matches!(event.kind, EventKind::Access(_))
                && (event.paths.is_empty() || event.paths.iter().any(is_read));
        if counts {
            let folder = |path: &PathBuf| *path == root || deep.contains(path);
            let made = matches!(
                event.kind,
                EventKind::Create(_)
                    | EventKind::Remove(_)
                    | EventKind::Modify(ModifyKind::Name(_))
            );
            // Nobody listens any more: the preview has ended.
            let _ = sender.send(made && event.paths.iter().any(folder));
        }
    }
}

fn is_read(path: &Path, root: &Path, skip: &[PathBuf]) -> bool {
    if skip.iter().any(|skipped| path.starts_with(skipped)) {
        return false;
    }
    let Ok(relative) = path.strip_prefix(root) else {
        return true;
    };
    !relative.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name.starts_with('.') || name == "node_modules"
    })
}

fn failure(error: notify::Error) -> io::Error {
    match error.kind {
        notify::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_not_read_is_not_told() {
        let root = Path::new("/p");
        let skip = [PathBuf::from("/p/public")];
        for (path, told) in [
            ("/p/content/a.md", true),
            ("/p/content/.a.md.swp", false),
            ("/p/.git/index", false),
            ("/p/public/a.html", false),
            ("/p/book.toml", true),
        ] {
            assert_eq!(is_read(Path::new(path), root, &skip), told, "{path}");
        }
    }

    #[test]
    fn a_save_is_told_and_a_reading_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        let text = root.join("a.md");
        fs::write(&text, "un").unwrap();
        let mut watch = Watch::new(&root, Vec::new(), Vec::new()).unwrap();
        fs::write(root.join("b.md"), "deux").unwrap();
        fs::rename(root.join("b.md"), &text).unwrap();
        assert!(watch.wait(Duration::from_secs(10)));
        while watch.wait(Duration::from_millis(300)) {}
        fs::read(&text).unwrap();
        assert!(!watch.wait(Duration::from_millis(300)));
    }
}
