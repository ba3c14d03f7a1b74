//! Rows put together: one per combination of the channels that sum up nothing.

use super::evaluate::{ByZero, Evaluated, as_numbers, evaluate, words};
use super::expression::{Expression, Function};
use super::{Channel, Fault, Recipe, Rows, named, order, rows};
use crate::diag::{Phrase, chart};
use crate::model::table::{Column, ColumnKind, Table, Texts, Values};
use std::collections::HashMap;

/// Groups the rows of a table. `others` becomes the name of the category that stands for those left out.
///
/// # Errors
/// A column that is neither summed up nor a key, or text where a number is due.
pub fn group(
    table: &Table,
    recipe: &Recipe,
    by_zero: &mut Vec<ByZero>,
    others: &mut Option<String>,
) -> Result<Rows, Fault> {
    let mut keys = Vec::new();
    for (at, channel) in recipe.channels.iter().enumerate() {
        if !channel.expression.is_aggregate() {
            let found = evaluate(&channel.expression, table, by_zero)?;
            keys.push((at, named(found, &channel.expression)));
        }
    }
    if let Some(top) = &recipe.top
        && let Some(category) = recipe.category
        && let Some((_, column)) = keys.iter_mut().find(|(at, _)| *at == category)
    {
        let Values::Texts(texts) = &mut column.values else {
            return Err(top.not_a_category());
        };
        let ranked = ranks(table, texts, recipe, by_zero)?;
        order::keep(texts, &ranked, top, recipe.french, others);
    }
    let codes: Vec<Vec<Option<u64>>> = keys
        .iter()
        .map(|(_, column)| rows::codes(&column.values))
        .collect();
    let grouped = Groups::of(&codes, table.rows());
    let mut columns = outer(table, &recipe.channels, &keys, &grouped, by_zero)?;
    // Without any key, all rows are one group: the names of its column are those of the functions.
    for (at, column) in keys {
        columns[at] = Some(Column {
            values: rows::take(&column.values, &grouped.first),
            ..column
        });
    }
    let columns = columns.into_iter().flatten().collect();
    Ok((columns, grouped.counts, grouped.missing))
}

/// What grouping did, in words.
pub fn phrase(recipe: &Recipe) -> Option<Phrase> {
    let list = |pick: fn(Phrase) -> String, aggregates: bool| -> String {
        let found: Vec<String> = recipe
            .channels
            .iter()
            .filter(|channel| channel.expression.is_aggregate() == aggregates)
            .map(|channel| pick(super::phrase(&channel.expression)))
            .collect();
        found.join(", ")
    };
    let keys = list(|phrase| phrase.fr, false);
    if keys.is_empty() {
        return Some(Phrase::new(
            list(|phrase| phrase.fr, true),
            list(|phrase| phrase.en, true),
        ));
    }
    Some(Phrase::new(
        format!("{} par {}", list(|phrase| phrase.fr, true), keys),
        format!(
            "{} by {}",
            list(|phrase| phrase.en, true),
            list(|phrase| phrase.en, false)
        ),
    ))
}

/// The sum of the measure for each word of a category, to rank them; what is missing ranks last.
fn ranks(
    table: &Table,
    texts: &Texts,
    recipe: &Recipe,
    by_zero: &mut Vec<ByZero>,
) -> Result<Vec<f64>, Fault> {
    let codes = vec![
        texts
            .cells
            .iter()
            .map(|cell| (*cell != Texts::MISSING).then_some(u64::from(*cell)))
            .collect(),
    ];
    let grouped = Groups::of(&codes, table.rows());
    let mut ranked = vec![f64::NEG_INFINITY; texts.words.len()];
    let Some(channel) = recipe.measure.and_then(|at| recipe.channels.get(at)) else {
        return Ok(ranked);
    };
    let channels = [channel.clone()];
    let columns = outer(table, &channels, &[], &grouped, by_zero)?;
    if let Some(Some(column)) = columns.first()
        && let Values::Numbers(values) = &column.values
    {
        for (group, value) in grouped.first.iter().zip(values) {
            let word = texts.cells[*group as usize] as usize;
            if let Some(rank) = ranked.get_mut(word).filter(|_| !value.is_nan()) {
                *rank = *value;
            }
        }
    }
    Ok(ranked)
}

