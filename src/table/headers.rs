//! What is wrong with the names of columns.

use super::cell::text::{folded_name, repaired};
use super::cell::{Marks, shape};
use super::column::{Tally, excerpt};
use super::findings::Findings;
use super::profile::count_words;
use super::titles::{self, StartRow};
use crate::diag::{Phrase, csv as problem, data};
use crate::model::profile::{ColumnProfile, Profile};
use std::collections::BTreeMap;

/// The header, and the rows around it.
pub struct Header<'a> {
    pub row: u32,
    /// Blank or title rows stand above it.
    pub below_blanks: bool,
    pub names: &'a [String],
    pub next: &'a [StartRow],
    /// Said by the author: there is nothing to propose.
    pub is_given: bool,
}

/// Checks the header. Returns the names by which columns are called in findings: those of the header, or those of a row
/// below it that seems to be the header; and the number of that row.
pub fn check(
    header: &Header<'_>,
    tallies: &[Tally],
    findings: &mut Findings,
) -> (Vec<String>, u32) {
    let first = StartRow {
        number: header.row,
        cells: header.names.to_vec(),
    };
    let proposed = match header.is_given {
        true => None,
        false => titles::header(&first, header.next),
    };
    let row = proposed.as_ref().map_or(header.row, |row| row.number);
    let mut names = proposed.as_ref().map_or_else(
        || header.names.to_vec(),
        |row| {
            row.cells
                .iter()
                .map(|cell| super::walk::trim(cell).to_owned())
                .collect()
        },
    );
    names.resize(header.names.len(), String::new());
    if proposed.is_some() {
        let tail = Phrase::new(
            " ; lue comme une ligne de données tant que ce n’est pas dit",
            "; it is read as a row of data as long as that is not said",
        );
        findings.at(row, problem::header_not_first(row, tail));
    } else if header.below_blanks && !header.is_given {
        let tail = Phrase::new(
            " : rien au-dessus, elle est lue ainsi",
            ": nothing above it, it is read so",
        );
        findings.at(row, problem::header_not_first(row, tail));
    }
    let below = header.next.iter().find(|next| next.number > row);
    blanks(row, &names, below, tallies, findings);
    duplicates(row, &names, findings);
    for name in &names {
        if let Some(clean) = one_line(name) {
            findings.cell(
                row,
                name,
                problem::header_lines(flat(name), excerpt(&clean)),
            );
        }
        if let Some(repaired) = repaired(name) {
            findings.cell(row, name, data::mojibake(excerpt(name), excerpt(&repaired)));
        }
    }
    (names, row)
}

fn blanks(
    row: u32,
    names: &[String],
    below: Option<&StartRow>,
    tallies: &[Tally],
    findings: &mut Findings,
) {
    let mut empty = 0;
    let mut merged: Vec<String> = Vec::new();
    for (index, (name, tally)) in names.iter().zip(tallies).enumerate() {
        if !name.is_empty() {
            continue;
        }
        if tally.filled == 0 {
            empty += 1;
        } else {
            findings.at(row, problem::header_blank(index + 1));
        }
        let left = index.checked_sub(1).and_then(|left| names.get(left));
        if tally.filled > 0
            && let Some(left) = left.filter(|left| !left.is_empty())
        {
            merged.push(format!("« {} »", flat(left)));
        }
    }
    if !merged.is_empty() {
        let proposed = match below.and_then(|below| joined(names, &below.cells)) {
            Some(names) => Phrase::new(names.clone(), names),
            None => Phrase::new(
                "celui de la cellule fusionnée suivi du sien",
                "by the text of the merged cell followed by its own",
            ),
        };
        findings.at(row, problem::merged_header(merged.join(", "), proposed));
    }
    if empty > 0 {
        let count = Phrase::new(
            count_words(
                empty,
                "colonne vide sans nom, retirée",
                "colonnes vides sans nom, retirées",
            ),
            count_words(empty, "empty column left out", "empty columns left out"),
        );
        findings.at(row, problem::empty_columns(count));
    }
}

