//! A map in a page: the drawings, the rows left out, the places as tables. A script of the site's own finds the words of
//! a mark in the row of the same layer and number.

use super::super::escape::push_plain;
use super::Body;
use crate::model::figure::{Drawn, MapContent, MapTable};
use std::fmt::Write;

impl Body<'_> {
    pub(super) fn map(&mut self, drawn: &Drawn, map: &MapContent) {
        self.has_maps = true;
        self.out.push_str("<div class=\"map-view\"");
        let config = self.context.map;
        if let (Some(tiles), Some(host)) = (config.tiles(), config.tiles_host()) {
            // The page may ask that host; the script does when the reader says so.
            self.image_hosts.insert(host.to_ascii_lowercase());
            self.out.push_str(" data-tiles=\"");
            push_plain(&mut self.out, tiles);
            self.out.push_str("\" data-attribution=\"");
            push_plain(&mut self.out, &config.attribution);
            self.out.push('"');
        }
        self.out.push('>');
        self.drawings(&map.wide, &map.narrow);
        self.out.push_str("</div>\n");
        self.left_out(drawn, map);
    }

    /// The rows that are on no map: counted, and listed with their reasons.
    fn left_out(&mut self, drawn: &Drawn, map: &MapContent) {
        let (total, rows) = &map.left_out;
        if *total == 0 {
            return;
        }
        let _ = write!(
            self.out,
            "<details class=\"left-out\" id=\"{}-l\"><summary>",
            drawn.id
        );
        match total {
            1 => self.say("1 ligne n’est pas sur la carte", "1 row is not on the map"),
            _ => {
                let amount = crate::format::number(*total as f64, self.context.language);
                self.words(&amount);
                self.say(
                    " lignes ne sont pas sur la carte",
                    " rows are not on the map",
                );
            }
        }
        self.out.push_str("</summary>\n<ul>\n");
        for row in rows {
            self.out.push_str("<li>");
            self.words(&row.dataset);
            if let Some(number) = row.row {
                self.say(", ligne ", ", row ");
                let _ = write!(self.out, "{number}");
            }
            self.say(" : ", ": ");
            self.words(&row.reason);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
        if *total > rows.len() {
            self.out.push_str("<p>");
            let more = crate::format::number((*total - rows.len()) as f64, self.context.language);
            self.say("Et ", "And ");
            self.words(&more);
            self.say(" autres.", " others.");
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</details>\n");
    }

    /// The places of every layer, folded.
    pub(super) fn map_tables(&mut self, drawn: &Drawn, map: &MapContent) {
        let total: usize = map.tables.iter().map(|table| table.count).sum();
        self.out.push_str("<details class=\"map-places\"><summary>");
        match total {
            1 => self.say("Voir le lieu", "See the place"),
            _ => {
                let amount = crate::format::number(total as f64, self.context.language);
                self.say("Voir les ", "See the ");
                self.words(&amount);
                self.say(" lieux", " places");
            }
        }
        self.out.push_str("</summary>\n");
        for (at, table) in map.tables.iter().enumerate() {
            self.map_table(drawn, table, at);
        }
        for sentence in &drawn.provenance {
            self.out.push_str("<p class=\"provenance\">");
            self.words(sentence);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</details>\n");
    }

    fn map_table(&mut self, drawn: &Drawn, table: &MapTable, layer: usize) {
        let id = format!("{}-{layer}", drawn.id);
        let _ = write!(
            self.out,
            "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}-c\" tabindex=\"0\"><table data-layer=\"{layer}\" id=\"{id}\">\n<caption id=\"{id}-c\">"
        );
        self.words(&table.name);
        self.say(" : ", ": ");
        let amount = crate::format::number(table.count as f64, self.context.language);
        self.words(&amount);
        match table.count {
            1 => self.say(" lieu", " place"),
            _ => self.say(" lieux", " places"),
        }
        self.out
            .push_str("</caption>\n<thead><tr><th scope=\"col\">");
        self.say("Lieu", "Place");
        self.out.push_str("</th>");
        for ((head, number), filter) in table.heads.iter().zip(&table.numbers).zip(&table.filters) {
            self.out.push_str("<th scope=\"col\"");
            if *number {
                self.out.push_str(" class=\"number\"");
            }
            if *filter {
                self.out.push_str(" data-filter");
            }
            self.out.push('>');
            self.words(head);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr");
            if let Some(popup) = &row.popup {
                self.out.push_str(" data-popup=\"");
                self.words(popup);
                self.out.push('"');
            }
            self.out.push_str("><th scope=\"row\">");
            self.words(&row.name);
            self.out.push_str("</th>");
            for (cell, number) in row.cells.iter().zip(&table.numbers) {
                self.out.push_str(if *number {
                    "<td class=\"number\">"
                } else {
                    "<td>"
                });
                self.words(cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
        if !table.footer.is_empty() {
            self.out.push_str("<p class=\"rows-shown\">");
            self.words(&table.footer);
            self.out.push_str("</p>\n");
        }
    }
}
