//! The maturity level that a team found on day 1, and its score: from sentences, so only where they are plain.

use super::{Manuscript, Say, Words};
use crate::diag::logbook as problem;
use crate::model::logbook::SectionKey;
use crate::text::holds;
use std::collections::BTreeSet;

/// Looks in the introduction and day 1. Two different levels: none, and a diagnostic.
pub(super) fn find(manuscript: &mut Manuscript, words: &[Words], say: &mut Say<'_>) {
    let mut levels: BTreeSet<u8> = BTreeSet::new();
    let mut score = None;
    let mut at = None;
    let early = |key: SectionKey| matches!(key, SectionKey::Introduction | SectionKey::Day(1));
    let sections = manuscript.sections.iter().zip(words);
    for (section, words) in sections.filter(|(section, _)| early(section.key)) {
        for sentence in sentences(&words.folded) {
            if let Some(level) = level(sentence) {
                levels.insert(level);
                at.get_or_insert((section.file, section.span));
            }
            score = score.or_else(|| self::score(sentence));
        }
    }
    manuscript.facts.score = score;
    if manuscript.facts.maturity.is_some() {
        return;
    }
    match levels.len() {
        0 => {}
        1 => manuscript.facts.maturity = levels.first().copied(),
        _ => {
            let list: Vec<String> = levels.iter().map(u8::to_string).collect();
            let (file, span) = at.unwrap_or_default();
            say.add_in(file, problem::maturity_conflict(list.join(", ")), span);
        }
    }
}

/// Sentences of folded text: a stop before white space ends one, a line end too.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.split(". "))
        .flat_map(|part| part.split(['!', '?']))
}

/// The level that one folded sentence states.
fn level(sentence: &str) -> Option<u8> {
    if !["maturit", "pal", "niveau", "stade"]
        .iter()
        .any(|start| holds(sentence, start))
    {
        return None;
    }
    let words: Vec<&str> = sentence
        .split(|found: char| !(found.is_alphanumeric() || found == '\''))
        .filter(|word| !word.is_empty())
        .collect();
    let about = words
        .iter()
        .any(|word| word.starts_with("maturit") || is_level_word(word));
    if !about {
        return None;
    }
    let topic = words.iter().any(|word| word.starts_with("maturit"));
    let digit = |word: &&str| match word.as_bytes() {
        [digit @ b'1'..=b'4'] => Some(digit - b'0'),
        _ => None,
    };
    // `passé de 1 à 2`: the second.
    if let Some(at) = words
        .iter()
        .position(|word| matches!(*word, "passe" | "passee" | "passant" | "passer"))
        && words.get(at + 1) == Some(&"de")
    {
        let numbers: Vec<u8> = words[at..].iter().take(10).filter_map(digit).collect();
        if let [_, second, ..] = numbers.as_slice() {
            return Some(*second);
        }
    }
    for (at, word) in words.iter().enumerate() {
        if !is_level_word(word) {
            continue;
        }
        let before = &words[at.saturating_sub(3)..at];
        // `proche du palier 2`, `échelle de 4 paliers`, `supérieures au stade 2` state no level.
        if before.iter().any(|word| {
            matches!(*word, "atteindre" | "viser" | "chaque" | "vers" | "presque")
                || ["proche", "echelle", "superieur", "inferieur"]
                    .iter()
                    .any(|start| word.starts_with(start))
        }) || word.ends_with('s')
        {
            continue;
        }
        // `stade` and `niveau` mean other things too: the sentence must speak of maturity, or say `sur 4`.
        let own_word = word.starts_with("pal");
        if let Some(ordinal) = before.iter().rev().take(1).find_map(|word| ordinal(word)) {
            if own_word || topic {
                return Some(ordinal);
            }
            continue;
        }
        let allowed = [
            "de",
            "maturite",
            "egal",
            "egale",
            "a",
            "est",
            "numero",
            "n",
            "d'ouverture",
            "des",
            "donnees",
            "open",
            "data",
            "la",
            "le",
            "en",
            "au",
            "il",
            "actuellement",
            "estime",
            "evalue",
            "collectivite",
            "commune",
            "l'",
            "qui",
            "s'eleve",
            "palier",
            "niveau",
            "stade",
            "communaute",
            "ville",
            "se",
            "situe",
            "etait",
            "du",
            "departement",
        ];
        for follower in words[at + 1..].iter().take(14) {
            if let Some(level) = digit(follower) {
                let rest: Vec<&&str> = words[at + 1..].iter().take(20).collect();
                let scaled = rest
                    .windows(2)
                    .any(|pair| *pair[0] == "sur" && *pair[1] == "4");
                if own_word || topic || scaled {
                    return Some(level);
                }
            }
            if !allowed.contains(follower) {
                break;
            }
        }
    }
    // `un niveau de maturité … (**4**)`, `s'élève à 1`: only beside the word itself.
    None
}

