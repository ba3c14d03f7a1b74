//! The pages of tables: the template filled once per row, and the pages that list them.

use super::press::{Press, Reopened, targets, text};
use super::remember::{Printed, Recall, Tracked, headings};
use crate::Shard;
use crate::aside::Body;
use crate::check::Images;
use crate::check::images::Counted;
use crate::check::links::From;
use crate::diag::{Diagnostic, Language, Phrase, Report, site as problem};
use crate::fetch::RemoteIndex;
use crate::figure::row::Row;
use crate::figure::{Scene, Studio};
use crate::gather::{BATCH, Template, date, fill_image, without_unreadable};
use crate::memory::{Noting, mark};
use crate::model::body::{Block, LinkTarget};
use crate::model::collection::{Collection, RowPage};
use crate::model::page::PageFacts;
use crate::model::site::Site;
use crate::model::walk::{Met, fences, walk};
use crate::read::encoding;
use crate::render::view::collection::document_range;
use crate::source::{Place, Quoted, SourceText};
use crate::text::placeholder::is_filled;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// Problems of one kind that are told one by one.
const TOLD: usize = 20;

/// Reports addresses of collections that another page of the site has.
pub(super) fn taken(site: &Site, report: &mut Report) {
    if site.collections.is_empty() {
        return;
    }
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for path in super::own_paths(site) {
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

impl Press<'_, '_> {
    /// Puts out the pages of a collection, or keeps those of the last build.
    pub(super) fn rows(
        &self,
        at: usize,
        template: &Template,
        shard: Option<Shard>,
    ) -> io::Result<Arc<Printed>> {
        let Some(collection) = self.site.collections.get(at) else {
            return Ok(Arc::default());
        };
        let Some((Recall { memory, build, .. }, shared)) = self.recall else {
            return self
                .collection(at, collection, template, shard)
                .map(Arc::new);
        };
        let name = collection.index();
        let pictures: Vec<_> = template
            .pictures
            .iter()
            .map(|path| self.site.pictures.get(path))
            .collect();
        let mark = mark(&(shared, collection, document_range(self.site, at), pictures));
        let known = memory.texts.recall(&name, mark, self.sources, build);
        if let Some(printed) = known.filter(|printed| {
            let mut targets = printed.targets.iter();
            targets.all(|(page, mark)| headings(self.site, page) == *mark)
                && self.output.keep(&printed.outputs)
        }) {
            return Ok(printed);
        }
        let noting = Noting::new(self.sources);
        noting.note(&collection.template);
        noting.note(&collection.table);
        let tracked = Tracked::new(self.output);
        let store = self.store.share(&noting);
        let press = Press {
            sources: &noting,
            store: &store,
            output: &tracked,
            ..*self
        };
        let mut printed = press.collection(at, collection, template, shard)?;
        printed.outputs = tracked.paths();
        let printed = Arc::new(printed);
        let inputs = noting.inputs();
        memory
            .texts
            .keep(name, mark, inputs, printed.clone(), build);
        Ok(printed)
    }

    /// Puts out the pages of a collection: a batch at a time, so that memory does not grow with the table.
    fn collection(
        &self,
        at: usize,
        collection: &Collection,
        template: &Template,
        shard: Option<Shard>,
    ) -> io::Result<Printed> {
        let mut printed = Printed::default();
        let fetched = RemoteIndex::load(self.sources, &self.site.config.src);
        let images = Images::new(self.sources, &self.site.config.src, &fetched);
        let source = match template.own_pictures {
            false => None,
            true => {
                let bytes = self.sources.read(&collection.template)?;
                let path = &collection.template;
                Some(encoding::text(path, bytes, &mut Report::default()))
            }
        };
        let maker = Maker {
            press: self,
            at,
            collection,
            template,
            studio: Studio {
                store: self.store.clone(),
                base_url: self.site.config.base_url.as_deref(),
            },
            pictures: source.as_ref().map(|source| (&images, source)),
            language: language(self.site, collection),
        };
        let mut said = Said::default();
        let mut linked: BTreeSet<String> = BTreeSet::new();
        let own = |number: &usize| shard.is_none_or(|shard| shard.has(*number));
        let numbers: Vec<usize> = (0..collection.rows.len()).filter(own).collect();
        for batch in numbers.chunks(BATCH) {
            let done: Vec<io::Result<Made>> =
                batch.par_iter().map(|number| maker.page(*number)).collect();
            for (number, made) in batch.iter().zip(done) {
                let made = made?;
                said.add(&made.report, &collection.rows[*number]);
                printed.figures += made.figures;
                printed.files.extend(made.files);
                linked.extend(made.targets);
            }
        }
        said.tell(&mut printed.report);
        if shard.is_some_and(|shard| !shard.is_first()) {
            return Ok(printed);
        }
        let report = &mut printed.report;
        self.put(&collection.index(), self.renderer.collection(at), report)?;
        for (number, page) in collection.letter_pages().iter().enumerate() {
            self.put(&page.path, self.renderer.letter(at, number), report)?;
        }
        if self.recall.is_some() {
            printed.targets = linked
                .into_iter()
                .map(|path| {
                    let mark = headings(self.site, &path);
                    (path, mark)
                })
                .collect();
        }
        Ok(printed)
    }
}

/// What became of one row.
#[derive(Default)]
struct Made {
    report: Report,
    files: BTreeSet<String>,
    /// How many figures it shows.
    figures: usize,
    /// Where its links lead, on a build that the next one may use.
    targets: BTreeSet<String>,
}

/// The language of a collection's pages.
fn language(site: &Site, collection: &Collection) -> Language {
    let own = collection.language.as_deref();
    own.and_then(Language::from_tag)
        .unwrap_or(site.config.language)
}

struct Maker<'a, 's> {
    press: &'a Press<'a, 's>,
    at: usize,
    collection: &'a Collection,
    template: &'a Template,
    studio: Studio<'a>,
    /// Where the pictures of each page are looked for, when they are not the same on all.
    pictures: Option<(&'a Images<'a>, &'a SourceText)>,
    language: Language,
}

impl Maker<'_, '_> {
    /// Puts out the page of one row.
    fn page(&self, number: usize) -> io::Result<Made> {
        let mut made = Made::default();
        let (press, template) = (self.press, self.template);
        let page = &self.collection.rows[number];
        let row = Row {
            of: &template.rows,
            at: page.row as usize,
        };
        let file = Reopened::new(self.collection.template.clone(), press.sources);
        let folder = file
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let mut body = Body {
            file: 0,
            blocks: template.blocks.clone(),
            footnotes: template.footnotes.clone(),
        };
        self.fill(&mut body.blocks, &row, &mut made.report);
        for note in &mut body.footnotes {
            self.fill(&mut note.blocks, &row, &mut made.report);
        }
        without_unreadable(&mut body.blocks, press.site);
        let from = From {
            file: &file,
            sources: press.sources,
            team: None,
            page: &page.path,
        };
        let Made { report, files, .. } = &mut made;
        press
            .links
            .resolve(&mut body.blocks, &mut body.footnotes, from, files, report);
        if press.recall.is_some() {
            made.targets = targets(&mut body);
        }
        let mut scene = Scene::new(&file, folder, &page.path, self.language);
        scene.row = Some(row);
        scene.light = !self.collection.is_short();
        let title = &page.title;
        made.figures = press.figures(
            &self.studio,
            &mut body.blocks,
            title,
            &mut scene,
            &mut made.report,
        )?;
        let facts = self.facts(page, &row, &scene);
        let rendered = press.renderer.row(self.at, number, &facts, text(&body));
        press.put(&page.path, rendered, &mut made.report)?;
        Ok(made)
    }

    fn facts(&self, page: &RowPage, row: &Row<'_>, scene: &Scene<'_>) -> PageFacts {
        let studio = &self.studio;
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
