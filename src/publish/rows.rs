//! The pages of tables: the template filled once per row, and the pages that list them.

use super::{Press, Reopened, text};
use crate::check::Images;
use crate::check::images::Counted;
use crate::check::links::From;
use crate::diag::{Diagnostic, Language, Phrase, Report, site as problem};
use crate::fetch::RemoteIndex;
use crate::figure::Scene;
use crate::figure::row::Row;
use crate::gather::{BATCH, Template, date, fill_image};
use crate::model::body::{Block, LinkTarget};
use crate::model::collection::{Collection, RowPage};
use crate::model::page::PageFacts;
use crate::model::site::Site;
use crate::model::walk::{Met, fences, walk};
use crate::read::encoding;
use crate::source::{Place, SourceText};
use crate::text::placeholder::is_filled;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Problems of one kind that are told one by one.
const TOLD: usize = 20;

/// Reports addresses of collections that another page of the site has.
pub(super) fn taken(site: &Site, report: &mut Report) {
    if site.collections.is_empty() {
        return;
    }
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let without = Site {
        collections: Vec::new(),
        ..site.clone()
    };
    for path in super::page_paths(&without) {
        owners.insert(path, String::new());
    }
    for page in &site.pages {
        owners.insert(page.path.clone(), page.source.clone());
    }
    for collection in &site.collections {
        let mut told = 0;
        for path in collection.pages() {
            let Some(owner) = owners.insert(path.clone(), collection.table.clone()) else {
                continue;
            };
            told += 1;
            if told > TOLD {
                break;
            }
            let other = match owner.as_str() {
                "" => Phrase::new("une autre page du site", "another page of the site"),
                owner => Phrase::new(owner, owner),
            };
            let problem = problem::duplicate_address(&path, &collection.table, other);
            report.add(problem, Place::file(collection.table.clone()));
        }
    }
}

/// Puts out the pages of a collection: a batch at a time, so that memory does not grow with the table.
pub(super) fn rows(
    press: &Press<'_>,
    at: usize,
    template: &Template,
    downloads: &mut BTreeSet<String>,
    report: &mut Report,
) -> io::Result<()> {
    let Some(collection) = press.site.collections.get(at) else {
        return Ok(());
    };
    let language = language(press.site, collection);
    let fetched = RemoteIndex::load(press.sources, &press.site.config.src);
    let images = Images::new(press.sources, &press.site.config.src, &fetched);
    let source = match template.own_pictures {
        false => None,
        true => {
            let bytes = press.sources.read(&collection.template)?;
            let path = &collection.template;
            Some(encoding::text(path, bytes, &mut Report::default()))
        }
    };
    let maker = Maker {
        press,
        at,
        collection,
        template,
        pictures: source.as_ref().map(|source| (&images, source)),
        language,
    };
    let mut said = Said::default();
    let numbers: Vec<usize> = (0..collection.rows.len()).collect();
    for batch in numbers.chunks(BATCH) {
        let done: Vec<io::Result<(Report, BTreeSet<String>)>> =
            batch.par_iter().map(|number| maker.page(*number)).collect();
        for (number, result) in batch.iter().zip(done) {
            let (own, files) = result?;
            said.add(&own, &collection.rows[*number]);
            downloads.extend(files);
        }
    }
    said.tell(report);
    let index = press.renderer.collection(at);
    press.put(&collection.index(), index, report)?;
    for (number, page) in collection.letter_pages().iter().enumerate() {
        let rendered = press.renderer.letter(at, number);
        press.put(&page.path, rendered, report)?;
    }
    Ok(())
}

/// The language of a collection's pages.
fn language(site: &Site, collection: &Collection) -> Language {
    let own = collection.language.as_deref();
    own.and_then(Language::from_tag)
        .unwrap_or(site.config.language)
}

