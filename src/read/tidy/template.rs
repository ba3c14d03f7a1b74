//! The logbook template's own instructions, which are for the team and not for readers.

use super::{Draft, Notes};
use crate::diag::text;
use crate::read::lines::{Paragraph, ParagraphKind, is_blank};
use crate::read::mapped::Edits;
use crate::text::fold::fold_words;

/// How an instruction starts, folded. Any following alternative is tried as well.
const OPENINGS: [&str; 17] = [
    "dans cette partie, vous aurez",
    "dans cette partie, vous devez",
    "piece a joindre",
    "pieces a joindre",
    "piece(s) a joindre",
    "piece(s) requise(s)",
    "pieces requises",
    "piece requise",
    "piece jointe requise",
    "pieces jointes requises",
    "ce carnet de bord est destine a ecrire",
    "la conclusion devra egalement presenter",
    "consignes pour la redaction",
    "vous avez toutes et tous choisi",
    "n'oubliez pas aussi d'anonymiser",
    "n'oubliez pas d'anonymiser",
    "n'oubliez pas d'inclure",
];

const PICTURES: &str = "enfin, si vous inserez des images dans votre carnet";

/// The list that follows "inclure les pièces-jointes".
const EXPECTED: [&str; 4] = [
    "wishlist",
    "organigramme",
    "communication eventuelle",
    "dataviz",
];

/// The illustrator's site, which the template names.
const TEMPLATE_LINK: &str = "annececilecallejon.com";

/// Longer than this, the words are prose that quotes an instruction.
const LONGEST: usize = 700;

/// Drops paragraphs that are instructions; where one holds a link, an attachment was filed there and only the
/// instruction's words go.
pub fn drop_instructions(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    let mut list_follows = false;
    for paragraph in draft.paragraphs() {
        let words = &content[paragraph.words.clone()];
        if paragraph.kind == ParagraphKind::Item {
            if list_follows && EXPECTED.contains(&fold_words(words).as_str()) {
                edits.remove(paragraph.lines.clone());
            }
            continue;
        }
        list_follows = false;
        if paragraph.kind != ParagraphKind::Text || !is_instruction(words) {
            continue;
        }
        let folded = fold_words(words);
        list_follows = folded.contains("inclure les pieces") || folded.starts_with("consignes");
        notes.add(draft, text::instruction(), paragraph.words.clone());
        drop_words(content, paragraph, &mut edits);
    }
    edits
}

fn is_instruction(words: &str) -> bool {
    // Most paragraphs are told apart by their first letter: the openings start with few.
    let mut bare = words.trim_start_matches(|found: char| !found.is_alphabetic() && found != '<');
    while let Some((_, after)) = bare.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        bare = after;
    }
    let first = bare.chars().find(|found| found.is_alphabetic());
    let may_open = first.is_some_and(|letter| "cdelnpv".contains(letter.to_ascii_lowercase()));
    if !may_open || words.len() >= LONGEST * 2 || words.chars().count() >= LONGEST {
        return false;
    }
    let start: String = words.chars().take(120).collect();
    let folded = fold_words(&start);
    OPENINGS
        .iter()
        .chain([&PICTURES])
        .any(|opening| folded.starts_with(opening))
}

fn drop_words(content: &str, paragraph: &Paragraph, edits: &mut Edits) {
    let words = &content[paragraph.words.clone()];
    let start = paragraph.words.start;
    // One instruction holds a link of its own; any other link was put there by the team.
    if let Some(link) = link_start(words).filter(|_| !words.contains(TEMPLATE_LINK)) {
        let marks = opening_marks(words);
        // `Pièce à joindre : wishlist [notre liste](…)`: the label says what the link is.
        let label = words[..link].find(':').filter(|colon| {
            fold_words(words).starts_with("piece")
                && words[*colon..link].split_whitespace().count() <= 7
        });
        if let Some(colon) = label {
            let rest = words[colon + 1..].trim_start_matches(is_blank);
            edits.remove(start + marks.len()..start + words.len() - rest.len());
            return;
        }
        let marks_close = words[link..].trim_end_matches(is_blank);
        edits.remove(start..start + link);
        // Marks that opened before the link and close after it have lost their partners.
        let closing = closing_marks(marks);
        if !words[..link]
            .get(marks.len()..)
            .is_some_and(|gone| gone.contains(&closing))
            && marks_close.ends_with(&closing)
            && !closing.is_empty()
        {
            let end = start + link + marks_close.len();
            edits.remove(end - closing.len()..end);
        }
        return;
    }
    // An instruction in italics, then the team's own sentence: the sentence stays.
    if let Some(end) = marked_part(words) {
        let rest =
            words[end..].trim_start_matches(|found: char| found.is_whitespace() || found == '\\');
        if rest.split_whitespace().count() >= 3 && !is_instruction(rest) {
            edits.remove(start..paragraph.words.end - rest.len());
            return;
        }
    }
    edits.remove(paragraph.lines.clone());
}

/// Where the first link or address of some words starts, its own marks included.
fn link_start(words: &str) -> Option<usize> {
    let address = words.find("http")?;
    let bracket = words[..address].rfind('[');
    let start = match bracket {
        Some(open) if words[open..address].contains("](") || open + 1 == address => open,
        _ => address,
    };
    let before = words[..start].trim_end_matches(['*', '_', '!', '<']);
    Some(before.len())
}

/// The end of the italics or bold that the words start with.
fn marked_part(words: &str) -> Option<usize> {
    let mark = opening_marks(words);
    if mark.is_empty() {
        return None;
    }
    let closing = closing_marks(mark);
    words[mark.len()..]
        .find(&closing)
        .map(|at| mark.len() + at + closing.len())
}

fn opening_marks(words: &str) -> &str {
    &words[..words.len() - words.trim_start_matches(['*', '_']).len()]
}

fn closing_marks(opening: &str) -> String {
    opening.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        tidy(text, 0, Depth::Build).0.text.trim().to_owned()
    }

    #[test]
    fn instructions_go() {
        for text in [
            "_Dans cette partie, vous aurez à raconter le déroulé de la dataexploration._",
            "**_Pièce(s) à joindre : organigramme_**",
            "Ce carnet de bord est destiné à écrire le récit de vos aventures !",
            "**Consignes pour la rédaction des CDB**",
            "N’oubliez pas d’**inclure les pièces-jointes et documents** demandés :\n\n* Wishlist \n* Organigramme \n* Communication éventuelle \n* Dataviz",
        ] {
            assert_eq!(tidied(text), "", "{text}");
        }
    }

    #[test]
    fn what_the_team_wrote_stays() {
        assert_eq!(
            tidied("_Pièce à joindre : wishlist_ [notre liste](https://exemple.fr/l)"),
            "_wishlist_ [notre liste](https://exemple.fr/l)"
        );
        assert_eq!(
            tidied("_Dans cette partie, vous aurez à conclure._ Nous avons tout fini à temps."),
            "Nous avons tout fini à temps."
        );
        for text in [
            "Pièce jointe : https://exemple.fr/l",
            "* Wishlist",
            "Le modèle dit : dans cette partie, vous aurez à conclure.",
        ] {
            assert_eq!(tidied(text), text);
        }
    }
}
