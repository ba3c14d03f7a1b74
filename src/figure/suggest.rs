//! Blocks for a table that has none yet. In: a described table, and the columns that a reader chose from it. Out: charts, a
//! table and a map as a logbook would hold them, each with a title that says what is seen. Nothing is promised of them:
//! who offers them draws them first.

use crate::diag::Language;
use crate::format;
use crate::map::headers::{self, PlaceColumns};
use crate::model::profile::{ColumnProfile, Distinct, Extent, Profile, TableFormat};
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::table::folded_name;
use crate::text::fold::fold_words;
use std::collections::{BTreeMap, BTreeSet};

/// Categories of a chart: fewer say nothing, more are no categories.
const CATEGORIES: std::ops::RangeInclusive<u64> = 2..=60;
/// Categories that are all drawn; of more, the first ones.
const DRAWN: u64 = 9;
/// Categories that have a color each on a map.
const COLORS: u64 = 8;
/// Letters of a name on a map, and of the name of a column.
const LONGEST: usize = 80;
/// Letters of a category: longer ones are sentences.
const LONGEST_CATEGORY: usize = 50;
/// Different days, months or years of a line.
const MOMENTS: std::ops::RangeInclusive<u64> = 3..=400;
/// Columns of a table.
const COLUMNS: usize = 5;

/// The columns that blocks are made of, by their indexes in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    category: Option<usize>,
    measure: Option<usize>,
    /// Unit of the measure.
    unit: String,
    moment: Option<usize>,
    /// What names a row.
    label: Option<usize>,
    /// Columns of the table block.
    shown: Vec<usize>,
    /// Codes of communes that stand once each.
    territory: Option<usize>,
}

/// Chooses columns. `left_out` are names that no block may show, folded: personal data.
pub fn choice(profile: &Profile, left_out: &BTreeSet<String>) -> Choice {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for column in &profile.columns {
        *names.entry(folded_name(&column.name)).or_default() += 1;
    }
    let usable = |column: &ColumnProfile| {
        let name = folded_name(&column.name);
        let sayable = column.name.chars().count() <= LONGEST
            && !column.name.contains(['\n', '\r', '"', ',', '#', '`'])
            && !column.name.contains(": ");
        !name.is_empty()
            && sayable
            && names.get(&name) == Some(&1)
            && !left_out.contains(&name)
            && column.filled * 2 >= profile.rows
            && column.filled > 0
    };
    let columns: Vec<(usize, &ColumnProfile)> = profile
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| usable(column))
        .collect();
    let best = |score: &dyn Fn(&ColumnProfile) -> Option<u64>| {
        let scored = columns
            .iter()
            .filter_map(|(at, column)| Some((score(column)?, std::cmp::Reverse(*at))));
        scored.max().map(|(_, at)| at.0)
    };
    let mut choice = Choice {
        category: best(&|column| category_score(column, profile.rows)),
        measure: best(&|column| measure_score(column)),
        moment: best(&|column| moment_score(column)),
        label: best(&|column| label_score(column, profile.rows)),
        ..Choice::default()
    };
    if let Some(at) = choice.measure {
        choice.unit = unit(&profile.columns[at]).unwrap_or_default();
    }
    choice.territory = columns
        .iter()
        .find(|(_, column)| {
            column.kind == ColumnKind::Insee
                && column.distinct == Distinct::Exactly(profile.rows)
                && profile.rows >= 5
        })
        .map(|(at, _)| *at);
    let named = [choice.label, choice.category, choice.moment, choice.measure];
    let mut shown: Vec<usize> = Vec::new();
    let others = columns.iter().map(|(at, _)| *at).filter(|at| {
        let column = &profile.columns[*at];
        column.longest <= LONGEST
            && !matches!(
                column.kind,
                ColumnKind::Geometry
                    | ColumnKind::GeoPoint
                    | ColumnKind::Latitude
                    | ColumnKind::Longitude
            )
    });
    for at in named.into_iter().flatten().chain(others) {
        if !shown.contains(&at) && shown.len() < COLUMNS {
            shown.push(at);
        }
    }
    choice.shown = shown;
    choice
}

impl Choice {
    /// Names of the columns that must be read.
    pub fn columns<'a>(&self, profile: &'a Profile) -> Vec<&'a str> {
        [self.category, self.measure, self.moment]
            .into_iter()
            .flatten()
            .filter_map(|at| profile.columns.get(at))
            .map(|column| column.name.as_str())
            .collect()
    }
}

fn exactly(column: &ColumnProfile) -> Option<u64> {
    match column.distinct {
        Distinct::Exactly(count) => Some(count),
        Distinct::MoreThan(_) => None,
    }
}

