//! The pages that carry a text: a day, a whole logbook, a page of prose, the overview of a team.

use super::datasets::DatasetLineView;
use super::findings::{OutcomeView, OutsideView};
use super::team::{DayView, StopView, TeamView, full_name, link, section_address, section_title};
use super::{ContentsView, LinkView, NumberView, PageView};
use crate::model::logbook::SectionKey;
use crate::model::site::{Site, Team};
use crate::render::words;
use serde::Serialize;

/// What `team.html` sees, beside `site`, `words` and `body` (the prose before the first day; maybe empty).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverviewView {
    pub page: PageView,
    pub team: TeamView,
    pub rail: Vec<StopView>,
    pub numbers: Vec<NumberView>,
    pub days: Vec<DayView>,
    /// `7 pièces trouvées sur 10`; maybe empty.
    pub attachments: String,
    pub outcomes: Vec<OutcomeView>,
    /// Published elsewhere.
    pub datasets: Vec<OutsideView>,
    /// Published here.
    pub own_datasets: Vec<DatasetLineView>,
    pub maps: Vec<OutsideView>,
    pub reuses: Vec<OutsideView>,
    pub organizations: Vec<OutsideView>,
    pub tools: String,
    pub pager: PagerView,
}

/// What `day.html` sees, beside `site`, `words` and `body`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionView {
    pub page: PageView,
    pub team: TeamView,
    pub rail: Vec<StopView>,
    /// The fixed anchor of the section, the same as in the whole logbook: `j3`, `introduction`, `conclusion`.
    pub anchor: String,
    /// `Jour 3, Mise en qualité`; empty when the heading says it.
    pub kicker: String,
    /// The mood of the day; maybe empty.
    pub mood: String,
    /// Authors, date, reading time: whichever are known.
    pub byline: Vec<String>,
    pub contents: Vec<ContentsView>,
    /// Those that the text links to.
    pub datasets: Vec<DatasetLineView>,
    pub pager: PagerView,
}

/// What `logbook.html` sees, beside `site`, `words` and `body`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WholeView {
    pub page: PageView,
    pub team: TeamView,
    pub rail: Vec<StopView>,
    pub byline: Vec<String>,
    pub contents: Vec<ContentsView>,
}

/// What `page.html` and `not-found.html` see, beside `site`, `words` and `body`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProseView {
    pub page: PageView,
    pub byline: Vec<String>,
    pub contents: Vec<ContentsView>,
    pub tags: Vec<String>,
    /// The pages before and after, for the page of a row.
    pub pager: PagerView,
}

/// What `figure.html` sees, beside `site`, `words` and `body`: one figure, for other sites to show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureView {
    pub page: PageView,
    /// The page that the figure stands in, at its place.
    pub from: LinkView,
    /// The whole address of what machines ask about it, when `base-url` is known.
    pub oembed: Option<String>,
    /// The figure has a title of its own, which is the `h1`.
    pub titled: bool,
}

/// Where to read on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PagerView {
    pub previous: Option<NeighborView>,
    pub next: Option<NeighborView>,
}

/// A neighboring page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeighborView {
    /// What it is: `Jour 4, Publication`, or the kind of a team.
    pub kicker: String,
    pub title: String,
    pub address: String,
}

/// Days, then teams: the neighbors of a section, or of an overview (`None`).
pub fn pager(site: &Site, team_index: usize, section_index: Option<usize>) -> PagerView {
    let language = site.config.language;
    let Some(team) = site.teams.get(team_index) else {
        return PagerView::default();
    };
    let of_section = |team: &Team, index: usize| {
        team.sections.get(index).map(|section| NeighborView {
            kicker: match section.key {
                _ if !section.title.trim().is_empty() => full_name(language, section.key),
                SectionKey::Day(_) => words::section(language, section.key),
                // Its title says what it is: the kicker says whose.
                _ => link(site, team).label,
            },
            title: section_title(language, section),
            address: section_address(team, section.key),
        })
    };
    let of_team = |index: usize| {
        site.teams.get(index).map(|team| {
            let link = link(site, team);
            NeighborView {
                kicker: words::pick(language, "Carnet", "Logbook").to_owned(),
                title: link.label,
                address: link.address,
            }
        })
    };
    match section_index {
        None => PagerView {
            previous: team_index.checked_sub(1).and_then(of_team),
            next: of_section(team, 0).or_else(|| of_team(team_index + 1)),
        },
        Some(index) => PagerView {
            previous: match index.checked_sub(1) {
                Some(before) => of_section(team, before),
                None => of_team(team_index),
            },
            next: of_section(team, index + 1).or_else(|| of_team(team_index + 1)),
        },
    }
}

/// The sections of a logbook as its list of contents, by their fixed anchors.
pub fn section_contents(site: &Site, keys: &[SectionKey]) -> Vec<ContentsView> {
    keys.iter()
        .map(|key| ContentsView {
            level: 2,
            anchor: key.anchor(),
            label: full_name(site.config.language, *key),
        })
        .collect()
}

/// The trail of a page under a team.
pub fn team_crumbs(site: &Site, team: &Team, last: &str) -> Vec<LinkView> {
    vec![
        LinkView::page(
            words::pick(site.config.language, "Accueil", "Home"),
            "index.html",
        ),
        link(site, team),
        LinkView {
            label: last.to_owned(),
            address: String::new(),
        },
    ]
}
