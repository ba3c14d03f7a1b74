//! The rules over and above Table Schema that French schemas ask for (`custom_checks`). In: the values of a record. Out:
//! whether a rule holds.

use super::decimal::Number;
use super::phone::is_phone;
use super::value::Value;
use crate::text::identifier::{is_siren, is_siret};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization as _;

/// A rule and the columns that it looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// One column, one cell at a time; an empty cell is right.
    Cell { column: String, test: CellTest },
    /// All of these columns are filled, or none.
    Cohesive { columns: Vec<String> },
    /// Where both are filled, the first stands in that relation to the second.
    Compare {
        columns: [String; 2],
        relation: Relation,
    },
    /// Where all are filled, the first is the sum of the others.
    Sum { columns: Vec<String> },
    /// At least one of the two is filled.
    OneOf { columns: [String; 2] },
}

/// What a cell must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellTest {
    Siren,
    Siret,
    Phone,
    OpeningHours,
    /// `2019/2020`, or a single year where the schema allows it.
    YearInterval {
        year_alone: bool,
    },
    /// One of the nine subjects of the French nomenclature of acts, a slash, and more.
    ActSubject,
    /// A point in France.
    InFrance,
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Greater,
    GreaterOrEqual,
    Equal,
    LessOrEqual,
    Less,
}

/// What a cell test found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
    /// A point whose latitude was written first.
    Reversed,
}

impl Rule {
    /// Every column that the rule names.
    pub fn columns(&self) -> &[String] {
        match self {
            Rule::Cell { column, .. } => std::slice::from_ref(column),
            Rule::Cohesive { columns } | Rule::Sum { columns } => columns,
            Rule::Compare { columns, .. } | Rule::OneOf { columns } => columns,
        }
    }
}

impl Relation {
    /// Reads an operator.
    pub fn read(sign: &str) -> Option<Self> {
        Some(match sign.trim() {
            ">" => Relation::Greater,
            ">=" => Relation::GreaterOrEqual,
            "==" | "=" => Relation::Equal,
            "<=" => Relation::LessOrEqual,
            "<" => Relation::Less,
            _ => return None,
        })
    }

    fn holds(self, found: Ordering) -> bool {
        match self {
            Relation::Greater => found.is_gt(),
            Relation::GreaterOrEqual => found.is_ge(),
            Relation::Equal => found.is_eq(),
            Relation::LessOrEqual => found.is_le(),
            Relation::Less => found.is_lt(),
        }
    }

    /// Whether two values stand in this relation; what cannot be compared does not.
    pub fn between(self, left: &Value, right: &Value) -> bool {
        // Texts made of digits compare as numbers.
        let numbers = number(left)
            .zip(number(right))
            .and_then(|(left, right)| left.compare(&right));
        numbers
            .or_else(|| left.compare(right))
            .is_some_and(|found| self.holds(found))
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Text(text) => Number::read(text),
        _ => None,
    }
}

/// Whether the first value is the sum of the others; none when one of them is no whole number.
pub fn adds_up(values: &[&Value]) -> Option<bool> {
    let mut whole = values.iter().map(|value| match value {
        Value::Boolean(truth) => Some(i128::from(*truth)),
        Value::Text(text) => Number::read_integer(text)?.whole(),
        Value::Number(number) => number.whole(),
        _ => None,
    });
    let total = whole.next()??;
    let mut sum: i128 = 0;
    for part in whole {
        sum = sum.checked_add(part?)?;
    }
    Some(sum == total)
}

