//! What a block asks of its table: the lines of a chart, resolved against the names of the columns.

use super::super::Scene;
use super::super::Stop;
use super::super::fields::Fields;
use super::super::kind::{self, Nature, Types};
use super::super::stops::Stops;
use super::super::store::Known;
use crate::chart::kind::{ChartKind, Wants};
use crate::diag::{Language, Phrase, chart};
use crate::model::table::Column;
use crate::text::fold::fold;
use crate::transform::{Channel, Expression, Fault, Function, Names, Recipe, Sort, Top, Unpivot};

/// The channels, in the order of their columns.
const CHANNELS: [&str; 7] = ["x", "y", "series", "size", "label", "value", "facet"];

/// The lines of a block, resolved against the names of its table.
pub struct Asked {
    pub kind: &'static ChartKind,
    pub recipe: Recipe,
    names: Names,
    /// The nature of each channel.
    natures: Vec<Nature>,
    /// The author asked for the order of the file.
    pub file_order: bool,
}

impl Asked {
    /// Reads the lines. All that is wrong with them is told, not the first fault only.
    ///
    /// # Errors
    /// The first line that leaves nothing to draw; the others are among the faults.
    pub fn read(
        fields: &Fields<'_>,
        known: &Known,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Self, Stop> {
        let language = scene.language;
        let span = fields.fence.span;
        let mut stops = Stops::default();
        let unpivot = fields.parsed("unpivot", |written| Unpivot::parse(written, &known.names))?;
        let names = match &unpivot {
            Some(unpivot) => unpivot.names(&known.names),
            None => known.names.clone(),
        };
        let types = Types::new(&known.names, &known.kinds, unpivot.as_ref());
        let parse = |written: &_| scene.expression(written, &names);
        let mut channels = Vec::new();
        for name in CHANNELS {
            if let Some(expression) = stops.keep(fields.parsed(name, parse)).flatten() {
                channels.push(Channel { name, expression });
            }
        }
        let projection = stops.keep(fields.parsed("projection", parse)).flatten();
        let filter = fields.parsed("filter", |written| scene.filter(written, &names));
        let filter = stops.keep(filter).flatten();
        let top = stops.keep(fields.parsed("top", Top::parse)).flatten();
        let named = stops.keep(kind::named(fields)).flatten();
        // What no line says is only filled in where every line reads.
        let kind = match named {
            None if stops.any() => None,
            None => stops.keep(kind::picked(&mut channels, &types, span, faults)),
            named => named,
        };
        let Some(kind) = kind else {
            return Err(stops.first(faults));
        };
        complete(kind, &mut channels, fields, &mut stops);
        channels.extend(projection.map(|expression| Channel {
            name: "projection",
            expression,
        }));
        let natures: Vec<Nature> = channels
            .iter()
            .map(|channel| types.nature(&channel.expression))
            .collect();
        for (channel, nature) in channels.iter().zip(&natures) {
            stops.keep(suits(kind, channel, *nature, fields, faults));
        }
        // A column that the drawing does not read must not split its groups.
        let reads = |name: &str| {
            name == "projection" || kind.channels.iter().any(|known| known.name == name)
        };
        let (channels, natures): (Vec<Channel>, Vec<Nature>) = channels
            .into_iter()
            .zip(natures)
            .filter(|(channel, _)| reads(channel.name))
            .unzip();
        let place = |name: &str| channels.iter().position(|channel| channel.name == name);
        let category = match place("x") {
            Some(x) if natures[x] == Nature::Category => Some(x),
            x => place("series").or(x),
        };
        let measure = place("y").or(place("value"));
        let mut asked = Asked {
            kind,
            recipe: Recipe {
                unpivot,
                drop_totals: fields.flag("drop_totals", faults),
                filter,
                channels,
                category,
                measure,
                top,
                sort: None,
                french: language == Language::French,
                rows_of_file: None,
            },
            names,
            natures,
            file_order: false,
        };
        // An order is one of channels: without them all, the words of a line may mean another.
        if !stops.any() {
            stops.keep(asked.sort(fields));
        }
        match stops.any() {
            true => Err(stops.first(faults)),
            false => Ok(asked),
        }
    }

    /// The order of the categories: as asked, else from the greatest where an order of values is what a reader wants.
    fn sort(&mut self, fields: &Fields<'_>) -> Result<(), Fault> {
        let place = |name: &str| {
            self.recipe
                .channels
                .iter()
                .position(|channel| channel.name == name)
        };
        let Some(written) = fields.get("sort") else {
            let by_value = matches!(self.kind.name, "bar" | "pie" | "donut" | "dumbbell");
            let ranks = self
                .recipe
                .category
                .is_some_and(|at| self.natures[at] == Nature::Category && Some(at) == place("x"));
            if by_value
                && ranks
                && let Some(channel) = self.recipe.measure
            {
                self.recipe.sort = Some(Sort {
                    channel,
                    descending: true,
                });
            }
            return Ok(());
        };
        let text = written.text.trim();
        let stripped = text.trim_start_matches(['-', '−', '+']).trim_start();
        let descending = text.starts_with(['-', '−']);
        let offset = text.len() - stripped.len();
        let word = fold(stripped);
        if matches!(word.as_str(), "fichier" | "file" | "aucun" | "none") {
            self.file_order = true;
            return Ok(());
        }
        let channel = match word.as_str() {
            "x" | "y" | "series" => place(&word),
            "valeur" | "value" => self.recipe.measure,
            "nom" | "name" => self.recipe.category,
            _ => None,
        };
        let channel = match channel {
            Some(channel) => Some(channel),
            None => {
                let inner = written.trimmed(offset..written.text.len());
                let expression = Expression::parse(&inner, &self.names)?;
                self.recipe.channels.iter().position(|channel| {
                    channel.expression.same(&expression)
                        || matches!(&channel.expression, Expression::Call(_, Some(inner), _) if inner.same(&expression))
                })
            }
        };
        let Some(channel) = channel else {
            return Err(fields.wrong("sort"));
        };
        self.recipe.sort = Some(Sort {
            channel,
            descending,
        });
        Ok(())
    }

    /// The channel of the measure.
    pub fn measured(&self) -> &'static str {
        match self
            .recipe
            .measure
            .and_then(|at| self.recipe.channels.get(at))
        {
            Some(channel) => channel.name,
            None => "x",
        }
    }

