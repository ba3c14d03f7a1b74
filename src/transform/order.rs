//! Which categories stay, and in which order.

use super::{Fault, Recipe, Rows, rows};
use crate::diag::{Phrase, chart};
use crate::model::fence::Written;
use crate::model::table::{Table, Texts, Values};
use crate::source::Span;
use crate::text::fold::fold;

/// `top: 8 + autres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Top {
    pub count: usize,
    /// The others are kept together, as one category.
    pub others: bool,
    span: Span,
}

/// The order of the categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The channel that orders them.
    pub channel: usize,
    pub descending: bool,
}

impl Top {
    /// Reads `8`, `8 + autres`, `8 + others`.
    ///
    /// # Errors
    /// `chart.wrong-value` at the words.
    pub fn parse(written: &Written) -> Result<Self, Fault> {
        let (count, rest) = match written.text.split_once('+') {
            Some((count, rest)) => (count, Some(fold(rest.trim()))),
            None => (written.text.as_str(), None),
        };
        let others = match rest.as_deref() {
            None => Some(false),
            Some("autres" | "autre" | "others" | "other" | "reste" | "rest") => Some(true),
            Some(_) => None,
        };
        match (count.trim().parse::<usize>(), others) {
            (Ok(count), Some(others)) if (1..=1000).contains(&count) => Ok(Top {
                count,
                others,
                span: written.span,
            }),
            _ => Err(Fault::new(
                chart::wrong_value(
                    "top",
                    Phrase::new("un nombre, ou « 8 + autres »", "a number, or “8 + others”"),
                ),
                written.span,
            )),
        }
    }

    /// A limit that no author asked for.
    pub fn limit(count: usize) -> Self {
        Top {
            count,
            others: false,
            span: Span::default(),
        }
    }

    pub(super) fn not_a_category(&self) -> Fault {
        Fault::new(
            chart::wrong_value(
                "top",
                Phrase::new(
                    "des catégories, et cette figure range des nombres ou des dates ; écartez-les plutôt avec « filter »",
                    "categories, and this figure orders numbers or dates; rather set them aside with “filter”",
                ),
            ),
            self.span,
        )
    }

    /// What it did, in words.
    pub fn phrase(&self, others: bool) -> Phrase {
        let count = self.count;
        match others {
            true => Phrase::new(
                format!("les {count} premières catégories, les autres ensemble"),
                format!("the first {count} categories, the others together"),
            ),
            false => Phrase::new(
                format!("les {count} premières catégories"),
                format!("the first {count} categories"),
            ),
        }
    }
}

/// Keeps the words that rank first; the others become one word, or missing.
pub fn keep(
    texts: &mut Texts,
    ranks: &[f64],
    top: &Top,
    french: bool,
    others: &mut Option<String>,
) {
    let mut order: Vec<usize> = (0..texts.words.len()).collect();
    order.sort_by(|a, b| ranks[*b].total_cmp(&ranks[*a]).then(a.cmp(b)));
    let left = order.split_off(order.len().min(top.count));
    // One category left out alone is better named than called "the others".
    if left.is_empty() || (top.others && left.len() == 1) {
        return;
    }
    let place = match top.others {
        true => {
            let name = match french {
                true => format!("Autres ({})", left.len()),
                false => format!("Others ({})", left.len()),
            };
            texts.words.push(name.clone().into_boxed_str());
            *others = Some(name);
            u32::try_from(texts.words.len() - 1).unwrap_or(Texts::MISSING)
        }
        false => Texts::MISSING,
    };
    let mut out = vec![false; texts.words.len()];
    left.into_iter().for_each(|word| out[word] = true);
    for cell in &mut texts.cells {
        if out.get(*cell as usize).copied().unwrap_or(false) {
            *cell = place;
        }
    }
}

