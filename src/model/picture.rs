//! A local picture as the site shows it.

/// One picture, measured and (if it could be read) prepared in several widths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its path in the sources.
    pub source: String,
    /// Size as shown, in pixels, orientation applied.
    pub width: u32,
    pub height: u32,
    /// From narrow to wide; never empty. The last one is the picture's own `src`.
    pub variants: Vec<PictureVariant>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureVariant {
    /// Path in the site, from its root.
    pub path: String,
    pub width: u32,
    pub height: u32,
}
