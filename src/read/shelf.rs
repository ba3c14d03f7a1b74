//! The texts of a project: which files make a team's logbook, which are pages of their own.
//!
//! One folder with `carnet.md`, or with `jour-1.md`…, is one team; a file that reads like a logbook is a team by
//! itself; `README.md` and files whose name starts with `_` are not published; anything else is a page.

use super::encoding;
use super::fold::{fold_words, slug};
use super::front::{self, Head};
use super::logbook::{self, Checklist, LogbookFile, Manuscript};
use super::outline::{self, Anchors};
use super::tidy::{self, Depth};
use super::{lines, markdown};
use crate::diag::{Report, machine, site as site_problem};
use crate::model::body::{Block, plain_text};
use crate::model::config::Config;
use crate::model::logbook::{AttachmentKind, SectionKey};
use crate::model::page::{Page, PageFacts};
use crate::source::{Place, SourceText, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Files that are read together: those of one folder, or one file of the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Folder of the files in the sources.
    pub folder: String,
    /// Paths of its Markdown files, sorted.
    pub files: Vec<String>,
}

/// What a unit holds.
#[derive(Debug)]
pub enum Item {
    Team(Box<TeamText>),
    Page(Box<PageText>),
}

/// A team's logbook with its text.
#[derive(Debug)]
pub struct TeamText {
    /// Folder of its pages in the site.
    pub path: String,
    /// Folder of its files in the sources.
    pub folder: String,
    /// The files that its sections come from.
    pub sources: Vec<SourceText>,
    pub manuscript: Manuscript,
    /// A single file makes the whole logbook.
    pub whole: bool,
}

/// A page with its text.
#[derive(Debug)]
pub struct PageText {
    pub source: SourceText,
    pub page: Page,
}

/// The units of a project, in the order of their paths.
pub fn units(sources: &dyn Sources, config: &Config, report: &mut Report) -> Vec<Unit> {
    let prefix = match config.src.as_str() {
        "" => String::new(),
        src => format!("{src}/"),
    };
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut texts = 0;
    for entry in sources.entries() {
        let Some(inner) = entry.path.strip_prefix(&prefix) else {
            continue;
        };
        let name = inner.rsplit('/').next().unwrap_or(inner);
        let Some(stem) = name
            .strip_suffix(".md")
            .or_else(|| name.strip_suffix(".markdown"))
        else {
            continue;
        };
        let lower = stem.to_lowercase();
        if stem.starts_with('_') {
            continue;
        }
        if matches!(
            lower.as_str(),
            "readme" | "license" | "changelog" | "contributing"
        ) {
            report.add(
                site_problem::not_published(&entry.path),
                Place::file(entry.path.clone()),
            );
            continue;
        }
        texts += 1;
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders
            .entry(folder.to_owned())
            .or_default()
            .push(entry.path.clone());
    }
    if texts == 0 {
        let place = if config.src.is_empty() {
            ".".to_owned()
        } else {
            config.src.clone()
        };
        report.add(site_problem::empty(&place), Place::file(place.clone()));
    }
    let mut out = Vec::new();
    for (folder, files) in folders {
        if folder == config.src {
            out.extend(files.into_iter().map(|file| Unit {
                folder: folder.clone(),
                files: vec![file],
            }));
        } else {
            out.push(Unit { folder, files });
        }
    }
    out
}

/// A file whose head was read.
pub(super) struct Opened {
    pub source: SourceText,
    pub head: Head,
    /// Its name without the ending.
    pub stem: String,
}

/// What of a text is shown beside what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// Days that are drafts.
    pub drafts: bool,
    /// Notes between facilitators and their team: for a preview only.
    pub notes: bool,
}

