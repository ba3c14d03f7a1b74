//! What is odd in the cells of a column, now that it is known what the column holds.

use super::ReadOptions;
use super::cell::code::squeezed;
use super::cell::text::{folded_name, repaired};
use super::cell::{Marks, date, number, shape};
use super::column::{Rows, Tally, excerpt};
use super::findings::Findings;
use super::kind::axis;
use super::profile::count_words;
use super::{clean, pairs, variants};
use crate::diag::{Phrase, Problem, data as problem};
use crate::model::profile::{ColumnProfile, DateOrder};
use crate::model::table::ColumnKind;

/// A column, and the findings that are being made about it.
pub struct Check<'a> {
    /// The name by which it is called.
    pub name: &'a str,
    pub column: &'a ColumnProfile,
    pub tally: &'a Tally,
    pub options: &'a ReadOptions,
    /// Record number of what seems to be the header: what stands above it, or in it, is no odd data.
    pub after: u32,
}

impl Check<'_> {
    /// Checks the cells of the column.
    pub fn run(&self, findings: &mut Findings) {
        let tally = self.tally;
        self.rows(&tally.errors, findings, |value| {
            problem::spreadsheet_error(value)
        });
        if tally.filled == 0 {
            if tally.missing > 0 && !self.name.is_empty() {
                findings.column(self.name, problem::empty_column());
            }
            return;
        }
        self.each(Marks::MOJIBAKE, findings, |value| {
            let repaired = repaired(value).unwrap_or_else(|| value.to_owned());
            problem::mojibake(value, excerpt(&repaired))
        });
        self.identifiers(findings);
        match self.column.kind {
            kind if kind.is_number() => self.numbers(findings),
            ColumnKind::Date => self.dates(findings),
            ColumnKind::Insee | ColumnKind::PostalCode => self.zeros(findings),
            ColumnKind::GeoPoint => pairs::check_points(self.column, self.name, tally, findings),
            ColumnKind::Text | ColumnKind::Month => self.texts(findings),
            ColumnKind::Code => self.codes(findings),
            _ => {}
        }
        self.structured(findings);
    }

    /// One finding for each noted row of an oddity.
    fn each(&self, mark: Marks, findings: &mut Findings, say: impl Fn(&str) -> Problem) {
        self.rows(self.tally.rows(mark), findings, say);
    }

    fn rows(&self, rows: &Rows, findings: &mut Findings, say: impl Fn(&str) -> Problem) {
        for (row, value) in rows.first.iter().filter(|(row, _)| *row > self.after) {
            findings.cell(*row, self.name, say(value));
        }
        if let Some((_, value)) = rows.first.first() {
            let code = say(value).kind.code;
            findings.uncounted(code, self.name, rows.count - rows.first.len() as u64);
        }
    }

    /// A text of the column that has a mark, the first in the order of the alphabet; and how many cells have it.
    fn example(&self, mark: Marks) -> Option<(&str, u64)> {
        let count = self.tally.count(mark);
        let words = self.tally.words.iter();
        let found = words
            .filter(|(_, word)| word.marks.has(mark))
            .map(|(text, _)| &**text)
            .min()?;
        (count > 0).then_some((found, count))
    }

    fn identifiers(&self, findings: &mut Findings) {
        use ColumnKind as Kind;
        let known = matches!(
            self.column.kind,
            Kind::Siret | Kind::Siren | Kind::Code | Kind::Text
        );
        if known {
            self.each(Marks::SCIENTIFIC, findings, |value| {
                problem::scientific_notation(value)
            });
        }
        if matches!(self.column.kind, Kind::Siret | Kind::Siren) {
            self.each(Marks::ROUNDED, findings, |value| {
                problem::scientific_notation(value)
            });
            if let Some((example, count)) = self.example(Marks::SPACED) {
                let plain = squeezed(example).unwrap_or_default();
                let count = cells(count);
                findings.column(self.name, problem::identifier_spaces(count, example, plain));
            }
        }
        let folded = folded_name(self.name);
        let asks_siret = folded.contains("siret")
            || folded.contains("identification")
            || folded.starts_with("id");
        if asks_siret
            && !folded.contains("siren")
            && matches!(self.column.kind, Kind::Siret | Kind::Siren)
            && let Some((example, count)) = self.example(Marks::SIREN)
        {
            findings.column(self.name, problem::siren_for_siret(cells(count), example));
        }
    }

    fn numbers(&self, findings: &mut Findings) {
        let tally = self.tally;
        if let Some((example, count)) = self.example(Marks::FRENCH_NUMBER) {
            let plain = number::canonical(example, self.options.decimal).unwrap_or_default();
            let count = Phrase::new(
                count_words(count, "nombre", "nombres"),
                count_words(count, "number", "numbers"),
            );
            findings.column(self.name, problem::decimal_comma(count, example, plain));
        }
        let units: Vec<&str> = tally.units.iter().map(|(unit, _)| &**unit).collect();
        if units.len() > 1 {
            findings.column(self.name, problem::mixed_units(units.join(", ")));
        }
        let is_axis = axis(&folded_name(self.name)).is_some();
        self.rows(&tally.not_number, findings, |value| {
            let marks = shape(value, self.options.decimal).marks;
            if is_axis
                && marks.has(
                    Marks::DATE
                        .or(Marks::MONTH)
                        .or(Marks::DAY_MONTH)
                        .or(Marks::MONTH_FIRST),
                )
            {
                problem::coordinate_as_date(value)
            } else if marks.has(Marks::SCIENTIFIC) {
                problem::scientific_notation(value)
            } else {
                problem::not_a_number(value)
            }
        });
    }

    fn dates(&self, findings: &mut Findings) {
        let mut strays = self.tally.not_date.clone();
        if self.column.dates == DateOrder::MonthFirst {
            let american = |text: &str| shape(text, None).marks.has(Marks::MONTH_FIRST);
            strays.first.retain(|(_, text)| !american(text));
            strays.count -= self.tally.count(Marks::MONTH_FIRST).min(strays.count);
        }
        self.rows(&strays, findings, |value| problem::not_a_date(value));
        let mut local: Vec<&str> = self
            .tally
            .words
            .iter()
            .filter(|(_, word)| {
                word.marks.has(Marks::DATE.or(Marks::MONTH_FIRST))
                    && !word.marks.has(Marks::ISO_DATE)
            })
            .map(|(text, _)| &**text)
            .collect();
        local.sort_unstable();
        let Some(example) = local.first() else {
            return;
        };
        if let Some(day) = self.tally.months_vary.day() {
            let month = date::date(example).map_or(1, |cell| cell.second);
            let guess = format!("{month:02}/20{day:02}");
            findings.column(self.name, problem::month_year_as_day(example, guess));
        } else if self.column.dates == DateOrder::Ambiguous {
            findings.column(self.name, problem::ambiguous_date(example));
        } else {
            let iso = clean::iso_date(example, self.column.dates).unwrap_or_default();
            let dates = self.tally.count(Marks::DATE) + self.tally.count(Marks::MONTH_FIRST);
            let count = dates - self.tally.count(Marks::ISO_DATE);
            let count = Phrase::new(
                count_words(count, "date écrite", "dates écrites"),
                count_words(count, "date written", "dates written"),
            );
            findings.column(self.name, problem::french_date(count, example, iso));
        }
    }

    fn zeros(&self, findings: &mut Findings) {
        self.each(Marks::FOUR, findings, |value| {
            problem::lost_leading_zero(value, format!("0{value}"))
        });
    }

    fn codes(&self, findings: &mut Findings) {
        if let Some((example, count)) = self.example(Marks::ZERO_DECIMAL)
            && count * 10 >= self.tally.filled * 9
        {
            findings.column(self.name, problem::code_as_decimal(example));
        }
    }

    fn texts(&self, findings: &mut Findings) {
        let tally = self.tally;
        if let Some((example, count)) = self.example(Marks::RANGE)
            && count * 2 >= tally.filled
        {
            findings.column(self.name, problem::range(cells(count), example));
        }
        if let Some((example, count)) = self.example(Marks::SHORT_MONTH)
            && count * 2 >= tally.filled
        {
            let guess = date::month(example).map(|month| month.date.to_string());
            let guess = guess.map_or_else(String::new, |day| day[..7].to_owned());
            findings.column(self.name, problem::month_name(example, guess));
        }
        if axis(&folded_name(self.name)).is_some() {
            for mark in [Marks::DAY_MONTH, Marks::SHORT_MONTH] {
                self.each(mark, findings, |value| problem::coordinate_as_date(value));
            }
        }
        if let Some((example, guess)) = variants::short_months(self.name, tally) {
            findings.column(self.name, problem::month_name(example, guess));
        }
        let crosses = tally.count(Marks::CROSS);
        if crosses == tally.filled && tally.missing > 0 {
            findings.column(self.name, problem::boolean_as_x(cells(crosses)));
        }
        if let Some(example) = variants::list_or_decimal(tally) {
            findings.column(self.name, problem::list_or_decimal(example));
        }
        for forms in variants::same(tally) {
            let forms: Vec<String> = forms.iter().map(|form| excerpt(form)).collect();
            findings.column(self.name, problem::inconsistent_values(forms.join(", ")));
        }
    }

    fn structured(&self, findings: &mut Findings) {
        let tally = self.tally;
        let is_text = matches!(
            self.column.kind,
            ColumnKind::Text | ColumnKind::Code | ColumnKind::Geometry
        );
        let what = [
            (Marks::HTML, 0.0, "des balises HTML", "HTML tags"),
            (Marks::JSON, 0.5, "du JSON", "JSON"),
            (Marks::LIST, 0.5, "des listes", "lists"),
        ];
        for (mark, share, fr, en) in what {
            let count = tally.count(mark);
            if is_text && count > 0 && count as f64 >= share * tally.filled as f64 {
                let said = problem::structured_value(Phrase::new(fr, en), cells(count));
                findings.column(self.name, said);
                return;
            }
        }
    }
}

fn cells(count: u64) -> Phrase {
    Phrase::new(
        count_words(count, "cellule", "cellules"),
        count_words(count, "cell", "cells"),
    )
}
