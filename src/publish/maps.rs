//! The maps that were drawn, for the page of them all, and those that several pages share.

use super::drawings;
use super::press::Press;
use crate::diag::{Language, Report};
use crate::figure::map::{Worked, point};
use crate::figure::{Figure, FigureFile, Scene, Studio};
use crate::map::Layer;
use crate::memory::Noting;
use crate::model::body::{Block, fences};
use crate::model::fence::FenceKind;
use crate::model::figure::{Content, Drawn};
use crate::model::page::PageFacts;
use crate::model::site::{SharedMap, Site};
use crate::render::view::team::{dataset_count, name, section_title};
use crate::render::{MAPS, MapCard, Text};
use std::collections::BTreeSet;
use std::io;

/// Places of one shared map, at most: beyond, the layers that come later stay on their own pages.
const MOST_PLACES: usize = 20_000;

/// The layers of collectivities that have several maps, team by team.
pub(super) struct Shared(Vec<Vec<(usize, Layer)>>);

impl Shared {
    pub fn new(site: &Site) -> Self {
        Shared(vec![Vec::new(); site.shared_maps.len()])
    }
}

/// Whether the maps of a team are shown on one with others.
pub(super) fn is_shared(site: &Site, team: usize) -> bool {
    site.shared_maps
        .iter()
        .any(|shared| shared.teams.contains(&team))
}

/// The layers of the maps in a text.
///
/// # Errors
/// When a listed file cannot be read.
pub(super) fn layers(
    studio: &Studio<'_>,
    blocks: &[Block],
    scene: &Scene<'_>,
) -> io::Result<Vec<Layer>> {
    let mut layers = Vec::new();
    for fence in fences(blocks, FenceKind::Map) {
        layers.extend(studio.map_layers(fence, scene)?);
    }
    Ok(layers)
}

impl Shared {
    /// Takes the layers of a team.
    pub fn add(&mut self, site: &Site, team: usize, layers: &[Layer]) {
        for (shared, kept) in site.shared_maps.iter().zip(&mut self.0) {
            if !shared.teams.contains(&team) {
                continue;
            }
            let mut places: usize = kept.iter().map(|(_, layer)| layer.features.len()).sum();
            for layer in layers {
                places += layer.features.len();
                if places <= MOST_PLACES {
                    kept.push((team, layer.clone()));
                }
            }
        }
    }
}

/// The name of a team, with its group, its edition or its folder where another team of the map has the same.
fn signature(site: &Site, shared: &SharedMap, index: usize) -> String {
    let team = &site.teams[index];
    let own = name(team);
    let is_shared = |other: &usize| *other != index && name(&site.teams[*other]) == own;
    if !shared.teams.iter().any(is_shared) {
        return own.to_owned();
    }
    let facts = &team.facts;
    let group = facts.group.map(|group| match site.config.language {
        Language::French => format!("groupe {group}"),
        Language::English => format!("group {group}"),
    });
    let mut parts = vec![own.to_owned()];
    parts.extend(Some(facts.edition.clone()).filter(|edition| !edition.is_empty()));
    parts.extend(group);
    if parts.len() == 1 {
        parts.push(
            team.path
                .rsplit('/')
                .next()
                .unwrap_or(&team.path)
                .to_owned(),
        );
    }
    parts.join(", ")
}

