//! Where the days start, in what order they stand, and which are missing.

use super::{LogbookFile, Say};
use crate::diag::{Phrase, Report, logbook as problem};
use crate::model::body::{Block, Heading, Inline, plain_text};
use crate::model::logbook::{Section, SectionKey};
use crate::read::lines::is_blank;
use crate::read::tidy::{heading_key, names_step, strip_writer};
use crate::source::Span;
use crate::text::fold::fold_words;
use std::collections::{BTreeMap, BTreeSet};

/// A section as it was cut out of a text.
#[derive(Debug)]
pub struct Cut {
    pub key: SectionKey,
    pub title: String,
    pub span: Span,
    pub blocks: Vec<Block>,
}

/// Cuts blocks at the headings that announce a section. What stands before the first comes first.
pub fn split(blocks: Vec<Block>) -> (Vec<Block>, Vec<Cut>) {
    let starts = starts(&blocks);
    let mut opening = Vec::new();
    let mut cuts: Vec<Cut> = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        match (starts.get(&index), block) {
            (Some(key), Block::Heading(heading)) => {
                let words = plain_text(&heading.inlines);
                // The same section announced twice in a row is one section.
                if let Some(last) = cuts.last_mut()
                    && last.key == *key
                    && last.blocks.is_empty()
                {
                    if last.title.is_empty() {
                        last.title = own_words(&words, *key);
                    }
                    continue;
                }
                cuts.push(Cut {
                    key: *key,
                    title: own_words(&words, *key),
                    span: heading.span,
                    blocks: Vec::new(),
                });
            }
            (_, block) => match cuts.last_mut() {
                Some(cut) => cut.blocks.push(block),
                None => opening.push(block),
            },
        }
    }
    for cut in &mut cuts {
        take_step_line(cut);
    }
    (opening, cuts)
}

/// Indices of the headings that start a section, with their keys.
fn starts(blocks: &[Block]) -> BTreeMap<usize, SectionKey> {
    let keyed: Vec<(usize, &Heading, SectionKey)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match block {
            Block::Heading(heading) => {
                heading_key(&plain_text(&heading.inlines), true).map(|key| (index, heading, key))
            }
            _ => None,
        })
        .collect();
    let day_level = keyed
        .iter()
        .filter(|(_, _, key)| matches!(key, SectionKey::Day(_)))
        .map(|(_, heading, _)| heading.level)
        .min();
    // `### Introduction` inside day 1 is a part of day 1.
    let high = |heading: &Heading| day_level.is_none_or(|level| heading.level <= level);
    // Where each section is announced for the last time.
    let last: BTreeMap<SectionKey, usize> = keyed
        .iter()
        .filter(|(_, heading, _)| high(heading))
        .map(|(index, _, key)| (*key, *index))
        .collect();
    let mut seen: BTreeSet<SectionKey> = BTreeSet::new();
    let mut out: BTreeMap<usize, SectionKey> = BTreeMap::new();
    for (index, heading, key) in keyed {
        if !high(heading) {
            continue;
        }
        let holds = match key {
            SectionKey::Introduction => !seen.iter().any(|key| matches!(key, SectionKey::Day(_))),
            SectionKey::Conclusion => !last.iter().any(|(key, at)| {
                matches!(key, SectionKey::Day(_)) && *at > index && !seen.contains(key)
            }),
            SectionKey::Day(_) => !seen.contains(&SectionKey::Conclusion),
        };
        if holds {
            seen.insert(key);
            out.insert(index, key);
        }
    }
    out
}

/// `## JOUR 1`, then a line of bold or italics that is the step's name: the name says nothing new, more words are the
/// section's title.
fn take_step_line(cut: &mut Cut) {
    if !cut.title.is_empty() {
        return;
    }
    let Some(Block::Paragraph { inlines, .. }) = cut.blocks.first() else {
        return;
    };
    let marked = matches!(
        inlines.as_slice(),
        [Inline::Strong(_) | Inline::Emphasis(_) | Inline::Underline(_)]
    );
    let words = plain_text(inlines);
    let title = own_words(&words, cut.key);
    // Plain words are the step's name and nothing else: a sentence may start with it.
    let named = marked || (title.is_empty() && words.split_whitespace().count() <= 3);
    if named && words.chars().count() <= 110 && names_step(&words, cut.key) {
        cut.title = title;
        cut.blocks.remove(0);
    }
}

const STEP_WORDS: [&str; 7] = [
    "introduction",
    "diagnostic",
    "identification",
    "mise en qualite",
    "publication",
    "valorisation",
    "conclusion",
];

