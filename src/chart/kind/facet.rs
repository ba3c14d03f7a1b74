//! Small multiples: one panel per value of `facet`, all on the same scales.

use super::{Sharing, Sheet};
use crate::chart::axis;
use crate::chart::canvas::{Anchor, Letters};
use crate::chart::color::Token;
use crate::chart::data::{self, Names};
use crate::chart::kind::histogram::Bins;
use crate::chart::look;
use crate::chart::{Chart, Mode, ReducedThing, measure};
use crate::format::NumberFormat;
use crate::model::table::{Column, Texts, Values};
use std::collections::BTreeMap;

const MOST_PANELS: usize = 24;
const GAP: f64 = 20.0;
const TITLE: f64 = 26.0;

/// Draws a chart that has a `facet`.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>) -> f64 {
    let Some(facet) = &chart.channels.facet else {
        return 0.0;
    };
    let facets = Names::of(facet, chart.language);
    let count = facets.len().min(MOST_PANELS);
    sheet.reduce(ReducedThing::Panels, count, facets.len());
    let width = sheet.canvas.width;
    let least = chart.kind.panel_width;
    let most = (((width + GAP) / (least + GAP)) as usize).clamp(1, 3);
    // Four panels are two and two, not three and one.
    let columns = count.div_ceil(count.div_ceil(most).max(1)).max(1);
    let panel = (width - GAP * (columns - 1) as f64) / columns as f64;

    let whole = shared_scales(chart, &facets);
    // A line alone is read against all the others, pale behind it.
    let focused = chart.kind.name == "line" && chart.channels.series.is_none();
    let mut top = 0.0;
    if let (Some(series), false) = (&chart.channels.series, focused) {
        let names = Names::of(series, chart.language).names;
        let most = names.len().min(12);
        let looks = look::of_series(chart, &names);
        top += look::legend(sheet, &names[..most], &looks[..most], (0.0, 0.0), false);
    }
    top += match (chart.kind.name, &chart.channels.y) {
        ("scatter", Some(column)) => super::scatter::axis_name(sheet, column, top),
        _ => axis::draw_unit(sheet, axis::unit_to_say(chart)),
    };
    if top > 0.0 {
        top += 6.0;
    }
    let mut row_height = 0.0_f64;
    for index in 0..count {
        let column = index % columns;
        if column == 0 && index > 0 {
            top += row_height + 14.0;
            row_height = 0.0;
        }
        let name = &facets.names[index];
        let part = match (focused, chart.kind.sharing) {
            (true, _) => focus(&whole, facet),
            (false, Sharing::Rows) => picked(&whole, &facets, index),
            (false, Sharing::Categories) => masked(&whole, &facets, index),
        };
        let left = (panel + GAP) * column as f64;
        title(
            chart,
            sheet,
            name,
            (left, top),
            panel,
            focused.then(|| last_value(chart, &facets, index)).flatten(),
        );
        let mut canvas = sheet.canvas.part((left, top + TITLE), panel);
        let mut inner = Sheet {
            canvas: &mut canvas,
            narrow: true,
            words: false,
            y_words: column == 0,
            x_words: true,
            focus: focused.then(|| name.clone()),
            panel: Some(if sheet.narrow { 96.0 } else { 120.0 }),
            reduced: sheet.reduced,
        };
        row_height = row_height.max(TITLE + (chart.kind.draw)(&part, &mut inner));
    }
    top + row_height
}

fn title(
    chart: &Chart,
    sheet: &mut Sheet<'_, '_>,
    name: &str,
    (left, top): (f64, f64),
    width: f64,
    value: Option<String>,
) {
    let found = look::found(chart, name);
    let token = if found { Token::Highlight } else { Token::Ink };
    let letters = Letters::new(14.5, token).strong();
    let value = value.unwrap_or_default();
    let room = width - letters.width(&value) - 8.0;
    sheet.canvas.text(
        &measure::shorten(name, room, letters.size, letters.face),
        (left, top + 10.0),
        letters,
    );
    let token = if found {
        Token::Highlight
    } else {
        Token::series(0)
    };
    sheet.canvas.text(
        &value,
        (left + width - 8.0, top + 10.0),
        Letters { token, ..letters }.anchor(Anchor::End),
    );
}

/// The value that a panel's line ends with.
fn last_value(chart: &Chart, facets: &Names, index: usize) -> Option<String> {
    let (x, y) = (
        data::numbers(chart.channels.x.as_ref()?),
        data::numbers(chart.channels.y.as_ref()?),
    );
    let rows = (0..y.len())
        .filter(|row| facets.rows.get(*row) == Some(&Some(index)) && y[*row].is_finite());
    let last = rows.max_by(|a, b| {
        x.get(*a)
            .unwrap_or(&0.0)
            .total_cmp(x.get(*b).unwrap_or(&0.0))
            .then(a.cmp(b))
    })?;
    Some(NumberFormat::for_values(&y, None, chart.language).label(y[last]))
}

