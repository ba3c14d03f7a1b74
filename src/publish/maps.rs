//! The maps that were drawn, for the page of them all.

use crate::model::body::Block;
use crate::model::figure::Content;
use crate::model::site::Site;
use crate::render::MapCard;
use crate::render::view::team::{name, section_title};

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
