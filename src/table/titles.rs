//! Titles above the header: rows that a person put there for the eye.

use super::cell::{Marks, shape};
use super::records::is_blank;
use super::walk::trim;

/// Rows after the first one that may be the header.
pub const LOOKED_AT: usize = 6;

/// A row at the start of a table.
#[derive(Debug, Clone)]
pub struct StartRow {
    pub number: u32,
    pub cells: Vec<String>,
}

/// The row that is the header, when the first one is a title: it is well filled, its cells differ, they are words, and
/// the first row is not so. Shares are of all columns.
pub fn header(first: &StartRow, next: &[StartRow]) -> Option<StartRow> {
    let width = next
        .iter()
        .map(|row| row.cells.len())
        .chain([first.cells.len()])
        .max()?;
    if width < 2 || is_full(first, width) {
        return None;
    }
    let at = next.iter().position(|row| is_full(row, width))?;
    // A header is followed by rows that do not look like one.
    let followed = next[at + 1..].iter().any(|row| !is_full(row, width));
    (followed || next.len() == at + 1).then(|| next[at].clone())
}

fn is_full(row: &StartRow, width: usize) -> bool {
    let mut cells: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| trim(cell))
        .filter(|cell| !is_blank(cell))
        .collect();
    let filled = cells.len();
    let words = cells
        .iter()
        .filter(|cell| !shape(cell, None).marks.has(Marks::NUMBER.or(Marks::DATE)))
        .count();
    cells.sort_unstable();
    cells.dedup();
    filled as f64 >= 0.6 * width as f64
        && cells.len() == filled
        && words as f64 >= 0.8 * filled as f64
}
