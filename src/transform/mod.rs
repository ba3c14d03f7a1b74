//! A table through a fixed line of transforms: `unpivot → filter → group → share → top → sort`. In: a [`Table`] and a
//! [`Recipe`]. Out: a [`Prepared`] table of one column per channel, and the steps in words.
//!
//! The order is fixed whatever order an author writes, so that the same lines always mean the same figure. No scripts:
//! what can be asked is what [`expression`] reads, and its cost is bounded by the size of the table.

pub mod columns;
pub mod evaluate;
pub mod expression;
mod group;
mod order;
pub mod rows;
pub mod unpivot;

#[cfg(test)]
mod tests;

pub use columns::Names;
pub use expression::{Expression, Function, Given, Operator};
pub use order::{Sort, Top};
pub use unpivot::Unpivot;

use crate::diag::{Phrase, Problem, chart};
use crate::model::fence::Written;
use crate::model::table::{Table, Values};
use crate::source::Span;
use crate::text::fold::fold_words;
use evaluate::{ByZero, Evaluated, evaluate, passes, phrase};

/// What stops a transform, and the words that ask for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub problem: Problem,
    pub span: Span,
}

impl Fault {
    pub fn new(problem: Problem, span: Span) -> Self {
        Fault { problem, span }
    }
}

/// What a figure asks of a table.
#[derive(Debug, Clone, Default)]
pub struct Recipe {
    pub unpivot: Option<Unpivot>,
    /// Leave out the rows that look like totals.
    pub drop_totals: bool,
    pub filter: Option<Filter>,
    pub channels: Vec<Channel>,
    /// Of the channels, the one whose values are ranked by `top` and `sort`.
    pub category: Option<usize>,
    /// Of the channels, the one that ranks them.
    pub measure: Option<usize>,
    pub top: Option<Top>,
    pub sort: Option<Sort>,
    /// The page is in French: the others are called « Autres ».
    pub french: bool,
    /// Rows of the file, where an index has set aside already those that the filter would not let through.
    pub rows_of_file: Option<usize>,
}

impl Recipe {
    /// The columns of the file that are read, `names` being those of its table.
    pub fn columns(&self, names: &Names) -> Vec<String> {
        let mut out = Vec::new();
        for channel in &self.channels {
            channel.expression.columns(&mut out);
        }
        if let Some(filter) = &self.filter {
            filter.expression.columns(&mut out);
        }
        if let Some(unpivot) = &self.unpivot {
            out.retain(|name| *name != unpivot.key && *name != unpivot.value);
            out.extend(unpivot.columns.iter().cloned());
        }
        // A count of all rows reads no column: one of them must tell how many there are.
        if out.is_empty() {
            out.extend(names.all().first().cloned());
        }
        out
    }
}

/// Which rows stay.
#[derive(Debug, Clone)]
pub struct Filter {
    pub expression: Expression,
    /// As its author wrote it.
    pub text: String,
    pub span: Span,
}

impl Filter {
    /// Reads a filter against the names of a table.
    ///
    /// # Errors
    /// Those of [`Expression::parse`].
    pub fn parse(written: &Written, names: &Names) -> Result<Self, Fault> {
        Ok(Filter {
            expression: Expression::parse(written, names)?,
            text: written.text.clone(),
            span: written.span,
        })
    }
}

/// One column of the result.
#[derive(Debug, Clone)]
pub struct Channel {
    /// `x`, `y`, `series`, …
    pub name: &'static str,
    pub expression: Expression,
}

/// The table of a figure.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// One column per channel of the recipe, in its order, named as a reader would.
    pub table: Table,
    /// Rows were put together: each row of the result stands for several of the file.
    pub grouped: bool,
    /// Rows of the file behind each row.
    pub counts: Vec<u32>,
    /// What was done, one sentence each.
    pub steps: Vec<Phrase>,
    pub by_zero: Vec<ByZero>,
    /// A cell that looks like a total among its parts, and its column.
    pub total: Option<(String, String)>,
    /// Units that were put in one column.
    pub units: Vec<String>,
    /// The category that stands for those that `top` left out.
    pub others: Option<String>,
    /// Rows of the table that was read.
    pub rows_read: usize,
}

impl Prepared {
    /// The column of a channel.
    pub fn column<'a>(
        &'a self,
        recipe: &Recipe,
        channel: &str,
    ) -> Option<&'a crate::model::table::Column> {
        let at = recipe
            .channels
            .iter()
            .position(|known| known.name == channel)?;
        self.table.columns.get(at)
    }
}

