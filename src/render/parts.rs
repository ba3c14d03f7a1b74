//! One function per kind of page: the text, then the view, then the template.

use super::body::{Body, BodyContext, BodyHtml};
use super::json_ld::{self, Subject};
use super::theme::Theme;
use super::view::home::home as home_view;
use super::view::lists::site_map as site_map_view;
use super::view::page::{
    OverviewView, ProseView, SectionView, WholeView, pager, section_contents, team_crumbs,
};
use super::view::picture::cover_path;
use super::view::team::{
    TeamView, attachments_summary, days, full_name, name, numbers, outcomes, outside, rail,
    section_path, section_title,
};
use super::view::{LinkView, PageParts, PageView, contents, root, title};
use super::{Text, language, words};
use crate::diag::{Diagnostic, Language};
use crate::model::logbook::SectionKey;
use crate::model::page::PageFacts;
use crate::model::site::{Site, Team};
use serde::Serialize;
use std::collections::BTreeSet;

fn context<'a>(site: &'a Site, root: &'a str, language: Language, shift: u8) -> BodyContext<'a> {
    BodyContext {
        root,
        language,
        pictures: &site.pictures,
        embeds: site.config.embeds,
        src: &site.config.src,
        shift,
    }
}

fn body(site: &Site, path: &str, language: Language, text: Text<'_>) -> BodyHtml {
    let root = root(path);
    let mut body = Body::new(context(site, &root, language, 0));
    body.push(text.blocks, text.footnotes);
    body.finish()
}

fn home_crumb(site: &Site) -> LinkView {
    LinkView::page(
        words::pick(site.config.language, "Accueil", "Home"),
        "index.html",
    )
}

fn here(label: impl Into<String>) -> LinkView {
    LinkView {
        label: label.into(),
        address: String::new(),
    }
}

/// Renders a view with its text and its JSON-LD.
fn render<View: Serialize>(
    theme: &Theme,
    template: &str,
    view: &View,
    body: &BodyHtml,
    data: &str,
) -> Result<Vec<u8>, Diagnostic> {
    theme.render(
        template,
        view,
        &[("body", body.html.as_str()), ("json_ld", data)],
        body.html.len() + data.len(),
    )
}

pub(super) fn home(
    site: &Site,
    theme: &Theme,
    facts: Option<&PageFacts>,
    text: Text<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    let language = language(site, facts.and_then(|facts| facts.language.as_deref()));
    let body = body(site, "index.html", language, text);
    let heading = facts
        .map(|facts| facts.title.trim())
        .filter(|heading| !heading.is_empty())
        .unwrap_or_else(|| title(site));
    let lead = facts
        .map(|facts| facts.summary.trim())
        .filter(|lead| !lead.is_empty())
        .unwrap_or(&site.config.description);
    let (mut view, hosts) = home_view(site, PageView::default(), lead);
    view.page = PageView::new(
        site,
        PageParts {
            kind: "home",
            path: "index.html",
            heading,
            tab: title(site),
            description: lead,
            language,
            body: &body,
            other_images: &hosts,
            image: site
                .teams
                .iter()
                .find_map(|team| cover_path(site, team.facts.cover.as_ref())),
        },
    );
    view.page.nav = "index.html".into();
    let subject = Subject {
        kind: "WebSite",
        authors: &site.config.authors,
        ..Subject::default()
    };
    let data = json_ld::text(site, &view.page, subject);
    render(theme, "home.html", &view, &body, &data)
}

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
    site.teams.get(index).ok_or_else(|| Diagnostic {
        problem: crate::diag::theme::template(format!("team {index}")),
        place: None,
    })
}

pub(super) fn team(
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
        maps: outside(&team.facts.maps, language),
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

pub(super) fn section(
    site: &Site,
    theme: &Theme,
    index: usize,
    section_index: usize,
    text: Text<'_>,
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
        kicker: match section.key {
            SectionKey::Day(_) => full,
            _ if section.title.trim().is_empty() => team_view.name.clone(),
            _ => full,
        },
        mood: super::escape::spaced(section.facts.mood.trim(), super::body::spacing(language)),
        byline,
        contents: contents(&section.facts.contents, language),
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

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

pub(super) fn logbook(
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

pub(super) fn page(
    site: &Site,
    theme: &Theme,
    facts: &PageFacts,
    text: Text<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    let language = language(site, facts.language.as_deref());
    let body = body(site, &facts.path, language, text);
    let mut page = PageView::new(
        site,
        PageParts {
            kind: "page",
            path: &facts.path,
            heading: &facts.title,
            tab: "",
            description: &facts.summary,
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: None,
        },
    );
    page.nav = super::escape::path(&facts.path);
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    page.running.clone_from(&page.heading);
    let view = ProseView {
        byline: facts
            .updated
            .or(facts.date)
            .map(|date| capitalized(&words::long_date(language, date)))
            .into_iter()
            .collect(),
        contents: if facts.toc {
            contents(&facts.contents, language)
        } else {
            Vec::new()
        },
        tags: facts.tags.clone(),
        page,
    };
    let subject = Subject {
        kind: "WebPage",
        date: facts.date,
        updated: facts.updated,
        ..Subject::default()
    };
    let data = json_ld::text(site, &view.page, subject);
    render(theme, "page.html", &view, &body, &data)
}

pub(super) fn not_found(site: &Site, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    let language = site.config.language;
    let body = BodyHtml::default();
    let mut page = plain_page(
        site,
        "not-found",
        "404.html",
        not_found_title(language),
        &body,
    );
    // The host answers with this page at any address: links start from the site's own path.
    if let Some(base) = &site.config.base_url {
        let path = base
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
            .unwrap_or("/");
        page.root = path.to_owned();
    }
    page.canonical = None;
    let view = ProseView {
        byline: Vec::new(),
        contents: Vec::new(),
        tags: Vec::new(),
        page,
    };
    render(theme, "not-found.html", &view, &body, "")
}

fn not_found_title(language: Language) -> &'static str {
    words::pick(
        language,
        "Cette page n’existe pas",
        "This page does not exist",
    )
}

fn plain_page(
    site: &Site,
    kind: &'static str,
    path: &str,
    heading: &str,
    body: &BodyHtml,
) -> PageView {
    PageView::new(
        site,
        PageParts {
            kind,
            path,
            heading,
            tab: "",
            description: "",
            language: site.config.language,
            body,
            other_images: &BTreeSet::new(),
            image: None,
        },
    )
}

pub(super) fn site_map(site: &Site, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let heading = words::pick(site.config.language, "Plan du site", "Site map");
    let mut page = plain_page(site, "site-map", "plan-du-site.html", heading, &body);
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    let view = site_map_view(site, page);
    let data = json_ld::text(
        site,
        &view.page,
        Subject {
            kind: "WebPage",
            ..Subject::default()
        },
    );
    render(theme, "site-map.html", &view, &body, &data)
}
