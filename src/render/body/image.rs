//! Pictures: in the text, in figures, and the frame that stands where one is missing.

use super::super::escape::{host, push_address, push_path, push_plain, push_text};
use super::Body;
use crate::model::body::{Figure, Image, ImageTarget};
use crate::model::picture::Picture;
use std::fmt::Write;

/// The widths in CSS pixels that the style sheet knows, for those that authors ask for.
pub(super) const WIDTHS: [u32; 9] = [80, 120, 160, 240, 320, 400, 480, 560, 640];

impl Body<'_> {
    pub(super) fn figure(&mut self, figure: &Figure) {
        if let ImageTarget::Missing(name) = &figure.image.target {
            self.out
                .push_str("<figure class=\"image-manquante\" data-src=\"");
            push_text(&mut self.out, name, self.spacing);
            self.out.push_str("\"><p>");
            self.absent_words(name, &figure.image.alt);
            self.out.push_str("</p>");
        } else {
            self.out.push_str("<figure>");
            self.picture(&figure.image);
        }
        if !figure.caption.is_empty() {
            self.out.push_str("<figcaption>");
            self.inlines(&figure.caption);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    pub(super) fn inline_image(&mut self, image: &Image) {
        if let ImageTarget::Missing(name) = &image.target {
            self.out.push_str("<span class=\"image-manquante\">");
            self.absent_words(name, &image.alt);
            self.out.push_str("</span>");
        } else {
            self.picture(image);
        }
    }

    fn absent_words(&mut self, name: &str, alt: &str) {
        self.say("Image absente : ", "Missing picture: ");
        self.out.push_str("<span class=\"file\">");
        push_plain(&mut self.out, name);
        self.out.push_str("</span>");
        if !alt.is_empty() {
            self.out.push_str(", ");
            push_text(&mut self.out, alt, self.spacing);
        }
    }

    fn picture(&mut self, image: &Image) {
        match &image.target {
            ImageTarget::Missing(_) => {}
            ImageTarget::Local(source) => match self.context.pictures.get(source) {
                Some(picture) => {
                    if self.first_picture.is_none() && picture.width >= 400 {
                        self.first_picture =
                            picture.variants.last().map(|variant| variant.path.clone());
                    }
                    let root = self.context.root;
                    self.out.push_str("<img");
                    push_sources(&mut self.out, root, picture, image.width.unwrap_or(936));
                    self.rest_of_image(image);
                }
                // Published as it is (an SVG drawing, a picture that was not measured).
                None => {
                    self.out.push_str("<img src=\"");
                    self.out.push_str(self.context.root);
                    push_path(
                        &mut self.out,
                        super::super::site_path(self.context.src, source),
                    );
                    self.out.push('"');
                    self.rest_of_image(image);
                }
            },
            ImageTarget::Remote(address) | ImageTarget::Written(address) => {
                let secure = address
                    .trim()
                    .get(..8)
                    .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
                let Some(host) = host(address).filter(|_| secure) else {
                    self.out.push_str("<span class=\"image-manquante\">");
                    self.absent_words(address, &image.alt);
                    self.out.push_str("</span>");
                    return;
                };
                self.image_hosts.insert(host.to_ascii_lowercase());
                self.out.push_str("<img src=\"");
                push_address(&mut self.out, address);
                self.out.push_str("\" referrerpolicy=\"no-referrer\"");
                self.rest_of_image(image);
            }
        }
    }

    /// The attributes that every picture of a text has, and the end of its tag.
    fn rest_of_image(&mut self, image: &Image) {
        if let Some(width) = image.width {
            let _ = write!(self.out, " class=\"w{}\"", snapped(width));
        }
        self.out.push_str(" alt=\"");
        push_text(&mut self.out, &image.alt, self.spacing);
        self.out.push('"');
        if !image.title.is_empty() && image.title != image.alt {
            self.out.push_str(" title=\"");
            push_text(&mut self.out, &image.title, self.spacing);
            self.out.push('"');
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }
}

/// Appends `src`, `srcset`, `sizes`, `width` and `height` for a picture shown at most `shown` CSS pixels wide.
pub(crate) fn push_sources(out: &mut String, root: &str, picture: &Picture, shown: u32) {
    let Some(last) = picture.variants.last() else {
        return;
    };
    let _ = write!(out, " src=\"{root}");
    push_path(out, &last.path);
    out.push('"');
    if picture.variants.len() > 1 {
        out.push_str(" srcset=\"");
        for (at, variant) in picture.variants.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            out.push_str(root);
            push_path(out, &variant.path);
            let _ = write!(out, " {}w", variant.width);
        }
        let shown = shown.min(picture.width);
        let _ = write!(out, "\" sizes=\"(max-width: {shown}px) 100vw, {shown}px\"");
    }
    let _ = write!(out, " width=\"{}\" height=\"{}\"", last.width, last.height);
}

/// The known width nearest to the one asked for.
fn snapped(width: u32) -> u32 {
    WIDTHS
        .into_iter()
        .min_by_key(|known| known.abs_diff(width))
        .unwrap_or(640)
}
