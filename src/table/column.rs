//! One column, cell by cell: counts of what its cells look like, and the rows where something is odd. Each different text
//! is looked at once, as long as there are not too many.

use super::cell::date::{self, DateCell};
use super::cell::number::DecimalMark;
use super::cell::{Marks, Shape, shape};
use super::steps::Steps;
use std::collections::HashMap;

/// What is kept of one column, at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Different texts, and their bytes together.
    pub words: usize,
    pub bytes: usize,
    /// Rows noted for each kind of oddity; those beyond are counted.
    pub rows: usize,
}

impl Limits {
    /// Shares a budget among so many columns.
    pub fn of(columns: usize) -> Self {
        let columns = columns.max(1);
        Limits {
            words: (200_000 / columns).clamp(64, 10_000),
            bytes: ((16 << 20) / columns).clamp(2 << 10, 1 << 20),
            rows: (100_000 / columns).clamp(8, 1_000),
        }
    }
}

/// Oddities whose rows are noted: what they mean follows from the whole column.
pub const ODD: [Marks; 8] = [
    Marks::SCIENTIFIC,
    Marks::MOJIBAKE,
    Marks::RANGE,
    Marks::DAY_MONTH,
    Marks::FOUR,
    Marks::SHORT_MONTH,
    Marks::CROSS,
    Marks::ROUNDED,
];

/// Any of [`ODD`].
const ANY_ODD: Marks = {
    let mut all = Marks::NONE;
    let mut at = 0;
    while at < ODD.len() {
        all = all.or(ODD[at]);
        at += 1;
    }
    all
};

/// Rows, with the text of their cell; those beyond the limit are counted.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub first: Vec<(u32, Box<str>)>,
    pub count: u64,
}

impl Rows {
    pub fn add(&mut self, record: u32, text: &str, limit: usize) {
        self.count += 1;
        if self.first.len() < limit {
            self.first.push((record, excerpt(text).into()));
        }
    }
}

/// The start of a text, for a message.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A different text of the column.
#[derive(Debug, Clone)]
pub struct Word {
    pub count: u64,
    pub marks: Marks,
    number: f64,
    days: Option<(i32, i32)>,
}

/// Counts over the cells of a column.
#[derive(Debug)]
pub struct Tally {
    pub filled: u64,
    pub missing: u64,
    /// Cells with space around them.
    pub padded: u64,
    /// Cells by mark.
    pub counts: [u64; Marks::COUNT],
    pub words: HashMap<Box<str>, Word>,
    word_bytes: usize,
    /// There were too many different texts to keep.
    pub overflowed: bool,
    hits: u32,
    misses: u32,
    pub longest: usize,
    pub odd: [Rows; ODD.len()],
    pub errors: Rows,
    pub not_number: Rows,
    pub not_date: Rows,
    pub units: Vec<(Box<str>, u64)>,
    pub min: f64,
    pub max: f64,
    pub sum: f64,
    pub steps: Steps,
    /// Least and greatest day, the day first; and with the month first.
    pub days: Option<(i32, i32)>,
    pub american_days: Option<(i32, i32)>,
    pub day_steps: Steps,
    /// All dates share day and year with the first one, months differ.
    pub months_vary: MonthsVary,
    /// Row of the first point in France with the latitude first.
    pub first_latitude: u32,
    limits: Limits,
    decimal: Option<DecimalMark>,
}

/// Whether the dates of a column look like months read as days: one day and one year, several months.
#[derive(Debug, Clone, Copy, Default)]
pub struct MonthsVary {
    first: Option<(u8, i32)>,
    months: u16,
    broken: bool,
}

impl MonthsVary {
    fn add(&mut self, cell: &DateCell<'_>) {
        let found = (cell.first, cell.year);
        self.broken |= cell.iso || cell.named || *self.first.get_or_insert(found) != found;
        self.months |= 1 << cell.second.min(15);
    }

    /// The shared day, if the column looks so.
    pub fn day(&self) -> Option<u8> {
        let (day, _) = self.first?;
        (!self.broken && self.months.count_ones() >= 2).then_some(day)
    }
}

impl Tally {
    pub fn new(limits: Limits, decimal: Option<DecimalMark>) -> Self {
        Tally {
            filled: 0,
            missing: 0,
            padded: 0,
            counts: [0; Marks::COUNT],
            words: HashMap::new(),
            word_bytes: 0,
            overflowed: false,
            hits: 0,
            misses: 0,
            longest: 0,
            odd: Default::default(),
            errors: Rows::default(),
            not_number: Rows::default(),
            not_date: Rows::default(),
            units: Vec::new(),
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            sum: 0.0,
            steps: Steps::default(),
            days: None,
            american_days: None,
            day_steps: Steps::default(),
            months_vary: MonthsVary::default(),
            first_latitude: 0,
            limits,
            decimal,
        }
    }

