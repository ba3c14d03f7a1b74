//! One function per kind of page: the text, then the view, then the template.

use super::body::{Body, BodyContext, BodyHtml};
use super::json_ld::{self, Subject};
use super::theme::Theme;
use super::view::home::home as home_view;
use super::view::lists::site_map as site_map_view;
use super::view::outcomes;
use super::view::page::{PagerView, ProseView};
use super::view::picture::cover_path;
use super::view::statement::{self, Statement};
use super::view::team::name;
use super::view::{LinkView, PageParts, PageView, contents, root, title};
use super::{Text, language, words};
use crate::diag::{Diagnostic, Language};
use crate::model::page::PageFacts;
use crate::model::site::Site;
use serde::Serialize;
use std::collections::BTreeSet;

pub(super) mod collection;
pub(super) mod dataset;
pub(super) mod figure;
pub(super) mod map;
pub(super) mod team;

fn context<'a>(site: &'a Site, root: &'a str, language: Language, shift: u8) -> BodyContext<'a> {
    BodyContext {
        root,
        language,
        pictures: &site.pictures,
        embeds: site.config.embeds,
        src: &site.config.src,
        shift,
        base_url: site.config.base_url.as_deref(),
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
    let teams = teams_sentence(site);
    let lead = [
        facts.map_or("", |facts| facts.summary.trim()),
        site.config.description.trim(),
        // Without a text of its own, the page would open on a title and nothing else.
        if facts.is_none() { &teams } else { "" },
    ]
    .into_iter()
    .find(|lead| !lead.is_empty())
    .unwrap_or_default();
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

/// Who the logbooks of a site are about, in one sentence.
fn teams_sentence(site: &Site) -> String {
    let language = site.config.language;
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let names: Vec<String> = site
        .teams
        .iter()
        .map(|team| name(team).to_owned())
        .collect();
    match names.len() {
        0 => String::new(),
        1 => format!(
            "{} {}",
            names[0],
            pick(
                "ouvre ses données, et son équipe raconte la semaine.",
                "opens its data, and its team tells the week."
            )
        ),
        2..=8 => format!(
            "{} {}",
            words::list(language, &names),
            pick(
                "ouvrent leurs données, et leurs équipes racontent la semaine.",
                "open their data, and their teams tell the week."
            )
        ),
        count => format!(
            "{count} {}",
            pick(
                "territoires ouvrent leurs données, et leurs équipes racontent la semaine.",
                "places open their data, and their teams tell the week."
            )
        ),
    }
}

pub(super) fn page(
    site: &Site,
    theme: &Theme,
    facts: &PageFacts,
    text: Text<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    prose(site, theme, facts, text, |page| {
        page.nav = super::escape::path(&facts.path);
        page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
        PagerView::default()
    })
}

/// A page of prose; `place` says where it stands among the others.
fn prose(
    site: &Site,
    theme: &Theme,
    facts: &PageFacts,
    text: Text<'_>,
    place: impl FnOnce(&mut PageView) -> PagerView,
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
    let pager = place(&mut page);
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
        pager,
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
        pager: PagerView::default(),
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

pub(super) fn statement(
    site: &Site,
    theme: &Theme,
    which: Statement,
    contours: &str,
) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let heading = which.heading(site.config.language);
    let mut page = plain_page(site, "statement", which.path(), heading, &body);
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    page.nav = which.path().to_owned();
    let view = statement::statement(site, which, contours, page);
    let subject = Subject {
        kind: "WebPage",
        ..Subject::default()
    };
    let data = json_ld::text(site, &view.page, subject);
    render(theme, "statement.html", &view, &body, &data)
}

pub(super) fn outcomes(site: &Site, theme: &Theme, at: usize) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let heading = outcomes::heading(site.config.language);
    let mut page = plain_page(site, "outcomes", &outcomes::path(at), heading, &body);
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    let view = outcomes::outcomes_page(site, page, at);
    let data = json_ld::text(
        site,
        &view.page,
        Subject {
            kind: "WebPage",
            ..Subject::default()
        },
    );
    render(theme, "outcomes-page.html", &view, &body, &data)
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
