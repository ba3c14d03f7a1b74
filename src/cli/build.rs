//! `carnet build`: a project becomes a site.

use super::progress::{Progress, with_progress};
use super::project::{NoOutput, SiteOutput, argument, open, picture_cache, with_threads};
use super::{Console, End, Environment, manifest};
use crate::diag::{Language, Severity};
use crate::disk;
use crate::disk::write::{Committed, Staging};
use crate::{BuildOptions, Shard, Summary, Work};
use clap::ArgMatches;
use std::io::{self, IsTerminal};
use std::path::Path;

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let mut opened = open(matches, environment, console)?;
    let options = BuildOptions {
        drafts: matches.get_flag("drafts"),
        notes: false,
        team: argument(matches, "team").map(str::to_owned),
        shard: matches.get_one::<Shard>("shard").copied(),
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
    let mut staging = Staging::begin(&opened.destination, &opened.home, &waiting)?;
    let progress = Progress::new(console.verbose);
    let output = SiteOutput {
        staging: &staging,
        project: &opened.project,
        progress: &progress,
    };
    let config = opened.config;
    let summary = with_progress(console, &progress, || {
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
    if let Some(shard) = options.shard {
        staging.keep_parts(&shard.to_string())?;
    }
    let paths = staging.paths();
    // The pictures are there all the same: a cache that cannot be written costs time only.
    let _ = store.close();
    let stops = report.stops_build() || (strict && report.count(Severity::Warning) > 0);
    let committed = match stops {
        true => None,
        false => staging.commit(report)?,
    };
    report.sort();
    for (source, time) in store.times() {
        progress.spent(Work::Picture, &source, time);
    }
    progress.tell(console);
    console.diagnostics(report);
    let Some(committed) = committed else {
        return Ok(failed(console));
    };
    if let Some(asked) = argument(matches, "manifest") {
        let file = manifest::place(asked, &opened.destination, options.shard);
        manifest::write(&opened.destination, &paths, &file)?;
    }
    if !console.quiet {
        console.result(&done(console, &opened.destination, &summary, committed))?;
        if std::io::stdout().is_terminal() {
            let seconds = format!("{:.2} s\n", progress.elapsed().as_secs_f64());
            console.result(&match console.language {
                Language::French => seconds.replace('.', ","),
                Language::English => seconds,
            })?;
        }
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

fn done(console: &Console, destination: &Path, summary: &Summary, committed: Committed) -> String {
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
    let made = made(console, summary);
    if written + removed == 0 {
        return console
            .words(
                &format!("{shown} : {made}, rien n’a changé\n"),
                &format!("{shown}: {made}, nothing changed\n"),
            )
            .to_owned();
    }
    console
        .words(
            &format!(
                "{shown} : {made} ; fichiers écrits {written}, inchangés {same}, retirés {removed}\n"
            ),
            &format!(
                "{shown}: {made}; files written {written}, unchanged {same}, removed {removed}\n"
            ),
        )
        .to_owned()
}

/// `26 pages, 8 figures, 2 cartes`.
fn made(console: &Console, summary: &Summary) -> String {
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    let mut out = format!("{} page{}", summary.pages, plural(summary.pages));
    let maps = console.words("carte", "map");
    for (count, name) in [(summary.figures, "figure"), (summary.maps, maps)] {
        if count > 0 {
            out.push_str(&format!(", {count} {name}{}", plural(count)));
        }
    }
    out
}
