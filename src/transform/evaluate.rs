//! The value of an expression for each row of a table. In: an [`Expression`] and a [`Table`]. Out: one column.

use super::Fault;
use super::columns::folded;
use super::expression::{Expression, Operator};
use crate::diag::{Phrase, chart};
use crate::format::time::{civil, day_number};
use crate::model::date::Date;
use crate::model::table::{Column, ColumnKind, Table, Texts, Values};
use crate::source::Span;
use std::borrow::Cow;

/// A column in the making: its values, what they are, their unit.
#[derive(Debug, Clone)]
pub struct Evaluated<'a> {
    pub values: Cow<'a, Values>,
    pub kind: ColumnKind,
    pub unit: Option<String>,
}

/// Rows where a division had no answer, for one divisor.
#[derive(Debug, Clone, PartialEq)]
pub struct ByZero {
    pub divisor: String,
    pub span: Span,
    pub rows: usize,
}

/// Evaluates an expression that sums up nothing.
///
/// # Errors
/// Text where a number is due, two sorts of values that do not compare, or an aggregate.
pub fn evaluate<'a>(
    expression: &Expression,
    table: &'a Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Evaluated<'a>, Fault> {
    let rows = table.rows();
    match expression {
        Expression::Number(value, _, _) => Ok(numbers(vec![*value; rows], None)),
        Expression::Text(text, _) => Ok(Evaluated {
            values: Cow::Owned(Values::Texts(Texts {
                words: vec![text.clone().into_boxed_str()],
                cells: vec![0; rows],
            })),
            kind: ColumnKind::Text,
            unit: None,
        }),
        Expression::Boolean(value, _) => Ok(truths(vec![Some(*value); rows])),
        Expression::Column(name, span) => {
            let column = column(table, name, *span)?;
            Ok(Evaluated {
                values: Cow::Borrowed(&column.values),
                kind: column.kind,
                unit: column.unit.clone(),
            })
        }
        Expression::Negative(inner) => {
            let found = evaluate(inner, table, by_zero)?;
            let values = as_numbers(&found, inner, Phrase::new("-", "-"))?;
            let unit = found.unit.clone();
            Ok(numbers(values.iter().map(|value| -value).collect(), unit))
        }
        Expression::Not(inner) => {
            let values = as_truths(inner, table, by_zero)?;
            let values = values.iter().map(|value| value.map(|value| !value));
            Ok(truths(values.collect()))
        }
        Expression::Binary(operator, left, right) => binary(*operator, left, right, table, by_zero),
        Expression::Call(function, _, span) => {
            Err(Fault::new(chart::aggregate_here(function.name()), *span))
        }
    }
}

/// Whether each row passes a filter. What is missing does not.
///
/// # Errors
/// Those of [`evaluate`].
pub fn passes(
    expression: &Expression,
    table: &Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Vec<bool>, Fault> {
    let truths = as_truths(expression, table, by_zero)?;
    Ok(truths
        .into_iter()
        .map(|truth| truth == Some(true))
        .collect())
}

/// The column of a table by its exact name.
///
/// # Errors
/// `chart.unknown-column`, which a parsed expression does not meet on the table it was parsed for.
pub fn column<'a>(table: &'a Table, name: &str, span: Span) -> Result<&'a Column, Fault> {
    table
        .columns
        .iter()
        .find(|column| column.name == name)
        .ok_or_else(|| {
            let names = super::columns::Names::new(
                &table.path,
                table.columns.iter().map(|column| column.name.as_str()),
            );
            Fault::new(names.unknown(name), span)
        })
}

fn numbers<'a>(values: Vec<f64>, unit: Option<String>) -> Evaluated<'a> {
    let whole = values
        .iter()
        .all(|value| value.fract() == 0.0 || value.is_nan());
    Evaluated {
        values: Cow::Owned(Values::Numbers(values)),
        kind: match whole {
            true => ColumnKind::Integer,
            false => ColumnKind::Decimal,
        },
        unit,
    }
}

