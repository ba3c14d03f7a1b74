//! Sources → [`Site`]: every text is read once, in parallel; its facts stay, the text itself is put aside.

mod numbers;

use crate::BuildOptions;
use crate::aside::{Aside, Body, Slip};
use crate::check::Images;
use crate::check::images::Counted;
use crate::data;
use crate::diag::{Phrase, Report, image as image_problem, nearest, site as problem};
use crate::fetch::RemoteIndex;
use crate::figure::Studio;
use crate::figure::store::{Store, Withheld};
use crate::model::body::{Block, Image, ImageTarget, fences};
use crate::model::config::Config;
use crate::model::dataset::Dataset;
use crate::model::fence::FenceKind;
use crate::model::page::{Page, PageFacts};
use crate::model::site::{Site, Team, TeamSection};
use crate::model::walk::plain_blocks;
use crate::picture::{self, Wanted, record::PictureStore, record::StoredCopy};
use crate::read::encoding::decode;
use crate::read::sheet;
use crate::read::shelf::{self, Item, PageText, TeamText, Unit};
use crate::search::{self, Collector, Tally, Weights};
use crate::source::{Place, SourceText, Sources};
use crate::table::{ReadOptions, folded_name};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Units that are read at a time: enough to keep every core busy, few enough to forget them soon.
pub const BATCH: usize = 128;

/// The site without its texts, and where to find them again.
pub struct Gathered {
    pub site: Site,
    pub origins: Origins,
    pub wanted: Vec<Wanted>,
    /// Pictures that stay on other sites, in the order of the texts.
    pub remote: Vec<(String, Place)>,
    /// The words of the site, numbered.
    pub collector: Collector,
}

/// Where the texts of the site come from, in the order of its teams and pages.
#[derive(Default)]
pub struct Origins {
    pub teams: Vec<Origin>,
    pub pages: Vec<Origin>,
}

/// One logbook, or one page of prose.
pub struct Origin {
    /// Folder of its files in the sources.
    pub folder: String,
    /// Its files, in their order.
    pub files: Vec<String>,
    /// Its text: of a logbook, the opening, then one body per section.
    pub text: Slip,
    /// What a search finds each body by.
    pub words: Vec<Weights>,
}

/// Reads the texts of a project and makes the site of them, pictures apart.
///
/// # Errors
/// When a listed table cannot be read, or a text cannot be put aside.
pub fn texts(
    sources: &dyn Sources,
    config: Config,
    options: &BuildOptions,
    aside: &Aside<'_>,
    withheld: &Withheld,
    report: &mut Report,
) -> io::Result<Gathered> {
    let units = shelf::units(sources, &config, report);
    let fetched = RemoteIndex::load(sources, &config.src);
    let images = Images::new(sources, &config.src, &fetched);
    let is_left_out = |draft: bool| draft && !options.drafts;
    let src = config.src.clone();
    let studio = Studio {
        store: Store::new(
            sources,
            &src,
            ReadOptions::from_config(&config.data),
            withheld,
        ),
        base_url: None,
        licenses: BTreeMap::new(),
    };
    let read = |unit: &Unit| -> io::Result<(Vec<Gleaned>, Vec<String>, Report)> {
        let mut report = Report::default();
        let items = shelf::read(unit, sources, &config, options.drafts, &mut report);
        let mut gleaned = Vec::with_capacity(items.len());
        let mut drafts = Vec::new();
        for mut item in items {
            numbers::fill(&mut item, &studio, &config);
            let counted = settle_images(&mut item, &images, &mut report);
            // A draft is checked all the same.
            match item {
                Item::Team(text) if is_left_out(text.manuscript.draft) => drafts.push(text.path),
                Item::Page(text) if is_left_out(text.page.facts.draft) => {}
                item => gleaned.push(glean(item, counted, aside)?),
            }
        }
        Ok((gleaned, drafts, report))
    };
    let mut found = Found::default();
    for units in units.chunks(BATCH) {
        let done: Vec<_> = units.par_iter().map(read).collect();
        for result in done {
            let (gleaned, drafts, own) = result?;
            report.extend(own);
            found.drafts.extend(drafts);
            gleaned.into_iter().for_each(|gleaned| found.add(gleaned));
        }
    }
    let mut gathered = found.settle(config, options, report);
    gathered.site.datasets = datasets(sources, &gathered, report)?;
    gathered.site.shared_maps = gathered.site.find_shared_maps();
    report_taken(&gathered.site, report);
    Ok(gathered)
}

