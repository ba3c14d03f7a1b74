//! What a drawing shows, in words: the kind, what is measured, its extent, its extremes, its trend.
//!
//! Every number of the text is a value of the chart's columns, written in full, so that it stands in the table too.

use super::data::{self, Matrix};
use super::kind::Family;
use super::{Chart, look};
use crate::diag::Language;
use crate::format::with_unit;
use crate::model::table::{Column, ColumnKind, Values};

/// Characters of a description, at most.
pub const LONGEST: usize = 250;

/// The author's description, or one made from the data.
pub fn describe(chart: &Chart, language: Language) -> String {
    if let Some(text) = &chart.caption.alternative {
        return text.clone();
    }
    let facts = match chart.kind.family {
        Family::Matrix => match (&chart.channels.facet, &chart.channels.series) {
            (None, _) => matrix(chart, language),
            // Panels are read like series.
            (Some(facet), None) => {
                let mut by_facet = chart.clone();
                by_facet.channels.series = Some(facet.clone());
                matrix(&by_facet, language)
            }
            (Some(_), Some(_)) => {
                let values = chart
                    .channels
                    .y
                    .as_ref()
                    .map(data::numbers)
                    .unwrap_or_default();
                extent(&chart.channels.y, values.into_iter(), language)
                    .into_iter()
                    .collect()
            }
        },
        Family::Cloud => cloud(chart, language),
        Family::Spread => spread(chart, language),
        Family::Cells => cells(chart, language),
    };
    let mut out = shortened(&intro(chart, language), LONGEST);
    for fact in facts {
        if out.chars().count() + 1 + fact.chars().count() <= LONGEST {
            out.push(' ');
            out.push_str(&fact);
        }
    }
    out
}

/// A text of at most so many characters; what is too long ends with `…`.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most - 1).collect();
    out.push('…');
    out
}

/// Chooses between the two languages.
fn words<'w>(language: Language, french: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

fn is_moment(column: &Column) -> bool {
    column.kind == ColumnKind::Year || matches!(column.values, Values::Dates(_))
}

/// A column's name, shortened: names of columns have no bound.
fn name_of(column: &Column) -> String {
    shortened(column.name.trim(), 60)
}

/// "Diagramme en barres : montant (€) par commune."
fn intro(chart: &Chart, language: Language) -> String {
    let noun = words(language, chart.kind.noun[0], chart.kind.noun[1]);
    let channels = &chart.channels;
    let (measure, by) = match chart.kind.family {
        Family::Cells => (&channels.value, [channels.y.as_ref(), channels.x.as_ref()]),
        Family::Spread => (&channels.x, [channels.series.as_ref(), None]),
        Family::Matrix => (&channels.y, [channels.x.as_ref(), channels.series.as_ref()]),
        Family::Cloud => (&channels.y, [channels.x.as_ref(), None]),
    };
    let mut out = noun.to_owned();
    if let Some(measure) = measure.as_ref().filter(|column| !column.name.is_empty()) {
        out.push_str(words(language, "\u{A0}: ", ": "));
        out.push_str(&name_of(measure));
        if let Some(unit) = measure
            .unit
            .as_deref()
            .filter(|unit| !measure.name.contains(*unit))
        {
            out.push_str(&format!(" ({})", shortened(unit, 20)));
        }
    }
    let mut first = true;
    for column in by.into_iter().flatten().chain(channels.facet.as_ref()) {
        if column.name.is_empty() {
            continue;
        }
        let by = match (first, chart.kind.family) {
            (true, Family::Cloud) => words(language, " selon ", " against "),
            (true, _) => words(language, " par ", " by "),
            (false, _) => words(language, " et ", " and "),
        };
        out.push_str(by);
        out.push_str(&name_of(column));
        first = false;
    }
    out.push('.');
    out
}

/// A value with its unit, in full.
fn said(column: &Option<Column>, value: f64, language: Language) -> String {
    match column.as_ref() {
        Some(column) if column.kind == ColumnKind::Year => crate::format::time::year(value as i32),
        Some(column) => with_unit(value, column.unit.as_deref(), language),
        None => with_unit(value, None, language),
    }
}

fn nothing(language: Language) -> Vec<String> {
    vec![words(language, "Aucune valeur.", "No value.").to_owned()]
}

