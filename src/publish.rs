//! [`Site`] → files: the texts are taken up again one by one, their links resolved, their pages rendered and handed over.

mod datasets;
mod maps;
mod search;

use crate::aside::{Aside, Body};
use crate::check::links::{From, Links, is_drawing};
use crate::diag::{Phrase, Report, site as problem};
use crate::figure::store::{Store, Withheld};
use crate::figure::{FigureFile, Scene, Studio};
use crate::gather::{BATCH, OWN_PAGES, Origin, Origins, without_unreadable};
use crate::model::body::{Block, LinkTarget};
use crate::model::figure::Drawn;
use crate::model::page::PageFacts;
use crate::model::site::Site;
use crate::model::walk::{self, Met, walk};
use crate::picture::record::{PictureStore, StoredCopy};
use crate::picture::svg;
use crate::read::encoding;
use crate::render::{
    AssetContent, MAPS, MapCard, OUTCOMES, Renderer, Text, Theme, ThemeFile, has_outcomes,
    site_path,
};
use crate::search::Collector;
use crate::source::{Place, Quoted, SourceText, Sources, Span};
use crate::table::ReadOptions;
use crate::{BuildOptions, Output, diag::Diagnostic, diag::Language};
use datasets::Linked;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

/// What a publication needs.
pub struct Job<'a> {
    pub sources: &'a dyn Sources,
    pub site: &'a Site,
    pub origins: Origins,
    pub aside: &'a Aside<'a>,
    pub theme: &'a Theme,
    pub output: &'a dyn Output,
    pub options: &'a BuildOptions,
    pub collector: Collector,
    pub withheld: &'a Withheld,
}

/// The theme of a site: the built-in one, and the files of `themes/<name>/` over it.
///
/// # Errors
/// When a listed file cannot be read.
pub fn theme(sources: &dyn Sources, site: &Site, report: &mut Report) -> io::Result<Theme> {
    let prefix = format!("themes/{}/", site.config.theme);
    let mut texts = Vec::new();
    let mut files = Vec::new();
    for entry in sources.entries() {
        let Some(name) = entry.path.strip_prefix(&prefix) else {
            continue;
        };
        let is_text = name.starts_with("templates/") || matches!(name, "style.css" | "theme.toml");
        if is_text {
            let bytes = sources.read(&entry.path)?;
            texts.push(ThemeFile {
                name: name.to_owned(),
                source: encoding::text(&entry.path, bytes, report),
            });
        } else {
            files.push((name.to_owned(), entry.path.clone()));
        }
    }
    if site.config.theme != "encre" && texts.is_empty() && files.is_empty() {
        report.add(
            problem::unknown_theme(&site.config.theme),
            Place::file("book.toml"),
        );
    }
    // The repository of carnet holds its own built-in theme: it overrides nothing.
    if site.config.theme == "encre" {
        texts.clear();
        files.clear();
    }
    Ok(Theme::new(&texts, &files, &site.config, report))
}

/// The path of every page of a site, the special ones included.
pub fn page_paths(site: &Site) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = site.pages.iter().map(|page| page.path.clone()).collect();
    paths.insert("index.html".to_owned());
    paths.extend(OWN_PAGES.map(str::to_owned));
    for team in &site.teams {
        paths.extend(team.pages());
    }
    if !site.datasets.is_empty() {
        paths.insert("donnees/index.html".to_owned());
    }
    if site.has_maps {
        paths.insert(MAPS.to_owned());
        paths.extend(site.shared_maps.iter().map(|shared| shared.path.clone()));
    }
    if has_outcomes(site) {
        paths.insert(OUTCOMES.to_owned());
    }
    paths.extend(
        site.datasets
            .iter()
            .map(|dataset| dataset.path(site, ".html")),
    );
    paths
}

