//! Some rows of a table.

use crate::model::table::{Column, Table, Texts, Values};
use std::collections::BTreeMap;

/// A table of some rows, in the order given.
pub fn take_table(table: &Table, rows: &[u32]) -> Table {
    Table {
        path: table.path.clone(),
        columns: table
            .columns
            .iter()
            .map(|column| Column {
                values: take(&column.values, rows),
                name: column.name.clone(),
                kind: column.kind,
                unit: column.unit.clone(),
            })
            .collect(),
        records: rows
            .iter()
            .map(|row| table.records.get(*row as usize).copied().unwrap_or(0))
            .collect(),
    }
}

/// Some cells of a column, in the order given; texts that no cell uses any more are let go.
pub fn take(values: &Values, rows: &[u32]) -> Values {
    fn pick<T: Copy>(all: &[T], rows: &[u32], missing: T) -> Vec<T> {
        rows.iter()
            .map(|row| all.get(*row as usize).copied().unwrap_or(missing))
            .collect()
    }
    match values {
        Values::Numbers(all) => Values::Numbers(pick(all, rows, f64::NAN)),
        Values::Dates(all) => Values::Dates(pick(all, rows, None)),
        Values::Booleans(all) => Values::Booleans(pick(all, rows, None)),
        // A few rows of many: a list of all words would cost more than the rows.
        Values::Texts(all) if rows.len() < all.words.len() / 16 => {
            let mut out = Texts::default();
            let mut places: BTreeMap<u32, u32> = BTreeMap::new();
            for row in rows {
                let cell = all.cells.get(*row as usize).copied();
                let word = cell.and_then(|cell| Some((cell, all.words.get(cell as usize)?)));
                out.cells.push(match word {
                    None => Texts::MISSING,
                    Some((cell, word)) => *places.entry(cell).or_insert_with(|| {
                        out.words.push(word.clone());
                        u32::try_from(out.words.len() - 1).unwrap_or(Texts::MISSING)
                    }),
                });
            }
            Values::Texts(out)
        }
        Values::Texts(all) => {
            let mut out = Texts::default();
            let mut places = vec![Texts::MISSING; all.words.len()];
            for row in rows {
                let cell = all.cells.get(*row as usize).copied();
                let place = cell.and_then(|cell| Some((cell, places.get_mut(cell as usize)?)));
                out.cells.push(match place {
                    None => Texts::MISSING,
                    Some((cell, place)) => {
                        if *place == Texts::MISSING {
                            *place = u32::try_from(out.words.len()).unwrap_or(Texts::MISSING);
                            out.words.push(all.words[cell as usize].clone());
                        }
                        *place
                    }
                });
            }
            Values::Texts(out)
        }
    }
}

/// The rows that a sorted list does not name.
pub fn others(count: usize, left_out: &[u32]) -> Vec<u32> {
    let mut left_out = left_out.iter().copied().peekable();
    (0..u32::try_from(count).unwrap_or(u32::MAX))
        .filter(|row| {
            let out = left_out.peek() == Some(row);
            if out {
                left_out.next();
            }
            !out
        })
        .collect()
}

/// A number for each cell, equal for equal cells; nothing for a missing one.
pub fn codes(values: &Values) -> Vec<Option<u64>> {
    match values {
        Values::Numbers(all) => all
            .iter()
            // Minus zero is zero.
            .map(|value| (!value.is_nan()).then(|| (value + 0.0).to_bits()))
            .collect(),
        Values::Dates(all) => all
            .iter()
            .map(|day| day.map(|day| u64::from(day.cast_unsigned())))
            .collect(),
        Values::Booleans(all) => all.iter().map(|value| value.map(u64::from)).collect(),
        Values::Texts(all) => all
            .cells
            .iter()
            .map(|cell| (*cell != Texts::MISSING).then_some(u64::from(*cell)))
            .collect(),
    }
}
