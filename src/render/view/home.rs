//! The home page: a card per team, a table to compare them.

use super::findings::{OutcomeView, outcome_count, outcomes};
use super::team::{TeamView, dataset_count, link, maturity, name};
use super::{LinkView, NumberView, PageView};
use crate::model::logbook::OutcomeKind;
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// Pages of a table that the home page names.
const EXAMPLES: usize = 8;

/// What `home.html` sees, beside `site`, `words` and `body`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomeView {
    pub page: PageView,
    /// Over the heading: when; maybe empty.
    pub kicker: String,
    pub lead: String,
    pub numbers: Vec<NumberView>,
    /// `9 équipes, 43 personnes`.
    pub counts: String,
    pub cards: Vec<TeamView>,
    /// Empty with a single team.
    pub rows: Vec<RowView>,
    /// Some column of the table has something to say.
    pub has_status: bool,
    pub has_population: bool,
    pub has_maturity: bool,
    pub outcomes: Vec<OutcomeView>,
    /// The lists of the pages of tables.
    pub collections: Vec<CollectionLinkView>,
}

/// A list of pages, on the home page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CollectionLinkView {
    pub title: String,
    pub address: String,
    /// `35 000 pages`.
    pub count: String,
    /// The first pages of a few letters.
    pub pages: Vec<LinkView>,
}

/// A team in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    pub name: String,
    pub address: String,
    pub status: String,
    pub population: String,
    /// Bare numbers, for sorting.
    pub population_value: u64,
    pub maturity: u8,
    pub datasets: usize,
    /// Length of the bar, 0 to 100.
    pub share: usize,
    pub maps: usize,
    pub words: String,
    pub words_value: usize,
}

/// Teams that are shown as cards; of more, the table alone is a list that people can use.
const CARDS: usize = 120;

/// The parts of the home page but its `page`; and the hosts of remote covers.
pub fn home(site: &Site, page: PageView, lead: &str) -> (HomeView, BTreeSet<String>) {
    let language = site.config.language;
    let mut hosts = BTreeSet::new();
    let mut cards = Vec::new();
    let shown = site.teams.len() <= CARDS;
    for team in site.teams.iter().filter(|_| shown) {
        let (mut card, host) = TeamView::new(site, team);
        card.summary = super::clipped(&card.summary, 130);
        hosts.extend(host);
        cards.push(card);
    }
    let most = site
        .teams
        .iter()
        .map(|team| dataset_count(team))
        .max()
        .unwrap_or(0)
        .max(1);
    let mut order: Vec<(usize, usize)> = site
        .teams
        .iter()
        .enumerate()
        .map(|(at, team)| (dataset_count(team), at))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let rows = if site.teams.len() < 2 {
        Vec::new()
    } else {
        order
            .into_iter()
            .filter_map(|(datasets, at)| {
                let team = site.teams.get(at)?;
                let link = link(site, team);
                let total: usize = team.sections.iter().map(|one| one.facts.words).sum();
                let kind = team.facts.collectivity_kind.trim();
                Some(RowView {
                    name: link.label,
                    address: link.address,
                    status: escape::spaced(kind, spacing(language)),
                    population: team
                        .facts
                        .population
                        .map_or_else(String::new, |people| words::number(language, people)),
                    population_value: team.facts.population.unwrap_or(0),
                    maturity: maturity(team).unwrap_or(0),
                    datasets,
                    share: datasets * 100 / most,
                    maps: team.facts.maps.len(),
                    words: words::number(language, total as u64),
                    words_value: total,
                })
            })
            .collect()
    };
    let dates: Vec<_> = site
        .teams
        .iter()
        .filter_map(|team| super::team::span(team))
        .collect();
    let kicker = match (
        dates.iter().map(|(from, _)| *from).min(),
        dates.iter().map(|(_, to)| *to).max(),
    ) {
        (Some(from), Some(to)) => words::date_range(language, from, to),
        _ => String::new(),
    };
    let view = HomeView {
        page,
        kicker,
        lead: escape::spaced(lead, spacing(language)),
        numbers: numbers(site),
        counts: counts(site),
        has_status: rows.iter().any(|row| !row.status.is_empty()),
        has_population: rows.iter().any(|row| row.population_value > 0),
        has_maturity: rows.iter().any(|row| row.maturity > 0),
        rows,
        cards,
        outcomes: digest(site),
        collections: collections(site),
    };
    (view, hosts)
}

