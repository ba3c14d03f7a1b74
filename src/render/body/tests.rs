//! Blocks and inlines, case by case.

use super::*;
use crate::model::body::{Cell, Embed, EmbedService, ImageTarget, Link, LinkTarget, Table};
use crate::render::fixture::{heading, image, link, paragraph, table, text};
use crate::source::Span;

fn html(blocks: &[Block]) -> BodyHtml {
    let pictures = BTreeMap::new();
    let map = crate::model::config::MapConfig::default();
    let mut body = Body::new(BodyContext {
        root: "../",
        language: Language::French,
        pictures: &pictures,
        embeds: Embeds::Click,
        map: &map,
        src: "content",
        shift: 0,
        base_url: None,
    });
    body.push(blocks, &[]);
    body.finish()
}

fn one(inline: Inline) -> String {
    let block = Block::Paragraph {
        inlines: vec![inline],
        centered: false,
        span: Span::default(),
    };
    html(&[block]).html
}

#[test]
fn hostile_addresses_are_not_links() {
    for address in [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "java\tscript:alert(1)",
    ] {
        let out = one(link(LinkTarget::Outside(address.into()), "mots"));
        assert_eq!(out, "<p>mots</p>\n", "{address}");
    }
    let out = one(link(
        LinkTarget::Outside("https://a.fr/\" onclick=\"x".into()),
        "mots",
    ));
    assert!(
        out.contains("href=\"https://a.fr/%22%20onclick=%22x\""),
        "{out}"
    );
    let out = one(link(LinkTarget::Nowhere, "mots"));
    assert_eq!(out, "<p>mots</p>\n");
}

#[test]
fn hostile_pictures_are_words() {
    for address in [
        "javascript:x",
        "data:image/svg+xml,<svg>",
        "http://a.fr/x.png",
        "https://a b/x",
    ] {
        let found = html(&[Block::Paragraph {
            inlines: vec![Inline::Image(image(
                ImageTarget::Remote(address.into()),
                "",
                None,
            ))],
            centered: false,
            span: Span::default(),
        }]);
        assert!(!found.html.contains("<img"), "{address}");
        assert!(found.image_hosts.is_empty());
    }
}

#[test]
fn an_address_as_text_is_shortened_and_kept_in_its_title() {
    let address = "https://www.exemple.fr/un/chemin/vraiment/tres/long/vers/un/fichier.csv?x=1";
    let out = one(link(LinkTarget::Outside(address.into()), address));
    assert!(out.contains(&format!("title=\"{address}\"")));
    assert!(out.contains(">exemple.fr/…"));
    let out = one(link(LinkTarget::Outside(address.into()), "le fichier"));
    assert!(out.contains(">le fichier</a>"));
    assert!(out.contains("rel=\"noreferrer noopener\""));
}

#[test]
fn no_level_is_skipped_and_the_look_is_kept() {
    let out = html(&[
        heading(3, "a", "A"),
        heading(2, "b", "B"),
        heading(4, "c", "C"),
        heading(4, "d", "D"),
    ])
    .html;
    assert!(out.contains("<h2 class=\"as-h3\" id=\"a\">A</h2>"));
    assert!(out.contains("<h2 id=\"b\">"));
    assert!(out.contains("<h3 class=\"as-h4\" id=\"c\">"));
    assert!(out.contains("<h4 id=\"d\">"));
}

#[test]
fn tables_are_headed_named_and_their_numbers_aligned() {
    let out = html(&[
        heading(2, "les-chiffres", "Les chiffres"),
        table(
            &[&["", "MWh"], &["Saules", "2\u{202f}140"], &["Mairie", ""]],
            false,
        ),
    ])
    .html;
    assert!(out.contains("Tableau 1, Les chiffres</caption>"));
    assert!(out.contains("<thead><tr><td></td><th scope=\"col\" class=\"number\">MWh</th>"));
    assert!(out.contains("<td class=\"number\">2\u{202f}140</td>"));
    let wide = Block::Table(Table {
        rows: vec![vec![Cell {
            blocks: vec![paragraph("a")],
            columns: 3,
            rows: 2,
        }]],
        ..Table::default()
    });
    assert!(
        html(&[wide])
            .html
            .contains("<td colspan=\"3\" rowspan=\"2\">a</td>")
    );
}

#[test]
fn an_embed_asks_before_it_loads_and_hostile_ones_never_do() {
    let embed = |frame: &str, page: &str| {
        html(&[Block::Embed(Embed {
            service: EmbedService::Umap,
            frame: frame.into(),
            page: page.into(),
            title: "Carte \"x\"".into(),
            height: None,
            from_link: false,
            span: Span::default(),
        })])
    };
    let found = embed("https://umap.openstreetmap.fr/m/1", "");
    assert!(!found.html.contains("<iframe"));
    assert!(
        found
            .html
            .contains("data-src=\"https://umap.openstreetmap.fr/m/1\"")
    );
    assert!(
        found
            .html
            .contains("href=\"https://umap.openstreetmap.fr/m/1\"")
    );
    assert!(found.frame_hosts.contains("umap.openstreetmap.fr"));
    let found = embed("javascript:alert(1)", "javascript:alert(1)");
    assert!(!found.html.contains("javascript"), "{}", found.html);
    assert!(found.frame_hosts.is_empty());
}

#[test]
fn an_underline_is_not_a_link_and_a_code_keeps_its_spaces() {
    assert_eq!(one(Inline::Underline(text("x"))), "<p>x</p>\n");
    assert_eq!(
        one(Inline::Code("a : b".into())),
        "<p><code>a : b</code></p>\n"
    );
    assert_eq!(one(Inline::Text("a : b".into())), "<p>a\u{a0}: b</p>\n");
}

#[test]
fn files_of_the_project_are_found_from_the_page() {
    let out = one(link(LinkTarget::File("content/a/data/é.csv".into()), "CSV"));
    assert!(out.contains("href=\"../a/data/%C3%A9.csv\""), "{out}");
}

#[test]
fn a_link_or_a_heading_of_a_picture_alone_still_has_a_name_or_is_none() {
    let picture = || {
        Inline::Image(image(
            ImageTarget::Remote("https://a.fr/x.png".into()),
            "",
            None,
        ))
    };
    let out = one(Inline::Link(Link {
        target: LinkTarget::Outside("https://b.fr/page".into()),
        title: String::new(),
        inlines: vec![picture()],
        span: Span::default(),
    }));
    assert!(
        out.contains("<span class=\"visually-hidden\">b.fr/page</span></a>"),
        "{out}"
    );
    let heading = Block::Heading(Heading {
        level: 2,
        anchor: "x".into(),
        inlines: vec![picture()],
        span: Span::default(),
    });
    let out = html(&[heading]).html;
    assert!(out.starts_with("<div id=\"x\"><img"), "{out}");
}
