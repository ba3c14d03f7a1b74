//! Styles inside a drawing: kept as long as they only style. Whatever loads, imports or hides behind an escape goes.

/// At-rules that load nothing.
const AT_RULES: &[&str] = &["media", "supports"];

/// Words that make a value more than a value.
const REFUSED: &[&str] = &[
    "expression(",
    "javascript:",
    "vbscript:",
    "data:",
    "http:",
    "https:",
    "//",
    "@import",
    "image-set(",
    "cross-fade(",
    "image(",
    "src(",
    "attr(",
    "-moz-binding",
    "behavior:",
    "behaviour:",
];

/// Whether the value of an attribute or a declaration stays inside the file: `url()` may only name an id.
pub fn is_safe_value(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    if lower.contains('\\') || REFUSED.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let mut rest = lower.as_str();
    while let Some(at) = rest.find("url") {
        rest = &rest[at + 3..];
        let Some(inside) = rest.trim_start().strip_prefix('(') else {
            continue;
        };
        let inside = inside.trim_start().trim_start_matches(['"', '\'']);
        if !inside.trim_start().starts_with('#') {
            return false;
        }
    }
    true
}

/// The declarations of a `style` attribute that may stay, and whether all of them may.
pub fn declarations(text: &str) -> (String, bool) {
    let text = without_comments(text);
    let mut kept = Vec::new();
    let mut whole = true;
    for declaration in text.split(';') {
        let declaration = declaration.trim();
        if declaration.is_empty() {
            continue;
        }
        // Editors leave notes to themselves, `-inkscape-font-specification`: no browser reads them.
        if declaration.starts_with("-inkscape") {
            continue;
        }
        if is_safe_value(declaration)
            && !declaration.contains(['{', '}', '@'])
            && !moves(declaration)
        {
            kept.push(declaration);
        } else {
            whole = false;
        }
    }
    (kept.join(";"), whole)
}

/// Animations and transitions: a reader could not stop them.
fn moves(declaration: &str) -> bool {
    let lower = declaration.to_ascii_lowercase();
    let name = lower.split(':').next().unwrap_or_default().trim();
    let name = name
        .trim_start_matches("-webkit-")
        .trim_start_matches("-moz-");
    name.starts_with("animation") || name.starts_with("transition")
}

/// The rules of a sheet that may stay, and whether all of them may.
pub fn sheet(text: &str) -> (String, bool) {
    let text = without_comments(text)
        .replace("<!--", " ")
        .replace("-->", " ");
    if text.contains('\\') {
        // An escape can spell any of the refused words, and no drawing program writes one.
        return (String::new(), false);
    }
    let mut kept = String::new();
    let whole = rules(&text, &mut kept, 0);
    (kept, whole)
}

fn rules(text: &str, kept: &mut String, depth: usize) -> bool {
    let mut whole = true;
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let Some(open) = rest.find(['{', ';', '}']) else {
            return false;
        };
        let prelude = rest[..open].trim();
        match rest.as_bytes()[open] {
            // A statement such as `@import` or `@charset`, or a stray mark.
            b';' | b'}' => {
                whole &= prelude.is_empty() || prelude.starts_with("@charset");
                rest = rest[open + 1..].trim_start();
                continue;
            }
            _ => {}
        }
        let (body, after) = block(&rest[open + 1..]);
        rest = after.trim_start();
        let at_rule = prelude.strip_prefix('@').map(|rule| {
            rule.split(|character: char| !character.is_ascii_alphanumeric() && character != '-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        });
        let safe_prelude = is_safe_value(prelude) && !prelude.contains(['<', '&']);
        match at_rule {
            _ if !safe_prelude => whole = false,
            Some(rule) if AT_RULES.contains(&rule.as_str()) && depth < 4 => {
                let mut inner = String::new();
                whole &= rules(body, &mut inner, depth + 1);
                kept.push_str(prelude);
                kept.push('{');
                kept.push_str(&inner);
                kept.push('}');
            }
            Some(_) => whole = false,
            None => {
                let (declarations, all) = declarations(body);
                whole &= all;
                if !declarations.is_empty() && !prelude.is_empty() {
                    kept.push_str(prelude);
                    kept.push('{');
                    kept.push_str(&declarations);
                    kept.push('}');
                }
            }
        }
    }
    whole
}

/// The inside of a block whose opening brace was passed, and what follows its closing one.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return (&text[..at], &text[at + 1..]);
                }
            }
            _ => {}
        }
    }
    (text, "")
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("/*") {
        out.push_str(&rest[..open]);
        // A space, so that what a comment kept apart does not grow together.
        out.push(' ');
        match rest[open + 2..].find("*/") {
            Some(close) => rest = &rest[open + 2 + close + 2..],
            None => return out,
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_stay_and_loads_go() {
        assert_eq!(
            sheet("*{stroke-linejoin: round} .a , .b{fill:url(#g)}"),
            (
                "*{stroke-linejoin: round}.a , .b{fill:url(#g)}".into(),
                true
            )
        );
        assert_eq!(
            sheet("@media (prefers-color-scheme: dark) { .a { fill: #fff } }"),
            (
                "@media (prefers-color-scheme: dark){.a{fill: #fff}}".into(),
                true
            )
        );
        for bad in [
            "@import url(http://x/y.css); .a{fill:red}",
            "@font-face{src:url(#x)} .a{fill:red}",
            ".a{fill:red; background:url(//x/y.png)}",
            ".a{fill:red; background:u/**/rl('http://x')}",
            ".a{fill:red; x:expression(alert(1))}",
            ".a{fill:red} b{fill:url( \"x.svg#a\" )}",
            "@keyframes k{from{opacity:0}} .a{fill:red}",
            ".a{fill:red;animation:k 1s infinite}",
        ] {
            let (kept, whole) = sheet(bad);
            assert_eq!(kept, ".a{fill:red}", "{bad}");
            assert!(!whole, "{bad}");
        }
        assert_eq!(sheet(".a{fill:u\\72l(http://x)}"), (String::new(), false));
        assert_eq!(sheet("a"), (String::new(), false));
        assert_eq!(sheet(".a{fill:red"), (".a{fill:red}".into(), true));
    }

    #[test]
    fn declarations_cannot_close_their_rule() {
        assert_eq!(
            declarations("fill:red;}*{x:y;stroke:blue"),
            ("fill:red;stroke:blue".into(), false)
        );
    }
}
