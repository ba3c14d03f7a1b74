//! The block `number`: one number set large, what it counts, what it is compared with.

use super::fields::Fields;
use super::inline::rounded;
use super::row::absent;
use super::{Figure, Scene, Stop, Studio, empty, unit};
use crate::diag::chart;
use crate::format::number;
use crate::model::fence::Written;
use crate::model::figure::{BigNumber, Content, Direction};
use crate::model::table::Values;
use crate::transform::{Channel, Fault, Filter, Recipe, prepare};

impl Studio<'_> {
    pub(super) fn number(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let span = fields.fence.span;
        let Some(written) = fields.get("value") else {
            let problem = chart::missing_key("value", "value: compte(dae.csv)");
            return Err(Fault::new(problem, span).into());
        };
        if fields.get("label").is_none() {
            let problem = chart::missing_key("label", "label: défibrillateurs ouverts");
            return Err(Fault::new(problem, span).into());
        }
        let mut drawn = empty(fields, id.to_owned());
        let value = match self.value(fields, written, scene, &mut drawn.provenance, faults) {
            Err(Stop::Fault(fault)) if scene.is_absence(&fault) => None,
            found => Some(found?),
        };
        let known = value.filter(|value| value.is_finite());
        if known.is_none() && scene.row.is_none() {
            return Err(Fault::new(chart::number_word(&written.text), written.span).into());
        }
        let compare = self.filled(fields.get("compare"), scene)?;
        drawn.title = self.filled(fields.get("title"), scene)?;
        drawn.subtitle = self.filled(fields.get("subtitle"), scene)?;
        drawn.content = Content::Number(BigNumber {
            value: known.map_or_else(
                || absent(scene.language).to_owned(),
                |value| number(rounded(value), scene.language),
            ),
            unit: fields
                .get("unit")
                .map_or_else(String::new, |written| unit::read(written, faults)),
            label: self.filled(fields.get("label"), scene)?,
            direction: known.and_then(|value| direction(value, &compare)),
            compare,
        });
        Ok(Figure {
            drawn,
            files: Vec::new(),
        })
    }

    /// The number that a block asks for.
    fn value(
        &self,
        fields: &Fields<'_>,
        written: &Written,
        scene: &Scene<'_>,
        provenance: &mut Vec<String>,
        faults: &mut Vec<Fault>,
    ) -> Result<f64, Stop> {
        match fields.get("data") {
            None => self.worked_out(written, scene),
            Some(_) => {
                let known = self.dataset(fields, scene)?;
                let expression = scene.expression(written, &known.names)?;
                let filter = fields
                    .get("filter")
                    .map(|written| {
                        Ok::<_, Fault>(Filter {
                            expression: scene.expression(written, &known.names)?,
                            text: written.text.clone(),
                            span: written.span,
                        })
                    })
                    .transpose()?;
                let mut columns = Vec::new();
                expression.columns(&mut columns);
                if let Some(filter) = &filter {
                    filter.expression.columns(&mut columns);
                }
                if columns.is_empty() {
                    columns.extend(known.names.all().first().cloned());
                }
                let (table, rows_of_file) =
                    self.loaded(&known, &columns, filter.as_ref(), scene)?;
                let recipe = Recipe {
                    rows_of_file,
                    drop_totals: fields.flag("drop_totals", faults),
                    filter,
                    channels: vec![Channel {
                        name: "value",
                        expression,
                    }],
                    ..Recipe::default()
                };
                let found = prepare(&table, &recipe)?;
                *provenance = self.provenance(&known, &found.steps, scene.language);
                match found.table.columns.first().map(|column| &column.values) {
                    Some(Values::Numbers(all)) if all.len() == 1 => Ok(all[0]),
                    _ => {
                        let name = written.text.as_str();
                        Err(Fault::new(chart::not_aggregated(name), written.span).into())
                    }
                }
            }
        }
    }
}

/// Which way a value went from the number that a comparison starts with.
fn direction(value: f64, compare: &str) -> Option<Direction> {
    let digits: String = compare
        .chars()
        .take_while(|letter| {
            letter.is_ascii_digit()
                || matches!(letter, ',' | '.' | '-' | '−' | '\u{A0}' | '\u{202F}' | ' ')
        })
        .collect();
    let before = super::fields::number(digits.trim())?;
    Some(match rounded(value).total_cmp(&before) {
        std::cmp::Ordering::Greater => Direction::Up,
        std::cmp::Ordering::Less => Direction::Down,
        std::cmp::Ordering::Equal => Direction::Equal,
    })
}
