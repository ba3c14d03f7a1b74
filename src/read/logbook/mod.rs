//! The files of one team → its manuscript: title, byline, sections, and what was found in them.
//!
//! Both forms give the same: one file split at its day headings, or one file per day.

use super::front::Head;
use super::outline::{self, Anchors};
use super::tidy::{self, Depth};
use super::{markdown, walk};
use crate::diag::{Phrase, Problem, Report};
use crate::model::body::{Block, Figure, Footnote, Image, ImageTarget, Inline, plain_text};
use crate::model::logbook::{
    AttachmentKind, LogbookFacts, Opening, Section, SectionFacts, SectionKey,
};
use crate::source::{SourceText, Span};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use facts::word_count;
pub use lead::lead;

mod attachments;
mod byline;
mod facts;
mod identity;
mod lead;
mod links;
mod maturity;
mod sections;

/// One file of a logbook.
#[derive(Debug)]
pub struct LogbookFile<'a> {
    pub source: &'a SourceText,
    pub head: Head,
    /// The day that the file's name or front matter says; nothing for a whole logbook.
    pub key: Option<SectionKey>,
    /// Keep the notes between facilitators and their team.
    pub notes: bool,
}

/// A whole logbook as read: unchecked, its links as written.
#[derive(Debug, Default)]
pub struct Manuscript {
    pub facts: LogbookFacts,
    pub opening: Opening,
    /// In the order of the week.
    pub sections: Vec<Section>,
    pub draft: bool,
    /// Paths of the files, by their number.
    pub files: Vec<String>,
}

/// The words of one file before they are put together.
struct Part {
    title: Vec<Inline>,
    blocks: Vec<Block>,
    footnotes: Vec<Footnote>,
    source_document: Option<String>,
    private: Vec<(String, Span)>,
}

/// What a logbook is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Checklist<'a> {
    /// What facilitators ask for, per day.
    pub expected: &'a BTreeMap<u8, Vec<AttachmentKind>>,
    /// What lies in the team's folder, by the names of its files.
    pub held: &'a BTreeSet<AttachmentKind>,
}

