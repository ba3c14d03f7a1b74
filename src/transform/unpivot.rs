//! Columns into rows: `1985..2027 as (annee, eleves)`, `recettes, depenses as (poste, montant)`.

use super::Fault;
use super::columns::Names;
use super::evaluate::column;
use crate::diag::{Phrase, chart};
use crate::model::fence::Written;
use crate::model::table::{Column, ColumnKind, Table, Texts, Values};
use crate::text::fold::fold;

/// Which columns become rows, and the two columns that come of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpivot {
    pub columns: Vec<String>,
    /// Holds the names of the columns.
    pub key: String,
    /// Holds their cells.
    pub value: String,
    written: Written,
}

impl Unpivot {
    /// Reads the words after `unpivot:`.
    ///
    /// # Errors
    /// `chart.unpivot` where a part is missing, or the fault of a column that does not exist.
    pub fn parse(written: &Written, names: &Names) -> Result<Self, Fault> {
        let text = &written.text;
        let wrong =
            |fr: &str, en: &str| Fault::new(chart::unpivot(Phrase::new(fr, en)), written.span);
        let open = text.rfind('(').ok_or_else(|| {
            wrong(
                "il manque « as (nom, valeur) »",
                "“as (name, value)” is missing",
            )
        })?;
        let before = text[..open].trim_end();
        let list = [" as", " comme", " en"]
            .iter()
            .find_map(|word| {
                let at = before.len().checked_sub(word.len())?;
                let ends = before.is_char_boundary(at) && fold(&before[at..]) == *word;
                ends.then(|| before[..at].trim_end())
            })
            .ok_or_else(|| {
                wrong(
                    "il manque « as » avant la parenthèse",
                    "“as” is missing before the parenthesis",
                )
            })?;
        let close = text[open..].find(')').map_or(text.len(), |at| open + at);
        let new = written.trimmed(open + 1..close).list();
        let [key, value] = new.as_slice() else {
            return Err(wrong(
                "il faut deux noms entre parenthèses",
                "two names are needed between the parentheses",
            ));
        };
        let list = written.trimmed(0..list.len());
        let mut columns: Vec<String> = Vec::new();
        for part in list.list() {
            for name in of_part(&part, names)? {
                if !columns.contains(&name) {
                    columns.push(name);
                }
            }
        }
        if columns.is_empty() {
            return Err(wrong("il ne nomme aucune colonne", "it names no column"));
        }
        Ok(Unpivot {
            columns,
            key: key.text.clone(),
            value: value.text.clone(),
            written: written.clone(),
        })
    }

    /// The names of the table that comes of it.
    pub fn names(&self, names: &Names) -> Names {
        let kept = names
            .all()
            .iter()
            .filter(|name| !self.columns.contains(name))
            .map(String::as_str);
        Names::new(
            &names.dataset,
            kept.chain([self.key.as_str(), self.value.as_str()]),
        )
    }

    /// The long table, row after row, and the units of the columns when they differ.
    ///
    /// # Errors
    /// When the table lost a column since it was parsed.
    pub fn apply(&self, table: &Table) -> Result<(Table, Vec<String>), Fault> {
        let width = self.columns.len();
        let rows = table.rows();
        let repeated: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX))
            .flat_map(|row| std::iter::repeat_n(row, width))
            .collect();
        let wide = self
            .columns
            .iter()
            .map(|name| column(table, name, self.written.span))
            .collect::<Result<Vec<&Column>, Fault>>()?;
        let kept = Table {
            path: table.path.clone(),
            records: table.records.clone(),
            columns: table
                .columns
                .iter()
                .filter(|column| !self.columns.contains(&column.name))
                .cloned()
                .collect(),
        };
        let mut long = super::rows::take_table(&kept, &repeated);
        long.columns.push(Column {
            name: self.key.clone(),
            unit: None,
            ..keys(&self.columns, rows)
        });
        let mut units: Vec<String> = wide
            .iter()
            .filter_map(|column| column.unit.clone())
            .collect();
        units.sort();
        units.dedup();
        long.columns.push(Column {
            name: self.value.clone(),
            unit: units.first().filter(|_| units.len() == 1).cloned(),
            ..cells(&wide, rows)
        });
        if units.len() < 2 {
            units.clear();
        }
        Ok((long, units))
    }

    /// What it does, in words.
    pub fn phrase(&self) -> Phrase {
        let list = match self.columns.as_slice() {
            [first, .., last] if self.columns.len() > 4 => format!("{first} … {last}"),
            columns => columns.join(", "),
        };
        Phrase::new(
            format!("colonnes {list} mises en lignes"),
            format!("columns {list} turned into rows"),
        )
    }
}

