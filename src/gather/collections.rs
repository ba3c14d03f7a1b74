//! `[[pages]]` → collections: the table is read once, the template is parsed once, each row gets its address and title.

use super::Gathered;
use crate::BuildOptions;
use crate::check::Images;
use crate::check::images::Counted;
use crate::data;
use crate::diag::{Phrase, Report, nearest, template as problem};
use crate::figure::row::{Row, RowTable};
use crate::figure::store::Known;
use crate::figure::{Scene, Studio};
use crate::model::body::{Block, Footnote, Image, ImageTarget};
use crate::model::collection::{Collection, RowPage, letter};
use crate::model::config::PagesConfig;
use crate::model::date::Date;
use crate::model::page::{Page, PageFacts};
use crate::model::site::Site;
use crate::model::walk::{Met, walk};
use crate::picture::Wanted;
use crate::read::encoding;
use crate::read::template::template;
use crate::source::{Place, Sources, Span};
use crate::text::fold::{fold_words, slug};
use crate::text::placeholder::{Piece, is_filled, pieces};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Problems of one kind about the rows of one table that are told one by one.
const TOLD: usize = 20;

/// What the pages of a collection are made from.
#[derive(Debug)]
pub struct Template {
    pub facts: PageFacts,
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
    /// The columns that its date and its update come from.
    pub date: Option<String>,
    pub updated: Option<String>,
    pub rows: RowTable,
    /// Some picture has another address on each page.
    pub own_pictures: bool,
    /// Pictures of the project that its pages show.
    pub pictures: BTreeSet<String>,
}

/// Adds the collections of the configuration to a site whose texts are known.
///
/// # Errors
/// When a listed file cannot be read.
pub fn add(
    gathered: &mut Gathered,
    sources: &dyn Sources,
    studio: &Studio<'_>,
    images: &Images<'_>,
    options: &BuildOptions,
    report: &mut Report,
) -> io::Result<()> {
    let all = gathered.site.config.pages.clone();
    let mut wanted: BTreeSet<Wanted> = std::mem::take(&mut gathered.wanted).into_iter().collect();
    for config in &all {
        let reader = Reader {
            config,
            sources,
            studio,
            site: &gathered.site,
        };
        let Some((collection, mut template)) = reader.read(options, report)? else {
            continue;
        };
        let mut counted = Counted::default();
        reader.pictures(&mut template, &collection, images, &mut counted, report)?;
        gathered.remote.extend(counted.remote);
        template.pictures.clone_from(&counted.local);
        let folder = collection.folder.clone();
        wanted.extend(counted.local.into_iter().map(|source| Wanted {
            source,
            folder: folder.clone(),
        }));
        gathered.site.collections.push(collection);
        gathered.origins.templates.push(template);
    }
    gathered.wanted = wanted.into_iter().collect();
    Ok(())
}

struct Reader<'a> {
    config: &'a PagesConfig,
    sources: &'a dyn Sources,
    studio: &'a Studio<'a>,
    site: &'a Site,
}

