//! A problem that has no line of text to quote, for people.

use super::text::visible;
use super::{Language, Severity, severity_word};

/// One problem: its sentence, its place in words, and what to do. Ends with an empty line.
///
/// Has colors: print it through `anstream`, which removes them where they are not wanted.
pub fn block(
    severity: Severity,
    code: &str,
    message: &str,
    place: &str,
    help: &str,
    language: Language,
) -> String {
    let color = match severity {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Hint => "\u{1b}[36m",
    };
    let word = severity_word(severity, language);
    let (message, place, help) = (visible(message), visible(place), visible(help));
    let helps = match language {
        Language::French => "aide :",
        Language::English => "help:",
    };
    format!(
        "\u{1b}[1m{color}{word}[{code}]\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n  \u{1b}[34m┌─\u{1b}[0m {place}\n  \u{1b}[34m=\u{1b}[0m {helps} {help}\n\n"
    )
}
