//! What a column holds, from its name and from what all its cells look like.

use super::ReadOptions;
use super::cell::Marks;
use super::cell::text::folded_name;
use super::column::Tally;
use crate::model::profile::DateOrder;
use crate::model::table::ColumnKind;

/// What a column holds, and how it writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub kind: ColumnKind,
    pub unit: Option<String>,
    pub dates: DateOrder,
}

/// Share of the cells of a column that must agree on what it holds.
const MOST: f64 = 0.9;

/// Decides what a column holds. `day_shows`: some other column of the file has a day above 12 before its month.
pub fn verdict(name: &str, tally: &Tally, day_shows: bool, options: &ReadOptions) -> Verdict {
    let folded = folded_name(name);
    let kind = kind(&folded, tally, options);
    let numeric = matches!(kind, ColumnKind::Integer | ColumnKind::Decimal);
    Verdict {
        kind,
        unit: if numeric { unit(name, tally) } else { None },
        dates: match kind {
            ColumnKind::Date => order(tally, day_shows),
            _ => DateOrder::DayFirst,
        },
    }
}

fn kind(name: &str, tally: &Tally, options: &ReadOptions) -> ColumnKind {
    let has = |mark: Marks, share: f64| tally.count(mark) as f64 >= share * tally.filled as f64;
    if tally.filled == 0 {
        return ColumnKind::Text;
    }
    if let Some(kind) = identifier(name, tally) {
        return kind;
    }
    if options
        .text_columns
        .iter()
        .any(|pattern| matches_pattern(&folded_pattern(pattern), name))
    {
        return match has(Marks::PHONE, MOST) {
            true => ColumnKind::Phone,
            false if has(Marks::DIGITS.or(Marks::CODE), 0.0) && looks_like_codes(tally) => {
                ColumnKind::Code
            }
            false => ColumnKind::Text,
        };
    }
    if super::variants::list_or_decimal(tally).is_some() {
        return ColumnKind::Text;
    }
    if let Some(kind) = axis(name).filter(|_| tally.count(Marks::NUMBER) > 0) {
        let destroyed =
            tally.count(Marks::DAY_MONTH) + tally.count(Marks::DATE) + tally.count(Marks::MONTH);
        let numbers = tally.count(Marks::NUMBER) + destroyed;
        let outside = tally.min < -180.0 || tally.max > 180.0;
        if numbers as f64 >= MOST * tally.filled as f64 && !outside {
            return kind;
        }
    }
    for (mark, kind) in [
        (Marks::EMAIL, ColumnKind::Email),
        (Marks::URL, ColumnKind::Url),
        (Marks::GEOMETRY, ColumnKind::Geometry),
        (Marks::POINT, ColumnKind::GeoPoint),
        (Marks::BOOLEAN, ColumnKind::Boolean),
        (Marks::DATE, ColumnKind::Date),
        (Marks::MONTH, ColumnKind::Month),
    ] {
        if has(mark, MOST) {
            return kind;
        }
    }
    if tally.count(Marks::DATE) + tally.count(Marks::MONTH_FIRST) >= tally.filled * 9 / 10
        && tally.count(Marks::MONTH_FIRST) > 0
        && tally.filled > 0
    {
        return ColumnKind::Date;
    }
    number(name, tally)
}

fn number(name: &str, tally: &Tally) -> ColumnKind {
    let numbers = tally.count(Marks::NUMBER);
    let share = numbers as f64 / tally.filled as f64;
    if share < MOST {
        let codes = numbers + tally.count(Marks::CODE);
        return match codes as f64 >= MOST * tally.filled as f64 && numbers > 0 {
            true => ColumnKind::Code,
            false => ColumnKind::Text,
        };
    }
    if tally.count(Marks::LEADING_ZERO) > 0 {
        // A decimal with a zero too many is no code.
        return match tally.count(Marks::DECIMALS) {
            0 => ColumnKind::Code,
            _ => ColumnKind::Decimal,
        };
    }
    if tally.count(Marks::PHONE) as f64 >= MOST * tally.filled as f64 {
        return ColumnKind::Phone;
    }
    let strays = tally.filled - numbers;
    if tally.count(Marks::DECIMALS) == 0 {
        // House numbers: `12`, `12bis`, `12A`.
        if strays > 0 && tally.count(Marks::CODE) * 2 >= strays {
            return ColumnKind::Code;
        }
        if strays == 0 && tally.count(Marks::YEAR) == tally.filled && is_year(name, tally) {
            return ColumnKind::Year;
        }
        return match tally.count(Marks::SCIENTIFIC) {
            0 => ColumnKind::Integer,
            // Whole numbers that a spreadsheet rounded: identifiers.
            _ => ColumnKind::Code,
        };
    }
    ColumnKind::Decimal
}

