//! The page of all maps.

use super::{LinkView, PageView};
use crate::render::escape::{self, Spacing};
use serde::Serialize;

/// A map, as the page of all maps shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MapCard {
    /// Path of the page that shows it.
    pub page: String,
    /// Its anchor there, and the name of its files.
    pub id: String,
    pub title: String,
    pub subtitle: String,
    /// What the page is called: the team and the day, or its title.
    pub place: String,
}

/// Variables of `maps.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapsView {
    pub page: PageView,
    pub maps: Vec<MapCardView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCardView {
    pub link: LinkView,
    pub subtitle: String,
    pub place: String,
    /// Path of the drawing in the site.
    pub picture: String,
}

impl MapCardView {
    pub fn new(card: &MapCard, spacing: Spacing) -> Self {
        MapCardView {
            link: LinkView {
                label: escape::spaced(&card.title, spacing),
                address: format!("{}#{}", escape::path(&card.page), card.id),
            },
            subtitle: escape::spaced(&card.subtitle, spacing),
            place: escape::spaced(&card.place, spacing),
            picture: escape::path(&format!("cartes/{}-apercu.svg", card.id)),
        }
    }
}
