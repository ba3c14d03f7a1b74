//! `carnet explain`: why a diagnostic is said, and what to do.

use super::project::argument;
use super::{Console, End};
use crate::diag::{self, Kind, Phrase, Severity, nearest};
use clap::ArgMatches;
use std::io;

pub fn run(matches: &ArgMatches, console: &Console) -> io::Result<End> {
    let Some(word) = argument(matches, "code") else {
        let lines: String = diag::kinds()
            .map(|kind| {
                format!(
                    "{:32} {}\n",
                    kind.code,
                    pattern(kind.words(console.language).message)
                )
            })
            .collect();
        console.result(&lines)?;
        return Ok(End::Clean);
    };
    // Pasted as it was shown: `erreur[link.empty]`.
    let code = word
        .split_once('[')
        .map_or(word, |(_, rest)| rest)
        .trim_end_matches([']', ':']);
    let Some(kind) = diag::kind(code) else {
        let near = nearest(code, diag::kinds().map(|kind| kind.code));
        let near = Phrase::nearest(near);
        let unknown = console.words("code inconnu :", "unknown code:");
        console.error(
            &format!("{unknown} {code}{}", console.phrase(&near)),
            console.words(
                "« carnet explain » sans code les liste tous",
                "“carnet explain” without a code lists all of them",
            ),
        );
        return Ok(End::Usage);
    };
    console.result(&text(kind, console))?;
    Ok(End::Clean)
}

fn text(kind: &Kind, console: &Console) -> String {
    let words = kind.words(console.language);
    let severity = match kind.severity {
        Severity::Error => console.words("erreur", "error"),
        Severity::Warning => console.words("avertissement", "warning"),
        Severity::Hint => console.words("conseil", "hint"),
    };
    let effect = match kind.stops_build {
        true => console.words(
            "Le site n’est pas construit tant que c’est ainsi.",
            "The site is not built as long as it is so.",
        ),
        false => console.words(
            "Le site est construit quand même.",
            "The site is built anyway.",
        ),
    };
    let todo = console.words("Que faire :", "What to do:");
    format!(
        "\u{1b}[1m{} ({severity})\u{1b}[0m\n{}\n\n{}\n{effect}\n\n{todo} {}\n",
        kind.code,
        pattern(words.message),
        words.why,
        pattern(words.help)
    )
}

/// A sentence with `…` where a case of it has a name.
fn pattern(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            // Holes have one plain word; other braces are part of the sentence.
            Some((hole, after)) if hole.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                // The end of a sentence that is not always there.
                out.push_str(if hole == "near" { "" } else { "…" });
                rest = after;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}
