//! A team: its card, its overview, its days.

use super::picture::{CoverView, cover};
use super::{LinkView, clipped};
use crate::diag::Language;
use crate::model::logbook::{AttachmentKind, AttachmentState, SectionKey};
use crate::model::site::{Site, Team, TeamSection};
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

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

/// Its level, if it is one of the four.
pub fn maturity(team: &Team) -> Option<u8> {
    team.facts.maturity.filter(|level| (1..=4).contains(level))
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
            status: status.clone(),
            summary: spaced(summary.trim()),
            cover,
            maturity: maturity(team),
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
                let name = words::pick(language, "groupe", "group");
                let name = match status.is_empty() {
                    true => capitalized(name),
                    false => name.to_owned(),
                };
                format!("{name}\u{a0}{group}")
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
    if !team.facts.lead.is_empty() {
        return team.facts.lead.clone();
    }
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
    /// `joined`, `pending`, `mentioned`, `lost` or `missing`.
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
    kind: AttachmentKind,
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
