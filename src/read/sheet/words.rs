//! What the words of a sheet mean: places, periods, addresses.

use super::super::key;
use crate::model::address;
use crate::model::date::Date;
use crate::model::sheet::{Period, Territory};
use crate::text::fold::fold;
use crate::text::identifier::is_siren;

pub(super) fn filled(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

pub(super) fn digits(text: &str) -> String {
    text.chars()
        .filter(|found| !found.is_whitespace())
        .collect()
}

/// `53`, `53130`, `200040277` or a name.
pub(super) fn territory(text: &str) -> Territory {
    let mut territory = Territory::default();
    let code = digits(text);
    let is_code = code.bytes().skip(2).all(|byte| byte.is_ascii_digit())
        && code
            .bytes()
            .take(2)
            .all(|byte| byte.is_ascii_alphanumeric())
        && code.starts_with(|first: char| first.is_ascii_digit());
    match code.len() {
        2 | 3 if is_code => territory.departments.push(code),
        5 if is_code => territory.communes.push(code),
        9 if is_siren(&code) => territory.epci.push(code),
        _ => territory.name = text.to_owned(),
    }
    territory
}

/// `2021`, `2015-2025`, `2015/2025`, `2015 à 2025`, `2021-03 - 2022-02`.
pub(super) fn period(text: &str) -> Option<Period> {
    let whole = |first: (Date, Date), last: (Date, Date)| Period {
        start: Some(first.0),
        end: Some(last.1),
    };
    if let Some(days) = key::moment(text) {
        return Some(whole(days, days));
    }
    let folded = fold(text);
    let years = folded
        .split_once('-')
        .filter(|(left, right)| left.trim().len() == 4 && right.trim().len() == 4);
    let (left, right) = years
        .or_else(|| folded.split_once(" a "))
        .or_else(|| folded.split_once(" to "))
        .or_else(|| folded.split_once(" - "))
        .or_else(|| folded.split_once('/'))?;
    let left = left
        .trim()
        .trim_start_matches("de ")
        .trim_start_matches("du ");
    let right = right.trim().trim_start_matches("au ");
    Some(whole(key::moment(left)?, key::moment(right)?))
}

/// An http or https address of a host with a dot in its name, without a blank.
pub fn is_web_address(text: &str) -> bool {
    address::host(text).is_some_and(|host| host.contains('.'))
        && !text.starts_with("//")
        && !address::names_user(text)
        && !text.contains(|found: char| {
            found.is_whitespace() || found.is_control() || "\"<>\\^`{|}".contains(found)
        })
}

/// An e-mail address whose first part looks like a first name and a name, or an initial and a name.
pub(super) fn is_personal_address(text: &str) -> bool {
    const SERVICES: [&str; 10] = [
        "accueil",
        "bureau",
        "cabinet",
        "contact",
        "data",
        "direction",
        "info",
        "mairie",
        "opendata",
        "service",
    ];
    let Some((local, _)) = text.split_once('@') else {
        return false;
    };
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    parts.len() == 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|found| found.is_alphabetic() || found == '-')
                && !SERVICES.contains(&part.to_lowercase().as_str())
        })
}
