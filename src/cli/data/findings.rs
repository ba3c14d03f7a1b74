//! Findings for people: those of one kind in one column together, with their rows.

use crate::diag::output::{paint, severity_word};
use crate::diag::{Language, Severity};
use crate::model::finding::Finding;

/// Ranges of rows that are named before the others are counted.
const NAMED: usize = 12;

/// All findings: errors first, each kind and column once, with the first message and all rows.
pub fn text(findings: &[Finding], file: &str, language: Language) -> String {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&Finding>| {
            let first = group[0];
            first.row.is_some()
                && finding.row.is_some()
                && first.code() == finding.code()
                && first.column == finding.column
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group[0].severity()));
    let mut out: String = groups
        .iter()
        .map(|group| one(group, file, language))
        .collect();
    out.push_str(&summary(findings, language));
    out
}

fn one(group: &[&Finding], file: &str, language: Language) -> String {
    let first = group[0];
    let message = first.problem.message(language);
    let help = first.problem.help(language);
    let rows: Vec<u32> = group.iter().filter_map(|finding| finding.row).collect();
    let mut place = file.to_owned();
    let fr = language == Language::French;
    if !rows.is_empty() {
        let word = match (fr, rows.len() > 1) {
            (true, false) => "ligne",
            (true, true) => "lignes",
            (false, false) => "row",
            (false, true) => "rows",
        };
        place.push_str(&format!(", {word} {}", ranges(&rows, language)));
    }
    if let Some(column) = &first.column {
        let column: Vec<&str> = column.split_whitespace().collect();
        let column = column.join(" ");
        place.push_str(&match fr {
            true => format!(", colonne « {column} »"),
            false => format!(", column “{column}”"),
        });
    }
    paint::block(
        first.severity(),
        first.code(),
        &message,
        &place,
        &help,
        language,
    )
}

/// `2, 5 to 9, 12`: rows that follow each other together.
fn ranges(rows: &[u32], language: Language) -> String {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match found.last_mut() {
            Some((_, last)) if *row <= *last + 1 => *last = *row,
            _ => found.push((*row, *row)),
        }
    }
    let to = match language {
        Language::French => "à",
        Language::English => "to",
    };
    let mut parts: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} {to} {last}"),
        })
        .collect();
    if found.len() > NAMED {
        let named: u32 = found[..NAMED]
            .iter()
            .map(|(first, last)| last - first + 1)
            .sum();
        let rest = rows.len() - named as usize;
        parts.push(match language {
            Language::French => format!("et {rest} autres"),
            Language::English => format!("and {rest} others"),
        });
    }
    parts.join(", ")
}

fn summary(findings: &[Finding], language: Language) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .filter_map(|severity| {
            let count = findings
                .iter()
                .filter(|finding| finding.severity() == severity)
                .count();
            let noun = match (severity, language) {
                (Severity::Warning, Language::French) => "avertissement",
                _ => severity_word(severity, language),
            };
            let plural = if count > 1 { "s" } else { "" };
            (count > 0).then(|| format!("{count} {noun}{plural}"))
        })
        .collect();
    let none = match language {
        Language::French => "rien à signaler",
        Language::English => "nothing to report",
    };
    match parts.is_empty() {
        true => format!("{none}\n"),
        false => format!("{}\n", parts.join(", ")),
    }
}