/// One name, or the columns from one to another.
fn of_part(part: &Written, names: &Names) -> Result<Vec<String>, Fault> {
    let range = part
        .text
        .find("..")
        .map(|at| (at, at + 2))
        .or_else(|| part.text.find('…').map(|at| (at, at + '…'.len_utf8())));
    let Some((end, start)) = range else {
        return Ok(vec![names.find(&part.text, part.span)?.to_owned()]);
    };
    let first = part.trimmed(0..end);
    let last = part.trimmed(start..part.text.len());
    if let (Ok(least), Ok(most)) = (first.text.parse::<i64>(), last.text.parse::<i64>()) {
        let found: Vec<String> = names
            .all()
            .iter()
            .filter(|name| {
                name.trim()
                    .parse::<i64>()
                    .is_ok_and(|number| (least..=most).contains(&number))
            })
            .cloned()
            .collect();
        if found.is_empty() {
            return Err(Fault::new(names.unknown(&first.text), first.span));
        }
        return Ok(found);
    }
    let from = names.find(&first.text, first.span)?;
    let to = names.find(&last.text, last.span)?;
    let place = |name: &str| {
        names
            .all()
            .iter()
            .position(|known| known == name)
            .unwrap_or(0)
    };
    let (from, to) = (place(from), place(to));
    Ok(names.all()[from.min(to)..=from.max(to)].to_vec())
}

/// The names of the columns, over and over: years when they all are, else texts.
fn keys(columns: &[String], rows: usize) -> Column {
    let years: Option<Vec<f64>> = columns.iter().map(|name| year(name)).collect();
    let distinct = years.as_ref().is_some_and(|years| {
        let mut sorted = years.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.windows(2).all(|pair| pair[0] < pair[1])
    });
    let (kind, values) = match years {
        Some(years) if distinct => {
            let all = std::iter::repeat_n(years, rows).flatten().collect();
            (ColumnKind::Year, Values::Numbers(all))
        }
        _ => {
            let count = u32::try_from(columns.len()).unwrap_or(u32::MAX);
            let texts = Texts {
                words: columns.iter().map(|name| name.trim().into()).collect(),
                cells: std::iter::repeat_n(0..count, rows).flatten().collect(),
            };
            (ColumnKind::Text, Values::Texts(texts))
        }
    };
    Column {
        name: String::new(),
        kind,
        unit: None,
        values,
    }
}

/// The year that a column's name is, or ends with.
fn year(name: &str) -> Option<f64> {
    let name = name.trim();
    let digits = name.len() - name.bytes().rev().take_while(u8::is_ascii_digit).count();
    let year: f64 = name[digits..].parse().ok()?;
    (name.len() - digits == 4 && (1000.0..=2999.0).contains(&year)).then_some(year)
}

/// The cells of the columns, row after row.
fn cells(columns: &[&Column], rows: usize) -> Column {
    let all_numbers: Option<Vec<&[f64]>> = columns
        .iter()
        .map(|column| match &column.values {
            Values::Numbers(values) => Some(values.as_slice()),
            // A column without any cell is of no kind yet.
            Values::Texts(texts) if texts.words.is_empty() => Some(&[][..]),
            _ => None,
        })
        .collect();
    if let Some(numbers) = all_numbers {
        let mut out = Vec::with_capacity(rows * columns.len());
        for row in 0..rows {
            out.extend(
                numbers
                    .iter()
                    .map(|column| column.get(row).copied().unwrap_or(f64::NAN)),
            );
        }
        let whole = columns
            .iter()
            .all(|column| column.kind == ColumnKind::Integer);
        return Column {
            name: String::new(),
            kind: if whole {
                ColumnKind::Integer
            } else {
                ColumnKind::Decimal
            },
            unit: None,
            values: Values::Numbers(out),
        };
    }
    let mut texts = Texts::default();
    let mut places: std::collections::HashMap<String, u32> = std::collections::HashMap::new();
    for row in 0..rows {
        for column in columns {
            let word = match &column.values {
                Values::Texts(all) => all.get(row).map(str::to_owned),
                Values::Numbers(all) => all
                    .get(row)
                    .filter(|value| !value.is_nan())
                    .map(f64::to_string),
                Values::Booleans(all) => all
                    .get(row)
                    .copied()
                    .flatten()
                    .map(|value| value.to_string()),
                Values::Dates(all) => all.get(row).copied().flatten().map(|day| {
                    let (year, month, day) = crate::format::time::civil(day);
                    format!("{year:04}-{month:02}-{day:02}")
                }),
            };
            texts.cells.push(match word {
                None => Texts::MISSING,
                Some(word) => *places.entry(word).or_insert_with_key(|word| {
                    texts.words.push(word.as_str().into());
                    u32::try_from(texts.words.len() - 1).unwrap_or(Texts::MISSING)
                }),
            });
        }
    }
    Column {
        name: String::new(),
        kind: ColumnKind::Text,
        unit: None,
        values: Values::Texts(texts),
    }
}
