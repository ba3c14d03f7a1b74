//! The index of the search: one document per page that a text or a dataset stands for.

use super::common::Words;
use crate::aside::Aside;
use crate::diag::Language;
use crate::model::collection::{Collection, RowPage};
use crate::model::dataset::Dataset;
use crate::model::page::PageFacts;
use crate::model::site::{Site, Team, TeamSection};
use crate::render::body::spacing;
use crate::render::escape;
use crate::render::view::LinkView;
use crate::render::view::team::{full_name, link, name, section_address, section_title};
use crate::search::{Collector, Document, IndexFile, Kind, Weights, tally};
use std::io;

/// The folder of the index.
pub(super) const FOLDER: &str = "assets/search/";

/// Hands over the files of the index.
///
/// # Errors
/// When words that were put aside cannot be read, or what `put` says.
pub(super) fn files(
    site: &Site,
    words: Words,
    mut collector: Collector,
    aside: &Aside<'_>,
    put: &mut dyn FnMut(IndexFile) -> io::Result<()>,
) -> io::Result<()> {
    let datasets: Vec<Weights> = site
        .datasets
        .iter()
        .map(|dataset| {
            let columns = dataset.published.iter().map(|column| column.name.as_str());
            collector.number(&tally(&described(dataset), columns, &dataset.title()))
        })
        .collect();
    let rows: Vec<Weights> = site
        .collections
        .iter()
        .flat_map(|collection| &collection.rows)
        .map(|row| collector.number(&tally("", std::iter::empty(), &row.title)))
        .collect();
    let mut index = collector.index();
    let mut add = |document: Document, words: Option<&Weights>| match words {
        Some(words) => index.add(&document, words).map_or(Ok(()), &mut *put),
        None => Ok(()),
    };
    for (team, words) in site.teams.iter().zip(words.teams) {
        let words = aside.take(words)?;
        let mut words = words.iter();
        add(overview(site, team), words.next())?;
        for (section, words) in team.sections.iter().zip(words) {
            add(day(site, team, section), Some(words))?;
        }
    }
    for (page, words) in site.pages.iter().zip(words.pages) {
        let words = aside.take(words)?;
        add(prose(site, page), words.first())?;
    }
    let mut rows = rows.iter();
    for collection in &site.collections {
        for page in &collection.rows {
            add(row(site, collection, page), rows.next())?;
        }
    }
    for (dataset, words) in site.datasets.iter().zip(&datasets) {
        add(table(site, dataset), Some(words))?;
    }
    index.finish(put)
}

fn overview(site: &Site, team: &Team) -> Document {
    let LinkView { label, address } = link(site, team);
    Document {
        kind: Kind::Team,
        address,
        title: label,
        context: String::new(),
        headings: Vec::new(),
    }
}

fn day(site: &Site, team: &Team, section: &TeamSection) -> Document {
    let language = site.config.language;
    let day = full_name(language, section.key);
    let title = match section.title.trim() {
        "" => day,
        _ => format!("{day} : {}", section_title(language, section)),
    };
    Document {
        kind: Kind::Day,
        address: section_address(team, section.key),
        title: escape::spaced(&title, spacing(language)),
        context: link(site, team).label,
        headings: headings(&section.facts.contents, language),
    }
}

fn prose(site: &Site, page: &PageFacts) -> Document {
    let language = site.config.language;
    let title = escape::spaced(&page.title, spacing(language));
    let link = LinkView::page(title, &page.path);
    Document {
        kind: Kind::Page,
        address: link.address,
        title: link.label,
        context: String::new(),
        headings: headings(&page.contents, language),
    }
}

fn row(site: &Site, collection: &Collection, page: &RowPage) -> Document {
    let spacing = spacing(site.config.language);
    let link = LinkView::page(escape::spaced(&page.title, spacing), &page.path);
    Document {
        kind: Kind::Page,
        address: link.address,
        title: link.label,
        context: escape::spaced(&collection.title, spacing),
        headings: Vec::new(),
    }
}

fn table(site: &Site, dataset: &Dataset) -> Document {
    let spacing = spacing(site.config.language);
    let path = dataset.path(site, ".html");
    let link = LinkView::page(escape::spaced(&dataset.title(), spacing), &path);
    let team = site.teams.get(dataset.team).map_or("", |team| name(team));
    Document {
        kind: Kind::Dataset,
        address: link.address,
        title: link.label,
        context: escape::spaced(team, spacing),
        headings: Vec::new(),
    }
}

fn headings(contents: &[(u8, String, String)], language: Language) -> Vec<(String, String)> {
    contents
        .iter()
        .map(|(_, anchor, text)| (escape::spaced(text, spacing(language)), anchor.clone()))
        .collect()
}

/// What the sheet says of a dataset, in words.
fn described(dataset: &Dataset) -> String {
    let Some(sheet) = &dataset.sheet else {
        return String::new();
    };
    let mut out = sheet.description.clone();
    for word in sheet.keywords.iter().chain(&sheet.themes) {
        out.push(' ');
        out.push_str(word);
    }
    out
}
