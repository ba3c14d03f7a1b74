//! The pages of tables: the page of a row, the pages that list them.

use super::super::body::{BodyHtml, spacing};
use super::super::theme::Theme;
use super::super::view::collection::{collection, document_range};
use super::super::view::page::{NeighborView, PagerView};
use super::super::view::{LinkView, PageParts, PageView};
use super::super::{Text, escape, json_ld, words};
use super::{here, home_crumb, prose, render};
use crate::diag::{Diagnostic, Language};
use crate::model::collection::Collection;
use crate::model::page::PageFacts;
use crate::model::site::Site;
use json_ld::Subject;
use std::collections::BTreeSet;

fn language(site: &Site, collection: &Collection) -> Language {
    super::language(site, collection.language.as_deref())
}

fn crumb(site: &Site, collection: &Collection) -> LinkView {
    let spacing = spacing(language(site, collection));
    LinkView::page(
        escape::spaced(&collection.title, spacing),
        &collection.index(),
    )
}

pub fn row(
    site: &Site,
    theme: &Theme,
    (at, row): (usize, usize),
    facts: &PageFacts,
    text: Text<'_>,
) -> Result<Vec<u8>, Diagnostic> {
    prose(site, theme, facts, text, |page| {
        let Some(collection) = site.collections.get(at) else {
            return PagerView::default();
        };
        let language = language(site, collection);
        let spacing = spacing(language);
        let index = crumb(site, collection);
        page.nav.clone_from(&index.address);
        page.crumbs = vec![home_crumb(site), index, here(page.heading.clone())];
        let neighbor = |row: Option<usize>, french: &str, english: &str| {
            let row = collection.rows.get(row?)?;
            Some(NeighborView {
                kicker: words::pick(language, french, english).to_owned(),
                title: escape::spaced(&row.title, spacing),
                address: escape::path(&row.path),
            })
        };
        PagerView {
            previous: neighbor(row.checked_sub(1), "Page précédente", "Previous page"),
            next: neighbor(Some(row + 1), "Page suivante", "Next page"),
        }
    })
}

/// The list of a collection, or one page of a letter.
pub fn list(
    site: &Site,
    theme: &Theme,
    at: usize,
    letter: Option<usize>,
) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let empty = Collection::default();
    let of = site.collections.get(at).unwrap_or(&empty);
    let language = language(site, of);
    let pages = of.letter_pages();
    let shown = letter.and_then(|letter| pages.get(letter));
    let path = shown.map_or_else(|| of.index(), |page| page.path.clone());
    let mut view = collection(site, of, &pages, letter, PageView::default());
    view.page = PageView::new(
        site,
        PageParts {
            kind: "collection",
            path: &path,
            heading: &match &view.part {
                part if part.is_empty() => of.title.clone(),
                part => format!("{}{}{part}", of.title, words::pick(language, " : ", ": ")),
            },
            tab: "",
            description: &view.lead,
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: None,
        },
    );
    let index = crumb(site, of);
    view.page.nav.clone_from(&index.address);
    view.page.crumbs = match view.part.as_str() {
        "" => vec![home_crumb(site), here(index.label)],
        part => vec![home_crumb(site), index, here(part)],
    };
    (view.first, view.end) = document_range(site, at);
    let data = json_ld::text(
        site,
        &view.page,
        Subject {
            kind: "CollectionPage",
            ..Subject::default()
        },
    );
    render(theme, "collection.html", &view, &body, &data)
}