impl Reader<'_> {
    /// Nothing when something is wrong, and told.
    fn read(
        &self,
        options: &BuildOptions,
        report: &mut Report,
    ) -> io::Result<Option<(Collection, Template)>> {
        let config = self.config;
        if [&config.from, &config.template, &config.path]
            .iter()
            .any(|text| text.is_empty())
        {
            return Ok(None);
        }
        let (table, path) = (self.table(report)?, self.template_path(report));
        let (Some(known), Some(path)) = (table, path) else {
            return Ok(None);
        };
        let source = encoding::text(&path, self.sources.read(&path)?, report);
        let read = template(source, report);
        let Page {
            facts,
            blocks,
            footnotes,
        } = read.text.page;
        let source = read.text.source;
        let mut used: Vec<String> = Vec::new();
        let mut right = true;
        let in_path = pieces(&config.path).filter_map(|piece| match piece {
            Piece::Column(name, _) => Some((name.to_owned(), None)),
            Piece::Text(_) => None,
        });
        let in_text = read
            .names
            .iter()
            .map(|(name, span)| (name.clone(), Some(*span)));
        for (name, span) in in_path.chain(in_text) {
            let place = || match span {
                Some(span) => source.place(span),
                None => self.config.path_place.clone(),
            };
            match known.names.look(&name, Span::default()) {
                Ok(Some(column)) => {
                    if !used.iter().any(|known| known == column) {
                        used.push(column.to_owned());
                    }
                }
                Ok(None) => {
                    let near = Phrase::nearest(known.names.near(&name));
                    let names = known.names.some();
                    let problem = problem::unknown_column(&name, &known.names.dataset, near, names);
                    report.add(problem, place());
                    right = false;
                }
                Err(fault) => {
                    report.add(fault.problem, place());
                    right = false;
                }
            }
        }
        let is_dataset = self
            .site
            .datasets
            .iter()
            .any(|one| one.source == known.path);
        if !is_dataset {
            data::personal(&known.path, self.sources, &self.site.config, report)?;
        }
        if !pieces(&config.path).any(|piece| matches!(piece, Piece::Column(..))) {
            report.add(
                problem::same_for_all(&config.path),
                config.path_place.clone(),
            );
            right = false;
        }
        if !right || (facts.draft && !options.drafts) {
            return Ok(None);
        }
        let rows = RowTable {
            names: known.names.clone(),
            table: self.studio.store.load(&known, &used)?,
        };
        let scene = Scene::new(
            &source,
            folder_of(&source.path),
            "",
            self.site.config.language,
        );
        let Some(collection) = self.collection(&known, &facts, &rows, scene, report) else {
            return Ok(None);
        };
        let template = Template {
            facts,
            blocks,
            footnotes,
            date: read.date,
            updated: read.updated,
            rows,
            own_pictures: false,
            pictures: BTreeSet::new(),
        };
        Ok(Some((collection, template)))
    }

    fn table(&self, report: &mut Report) -> io::Result<Option<std::sync::Arc<Known>>> {
        let config = self.config;
        let src = &self.site.config.src;
        let found = self.studio.store.find(&config.from, src);
        let known = match &found {
            Some(path) => self.studio.store.open(path)?,
            None => None,
        };
        if known.is_none() {
            let tables = self
                .sources
                .entries()
                .iter()
                .map(|entry| entry.path.as_str());
            let tables = tables.filter(|path| path.ends_with(".csv") || path.ends_with(".tsv"));
            let near = Phrase::nearest(nearest(&config.from, tables));
            report.add(
                problem::no_table(&config.from, near),
                config.from_place.clone(),
            );
        }
        Ok(known)
    }

    fn template_path(&self, report: &mut Report) -> Option<String> {
        let config = self.config;
        let src = &self.site.config.src;
        let place = || config.template_place.clone();
        let candidates = [
            config.template.clone(),
            format!("{src}/{}", config.template),
        ];
        let found = candidates
            .into_iter()
            .find(|path| path.ends_with(".md") && self.sources.has(path));
        let Some(path) = found else {
            let texts = self
                .sources
                .entries()
                .iter()
                .map(|entry| entry.path.as_str());
            let near = nearest(&config.template, texts.filter(|path| path.ends_with(".md")));
            let problem = problem::no_template(&config.template, Phrase::nearest(near));
            report.add(problem, place());
            return None;
        };
        let name = path.rsplit('/').next().unwrap_or(&path);
        if !name.starts_with('_') {
            report.add(problem::published(&path), place());
            return None;
        }
        Some(path)
    }

    /// The address and the title of each row.
    fn collection<'s>(
        &self,
        known: &Known,
        facts: &PageFacts,
        rows: &'s RowTable,
        mut scene: Scene<'s>,
        report: &mut Report,
    ) -> Option<Collection> {
        let language = crate::diag::Language::from_tag(facts.language.as_deref().unwrap_or(""));
        scene.language = language.unwrap_or(scene.language);
        let path = self.config.path.trim_matches('/');
        let path = path.strip_suffix(".html").unwrap_or(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let fixed: Vec<String> = parts
            .iter()
            .take(parts.len().saturating_sub(1))
            .take_while(|part| !is_filled(part))
            .map(|part| slug(part))
            .collect();
        let stem = known.path.rsplit('/').next().unwrap_or(&known.path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let folder = match fixed.is_empty() {
            true => slug(stem),
            false => fixed.join("/"),
        };
        let mut without: (usize, Option<String>) = (0, None);
        let mut by_path: BTreeMap<String, u32> = BTreeMap::new();
        let mut told = 0;
        let mut found: Vec<(String, RowPage)> = Vec::with_capacity(rows.table.rows());
        for at in 0..rows.table.rows() {
            let row = Row { of: rows, at };
            let number = rows.table.records.get(at).copied().unwrap_or(0);
            let Some(address) = address(&parts, &row) else {
                without.0 += 1;
                without.1.get_or_insert_with(|| number.to_string());
                continue;
            };
            scene.row = Some(row);
            let mut title = facts.title.clone();
            self.studio.fill(&mut title, &scene);
            let title = title.trim();
            let path = format!("{address}.html");
            if let Some(first) = by_path.insert(path.clone(), number) {
                told += 1;
                if told <= TOLD {
                    let first_title = found.iter().find(|(_, row)| *row.path == *path);
                    let first_title = first_title.map_or("", |(_, row)| &row.title);
                    let problem =
                        problem::duplicate(&path, named(first, first_title), named(number, title));
                    report.add(problem, line(&known.path, number));
                }
                continue;
            }
            let key = address.rsplit('/').next().unwrap_or(&address);
            found.push((
                key.to_owned(),
                RowPage {
                    title: match title.is_empty() {
                        true => key.into(),
                        false => title.into(),
                    },
                    path: path.into(),
                    row: u32::try_from(at).unwrap_or(u32::MAX),
                    letter: '0',
                },
            ));
        }
        if let (count, Some(first)) = without {
            let others = match count - 1 {
                0 => Phrase::new("", ""),
                others => Phrase::new(
                    format!(" et {others} autre(s)"),
                    format!(" and {others} more"),
                ),
            };
            let first = Phrase::new(format!("la ligne {first}"), format!("row {first}"));
            report.add(
                problem::no_address(first, others),
                Place::file(known.path.clone()),
            );
        }
        if told > 0 {
            return None;
        }
        // A list of names is looked up by the name in the address; one of codes, by its titles.
        let lettered = found
            .iter()
            .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_alphabetic()));
        let by_name = lettered.count() * 2 > found.len();
        for (key, row) in &mut found {
            if !by_name {
                *key = fold_words(&row.title);
            }
            row.letter = letter(key);
        }
        found.sort_by(|(a, one), (b, other)| {
            (one.letter, a, &one.path).cmp(&(other.letter, b, &other.path))
        });
        Some(Collection {
            title: match self.config.title.trim() {
                "" => readable(fixed.last().map_or(stem, String::as_str)),
                title => title.to_owned(),
            },
            folder,
            template: facts.source.clone(),
            table: known.path.clone(),
            language: facts.language.clone(),
            rows: found.into_iter().map(|(_, row)| row).collect(),
        })
    }

    /// Finds the pictures of a template: once, or for each row those whose address has a column.
    fn pictures(
        &self,
        template: &mut Template,
        collection: &Collection,
        images: &Images<'_>,
        counted: &mut Counted,
        report: &mut Report,
    ) -> io::Result<()> {
        let bytes = self.sources.read(&collection.template)?;
        let source = encoding::text(&collection.template, bytes, &mut Report::default());
        let mut own: Vec<Image> = Vec::new();
        let Template {
            blocks, footnotes, ..
        } = template;
        let mut see = |met: Met<'_>| {
            if let Met::Image(image) = met
                && let ImageTarget::Written(written) = &image.target
                && is_filled(written)
            {
                own.push(image.clone());
            }
        };
        walk(blocks, &mut see);
        footnotes
            .iter_mut()
            .for_each(|note| walk(&mut note.blocks, &mut see));
        template.own_pictures = !own.is_empty();
        if own.is_empty() {
            images.resolve(&mut template.blocks, &source, counted, report);
            for note in &mut template.footnotes {
                images.resolve(&mut note.blocks, &source, counted, report);
            }
            return Ok(());
        }
        for row in &collection.rows {
            let row = Row {
                of: &template.rows,
                at: row.row as usize,
            };
            for image in &own {
                let mut image = image.clone();
                fill_image(&mut image, &row);
                // A picture that is missing is told where its page is made, with the other pages that lack theirs.
                images.resolve_image(&mut image, &source, counted, &mut Report::default());
            }
        }
        Ok(())
    }
}