fn is_year(name: &str, tally: &Tally) -> bool {
    const WORDS: [&str; 10] = [
        "annee",
        "year",
        "an",
        "exercice",
        "millesime",
        "rentree",
        "edition",
        "debut",
        "fin",
        "date",
    ];
    let named = name.split('_').any(|word| WORDS.contains(&word));
    named
        || (tally.min >= 1900.0
            && tally.max <= 2050.0
            && tally.filled >= 3
            && tally.max - tally.min <= 70.0)
}

/// Identifiers that are known by their name and their shape, or by their key alone.
fn identifier(name: &str, tally: &Tally) -> Option<ColumnKind> {
    let has = |mark: Marks, share: f64| tally.count(mark) as f64 >= share * tally.filled as f64;
    let word = |words: &[&str]| name.split('_').any(|part| words.contains(&part));
    let lost = tally.count(Marks::SCIENTIFIC);
    if has(Marks::SIRET, MOST)
        || (name.contains("siret") && has(Marks::FOURTEEN.or(Marks::SIREN), 0.5))
    {
        return Some(ColumnKind::Siret);
    }
    if has(Marks::SIREN, MOST) && (tally.filled >= 3 || name.contains("siren")) {
        return Some(ColumnKind::Siren);
    }
    if name.contains("siret") && tally.count(Marks::FOURTEEN) + tally.count(Marks::SIREN) + lost > 0
    {
        return Some(ColumnKind::Siret);
    }
    if name.contains("siren") && tally.count(Marks::DIGITS) + lost > 0 {
        return Some(ColumnKind::Siren);
    }
    // Most are sound, the others were rounded by a spreadsheet or are of another kind.
    if tally.count(Marks::SIRET) > 0
        && (tally.count(Marks::FOURTEEN) + tally.count(Marks::SIREN) + lost) as f64
            >= MOST * tally.filled as f64
        && tally.count(Marks::SIRET) * 2 >= tally.count(Marks::FOURTEEN)
    {
        return Some(ColumnKind::Siret);
    }
    let five = (tally.count(Marks::FIVE) + tally.count(Marks::FOUR)) as f64;
    let mostly_five = five >= 0.8 * tally.filled as f64;
    if mostly_five
        && (name.contains("insee")
            || word(&["codgeo", "numcom", "depcom", "citycode"])
            || name.ends_with("code_commune"))
    {
        return Some(ColumnKind::Insee);
    }
    if mostly_five && (name.contains("postal") || word(&["cp", "postcode", "zip", "zipcode"])) {
        return Some(ColumnKind::PostalCode);
    }
    if has(Marks::PHONE, MOST)
        && (word(&["phone", "fax", "mobile", "portable"]) || name.contains("tel"))
    {
        return Some(ColumnKind::Phone);
    }
    if has(Marks::PHONE, MOST) && !has(Marks::NUMBER, 0.5) {
        return Some(ColumnKind::Phone);
    }
    None
}

/// Which axis a column's name means, in the words of French and English data.
pub fn axis(name: &str) -> Option<ColumnKind> {
    const LATITUDE: [&str; 9] = [
        "lat", "latitude", "ylat", "xlat", "ywgs84", "y_wgs84", "xlatcoor", "geolat", "lat_exec",
    ];
    const LONGITUDE: [&str; 12] = [
        "lon",
        "lng",
        "long",
        "longitude",
        "xlong",
        "xlon",
        "ylong",
        "xwgs84",
        "x_wgs84",
        "ylongcoor",
        "geolon",
        "geolong",
    ];
    let any = |words: &[&str], part: &str| words.contains(&part);
    let parts = || name.split('_');
    if any(&LATITUDE, name) || parts().any(|part| any(&["lat", "latitude", "ylat"], part)) {
        return Some(ColumnKind::Latitude);
    }
    // `long` alone begins more names than longitudes.
    let first_long = parts().next() == Some("long") && parts().count() > 1;
    let named = parts().any(|part| any(&["lon", "lng", "longitude", "xlong"], part));
    (any(&LONGITUDE, name) || first_long || named).then_some(ColumnKind::Longitude)
}

