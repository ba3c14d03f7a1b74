//! `carnet build`: a project becomes a site.

use super::project::{NoOutput, SiteOutput, argument, open, picture_cache, with_threads};
use super::{Console, End, Environment, progress};
use crate::BuildOptions;
use crate::diag::Severity;
use crate::disk;
use crate::disk::write::{Committed, Staging};
use clap::ArgMatches;
use std::io;
use std::path::Path;
use std::sync::atomic::AtomicUsize;

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let mut opened = open(matches, environment, console)?;
    let options = BuildOptions {
        drafts: matches.get_flag("drafts"),
        team: argument(matches, "team").map(str::to_owned),
        today: super::project::today(environment),
        ..BuildOptions::default()
    };
    let strict = matches.get_flag("strict");
    let store = picture_cache(&opened)?;
    let report = &mut opened.report;
    // With a wrong configuration nothing is written, but the rest is read: all problems are told in one run.
    if report.stops_build() {
        if opened.has_texts {
            with_threads(matches, || {
                crate::build(
                    &opened.project,
                    opened.config,
                    &options,
                    &store,
                    &NoOutput,
                    None,
                    report,
                )
            })?;
        }
        report.sort();
        console.diagnostics(report);
        return Ok(failed(console));
    }
    let waiting = || {
        console.note(console.words(
            "une autre construction du même site est en cours : carnet attend qu’elle finisse",
            "another build of this site is running: waiting for it to end",
        ));
    };
    let staging = Staging::begin(&opened.destination, &opened.home, &waiting)?;
    let count = AtomicUsize::new(0);
    let output = SiteOutput {
        staging: &staging,
        project: &opened.project,
        count: &count,
    };
    let config = opened.config;
    let summary = progress::with_progress(console, &count, || {
        with_threads(matches, || {
            crate::build(
                &opened.project,
                config,
                &options,
                &store,
                &output,
                None,
                report,
            )
        })
    })?;
    if options.team.is_some() {
        staging.keep_others()?;
    }
    // The pictures are there all the same: a cache that cannot be written costs time only.
    let _ = store.close();
    let stops = report.stops_build() || (strict && report.count(Severity::Warning) > 0);
    let committed = match stops {
        true => None,
        false => staging.commit(report)?,
    };
    report.sort();
    console.diagnostics(report);
    let Some(committed) = committed else {
        return Ok(failed(console));
    };
    if !console.quiet {
        console.result(&done(
            console,
            &opened.destination,
            summary.pages,
            committed,
        ))?;
    }
    Ok(End::Clean)
}

fn failed(console: &Console) -> End {
    console.note(console.words(
        "le site n’a pas été construit ; le précédent, s’il y en a un, est intact",
        "the site was not built; the previous one, if any, is untouched",
    ));
    End::Findings
}

fn done(console: &Console, destination: &Path, pages: usize, committed: Committed) -> String {
    let current = disk::current();
    let shown = match &current {
        Ok(current) => destination.strip_prefix(current).unwrap_or(destination),
        Err(_) => destination,
    };
    let Committed {
        written,
        same,
        removed,
    } = committed;
    let shown = shown.display();
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    if written + removed == 0 {
        return console
            .words(
                &format!("{shown} : {pages} page{}, rien n’a changé\n", plural(pages)),
                &format!("{shown}: {pages} page{}, nothing changed\n", plural(pages)),
            )
            .to_owned();
    }
    console
        .words(
            &format!(
                "{shown} : {pages} page{} ; fichiers écrits {written}, inchangés {same}, retirés {removed}\n",
                plural(pages)
            ),
            &format!(
                "{shown}: {pages} page{}; files written {written}, unchanged {same}, removed {removed}\n",
                plural(pages)
            ),
        )
        .to_owned()
}
