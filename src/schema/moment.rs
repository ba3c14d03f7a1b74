//! Dates, times and dates with times. In: the text of a cell and the format that a schema asks for. Out: an instant
//! that can be ordered.
//!
//! `default` is ISO 8601; `any` is whatever an English reader would take for a date; anything else is a `strftime`
//! format, read as Python's `strptime` does: `%d` takes `7` as well as `07`.

use super::calendar::{days_from_civil, free_form};
use std::fmt::Write as _;

/// Microseconds since 1970-01-01T00:00:00, of the clock named in the cell or, with an offset, of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// What a field of this sort holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Date,
    Time,
    DateTime,
}

/// How its cells are written.
#[derive(Debug, Clone)]
pub enum Form {
    Default,
    Any,
    /// A `strftime` format, and the pattern made from it; none when it has a directive that nobody knows.
    Directives(Option<Directives>),
}

/// A `strftime` format made ready.
#[derive(Debug, Clone)]
pub struct Directives {
    format: String,
    regex: regex::Regex,
}

const DAY: i64 = 86_400_000_000;
const SECOND: i64 = 1_000_000;

impl Form {
    /// Reads the `format` of a field. The old `fmt:` before a format is dropped.
    pub fn new(format: &str) -> Self {
        let format = format.strip_prefix("fmt:").unwrap_or(format);
        match format {
            "default" | "" => Form::Default,
            "any" => Form::Any,
            _ => Form::Directives(Directives::new(format)),
        }
    }

    /// Whether cells can be checked at all.
    pub fn is_readable(&self) -> bool {
        !matches!(self, Form::Directives(None))
    }

    /// Reads a cell.
    pub fn read(&self, clock: Clock, text: &str) -> Option<Instant> {
        if text.len() > 200 {
            return None;
        }
        match (self, clock) {
            (Form::Default, Clock::Date) => iso_short_date(text),
            (Form::Default, Clock::Time) => {
                (text.as_bytes().get(5) == Some(&b':') && text.len() >= 8).then_some(())?;
                iso_time(text).map(Instant)
            }
            (Form::Default, Clock::DateTime) => {
                (text.as_bytes().get(16) == Some(&b':') && text.len() >= 19).then_some(())?;
                iso_date_time(text)
            }
            (Form::Any, _) => free_form(text).map(|instant| keep(clock, instant)),
            (Form::Directives(directives), _) => directives
                .as_ref()?
                .read(text)
                .map(|instant| keep(clock, instant)),
        }
    }
}

/// A date has no time and a time has no date, whatever the format says.
fn keep(clock: Clock, instant: i64) -> Instant {
    Instant(match clock {
        Clock::Date => instant.div_euclid(DAY) * DAY,
        Clock::Time => instant.rem_euclid(DAY),
        Clock::DateTime => instant,
    })
}

/// `2020-01-31`, and `2020-1-31` too.
fn iso_short_date(text: &str) -> Option<Instant> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let part = |text: &str, least: usize, most: usize| {
        let fine =
            (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fine.then(|| text.parse::<i64>().ok()).flatten()
    };
    // `2020-01- 5` is what `%d` of C takes too.
    let day = day
        .strip_prefix(' ')
        .filter(|day| day.len() == 1)
        .unwrap_or(day);
    let days = days_from_civil(part(year, 4, 4)?, part(month, 1, 2)?, part(day, 1, 2)?)?;
    Some(Instant(days * DAY))
}

fn iso_date_time(text: &str) -> Option<Instant> {
    let date = text.get(..10)?;
    let days = if date.get(5..6) == Some("W") {
        iso_week(date)?
    } else {
        let bytes = date.as_bytes();
        let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
        (digits(0..4) && digits(5..7) && digits(8..10)).then_some(())?;
        iso_short_date(date)?.0 / DAY
    };
    // Any one sign stands between date and time.
    let time = text.get(11..)?;
    Some(Instant(days * DAY + iso_time(time)?))
}

/// `2020-W05-3`.
fn iso_week(date: &str) -> Option<i64> {
    let year: i64 = date.get(..4)?.parse().ok()?;
    let week: i64 = date.get(6..8)?.parse().ok()?;
    let day: i64 = date.get(9..10)?.parse().ok()?;
    ((1..=53).contains(&week) && (1..=7).contains(&day)).then_some(())?;
    let fourth = days_from_civil(year, 1, 4)?;
    let monday = fourth - (fourth + 3).rem_euclid(7);
    Some(monday + (week - 1) * 7 + day - 1)
}

