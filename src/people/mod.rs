//! People: who they are, how each wants to be shown, and the veil through which a build reads its sources.
//!
//! The rosters are read first. Then every text, table, drawing and path comes through [`Veiled`], where each name has
//! already become what its owner wants to be read: pages, figures, maps, search, feeds and downloads are made of that, and
//! cannot show what they never had. What the veil cannot be sure of is told by the census.

pub mod census;
mod names;
mod roster;
mod veil;
mod words;

pub use names::{Form, Names};
pub use roster::{KEYS, Person, display};
pub use veil::{Veiled, VeiledOutput};

use crate::diag::Report;
use crate::model::config::Config;
use crate::read::encoding;
use crate::source::Sources;
use names::{Medium, apply};
use std::io;

/// The people of a project; nothing when no team has a roster.
///
/// # Errors
/// When a listed roster cannot be read.
pub fn names(
    sources: &dyn Sources,
    config: &Config,
    report: &mut Report,
) -> io::Result<Option<Names>> {
    let people = roster::people(sources, config, report)?;
    let has_roster = sources
        .entries()
        .iter()
        .any(|entry| roster::is_roster(&entry.path));
    Ok(has_roster.then(|| Names::new(people, roster::withdrawn(config.language))))
}

impl Names {
    /// A configuration behind the veil.
    pub fn config(&self, mut config: Config) -> Config {
        let veiled = |text: &mut String| {
            let edits = self.edits(text, "", Medium::Prose);
            if !edits.is_empty() {
                *text = apply(text, &edits);
            }
        };
        veiled(&mut config.title);
        veiled(&mut config.description);
        config.authors.iter_mut().for_each(veiled);
        if let Some(logo) = &mut config.logo {
            *logo = veil::veiled_path(self, logo);
        }
        for pages in &mut config.pages {
            pages.from = veil::veiled_path(self, &pages.from);
            pages.template = veil::veiled_path(self, &pages.template);
        }
        config
    }
}

/// Gives the places of a report back their real files, lines and columns.
pub fn unveil(report: &mut Report, veiled: &Veiled<'_>, sources: &dyn Sources, names: &Names) {
    for place in report.places_mut() {
        let real = veiled.real(&place.file).to_owned();
        let folder = real.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !place.excerpt.is_empty()
            && place.skipped == 0
            && let Ok(bytes) = sources.read(&real)
        {
            let text = encoding::decode(bytes).text;
            let line = text.lines().nth(place.line.saturating_sub(1)).unwrap_or("");
            let edits = names.edits(line, folder, veil::medium(&real));
            if !edits.is_empty() && apply(line, &edits) == place.excerpt {
                place.column = unveiled_column(line, &edits, place.column);
                place.end = unveiled_column(line, &edits, place.end).max(place.column);
                place.excerpt = line.to_owned();
            }
        }
        place.file = real;
    }
}

/// The column of a line that a column of the same line behind the veil stands for, both from 1, in characters.
fn unveiled_column(line: &str, edits: &[names::Edit], column: usize) -> usize {
    // Characters of the line, and of the line behind the veil, up to the edit at hand.
    let (mut own, mut veiled, mut at) = (0, 0, 0);
    for edit in edits {
        let kept = line[at..edit.start].chars().count();
        if column - 1 <= veiled + kept {
            break;
        }
        own += kept + line[edit.start..edit.end].chars().count();
        veiled += kept + edit.text.chars().count();
        at = edit.end;
        if column - 1 < veiled {
            // Within what was written in the name's place: its end.
            return own + 1;
        }
    }
    own + (column - 1).saturating_sub(veiled) + 1
}

#[cfg(test)]
mod tests;
