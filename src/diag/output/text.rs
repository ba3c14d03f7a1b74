//! The format for people.

use super::{Diagnostic, Language, Report, Severity, severity_word};
use crate::source::Place;
use unicode_width::UnicodeWidthChar;

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const BLUE: &str = "\u{1b}[34m";

/// Columns of an excerpt. A logbook's paragraph is one line of a thousand characters; what matters is around the fault.
const EXCERPT: usize = 96;

/// One diagnostic: its sentence, the line with the fault underlined, and what to do. Ends with an empty line.
///
/// Has colors: print it through `anstream`, which removes them where they are not wanted.
pub fn text(diagnostic: &Diagnostic, language: Language) -> String {
    let severity = diagnostic.severity();
    let color = match severity {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Hint => "\u{1b}[36m",
    };
    let word = severity_word(severity, language);
    let code = diagnostic.code();
    let message = visible(&diagnostic.message(language));
    let mut out = format!("{BOLD}{color}{word}[{code}]{RESET}{BOLD}: {message}{RESET}\n");
    let mut margin = 1;
    if let Some(place) = &diagnostic.place {
        let file = visible(&place.file);
        if place.excerpt.is_empty() {
            let line = match place.line {
                0 | 1 => String::new(),
                line => format!(":{line}"),
            };
            out.push_str(&format!("  {BLUE}┌─{RESET} {file}{line}\n"));
        } else {
            let Place { line, column, .. } = place;
            let number = line.to_string();
            margin = number.len();
            let space = " ".repeat(margin);
            let excerpt = Excerpt::around(place);
            let indent = " ".repeat(excerpt.before);
            let carets = "^".repeat(excerpt.marked);
            out.push_str(&format!(
                "{space} {BLUE}┌─{RESET} {file}:{line}:{column}\n\
                 {BLUE}{number} │{RESET} {}\n\
                 {space} {BLUE}│{RESET} {indent}{color}{carets}{RESET}\n",
                excerpt.text
            ));
        }
    }
    let help = visible(&diagnostic.help(language));
    let word = match language {
        Language::French => "aide :",
        Language::English => "help:",
    };
    let space = " ".repeat(margin);
    out.push_str(&format!("{space} {BLUE}={RESET} {word} {help}\n\n"));
    out
}

/// How many errors, warnings and hints there are, in one line; empty when there are none.
pub fn summary(report: &Report, language: Language) -> String {
    let count = |severity| {
        report
            .diagnostics()
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    };
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .map(|severity| (count(severity), severity))
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| {
            let noun = match (severity, language) {
                (Severity::Warning, Language::French) => "avertissement",
                _ => severity_word(severity, language),
            };
            // French has its plural from two on, English from everything but one; there is no zero here.
            let plural = if count > 1 { "s" } else { "" };
            format!("{count} {noun}{plural}")
        })
        .collect();
    parts.join(", ")
}

/// Part of a line, as it is shown.
struct Excerpt {
    text: String,
    /// Columns before the mark, and of the mark.
    before: usize,
    marked: usize,
}

impl Excerpt {
    fn around(place: &Place) -> Self {
        let shown: Vec<(String, usize)> = place.excerpt.chars().map(show).collect();
        let total = shown.len();
        let start = place.column.saturating_sub(1 + place.skipped).min(total);
        let end = place
            .end
            .saturating_sub(1 + place.skipped)
            .clamp(start, total);
        let width = |range: &[(String, usize)]| range.iter().map(|(_, width)| width).sum::<usize>();
        // The mark may be longer than the window: its start is what counts.
        let mut left = 0;
        if width(&shown) > EXCERPT {
            let lead = EXCERPT / 3;
            left = start;
            while left > 0 && width(&shown[left - 1..start]) <= lead {
                left -= 1;
            }
        }
        let mut right = left;
        let mut columns = 0;
        while right < total && columns + shown[right].1 <= EXCERPT {
            columns += shown[right].1;
            right += 1;
        }
        let mut text = String::new();
        let mut before = width(&shown[left..start]);
        if left > 0 || place.skipped > 0 {
            text.push('…');
            before += 1;
        }
        text.extend(shown[left..right].iter().map(|(text, _)| text.as_str()));
        if right < total {
            text.push('…');
        }
        Excerpt {
            text: text.trim_end().to_owned(),
            before,
            marked: width(&shown[start..end.min(right).max(start)]).max(1),
        }
    }
}

/// A character as a terminal shows it, with its width. Tabs become spaces; control and direction characters, which
/// could rewrite what was printed, become a visible sign.
fn show(character: char) -> (String, usize) {
    match character {
        '\t' => ("    ".into(), 4),
        character if is_unsafe(character) => ("\u{fffd}".into(), 1),
        character => (character.into(), character.width().unwrap_or(0)),
    }
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of one line without characters that act on the terminal.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            character if is_unsafe(character) => '\u{fffd}',
            character => character,
        })
        .collect()
}
