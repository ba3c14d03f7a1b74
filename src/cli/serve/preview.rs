//! The site that is shown, and how it is built anew. A build that fails leaves the one before.

use crate::cli::project::{Opened, argument, open, picture_cache, today, with_threads};
use crate::cli::{Console, Environment};
use crate::diag::{Language, Report, Severity, output};
use crate::disk::failure;
use crate::disk::preview::{Draft, Edition, Shelf};
use crate::disk::scratch::ScratchFile;
use crate::serve::news::{self, State};
use crate::{Board, BuildOptions, Memory};
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What every connection reads.
pub struct Preview {
    pub language: Language,
    shelf: Shelf,
    now: Mutex<Arc<Now>>,
    moved: Condvar,
    /// What the last build knows: the next one reads and renders what moved.
    memory: Memory,
    /// What the terminal has said already.
    said: Mutex<BTreeSet<String>>,
}

/// The last build, whole.
pub struct Now {
    pub version: u64,
    pub edition: Arc<Edition>,
    /// What open pages are told of it.
    pub news: String,
}

impl Preview {
    /// # Errors
    /// When there is no room for a temporary file.
    pub fn new(language: Language) -> io::Result<Self> {
        Ok(Preview {
            language,
            shelf: Shelf::new()?,
            now: Mutex::new(Arc::new(Now {
                version: 0,
                edition: Arc::default(),
                news: String::new(),
            })),
            moved: Condvar::new(),
            memory: Memory::new(Some(Box::new(ScratchFile::of_system()))),
            said: Mutex::default(),
        })
    }

    pub fn now(&self) -> Arc<Now> {
        self.now
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits for a build after `version`, for so long at most.
    pub fn after(&self, version: u64, most: Duration) -> Option<Arc<Now>> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, _) = self
            .moved
            .wait_timeout_while(now, most, |now| now.version == version)
            .unwrap_or_else(PoisonError::into_inner);
        (now.version != version).then(|| now.clone())
    }

    /// Builds the site anew and tells the open pages. Whatever happens, a site stays there to be read.
    pub fn rebuild(&self, matches: &ArgMatches, environment: &Environment, console: &Console) {
        let started = Instant::now();
        let before = self.now();
        let mut report = Report::default();
        // A fault of ours must not end the preview.
        let built = catch_unwind(AssertUnwindSafe(|| {
            self.build(matches, environment, console, &before.edition, &mut report)
        }));
        let (state, edition) = match built {
            Ok(Ok(Some(edition))) => (State::Good, Arc::new(edition)),
            Ok(Ok(None)) => (State::Failed, before.edition.clone()),
            Ok(Err(error)) => {
                console.failure(&error);
                let (message, help) = failure::sentences(&error, self.language);
                let help = help.unwrap_or_default();
                (State::Stopped(message, help), before.edition.clone())
            }
            Err(_) => {
                console.fault();
                let message = console.words(
                    "carnet s’est arrêté sur une erreur de son propre code",
                    "carnet stopped on a fault of its own",
                );
                let state = State::Stopped(message.to_owned(), String::new());
                (state, before.edition.clone())
            }
        };
        report.sort();
        self.say(&report, console);
        let changed = edition.changes(&before.edition);
        let version = before.version + 1;
        let news = news::news(
            version,
            before.version,
            &state,
            &changed,
            &edition.unknown(),
            &report,
            self.language,
        );
        if before.version > 0 {
            summary(console, &state, changed.len(), started.elapsed());
        }
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(Now {
            version,
            edition,
            news,
        });
        self.moved.notify_all();
    }

    fn build(
        &self,
        matches: &ArgMatches,
        environment: &Environment,
        console: &Console,
        before: &Edition,
        report: &mut Report,
    ) -> io::Result<Option<Edition>> {
        let mut opened = open(matches, environment, console)?;
        report.extend(std::mem::take(&mut opened.report));
        // What is wrong in the configuration is told at once; the last site stays, and so does what is known of it.
        if !opened.has_texts || report.stops_build() {
            return Ok(None);
        }
        let store = picture_cache(&opened)?;
        let Opened {
            project, config, ..
        } = opened;
        let options = BuildOptions {
            drafts: true,
            team: argument(matches, "team").map(str::to_owned),
            today: today(environment),
            board: Board::Beside,
        };
        let draft = Draft::new(&self.shelf, &project, before);
        with_threads(matches, || {
            let memory = Some(&self.memory);
            crate::build(&project, config, &options, &store, &draft, memory, report)
        })?;
        // A cache that cannot be written costs time only.
        let _ = store.close();
        Ok((!report.stops_build()).then(|| draft.finish()))
    }

    /// Says in the terminal what it has not said yet: errors at once, warnings when a save brought them.
    fn say(&self, report: &Report, console: &Console) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let first = said.is_empty() && self.now().version == 0;
        let mut now = BTreeSet::new();
        for diagnostic in report.diagnostics() {
            if diagnostic.severity() < Severity::Warning {
                continue;
            }
            let text = output::text(diagnostic, console.language);
            let is_shown = diagnostic.severity() == Severity::Error || !first;
            if is_shown && !said.contains(&text) {
                console.message(&text);
            }
            now.insert(text);
        }
        let summary = output::summary(report, console.language);
        if !summary.is_empty() && (first || *said != now) {
            console.note(&summary);
        }
        *said = now;
    }
}

fn summary(console: &Console, state: &State, changed: usize, time: Duration) {
    let milliseconds = time.as_millis();
    let plural = if changed > 1 { "s" } else { "" };
    match state {
        State::Good if changed == 0 => {}
        State::Good => console.note(console.words(
            &format!("{changed} fichier{plural} du site mis à jour en {milliseconds} ms"),
            &format!("{changed} file{plural} of the site updated in {milliseconds} ms"),
        )),
        State::Failed | State::Stopped(..) => console.note(console.words(
            "le site montré est le dernier qui tenait ; il suivra dès que ce sera réparé",
            "the site shown is the last one that held; it follows as soon as this is mended",
        )),
    }
}
