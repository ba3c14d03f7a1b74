//! What the "Docs to Markdown" add-on leaves behind: red alerts, lists of alerts, names of pictures it never saved.

use super::comments::CodeSpans;
use super::{Draft, Notes};
use crate::diag::import;
use crate::read::lines::find_ignoring_case;
use crate::read::mapped::Edits;
use std::ops::Range;

/// Drops whole elements of the converter, up to their own end tag, and empties its pictures' false texts.
pub fn drop_alerts(draft: &Draft, notes: &mut Notes) -> Edits {
    let content = draft.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut pictures: Vec<Range<usize>> = Vec::new();
    let mut edits = Edits::default();
    let traces = content.contains("gdcalert")
        || content.contains("gd2md-html")
        || content.contains("image_tooltip")
        || content.contains("alt_text")
        || (content.contains("color: red") && content.contains("PLEASE check"));
    if !traces {
        return edits;
    }
    let mut at = 0;
    while let Some(start) = content[at..].find(['<', '!']).map(|next| next + at) {
        at = start + 1;
        if content.as_bytes()[start] == b'!' {
            if let Some((alt, rest)) = converter_picture(content, start) {
                pictures.push(alt);
                at = rest.end;
                pictures.push(rest);
            }
            continue;
        }
        if let Some(end) = junk_element(content, start) {
            found.push(start..end);
            at = end;
        }
    }
    if found.is_empty() && pictures.is_empty() {
        return edits;
    }
    notes.converted = true;
    let alerts = found
        .iter()
        .filter(|range| content[range.start..range.end].starts_with("<p id"))
        .count();
    if let Some(first) = found.first() {
        notes.add(
            draft,
            import::leftovers(alerts),
            first.start..first.start + 2,
        );
    }
    let mut all: Vec<(Range<usize>, &str)> = found
        .into_iter()
        .map(|range| (range, "\n\n"))
        .chain(pictures.into_iter().map(|range| (range, "")))
        .collect();
    all.sort_by_key(|(range, _)| range.start);
    for (range, with) in all {
        // An alert inside a line leaves the line whole; one that has its own line leaves a paragraph's end.
        let alone = content[..range.start].ends_with('\n') || range.start == 0;
        edits.replace(range, if alone { with } else { "" });
    }
    edits
}

/// The end of a junk element that starts here.
fn junk_element(content: &str, start: usize) -> Option<usize> {
    let rest = &content[start..];
    let open_end = rest.find('>')? + 1;
    let open = &rest[..open_end];
    let lower = open.to_ascii_lowercase();
    if lower.starts_with("<a ") && lower.contains("href=\"#gdcalert") {
        let end = find_ignoring_case(rest, "</a>")? + 4;
        return rest[open_end..end - 4]
            .starts_with("alert")
            .then_some(start + end);
    }
    let red = lower.contains("color: red") || lower.contains("color:red");
    let tag = if lower.starts_with("<p ") {
        "</p>"
    } else if lower.starts_with("<ul ") {
        "</ul>"
    } else {
        return None;
    };
    let end = find_ignoring_case(rest, tag)? + tag.len();
    let inside = &rest[open_end..end - tag.len()];
    let own_id = tag == "</p>" && lower.contains("id=\"gdcalert");
    let own_words = red
        && [
            "gd2md-html alert",
            "Links to alert messages",
            "PLEASE check",
            "inline alerts",
        ]
        .iter()
        .any(|words| inside.contains(words));
    (own_id || own_words).then_some(start + end)
}

/// `![alt_text](images/image1.png "image_tooltip")`: the ranges of its false alternative text and false title.
fn converter_picture(content: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let rest = &content[start..];
    let after_alt = rest.strip_prefix("![alt_text](")?;
    let alt = start + 2..start + 2 + "alt_text".len();
    let inside = &after_alt[..after_alt.find(')')?];
    let inside_start = start + "![alt_text](".len();
    let title = match inside.find("\"image_tooltip\"") {
        Some(at) => {
            let trimmed = inside[..at].trim_end().len();
            inside_start + trimmed..inside_start + at + "\"image_tooltip\"".len()
        }
        None => inside_start + inside.len()..inside_start + inside.len(),
    };
    Some((alt, title))
}

/// Puts a tag that blank lines cut (`<img src="…"`, an empty line, `width="300">`) on one paragraph again.
pub fn join_tags(draft: &Draft, _notes: &mut Notes) -> Edits {
    const NAMES: [&str; 6] = ["<img", "<a", "<iframe", "<p", "<span", "<div"];
    const LONGEST: usize = 2000;
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    let mut spans = CodeSpans::new(content);
    for (at, _) in content.match_indices('<') {
        let rest = &content[at..];
        let named = NAMES.iter().any(|name| {
            rest.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && rest[name.len()..].starts_with(char::is_whitespace)
        });
        if !named {
            continue;
        }
        let Some(end) = rest[1..].find(['<', '>']).map(|end| end + 1) else {
            break;
        };
        let tag = &rest[..end];
        if end > LONGEST || !rest[end..].starts_with('>') || !tag.contains("\n\n") {
            continue;
        }
        if spans.hold(at) || draft.atoms().iter().any(|atom| atom.range.contains(&at)) {
            continue;
        }
        for (blank, _) in tag.match_indices("\n\n") {
            edits.remove(at + blank..at + blank + 1);
        }
    }
    edits
}

/// Removes the tags that Word leaves around words (`<o:p></o:p>`, `<w:br/>`): no browser knows them, and Markdown shows
/// them as words.
pub fn drop_office_tags(draft: &Draft, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    let mut spans = CodeSpans::new(content);
    for (at, _) in content.match_indices('<') {
        let inside = content[at + 1..].trim_start_matches('/');
        let named = ["o:", "w:", "v:", "m:", "st1:", "xml:", "wp:"]
            .into_iter()
            .find_map(|prefix| inside.strip_prefix(prefix));
        let Some(name) = named else {
            continue;
        };
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let Some(end) = content[at..].find(['>', '\n']).map(|end| at + end) else {
            break;
        };
        let fenced = || draft.atoms().iter().any(|atom| atom.range.contains(&at));
        if content[end..].starts_with('>') && !spans.hold(at) && !fenced() {
            edits.remove(at..end + 1);
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use crate::read::tidy::{Depth, tidy};

    #[test]
    fn alerts_and_false_texts_go() {
        let text = "avant\n\n<p id=\"gdcalert1\" ><span style=\"color: red; font-weight: bold\">>>>>>  gd2md-html alert: inline image link here</span><br>>>>>> </span></p>\n\n![alt_text](images/image1.png \"image_tooltip\")\n\naprès";
        let (mapped, notes) = tidy(text, 0, Depth::Build);
        assert!(notes.converted);
        assert!(
            mapped.text.contains("![](images/image1.png)"),
            "{}",
            mapped.text
        );
        assert!(!mapped.text.contains("gd2md") && !mapped.text.contains(">>>"));
        assert_eq!(tidy(&mapped.text, 0, Depth::Build).0.text, mapped.text);
    }

    #[test]
    fn prose_that_speaks_of_it_stays() {
        let text = "Le module gd2md-html a laissé >>>>> dans <p style=\"color: red\">mon texte</p> rouge.\n";
        assert_eq!(tidy(text, 0, Depth::Build).0.text, text);
    }
}
