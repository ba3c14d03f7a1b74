//! Blocks into figures. In: a [`Fence`] as written, and the tables of the project. Out: a [`Drawn`] for the page, the
//! files that go with it, and what there is to say of it. A block that cannot be drawn becomes a placeholder that says
//! what to write: it never breaks its page.

mod chart;
mod data;
mod fields;
pub mod honesty;
mod index;
mod inline;
pub mod keys;
mod kind;
mod list;
pub mod map;
mod names;
mod number;
mod offer;
pub mod row;
mod stops;
pub mod store;
pub mod suggest;
mod table;
mod unit;

use crate::diag::{Diagnostic, Language, Report};
use crate::model::body::{Block, plain_text};
use crate::model::fence::{Fence, FenceKind, Written};
use crate::model::figure::{Content, Drawn};
use crate::model::license::License;
use crate::model::table::Table;
use crate::source::Quoted;
use crate::text::fold::slug;
use crate::text::placeholder::filled;
use crate::text::unique::Unique;
use crate::transform::{Expression, Fault, Filter, Given, Names, Operator, Recipe};
use fields::Fields;
pub use offer::{Brought, FigureFile, PictureOrder, Purpose};
use row::Row;
use std::collections::BTreeMap;
use std::io;
use store::{Known, Store};

/// Draws the blocks of a site.
pub struct Studio<'a> {
    pub store: Store<'a>,
    /// Address of the site, for the files that leave it.
    pub base_url: Option<&'a str>,
    /// Path of a dataset → the licence that its sheet names.
    pub licenses: &'a BTreeMap<String, &'static License>,
    /// Maps have no background unless their blocks name one.
    pub bare: bool,
}

/// The page that blocks stand in.
pub struct Scene<'a> {
    /// The file that the blocks are written in.
    pub source: &'a dyn Quoted,
    /// Folder of that file in the sources.
    pub folder: &'a str,
    /// Path of the page in the site.
    pub page: &'a str,
    pub language: Language,
    /// SIREN and INSEE code of the collectivity that the page is about; empty where nobody says.
    pub collectivity: [&'a str; 2],
    /// The row that the page is made from.
    pub row: Option<Row<'a>>,
    /// One of so many pages that their drawings name their fonts rather than hold them.
    pub light: bool,
    /// Ids given in this page so far.
    ids: Unique,
}

impl<'a> Scene<'a> {
    /// A page where no figure was drawn yet.
    pub fn new(source: &'a dyn Quoted, folder: &'a str, page: &'a str, language: Language) -> Self {
        Scene {
            source,
            folder,
            page,
            language,
            collectivity: ["", ""],
            row: None,
            light: false,
            ids: Unique::default(),
        }
    }

    /// Reads an expression, with the values of the row where the page is made from one.
    ///
    /// # Errors
    /// Those of [`Expression::parse_given`].
    fn expression(&self, written: &Written, names: &Names) -> Result<Expression, Fault> {
        match &self.row {
            None => Expression::parse(written, names),
            Some(row) => {
                let given: Given<'_> = &|name, span| row.literal(name, span);
                Expression::parse_given(written, names, Some(given))
            }
        }
    }

    /// Reads a filter, with the values of the row where the page is made from one.
    ///
    /// # Errors
    /// Those of [`Expression::parse_given`].
    fn filter(&self, written: &Written, names: &Names) -> Result<Filter, Fault> {
        Ok(Filter {
            expression: self.expression(written, names)?,
            text: written.text.clone(),
            span: written.span,
        })
    }

    /// Whether a fault says that the data has nothing for the row that the page is made from: that is no mistake.
    fn is_absence(&self, fault: &Fault) -> bool {
        let code = fault.problem.kind.code;
        self.row.is_some() && matches!(code, "chart.empty-result" | "template.empty-cell")
    }

    /// An id that no other figure of the site has: the page, the words, a number if these are taken.
    fn own_id(&mut self, words: &str) -> String {
        let page = self.page.trim_end_matches(".html").replace('/', "--");
        self.ids.give(&format!("{page}--{words}")).0
    }
}

/// A block, drawn.
#[derive(Debug)]
pub struct Figure {
    pub drawn: Drawn,
    pub files: Vec<FigureFile>,
    pub pictures: Vec<PictureOrder>,
}

impl Figure {
    fn new(drawn: Drawn) -> Self {
        Figure {
            drawn,
            files: Vec::new(),
            pictures: Vec::new(),
        }
    }
}

/// What stops a figure: an author's fault, or the machine's.
enum Stop {
    Fault(Fault),
    Machine(io::Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Machine(error)
    }
}

