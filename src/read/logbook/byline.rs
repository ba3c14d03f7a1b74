//! The paragraph under the title that names the team. Names are kept as written: initials are a choice.

use crate::model::body::{Block, Image, Inline, plain_text};
use crate::read::lines::is_blank;
use crate::text::fold::fold_words;

/// What the byline held.
#[derive(Debug, Default)]
pub struct Byline {
    pub authors: Vec<String>,
    /// A picture that stood on the same line.
    pub image: Option<Image>,
}

/// Takes the byline out of the blocks before the first section.
pub fn take(opening: &mut Vec<Block>) -> Byline {
    for index in 0..opening.len().min(4) {
        let Block::Paragraph { inlines, .. } = &opening[index] else {
            continue;
        };
        let words = plain_text(inlines);
        let Some(names) = names(&words) else { continue };
        let image = inlines.iter().find_map(|inline| match inline {
            Inline::Image(image) => Some(image.clone()),
            _ => None,
        });
        let authors = split(names);
        if authors.is_empty() {
            continue;
        }
        opening.remove(index);
        return Byline { authors, image };
    }
    Byline::default()
}

/// The names of a byline: what follows `par` or `by`, or a bare list of at least two names.
fn names(words: &str) -> Option<&str> {
    let trimmed = words.trim_matches(is_blank);
    let announced = ["par", "by"].iter().find_map(|word| {
        let rest = trimmed.get(word.len()..)?;
        (trimmed.get(..word.len())?.eq_ignore_ascii_case(word)
            && rest.starts_with(|found: char| is_blank(found) || found == ':'))
        .then_some(rest)
    });
    if let Some(rest) = announced {
        let names = rest.trim_matches(|found: char| is_blank(found) || found == ':');
        return (names.chars().count() <= 600 && !names.is_empty()).then_some(names);
    }
    // Without `par`, only a line of nothing but names: every part short and capitalized, no verb, no stop.
    let parts = split(trimmed);
    let bare = parts.len() >= 3
        && trimmed.chars().count() <= 400
        && !trimmed.contains(". ")
        && parts.iter().all(|part| {
            let words: Vec<&str> = part
                .split(is_blank)
                .filter(|word| !word.is_empty())
                .collect();
            (1..=5).contains(&words.len())
                && words.iter().all(|word| {
                    word.starts_with(char::is_uppercase)
                        || matches!(
                            fold_words(word).as_str(),
                            "de" | "du" | "le" | "la" | "d'" | "el" | "ben"
                        )
                })
        });
    bare.then_some(trimmed)
}

/// Splits at `, `, `;`, ` et `, ` & `; tabs become spaces; the case stays.
fn split(names: &str) -> Vec<String> {
    let spaced: String = names
        .chars()
        .map(|found| if is_blank(found) { ' ' } else { found })
        .collect();
    let spaced = spaced
        .replace(" et ", ",")
        .replace(" & ", ",")
        .replace(" and ", ",")
        .replace(';', ",");
    spaced
        .split(',')
        .map(|name| {
            name.split(' ')
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|name| !name.is_empty() && name.chars().any(char::is_alphabetic))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_and_kept() {
        assert_eq!(
            names("par Mathilde T, M-R.S, D’Arc\tJeanne et W.B").map(split),
            Some(vec![
                "Mathilde T".into(),
                "M-R.S".into(),
                "D’Arc Jeanne".into(),
                "W.B".into()
            ])
        );
        assert_eq!(names("Parmi nous, trois sont venus"), None);
        assert_eq!(names("Nous étions trois, et contents"), None);
        assert_eq!(
            names("DUPONT Jean, DURAND Léa, A.L.").map(|names| split(names).len()),
            Some(3)
        );
    }
}
