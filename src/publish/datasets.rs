//! The datasets: their pages, their files, the catalog.

use super::{Press, site_path};
use crate::data;
use crate::diag::{Report, catalog as problem};
use crate::export::checksum::Summing;
use crate::export::{self, Described, Json, csvw, package, portal};
use crate::model::dataset::{Coverage, FileKind, PublishedFile};
use crate::model::site::Site;
use crate::render::words;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Dataset → the sections of its team's logbook that link to it, as indexes.
pub type Linked = BTreeMap<usize, BTreeSet<usize>>;

/// What was put out of one dataset.
struct Offered {
    index: usize,
    files: Vec<PublishedFile>,
    coverage: Option<Coverage>,
    linked_from: Vec<usize>,
    exceptions: BTreeSet<usize>,
}

impl Offered {
    fn described<'a>(&'a self, site: &'a Site) -> Option<Described<'a>> {
        Some(Described {
            dataset: site.datasets.get(self.index)?,
            files: &self.files,
            coverage: self.coverage.as_ref(),
            linked_from: &self.linked_from,
            exceptions: &self.exceptions,
        })
    }
}

/// Puts out the datasets of the site, or of one team; for the whole site, the lists and the catalog too. Adds to
/// `originals` the files that are offered as received, and returns the paths that are taken.
pub(super) fn datasets(
    press: &Press<'_>,
    team: Option<&str>,
    linked: &Linked,
    originals: &mut BTreeSet<String>,
    report: &mut Report,
) -> io::Result<BTreeSet<String>> {
    let site = press.site;
    let wanted: Vec<usize> = (0..site.datasets.len())
        .filter(|index| {
            let own = site
                .datasets
                .get(*index)
                .and_then(|one| site.teams.get(one.team));
            team.is_none_or(|team| own.is_some_and(|own| own.path == team))
        })
        .collect();
    let done: Vec<io::Result<(Offered, Report)>> = wanted
        .into_par_iter()
        .map(|index| {
            let mut report = Report::default();
            let sections = linked.get(&index).map(|all| all.iter().copied().collect());
            let offered = one(press, index, sections.unwrap_or_default(), &mut report)?;
            Ok((offered, report))
        })
        .collect();
    let mut offered = Vec::with_capacity(done.len());
    for result in done {
        let (one, own) = result?;
        report.extend(own);
        offered.push(one);
    }
    let mut taken = BTreeSet::new();
    for one in &offered {
        taken.extend(one.files.iter().map(|file| file.path.clone()));
        if let Some(dataset) = site.datasets.get(one.index)
            && dataset.offers_original
        {
            originals.insert(dataset.source.clone());
        }
    }
    let described: Vec<Described<'_>> = offered
        .iter()
        .filter_map(|one| one.described(site))
        .collect();
    for team in &site.teams {
        let folder = format!("{}/donnees/", team.path);
        let own: Vec<Described<'_>> = described
            .iter()
            .filter(|one| {
                site.teams
                    .get(one.dataset.team)
                    .is_some_and(|other| other.path == team.path)
            })
            .copied()
            .collect();
        if !own.is_empty() {
            let name = team.path.replace('/', "-");
            let path = format!("{folder}datapackage.json");
            put_json(press, &path, &package::package(site, &folder, &name, &own))?;
            taken.insert(path);
        }
    }
    if team.is_none() && !site.datasets.is_empty() {
        whole(press, &described, &mut taken, report)?;
    }
    Ok(taken)
}

/// One dataset: its files, its page.
fn one(
    press: &Press<'_>,
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

/// The list of all datasets, the package of the site, the catalog.
fn whole(
    press: &Press<'_>,
    described: &[Described<'_>],
    taken: &mut BTreeSet<String>,
    report: &mut Report,
) -> io::Result<()> {
    let site = press.site;
    let mut machines = Vec::new();
    match &site.config.base_url {
        None => report.add(problem::no_base_url(), None),
        Some(base) => {
            if let Some(host) = unreachable_host(base) {
                report.add(problem::unreachable_host(host), None);
            }
            for (path, text) in export::catalog(site, base, described, site.today) {
                if press.prints {
                    press.output.put(&path, text.as_bytes())?;
                }
                machines.push(path);
            }
        }
    }
    let path = "datapackage.json".to_owned();
    put_json(press, &path, &package::package(site, "", "site", described))?;
    machines.push(path);
    press.put(
        "donnees/index.html",
        press.renderer.datasets(&machines),
        report,
    )?;
    taken.extend(machines);
    Ok(())
}

fn put_json(press: &Press<'_>, path: &str, value: &Json) -> io::Result<()> {
    if !press.prints {
        return Ok(());
    }
    press.output.put(path, export::json_text(value).as_bytes())
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
