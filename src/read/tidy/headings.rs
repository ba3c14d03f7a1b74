//! Day headings: what a team wrote as bold text becomes a heading; the writer's name beside it is private.

use super::{Draft, Notes};
use crate::diag::heading;
use crate::model::logbook::SectionKey;
use crate::read::lines::{Paragraph, ParagraphKind, is_blank};
use crate::read::mapped::Edits;
use crate::text::fold::fold_words;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The steps of the week, as the template names them.
const STEPS: [&str; 5] = [
    "diagnostic",
    "identification",
    "mise en qualite",
    "publication",
    "valorisation",
];

/// The section that a heading's words announce. `atx`: the words stand in a real heading, which allows `3. Mise en
/// qualité`.
pub fn heading_key(words: &str, atx: bool) -> Option<SectionKey> {
    let folded = fold_words(words);
    let text = folded.as_str();
    let ends = |rest: &str| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['-', ':', '('])
    };
    if let Some(rest) = text.strip_prefix("jour 1") {
        let rest = rest.trim_start_matches([' ', '-', ':']);
        if rest == "introduction" {
            return Some(SectionKey::Introduction);
        }
    }
    let day = text
        .strip_prefix("compte rendu")
        .or_else(|| text.strip_prefix("compte-rendu"))
        .map_or(text, |rest| {
            let rest = rest.trim_start_matches([' ', '|']);
            rest.strip_prefix("du ").unwrap_or(rest)
        });
    if let Some(rest) = day
        .strip_prefix("jour")
        .or_else(|| day.strip_prefix("day "))
    {
        let rest = rest.trim_start();
        let rest = ["n°", "no ", "n "]
            .iter()
            .find_map(|number| rest.strip_prefix(number))
            .map_or(rest, str::trim_start);
        let number = rest
            .bytes()
            .next()
            .filter(|byte| (b'1'..=b'5').contains(byte))?;
        let after = &rest[1..];
        let words = after.trim_start();
        let announces = words.is_empty()
            || words.starts_with(['-', '|', ':', '('])
            || (words.len() < after.len()
                && ["diag", "ident", "mise", "publ", "valo"]
                    .iter()
                    .any(|start| words.starts_with(start)));
        return announces.then_some(SectionKey::Day(number - b'0'));
    }
    if atx && let Some(rest) = text.get(1..).filter(|rest| rest.starts_with(['.', ')'])) {
        let number = text.as_bytes()[0];
        let step = rest[1..].trim_start();
        if let Some(index) = STEPS.iter().position(|name| step.starts_with(name))
            && usize::from(number) == usize::from(b'1') + index
        {
            return Some(SectionKey::Day(number - b'0'));
        }
    }
    let bare = text.strip_prefix("0.").map_or(text, str::trim_start);
    if bare.strip_prefix("introduction").is_some_and(ends) {
        return Some(SectionKey::Introduction);
    }
    let conclusion = text.strip_prefix("conclusion")?;
    let conclusion = conclusion.strip_prefix('s').unwrap_or(conclusion);
    let conclusion = [" generale", " finale", " du carnet"]
        .iter()
        .find_map(|which| conclusion.strip_prefix(which))
        .unwrap_or(conclusion);
    ends(conclusion).then_some(SectionKey::Conclusion)
}

/// Whether words are the name of that day's step, with at most a few words more.
pub fn names_step(words: &str, key: SectionKey) -> bool {
    let SectionKey::Day(day) = key else {
        return false;
    };
    let folded = fold_words(words);
    folded.starts_with(STEPS[usize::from(day) - 1])
}

