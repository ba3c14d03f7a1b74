//! What would mislead a reader: each rule is a finding with its lesson, and `allow` with a `reason` silences one.

mod sentence;
mod title;

use super::fields::Fields;
use super::{chart::is_moment, data, unit};
use crate::chart::{Chart, Mode, Reduced, ReducedThing};
use crate::diag::{Language, Phrase, chart as problem};
use crate::format::{number, time};
use crate::model::fence::FenceKind;
use crate::model::table::{Column, Values};
use crate::text::fold::fold_words;
use crate::transform::{Expression, Fault, Function, Prepared, Recipe};
use std::collections::{BTreeMap, BTreeSet};

/// The rules that `allow` may name, by their codes without `chart.`.
pub const RULES: &[&str] = &[
    "pie-slices",
    "pie-parts",
    "totals-mixed",
    "axis-not-zero",
    "mixed-units",
    "mixed-magnitudes",
    "unequal-steps",
    "too-many-series",
    "too-many-categories",
    "too-many-points",
    "file-order",
    "no-unit",
    "title-without-finding",
    "tiny-sample",
    "contradicted-number",
    "division-by-zero",
    "missing-title",
    "missing-source",
    "picked-kind",
    "unknown-unit",
    "raw-counts",
];

/// A chart and what it was made from.
pub struct Case<'a> {
    pub fields: &'a Fields<'a>,
    pub chart: &'a Chart,
    pub prepared: &'a Prepared,
    pub recipe: &'a Recipe,
    /// The author asked for the order of the file.
    pub sorted_by_file: bool,
    /// The paragraph above the block.
    pub before: &'a str,
    pub language: Language,
}

/// Rules about the words of any block.
pub fn words(fields: &Fields<'_>, faults: &mut Vec<Fault>) {
    let span = fields.fence.span;
    let block = fields.fence.kind;
    if fields.prose("title").is_empty() && block != FenceKind::Number {
        faults.push(Fault::new(problem::missing_title(), span));
    }
    let reads = matches!(block, FenceKind::Chart | FenceKind::Table);
    if reads && fields.prose("source").is_empty() {
        faults.push(Fault::new(problem::missing_source(), span));
    }
}

/// Rules about a chart.
pub fn chart(case: &Case<'_>, faults: &mut Vec<Fault>) {
    pie(case, faults);
    totals(case, faults);
    axis(case, faults);
    units(case, faults);
    steps(case, faults);
    series(case, faults);
    order(case, faults);
    title::title(case, faults);
    sample(case, faults);
    sentence::sentence(case, faults);
}

/// What the drawing had to leave out.
pub fn reduced(reduced: &[Reduced], fields: &Fields<'_>, faults: &mut Vec<Fault>) {
    for found in reduced {
        let finding = match found.what {
            ReducedThing::Categories => problem::too_many_categories(found.of, found.shown),
            ReducedThing::Points => problem::too_many_points(found.of, found.shown),
            _ => continue,
        };
        faults.push(Fault::new(finding, fields.span("x")));
    }
}

/// The block that draws the same as bars.
fn as_bars(fields: &Fields<'_>) -> String {
    let lines: Vec<String> = ["data", "filter", "x", "y"]
        .into_iter()
        .filter_map(|name| Some(format!("{name}: {}", fields.get(name)?.text)))
        .collect();
    format!("type: bar / {}", lines.join(" / "))
}

fn numbers(column: Option<&Column>) -> &[f64] {
    match column.map(|column| &column.values) {
        Some(Values::Numbers(all)) => all,
        _ => &[],
    }
}

