//! Sources → [`Site`]: every text is read once, in parallel, and leaves its facts behind.

mod numbers;

use crate::BuildOptions;
use crate::check::Images;
use crate::check::images::Counted;
use crate::data;
use crate::diag::{Phrase, Report, image as image_problem, nearest, site as problem};
use crate::fetch::RemoteIndex;
use crate::figure::{Studio, store::Store};
use crate::model::body::{Block, Image, ImageTarget, has_fence};
use crate::model::config::Config;
use crate::model::dataset::Dataset;
use crate::model::fence::FenceKind;
use crate::model::logbook::SectionFacts;
use crate::model::page::PageFacts;
use crate::model::site::{Site, Team, TeamSection};
use crate::picture::{self, Wanted, record::PictureStore, record::StoredCopy};
use crate::read::shelf::{self, Item, PageText, TeamText, Unit};
use crate::source::{Place, Sources};
use crate::table::ReadOptions;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Units that are read at a time: enough to keep every core busy, few enough to forget them soon.
pub const BATCH: usize = 128;

/// Below so many bytes of texts, trees are kept from one reading to the next.
const KEPT_BYTES: u64 = 4 << 20;

/// The site without its texts, and where to find them again.
pub struct Gathered {
    pub site: Site,
    pub units: Vec<Unit>,
    pub origins: Origins,
    pub wanted: Vec<Wanted>,
    /// Pictures that stay on other sites, in the order of the texts.
    pub remote: Vec<(String, Place)>,
}

/// Where the texts of the site come from, in the order of its teams and pages.
#[derive(Default)]
pub struct Origins {
    pub teams: Vec<Origin<TeamText>>,
    pub pages: Vec<Origin<PageText>>,
}

/// One text: its unit, its place in the unit, and the text itself if there was room to keep it.
pub struct Origin<T> {
    pub unit: usize,
    pub item: usize,
    /// Folder of its files in the sources.
    pub folder: String,
    /// Its files, in their order.
    pub files: Vec<String>,
    pub kept: Option<Box<T>>,
}

/// Reads the texts of a project and makes the site of them, pictures apart.
///
/// # Errors
/// When a listed file cannot be read.
pub fn texts(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    report: &mut Report,
) -> io::Result<Gathered> {
    let units = shelf::units(sources, &config, report);
    let fetched = RemoteIndex::load(sources, &config.src);
    let images = Images::new(sources, &config.src, &fetched);
    let sizes: BTreeMap<&str, u64> = sources
        .entries()
        .iter()
        .map(|entry| (entry.path.as_str(), entry.size))
        .collect();
    let weight: u64 = units
        .iter()
        .flat_map(|unit| &unit.files)
        .filter_map(|file| sizes.get(file.as_str()))
        .sum();
    let keeps = weight <= KEPT_BYTES;
    let src = config.src.clone();
    let studio = Studio {
        store: Store::new(sources, &src, ReadOptions::from_config(&config.data)),
        base_url: None,
    };
    let mut found = Found::default();
    for (batch, chunk) in units.chunks(BATCH).enumerate() {
        let read: Vec<io::Result<ReadUnit>> = chunk
            .par_iter()
            .map(|unit| {
                let mut report = Report::default();
                let mut items = shelf::read(unit, sources, &config, options.drafts, &mut report)?;
                let counted = items
                    .iter_mut()
                    .map(|item| {
                        numbers::fill(item, &studio, &config);
                        settle_images(item, &images, &mut report)
                    })
                    .collect();
                Ok((items, counted, report))
            })
            .collect();
        for (index, result) in read.into_iter().enumerate() {
            let (items, counted, own) = result?;
            report.extend(own);
            for (item_index, (item, counted)) in items.into_iter().zip(counted).enumerate() {
                let at = (batch * BATCH + index, item_index);
                found.add(item, at, counted, keeps, options);
            }
        }
    }
    let mut gathered = found.settle(config, options, report);
    gathered.site.datasets = datasets(sources, &gathered, report)?;
    Ok(Gathered { units, ..gathered })
}

