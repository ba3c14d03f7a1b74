//! Sources → [`Site`]: every text is read once, in parallel; its facts stay, the text itself is put aside.

mod collections;
mod numbers;

use crate::BuildOptions;
pub use collections::{Template, date, fill_image};

use crate::aside::{Aside, Body, Slip};
use crate::check::Images;
use crate::check::images::Counted;
use crate::data;
use crate::diag::{Phrase, Report, image as image_problem, nearest, site as problem};
use crate::fetch::RemoteIndex;
use crate::figure::Studio;
use crate::figure::store::{Sheets, Store};
use crate::memory::{Inputs, Mark, Noting, Remembered, lock, mark};
use crate::model::body::{Block, Image, ImageTarget, fences};
use crate::model::config::Config;
use crate::model::dataset::Dataset;
use crate::model::fence::FenceKind;
use crate::model::logbook::{AttachmentState, Section};
use crate::model::page::{Page, PageFacts};
use crate::model::site::{Site, Team, TeamSection};
use crate::model::walk::plain_blocks;
use crate::picture::{self, Wanted, record::PictureStore, record::StoredCopy};
use crate::read::encoding::decode;
use crate::read::sheet;
use crate::read::shelf::{self, Item, PageText, Shown, TeamText, Unit};
use crate::search::{self, Collector, Tally, Weights};
use crate::source::{Place, SourceText, Sources};
use crate::table::{ReadOptions, folded_name};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Units that are read at a time: enough to keep every core busy, few enough to forget them soon.
pub const BATCH: usize = 128;

/// What one build knows that the next may use: the texts that were read, the datasets that were described.
#[derive(Default)]
pub struct Memory {
    texts: Remembered<Reading>,
    datasets: Remembered<Description>,
    /// The columns that each sheet withholds.
    sheets: Remembered<Noted>,
    /// Numbers only grow: what was numbered by an earlier build keeps its numbers.
    collector: Arc<Mutex<Collector>>,
    readings: AtomicU64,
}

impl Memory {
    /// Forgets what a whole build had no use for.
    pub fn sweep(&self, build: u64) {
        self.texts.sweep(build);
        self.datasets.sweep(build);
        self.sheets.sweep(build);
    }
}

/// A dataset, what was said of it, and the number of its description.
type Description = (Arc<Dataset>, Report, u64);

/// A memory, and the number of the build that uses it.
#[derive(Clone, Copy)]
pub struct Recall<'a> {
    pub memory: &'a Memory,
    pub build: u64,
}

/// The site without its texts, and where to find them again.
pub struct Gathered {
    pub site: Site,
    pub origins: Origins,
    pub wanted: Vec<Wanted>,
    /// Pictures that stay on other sites, in the order of the texts.
    pub remote: Vec<(String, Place)>,
    /// The words of the site, numbered.
    pub collector: Arc<Mutex<Collector>>,
    /// The number of each dataset's description: the same number, the same dataset. Empty without a memory.
    pub descriptions: Vec<u64>,
}

/// Where the texts of the site come from, in the order of its teams and pages.
#[derive(Default)]
pub struct Origins {
    pub teams: Vec<Origin>,
    pub pages: Vec<Origin>,
    /// One per collection of the site.
    pub templates: Vec<Template>,
}

/// One logbook, or one page of prose.
#[derive(Clone)]
pub struct Origin {
    /// Folder of its files in the sources.
    pub folder: String,
    /// Its files, in their order.
    pub files: Vec<String>,
    /// Its text: of a logbook, the opening, then one body per section.
    pub text: Slip<Vec<Body>>,
    /// What a search finds each body by.
    pub words: Slip<Vec<Weights>>,
    /// Pictures of the project that it shows.
    pub pictures: BTreeSet<String>,
    /// A block of it is a map.
    pub has_map: bool,
    /// The number of its reading: the same number, the same text and the same facts. 0 without a memory.
    pub reading: u64,
}

/// What a reading needs.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    pub sources: &'a dyn Sources,
    pub options: &'a BuildOptions,
    pub aside: &'a Aside<'a>,
    pub sheets: &'a Sheets,
    pub recall: Option<Recall<'a>>,
    /// Is told how many of the files are read, and of how many.
    pub progress: &'a dyn Fn(usize, usize),
}

