//! The block `table`: some columns of a dataset, sorted, with bars and a total.

use super::fields::Fields;
use super::stops::Stops;
use super::store::Known;
use super::{Figure, Scene, Stop, Studio, data, empty, names};
use crate::diag::chart;
use crate::format::number;
use crate::model::fence::Written;
use crate::model::figure::{Content, DataColumn, DataTable, Sorted};
use crate::model::table::{Column, Values};
use crate::text::fold::fold;
use crate::transform::{Channel, Expression, Fault, Names, Recipe, Sort, Unpivot, prepare};

/// Rows shown when the author does not say.
const ROWS: usize = 20;

/// Columns shown when the author names none.
const COLUMNS: usize = 8;

impl Studio<'_> {
    pub(super) fn table(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let language = scene.language;
        let mut stops = Stops::default();
        let caption = stops.keep(self.caption(fields, id, scene));
        let rows = fields.whole("rows", faults).unwrap_or(ROWS);
        let read = stops.keep(self.dataset(fields, scene)).and_then(|known| {
            let asked = stops.keep(Asked::read(fields, &known, scene, faults))?;
            Some((known, asked))
        });
        let (Some(caption), Some((known, asked))) = (caption, read) else {
            return Err(stops.first(faults));
        };
        let span = fields.fence.span;
        let Asked {
            shown,
            visible,
            bars,
            totals,
            mut recipe,
        } = asked;
        let read = self.loaded(&known, &mut recipe, scene)?;
        let mut prepared = prepare(&read, &recipe)?;
        drop(read);
        prepared.table.columns.truncate(visible);
        let csv = data::csv(&prepared.table);
        for column in &mut prepared.table.columns {
            let expression = Expression::Column(std::mem::take(&mut column.name), span);
            column.name = names::column(&expression, language);
        }
        if let (Some((value, column)), false) = (&prepared.total, totals.is_empty()) {
            faults.push(Fault::new(
                chart::totals_mixed(value, column),
                fields.span("data"),
            ));
        }
        let columns = &prepared.table.columns;
        for (name, key) in bars
            .iter()
            .map(|name| (name, "bars"))
            .chain(totals.iter().map(|name| (name, "total")))
        {
            let column = shown
                .iter()
                .position(|known| known == name)
                .and_then(|at| columns.get(at));
            if column.is_some_and(|column| !data::is_number(column)) {
                let what = crate::diag::Phrase::new(format!("« {key} »"), format!("“{key}”"));
                let none =
                    crate::diag::Phrase::new(format!(" (« {name} »)"), format!(" (“{name}”)"));
                return Err(
                    Fault::new(chart::text_not_number(what, none), fields.span(key)).into(),
                );
            }
        }
        let count = prepared.table.rows();
        let visible_rows = rows.min(count);
        let table = DataTable {
            caption: String::new(),
            columns: columns
                .iter()
                .enumerate()
                .map(|(at, column)| DataColumn {
                    name: data::head(column),
                    number: data::is_number(column),
                    sorted: recipe.sort.filter(|sort| sort.channel == at).map(|sort| {
                        match sort.descending {
                            true => Sorted::Descending,
                            false => Sorted::Ascending,
                        }
                    }),
                    bars: match bars.contains(&shown[at]) {
                        true => lengths(column, visible_rows),
                        false => Vec::new(),
                    },
                })
                .collect(),
            rows: (0..visible_rows)
                .map(|row| {
                    columns
                        .iter()
                        .map(|column| data::cell(column, row, language))
                        .collect()
                })
                .collect(),
            total: (!totals.is_empty()).then(|| {
                columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| match totals.contains(&shown[at]) {
                        true => number(sum(column), language),
                        false if at == 0 => super::pick(language, "Total", "Total").to_owned(),
                        false => String::new(),
                    })
                    .collect()
            }),
            footer: data::footer(visible_rows, count, language),
        };
        let mut drawn = empty(fields, id.to_owned());
        drawn.title = caption.title;
        drawn.subtitle = caption.subtitle;
        drawn.provenance = self.provenance(&known, &prepared.steps, language);
        drawn.content = Content::Table(DataTable {
            caption: drawn.title.clone(),
            ..table
        });
        let mut figure = Figure::new(drawn);
        figure.offer("CSV", format!("figures/{id}.csv"), csv);
        Ok(figure)
    }
}

