//! A block of carnet's own, drawn: what a page shows in its place.
//!
//! Every text is plain and must be escaped where it is written. The drawings are the only markup: the room that makes
//! them escapes every word of theirs.

use super::fence::FenceKind;

/// A block that was drawn, or that says what it waits for.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Unique in the site: ASCII letters, digits and hyphens. The anchor in its page, the name of its files.
    pub id: String,
    pub kind: FenceKind,
    pub title: String,
    pub subtitle: String,
    pub source: String,
    pub note: String,
    /// What is read to whoever does not see the drawing; empty where the content reads by itself.
    pub alternative: String,
    pub content: Content,
    /// The data as a table, folded under a drawing.
    pub data: Option<DataTable>,
    /// Where the data comes from and what was done to it, one sentence each.
    pub provenance: Vec<String>,
    pub downloads: Vec<Download>,
    /// Path in the site of the page made for other sites to show.
    pub embed: Option<String>,
    /// Path in the site of a picture of it, for shared links.
    pub picture: Option<String>,
}

/// What stands between the title and the source.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Two drawings of the same chart, for wide and narrow places.
    Drawing {
        wide: String,
        narrow: String,
    },
    /// A tree, and the same as nested lists.
    Tree {
        wide: String,
        narrow: String,
        roots: Vec<Branch>,
    },
    Map(Box<MapContent>),
    Table(DataTable),
    Number(BigNumber),
    Timeline(Vec<Moment>),
    /// The row that the page is made from has no data for it.
    Absent,
    /// Nothing could be drawn: what is wrong and what to do, in the language of the page.
    Broken {
        message: String,
        help: String,
        /// File and line.
        place: String,
    },
}

/// A table of data, ready to be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataTable {
    pub caption: String,
    pub columns: Vec<DataColumn>,
    /// One text per column; the first is the head of its row.
    pub rows: Vec<Vec<String>>,
    /// A last row that adds up; one text per column.
    pub total: Option<Vec<String>>,
    /// `20 lignes sur 143`; empty when all rows are there.
    pub footer: String,
}

/// A column of such a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataColumn {
    pub name: String,
    /// To the right, and aligned on the comma.
    pub number: bool,
    /// The rows are in the order of this column.
    pub sorted: Option<Sorted>,
    /// For each row, the length of its bar in percent; empty without bars.
    pub bars: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    Ascending,
    Descending,
}

/// One number and what it counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BigNumber {
    /// Without its unit.
    pub value: String,
    pub unit: String,
    pub label: String,
    /// `0 en 2021`; empty without a comparison.
    pub compare: String,
    pub direction: Option<Direction>,
}

/// Which way a number went, from what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    Equal,
}

/// A moment of a timeline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moment {
    /// `9 h 30`, `12 oct. 2026`; maybe empty.
    pub time: String,
    pub text: String,
    pub mark: Mark,
}

/// How a moment stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    #[default]
    Plain,
    Success,
    Puzzle,
    Pause,
}

/// A branch of a tree and what hangs from it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Branch {
    pub text: String,
    /// The words in parentheses after it; maybe empty.
    pub state: String,
    pub below: Vec<Branch>,
}

/// A map, and all that stands beside its drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapContent {
    /// Two drawings, for wide and narrow places.
    pub wide: String,
    pub narrow: String,
    /// The places, one table for each layer; in each, the rows stand in the order of the marks.
    pub tables: Vec<MapTable>,
    /// How many rows are on no map, and the first of them.
    pub left_out: (usize, Vec<LeftOut>),
    /// Where uMap opens the whole map; only when the site's address is known.
    pub umap: Option<String>,
}

/// The places of one layer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapTable {
    /// Name of the layer.
    pub name: String,
    /// Places on the map.
    pub count: usize,
    /// Names of the columns after that of the place.
    pub heads: Vec<String>,
    /// For each, whether it holds numbers.
    pub numbers: Vec<bool>,
    /// For each, whether readers may filter by it.
    pub filters: Vec<bool>,
    pub rows: Vec<MapRow>,
    /// `500 lieux sur 1 294`; empty when all rows are there.
    pub footer: String,
}

/// One place in words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapRow {
    pub name: String,
    pub cells: Vec<String>,
    /// The author's own popup.
    pub popup: Option<String>,
}

/// A row that is on no map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LeftOut {
    /// Name of the file.
    pub dataset: String,
    /// Record number in it.
    pub row: Option<u32>,
    pub reason: String,
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// `CSV`, `SVG`, `PNG`.
    pub name: &'static str,
    /// Path in the site.
    pub path: String,
    pub bytes: u64,
}
