//! carnet compiles per-team Markdown logbooks into a static website.
//!
//! ```text
//! disk ─load→ Sources ─gather→ Site ─publish→ Output ─write→ disk
//! ```
//! `gather` reads every text once, keeps its facts and puts the text aside; `publish` takes the texts up again one by
//! one, resolves their links and hands each page to the writer. So memory does not grow with what is published.
#![forbid(unsafe_code)]

mod aside;
pub mod chart;
pub mod check;
pub mod cli;
mod data;
pub mod diag;
pub mod disk;
pub mod export;
pub mod fetch;
pub mod figure;
pub mod format;
mod gather;
pub mod geo;
pub mod map;
mod memory;
pub mod model;
pub mod people;
pub mod personal;
pub mod picture;
mod publish;
pub mod read;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod source;
pub mod table;
pub mod text;
pub mod transform;

pub use render::BOARD;

use aside::Aside;
use diag::Report;
use model::config::Config;
use model::date::Date;
use picture::record::PictureStore;
use source::Sources;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Where the files of a site go, from any number of threads.
pub trait Output: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// What the disk says.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Takes one file in pieces, as `write` gives them.
    ///
    /// # Errors
    /// What the disk says, or what `write` says.
    fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        self.put(path, &bytes)
    }

    /// Takes a copy of a file of the sources.
    ///
    /// # Errors
    /// What the disk says.
    fn copy(&self, path: &str, source: &str) -> io::Result<()>;

    /// Takes files of the last site as they are, all of these or none, and says which.
    fn keep(&self, paths: &[String]) -> bool {
        let _ = paths;
        false
    }

    /// Takes a file of the last site as it is, if it has these bytes: `hash` is their BLAKE3, hexadecimal.
    fn keep_bytes(&self, path: &str, hash: &str) -> bool {
        let _ = (path, hash);
        false
    }

    /// Takes over files that show the whole site, to be made when they are asked for; if not, they are made now.
    fn later(&self, files: Arc<dyn Later>) -> bool {
        let _ = files;
        false
    }

    /// Hears what is being done: how much of it is done, of how much.
    fn progress(&self, step: Step, done: usize, all: usize) {
        let _ = (step, done, all);
    }

    /// The time since some moment, from an output that measures; the core has no clock.
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    /// Hears how long a piece of work took, by the clock of [`Output::now`].
    fn spent(&self, work: Work, name: &str, time: Duration) {
        let _ = (work, name, time);
    }

    /// A place for what must wait and is too much for memory; without one, it stays in memory.
    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        None
    }
}

/// What a build is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Reading,
    Pictures,
    Pages,
}

/// A piece of work that may take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A logbook, or a page of prose: all its pages.
    Text,
    /// The figures of one page.
    Figures,
    /// The pages and files of a team's datasets.
    Datasets,
    /// A picture that was prepared.
    Picture,
}

/// Files of a site that show all of it, made when they are asked for: from one thread at a time or several.
pub trait Later: Send + Sync {
    /// Whether there may be a file of that path.
    fn has(&self, path: &str) -> bool;

    /// The paths of the pages and of the files for machines.
    fn pages(&self) -> Vec<String>;

    /// The paths of the index of the search.
    fn index(&self) -> Vec<String>;

    /// Makes a file; nothing when there is none after all. `report` is all that the build said.
    fn file(&self, path: &str, report: &Report) -> Option<Vec<u8>>;
}

/// Bytes that are written once and read again within one run, from any number of threads.
pub trait Scratch: Send + Sync {
    /// Adds bytes, and says where.
    ///
    /// # Errors
    /// What the disk says.
    fn append(&self, bytes: &[u8]) -> io::Result<u64>;

    /// Gives back `length` bytes from `at` on.
    ///
    /// # Errors
    /// What the disk says.
    fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// What one build leaves to the next of the same process. It changes how long a build takes, never what it makes.
pub struct Memory {
    gather: gather::Memory,
    publish: publish::Memory,
    /// Where the texts of all builds wait.
    aside: Arc<Aside<'static>>,
    builds: AtomicU64,
    /// The last build did not become a site.
    unfinished: AtomicBool,
}

impl Memory {
    /// An empty memory. Without a scratch file, texts stay in memory.
    pub fn new(scratch: Option<Box<dyn Scratch>>) -> Self {
        Memory {
            gather: gather::Memory::default(),
            publish: publish::Memory::default(),
            aside: Arc::new(Aside::new(scratch)),
            builds: AtomicU64::new(0),
            unfinished: AtomicBool::new(false),
        }
    }
}

/// What the command line asks of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildOptions {
    pub drafts: bool,
    /// Show the notes between facilitators and their team: for a preview, never for a site.
    pub notes: bool,
    /// Put out the pages of one team only; the others are read and checked all the same.
    pub team: Option<String>,
    /// Put out a part of the site only, as one of several machines.
    pub shard: Option<Shard>,
    /// The day of the build, for what depends on it: whether a dataset is up to date.
    pub today: Option<Date>,
    /// Put out the board of facilitators too, which is never published.
    pub board: Board,
}

/// Who the board of facilitators is put out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Board {
    /// Nobody: the site is to be published.
    #[default]
    None,
    /// A preview: the pages of the site stand beside it.
    Beside,
    /// A file of its own.
    Alone,
}

/// One of several parts of a site: together they are the whole, and no part needs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    part: usize,
    of: usize,
}

impl Shard {
    /// More machines than anybody has.
    const MOST: usize = 10_000;

    /// Reads `2/7`.
    pub fn parse(text: &str) -> Option<Self> {
        let (part, of) = text.split_once('/')?;
        let shard = Shard {
            part: part.trim().parse().ok()?,
            of: of.trim().parse().ok()?,
        };
        ((1..=shard.of).contains(&shard.part) && shard.of <= Self::MOST).then_some(shard)
    }

