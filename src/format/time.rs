//! Years, quarters, months and days. In: days since 1970-01-01, as in [`crate::model::table::Values::Dates`].

use crate::diag::Language;

/// How fine a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Day,
    Month,
    Quarter,
    Year,
}

const MONTHS_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Year, month (1 to 12) and day (1 to 31) of a day since 1970-01-01, in the Gregorian calendar (Howard Hinnant's
/// `civil_from_days`).
pub fn civil(days: i32) -> (i32, u8, u8) {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = (shifted_month + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u8, day as u8)
}

/// The day since 1970-01-01 of a year, a month (1 to 12) and a day (`days_from_civil`, same source).
pub fn day_number(year: i32, month: u8, day: u8) -> i32 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as i32
}

/// The finest precision that some dates need: months when all are firsts of a month, years when all are firsts of January.
pub fn precision(days: impl Iterator<Item = i32>) -> Precision {
    let mut found = Precision::Year;
    for day in days {
        let (_, month, day) = civil(day);
        match (month, day) {
            (_, 2..) => return Precision::Day,
            (1, _) => {}
            _ => found = Precision::Month,
        }
    }
    found
}

/// A year as it is written: never grouped.
pub fn year(value: i32) -> String {
    match value < 0 {
        true => format!("−{}", value.unsigned_abs()),
        false => value.to_string(),
    }
}

/// `12 oct. 2026`, `oct. 2026`, `T4 2026`, `2026`.
pub fn date(days: i32, precision: Precision, language: Language) -> String {
    let (y, month, day) = civil(days);
    let name = month_name(month, language);
    match (precision, language) {
        (Precision::Year, _) => year(y),
        (Precision::Quarter, Language::French) => format!("T{}\u{A0}{y}", (month - 1) / 3 + 1),
        (Precision::Quarter, Language::English) => format!("Q{}\u{A0}{y}", (month - 1) / 3 + 1),
        (Precision::Month, _) => format!("{name}\u{A0}{y}"),
        (Precision::Day, Language::French) if day == 1 => format!("1er\u{A0}{name}\u{A0}{y}"),
        (Precision::Day, _) => format!("{day}\u{A0}{name}\u{A0}{y}"),
    }
}

/// `oct.`, `Oct`: the month alone, 1 to 12.
pub fn month_name(month: u8, language: Language) -> &'static str {
    let index = usize::from(month.clamp(1, 12)) - 1;
    match language {
        Language::French => MONTHS_FR[index],
        Language::English => MONTHS_EN[index],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for (days, civil_date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (19_782, (2024, 2, 29)),
            (20_738, (2026, 10, 12)),
            (-719_468, (0, 3, 1)),
        ] {
            assert_eq!(civil(days), civil_date);
            let (year, month, day) = civil_date;
            assert_eq!(day_number(year, month, day), days);
        }
        for days in [i32::MIN, i32::MAX] {
            civil(days);
        }
    }

    #[test]
    fn dates_read_in_both_languages() {
        let days = day_number(2026, 10, 12);
        assert_eq!(
            date(days, Precision::Day, Language::French),
            "12\u{A0}oct.\u{A0}2026"
        );
        assert_eq!(
            date(days, Precision::Quarter, Language::English),
            "Q4\u{A0}2026"
        );
        assert_eq!(
            date(day_number(2026, 3, 1), Precision::Day, Language::French),
            "1er\u{A0}mars\u{A0}2026"
        );
        assert_eq!(date(days, Precision::Year, Language::French), "2026");
    }

    #[test]
    fn precision_is_the_coarsest_that_tells_them_apart() {
        let first = day_number(2026, 1, 1);
        assert_eq!(precision([first].into_iter()), Precision::Year);
        assert_eq!(
            precision([first, day_number(2026, 5, 1)].into_iter()),
            Precision::Month
        );
        assert_eq!(precision([first, first + 3].into_iter()), Precision::Day);
    }
}
