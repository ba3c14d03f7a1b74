//! Looks for personal data in a table. In: a header, then records one by one. Out: findings per column, of three levels.
//!
//! - red, [`certain`](crate::diag::personal::certain): stops a build until the sheet declares the column or drops it;
//! - orange, [`possible`](crate::diag::personal::possible): to be looked at by a person;
//! - blue, [`generic`](crate::diag::personal::generic): contact details of services, and of persons whose mandate is
//!   public.
//!
//! Memory does not grow with the number of records: counters, a few record numbers and, per column, the hashes of at
//! most a hundred values. What is never personal: SIREN, SIRET, RNA, names of establishments and associations.

mod cell;
mod column;
mod email;
mod header;
pub mod name;

use crate::diag::{Phrase, Problem, personal as say};
use crate::model::finding::Finding;
use crate::text::fold::fold;
use column::Column;

/// Reads the records of one table.
pub struct Detector {
    columns: Vec<Column>,
    records: usize,
    elected: bool,
}

impl Detector {
    /// Starts with a header. `schema` is the name of the table's schema, where its sheet gives one: names of elected
    /// members are public.
    pub fn new(header: &[&str], schema: Option<&str>) -> Self {
        let elected = schema.is_some_and(|name| {
            fold(name)
                .split(|sign: char| !sign.is_alphanumeric())
                .any(|word| matches!(word, "elu" | "elus" | "elues" | "rne"))
        });
        Detector {
            columns: header
                .iter()
                .map(|label| Column::new(label.trim()))
                .collect(),
            records: 0,
            elected,
        }
    }

    /// Takes a record; `number` is its place in the file, the header being 1.
    pub fn record(&mut self, number: u32, cells: &[&str]) {
        self.records += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.take(number, cell.trim());
        }
    }

    /// What was found, column by column in the order of the table.
    pub fn finish(self) -> Vec<Finding> {
        let mut out = Vec::new();
        let first_names = self.columns.iter().any(Column::holds_first_names);
        let people = self
            .columns
            .iter()
            .any(|column| column.names_people(first_names));
        let sorting = self
            .columns
            .iter()
            .filter(|column| column.sorts_people(self.records))
            .count();
        for column in &self.columns {
            column.certain(&mut out);
            column.contacts(&mut out);
            if column.names_people(first_names) {
                let what = Phrase::new("noms de personnes", "names of people");
                let count = count(column.filled);
                let problem = if self.elected {
                    say::generic(what, count)
                } else {
                    say::possible(what, count)
                };
                out.push(of_column(problem, column, None));
            }
            if people && column.holds_exact_places() {
                let what = Phrase::new(
                    "position au mètre près, à côté de noms de personnes",
                    "a place to the meter, beside names of people",
                );
                out.push(of_column(
                    say::possible(what, count(column.filled)),
                    column,
                    None,
                ));
            }
            if sorting >= 2
                && let Some(small) = column.small_counts()
            {
                let what = Phrase::new(
                    "effectifs de moins de 11 personnes croisés avec plusieurs catégories",
                    "counts of fewer than 11 people crossed with several categories",
                );
                out.push(of_column(say::possible(what, count(small)), column, None));
            }
        }
        out
    }
}

/// The findings that are left once a sheet has declared some columns, or dropped them: those columns are its author's
/// own responsibility.
pub fn undeclared(findings: Vec<Finding>, declared: &[String]) -> Vec<Finding> {
    let same = |column: &str| {
        declared
            .iter()
            .any(|name| fold(name.trim()) == fold(column))
    };
    findings
        .into_iter()
        .filter(|finding| !finding.column.as_deref().is_some_and(same))
        .collect()
}

fn of_column(problem: Problem, column: &Column, row: Option<u32>) -> Finding {
    Finding {
        problem,
        row,
        column: Some(column.label.clone()),
    }
}

fn count(cells: usize) -> Phrase {
    match cells {
        1 => Phrase::new("1 cellule", "1 cell"),
        many => Phrase::new(format!("{many} cellules"), format!("{many} cells")),
    }
}

#[cfg(test)]
mod tests;