fn pie(case: &Case<'_>, faults: &mut Vec<Fault>) {
    if !matches!(case.chart.kind.name, "pie" | "donut") {
        return;
    }
    let values = numbers(case.chart.channels.y.as_ref());
    let span = case.fields.span("y");
    let slices = values.iter().filter(|value| **value > 0.0).count();
    if slices > 5 {
        faults.push(Fault::new(
            problem::pie_slices(slices, as_bars(case.fields)),
            case.fields.span("type"),
        ));
    }
    let measure = case
        .recipe
        .measure
        .and_then(|at| case.recipe.channels.get(at))
        .map(|channel| &channel.expression);
    let overlapping = match measure {
        Some(Expression::Call(function, ..)) => {
            !matches!(function, Function::Sum | Function::Count | Function::Share)
        }
        _ => false,
    };
    let negative = values.iter().find(|value| **value < 0.0);
    let percents: f64 = values.iter().filter(|value| !value.is_nan()).sum();
    let is_percent = case
        .chart
        .channels
        .y
        .as_ref()
        .is_some_and(|column| column.unit.as_deref() == Some("%"));
    let why = if let Some(value) = negative {
        let value = number(*value, case.language);
        Phrase::new(
            format!("l’une vaut {value}"),
            format!("one of them is {value}"),
        )
    } else if overlapping {
        Phrase::new(
            "des moyennes ou des effectifs distincts se recouvrent",
            "means or distinct counts overlap",
        )
    } else if is_percent && !values.is_empty() && (percents - 100.0).abs() > 1.5 {
        let sum = number((percents * 10.0).round() / 10.0, case.language);
        Phrase::new(
            format!("leur somme fait {sum} %, pas 100 %"),
            format!("they add up to {sum}%, not 100%"),
        )
    } else {
        return;
    };
    faults.push(Fault::new(
        problem::pie_parts(why, as_bars(case.fields)),
        span,
    ));
}

fn totals(case: &Case<'_>, faults: &mut Vec<Fault>) {
    if let Some((value, column)) = &case.prepared.total {
        faults.push(Fault::new(
            problem::totals_mixed(value, column),
            case.fields.span("data"),
        ));
    }
}

fn axis(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let bars = matches!(case.chart.kind.name, "bar" | "area" | "histogram");
    if let Some(from) = case.chart.y_scale.min.filter(|from| bars && *from != 0.0) {
        faults.push(Fault::new(
            problem::axis_not_zero(number(from, case.language)),
            case.fields.span("ymin"),
        ));
    }
}

fn units(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let fields = case.fields;
    let measure = case.recipe.measure.and_then(|at| {
        Some((
            case.recipe.channels.get(at)?,
            case.prepared.table.columns.get(at)?,
        ))
    });
    if let [first, second, ..] = case.prepared.units.as_slice() {
        faults.push(Fault::new(
            problem::mixed_units(first, second),
            fields.span("unpivot"),
        ));
    } else if let Some((first, second)) = units_in_data(case) {
        faults.push(Fault::new(
            problem::mixed_units(first, second),
            fields.span("data"),
        ));
    }
    let Some((channel, column)) = measure else {
        return;
    };
    let said =
        unit::is_named_in(fields.prose("subtitle")) || unit::is_named_in(fields.prose("title"));
    if column.unit.is_none() && !said && matches!(column.values, Values::Numbers(_)) {
        faults.push(Fault::new(
            problem::no_unit(&column.name),
            fields.span(channel.name),
        ));
    }
    magnitudes(case, faults);
}

/// Units of a column of units: a table in the long form may hold `kWh` on one row and `MWh` on another.
fn units_in_data(case: &Case<'_>) -> Option<(String, String)> {
    let series = case.chart.channels.series.as_ref()?;
    let Values::Texts(texts) = &series.values else {
        return None;
    };
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for word in &texts.words {
        // `gaz (kWh)`, `électricité (MWh)`
        let open = word.rfind('(')?;
        found.insert(word[open + 1..].trim_end_matches([')', ' ']));
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(first), Some(second)) => Some((first.to_owned(), second.to_owned())),
        _ => None,
    }
}

fn magnitudes(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let (Some(series), Some(y)) = (&case.chart.channels.series, &case.chart.channels.y) else {
        return;
    };
    if case.chart.y_scale.log || case.chart.mode != Mode::Grouped {
        return;
    }
    let mut largest: BTreeMap<String, f64> = BTreeMap::new();
    for (row, value) in numbers(Some(y)).iter().enumerate() {
        if !value.is_nan() {
            let most = largest
                .entry(data::cell(series, row, case.language))
                .or_insert(0.0);
            *most = most.max(value.abs());
        }
    }
    let least = largest
        .iter()
        .filter(|(_, most)| **most > 0.0)
        .min_by(|a, b| a.1.total_cmp(b.1));
    let most = largest.iter().max_by(|a, b| a.1.total_cmp(b.1));
    if let (Some((small, least)), Some((big, most))) = (least, most)
        && most / least > 1_000.0
    {
        faults.push(Fault::new(
            problem::mixed_magnitudes(small, big),
            case.fields.span("series"),
        ));
    }
}