/// Values by category and series.
fn matrix(chart: &Chart, language: Language) -> Vec<String> {
    let matrix = match language == chart.language {
        true => Matrix::of(chart),
        false => Matrix::of(&Chart {
            language,
            ..chart.clone()
        }),
    };
    if matrix.present().next().is_none() {
        return nothing(language);
    }
    let say = |value: f64| said(&chart.channels.y, value, language);
    let mut facts = Vec::new();
    if matrix.all_series > matrix.series.len() {
        let values = chart
            .channels
            .y
            .as_ref()
            .map(data::numbers)
            .unwrap_or_default();
        return extent(&chart.channels.y, values.into_iter(), language)
            .into_iter()
            .collect();
    }
    if matrix.present().all(|value| value == 0.0) {
        return vec![
            words(
                language,
                "Toutes les valeurs sont nulles.",
                "All values are zero.",
            )
            .to_owned(),
        ];
    }
    let moments = chart.channels.x.as_ref().is_some_and(is_moment);
    if moments && matrix.categories.len() > 1 {
        let mut order: Vec<usize> = (0..matrix.series.len()).collect();
        let last = |series: usize| {
            matrix.values[series]
                .iter()
                .rev()
                .copied()
                .find(|value| value.is_finite())
                .unwrap_or(f64::NEG_INFINITY)
        };
        order.sort_by(|a, b| {
            let found = |index: usize| look::found(chart, &matrix.series[index]);
            found(*b)
                .cmp(&found(*a))
                .then(last(*b).total_cmp(&last(*a)))
                .then(a.cmp(b))
        });
        facts.extend(
            order
                .into_iter()
                .filter_map(|series| trend(&matrix, series, &say, language)),
        );
    }
    let mut cells: Vec<(f64, usize, usize)> = Vec::new();
    for (series, values) in matrix.values.iter().enumerate() {
        for (category, value) in values.iter().enumerate() {
            // "The others" is not one of them.
            let others = chart.others.as_deref();
            let is_others = others == Some(&*matrix.categories[category])
                || others == Some(&*matrix.series[series]);
            if value.is_finite() && !is_others {
                cells.push((*value, series, category));
            }
        }
    }
    let place = |series: usize, category: usize| {
        let names = [
            matrix.categories[category].as_str(),
            matrix.series[series].as_str(),
        ];
        let names: Vec<String> = names
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| shortened(name, 60))
            .collect();
        names.join(", ")
    };
    for (value, series, category) in cells
        .iter()
        .filter(|cell| look::found(chart, &matrix.categories[cell.2]))
    {
        facts.push(format!(
            "{}{}{}.",
            place(*series, *category),
            words(language, "\u{A0}: ", ": "),
            say(*value)
        ));
    }
    let highest = cells
        .iter()
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)));
    let lowest = cells.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    if let (Some(highest), Some(lowest)) = (highest, lowest) {
        if cells.len() == 1 {
            facts.push(format!(
                "{}{}{}.",
                place(highest.1, highest.2),
                words(language, "\u{A0}: ", ": "),
                say(highest.0)
            ));
        } else {
            for (word, cell) in [
                (words(language, "Maximum\u{A0}: ", "Highest: "), highest),
                (words(language, "Minimum\u{A0}: ", "Lowest: "), lowest),
            ] {
                facts.push(format!(
                    "{word}{} ({}).",
                    say(cell.0),
                    place(cell.1, cell.2)
                ));
            }
        }
    }
    if matrix
        .values
        .iter()
        .any(|values| values.iter().any(|value| !value.is_finite()))
    {
        facts.push(
            words(
                language,
                "Des valeurs manquent.",
                "Some values are missing.",
            )
            .to_owned(),
        );
    }
    facts
}

/// "Gaz : 5 200 MWh en 2015, 3 050 MWh en 2030, en baisse."
fn trend(
    matrix: &Matrix,
    series: usize,
    say: &dyn Fn(f64) -> String,
    language: Language,
) -> Option<String> {
    let values = &matrix.values[series];
    let first = values.iter().position(|value| value.is_finite())?;
    let last = values.iter().rposition(|value| value.is_finite())?;
    if first == last {
        return None;
    }
    let (from, to) = (values[first], values[last]);
    let span = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .map(f64::abs)
        .fold(0.0, f64::max);
    let word = match to - from {
        change if change.abs() < span * 0.02 => words(language, "stable", "stable"),
        change if change > 0.0 => words(language, "en hausse", "up"),
        _ => words(language, "en baisse", "down"),
    };
    let name = match matrix.series[series].as_str() {
        "" => String::new(),
        name => format!(
            "{}{}",
            shortened(name, 60),
            words(language, "\u{A0}: ", ": ")
        ),
    };
    let at = words(language, "en", "in");
    Some(format!(
        "{name}{} {at} {}, {} {at} {}, {word}.",
        say(from),
        matrix.categories[first],
        say(to),
        matrix.categories[last]
    ))
}

