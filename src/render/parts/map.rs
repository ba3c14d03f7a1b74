//! The page of all maps.

use super::super::body::{BodyHtml, spacing};
use super::super::theme::Theme;
use super::super::view::MAPS;
use super::super::view::map::{MapCard, MapCardView, MapsView};
use super::super::{json_ld, words};
use super::{here, home_crumb, plain_page, render};
use crate::diag::Diagnostic;
use crate::model::site::Site;
use json_ld::Subject;

pub fn list(site: &Site, theme: &Theme, cards: &[MapCard]) -> Result<Vec<u8>, Diagnostic> {
    let body = BodyHtml::default();
    let language = site.config.language;
    let heading = words::pick(language, "Toutes les cartes", "All the maps");
    let mut page = plain_page(site, "maps", MAPS, heading, &body);
    page.nav = MAPS.into();
    page.crumbs = vec![home_crumb(site), here(page.heading.clone())];
    let view = MapsView {
        page,
        maps: cards
            .iter()
            .map(|card| MapCardView::new(card, spacing(language)))
            .collect(),
    };
    let data = json_ld::text(
        site,
        &view.page,
        Subject {
            kind: "CollectionPage",
            ..Subject::default()
        },
    );
    render(theme, "maps.html", &view, &body, &data)
}