/// Takes a table through a recipe.
///
/// # Errors
/// The first fault, at the words that cause it. An empty result is one: `chart.empty-result` names the filter.
pub fn prepare(table: &Table, recipe: &Recipe) -> Result<Prepared, Fault> {
    let rows_read = table.rows();
    let mut steps = Vec::new();
    let mut by_zero = Vec::new();
    let mut units = Vec::new();
    let mut current = std::borrow::Cow::Borrowed(table);
    if let Some(unpivot) = &recipe.unpivot {
        let (long, mixed) = unpivot.apply(&current)?;
        units = mixed;
        steps.push(unpivot.phrase());
        current = std::borrow::Cow::Owned(long);
    }
    let totals = total_rows(&current);
    let mut total = None;
    if let Some((first, value, column)) = totals.first() {
        if recipe.drop_totals {
            let dropped: Vec<u32> = totals.iter().map(|(row, ..)| *row).collect();
            let kept = rows::others(current.rows(), &dropped);
            current = std::borrow::Cow::Owned(rows::take_table(&current, &kept));
            steps.push(Phrase::new(
                format!("sans les lignes de total ({})", dropped.len()),
                format!("without rows of totals ({})", dropped.len()),
            ));
        } else {
            let _ = first;
            total = Some((value.clone(), column.clone()));
        }
    }
    if let Some(filter) = &recipe.filter {
        let passing = passes(&filter.expression, &current, &mut by_zero)?;
        let kept: Vec<u32> = (0_u32..)
            .zip(&passing)
            .filter(|(_, passes)| **passes)
            .map(|(row, _)| row)
            .collect();
        if kept.is_empty() {
            let rows = count(recipe.rows_of_file.unwrap_or(current.rows()));
            return Err(Fault::new(
                chart::empty_result(&filter.text, rows),
                filter.span,
            ));
        }
        let words = phrase(&filter.expression);
        let long = recipe
            .unpivot
            .as_ref()
            .map_or(1, |unpivot| unpivot.columns.len());
        let all = recipe
            .rows_of_file
            .map_or(current.rows(), |rows| rows * long);
        steps.push(Phrase::new(
            format!("filtre : {} ({} lignes sur {})", words.fr, kept.len(), all),
            format!("filter: {} ({} rows of {})", words.en, kept.len(), all),
        ));
        if kept.len() < current.rows() {
            current = std::borrow::Cow::Owned(rows::take_table(&current, &kept));
        }
        // What the filter set aside is no part of the figure.
        if total.is_some() {
            total = total_rows(&current)
                .first()
                .map(|(_, value, column)| (value.clone(), column.clone()));
        }
    }
    let mut recipe = std::borrow::Cow::Borrowed(recipe);
    if let Some(top) = &recipe.top
        && top.others
        && !recipe
            .channels
            .iter()
            .any(|channel| channel.expression.is_aggregate())
        && let Some(measure) = recipe.measure
    {
        // The others are put together: so must be what measures them.
        let mut own = recipe.into_owned();
        let inner = own.channels[measure].expression.clone();
        let span = inner.span();
        own.channels[measure].expression =
            Expression::Call(Function::Sum, Some(Box::new(inner)), span);
        recipe = std::borrow::Cow::Owned(own);
    }
    let grouped = recipe
        .channels
        .iter()
        .any(|channel| channel.expression.is_aggregate());
    let mut others = None;
    let (columns, counts, missing) = if grouped {
        group::group(&current, &recipe, &mut by_zero, &mut others)?
    } else {
        let found = per_row(&current, &recipe, &mut by_zero)?;
        order::cut(found, &current, &recipe)
    };
    if grouped {
        steps.extend(group::phrase(&recipe));
    }
    if missing > 0 {
        steps.push(Phrase::new(
            format!("{missing} ligne(s) sans valeur pour grouper, laissée(s) de côté"),
            format!("{missing} row(s) without a value to group by, set aside"),
        ));
    }
    if let Some(top) = &recipe.top {
        steps.push(top.phrase(others.is_some()));
    }
    let mut result = Table {
        path: table.path.clone(),
        records: vec![0; counts.len()],
        columns,
    };
    let mut counts = counts;
    if let Some(sort) = &recipe.sort {
        let sorted = order::sorted(&result, sort, &recipe, others.as_deref());
        counts = sorted.iter().map(|row| counts[*row as usize]).collect();
        result = rows::take_table(&result, &sorted);
    }
    if result.rows() == 0 {
        let span = recipe
            .channels
            .first()
            .map_or_else(Span::default, |channel| channel.expression.span());
        return Err(Fault::new(chart::empty_data(&table.path), span));
    }
    Ok(Prepared {
        table: result,
        grouped,
        counts,
        steps,
        by_zero,
        total,
        units,
        others,
        rows_read,
    })
}

