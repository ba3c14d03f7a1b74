//! The text of a page into HTML. In: the tree of `model::body`. Out: one string, where every word was escaped.
//!
//! One [`Body`] serves one page: several sections may be pushed in a row, and the numbers of tables and the set of
//! hosts go on. No style attribute and no script is ever written, so a strict policy holds.

use super::escape::{self, Spacing, push_plain, push_text};
use super::words;
use crate::diag::Language;
use crate::model::body::{
    Block, Callout, CalloutKind, Footnote, Heading, Inline, ListItem, plain_text,
};
use crate::model::config::{Embeds, MapConfig};
use crate::model::figure::Drawn;
use crate::model::picture::Picture;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

mod drawn;
mod embed;
mod image;
mod inline;
mod map;
mod table;

/// What the text of a page needs to know of the page and of the site.
#[derive(Debug, Clone, Copy)]
pub struct BodyContext<'a> {
    /// From the page to the site's root: empty, `../`, `../../`.
    pub root: &'a str,
    pub language: Language,
    /// Source path → the picture as the site shows it.
    pub pictures: &'a BTreeMap<String, Picture>,
    pub embeds: Embeds,
    /// Folder of the sources that the site's paths leave out, without a final `/`; maybe empty.
    pub src: &'a str,
    /// Added to the level of every heading: 1 where the section has a heading of its own.
    pub shift: u8,
    /// What maps lie on.
    pub map: &'a MapConfig,
    /// Address of the site, for what is copied to other sites.
    pub base_url: Option<&'a str>,
}

/// A page's text in the making.
#[derive(Debug)]
pub struct Body<'a> {
    context: BodyContext<'a>,
    spacing: Spacing,
    out: String,
    /// Level of the last heading written: no level is skipped after it.
    level: u8,
    /// Plain words of that heading: what a table below it is called.
    under: String,
    tables: usize,
    /// Hosts of the pictures that stay on another site.
    image_hosts: BTreeSet<String>,
    /// Hosts of the frames.
    frame_hosts: BTreeSet<String>,
    /// Addresses elsewhere, in the order of their first mention, for the printed page.
    cited: Vec<String>,
    /// Address → its number in that list, from 1.
    cited_numbers: BTreeMap<String, usize>,
    /// Path in the site of the first picture wide enough to stand for the page.
    first_picture: Option<String>,
    first_figure: Option<String>,
    /// A block of carnet's own stands in it.
    has_figures: bool,
    has_maps: bool,
}

/// A page's text, done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodyHtml {
    pub html: String,
    pub image_hosts: BTreeSet<String>,
    pub frame_hosts: BTreeSet<String>,
    /// Addresses elsewhere, shortened, in the order of the numbers that links bear in print.
    pub cited: Vec<String>,
    /// Path in the site.
    pub first_picture: Option<String>,
    /// Path in the site of the picture of the first figure.
    pub first_figure: Option<String>,
    /// It needs the style and the script of the figures.
    pub has_figures: bool,
    pub has_maps: bool,
}

impl<'a> Body<'a> {
    pub fn new(context: BodyContext<'a>) -> Self {
        Body {
            context,
            spacing: spacing(context.language),
            out: String::with_capacity(32 * 1024),
            level: 1 + context.shift,
            under: String::new(),
            tables: 0,
            image_hosts: BTreeSet::new(),
            frame_hosts: BTreeSet::new(),
            cited: Vec::new(),
            cited_numbers: BTreeMap::new(),
            first_picture: None,
            first_figure: None,
            has_figures: false,
            has_maps: false,
        }
    }

    /// Adds some text and its footnotes.
    pub fn push(&mut self, blocks: &[Block], footnotes: &[Footnote]) {
        self.level = 1 + self.context.shift;
        self.blocks(blocks);
        self.footnotes(footnotes);
    }

    /// Adds one figure that is the whole page: its title is the page's.
    pub(super) fn alone(&mut self, drawn: &Drawn) {
        self.level = 0;
        self.drawn(drawn);
    }

    /// Adds one figure below the heading of its page.
    pub(super) fn among(&mut self, drawn: &Drawn) {
        self.level = 1;
        self.drawn(drawn);
    }

