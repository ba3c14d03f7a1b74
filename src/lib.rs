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
pub mod model;
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

use aside::Aside;
use diag::Report;
use model::config::Config;
use model::date::Date;
use picture::record::PictureStore;
use source::Sources;
use std::io::{self, Write};

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

    /// A place for what must wait and is too much for memory; without one, it stays in memory.
    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        None
    }
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

/// What the command line asks of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildOptions {
    pub drafts: bool,
    /// Put out the pages of one team only; the others are read and checked all the same.
    pub team: Option<String>,
    /// The day of the build, for what depends on it: whether a dataset is up to date.
    pub today: Option<Date>,
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub teams: usize,
    pub pages: usize,
    pub pictures: usize,
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
        team: None,
        today: None,
    };
    let aside = Aside::new(None);
    let sheets = gather::sheets(sources, &config)?;
    let gathered = gather::texts(sources, config, &options, &aside, &sheets, report)?;
    Ok(gathered.remote)
}

/// Builds a site from its sources: reads the texts, checks them, renders the pages. Touches no disk but through its
/// arguments, no clock, no environment; the same sources give the same bytes on any number of threads.
///
/// With a problem that stops a build among `report`, everything is still read and checked, and nothing is put out.
///
/// # Errors
/// What the machine says: a file that cannot be read, a disk that is full.
pub fn build(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    pictures: &dyn PictureStore,
    output: &dyn Output,
    report: &mut Report,
) -> io::Result<Summary> {
    let aside = Aside::new(output.scratch());
    let sheets = gather::sheets(sources, &config)?;
    let gathered = gather::texts(sources, config, options, &aside, &sheets, report)?;
    let (site, copies) =
        gather::pictures(gathered.site, &gathered.wanted, sources, pictures, report)?;
    let theme = publish::theme(sources, &site, report)?;
    publish::site(
        publish::Job {
            sources,
            site: &site,
            origins: gathered.origins,
            aside: &aside,
            theme: &theme,
            output,
            options,
            collector: gathered.collector,
            sheets: &sheets,
        },
        report,
    )?;
    if !report.stops_build() {
        publish::copies(&copies, pictures, output)?;
    }
    Ok(Summary {
        teams: site.teams.len(),
        pages: publish::page_paths(&site).len(),
        pictures: site.pictures.len(),
    })
}