    /// Whether a text, by its number among those of its kind, belongs to this part.
    pub fn has(self, number: usize) -> bool {
        number % self.of == self.part - 1
    }

    /// The first part also has what shows the whole site: home, lists, catalog, search, theme.
    pub fn is_first(self) -> bool {
        self.part == 1
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.part, self.of)
    }
}

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub teams: usize,
    pub pages: usize,
    pub pictures: usize,
    /// Figures, the maps among them.
    pub figures: usize,
    pub maps: usize,
    /// The texts, for whoever shows what there is to say of a page; only with a memory.
    pub texts: Vec<Placed>,
}

/// Where something of the sources is shown. A path that ends with `/` is a folder, and all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Path in the sources.
    pub source: String,
    /// Path in the site.
    pub page: String,
    /// It is here because drafts were asked for.
    pub draft: bool,
}

/// The pictures that the texts show from other sites, each where it is shown: what `carnet fetch` downloads.
///
/// # Errors
/// When a listed table cannot be read.
pub fn remote_pictures(
    sources: &dyn Sources,
    config: Config,
    report: &mut Report,
) -> io::Result<Vec<(String, source::Place)>> {
    let options = BuildOptions {
        drafts: true,
        ..BuildOptions::default()
    };
    let aside = Aside::new(None);
    let sheets = gather::sheets(sources, &config, None)?;
    let job = gather::Job {
        sources,
        options: &options,
        aside: &aside,
        sheets: &sheets,
        recall: None,
        progress: &|_, _| {},
    };
    let gathered = gather::texts(job, config, report)?;
    Ok(gathered.remote)
}

/// Builds a site from its sources: reads the texts, checks them, renders the pages. Touches no disk but through its
/// arguments, no clock, no environment; the same sources give the same bytes on any number of threads.
///
/// With a problem that stops a build among `report`, everything is still read and checked, and nothing is put out.
///
/// With the `memory` of an earlier build that went into the same output, what did not move is neither read nor rendered.
///
/// # Errors
/// What the machine says: a file that cannot be read, a disk that is full.
pub fn build(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    pictures: &dyn PictureStore,
    output: &dyn Output,
    memory: Option<&Memory>,
    report: &mut Report,
) -> io::Result<Summary> {
    let Some(names) = people::names(sources, &config, report)? else {
        return built(sources, config, options, pictures, output, memory, report);
    };
    let mentions = people::census::mentions(sources, &names, false)?;
    people::census::report(&mentions, &names, report);
    let veiled = people::Veiled::new(sources, &names);
    let through = people::VeiledOutput::new(output, &veiled);
    let config = names.config(config);
    let done = built(&veiled, config, options, pictures, &through, memory, report);
    through.tell(report);
    people::unveil(report, &veiled, sources, &names);
    done
}

/// Builds a site from sources that name people as they may be read.
fn built(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    pictures: &dyn PictureStore,
    output: &dyn Output,
    memory: Option<&Memory>,
    report: &mut Report,
) -> io::Result<Summary> {
    let own;
    let aside = match memory {
        Some(memory) => &memory.aside,
        None => {
            own = Aside::new(output.scratch());
            &own
        }
    };
    let build = memory.map_or(0, |memory| {
        memory.builds.fetch_add(1, Ordering::Relaxed) + 1
    });
    if let Some(memory) = memory
        && memory.unfinished.swap(true, Ordering::Relaxed)
    {
        memory.publish.forget();
    }
    let recall = memory.map(|memory| gather::Recall {
        memory: &memory.gather,
        build,
    });
    let sheets = gather::sheets(sources, &config, recall)?;
    let read = |done, all| output.progress(Step::Reading, done, all);
    let job = gather::Job {
        sources,
        options,
        aside,
        sheets: &sheets,
        recall,
        progress: &read,
    };
    let gathered = gather::texts(job, config, report)?;
    output.progress(Step::Pictures, 0, gathered.wanted.len());
    let (site, mut copies) =
        gather::pictures(gathered.site, &gathered.wanted, sources, pictures, report)?;
    let theme = Arc::new(publish::theme(sources, &site, report)?);
    let site = Arc::new(site);
    let texts = memory.map_or(Vec::new(), |_| publish::placed(&site, &gathered.origins));
    let files = match options.board {
        Board::None => Vec::new(),
        _ => publish::board::files(&gathered.origins),
    };
    let files = Arc::new(files);
    let counted = publish::site(
        publish::Job {
            sources,
            site: &site,
            origins: gathered.origins,
            aside,
            theme: &theme,
            output,
            pictures,
            options,
            descriptions: gathered.descriptions,
            files: &files,
            collector: gathered.collector,
            sheets: &sheets,
            recall: memory.map(|memory| publish::Recall {
                memory: &memory.publish,
                aside: &memory.aside,
                build,
            }),
        },
        report,
    )?;
    if !report.stops_build() {
        let mut number = 0;
        copies.retain(|_, _| {
            number += 1;
            options.shard.is_none_or(|shard| shard.has(number - 1))
        });
        publish::copies(&copies, pictures, output)?;
        if let Some(memory) = memory {
            memory.gather.sweep(build);
            memory.publish.sweep(build);
            memory.unfinished.store(false, Ordering::Relaxed);
        }
    }
    if options.board != Board::None && !counted.later {
        let linked = options.board == Board::Beside;
        publish::board::put(&site, &theme, &files, linked, output, report)?;
    }
    Ok(Summary {
        teams: site.teams.len(),
        pages: counted.pages,
        pictures: site.pictures.len(),
        figures: counted.figures,
        maps: counted.maps,
        texts,
    })
}