    /// The columns of `x`, the series and the measure, where the table reads better with a column per series.
    pub fn across(&self, shown: &[Column]) -> Option<[usize; 3]> {
        let place = |name: &str| {
            self.recipe
                .channels
                .iter()
                .position(|channel| channel.name == name)
        };
        let found = [place("x")?, place("series")?, place("y")?];
        (shown.len() == 3).then_some(found)
    }
}

/// Whether a kind reads a channel, and the channel holds what it wants.
fn suits(
    kind: &ChartKind,
    channel: &Channel,
    nature: Nature,
    fields: &Fields<'_>,
    faults: &mut Vec<Fault>,
) -> Result<(), Fault> {
    let name = channel.name;
    match kind.channels.iter().find(|known| known.name == name) {
        Some(known) if known.wants == Wants::Numbers && nature != Nature::Number => {
            let what = Phrase::new(format!("« {name} »"), format!("“{name}”"));
            let found = match nature {
                Nature::Moment => Phrase::new(" (une date)", " (a date)"),
                _ => Phrase::new("", ""),
            };
            let problem = chart::text_not_number(what, found);
            return Err(Fault::new(problem, channel.expression.span()));
        }
        None if name != "projection" => faults.push(Fault::new(
            chart::unused(name, kind.name),
            fields.span(name),
        )),
        _ => {}
    }
    Ok(())
}

/// Gives a kind the channels that it needs, where one goes without saying.
fn complete(
    kind: &'static ChartKind,
    channels: &mut Vec<Channel>,
    fields: &Fields<'_>,
    stops: &mut Stops,
) {
    let span = fields.fence.span;
    for needed in kind.channels.iter().filter(|channel| channel.required) {
        let name = needed.name;
        // A line that does not read is told by itself.
        if channels.iter().any(|channel| channel.name == name) || fields.get(name).is_some() {
            continue;
        }
        // Without a measure, rows are counted.
        let counts = matches!(
            (kind.name, name),
            ("bar" | "line" | "area" | "pie" | "donut", "y") | ("heatmap", "value")
        );
        if counts {
            channels.push(Channel {
                name,
                expression: Expression::Call(Function::Count, None, span),
            });
        } else {
            let example = format!("{name}: commune");
            let missing = Fault::new(chart::missing_key(name, example), span);
            stops.keep::<()>(Err(missing));
        }
    }
    channels.sort_by_key(|channel| CHANNELS.iter().position(|name| *name == channel.name));
}
