//! Rows that are no data: notes below the table, and totals among its rows.

use super::column::excerpt;
use super::findings::Findings;
use super::records::{Record, is_blank};
use super::walk::{Walk, trim};
use super::{Input, ReadOptions, cell::number};
use crate::diag::csv as problem;
use crate::model::profile::Profile;
use crate::text::fold::fold;
use std::io;

/// Rows at the end that may be notes, and rows that may be totals: so many are looked at.
const NOTES: usize = 50;
const TOTALS: usize = 500;

/// Rows that may be notes or totals.
#[derive(Debug, Default)]
pub struct Footers {
    /// The rows with one cell only, since the last row with more.
    single: Vec<(u32, String)>,
    totals: Vec<(u32, String)>,
}

impl Footers {
    pub fn add(&mut self, record: &Record<'_>) {
        let mut filled = record.cells().filter(|cell| !is_blank(cell));
        let first = filled.next().map_or("", trim);
        let alone = record.len() > 1 && filled.next().is_none();
        if !alone {
            self.single.clear();
        } else if self.single.len() < NOTES {
            self.single.push((record.number, excerpt(first)));
        }
        if self.totals.len() < TOTALS && is_total(first) {
            self.totals.push((record.number, excerpt(first)));
        }
    }

    /// Names the notes.
    pub fn notes(&self, findings: &mut Findings) {
        let mut in_notes = false;
        for (row, text) in &self.single {
            in_notes |= is_note(text);
            if in_notes {
                findings.at(*row, problem::footnote_row(text));
            }
        }
    }

    /// Names the totals whose numbers are the sums of the rows above: one more pass, only where there may be some.
    ///
    /// # Errors
    /// What the disk says.
    pub fn totals(
        &self,
        input: &dyn Input,
        options: &ReadOptions,
        profile: &Profile,
        findings: &mut Findings,
    ) -> io::Result<()> {
        let columns: Vec<usize> = profile
            .columns
            .iter()
            .filter(|column| column.kind.is_number())
            .map(|column| column.index)
            .collect();
        let (Some((last, _)), false) = (self.totals.last(), columns.is_empty()) else {
            return Ok(());
        };
        let mut all = Sums::new(columns.len());
        let mut group = Sums::new(columns.len());
        let mut candidates = self.totals.iter().peekable();
        let mut walk = Walk::open(input, options, profile)?;
        while let Some(row) = walk.next_row()? {
            let numbers: Vec<Option<f64>> = columns
                .iter()
                .map(|index| {
                    let cell = trim(row.cell(*index)?);
                    number::number(cell, options.decimal).map(|number| number.value)
                })
                .collect();
            let is_candidate = candidates.peek().is_some_and(|(at, _)| *at == row.number);
            if is_candidate && let Some((_, text)) = candidates.next() {
                let found = [&group, &all].into_iter().find(|sums| sums.are(&numbers));
                if let Some(sums) = found {
                    let said = problem::total_row(text, sums.from, sums.to);
                    findings.at(row.number, said);
                    group = Sums::new(columns.len());
                    continue;
                }
            }
            all.add(row.number, &numbers);
            group.add(row.number, &numbers);
            if row.number >= *last {
                break;
            }
        }
        Ok(())
    }
}

/// Sums of the columns over some rows.
struct Sums {
    from: u32,
    to: u32,
    rows: u32,
    sums: Vec<f64>,
}

impl Sums {
    fn new(columns: usize) -> Self {
        Sums {
            from: 0,
            to: 0,
            rows: 0,
            sums: vec![0.0; columns],
        }
    }

    fn add(&mut self, row: u32, numbers: &[Option<f64>]) {
        if self.rows == 0 {
            self.from = row;
        }
        self.to = row;
        self.rows += 1;
        for (sum, number) in self.sums.iter_mut().zip(numbers) {
            *sum += number.unwrap_or(0.0);
        }
    }

    /// Whether the numbers of a row are these sums, to one percent; at least one must be more than nothing.
    fn are(&self, numbers: &[Option<f64>]) -> bool {
        let mut some = false;
        for (sum, number) in self.sums.iter().zip(numbers) {
            let Some(number) = number else { continue };
            if (sum - number).abs() > sum.abs() * 0.01 {
                return false;
            }
            some |= *number != 0.0;
        }
        some && self.rows >= 2
    }
}

/// `Total`, `Sous-total Mayenne`, `Ensemble`: the word, alone or before a group.
fn is_total(text: &str) -> bool {
    // Most cells begin with another letter.
    if !text.starts_with(['T', 't', 'S', 's', 'E', 'e']) || text.len() > 80 {
        return false;
    }
    let folded = fold(text);
    ["total", "totaux", "sous-total", "sous total", "ensemble"]
        .iter()
        .filter_map(|word| folded.strip_prefix(word))
        .any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

/// `(1) …`, `* …`, `Source : …`.
fn is_note(text: &str) -> bool {
    let folded = fold(text);
    let words = [
        "source", "note", "champ", "lecture", "nb :", "n.b", "(*", "*",
    ];
    let numbered = folded.strip_prefix('(').is_some_and(|rest| {
        let digits = rest.trim_start_matches(|found: char| found.is_ascii_digit());
        digits.len() < rest.len() && digits.starts_with(')')
    });
    numbered || words.iter().any(|word| folded.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_are_words() {
        assert!(is_total("TOTAL") && is_total("Sous-total Laval") && is_total("Ensemble"));
        assert!(!is_total("TotalEnergies") && !is_total("Ensembles vocaux") && !is_total("Laval"));
        assert!(is_note("(1). Montant") && is_note("Source : Insee") && !is_note("(sans nom)"));
    }
}