/// The chart with the ends of its axes written down, so that every panel has the same.
fn shared_scales(chart: &Chart, facets: &Names) -> Chart {
    let mut whole = chart.clone();
    whole.channels.facet = None;
    let numbers = |column: &Option<Column>| column.as_ref().map(data::numbers).unwrap_or_default();
    let (x, y) = (numbers(&chart.channels.x), numbers(&chart.channels.y));
    let extent = |values: &[f64]| {
        let finite = values.iter().copied().filter(|value| value.is_finite());
        finite.fold(None, |extent: Option<(f64, f64)>, value| {
            Some(extent.map_or((value, value), |(low, high)| {
                (low.min(value), high.max(value))
            }))
        })
    };
    if chart.kind.name == "histogram" {
        if let Some((low, high)) = extent(&x) {
            whole.x_scale.min = Some(low);
            whole.x_scale.max = Some(high);
            let all = Bins::of(&x, chart.bins, None);
            whole.bins = chart.bins.or(all.map(|bins| bins.counts.len()));
            let most = (0..facets.len().min(MOST_PANELS))
                .filter_map(|index| {
                    let values: Vec<f64> = (0..x.len())
                        .filter(|row| facets.rows[*row] == Some(index))
                        .map(|row| x[row])
                        .collect();
                    Bins::of(&values, whole.bins, Some((low, high)))
                })
                .flat_map(|bins| bins.counts)
                .max();
            whole.y_scale.max = most.map(|most| most as f64);
        }
        return whole;
    }
    let stacked =
        chart.kind.name == "area" || (chart.kind.name == "bar" && chart.mode == Mode::Stacked);
    let ys = match stacked && chart.channels.series.is_some() {
        false => extent(&y),
        true => {
            let places = chart
                .channels
                .x
                .as_ref()
                .map(|column| Names::of(column, chart.language))
                .unwrap_or_default();
            let mut sums: BTreeMap<(usize, usize), f64> = BTreeMap::new();
            for (row, value) in y.iter().enumerate().filter(|(_, value)| value.is_finite()) {
                if let (Some(Some(facet)), Some(Some(place))) =
                    (facets.rows.get(row), places.rows.get(row))
                {
                    *sums.entry((*facet, *place)).or_insert(0.0) += value;
                }
            }
            extent(&sums.into_values().map(data::finite).collect::<Vec<_>>())
        }
    };
    let fixed = |options: &mut crate::chart::ScaleOptions, extent: Option<(f64, f64)>| {
        if let Some((low, high)) = extent {
            let near_zero = low >= 0.0 && low < high * 0.35 && !options.log;
            options.min = options.min.or(Some(if near_zero { 0.0 } else { low }));
            options.max = options.max.or(Some(high));
        }
    };
    fixed(&mut whole.y_scale, ys);
    if matches!(chart.kind.name, "scatter" | "beeswarm") {
        fixed(&mut whole.x_scale, extent(&x));
    }
    whole
}

/// The facets as series of one chart.
fn focus(whole: &Chart, facet: &Column) -> Chart {
    let mut chart = whole.clone();
    chart.channels.series = Some(facet.clone());
    chart
}

/// The rows of one facet, after an empty row for each series, so that every panel knows them all in the same order.
fn picked(whole: &Chart, facets: &Names, index: usize) -> Chart {
    let mut chart = whole.clone();
    let kept: Vec<usize> = (0..facets.rows.len())
        .filter(|row| facets.rows[*row] == Some(index))
        .collect();
    let firsts: Vec<usize> = match &whole.channels.series {
        Some(column) => {
            let series = Names::of(column, whole.language);
            (0..series.len())
                .filter_map(|name| series.rows.iter().position(|row| *row == Some(name)))
                .collect()
        }
        None => Vec::new(),
    };
    let empty: Vec<usize> = vec![usize::MAX; firsts.len()];
    let rows = |head: &[usize]| -> Vec<usize> { head.iter().chain(&kept).copied().collect() };
    let channels = &mut chart.channels;
    for column in [
        &mut channels.x,
        &mut channels.y,
        &mut channels.size,
        &mut channels.label,
        &mut channels.value,
    ]
    .into_iter()
    .flatten()
    {
        *column = taken(column, &rows(&empty));
    }
    if let Some(column) = &mut channels.series {
        *column = taken(column, &rows(&firsts));
    }
    if !chart.projected.is_empty() {
        chart.projected = rows(&empty)
            .into_iter()
            .map(|row| whole.projected.get(row) == Some(&true))
            .collect();
    }
    chart
}

/// All rows, the values of other facets missing: every panel has the same categories.
fn masked(whole: &Chart, facets: &Names, index: usize) -> Chart {
    let mut chart = whole.clone();
    let rows: Vec<usize> = facets
        .rows
        .iter()
        .enumerate()
        .map(|(row, facet)| {
            if *facet == Some(index) {
                row
            } else {
                usize::MAX
            }
        })
        .collect();
    let column = match chart.channels.value.is_some() {
        true => &mut chart.channels.value,
        false => &mut chart.channels.y,
    };
    if let Some(column) = column {
        *column = taken(column, &rows);
    }
    chart
}

/// The cells of some rows; a row that does not exist is missing.
fn taken(column: &Column, rows: &[usize]) -> Column {
    let values = match &column.values {
        Values::Numbers(values) => Values::Numbers(
            rows.iter()
                .map(|row| values.get(*row).copied().unwrap_or(f64::NAN))
                .collect(),
        ),
        Values::Dates(values) => Values::Dates(
            rows.iter()
                .map(|row| values.get(*row).copied().flatten())
                .collect(),
        ),
        Values::Booleans(values) => Values::Booleans(
            rows.iter()
                .map(|row| values.get(*row).copied().flatten())
                .collect(),
        ),
        Values::Texts(texts) => Values::Texts(Texts {
            words: texts.words.clone(),
            cells: rows
                .iter()
                .map(|row| texts.cells.get(*row).copied().unwrap_or(Texts::MISSING))
                .collect(),
        }),
    };
    Column {
        values,
        ..column.clone()
    }
}
