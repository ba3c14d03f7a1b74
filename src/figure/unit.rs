//! Units as authors write them.

use crate::diag::{Phrase, chart, nearest};
use crate::model::fence::Written;
use crate::text::fold::fold;
use crate::transform::Fault;

/// Symbols, as they are written.
const SYMBOLS: [&str; 62] = [
    "€", "k€", "M€", "Md€", "%", "‰", "kWh", "MWh", "GWh", "TWh", "Wh", "kW", "MW", "GW", "W", "J",
    "kJ", "MJ", "t", "kg", "g", "mg", "kt", "Mt", "tep", "ktep", "tCO2", "tCO₂", "kgCO2", "tCO2e",
    "km", "m", "cm", "mm", "km²", "m²", "m2", "km2", "m³", "m3", "ha", "l", "L", "hl", "h", "min",
    "s", "j", "ko", "Mo", "Go", "km/h", "°C", "°", "ETP", "hab.", "hab", "nb", "pts", "pt", "h/j",
    "€/hab.",
];

/// Words that are symbols badly written.
const SAID: [(&str, &str); 7] = [
    ("euro", "€"),
    ("euros", "€"),
    ("eur", "€"),
    ("pourcent", "%"),
    ("pourcentage", "%"),
    ("percent", "%"),
    ("meur", "M€"),
];

/// The unit that an author gives, as a reader must see it.
///
/// A symbol with the wrong letters is a fault (`kwh`), and stays as written.
pub fn read(written: &Written, faults: &mut Vec<Fault>) -> String {
    let text = written.text.trim();
    if let Some((_, symbol)) = SAID.iter().find(|(word, _)| fold(text) == *word) {
        return (*symbol).to_owned();
    }
    for part in text
        .split(['/'])
        .flat_map(|part| part.split(" par "))
        .flat_map(|part| part.split(" per "))
    {
        let part = part.trim();
        let known = SYMBOLS.contains(&part) || is_word(part);
        if !known && !part.is_empty() {
            let folded = fold(part);
            let near = SYMBOLS
                .iter()
                .copied()
                .find(|symbol| fold(symbol) == folded)
                .or_else(|| nearest(part, SYMBOLS.iter().copied()));
            faults.push(Fault::new(
                chart::unknown_unit(part, Phrase::nearest(near)),
                written.span,
            ));
            break;
        }
    }
    text.to_owned()
}

/// A name in full: letters, and none of the short words that are symbols with the wrong letters.
fn is_word(text: &str) -> bool {
    let folded = fold(text);
    let letters = text.chars().all(|letter| {
        letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '’' | '-' | '.' | '\u{A0}')
    });
    let mistaken = SYMBOLS.iter().any(|symbol| fold(symbol) == folded);
    letters
        && !mistaken
        && text.chars().count() >= 3
        && text
            .chars()
            .any(|letter| "aeiouyàâéèêëîïôùûœ".contains(letter.to_ascii_lowercase()))
}

/// Whether a sentence names a unit: `en MWh`, `(€)`, `par habitant`.
pub fn is_named_in(sentence: &str) -> bool {
    let words = sentence.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | '(' | ')' | ';' | ':' | '.')
    });
    let mut before = "";
    for word in words.filter(|word| !word.is_empty()) {
        if SYMBOLS.contains(&word) && word.len() > 1 || matches!(word, "€" | "%" | "t") {
            return true;
        }
        // « en tonnes », « nombre d’élèves », "in tonnes", "number of pupils"
        if matches!(before, "en" | "in") && word.chars().next().is_some_and(char::is_alphabetic) {
            return true;
        }
        let folded = fold(word);
        if folded.starts_with("nombre") || folded == "number" || folded.starts_with("effectif") {
            return true;
        }
        before = word;
    }
    false
}
