//! Opens a project for a command: where it lies, what its configuration says, where its site goes.

use super::progress::Progress;
use super::{Console, Environment};
use crate::diag::{Phrase, Report, site as problem};
use crate::disk::failure::{Action, At, Failure};
use crate::disk::pictures::DiskStore;
use crate::disk::scratch::ScratchFile;
use crate::disk::write::{self, Staging};
use crate::disk::{self, Project};
use crate::model::config::Config;
use crate::model::date::Date;
use crate::read::{config, encoding};
use crate::source::{Place, SourceText};
use crate::{Output, Scratch, Step, Work};
use clap::ArgMatches;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A project that is ready to be built or checked.
pub struct Opened {
    pub project: Project,
    pub config: Config,
    /// Where the site goes, resolved.
    pub destination: PathBuf,
    /// The folder that holds `.carnet`: the project, or for a plain folder, which is left as it is, the one that
    /// holds the site.
    pub home: PathBuf,
    pub report: Report,
    /// The folder of the texts is there.
    pub has_texts: bool,
}

/// Opens the project that the arguments name: its folder `dir`, and `dest-dir` and `base-url` where given.
///
/// # Errors
/// When the folder cannot be read, or the site cannot go where it was asked to.
pub fn open(
    matches: &ArgMatches,
    environment: &Environment,
    console: &Console,
) -> io::Result<Opened> {
    let mut report = Report::default();
    let folder = argument(matches, "dir").map_or(PathBuf::from("."), PathBuf::from);
    let root = disk::root(&folder)?;
    let text = configuration(&root, &mut report)?;
    let mut config = config::config(text.as_ref(), environment, &mut report);
    if text.is_none() && argument(matches, "lang").is_some() {
        // A plain folder names no language; what was asked for also holds for its pages.
        config.language = console.language;
    }
    if let Some(url) = argument(matches, "base-url") {
        config.base_url = base_url(url)?;
    }
    let inside = root.join(&config.build_dir);
    let destination = match (argument(matches, "dest-dir"), &text) {
        (Some(given), _) => PathBuf::from(given),
        (None, Some(_)) => inside.clone(),
        // A plain folder is left as it is: its site goes to where the command was run.
        (None, None) => PathBuf::from(&config.build_dir),
    };
    let destination = write::resolve(&destination)?;
    if let Err(error) = refuse(&destination, &root, &config, environment) {
        // What is wrong in the book may be why.
        console.diagnostics(&report);
        return Err(error);
    }
    let skip = [destination.clone(), inside];
    let project = Project::open(&root, &skip, &mut report);
    let has_texts = source_folder(&root, &config, &mut report);
    Ok(Opened {
        project,
        config,
        home: match (text, destination.parent()) {
            (None, Some(beside)) => beside.to_owned(),
            _ => root,
        },
        destination,
        report,
        has_texts,
    })
}

/// The folders of a project that a preview watches.
pub struct Folders {
    pub root: PathBuf,
    /// Those below the root whose files are read; none for a plain folder, which is read whole.
    pub watched: Vec<PathBuf>,
    pub skipped: Vec<PathBuf>,
}

/// Finds the folders of the project that the arguments name.
///
/// # Errors
/// When the folder cannot be read.
pub fn folders(matches: &ArgMatches, environment: &Environment) -> io::Result<Folders> {
    // What is wrong in the configuration is said by the build.
    let mut silent = Report::default();
    let folder = argument(matches, "dir").map_or(PathBuf::from("."), PathBuf::from);
    let root = disk::root(&folder)?;
    let text = configuration(&root, &mut silent)?;
    let config = config::config(text.as_ref(), environment, &mut silent);
    let watched = match text.is_some() && !config.src.is_empty() {
        true => [config.src.as_str(), "themes", "schemas"]
            .map(|name| root.join(name))
            .to_vec(),
        false => Vec::new(),
    };
    Ok(Folders {
        skipped: vec![root.join(&config.build_dir)],
        watched,
        root,
    })
}

/// The text of `book.toml`, if there is one.
///
/// # Errors
/// When it is there and cannot be read.
pub fn configuration(root: &Path, report: &mut Report) -> io::Result<Option<SourceText>> {
    let bytes = disk::configuration(root)?;
    Ok(bytes.map(|bytes| encoding::text(disk::BOOK, bytes, report)))
}

pub fn argument<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    let value = matches.try_get_one::<String>(name).ok().flatten();
    value.map(String::as_str)
}

fn base_url(url: &str) -> io::Result<Option<String>> {
    use crate::read::key::{Accepted, Kind};
    match Kind::Url.accept(url) {
        Some(Accepted::Text(url)) => Ok(Some(url)),
        _ => {
            let expected = Kind::Url.expected();
            Err(Failure::refusal(
                Phrase::new(
                    format!("« --base-url » attend {}", expected.fr),
                    format!("“--base-url” expects {}", expected.en),
                ),
                Phrase::new("corrigez l’adresse", "correct the address"),
            ))
        }
    }
}

fn source_folder(root: &Path, config: &Config, report: &mut Report) -> bool {
    let folder = root.join(&config.src);
    let place = Place::file(config.src.clone());
    if !folder.exists() {
        report.add(problem::src_missing(&config.src), place);
    } else if !folder.is_dir() {
        report.add(problem::not_a_folder(&config.src), place);
    }
    folder.is_dir()
}

