//! Pages. In: what holds (the [`Site`], and the text of one page at a time). Out: the bytes of that page.
//!
//! Every method of [`Renderer`] is a pure function, to be called from any thread; nothing of a page outlives it.

pub mod body;
pub mod charter;
mod cover;
pub mod escape;
mod json_ld;
mod parts;
pub mod theme;
pub mod view;
pub mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use body::{Body, BodyContext, BodyHtml};
pub use theme::{Asset, AssetContent, Theme, ThemeFile};
pub use view::MAPS;
pub use view::board::PATH as BOARD;
pub use view::lists::sitemap_paths;
pub use view::map::MapCard;
pub use view::outcomes::{page_count as outcome_pages, path as outcome_path};
pub use view::statement::Statement;

use crate::diag::{Diagnostic, Language};
use crate::export::Described;
use crate::model::body::{Block, Footnote};
use crate::model::figure::Drawn;
use crate::model::page::PageFacts;
use crate::model::site::Site;
use view::SiteView;

/// Renders the pages of one site with one theme.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: Theme,
    view: SiteView,
}

/// The text of one page, or of one section.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'a> {
    pub blocks: &'a [Block],
    pub footnotes: &'a [Footnote],
}

/// Where a file of the project lies in the site: its path without the folder of the Markdown.
pub fn site_path<'a>(src: &str, source: &'a str) -> &'a str {
    if src.is_empty() {
        return source;
    }
    source
        .strip_prefix(src)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(source)
}

impl<'a> Renderer<'a> {
    /// Keeps what is the same on every page.
    pub fn new(site: &'a Site, theme: &Theme) -> Self {
        let mut theme = theme.clone();
        let view = SiteView::new(site, theme.styles.clone());
        let context = theme.tera.global_context();
        context.insert("site", &view);
        context.insert("words", &words::all(site.config.language));
        Renderer { site, theme, view }
    }

    /// What is the same on every page.
    pub fn view(&self) -> &SiteView {
        &self.view
    }

