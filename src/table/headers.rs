//! What is wrong with the names of columns.

use super::column::Tally;
use super::findings::Findings;
use super::profile::count_words;
use super::walk::Walk;
use crate::diag::{Phrase, csv as problem};
use std::collections::BTreeMap;

/// Checks the header.
pub fn check(walk: &Walk<'_>, tallies: &[Tally], findings: &mut Findings) {
    let mut empty = 0;
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (name, tally)) in walk.header.iter().zip(tallies).enumerate() {
        if name.is_empty() {
            if tally.filled == 0 {
                empty += 1;
            } else {
                findings.at(walk.header_row, problem::header_blank(index + 1));
            }
        } else if let Some(first) = names.get(name.as_str()) {
            findings.cell(
                walk.header_row,
                name,
                problem::header_duplicate(first + 1, index + 1),
            );
        } else {
            names.insert(name, index);
        }
    }
    if empty > 0 {
        let count = Phrase::new(
            count_words(empty, "colonne vide", "colonnes vides"),
            count_words(empty, "empty column", "empty columns"),
        );
        findings.at(walk.header_row, problem::empty_columns(count));
    }
}