/// Words that come back: the fuller the column the better, and rather a handful than two or fifty.
fn category_score(column: &ColumnProfile, rows: u64) -> Option<u64> {
    let count = exactly(column)?;
    let fits = matches!(column.kind, ColumnKind::Text | ColumnKind::Boolean)
        && CATEGORIES.contains(&count)
        && count * 2 <= rows
        && column.longest <= LONGEST_CATEGORY;
    let handful = match count {
        2 => 30,
        3..=12 => 60,
        count => 60 - count.min(60),
    };
    fits.then(|| column.filled * 100 / rows.max(1) + handful)
}

/// An amount that can be added up and whose unit is known.
fn measure_score(column: &ColumnProfile) -> Option<u64> {
    let number = matches!(column.kind, ColumnKind::Integer | ColumnKind::Decimal);
    let varied = exactly(column).is_none_or(|count| count > 2);
    let positive = matches!(column.extent, Some(Extent::Numbers { min, .. }) if min >= 0.0);
    if !(number && varied && positive && column.unreadable == 0) {
        return None;
    }
    let unit = unit(column)?;
    // Percentages do not add up.
    (unit != "%").then_some(column.filled + u64::from(column.unit.is_some()))
}

fn moment_score(column: &ColumnProfile) -> Option<u64> {
    let rank = match column.kind {
        ColumnKind::Year => 3,
        ColumnKind::Month => 2,
        ColumnKind::Date => 1,
        _ => return None,
    };
    MOMENTS.contains(&exactly(column)?).then_some(rank)
}

/// Short texts, hardly one twice.
fn label_score(column: &ColumnProfile, rows: u64) -> Option<u64> {
    let many = exactly(column).is_none_or(|count| count * 5 >= rows * 3);
    let folded = fold_words(&column.name);
    let has = |names: &[&str]| {
        folded
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| names.contains(&word))
    };
    let rank = match column.name.as_str() {
        _ if has(&[
            "id",
            "identifiant",
            "identifier",
            "code",
            "reference",
            "ref",
        ]) =>
        {
            1
        }
        _ if has(&["nom", "name", "libelle", "titre", "title"]) => 3,
        _ => 2,
    };
    (column.kind == ColumnKind::Text && many && column.longest <= LONGEST).then_some(rank)
}

/// The unit of a column of numbers: the one that it has, or the one that its name says.
fn unit(column: &ColumnProfile) -> Option<String> {
    if let Some(unit) = &column.unit {
        return Some(unit.clone());
    }
    let folded = fold_words(&column.name);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    if has(&[
        "id", "code", "numero", "rang", "taux", "ratio", "part", "indice",
    ]) {
        return None;
    }
    if has(&[
        "montant",
        "subvention",
        "cout",
        "budget",
        "depense",
        "recette",
        "amount",
    ]) {
        return Some("€".into());
    }
    if has(&["population", "habitants"]) {
        return Some("habitants".into());
    }
    // `nb_places`, « nombre de places », « Nombre d’élèves »
    let rest = match words.as_slice() {
        ["nb" | "nbre" | "nbr" | "nombre" | "number", rest @ ..] => rest,
        _ => return None,
    };
    let skipped = rest
        .iter()
        .take_while(|word| word.len() < 3 || **word == "des");
    let at = words.len() - rest.len() + skipped.count();
    // As it is written, accents kept.
    let said = column
        .name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .nth(at)?
        .to_lowercase();
    let plain = said.chars().all(char::is_alphabetic);
    (said.chars().count() >= 3 && plain).then_some(said)
}

/// The blocks, the most telling first. `table` has the columns of the choice; `file` and `source` are written as they are.
pub fn blocks(
    profile: &Profile,
    choice: &Choice,
    table: &Table,
    file: &str,
    source: &str,
    language: Language,
) -> Vec<String> {
    let writer = Writer {
        profile,
        choice,
        table,
        file,
        source,
        language,
    };
    let blocks = match profile.format {
        TableFormat::Csv => vec![
            writer.bars(),
            writer.line(),
            writer.histogram(),
            writer.rows(),
            writer.map(),
        ],
        // The blocks that compute read tables.
        TableFormat::GeoJson => vec![writer.map()],
    };
    blocks.into_iter().flatten().collect()
}

struct Writer<'a> {
    profile: &'a Profile,
    choice: &'a Choice,
    table: &'a Table,
    file: &'a str,
    source: &'a str,
    language: Language,
}

impl<'a> Writer<'a> {
    fn say(&self, fr: String, en: String) -> String {
        match self.language {
            Language::French => fr,
            Language::English => en,
        }
    }

