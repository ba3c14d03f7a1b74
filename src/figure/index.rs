//! Where each value of a column stands, so that a page finds its rows without reading all of them.

use crate::model::table::{Texts, Values};
use crate::transform::Expression;
use crate::transform::columns::folded;
use std::collections::HashMap;
use std::hash::Hash;

/// The rows of each value.
#[derive(Debug)]
pub struct Index(ByValue);

#[derive(Debug)]
enum ByValue {
    /// By the form in which texts are compared.
    Texts(Runs<String>),
    /// By the bits of a number.
    Numbers(Runs<u64>),
    /// Nobody asks for one day, or for a yes.
    None,
}

/// Rows in runs, one per value.
#[derive(Debug)]
struct Runs<Key> {
    /// Where the run of a value starts, and its length.
    runs: HashMap<Key, (usize, usize)>,
    rows: Vec<u32>,
}

impl<Key: Eq + Hash> Runs<Key> {
    /// `keys` gives the value of each row; rows without one are in no run.
    fn new(keys: impl Iterator<Item = Option<u32>>, values: Vec<Key>) -> Self {
        let keys: Vec<Option<u32>> = keys.collect();
        let mut starts = vec![0; values.len() + 1];
        for key in keys.iter().flatten() {
            starts[*key as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; starts[values.len()]];
        for (row, key) in (0_u32..).zip(&keys) {
            if let Some(key) = key {
                rows[next[*key as usize]] = row;
                next[*key as usize] += 1;
            }
        }
        let runs = values
            .into_iter()
            .enumerate()
            .map(|(at, value)| (value, (starts[at], starts[at + 1] - starts[at])))
            .collect();
        Runs { runs, rows }
    }
}

impl Index {
    pub fn new(values: &Values) -> Self {
        Index(match values {
            Values::Texts(texts) => ByValue::Texts(texts_index(texts)),
            Values::Numbers(all) => {
                let mut numbers: HashMap<u64, u32> = HashMap::new();
                let mut values = Vec::new();
                let keys: Vec<Option<u32>> = all
                    .iter()
                    .map(|value| {
                        (!value.is_nan())
                            .then(|| number_of(bits(*value), &mut numbers, &mut values))
                    })
                    .collect();
                ByValue::Numbers(Runs::new(keys.into_iter(), values))
            }
            Values::Dates(_) | Values::Booleans(_) => ByValue::None,
        })
    }

    /// The rows where the column equals a literal, in their order; nothing when the two do not compare so.
    pub fn rows(&self, value: &Expression) -> Option<&[u32]> {
        match (&self.0, value) {
            (ByValue::Texts(runs), Expression::Text(text, _) | Expression::Number(_, text, _)) => {
                let wanted = folded(text);
                // An empty text asks for the cells that are missing.
                (!wanted.is_empty()).then(|| run(runs, &wanted))
            }
            (ByValue::Numbers(runs), Expression::Number(number, _, _)) => {
                Some(run(runs, &bits(*number)))
            }
            _ => None,
        }
    }
}

fn run<'a, Key: Eq + Hash>(runs: &'a Runs<Key>, key: &Key) -> &'a [u32] {
    runs.runs
        .get(key)
        .map_or(&[], |(start, length)| &runs.rows[*start..start + length])
}

/// Minus zero is zero.
fn bits(value: f64) -> u64 {
    (value + 0.0).to_bits()
}

fn number_of<Key: Eq + Hash + Clone>(
    key: Key,
    numbers: &mut HashMap<Key, u32>,
    values: &mut Vec<Key>,
) -> u32 {
    *numbers.entry(key.clone()).or_insert_with(|| {
        values.push(key);
        u32::try_from(values.len() - 1).unwrap_or(u32::MAX)
    })
}

fn texts_index(texts: &Texts) -> Runs<String> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut values = Vec::new();
    // Words that differ by their accents or capitals are one value.
    let of_words: Vec<u32> = texts
        .words
        .iter()
        .map(|word| number_of(folded(word), &mut numbers, &mut values))
        .collect();
    let keys = texts
        .cells
        .iter()
        .map(|cell| of_words.get(*cell as usize).copied());
    Runs::new(keys, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn rows_are_found_as_a_filter_would() {
        let words = ["01004", "Été", "ete"].map(Box::from).to_vec();
        let texts = Values::Texts(Texts {
            words,
            cells: vec![1, 0, Texts::MISSING, 2, 0],
        });
        let index = Index::new(&texts);
        let text = |words: &str| Expression::Text(words.to_owned(), Span::default());
        let number =
            |value: f64, text: &str| Expression::Number(value, text.to_owned(), Span::default());
        assert_eq!(index.rows(&text("ÉTÉ")), Some(&[0, 3][..]));
        assert_eq!(index.rows(&number(1004.0, "01004")), Some(&[1, 4][..]));
        assert_eq!(index.rows(&text("rien")), Some(&[][..]));
        assert_eq!(index.rows(&text("")), None);
        let index = Index::new(&Values::Numbers(vec![2.0, f64::NAN, -0.0, 2.0]));
        assert_eq!(index.rows(&number(2.0, "2")), Some(&[0, 3][..]));
        assert_eq!(index.rows(&number(0.0, "0")), Some(&[2][..]));
        assert_eq!(index.rows(&text("2")), None);
    }
}
