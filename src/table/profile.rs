//! The records of a table → its [`Profile`] and its [`Finding`]s, in one pass.

use super::cell::Marks;
use super::cell::text::is_spreadsheet_error;
use super::column::{Limits, Tally};
use super::dialect::{self, Dialect};
use super::features::{self, Features};
use super::findings::{Findings, byte_fault};
use super::footers::Footers;
use super::headers::{self, Header};
use super::kind::{Verdict, verdict};
use super::missing::Missing;
use super::oddities::Check;
use super::pairs::Pairs;
use super::rows::{self, Repeats};
use super::steps::SHOWN;
use super::titles::{self, StartRow};
use super::walk::{Step, Walk, trim};
use super::workbook::{self, Other};
use super::{Bytes, Input, ReadOptions};
use crate::diag::{Phrase, csv as problem};
use crate::model::finding::Finding;
use crate::model::profile::{
    ColumnProfile, DateOrder, Distinct, Encoding, Extent, Profile, TableFormat,
};
use crate::model::table::ColumnKind;
use std::io;

/// Values that are listed by frequency, at most.
const FREQUENT: usize = 20;

/// Describes a table, and finds what is wrong with it.
///
/// # Errors
/// What the disk says.
pub fn profile(
    path: &str,
    input: &dyn Input,
    options: &ReadOptions,
) -> io::Result<(Profile, Vec<Finding>)> {
    if let Some(other) = workbook::other(input)? {
        return Ok(no_table(path, other));
    }
    if features::is_geojson(path, input)? {
        return features_profile(path, &features::features(input, options)?, options);
    }
    text_profile(path, input, options)
}

/// What is to be said of a file that is no table in text.
fn no_table(path: &str, other: Other) -> (Profile, Vec<Finding>) {
    let mut findings = Findings::default();
    findings.file(match other {
        Other::Workbook(sheets) => {
            let count = sheets.len() as u64;
            let count = Phrase::new(
                count_words(count, "feuille", "feuilles"),
                count_words(count, "sheet", "sheets"),
            );
            problem::workbook(count, sheets.join(", "))
        }
        Other::Format(what) => problem::not_a_table(what),
    });
    let profile = Profile {
        path: path.to_owned(),
        ..Profile::default()
    };
    (profile, findings.sorted())
}

/// Describes features by their properties: the column of their numbers is taken out again, and rows are features.
fn features_profile(
    path: &str,
    features: &Features,
    options: &ReadOptions,
) -> io::Result<(Profile, Vec<Finding>)> {
    let options = features::options(options);
    let (mut profile, found) = text_profile(path, &Bytes(&features.csv), &options)?;
    profile.format = TableFormat::GeoJson;
    profile.bytes = features.bytes;
    profile.encoding = features.encoding;
    profile.columns.retain(|column| column.index > 0);
    let mut findings = features.findings.clone();
    findings.extend(
        found
            .into_iter()
            .filter(|finding| finding.code() != "csv.no-data-row")
            .map(|finding| Finding {
                row: finding
                    .row
                    .and_then(|row| row.checked_sub(1))
                    .filter(|row| *row > 0),
                ..finding
            }),
    );
    Ok((profile, findings))
}

fn text_profile(
    path: &str,
    input: &dyn Input,
    options: &ReadOptions,
) -> io::Result<(Profile, Vec<Finding>)> {
    let dialect = dialect::dialect(input, options)?;
    // Numbers cut by a comma are joined as long as that works on every row; else the table is read again as it is.
    let joins = dialect.delimiter == b',';
    let mut pass = Pass::new(input, options, dialect.clone(), joins)?;
    if !pass.run()? {
        pass = Pass::new(input, options, dialect, false)?;
        pass.run()?;
    }
    pass.finish(path)
}

struct Pass<'a> {
    input: &'a dyn Input,
    options: &'a ReadOptions,
    walk: Walk<'a>,
    joins: bool,
    missing: Missing,
    tallies: Vec<Tally>,
    findings: Findings,
    /// The first rows after the header: it may be among them.
    start: Vec<StartRow>,
    repeats: Repeats,
    footers: Footers,
    pairs: Pairs,
    rows: u64,
    joined: u64,
    /// Some row has more cells than the header, even joined.
    too_long: bool,
    /// Number of the last record that is not blank.
    last: u64,
}

impl<'a> Pass<'a> {
    fn new(
        input: &'a dyn Input,
        options: &'a ReadOptions,
        dialect: Dialect,
        joins: bool,
    ) -> io::Result<Self> {
        Ok(Pass {
            input,
            options,
            walk: Walk::with(input, dialect, joins)?,
            joins,
            missing: Missing::new(options),
            tallies: Vec::new(),
            findings: Findings::default(),
            start: Vec::new(),
            repeats: Repeats::default(),
            footers: Footers::default(),
            pairs: Pairs::default(),
            rows: 0,
            joined: 0,
            too_long: false,
            last: 0,
        })
    }