impl Studio<'_> {
    /// Draws every block among some, and works out the numbers written in the text. What the figures bring is returned,
    /// in the order of the text.
    ///
    /// # Errors
    /// When a listed file cannot be read.
    pub fn settle(
        &self,
        blocks: &mut [Block],
        scene: &mut Scene<'_>,
        report: &mut Report,
    ) -> io::Result<Brought> {
        let mut brought = Brought::default();
        self.settle_blocks(blocks, scene, &mut brought, report)?;
        Ok(brought)
    }

    fn settle_blocks(
        &self,
        blocks: &mut [Block],
        scene: &mut Scene<'_>,
        brought: &mut Brought,
        report: &mut Report,
    ) -> io::Result<()> {
        // The sentence that a reader has just read when the figure comes.
        let mut before = String::new();
        for block in blocks {
            match block {
                Block::Fence(fence) => {
                    let figure = self.draw(fence, &before, scene, report)?;
                    brought.files.extend(figure.files);
                    brought.pictures.extend(figure.pictures);
                    *block = Block::Drawn(Box::new(figure.drawn));
                }
                Block::Paragraph { inlines, .. } => {
                    self.settle_inlines(inlines, scene, report)?;
                    before = plain_text(inlines);
                }
                Block::Heading(heading) => {
                    self.settle_inlines(&mut heading.inlines, scene, report)?;
                }
                Block::List { items, .. } => {
                    for item in items {
                        self.settle_blocks(&mut item.blocks, scene, brought, report)?;
                    }
                }
                Block::Quote(inner) => self.settle_blocks(inner, scene, brought, report)?,
                Block::Callout(callout) => {
                    self.settle_inlines(&mut callout.title, scene, report)?;
                    self.settle_blocks(&mut callout.blocks, scene, brought, report)?;
                }
                Block::Table(table) => {
                    for cell in table.rows.iter_mut().flatten() {
                        self.settle_blocks(&mut cell.blocks, scene, brought, report)?;
                    }
                }
                Block::Figure(figure) => {
                    self.settle_inlines(&mut figure.caption, scene, report)?;
                }
                Block::Code { .. } | Block::Embed(_) | Block::Rule | Block::Drawn(_) => {}
            }
        }
        Ok(())
    }

    /// The columns of a table that a recipe reads.
    fn loaded(&self, known: &Known, recipe: &mut Recipe, scene: &Scene<'_>) -> io::Result<Table> {
        let columns = recipe.columns(&known.names);
        let (table, rows_of_file) = self.some(known, &columns, recipe.filter.as_ref(), scene)?;
        recipe.rows_of_file = rows_of_file;
        Ok(table)
    }

    /// Some columns of a table, and the rows of the file where not all of them are there: on a page that is made from a
    /// row, those that its filter cannot let through are not read.
    fn some(
        &self,
        known: &Known,
        columns: &[String],
        filter: Option<&Filter>,
        scene: &Scene<'_>,
    ) -> io::Result<(Table, Option<usize>)> {
        if let (Some(_), Some(filter)) = (&scene.row, filter) {
            let mut asked = Vec::new();
            equalities(&filter.expression, &mut asked);
            for (key, value) in asked {
                if !known.names.all().iter().any(|name| name == key) {
                    continue;
                }
                if let Some(table) = self.store.load_where(known, columns, key, value)? {
                    return Ok((table, usize::try_from(known.rows).ok()));
                }
            }
        }
        Ok((self.store.load(known, columns)?, None))
    }

    /// Draws one block. `before` is the paragraph above it.
    ///
    /// # Errors
    /// When a listed file cannot be read.
    pub fn draw(
        &self,
        fence: &Fence,
        before: &str,
        scene: &mut Scene<'_>,
        report: &mut Report,
    ) -> io::Result<Figure> {
        if fence.kind == FenceKind::Map {
            return self.draw_map(fence, scene, report);
        }
        let mut faults = Vec::new();
        let fields = Fields::read(fence, &mut faults);
        let allowed = fields.allowed(&mut faults);
        let id = self.id(&fields, scene);
        let found = match fence.kind {
            FenceKind::Chart => self.chart(&fields, &id, before, scene, &mut faults),
            FenceKind::Table => self.table(&fields, &id, scene, &mut faults),
            FenceKind::Number => self.number(&fields, &id, scene, &mut faults),
            FenceKind::Timeline => self.timeline(&fields, &id, scene, &mut faults),
            FenceKind::Tree => self.tree(&fields, &id, scene, &mut faults),
            // A map is drawn elsewhere: no text brings one here.
            FenceKind::Map => Err(Stop::Fault(Fault::new(
                crate::diag::chart::line("map"),
                fence.span,
            ))),
        };
        // Parts that make no whole have no angles: the pie is refused, unless its author says why not.
        let refused = faults
            .iter()
            .position(|fault| fault.problem.kind.code == "chart.pie-parts")
            .filter(|_| !allowed.contains(&"pie-parts"));
        let found = match (found, refused) {
            (Ok(_), Some(at)) => Err(Stop::Fault(faults.remove(at))),
            (found, _) => found,
        };
        let figure = match found {
            Ok(mut figure) => {
                figure.drawn.embed = Some(format!("figures/{id}.html"));
                figure
            }
            Err(Stop::Machine(error)) => return Err(error),
            Err(Stop::Fault(fault)) if scene.is_absence(&fault) => {
                faults.push(Fault::new(crate::diag::template::no_data(), fence.span));
                Figure::new(self.without_data(&fields, id, scene)?)
            }
            Err(Stop::Fault(fault)) => {
                let broken = broken(&fields, id, &fault, scene);
                faults.push(fault);
                Figure::new(broken)
            }
        };
        honesty::words(&fields, &mut faults);
        for fault in faults {
            let code = fault.problem.kind.code.trim_start_matches("chart.");
            if !allowed.contains(&code) {
                report.add(fault.problem, scene.source.place(fault.span));
            }
        }
        Ok(figure)
    }

    /// The id of a figure: its page, then its title, then a number if that is taken.
    fn id(&self, fields: &Fields<'_>, scene: &mut Scene<'_>) -> String {
        let own = match fields.get("id") {
            Some(written) => slug(&written.text),
            None => {
                // What is computed in a title is no part of an address: it changes with the data.
                let title = fields
                    .prose("title")
                    .split('`')
                    .step_by(2)
                    .collect::<String>();
                // Nor is what the row of the page fills in.
                let title = match scene.row {
                    Some(_) => filled(&title, |_| String::new()),
                    None => title,
                };
                let words = slug(&title);
                let mut short: String = words.chars().take(40).collect();
                if let Some(cut) = short.rfind('-').filter(|_| words.len() > 40) {
                    short.truncate(cut);
                }
                if title.trim().is_empty() {
                    short = fields.fence.kind.word().to_owned();
                }
                short
            }
        };
        scene.own_id(&own)
    }

    /// A figure that the row of its page has no data for.
    fn without_data(
        &self,
        fields: &Fields<'_>,
        id: String,
        scene: &Scene<'_>,
    ) -> io::Result<Drawn> {
        let mut drawn = empty(fields, id);
        for (name, place) in [
            ("title", &mut drawn.title),
            ("subtitle", &mut drawn.subtitle),
        ] {
            *place = match self.filled(fields.get(name), scene) {
                Ok(words) => words,
                Err(Stop::Machine(error)) => return Err(error),
                Err(Stop::Fault(_)) => String::new(),
            };
        }
        drawn.alternative.clear();
        drawn.content = Content::Absent;
        Ok(drawn)
    }

    /// The whole address of a page of the site.
    fn address(&self, path: &str) -> Option<String> {
        let base = self.base_url?;
        let slash = if base.ends_with('/') { "" } else { "/" };
        Some(format!("{base}{slash}{path}"))
    }
}

