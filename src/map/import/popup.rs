//! The markup of uMap's popups and descriptions, as a line of a block: `**bold**` and `{column}` stay.

/// A popup on one line, and whether nothing of it was lost. The name is the popup's title already.
pub fn line(template: &str) -> (String, bool) {
    let mut whole = true;
    let mut parts = Vec::new();
    for line in template.lines() {
        let mut text = line.trim();
        let is_title = text.starts_with('#');
        text = text.trim_start_matches(['#', '*', '-']).trim_start();
        // `**bold**` at the start lost its stars with the marks of lists.
        let text = match line.trim().strip_prefix("**") {
            Some(rest) if !rest.starts_with(' ') => format!("**{rest}"),
            _ => text.to_owned(),
        };
        if text.is_empty() || (is_title && text == "{name}") {
            continue;
        }
        let (text, kept) = without_frames(&text);
        whole &= kept;
        if !text.trim().is_empty() {
            parts.push(text.trim().to_owned());
        }
    }
    (parts.join(" · "), whole)
}

/// A text without markup, on one line.
pub fn plain(text: &str) -> String {
    let (line, _) = line(text);
    line.replace("**", "").replace(" · ", " ")
}

/// Links keep their words; pictures and frames go. `{{…}}` is a picture, `{{{…}}}` a frame unless it holds one column.
fn without_frames(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut whole = true;
    let mut rest = text;
    while let Some(at) = rest.find(['[', '{', '<']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        // `{{{photo}|200}}` is a picture whose address is a column.
        let framed = after
            .find("}}")
            .is_some_and(|end| after[end..].starts_with("}}}"));
        let (open, close) = match after.as_bytes() {
            [b'{', b'{', b'{', ..] if framed => ("{{{", "}}}"),
            [b'{', b'{', ..] => ("{{", "}}"),
            [b'[', b'[', ..] => ("[[", "]]"),
            [b'<', letter, ..] if letter.is_ascii_alphabetic() || *letter == b'/' => ("<", ">"),
            _ => {
                let first = after.chars().next().map_or(1, char::len_utf8);
                // `{nom|titre}`: the first that is there; a block has one.
                match after.split_once('}').filter(|_| after.starts_with('{')) {
                    Some((inside, tail)) => {
                        let key = inside[1..].split('|').next().unwrap_or_default();
                        out.push_str(&format!("{{{}}}", key.trim()));
                        whole &= !inside.contains('|');
                        rest = tail;
                    }
                    None => {
                        out.push_str(&after[..first]);
                        rest = &after[first..];
                    }
                }
                continue;
            }
        };
        let Some(end) = after.find(close) else {
            out.push_str(open);
            rest = &after[open.len()..];
            continue;
        };
        let inside = &after[open.len()..end];
        if open == "[[" {
            out.push_str(inside.split('|').next_back().unwrap_or_default());
        }
        whole = false;
        rest = &after[end + close.len()..];
    }
    out.push_str(rest);
    (out, whole)
}