/// Reads a team's files. `name` is the folder's or the file's name: the last source of its identity.
pub fn read(
    files: &[LogbookFile<'_>],
    name: &str,
    checklist: &Checklist<'_>,
    report: &mut Report,
) -> Manuscript {
    let mut manuscript = Manuscript {
        files: files.iter().map(|file| file.source.path.clone()).collect(),
        ..Manuscript::default()
    };
    let mut identity = identity::Evidence::new(name);
    let mut next_note = 1;
    let mut private = Vec::new();
    let mut anchors = Anchors::reserving(SectionKey::ALL.into_iter().map(SectionKey::anchor));
    for (index, file) in files.iter().enumerate() {
        let mut say = Say {
            files,
            file: index,
            report,
        };
        let mut part = read_part(file, next_note, &mut say);
        next_note += part.footnotes.len();
        let notes = std::mem::take(&mut part.private).into_iter();
        private.extend(notes.map(|(words, span)| (index, words, span)));
        // One file per day: the first one may hold the logbook's own title and byline.
        let own_title = file.key.is_some() && names_logbook(&plain_text(&part.title));
        if own_title {
            identity.add_title(&plain_text(&std::mem::take(&mut part.title)));
            let byline = byline::take(&mut part.blocks);
            identity.add_byline(byline.authors);
            if let Some(image) = byline.image {
                let caption = Vec::new();
                let figure = Block::Figure(Figure { image, caption });
                part.blocks.insert(0, figure);
            }
        }
        let matter = &file.head.matter;
        let leads = file.key.is_none() || own_title;
        identity.add_head(matter, leads);
        if let Some(updated) = matter.updated.as_ref().filter(|_| leads) {
            manuscript.facts.updated = Some(updated.value);
        }
        if let Some(document) = &part.source_document {
            identity.add_source_document(document);
        }
        match file.key {
            None => whole(part, index, &mut manuscript, &mut identity, &mut say),
            Some(key) => {
                let section = single(part, key, index, file, leads);
                sections::insert(&mut manuscript.sections, section, &mut say);
            }
        }
        manuscript.draft |= file.key.is_none()
            && file
                .head
                .matter
                .draft
                .as_ref()
                .is_some_and(|draft| draft.value);
    }
    sections::sort(&mut manuscript.sections, files, report);
    share_notes(&mut manuscript.sections, private);
    for section in &mut manuscript.sections {
        let mut problems = Vec::new();
        let contents = outline::settle(&mut section.blocks, &mut anchors, &mut problems);
        section.facts.contents = contents;
        let mut say = Say {
            files,
            file: section.file,
            report,
        };
        say.all(problems);
        links::look(
            &mut section.blocks,
            &mut section.footnotes,
            &mut manuscript.facts,
            &mut say,
        );
    }
    let mut problems = Vec::new();
    outline::settle(&mut manuscript.opening.blocks, &mut anchors, &mut problems);
    if !files.is_empty() {
        let mut say = Say {
            files,
            file: 0,
            report,
        };
        say.all(problems);
        let opening = &mut manuscript.opening;
        links::look(
            &mut opening.blocks,
            &mut opening.footnotes,
            &mut manuscript.facts,
            &mut say,
        );
        let mut front = FrontOf {
            files,
            say: &mut say,
        };
        identity.settle(&mut manuscript.facts, &mut front);
        let words: Vec<Words> = manuscript.sections.iter().map(Words::of).collect();
        for (section, words) in manuscript.sections.iter_mut().zip(&words) {
            facts::of_section(section, words);
            attachments::find(section, words, checklist, &mut say);
        }
        maturity::find(&mut manuscript, &words, &mut say);
        facts::of_logbook(&mut manuscript, &words, &mut say);
        sections::report_missing(&manuscript.sections, &mut say);
        sections::report_empty(&manuscript.sections, &mut say);
    }
    manuscript
}

/// The words of a section, worked out once for all who look for something in them.
struct Words {
    plain: String,
    /// One line per block.
    folded: String,
    /// For each block of the section, where its folded words stand, and its picture's folded alternative text.
    blocks: Vec<(Range<usize>, String)>,
}

impl Words {
    fn of(section: &Section) -> Self {
        let mut words = Words {
            plain: String::new(),
            folded: String::new(),
            blocks: Vec::with_capacity(section.blocks.len()),
        };
        for block in &section.blocks {
            if !words.blocks.is_empty() {
                words.folded.push('\n');
            }
            let plain = walk::plain_blocks(std::slice::from_ref(block));
            let start = words.folded.len();
            words.folded.push_str(&fold(&plain));
            words.plain.push_str(&plain);
            let alt = match block {
                Block::Figure(figure) => fold(&figure.image.alt),
                _ => String::new(),
            };
            words.blocks.push((start..words.folded.len(), alt));
        }
        words
    }

    /// The folded words of a block, and its picture's folded alternative text.
    fn of_block(&self, index: usize) -> (&str, &str) {
        let (words, alt) = &self.blocks[index];
        (&self.folded[words.clone()], alt)
    }
}

/// The files, for whoever must point at the head of one.
pub(super) struct FrontOf<'a, 'b> {
    files: &'a [LogbookFile<'a>],
    say: &'a mut Say<'b>,
}

/// Reports at places of a logbook's files.
pub(super) struct Say<'a> {
    files: &'a [LogbookFile<'a>],
    /// The file at hand.
    file: usize,
    report: &'a mut Report,
}