    /// Takes a formula that failed: its value is missing.
    pub fn add_error(&mut self, text: &str, record: u32) {
        self.missing += 1;
        self.errors.add(record, text, self.limits.rows);
    }

    /// Takes a cell with a value, without space around it.
    pub fn add(&mut self, text: &str, record: u32) {
        self.filled += 1;
        // When nearly every text is new, looking for it is work for nothing.
        let look = !self.overflowed || self.misses < 4 * self.hits + 1000;
        if look && let Some(word) = self.words.get_mut(text) {
            word.count += 1;
            self.hits = self.hits.saturating_add(1);
            let marks = word.marks;
            self.note(text, record, marks);
            return;
        }
        self.misses = self.misses.saturating_add(1);
        self.longest = self.longest.max(text.chars().count());
        let shape = shape(text, self.decimal);
        let marks = shape.marks;
        let word = word(&shape);
        self.note(text, record, marks);
        if self.first_latitude == 0 && marks.has(Marks::LATITUDE_FIRST) {
            self.first_latitude = record;
        }
        self.units(&shape);
        if let Some(cell) = &shape.date {
            self.months_vary.add(cell);
        }
        if self.words.len() < self.limits.words && self.word_bytes + text.len() <= self.limits.bytes
        {
            self.word_bytes += text.len();
            self.words.insert(text.into(), word);
        } else {
            self.overflowed = true;
            self.sum_up(&word);
        }
    }

    /// Notes the row of an odd cell.
    fn note(&mut self, text: &str, record: u32, marks: Marks) {
        let limit = self.limits.rows;
        if marks.has(ANY_ODD) {
            for (rows, mark) in self.odd.iter_mut().zip(ODD) {
                if marks.has(mark) {
                    rows.add(record, text, limit);
                }
            }
        }
        // Strays of a column of numbers or dates; where half of the cells are strays, there is no such column.
        let few = |rows: &Rows| {
            if rows.count * 2 < self.filled + 200 {
                limit
            } else {
                0
            }
        };
        if !marks.has(Marks::NUMBER) {
            let limit = few(&self.not_number);
            self.not_number.add(record, text, limit);
        }
        if !marks.has(Marks::DATE) {
            let limit = few(&self.not_date);
            self.not_date.add(record, text, limit);
        }
    }

    fn units(&mut self, shape: &Shape<'_>) {
        let Some(unit) = shape.number.and_then(|number| number.unit) else {
            return;
        };
        match self.units.iter_mut().find(|(known, _)| **known == *unit) {
            Some((_, count)) => *count += 1,
            None => self.units.push((unit.into(), 1)),
        }
    }

    /// Counts a text, as often as it came.
    fn sum_up(&mut self, word: &Word) {
        let count = word.count;
        for place in word.marks.places() {
            self.counts[place] += count;
        }
        if word.marks.has(Marks::NUMBER) {
            self.min = self.min.min(word.number);
            self.max = self.max.max(word.number);
            self.sum += word.number * count as f64;
            self.steps.add(word.number, count);
        }
        if let Some((day_first, month_first)) = word.days {
            widen(&mut self.days, day_first);
            widen(&mut self.american_days, month_first);
            self.day_steps.add(f64::from(day_first), count);
        }
    }

    /// Ends the counting: the texts that were kept are summed up, in an order that does not depend on the machine.
    pub fn finish(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mut sorted: Vec<&Box<str>> = words.keys().collect();
        sorted.sort();
        for text in sorted {
            self.sum_up(&words[text]);
        }
        self.words = words;
    }

    /// Cells that have a mark.
    pub fn count(&self, mark: Marks) -> u64 {
        self.counts[mark.place()]
    }

    /// The rows of an oddity.
    pub fn rows(&self, mark: Marks) -> &Rows {
        let place = ODD.iter().position(|odd| *odd == mark).unwrap_or(0);
        &self.odd[place]
    }
}

fn widen(extent: &mut Option<(i32, i32)>, day: i32) {
    let (min, max) = extent.unwrap_or((day, day));
    *extent = Some((min.min(day), max.max(day)));
}

fn word(shape: &Shape<'_>) -> Word {
    let marks = shape.marks;
    let days = shape.date.and_then(|cell| {
        let day_first = cell.day_first().map(date::days);
        let month_first = match cell.iso || cell.named {
            true => day_first,
            false => cell.month_first().map(date::days),
        };
        Some((day_first.or(month_first)?, month_first.or(day_first)?))
    });
    Word {
        count: 1,
        marks,
        number: shape.number.map_or(f64::NAN, |number| number.value),
        days,
    }
}
