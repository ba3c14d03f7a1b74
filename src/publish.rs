//! [`Site`] → files: the texts are taken up again one by one, their links resolved, their pages rendered and handed over.

pub mod board;
mod common;
mod datasets;
mod drawings;
mod maps;
mod press;
mod remember;
mod rows;
mod search;

pub use remember::{Memory, Recall};

use crate::aside::Aside;
use crate::check::links::{Links, is_drawing};
use crate::diag::{Phrase, Report, site as problem};
use crate::figure::store::{Sheets, Store};
use crate::gather::{BATCH, OWN_PAGES, Origin, Origins};
use crate::memory::{Noting, lock, mark};
use crate::model::license::License;
use crate::model::site::Site;
use crate::picture::record::{PictureStore, StoredCopy};
use crate::picture::{self, svg};
use crate::read::encoding;
use crate::render::{
    AssetContent, MAPS, Renderer, Statement, Theme, ThemeFile, outcome_pages, outcome_path,
    site_path,
};
use crate::search::{Collector, IndexFile};
use crate::source::{Place, Sources};
use crate::table::ReadOptions;
use crate::{Board, BuildOptions, Output, Placed, Shard, Step};
use common::{Common, Words};
use datasets::{Linked, Offered};
use press::Press;
use rayon::prelude::*;
use remember::{add_printed, shared};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

/// What a publication needs.
pub struct Job<'a> {
    pub sources: &'a dyn Sources,
    pub site: &'a Arc<Site>,
    pub origins: Origins,
    pub aside: &'a Aside<'a>,
    pub theme: &'a Arc<Theme>,
    pub output: &'a dyn Output,
    /// Where pictures of drawings are kept between builds.
    pub pictures: &'a dyn PictureStore,
    pub options: &'a BuildOptions,
    /// The number of each dataset's description: the same number, the same dataset. Empty without a memory.
    pub descriptions: Vec<u64>,
    /// The files of the teams, for the board of facilitators.
    pub files: &'a Arc<board::Files>,
    pub collector: Arc<Mutex<Collector>>,
    pub sheets: &'a Sheets,
    pub recall: Option<Recall<'a>>,
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
    let mut paths = own_paths(site);
    for collection in &site.collections {
        paths.extend(collection.pages());
    }
    paths
}

/// The same without the pages of tables.
fn own_paths(site: &Site) -> BTreeSet<String> {
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
    paths.extend((0..outcome_pages(site)).map(outcome_path));
    let statements = Statement::of(site).into_iter();
    paths.extend(statements.map(|statement| statement.path().to_owned()));
    paths.extend(
        site.datasets
            .iter()
            .map(|dataset| dataset.path(site, ".html")),
    );
    paths
}

/// What a site holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    pub pages: usize,
    pub figures: usize,
    pub maps: usize,
    /// What shows the whole site is made when it is asked for, the board of facilitators too.
    pub later: bool,
}

/// Where the texts are shown: a folder of a team's, a day that has a file of its own, a page.
pub fn placed(site: &Site, origins: &Origins) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (team, origin) in site.teams.iter().zip(&origins.teams) {
        let pages = format!("{}/", team.path);
        let mut add = |source: String, page: String, draft: bool| {
            placed.push(Placed {
                source,
                page,
                draft,
            });
        };
        if origin.folder != site.config.src {
            add(format!("{}/", origin.folder), pages.clone(), team.draft);
        }
        for file in &origin.files {
            let stem = stem(file);
            let own = team.sections.iter().find(|one| one.key.stem() == stem);
            match own {
                Some(section) => {
                    let page = team.section_page(section.key);
                    add(file.clone(), page, team.draft || section.facts.draft);
                }
                None => add(file.clone(), pages.clone(), team.draft),
            }
        }
    }
    for page in &site.pages {
        placed.push(Placed {
            source: page.source.clone(),
            page: page.path.clone(),
            draft: page.draft,
        });
    }
    placed
}

/// The name of a text without its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.trim_end_matches(".md")
}

