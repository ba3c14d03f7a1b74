//! The block `chart`: its lines, then its data, then its drawings.

mod asked;
mod checks;
mod options;

use super::fields::Fields;
use super::stops::Stops;
use super::store::Known;
use super::{Figure, Scene, Stop, Studio, data, empty, honesty, names, pick, say, unit};
use crate::chart::{Caption, Channels, Chart, Drawings, drawings, for_card};
use crate::diag::{Language, Phrase, chart};
use crate::model::fence::Written;
use crate::model::figure::Content;
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::transform::{Fault, Prepared, count, every_fault, prepare};
use asked::Asked;
use options::{Options, annotations};
use std::sync::Arc;

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
        let mut stops = Stops::default();
        let options = Options::read(fields, faults);
        let unit = fields
            .get("unit")
            .map(|written| unit::read(written, faults));
        let caption = stops.keep(self.caption(fields, id, scene));
        let read = stops.keep(self.dataset(fields, scene)).and_then(|known| {
            let asked = stops.keep(Asked::read(fields, &known, scene, faults))?;
            Some((known, asked))
        });
        let (Some(caption), Some((known, mut asked))) = (caption, read) else {
            return Err(stops.first(faults));
        };
        let table = self.loaded(&known, &mut asked.recipe, scene)?;
        asked.check_dates(&table)?;
        let mut prepared = match prepare(&table, &asked.recipe) {
            Ok(prepared) => prepared,
            Err(first) if scene.is_absence(&first) => return Err(first.into()),
            Err(first) => {
                faults.extend(every_fault(&table, &asked.recipe, &first));
                return Err(first.into());
            }
        };
        drop(table);
        for lost in &prepared.by_zero {
            let problem = chart::division_by_zero(&lost.divisor, count(lost.rows));
            faults.push(Fault::new(problem, lost.span));
        }
        asked.check_places(&prepared, fields, language)?;
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
        let chart = whole(
            &asked,
            fields,
            (id, language),
            &prepared,
            (caption, options),
            faults,
        );
        let Drawings {
            wide,
            narrow,
            standalone,
            description,
        } = drawings(&chart);
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
        honesty::reduced(&wide.reduced, fields, faults);
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
        for reduced in &wide.reduced {
            if !drawn.note.is_empty() {
                drawn.note.push(' ');
            }
            drawn.note.push_str(&reduced.sentence(language));
        }
        drawn.title.clone_from(&chart.caption.title);
        drawn.subtitle.clone_from(&chart.caption.subtitle);
        drawn.alternative = description;
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
        let mut figure = Figure::new(drawn);
        let path = format!("figures/{id}");
        figure.offer("CSV", format!("{path}.csv"), csv);
        match scene.light {
            true => figure.offer("SVG", format!("{path}.svg"), standalone.into_bytes()),
            false => {
                self.share(&mut figure, &path, &chart.caption, || {
                    for_card(&chart, &wide)
                });
                figure.offer_drawing(&path, standalone);
            }
        }
        figure.drawn.content = Content::Drawing {
            wide: wide.svg,
            narrow: narrow.svg,
        };
        Ok(figure)
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

/// The chart of prepared data.
fn whole(
    asked: &Asked,
    fields: &Fields<'_>,
    (id, language): (&str, Language),
    prepared: &Prepared,
    (caption, options): (Caption, Options),
    faults: &mut Vec<Fault>,
) -> Chart {
    let column = |name: &str| prepared.column(&asked.recipe, name).cloned();
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
    Chart {
        kind: asked.kind,
        id: id.to_owned(),
        language,
        caption,
        mode: options.mode,
        orientation: options.orientation,
        highlight,
        others: prepared.others.clone(),
        projected,
        annotations: annotations(fields, channels.x.as_ref(), language, faults),
        references: options.references,
        x_scale: options.x_scale,
        y_scale: options.y_scale,
        bins: options.bins,
        channels,
    }
}

/// Whether a column's values are moments.
pub(super) fn is_moment(column: &Column) -> bool {
    matches!(column.values, Values::Dates(_)) || column.kind == ColumnKind::Year
}
