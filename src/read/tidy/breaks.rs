//! Paragraphs of nothing but marks, and line breaks where nothing follows.

use super::{Draft, Notes};
use crate::read::lines::{ParagraphKind, is_blank};
use crate::read::mapped::Edits;

/// Drops empty headings and paragraphs that hold only marks, white space and backslashes.
pub fn drop_empty_marks(draft: &Draft, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    for paragraph in draft.paragraphs() {
        let words = &content[paragraph.words.clone()];
        let empty = match paragraph.kind {
            ParagraphKind::Heading(_) | ParagraphKind::Text => words
                .chars()
                .all(|found| is_blank(found) || matches!(found, '*' | '_' | '\\')),
            ParagraphKind::Other => is_empty_bold(words),
            _ => false,
        };
        if empty {
            edits.remove(paragraph.lines.clone());
        }
    }
    edits
}

/// `****` and `** **`: bold around nothing. `***`, `* * *` and `____` are rules.
fn is_empty_bold(words: &str) -> bool {
    let mut pairs = words.split(is_blank).filter(|part| !part.is_empty());
    let count = pairs.clone().count();
    match count {
        1 => pairs.all(|pair| pair == "****"),
        _ => pairs.all(|pair| pair == "**"),
    }
}

/// Drops ` \` where nothing follows it: at the end of a paragraph, a heading, an item. Between two lines it stays,
/// without the white space around it.
pub fn trim_breaks(draft: &Draft, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    if !content.contains(['\\', '<']) {
        return edits;
    }
    for paragraph in draft.paragraphs() {
        if matches!(paragraph.kind, ParagraphKind::Html | ParagraphKind::Other) {
            continue;
        }
        let mut at = paragraph.words.start;
        if is_inline_tag(
            content[paragraph.words.clone()]
                .trim_matches(|found: char| is_blank(found) || found == '\\'),
        ) {
            edits.remove(paragraph.words.clone());
            continue;
        }
        // A tag alone on the first line makes HTML of the whole paragraph, where marks would show.
        if let Some((first, _)) = content[paragraph.words.clone()].split_once('\n')
            && is_inline_tag(first.trim_end_matches(|found: char| is_blank(found) || found == '\\'))
        {
            edits.replace(
                at..at + first.len() + 1,
                first.trim_end_matches(|found: char| is_blank(found) || found == '\\'),
            );
            at += first.len() + 1;
        }
        for line in content[at..paragraph.words.end].split('\n') {
            let end = at + line.len();
            let trimmed = line.trim_end_matches(is_blank);
            if let Some(before) = trimmed.strip_suffix('\\').filter(|before| !is_path(before)) {
                let kept = before.trim_end_matches(is_blank);
                if end == paragraph.words.end {
                    edits.remove(at + kept.len()..end);
                } else if trimmed.len() < line.len() {
                    edits.remove(at + trimmed.len()..end);
                }
            }
            at = end + 1;
        }
    }
    edits
}

/// One whole tag that stands among words: `<span …>`, `</em>`.
fn is_inline_tag(line: &str) -> bool {
    const NAMES: [&str; 14] = [
        "span", "u", "b", "i", "strong", "em", "a", "sup", "sub", "s", "del", "small", "mark",
        "code",
    ];
    let Some(inside) = line
        .strip_prefix('<')
        .and_then(|line| line.strip_suffix('>'))
    else {
        return false;
    };
    let name = inside
        .trim_start_matches('/')
        .split(|found: char| found.is_whitespace() || found == '/');
    !inside.contains(['<', '>'])
        && name
            .take(1)
            .any(|name| NAMES.contains(&name.to_ascii_lowercase().as_str()))
}

/// `C:` or `D:\carnets`: the backslash after it belongs to a path.
fn is_path(before: &str) -> bool {
    let word = before.rsplit(is_blank).next().unwrap_or("");
    word.contains('\\') || (word.len() == 2 && word.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        let once = tidy(text, 0, Depth::Build).0.text;
        assert_eq!(tidy(&once, 0, Depth::Build).0.text, once, "not idempotent");
        once
    }

    #[test]
    fn nothing_is_not_shown() {
        assert_eq!(
            tidied("### \n\n** \\\n**\n\n_     _\n\n ,\n"),
            "\n\n\n\n\n\n ,\n"
        );
    }

    #[test]
    fn breaks_stay_between_lines_only() {
        assert_eq!(
            tidied("un \\\n\tdeux \\\n\ntrois\n"),
            "un \\\ndeux\n\ntrois\n"
        );
        assert_eq!(tidied("dans C:\\dossier\\\n"), "dans C:\\dossier\\\n");
        assert_eq!(tidied("## Titre \\\n"), "## Titre\n");
    }
}
