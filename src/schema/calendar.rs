//! Days of the calendar, and dates written freely.

/// English months, as `%B` and free dates write them.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Days from 1970-01-01 to a date of the years 1 to 9999 that exists.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let last = last_day(year, month)?;
    if !(1..=9999).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    // Howard Hinnant's way: years start in March, so that the leap day comes last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn last_day(year: i64, month: i64) -> Option<i64> {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

/// Reads a date as an English reader would: `5 March 2020`, `3/5/2020 10:30`, `20200305`, `Jan 2020`. What the text does
/// not say is taken from 2000-01-01. Microseconds since 1970-01-01.
pub fn free_form(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_lowercase();
    let mut seen = Seen::default();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let end = |keep: fn(char) -> bool| rest.find(|sign| !keep(sign)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            rest = seen.number(rest, end(|sign| sign.is_ascii_digit()))?;
        } else if first.is_ascii_alphabetic() {
            let (word, after) = rest.split_at(end(|sign| sign.is_ascii_alphabetic()));
            seen.word(word)?;
            rest = after;
        } else if matches!(first, ' ' | '\t' | ',' | '/' | '-' | '.' | '+' | ';') {
            rest = &rest[1..];
        } else {
            return None;
        }
    }
    seen.instant()
}

#[derive(Default)]
struct Seen {
    numbers: Vec<(i64, usize)>,
    month: Option<i64>,
    time: Option<i64>,
    weekday: bool,
}

impl Seen {
    /// A run of digits of that length. Returns what follows it.
    fn number<'a>(&mut self, text: &'a str, end: usize) -> Option<&'a str> {
        let (digits, after) = text.split_at(end);
        if end > 14 {
            return None;
        }
        if after.starts_with(':') && self.time.is_none() {
            let clock = after.len()
                - after
                    .trim_start_matches(|sign: char| {
                        sign.is_ascii_digit() || matches!(sign, ':' | '.')
                    })
                    .len();
            self.time = Some(clock_time(&text[..end + clock])?);
            return Some(offset_skipped(&after[clock..]));
        }
        match end {
            4 | 6 if self.numbers.len() == 3 && self.time.is_none() => {
                self.time = Some(pairs(digits)?)
            }
            6 | 8 | 12 | 14 => {
                let long = end == 8 || end == 14;
                let at = if long { 4 } else { 2 };
                for (from, to) in [(0, at), (at, at + 2), (at + 2, at + 4)] {
                    self.numbers
                        .push((digits[from..to].parse().ok()?, to - from));
                }
                if end >= 12 {
                    self.time = Some(pairs(&digits[at + 4..])?);
                }
            }
            _ => self.numbers.push((digits.parse().ok()?, end)),
        }
        (self.numbers.len() <= 3).then_some(after)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let is = |names: &[&str]| {
            names.iter().position(|name| {
                word == *name || word == &name[..3] || word == "sept" && *name == "september"
            })
        };
        if let Some(at) = is(&MONTHS) {
            return match self.month.replace(at as i64 + 1) {
                None => Some(()),
                Some(_) => None,
            };
        }
        if is(&WEEKDAYS).is_some() {
            self.weekday = true;
            return Some(());
        }
        let after_number = !self.numbers.is_empty() || self.time.is_some();
        match word {
            "st" | "nd" | "rd" | "th" | "t" | "of" | "z" | "utc" | "gmt" if after_number => {
                Some(())
            }
            "at" | "on" | "and" | "ad" => Some(()),
            "am" | "pm" | "h" | "m" | "s" if after_number => {
                if self.time.is_none() {
                    let (hours, _) = self.numbers.pop()?;
                    let most = if matches!(word, "am" | "pm") { 12 } else { 59 };
                    (hours <= most).then_some(())?;
                    self.time = Some(0);
                } else if matches!(word, "m" | "s") {
                    self.numbers.pop();
                }
                Some(())
            }
            _ => None,
        }
    }

    fn instant(self) -> Option<i64> {
        const DAY: i64 = 86_400_000_000;
        let time = self.time.unwrap_or(0);
        let days = match (self.month, self.numbers.as_slice()) {
            (None, []) if self.time.is_some() || self.weekday => 0,
            (None, []) => return None,
            (Some(month), []) => days_from_civil(2000, month, 1)?,
            (Some(month), [(only, _)]) if *only > 31 => days_from_civil(full(*only), month, 1)?,
            (Some(month), [(only, _)]) => days_from_civil(2000, month, *only)?,
            (Some(month), [(first, width), (second, _)]) => {
                if *first > 31 || *width > 2 {
                    days_from_civil(full(*first), month, *second)?
                } else {
                    days_from_civil(full(*second), month, *first)?
                }
            }
            (None, [(only, width)]) => match (only, width) {
                (1..=31, ..=2) => *only,
                (_, ..=4) => days_from_civil(full(*only), 1, 1)?,
                _ => return None,
            },
            (None, [(first, width), (second, _)]) => {
                if *first > 31 || *width > 2 {
                    days_from_civil(full(*first), *second, 1)?
                } else if *second > 31 {
                    days_from_civil(full(*second), *first, 1)?
                } else if *first > 12 {
                    days_from_civil(2000, *second, *first)?
                } else {
                    days_from_civil(2000, *first, *second)?
                }
            }
            (None, [(first, width), (second, _), (third, _)]) => {
                if *first > 31 || *width > 2 {
                    days_from_civil(full(*first), *second, *third)?
                } else if *first > 12 {
                    days_from_civil(full(*third), *second, *first)?
                } else {
                    days_from_civil(full(*third), *first, *second)
                        .or_else(|| days_from_civil(full(*third), *second, *first))?
                }
            }
            _ => return None,
        };
        Some(days * DAY + time)
    }
}