/// `10:20:30`, with a fraction and an offset: microseconds, brought to UTC when there is an offset.
fn iso_time(text: &str) -> Option<i64> {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = (text.get(..end)?, text.get(end..)?);
    let (whole, fraction) = match clock.find(['.', ',']) {
        Some(at) => (&clock[..at], Some(&clock[at + 1..])),
        None => (clock, None),
    };
    let parts: Vec<&str> = whole.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else {
        return None;
    };
    let two = |text: &&str| {
        let fine = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        fine.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes, seconds) = (two(hours)?, two(minutes)?, two(seconds)?);
    let micros = match fraction {
        Some(digits) if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            return None;
        }
        Some(digits) => {
            let six: String = digits.chars().chain("000000".chars()).take(6).collect();
            six.parse::<i64>().ok()?
        }
        None => 0,
    };
    let midnight = hours == 24 && minutes == 0 && seconds == 0 && micros == 0;
    (hours <= 23 && minutes <= 59 && seconds <= 59 || midnight).then_some(())?;
    Some(((hours * 60 + minutes) * 60 + seconds) * SECOND + micros - offset_of(offset)?)
}

/// `Z`, `+02`, `+0200`, `+02:00`, in microseconds; nothing is no offset.
fn offset_of(text: &str) -> Option<i64> {
    if matches!(text, "" | "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.get(1..)?.replace(':', "");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i64>().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60 * SECOND)
}

impl Directives {
    /// None with a directive that is not one of Python's, or one written twice.
    fn new(format: &str) -> Option<Self> {
        if format.len() > 200 {
            return None;
        }
        let mut pattern = String::from("(?i)\\A(?:");
        let mut signs = format.chars().peekable();
        while let Some(sign) = signs.next() {
            if sign.is_whitespace() {
                while signs.peek().is_some_and(|next| next.is_whitespace()) {
                    signs.next();
                }
                pattern.push_str("\\s+");
            } else if sign == '%' {
                pattern.push_str(&directive(signs.next()?)?);
            } else {
                pattern.push_str(&regex::escape(&sign.to_string()));
            }
        }
        let _ = write!(pattern, ")\\z");
        // A name used twice does not compile, which is what Python says as well.
        let regex = regex::Regex::new(&pattern).ok()?;
        Some(Directives {
            format: format.to_owned(),
            regex,
        })
    }

    /// The format as the schema writes it.
    pub fn format(&self) -> &str {
        &self.format
    }

    fn read(&self, text: &str) -> Option<i64> {
        let found = self.regex.captures(text)?;
        let word = |name: &str| found.name(name).map(|part| part.as_str());
        let number = |name: &str| word(name).and_then(|part| part.trim().parse::<i64>().ok());
        let year = match (number("Y"), number("y")) {
            (Some(year), _) => year,
            (None, Some(short)) if short >= 69 => 1900 + short,
            (None, Some(short)) => 2000 + short,
            _ => 1900,
        };
        let name = |key: &str, names: [&str; 12]| {
            word(key).and_then(|word| {
                let word = word.to_ascii_lowercase();
                names
                    .iter()
                    .position(|name| name.starts_with(&word))
                    .map(|at| at as i64 + 1)
            })
        };
        let month = number("m")
            .or_else(|| name("B", super::calendar::MONTHS))
            .or_else(|| name("b", super::calendar::MONTHS));
        let days = match (number("j"), month, number("d")) {
            (Some(ordinal), None, None) => days_from_civil(year, 1, 1)? + ordinal - 1,
            (_, month, day) => days_from_civil(year, month.unwrap_or(1), day.unwrap_or(1))?,
        };
        let hours = match (number("H"), number("I"), word("p")) {
            (Some(hours), _, _) => hours,
            (None, Some(hours), half) => {
                hours % 12
                    + if half.is_some_and(|half| half.eq_ignore_ascii_case("pm")) {
                        12
                    } else {
                        0
                    }
            }
            _ => 0,
        };
        let seconds = number("S").unwrap_or(0);
        (seconds <= 59).then_some(())?;
        let micros = word("f").map_or(Some(0), |digits| {
            digits
                .chars()
                .chain("000000".chars())
                .take(6)
                .collect::<String>()
                .parse()
                .ok()
        })?;
        let offset = offset_of(&word("z").map(str::to_ascii_uppercase).unwrap_or_default())?;
        Some(
            days * DAY + ((hours * 60 + number("M").unwrap_or(0)) * 60 + seconds) * SECOND + micros
                - offset,
        )
    }
}

/// The pattern of one directive, named for its letter.
fn directive(letter: char) -> Option<String> {
    const DATE: &str = "%a %b %d %H:%M:%S %Y";
    let pattern = match letter {
        'd' => "3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9]",
        'f' => "[0-9]{1,6}",
        'H' => "2[0-3]|[0-1][0-9]|[0-9]",
        'I' => "1[0-2]|0[1-9]|[1-9]",
        'j' => "36[0-6]|3[0-5][0-9]|[1-2][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]",
        'm' => "1[0-2]|0[1-9]|[1-9]",
        'M' => "[0-5][0-9]|[0-9]",
        'S' => "6[0-1]|[0-5][0-9]|[0-9]",
        'U' | 'W' => "5[0-3]|[0-4][0-9]|[0-9]",
        'V' => "5[0-3]|0[1-9]|[1-4][0-9]|[0-9]",
        'w' => "[0-6]",
        'u' => "[1-7]",
        'y' => "[0-9]{2}",
        'Y' | 'G' => "[0-9]{4}",
        'z' => "[+-][0-9]{2}:?[0-5][0-9]|(?-i:Z)",
        'Z' => "gmt|utc",
        'p' => "am|pm",
        'a' => "mon|tue|wed|thu|fri|sat|sun",
        'A' => "wednesday|thursday|saturday|tuesday|monday|friday|sunday",
        'b' => "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
        'B' => {
            "september|february|november|december|january|october|august|march|april|june|july|may"
        }
        '%' => return Some("%".into()),
        'x' => return compound("%m/%d/%y"),
        'X' => return compound("%H:%M:%S"),
        'c' => return compound(DATE),
        _ => return None,
    };
    Some(format!("(?P<{letter}>{pattern})"))
}

fn compound(format: &str) -> Option<String> {
    let mut out = String::new();
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '%' => out.push_str(&directive(signs.next()?)?),
            ' ' => out.push_str("\\s+"),
            _ => out.push(sign),
        }
    }
    Some(out)
}