/// The faults of a recipe after its first one: each faulty part is left out, and the rest tried again.
pub fn every_fault(table: &Table, recipe: &Recipe, first: &Fault) -> Vec<Fault> {
    let within =
        |span: Span, fault: &Fault| span.start <= fault.span.start && fault.span.end <= span.end;
    let grouped = recipe
        .channels
        .iter()
        .any(|channel| channel.expression.is_aggregate());
    let (mut recipe, mut fault) = (recipe.clone(), first.clone());
    let mut out = Vec::new();
    for _ in 0..=recipe.channels.len() {
        if recipe
            .filter
            .as_ref()
            .is_some_and(|filter| within(filter.span, &fault))
        {
            recipe.filter = None;
        } else if let Some(channel) = recipe
            .channels
            .iter_mut()
            .find(|channel| within(channel.expression.span(), &fault))
        {
            // In its place stands what is never wrong.
            let none = Span::default();
            channel.expression = match grouped {
                true => Expression::Call(Function::Count, None, none),
                false => Expression::Number(0.0, String::new(), none),
            };
        } else {
            break;
        }
        match prepare(table, &recipe) {
            Ok(_) => break,
            Err(next) if next == fault => break,
            Err(next) => {
                out.push(next.clone());
                fault = next;
            }
        }
    }
    out
}

/// Columns, rows of the file behind each row, and rows left out for want of a key.
type Rows = (Vec<crate::model::table::Column>, Vec<u32>, usize);

fn per_row(table: &Table, recipe: &Recipe, by_zero: &mut Vec<ByZero>) -> Result<Rows, Fault> {
    let columns = recipe
        .channels
        .iter()
        .map(|channel| {
            let found = evaluate(&channel.expression, table, by_zero)?;
            Ok(named(found, &channel.expression))
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    Ok((columns, vec![1; table.rows()], 0))
}

/// A column of the result, under the name that a reader would give it.
fn named(found: Evaluated<'_>, expression: &Expression) -> crate::model::table::Column {
    crate::model::table::Column {
        name: evaluate::words(expression),
        kind: found.kind,
        unit: found.unit,
        values: found.values.into_owned(),
    }
}

/// Rows where a cell says that it is a total: the row, the cell, its column.
fn total_rows(table: &Table) -> Vec<(u32, String, String)> {
    let mut out: Vec<(u32, String, String)> = Vec::new();
    for column in &table.columns {
        let Values::Texts(texts) = &column.values else {
            continue;
        };
        let totals: Vec<u32> = (0_u32..)
            .zip(&texts.words)
            .filter(|(_, word)| is_total(word))
            .map(|(index, _)| index)
            .collect();
        if totals.is_empty() {
            continue;
        }
        for (row, cell) in (0_u32..).zip(&texts.cells) {
            if totals.contains(cell) {
                let word = texts.words[*cell as usize].to_string();
                out.push((row, word, column.name.clone()));
            }
        }
    }
    out.sort();
    out.dedup_by_key(|(row, ..)| *row);
    out
}

/// Whether a cell says that its row is a total.
fn is_total(word: &str) -> bool {
    if word.len() > 60 {
        return false;
    }
    let word = fold_words(word);
    let whole = [
        "total",
        "totaux",
        "totals",
        "ensemble",
        "sous-total",
        "sous total",
        "grand total",
        "subtotal",
        "all",
        "tous",
        "toutes",
    ];
    let starts = [
        "total ",
        "total-",
        "sous-total ",
        "sous total ",
        "ensemble des ",
        "ensemble du ",
        "ensemble de ",
    ];
    whole.contains(&word.as_str()) || starts.iter().any(|start| word.starts_with(start))
}

/// Rows, counted in both languages.
pub fn count(rows: usize) -> Phrase {
    match rows {
        1 => Phrase::new("1 ligne", "1 row"),
        rows => Phrase::new(format!("{rows} lignes"), format!("{rows} rows")),
    }
}
