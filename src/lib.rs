//! carnet compiles per-team Markdown logbooks into a static website.
#![forbid(unsafe_code)]

pub mod cli;
pub mod diag;
pub mod disk;
pub mod model;
pub mod read;
pub mod source;

use diag::Report;
use model::config::Config;
use source::Sources;
use std::io;

/// Where the files of a site go, from any number of threads.
pub trait Output: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// What the disk says.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Takes a copy of a file of the sources.
    ///
    /// # Errors
    /// What the disk says.
    fn copy(&self, path: &str, source: &str) -> io::Result<()>;
}

/// What the command line asks of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildOptions {
    pub drafts: bool,
    /// Build the pages of one team only.
    pub team: Option<String>,
}

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub teams: usize,
    pub pages: usize,
}

/// TEMPORARY: the story comes with the stages. One page per Markdown file, to try the edges.
///
/// # Errors
/// What the disk says.
pub fn build(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    output: &dyn Output,
    report: &mut Report,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let prefix = match config.src.as_str() {
        "" => String::new(),
        src => format!("{src}/"),
    };
    for entry in sources.entries() {
        let Some(path) = entry.path.strip_prefix(&prefix) else {
            continue;
        };
        let Some(stem) = path.strip_suffix(".md") else {
            continue;
        };
        let text = String::from_utf8_lossy(&sources.read(&entry.path)?).into_owned();
        let source = source::SourceText {
            path: entry.path.clone(),
            text,
        };
        let head = read::front::head(&source, report);
        if head.matter.draft.is_some_and(|draft| draft.value) && !options.drafts {
            continue;
        }
        output.put(
            &format!("{stem}.html"),
            &source.text.as_bytes()[head.body..],
        )?;
        summary.pages += 1;
    }
    if summary.pages == 0 {
        let place = None;
        let shown = if config.src.is_empty() {
            "."
        } else {
            &config.src
        };
        report.add(diag::site::empty(shown), place);
    }
    Ok(summary)
}
