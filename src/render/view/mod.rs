//! What templates see: plain values, ready to print. Never the model, so that it may change without breaking a theme.
//!
//! Every `address` is encoded and relative to the site's root: a template writes `{{ page.root }}{{ item.address }}`.
//! Text is as it must be read (numbers, dates and no-break spaces of the page's language), not escaped: Tera does it.
//! The keys are documented in `docs/theme.md`.

use super::body::{BodyHtml, spacing};
use super::escape;
use super::words;
use crate::diag::Language;
use crate::model::config::{ColorScheme, Fonts};
use crate::model::site::Site;
use serde::Serialize;
use statement::Statement;
use std::collections::BTreeSet;

pub mod board;
pub mod collection;
pub mod dataset;
pub mod datasets;
pub mod findings;
pub mod home;
pub mod lists;
pub mod map;
pub mod outcomes;
pub mod page;
pub mod picture;
pub mod statement;
pub mod team;

/// Words and where they lead.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LinkView {
    pub label: String,
    /// From the site's root; empty for the page itself.
    pub address: String,
}

impl LinkView {
    /// A link to a page of the site, by its path.
    pub fn page(label: impl Into<String>, path: &str) -> Self {
        LinkView {
            label: label.into(),
            address: escape::path(path),
        }
    }
}

/// What is the same on every page: `site`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: &'static str,
    pub authors: String,
    pub nav: Vec<LinkView>,
    pub logo: Option<String>,
    /// `auto`, `light` or `dark`.
    pub scheme: &'static str,
    /// Style sheets, in order, from the site's root.
    pub styles: Vec<String>,
    /// A sentence: how many teams.
    pub summary: String,
    pub has_feed: bool,
    pub has_datasets: bool,
    /// The pages where the site declares something of itself.
    pub statements: Vec<LinkView>,
}

/// Path of the page of all maps.
pub const MAPS: &str = "cartes/index.html";

impl SiteView {
    pub fn new(site: &Site, styles: Vec<String>) -> Self {
        let config = &site.config;
        let language = config.language;
        let spacing = spacing(language);
        let mut nav = vec![LinkView::page(
            words::pick(language, "Carnets", "Logbooks"),
            "index.html",
        )];
        if !site.datasets.is_empty() {
            nav.push(LinkView::page(
                words::pick(language, "Données", "Data"),
                "donnees/index.html",
            ));
        }
        if site.has_maps {
            nav.push(LinkView::page(
                words::pick(language, "Cartes", "Maps"),
                MAPS,
            ));
        }
        nav.extend(site.collections.iter().take(2).map(|collection| {
            let title = escape::spaced(&collection.title, spacing);
            LinkView::page(title, &collection.index())
        }));
        // A menu holds on one line; the site map has them all.
        nav.extend(
            site.pages
                .iter()
                .filter(|page| !page.path.contains('/') && page.path != "index.html")
                .take(5)
                .map(|page| LinkView::page(escape::spaced(&page.title, spacing), &page.path)),
        );
        SiteView {
            title: escape::spaced(title(site), spacing),
            description: escape::spaced(&config.description, spacing),
            language: language.tag(),
            authors: words::list(language, &config.authors),
            nav,
            logo: config
                .logo
                .as_ref()
                .map(|path| format!("assets/{}", escape::path(file_name(path)))),
            scheme: match config.default_theme {
                ColorScheme::Auto => "auto",
                ColorScheme::Light => "light",
                ColorScheme::Dark => "dark",
            },
            styles,
            summary: words::count(
                language,
                site.teams.len(),
                words::pick(language, "carnet", "logbook"),
                words::pick(language, "carnets", "logbooks"),
            ),
            has_feed: config.base_url.is_some() && lists::is_dated(site),
            has_datasets: !site.datasets.is_empty(),
            statements: Statement::of(site)
                .into_iter()
                .map(|statement| LinkView::page(statement.label(site), statement.path()))
                .collect(),
        }
    }
}

/// The site's title, never empty.
pub fn title(site: &Site) -> &str {
    match site.config.title.trim() {
        "" => words::pick(site.config.language, "Carnets de bord", "Logbooks"),
        title => title,
    }
}

/// The part of a path after its last `/`.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What a page says of itself: `page`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PageView {
    /// `home`, `team`, `day`, `logbook`, `page`, `collection`, `dataset`, `datasets`, `outcomes`, `statement`,
    /// `not-found` or `site-map`.
    pub kind: &'static str,
    /// For the browser's tab: the page, then the site.
    pub title: String,
    /// The one `h1`.
    pub heading: String,
    /// For search engines and shared links; maybe empty.
    pub description: String,
    pub language: String,
    /// From this page to the site's root: empty, `../`, …
    pub root: String,
    /// The page's whole address, when `base-url` is known.
    pub canonical: Option<String>,
    /// The whole address of a picture for shared links, when `base-url` is known.
    pub image: Option<String>,
    /// Content-Security-Policy.
    pub policy: String,
    pub crumbs: Vec<LinkView>,
    /// The entry of `site.nav` that this page is, or lies under.
    pub nav: String,
    /// Addresses elsewhere, for the printed page.
    pub cited: Vec<String>,
    /// A line for the head of the printed page.
    pub running: String,
    /// The page shows figures: it needs their style and their script.
    pub has_figures: bool,
    /// The page has a map: it needs the style and the script of maps.
    pub has_maps: bool,
}