/// Renders every page, and puts it out unless something stops the build.
///
/// # Errors
/// When a listed file cannot be read, or the output takes no more.
pub fn site(job: Job<'_>, report: &mut Report) -> io::Result<()> {
    let site = job.site;
    let links = links(&job);
    let renderer = Renderer::new(site, job.theme);
    let press = Press {
        sources: job.sources,
        site,
        aside: job.aside,
        links,
        studio: Studio {
            store: Store::new(
                job.sources,
                &site.config.src,
                ReadOptions::from_config(&site.config.data),
                job.withheld,
            ),
            base_url: site.config.base_url.as_deref(),
            licenses: site
                .datasets
                .iter()
                .filter_map(|dataset| {
                    let license = dataset.sheet.as_ref()?.license?;
                    Some((dataset.source.clone(), license))
                })
                .collect(),
        },
        renderer,
        output: job.output,
        prints: !report.stops_build(),
        maps: Mutex::default(),
        shared: maps::Shared::new(site),
    };
    let mut downloads: BTreeSet<String> = BTreeSet::new();
    let mut linked = Linked::new();
    let mut origins = job.origins;
    // A part of a site keeps the index that is there.
    let index = match job.options.team {
        None => search::files(site, &mut origins, job.collector),
        Some(_) => Vec::new(),
    };
    let Origins { teams, pages } = origins;
    let mut teams: Vec<(usize, Origin)> = teams.into_iter().enumerate().collect();
    let mut pages: Vec<(usize, Origin)> = pages.into_iter().enumerate().collect();
    if let Some(wanted) = job.options.team.as_deref() {
        teams.retain(|(index, _)| site.teams[*index].path == wanted);
        pages.clear();
    }
    while !teams.is_empty() {
        let batch: Vec<_> = teams.drain(..teams.len().min(BATCH)).collect();
        let done: Vec<Printed> = batch
            .into_par_iter()
            .map(|(index, origin)| press.team(index, origin))
            .collect();
        gather_printed(done, &mut downloads, &mut linked, report)?;
    }
    while !pages.is_empty() {
        let batch: Vec<_> = pages.drain(..pages.len().min(BATCH)).collect();
        let done: Vec<Printed> = batch
            .into_par_iter()
            .map(|(index, origin)| press.page(index, origin))
            .collect();
        gather_printed(done, &mut downloads, &mut linked, report)?;
    }
    let team = job.options.team.as_deref();
    let taken = datasets::datasets(&press, team, &linked, &mut downloads, report)?;
    downloads.retain(|file| {
        !taken.contains(site_path(&site.config.src, file)) || is_original(site, file)
    });
    if job.options.team.is_none() {
        press.common(report)?;
    }
    clashes(job.theme, &site.config.src, &downloads, report);
    if press.prints && !report.stops_build() {
        for file in downloads {
            let path = site_path(&site.config.src, &file);
            if is_drawing(&file) {
                // Opened alone, a drawing is a page: it is published without what it could run.
                if let Ok(clean) = svg::clean(&job.sources.read(&file)?) {
                    job.output.put(path, clean.text.as_bytes())?;
                }
            } else {
                job.output.copy(path, &file)?;
            }
        }
        for (path, bytes) in index {
            job.output.put(&path, &bytes)?;
        }
        for asset in job.theme.assets() {
            match &asset.content {
                AssetContent::Bytes(bytes) => job.output.put(&asset.path, bytes)?,
                AssetContent::Source(source) => job.output.copy(&asset.path, source)?,
            }
        }
    }
    Ok(())
}

/// Reports files to download whose place in the site is the theme's. A page's it cannot be: pages are no downloads.
fn clashes(theme: &Theme, src: &str, downloads: &BTreeSet<String>, report: &mut Report) {
    let of_theme = |path: &str| theme.assets().iter().any(|asset| asset.path == path);
    for file in downloads {
        let path = site_path(src, file);
        if of_theme(path) {
            let theme = Phrase::new("le thème", "the theme");
            let problem = problem::duplicate_address(path, file, theme);
            report.add(problem, Place::file(file.clone()));
        }
    }
}

/// Puts out the prepared pictures, one at a time.
///
/// # Errors
/// When a copy cannot be read again, or the output takes no more.
pub fn copies(
    copies: &BTreeMap<String, StoredCopy>,
    store: &dyn PictureStore,
    output: &dyn Output,
) -> io::Result<()> {
    let copies: Vec<(&String, &StoredCopy)> = copies.iter().collect();
    copies.par_iter().try_for_each(|(path, copy)| {
        let mut bytes = Vec::new();
        store.open(copy)?.read_to_end(&mut bytes)?;
        output.put(path, &bytes)
    })
}

/// Whether a file of the sources is offered as it was received, beside its dataset's page.
fn is_original(site: &Site, file: &str) -> bool {
    site.datasets
        .iter()
        .any(|dataset| dataset.offers_original && dataset.source == file)
}

/// What was said of a text, the files that it links to, the datasets among them.
type Printed = io::Result<(Report, BTreeSet<String>, Linked)>;