/// Describes the datasets of the teams, each by its own hand.
fn datasets(
    sources: &dyn Sources,
    gathered: &Gathered,
    report: &mut Report,
) -> io::Result<Vec<Dataset>> {
    let folders: Vec<&str> = gathered
        .origins
        .teams
        .iter()
        .map(|origin| origin.folder.as_str())
        .collect();
    let found = data::find(sources, &folders, report);
    let described: Vec<io::Result<(Dataset, Report)>> = found
        .par_iter()
        .map(|one| {
            let mut own = Report::default();
            let dataset = data::describe(one, sources, &gathered.site.config, &mut own)?;
            Ok((dataset, own))
        })
        .collect();
    let mut datasets = Vec::with_capacity(described.len());
    for result in described {
        let (dataset, own) = result?;
        report.extend(own);
        datasets.push(dataset);
    }
    Ok(datasets)
}

/// Prepares the pictures that the texts show.
///
/// # Errors
/// When the store cannot keep a copy.
pub fn pictures(
    mut site: Site,
    wanted: &[Wanted],
    sources: &dyn Sources,
    store: &dyn PictureStore,
    report: &mut Report,
) -> io::Result<(Site, BTreeMap<String, StoredCopy>)> {
    let prepared = picture::pictures(sources, wanted, store)?;
    for (source, problems) in prepared.problems {
        for problem in problems {
            report.add(problem, Place::file(source.clone()));
        }
    }
    site.pictures = prepared.shown;
    Ok((site, prepared.files))
}

/// Finds the pictures of a text, and counts them into its facts. Called again, on the text read again, it says the same.
pub fn settle_images(item: &mut Item, images: &Images<'_>, report: &mut Report) -> Counted {
    let mut counted = Counted::default();
    match item {
        Item::Team(team) => {
            let TeamText {
                sources,
                manuscript,
                ..
            } = &mut **team;
            let Some(first) = sources.first() else {
                return counted;
            };
            if let Some(cover) = &mut manuscript.facts.cover {
                let missing = counted.missing;
                images.resolve_image(cover, first, &mut counted, report);
                if counted.missing > missing {
                    manuscript.facts.cover = None;
                }
            }
            let opening = &mut manuscript.opening;
            images.resolve(&mut opening.blocks, first, &mut counted, report);
            for section in &mut manuscript.sections {
                let file = sources.get(section.file).unwrap_or(first);
                section.facts.images =
                    images.resolve(&mut section.blocks, file, &mut counted, report);
                for note in &mut section.footnotes {
                    images.resolve(&mut note.blocks, file, &mut counted, report);
                }
            }
            manuscript.facts.remote_images = counted.remote.len();
            manuscript.facts.missing_images = counted.missing;
            if counted.never_uploaded > 0 {
                let place = Place::file(first.path.clone());
                report.add(image_problem::never_uploaded(counted.never_uploaded), place);
            }
        }
        Item::Page(page) => {
            let PageText { source, page } = &mut **page;
            images.resolve(&mut page.blocks, source, &mut counted, report);
            for note in &mut page.footnotes {
                images.resolve(&mut note.blocks, source, &mut counted, report);
            }
        }
    }
    counted
}

/// The items of a unit, what their pictures are, and what is to be said of them.
type ReadUnit = (Vec<Item>, Vec<Counted>, Report);

#[derive(Default)]
struct Found {
    teams: Vec<(Team, Origin<TeamText>)>,
    pages: Vec<(PageFacts, Origin<PageText>)>,
    wanted: BTreeSet<Wanted>,
    remote: Vec<(String, Place)>,
    has_maps: bool,
}