/// Reads the texts of a project and makes the site of them, pictures apart.
///
/// # Errors
/// When a listed table cannot be read, or a text cannot be put aside.
pub fn texts(job: Job<'_>, config: Config, report: &mut Report) -> io::Result<Gathered> {
    let Job {
        sources,
        options,
        aside,
        sheets,
        recall,
        progress,
    } = job;
    let units = shelf::units(sources, &config, report);
    let fetched = RemoteIndex::load(sources, &config.src);
    let src = config.src.clone();
    let images = Images::new(sources, &src, &fetched);
    let is_left_out = |draft: bool| draft && !options.drafts;
    let store = Store::new(
        sources,
        &src,
        ReadOptions::from_config(&config.data),
        sheets,
    );
    let shown = Shown {
        drafts: options.drafts,
        notes: options.notes,
    };
    // Without a memory, nobody asks for it.
    let mark = recall.map_or_else(
        || mark(&()),
        |_| mark(&(&config, shown, sheets, &fetched, listing(sources))),
    );
    let no_licenses = BTreeMap::new();
    let read = |unit: &Unit| -> io::Result<Done> {
        let name = format!("{unit:?}");
        if let Some(Recall { memory, build }) = recall
            && let Some(reading) = memory.texts.recall(&name, mark, sources, build)
        {
            return Ok(Done::Known(reading));
        }
        let mut report = Report::default();
        let noting = Noting::new(sources);
        let studio = Studio {
            store: store.share(&noting),
            base_url: None,
            licenses: &no_licenses,
            bare: false,
        };
        let items = shelf::read(unit, &noting, &config, shown, &mut report);
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
        drop(studio);
        Ok(Done::New {
            name,
            gleaned,
            drafts,
            report,
            inputs: recall.and_then(|_| noting.inputs()),
        })
    };
    let collector = recall.map_or_else(Arc::default, |recall| recall.memory.collector.clone());
    let mut found = Found::default();
    let all = units.len();
    for (at, units) in units.chunks(BATCH).enumerate() {
        progress(at * BATCH, all);
        let done: Vec<_> = units.par_iter().map(read).collect();
        let mut collector = lock(&collector);
        for result in done {
            match result? {
                Done::Known(reading) => found.add(Reading::clone(&reading), report),
                Done::New {
                    name,
                    gleaned,
                    drafts,
                    report: own,
                    inputs,
                } => {
                    let number = recall.map_or(0, |recall| {
                        recall.memory.readings.fetch_add(1, Ordering::Relaxed) + 1
                    });
                    let kept = gleaned.into_iter().map(|(mut kept, tallies)| {
                        let words = tallies.iter().map(|tally| collector.number(tally));
                        kept.origin.words = aside.put(&words.collect::<Vec<Weights>>())?;
                        kept.origin.reading = number;
                        Ok(kept)
                    });
                    let reading = Reading {
                        kept: kept.collect::<io::Result<_>>()?,
                        drafts,
                        report: own,
                    };
                    match recall {
                        Some(Recall { memory, build }) => {
                            let reading = Arc::new(reading);
                            found.add(Reading::clone(&reading), report);
                            memory.texts.keep(name, mark, inputs, reading, build);
                        }
                        None => found.add(reading, report),
                    }
                }
            }
        }
    }
    found.collector = collector;
    let mut gathered = found.settle(config, options, report);
    let (described, descriptions) = datasets(sources, &gathered, mark, recall, report)?;
    gathered.site.datasets = described;
    gathered.descriptions = descriptions;
    gathered.site.shared_maps = gathered.site.find_shared_maps();
    report_taken(&gathered.site, &gathered.origins, report);
    let studio = Studio {
        store,
        base_url: None,
        licenses: &no_licenses,
        bare: false,
    };
    collections::add(&mut gathered, sources, &studio, &images, options, report)?;
    Ok(gathered)
}

/// What one sheet says of the reading of its table: the columns that it withholds, by their folded names, and how it is
/// read, where that is not as the project says.
type Noted = (Vec<String>, Option<ReadOptions>);