fn truths<'a>(values: Vec<Option<bool>>) -> Evaluated<'a> {
    Evaluated {
        values: Cow::Owned(Values::Booleans(values)),
        kind: ColumnKind::Boolean,
        unit: None,
    }
}

/// The numbers of a column, or the fault of computing with something else.
///
/// # Errors
/// `chart.text-not-number` at the expression.
pub fn as_numbers<'a>(
    found: &'a Evaluated<'_>,
    expression: &Expression,
    what: Phrase,
) -> Result<&'a [f64], Fault> {
    match found.values.as_ref() {
        Values::Numbers(values) => Ok(values),
        other => {
            let example = first_text(other)
                .map(|text| {
                    Phrase::new(
                        format!(", par exemple « {text} »"),
                        format!(", for instance “{text}”"),
                    )
                })
                .unwrap_or_else(|| Phrase::new("", ""));
            Err(Fault::new(
                chart::text_not_number(what, example),
                expression.span(),
            ))
        }
    }
}

fn first_text(values: &Values) -> Option<String> {
    match values {
        Values::Texts(texts) => texts.words.first().map(|word| word.to_string()),
        Values::Dates(days) => days.iter().flatten().next().map(|day| {
            let (year, month, day) = civil(*day);
            format!("{year:04}-{month:02}-{day:02}")
        }),
        Values::Booleans(_) | Values::Numbers(_) => None,
    }
}

fn as_truths(
    expression: &Expression,
    table: &Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Vec<Option<bool>>, Fault> {
    let found = evaluate(expression, table, by_zero)?;
    match found.values.into_owned() {
        Values::Booleans(values) => Ok(values),
        _ => Err(Fault::new(
            chart::expression(Phrase::new(
                "une comparaison, comme « annee >= 2020 »",
                "a comparison, such as “year >= 2020”",
            )),
            expression.span(),
        )),
    }
}

fn binary<'a>(
    operator: Operator,
    left: &Expression,
    right: &Expression,
    table: &'a Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Evaluated<'a>, Fault> {
    match operator {
        Operator::And | Operator::Or => {
            let first = as_truths(left, table, by_zero)?;
            let second = as_truths(right, table, by_zero)?;
            let joined = first.iter().zip(&second).map(|(a, b)| {
                let (a, b) = (*a == Some(true), *b == Some(true));
                Some(if operator == Operator::And {
                    a && b
                } else {
                    a || b
                })
            });
            Ok(truths(joined.collect()))
        }
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
            arithmetic(operator, left, right, table, by_zero)
        }
        _ => compare(operator, left, right, table, by_zero),
    }
}

fn arithmetic<'a>(
    operator: Operator,
    left: &Expression,
    right: &Expression,
    table: &'a Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Evaluated<'a>, Fault> {
    let first = evaluate(left, table, by_zero)?;
    let second = evaluate(right, table, by_zero)?;
    let sign = || Phrase::new(operator.sign(), operator.sign());
    let a = as_numbers(&first, left, sign())?;
    let b = as_numbers(&second, right, sign())?;
    let mut lost = 0;
    let values: Vec<f64> = a
        .iter()
        .zip(b)
        .map(|(a, b)| match operator {
            Operator::Add => a + b,
            Operator::Subtract => a - b,
            Operator::Multiply => a * b,
            _ if *b == 0.0 || (b.is_nan() && !a.is_nan()) => {
                lost += 1;
                f64::NAN
            }
            _ => a / b,
        })
        .collect();
    if lost > 0 {
        by_zero.push(ByZero {
            divisor: words(right),
            span: right.span(),
            rows: lost,
        });
    }
    let unit = match operator {
        Operator::Add | Operator::Subtract => first.unit.clone().or(second.unit.clone()),
        _ => None,
    };
    Ok(numbers(values, unit))
}

/// An expression in words, for a message or a label.
pub fn words(expression: &Expression) -> String {
    let phrase = phrase(expression);
    phrase.fr
}

