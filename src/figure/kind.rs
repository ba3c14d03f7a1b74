//! Which kind of chart: the one that an author names, or the one that the columns ask for.

use super::fields::Fields;
use crate::chart::kind::{self, ChartKind, KINDS};
use crate::diag::{Phrase, chart, nearest};
use crate::model::table::ColumnKind;
use crate::source::Span;
use crate::text::fold::fold;
use crate::transform::{Channel, Expression, Fault, Function, Names, Operator, Unpivot};

/// What the values of an expression are good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Years, months, days.
    Moment,
    Number,
    Category,
}

/// The kinds of the columns of a table, after its columns became rows.
pub struct Types<'a> {
    names: &'a Names,
    kinds: &'a [ColumnKind],
    unpivot: Option<&'a Unpivot>,
}

impl<'a> Types<'a> {
    pub fn new(names: &'a Names, kinds: &'a [ColumnKind], unpivot: Option<&'a Unpivot>) -> Self {
        Types {
            names,
            kinds,
            unpivot,
        }
    }

    fn kind(&self, name: &str) -> ColumnKind {
        if let Some(unpivot) = self.unpivot {
            if name == unpivot.value {
                return ColumnKind::Decimal;
            }
            if name == unpivot.key {
                let years = unpivot.columns.iter().all(|column| {
                    column.len() == 4 && column.bytes().all(|byte| byte.is_ascii_digit())
                });
                return if years {
                    ColumnKind::Year
                } else {
                    ColumnKind::Text
                };
            }
        }
        self.names
            .all()
            .iter()
            .position(|known| known == name)
            .and_then(|at| self.kinds.get(at).copied())
            .unwrap_or(ColumnKind::Text)
    }

    /// What an expression gives.
    pub fn nature(&self, expression: &Expression) -> Nature {
        match expression {
            Expression::Column(name, _) => nature(self.kind(name)),
            Expression::Number(..)
            | Expression::Negative(_)
            | Expression::Call(..)
            | Expression::Binary(
                Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide,
                ..,
            ) => Nature::Number,
            _ => Nature::Category,
        }
    }

    /// The first column of a nature, codes and addresses left out.
    fn first(&self, wanted: Nature) -> Option<String> {
        self.names
            .all()
            .iter()
            .filter(|name| {
                self.unpivot
                    .is_none_or(|unpivot| !unpivot.columns.contains(name))
            })
            .find(|name| {
                let kind = self.kind(name);
                let plain = matches!(kind, ColumnKind::Text | ColumnKind::Boolean);
                let places = matches!(kind, ColumnKind::Latitude | ColumnKind::Longitude);
                nature(kind) == wanted && (wanted != Nature::Category || plain) && !places
            })
            .cloned()
    }
}

/// What a column is good for.
pub fn nature(kind: ColumnKind) -> Nature {
    match kind {
        ColumnKind::Year | ColumnKind::Month | ColumnKind::Date => Nature::Moment,
        kind if kind.is_number() => Nature::Number,
        _ => Nature::Category,
    }
}

/// The kind that `type` names, if it is written.
///
/// # Errors
/// `chart.unknown-kind` with the nearest.
pub fn named(fields: &Fields<'_>) -> Result<Option<&'static ChartKind>, Fault> {
    let Some(written) = fields.get("type") else {
        return Ok(None);
    };
    let name = fold(&written.text);
    if let Some(found) = kind::find(&name).or_else(|| kind::find(name.trim_end_matches('s'))) {
        return Ok(Some(found));
    }
    let names = KINDS
        .iter()
        .flat_map(|kind| std::iter::once(kind.name).chain(kind.aliases.iter().copied()));
    let near = nearest(&name, names);
    let all: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    Err(Fault::new(
        chart::unknown_kind(&written.text, Phrase::nearest(near), all.join(", ")),
        written.span,
    ))
}

/// Chooses a kind from the columns, and fills the channels that are missing. Says which and why.
///
/// # Errors
/// When no column makes a chart.
pub fn picked(
    channels: &mut Vec<Channel>,
    types: &Types<'_>,
    span: Span,
    faults: &mut Vec<Fault>,
) -> Result<&'static ChartKind, Fault> {
    let has = |channels: &[Channel], name: &str| channels.iter().any(|known| known.name == name);
    let column = |name: String| Expression::Column(name, span);
    let sum = |name: String| Expression::Call(Function::Sum, Some(Box::new(column(name))), span);
    if !has(channels, "x") {
        let moment = types.first(Nature::Moment);
        let category = types.first(Nature::Category);
        let number = types.first(Nature::Number);
        let x = moment.or(category).or_else(|| number.clone());
        let Some(x) = x else {
            return Err(Fault::new(chart::missing_key("x", "x: commune"), span));
        };
        if !has(channels, "y") && number.as_ref().is_some_and(|number| *number != x) {
            channels.push(Channel {
                name: "y",
                expression: sum(number.unwrap_or_default()),
            });
        }
        channels.insert(
            0,
            Channel {
                name: "x",
                expression: column(x),
            },
        );
    }
    let nature = |name: &str| {
        channels
            .iter()
            .find(|channel| channel.name == name)
            .map(|channel| types.nature(&channel.expression))
    };
    let (name, why) = match (nature("x"), nature("y")) {
        (Some(Nature::Moment), Some(_)) => (
            "line",
            Phrase::new("une mesure au fil du temps", "a measure over time"),
        ),
        (Some(Nature::Number), Some(Nature::Number)) => (
            "scatter",
            Phrase::new(
                "deux mesures, l’une selon l’autre",
                "two measures, one against the other",
            ),
        ),
        (Some(Nature::Number), None) => (
            "histogram",
            Phrase::new(
                "une seule mesure, dont on voit la répartition",
                "a single measure, whose spread is seen",
            ),
        ),
        _ if nature("value").is_some() => (
            "heatmap",
            Phrase::new(
                "une valeur pour deux catégories",
                "a value for two categories",
            ),
        ),
        _ => (
            "bar",
            Phrase::new("une mesure par catégorie", "a measure per category"),
        ),
    };
    let found = kind::find(name).unwrap_or(&KINDS[0]);
    faults.push(Fault::new(chart::picked(found.name, why), span));
    Ok(found)
}
