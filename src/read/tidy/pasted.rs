//! Embed code pasted as text, which every build makes a frame of; and what needs the author's eye (lost brackets, false
//! bullets), which only `import --clean` mends.

use super::{Draft, Notes};
use crate::diag::embed;
use crate::read::lines::{Paragraph, ParagraphKind, is_blank};
use crate::read::mapped::Edits;
use crate::text::fold::fold_words;
use std::ops::Range;

/// Makes a frame of embed code that was pasted as text: nobody means to show code to readers. The words around it stay.
pub fn embeds(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    if !content.contains("&lt;") {
        return edits;
    }
    let mut before: Option<&Paragraph> = None;
    for paragraph in draft.paragraphs() {
        let words = &content[paragraph.words.clone()];
        let above = before.replace(paragraph);
        let Some((code, address)) = pasted_code(words) else {
            continue;
        };
        // What the sharing panel says above the code was copied with it.
        if let Some(above) = above.filter(|above| {
            fold_words(&content[above.words.clone()])
                .starts_with("pour inserer sur un site internet")
        }) {
            edits.remove(above.lines.clone());
        }
        let range = paragraph.words.start + code.start..paragraph.words.start + code.end;
        notes.add(draft, embed::pasted_code(), range.clone());
        let before = if code.start > 0 { "\n\n" } else { "" };
        let after = if code.end < words.len() { "\n\n" } else { "" };
        edits.replace(
            range,
            format!("{before}<iframe src=\"{address}\"></iframe>{after}"),
        );
    }
    edits
}

/// Makes links of addresses that lost their brackets, items of `-Mot`.
pub fn mend(draft: &Draft, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    for paragraph in draft.paragraphs() {
        let words = &content[paragraph.words.clone()];
        if paragraph.kind != ParagraphKind::Text {
            continue;
        }
        if let Some(picture) = illustration(words) {
            edits.replace(paragraph.words.clone(), picture);
            continue;
        }
        if let Some(page) = picture_of_page(words) {
            edits.replace(paragraph.words.start..paragraph.words.start + page, "");
            continue;
        }
        if let Some((label, address)) = lost_brackets(words) {
            edits.replace(paragraph.words.clone(), format!("[{label}]({address})"));
            continue;
        }
        let mut at = paragraph.lines.start;
        for line in content[paragraph.lines.clone()].split('\n') {
            let mut letters = line.chars();
            let bullet = letters.next();
            if matches!(bullet, Some('-' | '•' | '→' | '☑'))
                && letters.next().is_some_and(char::is_alphabetic)
            {
                let width = bullet.map_or(0, char::len_utf8);
                edits.replace(at..at + width, "- ");
            }
            at += line.len() + 1;
        }
    }
    edits
}

/// Where `&lt;iframe … src="…"` or `flourish-embed … data-src="visualisation/N"` stands in some words, and its address.
fn pasted_code(words: &str) -> Option<(Range<usize>, String)> {
    let at = words.find("&lt;iframe").or_else(|| words.find("&lt;div"))?;
    let code = &words[at..];
    let end = [
        "/iframe>",
        "/iframe&gt;",
        "/script>",
        "/script&gt;",
        "/div>",
        "/div&gt;",
    ]
    .iter()
    .filter_map(|end| code.rfind(end).map(|found| found + end.len()))
    .max()
    .or_else(|| code.rfind("&gt;").map(|found| found + "&gt;".len()))
    .unwrap_or(code.len());
    pasted_address(code).map(|address| (at..at + end, address))
}

fn pasted_address(code: &str) -> Option<String> {
    let source = code.find("src=")?;
    let rest = code[source + 4..].trim_start_matches(['"', '\'', '“', '”', '\\']);
    let address = &rest[..rest
        .find(['"', '\'', '”', '&', ' ', '>'])
        .unwrap_or(rest.len())];
    if code.contains("flourish-embed") && !address.starts_with("http") {
        return Some(format!(
            "https://public.flourish.studio/{}",
            address.trim_start_matches('/')
        ));
    }
    (address.starts_with("https://") || address.starts_with("//")).then(|| address.to_owned())
}

/// `Illustration : [address](address)` where the address is the page of a picture in a repository: the picture.
fn illustration(words: &str) -> Option<String> {
    let rest = words.trim().strip_prefix("Illustration")?;
    let rest = rest.trim_start_matches(|found: char| is_blank(found) || found == ':');
    let address = match rest.strip_prefix('[') {
        Some(inner) => inner.split_once("](")?.1.strip_suffix(')')?,
        None => rest,
    };
    let (repository, path) = address.split_once("/blob/")?;
    let raw = repository.strip_prefix("https://github.com/")?;
    let blank = |found: char| is_blank(found) || matches!(found, ')' | '(' | '<');
    (!path.contains(blank)).then(|| format!("![](https://raw.githubusercontent.com/{raw}/{path})"))
}

/// `![…](https://drive.google.com/file/…)`: a page shown as a picture. The bytes to take off to make it a link.
fn picture_of_page(words: &str) -> Option<usize> {
    let (_, address) = words.trim().strip_prefix("![")?.split_once("](")?;
    let pages = ["https://drive.google.com/", "https://docs.google.com/"];
    (pages.iter().any(|page| address.starts_with(page)) && !address.contains("pubchart"))
        .then_some(1)
}

/// `*Label*(https://…)`, where the converter lost the brackets.
fn lost_brackets(words: &str) -> Option<(&str, &str)> {
    let trimmed = words.trim();
    let inner = trimmed.strip_prefix('*')?.strip_suffix(')')?;
    let (label, address) = inner.split_once("*(")?;
    (address.starts_with("http") && !address.contains(char::is_whitespace) && !label.contains('*'))
        .then_some((label, address))
}

#[cfg(test)]
mod tests {
    use crate::diag::embed;
    use crate::read::tidy::{Depth, tidy};

    #[test]
    fn pasted_code_is_a_frame_and_the_words_around_it_stay() {
        let text = "&lt;iframe title=\"x\" src=\"https://datawrapper.dwcdn.net/ONKPN/1/\" width=\"600\">\n";
        let (mapped, notes) = tidy(text, 0, Depth::Build);
        assert_eq!(notes.problems[0].0, embed::pasted_code());
        assert_eq!(
            mapped.text,
            "<iframe src=\"https://datawrapper.dwcdn.net/ONKPN/1/\"></iframe>\n"
        );
        let text = "Voici : &lt;div class=\"flourish-embed\" data-src=\"visualisation/12\">&lt;script src=\"x\">&lt;/script>&lt;/div> et voilà\n";
        assert_eq!(
            tidy(text, 0, Depth::Build).0.text,
            "Voici : \n\n<iframe src=\"https://public.flourish.studio/visualisation/12\"></iframe>\n\n et voilà\n"
        );
    }

    #[test]
    fn lost_brackets_and_false_bullets() {
        assert_eq!(
            tidy("*Organigramme*(https://exemple.fr/o)", 0, Depth::Clean)
                .0
                .text,
            "[Organigramme](https://exemple.fr/o)"
        );
        assert_eq!(
            tidy("-Un problème\n-Deux\n", 0, Depth::Clean).0.text,
            "- Un problème\n- Deux\n"
        );
    }
}
