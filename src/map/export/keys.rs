//! Names and values that uMap takes as they are.
//!
//! In uMap a dot in a property's name becomes `_`, a name that starts with `_` is hidden, one with `-` or `/` is never
//! replaced in a popup, and texts are read as markup, where some HTML is kept.

use std::collections::BTreeSet;

/// A key for each name: no sign that uMap trips over, none twice.
pub fn keys<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    // `name` is what every feature is called; the others would be methods of the object that holds them.
    let mut taken: BTreeSet<String> = [
        "name",
        "constructor",
        "toString",
        "valueOf",
        "hasOwnProperty",
    ]
    .map(str::to_owned)
    .into();
    names
        .map(|name| {
            let plain: String = name
                .chars()
                .map(|letter| match letter {
                    _ if letter.is_control() => ' ',
                    '.' | '-' | '/' | '\\' | '{' | '}' | '|' | '"' | '<' | '>' | '=' | '!'
                    | '[' | ']' | ',' => '_',
                    other => other,
                })
                .collect();
            let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            let trimmed = joined.trim_matches(['_', ' ']);
            let base = if trimmed.is_empty() {
                "colonne"
            } else {
                trimmed
            };
            let mut key = base.to_owned();
            let mut number = 2;
            while !taken.insert(key.clone()) {
                key = format!("{base}_{number}");
                number += 1;
            }
            key
        })
        .collect()
}

/// A text of the data for a place where uMap reads markup: what would become a tag, a frame, a picture or a link is
/// shown as the letters that it is.
pub fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            // `a < 5` stays; `<b`, `</b`, `<!--` do not.
            '<' if next
                .is_some_and(|next| next.is_alphabetic() || matches!(next, '/' | '!' | '?')) =>
            {
                out.push('‹')
            }
            '[' | '{' if next == Some(letter) => {
                out.push(letter);
                out.push('\u{2009}');
            }
            _ if letter.is_control() && letter != '\n' => {}
            other => out.push(other),
        }
    }
    out
}

/// A category as a value and in a rule: a list of choices is split at its commas, a rule at its sign of comparison.
pub fn category(value: &str) -> String {
    text(value)
        .replace(',', " ·")
        .chars()
        .map(|letter| match letter {
            '<' => '‹',
            '>' => '›',
            '=' => '＝',
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_no_sign_that_umap_reads() {
        let names = [
            "nom.usuel",
            "__proto__",
            "pm-10",
            "name",
            "a/b",
            "",
            "constructor",
            "nom usuel",
            "nom_usuel",
        ];
        assert_eq!(
            keys(names.into_iter()),
            [
                "nom_usuel",
                "proto",
                "pm_10",
                "name_2",
                "a_b",
                "colonne",
                "constructor_2",
                "nom usuel",
                "nom_usuel_2"
            ]
        );
    }

    #[test]
    fn texts_run_and_fetch_nothing() {
        for (before, after) in [
            ("<script>alert(1)</script>", "‹script>alert(1)‹/script>"),
            (
                "{{{https://a.example}}}",
                "{\u{2009}{\u{2009}{https://a.example}}}",
            ),
            (
                "[[javascript:alert(1)|ici]]",
                "[\u{2009}[javascript:alert(1)|ici]]",
            ),
            ("x < 5 et [1]", "x < 5 et [1]"),
        ] {
            assert_eq!(text(before), after);
        }
    }
}
