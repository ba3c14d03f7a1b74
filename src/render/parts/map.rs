//! The page of all maps.

use super::super::body::{Body, spacing};
use super::super::theme::Theme;
use super::super::view::map::{MapCard, MapCardView, MapsView};
use super::super::view::{MAPS, root};
use super::super::{json_ld, words};
use super::{context, here, home_crumb, plain_page, render};
use crate::diag::Diagnostic;
use crate::model::figure::Drawn;
use crate::model::site::Site;
use json_ld::Subject;

/// The page: where the teams worked, then a card for each map.
pub fn list(
    site: &Site,
    theme: &Theme,
    edition: Option<&Drawn>,
    cards: &[MapCard],
) -> Result<Vec<u8>, Diagnostic> {
    let language = site.config.language;
    let root = root(MAPS);
    let mut body = Body::new(context(site, &root, language, 0));
    if let Some(drawn) = edition {
        body.among(drawn);
    }
    let body = body.finish();
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
