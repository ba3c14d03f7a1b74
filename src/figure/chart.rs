//! The block `chart`: its lines, then its data, then its two drawings.

use super::fields::Fields;
use super::kind::{self, Nature, Types};
use super::store::Known;
use super::{
    Figure, FigureFile, Scene, Stop, Studio, data, empty, honesty, names, pick, say, unit,
};
use crate::chart::{
    Annotation, At, AxisName, Caption, Channels, Chart, FontUse, Mode, Orientation, Reference,
    ScaleOptions, Width, describe, draw, kind::ChartKind, kind::Wants, standalone,
};
use crate::diag::{Language, Phrase, chart};
use crate::format::time;
use crate::model::date::Date;
use crate::model::fence::Written;
use crate::model::figure::{Content, Download};
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::text::fold::fold;
use crate::transform::{
    Channel, Expression, Fault, Filter, Function, Names, Prepared, Recipe, Sort, Top, Unpivot,
    count, prepare,
};
use std::sync::Arc;

/// The channels, in the order of their columns.
const CHANNELS: [&str; 7] = ["x", "y", "series", "size", "label", "value", "facet"];

impl Studio<'_> {
    /// The table that a block names.
    pub(super) fn dataset(
        &self,
        fields: &Fields<'_>,
        scene: &Scene<'_>,
    ) -> Result<Arc<Known>, Stop> {
        let Some(written) = fields.get("data") else {
            let problem = chart::missing_key("data", "data: conso.csv");
            return Err(Fault::new(problem, fields.fence.span).into());
        };
        self.named_dataset(written, scene)
    }

    /// The table of that name.
    pub(super) fn named_dataset(
        &self,
        written: &Written,
        scene: &Scene<'_>,
    ) -> Result<Arc<Known>, Stop> {
        let own = || {
            // The table that the page is a row of may lie where no text is.
            let table = &scene.row?.of.table.path;
            let name = table.rsplit('/').next().unwrap_or(table);
            (name == written.text.trim()).then(|| table.clone())
        };
        let found = self.store.find(&written.text, scene.folder).or_else(own);
        let Some(path) = found else {
            let names = self.store.names(scene.folder);
            let near = crate::diag::nearest(&written.text, names.iter().map(String::as_str));
            let problem = chart::unknown_data(&written.text, Phrase::nearest(near));
            return Err(Fault::new(problem, written.span).into());
        };
        match self.store.open(&path)? {
            Some(known) => Ok(known),
            None => Err(Fault::new(chart::unreadable_data(&written.text), written.span).into()),
        }
    }

    pub(super) fn chart(
        &self,
        fields: &Fields<'_>,
        id: &str,
        before: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let language = scene.language;
        let known = self.dataset(fields, scene)?;
        let mut asked = Asked::read(fields, &known, scene, faults)?;
        let (table, rows_of_file) = self.loaded(
            &known,
            &asked.columns(),
            asked.recipe.filter.as_ref(),
            scene,
        )?;
        asked.recipe.rows_of_file = rows_of_file;
        asked.check_dates(&table)?;
        let mut prepared = prepare(&table, &asked.recipe)?;
        drop(table);
        for lost in &prepared.by_zero {
            let problem = chart::division_by_zero(&lost.divisor, count(lost.rows));
            faults.push(Fault::new(problem, lost.span));
        }
        asked.check_places(&prepared, fields, language)?;
        let unit = fields
            .get("unit")
            .map(|written| unit::read(written, faults));
        let raw: Vec<String> = prepared
            .table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        for (channel, column) in asked
            .recipe
            .channels
            .iter()
            .zip(&mut prepared.table.columns)
        {
            column.name = names::column(&channel.expression, language);
            if channel.name == asked.measured() && unit.is_some() {
                column.unit.clone_from(&unit);
            }
            names::without_unit(column);
        }
        let chart = asked.chart(
            fields,
            id,
            &prepared,
            self.caption(fields, id, scene)?,
            language,
            faults,
        );
        let wide = draw(&chart, Width::Wide);
        let narrow = draw(&chart, Width::Narrow);
        honesty::chart(
            &honesty::Case {
                fields,
                chart: &chart,
                prepared: &prepared,
                recipe: &asked.recipe,
                sorted_by_file: asked.file_order,
                before,
                language,
            },
            faults,
        );
        let (shown, raw): (Vec<Column>, Vec<String>) = asked
            .recipe
            .channels
            .iter()
            .zip(&prepared.table.columns)
            .zip(raw)
            .filter(|((channel, _), _)| {
                channel.name != "projection" || chart.projected.contains(&true)
            })
            .map(|((_, column), raw)| (column.clone(), raw))
            .unzip();
        let mut drawn = empty(fields, id.to_owned());
        let sentences: Vec<String> = wide
            .reduced
            .iter()
            .map(|reduced| reduced.sentence(language))
            .collect();
        honesty::reduced(&wide.reduced, fields, faults);
        for sentence in sentences {
            if !drawn.note.is_empty() {
                drawn.note.push(' ');
            }
            drawn.note.push_str(&sentence);
        }
        drawn.title.clone_from(&chart.caption.title);
        drawn.subtitle.clone_from(&chart.caption.subtitle);
        drawn.alternative = describe(&chart, language);
        let mut table = data::table(&shown, asked.across(&shown), language);
        table.caption.clone_from(&drawn.title);
        drawn.data = Some(table);
        drawn.provenance = self.provenance(&known, &prepared.steps, language);
        let csv = data::csv(&Table {
            path: String::new(),
            records: vec![0; prepared.table.rows()],
            // Machines read the names of the file.
            columns: shown
                .into_iter()
                .zip(raw)
                .map(|(column, name)| Column { name, ..column })
                .collect(),
        });
        drawn.content = Content::Drawing {
            wide: wide.svg,
            narrow: narrow.svg,
        };
        let mut files = Vec::new();
        offer(
            &mut drawn.downloads,
            &mut files,
            "CSV",
            format!("figures/{id}.csv"),
            csv,
        );
        let fonts = match scene.light {
            true => FontUse::Named,
            false => FontUse::Embedded,
        };
        let svg = standalone(&chart, fonts).into_bytes();
        offer(
            &mut drawn.downloads,
            &mut files,
            "SVG",
            format!("figures/{id}.svg"),
            svg,
        );
        Ok(Figure { drawn, files })
    }

    pub(super) fn caption(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
    ) -> Result<Caption, Stop> {
        let alternative = match fields.get("alt") {
            None => None,
            written => Some(self.filled(written, scene)?),
        };
        Ok(Caption {
            title: self.filled(fields.get("title"), scene)?,
            subtitle: self.filled(fields.get("subtitle"), scene)?,
            source: fields.prose("source").to_owned(),
            note: fields.prose("note").to_owned(),
            alternative,
            address: self.address(&format!("{}#{id}", scene.page)),
        })
    }

    /// Where the data comes from, then what was done to it.
    pub(super) fn provenance(
        &self,
        known: &Known,
        steps: &[Phrase],
        language: Language,
    ) -> Vec<String> {
        let file = known.path.rsplit('/').next().unwrap_or(&known.path);
        let rows = say(&count(known.rows as usize), language);
        let digest = &known.digest;
        let mut out = vec![match language {
            Language::French => format!("Fichier : {file} ({rows}, SHA-256 {digest}…)."),
            Language::English => format!("File: {file} ({rows}, SHA-256 {digest}…)."),
        }];
        if !steps.is_empty() {
            let steps: Vec<String> = steps.iter().map(|step| say(step, language)).collect();
            let steps = steps.join(pick(language, " ; ", "; "));
            out.push(match language {
                Language::French => format!("Transformations : {steps}."),
                Language::English => format!("Transforms: {steps}."),
            });
        }
        out
    }
}

