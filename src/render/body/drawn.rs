//! Blocks of carnet's own: the title, the drawings, the source, the data as a table, the files to take away.

use super::super::escape::{push_path, push_plain, push_text};
use super::Body;
use crate::model::figure::{
    BigNumber, Branch, Content, DataTable, Direction, Drawn, Mark, Moment, Sorted,
};
use std::fmt::Write;

impl Body<'_> {
    pub(super) fn drawn(&mut self, drawn: &Drawn) {
        self.has_figures = true;
        if let Content::Broken {
            message,
            help,
            place,
        } = &drawn.content
        {
            self.waiting(drawn, [message, help, place]);
            return;
        }
        let class = match &drawn.content {
            Content::Number(_) => "data-figure big-number",
            Content::Map(_) => "data-figure map-figure",
            Content::Timeline(_) => "data-figure moments",
            _ => "data-figure",
        };
        let _ = writeln!(self.out, "<figure class=\"{class}\" id=\"{}\">", drawn.id);
        self.figure_head(drawn);
        match &drawn.content {
            Content::Drawing { wide, narrow } => self.drawings(wide, narrow),
            Content::Tree {
                wide,
                narrow,
                roots,
            } => {
                self.drawings(wide, narrow);
                self.fold_open("Lire l’arbre en liste", "Read the tree as a list");
                self.branches(roots);
                self.out.push_str("</details>\n");
            }
            Content::Map(map) => self.map(drawn, map),
            Content::Table(table) => self.data_table(table, &format!("{}-t", drawn.id)),
            Content::Number(number) => self.big_number(number),
            Content::Timeline(moments) => self.moments(moments),
            Content::Absent => {
                self.out.push_str("<p class=\"absent\">");
                self.say("Pas de donnée pour cette page.", "No data for this page.");
                self.out.push_str("</p>\n");
            }
            Content::Broken { .. } => {}
        }
        self.figure_foot(drawn);
        self.out.push_str("</figure>\n");
        if self.first_figure.is_none() {
            self.first_figure.clone_from(&drawn.picture);
        }
    }

    pub(super) fn words(&mut self, text: &str) {
        push_text(&mut self.out, text, self.spacing);
    }

    pub(super) fn figure_head(&mut self, drawn: &Drawn) {
        if drawn.title.is_empty() && drawn.subtitle.is_empty() {
            return;
        }
        self.out.push_str("<figcaption>");
        if !drawn.title.is_empty() {
            let level = (self.level + 1).min(6);
            let _ = write!(self.out, "<h{level} class=\"figure-title\">");
            self.words(&drawn.title);
            let _ = write!(self.out, "</h{level}>");
        }
        if !drawn.subtitle.is_empty() {
            self.out.push_str("<p class=\"figure-subtitle\">");
            self.words(&drawn.subtitle);
            self.out.push_str("</p>");
        }
        self.out.push_str("</figcaption>\n");
    }

    /// The same chart twice: a container query of the style shows the one that fits.
    pub(super) fn drawings(&mut self, wide: &str, narrow: &str) {
        self.out
            .push_str("<div class=\"drawings\"><div class=\"wide\">");
        self.out.push_str(wide);
        self.out.push_str("</div><div class=\"narrow\">");
        self.out.push_str(narrow);
        self.out.push_str("</div></div>\n");
    }

    fn figure_foot(&mut self, drawn: &Drawn) {
        if !drawn.source.is_empty() || !drawn.note.is_empty() {
            self.out.push_str("<p class=\"figure-source\">");
            if !drawn.source.is_empty() {
                self.say("Source : ", "Source: ");
                self.sentence(&drawn.source);
            }
            if !drawn.note.is_empty() {
                if !drawn.source.is_empty() {
                    self.out.push(' ');
                }
                self.say("Note : ", "Note: ");
                self.sentence(&drawn.note);
            }
            self.out.push_str("</p>\n");
        }
        if let Content::Map(map) = &drawn.content {
            self.out.push_str("<div class=\"figure-foot\">\n");
            self.map_tables(drawn, map);
            self.links(drawn);
            self.out.push_str("</div>\n");
            return;
        }
        let folds = drawn.data.is_some() || !drawn.provenance.is_empty();
        if !folds && drawn.downloads.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"figure-foot\">\n");
        if folds {
            match &drawn.data {
                Some(_) => self.fold_open("Voir les données", "See the data"),
                None => self.fold_open(
                    "D’où viennent ces chiffres",
                    "Where these figures come from",
                ),
            }
            if let Some(table) = &drawn.data {
                self.data_table(table, &format!("{}-d", drawn.id));
            }
            if !drawn.provenance.is_empty() {
                self.out.push_str("<p class=\"provenance\">");
                let all = drawn.provenance.join(" ");
                self.words(&all);
                self.out.push_str("</p>\n");
            }
            self.out.push_str("</details>\n");
        }
        self.links(drawn);
        self.out.push_str("</div>\n");
    }

    /// A sentence with its full stop.
    pub(super) fn sentence(&mut self, text: &str) {
        self.words(text);
        if !text.ends_with(['.', '!', '?', '…']) {
            self.out.push('.');
        }
    }

    pub(super) fn fold_open(&mut self, french: &'static str, english: &'static str) {
        self.out.push_str("<details><summary>");
        self.say(french, english);
        self.out.push_str("</summary>\n");
    }

    pub(super) fn links(&mut self, drawn: &Drawn) {
        // The page of a figure alone is what is embedded: it needs no link to itself.
        let embed = drawn.embed.as_ref().filter(|_| self.level > 0);
        if drawn.downloads.is_empty() && embed.is_none() {
            return;
        }
        self.out.push_str("<ul class=\"figure-links\">");
        if let Content::Map(map) = &drawn.content
            && let Some(address) = &map.umap
        {
            self.out
                .push_str("<li><a class=\"open-umap\" rel=\"noopener noreferrer\" href=\"");
            push_plain(&mut self.out, address);
            self.out.push_str("\">");
            self.say("Ouvrir dans uMap", "Open in uMap");
            self.hidden_title(drawn);
            self.out.push_str("</a></li>");
        }
        for download in &drawn.downloads {
            self.out.push_str("<li><a href=\"");
            self.out.push_str(self.context.root);
            push_path(&mut self.out, &download.path);
            let _ = write!(self.out, "\" download>{}", download.name);
            let size = super::super::words::file_size(self.context.language, download.bytes);
            let _ = write!(self.out, " ({size})");
            self.hidden_title(drawn);
            self.out.push_str("</a></li>");
        }
        match (embed, self.context.base_url) {
            (Some(_), Some(base)) => {
                self.out
                    .push_str("<li class=\"embed-code\"><details><summary>");
                self.say("Intégrer", "Embed");
                self.hidden_title(drawn);
                self.out.push_str("</summary><p>");
                self.say(
                    "À copier dans une autre page :",
                    "To be copied into another page:",
                );
                self.out.push_str("</p><pre><code>");
                let code = super::super::parts::figure::snippet(base, drawn, &drawn.title);
                push_plain(&mut self.out, &code);
                self.out.push_str("</code></pre></details></li>");
            }
            (Some(embed), None) => {
                self.out.push_str("<li><a href=\"");
                self.out.push_str(self.context.root);
                push_path(&mut self.out, embed);
                self.out.push_str("\">");
                self.say("Intégrer", "Embed");
                self.hidden_title(drawn);
                self.out.push_str("</a></li>");
            }
            (None, _) => {}
        }
        self.out.push_str("</ul>\n");
    }

    pub(super) fn hidden_title(&mut self, drawn: &Drawn) {
        if !drawn.title.is_empty() {
            self.out.push_str("<span class=\"visually-hidden\">");
            self.say(" : ", ": ");
            self.words(&drawn.title);
            self.out.push_str("</span>");
        }
    }

    fn data_table(&mut self, table: &DataTable, id: &str) {
        let _ = write!(
            self.out,
            "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\"><table>\n<caption class=\"visually-hidden\" id=\"{id}\">"
        );
        self.say("Données", "Data");
        if !table.caption.is_empty() {
            self.say(" : ", ": ");
            self.words(&table.caption);
        }
        self.out.push_str("</caption>\n<thead><tr>");
        for column in &table.columns {
            self.out.push_str("<th scope=\"col\"");
            if column.number {
                self.out.push_str(match column.bars.is_empty() {
                    true => " class=\"number\"",
                    false => " class=\"number barred\"",
                });
            }
            match column.sorted {
                Some(Sorted::Ascending) => self.out.push_str(" aria-sort=\"ascending\""),
                Some(Sorted::Descending) => self.out.push_str(" aria-sort=\"descending\""),
                None => {}
            }
            self.out.push('>');
            self.words(&column.name);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for (at, row) in table.rows.iter().enumerate() {
            self.out.push_str("<tr>");
            self.row(table, row, Some(at));
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n");
        if let Some(total) = &table.total {
            self.out.push_str("<tfoot><tr>");
            self.row(table, total, None);
            self.out.push_str("</tr></tfoot>\n");
        }
        self.out.push_str("</table></div>\n");
        if !table.footer.is_empty() {
            self.out.push_str("<p class=\"rows-shown\">");
            self.words(&table.footer);
            self.out.push_str("</p>\n");
        }
    }

    fn row(&mut self, table: &DataTable, cells: &[String], row: Option<usize>) {
        for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
            // The first column names its row, unless it is a number itself.
            let heads = at == 0 && !column.number && !cell.is_empty();
            let tag = if heads { "th" } else { "td" };
            let _ = write!(self.out, "<{tag}");
            if heads {
                self.out.push_str(" scope=\"row\"");
            }
            let bar = row.and_then(|row| column.bars.get(row));
            match (column.number, at) {
                (true, _) if !column.bars.is_empty() => {
                    self.out.push_str(" class=\"number barred\"")
                }
                (true, _) => self.out.push_str(" class=\"number\""),
                _ => {}
            }
            self.out.push('>');
            self.words(cell);
            if let Some(length) = bar {
                let _ = write!(
                    self.out,
                    "<svg class=\"cell-bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{length}\" height=\"10\"/></svg>"
                );
            }
            let _ = write!(self.out, "</{tag}>");
        }
    }

    fn big_number(&mut self, number: &BigNumber) {
        self.out.push_str("<p class=\"big-value\">");
        self.words(&number.value);
        if !number.unit.is_empty() {
            self.out.push_str("\u{a0}<span class=\"big-unit\">");
            self.words(&number.unit);
            self.out.push_str("</span>");
        }
        self.out.push_str("</p>\n<p class=\"big-label\">");
        self.words(&number.label);
        self.out.push_str("</p>\n");
        if number.compare.is_empty() {
            return;
        }
        self.out.push_str("<p class=\"big-compare\">");
        let (arrow, french, english) = match number.direction {
            Some(Direction::Up) => ("↑", "en hausse : ", "up: "),
            Some(Direction::Down) => ("↓", "en baisse : ", "down: "),
            Some(Direction::Equal) => ("→", "stable : ", "unchanged: "),
            None => ("", "", ""),
        };
        if !arrow.is_empty() {
            let _ = write!(self.out, "<span aria-hidden=\"true\">{arrow}</span> ");
            self.say(french, english);
        }
        self.words(&number.compare);
        self.out.push_str("</p>\n");
    }

    fn moments(&mut self, moments: &[Moment]) {
        self.out.push_str("<ol class=\"timeline\">\n");
        for moment in moments {
            let (class, french, english) = match moment.mark {
                Mark::Plain => ("", "", ""),
                Mark::Success => (" class=\"success-moment\"", "Réussite. ", "Success. "),
                Mark::Puzzle => (" class=\"puzzle-moment\"", "Casse-tête. ", "Puzzle. "),
                Mark::Pause => (" class=\"pause-moment\"", "", ""),
            };
            let _ = write!(self.out, "<li{class}><span class=\"time\">");
            self.words(&moment.time);
            self.out.push_str("</span> <span class=\"moment\">");
            if !french.is_empty() {
                self.out.push_str("<strong>");
                self.say(french, english);
                self.out.push_str("</strong>");
            }
            self.words(&moment.text);
            self.out.push_str("</span></li>\n");
        }
        self.out.push_str("</ol>\n");
    }

    fn branches(&mut self, branches: &[Branch]) {
        self.out.push_str("<ul>\n");
        for branch in branches {
            self.out.push_str("<li>");
            self.words(&branch.text);
            if !branch.state.is_empty() {
                self.out.push_str(" (");
                self.words(&branch.state);
                self.out.push(')');
            }
            if !branch.below.is_empty() {
                self.branches(&branch.below);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    /// The frame that stands where a figure will be: what is wrong, where, what to write.
    fn waiting(&mut self, drawn: &Drawn, [message, help, place]: [&String; 3]) {
        let _ = write!(
            self.out,
            "<figure class=\"figure-waiting\" id=\"{}\"><p class=\"waiting-title\">",
            drawn.id
        );
        self.say("Figure en attente", "Figure to come");
        if !drawn.title.is_empty() {
            self.say(" : ", ": ");
            self.words(&drawn.title);
        }
        self.out.push_str("</p>\n<p>");
        push_plain(&mut self.out, place);
        self.say(" : ", ": ");
        self.words(message);
        self.out.push_str("</p>\n<p>");
        self.words(help);
        self.out.push_str("</p></figure>\n");
    }
}
