//! What a week gave: numbers, outcomes, links to other sites.

use super::team::{dataset_count, name, section_address};
use super::{NumberView, clipped};
use crate::diag::Language;
use crate::model::logbook::{NamedLink, OutcomeKind};
use crate::model::site::{Site, Team};
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// What resisted or worked, in a few words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeView {
    /// `puzzle` or `success`.
    pub class: &'static str,
    /// `Casse-tête, jour 3`, with the team's name on the home page.
    pub title: String,
    pub text: String,
    pub address: String,
}

/// The first outcome of each kind that a team tells of at some length.
pub fn outcomes(site: &Site, team: &Team, with_team: bool) -> Vec<OutcomeView> {
    let language = site.config.language;
    [OutcomeKind::Puzzle, OutcomeKind::Success]
        .into_iter()
        .filter_map(|kind| {
            let (section, outcome) = team
                .sections
                .iter()
                .flat_map(|section| section.facts.outcomes.iter().map(move |one| (section, one)))
                .find(|(_, outcome)| outcome.kind == kind && outcome.text.chars().count() >= 30)?;
            let (class, word) = match kind {
                OutcomeKind::Success => ("success", words::pick(language, "Réussite", "Success")),
                _ => ("puzzle", words::pick(language, "Casse-tête", "Puzzle")),
            };
            let section_name = words::section(language, section.key).to_lowercase();
            let title = if with_team {
                format!("{word}, {}, {section_name}", name(team))
            } else {
                format!("{word}, {section_name}")
            };
            let spacing = spacing(language);
            Some(OutcomeView {
                class,
                title: escape::spaced(&title, spacing),
                text: escape::spaced(&clipped(&outcome.text, 220), spacing),
                address: section_address(team, section.key),
            })
        })
        .collect()
}

/// How many outcomes of a kind a team tells of.
pub fn outcome_count(team: &Team, kind: OutcomeKind) -> usize {
    team.sections
        .iter()
        .flat_map(|section| &section.facts.outcomes)
        .filter(|outcome| outcome.kind == kind)
        .count()
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutsideView {
    pub name: String,
    /// Whole, as the logbook wrote it.
    pub url: String,
    pub platform: String,
}

/// The links that may be shown: web addresses only.
pub fn outside(links: &[NamedLink], language: Language) -> Vec<OutsideView> {
    links
        .iter()
        .filter(|link| link.url.starts_with("https://") || link.url.starts_with("http://"))
        .map(|link| OutsideView {
            name: if link.name.trim().is_empty() {
                escape::short_address(&link.url, 60)
            } else {
                escape::spaced(link.name.trim(), spacing(language))
            },
            url: link.url.clone(),
            platform: link.platform.clone(),
        })
        .collect()
}

/// At most four numbers that say what the week gave.
pub fn numbers(site: &Site, team: &Team) -> Vec<NumberView> {
    let language = site.config.language;
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let facts = &team.facts;
    let mut out = Vec::new();
    let mut add = |value: usize, label: String, note: String| {
        if value > 0 && out.len() < 4 {
            out.push(NumberView {
                value: words::number(language, value as u64),
                label,
                note,
            });
        }
    };
    let noun =
        |count: usize, one: (&'static str, &'static str), many: (&'static str, &'static str)| {
            words::noun(language, count, pick(one.0, one.1), pick(many.0, many.1)).to_owned()
        };
    let datasets = dataset_count(team);
    let label = if facts.opened.is_some() {
        noun(
            datasets,
            ("jeu de données ouvert", "dataset opened"),
            ("jeux de données ouverts", "datasets opened"),
        )
    } else {
        noun(
            datasets,
            ("jeu de données cité", "dataset named"),
            ("jeux de données cités", "datasets named"),
        )
    };
    add(datasets, label, platforms(language, &facts.datasets));
    add(
        facts.maps.len(),
        noun(facts.maps.len(), ("carte", "map"), ("cartes", "maps")),
        platforms(language, &facts.maps),
    );
    add(
        facts.reuses.len(),
        noun(
            facts.reuses.len(),
            ("réutilisation", "reuse"),
            ("réutilisations", "reuses"),
        ),
        platforms(language, &facts.reuses),
    );
    let puzzles = outcome_count(team, OutcomeKind::Puzzle);
    let successes = outcome_count(team, OutcomeKind::Success);
    add(
        puzzles,
        noun(
            puzzles,
            ("casse-tête", "puzzle"),
            ("casse-têtes", "puzzles"),
        ),
        if successes > 0 {
            match language {
                Language::French => format!(
                    "et {}",
                    words::count(language, successes, "réussite", "réussites")
                ),
                Language::English => format!(
                    "and {}",
                    words::count(language, successes, "success", "successes")
                ),
            }
        } else {
            String::new()
        },
    );
    let tables: usize = team.sections.iter().map(|one| one.facts.tables).sum();
    let images: usize = team.sections.iter().map(|one| one.facts.images).sum();
    add(
        images,
        noun(
            images,
            ("image et capture", "picture"),
            ("images et captures", "pictures"),
        ),
        String::new(),
    );
    let total: usize = team.sections.iter().map(|one| one.facts.words).sum();
    add(
        total,
        pick("mots dans le carnet", "words in the logbook").to_owned(),
        words::reading_time(language, total),
    );
    add(
        tables,
        noun(tables, ("tableau", "table"), ("tableaux", "tables")),
        String::new(),
    );
    out
}

/// `data.gouv.fr et uMap`: where links lead.
fn platforms(language: Language, links: &[NamedLink]) -> String {
    let names: BTreeSet<&str> = links
        .iter()
        .map(|link| link.platform.as_str())
        .filter(|platform| !platform.is_empty())
        .collect();
    if names.is_empty() || names.len() > 2 {
        return String::new();
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    format!(
        "{} {}",
        words::pick(language, "sur", "on"),
        words::list(language, &names)
    )
}
