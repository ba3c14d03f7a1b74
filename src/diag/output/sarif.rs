//! SARIF 2.1.0, for code scanning services.

use super::{Diagnostic, Language, Severity};
use crate::diag::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One SARIF log with one run: the rules that were broken, and where. Columns count Unicode code points.
pub fn sarif(diagnostics: &[&Diagnostic], language: Language) -> String {
    let kinds: BTreeMap<&str, &Kind> = diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code(), diagnostic.problem.kind))
        .collect();
    let rules: Vec<Value> = kinds.values().map(|kind| rule(kind, language)).collect();
    let codes: Vec<&str> = kinds.keys().copied().collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let rule = codes.binary_search(&diagnostic.code()).unwrap_or(0);
            result(diagnostic, rule, language)
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "carnet",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language.tag(),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn rule(kind: &Kind, language: Language) -> Value {
    let words = kind.words(language);
    json!({
        "id": kind.code,
        "shortDescription": {"text": words.why},
        "help": {"text": words.help},
        "defaultConfiguration": {"level": level(kind.severity)},
    })
}

fn result(diagnostic: &Diagnostic, rule: usize, language: Language) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.code(),
        "ruleIndex": rule,
        "level": level(diagnostic.severity()),
        "message": {
            "text": format!("{} ({})", diagnostic.message(language), diagnostic.help(language)),
        },
    });
    if let Some(place) = &diagnostic.place {
        let mut location = json!({"artifactLocation": {"uri": uri(&place.file)}});
        if !place.excerpt.is_empty() {
            location["region"] = json!({
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.end,
                "snippet": {"text": place.excerpt},
            });
        }
        result["locations"] = json!([{"physicalLocation": location}]);
    }
    result
}

/// A relative path as a URI reference: everything but letters, digits and `-._~/` is escaped.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
