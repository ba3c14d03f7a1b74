//! Dates and months as people and spreadsheets write them.

use crate::format::time::day_number;
use crate::model::date::Date;
use crate::model::profile::DateOrder;

/// A cell that is a date, its parts not yet in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateCell<'a> {
    /// `2018-12-17`: the year comes first, the order is sure.
    pub iso: bool,
    /// `17 décembre 2018`: the month is a word, the order is sure.
    pub named: bool,
    pub year: i32,
    /// The parts as written: day then month in French.
    pub first: u8,
    pub second: u8,
    /// What follows the date, without the `T` or the space: `10:30`, `10:30:00Z`.
    pub time: &'a str,
}

/// Reads `17/12/2018`, `17-12-2018`, `17.12.2018`, `17/12/18`, `2018-12-17`, `2018/12/17`, each maybe with a time, and
/// dates whose month is a word, in French or in English: `17 décembre 2018`, `17-déc.-18`, `Dec 17, 2018`.
pub fn date(text: &str) -> Option<DateCell<'_>> {
    numeric(text).or_else(|| named(text))
}

fn numeric(text: &str) -> Option<DateCell<'_>> {
    let bytes = text.as_bytes();
    // The shortest is 1/1/18; the separator comes after one, two or four digits.
    if bytes.len() < 6 || !bytes[0].is_ascii_digit() {
        return None;
    }
    let (one, at) = digits(bytes, 0)?;
    let separator = *bytes.get(at)?;
    if !matches!(separator, b'/' | b'-' | b'.') {
        return None;
    }
    let (two, middle) = digits(bytes, at + 1)?;
    if bytes.get(middle) != Some(&separator) {
        return None;
    }
    let (three, end) = digits(bytes, middle + 1)?;
    let (one_length, two_length, three_length) = (at, middle - at - 1, end - middle - 1);
    if !(1..=2).contains(&two_length) {
        return None;
    }
    let time = time(&text[end..])?;
    let small = |value: u32| u8::try_from(value).ok();
    let named = false;
    let cell = match (one_length, three_length) {
        (4, 1..=2) if separator != b'.' => DateCell {
            iso: true,
            named,
            year: i32::try_from(one).ok()?,
            first: small(three)?,
            second: small(two)?,
            time,
        },
        (1..=2, 4) => DateCell {
            iso: false,
            named,
            year: i32::try_from(three).ok()?,
            first: small(one)?,
            second: small(two)?,
            time,
        },
        // Spreadsheets put two digits from 30 on in the last century.
        (1..=2, 2) if separator == b'/' => DateCell {
            iso: false,
            named,
            year: i32::try_from(three).ok()? + if three < 30 { 2000 } else { 1900 },
            first: small(one)?,
            second: small(two)?,
            time,
        },
        _ => return None,
    };
    let exists = (1000..=2999).contains(&cell.year)
        && (cell.day_first().is_some() || cell.month_first().is_some());
    exists.then_some(cell)
}

/// A date with the name of its month: `lundi 17 décembre 2018`, `1er mars 2020`, `17-déc-18`, `December 17, 2018`.
fn named(text: &str) -> Option<DateCell<'_>> {
    let digit = |found: char| found.is_ascii_digit();
    // A year at the end, a day before it, and not a sentence.
    if !(8..=40).contains(&text.len())
        || !text.ends_with(digit)
        || !text.contains(char::is_alphabetic)
    {
        return None;
    }
    let mut words = text
        .split([' ', '-', '/', ',', '\u{A0}', '\u{202F}'])
        .filter(|word| !word.is_empty());
    let mut next = words.next()?;
    if !next.starts_with(digit) && is_weekday(next) {
        next = words.next()?;
    }
    let (first, second, third) = (next, words.next()?, words.next()?);
    if words.next().is_some() || !third.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (day, month) = match first.starts_with(digit) {
        true => (first, second),
        // Only English writes the day after the month.
        false => (second, first),
    };
    let number = day.trim_end_matches(|found: char| !found.is_ascii_digit());
    if !matches!(
        &day[number.len()..],
        "" | "." | "er" | "st" | "nd" | "rd" | "th"
    ) {
        return None;
    }
    let (month, language) = month_name(month.trim_end_matches('.'))?;
    if !first.starts_with(digit) && language == MonthName::French {
        return None;
    }
    let year: i32 = third.parse().ok()?;
    let year = match third.len() {
        4 => year,
        // Spreadsheets write `17-déc-18`; `17 décembre 18` may be the 18th of anything.
        2 if text.contains('-') => year + if year < 30 { 2000 } else { 1900 },
        _ => return None,
    };
    let cell = DateCell {
        iso: false,
        named: true,
        year,
        first: number.parse().ok()?,
        second: u8::try_from(month).ok()?,
        time: "",
    };
    ((1000..=2999).contains(&year) && cell.day_first().is_some()).then_some(cell)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 14] = [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    DAYS.contains(&crate::text::fold::fold(word.trim_end_matches('.')).as_str())
}

impl DateCell<'_> {
    /// The date, in a column whose dates are in that order.
    pub fn in_order(&self, order: DateOrder) -> Option<Date> {
        match order {
            DateOrder::MonthFirst if !self.iso && !self.named => self.month_first(),
            _ => self.day_first(),
        }
    }

    /// The date, if the day comes first (or the order is sure).
    pub fn day_first(&self) -> Option<Date> {
        Date::new(self.year, self.second, self.first)
    }

    /// A time of day other than midnight.
    pub fn has_time(&self) -> bool {
        self.time.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    }

    /// The date, if the month comes first.
    pub fn month_first(&self) -> Option<Date> {
        match self.iso || self.named {
            true => None,
            false => Date::new(self.year, self.first, self.second),
        }
    }
}

