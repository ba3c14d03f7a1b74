//! The pages that list others: the site map, `sitemap.xml`, the feed.

use super::outcomes::{self, has_outcomes};
use super::statement::Statement;
use super::team::{full_name, link, logbook_address, name, section_path, section_title};
use super::{LinkView, PageView, absolute, title};
use crate::model::date::Date;
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// What `site-map.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteMapView {
    pub page: PageView,
    pub pages: Vec<LinkView>,
    pub teams: Vec<TeamPagesView>,
}

/// A team and its pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamPagesView {
    pub name: String,
    pub address: String,
    pub pages: Vec<LinkView>,
}

/// The lists of the site map.
pub fn site_map(site: &Site, page: PageView) -> SiteMapView {
    let language = site.config.language;
    let spacing = spacing(language);
    let mut pages = vec![LinkView::page(
        words::pick(language, "Accueil", "Home"),
        "index.html",
    )];
    if !site.datasets.is_empty() {
        let name = words::pick(language, "Toutes les données", "All the data");
        pages.push(LinkView::page(name, "donnees/index.html"));
    }
    if site.has_maps {
        let name = words::pick(language, "Toutes les cartes", "All the maps");
        pages.push(LinkView::page(name, super::MAPS));
    }
    for collection in &site.collections {
        let title = escape::spaced(&collection.title, spacing);
        pages.push(LinkView::page(title, &collection.index()));
    }
    for shared in &site.shared_maps {
        let all = words::pick(language, "toutes les cartes", "all the maps");
        let name = escape::spaced(&format!("{}, {all}", shared.collectivity), spacing);
        pages.push(LinkView::page(name, &shared.path));
    }
    if has_outcomes(site) {
        pages.push(LinkView::page(outcomes::heading(language), outcomes::PATH));
    }
    pages.extend(
        site.pages
            .iter()
            .filter(|page| page.path != "index.html")
            .map(|page| LinkView::page(escape::spaced(&page.title, spacing), &page.path)),
    );
    pages.extend(
        Statement::of(site)
            .into_iter()
            .map(|statement| LinkView::page(statement.heading(language), statement.path())),
    );
    let teams = site
        .teams
        .iter()
        .enumerate()
        .map(|(index, team)| {
            let link = link(site, team);
            let mut pages: Vec<LinkView> = team
                .sections
                .iter()
                .map(|section| {
                    let name = full_name(language, section.key);
                    let title = section_title(language, section);
                    let label = if section.title.trim().is_empty() {
                        name
                    } else {
                        escape::spaced(&format!("{name} : {title}"), spacing)
                    };
                    LinkView::page(label, &section_path(team, section.key))
                })
                .collect();
            pages.extend(
                site.datasets
                    .iter()
                    .filter(|dataset| dataset.team == index)
                    .map(|dataset| {
                        let title = escape::spaced(&dataset.title(), spacing);
                        LinkView::page(title, &dataset.path(site, ".html"))
                    }),
            );
            pages.push(LinkView {
                label: words::pick(
                    language,
                    "Tout le carnet sur une page",
                    "The whole logbook on one page",
                )
                .to_owned(),
                address: logbook_address(team),
            });
            TeamPagesView {
                name: link.label,
                address: link.address,
                pages,
            }
        })
        .collect();
    SiteMapView { page, pages, teams }
}

/// What `sitemap.xml` sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SitemapView {
    pub entries: Vec<SitemapEntryView>,
    /// Instead of entries: the whole addresses of the files that hold them.
    pub parts: Vec<String>,
}

/// One page, by its whole address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SitemapEntryView {
    pub url: String,
    /// `2026-10-16`; maybe empty.
    pub updated: String,
}

/// Addresses that one file may hold (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;

/// The paths of the files of the sitemap: one, or one that names the others.
pub fn sitemap_paths(site: &Site) -> Vec<String> {
    let whole = "sitemap.xml".to_owned();
    // Whatever the address of the site, there are as many pages.
    let parts = match entries(site, "").len().div_ceil(MOST_ADDRESSES) {
        0 | 1 => 0,
        parts => parts,
    };
    std::iter::once(whole)
        .chain((1..=parts).map(|part| format!("sitemap-{part}.xml")))
        .collect()
}

/// One of the files of the sitemap.
pub fn sitemap(site: &Site, base: &str, path: &str) -> SitemapView {
    let mut entries = entries(site, base);
    let mut parts = Vec::new();
    let number = path
        .trim_start_matches("sitemap-")
        .trim_end_matches(".xml")
        .parse::<usize>();
    match number {
        Ok(number) => {
            let first = number.saturating_sub(1) * MOST_ADDRESSES;
            entries = entries
                .into_iter()
                .skip(first)
                .take(MOST_ADDRESSES)
                .collect();
        }
        Err(_) if entries.len() > MOST_ADDRESSES => {
            entries.clear();
            let others = sitemap_paths(site).into_iter().skip(1);
            parts = others.map(|path| absolute(base, &path)).collect();
        }
        Err(_) => {}
    }
    SitemapView { entries, parts }
}