/// Bars of years that are not regular.
fn steps(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let Some(x) = &case.chart.channels.x else {
        return;
    };
    if case.chart.kind.name != "bar" || !is_moment(x) {
        return;
    }
    let mut moments: Vec<i64> = match &x.values {
        Values::Numbers(years) => years
            .iter()
            .filter(|year| !year.is_nan())
            .map(|year| *year as i64)
            .collect(),
        Values::Dates(days) => {
            let found: Vec<i32> = days.iter().flatten().copied().collect();
            match time::precision(found.iter().copied()) {
                time::Precision::Day => found.into_iter().map(i64::from).collect(),
                // Months are compared as months, years as years: February is no shorter step.
                time::Precision::Year => found
                    .into_iter()
                    .map(|day| i64::from(time::civil(day).0))
                    .collect(),
                _ => found
                    .into_iter()
                    .map(|day| {
                        let (year, month, _) = time::civil(day);
                        i64::from(year) * 12 + i64::from(month)
                    })
                    .collect(),
            }
        }
        _ => return,
    };
    moments.sort_unstable();
    moments.dedup();
    let gaps: Vec<i64> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let Some(unequal) = gaps.iter().position(|gap| *gap != gaps[0]) else {
        return;
    };
    let step = |gap: i64| {
        let (fr, en) = match (&x.values, gap) {
            (Values::Numbers(_), 1) => ("1 an".to_owned(), "1 year".to_owned()),
            (Values::Numbers(_), gap) => (format!("{gap} ans"), format!("{gap} years")),
            (_, gap) => (format!("un écart de {gap}"), format!("a gap of {gap}")),
        };
        Phrase::new(fr, en)
    };
    faults.push(Fault::new(
        problem::unequal_steps(step(gaps[unequal - 1]), step(gaps[unequal])),
        case.fields.span("x"),
    ));
}

fn distinct(column: &Column) -> usize {
    let mut seen = BTreeSet::new();
    for row in 0..data::len(column) {
        seen.insert(data::cell(column, row, Language::French));
    }
    seen.remove("");
    seen.len()
}

fn series(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let Some(series) = &case.chart.channels.series else {
        return;
    };
    let kinds = ["bar", "line", "area", "scatter", "beeswarm"];
    let count = distinct(series);
    if count > 8 && case.chart.highlight.is_empty() && kinds.contains(&case.chart.kind.name) {
        faults.push(Fault::new(
            problem::too_many_series(count),
            case.fields.span("series"),
        ));
    }
}

fn order(case: &Case<'_>, faults: &mut Vec<Fault>) {
    let nominal = case
        .chart
        .channels
        .x
        .as_ref()
        .is_some_and(|column| matches!(column.values, Values::Texts(_)) && !is_ordered(column));
    if case.sorted_by_file && nominal && case.chart.kind.name == "bar" {
        faults.push(Fault::new(problem::file_order(), case.fields.span("sort")));
    }
}

/// Whether categories have an order of their own: months, days, classes of age or size.
pub fn is_ordered(column: &Column) -> bool {
    const NAMES: [&str; 38] = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let Values::Texts(texts) = &column.values else {
        return false;
    };
    let ordered = texts
        .words
        .iter()
        .filter(|word| {
            let word = fold_words(word);
            let first = word.split(' ').next().unwrap_or("");
            NAMES.contains(&first)
                || word.starts_with(|letter: char| letter.is_ascii_digit())
                || (matches!(first, "moins" | "plus" | "de" | "under" | "over")
                    && word.chars().any(|letter| letter.is_ascii_digit()))
        })
        .count();
    !texts.words.is_empty() && ordered * 5 >= texts.words.len() * 4
}

/// Percentages of a handful.
fn sample(case: &Case<'_>, faults: &mut Vec<Fault>) {
    const FEW: u32 = 20;
    let shares = case
        .recipe
        .channels
        .iter()
        .any(|channel| matches!(channel.expression, Expression::Call(Function::Share, ..)));
    let percent = case.chart.mode == Mode::Percent;
    let count: u32 = case.prepared.counts.iter().sum();
    let counted = case
        .recipe
        .measure
        .and_then(|at| case.recipe.channels.get(at))
        .is_some_and(|channel| matches!(channel.expression, Expression::Call(Function::Count, ..)));
    if (shares && case.prepared.grouped && count < FEW) || (percent && counted && count < FEW) {
        let key = if shares { "y" } else { "mode" };
        let rows = crate::transform::count(count as usize);
        faults.push(Fault::new(
            problem::tiny_sample(rows),
            case.fields.span(key),
        ));
    }
}