fn gather_printed(
    done: Vec<Printed>,
    downloads: &mut BTreeSet<String>,
    linked: &mut Linked,
    report: &mut Report,
) -> io::Result<()> {
    for result in done {
        let (own, files, datasets) = result?;
        for (dataset, sections) in datasets {
            linked.entry(dataset).or_default().extend(sections);
        }
        report.extend(own);
        downloads.extend(files);
    }
    Ok(())
}

fn links<'a>(job: &Job<'a>) -> Links<'a> {
    let site = job.site;
    let mut by_source: BTreeMap<String, String> = BTreeMap::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (team, origin)) in site.teams.iter().zip(&job.origins.teams).enumerate() {
        if origin.folder != site.config.src {
            folders.entry(origin.folder.clone()).or_insert(index);
        }
        for file in &origin.files {
            let stem = file
                .rsplit('/')
                .next()
                .unwrap_or(file)
                .trim_end_matches(".md");
            let own = team
                .sections
                .iter()
                .map(|section| section.key.stem())
                .find(|known| known == stem);
            let page = own.unwrap_or_else(|| "index".into());
            by_source.insert(file.clone(), format!("{}/{page}.html", team.path));
        }
    }
    for page in &site.pages {
        by_source.insert(page.source.clone(), page.path.clone());
    }
    let withheld = site
        .datasets
        .iter()
        .filter(|dataset| !dataset.offers_original)
        .map(|dataset| (dataset.source.clone(), dataset.path(site, ".html")))
        .collect();
    Links::new(
        job.sources,
        site,
        page_paths(site),
        by_source,
        folders,
        withheld,
    )
}

struct Press<'a> {
    sources: &'a dyn Sources,
    site: &'a Site,
    aside: &'a Aside<'a>,
    links: Links<'a>,
    studio: Studio<'a>,
    renderer: Renderer<'a>,
    output: &'a dyn Output,
    /// Nothing stops the build: pages are put out.
    prints: bool,
    /// The maps drawn so far, in the order of their pages.
    maps: Mutex<BTreeSet<MapCard>>,
    /// The layers of collectivities that have several maps.
    shared: maps::Shared,
}