/// The same for rows that were not put together: those of the categories left out are dropped.
pub fn cut((mut columns, counts, missing): Rows, _table: &Table, recipe: &Recipe) -> Rows {
    let (Some(top), Some(category), Some(measure)) = (&recipe.top, recipe.category, recipe.measure)
    else {
        return (columns, counts, missing);
    };
    let Values::Numbers(values) = columns[measure].values.clone() else {
        return (columns, counts, missing);
    };
    let Values::Texts(texts) = &mut columns[category].values else {
        return (columns, counts, missing);
    };
    let mut ranks = vec![f64::NEG_INFINITY; texts.words.len()];
    for (cell, value) in texts.cells.iter().zip(values) {
        if let Some(rank) = ranks.get_mut(*cell as usize).filter(|_| !value.is_nan()) {
            *rank = if rank.is_finite() {
                *rank + value
            } else {
                value
            };
        }
    }
    keep(texts, &ranks, top, recipe.french, &mut None);
    let kept: Vec<u32> = (0_u32..)
        .zip(&texts.cells)
        .filter(|(_, cell)| **cell != Texts::MISSING)
        .map(|(row, _)| row)
        .collect();
    for column in &mut columns {
        column.values = rows::take(&column.values, &kept);
    }
    let counts = kept.iter().map(|row| counts[*row as usize]).collect();
    (columns, counts, missing)
}

/// The rows in the order of their categories; rows of one category stay together, in the order they had.
pub fn sorted(table: &Table, sort: &Sort, recipe: &Recipe, others: Option<&str>) -> Vec<u32> {
    let count = u32::try_from(table.rows()).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..count).collect();
    let Some(by) = table.columns.get(sort.channel) else {
        return order;
    };
    let category = recipe
        .category
        .and_then(|at| table.columns.get(at))
        .map(|column| rows::codes(&column.values));
    // A category is ranked by the sum of its rows.
    let keys: Vec<Key> = match (&by.values, &category) {
        (Values::Numbers(values), Some(codes)) if Some(sort.channel) != recipe.category => {
            let mut sums: std::collections::HashMap<Option<u64>, f64> = Default::default();
            for (code, value) in codes
                .iter()
                .zip(values)
                .filter(|(_, value)| !value.is_nan())
            {
                *sums.entry(*code).or_insert(0.0) += value;
            }
            codes
                .iter()
                .map(|code| Key::Number(sums.get(code).copied().unwrap_or(f64::NAN)))
                .collect()
        }
        (values, _) => keys(values),
    };
    let is_others = |row: u32| {
        others.is_some()
            && recipe
                .category
                .and_then(|at| table.columns.get(at))
                .is_some_and(|column| match &column.values {
                    Values::Texts(texts) => texts.get(row as usize) == others,
                    _ => false,
                })
    };
    // First row of each category: what keeps rows of one category together when two rank the same.
    let mut first: std::collections::HashMap<Option<u64>, u32> = Default::default();
    if let Some(codes) = &category {
        for (row, code) in (0_u32..).zip(codes) {
            first.entry(*code).or_insert(row);
        }
    }
    let place = |row: u32| {
        category
            .as_ref()
            .and_then(|codes| first.get(&codes[row as usize]).copied())
            .unwrap_or(row)
    };
    order.sort_by(|a, b| {
        let (left, right) = (&keys[*a as usize], &keys[*b as usize]);
        is_others(*a)
            .cmp(&is_others(*b))
            .then_with(|| left.order(right, sort.descending))
            .then_with(|| place(*a).cmp(&place(*b)))
            .then_with(|| a.cmp(b))
    });
    order
}

enum Key {
    Number(f64),
    Text(Option<String>),
}

impl Key {
    /// What is missing comes last in both directions.
    fn order(&self, other: &Key, descending: bool) -> std::cmp::Ordering {
        let (missing, found) = match (self, other) {
            (Key::Number(a), Key::Number(b)) => (a.is_nan().cmp(&b.is_nan()), a.total_cmp(b)),
            (Key::Text(a), Key::Text(b)) => (a.is_none().cmp(&b.is_none()), a.cmp(b)),
            _ => return std::cmp::Ordering::Equal,
        };
        missing.then(if descending { found.reverse() } else { found })
    }
}

fn keys(values: &Values) -> Vec<Key> {
    match values {
        Values::Numbers(all) => all.iter().map(|value| Key::Number(*value)).collect(),
        Values::Dates(all) => all
            .iter()
            .map(|day| Key::Number(day.map_or(f64::NAN, f64::from)))
            .collect(),
        Values::Booleans(all) => all
            .iter()
            .map(|value| Key::Number(value.map_or(f64::NAN, |value| f64::from(u8::from(value)))))
            .collect(),
        Values::Texts(all) => (0..all.cells.len())
            .map(|row| Key::Text(all.get(row).map(fold)))
            .collect(),
    }
}
