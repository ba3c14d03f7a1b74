//! Diagnostics as people and machines read them. In: a sorted [`Report`] and a language. Out: text, to be printed.
//!
//! | Format | For |
//! |---|---|
//! | [`text`] | people: an excerpt with the fault underlined |
//! | [`json`] | programs: one object per line |
//! | [`github`] | annotations on a pull request |
//! | [`sarif`] | code scanning services, SARIF 2.1.0 |

mod github;
mod json;
pub mod paint;
mod sarif;
mod text;

pub use github::github;
pub use json::{finding_json, json};
pub use sarif::sarif;
pub use text::{summary, text};

use super::{Diagnostic, Language, Problem, Report, Severity};

/// The formats of `carnet check --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Github,
    Sarif,
}

impl Format {
    pub const NAMES: [&'static str; 4] = ["text", "json", "github", "sarif"];

    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Format::Text,
            "json" => Format::Json,
            "github" => Format::Github,
            "sarif" => Format::Sarif,
            _ => return None,
        })
    }

    /// Writes the diagnostics that are at least that grave. Text is without colors.
    pub fn render(self, report: &Report, at_least: Severity, language: Language) -> String {
        let shown: Vec<&Diagnostic> = report
            .diagnostics()
            .iter()
            .filter(|diagnostic| diagnostic.severity() >= at_least)
            .collect();
        let each = |write: fn(&Diagnostic, Language) -> String| -> String {
            shown
                .iter()
                .map(|diagnostic| write(diagnostic, language))
                .collect()
        };
        match self {
            Format::Text => each(text),
            Format::Json => each(json),
            Format::Github => each(github),
            Format::Sarif => sarif(&shown, language),
        }
    }
}

/// The name of a severity as a sentence starts with it.
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::French) => "erreur",
        (Severity::Warning, Language::French) => "attention",
        (Severity::Hint, Language::French) => "conseil",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Hint, Language::English) => "hint",
    }
}

#[cfg(test)]
mod tests;
