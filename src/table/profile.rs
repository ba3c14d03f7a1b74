//! The records of a table → its [`Profile`] and its [`Finding`]s, in one pass.

use super::column::{Limits, Tally};
use super::findings::{Findings, byte_fault};
use super::kind::{Verdict, verdict};
use super::missing::Missing;
use super::rows::Repeats;
use super::steps::SHOWN;
use super::walk::{Step, Walk, trim};
use super::{Input, ReadOptions, cell::Marks, dialect, headers, oddities};
use crate::diag::{Phrase, csv as problem};
use crate::model::finding::Finding;
use crate::model::profile::{ColumnProfile, DateOrder, Distinct, Encoding, Extent, Profile};
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
    let dialect = dialect::dialect(input, options)?;
    let mut pass = Pass::new(input, options, dialect)?;
    pass.run()?;
    Ok(pass.finish(path))
}

struct Pass<'a> {
    walk: Walk<'a>,
    options: &'a ReadOptions,
    missing: Missing,
    tallies: Vec<Tally>,
    findings: Findings,
    repeats: Repeats,
    rows: u64,
    /// Number of the last record that is not blank.
    last: u64,
}

impl<'a> Pass<'a> {
    fn new(
        input: &'a dyn Input,
        options: &'a ReadOptions,
        dialect: dialect::Dialect,
    ) -> io::Result<Self> {
        Ok(Pass {
            walk: Walk::with(input, dialect)?,
            options,
            missing: Missing::new(options),
            tallies: Vec::new(),
            findings: Findings::default(),
            repeats: Repeats::default(),
            rows: 0,
            last: 0,
        })
    }

    fn run(&mut self) -> io::Result<()> {
        let usual = match self.walk.records.dialect().survey.encoding {
            Encoding::Mixed { mostly_utf8 } => mostly_utf8,
            _ => true,
        };
        while let Some(step) = self.walk.step()? {
            let (Step::Above(record)
            | Step::Header(record)
            | Step::Again(record)
            | Step::Row(record)) = step;
            let number = record.number;
            for blank in 0..record.blank_before.min(u64::from(number)) {
                self.findings
                    .at(number - 1 - blank as u32, problem::row_blank());
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
                }
                Step::Again(_) => self.findings.at(number, problem::repeated_header()),
                Step::Row(record) => {
                    self.rows += 1;
                    let expected = self.tallies.len();
                    if record.len() < expected {
                        self.findings
                            .at(number, problem::cell_missing(record.len(), expected));
                    } else if record.len() > expected {
                        self.findings
                            .at(number, problem::cell_extra(record.len(), expected));
                    }
                    self.repeats.add(&record);
                    for (index, tally) in self.tallies.iter_mut().enumerate() {
                        let cell = record.cell(index).unwrap_or("");
                        let text = trim(cell);
                        tally.padded += u64::from(text.len() != cell.len());
                        if self.missing.is(text) {
                            tally.missing += 1;
                        } else {
                            tally.add(text, number);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(mut self, path: &str) -> (Profile, Vec<Finding>) {
        self.whole_file();
        for tally in &mut self.tallies {
            tally.finish();
        }
        let day_shows = self
            .tallies
            .iter()
            .any(|tally| tally.count(Marks::DAY_SHOWS) > 0);
        headers::check(&self.walk, &self.tallies, &mut self.findings);
        let mut columns = Vec::new();
        for (index, tally) in self.tallies.iter().enumerate() {
            let name = self.walk.header.get(index).map_or("", String::as_str);
            if name.is_empty() && tally.filled == 0 {
                continue;
            }
            let verdict = verdict(name, tally, day_shows, self.options);
            let column = describe(name, index, tally, &verdict);
            oddities::check(&column, tally, &mut self.findings);
            columns.push(column);
        }
        self.repeats.check(&mut self.findings);
        let dialect = self.walk.records.dialect();
        let profile = Profile {
            path: path.to_owned(),
            bytes: dialect.survey.bytes,
            encoding: dialect.survey.encoding,
            line_ends: dialect.survey.line_ends,
            delimiter: char::from(dialect.delimiter),
            header_row: self.walk.header_row,
            records: self.walk.records.seen(),
            rows: self.rows,
            cells: self.walk.header.len(),
            columns,
        };
        (profile, self.findings.sorted())
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
        let after = self.walk.records.seen() - self.last;
        if self.last > 0 && after > 0 {
            let count = Phrase::new(
                count_words(after, "ligne vide", "lignes vides"),
                count_words(after, "blank row", "blank rows"),
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
