//! A team: its card, its overview, its days.

use super::picture::{CoverView, cover};
use super::{LinkView, NumberView, clipped};
use crate::diag::Language;
use crate::model::logbook::{AttachmentState, NamedLink, OutcomeKind, SectionKey};
use crate::model::site::{Site, Team, TeamSection};
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A team in a few words: `team`, and each of `cards`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamView {
    pub name: String,
    /// Of its overview.
    pub address: String,
    /// Of the whole logbook on one page.
    pub logbook_address: String,
    /// `Communauté de communes, 38 420 habitants`; maybe empty.
    pub status: String,
    pub summary: String,
    pub cover: CoverView,
    /// 1 to 4.
    pub maturity: Option<u8>,
    /// `score 47 sur 100`; empty when the scale is not known.
    pub score: String,
    /// `6 jeux`, `2 cartes`; empty when there is none.
    pub datasets: String,
    pub maps: String,
    pub authors: String,
    /// `Du 12 au 16 octobre 2026`; maybe empty.
    pub dates: String,
    /// `groupe 4`; maybe empty.
    pub group: String,
    pub edition: String,
    pub tags: Vec<String>,
}

/// How many datasets a team says it opened, or else names.
pub fn dataset_count(team: &Team) -> usize {
    team.facts
        .opened
        .map_or(team.facts.datasets.len(), |opened| opened as usize)
}

/// A team's short name, never empty.
pub fn name(team: &Team) -> &str {
    [team.facts.collectivity.as_str(), team.facts.title.as_str()]
        .into_iter()
        .map(str::trim)
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| super::file_name(&team.path))
}

/// A link to a team's overview.
pub fn link(site: &Site, team: &Team) -> LinkView {
    LinkView {
        label: escape::spaced(name(team), spacing(site.config.language)),
        address: overview_address(team),
    }
}

fn overview_address(team: &Team) -> String {
    escape::path(&format!("{}/index.html", team.path))
}

/// Of the whole logbook on one page.
pub fn logbook_address(team: &Team) -> String {
    escape::path(&format!("{}/carnet.html", team.path))
}

/// The first and last day that a logbook dates.
pub fn span(team: &Team) -> Option<(crate::model::date::Date, crate::model::date::Date)> {
    let mut dates = team
        .sections
        .iter()
        .filter_map(|section| section.facts.date);
    let first = dates.next()?;
    Some(dates.fold((first, first), |(from, to), date| {
        (from.min(date), to.max(date))
    }))
}

impl TeamView {
    /// The view, and the host of a remote cover.
    pub fn new(site: &Site, team: &Team) -> (Self, Option<String>) {
        let language = site.config.language;
        let facts = &team.facts;
        let spacing = spacing(language);
        let spaced = |text: &str| escape::spaced(text, spacing);
        let mut status = spaced(&capitalized(&facts.collectivity_kind));
        if let Some(population) = facts.population {
            if !status.is_empty() {
                status.push_str(", ");
            }
            status.push_str(&format!(
                "{}\u{a0}{}",
                words::number(language, population),
                words::pick(language, "habitants", "inhabitants")
            ));
        }
        let summary = if facts.summary.trim().is_empty() {
            lead(team)
        } else {
            facts.summary.clone()
        };
        let (cover, host) = cover(site, facts.cover.as_ref(), name(team));
        let view = TeamView {
            name: spaced(name(team)),
            address: overview_address(team),
            logbook_address: logbook_address(team),
            status,
            summary: spaced(summary.trim()),
            cover,
            maturity: facts.maturity.filter(|level| (1..=4).contains(level)),
            score: facts.score.map_or_else(String::new, |(score, scale)| {
                format!(
                    "score {score} {} {scale}",
                    words::pick(language, "sur", "out of")
                )
            }),
            datasets: some(
                language,
                dataset_count(team),
                words::pick(language, "jeu", "dataset"),
                words::pick(language, "jeux", "datasets"),
            ),
            maps: some(
                language,
                facts.maps.len(),
                words::pick(language, "carte", "map"),
                words::pick(language, "cartes", "maps"),
            ),
            authors: words::list(language, &facts.authors),
            dates: span(team).map_or_else(String::new, |(from, to)| {
                words::date_range(language, from, to)
            }),
            group: facts.group.map_or_else(String::new, |group| {
                format!("{}\u{a0}{group}", words::pick(language, "groupe", "group"))
            }),
            edition: spaced(&facts.edition),
            tags: facts.tags.iter().map(|tag| spaced(tag)).collect(),
        };
        (view, host)
    }
}

/// A number and its noun, or nothing for none.
fn some(language: Language, value: usize, one: &str, many: &str) -> String {
    if value == 0 {
        return String::new();
    }
    words::count(language, value, one, many)
}

fn capitalized(text: &str) -> String {
    let mut characters = text.trim().chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The first sentence that can stand for a logbook when nobody wrote a summary.
fn lead(team: &Team) -> String {
    team.sections
        .iter()
        .map(|section| section.facts.lead.as_str())
        .find(|lead| lead.chars().count() > 20)
        .unwrap_or_default()
        .to_owned()
}

/// One mark of the day rail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StopView {
    /// `start`, `day` or `end`.
    pub kind: &'static str,
    /// `1` to `5` for a day.
    pub number: String,
    /// `Jour 3, Mise en qualité`.
    pub name: String,
    /// `Mise en qualité`.
    pub label: String,
    pub date: String,
    /// Empty: the section is missing.
    pub address: String,
    pub current: bool,
}

