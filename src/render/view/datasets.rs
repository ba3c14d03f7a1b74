//! The datasets of a site or of a team, in lists.

use super::dataset::size;
use super::team::link;
use super::{LinkView, PageView};
use crate::diag::Language;
use crate::model::dataset::{Dataset, DatasetFormat};
use crate::model::quality::score;
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use crate::text::fold::slug;
use serde::Serialize;
use std::collections::BTreeMap;

/// What `datasets.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetsView {
    pub page: PageView,
    pub lead: String,
    pub datasets: Vec<DatasetLineView>,
    /// Some dataset has a theme.
    pub has_themes: bool,
    /// By theme, by team, by format: what a reader without scripts chooses from.
    pub groups: Vec<GroupingView>,
    /// The catalog and the package, when they are there.
    pub machines: Vec<LinkView>,
    /// A sentence about the catalog that is not there; maybe empty.
    pub machines_note: String,
}

/// One dataset in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetLineView {
    pub title: String,
    pub address: String,
    pub team: LinkView,
    /// `énergie, mobilité`; maybe empty.
    pub themes: String,
    /// `CSV` or `GeoJSON`.
    pub format: &'static str,
    /// `9 colonnes, 1 284 lignes`.
    pub size: String,
    /// 0 to 100.
    pub score: u8,
    /// The anchors of the groups that hold it, between spaces: for the filter.
    pub keys: String,
}

/// A way to group: its name, and the groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupingView {
    /// `theme`, `team` or `format`.
    pub key: &'static str,
    pub name: &'static str,
    pub groups: Vec<GroupView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    pub name: String,
    pub anchor: String,
    pub datasets: Vec<LinkView>,
}

/// The parts of the page of all datasets but its `page`.
pub fn datasets(site: &Site, machines: &[String]) -> DatasetsView {
    let language = site.config.language;
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let lines: Vec<DatasetLineView> = site.datasets.iter().map(|one| line(site, one)).collect();
    let themed = lines.iter().any(|line| !line.themes.is_empty());
    let mut groups = Vec::new();
    for (key, name) in [
        ("theme", pick("Par thème", "By theme")),
        ("team", pick("Par territoire", "By place")),
        ("format", pick("Par format", "By format")),
    ] {
        let mut found: BTreeMap<String, GroupView> = BTreeMap::new();
        for (dataset, line) in site.datasets.iter().zip(&lines) {
            if key == "theme" && !themed {
                continue;
            }
            for name in names(site, dataset, key) {
                let anchor = anchor(key, &name);
                let group = found.entry(anchor.clone()).or_insert_with(|| GroupView {
                    name: escape::spaced(&name, spacing(language)),
                    anchor,
                    datasets: Vec::new(),
                });
                group.datasets.push(LinkView {
                    label: line.title.clone(),
                    address: line.address.clone(),
                });
            }
        }
        if !found.is_empty() {
            groups.push(GroupingView {
                key,
                name,
                groups: found.into_values().collect(),
            });
        }
    }
    let counted = words::count(
        language,
        lines.len(),
        pick("jeu de données", "dataset"),
        pick("jeux de données", "datasets"),
    );
    DatasetsView {
        page: PageView::default(),
        lead: match language {
            Language::French => format!("{counted} avec leurs fichiers, leurs colonnes et ce qu’il faut en savoir avant de s’en servir."),
            Language::English => format!("{counted} with their files, their columns and what to know before using them."),
        },
        has_themes: themed,
        datasets: lines,
        groups,
        machines: machines.iter().map(|path| LinkView::page(path.clone(), path)).collect(),
        machines_note: match site.config.base_url {
            Some(_) => String::new(),
            None => pick(
                "Le catalogue que moissonne data.gouv.fr a besoin de l’adresse du site : « base-url » dans book.toml.",
                "The catalog that data.gouv.fr harvests needs the address of the site: “base-url” in book.toml.",
            )
            .to_owned(),
        },
    }
}

/// The datasets of a team.
pub fn of_team(site: &Site, team: usize) -> Vec<DatasetLineView> {
    site.datasets
        .iter()
        .filter(|dataset| dataset.team == team)
        .map(|dataset| line(site, dataset))
        .collect()
}

/// A dataset in a list.
pub fn line(site: &Site, dataset: &Dataset) -> DatasetLineView {
    let language = site.config.language;
    let themes = dataset
        .sheet
        .as_ref()
        .map_or(&[][..], |sheet| sheet.themes.as_slice());
    let mut keys = String::from(" ");
    for key in ["theme", "team", "format"] {
        for name in names(site, dataset, key) {
            keys.push_str(&anchor(key, &name));
            keys.push(' ');
        }
    }
    DatasetLineView {
        title: escape::spaced(&dataset.title(), spacing(language)),
        address: escape::path(&dataset.path(site, ".html")),
        team: site
            .teams
            .get(dataset.team)
            .map(|team| link(site, team))
            .unwrap_or_default(),
        themes: escape::spaced(&themes.join(", "), spacing(language)),
        format: format_name(dataset.format),
        size: size(language, dataset),
        score: score(dataset, site.today),
        keys,
    }
}

fn format_name(format: DatasetFormat) -> &'static str {
    match format {
        DatasetFormat::Csv => "CSV",
        DatasetFormat::GeoJson => "GeoJSON",
    }
}

fn names(site: &Site, dataset: &Dataset, key: &str) -> Vec<String> {
    match key {
        "theme" => {
            let themes = dataset
                .sheet
                .as_ref()
                .map_or(&[][..], |sheet| sheet.themes.as_slice());
            match themes {
                [] => vec![
                    words::pick(site.config.language, "Sans thème", "Without a theme").to_owned(),
                ],
                themes => themes.to_vec(),
            }
        }
        "team" => site
            .teams
            .get(dataset.team)
            .map(|team| super::team::name(team).to_owned())
            .into_iter()
            .collect(),
        _ => {
            let mut names = vec![format_name(dataset.format).to_owned()];
            if dataset.format == DatasetFormat::Csv && dataset.extent.is_some() {
                names.push(format_name(DatasetFormat::GeoJson).to_owned());
            }
            names
        }
    }
}

fn anchor(key: &str, name: &str) -> String {
    format!("{key}--{}", slug(name))
}
