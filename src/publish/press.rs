//! Texts → pages: each text at a desk of its own, where what it reads and what it puts out is noted.

use super::remember::{Printed, Recall, Tracked, headings};
use super::{drawings, maps};
use crate::aside::{Aside, Body};
use crate::check::links::{From, Links};
use crate::diag::{Diagnostic, Language, Report};
use crate::figure::store::Store;
use crate::figure::{Brought, FigureFile, Scene, Studio};
use crate::gather::{Origin, without_unreadable};
use crate::memory::{Mark, Noting, mark};
use crate::model::body::{Block, LinkTarget};
use crate::model::figure::Drawn;
use crate::model::license::License;
use crate::model::page::PageFacts;
use crate::model::site::Site;
use crate::model::walk::{self, Met, walk};
use crate::picture::record::PictureStore;
use crate::read::encoding;
use crate::render::{Renderer, Text};
use crate::source::{Place, Quoted, SourceText, Sources, Span};
use crate::{Output, Work};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// What every text is printed with.
#[derive(Clone, Copy)]
pub(super) struct Press<'a, 's> {
    pub sources: &'a dyn Sources,
    pub site: &'a Site,
    pub aside: &'a Aside<'a>,
    pub links: &'a Links<'s>,
    pub store: &'a Store<'a>,
    /// Path of a dataset → the licence that its sheet names.
    pub licenses: &'a BTreeMap<String, &'static License>,
    pub renderer: &'a Renderer<'a>,
    pub output: &'a dyn Output,
    pub pictures: &'a dyn PictureStore,
    /// Nothing stops the build: pages are put out.
    pub prints: bool,
    /// The number of each dataset's description.
    pub descriptions: &'a [u64],
    /// What the last build put out, and the mark of what all pages share.
    pub recall: Option<(Recall<'a>, Mark)>,
}

/// An output that lets everything go.
struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn stream(
        &self,
        _: &str,
        write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        write(&mut io::sink())
    }

    fn copy(&self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }
}

impl Press<'_, '_> {
    /// The same press without paper: for what must be known of what another part of the site holds. A text is only
    /// read so, the files of datasets are made and let go.
    pub fn silent(&self, prints: bool) -> Self {
        Press {
            output: &Nowhere,
            prints,
            recall: None,
            ..*self
        }
    }

    pub fn put(
        &self,
        path: &str,
        page: Result<Vec<u8>, Diagnostic>,
        report: &mut Report,
    ) -> io::Result<()> {
        match page {
            Ok(bytes) if self.prints => self.output.put(path, &bytes),
            Ok(_) => Ok(()),
            Err(Diagnostic { problem, place }) => {
                report.add(problem, place);
                Ok(())
            }
        }
    }

    /// Prints one text, or keeps what the last build made of it. `marked` is all that it is made of beside its
    /// `origin`.
    fn text(
        &self,
        name: &str,
        origin: Origin,
        marked: &dyn std::fmt::Debug,
        print: impl FnOnce(&mut Desk<'_, '_>, Origin) -> io::Result<()>,
    ) -> io::Result<Arc<Printed>> {
        let Some((Recall { memory, build, .. }, shared)) = self.recall else {
            let noting = Noting::new(self.sources);
            let tracked = Tracked::new(self.output);
            let mut desk = Desk::new(self, &noting, &tracked);
            let started = self.output.now();
            print(&mut desk, origin)?;
            let time = self.output.now().saturating_sub(started);
            self.output.spent(Work::Text, name, time);
            return Ok(Arc::new(desk.printed));
        };
        let pictures = origin
            .pictures
            .iter()
            .map(|path| self.site.pictures.get(path));
        let pictures: Vec<_> = pictures.collect();
        let mark = mark(&(shared, origin.reading, pictures, marked));
        let still = |printed: &Printed| {
            let mut targets = printed.targets.iter();
            targets.all(|(page, mark)| headings(self.site, page) == *mark)
                && self.output.keep(&printed.outputs)
        };
        let known = memory.texts.recall(name, mark, self.sources, build);
        if let Some(printed) = known.filter(|printed| still(printed)) {
            return Ok(printed);
        }
        let noting = Noting::new(self.sources);
        let tracked = Tracked::new(self.output);
        let mut desk = Desk::new(self, &noting, &tracked);
        print(&mut desk, origin)?;
        let mut printed = desk.printed;
        printed.outputs = tracked.paths();
        let printed = Arc::new(printed);
        let inputs = noting.inputs();
        memory
            .texts
            .keep(name.to_owned(), mark, inputs, printed.clone(), build);
        Ok(printed)
    }

    pub fn team(&self, index: usize, origin: Origin) -> io::Result<Arc<Printed>> {
        let team = &self.site.teams[index];
        // They stand in the order of the teams.
        let datasets = &self.site.datasets;
        let start = datasets.partition_point(|dataset| dataset.team < index);
        let end = datasets.partition_point(|dataset| dataset.team <= index);
        let own = self.descriptions.get(start..end).unwrap_or_default();
        self.text(&format!("{}/", team.path), origin, &own, |desk, origin| {
            desk.team(index, origin)
        })
    }

