//! The board of facilitators: what lacks, team by team, from the facts of the site and the findings of the run.

use crate::Output;
use crate::diag::{Diagnostic, Report};
use crate::gather::Origins;
use crate::model::site::Site;
use crate::render::{BOARD, Renderer, Theme};
use std::collections::BTreeMap;
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
    match page(site, theme, files, linked, report) {
        Ok(bytes) => output.put(BOARD, &bytes),
        Err(Diagnostic { problem, place }) => {
            report.add(problem, place);
            Ok(())
        }
    }
}

/// The board as a page.
///
/// # Errors
/// A `theme.template` at its place.
pub fn page(
    site: &Site,
    theme: &Theme,
    files: &Files,
    linked: bool,
    report: &Report,
) -> Result<Vec<u8>, Diagnostic> {
    let teams = Teams::new(files, &site.config.src);
    let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); files.len()];
    for diagnostic in report.diagnostics() {
        let file = diagnostic.place.as_ref().map(|place| place.file.as_str());
        if let Some(team) = file.and_then(|file| teams.of(file)) {
            findings[team].push(diagnostic);
        }
    }
    Renderer::new(site, theme).board(&findings, linked)
}

/// Whose a file is.
struct Teams<'a> {
    by_file: BTreeMap<&'a str, usize>,
    /// Folders that are one team's alone.
    by_folder: BTreeMap<&'a str, usize>,
}

impl<'a> Teams<'a> {
    fn new(files: &'a Files, src: &str) -> Self {
        let mut by_file = BTreeMap::new();
        let mut by_folder: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (team, (folder, own)) in files.iter().enumerate() {
            for file in own {
                by_file.entry(file.as_str()).or_insert(team);
            }
            by_folder.entry(folder).or_default().push(team);
        }
        let alone = by_folder
            .into_iter()
            .filter_map(|(folder, teams)| match teams[..] {
                [team] if folder != src => Some((folder, team)),
                _ => None,
            });
        Teams {
            by_file,
            by_folder: alone.collect(),
        }
    }

    /// The team that a file belongs to: its own text, or a file of the folder that is its alone.
    fn of(&self, file: &str) -> Option<usize> {
        let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
        let own = self.by_file.get(file).copied();
        own.or_else(|| {
            folders
                .rev()
                .find_map(|folder| self.by_folder.get(folder).copied())
        })
    }
}