/// Which group each row is in.
struct Groups {
    /// Group of each row; nothing for a row without one of the keys.
    of_row: Vec<Option<u32>>,
    /// First row of each group.
    first: Vec<u32>,
    counts: Vec<u32>,
    /// Rows in no group.
    missing: usize,
}

impl Groups {
    /// Groups in the order of their first row.
    fn of(codes: &[Vec<Option<u64>>], count: usize) -> Self {
        let mut found = Groups {
            of_row: Vec::with_capacity(count),
            first: Vec::new(),
            counts: Vec::new(),
            missing: 0,
        };
        let mut places: HashMap<Vec<u64>, u32> = HashMap::new();
        let mut key = Vec::with_capacity(codes.len());
        for row in 0..count {
            key.clear();
            key.extend(codes.iter().map_while(|column| column[row]));
            if key.len() < codes.len() {
                found.of_row.push(None);
                found.missing += 1;
                continue;
            }
            let place = match places.get(&key) {
                Some(place) => *place,
                None => {
                    let place = u32::try_from(found.first.len()).unwrap_or(u32::MAX);
                    places.insert(key.clone(), place);
                    found.first.push(u32::try_from(row).unwrap_or(u32::MAX));
                    found.counts.push(0);
                    place
                }
            };
            found.counts[place as usize] += 1;
            found.of_row.push(Some(place));
        }
        if codes.is_empty() && count == 0 {
            // The count of nothing is zero.
            found.first.push(0);
            found.counts.push(0);
        }
        found
    }
}

/// The columns of the channels that sum up; `None` stands for a key.
fn outer(
    table: &Table,
    channels: &[Channel],
    keys: &[(usize, Column)],
    groups: &Groups,
    by_zero: &mut Vec<ByZero>,
) -> Result<Vec<Option<Column>>, Fault> {
    // The table of the groups: keys under their names, then one column per function.
    let mut inner = Table {
        path: table.path.clone(),
        records: groups.counts.clone(),
        columns: keys
            .iter()
            .filter(|(at, _)| matches!(channels[*at].expression, Expression::Column(..)))
            .map(|(_, column)| Column {
                values: rows::take(&column.values, &groups.first),
                ..column.clone()
            })
            .collect(),
    };
    channels
        .iter()
        .map(|channel| {
            if !channel.expression.is_aggregate() {
                return Ok(None);
            }
            let expression = summed(&channel.expression, table, groups, &mut inner, by_zero)?;
            let found = evaluate(&expression, &inner, by_zero)?;
            let column = named(found, &channel.expression);
            Ok(Some(column))
        })
        .collect()
}