struct Maker<'a, 'p> {
    press: &'a Press<'p>,
    at: usize,
    collection: &'a Collection,
    template: &'a Template,
    /// Where the pictures of each page are looked for, when they are not the same on all.
    pictures: Option<(&'a Images<'a>, &'a SourceText)>,
    language: Language,
}

impl Maker<'_, '_> {
    /// Puts out the page of one row.
    fn page(&self, number: usize) -> io::Result<(Report, BTreeSet<String>)> {
        let mut report = Report::default();
        let mut files = BTreeSet::new();
        let (press, template) = (self.press, self.template);
        let page = &self.collection.rows[number];
        let row = Row {
            of: &template.rows,
            at: page.row as usize,
        };
        let file = Reopened {
            path: self.collection.template.clone(),
            sources: press.sources,
            text: OnceCell::new(),
        };
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut body = crate::aside::Body {
            file: 0,
            blocks: template.blocks.clone(),
            footnotes: template.footnotes.clone(),
        };
        self.fill(&mut body.blocks, &row, &mut report);
        for note in &mut body.footnotes {
            self.fill(&mut note.blocks, &row, &mut report);
        }
        let from = From {
            file: &file,
            team: None,
            page: &page.path,
        };
        press.settle(&mut body, from, &mut files, &mut report);
        let mut scene = Scene::new(&file, folder, &page.path, self.language);
        scene.row = Some(row);
        scene.light = !self.collection.is_short();
        press.row_figures(&mut body.blocks, &page.title, &mut scene, &mut report)?;
        let facts = self.facts(page, &row, &scene);
        let rendered = press.renderer.row(self.at, number, &facts, text(&body));
        press.put(&page.path, rendered, &mut report)?;
        Ok((report, files))
    }

    fn facts(&self, page: &RowPage, row: &Row<'_>, scene: &Scene<'_>) -> PageFacts {
        let studio = &self.press.studio;
        let facts = &self.template.facts;
        let filled = |text: &str| {
            let mut text = text.to_owned();
            studio.fill(&mut text, scene);
            text
        };
        PageFacts {
            source: String::new(),
            path: page.path.to_string(),
            title: page.title.to_string(),
            summary: filled(&facts.summary),
            order: None,
            date: date(self.template.date.as_ref(), row).or(facts.date),
            updated: date(self.template.updated.as_ref(), row).or(facts.updated),
            tags: facts.tags.iter().map(|tag| filled(tag)).collect(),
            draft: facts.draft,
            toc: facts.toc,
            language: facts.language.clone(),
            contents: facts
                .contents
                .iter()
                .map(|(level, anchor, label)| (*level, anchor.clone(), filled(label)))
                .collect(),
            words: facts.words,
        }
    }

    /// Puts the cells of a row in the place of their names. They go into a tree: none of them is read as markup.
    fn fill(&self, blocks: &mut [Block], row: &Row<'_>, report: &mut Report) {
        let words = |text: &mut String| {
            if is_filled(text) {
                *text = row.words(text, self.language);
            }
        };
        walk(blocks, &mut |met| match met {
            Met::Text(text) => words(text),
            Met::Link(link) => {
                words(&mut link.title);
                if let LinkTarget::Written(written) = &mut link.target
                    && is_filled(written)
                {
                    *written = row.address(written);
                }
            }
            Met::Image(image) => {
                words(&mut image.alt);
                words(&mut image.title);
                if let Some((images, source)) = self.pictures {
                    fill_image(image, row);
                    images.resolve_image(image, source, &mut Counted::default(), report);
                }
            }
            Met::Embed(embed) => words(&mut embed.title),
        });
        fences(blocks, &mut |fence| row.fill(fence, self.language));
    }
}

/// What is said of the pages of a collection: each thing once, with the first page that shows it.
#[derive(Default)]
struct Said(BTreeMap<(Option<Place>, &'static str), (Diagnostic, String, usize)>);

impl Said {
    fn add(&mut self, report: &Report, row: &RowPage) {
        let mut seen = BTreeSet::new();
        for diagnostic in report.diagnostics() {
            let key = (diagnostic.place.clone(), diagnostic.code());
            if !seen.insert(key.clone()) {
                continue;
            }
            let new = || (diagnostic.clone(), row.title.to_string(), 0);
            self.0.entry(key).or_insert_with(new).2 += 1;
        }
    }

    fn tell(self, report: &mut Report) {
        for (diagnostic, title, count) in self.0.into_values() {
            let met = match count {
                1 => Phrase::new(format!(" (page « {title} »)"), format!(" (page “{title}”)")),
                2 => Phrase::new(
                    format!(" (page « {title} » et une autre)"),
                    format!(" (page “{title}” and one more)"),
                ),
                count => Phrase::new(
                    format!(" (page « {title} » et {} autres)", count - 1),
                    format!(" (page “{title}” and {} more)", count - 1),
                ),
            };
            report.add(diagnostic.problem.met(met), diagnostic.place);
        }
    }
}
