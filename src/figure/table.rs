//! The block `table`: some columns of a dataset, sorted, with bars and a total.

use super::chart::offer;
use super::fields::Fields;
use super::{Figure, Scene, Stop, Studio, data, empty, names};
use crate::diag::chart;
use crate::format::number;
use crate::model::figure::{Content, DataColumn, DataTable, Sorted};
use crate::model::table::{Column, Values};
use crate::text::fold::fold;
use crate::transform::{Channel, Expression, Fault, Filter, Recipe, Sort, Unpivot, prepare};

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
        let known = self.dataset(fields, scene)?;
        let unpivot = fields
            .get("unpivot")
            .map(|written| Unpivot::parse(written, &known.names))
            .transpose()?;
        let table_names = match &unpivot {
            Some(unpivot) => unpivot.names(&known.names),
            None => known.names.clone(),
        };
        let span = fields.fence.span;
        let mut shown: Vec<String> = match fields.get("columns") {
            Some(written) => table_names
                .list(written)?
                .into_iter()
                .map(str::to_owned)
                .collect(),
            None => table_names.all().iter().take(COLUMNS).cloned().collect(),
        };
        let list = |name: &str| -> Result<Vec<String>, Fault> {
            fields.get(name).map_or_else(
                || Ok(Vec::new()),
                |written| {
                    Ok(table_names
                        .list(written)?
                        .into_iter()
                        .map(str::to_owned)
                        .collect())
                },
            )
        };
        let (bars, totals) = (list("bars")?, list("total")?);
        for name in bars.iter().chain(&totals) {
            if !shown.contains(name) {
                shown.push(name.clone());
            }
        }
        let visible = shown.len();
        let sort = match fields.get("sort") {
            None => None,
            Some(written) => {
                let text = written.text.as_str();
                let stripped = text.trim_start_matches(['-', '−', '+']).trim_start();
                match fold(stripped).as_str() {
                    "fichier" | "file" | "aucun" | "none" => None,
                    _ => {
                        let inner = written.trimmed(text.len() - stripped.len()..text.len());
                        let name = table_names.find(&inner.text, inner.span)?.to_owned();
                        let channel = match shown.iter().position(|known| *known == name) {
                            Some(channel) => channel,
                            None => {
                                shown.push(name);
                                shown.len() - 1
                            }
                        };
                        Some(Sort {
                            channel,
                            descending: text.starts_with(['-', '−']),
                        })
                    }
                }
            }
        };
        let filter = fields
            .get("filter")
            .map(|written| {
                Ok::<_, Fault>(Filter {
                    expression: scene.expression(written, &table_names)?,
                    text: written.text.clone(),
                    span: written.span,
                })
            })
            .transpose()?;
        let mut recipe = Recipe {
            drop_totals: fields.flag("drop_totals", faults),
            filter,
            channels: shown
                .iter()
                .map(|name| Channel {
                    name: "column",
                    expression: Expression::Column(name.clone(), span),
                })
                .collect(),
            sort,
            unpivot,
            ..Recipe::default()
        };
        let mut wanted = shown.clone();
        if let Some(filter) = &recipe.filter {
            filter.expression.columns(&mut wanted);
        }
        if let Some(unpivot) = &recipe.unpivot {
            wanted.retain(|name| *name != unpivot.key && *name != unpivot.value);
            wanted.extend(unpivot.columns.iter().cloned());
        }
        let (table, rows_of_file) = self.loaded(&known, &wanted, recipe.filter.as_ref(), scene)?;
        recipe.rows_of_file = rows_of_file;
        let mut prepared = prepare(&table, &recipe)?;
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
        let rows = fields.whole("rows", faults).unwrap_or(ROWS);
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
        drawn.title = self.filled(fields.get("title"), scene)?;
        drawn.subtitle = self.filled(fields.get("subtitle"), scene)?;
        drawn.provenance = self.provenance(&known, &prepared.steps, language);
        drawn.content = Content::Table(DataTable {
            caption: drawn.title.clone(),
            ..table
        });
        let mut files = Vec::new();
        offer(
            &mut drawn.downloads,
            &mut files,
            "CSV",
            format!("figures/{id}.csv"),
            csv,
        );
        Ok(Figure { drawn, files })
    }
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
