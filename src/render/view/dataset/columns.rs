//! The columns of a dataset: type, content in words, a small drawing of how its values are spread.

use crate::diag::Language;
use crate::export::package::columns as published;
use crate::format;
use crate::model::dataset::Dataset;
use crate::model::profile::{ColumnProfile, Distinct, Extent};
use crate::model::table::ColumnKind;
use crate::render::body::spacing;
use crate::render::view::clipped;
use crate::render::{escape, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// Columns that the page lists; more would make it too heavy to read.
const LISTED: usize = 150;

/// The drawing's size, in its own units.
const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 26.0;

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnView {
    pub name: String,
    /// What the sheet calls it, and its unit; maybe empty.
    pub title: String,
    pub description: String,
    /// `nombre`, `code INSEE`…
    pub kind: String,
    /// `2015 à 2025`, `école, sport…`.
    pub content: String,
    /// Rectangles in a box of 150 × 26; empty when there is nothing to draw.
    pub bars: Vec<BarView>,
    /// 0 to 100.
    pub share: u8,
    /// `99 %`.
    pub share_text: String,
}

/// A rectangle of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BarView {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    /// `bar`, `tick`, or `part-1` to `part-5` and `part-rest`.
    pub class: &'static str,
}

/// The columns, and a sentence about those that are not listed.
pub(super) fn columns(language: Language, dataset: &Dataset) -> (Vec<ColumnView>, String) {
    let rows = dataset.profile.rows;
    let listed = published(dataset, &BTreeSet::new())
        .take(LISTED)
        .map(|described| {
            let spacing = spacing(language);
            let (column, note) = (described.profile, described.note);
            let mut title = note.map_or_else(String::new, |note| note.title.clone());
            if let Some(unit) = described.unit() {
                title = match title.is_empty() {
                    true => unit.to_owned(),
                    false => format!("{title} ({unit})"),
                };
            }
            let share = (column.share_filled() * 100.0).floor();
            // Nearly full is not full, and nearly empty is not empty.
            let share = if column.filled > 0 {
                share.max(1.0)
            } else {
                0.0
            };
            ColumnView {
                name: described.name.to_owned(),
                title: escape::spaced(&title, spacing),
                description: note.map_or_else(String::new, |note| {
                    escape::spaced(&note.description, spacing)
                }),
                kind: kind(language, column, rows).to_owned(),
                content: content(language, column, rows),
                bars: bars(column, rows),
                share: share as u8,
                share_text: format!("{share}{}%", words::pick(language, "\u{a0}", "")),
            }
        })
        .collect();
    let left = dataset.published.len().saturating_sub(LISTED);
    let sentence = match (left, language) {
        (0, _) => String::new(),
        (_, Language::French) => format!("{left}\u{a0}autres colonnes sont dans le fichier."),
        (_, Language::English) => format!("{left}\u{a0}more columns are in the file."),
    };
    (listed, sentence)
}

/// Few values that come again and again.
fn is_category(column: &ColumnProfile, rows: u64) -> bool {
    matches!(column.kind, ColumnKind::Text | ColumnKind::Code)
        && matches!(column.distinct, Distinct::Exactly(count) if (1..=30).contains(&count) && count * 3 <= rows.max(3))
        && !column.frequent.is_empty()
}

fn kind(language: Language, column: &ColumnProfile, rows: u64) -> &'static str {
    let (french, english) = match column.kind {
        _ if column.filled == 0 => ("vide", "empty"),
        ColumnKind::Integer => ("nombre entier", "whole number"),
        ColumnKind::Decimal => ("nombre", "number"),
        ColumnKind::Year => ("année", "year"),
        ColumnKind::Month => ("mois", "month"),
        ColumnKind::Date => ("date", "date"),
        ColumnKind::Boolean => ("oui ou non", "yes or no"),
        ColumnKind::Text if is_category(column, rows) => ("catégorie", "category"),
        ColumnKind::Text => ("texte", "text"),
        ColumnKind::Code => ("code", "code"),
        ColumnKind::Siren => ("SIREN", "SIREN"),
        ColumnKind::Siret => ("SIRET", "SIRET"),
        ColumnKind::Insee => ("code INSEE", "INSEE code"),
        ColumnKind::PostalCode => ("code postal", "postal code"),
        ColumnKind::Email => ("adresse électronique", "e-mail address"),
        ColumnKind::Phone => ("téléphone", "phone number"),
        ColumnKind::Url => ("adresse web", "web address"),
        ColumnKind::Latitude => ("latitude", "latitude"),
        ColumnKind::Longitude => ("longitude", "longitude"),
        ColumnKind::GeoPoint => ("position", "position"),
        ColumnKind::Geometry => ("géométrie", "geometry"),
    };
    words::pick(language, french, english)
}