/// Two digits of a year stand for the nearest century.
fn full(year: i64) -> i64 {
    match year {
        0..=68 => 2000 + year,
        69..=99 => 1900 + year,
        _ => year,
    }
}

/// `10:30`, `10:30:15.25`: microseconds.
fn clock_time(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let hours: i64 = parts.first()?.parse().ok()?;
    let minutes: i64 = parts.get(1)?.parse().ok()?;
    let seconds: f64 = parts.get(2).map_or(Some(0.0), |part| part.parse().ok())?;
    let fine = parts.len() <= 3 && hours <= 23 && minutes <= 59 && (0.0..60.0).contains(&seconds);
    fine.then(|| ((hours * 60 + minutes) * 60) * 1_000_000 + (seconds * 1e6) as i64)
}

/// `1030`, `103015`.
fn pairs(digits: &str) -> Option<i64> {
    let part = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(Some(0), |pair| pair.parse::<i64>().ok())
    };
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    (hours <= 23 && minutes <= 59 && seconds <= 59)
        .then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000_000)
}

/// What follows an offset such as ` +02:00`.
fn offset_skipped(text: &str) -> &str {
    let trimmed = text.trim_start();
    match trimmed.strip_prefix(['+', '-']) {
        Some(rest) if rest.starts_with(|sign: char| sign.is_ascii_digit()) => {
            rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ':')
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        assert_eq!(days_from_civil(1970, 1, 1), Some(0));
        assert_eq!(days_from_civil(2000, 3, 1), Some(11_017));
        assert_eq!(days_from_civil(1969, 12, 31), Some(-1));
        assert_eq!(days_from_civil(1900, 2, 29), None);
        assert_eq!(days_from_civil(2024, 13, 1), None);
    }

    #[test]
    fn free_dates() {
        for good in [
            "2020-01-02",
            "02/01/2020",
            "13/01/2020",
            "1/2/3",
            "jan 5 2020",
            "5 January 2020",
            "2020",
            "12",
            "10:30",
            "20200102",
            "2020-01-02T10:00:00Z",
            "02.01.2020",
            "Monday",
            "Jan 2020",
            "5th of March 2020",
            "12/2020",
            "20200102T101010",
            "3pm",
            "2020-01-02 10:00 +02:00",
            "7/7/2015 12:00",
            "17 sept 2018",
        ] {
            assert!(free_form(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2020/13/01",
            "5 janvier 2020",
            "lundi",
            "hello",
            "2020-02-30",
            "30 Feb 2020",
            "31/04/2020",
            "12:61",
            "2020-01-02 25:00",
            "N/A",
            "1e5",
            "2020-366",
            "12345",
        ] {
            assert_eq!(free_form(bad), None, "{bad}");
        }
    }
}