/// What a block asks of its table.
struct Asked {
    /// The columns that are read: those to show, then the one to sort by.
    shown: Vec<String>,
    /// How many of them the reader sees.
    visible: usize,
    bars: Vec<String>,
    totals: Vec<String>,
    recipe: Recipe,
}

impl Asked {
    /// Reads the lines of a block; all that is wrong with them is told.
    fn read(
        fields: &Fields<'_>,
        known: &Known,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Self, Stop> {
        let mut stops = Stops::default();
        let unpivot = fields.parsed("unpivot", |written| Unpivot::parse(written, &known.names))?;
        let names = match &unpivot {
            Some(unpivot) => unpivot.names(&known.names),
            None => known.names.clone(),
        };
        let mut list = |name: &str| -> Option<Vec<String>> {
            let found = stops.keep(fields.parsed(name, |written| names.list(written)))??;
            Some(found.into_iter().map(str::to_owned).collect())
        };
        let first = || names.all().iter().take(COLUMNS).cloned().collect();
        let mut shown: Vec<String> = list("columns").unwrap_or_else(first);
        let bars = list("bars").unwrap_or_default();
        let totals = list("total").unwrap_or_default();
        for name in bars.iter().chain(&totals) {
            if !shown.contains(name) {
                shown.push(name.clone());
            }
        }
        let visible = shown.len();
        let sort = fields.parsed("sort", |written| sort(written, &names, &mut shown));
        let sort = stops.keep(sort).flatten().flatten();
        let filter = fields.parsed("filter", |written| scene.filter(written, &names));
        let filter = stops.keep(filter).flatten();
        if stops.any() {
            return Err(stops.first(faults));
        }
        let recipe = Recipe {
            drop_totals: fields.flag("drop_totals", faults),
            filter,
            channels: shown
                .iter()
                .map(|name| Channel {
                    name: "column",
                    expression: Expression::Column(name.clone(), fields.fence.span),
                })
                .collect(),
            sort,
            unpivot,
            ..Recipe::default()
        };
        Ok(Asked {
            shown,
            visible,
            bars,
            totals,
            recipe,
        })
    }
}

/// The order that a line asks for: `-montant`. A column that is not shown is read all the same.
fn sort(written: &Written, names: &Names, shown: &mut Vec<String>) -> Result<Option<Sort>, Fault> {
    let text = written.text.as_str();
    let stripped = text.trim_start_matches(['-', '−', '+']).trim_start();
    if matches!(
        fold(stripped).as_str(),
        "fichier" | "file" | "aucun" | "none"
    ) {
        return Ok(None);
    }
    let inner = written.trimmed(text.len() - stripped.len()..text.len());
    let name = names.find(&inner.text, inner.span)?.to_owned();
    let channel = match shown.iter().position(|known| *known == name) {
        Some(channel) => channel,
        None => {
            shown.push(name);
            shown.len() - 1
        }
    };
    Ok(Some(Sort {
        channel,
        descending: text.starts_with(['-', '−']),
    }))
}

fn values(column: &Column) -> &[f64] {
    match &column.values {
        Values::Numbers(all) => all,
        _ => &[],
    }
}

/// The sum of all rows, those that are not shown too.
fn sum(column: &Column) -> f64 {
    let sum: f64 = values(column).iter().filter(|value| !value.is_nan()).sum();
    // Binary fractions leave crumbs that no author wrote.
    (sum * 1e6).round() / 1e6
}

/// The length of a bar for each row shown, in percent of the longest; none for what is not above zero.
fn lengths(column: &Column, rows: usize) -> Vec<f64> {
    let longest = values(column)
        .iter()
        .fold(0.0_f64, |most, value| most.max(*value));
    values(column)
        .iter()
        .take(rows)
        .map(|value| match *value > 0.0 && longest > 0.0 {
            true => (1_000.0 * value / longest).round() / 10.0,
            false => 0.0,
        })
        .collect()
}
