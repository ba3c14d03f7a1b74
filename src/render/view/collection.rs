//! The pages that list the pages of a table.

use super::page::{NeighborView, PagerView};
use super::{LinkView, PageView};
use crate::model::collection::{Collection, LetterPage};
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// What `collection.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CollectionView {
    pub page: PageView,
    /// A sentence: how many pages.
    pub lead: String,
    /// What a page of a letter shows: `S (3 sur 12)`; empty on the first page.
    pub part: String,
    /// The search finds these pages from the first number to before the second.
    pub first: usize,
    pub end: usize,
    pub letters: Vec<LetterView>,
    /// The pages of one letter, by their first and last names; empty when there is one.
    pub parts: Vec<LetterView>,
    /// Empty on the first page of a long list, which has letters only.
    pub groups: Vec<LetterGroupView>,
    pub pager: PagerView,
}

/// A letter and where its list is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterView {
    pub label: String,
    pub address: String,
    /// How many pages; maybe empty.
    pub count: String,
    /// It is the page itself.
    pub current: bool,
}

/// The pages of one letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterGroupView {
    pub label: String,
    pub anchor: String,
    pub pages: Vec<LinkView>,
}

fn label(letter: char) -> String {
    match letter {
        '0' => "0–9".to_owned(),
        letter => letter.to_uppercase().collect(),
    }
}

/// The parts of the list but its `page`: of the index, or of one of `pages`, those of the letters.
pub fn collection(
    site: &Site,
    collection: &Collection,
    pages: &[LetterPage],
    letter: Option<usize>,
    page: PageView,
) -> CollectionView {
    let own = collection.language.as_deref();
    let language = own
        .and_then(crate::diag::Language::from_tag)
        .unwrap_or(site.config.language);
    let spacing = spacing(language);
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let shown = letter.and_then(|letter| pages.get(letter));
    let letters = collection.letters();
    let links = |range: std::ops::Range<usize>| -> Vec<LinkView> {
        collection.rows[range]
            .iter()
            .map(|row| LinkView::page(escape::spaced(&row.title, spacing), &row.path))
            .collect()
    };
    let title = |row: usize| {
        let row = collection.rows.get(row);
        row.map_or_else(String::new, |row| escape::spaced(&row.title, spacing))
    };
    let of_letter: Vec<&LetterPage> = shown.map_or_else(Vec::new, |shown| {
        pages
            .iter()
            .filter(|page| page.letter == shown.letter)
            .collect()
    });
    let part = shown.map_or_else(String::new, |shown| {
        let name = label(shown.letter);
        let place = of_letter
            .iter()
            .position(|page| *page == shown)
            .unwrap_or(0)
            + 1;
        match of_letter.len() {
            1 => name,
            count => format!("{name} ({place} {} {count})", pick("sur", "of")),
        }
    });
    let groups = match shown {
        None if !collection.is_short() => Vec::new(),
        None => letters
            .iter()
            .map(|(letter, range)| LetterGroupView {
                label: label(*letter),
                anchor: format!("lettre-{letter}"),
                pages: links(range.clone()),
            })
            .collect(),
        Some(shown) => vec![LetterGroupView {
            label: label(shown.letter),
            anchor: format!("lettre-{}", shown.letter),
            pages: links(shown.first..shown.end),
        }],
    };
    let neighbor = |at: Option<usize>, kicker: &str| {
        let page = pages.get(at?)?;
        Some(NeighborView {
            kicker: kicker.to_owned(),
            title: format!(
                "{} – {}",
                title(page.first),
                title(page.end.saturating_sub(1))
            ),
            address: escape::path(&page.path),
        })
    };
    CollectionView {
        page,
        lead: words::count(language, collection.rows.len(), "page", "pages"),
        part,
        first: 0,
        end: 0,
        letters: letters
            .iter()
            .map(|(letter, range)| LetterView {
                label: label(*letter),
                address: match pages.iter().find(|page| page.letter == *letter) {
                    Some(page) => escape::path(&page.path),
                    None => format!("{}#lettre-{letter}", escape::path(&collection.index())),
                },
                count: words::number(language, range.len() as u64),
                current: shown.is_some_and(|shown| shown.letter == *letter),
            })
            .collect(),
        parts: match of_letter.len() {
            0 | 1 => Vec::new(),
            _ => of_letter
                .iter()
                .map(|page| LetterView {
                    label: format!("{} – {}", title(page.first), title(page.end - 1)),
                    address: escape::path(&page.path),
                    count: String::new(),
                    current: shown == Some(page),
                })
                .collect(),
        },
        groups,
        pager: PagerView {
            previous: neighbor(
                letter.and_then(|at| at.checked_sub(1)),
                pick("Avant", "Before"),
            ),
            next: neighbor(letter.map(|at| at + 1), pick("Après", "After")),
        },
    }
}

/// The numbers of a collection's pages in the index of the search: those of the teams come first, then the pages, then
/// the collections in their order.
pub fn document_range(site: &Site, at: usize) -> (usize, usize) {
    let teams: usize = site.teams.iter().map(|team| 1 + team.sections.len()).sum();
    let before = site.collections.iter().take(at).map(|one| one.rows.len());
    let first = teams + site.pages.len() + before.sum::<usize>();
    let length = site.collections.get(at).map_or(0, |one| one.rows.len());
    (first, first + length)
}
