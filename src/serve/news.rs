//! What an open page is told: which build is there, what it changed, and what is to be mended. Server-sent events.

use crate::diag::{Diagnostic, Language, Report, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Problems that one message names; the terminal has them all.
const PROBLEMS: usize = 120;
/// Characters of a line that are shown around a fault.
const EXCERPT: usize = 120;

/// How the last build ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Good,
    /// The site that is shown is the one before.
    Failed,
    /// The machine failed: what could not be done, and what to do.
    Stopped(String, String),
}

/// One message. `before` is the version that `changed` starts from; `unknown` are pages that may have changed too.
pub fn news(
    version: u64,
    before: u64,
    state: &State,
    changed: &BTreeSet<String>,
    unknown: &[String],
    report: &Report,
    language: Language,
) -> String {
    let mut shown: Vec<&Diagnostic> = report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() >= Severity::Warning)
        .collect();
    // What stops the build, then the gravest; in their order within each.
    shown.sort_by_key(|diagnostic| {
        let stops = diagnostic.problem.kind.stops_build;
        std::cmp::Reverse((stops, diagnostic.severity()))
    });
    let left = shown.len().saturating_sub(PROBLEMS);
    shown.truncate(PROBLEMS);
    let mut problems: Vec<Value> = Vec::new();
    if let State::Stopped(message, help) = state {
        problems.push(json!({ "severity": "error", "message": message, "help": help }));
    }
    problems.extend(
        shown
            .into_iter()
            .map(|diagnostic| problem(diagnostic, language)),
    );
    let errors = report.count(Severity::Error) + usize::from(matches!(state, State::Stopped(..)));
    let message = json!({
        "version": version,
        "before": before,
        "good": *state == State::Good,
        "changed": changed,
        "unknown": unknown,
        "errors": errors,
        "warnings": report.count(Severity::Warning) - report.count(Severity::Error),
        "problems": problems,
        "left": left,
    });
    format!("data: {message}\n\n")
}

fn problem(diagnostic: &Diagnostic, language: Language) -> Value {
    let mut value = json!({
        "code": diagnostic.code(),
        "severity": diagnostic.severity().name(),
        "stops": diagnostic.problem.kind.stops_build,
        "message": diagnostic.message(language),
        "help": diagnostic.help(language),
    });
    if let Some(place) = &diagnostic.place {
        let characters: Vec<char> = place.excerpt.chars().collect();
        // A very long line comes without its start.
        let within = |column: usize| column.saturating_sub(1 + place.skipped);
        let start = within(place.column).min(characters.len());
        let end = within(place.end).clamp(start, characters.len());
        let from = start.saturating_sub(EXCERPT / 3);
        let to = characters.len().min(from + EXCERPT).max(start);
        let part = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
        let marked = end.min(to);
        value["file"] = json!(place.file);
        value["line"] = json!(place.line);
        value["column"] = json!(place.column);
        value["excerpt"] = json!([part(from, start), part(start, marked), part(marked, to)]);
        value["cut"] = json!([from + place.skipped > 0, to < characters.len()]);
    }
    value
}

/// The words of the panel, sent first on every connection.
pub fn words(language: Language) -> String {
    let words = match language {
        Language::French => json!({
            "error": "erreur", "errors": "erreurs",
            "warning": "avertissement", "warnings": "avertissements",
            "Error": "Erreur", "Warning": "Avertissement",
            "clean": "Rien à signaler", "of": "sur", "line": "ligne", "column": "colonne",
            "repair": "Pour réparer.", "close": "Réduire", "open": "Ouvrir les constats",
            "others": "Ailleurs dans le site", "left": "et {} de plus, que le terminal montre",
            "more": "En savoir plus : carnet explain {}",
            "good": "La page se met à jour dès que vous enregistrez. Le site publié n’a pas changé.",
            "failed": "Ces erreurs empêchent de construire le site : voici la dernière version qui tenait.",
            "away": "carnet serve ne répond plus : relancez-le pour voir vos changements.",
            "panel": "Constats de carnet",
        }),
        Language::English => json!({
            "error": "error", "errors": "errors",
            "warning": "warning", "warnings": "warnings",
            "Error": "Error", "Warning": "Warning",
            "clean": "Nothing to report", "of": "of", "line": "line", "column": "column",
            "repair": "To mend it.", "close": "Reduce", "open": "Open the findings",
            "others": "Elsewhere in the site", "left": "and {} more, shown in the terminal",
            "more": "To know more: carnet explain {}",
            "good": "The page follows as soon as you save. The published site has not changed.",
            "failed": "These errors keep the site from being built: this is the last version that held.",
            "away": "carnet serve no longer answers: start it again to see your changes.",
            "panel": "Findings of carnet",
        }),
    };
    format!("event: words\ndata: {words}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::link;
    use crate::source::{SourceText, Span};

    #[test]
    fn a_fault_is_shown_within_its_line() {
        let source = SourceText::new(
            "content/a.md",
            format!("{}[ici]() {}", "é ".repeat(200), "à ".repeat(200)),
        );
        let at = source.text.find("[ici]").unwrap();
        let mut report = Report::default();
        report.add(link::empty("ici"), source.place(Span::new(at, at + 7)));
        let text = news(
            2,
            1,
            &State::Good,
            &BTreeSet::new(),
            &[],
            &report,
            Language::French,
        );
        let value: Value = serde_json::from_str(text.strip_prefix("data: ").unwrap()).unwrap();
        let problem = &value["problems"][0];
        assert_eq!(problem["excerpt"][1], "[ici]()");
        assert_eq!(problem["cut"], json!([true, true]));
        assert_eq!(value["errors"], 1);
        assert!(!text.trim_end().contains('\n'), "an event is one line");
    }
}
