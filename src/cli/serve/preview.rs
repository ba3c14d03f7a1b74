//! The site that is shown, and how it is built anew. A build that fails leaves the one before.

use crate::cli::project::{Opened, argument, open, picture_cache, today, with_threads};
use crate::cli::{Console, Environment};
use crate::diag::{Diagnostic, Language, Report, Severity, output};
use crate::disk::failure;
use crate::disk::pictures::DiskStore;
use crate::disk::preview::{Draft, Edition, Shelf};
use crate::disk::scratch::ScratchFile;
use crate::serve::news::{Places, State, Told};
use crate::{Board, BuildOptions, Memory, Placed};
use clap::ArgMatches;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
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
    store: Mutex<Option<(PathBuf, Arc<DiskStore>)>>,
}

/// The last build, whole.
#[derive(Default)]
pub struct Now {
    pub edition: Arc<Edition>,
    /// What open pages are told of it.
    pub told: Told,
}

impl Preview {
    /// # Errors
    /// When there is no room for a temporary file.
    pub fn new(language: Language) -> io::Result<Self> {
        Ok(Preview {
            language,
            shelf: Shelf::new()?,
            now: Mutex::default(),
            moved: Condvar::new(),
            store: Mutex::default(),
            memory: Memory::new(Some(Box::new(ScratchFile::of_system()))),
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
            .wait_timeout_while(now, most, |now| now.told.version == version)
            .unwrap_or_else(PoisonError::into_inner);
        (now.told.version != version).then(|| now.clone())
    }

    /// Builds the site anew and tells the open pages. Whatever happens, a site stays there to be read.
    pub fn rebuild(&self, matches: &ArgMatches, environment: &Environment, console: &Console) {
        let started = Instant::now();
        let before = self.now();
        let mut report = Report::default();
        // A fault of ours must not end the preview.
        let built = catch_unwind(AssertUnwindSafe(|| {
            let mut build = || {
                report = Report::default();
                self.build(matches, environment, console, &before.edition, &mut report)
            };
            // A cache may be deleted at any time: then it is filled again.
            build().or_else(|_| {
                self.forget_store();
                build()
            })
        }));
        let (state, new) = match built {
            Ok(Ok(Some(new))) => (State::Good, Some(new)),
            Ok(Ok(None)) => (State::Failed, None),
            Ok(Err(error)) => {
                let (message, help) = failure::sentences(&error, self.language);
                let state = State::Stopped(message, help.unwrap_or_default());
                // What was said is not said again while nothing moves.
                if before.told.state != state {
                    console.failure(&error);
                }
                (state, None)
            }
            Err(_) => {
                console.fault();
                let message = console.words(
                    "carnet s’est arrêté sur une erreur de son propre code",
                    "carnet stopped on a fault of its own",
                );
                (State::Stopped(message.to_owned(), String::new()), None)
            }
        };
        report.sort();
        let report = Arc::new(report);
        self.say(&report, &before.told, console);
        let (edition, places) = match new {
            Some((mut edition, texts)) => {
                edition.tell(report.clone());
                let placed = texts.into_iter();
                let placed = placed.map(|text| (text.source, text.page, text.draft));
                (Arc::new(edition), Places::new(placed))
            }
            // What is said of a site that is not there yet is said of the one that is shown.
            None => (before.edition.clone(), before.told.places.clone()),
        };
        let changed = edition.changes(&before.edition);
        if before.told.version > 0 {
            summary(console, &state, changed.len(), started.elapsed());
        }
        let told = Told {
            version: before.told.version + 1,
            before: before.told.version,
            state,
            changed,
            unknown: edition.unknown(),
            report,
            places,
        };
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(Now { edition, told });
        self.moved.notify_all();
    }

    fn build(
        &self,
        matches: &ArgMatches,
        environment: &Environment,
        console: &Console,
        before: &Edition,
        report: &mut Report,
    ) -> io::Result<Option<(Edition, Vec<Placed>)>> {
        let mut opened = open(matches, environment, console)?;
        report.extend(std::mem::take(&mut opened.report));
        // What is wrong in the configuration is told at once; the last site stays, and so does what is known of it.
        if !opened.has_texts || report.stops_build() {
            return Ok(None);
        }
        let store = self.store(&opened)?;
        let Opened {
            project, config, ..
        } = opened;
        let options = BuildOptions {
            drafts: true,
            notes: true,
            team: argument(matches, "team").map(str::to_owned),
            shard: None,
            today: today(environment),
            board: Board::Beside,
        };
        let draft = Draft::new(&self.shelf, &project, before);
        let built = with_threads(matches, || {
            let memory = Some(&self.memory);
            crate::build(&project, config, &options, &*store, &draft, memory, report)
        })?;
        store.times();
        // A cache that cannot be written costs time only.
        let _ = store.close();
        let built = (!report.stops_build()).then_some(built.texts);
        Ok(built.map(|texts| (draft.finish(), texts)))
    }

    /// The prepared pictures, opened once: what was seen of them holds while the preview runs.
    fn store(&self, opened: &Opened) -> io::Result<Arc<DiskStore>> {
        let mut kept = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((home, store)) = &*kept
            && *home == opened.home
        {
            return Ok(store.clone());
        }
        let store = Arc::new(picture_cache(opened)?);
        *kept = Some((opened.home.clone(), store.clone()));
        Ok(store)
    }

    /// Forgets what was seen of the prepared pictures: somebody may have deleted them.
    fn forget_store(&self) {
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Says in the terminal what it has not said yet: errors at once, warnings when a save brought them. Both reports
    /// are sorted.
    fn say(&self, report: &Report, before: &Told, console: &Console) {
        let first = before.version == 0;
        let grave = |one: &&Diagnostic| one.severity() >= Severity::Warning;
        let mut known = before.report.diagnostics().iter().filter(grave).peekable();
        let mut any_new = false;
        let mut all_known = 0;
        for diagnostic in report.diagnostics().iter().filter(grave) {
            while known.next_if(|one| one.precedes(diagnostic)).is_some() {}
            if known.next_if(|one| *one == diagnostic).is_some() {
                all_known += 1;
                continue;
            }
            any_new = true;
            if diagnostic.severity() == Severity::Error || !first {
                console.message(&output::text(diagnostic, console.language));
            }
        }
        let gone = before.report.count(Severity::Warning) > all_known;
        let summary = output::summary(report, console.language);
        if !summary.is_empty() && (first || any_new || gone) {
            console.note(&summary);
        }
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
