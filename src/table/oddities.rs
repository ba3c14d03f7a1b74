//! What is odd in the cells of a column, now that it is known what the column holds.

use super::cell::Marks;
use super::cell::date;
use super::column::{Rows, Tally};
use super::findings::Findings;
use crate::diag::{Problem, data as problem};
use crate::model::profile::{ColumnProfile, DateOrder};
use crate::model::table::ColumnKind;

/// Checks the cells of a column.
pub fn check(column: &ColumnProfile, tally: &Tally, findings: &mut Findings) {
    let name = &column.name;
    if tally.filled == 0 && tally.missing > 0 {
        findings.column(name, problem::empty_column());
    }
    if column.kind == ColumnKind::Date {
        dates(column, tally, findings);
    }
    each(
        name,
        tally.rows(Marks::SPREADSHEET_ERROR),
        findings,
        |value| problem::spreadsheet_error(value),
    );
}

/// Dates of which the month is not sure.
fn dates(column: &ColumnProfile, tally: &Tally, findings: &mut Findings) {
    let mut examples: Vec<&str> = tally
        .words
        .iter()
        .filter(|(_, word)| word.marks.has(Marks::DATE) && !word.marks.has(Marks::ISO_DATE))
        .map(|(text, _)| &**text)
        .collect();
    examples.sort_unstable();
    let Some(example) = examples.first() else {
        return;
    };
    if let Some(day) = tally.months_vary.day() {
        let month = date::date(example).map_or(1, |cell| cell.second);
        findings.column(
            &column.name,
            problem::month_year_as_day(example, format!("{month:02}/20{day:02}")),
        );
    } else if column.dates == DateOrder::Ambiguous {
        findings.column(&column.name, problem::ambiguous_date(example));
    }
}

/// One finding for each noted row.
fn each(name: &str, rows: &Rows, findings: &mut Findings, say: impl Fn(&str) -> Problem) {
    for (row, value) in &rows.first {
        findings.cell(*row, name, say(value));
    }
    if let Some((_, value)) = rows.first.first() {
        let code = say(value).kind.code;
        findings.uncounted(code, name, rows.count - rows.first.len() as u64);
    }
}