/// ISO 8601 durations: `P1Y2M`, `PT36H`, and the form that looks like a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    months: f64,
    seconds: f64,
}

impl Duration {
    /// Reads a duration.
    pub fn read(text: &str) -> Option<Self> {
        let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
        let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
        let rest = rest.strip_prefix('P')?;
        // Something must follow the P.
        if !rest.starts_with(|next: char| next.is_ascii_digit() || next == 'T') || text.len() > 200
        {
            return None;
        }
        if rest.len() >= 8
            && rest.starts_with(|next: char| next.is_ascii_digit())
            && !rest.contains(['Y', 'M', 'W', 'D', 'H', 'S'])
        {
            return Self::like_a_date(rest, sign);
        }
        let (days, time) = rest.split_once('T').unwrap_or((rest, ""));
        let [years, months, weeks, single] = amounts(days, ['Y', 'M', 'W', 'D'])?;
        let [hours, minutes, seconds, _] = amounts(time, ['H', 'M', 'S', '\0'])?;
        Some(Duration {
            months: sign * (years * 12.0 + months),
            seconds: sign
                * ((weeks * 7.0 + single) * 86_400.0 + hours * 3_600.0 + minutes * 60.0 + seconds),
        })
    }

    fn like_a_date(text: &str, sign: f64) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let parts: Vec<f64> = date
            .split('-')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let [years, months, days] = parts.as_slice() else {
            return None;
        };
        (date.len() == 10
            && (1.0..=12.0).contains(months)
            && (1.0..=31.0).contains(days)
            && *years >= 1.0)
            .then_some(())?;
        Some(Duration {
            months: sign * (years * 12.0 + months),
            seconds: sign * (days * 86_400.0 + iso_time(time)? as f64 / SECOND as f64),
        })
    }
}

