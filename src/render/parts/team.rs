//! The pages of one team: its overview, its sections, its whole logbook.

use super::super::body::{Body, spacing};
use super::super::json_ld::{self, Subject};
use super::super::theme::Theme;
use super::super::view::datasets::{line, of_team};
use super::super::view::findings::{numbers, outcomes, outside};
use super::super::view::page::{
    OverviewView, SectionView, WholeView, pager, section_contents, team_crumbs,
};
use super::super::view::picture::cover_path;
use super::super::view::team::{
    TeamView, attachments_summary, days, full_name, name, rail, section_path, section_title,
};
use super::super::view::{LinkView, PageParts, PageView, contents, root};
use super::super::{Text, escape, words};
use super::{body, capitalized, context, here, home_crumb, render};
use crate::diag::{Diagnostic, Language};
use crate::model::body::{Block, Figure, Image, ImageTarget};
use crate::model::logbook::{SectionFacts, SectionKey};
use crate::model::site::{Site, Team};
use std::collections::BTreeSet;
use std::sync::Arc;

fn dates(team: &Team) -> Subject<'_> {
    Subject {
        kind: "Article",
        authors: &team.facts.authors,
        date: None,
        updated: team.facts.updated,
    }
}

/// The team of an index, or an empty page's error that no caller of ours meets.
fn team_at(site: &Site, index: usize) -> Result<&Team, Diagnostic> {
    let team = site.teams.get(index).map(Arc::as_ref);
    team.ok_or_else(|| Diagnostic {
        problem: crate::diag::theme::template(format!("team {index}")),
        place: None,
    })
}

pub fn overview(
    site: &Site,
    theme: &Theme,
    index: usize,
    opening: Text<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    let team = team_at(site, index)?;
    let language = site.config.language;
    let path = format!("{}/index.html", team.path);
    let body = body(site, &path, language, opening);
    let (team_view, host) = TeamView::new(site, team);
    let hosts: BTreeSet<String> = host.into_iter().collect();
    let mut page = PageView::new(
        site,
        PageParts {
            kind: "team",
            path: &path,
            heading: name(team),
            tab: "",
            description: &team_view.summary,
            language,
            body: &body,
            other_images: &hosts,
            image: cover_path(site, team.facts.cover.as_ref()),
        },
    );
    page.nav = "index.html".into();
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    page.running.clone_from(&page.heading);
    let days = days(site, team);
    let view = OverviewView {
        rail: rail(site, team, None),
        numbers: numbers(site, team),
        attachments: attachments_summary(site, &days),
        days,
        outcomes: outcomes(site, team, false),
        datasets: outside(&team.facts.datasets, language),
        own_datasets: of_team(site, index),
        maps: outside(&team.facts.maps, language),
        shared_map: shared_map(site, index),
        reuses: outside(&team.facts.reuses, language),
        organizations: outside(&team.facts.organizations, language),
        tools: words::list(language, &team.facts.tools),
        pager: pager(site, index, None),
        team: team_view,
        page,
    };
    let data = json_ld::text(site, &view.page, dates(team));
    render(theme, "team.html", &view, &body, &data)
}

fn shared_map(site: &Site, team: usize) -> Option<LinkView> {
    let shared = site
        .shared_maps
        .iter()
        .find(|shared| shared.teams.contains(&team))?;
    let name = words::pick(
        site.config.language,
        "Toutes les cartes en une",
        "All the maps in one",
    );
    Some(LinkView::page(name, &shared.path))
}

pub fn section(
    site: &Site,
    theme: &Theme,
    index: usize,
    section_index: usize,
    text: Text<'_>,
    datasets: &[usize],
) -> Result<Vec<u8>, Diagnostic> {
    let team = team_at(site, index)?;
    let section = team.sections.get(section_index).ok_or_else(|| Diagnostic {
        problem: crate::diag::theme::template(format!("section {section_index}")),
        place: None,
    })?;
    let language = site.config.language;
    let path = section_path(team, section.key);
    let body = body(site, &path, language, text);
    let (team_view, _) = TeamView::new(site, team);
    let full = full_name(language, section.key);
    let heading = section_title(language, section);
    let tab = if heading == full || section.title.trim().is_empty() {
        format!("{full} · {}", team_view.name)
    } else {
        format!("{heading} · {full} · {}", team_view.name)
    };
    let mut page = PageView::new(
        site,
        PageParts {
            kind: "day",
            path: &path,
            heading: &heading,
            tab: &tab,
            description: &section.facts.lead,
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: None,
        },
    );
    page.nav = "index.html".into();
    page.crumbs = team_crumbs(site, team, &words::section(language, section.key));
    page.running = format!("{}, {}", team_view.name, full.to_lowercase());
    let mut byline = Vec::new();
    if !team_view.authors.is_empty() {
        byline.push(team_view.authors.clone());
    }
    byline.extend(
        section
            .facts
            .date
            .map(|date| capitalized(&words::long_date(language, date))),
    );
    if section.facts.words > 0 {
        byline.push(words::reading_time(language, section.facts.words));
    }
    let view = SectionView {
        rail: rail(site, team, Some(section.key)),
        anchor: section.key.anchor(),
        kicker: match section.key {
            // The heading is the step: its number is enough.
            SectionKey::Day(_) if section.title.trim().is_empty() => {
                words::section(language, section.key)
            }
            SectionKey::Day(_) => full,
            _ if section.title.trim().is_empty() => team_view.name.clone(),
            _ => full,
        },
        mood: mood(language, &section.facts),
        byline,
        contents: contents(&section.facts.contents, language),
        datasets: datasets
            .iter()
            .filter_map(|index| site.datasets.get(*index))
            .map(|dataset| line(site, dataset))
            .collect(),
        pager: pager(site, index, Some(section_index)),
        team: team_view,
        page,
    };
    let subject = Subject {
        date: section.facts.date,
        ..dates(team)
    };
    let data = json_ld::text(site, &view.page, subject);
    render(theme, "day.html", &view, &body, &data)
}

