//! `casse-tetes.html`: what resisted and what worked, over all teams, day by day; of many teams, on several pages.

use super::page::{NeighborView, PagerView};
use super::team::{full_name, name, section_path};
use super::{LinkView, PageView};
use crate::diag::Language;
use crate::model::logbook::{Outcome, OutcomeKind, SectionKey};
use crate::model::site::{Site, Team};
use crate::render::body::spacing;
use crate::render::{escape, words};
use crate::text::fold::fold;
use serde::Serialize;

/// The path of the first page.
pub const PATH: &str = "casse-tetes.html";

/// Outcomes on one page.
const PER_PAGE: usize = 400;

/// The path of a page, from 0.
pub fn path(page: usize) -> String {
    match page {
        0 => PATH.to_owned(),
        _ => format!("casse-tetes-{}.html", page + 1),
    }
}

/// What `outcomes-page.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomesView {
    pub page: PageView,
    /// One sentence: how many, from how many teams.
    pub summary: String,
    /// Every day, where it starts.
    pub links: Vec<LinkView>,
    /// The days of this page.
    pub days: Vec<OutcomeDayView>,
    pub pager: PagerView,
}

/// The outcomes of one day of the week.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeDayView {
    /// `jour-3`: its anchor.
    pub anchor: String,
    pub name: String,
    /// `4 casse-têtes, 2 réussites`.
    pub count: String,
    pub outcomes: Vec<OutcomeItemView>,
}

/// One outcome, in the team's words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeItemView {
    /// `puzzle`, `success`, or `note` where the team says neither.
    pub class: &'static str,
    pub kind: &'static str,
    /// The team's own name for it; maybe empty.
    pub what: String,
    pub text: String,
    pub team: LinkView,
}

/// Its heading.
pub fn heading(language: Language) -> &'static str {
    words::pick(
        language,
        "Casse-têtes et réussites",
        "Puzzles and successes",
    )
}

/// One outcome and where it was told.
type Told<'a> = (SectionKey, &'a Team, &'a Outcome);

/// The outcomes of all teams, day by day, puzzles before successes within each day.
fn told(site: &Site) -> Vec<Told<'_>> {
    let mut told: Vec<Told<'_>> = Vec::new();
    for team in &site.teams {
        for section in &team.sections {
            let outcomes = section.facts.outcomes.iter();
            told.extend(outcomes.map(|outcome| (section.key, &**team, outcome)));
        }
    }
    told.sort_by_key(|(key, _, outcome)| (*key, rank(outcome)));
    told
}

/// Puzzles, then what a team gave a name of its own, then successes.
fn rank(outcome: &Outcome) -> u8 {
    match outcome.kind {
        OutcomeKind::Puzzle => 0,
        OutcomeKind::Other => 1,
        OutcomeKind::Success => 2,
    }
}

/// How many pages there are: none when no team tells of any outcome.
pub fn page_count(site: &Site) -> usize {
    let sections = site.teams.iter().flat_map(|team| &team.sections);
    let outcomes = sections.flat_map(|section| &section.facts.outcomes);
    outcomes.count().div_ceil(PER_PAGE)
}

/// Whether there is enough for a page of its own.
pub fn has_outcomes(site: &Site) -> bool {
    page_count(site) > 0
}

/// What stands on page number `at`, from 0.
pub fn outcomes_page(site: &Site, page: PageView, at: usize) -> OutcomesView {
    let language = site.config.language;
    let told = told(site);
    let start = (at * PER_PAGE).min(told.len());
    let end = (start + PER_PAGE).min(told.len());
    let mut links = Vec::new();
    let mut days = Vec::new();
    for own in told.chunk_by(|(day, ..), (other, ..)| day == other) {
        let Some((key, ..)) = own.first() else {
            continue;
        };
        let first = told.partition_point(|(day, ..)| day < key);
        let name = full_name(language, *key);
        links.push(LinkView {
            label: name.clone(),
            address: format!("{}#{}", path(first / PER_PAGE), key.stem()),
        });
        let shown = start.max(first)..end.min(first + own.len());
        if shown.is_empty() {
            continue;
        }
        let goes_on = shown.start > first;
        let more = words::pick(language, " (suite)", " (continued)");
        days.push(OutcomeDayView {
            anchor: key.stem(),
            name: if goes_on { name + more } else { name },
            count: counted(site, own),
            outcomes: told[shown].iter().map(|one| item(site, one)).collect(),
        });
    }
    let neighbor = |wanted: bool, other: usize| {
        wanted.then(|| NeighborView {
            kicker: heading(language).to_owned(),
            title: format!("Page {}", other + 1),
            address: path(other),
        })
    };
    OutcomesView {
        page,
        summary: counted(site, &told),
        links,
        days,
        pager: PagerView {
            previous: neighbor(at > 0, at.saturating_sub(1)),
            next: neighbor(end < told.len(), at + 1),
        },
    }
}

fn item(site: &Site, (key, team, outcome): &Told<'_>) -> OutcomeItemView {
    let language = site.config.language;
    let spacing = spacing(language);
    let (class, kind) = match outcome.kind {
        OutcomeKind::Success => ("success", words::pick(language, "Réussite", "Success")),
        OutcomeKind::Puzzle => ("puzzle", words::pick(language, "Casse-tête", "Puzzle")),
        OutcomeKind::Other => ("note", words::pick(language, "Récit", "Story")),
    };
    OutcomeItemView {
        class,
        kind,
        // The table's own first column often says the kind, and nothing more.
        what: match fold(&outcome.what) == fold(kind) {
            true => String::new(),
            false => escape::spaced(&outcome.what, spacing),
        },
        text: escape::spaced(&outcome.text, spacing),
        team: LinkView::page(
            escape::spaced(name(team), spacing),
            &section_path(team, *key),
        ),
    }
}

fn counted(site: &Site, told: &[Told<'_>]) -> String {
    let count = |kind| told.iter().filter(|(.., one)| one.kind == kind).count();
    let [puzzles, successes, others] = [
        OutcomeKind::Puzzle,
        OutcomeKind::Success,
        OutcomeKind::Other,
    ]
    .map(count);
    let language = site.config.language;
    let mut parts = Vec::new();
    if puzzles > 0 {
        let (one, many) = match language.tag() {
            "fr" => ("casse-tête", "casse-têtes"),
            _ => ("puzzle", "puzzles"),
        };
        parts.push(words::count(language, puzzles, one, many));
    }
    if successes > 0 {
        let (one, many) = match language.tag() {
            "fr" => ("réussite", "réussites"),
            _ => ("success", "successes"),
        };
        parts.push(words::count(language, successes, one, many));
    }
    if others > 0 {
        let (one, many) = match language.tag() {
            "fr" => ("autre récit", "autres récits"),
            _ => ("other story", "other stories"),
        };
        parts.push(words::count(language, others, one, many));
    }
    parts.join(", ")
}