fn is_level_word(word: &str) -> bool {
    matches!(
        word,
        "palier" | "pallier" | "paliers" | "niveau" | "niveaux" | "stade"
    )
}

fn ordinal(word: &str) -> Option<u8> {
    Some(match word {
        "premier" | "1er" => 1,
        "deuxieme" | "second" | "2e" | "2eme" => 2,
        "troisieme" | "3e" | "3eme" => 3,
        "quatrieme" | "4e" | "4eme" => 4,
        _ => return None,
    })
}

/// `score total de 28 sur 100`, `score : 2/4`: only with its scale.
fn score(sentence: &str) -> Option<(u32, u32)> {
    let after = &sentence[sentence.find("score")?..];
    let mut numbers = Vec::new();
    let mut scaled = false;
    for word in after
        .split(|found: char| !(found.is_ascii_alphanumeric() || found == '/'))
        .filter(|word| !word.is_empty())
        .take(12)
    {
        if let Some((score, scale)) = word.split_once('/')
            && let (Ok(score), Ok(scale)) = (score.parse::<u32>(), scale.parse::<u32>())
        {
            return valid_score(score, scale);
        }
        if word == "sur" && numbers.len() == 1 {
            scaled = true;
        } else if let Ok(number) = word.parse::<u32>() {
            numbers.push(number);
            if scaled && numbers.len() == 2 {
                return valid_score(numbers[0], numbers[1]);
            }
        } else if numbers.len() == 1 {
            return None;
        }
    }
    None
}

fn valid_score(score: u32, scale: u32) -> Option<(u32, u32)> {
    ((4..=1000).contains(&scale) && score <= scale).then_some((score, scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn levels_are_read_from_plain_sentences() {
        for (sentence, expected) in [
            (
                "le niveau de maturité de la communauté est au palier 1, selon le compte rendu",
                Some(1),
            ),
            (
                "un taux de maturité de palier 1 sur 4 correspondant à un score total de 28 sur 100",
                Some(1),
            ),
            (
                "cette commune correspondait au niveau 1 sur 4 lors du diagnostic de maturité",
                Some(1),
            ),
            (
                "a atteint le palier 2 en termes de maturité (sur une échelle de 4 paliers au total)",
                Some(2),
            ),
            (
                "son niveau de maturité open data, il est actuellement au stade 2   (sur 4)",
                Some(2),
            ),
            ("elle est au premier palier de maturité", Some(1)),
            ("le Pallier 2 est le sien", Some(2)),
            ("la maturité est passée de 1 à 2", Some(2)),
            ("proche du palier 2", None),
            ("nous sommes proches du palier 3", None),
            ("une échelle de 4 paliers", None),
            ("à ce stade nous avions 2 fichiers", None),
            (
                "elle ne pouvait s'ouvrir à des jeux supérieurs au stade 2",
                None,
            ),
            ("le niveau 3 du parking", None),
        ] {
            assert_eq!(level(&fold(sentence)), expected, "{sentence}");
        }
        assert_eq!(
            score(&fold("un score total de 28 sur 100")),
            Some((28, 100))
        );
        assert_eq!(score(&fold("le score est de 39")), None);
    }
}
