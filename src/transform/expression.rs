//! Expressions: columns, numbers, quoted texts, `+ - * /`, comparisons, `et/and`, `ou/or`, `non/not`, and the functions
//! that sum up a column. In: the words of an author and the names of the columns. Out: a tree, or the fault at the very
//! word. Nothing is computed here.

mod parser;

use super::Fault;
use crate::diag::{Phrase, chart, nearest};
use crate::source::Span;
use crate::text::fold::fold;

/// An expression, each part with its place.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number, and its digits as written: a column of codes compares with them.
    Number(f64, String, Span),
    Text(String, Span),
    Boolean(bool, Span),
    /// A column by its name in the file.
    Column(String, Span),
    Negative(Box<Expression>),
    Not(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// A function over the rows of a group; `compte()` takes nothing.
    Call(Function, Option<Box<Expression>>, Span),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

/// What sums up the rows of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Sum,
    Mean,
    Median,
    Count,
    Distinct,
    Minimum,
    Maximum,
    /// The group's sum in percent of the sum of all groups.
    Share,
}

impl Function {
    /// French name, English name, function.
    pub const ALL: [(&'static str, &'static str, Function); 8] = [
        ("somme", "sum", Function::Sum),
        ("moyenne", "mean", Function::Mean),
        ("médiane", "median", Function::Median),
        ("compte", "count", Function::Count),
        ("distinct", "distinct", Function::Distinct),
        ("min", "min", Function::Minimum),
        ("max", "max", Function::Maximum),
        ("part", "share", Function::Share),
    ];

    /// Its name in both languages.
    pub fn name(self) -> Phrase {
        Self::ALL
            .iter()
            .find(|(_, _, function)| *function == self)
            .map_or_else(|| Phrase::new("", ""), |(fr, en, _)| Phrase::new(*fr, *en))
    }

    fn from_name(name: &str) -> Option<Self> {
        let name = fold(name);
        let name = match name.as_str() {
            "average" | "avg" => "mean",
            "nombre" => "count",
            other => other,
        };
        Self::ALL
            .iter()
            .find(|(fr, en, _)| fold(fr) == name || *en == name)
            .map(|(_, _, function)| *function)
    }

    /// The fault of a name that is no function.
    pub fn unknown(name: &str, span: Span) -> Fault {
        let names = Self::ALL.iter().flat_map(|(fr, en, _)| [*fr, *en]);
        let near = nearest(name, names);
        let list = |pick: fn(&(&'static str, &'static str, Function)) -> &'static str| {
            let names: Vec<&str> = Self::ALL.iter().map(pick).collect();
            names.join(", ")
        };
        let all = Phrase::new(list(|entry| entry.0), list(|entry| entry.1));
        Fault::new(
            chart::unknown_function(name, Phrase::nearest(near), all),
            span,
        )
    }
}

impl Operator {
    /// The sign, for a message.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Equal => "=",
            Operator::Unequal => "≠",
            Operator::Less => "<",
            Operator::LessOrEqual => "≤",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => "≥",
            Operator::And => "et",
            Operator::Or => "ou",
        }
    }
}

/// What `{name}` stands for, on a page that is made from a row: a number, a text, a yes or a no.
pub type Given<'a> = &'a dyn Fn(&str, Span) -> Result<Expression, Fault>;

impl Expression {
    /// Whether it sums up rows.
    pub fn is_aggregate(&self) -> bool {
        match self {
            Expression::Call(..) => true,
            Expression::Negative(inner) | Expression::Not(inner) => inner.is_aggregate(),
            Expression::Binary(_, left, right) => left.is_aggregate() || right.is_aggregate(),
            _ => false,
        }
    }

    /// The columns that it reads, each once.
    pub fn columns(&self, out: &mut Vec<String>) {
        match self {
            Expression::Column(name, _) => {
                if !out.contains(name) {
                    out.push(name.clone());
                }
            }
            Expression::Negative(inner) | Expression::Not(inner) => inner.columns(out),
            Expression::Binary(_, left, right) => {
                left.columns(out);
                right.columns(out);
            }
            Expression::Call(_, argument, _) => {
                if let Some(argument) = argument {
                    argument.columns(out);
                }
            }
            Expression::Number(..) | Expression::Text(..) | Expression::Boolean(..) => {}
        }
    }

    /// Where it stands, from its first word to its last.
    pub fn span(&self) -> Span {
        match self {
            Expression::Number(_, _, span)
            | Expression::Text(_, span)
            | Expression::Boolean(_, span)
            | Expression::Column(_, span)
            | Expression::Call(_, _, span) => *span,
            Expression::Negative(inner) | Expression::Not(inner) => inner.span(),
            Expression::Binary(_, left, right) => Span {
                start: left.span().start,
                end: right.span().end,
            },
        }
    }

    /// The same question, wherever it stands.
    pub fn same(&self, other: &Expression) -> bool {
        match (self, other) {
            (Expression::Number(a, _, _), Expression::Number(b, _, _)) => a == b,
            (Expression::Text(a, _), Expression::Text(b, _))
            | (Expression::Column(a, _), Expression::Column(b, _)) => a == b,
            (Expression::Boolean(a, _), Expression::Boolean(b, _)) => a == b,
            (Expression::Negative(a), Expression::Negative(b))
            | (Expression::Not(a), Expression::Not(b)) => a.same(b),
            (Expression::Binary(a, left, right), Expression::Binary(b, left2, right2)) => {
                a == b && left.same(left2) && right.same(right2)
            }
            (Expression::Call(a, None, _), Expression::Call(b, None, _)) => a == b,
            (Expression::Call(a, Some(left), _), Expression::Call(b, Some(right), _)) => {
                a == b && left.same(right)
            }
            _ => false,
        }
    }
}