/// What the sheets say: which columns no figure, no map and no sentence may show, and how tables are read. What there is
/// to say of a sheet is said where its dataset is described.
///
/// # Errors
/// When a listed sheet cannot be read.
pub fn sheets(
    sources: &dyn Sources,
    config: &Config,
    recall: Option<Recall<'_>>,
) -> io::Result<Sheets> {
    let mut sheets = Sheets::default();
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
            let (names, options) = match recall {
                None => noted(sources, config, &path, &entry.path)?,
                Some(Recall { memory, build }) => {
                    let mark = mark(&config.data);
                    let name = format!("{path} {}", entry.path);
                    match memory.sheets.recall(&name, mark, sources, build) {
                        Some(noted) => Noted::clone(&noted),
                        None => {
                            let noting = Noting::new(sources);
                            let found = noted(&noting, config, &path, &entry.path)?;
                            let value = Arc::new(found.clone());
                            let inputs = noting.inputs();
                            memory.sheets.keep(name, mark, inputs, value, build);
                            found
                        }
                    }
                }
            };
            if !names.is_empty() {
                let withheld = sheets.withheld.entry(entry.path.clone()).or_default();
                withheld.extend(names);
            }
            if let Some(options) = options {
                sheets.options.insert(entry.path.clone(), options);
            }
        }
    }
    Ok(sheets)
}

fn noted(sources: &dyn Sources, config: &Config, path: &str, table: &str) -> io::Result<Noted> {
    let text = decode(sources.read(path)?).text;
    let sheet = sheet::read(&SourceText::new(path, text), &mut Report::default());
    let removed = sheet.personal.iter().flat_map(|one| &one.removed);
    let names = removed.map(|(name, _)| folded_name(name)).collect();
    let options = data::options(config, Some(&sheet), table);
    let is_own = options != data::options(config, None, table);
    Ok((names, is_own.then_some(options)))
}

/// Reports texts that want the address of a dataset's page, or of the page of all datasets.
fn report_taken(site: &Site, origins: &Origins, report: &mut Report) {
    let mut taken: BTreeMap<String, Phrase> = BTreeMap::new();
    for dataset in &site.datasets {
        let source = dataset.source.as_str();
        taken.insert(dataset.path(site, ".html"), Phrase::new(source, source));
    }
    if !site.datasets.is_empty() {
        let own = Phrase::new("carnet lui-même", "carnet itself");
        taken.insert("donnees/index.html".to_owned(), own);
    }
    let mut wanted: Vec<(String, &str)> = Vec::new();
    for page in &site.pages {
        wanted.push((page.path.clone(), &page.source));
    }
    for (team, origin) in site.teams.iter().zip(&origins.teams) {
        let file = origin.files.first().unwrap_or(&origin.folder);
        wanted.extend(team.pages().map(|path| (path, file.as_str())));
    }
    for (path, file) in wanted {
        if let Some(other) = taken.get(&path) {
            let problem = problem::duplicate_address(&path, file, other.clone());
            report.add(problem, Place::file(file));
        }
    }
}