fn content(language: Language, column: &ColumnProfile, rows: u64) -> String {
    let to = words::pick(language, "à", "to");
    match column.extent {
        Some(Extent::Numbers { min, max, sum }) => {
            let text = |value: f64| match column.kind {
                ColumnKind::Year => format!("{value}"),
                _ => format::number(rounded(value), language),
            };
            if min == max {
                return text(min);
            }
            let mean = match column.kind {
                ColumnKind::Integer | ColumnKind::Decimal if column.filled > column.unreadable => {
                    let mean = sum / (column.filled - column.unreadable) as f64;
                    format!(
                        ", {} {}",
                        words::pick(language, "moyenne", "mean"),
                        format::number(rounded(mean), language)
                    )
                }
                _ => String::new(),
            };
            format!("{} {to} {}{mean}", text(min), text(max))
        }
        Some(Extent::Dates { min, max }) => {
            let text = |days: i32| {
                let (year, month, day) = format::time::civil(days);
                match (column.kind, language) {
                    (ColumnKind::Month, _) => format!("{month:02}/{year}"),
                    (_, Language::French) => format!("{day:02}/{month:02}/{year}"),
                    (_, Language::English) => format!("{year}-{month:02}-{day:02}"),
                }
            };
            match min == max {
                true => text(min),
                false => format!("{} {to} {}", text(min), text(max)),
            }
        }
        None if column.filled == 0 => String::new(),
        None if is_category(column, rows) || column.kind == ColumnKind::Boolean => {
            let mut names: Vec<String> = column
                .frequent
                .iter()
                .take(3)
                .map(|(value, _)| clipped(value, 30))
                .collect();
            if column.frequent.len() > 3
                && let Some(last) = names.last_mut().filter(|last| !last.ends_with('…'))
            {
                last.push('…');
            }
            escape::spaced(&names.join(", "), spacing(language))
        }
        None => {
            let pick = |french: &'static str, english: &'static str| {
                words::pick(language, french, english)
            };
            let (count, more) = match column.distinct {
                Distinct::Exactly(count) => (count, false),
                Distinct::MoreThan(count) => (count, true),
            };
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let text = words::count(
                language,
                count,
                pick("valeur", "value"),
                pick("valeurs", "values"),
            );
            match more {
                true => format!("{} {text}", pick("plus de", "more than")),
                false => text,
            }
        }
    }
}

/// Three significant digits: the file has them all.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() || value.abs() >= 1000.0 {
        return value.round();
    }
    let power = 10_f64.powf(2.0 - value.abs().log10().floor());
    (value * power).round() / power
}

fn number(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0)
}

fn bars(column: &ColumnProfile, rows: u64) -> Vec<BarView> {
    if column.filled == 0 {
        return Vec::new();
    }
    if column.steps.len() > 1 {
        // A few whole numbers fall in a step each: the empty steps between them are no gaps in the data.
        let full: Vec<u64> = column
            .steps
            .iter()
            .copied()
            .filter(|count| *count > 0)
            .collect();
        let few = matches!(column.kind, ColumnKind::Year | ColumnKind::Integer)
            && column.distinct == Distinct::Exactly(full.len() as u64);
        return steps(if few { &full } else { &column.steps });
    }
    if is_category(column, rows) || column.kind == ColumnKind::Boolean {
        return parts(&column.frequent, column.filled);
    }
    // Values that are mostly different: one mark each, as many as can be told apart.
    let count = match column.distinct {
        Distinct::Exactly(count) | Distinct::MoreThan(count) => count.clamp(1, 50),
    };
    let gap = WIDTH / count as f64;
    (0..count)
        .map(|at| BarView {
            x: number(at as f64 * gap),
            y: "8".into(),
            width: number((gap * 0.6).min(4.0)),
            height: "12".into(),
            class: "tick",
        })
        .collect()
}

fn steps(steps: &[u64]) -> Vec<BarView> {
    let most = steps.iter().copied().max().unwrap_or(0).max(1) as f64;
    let gap = WIDTH / steps.len() as f64;
    steps
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| {
            let height = (*count as f64 / most * HEIGHT).max(1.0);
            BarView {
                x: number(at as f64 * gap),
                y: number(HEIGHT - height),
                width: number((gap - 1.0).max(1.0)),
                height: number(height),
                class: "bar",
            }
        })
        .collect()
}

fn parts(frequent: &[(String, u64)], filled: u64) -> Vec<BarView> {
    const CLASSES: [&str; 5] = ["part-1", "part-2", "part-3", "part-4", "part-5"];
    let mut out = Vec::new();
    let mut x = 0.0;
    let mut add = |count: u64, class: &'static str| {
        let width = count as f64 / filled.max(1) as f64 * WIDTH;
        if width >= 0.5 {
            out.push(BarView {
                x: number(x),
                y: "7".into(),
                width: number((width - 1.0).max(0.5)),
                height: "12".into(),
                class,
            });
        }
        x += width;
    };
    for ((_, count), class) in frequent.iter().zip(CLASSES) {
        add(*count, class);
    }
    let shown: u64 = frequent
        .iter()
        .take(CLASSES.len())
        .map(|(_, count)| count)
        .sum();
    add(filled.saturating_sub(shown), "part-rest");
    out
}