    pub fn page(&self, index: usize, origin: Origin) -> io::Result<Arc<Printed>> {
        let facts: &PageFacts = &self.site.pages[index];
        if facts.path == "index.html" {
            // It shows all the others.
            let alone = Press {
                recall: None,
                ..*self
            };
            return alone.text(&facts.path, origin, &(), |desk, origin| {
                desk.page(index, origin)
            });
        }
        self.text(&facts.path, origin, &(), |desk, origin| {
            desk.page(index, origin)
        })
    }

    /// Draws the blocks of a text, and puts out the files that they bring. Gives how many figures there are.
    pub fn figures(
        &self,
        studio: &Studio<'_>,
        blocks: &mut [Block],
        title: &str,
        scene: &mut Scene<'_>,
        report: &mut Report,
    ) -> io::Result<usize> {
        let started = self.output.now();
        let Brought { files, pictures } = studio.settle(blocks, scene, report)?;
        if !self.prints {
            return Ok(0);
        }
        for FigureFile { path, bytes } in files {
            self.output.put(&path, &bytes)?;
        }
        drawings::pictures(&pictures, blocks, self.pictures, self.output)?;
        let mut done = Ok(());
        let mut figures = 0;
        walk::drawn(blocks, &mut |drawn| {
            figures += 1;
            if let (Some(path), Ok(())) = (&drawn.embed, &done) {
                done = self.embed(drawn, path, (scene.page, title), scene.language, report);
            }
        });
        if figures > 0 {
            let time = self.output.now().saturating_sub(started);
            self.output.spent(Work::Figures, scene.page, time);
        }
        done.map(|()| figures)
    }

    /// Puts out the page of one figure, and what machines ask about it.
    pub fn embed(
        &self,
        drawn: &Drawn,
        path: &str,
        from: (&str, &str),
        language: Language,
        report: &mut Report,
    ) -> io::Result<()> {
        let page = self.renderer.figure(drawn, from, language);
        self.put(path, page, report)?;
        match self.renderer.oembed(drawn, language) {
            Some(answer) => self
                .output
                .put(&format!("figures/{}.json", drawn.id), &answer),
            None => Ok(()),
        }
    }

    /// The datasets of a team that a text links to, by their files or their pages, in the order of the site.
    fn linked(&self, team: usize, targets: &BTreeSet<String>) -> Vec<usize> {
        let datasets = self.site.datasets.iter().enumerate();
        datasets
            .filter(|(_, dataset)| {
                dataset.team == team
                    && (targets.contains(&dataset.source)
                        || targets.contains(&dataset.path(self.site, ".html")))
            })
            .map(|(index, _)| index)
            .collect()
    }
}

/// Where one text is printed.
struct Desk<'a, 's> {
    /// Its files are noted.
    press: Press<'a, 's>,
    sources: &'a Noting<'a>,
    studio: Studio<'a>,
    printed: Printed,
}

impl<'a, 's> Desk<'a, 's> {
    fn new(press: &Press<'a, 's>, noting: &'a Noting<'a>, tracked: &'a Tracked<'a>) -> Self {
        Desk {
            press: Press {
                output: tracked,
                ..*press
            },
            sources: noting,
            studio: Studio {
                store: press.store.share(noting),
                base_url: press.site.config.base_url.as_deref(),
                licenses: press.licenses,
                bare: press.site.config.map.basemap == "none",
            },
            printed: Printed::default(),
        }
    }

    fn put(&mut self, path: &str, page: Result<Vec<u8>, Diagnostic>) -> io::Result<()> {
        self.press.put(path, page, &mut self.printed.report)
    }

    /// Draws the blocks of a text, and puts out the files that they bring.
    fn figures(
        &mut self,
        blocks: &mut [Block],
        title: &str,
        scene: &mut Scene<'_>,
    ) -> io::Result<()> {
        let mut found = Vec::new();
        let Desk {
            press,
            studio,
            printed,
            ..
        } = self;
        let figures = press.figures(studio, blocks, title, scene, &mut printed.report)?;
        maps::cards(blocks, scene.page, press.site, &mut found);
        printed.maps.extend(found);
        printed.figures += figures;
        Ok(())
    }