/// Describes the datasets of the teams, each by its own hand.
fn datasets(
    sources: &dyn Sources,
    gathered: &Gathered,
    general: Mark,
    recall: Option<Recall<'_>>,
    report: &mut Report,
) -> io::Result<(Vec<Arc<Dataset>>, Vec<u64>)> {
    let folders: Vec<&str> = gathered
        .origins
        .teams
        .iter()
        .map(|origin| origin.folder.as_str())
        .collect();
    let found = data::find(sources, &folders, report);
    let described: Vec<io::Result<Description>> = found
        .par_iter()
        .map(|one| {
            let own = recall.map(|recall| (recall, mark(&(general, one))));
            if let Some((Recall { memory, build }, own)) = own
                && let Some(known) = memory.datasets.recall(&one.source, own, sources, build)
            {
                return Ok(Description::clone(&known));
            }
            let noting = Noting::new(sources);
            let mut said = Report::default();
            let dataset = data::describe(one, &noting, &gathered.site.config, &mut said)?;
            let dataset = Arc::new(dataset);
            let Some((Recall { memory, build }, own)) = own else {
                return Ok((dataset, said, 0));
            };
            let number = memory.readings.fetch_add(1, Ordering::Relaxed) + 1;
            let description = (dataset, said, number);
            let value = Arc::new(description.clone());
            let name = one.source.clone();
            memory
                .datasets
                .keep(name, own, noting.inputs(), value, build);
            Ok(description)
        })
        .collect();
    let mut datasets = Vec::with_capacity(described.len());
    let mut numbers = Vec::new();
    for result in described {
        let (dataset, own, number) = result?;
        report.extend(own);
        datasets.push(dataset);
        numbers.extend((number > 0).then_some(number));
    }
    Ok((datasets, numbers))
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
                let missing = counted.missing;
                section.facts.images =
                    images.resolve(&mut section.blocks, file, &mut counted, report);
                section.facts.missing_images = counted.missing - missing;
                lose_attachments(section);
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

/// An attachment that only a missing picture shows is not there.
fn lose_attachments(section: &mut Section) {
    let is_missing = |span| {
        section.blocks.iter().any(|block| {
            matches!(block, Block::Figure(figure) if figure.image.span == span
                && matches!(figure.image.target, ImageTarget::Missing(_)))
        })
    };
    for attachment in &mut section.facts.attachments {
        if attachment.picture.is_some_and(is_missing) {
            attachment.state = AttachmentState::Lost;
        }
    }
}

/// What one unit gave.
#[derive(Clone)]
struct Reading {
    kept: Vec<Gleaned>,
    /// Paths of the teams that are left out.
    drafts: Vec<String>,
    report: Report,
}

/// A unit that was read now, or by an earlier build.
enum Done {
    Known(Arc<Reading>),
    New {
        name: String,
        gleaned: Vec<(Gleaned, Vec<Tally>)>,
        drafts: Vec<String>,
        report: Report,
        inputs: Option<Inputs>,
    },
}

/// What is kept of one text.
#[derive(Clone)]
struct Gleaned {
    facts: Facts,
    origin: Origin,
    remote: Vec<(String, Place)>,
}

#[derive(Clone)]
enum Facts {
    Team(Arc<Team>),
    Page(Arc<PageFacts>),
}

/// The paths that are listed: what a text says of a file that is not there depends on them.
fn listing(sources: &dyn Sources) -> Vec<&str> {
    let entries = sources.entries().iter();
    entries.map(|entry| entry.path.as_str()).collect()
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
fn glean(item: Item, counted: Counted, aside: &Aside<'_>) -> io::Result<(Gleaned, Vec<Tally>)> {
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
                words: Slip::default(),
                pictures: counted.local,
                has_map: bodies.iter().any(|body| maps(body) > 0),
                reading: 0,
            };
            let gleaned = Gleaned {
                facts: Facts::Team(Arc::new(team)),
                origin,
                remote: counted.remote,
            };
            Ok((gleaned, tallies))
        }
        Item::Page(text) => {
            let Page {
                facts,
                blocks,
                footnotes,
            } = text.page;
            let bodies = vec![Body {
                file: 0,
                blocks,
                footnotes,
            }];
            let origin = Origin {
                folder: String::new(),
                files: vec![facts.source.clone()],
                text: aside.put(&bodies)?,
                words: Slip::default(),
                pictures: counted.local,
                has_map: bodies.iter().any(|body| maps(body) > 0),
                reading: 0,
            };
            let tally = tallied(&bodies[0], &facts.contents, &facts.title);
            let gleaned = Gleaned {
                facts: Facts::Page(Arc::new(facts)),
                origin,
                remote: counted.remote,
            };
            Ok((gleaned, vec![tally]))
        }
    }
}

#[derive(Default)]
struct Found {
    teams: Vec<(Arc<Team>, Origin)>,
    pages: Vec<(Arc<PageFacts>, Origin)>,
    /// Paths of the teams that are left out.
    drafts: Vec<String>,
    wanted: BTreeSet<Wanted>,
    remote: Vec<(String, Place)>,
    has_maps: bool,
    collector: Arc<Mutex<Collector>>,
}

impl Found {
    fn add(&mut self, reading: Reading, report: &mut Report) {
        report.extend(reading.report);
        self.drafts.extend(reading.drafts);
        for gleaned in reading.kept {
            self.has_maps |= gleaned.origin.has_map;
            self.remote.extend(gleaned.remote);
            let folder = match &gleaned.facts {
                Facts::Team(team) => team.path.as_str(),
                Facts::Page(facts) => facts.path.rsplit_once('/').map_or("", |(folder, _)| folder),
            };
            let wanted = gleaned.origin.pictures.iter().map(|source| Wanted {
                source: source.clone(),
                folder: folder.to_owned(),
            });
            self.wanted.extend(wanted);
            match gleaned.facts {
                Facts::Team(team) => self.teams.push((team, gleaned.origin)),
                Facts::Page(facts) => self.pages.push((facts, gleaned.origin)),
            }
        }
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
        let (pages, page_origins): (Vec<Arc<PageFacts>>, Vec<Origin>) =
            self.pages.into_iter().unzip();
        let site = Site {
            has_home: pages.iter().any(|page| page.path == "index.html"),
            config,
            teams,
            pages,
            datasets: Vec::new(),
            collections: Vec::new(),
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
                templates: Vec::new(),
            },
            wanted: self.wanted.into_iter().collect(),
            remote: self.remote,
            collector: self.collector,
            descriptions: Vec::new(),
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