/// Numbers followed by these letters, in this order, each one optional.
fn amounts(mut text: &str, letters: [char; 4]) -> Option<[f64; 4]> {
    let mut found = [0.0; 4];
    for (place, letter) in letters.into_iter().enumerate() {
        let Some(end) =
            text.find(|sign: char| !(sign.is_ascii_digit() || sign == '.' || sign == ','))
        else {
            break;
        };
        if text[end..].starts_with(letter) {
            let number = text[..end].replace(',', ".");
            (number.starts_with(|first: char| first.is_ascii_digit()) && !number.ends_with('.'))
                .then_some(())?;
            found[place] = number.parse().ok()?;
            text = &text[end + 1..];
        }
    }
    text.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(format: &str, clock: Clock, text: &str) -> bool {
        Form::new(format).read(clock, text).is_some()
    }

    #[test]
    fn iso_dates_and_times() {
        for good in ["2020-02-29", "2015-7-7", "0001-01-01"] {
            assert!(reads("default", Clock::Date, good), "{good}");
        }
        for bad in [
            "2021-02-29",
            "15-07-07",
            "24/06/2019",
            "2020-01-02T00:00:00",
            " 2020-01-02",
            "2020-01",
            "",
        ] {
            assert!(!reads("default", Clock::Date, bad), "{bad}");
        }
        for good in [
            "2020-01-02T10:20:30",
            "2020-01-02 10:20:30.5+02:00",
            "2020-01-02T10:20:30Z",
            "2020-W05-3T10:20:30",
        ] {
            assert!(reads("default", Clock::DateTime, good), "{good}");
        }
        for bad in [
            "2020-01-02T10:20",
            "2020-01-02",
            "2020-01-02T25:20:30",
            "2020-1-2T10:20:30",
            "2020-01-02T10:20:30 Z",
        ] {
            assert!(!reads("default", Clock::DateTime, bad), "{bad}");
        }
        assert!(reads("default", Clock::Time, "10:20:30"));
        assert!(!reads("default", Clock::Time, "10:20"));
        assert!(!reads("default", Clock::Time, "10:20:61"));
    }

    #[test]
    fn directives_read_as_strptime_does() {
        for (format, good, bad) in [
            ("%d/%m/%Y", "7/12/2018", "31/04/2018"),
            ("%Y-%m-%d", "2018-12-07", "07-12-2018"),
            ("%Y", "2018", "18"),
            ("fmt:%y%m%d", "181207", "181307"),
            ("%d %B %Y", "7  march 2018", "7 mars 2018"),
            ("%d/%m", "28/02", "29/02"),
            (
                "%Y-%m-%dT%H:%M:%S%z",
                "2020-01-01T00:00:00+0200",
                "2020-01-01T00:00:00",
            ),
        ] {
            assert!(reads(format, Clock::Date, good), "{format} {good}");
            assert!(!reads(format, Clock::Date, bad), "{format} {bad}");
        }
        assert!(!Form::new("%Q").is_readable());
        assert!(!Form::new("%Y-%Y").is_readable());
        assert!(!reads("jj/mm/aaaa", Clock::Date, "07/12/2018"));
    }

    #[test]
    fn instants_are_in_order() {
        let date = |text| Form::Default.read(Clock::Date, text);
        assert!(date("2019-12-31") < date("2020-01-01"));
        let time = |text| Form::Default.read(Clock::DateTime, text);
        assert_eq!(
            time("2020-01-01T02:00:00+02:00"),
            time("2020-01-01T00:00:00Z")
        );
    }

    #[test]
    fn durations() {
        for good in [
            "P1Y",
            "P1Y2M10DT2H30M",
            "PT36H",
            "-P1W",
            "P0003-06-04T12:00:00",
            "PT0.5S",
        ] {
            assert!(Duration::read(good).is_some(), "{good}");
        }
        for bad in ["P", "1Y", "P1H", "PT1Y", "P1", "1 an", "P1Y2"] {
            assert!(Duration::read(bad).is_none(), "{bad}");
        }
        assert_eq!(Duration::read("P1Y"), Duration::read("P12M"));
    }
}
