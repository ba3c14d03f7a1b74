//! The check itself. In: a header, then records in the order of the file. Out: findings, handed over as they are found.

use super::Schema;
use super::field::Field;
use super::reference::{ForeignKey, References};
use super::rule::{Rule, Verdict, adds_up};
use super::sentence;
use super::unique::{Seen, Sight};
use super::value::Value;
use crate::diag::{Problem, nearest, schema as say};
use crate::model::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// Where findings go.
pub type Sink<'a> = dyn FnMut(Finding) + 'a;

/// Checks the records of one table.
///
/// ```text
/// let mut validator = Validator::new(&schema, &header, sink);
/// for (number, cells) in records { validator.record(number, &cells, sink); }
/// validator.finish(sink);
/// ```
/// Cells are as decoded from the file, before any repair; record numbers count the header as 1. Findings of the `csv`
/// family (blank rows, cells too many or too few, headers twice or blank) are the reader's own: they are not said again.
pub struct Validator<'s> {
    schema: &'s Schema,
    header: Vec<String>,
    /// The field of each column, where the schema has one.
    fields: Vec<Option<&'s Field>>,
    /// Columns whose values are needed after their own check.
    wanted: Vec<bool>,
    unique: Vec<(usize, Seen)>,
    keys: Vec<Key>,
    references: Vec<Reference<'s>>,
    rules: Vec<(&'s Rule, Vec<Option<usize>>)>,
    /// Blank records that more records may follow: those at the end of a file are nobody's fault.
    blank: Option<(u32, u32)>,
    /// Every label but the first starts with a space: so does every cell, and no space of it is meant.
    spaced: bool,
    gave_up: bool,
}

/// A foreign key that refers to the table itself.
struct Reference<'s> {
    key: &'s ForeignKey,
    columns: Vec<usize>,
    targets: Vec<usize>,
    seen: References,
}

struct Key {
    columns: Vec<usize>,
    seen: Seen,
    /// A primary key is never empty.
    primary: bool,
}

