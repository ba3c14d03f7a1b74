//! Pictures of drawings: SVG in, PNG bytes out, with the theme's own fonts and no others.

#[cfg(feature = "png")]
mod renderer {
    use crate::chart::font::FONTS;
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};
    use std::sync::{Arc, LazyLock};

    /// Pixels of a picture's longer side, at most: a drawing that is longer is made smaller.
    const LONGEST: f32 = 8000.0;

    static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.file.to_vec());
        }
        fonts.set_sans_serif_family("Encre Sans");
        fonts.set_serif_family("Encre Serif");
        Arc::new(fonts)
    });

    pub fn render(svg: &str, scale: f32) -> Option<Vec<u8>> {
        let options = Options {
            fontdb: Arc::clone(&DATABASE),
            font_family: "Encre Sans".to_owned(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).ok()?;
        let size = tree.size();
        let scale = scale.min(LONGEST / size.width().max(size.height()));
        let (width, height) = (
            (size.width() * scale).ceil() as u32,
            (size.height() * scale).ceil() as u32,
        );
        let mut picture = Pixmap::new(width, height)?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut picture.as_mut(),
        );
        picture.encode_png().ok()
    }
}

#[cfg(not(feature = "png"))]
mod renderer {
    pub fn render(_: &str, _: f32) -> Option<Vec<u8>> {
        None
    }
}

/// Whether this program makes pictures.
pub const AVAILABLE: bool = cfg!(feature = "png");

/// Another renderer, or another version of it, may give other bytes for the same drawing.
pub const RENDERER: &str = "resvg 0.49.0";

/// The picture of an SVG, `scale` pixels for each of its own; the same bytes for the same drawing.
///
/// `None` for what is not SVG, for a drawing without a surface, and always where pictures are not [`AVAILABLE`]. Nothing
/// outside of the text is read: no file, no address, no font of the system.
pub fn render(svg: &str, scale: f32) -> Option<Vec<u8>> {
    renderer::render(svg, scale)
}

#[cfg(all(test, feature = "png"))]
mod tests {
    use super::*;

    #[test]
    fn letters_are_drawn_in_our_own_fonts() {
        let drawing = |text: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 20\"><text y=\"15\" font-family=\"Encre Sans\">{text}</text></svg>"
            )
        };
        let empty = render(&drawing(""), 1.0).unwrap();
        let full = render(&drawing("œuvre"), 1.0).unwrap();
        assert_eq!(&full[..4], b"\x89PNG");
        assert_ne!(empty, full);
        assert_eq!(full, render(&drawing("œuvre"), 1.0).unwrap());
    }

    #[test]
    fn what_is_no_drawing_has_no_picture() {
        assert_eq!(render("<p>", 1.0), None);
        assert_eq!(render("", 1.0), None);
    }

    #[test]
    fn kept_pictures_are_of_this_renderer() {
        let lock = include_str!("../../Cargo.lock").replace("\r\n", "\n");
        let (name, version) = RENDERER.split_once(' ').unwrap();
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"")));
    }
}