/// The columns that sheets withhold: no figure, no map and no sentence may show them. What there is to say of a sheet is
/// said where its dataset is described.
///
/// # Errors
/// When a listed sheet cannot be read.
pub fn withheld(sources: &dyn Sources) -> io::Result<Withheld> {
    let mut withheld = Withheld::new();
    for entry in sources.entries() {
        let Some((stem, extension)) = entry.path.rsplit_once('.') else {
            continue;
        };
        let is_table = ["csv", "tsv", "geojson"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known));
        for path in ["yml", "yaml"].map(|extension| format!("{stem}.{extension}")) {
            if !is_table || !sources.has(&path) {
                continue;
            }
            let text = decode(sources.read(&path)?).text;
            let sheet = sheet::read(&SourceText { path, text }, &mut Report::default());
            let removed = sheet.personal.iter().flat_map(|one| &one.removed);
            let names: Vec<String> = removed.map(|(name, _)| folded_name(name)).collect();
            if !names.is_empty() {
                withheld
                    .entry(entry.path.clone())
                    .or_default()
                    .extend(names);
            }
        }
    }
    Ok(withheld)
}

/// Reports texts that want the address of a dataset's page.
fn report_taken(site: &Site, report: &mut Report) {
    let taken: BTreeMap<String, &str> = site
        .datasets
        .iter()
        .map(|dataset| (dataset.path(site, ".html"), dataset.source.as_str()))
        .collect();
    for page in &site.pages {
        let index = (page.path == "donnees/index.html" && !taken.is_empty()).then_some("");
        let other = taken.get(&page.path).copied().or(index);
        if let Some(other) = other {
            let other = match other {
                "" => Phrase::new("carnet lui-même", "carnet itself"),
                other => Phrase::new(other, other),
            };
            let problem = problem::duplicate_address(&page.path, &page.source, other);
            report.add(problem, Place::file(page.source.clone()));
        }
    }
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

/// Finds the pictures of a text, and counts them into its facts.
fn settle_images(item: &mut Item, images: &Images<'_>, report: &mut Report) -> Counted {
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

/// What is kept of one text.
struct Gleaned {
    facts: Facts,
    origin: Origin,
    counted: Counted,
    tallies: Vec<Tally>,
    /// A block of it is a map.
    has_map: bool,
}

enum Facts {
    Team(Box<Team>),
    Page(Box<PageFacts>),
}

/// How many blocks of it are maps.
fn maps(body: &Body) -> usize {
    fences(&body.blocks, FenceKind::Map).len()
}

/// The words of a body, its headings and its title.
fn tallied(body: &Body, contents: &[(u8, String, String)], title: &str) -> Tally {
    let headings = contents.iter().map(|(_, _, heading)| heading.as_str());
    search::tally(&plain_blocks(&body.blocks), headings, title)
}

/// Takes the facts of a text, and puts the text itself aside.
fn glean(item: Item, counted: Counted, aside: &Aside<'_>) -> io::Result<Gleaned> {
    match item {
        Item::Team(text) => {
            let manuscript = text.manuscript;
            let has_opening = !manuscript.opening.blocks.is_empty();
            let mut bodies = vec![Body {
                file: 0,
                blocks: manuscript.opening.blocks,
                footnotes: manuscript.opening.footnotes,
            }];
            let mut sections = Vec::with_capacity(manuscript.sections.len());
            for section in manuscript.sections {
                bodies.push(Body {
                    file: section.file,
                    blocks: section.blocks,
                    footnotes: section.footnotes,
                });
                sections.push(TeamSection {
                    key: section.key,
                    title: section.title,
                    facts: section.facts,
                });
            }
            let mut facts = manuscript.facts;
            facts.map_blocks = bodies.iter().map(maps).sum();
            let team = Team {
                path: text.path,
                facts,
                sections,
                has_opening,
                draft: manuscript.draft,
            };
            let names = format!("{} {}", team.facts.collectivity, team.facts.title);
            let mut tallies = vec![tallied(&bodies[0], &[], &names)];
            for (section, body) in team.sections.iter().zip(&bodies[1..]) {
                // A day is found by the name of its team too.
                let names = &team.facts.collectivity;
                let title = format!("{} {} {names}", section.key.stem(), section.title);
                tallies.push(tallied(body, &section.facts.contents, &title));
            }
            let origin = Origin {
                folder: text.folder,
                files: manuscript.files,
                text: aside.put(&bodies)?,
                words: Vec::new(),
            };
            Ok(Gleaned {
                facts: Facts::Team(Box::new(team)),
                origin,
                counted,
                tallies,
                has_map: bodies.iter().any(|body| maps(body) > 0),
            })
        }
        Item::Page(text) => {
            let Page {
                facts,
                blocks,
                footnotes,
            } = text.page;
            let body = Body {
                file: 0,
                blocks,
                footnotes,
            };
            let origin = Origin {
                folder: String::new(),
                files: vec![facts.source.clone()],
                text: aside.put(std::slice::from_ref(&body))?,
                words: Vec::new(),
            };
            let tally = tallied(&body, &facts.contents, &facts.title);
            Ok(Gleaned {
                facts: Facts::Page(Box::new(facts)),
                origin,
                counted,
                tallies: vec![tally],
                has_map: maps(&body) > 0,
            })
        }
    }
}

#[derive(Default)]
struct Found {
    teams: Vec<(Team, Origin)>,
    pages: Vec<(PageFacts, Origin)>,
    /// Paths of the teams that are left out.
    drafts: Vec<String>,
    wanted: BTreeSet<Wanted>,
    remote: Vec<(String, Place)>,
    has_maps: bool,
    collector: Collector,
}

impl Found {
    fn add(&mut self, gleaned: Gleaned) {
        let Gleaned {
            facts,
            mut origin,
            counted,
            tallies,
            has_map,
        } = gleaned;
        let number = |tally| self.collector.number(tally);
        origin.words = tallies.into_iter().map(number).collect();
        self.has_maps |= has_map;
        match facts {
            Facts::Team(team) => {
                self.want(counted, &team.path);
                self.teams.push((*team, origin));
            }
            Facts::Page(facts) => {
                let folder = facts.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.want(counted, folder);
                self.pages.push((*facts, origin));
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
        let mut taken = Taken::default();
        self.teams.retain(|(team, origin)| {
            let file = origin.files.first().map_or("", String::as_str);
            taken.take(team.pages(), file, report)
        });
        self.pages.retain(|(page, _)| {
            taken.take(std::iter::once(page.path.clone()), &page.source, report)
        });
        if let Some(wanted) = &options.team {
            let names: Vec<String> = self
                .teams
                .iter()
                .map(|(team, _)| team.path.clone())
                .collect();
            let hidden = self.drafts.iter().any(|draft| draft == wanted);
            if hidden {
                report.add(problem::draft_team(wanted), None);
            } else if !names.contains(wanted) {
                let near = nearest(wanted, names.iter().map(String::as_str));
                report.add(problem::unknown_team(wanted, Phrase::nearest(near)), None);
            }
        }
        let (teams, team_origins) = self.teams.into_iter().unzip();
        let (pages, page_origins): (Vec<PageFacts>, Vec<Origin>) = self.pages.into_iter().unzip();
        let site = Site {
            has_home: pages.iter().any(|page| page.path == "index.html"),
            config,
            teams,
            pages,
            datasets: Vec::new(),
            has_maps: self.has_maps,
            shared_maps: Vec::new(),
            today: options.today,
            pictures: BTreeMap::new(),
        };
        Gathered {
            site,
            origins: Origins {
                teams: team_origins,
                pages: page_origins,
            },
            wanted: self.wanted.into_iter().collect(),
            remote: self.remote,
            collector: self.collector,
        }
    }
}

/// Who has which address.
struct Taken(BTreeMap<String, String>);

impl Default for Taken {
    fn default() -> Self {
        let own = OWN_PAGES.map(|page| (page.to_owned(), String::new()));
        Taken(BTreeMap::from(own))
    }
}

impl Taken {
    /// Takes all the addresses of a text, or none and reports who has one of them.
    fn take(
        &mut self,
        addresses: impl Iterator<Item = String>,
        file: &str,
        report: &mut Report,
    ) -> bool {
        let addresses: Vec<String> = addresses.collect();
        let other = addresses
            .iter()
            .find_map(|address| Some((address, self.0.get(address)?)));
        if let Some((address, other)) = other {
            let other = match other.as_str() {
                "" => Phrase::new("carnet lui-même", "carnet itself"),
                other => Phrase::new(other, other),
            };
            let problem = problem::duplicate_address(address, file, other);
            report.add(problem, Place::file(file));
            return false;
        }
        let named = addresses
            .into_iter()
            .map(|address| (address, file.to_owned()));
        self.0.extend(named);
        true
    }
}

/// Pages that carnet writes by itself, and that no text may stand for.
pub const OWN_PAGES: [&str; 2] = ["404.html", "plan-du-site.html"];

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
