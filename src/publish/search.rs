//! The index of the search: one document per page that a text or a dataset stands for.

use crate::gather::Origins;
use crate::model::dataset::Dataset;
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::escape;
use crate::render::view::LinkView;
use crate::render::view::team::{full_name, link, name, section_address, section_title};
use crate::search::{Collector, Document, Kind, Weights, tally};

/// The files of the index, by path. The words of the texts are taken out of `origins`.
pub(super) fn files(
    site: &Site,
    origins: &mut Origins,
    mut collector: Collector,
) -> Vec<(String, Vec<u8>)> {
    let language = site.config.language;
    let spacing = spacing(language);
    let headings = |contents: &[(u8, String, String)]| -> Vec<(String, String)> {
        contents
            .iter()
            .map(|(_, anchor, text)| (escape::spaced(text, spacing), anchor.clone()))
            .collect()
    };
    let mut pages: Vec<(Document, Weights)> = Vec::new();
    for (team, origin) in site.teams.iter().zip(&mut origins.teams) {
        let mut words = std::mem::take(&mut origin.words).into_iter();
        let LinkView { label, address } = link(site, team);
        let overview = Document {
            kind: Kind::Team,
            address,
            title: label.clone(),
            context: String::new(),
            headings: Vec::new(),
        };
        pages.push((overview, words.next().unwrap_or_default()));
        for (section, words) in team.sections.iter().zip(words) {
            let day = full_name(language, section.key);
            let title = match section.title.trim() {
                "" => day,
                _ => format!("{day} : {}", section_title(language, section)),
            };
            let document = Document {
                kind: Kind::Day,
                address: section_address(team, section.key),
                title: escape::spaced(&title, spacing),
                context: label.clone(),
                headings: headings(&section.facts.contents),
            };
            pages.push((document, words));
        }
    }
    for (page, origin) in site.pages.iter().zip(&mut origins.pages) {
        let words = std::mem::take(&mut origin.words).into_iter().next();
        let link = LinkView::page(escape::spaced(&page.title, spacing), &page.path);
        let document = Document {
            kind: Kind::Page,
            address: link.address,
            title: link.label,
            context: String::new(),
            headings: headings(&page.contents),
        };
        pages.push((document, words.unwrap_or_default()));
    }
    for collection in &site.collections {
        let context = escape::spaced(&collection.title, spacing);
        for row in &collection.rows {
            let link = LinkView::page(escape::spaced(&row.title, spacing), &row.path);
            let document = Document {
                kind: Kind::Page,
                address: link.address,
                title: link.label,
                context: context.clone(),
                headings: Vec::new(),
            };
            let words = collector.number(tally("", std::iter::empty(), &row.title));
            pages.push((document, words));
        }
    }
    for dataset in &site.datasets {
        let title = dataset.title();
        let words = collector.number(tally(
            &described(dataset),
            dataset.published.iter().map(|column| column.name.as_str()),
            &title,
        ));
        let path = dataset.path(site, ".html");
        let link = LinkView::page(escape::spaced(&title, spacing), &path);
        let team = site.teams.get(dataset.team).map_or("", name);
        let document = Document {
            kind: Kind::Dataset,
            address: link.address,
            title: link.label,
            context: escape::spaced(team, spacing),
            headings: Vec::new(),
        };
        pages.push((document, words));
    }
    collector.files(&pages)
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
