//! The sentence that stands for a text where there is room for one: under a day, on a team's card. In: blocks. Out: a
//! sentence as its authors wrote it, never a made one.

use super::Manuscript;
use super::facts::{NUMBERS, mood};
use crate::model::body::{Block, plain_text};
use crate::model::logbook::SectionKey;
use crate::read::lines::is_blank;
use crate::text::fold::fold_words;

/// Characters that a sentence may have before it is cut.
const LONGEST: usize = 200;

/// Paragraphs of a section that are looked at.
const PARAGRAPHS: usize = 12;

/// The first sentence of prose: not a label, a quote or a line that stops in the middle, unless there is nothing else.
pub fn lead(blocks: &[Block]) -> String {
    let mut spare = String::new();
    for text in paragraphs(blocks) {
        let sentence = without_label(first_sentence(&text));
        if sentence.split(' ').count() < 6 {
            continue;
        }
        if is_whole(sentence) {
            return cut(sentence);
        }
        if spare.is_empty() && !sentence.ends_with([',', ':', ';']) {
            spare = cut(sentence);
        }
    }
    spare
}

/// The sentence that says most of a logbook: what was opened, where, by whom. Nothing if none is fit to stand alone.
pub(super) fn of_logbook(manuscript: &Manuscript) -> String {
    let place = fold_words(&manuscript.facts.collectivity);
    let opening = std::iter::once((None, manuscript.opening.blocks.as_slice()));
    let sections = manuscript
        .sections
        .iter()
        .map(|section| (Some(section.key), section.blocks.as_slice()));
    let mut best: Option<(i32, String)> = None;
    for (key, blocks) in opening.chain(sections) {
        let base = match key {
            None | Some(SectionKey::Introduction | SectionKey::Conclusion) => 2,
            Some(SectionKey::Day(1 | 5)) => 1,
            Some(_) => continue,
        };
        for text in paragraphs(blocks) {
            let mut rest = text.as_str();
            while !rest.is_empty() {
                let sentence = first_sentence(rest);
                rest = rest[sentence.len()..].trim_start();
                let Some(value) = value(without_label(sentence), &place) else {
                    continue;
                };
                let value = value + base;
                if best.as_ref().is_none_or(|(most, _)| value > *most) {
                    best = Some((value, cut(without_label(sentence))));
                }
            }
        }
    }
    best.filter(|(value, _)| *value > 0)
        .map_or_else(String::new, |(_, sentence)| sentence)
}

/// How well a sentence stands alone; nothing if it does not.
fn value(sentence: &str, place: &str) -> Option<i32> {
    let length = sentence.chars().count();
    if !(45..=280).contains(&length) || !is_whole(sentence) || sentence.ends_with('?') {
        return None;
    }
    let folded = fold_words(sentence);
    let words: Vec<&str> = folded
        .split(|found: char| !found.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let begins = |starts: &[&str]| words.first().is_some_and(|word| starts.contains(word));
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    // What points back to a sentence that is not there, thanks, and people.
    if has(&[
        "merci",
        "remercions",
        "remercier",
        "madame",
        "monsieur",
        "mme",
    ]) {
        return None;
    }
    let mut value = 0;
    let week = words
        .get(1)
        .is_some_and(|word| matches!(*word, "semaine" | "challenge" | "carnet"));
    if folded.contains("en effet") {
        value -= 4;
    }
    if !week
        && begins(&[
            "ce",
            "cela",
            "cet",
            "cette",
            "ces",
            "ceci",
            "il",
            "elle",
            "ils",
            "elles",
            "mais",
            "et",
            "puis",
            "ensuite",
            "donc",
            "ainsi",
            "or",
            "car",
            "de",
            "en",
            "pour",
            "par",
            "enfin",
            "toutefois",
            "cependant",
            "neanmoins",
            "celui",
            "celle",
            "nos",
            "leur",
            "leurs",
            "apres",
            "aussi",
            "c",
            "d",
            "selon",
            "lors",
            "une",
            "un",
            "a",
            "sur",
            "concernant",
            "tout",
            "tous",
        ])
    {
        value -= 4;
    }
    // Not `ouvertes`: `données ouvertes` is the name of a thing.
    let opens = has(&[
        "ouvert", "ouverts", "ouvrir", "ouvre", "ouvrent", "ouvrons", "publie", "publies",
        "publier", "publient", "publions",
    ]);
    let data = has(&["donnees", "jeux"]);
    if opens && data {
        value += 4;
    }
    let counts = words.windows(2).any(|pair| {
        matches!(pair[1], "jeux" | "donnees")
            && (pair[0].bytes().all(|byte| byte.is_ascii_digit()) || NUMBERS.contains(&pair[0]))
    });
    if counts {
        value += 3;
    }
    if !place.is_empty() && folded.contains(place) {
        value += 2;
    }
    // It would not show whole.
    if length > 130 {
        value -= 1;
    }
    if sentence.ends_with('!') {
        value -= 1;
    }
    if sentence.contains(['#', '(', '→', ';', '@']) {
        value -= 2;
    }
    Some(value)
}

/// The paragraphs that may hold a sentence, each on one line.
fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = String> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph { inlines, .. } => Some(inlines),
            _ => None,
        })
        .take(PARAGRAPHS)
        .filter(|inlines| mood(inlines).is_none())
        .filter_map(|inlines| {
            let text = plain_text(inlines);
            let words: Vec<&str> = text
                .split(is_blank)
                .filter(|word| !word.is_empty())
                .collect();
            let prose = words.len() >= 8 && !words.iter().any(|word| word.contains("://"));
            prose.then(|| words.join(" "))
        })
}

