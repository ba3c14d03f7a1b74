//! Pictures of drawings: SVG bytes in, PNG bytes out, with the theme's own fonts and no others.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};

/// Pixels of a picture's longer side, at most: a drawing that is longer is made smaller.
const LONGEST: f32 = 8000.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for bytes in [
        &include_bytes!("fonts/encre-sans-400.ttf")[..],
        include_bytes!("fonts/encre-sans-600.ttf"),
        include_bytes!("fonts/encre-serif-600.ttf"),
    ] {
        fonts.load_font_data(bytes.to_vec());
    }
    fonts.set_sans_serif_family("Encre Sans");
    fonts.set_serif_family("Encre Serif");
    Arc::new(fonts)
});

/// The picture of an SVG, `scale` pixels for each of its own; the same bytes for the same drawing.
///
/// `None` for what is not SVG, and for a drawing without a surface. Nothing outside of the text is read: no file, no
/// address, no font of the system.
pub fn render(svg: &str, scale: f32) -> Option<Vec<u8>> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Encre Sans".to_owned(),
        image_href_resolver: resvg::usvg::ImageHrefResolver {
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

#[cfg(test)]
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
}
