//! Folding: the form of a text in which accents, case, kinds of space and kinds of dash no longer matter.

/// Lower case, no accents, plain spaces, plain quotes and dashes; other letters as they are.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // Runs of plain letters, which most of a text is.
        let run = rest
            .bytes()
            .position(|byte| !byte.is_ascii() || matches!(byte, b'\n' | b'\t'))
            .unwrap_or(rest.len());
        let start = out.len();
        out.push_str(&rest[..run]);
        out[start..].make_ascii_lowercase();
        let mut others = rest[run..].chars();
        if let Some(character) = others.next() {
            push_folded(character, &mut out);
        }
        rest = others.as_str();
    }
    out
}

fn push_folded(character: char, out: &mut String) {
    match character {
        'A'..='Z' => out.push(character.to_ascii_lowercase()),
        '\n' | '\t' | '\u{A0}' | '\u{202F}' | '\u{2007}' => out.push(' '),
        _ if character.is_ascii() => out.push(character),
        '’' | '‘' | 'ʼ' => out.push('\''),
        '–' | '—' | '‑' | '−' | '―' => out.push('-'),
        // Combining marks of decomposed text, joiners, and the selector after an emoji.
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{FE0F}' | '\u{FEFF}' => {}
        _ if character.is_alphabetic() => match deunicode::deunicode_char(character) {
            Some(plain) => out.extend(plain.chars().map(|letter| letter.to_ascii_lowercase())),
            None => out.extend(character.to_lowercase()),
        },
        _ => out.push(character),
    }
}

/// Folded, without Markdown's marks and HTML's tags, one space between words, trimmed of ` :.-`.
pub fn fold_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let last_end = text.rfind('>');
    let mut in_tag = false;
    for (at, character) in text.char_indices() {
        match character {
            'a'..='z' | ' ' if !in_tag => out.push(character),
            '<' if last_end.is_some_and(|end| end > at)
                && text[at + 1..]
                    .starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') =>
            {
                in_tag = true;
            }
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            '*' | '_' | '#' | '\\' => {}
            _ => push_folded(character, &mut out),
        }
    }
    let around = [' ', ':', '.', '-'];
    if !out.contains("  ") {
        return out.trim_matches(around).to_owned();
    }
    let words: Vec<&str> = out.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").trim_matches(around).to_owned()
}

/// The nearest ASCII of a text, letter for letter: `Œuvre` → `OEuvre`.
pub fn ascii(text: &str) -> String {
    deunicode::deunicode(text)
}

/// The address form of a title: folded words joined by `-`, at most some 80 characters, never empty.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for character in ascii(&text.replace(['’', '\''], "-")).chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 80 {
            break;
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() {
        "section".into()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(fold("L’Élu d’Œuvre\u{A0}–"), "l'elu d'oeuvre -");
        assert_eq!(
            fold_words("**<span style=\"x\">JOUR 1 – Diagnostic</span> :**"),
            "jour 1 - diagnostic"
        );
        assert_eq!(fold_words("e\u{301}te\u{301} < 3"), "ete < 3");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(
            slug("L’été à Caudebec-lès-Elbeuf !"),
            "l-ete-a-caudebec-les-elbeuf"
        );
        assert_eq!(slug("???"), "section");
        assert_eq!(slug("Œuvre № 2"), "oeuvre-no-2");
    }
}
