//! A dataset: a table of a team, what its sheet says of it, and what was seen in it.

use super::finding::Finding;
use super::logbook::LogbookFacts;
use super::profile::Profile;
use super::sheet::Sheet;
use super::site::Site;

/// A dataset of a team. Rows stay in its file: the first ones only are kept, for the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Index of its team in the site.
    pub team: usize,
    /// Path of the table in the sources.
    pub source: String,
    pub format: DatasetFormat,
    /// Unique within the team: `conso-gaz`, the stem of its page and of its files.
    pub slug: String,
    pub sheet: Option<Sheet>,
    pub profile: Profile,
    /// The columns that are published, in order.
    pub published: Vec<PublishedColumn>,
    /// The first rows, a text per published column as the cleaned table has it.
    pub preview: Vec<Vec<String>>,
    /// West, south, east, north of the rows that have a place, in WGS84 degrees.
    pub extent: Option<[f64; 4]>,
    pub findings: Vec<Finding>,
    /// What reading put right.
    pub repairs: Vec<Finding>,
    /// The file as received may be offered: no column of it is withheld.
    pub offers_original: bool,
}

/// A column that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedColumn {
    /// Index in the profile's columns.
    pub index: usize,
    /// Its name in every output: unique in the table, and never empty.
    pub name: String,
}

/// How a dataset was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatasetFormat {
    Csv,
    GeoJson,
}

/// One file of a dataset as the site offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Path in the site.
    pub path: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Lower-case hexadecimal digits.
    pub sha256: String,
}

/// What a published file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// UTF-8, commas, line feeds.
    Csv,
    /// UTF-8 with a byte-order mark, semicolons, decimal commas.
    ExcelCsv,
    GeoJson,
    /// As received, byte for byte.
    Original,
}

impl Dataset {
    /// Its title: the sheet's, or the name of its file with plain spaces and a capital.
    pub fn title(&self) -> String {
        if let Some(sheet) = &self.sheet
            && !sheet.title.is_empty()
        {
            return sheet.title.clone();
        }
        let name = self.source.rsplit('/').next().unwrap_or(&self.source);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let words = stem.replace(['_', '-'], " ");
        let mut letters = words.trim().chars();
        letters.next().map_or_else(
            || name.to_owned(),
            |first| first.to_uppercase().chain(letters).collect(),
        )
    }

    /// Path in the site of a file of its own: `arlysere/donnees/conso-gaz.csv`.
    pub fn path(&self, site: &Site, ending: &str) -> String {
        let team = site
            .teams
            .get(self.team)
            .map_or("", |team| team.path.as_str());
        format!("{team}/donnees/{}{ending}", self.slug)
    }

    /// A name for machines that no title and no order of files can change.
    pub fn identifier(&self, site: &Site) -> String {
        let team = site
            .teams
            .get(self.team)
            .map_or("", |team| team.path.as_str());
        // A slug holds no double hyphen: two datasets cannot meet.
        format!("carnet-{}--{}", team.replace('/', "--"), self.slug)
    }

    /// Who answers for the data: the sheet's publisher, or else the collectivity of the team.
    pub fn publisher(&self, site: &Site) -> String {
        match self.sheet.as_ref().map(|sheet| sheet.publisher.name.trim()) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => site
                .teams
                .get(self.team)
                .map_or_else(String::new, |team| collectivity(&team.facts).to_owned()),
        }
    }
}

fn collectivity(facts: &LogbookFacts) -> &str {
    match facts.collectivity.trim() {
        "" => facts.title.trim(),
        name => name,
    }
}

/// The territory that a dataset covers, in WGS84 degrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// West, south, east, north.
    pub bounds: [f64; 4],
    /// Polygons of rings of `[longitude, latitude]`, the outer ring first; empty where no contour is known, or it is too
    /// long for a catalog.
    pub contour: Vec<Vec<Vec<[f64; 2]>>>,
}