impl<'s> Validator<'s> {
    /// Checks the header: columns that are missing, too many, or in another order, and rules that cannot be checked.
    pub fn new(schema: &'s Schema, header: &[&str], sink: &mut Sink) -> Self {
        let spaced = header.len() > 1 && header[1..].iter().all(|label| label.starts_with(' '));
        let header: Vec<String> = header.iter().map(|label| label.trim().to_owned()).collect();
        let mut by_name: BTreeMap<&str, &Field> = BTreeMap::new();
        for field in &schema.fields {
            // The last one of a name wins, as in a map.
            by_name.insert(&field.name, field);
        }
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut fields: Vec<Option<&Field>> = Vec::with_capacity(header.len());
        for (place, label) in header.iter().enumerate() {
            let first = !places.contains_key(label.as_str());
            if first {
                places.insert(label, place);
            }
            fields.push(by_name.get(label.as_str()).copied().filter(|_| first));
        }
        header_findings(schema, &header, &by_name, sink);

        let place = |name: &String| places.get(name.as_str()).copied();
        let mut keys = Vec::new();
        for (names, primary) in std::iter::once((&schema.primary_key, true))
            .filter(|(names, _)| !names.is_empty())
            .chain(schema.unique_keys.iter().map(|names| (names, false)))
        {
            let missing: Vec<String> = names
                .iter()
                .filter(|name| place(name).is_none())
                .cloned()
                .collect();
            if missing.is_empty() {
                keys.push(Key {
                    columns: names.iter().filter_map(place).collect(),
                    seen: Seen::default(),
                    primary,
                });
            } else {
                tell(
                    sink,
                    None,
                    None,
                    say::key_unchecked(say::list(names), say::list(&missing)),
                );
            }
        }
        let mut references = Vec::new();
        for key in &schema.foreign_keys {
            if !key.resource.is_empty() {
                let names = say::list(&key.fields);
                tell(
                    sink,
                    None,
                    None,
                    say::foreign_key_unchecked(names, key.resource.as_str()),
                );
                continue;
            }
            let columns: Vec<usize> = key.fields.iter().filter_map(place).collect();
            let targets: Vec<usize> = key.targets.iter().filter_map(place).collect();
            if columns.len() == key.fields.len() && targets.len() == key.targets.len() {
                references.push(Reference {
                    key,
                    columns,
                    targets,
                    seen: References::default(),
                });
            }
        }
        let mut rules = Vec::new();
        for rule in &schema.rules {
            let columns: Vec<Option<usize>> = rule.columns().iter().map(place).collect();
            let none = columns.iter().all(Option::is_none);
            let all = columns.iter().all(Option::is_some);
            match rule {
                Rule::OneOf { columns: names } if none => {
                    tell(
                        sink,
                        None,
                        None,
                        say::one_of_required(&names[0], &names[1], say::pair_state(true)),
                    );
                }
                Rule::OneOf { .. } => rules.push((rule, columns)),
                _ if all => rules.push((rule, columns)),
                _ if none => {}
                _ => {
                    let missing: Vec<String> = rule
                        .columns()
                        .iter()
                        .filter(|name| place(name).is_none())
                        .cloned()
                        .collect();
                    tell(
                        sink,
                        None,
                        None,
                        say::rule_unchecked(sentence::rule(rule), say::list(&missing)),
                    );
                }
            }
        }
        let unique: Vec<(usize, Seen)> = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.is_some_and(|field| field.unique))
            .map(|(place, _)| (place, Seen::default()))
            .collect();
        let mut wanted = vec![false; header.len()];
        let of_rules = rules
            .iter()
            .flat_map(|(_, columns)| columns.iter().flatten());
        let of_keys = keys.iter().flat_map(|key| &key.columns);
        for &place in unique
            .iter()
            .map(|(place, _)| place)
            .chain(of_rules)
            .chain(of_keys)
            .chain(
                references
                    .iter()
                    .flat_map(|one| one.columns.iter().chain(&one.targets)),
            )
        {
            wanted[place] = true;
        }
        Validator {
            schema,
            header,
            fields,
            wanted,
            unique,
            keys,
            references,
            rules,
            blank: None,
            spaced,
            gave_up: false,
        }
    }

    /// Takes note of blank records that a reader passed over, from the first to the last.
    pub fn blank(&mut self, first: u32, last: u32) {
        self.blank = Some((self.blank.map_or(first, |(start, _)| start), last));
    }

    /// Checks one record.
    pub fn record(&mut self, number: u32, cells: &[&str], sink: &mut Sink) {
        if self.spaced {
            // A quote after the space is one around the cell.
            let bare = |cell: &&str| {
                let inner = cell.trim_start_matches(' ');
                let quoted = inner
                    .strip_prefix('"')
                    .and_then(|rest| rest.strip_suffix('"'));
                quoted.unwrap_or(inner).to_owned()
            };
            let cells: Vec<String> = cells.iter().map(bare).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            return self.check(number, &cells, sink);
        }
        self.check(number, cells, sink);
    }

    fn check(&mut self, number: u32, cells: &[&str], sink: &mut Sink) {
        if self.is_blank(cells) {
            self.blank(number, number);
            return;
        }
        self.flush_blank(sink);
        let mut values: Vec<Option<Value>> = Vec::with_capacity(self.header.len());
        for (place, label) in self.header.iter().enumerate() {
            let cell = cells.get(place).copied();
            let value = match self.fields[place] {
                Some(field) => field.check(cell, &self.schema.missing, &mut |fault| {
                    tell(
                        sink,
                        Some(number),
                        Some(label),
                        sentence::fault(field, fault, cell.unwrap_or_default()),
                    );
                }),
                None => cell
                    .filter(|text| !self.schema.missing.iter().any(|word| word == text))
                    .map(|text| Value::Text(text.into())),
            };
            values.push(value.filter(|_| self.wanted[place]));
        }
        self.uniqueness(number, cells, &values, sink);
        self.refer(number, cells, &values);
        self.check_rules(number, cells, &values, sink);
    }

    /// Keeps what a record refers to, for the end.
    fn refer(&mut self, number: u32, cells: &[&str], values: &[Option<Value>]) {
        for reference in &mut self.references {
            let keys = |places: &[usize]| -> Vec<Option<String>> {
                let key = |place: &usize| values[*place].as_ref().and_then(Value::key);
                places
                    .iter()
                    .map(|place| key(place).map(|key| key.into_owned()))
                    .collect()
            };
            let (target, source) = (keys(&reference.targets), keys(&reference.columns));
            let shown: Vec<&str> = reference
                .columns
                .iter()
                .map(|&place| cells.get(place).copied().unwrap_or_default())
                .collect();
            let target: Vec<Option<&str>> = target.iter().map(Option::as_deref).collect();
            let source: Vec<Option<&str>> = source.iter().map(Option::as_deref).collect();
            let shown = sentence::clip(&shown.join(", "));
            reference.seen.take(number, &target, &source, &shown);
        }
    }

    /// Says what could only be known at the end, and what could not be checked to the end.
    pub fn finish(mut self, sink: &mut Sink) {
        for reference in std::mem::take(&mut self.references) {
            self.gave_up |= reference.seen.gave_up;
            let column = match reference.columns.as_slice() {
                [place] => Some(self.header[*place].as_str()),
                _ => None,
            };
            for one in reference.seen.finish() {
                let names = say::list(&reference.key.fields);
                let targets = say::list(&reference.key.targets);
                tell(
                    sink,
                    Some(one.record),
                    column,
                    say::foreign_key(names, targets, one.value),
                );
            }
        }
        if self.gave_up {
            tell(sink, None, None, say::unique_unchecked());
        }
    }

    /// All its cells are missing values, those of columns that the schema does not know included.
    fn is_blank(&self, cells: &[&str]) -> bool {
        let missing = |place: usize| {
            let words = self.fields[place]
                .and_then(|field| field.missing.as_deref())
                .unwrap_or(&self.schema.missing);
            cells
                .get(place)
                .is_none_or(|cell| words.iter().any(|word| word == cell))
        };
        (0..self.header.len()).all(missing)
    }

    /// A blank record between others lacks what every record must have.
    fn flush_blank(&mut self, sink: &mut Sink) {
        let Some((first, last)) = self.blank.take() else {
            return;
        };
        for number in first..=last {
            for key in self.keys.iter().filter(|key| key.primary) {
                tell(
                    sink,
                    Some(number),
                    None,
                    say::primary_key(self.key_names(key), say::key_state(None)),
                );
            }
            for (rule, _) in &self.rules {
                if let Rule::OneOf { columns } = rule {
                    tell(
                        sink,
                        Some(number),
                        None,
                        say::one_of_required(&columns[0], &columns[1], say::pair_state(false)),
                    );
                }
            }
        }
    }

    fn key_names(&self, key: &Key) -> crate::diag::Phrase {
        let names: Vec<String> = key
            .columns
            .iter()
            .map(|&place| self.header[place].clone())
            .collect();
        say::list(&names)
    }

    fn uniqueness(
        &mut self,
        number: u32,
        cells: &[&str],
        values: &[Option<Value>],
        sink: &mut Sink,
    ) {
        for (place, seen) in &mut self.unique {
            let Some(key) = values[*place].as_ref().and_then(Value::key) else {
                continue;
            };
            match seen.look([Some(&*key)], number) {
                Sight::New => {}
                Sight::Unknown => self.gave_up = true,
                Sight::Again(before) => {
                    let value = sentence::clip(cells.get(*place).copied().unwrap_or_default());
                    tell(
                        sink,
                        Some(number),
                        Some(&self.header[*place]),
                        say::unique(value, before),
                    );
                }
            }
        }
        let mut found = Vec::new();
        for (index, key) in self.keys.iter_mut().enumerate() {
            let parts: Vec<_> = key
                .columns
                .iter()
                .map(|&place| values[place].as_ref().and_then(Value::key))
                .collect();
            if parts.iter().all(Option::is_none) {
                if key.primary {
                    found.push((index, None));
                }
                continue;
            }
            match key.seen.look(parts.iter().map(Option::as_deref), number) {
                Sight::New => {}
                Sight::Unknown => self.gave_up = true,
                Sight::Again(before) => found.push((index, Some(before))),
            }
        }
        for (index, before) in found {
            let names = self.key_names(&self.keys[index]);
            tell(
                sink,
                Some(number),
                None,
                say::primary_key(names, say::key_state(before)),
            );
        }
    }

    fn check_rules(&self, number: u32, cells: &[&str], values: &[Option<Value>], sink: &mut Sink) {
        for (rule, places) in &self.rules {
            let value = |place: &Option<usize>| place.and_then(|place| values[place].as_ref());
            let first = places.first().copied().flatten();
            let column = first.map(|place| self.header[place].as_str());
            let filled: Vec<&Value> = places.iter().filter_map(value).collect();
            let all = filled.len() == places.len();
            let problem: Option<Problem> = match rule {
                Rule::Cell { test, .. } => match (first, filled.first()) {
                    (Some(place), Some(value)) => {
                        let text = cells.get(place).copied().unwrap_or_default();
                        match test.check(text, value) {
                            Verdict::Right => None,
                            Verdict::Wrong => Some(sentence::cell_test(*test, text)),
                            Verdict::Reversed => Some(say::gps_reversed(sentence::clip(text))),
                        }
                    }
                    _ => None,
                },
                Rule::Cohesive { columns } => {
                    let count = filled
                        .iter()
                        .filter(|value| !matches!(value, Value::Text(text) if text.is_empty()))
                        .count();
                    (count != 0 && count != places.len())
                        .then(|| say::cohesive_columns(say::list(columns)))
                }
                Rule::Compare { columns, relation } => {
                    let wrong = all && !relation.between(filled[0], filled[1]);
                    let text = |at: usize| {
                        sentence::clip(
                            places[at]
                                .and_then(|place| cells.get(place))
                                .copied()
                                .unwrap_or_default(),
                        )
                    };
                    wrong.then(|| {
                        say::compare_columns(
                            text(0),
                            sentence::relation(*relation),
                            &columns[1],
                            text(1),
                        )
                    })
                }
                Rule::Sum { columns } => {
                    let wrong = all && adds_up(&filled) == Some(false);
                    let text = first
                        .and_then(|place| cells.get(place))
                        .copied()
                        .unwrap_or_default();
                    wrong.then(|| say::sum_columns(sentence::clip(text), say::list(&columns[1..])))
                }
                Rule::OneOf { columns } => {
                    let problem = filled.is_empty().then(|| {
                        say::one_of_required(&columns[0], &columns[1], say::pair_state(false))
                    });
                    if let Some(problem) = problem {
                        tell(sink, Some(number), None, problem);
                    }
                    None
                }
            };
            if let Some(problem) = problem {
                tell(sink, Some(number), column, problem);
            }
        }
    }
}