/// Reads a unit whole. Without `drafts`, a day that is a draft is left out of its logbook; a logbook or a page that is
/// one is still read, and says so. A file that the machine cannot read is reported, and the others are read.
pub fn read(
    unit: &Unit,
    sources: &dyn Sources,
    config: &Config,
    shown: Shown,
    report: &mut Report,
) -> Vec<Item> {
    let inner = folder_path(&unit.folder, &config.src);
    let mut opened = Vec::with_capacity(unit.files.len());
    for path in &unit.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned();
        let bytes = match sources.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let page = probable_page(&inner, &stem);
                let why = machine::reason(&error);
                let problem = site_problem::text_unreadable(path, page, why);
                report.add(problem, Place::file(path.clone()));
                continue;
            }
        };
        let source = encoding::text(path, bytes, report);
        let head = front::head(&source, report);
        let file = Opened { source, head, stem };
        let draft = file
            .head
            .matter
            .draft
            .as_ref()
            .is_some_and(|draft| draft.value);
        if shown.drafts || !draft || key_of(&file).is_none() {
            opened.push(file);
        }
    }
    let is_team = !inner.is_empty()
        && opened.iter().any(|file| {
            is_whole_name(&file.stem) || matches!(key_of(file), Some(SectionKey::Day(_)))
        });
    let mut items = Vec::new();
    if is_team {
        let (own, others): (Vec<Opened>, Vec<Opened>) = opened.into_iter().partition(|file| {
            is_whole_name(&file.stem) || key_of(file).is_some() || file.stem == "index"
        });
        let others: Vec<Opened> = others;
        let held = held(sources, &unit.folder);
        let place = (unit.folder.as_str(), &held);
        items.push(team(own, &inner, place, config, shown, report));
        let pages = others
            .into_iter()
            .map(|file| page(file, &inner, shown, report));
        items.extend(pages.map(|page| Item::Page(Box::new(page))));
        return items;
    }
    let alone = opened.len() == 1;
    for file in opened {
        if file.stem != "index" && looks_like_logbook(&file) {
            let own = slug(&file.stem);
            let folder_name = inner.rsplit('/').next().unwrap_or("");
            let path = match inner.as_str() {
                "" => own,
                inner if alone && folder_name == own => inner.to_owned(),
                inner => format!("{inner}/{own}"),
            };
            let place = (unit.folder.as_str(), &BTreeSet::new());
            items.push(team(vec![file], &path, place, config, shown, report));
        } else {
            items.push(Item::Page(Box::new(page(file, &inner, shown, report))));
        }
    }
    items
}

/// A folder's path in the site: its path from the texts' folder, each part as a slug.
fn folder_path(folder: &str, src: &str) -> String {
    let inner = match src {
        "" => folder,
        src => folder
            .strip_prefix(src)
            .unwrap_or(folder)
            .trim_start_matches('/'),
    };
    let parts: Vec<String> = inner
        .split('/')
        .filter(|part| !part.is_empty())
        .map(slug)
        .collect();
    parts.join("/")
}

/// The page of a text that could not be read, as far as its name tells.
fn probable_page(folder: &str, stem: &str) -> String {
    let name = match is_whole_name(stem) {
        true => "index".to_owned(),
        false => slug(stem),
    };
    match folder {
        "" => format!("{name}.html"),
        folder => format!("{folder}/{name}.html"),
    }
}

fn is_whole_name(stem: &str) -> bool {
    matches!(
        fold_words(stem).as_str(),
        "carnet" | "logbook" | "carnet de bord" | "carnet-de-bord"
    )
}

/// The section that a file's front matter or name says.
fn key_of(file: &Opened) -> Option<SectionKey> {
    if let Some(day) = &file.head.matter.day {
        return Some(SectionKey::Day(day.value));
    }
    let name = slug(&file.stem);
    match name.as_str() {
        "introduction" | "intro" => return Some(SectionKey::Introduction),
        "conclusion" => return Some(SectionKey::Conclusion),
        _ => {}
    }
    let rest = name
        .strip_prefix("jour")
        .or_else(|| name.strip_prefix("day"))
        .or_else(|| name.strip_prefix('j'))?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let mut letters = rest.chars();
    let day = letters
        .next()?
        .to_digit(10)
        .filter(|day| (1..=5).contains(day))?;
    letters
        .next()
        .is_none_or(|next| next == '-')
        .then_some(SectionKey::Day(u8::try_from(day).unwrap_or(1)))
}

/// A title "Carnet de bord…", or headings of two different days.
fn looks_like_logbook(file: &Opened) -> bool {
    let body = &file.source.text[file.head.body..];
    if file.head.matter.maturity.is_some() || file.head.matter.collectivity.is_some() {
        return true;
    }
    let mut days: BTreeSet<SectionKey> = BTreeSet::new();
    let mut fenced = false;
    for range in lines::lines(body) {
        let line = body[range].trim();
        if lines::fence(line).is_some() {
            fenced = !fenced;
        }
        if fenced || line.len() > 240 || line.is_empty() {
            continue;
        }
        if line.starts_with("# ") {
            let title = fold_words(line);
            if ["carnet de bord", "logbook of", "logbook:"]
                .iter()
                .any(|start| title.starts_with(start))
            {
                return true;
            }
        }
        let marked = line.starts_with(['#', '*', '_']) || !line.chars().any(char::is_lowercase);
        if marked
            && ["our", "OUR", "ay", "AY"]
                .iter()
                .any(|part| line.contains(part))
            && let Some(key @ SectionKey::Day(_)) = tidy::heading_key(line, true)
        {
            days.insert(key);
        }
    }
    days.len() >= 2
}

