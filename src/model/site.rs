//! The whole site without its bodies: what stays in memory from one stage to the next.

use super::collection::Collection;
use super::config::Config;
use super::dataset::Dataset;
use super::date::Date;
use super::logbook::{LogbookFacts, SectionFacts, SectionKey};
use super::page::PageFacts;
use super::picture::Picture;
use crate::text::fold::slug;
use std::collections::{BTreeMap, BTreeSet};
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

/// A collectivity whose texts draw several maps: there is a page where all their layers are on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedMap {
    /// Path of the page in the site.
    pub path: String,
    /// End of the map's files: `collectivite-valbrune`.
    pub id: String,
    pub collectivity: String,
    /// Indexes of its teams.
    pub teams: Vec<usize>,
}

impl Site {
    /// The collectivities of which several maps were drawn, by one team or by several, in the order of their names.
    pub fn find_shared_maps(&self) -> Vec<SharedMap> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, team) in self.teams.iter().enumerate() {
            let facts = &team.facts;
            let key = [&facts.siren, &facts.insee, &facts.collectivity]
                .into_iter()
                .map(|known| slug(known))
                .find(|known| !known.is_empty());
            if let (Some(key), true) = (key, facts.map_blocks > 0) {
                groups.entry(key).or_default().push(index);
            }
        }
        let mut taken: BTreeSet<String> = self.pages.iter().map(|page| page.path.clone()).collect();
        let mut shared = Vec::new();
        for teams in groups.into_values() {
            let facts = |index: &usize| &self.teams[*index].facts;
            if teams
                .iter()
                .map(|index| facts(index).map_blocks)
                .sum::<usize>()
                < 2
            {
                continue;
            }
            let collectivity = facts(&teams[0]).collectivity.clone();
            let name = match slug(&collectivity) {
                empty if empty.is_empty() => self.teams[teams[0]].path.replace('/', "-"),
                name => name,
            };
            let path = [
                format!("collectivites/{name}.html"),
                format!("collectivites/{name}-cartes.html"),
                format!(
                    "collectivites/{name}-{}.html",
                    self.teams[teams[0]].path.replace('/', "-")
                ),
            ]
            .into_iter()
            .find(|path| !taken.contains(path));
            let Some(path) = path else {
                continue;
            };
            let stem = path
                .trim_start_matches("collectivites/")
                .trim_end_matches(".html");
            shared.push(SharedMap {
                id: format!("collectivite--{stem}"),
                collectivity,
                teams,
                path: path.clone(),
            });
            taken.insert(path);
        }
        shared.sort_by(|a, b| a.path.cmp(&b.path));
        shared
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
    /// What [`Site::find_shared_maps`] found.
    pub shared_maps: Vec<SharedMap>,
    /// The day of the build, for what depends on it; none: nothing is late.
    pub today: Option<Date>,
    /// Source path → the picture as the site shows it.
    pub pictures: BTreeMap<String, Picture>,
}