fn header_findings(
    schema: &Schema,
    header: &[String],
    by_name: &BTreeMap<&str, &Field>,
    sink: &mut Sink,
) {
    let present: BTreeSet<&str> = header.iter().map(String::as_str).collect();
    let extra: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|label| !by_name.contains_key(label))
        .collect();
    // A name is looked for among the first columns that nobody knows: the work stays small on any table.
    let near_to: Vec<&str> = extra
        .iter()
        .copied()
        .filter(|label| !label.is_empty() && label.len() <= 80)
        .take(100)
        .collect();
    let mut told = BTreeSet::new();
    for field in &schema.fields {
        if present.contains(field.name.as_str()) || !told.insert(field.name.as_str()) {
            continue;
        }
        let near = nearest(
            &field.name,
            near_to.iter().copied().filter(|_| field.name.len() <= 80),
        );
        let problem = if field.required {
            say::column_missing_required(&field.name, sentence::near(near))
        } else {
            say::column_missing(&field.name, sentence::near(near))
        };
        tell(sink, None, Some(&field.name), problem);
    }
    for (place, label) in header.iter().enumerate() {
        if !by_name.contains_key(label.as_str()) {
            tell(
                sink,
                None,
                Some(label),
                say::column_extra(sentence::label(label, place)),
            );
        }
    }
    let same =
        present.len() == by_name.len() && present.iter().all(|label| by_name.contains_key(label));
    if same
        && !header
            .iter()
            .eq(schema.fields.iter().map(|field| &field.name))
    {
        tell(sink, None, None, say::column_order());
    }
}

fn tell(sink: &mut Sink, row: Option<u32>, column: Option<&str>, problem: Problem) {
    sink(Finding {
        problem,
        row,
        column: column.map(str::to_owned),
    });
}