/// What a page is made from, before its view.
#[derive(Debug, Clone, Copy)]
pub struct PageParts<'a> {
    pub kind: &'static str,
    /// Path in the site.
    pub path: &'a str,
    pub heading: &'a str,
    /// Before the site's title in the tab; the heading if empty.
    pub tab: &'a str,
    pub description: &'a str,
    pub language: Language,
    pub body: &'a BodyHtml,
    /// Hosts of pictures outside the text (covers).
    pub other_images: &'a BTreeSet<String>,
    /// Path in the site of a picture for shared links: after the first figure, before the first picture of the text.
    pub image: Option<&'a str>,
}

impl PageView {
    pub fn new(site: &Site, parts: PageParts<'_>) -> Self {
        let spacing = spacing(parts.language);
        let base = site.config.base_url.as_deref();
        let heading = escape::spaced(parts.heading, spacing);
        let site_title = escape::spaced(title(site), spacing);
        let tab = if parts.tab.is_empty() {
            heading.clone()
        } else {
            escape::spaced(parts.tab, spacing)
        };
        // The finding of a page says more of it than the picture of its team.
        let image = parts
            .body
            .first_figure
            .as_deref()
            .or(parts.image)
            .or(parts.body.first_picture.as_deref())
            .unwrap_or("assets/partage.png");
        PageView {
            kind: parts.kind,
            title: if tab == site_title {
                tab
            } else {
                format!("{tab} · {site_title}")
            },
            heading,
            description: escape::spaced(parts.description, spacing),
            language: parts.language.tag().to_owned(),
            root: root(parts.path),
            canonical: base.map(|base| absolute(base, parts.path)),
            image: base.map(|base| absolute(base, image)),
            policy: policy(
                parts.body.image_hosts.iter().chain(parts.other_images),
                parts.body.frame_hosts.iter(),
            ),
            crumbs: Vec::new(),
            nav: String::new(),
            cited: parts.body.cited.clone(),
            running: String::new(),
            has_figures: parts.body.has_figures,
            has_maps: parts.body.has_maps,
        }
    }
}

/// From a page to the site's root: one `../` per folder.
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A whole address. The home page is its folder's.
pub fn absolute(base: &str, path: &str) -> String {
    let path = if path == "index.html" {
        ""
    } else {
        path.strip_suffix("/index.html")
            .map_or(path, |folder| &path[..=folder.len()])
    };
    let mut out = String::with_capacity(base.len() + path.len() + 1);
    out.push_str(base);
    if !base.ends_with('/') {
        out.push('/');
    }
    escape::push_path(&mut out, path);
    out
}

/// The policy that a browser holds the page to: the site's own files, and the pictures and frames that it names.
fn policy<'a>(
    images: impl Iterator<Item = &'a String>,
    frames: impl Iterator<Item = &'a String>,
) -> String {
    let mut out = String::from(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'",
    );
    let images: BTreeSet<&String> = images.collect();
    for host in images {
        out.push_str(" https://");
        out.push_str(host);
    }
    let frames: BTreeSet<&String> = frames.collect();
    if !frames.is_empty() {
        out.push_str("; frame-src");
        for host in frames {
            out.push_str(" https://");
            out.push_str(host);
        }
    }
    out.push_str("; base-uri 'none'; form-action 'none'");
    out
}

/// One entry of a list of contents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContentsView {
    /// 2 or 3.
    pub level: u8,
    pub anchor: String,
    pub label: String,
}

/// The list of contents of a page: nothing when it would hold a single entry.
pub fn contents(entries: &[(u8, String, String)], language: Language) -> Vec<ContentsView> {
    if entries.len() < 2 {
        return Vec::new();
    }
    entries
        .iter()
        .map(|(level, anchor, label)| ContentsView {
            level: (*level).clamp(2, 3),
            anchor: escape::path(anchor),
            label: escape::spaced(label, spacing(language)),
        })
        .collect()
}

/// A number with its word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberView {
    pub value: String,
    pub label: String,
    /// A comparison or a precision; maybe empty.
    pub note: String,
}

/// Whether the fonts come with the site.
pub fn bundles_fonts(site: &Site) -> bool {
    site.config.fonts == Fonts::Bundled
}

/// At most `limit` characters, cut between words, with `…`.
pub fn clipped(text: &str, limit: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    let kept = cut
        .rfind(char::is_whitespace)
        .filter(|at| *at > limit / 2)
        .map_or(cut.as_str(), |at| &cut[..at]);
    format!(
        "{}…",
        kept.trim_end_matches([' ', ',', ';', ':', '.', '\u{a0}'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_from_the_root_and_whole() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("a/b/c.html"), "../../");
        assert_eq!(absolute("https://x.fr/s/", "index.html"), "https://x.fr/s/");
        assert_eq!(
            absolute("https://x.fr/s/", "é/index.html"),
            "https://x.fr/s/%C3%A9/"
        );
        assert_eq!(
            absolute("https://x.fr", "a/jour-1.html"),
            "https://x.fr/a/jour-1.html"
        );
    }

    #[test]
    fn text_is_cut_between_words() {
        assert_eq!(clipped("un deux trois quatre", 13), "un deux…");
        assert_eq!(clipped("  court ", 13), "court");
        assert_eq!(clipped("anticonstitutionnellement", 5), "antic…");
    }

    #[test]
    fn the_policy_names_hosts_only() {
        let images = ["b.fr".to_owned(), "a.fr".to_owned()];
        let policy = policy(images.iter(), std::iter::empty());
        assert!(policy.contains("img-src 'self' https://a.fr https://b.fr;"));
        assert!(!policy.contains("frame-src"));
    }
}
