//! What a page says to search engines, as JSON-LD.

use super::view::{PageView, absolute};
use crate::model::date::Date;
use crate::model::site::Site;
use serde::Serialize;

/// What a page is, beside its view.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// `WebSite`, `Article`, `WebPage`.
    pub kind: &'static str,
    pub authors: &'a [String],
    pub date: Option<Date>,
    pub updated: Option<Date>,
}

/// The main node of a page.
#[derive(Serialize)]
struct Main<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(rename = "author", skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

/// The trail that leads to a page.
#[derive(Serialize)]
struct Trail<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a, M> {
    Main(M),
    Trail(Trail<'a>),
}

#[derive(Serialize)]
struct Graph<'a, M> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: Vec<Node<'a, M>>,
}

/// The text of the script element, where `<` cannot end it.
pub fn text(site: &Site, page: &PageView, subject: Subject<'_>) -> String {
    let heading = page.heading.as_str();
    let is_article = subject.kind == "Article";
    let main = Main {
        kind: subject.kind,
        language: &page.language,
        headline: is_article.then_some(heading),
        name: (!is_article).then_some(heading),
        description: &page.description,
        url: page.canonical.as_deref(),
        image: page.image.as_deref(),
        authors: subject
            .authors
            .iter()
            .map(|name| Person {
                kind: "Person",
                name,
            })
            .collect(),
        published: subject.date.map(|date| date.to_string()),
        modified: subject.updated.map(|date| date.to_string()),
    };
    graph(site, page, &main)
}

/// The text of the script element for a page whose main node is known, with its trail.
pub fn graph(site: &Site, page: &PageView, main: &impl Serialize) -> String {
    let base = site.config.base_url.as_deref();
    let mut nodes = vec![Node::Main(main)];
    if page.crumbs.len() > 1 {
        let mut items = Vec::with_capacity(page.crumbs.len());
        for (at, crumb) in page.crumbs.iter().enumerate() {
            let known = base.filter(|_| !crumb.address.is_empty());
            items.push(Step {
                kind: "ListItem",
                position: at + 1,
                name: &crumb.label,
                // The address of a crumb is encoded already.
                item: known.map(|base| match crumb.address.as_str() {
                    "index.html" => absolute(base, "index.html"),
                    address => format!("{base}{address}"),
                }),
            });
        }
        nodes.push(Node::Trail(Trail {
            kind: "BreadcrumbList",
            items,
        }));
    }
    let whole = Graph {
        context: "https://schema.org",
        nodes,
    };
    // Strings and numbers: nothing in it can fail.
    let text = serde_json::to_string(&whole).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, found) in text.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&text[done..at]);
        out.push_str(match found {
            "<" => "\\u003c",
            ">" => "\\u003e",
            "&" => "\\u0026",
            "\u{2028}" => "\\u2028",
            _ => "\\u2029",
        });
        done = at + found.len();
    }
    out.push_str(&text[done..]);
    out
}