/// The first sentence of a text of one line.
fn first_sentence(text: &str) -> &str {
    const SHORTEST: usize = 40;
    for (at, found) in text.match_indices(['.', '!', '?', '…']) {
        let end = at + found.len();
        let after = &text[end..];
        if at < SHORTEST || !after.chars().next().is_none_or(is_blank) {
            continue;
        }
        let goes_on = after.trim_start().starts_with(char::is_lowercase);
        // Initials and short forms end no sentence.
        let word = text[..at].rsplit(' ').next().unwrap_or("");
        let short = matches!(word.chars().count(), 1 | 2) && word.chars().all(char::is_alphabetic);
        if !goes_on && !short {
            return &text[..end];
        }
    }
    text
}

/// `Résumé : Nous avons…` → `Nous avons…`, `9h30: Nous…` → `Nous…`.
fn without_label(sentence: &str) -> &str {
    let Some((label, rest)) = sentence.split_once(':') else {
        return sentence;
    };
    let rest = rest.trim_start();
    let label = label.trim_end();
    let begins = rest.starts_with(|found: char| found.is_uppercase() || found == '«');
    if label.contains(is_blank) || !begins {
        return sentence;
    }
    rest
}

/// From a capital letter to a full stop, and nobody else's words.
fn is_whole(sentence: &str) -> bool {
    let ends = sentence.ends_with(['.', '!', '?', '…']);
    let starts = sentence.starts_with(|found: char| found.is_uppercase() || found.is_numeric());
    let count = |wanted: char| sentence.chars().filter(|found| *found == wanted).count();
    ends && starts && count('(') == count(')') && count('«') == count('»')
}

fn cut(sentence: &str) -> String {
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut = sentence
        .char_indices()
        .nth(LONGEST)
        .map_or(sentence.len(), |(at, _)| at);
    let cut = sentence[..cut].rfind(' ').unwrap_or(cut);
    format!(
        "{}…",
        sentence[..cut].trim_end_matches([',', ';', ':', ' ', '–', '-'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::Inline;
    use crate::source::Span;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph {
            inlines: vec![Inline::Text(text.into())],
            centered: false,
            span: Span::default(),
        }
    }

    #[test]
    fn leads_are_sentences() {
        for (text, lead) in [
            (
                "M. D nous a reçus dans son bureau de la mairie. Puis rien.",
                "M. D nous a reçus dans son bureau de la mairie.",
            ),
            (
                "Bref… voilà où nous en sommes au mois de mars 2026. Fin.",
                "Bref… voilà où nous en sommes au mois de mars 2026.",
            ),
        ] {
            assert_eq!(first_sentence(text), lead);
        }
        assert!(cut(&"mot ".repeat(100)).ends_with("mot…"));
    }

    #[test]
    fn labels_quotes_and_unfinished_lines_give_way() {
        let blocks = [
            paragraph("Résumé : Communauté de communes du Pays de la Fiction et des environs"),
            paragraph("Challenge data - une semaine du 3 au 7 mars,"),
            paragraph("« On ne voit rien du tout depuis ce matin », dit quelqu’un au fond."),
            paragraph("9h30: Nous avons reçu le premier fichier des écoles. Il est vide."),
        ];
        assert_eq!(
            lead(&blocks),
            "Nous avons reçu le premier fichier des écoles."
        );
        assert_eq!(
            lead(&blocks[..1]),
            "Communauté de communes du Pays de la Fiction et des environs"
        );
        assert_eq!(lead(&blocks[1..2]), "");
    }

    #[test]
    fn a_logbook_is_told_by_what_it_opened() {
        let told = "Notre groupe a ouvert six jeux de données de la ville de Fiction.";
        let other = "La première journée a commencé par un briefing dans la grande salle.";
        assert!(value(told, "fiction") > value(other, "fiction"));
        assert!(
            value(
                "Cela nous a permis d’ouvrir trois jeux de données en deux jours.",
                ""
            ) < value(told, "")
        );
        assert_eq!(value("Trop court.", ""), None);
        assert_eq!(
            value(
                "Nous remercions toutes les personnes qui nous ont aidés ici.",
                ""
            ),
            None
        );
    }
}
