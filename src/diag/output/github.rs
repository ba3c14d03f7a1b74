//! Annotations for GitHub's workflows.

use super::{Diagnostic, Language, Severity};

/// One workflow command: `::error file=…,line=…,col=…,endColumn=…,title=…::message`.
pub fn github(diagnostic: &Diagnostic, language: Language) -> String {
    let command = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let place = diagnostic.place.as_ref().map_or(String::new(), |place| {
        format!(
            "file={},line={},col={},endColumn={},",
            property(&place.file),
            place.line,
            place.column,
            place.end
        )
    });
    let title = property(diagnostic.code());
    let message = data(&format!(
        "{}\n{}",
        diagnostic.message(language),
        diagnostic.help(language)
    ));
    format!("::{command} {place}title={title}::{message}\n")
}

/// A line end would end the command, and what follows could be another command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
