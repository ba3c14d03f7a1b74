//! Counts and sentences of a section, and what a logbook says of itself.

use super::lead::{self, lead};
use super::{Manuscript, Say, Words};
use crate::diag::{logbook as problem, people};
use crate::model::body::{Block, Callout, CalloutKind, Inline, Table, plain_text};
use crate::model::logbook::{Outcome, OutcomeKind, Section, SectionKey};
use crate::model::walk::plain_blocks;
use crate::read::lines::is_blank;
use crate::read::tree::cell_text;
use crate::text::fold::{fold, fold_words};
use crate::text::{holds, occurrences};
use std::collections::BTreeSet;

/// Fills in the facts of a section whose headings are settled.
pub(super) fn of_section(section: &mut Section, words: &Words) {
    let facts = &mut section.facts;
    facts.words = count(&words.plain);
    if facts.lead.is_empty() {
        facts.lead = lead(&section.blocks);
    }
    for block in &section.blocks {
        match block {
            Block::Table(table) => {
                facts.tables += 1;
                if table.outcomes {
                    facts.outcomes.extend(outcomes(table));
                }
            }
            Block::Paragraph { inlines, .. } if !facts.tells_mood => {
                if let Some(mood) = mood(inlines) {
                    facts.tells_mood = true;
                    if facts.mood.is_empty() {
                        facts.mood = mood;
                    }
                }
            }
            Block::Callout(callout) => facts.outcomes.extend(outcome(callout)),
            _ => {}
        }
    }
}

/// `> [!réussite]` and `> [!casse-tête]` say what a row of the table of outcomes says.
fn outcome(callout: &Callout) -> Option<Outcome> {
    let kind = match callout.kind {
        CalloutKind::Success => OutcomeKind::Success,
        CalloutKind::Puzzle => OutcomeKind::Puzzle,
        CalloutKind::Note | CalloutKind::Tip | CalloutKind::Warning | CalloutKind::Private => {
            return None;
        }
    };
    let text = plain_blocks(&callout.blocks);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let what = plain_text(&callout.title).trim_matches(is_blank).to_owned();
    (!what.is_empty() || !text.is_empty()).then_some(Outcome { kind, what, text })
}

/// Words that people read: addresses are not counted.
pub fn word_count(blocks: &[Block]) -> usize {
    count(&plain_blocks(blocks))
}

fn count(text: &str) -> usize {
    let has_addresses = holds(text, "://") || holds(text, "www.");
    let is_address =
        |word: &str| has_addresses && (word.contains("://") || word.starts_with("www."));
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric) && !is_address(word))
        .count()
}

/// `Mood du jour : Tristes… mais fiers…`
pub(super) fn mood(inlines: &[Inline]) -> Option<String> {
    let text = plain_text(inlines);
    // Few paragraphs start with the letter of one of the names below, or need folding to tell.
    let first = text
        .chars()
        .find(|found| !found.is_ascii() || found.is_alphabetic() || *found == '<')?;
    if first.is_ascii_alphabetic() && !matches!(first, 'm' | 'M' | 'h' | 'H') {
        return None;
    }
    let start: String = text.chars().take(40).collect();
    let folded = fold_words(&start);
    let starts = ["mood du jour", "humeur du jour", "mood of the day"];
    if !starts.iter().any(|start| folded.starts_with(start)) {
        return None;
    }
    let (_, mood) = text.split_once(':')?;
    let mood = mood.trim_matches(is_blank);
    (!mood.is_empty() && mood.chars().count() <= 160).then(|| mood.to_owned())
}

fn outcomes(table: &Table) -> Vec<Outcome> {
    table
        .rows
        .iter()
        .skip(usize::from(table.has_header))
        .filter_map(|row| {
            let what = cell_text(row.first()?);
            let text = row
                .iter()
                .skip(1)
                .map(cell_text)
                .collect::<Vec<_>>()
                .join(" ");
            let folded = fold_words(&what);
            let kind = if folded.starts_with("reussite") || folded.starts_with("success") {
                OutcomeKind::Success
            } else if ["casse-tete", "casse tete", "puzzle"]
                .iter()
                .any(|start| folded.starts_with(start))
            {
                OutcomeKind::Puzzle
            } else {
                OutcomeKind::Other
            };
            let bare = what
                .split_once(':')
                .filter(|_| kind != OutcomeKind::Other)
                .map_or(what.as_str(), |(_, rest)| rest);
            let what = bare.trim_matches(is_blank).to_owned();
            (!what.is_empty() || !text.trim().is_empty()).then_some(Outcome { kind, what, text })
        })
        .collect()
}

/// Tools that the logbooks speak of, as their makers write them.
const TOOLS: [&str; 17] = [
    "Excel",
    "Gather",
    "uMap",
    "Canva",
    "Validata",
    "Workbench",
    "Mindmup",
    "Airtable",
    "RAWGraphs",
    "Flourish",
    "Opendatacanvas",
    "Datawrapper",
    "QGIS",
    "GeoDataMine",
    "LibreOffice",
    "OpenRefine",
    "Gephi",
];

