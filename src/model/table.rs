//! A table as read: typed columns of equal length, where each row keeps its record number in the file.
//!
//! This is what charts, maps, pages and catalogs are made from. Reading a file into it is the work of `table`; a very
//! large file is read for the columns that are asked for, never whole.

/// A table, or the columns of it that were asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Path of the file in the sources.
    pub path: String,
    pub columns: Vec<Column>,
    /// Record number of each row in the file; the header is record 1 of a plain file.
    pub records: Vec<u32>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The header as written, without the space around it.
    pub name: String,
    pub kind: ColumnKind,
    /// Unit found in the header or the cells: `€`, `kWh`, `%`.
    pub unit: Option<String>,
    pub values: Values,
}

/// What a column holds. Codes, even those made of digits only, are text: nothing is computed with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKind {
    Integer,
    Decimal,
    Year,
    /// Year and month: the day of its values is the first of the month.
    Month,
    Date,
    Boolean,
    Text,
    /// Digits that may start with zeros, or any other identifier.
    Code,
    Siren,
    Siret,
    /// INSEE code of a commune: five characters, `2A` and `2B` included.
    Insee,
    PostalCode,
    Email,
    Phone,
    Url,
    /// WGS84 degrees.
    Latitude,
    /// WGS84 degrees.
    Longitude,
    /// Latitude and longitude in one cell.
    GeoPoint,
    /// WKT or GeoJSON in a cell.
    Geometry,
}

/// The cells of a column, one per row.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// `NaN` where the cell is missing or unreadable.
    Numbers(Vec<f64>),
    /// Days since 1970-01-01; `None` where the cell is missing or unreadable.
    Dates(Vec<Option<i32>>),
    Booleans(Vec<Option<bool>>),
    /// `None` where the cell is missing.
    Texts(Texts),
}

/// Texts of a column, each distinct one kept once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts {
    /// The distinct texts, in the order of their first row.
    pub words: Vec<Box<str>>,
    /// One index into `words` per row; [`Texts::MISSING`] where the cell is missing.
    pub cells: Vec<u32>,
}

impl Texts {
    /// Stands for a missing cell.
    pub const MISSING: u32 = u32::MAX;

    /// The text of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        let index = *self.cells.get(row)?;
        self.words.get(index as usize).map(|word| &**word)
    }
}

impl Table {
    /// Number of rows, the header not counted.
    pub fn rows(&self) -> usize {
        self.records.len()
    }
}

impl ColumnKind {
    /// Whether sums, scales and axes make sense of it.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            ColumnKind::Integer
                | ColumnKind::Decimal
                | ColumnKind::Year
                | ColumnKind::Latitude
                | ColumnKind::Longitude
        )
    }
}