/// Puts out the pages of collectivities that have several maps, and draws where the teams worked.
///
/// # Errors
/// When the output takes no more.
pub(super) fn together(
    press: &Press<'_, '_>,
    shared: Shared,
    cards: &mut BTreeSet<MapCard>,
    report: &mut Report,
) -> io::Result<Option<Drawn>> {
    let site = press.site;
    if !site.has_maps {
        return Ok(None);
    }
    let language = site.config.language;
    let noting = Noting::new(press.sources);
    let studio = Studio {
        store: press.store.share(&noting),
        base_url: site.config.base_url.as_deref(),
        licenses: press.licenses,
        bare: site.config.map.basemap == "none",
    };
    for (shared, mut layers) in site.shared_maps.iter().zip(shared.0) {
        // A site in parts draws the teams of the others first.
        layers.sort_by_key(|(team, _)| *team);
        let signed = layers
            .into_iter()
            .map(|(team, layer)| (signature(site, shared, team), layer))
            .collect();
        let title = match language {
            Language::French => format!("Les cartes de {} en une", shared.collectivity),
            Language::English => format!("The maps of {} in one", shared.collectivity),
        };
        let figure = studio.merged_map(&shared.id, &title, &shared.path, signed, language);
        let facts = PageFacts {
            path: shared.path.clone(),
            title: match language {
                Language::French => format!("{}, toutes les cartes", shared.collectivity),
                Language::English => format!("{}, all the maps", shared.collectivity),
            },
            ..PageFacts::default()
        };
        let from = (facts.path.as_str(), facts.title.as_str());
        let blocks = [bring(press, figure, from, report)?];
        let mut found = Vec::new();
        self::cards(&blocks, &facts.path, site, &mut found);
        cards.extend(found);
        let text = Text {
            blocks: &blocks,
            footnotes: &[],
        };
        press.put(&facts.path, press.renderer.page(&facts, text), report)?;
    }
    let teams = site.teams.iter().filter_map(|team| {
        let facts = &team.facts;
        Some(Worked {
            name: name(team).to_owned(),
            point: point(&facts.siren, &facts.insee, &facts.collectivity)?,
            datasets: dataset_count(team),
        })
    });
    // Teams of one collectivity are one place.
    let mut worked: Vec<Worked> = Vec::new();
    for team in teams {
        match worked.iter_mut().find(|known| known.point == team.point) {
            Some(known) => {
                if known.name != team.name {
                    known.name = format!("{}, {}", known.name, team.name);
                }
                known.datasets += team.datasets;
            }
            None => worked.push(team),
        }
    }
    if worked.len() < 2 {
        return Ok(None);
    }
    let figure = studio.edition_map(&worked, MAPS, language);
    let title = match language {
        Language::French => "Toutes les cartes",
        Language::English => "All the maps",
    };
    match bring(press, figure, (MAPS, title), report)? {
        Block::Drawn(drawn) => Ok(Some(*drawn)),
        _ => Ok(None),
    }
}

/// Puts out the files of a figure, its pictures and its own page.
fn bring(
    press: &Press<'_, '_>,
    figure: Figure,
    from: (&str, &str),
    report: &mut Report,
) -> io::Result<Block> {
    let mut block = [Block::Drawn(Box::new(figure.drawn))];
    if press.prints {
        for FigureFile { path, bytes } in figure.files {
            press.output.put(&path, &bytes)?;
        }
        drawings::pictures(&figure.pictures, &mut block, press.pictures, press.output)?;
    }
    let [block] = block;
    if let Block::Drawn(drawn) = &block
        && let Some(path) = &drawn.embed
    {
        press.embed(drawn, path, from, press.site.config.language, report)?;
    }
    Ok(block)
}

/// The maps of some blocks that were drawn.
pub(super) fn cards(blocks: &[Block], page: &str, site: &Site, out: &mut Vec<MapCard>) {
    for block in blocks {
        match block {
            Block::Drawn(drawn) if matches!(drawn.content, Content::Map(_)) => out.push(MapCard {
                page: page.to_owned(),
                id: drawn.id.clone(),
                title: drawn.title.clone(),
                subtitle: drawn.subtitle.clone(),
                place: page_name(site, page),
            }),
            Block::List { items, .. } => {
                for item in items {
                    cards(&item.blocks, page, site, out);
                }
            }
            Block::Quote(inner) => cards(inner, page, site, out),
            Block::Callout(callout) => cards(&callout.blocks, page, site, out),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    cards(&cell.blocks, page, site, out);
                }
            }
            _ => {}
        }
    }
}

/// What a page is called among all: its team and its day, or its title.
fn page_name(site: &Site, page: &str) -> String {
    for team in &site.teams {
        let Some(stem) = page
            .strip_prefix(&team.path)
            .and_then(|rest| rest.strip_prefix('/'))
            .map(|rest| rest.trim_end_matches(".html"))
        else {
            continue;
        };
        let section = team
            .sections
            .iter()
            .find(|section| section.key.stem() == stem);
        let name = name(team);
        return match section {
            Some(section) => {
                let title = section_title(site.config.language, section);
                format!("{name}, {title}")
            }
            None => name.to_owned(),
        };
    }
    let found = site.pages.iter().find(|known| known.path == page);
    found.map_or_else(String::new, |known| known.title.clone())
}
