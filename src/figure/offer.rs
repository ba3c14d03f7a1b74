//! What a figure gives to take away: files, and the pictures that the story makes of its drawings.

use super::{Figure, Studio};
use crate::chart::{Caption, Drawing, card, png, with_letters};
use crate::model::figure::Download;

/// Pixels of a picture to take away for each of its drawing's: sharp on a screen of twice the density.
const SHARP: f32 = 2.0;

/// A file that a figure brings into the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureFile {
    /// Path in the site.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// A picture that is to be made of a drawing. Pictures are kept from one build to the next, so the story makes them.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureOrder {
    /// Id of the figure.
    pub figure: String,
    /// Path in the site.
    pub path: String,
    /// What is drawn: see [`png::render`].
    pub svg: String,
    /// Pixels for each of the drawing's.
    pub scale: f32,
    pub purpose: Purpose,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Readers take it away.
    Download,
    /// It goes with a link to the page, where links are shared.
    Link,
}

/// What the figures of a page bring into the site.
#[derive(Debug, Default)]
pub struct Brought {
    pub files: Vec<FigureFile>,
    pub pictures: Vec<PictureOrder>,
}

impl Figure {
    /// Adds a file to take away.
    pub(super) fn offer(&mut self, name: &'static str, path: String, bytes: Vec<u8>) {
        self.drawn.downloads.push(Download {
            name,
            path: path.clone(),
            bytes: bytes.len() as u64,
        });
        self.files.push(FigureFile { path, bytes });
    }

    /// Adds a drawing that stands alone, as SVG and as a picture. `path` is that of the files without what follows the
    /// dot.
    pub(super) fn offer_drawing(&mut self, path: &str, standalone: String) {
        let file = with_letters(&standalone).into_bytes();
        self.offer("SVG", format!("{path}.svg"), file);
        self.order(format!("{path}.png"), standalone, SHARP, Purpose::Download);
    }

    fn order(&mut self, path: String, svg: String, scale: f32, purpose: Purpose) {
        if png::AVAILABLE {
            self.pictures.push(PictureOrder {
                figure: self.drawn.id.clone(),
                path,
                svg,
                scale,
                purpose,
            });
        }
    }
}

impl Studio<'_> {
    /// Adds the picture that goes with a link to a figure: its caption and a drawing. Without the address of the
    /// site, no link has one.
    pub(super) fn share(
        &self,
        figure: &mut Figure,
        path: &str,
        caption: &Caption,
        drawing: impl FnOnce() -> Drawing,
    ) {
        if png::AVAILABLE && self.base_url.is_some() {
            let svg = card(&figure.drawn.id, caption, &drawing());
            figure.order(format!("{path}.partage.png"), svg, 1.0, Purpose::Link);
        }
    }
}
