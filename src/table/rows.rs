//! Rows that were there before.

use super::findings::Findings;
use super::records::Record;
use super::walk::trim;
use crate::diag::csv as problem;
use std::hash::{DefaultHasher, Hasher};

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