/// The heading's words without the writer's name: `JOUR 1 – DIAGNOSTIC (Célia R.)` → `JOUR 1 – DIAGNOSTIC`.
///
/// A name in brackets, or after a colon, says who wrote the day; people who chose initials are named that way.
pub fn strip_writer(words: &str) -> &str {
    let trimmed =
        words.trim_end_matches(|found: char| is_blank(found) || found == '*' || found == '_');
    if let Some(inside) = trimmed.strip_suffix(')')
        && let Some(open) = inside.rfind('(')
        && (looks_like_names(&inside[open + 1..]) || is_first_name(&inside[open + 1..]))
    {
        return trimmed[..open].trim_end_matches(is_blank);
    }
    if let Some(colon) = trimmed.rfind(':')
        && looks_like_names(&trimmed[colon + 1..])
    {
        return trimmed[..colon].trim_end_matches(is_blank);
    }
    words
}

/// One to six words, each a capitalized word or initials, joined by nothing but `,`, `et`, `&`, `de`: and no mark of a
/// title (quotes, digits, `!`).
fn looks_like_names(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let words: Vec<&str> = text
        .split(|found: char| is_blank(found) || found == ',' || found == '&' || found == '/')
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > 12 || text.contains(['“', '"', '«', '!', '?', '…']) {
        return false;
    }
    let mut names = 0;
    for word in &words {
        let bare = word.trim_end_matches('.');
        if matches!(bare, "et" | "de" | "du" | "le" | "la" | "and") {
            continue;
        }
        let starts_upper = bare.chars().next().is_some_and(char::is_uppercase);
        let lettered = bare
            .chars()
            .all(|found| found.is_alphabetic() || matches!(found, '-' | '’' | '\'' | '.'));
        let is_step = STEPS.iter().any(|step| fold_words(bare) == *step)
            || [
                "exploration",
                "adaptation",
                "introduction",
                "data",
                "conclusion",
                "bilan",
                "suite",
            ]
            .contains(&fold_words(bare).as_str());
        if !starts_upper || !lettered || is_step {
            return false;
        }
        names += 1;
    }
    // One capitalized word alone after a colon may be a mood; a name comes with an initial, a surname, or is short.
    names >= 2 || words.iter().any(|word| word.ends_with('.'))
}

/// One capitalized word alone in brackets, that no day is called by: more likely a first name than a title.
fn is_first_name(text: &str) -> bool {
    const TITLES: [&str; 22] = [
        "suite",
        "fin",
        "debut",
        "bilan",
        "matin",
        "matinee",
        "apres-midi",
        "midi",
        "soir",
        "visio",
        "distanciel",
        "presentiel",
        "zoom",
        "gather",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "open",
        "data",
        "opendata",
    ];
    let folded = fold_words(text);
    let step = STEPS.iter().any(|step| folded.starts_with(step));
    text.trim_matches(is_blank).starts_with(char::is_uppercase)
        && text
            .trim_matches(is_blank)
            .chars()
            .all(|found| found.is_alphabetic() || matches!(found, '-' | '’' | '\''))
        && !step
        && !TITLES.contains(&folded.as_str())
        && !matches!(
            folded.as_str(),
            "introduction" | "conclusion" | "exploration" | "adaptation"
        )
}

/// `…)JOUR 4 – PUBLICATION` at the end of a line: the heading gets its own paragraph. Only the exact form in capitals
/// with a dash is split, anything else may be prose.
pub fn split_glued(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    if !content.contains("JOUR ") {
        return edits;
    }
    for paragraph in draft.paragraphs() {
        if !matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::Item) {
            continue;
        }
        let text = &content[paragraph.words.clone()];
        // `**JOUR 1 – DIAGNOSTIC**` with the text right under it.
        if let Some(end) = text
            .find('\n')
            .filter(|_| paragraph.kind == ParagraphKind::Text)
            && is_bold_step(&text[..end])
        {
            let at = paragraph.words.start + end;
            edits.replace(at..at, "\n");
            continue;
        }
        let Some(at) = text.rfind("JOUR ").filter(|at| *at > 0) else {
            continue;
        };
        let heading = text[at..]
            .trim_end_matches(|found: char| is_blank(found) || found == '*' || found == '\\');
        let before = text[..at].trim_end_matches(['*', '_']);
        let glued =
            before.ends_with(|found: char| !is_blank(found) && found != '#' && found != '|');
        let rest = heading.get("JOUR N".len()..).unwrap_or("").trim_start();
        let exact = rest.starts_with(['–', '-', '—'])
            && STEPS.iter().any(|step| fold_words(rest) == *step)
            && heading.chars().all(|found| !found.is_lowercase());
        if glued && exact && heading_key(heading, false).is_some() {
            let start = paragraph.words.start + at;
            notes.add(
                draft,
                heading::day_glued(heading),
                start..start + heading.len(),
            );
            edits.replace(
                paragraph.words.start + before.len()..paragraph.words.end,
                format!("\n\n## {heading}"),
            );
        }
    }
    edits
}