    /// Adds HTML of the program's own.
    pub(super) fn push_html(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Adds escaped text.
    pub(super) fn push_words(&mut self, text: &str) {
        push_text(&mut self.out, text, self.spacing);
    }

    pub fn finish(self) -> BodyHtml {
        BodyHtml {
            html: self.out,
            image_hosts: self.image_hosts,
            frame_hosts: self.frame_hosts,
            cited: self
                .cited
                .iter()
                .map(|address| escape::short_address(address, 90))
                .collect(),
            first_picture: self.first_picture,
            first_figure: self.first_figure,
            has_figures: self.has_figures,
            has_maps: self.has_maps,
        }
    }

    /// Adds to the level of the headings that follow.
    pub(super) fn set_shift(&mut self, shift: u8) {
        self.context.shift = shift;
    }

    /// Adds words of ours, in the page's language.
    fn say(&mut self, french: &'static str, english: &'static str) {
        let text = self.word(french, english);
        push_text(&mut self.out, text, self.spacing);
    }

    fn word(&self, french: &'static str, english: &'static str) -> &'static str {
        words::pick(self.context.language, french, english)
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph {
                inlines, centered, ..
            } => {
                self.out.push_str(if *centered {
                    "<p class=\"center\">"
                } else {
                    "<p>"
                });
                self.inlines(inlines);
                self.out.push_str("</p>\n");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(inner) => self.quote(inner),
            Block::Callout(callout) => self.callout(callout),
            Block::Code { language, text } => self.code(language, text),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Embed(embed) => self.embed(embed),
            Block::Drawn(drawn) => self.drawn(drawn),
            // What nothing drew is left out: an earlier stage said why.
            Block::Fence(_) => {}
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        if !inline::has_words(&heading.inlines) {
            // A picture set as a heading names no part of the text; what links to it still finds it.
            self.out.push_str("<div id=\"");
            push_plain(&mut self.out, &heading.anchor);
            self.out.push_str("\">");
            self.inlines(&heading.inlines);
            self.out.push_str("</div>\n");
            return;
        }
        let asked = (heading.level + self.context.shift).clamp(2, 6);
        // A jump of levels is an author's look, not an outline: screen readers get the outline, the class the look.
        let level = asked.min(self.level + 1);
        self.level = level;
        self.under = plain_text(&heading.inlines);
        let _ = write!(self.out, "<div class=\"heading\"><h{level}");
        if level != asked {
            let _ = write!(self.out, " class=\"as-h{asked}\"");
        }
        if heading.anchor.is_empty() {
            self.out.push('>');
            self.inlines(&heading.inlines);
            let _ = writeln!(self.out, "</h{level}></div>");
            return;
        }
        self.out.push_str(" id=\"");
        push_plain(&mut self.out, &heading.anchor);
        self.out.push_str("\">");
        self.inlines(&heading.inlines);
        let _ = write!(self.out, "</h{level}><a class=\"permalink\" href=\"#");
        escape::push_path(&mut self.out, &heading.anchor);
        self.out.push_str("\" aria-label=\"");
        self.say("Lien vers « ", "Link to “");
        push_text(&mut self.out, &self.under, self.spacing);
        self.say(" »", "”");
        self.out.push_str("\">#</a></div>\n");
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem]) {
        let tasks = items.iter().any(|item| item.checked.is_some());
        let tag = if start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{tag}");
        if let Some(first) = start.filter(|first| *first != 1) {
            // HTML numbers are 32 bits wide.
            let _ = write!(self.out, " start=\"{}\"", first.min(i32::MAX as u64));
        }
        if tasks {
            self.out.push_str(" class=\"tasks\"");
        }
        self.out.push_str(">\n");
        for item in items {
            match item.checked {
                None => self.out.push_str("<li>"),
                Some(done) => {
                    let word = if done {
                        self.word("Fait :", "Done:")
                    } else {
                        self.word("À faire :", "To do:")
                    };
                    let class = if done { "task done" } else { "task" };
                    let _ = write!(
                        self.out,
                        "<li class=\"{class}\"><span class=\"visually-hidden\">"
                    );
                    push_text(&mut self.out, word, self.spacing);
                    self.out.push_str(" </span>");
                }
            }
            self.item(&item.blocks, item.tight);
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    /// The blocks of an item or a cell: paragraphs bare where the list is tight.
    fn item(&mut self, blocks: &[Block], tight: bool) {
        let mut previous_bare = false;
        for block in blocks {
            match block {
                Block::Paragraph { inlines, .. } if tight => {
                    if previous_bare {
                        self.out.push_str("<br>");
                    }
                    self.inlines(inlines);
                    previous_bare = true;
                }
                other => {
                    self.block(other);
                    previous_bare = false;
                }
            }
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        // A short quotation is a voice, set large; a long one is a document, set small.
        let short = match blocks {
            [Block::Paragraph { inlines, .. }] => plain_text(inlines).chars().count() <= 180,
            _ => false,
        };
        self.out.push_str(if short {
            "<blockquote class=\"voice\">\n"
        } else {
            "<blockquote>\n"
        });
        self.blocks(blocks);
        self.out.push_str("</blockquote>\n");
    }

    fn callout(&mut self, callout: &Callout) {
        let (class, french, english) = match callout.kind {
            CalloutKind::Note => ("note", "À savoir", "Note"),
            CalloutKind::Tip => ("tip", "Astuce", "Tip"),
            CalloutKind::Warning => ("warning", "Attention", "Warning"),
            CalloutKind::Puzzle => ("puzzle", "Casse-tête", "Puzzle"),
            CalloutKind::Success => ("success", "Réussite", "Success"),
            CalloutKind::Private => (
                "private",
                "Note interne, non publiée",
                "Note of the team, not published",
            ),
        };
        let _ = write!(
            self.out,
            "<div class=\"callout {class}\" role=\"note\"><p class=\"callout-title\">{}",
            icon(class)
        );
        let is_private = callout.kind == CalloutKind::Private;
        if callout.title.is_empty() || is_private {
            let name = self.word(french, english);
            self.out.push_str(name);
        }
        if !callout.title.is_empty() {
            if is_private {
                self.push_words(" : ");
            }
            self.inlines(&callout.title);
        }
        self.out.push_str("</p>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</div>\n");
    }

    fn code(&mut self, language: &str, text: &str) {
        self.out.push_str("<pre><code");
        let name: String = language
            .chars()
            .take_while(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '+')
            })
            .collect();
        if !name.is_empty() {
            let _ = write!(self.out, " class=\"language-{name}\"");
        }
        self.out.push('>');
        push_plain(&mut self.out, text);
        self.out.push_str("</code></pre>\n");
    }

    fn footnotes(&mut self, footnotes: &[Footnote]) {
        if footnotes.is_empty() {
            return;
        }
        self.out
            .push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for note in footnotes {
            let number = note.number;
            let _ = write!(self.out, "<li id=\"fn--{number}\" value=\"{number}\">");
            let (last, first) = match note.blocks.split_last() {
                Some((Block::Paragraph { inlines, .. }, first)) => (Some(inlines), first),
                _ => (None, note.blocks.as_slice()),
            };
            self.blocks(first);
            self.out.push_str("<p>");
            if let Some(inlines) = last {
                self.inlines(inlines);
                self.out.push(' ');
            }
            for occurrence in 1..=note.references.max(1) {
                let back = self.word("Revenir au texte", "Back to the text");
                let _ = write!(
                    self.out,
                    "<a class=\"back\" href=\"#fnref--{number}-{occurrence}\" aria-label=\"{back}, note {number}"
                );
                if note.references > 1 {
                    let _ = write!(self.out, " ({occurrence})");
                }
                self.out.push_str("\">↑</a> ");
            }
            self.out.push_str("</p></li>\n");
        }
        self.out.push_str("</ol>\n</div>\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }
}

/// How the text of a language is spaced.
pub fn spacing(language: Language) -> Spacing {
    match language {
        Language::French => Spacing::French,
        Language::English => Spacing::AsWritten,
    }
}

/// The drawing beside a callout's title: shape tells the kinds apart without color.
pub(super) fn icon(class: &str) -> &'static str {
    match class {
        "success" | "joined" => {
            "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"m6.5 10.2 2.4 2.4 4.6-5\"/></svg>"
        }
        "warning" | "puzzle" => {
            "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"M10 2.5 18.5 17h-17zM10 8v4.2M10 14.3v.4\"/></svg>"
        }
        "tip" => {
            "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"M7 14.5c0-2-2.5-3-2.5-6.5a5.5 5.5 0 0 1 11 0c0 3.500-2.500 4.500-2.500 6.500zM8 17.500h4\"/></svg>"
        }
        _ => {
            "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"8\"/><path d=\"M10 9v5M10 6v.4\"/></svg>"
        }
    }
}

#[cfg(test)]
mod tests;
