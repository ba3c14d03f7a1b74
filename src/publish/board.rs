//! The board of facilitators: what lacks, team by team, from the facts of the site and the findings of the run.

use crate::Output;
use crate::diag::{Diagnostic, Report};
use crate::gather::Origins;
use crate::model::site::Site;
use crate::render::{BOARD, Renderer, Theme};
use std::io;

/// Folder and files of each team, in the order of the site.
pub type Files = Vec<(String, Vec<String>)>;

/// The files of the teams, before their texts are used up.
pub fn files(origins: &Origins) -> Files {
    let teams = origins.teams.iter();
    teams
        .map(|origin| (origin.folder.clone(), origin.files.clone()))
        .collect()
}

/// Puts the board out.
///
/// # Errors
/// When the output takes no more.
pub fn put(
    site: &Site,
    theme: &Theme,
    files: &Files,
    linked: bool,
    output: &dyn Output,
    report: &mut Report,
) -> io::Result<()> {
    let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); files.len()];
    for diagnostic in report.diagnostics() {
        let Some(place) = &diagnostic.place else {
            continue;
        };
        if let Some(team) = team_of(&place.file, files, &site.config.src) {
            findings[team].push(diagnostic);
        }
    }
    match Renderer::new(site, theme).board(&findings, linked) {
        Ok(bytes) => output.put(BOARD, &bytes),
        Err(Diagnostic { problem, place }) => {
            report.add(problem, place);
            Ok(())
        }
    }
}

/// The team that a file belongs to: its own text, or a file of the folder that is its alone.
fn team_of(file: &str, files: &Files, src: &str) -> Option<usize> {
    let own = files
        .iter()
        .position(|(_, files)| files.iter().any(|known| known == file));
    own.or_else(|| {
        files.iter().position(|(folder, _)| {
            let alone = files.iter().filter(|(other, _)| other == folder).count() == 1;
            let inside = file.strip_prefix(folder.as_str());
            folder != src && alone && inside.is_some_and(|rest| rest.starts_with('/'))
        })
    })
}