/// Puts the cells of a row into the address of a picture.
pub fn fill_image(image: &mut Image, row: &Row<'_>) {
    if let ImageTarget::Written(written) = &mut image.target
        && is_filled(written)
    {
        *written = row.address(written);
    }
}

/// The date that a column has for a row.
pub fn date(column: Option<&String>, row: &Row<'_>) -> Option<Date> {
    Date::parse(&row.raw(column?))
}

/// The address of a row, without its ending; nothing when a cell that it needs is empty.
fn address(parts: &[&str], row: &Row<'_>) -> Option<String> {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push('/');
        }
        let mut words = String::new();
        for piece in pieces(part) {
            match piece {
                Piece::Text(text) => words.push_str(text),
                Piece::Column(name, _) => {
                    let cell = row.raw(name);
                    if cell.trim().is_empty() {
                        return None;
                    }
                    words.push_str(&cell);
                }
            }
        }
        out.push_str(&slug(&words));
    }
    (!out.is_empty()).then_some(out)
}

fn named(record: u32, title: &str) -> Phrase {
    Phrase::new(
        format!("ligne {record} ({title})"),
        format!("row {record} ({title})"),
    )
}

fn line(path: &str, record: u32) -> Place {
    Place {
        line: record as usize,
        ..Place::file(path)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `communes-du-var` → `Communes du var`.
fn readable(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
