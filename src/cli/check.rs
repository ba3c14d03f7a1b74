//! `carnet check`: everything that a build would say, without a site.

use super::project::{NoOutput, argument, open, picture_cache, with_threads};
use super::{Console, End, Environment};
use crate::diag::Severity;
use crate::diag::output::{self, Format};
use crate::disk::replace;
use crate::{BOARD, Board, BuildOptions, Output, Scratch};
use clap::ArgMatches;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The output of a check: of all that a build would put out, the board of facilitators alone.
#[derive(Default)]
struct BoardOnly(Mutex<Vec<u8>>);

impl Output for BoardOnly {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if path == BOARD {
            let mut board = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *board = bytes.to_vec();
        }
        Ok(())
    }

    fn stream(
        &self,
        path: &str,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        NoOutput.stream(path, write)
    }

    fn copy(&self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn scratch(&self) -> Option<Box<dyn Scratch>> {
        NoOutput.scratch()
    }
}

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
        notes: false,
        team: None,
        shard: None,
        today: super::project::today(environment),
        board: match argument(matches, "board") {
            Some(_) => Board::Alone,
            None => Board::None,
        },
    };
    let output = BoardOnly::default();
    if opened.has_texts {
        with_threads(matches, || {
            crate::build(
                &opened.project,
                opened.config,
                &options,
                &store,
                &output,
                None,
                report,
            )
        })?;
    }
    if let (Some(path), true) = (argument(matches, "board"), opened.has_texts) {
        let bytes = output.0.into_inner();
        let bytes = bytes.unwrap_or_else(PoisonError::into_inner);
        replace::whole(Path::new(path), |file| file.write_all(&bytes))?;
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