/// The expression with a column of the groups in place of each function.
fn summed(
    expression: &Expression,
    table: &Table,
    groups: &Groups,
    inner: &mut Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Expression, Fault> {
    let mut recur =
        |part: &Expression| summed(part, table, groups, &mut *inner, &mut *by_zero).map(Box::new);
    Ok(match expression {
        Expression::Column(name, span) => {
            if inner.columns.iter().all(|column| column.name != *name) {
                return Err(Fault::new(chart::not_aggregated(name), *span));
            }
            expression.clone()
        }
        Expression::Negative(part) => Expression::Negative(recur(part)?),
        Expression::Not(part) => Expression::Not(recur(part)?),
        Expression::Binary(operator, left, right) => {
            let left = recur(left)?;
            Expression::Binary(*operator, left, recur(right)?)
        }
        Expression::Call(function, argument, span) => {
            let name = words(expression);
            if inner.columns.iter().all(|column| column.name != name) {
                let argument = argument.as_deref();
                let found = argument
                    .map(|inner| evaluate(inner, table, by_zero))
                    .transpose()?;
                let mut column = aggregate(*function, argument, found.as_ref(), groups)?;
                column.name.clone_from(&name);
                inner.columns.push(column);
            }
            Expression::Column(name, *span)
        }
        other => other.clone(),
    })
}

fn aggregate(
    function: Function,
    argument: Option<&Expression>,
    found: Option<&Evaluated<'_>>,
    groups: &Groups,
) -> Result<Column, Fault> {
    let count = groups.first.len();
    let (values, unit) = match (function, argument, found) {
        (Function::Count, _, None) | (_, None, _) | (_, _, None) => (
            groups
                .counts
                .iter()
                .map(|count| f64::from(*count))
                .collect(),
            None,
        ),
        (Function::Count, _, Some(found)) => {
            let mut out = vec![0.0; count];
            for (group, code) in groups.of_row.iter().zip(rows::codes(&found.values)) {
                if let (Some(group), Some(_)) = (group, code) {
                    out[*group as usize] += 1.0;
                }
            }
            (out, None)
        }
        (Function::Distinct, _, Some(found)) => {
            let mut seen: Vec<std::collections::HashSet<u64>> = vec![Default::default(); count];
            for (group, code) in groups.of_row.iter().zip(rows::codes(&found.values)) {
                if let (Some(group), Some(code)) = (group, code) {
                    seen[*group as usize].insert(code);
                }
            }
            (seen.iter().map(|codes| codes.len() as f64).collect(), None)
        }
        (_, Some(argument), Some(found)) => {
            let numbers = as_numbers(found, argument, named_call(function, argument))?;
            let unit = match function {
                Function::Share => Some("%".to_owned()),
                _ => found.unit.clone(),
            };
            (numeric(function, numbers, groups), unit)
        }
    };
    let whole = values
        .iter()
        .all(|value: &f64| value.is_nan() || value.fract() == 0.0);
    Ok(Column {
        name: String::new(),
        kind: match whole {
            true => ColumnKind::Integer,
            false => ColumnKind::Decimal,
        },
        unit,
        values: Values::Numbers(values),
    })
}

fn named_call(function: Function, argument: &Expression) -> Phrase {
    let name = function.name();
    let inner = super::phrase(argument);
    Phrase::new(
        format!("{}({})", name.fr, inner.fr),
        format!("{}({})", name.en, inner.en),
    )
}

fn numeric(function: Function, numbers: &[f64], groups: &Groups) -> Vec<f64> {
    let count = groups.first.len();
    let cells = || {
        groups
            .of_row
            .iter()
            .zip(numbers)
            .filter_map(|(group, value)| Some((group.map(|group| group as usize)?, *value)))
            .filter(|(_, value)| !value.is_nan())
    };
    match function {
        Function::Minimum | Function::Maximum => {
            let mut out = vec![f64::NAN; count];
            for (group, value) in cells() {
                out[group] = match function {
                    Function::Minimum => out[group].min(value),
                    _ => out[group].max(value),
                };
            }
            out
        }
        Function::Median => {
            let mut all: Vec<Vec<f64>> = vec![Vec::new(); count];
            cells().for_each(|(group, value)| all[group].push(value));
            all.into_iter().map(median).collect()
        }
        _ => {
            let mut sums = vec![Sum::default(); count];
            cells().for_each(|(group, value)| sums[group].add(value));
            let total = match function {
                Function::Share => {
                    let mut total = Sum::default();
                    sums.iter()
                        .filter(|sum| sum.count > 0)
                        .for_each(|sum| total.add(sum.value()));
                    total.value()
                }
                _ => 0.0,
            };
            sums.iter()
                .map(|sum| match function {
                    _ if sum.count == 0 => f64::NAN,
                    Function::Mean => sum.value() / sum.count as f64,
                    Function::Share if total == 0.0 => f64::NAN,
                    Function::Share => 100.0 * sum.value() / total,
                    _ => sum.value(),
                })
                .collect()
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() % 2 {
        1 => values[middle],
        _ => values[middle - 1].midpoint(values[middle]),
    }
}

/// A sum that keeps the digits that plain addition loses (Neumaier): cents added a million times stay cents.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    sum: f64,
    lost: f64,
    count: usize,
}

impl Sum {
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
        self.count += 1;
    }

    fn value(self) -> f64 {
        self.sum + self.lost
    }
}
