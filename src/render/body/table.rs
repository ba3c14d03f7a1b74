//! Tables: headed, named, and scrollable by keyboard where they are wider than the screen.

use super::super::escape::{push_plain, push_text};
use super::Body;
use crate::model::body::{Alignment, Block, Cell, Table, plain_text};
use std::fmt::Write;

impl Body<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.tables += 1;
        let number = self.tables;
        let short = if table.rows.len() <= 12 { " short" } else { "" };
        let outcomes = if table.outcomes { " outcomes" } else { "" };
        let _ = write!(
            self.out,
            "<div class=\"scroll{short}{outcomes}\" role=\"region\" aria-labelledby=\"table--{number}\" tabindex=\"0\"><table>\n<caption class=\"visually-hidden\" id=\"table--{number}\">"
        );
        self.say("Tableau ", "Table ");
        let _ = write!(self.out, "{number}");
        if !self.under.is_empty() {
            self.out.push_str(", ");
            push_text(&mut self.out, &self.under, self.spacing);
        }
        self.out.push_str("</caption>\n");
        let (head, body) = match table.rows.split_first() {
            Some((head, body)) if table.has_header => (Some(head), body),
            _ => (None, table.rows.as_slice()),
        };
        let columns: Vec<&'static str> = column_classes(table, body);
        if let Some(head) = head {
            self.out.push_str("<thead><tr>");
            let mut column = 0;
            for cell in head {
                let empty = cell.blocks.is_empty();
                // An empty header names nothing: it is a cell like another.
                let tag = if empty { "td" } else { "th" };
                let _ = write!(self.out, "<{tag}");
                if !empty {
                    self.out.push_str(if cell.columns > 1 {
                        " scope=\"colgroup\""
                    } else {
                        " scope=\"col\""
                    });
                }
                self.cell_rest(cell, columns.get(column).copied().unwrap_or(""), tag);
                column += usize::from(cell.columns.max(1));
            }
            self.out.push_str("</tr></thead>\n");
        }
        if !body.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in body {
                self.out.push_str("<tr>");
                let mut column = 0;
                for cell in row {
                    let heads = table.outcomes && column == 0 && !cell.blocks.is_empty();
                    let tag = if heads { "th" } else { "td" };
                    let _ = write!(self.out, "<{tag}");
                    if heads {
                        self.out.push_str(" scope=\"row\"");
                    }
                    self.cell_rest(cell, columns.get(column).copied().unwrap_or(""), tag);
                    column += usize::from(cell.columns.max(1));
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }

    fn cell_rest(&mut self, cell: &Cell, class: &str, tag: &str) {
        if !class.is_empty() {
            self.out.push_str(" class=\"");
            push_plain(&mut self.out, class);
            self.out.push('"');
        }
        if cell.columns > 1 {
            let _ = write!(self.out, " colspan=\"{}\"", cell.columns.min(1000));
        }
        if cell.rows > 1 {
            let _ = write!(self.out, " rowspan=\"{}\"", cell.rows.min(65_534));
        }
        self.out.push('>');
        self.item(&cell.blocks, true);
        let _ = write!(self.out, "</{tag}>");
    }
}

/// A class per column: as the author aligned it, else to the right where every cell is a number.
fn column_classes(table: &Table, body: &[Vec<Cell>]) -> Vec<&'static str> {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..count)
        .map(|column| match table.alignments.get(column) {
            Some(Alignment::Right) => "number",
            Some(Alignment::Center) => "middle",
            Some(Alignment::Left) => "",
            Some(Alignment::None) | None => {
                let mut seen = false;
                let numbers = body.iter().all(|row| {
                    let Some(cell) = row.get(column) else {
                        return true;
                    };
                    match cell.blocks.as_slice() {
                        [] => true,
                        [Block::Paragraph { inlines, .. }] => {
                            seen = true;
                            is_number(&plain_text(inlines))
                        }
                        _ => false,
                    }
                });
                if seen && numbers { "number" } else { "" }
            }
        })
        .collect()
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 16
        && text.chars().any(|character| character.is_ascii_digit())
        && text.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, ',' | '.' | '-' | '+' | '−' | '%' | '€')
                || character.is_whitespace()
        })
}
