//! A finding about data: a problem, and the row and column of the table that it is about.

use crate::diag::{Problem, Severity};

/// What is said of a table, of one of its columns, rows or cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub problem: Problem,
    /// Record number in the file, the header being 1; none for a whole column or file.
    pub row: Option<u32>,
    /// The header as written; none for a whole row or file.
    pub column: Option<String>,
}

impl Finding {
    pub fn code(&self) -> &'static str {
        self.problem.kind.code
    }

    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}
