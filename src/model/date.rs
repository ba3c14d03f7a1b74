//! Civil dates, without a clock and without time zones.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// A date that exists, or nothing.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=last)
            .contains(&day)
            .then_some(Date { year, month, day })
    }

    /// Reads `2026-10-12` or `12/10/2026`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let numbers = |separator: char| -> Option<[i32; 3]> {
            let mut parts = text.split(separator).map(str::parse::<i32>);
            let found = [
                parts.next()?.ok()?,
                parts.next()?.ok()?,
                parts.next()?.ok()?,
            ];
            parts.next().is_none().then_some(found)
        };
        let (year, month, day) = if text.contains('/') {
            let [day, month, year] = numbers('/')?;
            (year, month, day)
        } else {
            let [year, month, day] = numbers('-')?;
            (year, month, day)
        };
        if !(1000..=9999).contains(&year) {
            return None;
        }
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Days since 1970-01-01 (Hinnant's method).
    pub fn day_number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The date of a number of days since 1970-01-01.
    pub fn from_day_number(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Date::new(
            i32::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The day of the week, 0 for Monday (Sakamoto's method).
    pub fn weekday(self) -> usize {
        const OFFSETS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 {
            self.year - 1
        } else {
            self.year
        };
        let sunday_first = year + year / 4 - year / 100
            + year / 400
            + OFFSETS[usize::from(self.month) - 1]
            + i32::from(self.day);
        usize::try_from((sunday_first + 6).rem_euclid(7)).unwrap_or(0)
    }
}

/// ISO 8601: `2026-10-12`.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_days_named() {
        let date = Date::parse("12/10/2026").unwrap();
        assert_eq!(date.to_string(), "2026-10-12");
        assert_eq!(date.weekday(), 0);
        assert_eq!(Date::parse("2022-11-25").unwrap().weekday(), 4);
        assert_eq!(Date::parse("2023-02-29"), None);
        assert_eq!(Date::parse("04-15"), None);
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("1969-12-31", -1),
            ("2026-10-12", 20_738),
        ] {
            let date = Date::parse(text).unwrap();
            assert_eq!(date.day_number(), days, "{text}");
            assert_eq!(Date::from_day_number(days), Some(date), "{text}");
        }
        assert_eq!(Date::from_day_number(i64::MAX), None);
    }
}
