//! Covers: the picture that stands for a team.

use crate::model::body::{Image, ImageTarget};
use crate::model::site::Site;
use crate::render::escape;
use serde::Serialize;

/// A cover, or what to draw in its place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CoverView {
    /// Encoded; from the site's root, unless it is remote. Empty: draw `seed`.
    pub address: String,
    /// The picture stays on another site: `address` is whole.
    pub remote: bool,
    /// Narrower copies and their widths in pixels.
    pub variants: Vec<VariantView>,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    /// What the drawing is made from when there is no picture.
    pub seed: String,
}

/// One copy of a picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VariantView {
    pub address: String,
    pub width: u32,
}

/// The view of a cover, and the host it comes from if it is remote.
pub fn cover(site: &Site, image: Option<&Image>, seed: &str) -> (CoverView, Option<String>) {
    let mut view = CoverView {
        seed: seed.to_owned(),
        ..CoverView::default()
    };
    let Some(image) = image else {
        return (view, None);
    };
    match &image.target {
        ImageTarget::Local(source) => {
            if let Some(picture) = site.pictures.get(source)
                && let Some(last) = picture.variants.last()
            {
                view.address = escape::path(&last.path);
                view.width = last.width;
                view.height = last.height;
                view.alt.clone_from(&image.alt);
                if picture.variants.len() > 1 {
                    view.variants = picture
                        .variants
                        .iter()
                        .map(|variant| VariantView {
                            address: escape::path(&variant.path),
                            width: variant.width,
                        })
                        .collect();
                }
            }
            (view, None)
        }
        ImageTarget::Remote(address) => {
            let secure = address
                .get(..8)
                .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
            let host = escape::host(address).filter(|_| secure);
            if let Some(host) = host {
                view.address.clone_from(address);
                view.remote = true;
                view.alt.clone_from(&image.alt);
                return (view, Some(host.to_ascii_lowercase()));
            }
            (view, None)
        }
        ImageTarget::Written(_) | ImageTarget::Missing(_) => (view, None),
    }
}

/// The path in the site of a cover that lies in the project.
pub fn cover_path<'a>(site: &'a Site, image: Option<&Image>) -> Option<&'a str> {
    let ImageTarget::Local(source) = &image?.target else {
        return None;
    };
    let picture = site.pictures.get(source)?;
    Some(picture.variants.last()?.path.as_str())
}