/// A line that is bold from end to end and names a day with its step.
fn is_bold_step(line: &str) -> bool {
    let line = line.trim_matches(|found: char| is_blank(found) || found == '\\');
    let bold = line
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"));
    bold.is_some_and(|inner| {
        !inner.contains("**")
            && matches!(heading_key(inner, false), Some(SectionKey::Day(_)))
            && STEPS.iter().any(|step| fold_words(inner).contains(step))
    })
}

/// Makes day headings of the paragraphs that are meant as such, and takes the writer's name off all of them.
pub fn restore(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    let all = draft.paragraphs();
    let candidates: Vec<(usize, SectionKey, Range<usize>)> = all
        .iter()
        .enumerate()
        .filter_map(|(index, paragraph)| {
            let (key, words) = candidate(content, paragraph)?;
            Some((index, key, words))
        })
        .collect();
    let is_real = |index: usize| matches!(all[index].kind, ParagraphKind::Heading(_));
    // Where each section is announced for the last time: in any paragraph, in a real heading.
    let mut last: BTreeMap<SectionKey, usize> = BTreeMap::new();
    let mut last_real: BTreeMap<SectionKey, usize> = BTreeMap::new();
    for (index, key, _) in &candidates {
        last.insert(*key, *index);
        if is_real(*index) {
            last_real.insert(*key, *index);
        }
    }
    let mut seen: BTreeSet<SectionKey> = BTreeSet::new();
    let mut newest: Option<SectionKey> = None;
    let mut announced: Option<usize> = None;
    for (index, key, words) in candidates {
        let paragraph = &all[index];
        let real = is_real(index);
        let in_place = match key {
            SectionKey::Introduction => !seen.iter().any(|key| matches!(key, SectionKey::Day(_))),
            // A day that is still to come says that this is the conclusion of something else.
            SectionKey::Conclusion => {
                let last = if real { &last_real } else { &last };
                !last.iter().any(|(key, at)| {
                    matches!(key, SectionKey::Day(_)) && *at > index && !seen.contains(key)
                })
            }
            SectionKey::Day(_) => !seen.contains(&SectionKey::Conclusion),
        };
        if !in_place {
            continue;
        }
        if !real && seen.contains(&key) {
            // The heading said twice in a row, the second time in plain words.
            if index > 0 && announced == Some(index - 1) && newest == Some(key) {
                edits.remove(paragraph.lines.clone());
                announced = Some(index);
            }
            continue;
        }
        seen.insert(key);
        newest = Some(key);
        announced = Some(index);
        let text = &content[words.clone()];
        let kept = strip_writer(text);
        if real {
            if kept.len() < text.len() {
                edits.replace(words.start + kept.len()..words.end, "");
            }
        } else {
            let kept = one_line(kept);
            notes.add(draft, heading::day_found(&kept), words);
            // A line of dashes under it made it a heading already.
            let underline = all.get(index + 1).filter(|next| {
                next.kind == ParagraphKind::Other
                    && next.lines.start == paragraph.lines.end + 1
                    && content[next.lines.clone()]
                        .trim()
                        .bytes()
                        .all(|byte| matches!(byte, b'-' | b'='))
            });
            let end = underline.map_or(paragraph.lines.end, |line| line.lines.end);
            edits.replace(paragraph.lines.start..end, format!("## {kept}"));
        }
    }
    edits
}

