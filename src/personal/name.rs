//! Names of people: common first names of France, and what looks like a first name with a last name.

use crate::text::fold::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Some eight hundred first names that are common in France, folded, one a line: a list of our own.
static FIRST_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("first_names.txt").lines().collect());

/// Words of organizations: what holds one names nobody.
const ORGANIZATIONS: [&str; 46] = [
    "academie",
    "agence",
    "amicale",
    "association",
    "asso",
    "ateliers",
    "cabinet",
    "centre",
    "cercle",
    "club",
    "college",
    "comite",
    "commune",
    "communaute",
    "compagnie",
    "conseil",
    "cooperative",
    "departement",
    "ecole",
    "editions",
    "entreprise",
    "eurl",
    "federation",
    "fondation",
    "foyer",
    "groupe",
    "groupement",
    "institut",
    "lycee",
    "mairie",
    "maison",
    "metropole",
    "office",
    "productions",
    "region",
    "sa",
    "sarl",
    "sas",
    "scop",
    "service",
    "societe",
    "syndicat",
    "theatre",
    "union",
    "universite",
    "ville",
];

/// Whether a folded word is a first name, of two parts or of one.
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains(word)
        || word.split_once('-').is_some_and(|(first, second)| {
            FIRST_NAMES.contains(first) && FIRST_NAMES.contains(second)
        })
}

/// Whether a cell is the name of a person: `Camille DURAND`, `Durand Camille`, `M. Camille Durand`.
pub fn is_full_name(cell: &str) -> bool {
    if cell.len() > 60 {
        return false;
    }
    let mut words: Vec<&str> = cell.split_whitespace().collect();
    let title = |word: &str| {
        matches!(
            fold(word).trim_end_matches('.'),
            "m" | "mr" | "mme" | "mlle" | "monsieur" | "madame" | "dr" | "me"
        )
    };
    if words.first().is_some_and(|word| title(word)) {
        words.remove(0);
    }
    if !(2..=4).contains(&words.len()) || !words.iter().all(|word| is_name_word(word)) {
        return false;
    }
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    if folded
        .iter()
        .any(|word| ORGANIZATIONS.contains(&word.as_str()))
    {
        return false;
    }
    let ends = [folded.first(), folded.last()];
    let known = ends.into_iter().flatten().any(|word| is_first_name(word));
    let capitals =
        |word: &str| word.chars().count() >= 2 && word.chars().all(|sign| !sign.is_lowercase());
    // Two words, one of them in capitals: how last names are set apart.
    let set_apart = words.len() == 2 && capitals(words[0]) != capitals(words[1]);
    known || set_apart
}

/// Whether a cell is a single word that could be a first name or a last name.
pub fn is_name_word(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word
            .chars()
            .all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_what_is_none() {
        for person in [
            "Camille DURAND",
            "DURAND Camille",
            "M. Jean-Pierre Martin",
            "Zéphyrine DUPONT-MOREL",
            "Élodie Lefèvre",
        ] {
            assert!(is_full_name(person), "{person}");
        }
        for other in [
            "M.J.C.",
            "MADAME SUZIE PRODUCTIONS",
            "Association Camille",
            "Mairie de Laval",
            "LAVAL",
            "Oui",
            "camille durand",
            "Europaea - Pallida",
            "Club Martin Sport",
            "3 rue Pasteur",
            "",
        ] {
            assert!(!is_full_name(other), "{other}");
        }
        assert!(is_first_name("jean-pierre") && !is_first_name("jean-ville"));
    }
}
