//! From a text to the words that find it: folded, split at elisions, without plural marks and without the words that
//! every page holds. The script of the site does the same to what a reader types (`themes/encre/static/search.js`):
//! a test runs both on the same words.

use std::borrow::Cow;

/// Words that say nothing of a page, folded and stemmed, sorted. Short on purpose: a word left out cannot be found.
const EMPTY: [&str; 100] = [
    "a", "afin", "ai", "ainsi", "alor", "and", "apre", "are", "as", "au", "aussi", "autre", "avec",
    "avoir", "avon", "bien", "ce", "cela", "ces", "cet", "cette", "ceu", "comme", "dan", "de",
    "depui", "des", "donc", "dont", "du", "elle", "en", "encore", "entre", "est", "et", "etait",
    "ete", "etre", "eux", "fait", "for", "from", "ici", "il", "ils", "in", "is", "it", "je", "la",
    "le", "les", "leur", "lor", "lui", "meme", "mes", "ne", "nos", "notre", "nou", "of", "on",
    "ont", "or", "ou", "par", "pas", "peu", "plu", "pour", "qu", "quand", "que", "qui", "sa",
    "san", "se", "ses", "si", "son", "sont", "sou", "sur", "that", "the", "thi", "to", "tou",
    "tout", "un", "une", "very", "vos", "vou", "was", "what", "where", "with",
];

/// Longest word that is kept, in characters; what is longer is an address or a key.
const LONGEST: usize = 24;

/// The words of a folded text, in its order, repeated and inflected as they are.
pub fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.chars().count() <= LONGEST)
}

/// What a folded word is found by; nothing for a word that every page holds.
pub fn key(word: &str) -> Option<Cow<'_, str>> {
    let stem = stem(word);
    let says = !stem.is_empty() && EMPTY.binary_search(&&*stem).is_err();
    says.then_some(stem)
}

/// A folded word without the marks of its plural: `donnees` → `donnee`, `journaux` → `journal`, `niveaux` → `niveau`.
/// Lone letters go, as what an elision leaves; lone digits stay.
fn stem(word: &str) -> Cow<'_, str> {
    let length = word.chars().count();
    if length < 2 {
        let digit = word.chars().all(|character| character.is_ascii_digit());
        return Cow::Borrowed(if digit { word } else { "" });
    }
    if length < 4 {
        return Cow::Borrowed(word);
    }
    if let Some(root) = word.strip_suffix("aux")
        && length > 4
        && !root.ends_with('e')
    {
        return Cow::Owned(format!("{root}al"));
    }
    match word.strip_suffix(['s', 'x']) {
        Some(root) if !root.ends_with(['s', 'x']) => Cow::Borrowed(root),
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn words(text: &str) -> String {
        let folded = fold(text);
        let keys: Vec<_> = split(&folded).filter_map(key).collect();
        keys.join(" ")
    }

    #[test]
    fn the_list_of_empty_words_is_sorted_and_stemmed() {
        assert!(EMPTY.is_sorted());
        for word in EMPTY {
            assert!(word.len() < 4 || stem(word) == word, "{word}");
        }
    }

    #[test]
    fn accents_case_plural_and_elision_are_folded() {
        for (text, expected) in [
            ("l’Élu d'Œuvres", "elu oeuvre"),
            ("elus", "elu"),
            ("Les Données ÉNERGÉTIQUES", "donnee energetique"),
            ("journaux, niveaux, eaux, prix", "journal niveau eau pri"),
            ("Jour 5 : 2 140 MWh", "jour 5 2 140 mwh"),
            ("code_insee", "code insee"),
            ("de la à et", ""),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
