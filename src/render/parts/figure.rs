//! The page of one figure, made for other sites to show, and what machines ask about it.

use super::super::body::Body;
use super::super::escape::push_plain;
use super::super::theme::Theme;
use super::super::view::page::FigureView;
use super::super::view::{LinkView, PageParts, PageView, absolute, clipped, root};
use super::super::words;
use super::{context, render};
use crate::diag::{Diagnostic, Language};
use crate::model::figure::{Content, Drawn};
use crate::model::site::Site;
use serde_json::json;
use std::collections::BTreeSet;

/// Pixels around a drawing: title, subtitle, source, links.
const AROUND: f64 = 230.0;

pub fn figure(
    site: &Site,
    theme: &Theme,
    drawn: &Drawn,
    from: (&str, &str),
    language: Language,
) -> Result<Vec<u8>, Diagnostic> {
    let path = format!("figures/{}.html", drawn.id);
    let root = root(&path);
    let mut body = Body::new(context(site, &root, language, 0));
    body.alone(drawn);
    let body = body.finish();
    // A number has no title: what it says names its page.
    let said = match &drawn.content {
        Content::Number(number) => format!("{} {}", number.value, number.label),
        _ => String::new(),
    };
    let named = match (drawn.title.is_empty(), said.is_empty()) {
        (true, true) => words::pick(language, "Figure", "Figure"),
        (true, false) => said.as_str(),
        (false, _) => drawn.title.as_str(),
    };
    // Two pages may hold figures of one name: of each commune, the same.
    let tab = match from.1.is_empty() || from.1 == named {
        true => named.to_owned(),
        false => format!("{named} · {}", from.1),
    };
    let page = PageView::new(
        site,
        PageParts {
            kind: "figure",
            path: &path,
            heading: named,
            tab: &tab,
            description: &clipped(&drawn.alternative, 250),
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: drawn.picture.as_deref(),
        },
    );
    let (address, title) = from;
    let mut from = LinkView::page(title, address);
    from.address.push('#');
    from.address.push_str(&drawn.id);
    let view = FigureView {
        oembed: site
            .config
            .base_url
            .as_deref()
            .map(|base| absolute(base, &format!("figures/{}.json", drawn.id))),
        from,
        titled: !drawn.title.is_empty(),
        page,
    };
    render(theme, "figure.html", &view, &body, "")
}

/// What a site asks before it shows a figure (oEmbed 1.0, type `rich`); nothing without a `base-url`.
pub fn oembed(site: &Site, drawn: &Drawn, language: Language) -> Option<Vec<u8>> {
    let base = site.config.base_url.as_deref()?;
    let title = match drawn.title.is_empty() {
        true => words::pick(language, "Figure", "Figure"),
        false => drawn.title.as_str(),
    };
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": super::super::view::title(site),
        "provider_url": absolute(base, "index.html"),
        "html": snippet(base, drawn, title),
        "width": 720,
        "height": height(drawn),
    });
    Some(format!("{answer:#}\n").into_bytes())
}

/// The lines that a site copies to show a figure.
pub fn snippet(base: &str, drawn: &Drawn, title: &str) -> String {
    let mut out = String::from("<iframe src=\"");
    out.push_str(&absolute(base, &format!("figures/{}.html", drawn.id)));
    out.push_str("\" title=\"");
    push_plain(&mut out, title);
    out.push_str(&format!(
        "\" width=\"100%\" height=\"{}\" style=\"border:0\" loading=\"lazy\"></iframe>\n<script src=\"{}\" async></script>",
        height(drawn),
        absolute(base, "assets/integrer.js"),
    ));
    out
}

/// The height of a frame 720 pixels wide, before the figure says its own.
fn height(drawn: &Drawn) -> u32 {
    let inner = match &drawn.content {
        Content::Drawing { wide, .. } | Content::Tree { wide, .. } => wide
            .split_once("viewBox=\"0 0 720 ")
            .and_then(|(_, rest)| rest.split('"').next()?.parse::<f64>().ok())
            .unwrap_or(400.0),
        Content::Table(table) => 40.0 * (table.rows.len() as f64 + 2.0),
        Content::Timeline(moments) => 46.0 * moments.len() as f64,
        Content::Map(_) => 460.0,
        Content::Number(_) | Content::Absent | Content::Broken { .. } => 60.0,
    };
    (inner + AROUND).clamp(160.0, 4_000.0) as u32
}