    /// `index.html`: the cards of the teams, the table, and the text of `index.md` if there is one.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn home(&self, facts: Option<&PageFacts>, text: Text<'_>) -> Result<Vec<u8>, Diagnostic> {
        parts::home(self.site, &self.theme, facts, text)
    }

    /// `<team>/index.html`. `opening` is the prose before the first section.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn team(&self, team: usize, opening: Text<'_>) -> Result<Vec<u8>, Diagnostic> {
        parts::team::overview(self.site, &self.theme, team, opening)
    }

    /// `<team>/jour-N.html` and its kin. `section` is an index in the team's sections;
    /// `datasets` are those that its text links to, as indexes.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn section(
        &self,
        team: usize,
        section: usize,
        text: Text<'_>,
        datasets: &[usize],
    ) -> Result<Vec<u8>, Diagnostic> {
        parts::team::section(self.site, &self.theme, team, section, text, datasets)
    }

    /// `<team>/carnet.html`: the opening, then one text per section of the team, in its order.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn logbook(
        &self,
        team: usize,
        opening: Text<'_>,
        sections: &[Text<'_>],
    ) -> Result<Vec<u8>, Diagnostic> {
        parts::team::logbook(self.site, &self.theme, team, opening, sections)
    }

    /// `figures/<id>.html`: one figure, made for other sites to show. `from` is the path and the title of its page.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn figure(
        &self,
        drawn: &Drawn,
        from: (&str, &str),
        language: Language,
    ) -> Result<Vec<u8>, Diagnostic> {
        parts::figure::figure(self.site, &self.theme, drawn, from, language)
    }

    /// `figures/<id>.json`, in answer to oEmbed; nothing without a `base-url`.
    pub fn oembed(&self, drawn: &Drawn, language: Language) -> Option<Vec<u8>> {
        parts::figure::oembed(self.site, drawn, language)
    }

    /// A page of prose, at its own path.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn page(&self, facts: &PageFacts, text: Text<'_>) -> Result<Vec<u8>, Diagnostic> {
        parts::page(self.site, &self.theme, facts, text)
    }

    /// The page of one row of a collection; `facts` are those of its template, filled.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn row(
        &self,
        collection: usize,
        row: usize,
        facts: &PageFacts,
        text: Text<'_>,
    ) -> Result<Vec<u8>, Diagnostic> {
        parts::collection::row(self.site, &self.theme, (collection, row), facts, text)
    }

    /// The list of a collection: all its pages, or its letters where they are many.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn collection(&self, collection: usize) -> Result<Vec<u8>, Diagnostic> {
        parts::collection::list(self.site, &self.theme, collection, None)
    }

    /// One page of a letter of a collection, as an index in its pages of letters.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn letter(&self, collection: usize, page: usize) -> Result<Vec<u8>, Diagnostic> {
        parts::collection::list(self.site, &self.theme, collection, Some(page))
    }

    /// `404.html`. With a `base-url`, its links start from that address's path, so that it holds at any depth; without
    /// one they are relative, and hold at the root only.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn not_found(&self) -> Result<Vec<u8>, Diagnostic> {
        parts::not_found(self.site, &self.theme)
    }

    /// `<team>/donnees/<slug>.html`. `machines` are its files for machines: path in the site and name.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn dataset(
        &self,
        one: &Described<'_>,
        machines: &[(String, &'static str)],
    ) -> Result<Vec<u8>, Diagnostic> {
        parts::dataset::page(self.site, &self.theme, one, machines)
    }

    /// `donnees/index.html`: every dataset. `machines` are the paths of the catalog and of the package.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn datasets(&self, machines: &[String]) -> Result<Vec<u8>, Diagnostic> {
        parts::dataset::list(self.site, &self.theme, machines)
    }

    /// `plan-du-site.html`: every page.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn site_map(&self) -> Result<Vec<u8>, Diagnostic> {
        parts::site_map(self.site, &self.theme)
    }

    /// `accessibilite.html`, `mentions-legales.html` or `licences.html`. `contours` says where the contours of
    /// maps come from.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn statement(&self, which: Statement, contours: &str) -> Result<Vec<u8>, Diagnostic> {
        parts::statement(self.site, &self.theme, which, contours)
    }

    /// `casse-tetes.html` and the pages after it: what resisted and what worked, over all teams. `at` counts from 0.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn outcomes(&self, at: usize) -> Result<Vec<u8>, Diagnostic> {
        parts::outcomes(self.site, &self.theme, at)
    }

    /// `suivi.html`: the board of facilitators. `findings` are those of each team, in the order of the site; with
    /// `linked`, the pages of the site stand beside it.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn board(
        &self,
        findings: &[Vec<&Diagnostic>],
        linked: bool,
    ) -> Result<Vec<u8>, Diagnostic> {
        let view = view::board::board(self.site, findings, linked);
        self.theme.render("board.html", &view, &[], 0)
    }

    /// `cartes/index.html`: every map with its picture.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn maps(&self, cards: &[MapCard]) -> Result<Vec<u8>, Diagnostic> {
        parts::map::list(self.site, &self.theme, cards)
    }

    /// One of [`sitemap_paths`]; nothing without a `base-url`.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn sitemap_xml(&self, path: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(base) = &self.site.config.base_url else {
            return Ok(None);
        };
        let view = view::lists::sitemap(self.site, base, path);
        let size = (view.entries.len() + view.parts.len()) * 96;
        self.theme.render("sitemap.xml", &view, &[], size).map(Some)
    }

    /// `feed.xml` (Atom); nothing without a `base-url` or a single date.
    ///
    /// # Errors
    /// A `theme.template` at its place.
    pub fn feed_xml(&self) -> Result<Option<Vec<u8>>, Diagnostic> {
        let feed = self.site.config.base_url.as_ref();
        let Some(view) = feed.and_then(|base| view::lists::feed(self.site, base)) else {
            return Ok(None);
        };
        self.theme.render("feed.xml", &view, &[], 0).map(Some)
    }
}

/// The language of a page: its own, or the site's.
fn language(site: &Site, own: Option<&str>) -> Language {
    own.and_then(Language::from_tag)
        .unwrap_or(site.config.language)
}
