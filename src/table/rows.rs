//! Rows with too many or too few cells, and rows that were there before.

use super::findings::Findings;
use super::records::Record;
use super::walk::{CutRow, trim};
use crate::diag::{Phrase, Problem, csv as problem};
use std::hash::{DefaultHasher, Hasher};

/// What is to be said of a row of another length than the header.
pub fn ragged(cells: usize, expected: usize) -> Problem {
    match cells < expected {
        true => problem::cell_missing(cells, expected),
        false => problem::cell_extra(cells, expected),
    }
}

/// What is to be said of a row with numbers that a comma cut.
pub fn cut(cut: &CutRow, expected: usize, done: bool) -> Problem {
    let tail = match (done, cut.is_clear) {
        (true, _) => Phrase::new(
            " ; il est réuni à la lecture, d’une seule façon possible",
            "; it is joined when reading, in the only possible way",
        ),
        (false, true) => Phrase::new(
            " ; réuni, la ligne aurait la bonne longueur",
            "; joined, the row would have the right length",
        ),
        (false, false) => Phrase::new(
            " ; d’autres virgules coupent aussi des textes",
            "; other commas cut texts too",
        ),
    };
    problem::unquoted_decimal_comma(cut.cells, expected, &cut.value, tail)
}

/// Rows that are compared, at most: sixteen bytes each.
const COMPARED: usize = 4_000_000;

/// A fingerprint of each row.
#[derive(Debug, Default)]
pub struct Repeats {
    rows: Vec<(u64, u32)>,
}

impl Repeats {
    pub fn add(&mut self, record: &Record<'_>) {
        if self.rows.len() == COMPARED {
            return;
        }
        let mut hasher = DefaultHasher::new();
        for cell in record.cells() {
            hasher.write(trim(cell).as_bytes());
            hasher.write_u8(0xFF);
        }
        self.rows.push((hasher.finish(), record.number));
    }

    /// Names each row that repeats an earlier one.
    pub fn check(&mut self, findings: &mut Findings) {
        self.rows.sort_unstable();
        let mut repeated: Vec<(u32, u32)> = Vec::new();
        let mut first = None;
        for (hash, number) in &self.rows {
            match first {
                Some((known, row)) if known == *hash => repeated.push((*number, row)),
                _ => first = Some((*hash, *number)),
            }
        }
        repeated.sort_unstable();
        for (row, first) in repeated {
            findings.at(row, problem::row_duplicate(first));
        }
    }
}
