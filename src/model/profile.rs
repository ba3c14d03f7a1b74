//! What a table is like: how its file is written, and for each column its kind, how full it is, its extent and its
//! values. Made in one pass, in memory that does not grow with the number of rows.

use super::table::ColumnKind;

/// A table, described.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Path of the file in the sources.
    pub path: String,
    pub format: TableFormat,
    pub bytes: u64,
    pub encoding: Encoding,
    pub line_ends: LineEnds,
    /// What stands between two cells: `,`, `;`, a tab or `|`.
    pub delimiter: char,
    /// Record number of the header; 0 when there is none.
    pub header_row: u32,
    /// All records, the header and the blank ones too.
    pub records: u64,
    /// Rows: records after the header that are neither blank nor the header again.
    pub rows: u64,
    /// Cells of the header.
    pub cells: usize,
    /// Numbers that an unquoted decimal comma cut in two are read as one, as that is possible in one way only.
    pub joined: bool,
    pub columns: Vec<ColumnProfile>,
}

/// One column, described.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnProfile {
    /// The header as written, without the space around it.
    pub name: String,
    /// Its place among the cells of a record, from 0.
    pub index: usize,
    pub kind: ColumnKind,
    pub unit: Option<String>,
    /// How dates are written, for a column of dates.
    pub dates: DateOrder,
    /// Cells with a value, and cells that are blank or mean “nothing”.
    pub filled: u64,
    pub missing: u64,
    /// Cells with something else than what the column holds.
    pub unreadable: u64,
    pub distinct: Distinct,
    pub extent: Option<Extent>,
    /// For numbers and dates: how many values there are in each of some equal steps from least to most.
    pub steps: Vec<u64>,
    /// The most frequent values, as written, with their counts; by count, then in the order of the alphabet. Empty when
    /// there are too many different ones.
    pub frequent: Vec<(String, u64)>,
    /// Characters of the longest cell.
    pub longest: usize,
}

/// How many different values there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distinct {
    Exactly(u64),
    MoreThan(u64),
}

/// The least and the greatest value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Extent {
    Numbers {
        min: f64,
        max: f64,
        sum: f64,
    },
    /// Days since 1970-01-01.
    Dates {
        min: i32,
        max: i32,
    },
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    #[default]
    Csv,
    /// A row for each feature, a column for each property; record numbers are numbers of features.
    GeoJson,
}

/// How the letters of a file are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    /// Some lines are UTF-8, others Windows-1252.
    Mixed {
        mostly_utf8: bool,
    },
}

/// Kinds of line end that were seen; `cr` only where there is no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineEnds {
    pub lf: bool,
    pub crlf: bool,
    pub cr: bool,
}

/// In which order a column writes the parts of its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// `17/12/2018`, and `2018-12-17` beside it.
    #[default]
    DayFirst,
    /// `12/17/2018`.
    MonthFirst,
    /// No day is above 12: nobody can tell. Read with the day first.
    Ambiguous,
}

impl Encoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Mixed { .. } => "UTF-8 + Windows-1252",
        }
    }
}

impl Profile {
    /// The columns of that exact name.
    pub fn column(&self, name: &str) -> Option<&ColumnProfile> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl ColumnProfile {
    /// Share of cells with a value, from 0 to 1; 1 for a table without rows.
    pub fn share_filled(&self) -> f64 {
        match self.filled + self.missing {
            0 => 1.0,
            cells => self.filled as f64 / cells as f64,
        }
    }
}