/// Renders every page, and puts it out unless something stops the build.
///
/// # Errors
/// When a listed file cannot be read, or the output takes no more.
pub fn site(job: Job<'_>, report: &mut Report) -> io::Result<Counted> {
    let site: &Site = job.site;
    rows::taken(site, report);
    let links = links(&job);
    let renderer = Renderer::new(site, job.theme);
    let store = Store::new(
        job.sources,
        &site.config.src,
        ReadOptions::from_config(&site.config.data),
        job.sheets,
    );
    let prints = !report.stops_build();
    let licenses = licenses(site);
    let press = Press {
        sources: job.sources,
        site,
        aside: job.aside,
        links: &links,
        store: &store,
        licenses: &licenses,
        renderer: &renderer,
        output: job.output,
        pictures: job.pictures,
        prints,
        descriptions: &job.descriptions,
        // A build that puts nothing out has nothing for the next one to keep.
        recall: job.recall.filter(|_| prints).map(|recall| {
            let shared = shared(&job, &renderer);
            (recall, shared)
        }),
    };
    let mut downloads: BTreeSet<String> = BTreeSet::new();
    let mut linked = Linked::new();
    let mut maps = BTreeSet::new();
    let mut shared_maps = maps::Shared::new(site);
    let mut home = None;
    let mut origins = job.origins;
    // A part of a site keeps the lists and the index that are there; a preview has nothing to keep them from.
    let shard = job.options.shard;
    let is_alone = job.options.team.is_some() && press.recall.is_none();
    let is_whole = !is_alone && shard.is_none_or(Shard::is_first);
    let words = Words::take(&mut origins);
    let words = match press.recall {
        Some((recall, _)) if is_whole => Some((words, job.collector.clone(), recall.aside.clone())),
        None if is_whole && press.prints => {
            // It is made before the texts are printed: then the words are gone.
            let mut put = |(path, bytes): IndexFile| job.output.put(&path, &bytes);
            let collector = std::mem::take(&mut *lock(&job.collector));
            search::files(site, words, collector, job.aside, &mut put)?;
            None
        }
        _ => None,
    };
    let Origins {
        teams,
        pages,
        mut templates,
    } = origins;
    let mut teams: Vec<(usize, Origin)> = teams.into_iter().enumerate().collect();
    let mut pages: Vec<(usize, Origin)> = pages.into_iter().enumerate().collect();
    if let Some(wanted) = job.options.team.as_deref() {
        teams.retain(|(index, _)| site.teams[*index].path == wanted);
        if !is_whole {
            pages.clear();
            templates.clear();
        }
    }
    if let Some(shard) = shard {
        let (own_teams, own_pages) = own(shard, site, &mut teams, &mut pages);
        if shard.is_first() {
            // The list of all maps shows those of the other parts too.
            let silent = press.silent(false);
            for (index, origin) in teams.into_iter().filter(|(_, origin)| origin.has_map) {
                let printed = silent.team(index, origin)?;
                maps.extend(printed.maps.iter().cloned());
                shared_maps.add(site, index, &printed.layers);
            }
            for (index, origin) in pages.into_iter().filter(|(_, origin)| origin.has_map) {
                maps.extend(silent.page(index, origin)?.maps.iter().cloned());
            }
        }
        (teams, pages) = (own_teams, own_pages);
    }
    let all = teams.len() + pages.len();
    let mut counted = Counted {
        pages: links.page_count(),
        ..Counted::default()
    };
    while !teams.is_empty() {
        let left = teams.len() + pages.len();
        job.output.progress(Step::Pages, all - left, all);
        let batch: Vec<_> = teams.drain(..teams.len().min(BATCH)).collect();
        let done: Vec<_> = batch
            .into_par_iter()
            .map(|(index, origin)| press.team(index, origin).map(|printed| (index, printed)))
            .collect();
        for printed in done {
            let (index, printed) = printed?;
            counted.figures += printed.figures;
            add_printed(&printed, &mut downloads, &mut linked, &mut maps, report);
            shared_maps.add(site, index, &printed.layers);
        }
    }
    while !pages.is_empty() {
        job.output.progress(Step::Pages, all - pages.len(), all);
        let batch: Vec<_> = pages.drain(..pages.len().min(BATCH)).collect();
        let done: Vec<_> = batch
            .into_par_iter()
            .map(|(index, origin)| press.page(index, origin))
            .collect();
        for printed in done {
            let printed = printed?;
            counted.figures += printed.figures;
            add_printed(&printed, &mut downloads, &mut linked, &mut maps, report);
            if printed.home.is_some() {
                home = Some(printed);
            }
        }
    }
    for (at, template) in templates.iter().enumerate() {
        let printed = press.rows(at, template, shard)?;
        counted.figures += printed.figures;
        add_printed(&printed, &mut downloads, &mut linked, &mut maps, report);
    }
    counted.maps = maps.len();
    let wanted = |team: usize| match (job.options.team.as_deref(), shard) {
        (Some(path), _) => site.teams.get(team).is_some_and(|team| team.path == path),
        (None, Some(shard)) => shard.has(team),
        (None, None) => true,
    };
    let (mut offered, mut taken) =
        datasets::datasets(&press, &wanted, &linked, &mut downloads, report)?;
    if let Some(shard) = shard {
        // The catalog shows the datasets of the other parts too.
        let others = |team: usize| !wanted(team);
        taken.extend(datasets::paths(site, &others));
        if shard.is_first() {
            let none = &mut BTreeSet::new();
            let mut said = Report::default();
            let silent = press.silent(press.prints);
            let (more, _) = datasets::datasets(&silent, &others, &linked, none, &mut said)?;
            offered.extend(more);
            offered.sort_by_key(Offered::index);
        }
        taken.extend(common::machines(site));
    }
    if is_whole {
        let edition = maps::together(&press, shared_maps, &mut maps, report)?;
        let common = Common::new(job.site, job.theme, home, maps, offered);
        let common = common.with_edition(edition);
        let common = common.with_words(words);
        taken.extend(common::machines(site));
        common.check(report);
        let common = match job.options.board {
            Board::None => common,
            board => common.with_board(job.files.clone(), board == Board::Beside),
        };
        counted.later = common::put(&press, Arc::new(common), job.theme.mark(), report)?;
    }
    downloads.retain(|file| {
        !taken.contains(site_path(&site.config.src, file)) || is_original(site, file)
    });
    clashes(job.theme, &site.config.src, &downloads, report);
    if press.prints && !report.stops_build() {
        for file in downloads {
            download(&press, &file)?;
        }
        for asset in job.theme.assets() {
            match &asset.content {
                AssetContent::Bytes(bytes) => job.output.put(&asset.path, bytes)?,
                AssetContent::Source(source) => job.output.copy(&asset.path, source)?,
            }
        }
    }
    Ok(counted)
}

