//! Drawings as a reader gets them.

use carnet::chart::color;
use std::fs;
use std::path::Path;

/// Rewrites expected files instead of comparing.
fn bless() -> bool {
    std::env::var_os("CARNET_BLESS").is_some()
}

fn same_as_file(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if bless() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        expected == text,
        "{} differs: CARNET_BLESS=1 cargo test rewrites it",
        path.display()
    );
}

#[test]
fn the_theme_has_the_colors_of_drawings() {
    same_as_file("themes/encre/static/charts.css", &color::style_sheet());
}
