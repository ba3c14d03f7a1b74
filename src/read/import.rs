//! A converter's export → a clean logbook, as text: what `carnet import` writes. The pages built from it are those built
//! from the export.

use super::encoding;
use super::front::{self, Head};
use super::logbook::{self, Checklist, LogbookFile};
use super::tidy::{self, Depth};
use crate::diag::{Language, Report};
use crate::model::config::Config;
use crate::source::SourceText;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text as it was, decoded.
    pub before: String,
    pub after: String,
}

/// Cleans the bytes of a file. `name` is its stem, or its folder's name for a `carnet.md`: it may tell the
/// collectivity. What the report holds afterwards is what the rules did and could not do.
pub fn import(
    path: &str,
    name: &str,
    bytes: Vec<u8>,
    depth: Depth,
    language: Language,
    report: &mut Report,
) -> Imported {
    let source = encoding::text(path, bytes, report);
    let head = front::head(&source, report);
    let (mapped, notes) = tidy::tidy(&source.text, head.body, depth);
    for (problem, span) in notes.problems {
        report.add(problem, source.place(span));
    }
    let mut after = source.text[..head.body].to_owned();
    if !head.present {
        after.push_str(&identity(
            &source,
            &head,
            name,
            notes.source_document.is_some(),
            language,
        ));
    }
    if head.present && source.text[head.body..].starts_with('\n') {
        after.push('\n');
    }
    after.push_str(&calm(&mapped.text));
    Imported {
        before: source.text,
        after,
    }
}

/// Front matter for what only the converter's comment or the file's name said.
fn identity(
    source: &SourceText,
    head: &Head,
    name: &str,
    documented: bool,
    language: Language,
) -> String {
    let files = [LogbookFile {
        source,
        head: head.clone(),
        key: None,
        notes: false,
    }];
    let facts = logbook::read(
        &files,
        name,
        &Checklist {
            expected: &Config::default().expected,
            held: &BTreeSet::new(),
        },
        &mut Report::default(),
    )
    .facts;
    let titled = source.text[head.body..]
        .lines()
        .any(|line| line.starts_with("# ") && line.len() > 3);
    if titled && !documented {
        return String::new();
    }
    let (title, collectivity, group) = match language {
        Language::French => ("titre", "collectivite", "groupe"),
        Language::English => ("title", "collectivity", "group"),
    };
    let mut out = String::from("---\n");
    if !titled {
        let _ = writeln!(out, "{title}: {}", quoted(&facts.title));
    }
    let _ = writeln!(out, "{collectivity}: {}", quoted(&facts.collectivity));
    if let Some(number) = facts.group {
        let _ = writeln!(out, "{group}: {number}");
    }
    out.push_str("---\n\n");
    out
}

/// A YAML scalar that can be nothing but text.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// At most one blank line in a row outside fences, none at the start, one line end at the end.
fn calm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    let mut fence: Option<(u8, usize)> = None;
    for line in text.lines() {
        match fence {
            Some(mark) if super::lines::closes_fence(line, mark) => fence = None,
            None => fence = super::lines::fence(line),
            Some(_) => {}
        }
        if line.trim().is_empty() && fence.is_none() {
            if !blank {
                out.push('\n');
            }
            blank = true;
        } else {
            out.push_str(line);
            out.push('\n');
            blank = false;
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_becomes_a_logbook_and_stays_one() {
        let export = "<!----- \n* Source doc: 15_Valbrune_Carnetdebord\n----->\n\n\n<p id=\"gdcalert1\" ><span style=\"color: red\">>>>>>  gd2md-html alert</span></p>\n\n\n    **JOUR 1 – DIAGNOSTIC (Zoé T.)**\n\n\n        Nous avons **commencé **tôt.\n";
        let mut report = Report::default();
        let once = import(
            "x.md",
            "x",
            export.into(),
            Depth::Build,
            Language::French,
            &mut report,
        );
        assert_eq!(
            once.after,
            "---\ntitre: \"Carnet de bord – Valbrune\"\ncollectivite: \"Valbrune\"\ngroupe: 15\n---\n\n## JOUR 1 – DIAGNOSTIC\n\nNous avons **commencé** tôt.\n"
        );
        let twice = import(
            "x.md",
            "x",
            once.after.clone().into(),
            Depth::Build,
            Language::French,
            &mut report,
        );
        assert_eq!(twice.after, once.after);
    }

    #[test]
    fn a_clean_logbook_is_left_alone() {
        let clean = "# Carnet de bord des données de Valbrune\n\npar A.B.\n\n## JOUR 1\n\nTexte.\n";
        let imported = import(
            "x.md",
            "x",
            clean.into(),
            Depth::Build,
            Language::French,
            &mut Report::default(),
        );
        assert_eq!(imported.after, clean);
    }
}
