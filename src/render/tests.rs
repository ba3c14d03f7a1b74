//! The fictitious site, rendered whole: what holds on every page.

use super::fixture;
use crate::model::config::{Embeds, Fonts};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The pages are also written where they can be looked at: `target/theme-preview/`.
#[test]
fn the_fictitious_site_is_whole() {
    let site = fixture::site();
    let files = fixture::files(&site);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/theme-preview");
    for (path, bytes) in &files {
        let target = folder.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
    let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one h1");
        assert!(!html.contains(" style="), "{path}: an inline style");
        assert!(!html.contains("<style"), "{path}: an inline style sheet");
        let scripts = html.matches("<script").count();
        let ours = html.matches("<script src=").count()
            + html
                .matches("<script type=\"application/ld+json\">")
                .count();
        assert_eq!(scripts, ours, "{path}: an inline script");
        let mut ids = BTreeSet::new();
        for id in html.split(" id=\"").skip(1) {
            let id = id.split('"').next().unwrap();
            assert!(ids.insert(id), "{path}: id {id} twice");
        }
        let fragments: BTreeSet<&str> = html
            .split("href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for fragment in fragments {
            // The plain page of the fixture borrows a list of contents that its text does not have.
            if path != "methode.html" || !["a", "b"].contains(&fragment) {
                assert!(ids.contains(fragment), "{path}: #{fragment} leads nowhere");
            }
        }
        if path == "404.html" {
            assert!(html.contains("href=\"/donnees/assets/style.css\""));
            continue;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for address in html
            .split("href=\"")
            .skip(1)
            .chain(html.split("src=\"").skip(1))
        {
            let address = address.split(['"', '#']).next().unwrap();
            if address.is_empty() || address.contains("://") {
                continue;
            }
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in address.split('/') {
                if part == ".." {
                    parts.pop().unwrap();
                } else {
                    parts.push(part);
                }
            }
            let target = parts.join("/");
            let known = paths.contains(target.as_str())
                || target.ends_with(".png")
                || target == "val-de-brume/data/conso%20gaz.csv";
            assert!(known, "{path}: {address} leads to no file");
        }
    }
}

#[test]
fn content_never_becomes_code() {
    let site = fixture::site();
    let files = fixture::files(&site);
    let day = files
        .iter()
        .find(|(path, _)| path == "val-de-brume/jour-5.html")
        .map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap())
        .unwrap();
    assert!(day.contains("{{ page.title }} et {% raw %} s’impriment"));
    assert!(day.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(day.contains("img-src 'self' https://images.exemple.fr"));
    assert!(day.contains("frame-src https://umap.openstreetmap.fr"));
    assert!(day.contains("<code>id_batiment : x</code>"));
    assert!(day.contains("../val-de-brume/images/%C3%A9quipe%20%231-480.png 480w"));
    let overview = files
        .iter()
        .find(|(path, _)| path == "val-de-brume/index.html")
        .unwrap();
    let overview = String::from_utf8(overview.1.clone()).unwrap();
    assert!(!overview.contains("images.exemple.fr"));
}

#[test]
fn words_of_a_title_cannot_end_the_data_script() {
    let mut site = fixture::site();
    site.config.title = "</script><script>alert(1)</script>".into();
    for (path, bytes) in fixture::files(&site) {
        if path.ends_with(".html") {
            let html = String::from_utf8(bytes).unwrap();
            assert!(!html.contains("<script>"), "{path}");
        }
    }
}

#[test]
fn one_team_no_team_forty_teams_and_english() {
    let mut site = fixture::site();
    site.config.embeds = Embeds::Load;
    site.config.fonts = Fonts::System;
    site.config.base_url = None;
    site.config.language = crate::diag::Language::English;
    site.teams.truncate(1);
    let files = fixture::files(&site);
    let home = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(!home.contains("class=\"compare\""));
    assert!(home.contains("<html lang=\"en\""));
    assert!(
        files
            .iter()
            .all(|(path, _)| !path.ends_with(".woff2") && !path.ends_with(".xml"))
    );
    let day = files
        .iter()
        .find(|(path, _)| path.ends_with("jour-1.html"))
        .unwrap();
    let day = String::from_utf8(day.1.clone()).unwrap();
    assert!(day.contains("<iframe src=\"https://umap.openstreetmap.fr/"));
    assert!(day.contains("sandbox="));
    site.teams = (0..40)
        .map(|at| fixture::bare_team(&format!("t{at:02}"), &format!("Ville {at}")))
        .map(Arc::new)
        .collect();
    let files = fixture::files(&site);
    let home = String::from_utf8(files[0].1.clone()).unwrap();
    assert_eq!(home.matches("<li class=\"card\">").count(), 40);
    site.teams.clear();
    site.pages.clear();
    fixture::files(&site);
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let site = fixture::site();
    assert_eq!(fixture::files(&site), fixture::files(&site));
}

#[test]
fn the_budgets_of_styles_and_scripts_hold() {
    let site = fixture::site();
    let files = fixture::files(&site);
    let size = |suffix: &str| -> usize {
        files
            .iter()
            .filter(|(path, _)| path.ends_with(suffix))
            .map(|(_, bytes)| bytes.len())
            .sum()
    };
    // As a server sends them.
    let sent = |suffix: &str| -> usize {
        files
            .iter()
            .filter(|(path, _)| path.ends_with(suffix))
            .map(|(_, bytes)| miniz_oxide::deflate::compress_to_vec(bytes, 9).len())
            .sum()
    };
    assert!(sent(".css") < 14 * 1024, "{}", sent(".css"));
    // What a page of reading asks for; the frames of other sites have a script of their own.
    let reading = ["theme.js", "site.js", "figures.js"].map(sent);
    assert!(reading.iter().all(|bytes| *bytes > 0), "{reading:?}");
    assert!(reading.iter().sum::<usize>() < 8 * 1024, "{reading:?}");
    assert!(size(".woff2") < 45 * 1024, "{}", size(".woff2"));
}

#[test]
fn every_variable_of_a_template_is_documented() {
    let site = fixture::site();
    fixture::files(&site);
    let manual = include_str!("../../docs/theme.md");
    let view = super::view::SiteView::new(&site, Vec::new());
    super::theme::seen::record("site", &view);
    let missing: BTreeSet<(String, String)> = super::theme::seen::keys()
        .into_iter()
        .filter(|(_, key)| !manual.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for key in super::words::all(site.config.language).keys() {
        assert!(manual.contains(&format!("`{key}`")), "words.{key}");
    }
}

#[test]
fn every_word_of_ours_is_on_some_page() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/encre/templates");
    let templates: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for key in super::words::all(crate::diag::Language::French).keys() {
        let used = templates
            .split(&format!("words.{key}"))
            .skip(1)
            .any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'));
        assert!(used, "words.{key} is not used");
    }
}
