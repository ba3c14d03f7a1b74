//! The maps that were drawn, for the page of them all, and those that several pages share.

use super::Press;
use crate::diag::{Language, Report};
use crate::figure::map::{Worked, point};
use crate::figure::{Figure, FigureFile, Scene, Studio};
use crate::map::Layer;
use crate::model::body::{Block, fences};
use crate::model::fence::FenceKind;
use crate::model::figure::{Content, Drawn};
use crate::model::page::PageFacts;
use crate::model::site::{SharedMap, Site};
use crate::render::view::team::{dataset_count, name, section_title};
use crate::render::{MAPS, MapCard, Text};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Places of one shared map, at most: beyond, the layers that come later stay on their own pages.
const MOST_PLACES: usize = 20_000;

/// The layers of collectivities that have several maps, as their texts are drawn.
pub(super) struct Shared {
    maps: Vec<SharedMap>,
    /// For each map: team, body and number of the block → its layers.
    layers: Mutex<Vec<BTreeMap<[usize; 3], Vec<Layer>>>>,
}

impl Shared {
    pub(super) fn new(site: &Site) -> Self {
        let maps = site.shared_maps.clone();
        Shared {
            layers: Mutex::new(vec![BTreeMap::new(); maps.len()]),
            maps,
        }
    }

    /// Takes the layers of the maps in a body of a team, when its collectivity has several.
    pub(super) fn collect(
        &self,
        studio: &Studio<'_>,
        team: usize,
        body: usize,
        blocks: &[Block],
        scene: &Scene<'_>,
    ) -> io::Result<()> {
        let Some(at) = self.maps.iter().position(|map| map.teams.contains(&team)) else {
            return Ok(());
        };
        for (number, fence) in fences(blocks, FenceKind::Map).into_iter().enumerate() {
            let layers = studio.map_layers(fence, scene)?;
            let mut all = self.layers.lock().unwrap_or_else(PoisonError::into_inner);
            all[at].insert([team, body, number], layers);
        }
        Ok(())
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

impl Press<'_> {
    /// The page of all maps, and those of the collectivities that have several.
    pub(super) fn all_maps(&self, report: &mut Report) -> io::Result<()> {
        let language = self.site.config.language;
        let mut all = std::mem::take(
            &mut *self
                .shared
                .layers
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        for (shared, layers) in self.shared.maps.iter().zip(&mut all) {
            let mut places = 0;
            let mut signed = Vec::new();
            for ([team, _, _], layers) in std::mem::take(layers) {
                let team = signature(self.site, shared, team);
                for layer in layers {
                    places += layer.features.len();
                    if places <= MOST_PLACES {
                        signed.push((team.clone(), layer));
                    }
                }
            }
            let title = match language {
                Language::French => format!("Les cartes de {} en une", shared.collectivity),
                Language::English => format!("The maps of {} in one", shared.collectivity),
            };
            let figure = self
                .studio
                .merged_map(&shared.id, &title, &shared.path, signed, language);
            let facts = PageFacts {
                path: shared.path.clone(),
                title,
                ..PageFacts::default()
            };
            self.drawn_page(&facts, figure, report)?;
        }
        let worked: Vec<Worked> = self
            .site
            .teams
            .iter()
            .filter_map(|team| {
                let facts = &team.facts;
                Some(Worked {
                    name: name(team).to_owned(),
                    point: point(&facts.siren, &facts.insee, &facts.collectivity)?,
                    datasets: dataset_count(team),
                })
            })
            .collect();
        let edition = match worked.len() >= 2 {
            true => {
                let figure = self.studio.edition_map(&worked, MAPS, language);
                Some(self.bring(figure, (MAPS, ""), language, report)?)
            }
            false => None,
        };
        let cards: Vec<MapCard> = self
            .maps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect();
        let page = self.renderer.maps(edition.as_ref(), &cards);
        self.put(MAPS, page, report)
    }

    /// A page whose text is one figure.
    fn drawn_page(&self, facts: &PageFacts, figure: Figure, report: &mut Report) -> io::Result<()> {
        let language = self.site.config.language;
        let drawn = self.bring(figure, (&facts.path, &facts.title), language, report)?;
        let blocks = [Block::Drawn(Box::new(drawn))];
        let mut found = Vec::new();
        cards(&blocks, &facts.path, self.site, &mut found);
        self.maps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(found);
        let text = Text {
            blocks: &blocks,
            footnotes: &[],
        };
        self.put(&facts.path, self.renderer.page(facts, text), report)
    }

    /// Puts out the files of a figure and its own page.
    fn bring(
        &self,
        figure: Figure,
        from: (&str, &str),
        language: Language,
        report: &mut Report,
    ) -> io::Result<Drawn> {
        if self.prints {
            for FigureFile { path, bytes } in figure.files {
                self.output.put(&path, &bytes)?;
            }
        }
        if let Some(path) = &figure.drawn.embed {
            self.embed(&figure.drawn, path, from, language, report)?;
        }
        Ok(figure.drawn)
    }
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