/// The section that a paragraph announces if it may be a heading, and its words without marks.
fn candidate(content: &str, paragraph: &Paragraph) -> Option<(SectionKey, Range<usize>)> {
    let text = &content[paragraph.words.clone()];
    // Marks and tags around at most 110 characters, which may take four bytes each.
    if text.len() > 4 * (110 + 60) {
        return None;
    }
    let bare = bare_words(text);
    let start = paragraph.words.start + bare.start;
    let words = start..paragraph.words.start + bare.end;
    let inner = &text[bare.clone()];
    if inner.chars().count() > 110 {
        return None;
    }
    let atx = matches!(paragraph.kind, ParagraphKind::Heading(_));
    let key = heading_key(inner, atx)?;
    if atx {
        return Some((key, words));
    }
    if paragraph.kind != ParagraphKind::Text {
        return None;
    }
    let marked =
        bare.start > 0 && text[..bare.start].contains("**") && text[bare.end..].contains("**")
            || text.contains("text-decoration:underline") && text.starts_with(['*', '_', '<']);
    // Capitals throughout, writers' names in brackets apart.
    let capitals = strip_writer(inner).split('(').next().is_some_and(|words| {
        !words.chars().any(char::is_lowercase) && words.chars().any(char::is_uppercase)
    });
    let exact = matches!(fold_words(inner).as_str(), "introduction" | "conclusion");
    // Bold must hold the whole paragraph: `**Jour 3 :** début du briefing` is a sentence.
    let whole = !inner.contains("**");
    ((marked && whole) || capitals || exact).then_some((key, words))
}

/// The range of a paragraph's words without the marks, tags, line breaks and white space around them.
fn bare_words(text: &str) -> Range<usize> {
    let mut start = 0;
    let mut end = text.len();
    loop {
        let before = (start, end);
        let inner = &text[start..end];
        let trimmed = inner
            .trim_start_matches(|found: char| is_blank(found) || matches!(found, '*' | '_' | '\\'));
        start = end - trimmed.len();
        if text[start..end].starts_with('<')
            && let Some(close) = text[start..end].find('>')
        {
            start += close + 1;
        }
        let inner = &text[start..end];
        let trimmed = inner
            .trim_end_matches(|found: char| is_blank(found) || matches!(found, '*' | '_' | '\\'));
        end = start + trimmed.len();
        if text[start..end].ends_with('>')
            && let Some(open) = text[start..end].rfind("</")
        {
            end = start + open;
        }
        if (start, end) == before {
            return start..end;
        }
    }
}

fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for line in words.lines() {
        let line = line.trim_end_matches('\\').trim();
        if !out.is_empty() && !line.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        let once = tidy(text, 0, Depth::Build).0.text;
        assert_eq!(tidy(&once, 0, Depth::Build).0.text, once, "not idempotent");
        once
    }

    #[test]
    fn keys_are_found_in_every_spelling() {
        use SectionKey::{Conclusion, Day, Introduction};
        for (words, key) in [
            ("JOUR 1 – DIAGNOSTIC", Some(Day(1))),
            ("Jour 3", Some(Day(3))),
            ("JOUR 4 - PUBLICATION", Some(Day(4))),
            ("Compte rendu \\| Jour 1", Some(Day(1))),
            (
                "JOUR 3 – MISE EN QUALITE: “Data, data everywhere…”",
                Some(Day(3)),
            ),
            ("JOUR 1 – INTRODUCTION", Some(Introduction)),
            ("JOUR 1 – INTRODUCTION et DIAGNOSTIC", Some(Day(1))),
            ("0. Introduction", Some(Introduction)),
            ("Introduction (Camille P.)", Some(Introduction)),
            ("CONCLUSION", Some(Conclusion)),
            ("Conclusions :", Some(Conclusion)),
            ("Conclusion de cette 2ème journée :", None),
            ("Jour 2, encore un jour sans fin.", None),
            ("En conclusion, tout va bien", None),
            ("JOUR N°4 – PUBLICATION", Some(Day(4))),
            ("CONCLUSION GÉNÉRALE", Some(Conclusion)),
            ("DAY 2", Some(Day(2))),
            ("Jour 6", None),
            ("Journée du 3 mars", None),
            ("Jour 3 suite et fin", None),
        ] {
            assert_eq!(heading_key(words, false), key, "{words}");
        }
        assert_eq!(heading_key("3. Mise en qualité", true), Some(Day(3)));
        assert_eq!(heading_key("3. Mise en qualité", false), None);
    }

    #[test]
    fn writers_are_private() {
        for (words, kept) in [
            ("JOUR 1 – DIAGNOSTIC (Célia R.)", "JOUR 1 – DIAGNOSTIC"),
            ("Introduction (Camille PAUL)", "Introduction"),
            ("JOUR 4 – PUBLICATION (Alice)", "JOUR 4 – PUBLICATION"),
            (
                "JOUR 4 – PUBLICATION (Suite)",
                "JOUR 4 – PUBLICATION (Suite)",
            ),
            (
                "JOUR 4 – PUBLICATION : Eurêka",
                "JOUR 4 – PUBLICATION : Eurêka",
            ),
            (
                "JOUR 2 – IDENTIFICATION : ALICE D.",
                "JOUR 2 – IDENTIFICATION",
            ),
            (
                "JOUR 3 – MISE EN QUALITE: “Data, data everywhere…”",
                "JOUR 3 – MISE EN QUALITE: “Data, data everywhere…”",
            ),
            (
                "JOUR 5 – VALORISATION : la dernière ligne droite",
                "JOUR 5 – VALORISATION : la dernière ligne droite",
            ),
        ] {
            assert_eq!(strip_writer(words), kept);
        }
    }

    #[test]
    fn bold_days_become_headings() {
        assert_eq!(
            tidied("**JOUR 1 – DIAGNOSTIC (Célia R.)**\n\nx\n"),
            "## JOUR 1 – DIAGNOSTIC\n\nx\n"
        );
        assert_eq!(
            tidied("    JOUR 2 – IDENTIFICATION\n\nx\n"),
            "## JOUR 2 – IDENTIFICATION\n\nx\n"
        );
        assert_eq!(
            tidied("** \\\nJOUR 3 – MISE EN QUALITÉ**\n\nx\n"),
            "## JOUR 3 – MISE EN QUALITÉ\n\nx\n"
        );
        assert_eq!(
            tidied(
                "**<span style=\"text-decoration:underline;\">JOUR 1 – DIAGNOSTIC</span>**\n\nx\n"
            ),
            "## JOUR 1 – DIAGNOSTIC\n\nx\n"
        );
        assert_eq!(
            tidied("**JOUR 1 – DIAGNOSTIC**\nx\n"),
            "## JOUR 1 – DIAGNOSTIC\n\nx\n"
        );
        assert_eq!(
            tidied("voir (a)JOUR 4 – PUBLICATION\n\nx\n"),
            "voir (a)\n\n## JOUR 4 – PUBLICATION\n\nx\n"
        );
    }

    #[test]
    fn sentences_stay_sentences() {
        for text in [
            "## JOUR 1\n\n### Introduction\n\nx\n",
            "**Jour 3 :** début du briefing\n",
            "**_Jour 2, encore un jour sans fin._**\n",
            "## CONCLUSION\n\n_Jour 1_\n\n**Jour 2**\n",
        ] {
            assert_eq!(tidied(text), text);
        }
    }
}
