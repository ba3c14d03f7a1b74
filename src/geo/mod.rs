//! The geography of France, offline. In: codes, names, coordinates. Out: communes, shapes, WGS84 degrees.
//!
//! Tables and contours are embedded, deflated, and unpacked when first asked for; `data/README.md` says where they come
//! from. Nothing here reads a file or knows what a logbook is.

pub mod area;
pub mod contours;
mod pack;
pub mod place;
pub mod projection;
pub mod shape;
pub mod tables;

/// What a page that shows any of it must say.
pub const ATTRIBUTION: &str =
    "IGN ADMIN EXPRESS COG, INSEE COG, DGCL, DILA, La Poste — Licence Ouverte 2.0";