fn looks_like_codes(tally: &Tally) -> bool {
    let codes =
        tally.count(Marks::DIGITS).max(tally.count(Marks::NUMBER)) + tally.count(Marks::CODE);
    codes as f64 >= 0.5 * tally.filled as f64
}

/// Which way the dates of a column are written.
fn order(tally: &Tally, day_shows: bool) -> DateOrder {
    let dates = tally.count(Marks::DATE) + tally.count(Marks::MONTH_FIRST);
    let sure = tally.count(Marks::ISO_DATE) + tally.count(Marks::NAMED_DATE);
    if tally.count(Marks::DAY_SHOWS) > 0 || sure == dates {
        DateOrder::DayFirst
    } else if tally.count(Marks::MONTH_FIRST) > 0 {
        DateOrder::MonthFirst
    } else if day_shows {
        DateOrder::DayFirst
    } else {
        DateOrder::Ambiguous
    }
}

/// The unit in the cells if they agree on one, else the one that the header has between parentheses or after `en`.
fn unit(name: &str, tally: &Tally) -> Option<String> {
    if let [(unit, _)] = tally.units.as_slice() {
        return Some(unit.to_string());
    }
    if !tally.units.is_empty() {
        return None;
    }
    const KNOWN: [&str; 26] = [
        "€", "k€", "M€", "Md€", "%", "MWh", "kWh", "GWh", "kW", "MW", "kVA", "km", "m", "cm", "mm",
        "m²", "m2", "m³", "m3", "ha", "km²", "km2", "t", "kg", "tonnes", "l",
    ];
    let inner = name
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inner, _)| inner.trim())
        .or_else(|| name.rsplit_once(" en ").map(|(_, unit)| unit.trim()))?;
    let inner = inner.strip_prefix("en ").unwrap_or(inner).trim();
    let euros = ["euro", "euros", "Euros", "EUR"];
    if euros.contains(&inner) {
        return Some("€".into());
    }
    KNOWN.contains(&inner).then(|| inner.to_owned())
}

/// A pattern of names, in the form in which names are compared.
fn folded_pattern(pattern: &str) -> Vec<String> {
    pattern.split('*').map(folded_name).collect()
}

/// Whether a name is made of the parts of a pattern, in order, with anything between two of them.
fn matches_pattern(parts: &[String], name: &str) -> bool {
    let Some((first, others)) = parts.split_first() else {
        return false;
    };
    let Some(mut rest) = name.strip_prefix(first.as_str()) else {
        return false;
    };
    let Some((last, middle)) = others.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some((_, after)) = rest.split_once(part.as_str()) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_names() {
        let is = |pattern: &str, name: &str| {
            matches_pattern(&folded_pattern(pattern), &folded_name(name))
        };
        assert!(is("code*", "Code région") && is("*insee*", "com_insee") && is("siren", "SIREN"));
        assert!(is("tel*", "Téléphone") && is("*postal*", "Code postal"));
        assert!(!is("siren", "siren_2") && !is("code*", "le code") && !is("*rne*", "orme"));
    }

    #[test]
    fn axes_are_named() {
        for (name, kind) in [
            ("Ylat", Some(ColumnKind::Latitude)),
            ("lat_coor1", Some(ColumnKind::Latitude)),
            ("long_coor1", Some(ColumnKind::Longitude)),
            ("Xlong", Some(ColumnKind::Longitude)),
            ("LONG_EXEC_CODE", Some(ColumnKind::Longitude)),
            ("longueur", None),
            ("plat", None),
        ] {
            assert_eq!(axis(&folded_name(name)), kind, "{name}");
        }
    }
}