/// The mood of a day with its name, unless the reader meets it in the text.
fn mood(language: Language, facts: &SectionFacts) -> String {
    let mood = facts.mood.trim();
    if mood.is_empty() || facts.tells_mood {
        return String::new();
    }
    let name = words::pick(language, "Humeur du jour : ", "Mood of the day: ");
    escape::spaced(&format!("{name}{mood}"), spacing(language))
}

pub fn logbook(
    site: &Site,
    theme: &Theme,
    index: usize,
    opening: Text<'_>,
    sections: &[Text<'_>],
) -> Result<Vec<u8>, Diagnostic> {
    let team = team_at(site, index)?;
    let language = site.config.language;
    let path = format!("{}/carnet.html", team.path);
    let root = root(&path);
    let mut body = Body::new(context(site, &root, language, 0));
    // The overview shows the cover beside its title; here it is again where the authors put it.
    let shown = |image: &&Image| match &image.target {
        ImageTarget::Local(source) => site.pictures.contains_key(source),
        _ => true,
    };
    let cover = team.facts.cover.as_ref().filter(shown);
    if let Some(image) = cover.filter(|_| team.facts.opens_with_cover) {
        let caption = Vec::new();
        let image = image.clone();
        body.push(&[Block::Figure(Figure { image, caption })], &[]);
    }
    body.push(opening.blocks, opening.footnotes);
    body.set_shift(1);
    for (section, text) in team.sections.iter().zip(sections) {
        let anchor = section.key.anchor();
        body.push_html(&format!(
            "<section class=\"part\" id=\"{anchor}\" aria-labelledby=\"titre--{anchor}\">\n<header><p class=\"kicker\">"
        ));
        let named = !section.title.trim().is_empty();
        let full = full_name(language, section.key);
        if named {
            body.push_words(&full);
        } else if let SectionKey::Day(_) = section.key {
            body.push_words(&words::section(language, section.key));
        }
        if let Some(date) = section.facts.date {
            if named || matches!(section.key, SectionKey::Day(_)) {
                body.push_words(", ");
            }
            body.push_words(&words::long_date(language, date));
        }
        body.push_html(&format!("</p><h2 id=\"titre--{anchor}\">"));
        body.push_words(&section_title(language, section));
        body.push_html("</h2></header>\n");
        body.push(text.blocks, text.footnotes);
        body.push_html("</section>\n");
    }
    let body = body.finish();
    let (team_view, _) = TeamView::new(site, team);
    let heading = if team.facts.title.trim().is_empty() {
        name(team)
    } else {
        team.facts.title.trim()
    };
    let whole = words::pick(language, "Tout le carnet", "The whole logbook");
    let tab = format!("{whole} · {}", team_view.name);
    let mut page = PageView::new(
        site,
        PageParts {
            kind: "logbook",
            path: &path,
            heading,
            tab: &tab,
            description: &team_view.summary,
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: cover_path(site, team.facts.cover.as_ref()),
        },
    );
    page.nav = "index.html".into();
    page.crumbs = team_crumbs(site, team, whole);
    page.running.clone_from(&team_view.name);
    let total: usize = team.sections.iter().map(|one| one.facts.words).sum();
    let mut byline = Vec::new();
    for part in [&team_view.authors, &team_view.dates] {
        if !part.is_empty() {
            byline.push(part.clone());
        }
    }
    if total > 0 {
        byline.push(words::reading_time(language, total));
    }
    let keys: Vec<SectionKey> = team
        .sections
        .iter()
        .take(sections.len())
        .map(|section| section.key)
        .collect();
    let view = WholeView {
        rail: rail(site, team, None),
        byline,
        contents: section_contents(site, &keys),
        team: team_view,
        page,
    };
    let data = json_ld::text(site, &view.page, dates(team));
    render(theme, "logbook.html", &view, &body, &data)
}
