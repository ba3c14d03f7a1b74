//! Words and links.

use super::super::escape::{push_address, push_path, push_plain, push_text, short_address};
use super::Body;
use crate::model::body::{ImageTarget, Inline, Link, LinkTarget};
use std::fmt::Write;

impl Body<'_> {
    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => push_text(&mut self.out, text, self.spacing),
            Inline::Strong(inner) => self.wrapped("strong", inner),
            Inline::Emphasis(inner) => self.wrapped("em", inner),
            Inline::Strike(inner) => self.wrapped("s", inner),
            Inline::Superscript(inner) => self.wrapped("sup", inner),
            Inline::Subscript(inner) => self.wrapped("sub", inner),
            // An underline reads as a link, and says nothing to a screen reader.
            Inline::Underline(inner) => self.inlines(inner),
            Inline::Code(text) => {
                self.out.push_str("<code>");
                push_plain(&mut self.out, text);
                self.out.push_str("</code>");
            }
            // Nobody worked it out: the words as written.
            Inline::Number { expression, .. } => {
                self.out.push_str("<code>=");
                push_plain(&mut self.out, expression);
                self.out.push_str("</code>");
            }
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.inline_image(image),
            Inline::Break => self.out.push_str("<br>\n"),
            Inline::FootnoteReference { number, occurrence } => {
                let _ = write!(
                    self.out,
                    "<sup class=\"reference\"><a id=\"fnref--{number}-{occurrence}\" href=\"#fn--{number}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
                );
            }
        }
    }

    fn wrapped(&mut self, tag: &str, inner: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(inner);
        let _ = write!(self.out, "</{tag}>");
    }

    fn link(&mut self, link: &Link) {
        match &link.target {
            LinkTarget::Nowhere => {
                self.inlines(&link.inlines);
                return;
            }
            LinkTarget::Page { path, anchor } => {
                self.out.push_str("<a href=\"");
                self.out.push_str(self.context.root);
                push_path(&mut self.out, path);
                if !anchor.is_empty() {
                    self.out.push('#');
                    push_path(&mut self.out, anchor);
                }
                self.out.push('"');
            }
            LinkTarget::File(source) => {
                self.out.push_str("<a class=\"download\" href=\"");
                self.out.push_str(self.context.root);
                push_path(
                    &mut self.out,
                    super::super::site_path(self.context.src, source),
                );
                self.out.push('"');
            }
            LinkTarget::Outside(address) | LinkTarget::Written(address) => {
                if !allowed(address) {
                    self.inlines(&link.inlines);
                    return;
                }
                self.out.push_str("<a href=\"");
                push_address(&mut self.out, address);
                self.out.push('"');
                if is_web(address) {
                    let number = self.cite(address);
                    let _ = write!(
                        self.out,
                        " rel=\"noreferrer noopener\" data-cite=\"{number}\""
                    );
                }
                if let Some(short) = bare_address(&link.inlines, address) {
                    self.out.push_str(" title=\"");
                    push_plain(&mut self.out, address);
                    self.out.push_str("\" class=\"address\">");
                    push_plain(&mut self.out, &short);
                    self.out.push_str("</a>");
                    return;
                }
            }
        }
        if !link.title.is_empty() {
            self.out.push_str(" title=\"");
            push_text(&mut self.out, &link.title, self.spacing);
            self.out.push('"');
        }
        self.out.push('>');
        let start = self.out.len();
        self.inlines(&link.inlines);
        if !has_words(&link.inlines) {
            // A link must say where it leads, be it a picture that says nothing.
            let drawn = self.out.len() > start;
            if drawn {
                self.out.push_str("<span class=\"visually-hidden\">");
            }
            match &link.target {
                LinkTarget::Outside(address) | LinkTarget::Written(address) => {
                    push_plain(&mut self.out, &short_address(address, 48));
                }
                LinkTarget::File(path) | LinkTarget::Page { path, .. } => {
                    push_plain(&mut self.out, path);
                }
                LinkTarget::Nowhere => {}
            }
            if drawn {
                self.out.push_str("</span>");
            }
        }
        self.out.push_str("</a>");
    }

    /// The number that an address bears in print.
    pub(super) fn cite(&mut self, address: &str) -> usize {
        if let Some(number) = self.cited_numbers.get(address) {
            return *number;
        }
        self.cited.push(address.to_owned());
        let number = self.cited.len();
        self.cited_numbers.insert(address.to_owned(), number);
        number
    }
}

/// Whether something of it can be read aloud.
pub(super) fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => !text.trim().is_empty(),
        Inline::Number { .. } => true,
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Strike(inner)
        | Inline::Underline(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner) => has_words(inner),
        Inline::Link(link) => has_words(&link.inlines),
        Inline::Image(image) => {
            !image.alt.trim().is_empty() || matches!(image.target, ImageTarget::Missing(_))
        }
        Inline::Break | Inline::FootnoteReference { .. } => false,
    })
}

/// Whether an address may be a link: nothing that runs.
pub(super) fn allowed(address: &str) -> bool {
    let address = address.trim();
    let scheme_end = address.find([':', '/', '?', '#']);
    match scheme_end.map(|at| (&address[..at], address.as_bytes()[at])) {
        Some((scheme, b':')) => ["https", "http", "mailto", "tel"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        // Relative: leads into the site or nowhere.
        _ => true,
    }
}

pub(super) fn is_web(address: &str) -> bool {
    let start = address.trim().get(..8).unwrap_or(address.trim());
    let web =
        start.eq_ignore_ascii_case("https://") || start.to_ascii_lowercase().starts_with("http://");
    // A user's name before the host hides where the address leads.
    let authority = address.split('/').nth(2).unwrap_or("");
    let authority = authority.split(['?', '#', '\\']).next().unwrap_or("");
    web && !authority.contains('@')
}

/// The shortened form, if a link's text is its own address.
fn bare_address(inlines: &[Inline], address: &str) -> Option<String> {
    let [Inline::Text(text)] = inlines else {
        return None;
    };
    let text = text.trim();
    let strip = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned()
    };
    let looks = text.contains("://") || text.starts_with("www.");
    // The address may have lost what followed its readers; its text has not.
    let same = || {
        strip(text) == strip(address)
            || strip(&crate::model::address::clean(text).address) == strip(address)
    };
    (looks && is_web(address) && same()).then(|| short_address(address, 48))
}