impl Say<'_> {
    fn add(&mut self, problem: Problem, span: Span) {
        self.add_in(self.file, problem, span);
    }

    /// Reports in the file of that number.
    fn add_in(&mut self, file: usize, problem: Problem, span: Span) {
        let place = self.files.get(file).map(|file| file.source.place(span));
        self.report.add(problem, place);
    }

    /// A place of the file of that number, in words.
    fn place_in(&self, file: usize, span: Span) -> Phrase {
        let Some(place) = self.files.get(file).map(|file| file.source.place(span)) else {
            return Phrase::new("", "");
        };
        Phrase::new(
            format!("{}, ligne {}", place.file, place.line),
            format!("{}, line {}", place.file, place.line),
        )
    }

    /// Where some words first stand in the file of that number, as written.
    fn span_of(&self, file: usize, words: &str) -> Option<Span> {
        let at = self.files.get(file)?.source.text.find(words)?;
        Some(Span::new(at, at + words.len()))
    }

    fn all(&mut self, problems: Vec<(Problem, Span)>) {
        for (problem, span) in problems {
            self.add(problem, span);
        }
    }
}

fn read_part(file: &LogbookFile<'_>, next_note: usize, say: &mut Say<'_>) -> Part {
    let (mapped, notes) = tidy::tidy(&file.source.text, file.head.body, Depth::Build);
    say.all(notes.problems);
    let tree = markdown::read_with(&mapped, next_note, file.notes);
    say.all(tree.problems);
    let mut blocks = tree.blocks;
    drop_notes_heading(&mut blocks, !tree.footnotes.is_empty());
    // The first heading of level 1, before any section, is the title.
    let at = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(_)));
    let title = match at.map(|at| &blocks[at]) {
        Some(Block::Heading(heading))
            if heading.level == 1
                && tidy::heading_key(&plain_text(&heading.inlines), true)
                    .is_none_or(|_| file.key.is_some()) =>
        {
            match blocks.remove(at.unwrap_or(0)) {
                Block::Heading(heading) => heading.inlines,
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    Part {
        title,
        blocks,
        footnotes: tree.footnotes,
        source_document: notes.source_document,
        private: tree.private,
    }
}

/// A title of a whole logbook, not of a day.
fn names_logbook(title: &str) -> bool {
    let folded = super::fold::fold_words(title);
    folded.starts_with("carnet de bord") || folded.starts_with("logbook of")
}

/// Gives each private note to the section that it stands in; one before the first section goes to that one.
fn share_notes(sections: &mut [Section], private: Vec<(usize, String, Span)>) {
    for (file, words, span) in private {
        let own = sections
            .iter()
            .enumerate()
            .filter(|(_, section)| section.file == file && section.span.start <= span.start)
            .max_by_key(|(_, section)| section.span.start)
            .map_or(0, |(at, _)| at);
        if let Some(section) = sections.get_mut(own) {
            section.facts.notes.push(words);
        }
    }
}

/// `## Notes` with nothing under it but footnotes, which have their own place.
fn drop_notes_heading(blocks: &mut Vec<Block>, has_notes: bool) {
    if !has_notes {
        return;
    }
    if let Some(Block::Heading(heading)) = blocks.last()
        && super::fold::fold_words(&plain_text(&heading.inlines)) == "notes"
    {
        blocks.pop();
    }
}

/// A file that holds the whole logbook: title, byline and cover, then the sections.
fn whole(
    part: Part,
    index: usize,
    manuscript: &mut Manuscript,
    identity: &mut identity::Evidence,
    say: &mut Say<'_>,
) {
    let (mut opening, split) = sections::split(part.blocks);
    identity.add_title(&plain_text(&part.title));
    let authors = byline::take(&mut opening);
    identity.add_byline(authors.authors);
    if let Some(image) = authors.image {
        let caption = Vec::new();
        opening.insert(0, Block::Figure(Figure { image, caption }));
    }
    let named = say.files[index].head.matter.cover.as_ref();
    if let Some(cover) = take_cover(&mut opening, named.map(|cover| cover.value.as_str())) {
        manuscript.facts.opens_with_cover = true;
        manuscript.facts.cover.get_or_insert(cover);
    }
    let mut notes = part.footnotes;
    let opening_notes = take_notes(&opening, &mut notes);
    let last = split.len().saturating_sub(1);
    for (at, found) in split.into_iter().enumerate() {
        let mut footnotes = take_notes(&found.blocks, &mut notes);
        if at == last {
            footnotes.append(&mut notes);
        }
        let section = Section {
            key: found.key,
            title: found.title,
            blocks: found.blocks,
            footnotes,
            span: found.span,
            file: index,
            facts: SectionFacts::default(),
        };
        sections::insert(&mut manuscript.sections, section, say);
    }
    manuscript.opening.blocks.append(&mut opening);
    manuscript.opening.footnotes.extend(opening_notes);
    // A text without any section keeps the notes that nothing refers to.
    manuscript.opening.footnotes.append(&mut notes);
}

/// A file that holds one day.
/// Where `leads`, its front matter speaks for the whole logbook.
fn single(
    part: Part,
    key: SectionKey,
    index: usize,
    file: &LogbookFile<'_>,
    leads: bool,
) -> Section {
    let matter = &file.head.matter;
    let mut blocks = part.blocks;
    let written = match &matter.title {
        Some(title) if !leads => title.value.clone(),
        _ => plain_text(&part.title),
    };
    let mut title = sections::own_words(&written, key);
    // A day heading at the top of the file repeats what the file's name says.
    if let Some(Block::Heading(heading)) = blocks.first() {
        let words = plain_text(&heading.inlines);
        if tidy::heading_key(&words, true) == Some(key) {
            if title.is_empty() {
                title = sections::own_words(&words, key);
            }
            blocks.remove(0);
        }
    }
    Section {
        key,
        title,
        blocks,
        footnotes: part.footnotes,
        span: Span::new(file.head.body, file.head.body),
        file: index,
        facts: SectionFacts {
            date: matter.date.as_ref().map(|date| date.value),
            mood: matter
                .mood
                .as_ref()
                .map_or_else(String::new, |mood| mood.value.clone()),
            lead: matter
                .summary
                .as_ref()
                .filter(|_| !leads)
                .map_or_else(String::new, |summary| summary.value.clone()),
            draft: matter.draft.as_ref().is_some_and(|draft| draft.value),
            ..SectionFacts::default()
        },
    }
}

/// The first picture before the first section is the logbook's illustration, unless front matter names another one:
/// then it stays a picture of the text.
fn take_cover(opening: &mut Vec<Block>, named: Option<&str>) -> Option<Image> {
    let at = opening.iter().position(|block| match block {
        Block::Figure(figure) => named.is_none_or(|named| {
            matches!(&figure.image.target, ImageTarget::Written(written) if written.trim() == named.trim())
        }),
        _ => false,
    })?;
    match opening.remove(at) {
        Block::Figure(figure) => {
            let mut image = figure.image;
            if image.alt.is_empty() && !figure.caption.is_empty() {
                image.alt = plain_text(&figure.caption);
            }
            Some(image)
        }
        _ => None,
    }
}

/// The footnotes that some blocks refer to, notes of notes included, in the order of their numbers.
fn take_notes(blocks: &[Block], notes: &mut Vec<Footnote>) -> Vec<Footnote> {
    let mut wanted = Vec::new();
    walk::footnote_numbers(blocks, &mut wanted);
    let mut taken: Vec<Footnote> = Vec::new();
    while let Some(at) = notes.iter().position(|note| wanted.contains(&note.number)) {
        let note = notes.remove(at);
        walk::footnote_numbers(&note.blocks, &mut wanted);
        taken.push(note);
    }
    taken.sort_by_key(|note| note.number);
    taken
}

/// An image that front matter names as the cover.
fn cover_image(address: &str, alt: &str, span: Span) -> Image {
    Image {
        target: ImageTarget::Written(address.to_owned()),
        alt: alt.to_owned(),
        title: String::new(),
        width: None,
        span,
    }
}
