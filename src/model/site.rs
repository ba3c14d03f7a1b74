//! The whole site without its bodies: what stays in memory from one stage to the next.

use super::collection::Collection;
use super::config::Config;
use super::dataset::Dataset;
use super::date::Date;
use super::logbook::{LogbookFacts, SectionFacts, SectionKey};
use super::page::PageFacts;
use super::picture::Picture;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A team and its logbook, bodies left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Folder of its pages in the site, without a final `/`: `arlysere`, `edition-5/arlysere`.
    pub path: String,
    pub facts: LogbookFacts,
    /// In the order of the week; at most one per key.
    pub sections: Vec<TeamSection>,
    /// There is prose before the first section.
    pub has_opening: bool,
    pub draft: bool,
}

impl Team {
    /// The path of a section's page.
    pub fn section_page(&self, key: SectionKey) -> String {
        format!("{}/{}.html", self.path, key.stem())
    }

    /// The paths of its pages.
    pub fn pages(&self) -> impl Iterator<Item = String> {
        let own = ["index", "carnet"].map(|stem| format!("{}/{stem}.html", self.path));
        let sections = self.sections.iter();
        own.into_iter()
            .chain(sections.map(|section| self.section_page(section.key)))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct TeamSection {
    pub key: SectionKey,
    pub title: String,
    pub facts: SectionFacts,
}

/// Everything that holds, and nothing that is big.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Site {
    pub config: Config,
    /// Sorted by path.
    pub teams: Vec<Arc<Team>>,
    /// Sorted by order, then path.
    pub pages: Vec<Arc<PageFacts>>,
    /// `index.md` has a body.
    pub has_home: bool,
    /// In the order of the teams, then of their files.
    pub datasets: Vec<Arc<Dataset>>,
    /// The pages of tables, in the order of `book.toml`.
    pub collections: Vec<Collection>,
    /// Some text asks for a map: there is a page of them all.
    pub has_maps: bool,
    /// The day of the build, for what depends on it; none: nothing is late.
    pub today: Option<Date>,
    /// Source path → the picture as the site shows it.
    pub pictures: BTreeMap<String, Picture>,
}
