//! The columns of a table by the names that authors write: without accents, capitals and outer space.

use super::Fault;
use crate::diag::{Phrase, chart, nearest};
use crate::model::fence::Written;
use crate::source::Span;
use crate::text::fold::fold;

/// The names of a table's columns, and how its author calls the table.
#[derive(Debug, Clone)]
pub struct Names {
    /// `conso-gaz.csv`.
    pub dataset: String,
    names: Vec<String>,
    folded: Vec<String>,
}

impl Names {
    pub fn new<'a>(dataset: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        Names {
            dataset: dataset.to_owned(),
            folded: names.iter().map(|name| folded(name)).collect(),
            names,
        }
    }

    /// The names as written in the file.
    pub fn all(&self) -> &[String] {
        &self.names
    }

    /// The column that some words name, as the file writes it.
    ///
    /// # Errors
    /// `chart.unknown-column` with the nearest name, or `chart.ambiguous-column` with both.
    pub fn find(&self, words: &str, span: Span) -> Result<&str, Fault> {
        self.look(words, span)?
            .ok_or_else(|| Fault::new(self.unknown(words), span))
    }

    /// The same, or nothing when no column has that name.
    ///
    /// # Errors
    /// `chart.ambiguous-column`.
    pub fn look(&self, words: &str, span: Span) -> Result<Option<&str>, Fault> {
        let words = words.trim();
        if let Some(exact) = self.names.iter().find(|name| name.trim() == words) {
            return Ok(Some(exact));
        }
        let wanted = folded(words);
        let mut found = self
            .names
            .iter()
            .zip(&self.folded)
            .filter(|(_, folded)| **folded == wanted)
            .map(|(name, _)| name.as_str());
        match (found.next(), found.next()) {
            (Some(first), Some(second)) => Err(Fault::new(
                chart::ambiguous_column(words, first, second),
                span,
            )),
            (first, _) => Ok(first),
        }
    }

    /// The columns of a list between commas.
    ///
    /// # Errors
    /// Those of [`Names::find`], at the first word that names none.
    pub fn list(&self, written: &Written) -> Result<Vec<&str>, Fault> {
        written
            .list()
            .iter()
            .map(|part| self.find(&part.text, part.span))
            .collect()
    }

    /// The longest name that a text starts with, up to the end of a word: its length in bytes.
    pub(super) fn longest(&self, text: &str) -> Option<usize> {
        let longest = self.names.iter().map(String::len).max().unwrap_or(0) + 16;
        let mut best = None;
        for (at, character) in text.char_indices().take_while(|(at, _)| *at <= longest) {
            let end = at + character.len_utf8();
            let next = text[end..].chars().next();
            let inside = |c: char| c.is_alphanumeric() || c == '_';
            if character.is_whitespace() || (inside(character) && next.is_some_and(inside)) {
                continue;
            }
            let words = folded(&text[..end]);
            if self.folded.contains(&words) {
                best = Some(end);
            }
        }
        best
    }

    /// The column whose name is nearest to some words that name none.
    pub fn near(&self, words: &str) -> Option<&str> {
        let wanted = folded(words);
        nearest(&wanted, self.folded.iter().map(String::as_str))
            .and_then(|near| self.folded.iter().position(|folded| folded == near))
            .map(|at| self.names[at].as_str())
    }

    pub(super) fn unknown(&self, words: &str) -> crate::diag::Problem {
        let near = match self.near(words) {
            Some(name) => Phrase::new(
                format!(" ; vous vouliez sans doute « {name} »"),
                format!("; you probably meant “{name}”"),
            ),
            None => Phrase::new("", ""),
        };
        chart::unknown_column(words.trim(), &self.dataset, near, self.some())
    }

    /// The first names, for a message.
    pub fn some(&self) -> String {
        const SHOWN: usize = 12;
        let mut out = self.names[..self.names.len().min(SHOWN)].join(", ");
        if self.names.len() > SHOWN {
            out.push_str(", …");
        }
        out
    }
}

/// The form in which names of columns are compared.
pub fn folded(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_forgiving_but_never_guessed() {
        let names = Names::new("a.csv", ["Nom de la commune", "Année", "annee", "taux"]);
        let find = |words: &str| {
            names
                .find(words, Span::default())
                .map_err(|f| f.problem.kind.code)
        };
        assert_eq!(find(" nom de  la COMMUNE"), Ok("Nom de la commune"));
        assert_eq!(find("Année"), Ok("Année"));
        assert_eq!(find("ANNEE"), Err("chart.ambiguous-column"));
        assert_eq!(find("tau"), Err("chart.unknown-column"));
        assert_eq!(names.longest("nom de la commune = 3"), Some(17));
        assert_eq!(names.longest("taux2"), None);
    }
}
