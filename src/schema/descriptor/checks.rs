//! The French extension of Table Schema: checks of cells and between columns, in both dialects.

use super::super::rule::{CellTest, Relation, Rule};
use super::{Object, Reader, Sloppy, names};
use serde_json::Value;

impl Reader {
    pub(super) fn rules(&mut self, envelope: &Object) -> Vec<Rule> {
        let listed = ["custom_checks", "custom-checks", "customChecks", "checks"]
            .iter()
            .find_map(|key| envelope.get(*key));
        let mut rules = Vec::new();
        match listed {
            Some(Value::Array(list)) => {
                for check in list {
                    let nothing = Object::new();
                    let object = check.as_object().unwrap_or(&nothing);
                    let (name, inline) = match object
                        .get("name")
                        .and_then(Value::as_str)
                        .or(check.as_str())
                    {
                        Some(name) => (name.to_owned(), object),
                        // The older dialect: {"french-siret-value": {"column": "…"}}.
                        None => match object.iter().next() {
                            Some((name, Value::Object(parameters))) => (name.clone(), parameters),
                            _ => continue,
                        },
                    };
                    let parameters = object
                        .get("params")
                        .and_then(Value::as_object)
                        .unwrap_or(inline);
                    self.rule(&name, parameters, &mut rules);
                }
            }
            Some(Value::Object(checks)) => {
                for (name, parameters) in checks {
                    if let Value::Object(parameters) = parameters {
                        self.rule(name, parameters, &mut rules);
                    }
                }
            }
            _ => {}
        }
        rules
    }

    fn rule(&mut self, name: &str, parameters: &Object, rules: &mut Vec<Rule>) {
        match rule(name, parameters) {
            Some(rule) => rules.push(rule),
            None => self.note(Sloppy::Rule, name),
        }
    }
}

fn rule(name: &str, parameters: &Object) -> Option<Rule> {
    let one = |key: &str| {
        parameters
            .get(key)
            .and_then(Value::as_str)
            .map(|name| name.trim().to_owned())
    };
    let with = |first: &str, others: &str| {
        let mut columns = vec![one(first)?];
        columns.extend(names(parameters.get(others)));
        (columns.len() > 1).then_some(columns)
    };
    let test = match name {
        "french-siren-value" => CellTest::Siren,
        "french-siret-value" => CellTest::Siret,
        "phone-number-value" => CellTest::Phone,
        "opening-hours-value" => CellTest::OpeningHours,
        "nomenclature-actes-value" => CellTest::ActSubject,
        "french-gps-coordinates" => CellTest::InFrance,
        "year-interval-value" => CellTest::YearInterval {
            year_alone: match parameters.get("allow-year-only") {
                Some(Value::Bool(allowed)) => *allowed,
                Some(Value::String(word)) => word == "true" || word == "yes",
                _ => false,
            },
        },
        "cohesive-columns-value" => {
            return Some(Rule::Cohesive {
                columns: with("column", "othercolumns")?,
            });
        }
        "sum-columns-value" => {
            let columns = with("column", "columns")?;
            return (columns.len() > 2).then_some(Rule::Sum { columns });
        }
        "compare-columns-value" => {
            return Some(Rule::Compare {
                columns: [one("column")?, one("column2")?],
                relation: Relation::read(parameters.get("op")?.as_str()?)?,
            });
        }
        "one-of-required" => {
            return Some(Rule::OneOf {
                columns: [one("column1")?, one("column2")?],
            });
        }
        _ => return None,
    };
    Some(Rule::Cell {
        column: one("column")?,
        test,
    })
}
