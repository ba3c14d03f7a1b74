//! What was seen in a file, as sentences: never a code.

use crate::diag::{Diagnostic, Language, Severity};
use crate::model::dataset::Dataset;
use crate::model::finding::Finding;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// Kinds of finding that a page lists.
const LISTED: usize = 60;

/// One thing seen in the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindingView {
    pub title: String,
    /// Where, and what to do.
    pub text: String,
    /// `À regarder`, `Réparé`, `À savoir`.
    pub state: &'static str,
    /// `look`, `repaired` or `know`.
    pub class: &'static str,
}

/// The findings, those of one kind about one column together: what to look at, what was repaired, what to know.
pub(super) fn findings(language: Language, dataset: &Dataset) -> Vec<FindingView> {
    let mut out: Vec<(u8, FindingView)> = Vec::new();
    for (repaired, list) in [(false, &dataset.findings), (true, &dataset.repairs)] {
        let mut groups: Vec<Vec<&Finding>> = Vec::new();
        for finding in list {
            let same = |group: &Vec<&Finding>| {
                group[0].problem.kind.code == finding.problem.kind.code
                    && group[0].column == finding.column
            };
            match groups.iter().position(same) {
                Some(at) => groups[at].push(finding),
                None => groups.push(vec![finding]),
            }
        }
        for group in groups {
            let (rank, class, state) = match (repaired, group[0].problem.kind.severity) {
                (true, _) => (1, "repaired", words::pick(language, "Réparé", "Repaired")),
                (false, Severity::Hint) => {
                    (2, "know", words::pick(language, "À savoir", "To know"))
                }
                (false, _) => (0, "look", words::pick(language, "À regarder", "To look at")),
            };
            out.push((rank, view(language, &group, class, state)));
        }
    }
    // Stable: within a rank, the order of the file.
    out.sort_by_key(|(rank, _)| *rank);
    out.into_iter().map(|(_, view)| view).take(LISTED).collect()
}

fn view(
    language: Language,
    group: &[&Finding],
    class: &'static str,
    state: &'static str,
) -> FindingView {
    let said = Diagnostic {
        problem: group[0].problem.clone(),
        place: None,
    };
    let spacing = spacing(language);
    let mut parts = Vec::new();
    let rows: Vec<u32> = group.iter().filter_map(|finding| finding.row).collect();
    if !rows.is_empty() {
        parts.push(rows_text(language, &rows));
    }
    let help = said.help(language);
    if class != "repaired" && !help.is_empty() {
        parts.push(format!("{}.", capital(&help)));
    }
    FindingView {
        title: escape::spaced(&capital(&said.message(language)), spacing),
        text: escape::spaced(&parts.join(" "), spacing),
        state,
        class,
    }
}

/// `Ligne 12.`, `Lignes 12, 13, 20 et 41 autres.`
fn rows_text(language: Language, rows: &[u32]) -> String {
    const NAMED: usize = 5;
    let mut names: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
    if rows.len() > NAMED {
        names.push(match language {
            Language::French => format!("{} autres", rows.len() - NAMED),
            Language::English => format!("{} others", rows.len() - NAMED),
        });
    }
    let noun = match (language, rows.len()) {
        (Language::French, 1) => "Ligne",
        (Language::French, _) => "Lignes",
        (Language::English, 1) => "Row",
        (Language::English, _) => "Rows",
    };
    format!("{noun} {}.", words::list(language, &names))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `2 points à regarder, 3 réparés, 1 à savoir`; the empty list says so.
pub(super) fn summary(language: Language, findings: &[FindingView]) -> String {
    let count = |class: &str| {
        findings
            .iter()
            .filter(|finding| finding.class == class)
            .count()
    };
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let (look, repaired, know) = (count("look"), count("repaired"), count("know"));
    let mut parts = Vec::new();
    if look > 0 {
        parts.push(words::count(
            language,
            look,
            pick("point à regarder", "point to look at"),
            pick("points à regarder", "points to look at"),
        ));
    }
    if repaired > 0 {
        parts.push(words::count(
            language,
            repaired,
            pick("réparé", "repaired"),
            pick("réparés", "repaired"),
        ));
    }
    if know > 0 {
        parts.push(format!("{know}\u{a0}{}", pick("à savoir", "to know")));
    }
    match parts.is_empty() {
        true => pick("Rien à signaler", "Nothing to report").to_owned(),
        false => parts.join(", "),
    }
}

/// The treatments that the sheet tells, then the repairs.
pub(super) fn history(language: Language, dataset: &Dataset) -> Vec<String> {
    let spacing = spacing(language);
    let told = dataset.sheet.iter().flat_map(|sheet| &sheet.processing);
    let mut out: Vec<String> = told.map(|text| escape::spaced(text, spacing)).collect();
    for finding in &dataset.repairs {
        let said = Diagnostic {
            problem: finding.problem.clone(),
            place: None,
        };
        let text = escape::spaced(&format!("{}.", capital(&said.message(language))), spacing);
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out.truncate(LISTED);
    out
}
