//! What needs the author's eye: embed code pasted as text, lost brackets, false bullets. `import --clean` mends it.

use super::Notes;
use crate::diag::embed;
use crate::read::lines::{ParagraphKind, atoms, is_blank, paragraphs};
use crate::read::mapped::{Edits, Mapped};

/// Embed code that shows as text is named by a build, and left.
pub fn notice(mapped: &Mapped, notes: &mut Notes) {
    let content = mapped.text.as_str();
    if !content.contains("&lt;") {
        return;
    }
    for paragraph in paragraphs(content, &atoms(content)) {
        if pasted_address(&content[paragraph.words.clone()]).is_some() {
            notes.add(mapped, embed::pasted_code(), paragraph.words);
        }
    }
}

/// Makes embeds of pasted code, links of addresses that lost their brackets, items of `-Mot`.
pub fn mend(mapped: &Mapped, _notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = mapped.text.as_str();
    for paragraph in paragraphs(content, &atoms(content)) {
        let words = &content[paragraph.words.clone()];
        if let Some(address) = pasted_address(words) {
            edits.replace(
                paragraph.words,
                format!("<iframe src=\"{address}\"></iframe>"),
            );
            continue;
        }
        if paragraph.kind != ParagraphKind::Text {
            continue;
        }
        if let Some(picture) = illustration(words) {
            edits.replace(paragraph.words, picture);
            continue;
        }
        if let Some(page) = picture_of_page(words) {
            edits.replace(paragraph.words.start..paragraph.words.start + page, "");
            continue;
        }
        if let Some((label, address)) = lost_brackets(words) {
            edits.replace(paragraph.words, format!("[{label}]({address})"));
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

/// The address in `&lt;iframe … src="…"`, or of `flourish-embed … data-src="visualisation/N"`.
fn pasted_address(words: &str) -> Option<String> {
    let at = words.find("&lt;iframe").or_else(|| words.find("&lt;div"))?;
    let code = &words[at..];
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
    fn pasted_code_is_named_and_then_mended() {
        let text = "&lt;iframe title=\"x\" src=\"https://datawrapper.dwcdn.net/ONKPN/1/\" width=\"600\">\n";
        let (mapped, notes) = tidy(text, 0, Depth::Build);
        assert_eq!(mapped.text, text);
        assert_eq!(notes.problems[0].0, embed::pasted_code());
        assert_eq!(
            tidy(text, 0, Depth::Clean).0.text,
            "<iframe src=\"https://datawrapper.dwcdn.net/ONKPN/1/\"></iframe>\n"
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
