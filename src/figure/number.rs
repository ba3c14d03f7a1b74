//! The block `number`: one number set large, what it counts, what it is compared with.

use super::fields::Fields;
use super::inline::rounded;
use super::row::absent;
use super::stops::Stops;
use super::{Figure, Scene, Stop, Studio, empty, unit};
use crate::diag::chart;
use crate::format::number;
use crate::model::fence::Written;
use crate::model::figure::{BigNumber, Content, Direction, Drawn};
use crate::model::table::Values;
use crate::transform::{Channel, Fault, Recipe, prepare};

impl Studio<'_> {
    pub(super) fn number(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let span = fields.fence.span;
        let mut stops = Stops::default();
        let mut drawn = empty(fields, id.to_owned());
        for (key, example) in [
            ("value", "value: compte(dae.csv)"),
            ("label", "label: défibrillateurs ouverts"),
        ] {
            if fields.get(key).is_none() {
                let problem = chart::missing_key(key, example);
                stops.keep::<()>(Err(Fault::new(problem, span)));
            }
        }
        let unit = fields
            .get("unit")
            .map_or_else(String::new, |written| unit::read(written, faults));
        let [title, subtitle, label, compare] =
            ["title", "subtitle", "label", "compare"].map(|key| {
                stops
                    .keep(self.filled(fields.get(key), scene))
                    .unwrap_or_default()
            });
        // Nothing where the row of the page has no number for it.
        let value = fields.get("value").and_then(|written| {
            let found = match fields.get("data") {
                None => self.worked_out(written, scene),
                Some(_) => self.counted(written, fields, scene, &mut drawn, faults),
            };
            let found = match found {
                Err(Stop::Fault(fault)) if scene.is_absence(&fault) => Ok(f64::NAN),
                found => found,
            };
            Some((written, stops.keep(found)?))
        });
        let Some((written, value)) = value.filter(|_| !stops.any()) else {
            return Err(stops.first(faults));
        };
        if !value.is_finite() && scene.row.is_none() {
            return Err(Fault::new(chart::number_word(&written.text), written.span).into());
        }
        drawn.title = title;
        drawn.subtitle = subtitle;
        drawn.content = Content::Number(BigNumber {
            value: match value.is_finite() {
                true => number(rounded(value), scene.language),
                false => absent(scene.language).to_owned(),
            },
            unit,
            label,
            direction: direction(value, &compare).filter(|_| value.is_finite()),
            compare,
        });
        Ok(Figure::new(drawn))
    }

    /// The value of an expression over the dataset of the block; the figure then says where it comes from.
    fn counted(
        &self,
        written: &Written,
        fields: &Fields<'_>,
        scene: &Scene<'_>,
        drawn: &mut Drawn,
        faults: &mut Vec<Fault>,
    ) -> Result<f64, Stop> {
        let known = self.dataset(fields, scene)?;
        let mut stops = Stops::default();
        let expression = stops.keep(scene.expression(written, &known.names));
        let filter = fields.parsed("filter", |written| scene.filter(written, &known.names));
        let (Some(expression), Some(filter)) = (expression, stops.keep(filter)) else {
            return Err(stops.first(faults));
        };
        let mut recipe = Recipe {
            drop_totals: fields.flag("drop_totals", faults),
            filter,
            channels: vec![Channel {
                name: "value",
                expression,
            }],
            ..Recipe::default()
        };
        let table = self.loaded(&known, &mut recipe, scene)?;
        let found = prepare(&table, &recipe)?;
        drawn.provenance = self.provenance(&known, &found.steps, scene.language);
        match found.table.columns.first().map(|column| &column.values) {
            Some(Values::Numbers(all)) if all.len() == 1 => Ok(all[0]),
            _ => {
                let name = written.text.as_str();
                Err(Fault::new(chart::not_aggregated(name), written.span).into())
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