    /// Goes through the table. False when joining numbers does not work on some row.
    fn run(&mut self) -> io::Result<bool> {
        let usual = match self.walk.records.dialect().survey.encoding {
            Encoding::Mixed { mostly_utf8 } => mostly_utf8,
            _ => true,
        };
        while let Some(step) = self.walk.step()? {
            let (Step::Above(record)
            | Step::Header(record)
            | Step::Again(record)
            | Step::Row { record, .. }) = step;
            let number = record.number;
            let blank = u32::try_from(record.blank_before).unwrap_or(u32::MAX);
            for blank in number.saturating_sub(blank)..number {
                self.findings.at(blank, problem::row_blank());
            }
            self.last = u64::from(number);
            if record.odd_encoding {
                let encoding = if usual { "Windows-1252" } else { "UTF-8" };
                self.findings.at(number, problem::encoding_mixed(encoding));
            }
            match step {
                Step::Above(_) => {}
                Step::Header(record) => {
                    let limits = Limits::of(record.len());
                    let decimal = self.options.decimal;
                    self.tallies = (0..record.len())
                        .map(|_| Tally::new(limits, decimal))
                        .collect();
                    let names: Vec<String> = record.cells().map(str::to_owned).collect();
                    self.pairs = Pairs::new(&names);
                }
                Step::Again(_) => self.findings.at(number, problem::repeated_header()),
                Step::Row { record, cut } => {
                    let expected = self.tallies.len();
                    match cut {
                        Some(cut) => {
                            let done = cut.is_clear && self.joins;
                            self.joined += u64::from(done);
                            let said = rows::cut(&cut, expected, done);
                            self.findings.at(number, said);
                        }
                        None if record.len() != expected => {
                            let said = rows::ragged(record.len(), expected);
                            self.findings.at(number, said);
                        }
                        None => {}
                    }
                    self.too_long |= record.len() > expected;
                    if self.too_long && self.joined > 0 {
                        return Ok(false);
                    }
                    self.rows += 1;
                    if self.start.len() < titles::LOOKED_AT {
                        let cells = record.cells().map(str::to_owned).collect();
                        self.start.push(StartRow { number, cells });
                    }
                    self.repeats.add(&record);
                    self.footers.add(&record);
                    self.pairs.add(&record, self.options);
                    for (index, tally) in self.tallies.iter_mut().enumerate() {
                        let cell = record.cell(index).unwrap_or("");
                        let text = trim(cell);
                        tally.padded += u64::from(text.len() != cell.len() && !text.is_empty());
                        if text.starts_with('#') && is_spreadsheet_error(text) {
                            tally.add_error(text, number);
                        } else if self.missing.is(text) {
                            tally.missing += 1;
                        } else {
                            tally.add(text, number);
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    fn finish(mut self, path: &str) -> io::Result<(Profile, Vec<Finding>)> {
        self.whole_file();
        for tally in &mut self.tallies {
            tally.finish();
        }
        let day_shows = self
            .tallies
            .iter()
            .any(|tally| tally.count(Marks::DAY_SHOWS) > 0);
        let header = Header {
            row: self.walk.header_row,
            below_blanks: self.walk.header_row > 1 && !self.walk.records.dialect().has_hint,
            names: &self.walk.header,
            next: &self.start,
            is_given: self.options.header_row.is_some(),
        };
        let (names, proposed) = headers::check(&header, &self.tallies, &mut self.findings);
        self.pairs.check(&names, &mut self.findings);
        let mut columns = Vec::new();
        for (index, tally) in self.tallies.iter().enumerate() {
            let name = self.walk.header.get(index).map_or("", String::as_str);
            if name.is_empty() && tally.filled == 0 {
                continue;
            }
            let verdict = verdict(name, tally, day_shows, self.options);
            let column = describe(name, index, tally, &verdict);
            let check = Check {
                name: names.get(index).map_or(name, String::as_str),
                column: &column,
                tally,
                options: self.options,
                after: proposed,
            };
            check.run(&mut self.findings);
            columns.push(column);
        }
        self.repeats.check(&mut self.findings);
        self.footers.notes(&mut self.findings);
        let dialect = self.walk.records.dialect();
        let profile = Profile {
            path: path.to_owned(),
            format: TableFormat::Csv,
            bytes: dialect.survey.bytes,
            encoding: dialect.survey.encoding,
            line_ends: dialect.survey.line_ends,
            delimiter: char::from(dialect.delimiter),
            header_row: self.walk.header_row,
            records: self.walk.records.seen(),
            rows: self.rows,
            cells: self.walk.header.len(),
            joined: self.joined > 0,
            columns,
        };
        headers::wide(&profile, &mut self.findings);
        self.footers
            .totals(self.input, self.options, &profile, &mut self.findings)?;
        Ok((profile, self.findings.sorted()))
    }

    /// What is to be said of the file as a whole, now that its end was seen.
    fn whole_file(&mut self) {
        for (record, fault) in self.walk.records.faults() {
            self.findings
                .at(u32::try_from(record).unwrap_or(u32::MAX), byte_fault(fault));
        }
        let survey = &self.walk.records.dialect().survey;
        if matches!(
            survey.encoding,
            Encoding::Windows1252 | Encoding::Utf16Le | Encoding::Utf16Be
        ) {
            self.findings
                .file(problem::encoding_not_utf8(survey.encoding.name()));
        }
        if survey.has_nul {
            self.findings.file(problem::nul_bytes());
        }
        if self.last == 0 {
            self.walk.header_row = 0;
            self.findings.file(problem::empty_file());
        } else if self.rows == 0 {
            self.findings.file(problem::no_data_row());
        }
        let padded: u64 = self.tallies.iter().map(|tally| tally.padded).sum();
        if padded > 0 {
            let count = Phrase::new(
                count_words(padded, "cellule débarrassée", "cellules débarrassées"),
                count_words(padded, "cell freed", "cells freed"),
            );
            self.findings.file(problem::spaces(count));
        }
        let after = self.walk.records.seen() - self.last;
        if self.last > 0 && after > 0 {
            let count = Phrase::new(
                count_words(after, "ligne vide ignorée", "lignes vides ignorées"),
                count_words(after, "blank row left out", "blank rows left out"),
            );
            let from = u32::try_from(self.last + 1).unwrap_or(u32::MAX);
            self.findings.at(from, problem::trailing_blank_rows(count));
        }
    }
}

/// A count with its noun.
pub fn count_words(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn describe(name: &str, index: usize, tally: &Tally, verdict: &Verdict) -> ColumnProfile {
    let kind = verdict.kind;
    let readable = match kind {
        kind if kind.is_number() => tally.count(Marks::NUMBER),
        ColumnKind::Date => match verdict.dates {
            DateOrder::MonthFirst => tally.count(Marks::DATE) + tally.count(Marks::MONTH_FIRST),
            _ => tally.count(Marks::DATE),
        },
        ColumnKind::Month => tally.count(Marks::MONTH),
        ColumnKind::Boolean => tally.count(Marks::BOOLEAN),
        _ => tally.filled,
    };
    let extent = extent(tally, verdict);
    let steps = match extent {
        Some(Extent::Numbers { min, max, .. }) => tally.steps.clone().shown(min, max),
        Some(Extent::Dates { min, max }) => tally
            .day_steps
            .clone()
            .shown(f64::from(min), f64::from(max)),
        None => Vec::new(),
    };
    debug_assert!(steps.len() <= SHOWN);
    ColumnProfile {
        name: name.to_owned(),
        index,
        kind,
        unit: verdict.unit.clone(),
        dates: verdict.dates,
        filled: tally.filled,
        missing: tally.missing,
        unreadable: tally.filled - readable.min(tally.filled),
        distinct: match tally.overflowed {
            false => Distinct::Exactly(tally.words.len() as u64),
            true => Distinct::MoreThan(tally.words.len() as u64),
        },
        extent,
        steps,
        frequent: frequent(tally),
        longest: tally.longest,
    }
}

fn extent(tally: &Tally, verdict: &Verdict) -> Option<Extent> {
    match verdict.kind {
        kind if kind.is_number() => (tally.count(Marks::NUMBER) > 0).then_some(Extent::Numbers {
            min: tally.min,
            max: tally.max,
            sum: tally.sum,
        }),
        ColumnKind::Date => {
            let days = match verdict.dates {
                DateOrder::MonthFirst => tally.american_days,
                _ => tally.days,
            };
            days.map(|(min, max)| Extent::Dates { min, max })
        }
        _ => None,
    }
}

fn frequent(tally: &Tally) -> Vec<(String, u64)> {
    if tally.overflowed {
        return Vec::new();
    }
    let mut all: Vec<(&str, u64)> = tally
        .words
        .iter()
        .map(|(text, word)| (&**text, word.count))
        .collect();
    all.sort_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then(a.cmp(b)));
    all.truncate(FREQUENT);
    all.into_iter()
        .map(|(text, count)| (text.to_owned(), count))
        .collect()
}