fn collections(site: &Site) -> Vec<CollectionLinkView> {
    let language = site.config.language;
    let spacing = spacing(language);
    site.collections
        .iter()
        .map(|collection| {
            // Spread over the list: the first ones would all start with an A.
            let count = collection.rows.len().min(EXAMPLES);
            let example = |number: usize| &collection.rows[collection.rows.len() * number / count];
            CollectionLinkView {
                title: escape::spaced(&collection.title, spacing),
                address: escape::path(&collection.index()),
                count: words::count(
                    language,
                    collection.rows.len(),
                    words::pick(language, "page", "page"),
                    words::pick(language, "pages", "pages"),
                ),
                pages: (0..count)
                    .map(example)
                    .map(|row| LinkView::page(escape::spaced(&row.title, spacing), &row.path))
                    .collect(),
            }
        })
        .collect()
}

/// A puzzle and a success, of two teams if there are two.
fn digest(site: &Site) -> Vec<OutcomeView> {
    let puzzle = site.teams.iter().enumerate().find_map(|(at, team)| {
        let found = outcomes(site, team, true)
            .into_iter()
            .find(|outcome| outcome.class == "puzzle")?;
        Some((at, found))
    });
    let after = puzzle.as_ref().map_or(0, |(at, _)| at + 1);
    let success = site
        .teams
        .iter()
        .cycle()
        .skip(after)
        .take(site.teams.len())
        .find_map(|team| {
            outcomes(site, team, true)
                .into_iter()
                .find(|outcome| outcome.class == "success")
        });
    puzzle
        .map(|(_, outcome)| outcome)
        .into_iter()
        .chain(success)
        .collect()
}

fn counts(site: &Site) -> String {
    let language = site.config.language;
    let teams = words::count(
        language,
        site.teams.len(),
        words::pick(language, "équipe", "team"),
        words::pick(language, "équipes", "teams"),
    );
    let people: usize = site.teams.iter().map(|team| team.facts.authors.len()).sum();
    if people == 0 {
        return teams;
    }
    let people = words::count(
        language,
        people,
        words::pick(language, "personne", "person"),
        words::pick(language, "personnes", "people"),
    );
    format!("{teams}, {people}")
}

fn numbers(site: &Site) -> Vec<NumberView> {
    let language = site.config.language;
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let mut out = Vec::new();
    let mut add = |value: usize, one: &str, many: &str, note: String| {
        if value > 0 && out.len() < 4 {
            out.push(NumberView {
                value: words::number(language, value as u64),
                label: words::noun(language, value, one, many).to_owned(),
                note,
            });
        }
    };
    let sum = |of: &dyn Fn(&crate::model::site::Team) -> usize| -> usize {
        site.teams.iter().map(|team| of(team)).sum()
    };
    let best = site.teams.iter().max_by(|a, b| {
        // The first of equals, as `max_by` would give the last.
        dataset_count(a)
            .cmp(&dataset_count(b))
            .then(b.path.cmp(&a.path))
    });
    add(
        sum(&dataset_count),
        pick("jeu de données", "dataset"),
        pick("jeux de données", "datasets"),
        best.filter(|_| site.teams.len() > 1)
            .map_or_else(String::new, |team| {
                format!(
                    "{} {} ({})",
                    pick("jusqu’à", "up to"),
                    dataset_count(team),
                    escape::spaced(name(team), spacing(language))
                )
            }),
    );
    add(
        sum(&|team| team.facts.maps.len()),
        pick("carte", "map"),
        pick("cartes", "maps"),
        String::new(),
    );
    let successes = sum(&|team| outcome_count(team, OutcomeKind::Success));
    add(
        sum(&|team| outcome_count(team, OutcomeKind::Puzzle)),
        pick("casse-tête raconté", "puzzle told"),
        pick("casse-têtes racontés", "puzzles told"),
        if successes == 0 {
            String::new()
        } else {
            format!(
                "{} {}",
                pick("et", "and"),
                words::count(
                    language,
                    successes,
                    pick("réussite", "success"),
                    pick("réussites", "successes")
                )
            )
        },
    );
    let total = sum(&|team| team.sections.iter().map(|one| one.facts.words).sum());
    add(
        sum(&|team| team.sections.len()),
        pick("page de carnet", "logbook page"),
        pick("pages de carnet", "logbook pages"),
        if total == 0 {
            String::new()
        } else {
            format!(
                "{}\u{a0}{}",
                words::number(language, total as u64),
                pick("mots", "words")
            )
        },
    );
    out
}
