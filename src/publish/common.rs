//! The pages that show the whole site: home, lists, catalog, search. They are few and read every fact, so a preview
//! makes them when they are asked for.

use super::board;
use super::datasets::Offered;
use super::press::{Press, text};
use super::remember::Printed;
use super::search;
use crate::Later;
use crate::aside::{Aside, Slip};
use crate::diag::{Diagnostic, Report, catalog as problem};
use crate::export::{self, Described, catalog, package};
use crate::gather::Origins;
use crate::geo;
use crate::memory::{Mark, lock};
use crate::model::site::Site;
use crate::render::{
    BOARD, MAPS, MapCard, Renderer, Statement, Text, Theme, outcome_pages, outcome_path,
    sitemap_paths,
};
use crate::search::{Collector, IndexFile, Weights};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

/// Path of the page of all datasets.
const DATASETS: &str = "donnees/index.html";
const PACKAGE: &str = "datapackage.json";

/// What a search finds each text by, in the order of the site.
pub(super) struct Words {
    pub teams: Vec<Slip<Vec<Weights>>>,
    pub pages: Vec<Slip<Vec<Weights>>>,
}

impl Words {
    /// Takes the words of the texts out of their origins.
    pub fn take(origins: &mut Origins) -> Self {
        let take = |origin: &mut crate::gather::Origin| std::mem::take(&mut origin.words);
        Words {
            teams: origins.teams.iter_mut().map(take).collect(),
            pages: origins.pages.iter_mut().map(take).collect(),
        }
    }
}