/// Every page of the site that is meant to be found.
fn entries(site: &Site, base: &str) -> Vec<SitemapEntryView> {
    let entry = |path: &str, date: Option<Date>| SitemapEntryView {
        url: absolute(base, path),
        updated: date.map_or_else(String::new, |date| date.to_string()),
    };
    let mut entries = vec![entry("index.html", None)];
    for page in site.pages.iter().filter(|page| page.path != "index.html") {
        entries.push(entry(&page.path, page.updated.or(page.date)));
    }
    for team in &site.teams {
        let updated = team.facts.updated;
        entries.push(entry(&format!("{}/index.html", team.path), updated));
        for section in &team.sections {
            entries.push(entry(
                &section_path(team, section.key),
                updated.or(section.facts.date),
            ));
        }
        entries.push(entry(&format!("{}/carnet.html", team.path), updated));
    }
    if !site.datasets.is_empty() {
        entries.push(entry("donnees/index.html", None));
    }
    for dataset in &site.datasets {
        let updated = dataset.sheet.as_ref().and_then(|sheet| sheet.updated);
        entries.push(entry(&dataset.path(site, ".html"), updated));
    }
    for collection in &site.collections {
        entries.extend(collection.pages().map(|path| entry(&path, None)));
    }
    if site.has_maps {
        entries.push(entry(super::MAPS, None));
    }
    for shared in &site.shared_maps {
        entries.push(entry(&shared.path, None));
    }
    for page in 0..outcomes::page_count(site) {
        entries.push(entry(&outcomes::path(page), None));
    }
    for statement in Statement::of(site) {
        entries.push(entry(statement.path(), None));
    }
    entries.push(entry("plan-du-site.html", None));
    entries
}

/// What `feed.xml` sees (Atom).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedView {
    pub title: String,
    pub subtitle: String,
    pub language: &'static str,
    pub author: String,
    pub home: String,
    pub url: String,
    /// RFC 3339.
    pub updated: String,
    pub entries: Vec<FeedEntryView>,
}

/// One day of one team.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedEntryView {
    pub title: String,
    pub url: String,
    pub updated: String,
    pub author: String,
    pub summary: String,
}

/// Whether a single day has a date: without one there is no feed.
pub fn is_dated(site: &Site) -> bool {
    site.teams.iter().any(|team| {
        let mut days = team.sections.iter();
        !team.sections.is_empty()
            && (team.facts.updated.is_some() || days.any(|section| section.facts.date.is_some()))
    })
}

/// The days, the latest first, at most a hundred. A feed needs dates: nothing when no day has one.
pub fn feed(site: &Site, base: &str) -> Option<FeedView> {
    let language = site.config.language;
    let spacing = spacing(language);
    let mut dated: Vec<(Date, usize, usize)> = Vec::new();
    for (team_index, team) in site.teams.iter().enumerate() {
        for (section_index, section) in team.sections.iter().enumerate() {
            if let Some(date) = section.facts.date.or(team.facts.updated) {
                dated.push((date, team_index, section_index));
            }
        }
    }
    dated.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, b.2).cmp(&(b.1, a.2))));
    let latest = dated.first()?.0;
    let moment = |date: Date| format!("{date}T00:00:00Z");
    let entries = dated
        .into_iter()
        .take(100)
        .filter_map(|(date, team_index, section_index)| {
            let team = site.teams.get(team_index)?;
            let section = team.sections.get(section_index)?;
            let mut title = format!("{}, {}", name(team), full_name(language, section.key));
            if !section.title.trim().is_empty() {
                title.push_str(" : ");
                title.push_str(&section_title(language, section));
            }
            Some(FeedEntryView {
                title: escape::spaced(&title, spacing),
                url: absolute(base, &section_path(team, section.key)),
                updated: moment(date),
                author: words::list(language, &team.facts.authors),
                summary: escape::spaced(&section.facts.lead, spacing),
            })
        })
        .collect();
    let author = words::list(language, &site.config.authors);
    Some(FeedView {
        title: title(site).to_owned(),
        subtitle: site.config.description.clone(),
        language: language.tag(),
        author: if author.is_empty() {
            title(site).to_owned()
        } else {
            author
        },
        home: absolute(base, "index.html"),
        url: absolute(base, "feed.xml"),
        updated: moment(latest),
        entries,
    })
}