/// Adds a file to a figure.
pub(super) fn offer(
    downloads: &mut Vec<Download>,
    files: &mut Vec<FigureFile>,
    name: &'static str,
    path: String,
    bytes: Vec<u8>,
) {
    downloads.push(Download {
        name,
        path: path.clone(),
        bytes: bytes.len() as u64,
    });
    files.push(FigureFile { path, bytes });
}

/// The lines of a block, resolved against the names of its table.
struct Asked {
    kind: &'static ChartKind,
    recipe: Recipe,
    names: Names,
    /// The nature of each channel.
    natures: Vec<Nature>,
    file_order: bool,
}

impl Asked {
    fn read(
        fields: &Fields<'_>,
        known: &Known,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Self, Stop> {
        let language = scene.language;
        let span = fields.fence.span;
        let unpivot = fields
            .get("unpivot")
            .map(|written| Unpivot::parse(written, &known.names))
            .transpose()?;
        let names = match &unpivot {
            Some(unpivot) => unpivot.names(&known.names),
            None => known.names.clone(),
        };
        let types = Types::new(&known.names, &known.kinds, unpivot.as_ref());
        let mut channels = Vec::new();
        for name in CHANNELS {
            if let Some(written) = fields.get(name) {
                let expression = scene.expression(written, &names)?;
                channels.push(Channel { name, expression });
            }
        }
        let kind = match kind::named(fields)? {
            Some(kind) => kind,
            None => kind::picked(&mut channels, &types, span, faults)?,
        };
        complete(kind, &mut channels, fields)?;
        if let Some(written) = fields.get("projection") {
            let expression = scene.expression(written, &names)?;
            channels.push(Channel {
                name: "projection",
                expression,
            });
        }
        let natures: Vec<Nature> = channels
            .iter()
            .map(|channel| types.nature(&channel.expression))
            .collect();
        for (channel, nature) in channels.iter().zip(&natures) {
            match kind
                .channels
                .iter()
                .find(|known| known.name == channel.name)
            {
                Some(known) if known.wants == Wants::Numbers && *nature != Nature::Number => {
                    let what = Phrase::new(
                        format!("« {} »", channel.name),
                        format!("“{}”", channel.name),
                    );
                    let found = match nature {
                        Nature::Moment => Phrase::new(" (une date)", " (a date)"),
                        _ => Phrase::new("", ""),
                    };
                    let problem = chart::text_not_number(what, found);
                    return Err(Fault::new(problem, channel.expression.span()).into());
                }
                None if channel.name != "projection" => faults.push(Fault::new(
                    chart::unused(channel.name, kind.name),
                    fields.span(channel.name),
                )),
                _ => {}
            }
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
        let filter = fields
            .get("filter")
            .map(|written| {
                Ok::<_, Fault>(Filter {
                    expression: scene.expression(written, &names)?,
                    text: written.text.clone(),
                    span: written.span,
                })
            })
            .transpose()?;
        let place = |name: &str| channels.iter().position(|channel| channel.name == name);
        let category = match place("x") {
            Some(x) if natures[x] == Nature::Category => Some(x),
            x => place("series").or(x),
        };
        let measure = place("y").or(place("value"));
        let top = fields.get("top").map(Top::parse).transpose()?;
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
        asked.sort(fields)?;
        Ok(asked)
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

    /// The columns of the file that are read.
    fn columns(&self) -> Vec<String> {
        let mut out = Vec::new();
        for channel in &self.recipe.channels {
            channel.expression.columns(&mut out);
        }
        if let Some(filter) = &self.recipe.filter {
            filter.expression.columns(&mut out);
        }
        if let Some(unpivot) = &self.recipe.unpivot {
            out.retain(|name| *name != unpivot.key && *name != unpivot.value);
            out.extend(unpivot.columns.iter().cloned());
        }
        // A count of all rows reads no column: one of them must tell how many there are.
        if out.is_empty() {
            out.extend(self.names.all().first().cloned());
        }
        out
    }

    /// The channel of the measure.
    fn measured(&self) -> &'static str {
        match self
            .recipe
            .measure
            .and_then(|at| self.recipe.channels.get(at))
        {
            Some(channel) => channel.name,
            None => "x",
        }
    }

    /// A column that mixes years and dates reads as text, and its order would be that of its letters.
    fn check_dates(&self, table: &Table) -> Result<(), Fault> {
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
    fn check_places(
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

    /// The columns of `x`, the series and the measure, where the table reads better with a column per series.
    fn across(&self, shown: &[Column]) -> Option<[usize; 3]> {
        let place = |name: &str| {
            self.recipe
                .channels
                .iter()
                .position(|channel| channel.name == name)
        };
        let found = [place("x")?, place("series")?, place("y")?];
        (shown.len() == 3).then_some(found)
    }

    fn chart(
        &self,
        fields: &Fields<'_>,
        id: &str,
        prepared: &Prepared,
        caption: Caption,
        language: Language,
        faults: &mut Vec<Fault>,
    ) -> Chart {
        let column = |name: &str| prepared.column(&self.recipe, name).cloned();
        let channels = Channels {
            x: column("x"),
            y: column("y"),
            series: column("series"),
            size: column("size"),
            label: column("label"),
            value: column("value"),
            facet: column("facet"),
        };
        let projected = match column("projection").map(|column| column.values) {
            Some(Values::Booleans(all)) => all.iter().map(|value| *value == Some(true)).collect(),
            _ => Vec::new(),
        };
        let highlight = fields.get("highlight").map_or_else(Vec::new, |written| {
            let columns = [
                channels.x.as_ref(),
                channels.series.as_ref(),
                channels.label.as_ref(),
            ];
            names::values(written, "highlight", &columns, language, faults)
        });
        let (x_log, y_log) = (
            fields.one_of("xscale", faults) == Some("log"),
            fields.one_of("yscale", faults) == Some("log"),
        );
        let minimum = fields.number("ymin", faults);
        let maximum = fields.number("ymax", faults);
        Chart {
            kind: self.kind,
            id: id.to_owned(),
            language,
            caption,
            mode: match fields.one_of("mode", faults) {
                Some("stacked") => Mode::Stacked,
                Some("percent") => Mode::Percent,
                _ => Mode::Grouped,
            },
            orientation: match fields.one_of("orientation", faults) {
                Some("horizontal") => Some(Orientation::Horizontal),
                Some("vertical") => Some(Orientation::Vertical),
                _ => None,
            },
            highlight,
            others: prepared.others.clone(),
            projected,
            annotations: self.annotations(fields, channels.x.as_ref(), language, faults),
            references: references(fields, faults),
            x_scale: ScaleOptions {
                log: x_log,
                ..ScaleOptions::default()
            },
            y_scale: ScaleOptions {
                log: y_log,
                zero: None,
                min: minimum,
                max: maximum,
            },
            bins: fields.whole("bins", faults),
            channels,
        }
    }

    fn annotations(
        &self,
        fields: &Fields<'_>,
        x: Option<&Column>,
        language: Language,
        faults: &mut Vec<Fault>,
    ) -> Vec<Annotation> {
        let mut out = Vec::new();
        for written in fields.all("annotate") {
            let Some((place, text)) = labelled(written) else {
                faults.push(fields.wrong("annotate"));
                continue;
            };
            let at = match x {
                Some(column) => match &column.values {
                    Values::Numbers(_) => super::fields::number(&place.text).map(At::Number),
                    Values::Dates(_) => day(&place.text).map(At::Day),
                    _ => names::values(&place, "annotate", &[Some(column)], language, faults)
                        .pop()
                        .map(At::Name),
                },
                None => None,
            };
            match at {
                Some(x) => out.push(Annotation {
                    x,
                    y: None,
                    text: text.text,
                }),
                None if x.is_some_and(|column| matches!(column.values, Values::Texts(_))) => {}
                None => faults.push(Fault::new(
                    chart::wrong_value("annotate", super::keys::Form::Labelled.expected()),
                    place.span,
                )),
            }
        }
        out
    }
}

/// Gives a kind the channels that it needs, where one goes without saying.
fn complete(
    kind: &'static ChartKind,
    channels: &mut Vec<Channel>,
    fields: &Fields<'_>,
) -> Result<(), Fault> {
    let span = fields.fence.span;
    for needed in kind.channels.iter().filter(|channel| channel.required) {
        if channels.iter().any(|channel| channel.name == needed.name) {
            continue;
        }
        // Without a measure, rows are counted.
        let counts = matches!(
            (kind.name, needed.name),
            ("bar" | "line" | "area" | "pie" | "donut", "y") | ("heatmap", "value")
        );
        if !counts {
            let example = format!("{}: {}", needed.name, pick(Language::French, "commune", ""));
            return Err(Fault::new(chart::missing_key(needed.name, example), span));
        }
        channels.push(Channel {
            name: needed.name,
            expression: Expression::Call(Function::Count, None, span),
        });
    }
    channels.sort_by_key(|channel| CHANNELS.iter().position(|name| *name == channel.name));
    Ok(())
}

/// The two sides of `2020 = confinement`.
fn labelled(written: &Written) -> Option<(Written, Written)> {
    let at = written.text.find('=')?;
    let (place, text) = (
        written.trimmed(0..at),
        written.trimmed(at + 1..written.text.len()),
    );
    (!place.text.is_empty() && !text.text.is_empty()).then_some((place, text))
}

fn references(fields: &Fields<'_>, faults: &mut Vec<Fault>) -> Vec<Reference> {
    let mut out = Vec::new();
    for written in fields.all("reference") {
        let found = labelled(written)
            .and_then(|(place, text)| Some((super::fields::number(&place.text)?, text.text)));
        match found {
            Some((value, text)) => out.push(Reference {
                axis: AxisName::Y,
                at: At::Number(value),
                text,
            }),
            None => faults.push(fields.wrong("reference")),
        }
    }
    out
}

/// A day, a month or a year, as the day it starts.
fn day(text: &str) -> Option<i32> {
    if let Some(date) = Date::parse(text) {
        return Some(time::day_number(date.year, date.month, date.day));
    }
    if let Some((year, month)) = text.split_once('-') {
        let month: u8 = month
            .trim()
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        return Some(time::day_number(year.trim().parse().ok()?, month, 1));
    }
    let year: i32 = text
        .trim()
        .parse()
        .ok()
        .filter(|year| (1000..=9999).contains(year))?;
    Some(time::day_number(year, 1, 1))
}

/// Whether a column's values are moments.
pub(super) fn is_moment(column: &Column) -> bool {
    matches!(column.values, Values::Dates(_)) || column.kind == ColumnKind::Year
}
