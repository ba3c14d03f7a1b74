//! What an open page is told: which build is there, what it changed, and what is to be mended. Server-sent events.

use crate::diag::{Diagnostic, Language, Report, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Problems that one message names; the terminal has them all.
const PROBLEMS: usize = 120;
/// Characters of a line that are shown around a fault.
const EXCERPT: usize = 120;

/// How the last build ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Good,
    /// The site that is shown is the one before.
    Failed,
    /// The machine failed: what could not be done, and what to do.
    Stopped(String, String),
}

/// What a build has to tell, to whichever page asks.
#[derive(Debug, Default)]
pub struct Told {
    pub version: u64,
    /// The version that `changed` starts from.
    pub before: u64,
    pub state: State,
    pub changed: BTreeSet<String>,
    /// Pages that show the whole site: they may have changed too.
    pub unknown: Vec<String>,
    pub report: Arc<Report>,
    pub places: Places,
}

/// Which sources a page of the site is made from.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Source → page; a path that ends with `/` is a folder.
    pages: BTreeMap<String, String>,
    /// The pages that are not published, or folders of such.
    drafts: BTreeSet<String>,
}

impl Places {
    /// `placed` has a source, its page, and whether it is a draft.
    pub fn new(placed: impl Iterator<Item = (String, String, bool)>) -> Self {
        let mut places = Places::default();
        for (source, page, draft) in placed {
            if draft {
                places.drafts.insert(page.clone());
            }
            places.pages.insert(source, page);
        }
        places
    }

    /// Whether a page is not published.
    pub fn is_draft(&self, page: &str) -> bool {
        let mut folders = page.match_indices('/').map(|(at, _)| &page[..=at]);
        self.drafts.contains(page) || folders.any(|folder| self.drafts.contains(folder))
    }

    /// Whether what is said of a file is said of a page: the page of that text, or any page of the team whose it is.
    fn is_of(&self, file: &str, page: &str) -> bool {
        let folders = file.match_indices('/').rev().map(|(at, _)| &file[..=at]);
        let found = std::iter::once(file)
            .chain(folders)
            .find_map(|source| self.pages.get(source));
        let Some(place) = found else {
            return false;
        };
        let whole = |folder: &str| {
            page.strip_prefix(folder)
                .is_some_and(|name| matches!(name, "index.html" | "carnet.html"))
        };
        match place.ends_with('/') {
            true => page.starts_with(place.as_str()),
            // The overview and the whole logbook show every day.
            false => place == page || place.rfind('/').is_some_and(|at| whole(&place[..=at])),
        }
    }
}

/// One message, for one page.
pub fn news(told: &Told, page: &str, language: Language) -> String {
    let diagnostics = told.report.diagnostics();
    let mut here = Vec::new();
    let mut others: [Vec<&Diagnostic>; 3] = Default::default();
    let mut left = 0;
    let mut count = [0_usize; 3];
    for diagnostic in diagnostics {
        let severity = diagnostic.severity();
        let rank = match severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Hint => 2,
        };
        count[rank] += 1;
        let stops = diagnostic.problem.kind.stops_build;
        let file = diagnostic.place.as_ref().map(|place| place.file.as_str());
        if stops || file.is_some_and(|file| told.places.is_of(file, page)) {
            here.push(diagnostic);
        } else if rank < 2 {
            others[rank].push(diagnostic);
        }
    }
    // What stops the build, then the gravest; in their order within each.
    here.sort_by_key(|diagnostic| {
        let stops = diagnostic.problem.kind.stops_build;
        std::cmp::Reverse((stops, diagnostic.severity()))
    });
    let mut problems: Vec<Value> = Vec::new();
    if let State::Stopped(message, help) = &told.state {
        let stopped =
            json!({ "severity": "error", "message": message, "help": help, "here": true });
        problems.push(stopped);
        count[0] += 1;
    }
    let shown = here.iter().map(|one| (*one, true));
    let shown = shown.chain(others.iter().flatten().map(|one| (*one, false)));
    for (diagnostic, is_here) in shown {
        if problems.len() < PROBLEMS {
            let mut value = problem(diagnostic, language);
            value["here"] = json!(is_here);
            problems.push(value);
        } else {
            left += 1;
        }
    }
    let message = json!({
        "version": told.version,
        "before": told.before,
        "good": told.state == State::Good,
        "changed": told.changed,
        "unknown": told.unknown,
        "errors": count[0],
        "warnings": count[1],
        "problems": problems,
        "left": left,
        "draft": told.places.is_draft(page),
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
            "Error": "Erreur", "Warning": "Avertissement", "Hint": "Conseil",
            "draft": "Brouillon : cette page n’est pas publiée",
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
            "Error": "Error", "Warning": "Warning", "Hint": "Hint",
            "draft": "Draft: this page is not published",
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
        let told = Told {
            version: 2,
            before: 1,
            report: Arc::new(report),
            ..Told::default()
        };
        let text = news(&told, "a.html", Language::French);
        let value: Value = serde_json::from_str(text.strip_prefix("data: ").unwrap()).unwrap();
        let problem = &value["problems"][0];
        assert_eq!(problem["excerpt"][1], "[ici]()");
        assert_eq!(problem["cut"], json!([true, true]));
        assert_eq!(value["errors"], 1);
        assert!(!text.trim_end().contains('\n'), "an event is one line");
    }

    #[test]
    fn a_page_is_told_what_is_said_of_its_sources() {
        let placed = [
            ("content/ville #1/", "ville-1/", false),
            ("content/ville #1/jour-2.md", "ville-1/jour-2.html", true),
            ("content/methode.md", "methode.html", false),
        ];
        let places = Places::new(
            placed
                .into_iter()
                .map(|(source, page, draft)| (source.to_owned(), page.to_owned(), draft)),
        );
        for (file, page, expected) in [
            ("content/ville #1/data/a.csv", "ville-1/jour-1.html", true),
            ("content/ville #1/jour-2.md", "ville-1/jour-2.html", true),
            ("content/ville #1/jour-2.md", "ville-1/jour-1.html", false),
            ("content/ville #1/jour-2.md", "ville-1/carnet.html", true),
            ("content/methode.md", "methode.html", true),
            ("content/methode.md", "ville-1/jour-1.html", false),
            ("content/autre/jour-1.md", "ville-1/jour-1.html", false),
        ] {
            assert_eq!(places.is_of(file, page), expected, "{file}, {page}");
        }
        assert!(places.is_draft("ville-1/jour-2.html"));
        assert!(!places.is_draft("ville-1/jour-1.html"));
    }
}
