//! The datasets: their pages and their files.

use super::press::Press;
use super::remember::{Recall, Tracked};
use super::site_path;
use crate::Work;
use crate::data;
use crate::diag::Report;
use crate::export::checksum::Summing;
use crate::export::{self, Described, Json, csvw, package, portal};
use crate::memory::{Noting, mark};
use crate::model::dataset::{Coverage, DatasetFormat, FileKind, PublishedFile};
use crate::model::site::Site;
use crate::render::words;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// Dataset → the sections of its team's logbook that link to it, as indexes.
pub type Linked = BTreeMap<usize, BTreeSet<usize>>;

/// What was put out of one dataset.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    index: usize,
    files: Vec<PublishedFile>,
    coverage: Option<Coverage>,
    linked_from: Vec<usize>,
    exceptions: BTreeSet<usize>,
}

impl Offered {
    /// The number of the dataset in the site.
    pub fn index(&self) -> usize {
        self.index
    }

    pub fn described<'a>(&'a self, site: &'a Site) -> Option<Described<'a>> {
        Some(Described {
            dataset: site.datasets.get(self.index)?,
            files: &self.files,
            coverage: self.coverage.as_ref(),
            linked_from: &self.linked_from,
            exceptions: &self.exceptions,
        })
    }
}

/// What became of the datasets of one team.
#[derive(Debug)]
pub struct Printed {
    offered: Vec<Offered>,
    report: Report,
    taken: BTreeSet<String>,
    outputs: Vec<String>,
}

/// The paths of the files of datasets that another part of the site puts out.
pub(super) fn paths(site: &Site, wanted: &dyn Fn(usize) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for dataset in site.datasets.iter().filter(|one| wanted(one.team)) {
        out.extend([".csv", ".excel.csv"].map(|ending| dataset.path(site, ending)));
        if dataset.format == DatasetFormat::GeoJson {
            out.push(dataset.path(site, ".geojson"));
        }
    }
    out
}

/// Puts out the datasets of the teams that are wanted. Adds to `originals` the files that are offered as received, and
/// returns what was put out, with the paths that are taken.
pub(super) fn datasets(
    press: &Press<'_, '_>,
    wanted: &(dyn Fn(usize) -> bool + Sync),
    linked: &Linked,
    originals: &mut BTreeSet<String>,
    report: &mut Report,
) -> io::Result<(Vec<Offered>, BTreeSet<String>)> {
    let site = press.site;
    let mut by_team: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, dataset) in site.datasets.iter().enumerate() {
        if wanted(dataset.team) {
            by_team.entry(dataset.team).or_default().push(index);
        }
    }
    let by_team: Vec<(usize, Vec<usize>)> = by_team.into_iter().collect();
    let done: Vec<io::Result<Arc<Printed>>> = by_team
        .into_par_iter()
        .map(|(team, wanted)| of_team(press, team, &wanted, linked))
        .collect();
    let mut offered: Vec<Offered> = Vec::new();
    let mut taken = BTreeSet::new();
    for result in done {
        let printed = result?;
        report.extend(printed.report.clone());
        offered.extend(printed.offered.iter().cloned());
        taken.extend(printed.taken.iter().cloned());
    }
    for one in &offered {
        if let Some(dataset) = site.datasets.get(one.index)
            && dataset.offers_original
        {
            originals.insert(dataset.source.clone());
        }
    }
    Ok((offered, taken))
}

/// The datasets of one team, or what the last build made of them.
fn of_team(
    press: &Press<'_, '_>,
    team: usize,
    wanted: &[usize],
    linked: &Linked,
) -> io::Result<Arc<Printed>> {
    let site = press.site;
    let name = site.teams.get(team).map_or("", |team| team.path.as_str());
    let marked = press.recall.map(|(recall, shared)| {
        let own: Vec<_> = wanted
            .iter()
            .map(|index| (index, press.descriptions.get(*index), linked.get(index)))
            .collect();
        (recall, mark(&(shared, own)))
    });
    if let Some((Recall { memory, build, .. }, mark)) = marked {
        let known = memory.datasets.recall(name, mark, press.sources, build);
        if let Some(known) = known.filter(|known| press.output.keep(&known.outputs)) {
            return Ok(known);
        }
    }
    let noting = Noting::new(press.sources);
    let tracked = Tracked::new(press.output);
    let own = Press {
        sources: &noting,
        output: &tracked,
        ..*press
    };
    let started = press.output.now();
    let mut printed = print(&own, name, wanted, linked)?;
    let time = press.output.now().saturating_sub(started);
    press.output.spent(Work::Datasets, name, time);
    printed.outputs = tracked.paths();
    let printed = Arc::new(printed);
    if let Some((Recall { memory, build, .. }, mark)) = marked {
        let inputs = noting.inputs();
        memory
            .datasets
            .keep(name.to_owned(), mark, inputs, printed.clone(), build);
    }
    Ok(printed)
}