/// The names that a header on two lines gives: the merged cell above, and the short word or the year below. None when the
/// row below is no part of the header.
fn joined(names: &[String], below: &[String]) -> Option<String> {
    let mut above = "";
    let mut found = Vec::new();
    for (name, label) in names.iter().zip(below) {
        let label = super::walk::trim(label);
        let merged = name.is_empty();
        if !merged {
            above = name;
        }
        let number = shape(label, None).marks;
        let is_label = label.chars().count() <= 30
            && (!number.has(Marks::NUMBER.or(Marks::DATE)) || number.has(Marks::YEAR));
        if !is_label || (merged && label.is_empty()) {
            return None;
        }
        if merged && !above.is_empty() {
            found.push(format!("« {} {label} »", flat(above)));
        }
    }
    found.truncate(4);
    (!found.is_empty()).then(|| found.join(", "))
}

fn duplicates(row: u32, names: &[String], findings: &mut Findings) {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
    {
        if let Some(first) = known.get(name.as_str()) {
            let said = problem::header_duplicate(first + 1, index + 1);
            findings.cell(row, name, said);
        } else {
            known.insert(name, index);
        }
    }
}

/// A name on one line without its note mark, where it has several lines or a mark.
fn one_line(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let joined = words.join(" ");
    let clean = match joined.rsplit_once('(') {
        Some((before, mark))
            if mark.len() <= 3
                && mark.ends_with(')')
                && mark[..mark.len() - 1]
                    .bytes()
                    .all(|byte| byte.is_ascii_digit()) =>
        {
            before.trim_end().to_owned()
        }
        _ => joined,
    };
    (clean != name && (name.contains(['\n', '\r']) || clean.len() < name.len() - 1))
        .then_some(clean)
        .filter(|clean| !clean.is_empty())
}

/// A name on one line.
fn flat(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    excerpt(&words.join(" "))
}

/// Values that stand in columns: names that are consecutive years, or numeric columns that share their first word.
pub fn wide(profile: &Profile, findings: &mut Findings) {
    let years: Vec<(&str, i32)> = profile
        .columns
        .iter()
        .filter_map(|column| Some((column.name.as_str(), year_in(&column.name)?)))
        .collect();
    let mut run = 1;
    for (at, pair) in years.windows(2).enumerate() {
        run = if pair[1].1 == pair[0].1 + 1 {
            run + 1
        } else {
            1
        };
        if run == 3 {
            let names = format!("{} … {}", years[at - 1].0, years[years.len() - 1].0);
            findings.file(data::wide_years(names));
            return;
        }
    }
    // A few rows say nothing of how a table is laid out.
    if profile.rows < 10 {
        return;
    }
    let mut families: BTreeMap<String, Vec<&ColumnProfile>> = BTreeMap::new();
    for column in profile
        .columns
        .iter()
        .filter(|column| column.kind.is_number())
    {
        let name = folded_name(&column.name);
        if let Some((first, _)) = name.split_once('_').filter(|(first, _)| first.len() >= 3) {
            families.entry(first.to_owned()).or_default().push(column);
        }
    }
    for columns in families.values().filter(|columns| columns.len() >= 5) {
        let name = |column: Option<&&ColumnProfile>| {
            column.map_or_else(String::new, |column| flat(&column.name))
        };
        let names = format!("{} … {}", name(columns.first()), name(columns.last()));
        findings.file(data::wide_years(names));
    }
}

/// The year that a name is, or ends with.
fn year_in(name: &str) -> Option<i32> {
    let digits = name.get(name.len().checked_sub(4)?..)?;
    let before = &name[..name.len() - 4];
    let sound = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !before.ends_with(|last: char| last.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|year| sound && (1900..=2100).contains(year))
}
