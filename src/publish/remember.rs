//! What the pages of one build leave to the next: which files each text became, and all that these files showed.

use super::datasets::{self, Linked};
use super::{Job, Output};
use crate::Work;
use crate::aside::{Aside, Body};
use crate::diag::Report;
use crate::memory::{Mark, Remembered, lock, mark};
use crate::model::logbook::SectionKey;
use crate::model::site::Site;
use crate::render::{MapCard, Renderer};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What one build put out that the next may keep.
#[derive(Default)]
pub struct Memory {
    pub(super) texts: Remembered<Printed>,
    pub(super) datasets: Remembered<datasets::Printed>,
    /// Drawings that are offered, made safe.
    pub(super) drawings: Remembered<()>,
    /// The theme that the common pages were last rendered with, without a fault.
    pub(super) sound: Mutex<Option<Mark>>,
}

impl Memory {
    /// Forgets what a whole build had no use for.
    pub fn sweep(&self, build: u64) {
        self.texts.sweep(build);
        self.datasets.sweep(build);
        self.drawings.sweep(build);
    }

    /// Forgets everything: what it speaks of never became a site.
    pub fn forget(&self) {
        // No build has that number.
        self.sweep(0);
        *lock(&self.sound) = None;
    }
}

/// A memory, and the number of the build that uses it.
#[derive(Clone, Copy)]
pub struct Recall<'a> {
    pub memory: &'a Memory,
    /// Where the texts of all builds wait.
    pub aside: &'a Arc<Aside<'static>>,
    pub build: u64,
}

/// What became of one text.
#[derive(Debug, Default)]
pub struct Printed {
    pub report: Report,
    /// The files that it links to, to be offered.
    pub files: BTreeSet<String>,
    /// The datasets among them.
    pub linked: Linked,
    pub maps: BTreeSet<MapCard>,
    /// Paths of the files that were put out.
    pub outputs: Vec<String>,
    /// The pages that it links to, by their texts, each with the mark of its headings.
    pub targets: Vec<(String, Option<Mark>)>,
    /// The text of the home page, which shows all the others and is rendered after them.
    pub home: Option<Body>,
    pub figures: usize,
}

pub(super) fn add_printed(
    printed: &Printed,
    downloads: &mut BTreeSet<String>,
    linked: &mut Linked,
    maps: &mut BTreeSet<MapCard>,
    report: &mut Report,
) {
    for (dataset, sections) in &printed.linked {
        linked.entry(*dataset).or_default().extend(sections);
    }
    report.extend(printed.report.clone());
    downloads.extend(printed.files.iter().cloned());
    maps.extend(printed.maps.iter().cloned());
}

/// The mark of all that the page of a text may show of the others: their names and addresses, never what is in them.
pub(super) fn shared(job: &Job<'_>, renderer: &Renderer<'_>) -> Mark {
    let site = job.site;
    let teams: Vec<_> = site.teams.iter().zip(&job.origins.teams).collect();
    let teams = teams.iter().map(|(team, origin)| {
        let keys: Vec<SectionKey> = team.sections.iter().map(|section| section.key).collect();
        let facts = &team.facts;
        let names = (&team.path, &facts.title, &facts.collectivity, keys);
        (names, &origin.folder, &origin.files)
    });
    let pages = site.pages.iter().map(|page| (&page.path, &page.source));
    let datasets = site.datasets.iter().map(|dataset| {
        let offers = dataset.offers_original;
        (dataset.team, &dataset.source, &dataset.slug, offers)
    });
    let collections = site.collections.iter().map(|collection| {
        let paths: Vec<&str> = collection.rows.iter().map(|row| &*row.path).collect();
        (&collection.title, &collection.folder, paths)
    });
    let entries = job.sources.entries().iter();
    mark(&(
        (&site.config, job.options, job.withheld, site.today),
        (renderer.view(), job.theme.mark()),
        teams.collect::<Vec<_>>(),
        pages.collect::<Vec<_>>(),
        datasets.collect::<Vec<_>>(),
        collections.collect::<Vec<_>>(),
        entries.map(|entry| &entry.path).collect::<Vec<_>>(),
    ))
}

/// The mark of the headings that an anchor of a page may mean: those of its text, or of the team it belongs to.
/// Nothing for a page that has none.
pub(super) fn headings(site: &Site, page: &str) -> Option<Mark> {
    let folders = page.match_indices('/').map(|(at, _)| &page[..at]);
    let team = |folder: &str| {
        let found = site
            .teams
            .binary_search_by(|team| team.path.as_str().cmp(folder));
        found.ok().map(|at| &site.teams[at])
    };
    let teams: Vec<_> = folders
        .filter_map(team)
        .map(|team| {
            let sections = team.sections.iter();
            let contents = sections.map(|section| (section.key, &section.facts.contents));
            contents.collect::<Vec<_>>()
        })
        .collect();
    if !teams.is_empty() {
        return Some(mark(&teams));
    }
    let own = site.pages.iter().find(|facts| facts.path == page)?;
    Some(mark(&own.contents))
}

/// An output that notes the paths of what it is given.
pub(super) struct Tracked<'a> {
    output: &'a dyn Output,
    paths: Mutex<Vec<String>>,
}

impl<'a> Tracked<'a> {
    pub fn new(output: &'a dyn Output) -> Self {
        Tracked {
            output,
            paths: Mutex::default(),
        }
    }

    fn note(&self, path: &str) {
        lock(&self.paths).push(path.to_owned());
    }

    /// The paths, sorted.
    pub fn paths(self) -> Vec<String> {
        let mut paths = self.paths.into_inner().unwrap_or_default();
        paths.sort();
        paths
    }
}

impl Output for Tracked<'_> {
    fn now(&self) -> Duration {
        self.output.now()
    }

    fn spent(&self, work: Work, name: &str, time: Duration) {
        self.output.spent(work, name, time);
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.note(path);
        self.output.put(path, bytes)
    }

    fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        self.note(path);
        self.output.stream(path, write)
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        self.note(path);
        self.output.copy(path, source)
    }

    fn keep_bytes(&self, path: &str, hash: &str) -> bool {
        let kept = self.output.keep_bytes(path, hash);
        if kept {
            self.note(path);
        }
        kept
    }
}