impl CellTest {
    /// Tests a cell that is filled: its text, and its value as the field reads it.
    pub fn check(self, text: &str, value: &Value) -> Verdict {
        let nothing = match value {
            Value::Text(text) => text.is_empty(),
            Value::Number(number) => {
                number.whole() == Some(0)
                    && number.compare(&Number::read("0").unwrap_or(Number::Undefined))
                        == Some(Ordering::Equal)
            }
            Value::Boolean(truth) => !truth,
            _ => false,
        };
        let right = nothing
            || match self {
                CellTest::Siren => is_siren(&bare(text)),
                CellTest::Siret => is_siret(&bare(text)),
                CellTest::Phone => is_phone(text),
                CellTest::OpeningHours => {
                    text.len() <= 4096 && opening_hours_syntax::parse(text).is_ok()
                }
                CellTest::YearInterval { year_alone } => is_year_interval(text, year_alone),
                CellTest::ActSubject => is_act_subject(text),
                CellTest::InFrance => match value {
                    Value::Point(point) if point.is_in_france() => true,
                    Value::Point(point) if point.reversed().is_in_france() => {
                        return Verdict::Reversed;
                    }
                    Value::Point(_) => false,
                    // Not a point: the field's own type says so.
                    _ => true,
                },
            };
        if right {
            Verdict::Right
        } else {
            Verdict::Wrong
        }
    }
}

/// Without the spaces and full stops that people put between digits.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '.')
        .collect()
}

fn is_year_interval(text: &str, year_alone: bool) -> bool {
    let year = |part: &str| {
        let fine = part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        fine.then(|| part.parse::<u32>().ok()).flatten()
    };
    // A line break at the end is not seen.
    let text = text.strip_suffix('\n').unwrap_or(text);
    match text.split_once('/') {
        Some((first, second)) => year(first)
            .zip(year(second))
            .is_some_and(|(first, second)| first < second),
        None => year_alone && year(text).is_some(),
    }
}

/// The nine subjects of the nomenclature of acts sent to prefects, without accents.
const SUBJECTS: [&str; 9] = [
    "commande publique",
    "urbanisme",
    "domaine et patrimoine",
    "fonction publique",
    "institutions et vie politique",
    "libertes publiques et pouvoirs de police",
    "finances locales",
    "domaines de competences par themes",
    "autres domaines de competences",
];

fn is_act_subject(text: &str) -> bool {
    let Some((subject, _)) = text.split_once('/') else {
        return false;
    };
    let plain: String = subject
        .to_lowercase()
        .nfd()
        .filter(|sign| !('\u{300}'..='\u{36F}').contains(sign))
        .collect();
    SUBJECTS.contains(&plain.as_str()) && !text.contains("/ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value<'_> {
        Value::Text(text.into())
    }

    fn right(test: CellTest, cell: &str) -> bool {
        test.check(cell, &text(cell)) == Verdict::Right
    }

    #[test]
    fn cells_are_tested() {
        for (test, good, bad) in [
            (CellTest::Siren, "404 833 048", "123456789"),
            (CellTest::Siret, "732 829 320 00074", "732829320"),
            (CellTest::Phone, "01 99 00 27 37", "01 99"),
            (CellTest::OpeningHours, "Mo-Fr 08:00-18:00; PH off", "true"),
            (CellTest::OpeningHours, "24/7", "8h-18h"),
            (CellTest::YearInterval { year_alone: true }, "2020", "20"),
            (
                CellTest::YearInterval { year_alone: false },
                "2019/2020",
                "2020",
            ),
            (
                CellTest::YearInterval { year_alone: true },
                "2019/2020",
                "2020/2020",
            ),
            (
                CellTest::ActSubject,
                "LIBERTÉS publiques et pouvoirs de police/Police municipale",
                "Urbanisme / Permis",
            ),
            (CellTest::ActSubject, "Urbanisme/", "Sport/Judo"),
        ] {
            assert!(right(test, good), "{test:?} {good}");
            assert!(!right(test, bad), "{test:?} {bad}");
            assert!(right(test, ""), "an empty cell is right");
        }
    }

    #[test]
    fn relations_and_sums() {
        assert!(Relation::GreaterOrEqual.between(&text("10"), &text("9")));
        assert!(Relation::Less.between(&text("abc"), &text("abd")));
        assert!(!Relation::Equal.between(&text("abc"), &Value::Boolean(true)));
        let values = [text("6"), text("1"), text("2"), text("3")];
        assert_eq!(adds_up(&values.iter().collect::<Vec<_>>()), Some(true));
        assert_eq!(adds_up(&[&text("6"), &text("1"), &text("x")]), None);
    }
}