/// A site must not take the place of what it is made from, nor of what belongs to somebody else.
fn refuse(
    destination: &Path,
    root: &Path,
    config: &Config,
    environment: &Environment,
) -> io::Result<()> {
    let path = destination.display();
    let sources = root.join(&config.src);
    let inner = destination.strip_prefix(root).ok();
    let (fr, en) = if root.starts_with(destination) {
        (
            "le site prendrait la place du projet",
            "the site would take the place of the project",
        )
    } else if !config.src.is_empty() && destination.starts_with(&sources) {
        (
            "le site irait parmi les textes",
            "the site would go among the texts",
        )
    } else if inner.is_some() && disk::holds_sources(destination)? {
        (
            "le site irait dans un dossier de textes",
            "the site would go into a folder of texts",
        )
    } else if is_of_others(inner.unwrap_or(destination), inner.is_some())
        || (inner.is_some() && disk::is_foreign(destination)?)
    {
        (
            "ce dossier sert déjà à autre chose",
            "this folder already serves another purpose",
        )
    } else if holds_home(destination, environment) {
        (
            "le site prendrait la place de votre dossier personnel",
            "the site would take the place of your home folder",
        )
    } else if disk::holds_current_folder(destination) {
        (
            "le site prendrait la place d’un dossier qui contient le dossier courant",
            "the site would take the place of a folder that holds the current one",
        )
    } else {
        return Ok(());
    };
    Err(Failure::refusal(
        Phrase::new(format!("{fr} : {path}"), format!("{en}: {path}")),
        Phrase::new(
            "choisissez un autre dossier : « -d public », ou « build-dir » dans book.toml",
            "choose another folder: “-d public”, or “build-dir” in book.toml",
        ),
    ))
}

/// Folders that other programs, or other commands of carnet, look after.
fn is_of_others(path: &Path, in_project: bool) -> bool {
    const KEPT: [&str; 7] = [
        ".git",
        ".hg",
        ".svn",
        ".carnet",
        ".ssh",
        "node_modules",
        "target",
    ];
    let mut parts = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .peekable();
    let theirs = in_project
        && parts
            .peek()
            .is_some_and(|first| matches!(*first, "themes" | "schemas"));
    theirs
        || parts.any(|name| {
            KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
                || (in_project && name.starts_with('.'))
        })
}

fn holds_home(destination: &Path, environment: &Environment) -> bool {
    ["HOME", "USERPROFILE"]
        .iter()
        .filter_map(|name| environment.get(*name))
        .filter_map(|home| disk::canonical(Path::new(home)).ok())
        .any(|home| home.starts_with(destination))
}

/// Builds with the number of threads that was asked for.
///
/// # Errors
/// What the disk says.
pub fn with_threads<T: Send>(
    matches: &ArgMatches,
    work: impl FnOnce() -> io::Result<T> + Send,
) -> io::Result<T> {
    let jobs = matches.try_get_one::<u16>("jobs").ok().flatten();
    let threads = jobs.map_or(0, |jobs| usize::from(*jobs));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(io::Error::other)?;
    pool.install(work)
}

/// The output of a build: files go from the project to the staged site, followed on their way.
pub struct SiteOutput<'a> {
    pub staging: &'a Staging,
    pub project: &'a Project,
    pub progress: &'a Progress,
}

impl Output for SiteOutput<'_> {
    fn progress(&self, step: Step, done: usize, all: usize) {
        self.progress.step(step, done, all);
    }

    fn now(&self) -> Duration {
        self.progress.elapsed()
    }

    fn spent(&self, work: Work, name: &str, time: Duration) {
        self.progress.spent(work, name, time);
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.progress.file();
        self.staging.put(path, bytes).map(drop)
    }

    fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.progress.file();
        self.staging.stream(path, write).map(drop)
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        self.progress.file();
        let Some(source) = self.project.path(source) else {
            return Err(io::ErrorKind::NotFound.into()).at(Action::Read, Path::new(source));
        };
        self.staging.copy(path, &source).map(drop)
    }

    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        Some(Box::new(self.staging.scratch()))
    }
}

/// The pictures that earlier builds prepared: in the project, or beside the site when the project cannot be written.
///
/// # Errors
/// When neither folder can be made.
pub fn picture_cache(opened: &Opened) -> io::Result<DiskStore> {
    let open = |home: &Path| {
        let folder = home.join(".carnet").join("cache").join("pictures");
        DiskStore::open(opened.project.root(), &folder)
    };
    let beside = opened.destination.parent();
    open(&opened.home).or_else(|error| beside.map_or(Err(error), open))
}

/// The day of the build: that of `SOURCE_DATE_EPOCH` when it is set, so that a build can be made again later.
pub fn today(environment: &Environment) -> Option<Date> {
    let asked = environment
        .get("SOURCE_DATE_EPOCH")
        .and_then(|text| text.trim().parse().ok());
    let seconds: i64 = match asked {
        Some(seconds) => seconds,
        None => {
            let since = SystemTime::now()
                .duration_since(SystemTime::UNIX_EPOCH)
                .ok()?;
            i64::try_from(since.as_secs()).ok()?
        }
    };
    Date::from_day_number(seconds.div_euclid(86_400))
}

/// The output of a check: nowhere.
pub struct NoOutput;

impl Output for NoOutput {
    fn stream(
        &self,
        _: &str,
        write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        write(&mut io::sink())
    }

    fn put(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn copy(&self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        Some(Box::new(ScratchFile::of_system()))
    }
}