/// The columns that a filter asks to equal a literal, whatever else it asks.
fn equalities<'a>(filter: &'a Expression, out: &mut Vec<(&'a str, &'a Expression)>) {
    let Expression::Binary(operator, left, right) = filter else {
        return;
    };
    match (operator, &**left, &**right) {
        (Operator::And, left, right) => {
            equalities(left, out);
            equalities(right, out);
        }
        (
            Operator::Equal,
            Expression::Column(name, _),
            literal @ (Expression::Text(..) | Expression::Number(..)),
        )
        | (
            Operator::Equal,
            literal @ (Expression::Text(..) | Expression::Number(..)),
            Expression::Column(name, _),
        ) => out.push((name, literal)),
        _ => {}
    }
}

/// The placeholder of a block that cannot be drawn.
fn broken(fields: &Fields<'_>, id: String, fault: &Fault, scene: &Scene<'_>) -> Drawn {
    Drawn {
        title: fields.prose("title").to_owned(),
        content: broken_content(fault, scene),
        ..empty(fields, id)
    }
}

/// What is wrong, where, and what to write.
fn broken_content(fault: &Fault, scene: &Scene<'_>) -> Content {
    let place = scene.source.place(fault.span);
    let file = place.file.rsplit('/').next().unwrap_or(&place.file);
    let line = match scene.language {
        Language::French => format!("{file}, ligne {}", place.line),
        Language::English => format!("{file}, line {}", place.line),
    };
    let diagnostic = Diagnostic {
        problem: fault.problem.clone(),
        place: None,
    };
    Content::Broken {
        message: diagnostic.message(scene.language),
        help: diagnostic.help(scene.language),
        place: line,
    }
}

/// A figure with its words and nothing else.
fn empty(fields: &Fields<'_>, id: String) -> Drawn {
    let prose = |name: &str| fields.prose(name).to_owned();
    Drawn {
        id,
        kind: fields.fence.kind,
        title: prose("title"),
        subtitle: prose("subtitle"),
        source: prose("source"),
        note: prose("note"),
        alternative: prose("alt"),
        content: Content::Timeline(Vec::new()),
        data: None,
        provenance: Vec::new(),
        downloads: Vec::new(),
        embed: None,
        picture: None,
    }
}

/// The words of a phrase in a language.
fn say(phrase: &crate::diag::Phrase, language: Language) -> String {
    match language {
        Language::French => phrase.fr.clone(),
        Language::English => phrase.en.clone(),
    }
}

/// One of two words.
fn pick<'w>(language: Language, french: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}