/// What follows a date: nothing, or a time of day.
fn time(rest: &str) -> Option<&str> {
    if rest.is_empty() {
        return Some(rest);
    }
    let time = rest.strip_prefix(['T', ' '])?.trim_start();
    let sound = time.starts_with(|first: char| first.is_ascii_digit())
        && time.len() <= 32
        && time.contains(':')
        && time
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte));
    sound.then_some(time)
}

/// A run of at most four digits.
fn digits(bytes: &[u8], from: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut at = from;
    while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
        value = value * 10 + u32::from(digit - b'0');
        at += 1;
        if at - from > 4 {
            return None;
        }
    }
    (at > from).then_some((value, at))
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCell {
    pub date: Date,
    /// Written by name: French, English, or a name that both have.
    pub name: Option<MonthName>,
    /// The year has two digits only.
    pub short_year: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthName {
    French,
    English,
    Both,
}

/// Reads `2017-07`, `07/2017`, `juillet 2017`, `juil-17`, `Jul-17`, `oct.-17`.
pub fn month(text: &str) -> Option<MonthCell> {
    let bytes = text.as_bytes();
    if !(5..=16).contains(&bytes.len()) {
        return None;
    }
    if bytes[0].is_ascii_digit() {
        let (one, at) = digits(bytes, 0)?;
        if !matches!(bytes.get(at)?, b'/' | b'-') {
            return None;
        }
        let (two, end) = digits(bytes, at + 1)?;
        if end != bytes.len() {
            return None;
        }
        let (year, month) = match (at, end - at - 1) {
            (4, 1..=2) => (one, two),
            (1..=2, 4) => (two, one),
            _ => return None,
        };
        return cell(year, month, None, false);
    }
    let letters = text.find(|found: char| !(found.is_alphabetic() || found == '.'))?;
    let (name, rest) = text.split_at(letters);
    let digits = rest.trim_start_matches([' ', '-', '/', '\u{A0}']);
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (month, language) = month_name(name.trim_end_matches('.'))?;
    let year: u32 = digits.parse().ok()?;
    let short = digits.len() == 2;
    let year = match (short, year) {
        (true, 0..30) => year + 2000,
        (true, _) => year + 1900,
        (false, _) => year,
    };
    cell(year, month, Some(language), short)
}

fn cell(year: u32, month: u32, name: Option<MonthName>, short_year: bool) -> Option<MonthCell> {
    let year = i32::try_from(year).ok()?;
    let date = Date::new(year, u8::try_from(month).ok()?, 1)?;
    (1000..=2999).contains(&year).then_some(MonthCell {
        date,
        name,
        short_year,
    })
}

/// The number of a month from its name or a short form of it.
pub fn month_name(name: &str) -> Option<(u32, MonthName)> {
    const FRENCH: [&[&str]; 12] = [
        &["janvier", "janv"],
        &["fevrier", "fevr", "fev"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil"],
        &["aout"],
        &["septembre", "sept", "sep"],
        &["octobre", "oct"],
        &["novembre", "nov"],
        &["decembre", "dec"],
    ];
    const ENGLISH: [&[&str]; 12] = [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    let name = crate::text::fold::fold(name);
    let place = |names: &[&[&str]; 12]| {
        names
            .iter()
            .position(|forms| forms.contains(&name.as_str()))
    };
    // French spreadsheets write `juil.-17`, English ones `Jul-17`.
    let number = |place: usize| u32::try_from(place + 1).unwrap_or(0);
    match (place(&FRENCH), place(&ENGLISH)) {
        (Some(place), Some(_)) => Some((number(place), MonthName::Both)),
        (None, Some(place)) => Some((number(place), MonthName::English)),
        (Some(place), None) => Some((number(place), MonthName::French)),
        (None, None) => None,
    }
}

/// Days since 1970-01-01.
pub fn days(date: Date) -> i32 {
    day_number(date.year, date.month, date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_months_are_read() {
        for (text, day_first) in [
            ("17/12/2018", "2018-12-17"),
            ("2018-12-17", "2018-12-17"),
            ("2018-12-17T10:30:00Z", "2018-12-17"),
            ("17-12-2018 00:00", "2018-12-17"),
            ("1/2/18", "2018-02-01"),
            ("17 décembre 2018", "2018-12-17"),
            ("lundi 17 décembre 2018", "2018-12-17"),
            ("1er août 2020", "2020-08-01"),
            ("17-déc.-18", "2018-12-17"),
            ("3-Feb-21", "2021-02-03"),
            ("December 17, 2018", "2018-12-17"),
            ("2nd March 2021", "2021-03-02"),
        ] {
            let found = date(text).and_then(|cell| cell.day_first());
            assert_eq!(
                found.map(|date| date.to_string()).as_deref(),
                Some(day_first),
                "{text}"
            );
        }
        for text in [
            "12/13/14/15",
            "04-15",
            "2018",
            "48.85.2",
            "32/13/2018",
            "1.2.3",
            "17/12/2018 soir",
            "17 décembre 18",
            "décembre 17, 2018",
            "12 rue Mars 2018",
            "31 février 2018",
            "lot 3 mai 2018",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        for (text, found) in [
            ("Jul-17", "2017-07-01"),
            ("oct.-17", "2017-10-01"),
            ("août 2021", "2021-08-01"),
            ("07/2017", "2017-07-01"),
            ("2017-07", "2017-07-01"),
        ] {
            assert_eq!(
                month(text).map(|cell| cell.date.to_string()).as_deref(),
                Some(found),
                "{text}"
            );
        }
        for text in ["04-15", "mars-43x", "12 rue", "marsouin 12"] {
            assert_eq!(month(text), None, "{text}");
        }
    }
}