/// Numbers in words, as far as teams open datasets.
pub(super) const NUMBERS: [&str; 21] = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
];

/// Tools, the number of datasets opened, and names that may not want to be there.
pub(super) fn of_logbook(manuscript: &mut Manuscript, words: &[Words], say: &mut Say<'_>) {
    let mut tools: BTreeSet<&str> = BTreeSet::new();
    let mut counts: Vec<(SectionKey, u32)> = Vec::new();
    for (section, words) in manuscript.sections.iter().zip(words) {
        let text = words.folded.as_str();
        tools.extend(TOOLS.iter().filter(|tool| holds_word(text, &fold(tool))));
        let late = matches!(section.key, SectionKey::Conclusion | SectionKey::Day(4 | 5));
        if late {
            counts.extend(opened(text).into_iter().map(|count| (section.key, count)));
        }
    }
    manuscript.facts.tools = tools.into_iter().map(str::to_owned).collect();
    counts.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
    let distinct: BTreeSet<u32> = counts.iter().map(|(_, count)| *count).collect();
    manuscript.facts.opened = counts.first().map(|(_, count)| *count).or_else(|| {
        let links = u32::try_from(manuscript.facts.datasets.len()).unwrap_or(u32::MAX);
        (links > 0).then_some(links)
    });
    if distinct.len() > 1 {
        let list: Vec<String> = distinct.iter().map(u32::to_string).collect();
        say.add(
            problem::opened_count(list.join(", ")),
            crate::source::Span::default(),
        );
    }
    manuscript.facts.lead = lead::of_logbook(manuscript);
    agents(manuscript, words, say);
}

/// Whether a word stands in a text by itself.
fn holds_word(text: &str, word: &str) -> bool {
    occurrences(text, word).any(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

/// Numbers of datasets that folded text says were opened or published.
fn opened(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    for sentence in text
        .split(['\n', '!', '?'])
        .flat_map(|line| line.split(". "))
        .filter(|sentence| holds(sentence, "jeu"))
    {
        let words: Vec<&str> = sentence
            .split(|found: char| !(found.is_alphanumeric() || found == '-'))
            .filter(|word| !word.is_empty())
            .collect();
        let says = words
            .iter()
            .any(|word| word.starts_with("ouv") || word.starts_with("publi"));
        if !says {
            continue;
        }
        for (at, pair) in words.windows(2).enumerate() {
            let jeux = matches!(pair[1], "jeu" | "jeux")
                && words.get(at + 2) == Some(&"de")
                && words
                    .get(at + 3)
                    .is_some_and(|word| word.starts_with("donn"));
            if !jeux {
                continue;
            }
            let number = pair[0].parse::<u32>().ok().or_else(|| {
                NUMBERS
                    .iter()
                    .position(|name| *name == pair[0])
                    .and_then(|at| u32::try_from(at).ok())
            });
            // `un jeu de données` is an article.
            if let Some(number) =
                number.filter(|number| (1..=99).contains(number) && pair[0] != "un")
            {
                out.push(number);
            }
        }
    }
    out
}

/// Each title of a person in a text, and the word after it.
fn titled(text: &str) -> impl Iterator<Item = (&str, &str)> {
    const TITLES: [&str; 6] = ["Madame", "Monsieur", "Mme", "M.", "Mr", "Mlle"];
    occurrences(text, "M").filter_map(|at| {
        let title = TITLES.into_iter().find(|title| {
            text[at..]
                .strip_prefix(title)
                .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })?;
        let before = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let name = text[at + title.len()..].split_whitespace().next()?;
        (!before.contains(char::is_alphanumeric)).then_some((title, name))
    })
}

/// `Madame Surname`: probably a civil servant's name; an initial is not one.
fn agents(manuscript: &Manuscript, words: &[Words], say: &mut Say<'_>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (section, words) in manuscript.sections.iter().zip(words) {
        for (title, name) in titled(&words.plain) {
            let name = name.trim_matches(|found: char| !found.is_alphanumeric());
            let named = name.chars().count() >= 3
                && name.starts_with(char::is_uppercase)
                && name
                    .chars()
                    .all(|found| found.is_alphabetic() || found == '-')
                && !matches!(
                    fold(name).as_str(),
                    "maire" | "president" | "presidente" | "le" | "la"
                );
            if named {
                let agent = format!("{title} {name}");
                if seen.insert(agent.clone()) {
                    let span = say.span_of(section.file, &agent).unwrap_or(section.span);
                    say.add_in(section.file, people::agent_name(agent), span);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opened_datasets_are_counted() {
        assert_eq!(opened("nous avons ouvert pres de 11 jeux de donnees"), [11]);
        assert_eq!(opened("trois jeux de donnees ont ete publies"), [3]);
        assert_eq!(opened("ouvrir un jeu de donnees"), [] as [u32; 0]);
    }
}