/// Path of a dataset → the licence that its sheet names.
fn licenses(site: &Site) -> BTreeMap<String, &'static License> {
    let datasets = site.datasets.iter();
    datasets
        .filter_map(|dataset| {
            let license = dataset.sheet.as_ref()?.license?;
            Some((dataset.source.clone(), license))
        })
        .collect()
}

/// Texts by their numbers, and where they come from.
type Numbered = Vec<(usize, Origin)>;

/// Takes the texts of a part out of those of the site. The home page goes with the lists: it shows all the others.
fn own(
    shard: Shard,
    site: &Site,
    teams: &mut Numbered,
    pages: &mut Numbered,
) -> (Numbered, Numbered) {
    let page = |index: usize| match site.pages[index].path.as_str() {
        "index.html" => shard.is_first(),
        _ => shard.has(site.teams.len() + index),
    };
    let own_teams = teams
        .extract_if(.., |(index, _)| shard.has(*index))
        .collect();
    let own_pages = pages.extract_if(.., |(index, _)| page(*index)).collect();
    (own_teams, own_pages)
}

/// Puts out a file that is offered.
fn download(press: &Press<'_, '_>, file: &str) -> io::Result<()> {
    let path = site_path(&press.site.config.src, file);
    if picture::is_photo(file)
        && let Some(bare) = picture::bare(&press.sources.read(file)?)
    {
        return press.output.put(path, &bare);
    }
    if !is_drawing(file) {
        return press.output.copy(path, file);
    }
    // Opened alone, a drawing is a page: it is published without what it could run.
    let mark = mark(&path);
    if let Some((Recall { memory, build, .. }, _)) = press.recall {
        let known = memory.drawings.recall(file, mark, press.sources, build);
        if known.is_some() && press.output.keep(&[path.to_owned()]) {
            return Ok(());
        }
    }
    let noting = Noting::new(press.sources);
    if let Ok(clean) = svg::clean(&noting.read(file)?) {
        press.output.put(path, clean.text.as_bytes())?;
        if let Some((Recall { memory, build, .. }, _)) = press.recall {
            let (name, inputs) = (file.to_owned(), noting.inputs());
            memory
                .drawings
                .keep(name, mark, inputs, Arc::new(()), build);
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
        if output.keep_bytes(path, &copy.hash) {
            return Ok(());
        }
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

fn links<'a>(job: &Job<'a>) -> Links<'a> {
    let site: &'a Site = job.site;
    let mut by_source: BTreeMap<String, String> = BTreeMap::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (team, origin)) in site.teams.iter().zip(&job.origins.teams).enumerate() {
        if origin.folder != site.config.src {
            folders.entry(origin.folder.clone()).or_insert(index);
        }
        for file in &origin.files {
            let stem = stem(file);
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
    for collection in &site.collections {
        by_source.insert(collection.template.clone(), collection.index());
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
