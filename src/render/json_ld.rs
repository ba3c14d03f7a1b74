//! What a page says to search engines, as JSON-LD.

use super::view::{PageView, absolute};
use crate::model::date::Date;
use crate::model::site::Site;
use serde_json::{Value, json};

/// What a page is, beside its view.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// `WebSite`, `Article`, `WebPage`.
    pub kind: &'static str,
    pub authors: &'a [String],
    pub date: Option<Date>,
    pub updated: Option<Date>,
}

/// The text of the script element, where `<` cannot end it.
pub fn text(site: &Site, page: &PageView, subject: Subject<'_>) -> String {
    let mut main = json!({ "@type": subject.kind, "inLanguage": page.language });
    let name = if subject.kind == "Article" {
        "headline"
    } else {
        "name"
    };
    main[name] = json!(page.heading);
    if !page.description.is_empty() {
        main["description"] = json!(page.description);
    }
    if let Some(url) = &page.canonical {
        main["url"] = json!(url);
    }
    if let Some(image) = &page.image {
        main["image"] = json!(image);
    }
    if !subject.authors.is_empty() {
        main["author"] = subject
            .authors
            .iter()
            .map(|name| json!({ "@type": "Person", "name": name }))
            .collect();
    }
    if let Some(date) = subject.date {
        main["datePublished"] = json!(date.to_string());
    }
    if let Some(date) = subject.updated {
        main["dateModified"] = json!(date.to_string());
    }
    graph(site, page, main)
}

/// The text of the script element for a page whose main node is known, with its trail.
pub fn graph(site: &Site, page: &PageView, main: Value) -> String {
    let base = site.config.base_url.as_deref();
    let mut graph = vec![main];
    if page.crumbs.len() > 1 {
        let items: Vec<Value> = page
            .crumbs
            .iter()
            .enumerate()
            .map(|(at, crumb)| {
                let mut item =
                    json!({ "@type": "ListItem", "position": at + 1, "name": crumb.label });
                if let Some(base) = base.filter(|_| !crumb.address.is_empty()) {
                    // The address of a crumb is encoded already.
                    item["item"] = json!(if crumb.address == "index.html" {
                        absolute(base, "index.html")
                    } else {
                        format!("{base}{}", crumb.address)
                    });
                }
                item
            })
            .collect();
        graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": items }));
    }
    let whole = json!({ "@context": "https://schema.org", "@graph": graph });
    let text = whole.to_string();
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