/// What a heading says beyond the day and the step: a mood, a subtitle.
pub fn own_words(heading: &str, key: SectionKey) -> String {
    let heading = strip_writer(heading).trim_matches(is_blank);
    let folded = fold_words(heading);
    if key == SectionKey::Introduction
        && folded.contains("introduction")
        && folded.split(' ').count() <= 4
    {
        return String::new();
    }
    if key == SectionKey::Conclusion && folded.split(' ').count() <= 3 {
        return String::new();
    }
    let mut rest = heading;
    // The day, and whatever stands before it (`Compte rendu | Jour 1`).
    if let SectionKey::Day(day) = key {
        let digit = char::from(b'0' + day);
        if let Some(at) = rest.find(digit)
            && fold_words(&rest[..at])
                .split(' ')
                .next_back()
                .is_some_and(|word| matches!(word, "jour" | "day" | "n°" | "no" | "n" | ""))
        {
            rest = &rest[at + 1..];
        }
    }
    let rest = trim_separators(rest);
    // The step's name, if nothing but a separator or the end follows.
    for step in STEP_WORDS {
        let count = step.split(' ').count();
        let words: Vec<&str> = rest
            .split(is_blank)
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() < count {
            continue;
        }
        let head = words[..count].join(" ");
        let plain = fold_words(&head);
        let plain = plain.trim_end_matches('s');
        if plain == step {
            let after = rest
                .find(words[count - 1])
                .map_or("", |at| &rest[at + words[count - 1].len()..]);
            let ends = head.ends_with([':', '.', '-', '–', '—']);
            let after = after.trim_matches(is_blank);
            if after.is_empty()
                || ends
                || after.starts_with([':', '-', '–', '—', '(', '|', '“', '«', '"'])
            {
                return unbracketed(trim_separators(after)).to_owned();
            }
        }
    }
    let inside = unbracketed(rest);
    // `JOUR 3 (Mise en qualité)`: the step, in brackets.
    match STEP_WORDS.contains(&fold_words(inside).as_str()) {
        true => String::new(),
        false => inside.to_owned(),
    }
}

/// `(matin)` → `matin`.
fn unbracketed(text: &str) -> &str {
    let inside = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inside
        .filter(|inside| !inside.contains(['(', ')']))
        .unwrap_or(text)
}

fn trim_separators(text: &str) -> &str {
    text.trim_start_matches(|found: char| {
        is_blank(found) || matches!(found, ':' | '-' | '–' | '—' | '|' | '.' | ')' | '\\')
    })
    .trim_end_matches(|found: char| {
        is_blank(found) || matches!(found, ':' | '-' | '–' | '—' | '\\')
    })
}

/// Adds a section; one that is already there gets the words of both.
pub fn insert(sections: &mut Vec<Section>, section: Section, say: &mut Say<'_>) {
    let Some(first) = sections.iter_mut().find(|other| other.key == section.key) else {
        sections.push(section);
        return;
    };
    let other = say.place_in(first.file, first.span);
    say.add_in(
        section.file,
        problem::section_twice(name(section.key), other),
        section.span,
    );
    if !section.title.is_empty() {
        first.blocks.push(Block::Heading(Heading {
            level: 2,
            anchor: String::new(),
            inlines: vec![Inline::Text(section.title)],
            span: section.span,
        }));
    }
    first.blocks.extend(section.blocks);
    first.footnotes.extend(section.footnotes);
}

/// Puts the sections in the order of the week, and says so when they were not.
pub fn sort(sections: &mut [Section], files: &[LogbookFile<'_>], report: &mut Report) {
    for pair in sections.windows(2) {
        if pair[1].key < pair[0].key && pair[0].file == pair[1].file {
            let place = files[pair[1].file].source.place(pair[1].span);
            report.add(
                problem::section_order(name(pair[1].key), name(pair[0].key)),
                place,
            );
        }
    }
    sections.sort_by_key(|section| section.key);
}

/// A missing introduction is no fault (29 of 59 real logbooks have one).
pub fn report_missing(sections: &[Section], say: &mut Say<'_>) {
    let missing = SectionKey::ALL.into_iter().filter(|key| {
        *key != SectionKey::Introduction && !sections.iter().any(|section| section.key == *key)
    });
    if let Some(list) = names(missing) {
        say.add(problem::section_missing(list), Span::default());
    }
}

/// A heading with nothing under it is a day to come: one word for all of them, and nothing is asked of them yet.
pub fn report_empty(sections: &[Section], say: &mut Say<'_>) {
    let empty = || sections.iter().filter(|section| section.blocks.is_empty());
    if let (Some(first), Some(list)) = (empty().next(), names(empty().map(|section| section.key))) {
        say.add_in(first.file, problem::section_empty(list), first.span);
    }
}

/// Some keys as a list; nothing when there are none.
fn names(keys: impl Iterator<Item = SectionKey>) -> Option<Phrase> {
    keys.map(name).reduce(|list, other| {
        Phrase::new(
            format!("{}, {}", list.fr, other.fr),
            format!("{}, {}", list.en, other.en),
        )
    })
}

/// The key as authors read it: `jour 3`.
pub fn name(key: SectionKey) -> Phrase {
    let stem = key.stem();
    match key {
        SectionKey::Day(day) => Phrase::new(format!("jour {day}"), format!("day {day}")),
        SectionKey::Introduction | SectionKey::Conclusion => Phrase::new(stem.clone(), stem),
    }
}
