//! `carnet check`: everything that a build would say, without a site.

use super::project::{NoOutput, open, picture_cache, with_threads};
use super::{Console, End, Environment};
use crate::BuildOptions;
use crate::diag::Severity;
use crate::diag::output::{self, Format};
use clap::ArgMatches;
use std::io;

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let mut opened = open(matches, environment, console)?;
    let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let level = match word("level") {
        Some("hint") => Severity::Hint,
        Some("warning") => Severity::Warning,
        Some(_) => Severity::Error,
        None => opened.config.check_level,
    };
    let format = word("format").and_then(Format::from_name);
    let format = format.unwrap_or(Format::Text);
    let store = picture_cache(&opened)?;
    let report = &mut opened.report;
    // Drafts are read too: a mistake in one is better known before it is published.
    let options = BuildOptions {
        drafts: true,
        team: None,
        today: super::project::today(environment),
    };
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
    // What was found is the result; only its sum is a message.
    let least = if console.quiet { level } else { Severity::Hint };
    console.result(&format.render(report, least, console.language))?;
    let summary = output::summary(report, console.language);
    if summary.is_empty() {
        console.note(console.words("rien à signaler", "nothing to report"));
    } else {
        console.note(&summary);
    }
    Ok(match report.count(level) {
        0 => End::Clean,
        _ => End::Findings,
    })
}