    fn name(&self, at: usize) -> &'a str {
        self.profile
            .columns
            .get(at)
            .map_or("", |column| &column.name)
    }

    fn column(&self, at: usize) -> Option<&'a Column> {
        let name = self.name(at);
        self.table.columns.iter().find(|column| column.name == name)
    }

    fn number(&self, value: f64, unit: &str) -> String {
        let shown = match value.abs() >= 1_000.0 {
            true => value.round(),
            false => (value * 10.0).round() / 10.0,
        };
        format::with_unit(shown, (!unit.is_empty()).then_some(unit), self.language)
    }

    /// `somme(montant)`, or how many rows there are.
    fn measured(&self, counted: usize) -> (String, String) {
        match self.choice.measure {
            Some(at) => {
                let function = self.say("somme".into(), "sum".into());
                (
                    format!("{function}({})", self.name(at)),
                    self.choice.unit.clone(),
                )
            }
            None => {
                let function = self.say("compte".into(), "count".into());
                (
                    format!("{function}({})", self.name(counted)),
                    self.say("lignes".into(), "rows".into()),
                )
            }
        }
    }

    /// The measure of each row; one for each row without a measure.
    fn amounts(&self) -> Vec<f64> {
        let measure = self.choice.measure.and_then(|at| self.column(at));
        match measure.map(|column| &column.values) {
            Some(Values::Numbers(numbers)) => numbers.clone(),
            _ => vec![1.0; self.table.rows()],
        }
    }

    fn bars(&self) -> Option<String> {
        let at = self.choice.category?;
        let category = self.column(at)?;
        let count = self.profile.columns.get(at).and_then(exactly)?;
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for (row, amount) in self.amounts().into_iter().enumerate() {
            if let Some(word) = word(category, row, self.language)
                && !amount.is_nan()
            {
                *sums.entry(word).or_default() += amount;
            }
        }
        let whole: f64 = sums.values().sum();
        let (first, most) = sums.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        if sums.values().filter(|sum| *sum == most).count() > 1 {
            return None;
        }
        let (measure, unit) = self.measured(at);
        let share = (100.0 * most / whole).round();
        if !(1.0..=99.0).contains(&share) {
            return None;
        }
        let share = format::with_unit(share, Some("%"), self.language);
        let title = self.say(
            format!("« {first} » vient en tête, avec {share} du total"),
            format!("“{first}” comes first, with {share} of the total"),
        );
        let mut lines = vec![
            "type: bar".to_owned(),
            format!("title: {title}"),
            format!("data: {}", self.file),
            format!("x: {}", self.name(at)),
            format!("y: {measure}"),
        ];
        if count > DRAWN {
            lines.push(self.say("top: 8 + autres".into(), "top: 8 + others".into()));
        }
        lines.push(format!("unit: {unit}"));
        Some(self.block("chart", lines))
    }

    fn line(&self) -> Option<String> {
        let at = self.choice.moment?;
        let moment = self.column(at)?;
        let mut sums: BTreeMap<i64, f64> = BTreeMap::new();
        for (row, amount) in self.amounts().into_iter().enumerate() {
            let found = match &moment.values {
                Values::Numbers(years) => years.get(row).filter(|year| !year.is_nan()),
                Values::Dates(days) => {
                    let day = days.get(row).copied().flatten();
                    if let Some(day) = day.filter(|_| !amount.is_nan()) {
                        *sums.entry(i64::from(day)).or_default() += amount;
                    }
                    None
                }
                _ => None,
            };
            if let Some(year) = found.filter(|_| !amount.is_nan()) {
                *sums.entry(*year as i64).or_default() += amount;
            }
        }
        let (when, most) = sums.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        let when = match moment.kind {
            ColumnKind::Year => format::time::year(*when as i32),
            kind => {
                let precision = match kind {
                    ColumnKind::Month => format::time::Precision::Month,
                    _ => format::time::Precision::Day,
                };
                format::time::date(*when as i32, precision, self.language)
            }
        };
        let (measure, unit) = self.measured(at);
        let most = self.number(*most, &unit);
        let title = self.say(
            format!("Le plus haut : {when}, avec {most}"),
            format!("The highest: {when}, with {most}"),
        );
        let lines = vec![
            "type: line".to_owned(),
            format!("title: {title}"),
            format!("data: {}", self.file),
            format!("x: {}", self.name(at)),
            format!("y: {measure}"),
            format!("unit: {unit}"),
        ];
        Some(self.block("chart", lines))
    }

    fn histogram(&self) -> Option<String> {
        let at = self.choice.measure?;
        let mut values = self.amounts();
        values.retain(|value| !value.is_nan());
        if values.len() < 30 {
            return None;
        }
        values.sort_by(f64::total_cmp);
        let middle = self.number(values[values.len() / 2], &self.choice.unit);
        let title = self.say(
            format!("Une ligne sur deux ne dépasse pas {middle}"),
            format!("One row out of two does not exceed {middle}"),
        );
        let lines = vec![
            "type: histogram".to_owned(),
            format!("title: {title}"),
            format!("data: {}", self.file),
            format!("x: {}", self.name(at)),
            format!("unit: {}", self.choice.unit),
        ];
        Some(self.block("chart", lines))
    }

    fn rows(&self) -> Option<String> {
        let shown: Vec<&str> = self.choice.shown.iter().map(|at| self.name(*at)).collect();
        if shown.is_empty() || self.profile.rows < 2 {
            return None;
        }
        let count = format::number(self.profile.rows as f64, self.language);
        let mut lines = Vec::new();
        let title = match self.choice.measure.map(|at| &self.profile.columns[at]) {
            Some(column) => {
                let Some(Extent::Numbers { max, .. }) = column.extent else {
                    return None;
                };
                let most = self.number(max, &self.choice.unit);
                lines.push(format!("sort: -{}", column.name));
                lines.push(format!("bars: {}", column.name));
                self.say(
                    format!("La première ligne atteint {most}, sur {count} en tout"),
                    format!("The first row reaches {most}, of {count} in all"),
                )
            }
            None => self.say(
                format!("Les premières lignes, sur {count} en tout"),
                format!("The first rows, of {count} in all"),
            ),
        };
        let head = [
            format!("title: {title}"),
            format!("data: {}", self.file),
            format!("columns: {}", shown.join(", ")),
        ];
        lines.push("rows: 10".into());
        Some(self.block("table", head.into_iter().chain(lines).collect()))
    }

    fn map(&self) -> Option<String> {
        let names: Vec<&str> = self
            .profile
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let mut lines = vec![format!("data: {}", self.file)];
        let of_kind = |kind: ColumnKind| {
            let found = self
                .profile
                .columns
                .iter()
                .find(|column| column.kind == kind);
            found.map(|column| column.name.as_str())
        };
        if self.profile.format == TableFormat::GeoJson {
            // Its features say where they are.
        } else if let Some(at) = self.choice.territory {
            lines.push("contours: communes".into());
            lines.push(format!("code: {}", self.name(at)));
            let measure = self.choice.measure?;
            lines.push(format!("value: {} / population", self.name(measure)));
            let per = self.say("par habitant".into(), "per inhabitant".into());
            lines.push(format!("unit: {} {per}", self.choice.unit));
        } else if let (Some(latitude), Some(longitude)) = (
            of_kind(ColumnKind::Latitude),
            of_kind(ColumnKind::Longitude),
        ) {
            lines.push(format!("lat: {latitude}"));
            lines.push(format!("lon: {longitude}"));
        } else if let Some(point) = of_kind(ColumnKind::GeoPoint) {
            lines.push(format!("point: {point}"));
        } else {
            let place = PlaceColumns::found(&names);
            let found = match (&place.insee, &place.postal_code, &place.name) {
                (Some(insee), ..) => vec![insee.as_str()],
                (None, Some(code), Some(name)) => vec![code.as_str(), name.as_str()],
                _ => of_kind(ColumnKind::Insee).into_iter().collect(),
            };
            let many = found.iter().any(|name| {
                let column = self.profile.column(name);
                column.is_some_and(|column| column.distinct != Distinct::Exactly(1))
            });
            if !many || headers::coordinates(&names).is_some() {
                return None;
            }
            lines.push(format!("place: {}", found.join(", ")));
        }
        if self.choice.territory.is_none()
            && let Some(at) = self.choice.category
            && self
                .profile
                .columns
                .get(at)
                .and_then(exactly)
                .is_some_and(|count| count <= COLORS)
        {
            lines.push(format!("color: {}", self.name(at)));
        }
        if let Some(at) = self.choice.label {
            lines.push(format!("label: {}", self.name(at)));
        }
        let count = format::number(self.profile.rows as f64, self.language);
        let title = self.say(
            match self.profile.rows {
                1 => format!("Où se trouve la ligne de {}", self.file),
                _ => format!("Où se trouvent les {count} lignes de {}", self.file),
            },
            match self.profile.rows {
                1 => format!("Where the row of {} is", self.file),
                _ => format!("Where the {count} rows of {} are", self.file),
            },
        );
        lines.insert(0, format!("title: {title}"));
        Some(self.block("map", lines))
    }

    fn block(&self, kind: &str, mut lines: Vec<String>) -> String {
        lines.push(format!("source: {}", self.source));
        format!("```{kind}\n{}\n```\n", lines.join("\n"))
    }
}

/// A category, as a title says it.
fn word(column: &Column, row: usize, language: Language) -> Option<String> {
    match &column.values {
        Values::Texts(texts) => texts.get(row).map(str::to_owned),
        Values::Booleans(flags) => flags.get(row).copied().flatten().map(|flag| {
            let words = match (flag, language) {
                (true, Language::French) => "oui",
                (false, Language::French) => "non",
                (true, Language::English) => "yes",
                (false, Language::English) => "no",
            };
            words.to_owned()
        }),
        _ => None,
    }
}
