//! The row that a page is made from: what `{column}` stands for in its words and in its expressions. A value is a value
//! from the start: nothing that a cell says is read as Markdown, as an expression or as a placeholder.

use super::data::cell;
use crate::diag::{Language, template as problem};
use crate::format::time::civil;
use crate::model::fence::{Entry, Fence, FenceKind, Group, Item};
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::source::Span;
use crate::text::placeholder::{filled, is_filled};
use crate::transform::{Expression, Fault, Names};

/// The columns of a table that pages are made from, those that they use.
#[derive(Debug, Clone)]
pub struct RowTable {
    pub names: Names,
    pub table: Table,
}

/// One row of it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub of: &'a RowTable,
    pub at: usize,
}

impl<'a> Row<'a> {
    fn column(&self, name: &str) -> Option<&'a Column> {
        let found = self.of.names.look(name, Span::default()).ok().flatten()?;
        self.of
            .table
            .columns
            .iter()
            .find(|column| column.name == found)
    }

    /// The cell of a column as readers see it; empty when it is missing.
    pub fn cell(&self, name: &str, language: Language) -> String {
        self.column(name)
            .map_or_else(String::new, |column| cell(column, self.at, language))
    }

    /// The cell of a column as an address or a file name has it: digits without spaces, dates as ISO 8601.
    pub fn raw(&self, name: &str) -> String {
        self.column(name)
            .map_or_else(String::new, |column| super::data::machine(column, self.at))
    }

    /// The cell of a column as readers see it, `n.d.` when it is missing.
    pub fn shown(&self, name: &str, language: Language) -> String {
        match self.cell(name, language) {
            cell if cell.is_empty() => absent(language).to_owned(),
            cell => cell,
        }
    }

    /// Words with the cells of this row in the place of their names.
    pub fn words(&self, text: &str, language: Language) -> String {
        filled(text, |name| self.shown(name, language))
    }

    /// An address with the cells of this row in the place of their names.
    pub fn address(&self, text: &str) -> String {
        filled(text, |name| self.raw(name))
    }

    /// The cell of a column as a part of an expression.
    ///
    /// # Errors
    /// `chart.unknown-column`, or `template.empty-cell`.
    pub fn literal(&self, name: &str, span: Span) -> Result<Expression, Fault> {
        self.of.names.find(name, span)?;
        let missing = || Fault::new(problem::empty_cell(name), span);
        let column = self.column(name).ok_or_else(missing)?;
        let text = |text: String| Expression::Text(text, span);
        let found = match &column.values {
            Values::Numbers(all) => all
                .get(self.at)
                .filter(|value| !value.is_nan())
                .map(|value| Expression::Number(*value, value.to_string(), span)),
            Values::Dates(all) => all.get(self.at).copied().flatten().map(|day| {
                let (year, month, day) = civil(day);
                match column.kind {
                    ColumnKind::Year => Expression::Number(f64::from(year), year.to_string(), span),
                    ColumnKind::Month => text(format!("{year:04}-{month:02}")),
                    _ => text(format!("{year:04}-{month:02}-{day:02}")),
                }
            }),
            Values::Booleans(all) => all
                .get(self.at)
                .copied()
                .flatten()
                .map(|value| Expression::Boolean(value, span)),
            Values::Texts(all) => all
                .get(self.at)
                .filter(|cell| !cell.trim().is_empty())
                .map(|cell| text(cell.to_owned())),
        };
        found.ok_or_else(missing)
    }

    /// Fills the lines of a block whose values are plain words. Sentences that may hold computed numbers, and
    /// expressions, are filled where they are read.
    pub fn fill(&self, fence: &mut Fence, language: Language) {
        self.fill_group(fence.kind, &mut fence.body, language);
    }

    fn fill_group(&self, kind: FenceKind, group: &mut Group, language: Language) {
        for entry in &mut group.entries {
            self.fill_entry(kind, entry, language);
        }
        for item in &mut group.items {
            self.fill_item(kind, item, language);
        }
    }

    fn fill_item(&self, kind: FenceKind, item: &mut Item, language: Language) {
        if let Some(first) = &mut item.first {
            self.fill_entry(kind, first, language);
        }
        if is_filled(&item.text.text) {
            item.text.text = self.words(&item.text.text, language);
        }
        self.fill_group(kind, &mut item.below, language);
    }

    fn fill_entry(&self, kind: FenceKind, entry: &mut Entry, language: Language) {
        self.fill_group(kind, &mut entry.below, language);
        let text = &entry.value.text;
        if !is_filled(text) {
            return;
        }
        if let Some(filled) = match filling(kind, &entry.key.text) {
            Filling::Words => Some(self.words(text, language)),
            Filling::Raw => Some(self.address(text)),
            Filling::Later => None,
        } {
            entry.value.text = filled;
        }
    }
}

enum Filling {
    Words,
    Raw,
    /// Where it is read.
    Later,
}

fn filling(kind: FenceKind, key: &str) -> Filling {
    use super::keys::Form;
    let named = |names: &[&str]| {
        let key = crate::model::fence::key_name(key);
        names.contains(&key.as_str())
    };
    if kind == FenceKind::Map {
        return match () {
            // The places of a map have braces of their own.
            () if named(&[
                "label",
                "etiquette",
                "popup",
                "infobulle",
                "filter",
                "filtre",
            ]) =>
            {
                Filling::Later
            }
            () if named(&[
                "title",
                "titre",
                "subtitle",
                "sous_titre",
                "source",
                "note",
                "alt",
                "description",
                "name",
                "nom",
            ]) =>
            {
                Filling::Words
            }
            () => Filling::Raw,
        };
    }
    match super::keys::find(kind, key) {
        Some(known)
            if matches!(
                known.name,
                "title" | "subtitle" | "alt" | "label" | "compare"
            ) =>
        {
            Filling::Later
        }
        Some(known) if known.form == Form::Expression => Filling::Later,
        Some(known) if known.form == Form::Prose || known.form == Form::Names => Filling::Words,
        _ => Filling::Raw,
    }
}

/// What stands for a cell that is empty.
pub fn absent(language: Language) -> &'static str {
    super::pick(language, "n.d.", "n/a")
}