impl Found {
    fn add(
        &mut self,
        item: Item,
        (unit, item_index): (usize, usize),
        counted: Counted,
        keeps: bool,
        options: &BuildOptions,
    ) {
        match item {
            Item::Team(text) => {
                if text.manuscript.draft && !options.drafts {
                    return;
                }
                self.want(counted, &text.path);
                let manuscript = &text.manuscript;
                self.has_maps |= has_fence(&manuscript.opening.blocks, FenceKind::Map)
                    || manuscript
                        .sections
                        .iter()
                        .any(|section| has_fence(&section.blocks, FenceKind::Map));
                let team = Team {
                    path: text.path.clone(),
                    facts: text.manuscript.facts.clone(),
                    sections: text
                        .manuscript
                        .sections
                        .iter()
                        .map(|section| TeamSection {
                            key: section.key,
                            title: section.title.clone(),
                            facts: SectionFacts::clone(&section.facts),
                        })
                        .collect(),
                    has_opening: !text.manuscript.opening.blocks.is_empty(),
                    draft: text.manuscript.draft,
                };
                let origin = Origin {
                    unit,
                    item: item_index,
                    folder: text.folder.clone(),
                    files: text.manuscript.files.clone(),
                    kept: keeps.then_some(text),
                };
                self.teams.push((team, origin));
            }
            Item::Page(text) => {
                let facts = &text.page.facts;
                if facts.draft && !options.drafts {
                    return;
                }
                let folder = facts.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.want(counted, folder);
                self.has_maps |= has_fence(&text.page.blocks, FenceKind::Map);
                let origin = Origin {
                    unit,
                    item: item_index,
                    folder: String::new(),
                    files: vec![facts.source.clone()],
                    kept: None,
                };
                let facts = facts.clone();
                let origin = Origin {
                    kept: keeps.then_some(text),
                    ..origin
                };
                self.pages.push((facts, origin));
            }
        }
    }

    fn want(&mut self, counted: Counted, folder: &str) {
        self.wanted
            .extend(counted.local.into_iter().map(|source| Wanted {
                source,
                folder: folder.to_owned(),
            }));
        self.remote.extend(counted.remote);
    }

    /// Sorts what was found, and reports two files that want one address.
    fn settle(mut self, config: Config, options: &BuildOptions, report: &mut Report) -> Gathered {
        self.teams.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        self.pages.sort_by(|(a, _), (b, _)| {
            (a.order.unwrap_or(i64::MAX), &a.path).cmp(&(b.order.unwrap_or(i64::MAX), &b.path))
        });
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        let mut take = |address: String, file: &str, report: &mut Report| match taken.get(&address)
        {
            Some(other) => {
                report.add(
                    problem::duplicate_address(&address, other),
                    Place::file(file),
                );
                false
            }
            None => {
                taken.insert(address, file.to_owned());
                true
            }
        };
        self.teams.retain(|(team, origin)| {
            let file = origin.files.first().map_or("", String::as_str);
            take(format!("{}/index.html", team.path), file, report)
        });
        self.pages
            .retain(|(page, _)| take(page.path.clone(), &page.source, report));
        if let Some(wanted) = &options.team {
            let names: Vec<String> = self
                .teams
                .iter()
                .map(|(team, _)| team.path.clone())
                .collect();
            if !names.contains(wanted) {
                let near = nearest(wanted, names.iter().map(String::as_str));
                report.add(problem::unknown_team(wanted, Phrase::nearest(near)), None);
            }
        }
        let (teams, team_origins) = self.teams.into_iter().unzip();
        let (pages, page_origins): (Vec<PageFacts>, Vec<Origin<PageText>>) =
            self.pages.into_iter().unzip();
        let site = Site {
            has_home: pages.iter().any(|page| page.path == "index.html"),
            config,
            teams,
            pages,
            datasets: Vec::new(),
            has_maps: self.has_maps,
            today: options.today,
            pictures: BTreeMap::new(),
        };
        Gathered {
            site,
            units: Vec::new(),
            origins: Origins {
                teams: team_origins,
                pages: page_origins,
            },
            wanted: self.wanted.into_iter().collect(),
            remote: self.remote,
        }
    }
}

/// Makes a placeholder of every local picture that could not be prepared: it has no copy to show.
pub fn without_unreadable(blocks: &mut [Block], site: &Site) {
    crate::model::walk::walk(blocks, &mut |met| {
        if let crate::model::walk::Met::Image(image) = met {
            hide_unreadable(image, site);
        }
    });
}

fn hide_unreadable(image: &mut Image, site: &Site) {
    if let ImageTarget::Local(path) = &image.target
        && !site.pictures.contains_key(path)
    {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        image.target = ImageTarget::Missing(name);
    }
}