/// Two numbers per row.
fn cloud(chart: &Chart, language: Language) -> Vec<String> {
    let numbers = |column: &Option<Column>| column.as_ref().map(data::numbers).unwrap_or_default();
    let (xs, ys) = (numbers(&chart.channels.x), numbers(&chart.channels.y));
    let rows: Vec<usize> = (0..xs.len().min(ys.len()))
        .filter(|row| xs[*row].is_finite() && ys[*row].is_finite())
        .collect();
    if rows.is_empty() {
        return nothing(language);
    }
    let mut facts = Vec::new();
    let logarithm = |value: f64, log: bool| {
        if log {
            value.max(f64::MIN_POSITIVE).ln()
        } else {
            value
        }
    };
    let pairs: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| {
            (
                logarithm(xs[*row], chart.x_scale.log),
                logarithm(ys[*row], chart.y_scale.log),
            )
        })
        .collect();
    if let Some(correlation) = correlation(&pairs) {
        facts.push(
            match correlation {
                0.5.. => words(
                    language,
                    "Les deux montent ensemble.",
                    "Both rise together.",
                ),
                ..=-0.5 => words(
                    language,
                    "Quand l’un monte, l’autre baisse.",
                    "When one rises, the other falls.",
                ),
                _ => words(
                    language,
                    "Pas de lien net entre les deux.",
                    "No clear link between the two.",
                ),
            }
            .to_owned(),
        );
    }
    for (column, values) in [(&chart.channels.y, &ys), (&chart.channels.x, &xs)] {
        facts.extend(extent(
            column,
            rows.iter().map(|row| values[*row]),
            language,
        ));
    }
    let labels = chart
        .channels
        .label
        .as_ref()
        .map(|column| data::Names::of(column, language));
    if let Some(labels) = labels {
        let name = |row: usize| {
            labels
                .rows
                .get(row)
                .copied()
                .flatten()
                .map(|index| shortened(&labels.names[index], 60))
        };
        let found = rows
            .iter()
            .filter(|row| name(**row).is_some_and(|name| look::found(chart, &name)));
        let highest = rows.iter().max_by(|a, b| ys[**a].total_cmp(&ys[**b]));
        for row in found.chain(highest).take(3) {
            if let Some(name) = name(*row) {
                facts.insert(
                    0,
                    format!(
                        "{name}{}{}.",
                        words(language, "\u{A0}: ", ": "),
                        said(&chart.channels.y, ys[*row], language)
                    ),
                );
            }
        }
        facts.dedup();
    }
    facts
}

/// Pearson's coefficient of at least five pairs that both vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 5 {
        return None;
    }
    let count = pairs.len() as f64;
    let mean = (
        pairs.iter().map(|pair| pair.0 / count).sum::<f64>(),
        pairs.iter().map(|pair| pair.1 / count).sum::<f64>(),
    );
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (dx, dy) = (x - mean.0, y - mean.1);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    let result = xy / (xx * yy).sqrt();
    result.is_finite().then_some(result)
}

/// "Habitants : de 300 à 30 000."
fn extent(
    column: &Option<Column>,
    values: impl Iterator<Item = f64>,
    language: Language,
) -> Option<String> {
    let (low, high) = values.filter(|value| value.is_finite()).fold(
        None,
        |extent: Option<(f64, f64)>, value| {
            Some(extent.map_or((value, value), |(low, high)| {
                (low.min(value), high.max(value))
            }))
        },
    )?;
    let say = |value: f64| match column {
        Some(column) if matches!(column.values, Values::Dates(_)) => {
            crate::format::time::date(value as i32, crate::format::time::Precision::Day, language)
        }
        _ => said(column, value, language),
    };
    let name = column.as_ref().map(name_of).filter(|name| !name.is_empty());
    let colon = words(language, "\u{A0}: ", ": ");
    let name = name.map_or_else(String::new, |name| format!("{name}{colon}"));
    Some(match (low == high, language) {
        (true, _) => format!("{name}{}.", say(low)),
        (false, Language::French) => format!("{name}de {} à {}.", say(low), say(high)),
        (false, Language::English) => format!("{name}{} to {}.", say(low), say(high)),
    })
}

/// One number per row.
fn spread(chart: &Chart, language: Language) -> Vec<String> {
    let values = chart
        .channels
        .x
        .as_ref()
        .map(data::numbers)
        .unwrap_or_default();
    let Some(extent) = extent(&chart.channels.x, values.iter().copied(), language) else {
        return nothing(language);
    };
    let mut facts = vec![extent];
    // Between two values, the median is in no table.
    let median = super::kind::median(&values).filter(|median| values.contains(median));
    if let Some(median) = median {
        let word = words(language, "Médiane\u{A0}: ", "Median: ");
        facts.push(format!(
            "{word}{}.",
            said(&chart.channels.x, median, language)
        ));
    }
    if let Some(labels) = chart
        .channels
        .label
        .as_ref()
        .map(|column| data::Names::of(column, language))
    {
        for (row, value) in values.iter().enumerate() {
            let name = labels
                .rows
                .get(row)
                .copied()
                .flatten()
                .map(|index| labels.names[index].as_str());
            if let Some(name) = name.filter(|name| value.is_finite() && look::found(chart, name)) {
                let colon = words(language, "\u{A0}: ", ": ");
                facts.push(format!(
                    "{}{colon}{}.",
                    shortened(name, 60),
                    said(&chart.channels.x, *value, language)
                ));
            }
        }
    }
    facts
}

/// A number for two categories.
fn cells(chart: &Chart, language: Language) -> Vec<String> {
    let as_matrix = Chart {
        channels: super::Channels {
            x: chart.channels.x.clone(),
            y: chart.channels.value.clone(),
            series: chart.channels.y.clone(),
            ..super::Channels::default()
        },
        ..chart.clone()
    };
    let mut facts = matrix(&as_matrix, language);
    // A trend of each row would say little of a table that is read by its colors.
    facts.retain(|fact| {
        !fact.ends_with(words(language, "hausse.", "up."))
            && !fact.ends_with(words(language, "baisse.", "down."))
            && !fact.ends_with("stable.")
    });
    facts
}