impl Press<'_> {
    fn put(
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

    /// Draws the blocks of a text, and puts out the files that they bring.
    fn figures(
        &self,
        blocks: &mut [Block],
        title: &str,
        scene: &mut Scene<'_>,
        report: &mut Report,
    ) -> io::Result<()> {
        let files = self.studio.settle(blocks, scene, report)?;
        let mut found = Vec::new();
        maps::cards(blocks, scene.page, self.site, &mut found);
        self.maps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(found);
        if !self.prints {
            return Ok(());
        }
        for FigureFile { path, bytes } in files {
            self.output.put(&path, &bytes)?;
        }
        let mut done = Ok(());
        walk::drawn(blocks, &mut |drawn| {
            if let (Some(path), Ok(())) = (&drawn.embed, &done) {
                done = self.embed(drawn, path, (scene.page, title), scene.language, report);
            }
        });
        done
    }

    /// Puts out the page of one figure, and what machines ask about it.
    fn embed(
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

    fn team(&self, index: usize, origin: Origin) -> Printed {
        let mut report = Report::default();
        let mut files = BTreeSet::new();
        let mut linked = Linked::new();
        let team = &self.site.teams[index];
        let path = |stem: &str| format!("{}/{stem}.html", team.path);
        let page = |body: usize| match body.checked_sub(1) {
            None => path("index"),
            Some(section) => path(&team.sections[section].key.stem()),
        };
        let language = self.site.config.language;
        let team_title = team.facts.title.clone();
        let sources = self.reopened(&origin);
        let mut bodies = self.aside.take(origin.text)?;
        let collectivity = [team.facts.siren.as_str(), team.facts.insee.as_str()];
        // The datasets that each body links to.
        let mut datasets: Vec<Vec<usize>> = Vec::with_capacity(bodies.len());
        for (at, body) in bodies.iter_mut().enumerate() {
            let Some(file) = sources.get(body.file) else {
                datasets.push(Vec::new());
                continue;
            };
            let (team, page) = (Some(index), &page(at));
            self.settle(body, From { file, team, page }, &mut files, &mut report);
            datasets.push(self.linked(index, body));
            let mut scene = Scene::new(file, &origin.folder, page, language);
            scene.collectivity = collectivity;
            self.shared
                .collect(&self.studio, index, at, &body.blocks, &scene)?;
            self.figures(&mut body.blocks, &team_title, &mut scene, &mut report)?;
        }
        let texts: Vec<Text<'_>> = bodies.iter().map(text).collect();
        let [opening, sections @ ..] = texts.as_slice() else {
            return Ok((report, files, linked));
        };
        self.put(&page(0), self.renderer.team(index, *opening), &mut report)?;
        for (at, (section, datasets)) in sections.iter().zip(&datasets[1..]).enumerate() {
            for dataset in datasets {
                linked.entry(*dataset).or_default().insert(at);
            }
            let rendered = self.renderer.section(index, at, *section, datasets);
            self.put(&page(at + 1), rendered, &mut report)?;
        }
        let whole = self.renderer.logbook(index, *opening, sections);
        self.put(&path("carnet"), whole, &mut report)?;
        Ok((report, files, linked))
    }

    fn page(&self, index: usize, origin: Origin) -> Printed {
        let mut report = Report::default();
        let mut files = BTreeSet::new();
        let facts: &PageFacts = &self.site.pages[index];
        let sources = self.reopened(&origin);
        let mut bodies = self.aside.take(origin.text)?;
        let (Some(file), Some(body)) = (sources.first(), bodies.first_mut()) else {
            return Ok((report, files, Linked::new()));
        };
        let (team, page) = (None, &facts.path);
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = facts.language.as_deref().and_then(Language::from_tag);
        let language = own.unwrap_or(self.site.config.language);
        self.settle(body, From { file, team, page }, &mut files, &mut report);
        let mut scene = Scene::new(file, folder, page, language);
        self.figures(&mut body.blocks, &facts.title, &mut scene, &mut report)?;
        let rendered = match facts.path.as_str() {
            "index.html" => self.renderer.home(Some(facts), text(body)),
            _ => self.renderer.page(facts, text(body)),
        };
        self.put(&facts.path, rendered, &mut report)?;
        Ok((report, files, Linked::new()))
    }

    /// The datasets of a team that a text links to, by their files or their pages, in the order of the site.
    fn linked(&self, team: usize, body: &mut Body) -> Vec<usize> {
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

    /// Makes a text hold: pictures that cannot be shown are placeholders, every link leads somewhere.
    fn settle(
        &self,
        body: &mut Body,
        from: From<'_>,
        files: &mut BTreeSet<String>,
        report: &mut Report,
    ) {
        without_unreadable(&mut body.blocks, self.site);
        self.links
            .resolve(&mut body.blocks, &mut body.footnotes, from, files, report);
    }

    fn reopened(&self, origin: &Origin) -> Vec<Reopened<'_>> {
        let reopened = |path: &String| Reopened {
            path: path.clone(),
            sources: self.sources,
            text: OnceCell::new(),
        };
        origin.files.iter().map(reopened).collect()
    }

    /// The pages that no text stands for.
    fn common(&self, report: &mut Report) -> io::Result<()> {
        if !self.site.has_home {
            self.put(
                "index.html",
                self.renderer.home(None, Text::default()),
                report,
            )?;
        }
        self.put("404.html", self.renderer.not_found(), report)?;
        self.put("plan-du-site.html", self.renderer.site_map(), report)?;
        match self.renderer.outcomes() {
            Ok(None) => {}
            Ok(Some(bytes)) => self.put(OUTCOMES, Ok(bytes), report)?,
            Err(diagnostic) => self.put(OUTCOMES, Err(diagnostic), report)?,
        }
        if self.site.has_maps {
            self.all_maps(report)?;
        }
        for (path, file) in [
            ("sitemap.xml", self.renderer.sitemap_xml()),
            ("feed.xml", self.renderer.feed_xml()),
        ] {
            match file {
                Ok(Some(bytes)) => self.put(path, Ok(bytes), report)?,
                Ok(None) => {}
                Err(diagnostic) => self.put(path, Err(diagnostic), report)?,
            }
        }
        Ok(())
    }
}

fn text(body: &Body) -> Text<'_> {
    Text {
        blocks: &body.blocks,
        footnotes: &body.footnotes,
    }
}

/// A file of the sources, read again only if something of it must be quoted.
struct Reopened<'a> {
    path: String,
    sources: &'a dyn Sources,
    text: OnceCell<Option<SourceText>>,
}

impl Quoted for Reopened<'_> {
    fn path(&self) -> &str {
        &self.path
    }

    fn place(&self, span: Span) -> Place {
        let read = || {
            let bytes = self.sources.read(&self.path).ok()?;
            Some(SourceText {
                path: self.path.clone(),
                text: encoding::decode(bytes).text,
            })
        };
        match self.text.get_or_init(read) {
            Some(text) => text.place(span),
            // It is gone since it was read.
            None => Place::file(&*self.path),
        }
    }
}
