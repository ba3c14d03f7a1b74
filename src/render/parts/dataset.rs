//! The page of a dataset, and the page of them all.

use super::super::body::BodyHtml;
use super::super::theme::Theme;
use super::super::view::dataset::dataset as dataset_view;
use super::super::view::datasets::datasets as datasets_view;
use super::super::view::team::{link, name};
use super::super::view::{LinkView, PageParts, PageView, clipped};
use super::super::{json_ld, words};
use super::{here, home_crumb, plain_page, render};
use crate::diag::Diagnostic;
use crate::export::{Described, schema_org};
use crate::model::site::Site;
use std::collections::BTreeSet;

/// Path of the page of all datasets.
pub const DATASETS: &str = "donnees/index.html";

fn datasets_crumb(site: &Site) -> LinkView {
    LinkView::page(
        words::pick(site.config.language, "Données", "Data"),
        DATASETS,
    )
}

pub fn page(
    site: &Site,
    theme: &Theme,
    one: &Described<'_>,
    machines: &[(String, &'static str)],
) -> Result<Vec<u8>, Diagnostic> {
    let language = site.config.language;
    let path = one.dataset.path(site, ".html");
    let title = one.dataset.title();
    let body = BodyHtml::default();
    let mut view = dataset_view(site, one, machines);
    let team = site.teams.get(one.dataset.team);
    let tab = match team {
        Some(team) => format!("{title} · {}", name(team)),
        None => title.clone(),
    };
    let description = view.paragraphs.first().map_or_else(
        || format!("{title}, {}", view.size),
        |first| clipped(first, 300),
    );
    view.page = PageView::new(
        site,
        PageParts {
            kind: "dataset",
            path: &path,
            heading: &title,
            tab: &tab,
            description: &description,
            language,
            body: &body,
            other_images: &BTreeSet::new(),
            image: None,
        },
    );
    view.page.nav = DATASETS.into();
    view.page.crumbs = std::iter::once(home_crumb(site))
        .chain(team.map(|team| link(site, team)))
        .chain([datasets_crumb(site), here(view.page.heading.clone())])
        .collect();
    view.page.running = tab;
    let data = json_ld::graph(site, &view.page, &schema_org::dataset(site, one));
    render(theme, "dataset.html", &view, &body, &data)
}

pub fn list(site: &Site, theme: &Theme, machines: &[String]) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let heading = words::pick(site.config.language, "Toutes les données", "All the data");
    let mut view = datasets_view(site, machines);
    view.page = plain_page(site, "datasets", DATASETS, heading, &body);
    view.page.description.clone_from(&view.lead);
    view.page.nav = DATASETS.into();
    view.page.crumbs = vec![home_crumb(site), here(view.page.heading.clone())];
    let main = serde_json::json!({
        "@type": "CollectionPage",
        "name": view.page.heading,
        "inLanguage": view.page.language,
    });
    let data = json_ld::graph(site, &view.page, &main);
    render(theme, "datasets.html", &view, &body, &data)
}
