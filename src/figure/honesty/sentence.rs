//! Numbers of the text that the figure below contradicts.

use super::super::{data, fields, unit};
use super::{Case, numbers};
use crate::diag::chart as problem;
use crate::format::number;
use crate::model::table::Values;
use crate::text::fold::fold;
use crate::transform::Fault;

/// A number of the sentence above that the data contradicts: it stands with the name of one category, is near its value
/// and is not it, however it is rounded.
pub fn sentence(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let (Some(x), Some(y)) = (&case.chart.channels.x, &case.chart.channels.y) else {
        return;
    };
    let values = numbers(Some(y));
    if case.before.len() > 4_000 || values.len() > 2_000 || !matches!(x.values, Values::Texts(_)) {
        return;
    }
    // With several series a category has several values, and a sentence may mean any.
    if case.chart.channels.series.is_some() || case.chart.channels.facet.is_some() {
        return;
    }
    let total: f64 = values.iter().filter(|value| !value.is_nan()).sum();
    for sentence in case.before.split_inclusive(['.', '!', '?', ';']) {
        let folded = format!(" {} ", fold(sentence));
        let named: Vec<usize> = (0..values.len())
            .filter(|row| {
                let name = fold(&data::cell(x, *row, case.language));
                let mut around = folded.match_indices(name.as_str());
                name.chars().count() > 2
                    && around.any(|(at, _)| {
                        let before = folded[..at].chars().next_back();
                        let after = folded[at + name.len()..].chars().next();
                        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                        outside(before) && outside(after)
                    })
            })
            .collect();
        let [row] = named.as_slice() else {
            continue;
        };
        let value = values[*row];
        for (written, found, decimals, unit) in written_numbers(sentence) {
            let matches = |value: f64| {
                let step = 10_f64.powi(-i32::from(decimals));
                (value - found).abs() <= step * 0.5 + value.abs() * 1e-9
            };
            let known = values.iter().chain([&total]).any(|value| matches(*value))
                || values.iter().any(|value| matches(100.0 * value / total));
            let other_unit = !unit.is_empty()
                && y.unit
                    .as_deref()
                    .is_some_and(|own| fold(own) != fold(&unit))
                && unit::is_named_in(&unit);
            let near = value != 0.0 && (0.5..=2.0).contains(&(found / value));
            let year = written.len() == 4 && (1900.0..2100.0).contains(&found);
            if !known && near && !other_unit && !year {
                let data = number(value, case.language);
                faults.push(Fault::new(
                    problem::contradicted(&written, data),
                    case.fields.span("y"),
                ));
                return;
            }
        }
    }
}

/// The numbers of a sentence: as written, their value, their decimals, the word after.
fn written_numbers(sentence: &str) -> Vec<(String, f64, u8, String)> {
    let mut out = Vec::new();
    let mut rest = sentence;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let mut end = 0;
        for (at, character) in tail.char_indices() {
            let next = tail[at + character.len_utf8()..].chars().next();
            let digit_after = next.is_some_and(|next| next.is_ascii_digit());
            let keeps = character.is_ascii_digit()
                || (digit_after && matches!(character, ',' | '.' | ' ' | '\u{A0}' | '\u{202F}'));
            if !keeps {
                break;
            }
            end = at + character.len_utf8();
        }
        let written = tail[..end].trim();
        let before = rest[..start].chars().next_back();
        if let Some(value) = fields::number(written)
            && before.is_none_or(|before| !before.is_alphanumeric())
        {
            let decimals = written.split(['.', ',']).nth(1).map_or(0, str::len);
            let unit = tail[end..].split_whitespace().next().unwrap_or("");
            let unit = unit.trim_matches([',', '.', ';', ')', '!', '?']).to_owned();
            out.push((written.to_owned(), value, decimals.min(6) as u8, unit));
        }
        rest = &tail[end.max(1)..];
    }
    out
}