/// What a team's folder holds of the attachments that days hand in, by the names of its files.
fn held(sources: &dyn Sources, folder: &str) -> BTreeSet<AttachmentKind> {
    let prefix = format!("{folder}/");
    let entries = sources.entries();
    let start = entries.partition_point(|entry| entry.path < prefix);
    let own = entries[start..]
        .iter()
        .take_while(|entry| entry.path.starts_with(&prefix));
    own.filter_map(|entry| {
        let name = entry.path.rsplit('/').next().unwrap_or(&entry.path);
        AttachmentKind::of_file(name.rsplit_once('.')?.0)
    })
    .collect()
}

/// `place` is the folder of the files, and the attachments that it holds.
fn team(
    files: Vec<Opened>,
    path: &str,
    (folder, held): (&str, &BTreeSet<AttachmentKind>),
    config: &Config,
    shown: Shown,
    report: &mut Report,
) -> Item {
    let whole_slug = files
        .iter()
        .find(|file| key_of(file).is_none())
        .and_then(|file| file.head.matter.slug.as_ref())
        .map(|slug| slug.value.clone());
    let path = match (whole_slug, path.rsplit_once('/')) {
        (Some(own), Some((parent, _))) => format!("{parent}/{}", slug(&own)),
        (Some(own), None) => slug(&own),
        (None, _) => path.to_owned(),
    };
    // A whole file first: its title and byline are the logbook's.
    let mut files = files;
    files.sort_by_key(|file| {
        (
            key_of(file).is_some(),
            key_of(file),
            file.source.path.clone(),
        )
    });
    let name = match files.first() {
        Some(file) if files.len() == 1 && !is_whole_name(&file.stem) && key_of(file).is_none() => {
            file.stem.clone()
        }
        _ => folder.rsplit('/').next().unwrap_or(folder).to_owned(),
    };
    let keys: Vec<Option<SectionKey>> = files.iter().map(key_of).collect();
    let inputs: Vec<LogbookFile<'_>> = files
        .iter()
        .zip(&keys)
        .map(|(file, key)| LogbookFile {
            source: &file.source,
            head: file.head.clone(),
            key: *key,
            notes: shown.notes,
        })
        .collect();
    let manuscript = {
        let checklist = Checklist {
            expected: &config.expected,
            held,
        };
        logbook::read(&inputs, &name, &checklist, report)
    };
    drop(inputs);
    Item::Team(Box::new(TeamText {
        path,
        folder: folder.to_owned(),
        whole: keys == [None],
        sources: files.into_iter().map(|file| file.source).collect(),
        manuscript,
    }))
}

/// Reads the body of a page.
pub(super) fn page(file: Opened, folder: &str, shown: Shown, report: &mut Report) -> PageText {
    let Opened { source, head, stem } = file;
    let (mapped, notes) = tidy::tidy(&source.text, head.body, Depth::Build);
    let mut problems = notes.problems;
    let tree = markdown::read_with(&mapped, 1, shown.notes);
    problems.extend(tree.problems);
    let mut blocks = tree.blocks;
    let matter = head.matter;
    let mut title = matter
        .title
        .as_ref()
        .map(|title| title.value.clone())
        .unwrap_or_default();
    let first = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(heading) if heading.level == 1));
    if let Some(at) = first
        && let Block::Heading(heading) = &blocks[at]
        && (at == 0 || title.is_empty())
    {
        if title.is_empty() {
            title = plain_text(&heading.inlines).trim().to_owned();
        }
        blocks.remove(at);
    }
    if title.is_empty() {
        let readable = stem.replace(['-', '_'], " ");
        let mut letters = readable.chars();
        title = letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        });
    }
    let mut anchors = Anchors::default();
    let contents = outline::settle(&mut blocks, &mut anchors, &mut problems);
    for (problem, span) in problems {
        report.add(problem, source.place(span));
    }
    let own = match &matter.slug {
        Some(written) => slug(&written.value),
        None if stem == "index" => stem.clone(),
        None => slug(&stem),
    };
    let path = match folder {
        "" => format!("{own}.html"),
        folder => format!("{folder}/{own}.html"),
    };
    let summary = match &matter.summary {
        Some(summary) => summary.value.clone(),
        None => logbook::lead(&blocks),
    };
    let facts = PageFacts {
        source: source.path.clone(),
        path,
        title,
        summary,
        order: matter.order.map(|order| order.value),
        date: matter.date.map(|date| date.value),
        updated: matter.updated.map(|date| date.value),
        tags: matter.tags.map(|tags| tags.value).unwrap_or_default(),
        draft: matter.draft.is_some_and(|draft| draft.value),
        toc: matter.toc.is_none_or(|toc| toc.value),
        language: matter.lang.map(|lang| lang.value),
        words: logbook::word_count(&blocks),
        contents,
    };
    PageText {
        source,
        page: Page {
            facts,
            blocks,
            footnotes: tree.footnotes,
        },
    }
}