fn print(
    press: &Press<'_, '_>,
    team: &str,
    wanted: &[usize],
    linked: &Linked,
) -> io::Result<Printed> {
    let site = press.site;
    let done: Vec<io::Result<(Offered, Report)>> = wanted
        .par_iter()
        .map(|index| {
            let mut report = Report::default();
            let sections = linked.get(index).map(|all| all.iter().copied().collect());
            let offered = one(press, *index, sections.unwrap_or_default(), &mut report)?;
            Ok((offered, report))
        })
        .collect();
    let mut printed = Printed {
        offered: Vec::with_capacity(done.len()),
        report: Report::default(),
        taken: BTreeSet::new(),
        outputs: Vec::new(),
    };
    for result in done {
        let (one, own) = result?;
        printed.report.extend(own);
        let paths = one.files.iter().map(|file| file.path.clone());
        printed.taken.extend(paths);
        printed.offered.push(one);
    }
    let offered = printed.offered.iter();
    let described: Vec<Described<'_>> = offered.filter_map(|one| one.described(site)).collect();
    if !described.is_empty() {
        let folder = format!("{team}/donnees/");
        let name = team.replace('/', "-");
        let path = format!("{folder}datapackage.json");
        let package = package::package(site, &folder, &name, &described);
        put_json(press, &path, &package)?;
        printed.taken.insert(path);
    }
    Ok(printed)
}

/// One dataset: its files, its page.
fn one(
    press: &Press<'_, '_>,
    index: usize,
    linked_from: Vec<usize>,
    report: &mut Report,
) -> io::Result<Offered> {
    let site = press.site;
    let mut offered = Offered {
        index,
        files: Vec::new(),
        coverage: None,
        linked_from,
        exceptions: BTreeSet::new(),
    };
    let Some(dataset) = site.datasets.get(index) else {
        return Ok(offered);
    };
    offered.coverage = data::coverage(dataset);
    if press.prints {
        let stream = |path: &str, write: &mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>| {
            press.output.stream(path, write)
        };
        let written = data::files::write(site, dataset, press.sources, &stream)?;
        offered.files = written.files;
        offered.exceptions = written.exceptions;
        if dataset.offers_original {
            let mut sink = io::sink();
            let mut sum = Summing::new(&mut sink);
            io::copy(&mut press.sources.open(&dataset.source)?, &mut sum)?;
            let (bytes, sha256) = sum.sum();
            offered.files.push(PublishedFile {
                path: site_path(&site.config.src, &dataset.source).to_owned(),
                kind: FileKind::Original,
                bytes,
                sha256,
            });
        }
    }
    let mut machines = Vec::new();
    if let Some(described) = offered.described(site) {
        let language = site.config.language;
        let mut add = |ending: &str, french: &'static str, english: &'static str, value: Json| {
            let path = dataset.path(site, ending);
            put_json(press, &path, &value)?;
            machines.push((path, words::pick(language, french, english)));
            io::Result::Ok(())
        };
        add(
            ".schema.json",
            "Schéma des colonnes (Table Schema)",
            "Schema of the columns (Table Schema)",
            package::schema(dataset, described.exceptions),
        )?;
        let main = described
            .files
            .iter()
            .find(|file| file.kind == FileKind::Csv);
        if let Some(file) = main {
            add(
                ".csv-metadata.json",
                "Métadonnées CSVW",
                "CSVW metadata",
                csvw::metadata(site, &described, file),
            )?;
        }
        add(
            ".data-gouv.json",
            "Corps pour l’API de data.gouv.fr",
            "Body for the API of data.gouv.fr",
            portal::body(site, &described),
        )?;
        let path = dataset.path(site, ".html");
        press.put(&path, press.renderer.dataset(&described, &machines), report)?;
    }
    Ok(offered)
}

fn put_json(press: &Press<'_, '_>, path: &str, value: &Json) -> io::Result<()> {
    if !press.prints {
        return Ok(());
    }
    press.output.put(path, export::json_text(value).as_bytes())
}