/// The rail of a team: five days and the end; an introduction only where there is one.
pub fn rail(site: &Site, team: &Team, current: Option<SectionKey>) -> Vec<StopView> {
    let language = site.config.language;
    SectionKey::ALL
        .into_iter()
        .filter_map(|key| {
            let section = team.sections.iter().find(|section| section.key == key);
            if section.is_none() && key == SectionKey::Introduction {
                return None;
            }
            Some(StopView {
                kind: match key {
                    SectionKey::Introduction => "start",
                    SectionKey::Day(_) => "day",
                    SectionKey::Conclusion => "end",
                },
                number: match key {
                    SectionKey::Day(day) => day.to_string(),
                    _ => String::new(),
                },
                name: full_name(language, key),
                label: words::step(language, key).to_owned(),
                date: section
                    .and_then(|section| section.facts.date)
                    .map_or_else(String::new, |date| words::short_date(language, date)),
                address: section.map_or_else(String::new, |_| section_address(team, key)),
                current: current == Some(key),
            })
        })
        .collect()
}

/// `Jour 3, Mise en qualité`; the name alone where it is the step.
pub fn full_name(language: Language, key: SectionKey) -> String {
    match key {
        SectionKey::Day(_) => format!(
            "{}, {}",
            words::section(language, key),
            words::step(language, key)
        ),
        _ => words::section(language, key),
    }
}

/// Of a section's page, encoded, from the site's root.
pub fn section_address(team: &Team, key: SectionKey) -> String {
    escape::path(&section_path(team, key))
}

/// Of a section's page, in the site.
pub fn section_path(team: &Team, key: SectionKey) -> String {
    format!("{}/{}.html", team.path, key.stem())
}

/// What a section is called: the team's words, or else the step.
pub fn section_title(language: Language, section: &TeamSection) -> String {
    let title = section.title.trim();
    if title.is_empty() {
        words::step(language, section.key).to_owned()
    } else {
        escape::spaced(&capitalized(title), spacing(language))
    }
}

/// One section in the list "day by day".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DayView {
    pub number: String,
    pub name: String,
    pub title: String,
    pub lead: String,
    pub mood: String,
    pub date: String,
    /// Empty: the section is missing.
    pub address: String,
    pub attachments: Vec<AttachmentView>,
}

/// Something that facilitators expect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttachmentView {
    pub name: String,
    /// `jointe`, `en attente`, …
    pub state: String,
    /// `joined`, `pending`, `mentioned` or `missing`.
    pub class: &'static str,
}

/// The sections of a team, a row for each mark of its rail.
pub fn days(site: &Site, team: &Team) -> Vec<DayView> {
    let language = site.config.language;
    let spacing = spacing(language);
    rail(site, team, None)
        .into_iter()
        .zip(SectionKey::ALL.into_iter().filter(|key| {
            *key != SectionKey::Introduction
                || team.sections.iter().any(|section| section.key == *key)
        }))
        .map(|(stop, key)| {
            let section = team.sections.iter().find(|section| section.key == key);
            let title = section.map_or_else(
                || stop.label.clone(),
                |section| section_title(language, section),
            );
            let attachments = match (section, key) {
                (Some(section), _) => section
                    .facts
                    .attachments
                    .iter()
                    .filter(|attachment| {
                        attachment.required || attachment.state == AttachmentState::Joined
                    })
                    .map(|attachment| attachment_view(language, attachment.kind, attachment.state))
                    .collect(),
                (None, SectionKey::Day(day)) => site
                    .config
                    .expected
                    .get(&day)
                    .into_iter()
                    .flatten()
                    .map(|kind| attachment_view(language, *kind, AttachmentState::Missing))
                    .collect(),
                (None, _) => Vec::new(),
            };
            DayView {
                number: stop.number,
                name: stop.label,
                title,
                lead: section.map_or_else(String::new, |section| {
                    escape::spaced(&clipped(&section.facts.lead, 160), spacing)
                }),
                mood: section.map_or_else(String::new, |section| {
                    escape::spaced(section.facts.mood.trim(), spacing)
                }),
                date: stop.date,
                address: stop.address,
                attachments,
            }
        })
        .collect()
}

fn attachment_view(
    language: Language,
    kind: crate::model::logbook::AttachmentKind,
    state: AttachmentState,
) -> AttachmentView {
    let (word, class) = words::attachment_state(language, kind, state);
    AttachmentView {
        name: words::attachment(language, kind).to_owned(),
        state: word,
        class,
    }
}

/// `7 pièces attendues sur 10 sont là`; empty when none is expected.
pub fn attachments_summary(site: &Site, days: &[DayView]) -> String {
    let language = site.config.language;
    let all = days.iter().flat_map(|day| &day.attachments);
    let (found, total) = all.fold((0, 0), |(found, total), attachment| {
        let there = matches!(attachment.class, "joined" | "mentioned");
        (found + usize::from(there), total + 1)
    });
    if total == 0 {
        return String::new();
    }
    match language {
        Language::French => format!("{found}\u{a0}pièces trouvées sur {total}"),
        Language::English => format!("{found}\u{a0}of {total} attachments found"),
    }
}

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
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in links.iter().filter(|link| !link.platform.is_empty()) {
        *counts.entry(link.platform.as_str()).or_default() += 1;
    }
    let names: BTreeSet<&str> = counts.keys().copied().collect();
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