    fn team(&mut self, index: usize, origin: Origin) -> io::Result<()> {
        let press = self.press;
        let team = &press.site.teams[index];
        let path = |stem: &str| format!("{}/{stem}.html", team.path);
        let page = |body: usize| match body.checked_sub(1) {
            None => path("index"),
            Some(section) => path(&team.sections[section].key.stem()),
        };
        let language = press.site.config.language;
        let team_title = team.facts.title.clone();
        let noting = self.sources;
        let sources = reopened(noting, &origin);
        let mut bodies = press.aside.take(origin.text)?;
        let collectivity = [team.facts.siren.as_str(), team.facts.insee.as_str()];
        // The datasets that each body links to.
        let mut datasets: Vec<Vec<usize>> = Vec::with_capacity(bodies.len());
        for (at, body) in bodies.iter_mut().enumerate() {
            let Some(file) = sources.get(body.file) else {
                datasets.push(Vec::new());
                continue;
            };
            let page = &page(at);
            self.settle(body, file, Some(index), page);
            let targets = targets(body);
            datasets.push(press.linked(index, &targets));
            self.target(targets, &format!("{}/", team.path));
            let mut scene = Scene::new(file, &origin.folder, page, language);
            scene.collectivity = collectivity;
            if maps::is_shared(press.site, index) {
                let layers = maps::layers(&self.studio, &body.blocks, &scene)?;
                self.printed.layers.extend(layers);
            }
            self.figures(&mut body.blocks, &team_title, &mut scene)?;
        }
        let texts: Vec<Text<'_>> = bodies.iter().map(text).collect();
        let [opening, sections @ ..] = texts.as_slice() else {
            return Ok(());
        };
        self.put(&page(0), press.renderer.team(index, *opening))?;
        for (at, (section, datasets)) in sections.iter().zip(&datasets[1..]).enumerate() {
            for dataset in datasets {
                self.printed.linked.entry(*dataset).or_default().insert(at);
            }
            let rendered = press.renderer.section(index, at, *section, datasets);
            self.put(&page(at + 1), rendered)?;
        }
        let whole = press.renderer.logbook(index, *opening, sections);
        self.put(&path("carnet"), whole)
    }

    fn page(&mut self, index: usize, origin: Origin) -> io::Result<()> {
        let press = self.press;
        let facts: &PageFacts = &press.site.pages[index];
        let noting = self.sources;
        let sources = reopened(noting, &origin);
        let mut bodies = press.aside.take(origin.text)?;
        let (Some(file), Some(body)) = (sources.first(), bodies.first_mut()) else {
            return Ok(());
        };
        let page = &facts.path;
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = facts.language.as_deref().and_then(Language::from_tag);
        let language = own.unwrap_or(press.site.config.language);
        self.settle(body, file, None, page);
        self.target(targets(body), page);
        let mut scene = Scene::new(file, folder, page, language);
        self.figures(&mut body.blocks, &facts.title, &mut scene)?;
        if facts.path == "index.html" {
            self.printed.home = Some(std::mem::take(body));
            return Ok(());
        }
        let rendered = press.renderer.page(facts, text(body));
        self.put(&facts.path, rendered)
    }

    /// Makes a text hold: pictures that cannot be shown are placeholders, every link leads somewhere.
    fn settle(&mut self, body: &mut Body, file: &dyn Quoted, team: Option<usize>, page: &str) {
        without_unreadable(&mut body.blocks, self.press.site);
        let from = From {
            file,
            sources: self.sources,
            team,
            page,
        };
        let Printed { files, report, .. } = &mut self.printed;
        self.press
            .links
            .resolve(&mut body.blocks, &mut body.footnotes, from, files, report);
    }

    /// Notes where the links of a text lead, its own pages apart.
    fn target(&mut self, targets: BTreeSet<String>, own: &str) {
        if self.press.recall.is_none() {
            return;
        }
        let site = self.press.site;
        let others = targets.into_iter().filter(|path| !path.starts_with(own));
        self.printed.targets.extend(others.map(|path| {
            let mark = headings(site, &path);
            (path, mark)
        }));
    }
}

/// Where the links of a text lead within the site.
pub(super) fn targets(body: &mut Body) -> BTreeSet<String> {
    let mut targets: BTreeSet<String> = BTreeSet::new();
    let mut see = |met: Met<'_>| {
        if let Met::Link(link) = met
            && let LinkTarget::File(path) | LinkTarget::Page { path, .. } = &link.target
        {
            targets.insert(path.clone());
        }
    };
    walk(&mut body.blocks, &mut see);
    for note in &mut body.footnotes {
        walk(&mut note.blocks, &mut see);
    }
    targets
}

fn reopened<'a>(sources: &'a dyn Sources, origin: &Origin) -> Vec<Reopened<'a>> {
    let reopened = |path: &String| Reopened::new(path.clone(), sources);
    origin.files.iter().map(reopened).collect()
}

/// A body as it is rendered.
pub(super) fn text(body: &Body) -> Text<'_> {
    Text {
        blocks: &body.blocks,
        footnotes: &body.footnotes,
    }
}

/// A file of the sources, read again only if something of it must be quoted.
pub(super) struct Reopened<'a> {
    path: String,
    sources: &'a dyn Sources,
    text: OnceCell<Option<SourceText>>,
}

impl<'a> Reopened<'a> {
    pub fn new(path: String, sources: &'a dyn Sources) -> Self {
        Reopened {
            path,
            sources,
            text: OnceCell::new(),
        }
    }
}

impl Quoted for Reopened<'_> {
    fn path(&self) -> &str {
        &self.path
    }

    fn place(&self, span: Span) -> Place {
        let read = || {
            let bytes = self.sources.read(&self.path).ok()?;
            Some(SourceText::new(
                self.path.clone(),
                encoding::decode(bytes).text,
            ))
        };
        match self.text.get_or_init(read) {
            Some(text) => text.place(span),
            // It is gone since it was read.
            None => Place::file(&*self.path),
        }
    }
}