/// An expression in words, with the names of functions in both languages.
pub fn phrase(expression: &Expression) -> Phrase {
    let both = |text: &str| Phrase::new(text, text);
    match expression {
        Expression::Number(_, text, _) => both(text),
        Expression::Text(text, _) => Phrase::new(format!("« {text} »"), format!("“{text}”")),
        Expression::Boolean(true, _) => Phrase::new("oui", "yes"),
        Expression::Boolean(false, _) => Phrase::new("non", "no"),
        Expression::Column(name, _) => both(name),
        Expression::Negative(inner) => {
            let inner = phrase(inner);
            Phrase::new(format!("-{}", inner.fr), format!("-{}", inner.en))
        }
        Expression::Not(inner) => {
            let inner = phrase(inner);
            Phrase::new(format!("non {}", inner.fr), format!("not {}", inner.en))
        }
        Expression::Binary(operator, left, right) => {
            let (left, right) = (phrase(left), phrase(right));
            let english = match operator {
                Operator::And => "and",
                Operator::Or => "or",
                other => other.sign(),
            };
            Phrase::new(
                format!("{} {} {}", left.fr, operator.sign(), right.fr),
                format!("{} {english} {}", left.en, right.en),
            )
        }
        Expression::Call(function, argument, _) => {
            let name = function.name();
            let inner = argument
                .as_ref()
                .map_or_else(|| both(""), |argument| phrase(argument));
            Phrase::new(
                format!("{}({})", name.fr, inner.fr),
                format!("{}({})", name.en, inner.en),
            )
        }
    }
}

fn compare<'a>(
    operator: Operator,
    left: &Expression,
    right: &Expression,
    table: &'a Table,
    by_zero: &mut Vec<ByZero>,
) -> Result<Evaluated<'a>, Fault> {
    // A number beside a column of codes is its digits: `code_insee = 01004`.
    let digits = |expression: &Expression| match expression {
        Expression::Number(_, text, _) => Some(text.clone()),
        Expression::Text(text, _) => Some(text.clone()),
        _ => None,
    };
    let first = evaluate(left, table, by_zero)?;
    let second = evaluate(right, table, by_zero)?;
    let holds = |order: std::cmp::Ordering| match operator {
        Operator::Equal => order.is_eq(),
        Operator::Unequal => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    };
    // What is missing equals nothing, not even what is missing.
    let missing = Some(operator == Operator::Unequal);
    let found: Vec<Option<bool>> = match (first.values.as_ref(), second.values.as_ref()) {
        (Values::Numbers(a), Values::Numbers(b)) => a
            .iter()
            .zip(b)
            .map(|(a, b)| a.partial_cmp(b).map_or(missing, |order| Some(holds(order))))
            .collect(),
        (Values::Texts(texts), _) if digits(right).is_some() => compare_words(
            texts,
            &digits(right).unwrap_or_default(),
            operator,
            &holds,
            false,
        ),
        (_, Values::Texts(texts)) if digits(left).is_some() => compare_words(
            texts,
            &digits(left).unwrap_or_default(),
            operator,
            &holds,
            true,
        ),
        (Values::Texts(a), Values::Texts(b)) => {
            let forms = |texts: &Texts| -> Vec<String> {
                texts.words.iter().map(|word| folded(word)).collect()
            };
            let (forms_a, forms_b) = (forms(a), forms(b));
            let form = |forms: &[String], cell: u32| forms.get(cell as usize).cloned();
            a.cells
                .iter()
                .zip(&b.cells)
                .map(|(a, b)| match (form(&forms_a, *a), form(&forms_b, *b)) {
                    (Some(a), Some(b)) => Some(holds(a.cmp(&b))),
                    _ => missing,
                })
                .collect()
        }
        (Values::Dates(days), _) => match instant(right) {
            Some(instant) => days
                .iter()
                .map(|day| day.map_or(missing, |day| Some(holds(instant.order(day)))))
                .collect(),
            None => match second.values.as_ref() {
                Values::Dates(others) => days
                    .iter()
                    .zip(others)
                    .map(|(a, b)| match (a, b) {
                        (Some(a), Some(b)) => Some(holds(a.cmp(b))),
                        _ => missing,
                    })
                    .collect(),
                _ => return Err(mismatch(left, &first, right, &second)),
            },
        },
        (Values::Booleans(a), Values::Booleans(b)) => a
            .iter()
            .zip(b)
            .map(|(a, b)| match (a, b) {
                (Some(a), Some(b)) => Some(holds(a.cmp(b))),
                _ => missing,
            })
            .collect(),
        (Values::Booleans(a), Values::Texts(_)) if truth_word(right).is_some() => {
            let wanted = truth_word(right).unwrap_or(false);
            a.iter()
                .map(|value| value.map_or(missing, |value| Some(holds(value.cmp(&wanted)))))
                .collect()
        }
        _ => return Err(mismatch(left, &first, right, &second)),
    };
    Ok(truths(found))
}

