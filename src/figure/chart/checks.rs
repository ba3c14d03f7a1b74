//! What the data of a chart must be for its drawing to hold: one sort of moments in a column, one value at a place.

use super::super::data;
use super::super::fields::Fields;
use super::asked::Asked;
use crate::diag::{Language, Phrase, chart};
use crate::model::date::Date;
use crate::model::table::{Column, Table, Values};
use crate::transform::{Expression, Fault, Prepared};

impl Asked {
    /// A column that mixes years and dates reads as text, and its order would be that of its letters.
    ///
    /// # Errors
    /// `chart.dates-and-years`, with one of each.
    pub fn check_dates(&self, table: &Table) -> Result<(), Fault> {
        for channel in &self.recipe.channels {
            let Expression::Column(name, span) = &channel.expression else {
                continue;
            };
            let column = table.columns.iter().find(|column| column.name == *name);
            let Some(Values::Texts(texts)) = column.map(|column| &column.values) else {
                continue;
            };
            let year = texts.words.iter().find(|word| {
                word.len() == 4
                    && word
                        .parse::<u32>()
                        .is_ok_and(|year| (1000..3000).contains(&year))
            });
            let date = texts.words.iter().find(|word| Date::parse(word).is_some());
            let moments = texts
                .words
                .iter()
                .take(1_000)
                .filter(|word| {
                    Date::parse(word).is_some() || (word.len() == 4 && word.parse::<u32>().is_ok())
                })
                .count();
            if let (Some(year), Some(date)) = (year, date)
                && moments * 2 > texts.words.len().min(1_000)
            {
                let example = Phrase::new(
                    format!("« {year} » et « {date} »"),
                    format!("“{year}” and “{date}”"),
                );
                return Err(Fault::new(chart::dates_and_years(name, example), *span));
            }
        }
        Ok(())
    }

    /// Each place of the drawing holds one value, where the rows were not put together.
    ///
    /// # Errors
    /// `chart.repeated-category`, with the most repeated one.
    pub fn check_places(
        &self,
        prepared: &Prepared,
        fields: &Fields<'_>,
        language: Language,
    ) -> Result<(), Fault> {
        let one_place = !matches!(self.kind.name, "scatter" | "histogram" | "beeswarm");
        if prepared.grouped || !one_place {
            return Ok(());
        }
        let keys: Vec<&Column> = self
            .recipe
            .channels
            .iter()
            .zip(&prepared.table.columns)
            .filter(|(channel, _)| match self.kind.name {
                "heatmap" => matches!(channel.name, "x" | "y" | "facet"),
                _ => matches!(channel.name, "x" | "series" | "facet" | "projection"),
            })
            .map(|(_, column)| column)
            .collect();
        let mut seen: std::collections::HashMap<Vec<String>, usize> = Default::default();
        let mut worst: Option<(String, usize)> = None;
        for row in 0..prepared.table.rows() {
            let key: Vec<String> = keys
                .iter()
                .map(|column| data::cell(column, row, language))
                .collect();
            let times = seen.entry(key.clone()).or_insert(0);
            *times += 1;
            if *times > 1 && worst.as_ref().is_none_or(|(_, count)| *times > *count) {
                let name: Vec<String> = key.into_iter().filter(|part| !part.is_empty()).collect();
                worst = Some((name.join(", "), *times));
            }
        }
        let Some((name, times)) = worst else {
            return Ok(());
        };
        let measure = self.measured();
        let what = fields.prose(measure);
        let fix = match what.is_empty() {
            true => "y: somme(…)".to_owned(),
            false => format!("{measure}: somme({what})"),
        };
        Err(Fault::new(
            chart::repeated(name, times, fix),
            fields.span(measure),
        ))
    }
}