/// Words, their numbers, and where they are put aside.
type Waiting = (Words, Arc<Mutex<Collector>>, Arc<Aside<'static>>);

/// All that the common pages show.
pub(super) struct Common {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// What became of the text of the home page, if there is one.
    home: Option<Arc<Printed>>,
    maps: Vec<MapCard>,
    offered: Vec<Offered>,
    /// The words of the index, unless it was made before the texts.
    words: Mutex<Option<Waiting>>,
    index: OnceLock<BTreeMap<String, Vec<u8>>>,
    catalog: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// The files of the teams and whether their pages lie beside it, where facilitators have a board.
    board: Option<(Arc<board::Files>, bool)>,
}

impl Common {
    pub fn new(
        site: &Arc<Site>,
        theme: &Arc<Theme>,
        home: Option<Arc<Printed>>,
        maps: BTreeSet<MapCard>,
        offered: Vec<Offered>,
    ) -> Self {
        Common {
            site: site.clone(),
            theme: theme.clone(),
            home,
            maps: maps.into_iter().collect(),
            offered,
            words: Mutex::default(),
            index: OnceLock::new(),
            catalog: OnceLock::new(),
            board: None,
        }
    }

    /// With the board of facilitators.
    pub fn with_board(self, files: Arc<board::Files>, linked: bool) -> Self {
        Common {
            board: Some((files, linked)),
            ..self
        }
    }

    /// With the index of the search among the pages.
    pub fn with_words(self, words: Option<Waiting>) -> Self {
        Common {
            words: Mutex::new(words),
            ..self
        }
    }

    /// Reports what keeps the catalog from being of use.
    pub fn check(&self, report: &mut Report) {
        if self.site.datasets.is_empty() {
            return;
        }
        match &self.site.config.base_url {
            None => report.add(problem::no_base_url(), None),
            Some(base) => {
                if let Some(host) = unreachable_host(base) {
                    report.add(problem::unreachable_host(host), None);
                }
            }
        }
    }

    /// The paths of the common files, the index of the search apart.
    fn paths(&self) -> Vec<String> {
        let site = &*self.site;
        let mut paths = machines(site);
        let mut add = |path: &str, is_there: bool| {
            if is_there {
                paths.push(path.to_owned());
            }
        };
        let has_address = site.config.base_url.is_some();
        add("index.html", true);
        add("404.html", true);
        add("plan-du-site.html", true);
        let statements = Statement::of(site).into_iter();
        statements.for_each(|statement| add(statement.path(), true));
        (0..outcome_pages(site)).for_each(|at| add(&outcome_path(at), true));
        add(MAPS, site.has_maps);
        if has_address {
            sitemap_paths(site).iter().for_each(|path| add(path, true));
        }
        add("feed.xml", has_address);
        add(DATASETS, !site.datasets.is_empty());
        paths
    }

    /// Makes one of [`Common::paths`]; nothing for a feed without a date.
    fn make(&self, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let renderer = Renderer::new(&self.site, &self.theme);
        let page = match path {
            "index.html" => {
                let body = self.home.as_ref().and_then(|printed| printed.home.as_ref());
                let pages = &mut self.site.pages.iter();
                let facts = body.and_then(|_| pages.find(|facts| facts.path == path));
                renderer.home(
                    facts.map(|facts| &**facts),
                    body.map_or(Text::default(), text),
                )
            }
            "404.html" => renderer.not_found(),
            "plan-du-site.html" => renderer.site_map(),
            path if path.starts_with("sitemap") => return renderer.sitemap_xml(path),
            "feed.xml" => return renderer.feed_xml(),
            MAPS => renderer.maps(&self.maps),
            DATASETS => renderer.datasets(&machines(&self.site)),
            path => {
                let mut outcomes = 0..outcome_pages(&self.site);
                let outcomes = outcomes.find(|at| outcome_path(*at) == path);
                let mut statements = Statement::of(&self.site).into_iter();
                let statement = statements.find(|statement| statement.path() == path);
                match (outcomes, statement) {
                    (Some(at), _) => renderer.outcomes(at),
                    (None, Some(statement)) => renderer.statement(statement, geo::ATTRIBUTION),
                    (None, None) => return Ok(self.catalog().get(path).cloned()),
                }
            }
        };
        page.map(Some)
    }

    fn catalog(&self) -> &BTreeMap<String, Vec<u8>> {
        self.catalog.get_or_init(|| {
            let site = &*self.site;
            let offered = self.offered.iter();
            let described: Vec<Described<'_>> =
                offered.filter_map(|one| one.described(site)).collect();
            let mut files = BTreeMap::new();
            if let Some(base) = &site.config.base_url {
                for (path, text) in export::catalog(site, base, &described, site.today) {
                    files.insert(path, text.into_bytes());
                }
            }
            let package = package::package(site, "", "site", &described);
            files.insert(PACKAGE.to_owned(), export::json_text(&package).into_bytes());
            files
        })
    }

    fn index(&self) -> &BTreeMap<String, Vec<u8>> {
        self.index.get_or_init(|| {
            let mut files = BTreeMap::new();
            if let Some((words, collector, aside)) = lock(&self.words).take() {
                let mut put = |(path, bytes): IndexFile| {
                    files.insert(path, bytes);
                    Ok(())
                };
                let collector = lock(&collector).clone();
                // Words that cannot be read again make a search that finds nothing: the next build has others.
                let made = search::files(&self.site, words, collector, &aside, &mut put);
                if made.is_err() {
                    files.clear();
                }
            }
            files
        })
    }
}

impl Later for Common {
    fn has(&self, path: &str) -> bool {
        path.starts_with(search::FOLDER) || self.pages().iter().any(|own| own == path)
    }

    fn pages(&self) -> Vec<String> {
        let mut paths = self.paths();
        paths.extend(self.board.iter().map(|_| BOARD.to_owned()));
        paths
    }

    fn index(&self) -> Vec<String> {
        Common::index(self).keys().cloned().collect()
    }

    fn file(&self, path: &str, report: &Report) -> Option<Vec<u8>> {
        if path == BOARD
            && let Some((files, linked)) = &self.board
        {
            return board::page(&self.site, &self.theme, files, *linked, report).ok();
        }
        match path.starts_with(search::FOLDER) {
            true => Common::index(self).get(path).cloned(),
            false => self.make(path).ok().flatten(),
        }
    }
}

/// Puts the common pages out, or leaves them to be made when they are asked for: an output that offers it gets them
/// so once their theme has shown no fault. Says which it was.
pub(super) fn put(
    press: &Press<'_, '_>,
    common: Arc<Common>,
    theme: Mark,
    report: &mut Report,
) -> io::Result<bool> {
    let memory = press.recall.map(|(recall, _)| recall.memory);
    if memory.is_some_and(|memory| *lock(&memory.sound) == Some(theme))
        && press.output.later(common.clone())
    {
        return Ok(true);
    }
    let mut own = Report::default();
    for path in common.paths() {
        match common.make(&path) {
            Ok(Some(bytes)) => press.put(&path, Ok(bytes), &mut own)?,
            Ok(None) => {}
            Err(diagnostic) => press.put(&path, Err(diagnostic), &mut own)?,
        }
    }
    for (path, bytes) in Common::index(&common) {
        if press.prints {
            press.output.put(path, bytes)?;
        }
    }
    if let Some(memory) = memory {
        *lock(&memory.sound) = own.diagnostics().is_empty().then_some(theme);
    }
    report.extend(own);
    Ok(false)
}

/// The paths of the files for machines about all datasets.
pub(super) fn machines(site: &Site) -> Vec<String> {
    let mut machines = Vec::new();
    let count = site.datasets.len();
    if count == 0 {
        return machines;
    }
    if site.config.base_url.is_some() {
        for number in 0..count.div_ceil(catalog::PAGE).max(1) {
            let endings = [".jsonld", ".ttl", ".rdf"];
            machines.extend(endings.map(|ending| catalog::page_path(number, ending)));
        }
    }
    machines.push(PACKAGE.to_owned());
    machines
}

/// The host of an address that the portal's harvester refuses: local, reserved or bare.
fn unreachable_host(base: &str) -> Option<&str> {
    let host = crate::model::address::host(base)?;
    let end = host.rsplit('.').next().unwrap_or(host);
    let local = !host.contains('.')
        || end.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(
            end,
            "local" | "localhost" | "example" | "test" | "invalid" | "internal"
        );
    local.then_some(host)
}
