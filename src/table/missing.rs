//! Cells that mean “nothing”.

use super::ReadOptions;
use super::cell::text::is_spreadsheet_error;
use super::walk::trim;

/// The words that mean “nothing”, ready to be compared.
#[derive(Debug, Clone)]
pub struct Missing {
    words: Vec<String>,
    longest: usize,
}

impl Missing {
    pub fn new(options: &ReadOptions) -> Self {
        let words: Vec<String> = options
            .missing
            .iter()
            .map(|word| trim(word).to_owned())
            .collect();
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Missing { words, longest }
    }

    /// Whether a cell without space around it means “nothing”; a formula that failed does.
    pub fn is(&self, cell: &str) -> bool {
        cell.is_empty()
            || cell.starts_with('#') && is_spreadsheet_error(cell)
            || cell.len() <= self.longest
                && self
                    .words
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(cell))
    }
}
