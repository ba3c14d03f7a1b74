//! The format for programs.

use super::{Diagnostic, Language, Problem};
use serde_json::json;

/// One object on one line: `code`, `severity`, `file`, `line`, `column`, `end`, `message`, `help`. Columns count
/// characters from 1, `end` comes after the last one; a problem without a place has nulls there.
pub fn json(diagnostic: &Diagnostic, language: Language) -> String {
    let place = diagnostic.place.as_ref();
    let object = json!({
        "code": diagnostic.code(),
        "severity": diagnostic.severity().name(),
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end": place.map(|place| place.end),
        "message": diagnostic.message(language),
        "help": diagnostic.help(language),
    });
    format!("{object}\n")
}

/// A finding about a table as one object on one line: `code`, `severity`, `file`, `row`, `column`, `message`, `help`. The
/// row is the record number, the header being 1, and the column the header as written; null for a whole file.
pub fn finding_json(
    problem: &Problem,
    file: &str,
    row: Option<u32>,
    column: Option<&str>,
    language: Language,
) -> String {
    let object = json!({
        "code": problem.kind.code,
        "severity": problem.severity().name(),
        "file": file,
        "row": row,
        "column": column,
        "message": problem.message(language),
        "help": problem.help(language),
    });
    format!("{object}\n")
}
