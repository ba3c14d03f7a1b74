//! `casse-tetes.html`: what resisted and what worked, over all teams, day by day.

use super::team::{full_name, name, section_path};
use super::{LinkView, PageView};
use crate::diag::Language;
use crate::model::logbook::{Outcome, OutcomeKind, SectionKey};
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use crate::text::fold::fold;
use serde::Serialize;

/// Its path.
pub const PATH: &str = "casse-tetes.html";

/// What `outcomes-page.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomesView {
    pub page: PageView,
    /// One sentence: how many, from how many teams.
    pub summary: String,
    pub days: Vec<OutcomeDayView>,
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

/// Whether there is enough for a page of its own.
pub fn has_outcomes(site: &Site) -> bool {
    site.teams
        .iter()
        .flat_map(|team| &team.sections)
        .any(|section| !section.facts.outcomes.is_empty())
}

/// Puzzles, then what a team gave a name of its own, then successes.
fn rank(outcome: &Outcome) -> u8 {
    match outcome.kind {
        OutcomeKind::Puzzle => 0,
        OutcomeKind::Other => 1,
        OutcomeKind::Success => 2,
    }
}

/// The outcomes of all teams, puzzles before successes within each day.
pub fn outcomes_page(site: &Site, page: PageView) -> OutcomesView {
    let language = site.config.language;
    let spacing = spacing(language);
    let mut days = Vec::new();
    let mut totals = [0; 3];
    for key in SectionKey::ALL {
        let mut own = Vec::new();
        for team in &site.teams {
            for section in team.sections.iter().filter(|section| section.key == key) {
                for outcome in &section.facts.outcomes {
                    own.push((team, outcome));
                }
            }
        }
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|(_, outcome)| rank(outcome));
        let count = |kind| own.iter().filter(|(_, one)| one.kind == kind).count();
        let counts = [
            OutcomeKind::Puzzle,
            OutcomeKind::Success,
            OutcomeKind::Other,
        ]
        .map(count);
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += count;
        }
        days.push(OutcomeDayView {
            anchor: key.stem(),
            name: full_name(language, key),
            count: counted(site, counts),
            outcomes: own
                .into_iter()
                .map(|(team, outcome)| {
                    let (class, kind) = match outcome.kind {
                        OutcomeKind::Success => {
                            ("success", words::pick(language, "Réussite", "Success"))
                        }
                        OutcomeKind::Puzzle => {
                            ("puzzle", words::pick(language, "Casse-tête", "Puzzle"))
                        }
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
                            &section_path(team, key),
                        ),
                    }
                })
                .collect(),
        });
    }
    OutcomesView {
        page,
        summary: counted(site, totals),
        days,
    }
}

fn counted(site: &Site, [puzzles, successes, others]: [usize; 3]) -> String {
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
