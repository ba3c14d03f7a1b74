//! The findings of one table, as they come: a thousand at most for each fault and column, the others counted.

use super::frames::ByteFault;
use crate::diag::{Problem, csv as problem};
use crate::model::finding::Finding;
use std::collections::BTreeMap;

/// Findings of one fault in one column that are named one by one.
const NAMED: u64 = 1_000;

/// Findings of a table that are named one by one, all faults and columns together.
const NAMED_IN_ALL: usize = 50_000;

/// Collects findings.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Finding>,
    counts: BTreeMap<(&'static str, Option<String>), u64>,
}

impl Findings {
    /// Something about the whole file.
    pub fn file(&mut self, problem: Problem) {
        self.add(problem, None, None);
    }

    /// Something about a row.
    pub fn at(&mut self, row: u32, problem: Problem) {
        self.add(problem, Some(row), None);
    }

    /// Something about a whole column.
    pub fn column(&mut self, column: &str, problem: Problem) {
        self.add(problem, None, Some(column));
    }

    /// Something about a cell.
    pub fn cell(&mut self, row: u32, column: &str, problem: Problem) {
        self.add(problem, Some(row), Some(column));
    }

    /// More of the same, that are not named.
    pub fn uncounted(&mut self, code: &'static str, column: &str, count: u64) {
        if count > 0 {
            let counted = self
                .counts
                .entry((code, Some(column.to_owned())))
                .or_default();
            *counted = (*counted).max(NAMED) + count;
        }
    }

    fn add(&mut self, problem: Problem, row: Option<u32>, column: Option<&str>) {
        let key = (problem.kind.code, column.map(str::to_owned));
        let count = self.counts.entry(key).or_default();
        *count += 1;
        if *count <= NAMED && self.found.len() < NAMED_IN_ALL {
            self.found.push(Finding {
                problem,
                row,
                column: column.map(str::to_owned),
            });
        }
    }

    /// All findings: those of the file, then by row, code and column; at the end, what was only counted.
    pub fn sorted(self) -> Vec<Finding> {
        let mut named: BTreeMap<(&'static str, Option<String>), u64> = BTreeMap::new();
        for finding in &self.found {
            *named
                .entry((finding.problem.kind.code, finding.column.clone()))
                .or_default() += 1;
        }
        let mut found = self.found;
        found.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.row, finding.problem.kind.code);
            key(a).cmp(&key(b)).then(a.column.cmp(&b.column))
        });
        for ((code, column), count) in self.counts {
            let key = (code, column);
            let rest = count - named.get(&key).copied().unwrap_or(0).min(count);
            if rest > 0 {
                found.push(Finding {
                    problem: problem::more(rest, code),
                    row: None,
                    column: key.1,
                });
            }
        }
        found
    }
}

/// What is to be said of a fault of bytes.
pub fn byte_fault(fault: ByteFault) -> Problem {
    match fault {
        ByteFault::UnclosedQuote => problem::unclosed_quote(),
        ByteFault::TooLong => problem::record_too_long(),
    }
}