fn truth_word(expression: &Expression) -> Option<bool> {
    let Expression::Text(text, _) = expression else {
        return None;
    };
    match folded(text).as_str() {
        "oui" | "yes" | "vrai" | "true" => Some(true),
        "non" | "no" | "faux" | "false" => Some(false),
        _ => None,
    }
}

/// A column of texts against one text; `""` stands for a missing cell. Each distinct word is compared once.
fn compare_words(
    texts: &Texts,
    wanted: &str,
    operator: Operator,
    holds: &dyn Fn(std::cmp::Ordering) -> bool,
    turned: bool,
) -> Vec<Option<bool>> {
    let wanted = folded(wanted);
    let by_word: Vec<bool> = texts
        .words
        .iter()
        .map(|word| {
            let order = folded(word).cmp(&wanted);
            holds(if turned { order.reverse() } else { order })
        })
        .collect();
    let missing = match wanted.is_empty() {
        true => operator == Operator::Equal,
        false => operator == Operator::Unequal,
    };
    texts
        .cells
        .iter()
        .map(|cell| Some(by_word.get(*cell as usize).copied().unwrap_or(missing)))
        .collect()
}

/// A year, a month or a day that dates are compared with.
#[derive(Debug, Clone, Copy)]
enum Instant {
    Year(i32),
    Month(i32, u8),
    Day(i32),
}

impl Instant {
    fn order(self, day: i32) -> std::cmp::Ordering {
        let (year, month, _) = civil(day);
        match self {
            Instant::Year(wanted) => year.cmp(&wanted),
            Instant::Month(wanted, of) => (year, month).cmp(&(wanted, of)),
            Instant::Day(wanted) => day.cmp(&wanted),
        }
    }
}

fn instant(expression: &Expression) -> Option<Instant> {
    match expression {
        Expression::Number(value, _, _)
            if (1000.0..=9999.0).contains(value) && value.fract() == 0.0 =>
        {
            Some(Instant::Year(*value as i32))
        }
        Expression::Text(text, _) => {
            if let Some(date) = Date::parse(text) {
                return Some(Instant::Day(day_number(date.year, date.month, date.day)));
            }
            let (year, month) = text
                .split_once('-')
                .or_else(|| text.split_once('/').map(|(month, year)| (year, month)))?;
            let month: u8 = month
                .trim()
                .parse()
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            Some(Instant::Month(year.trim().parse().ok()?, month))
        }
        _ => None,
    }
}

fn mismatch(left: &Expression, first: &Evaluated, right: &Expression, second: &Evaluated) -> Fault {
    let sort = |expression: &Expression, found: &Evaluated| {
        let (fr, en) = match found.values.as_ref() {
            Values::Numbers(_) => ("un nombre", "a number"),
            Values::Dates(_) => ("une date", "a date"),
            Values::Booleans(_) => ("un oui/non", "a yes/no"),
            Values::Texts(_) => ("un texte", "a text"),
        };
        let words = phrase(expression);
        Phrase::new(
            format!("{} ({fr})", words.fr),
            format!("{} ({en})", words.en),
        )
    };
    let span = Span {
        start: left.span().start,
        end: right.span().end,
    };
    Fault::new(
        chart::mismatch(sort(left, first), sort(right, second)),
        span,
    )
}
