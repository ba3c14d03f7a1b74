//! Bytes → manuscripts: what the authors wrote, each word with its place in the file. It may be wrong.

pub mod config;
pub mod encoding;
mod entries;
pub mod fence;
pub mod front;
pub mod html;
pub mod import;
pub mod key;
pub mod lines;
pub mod logbook;
pub mod mapped;
pub mod markdown;
pub mod outline;
pub mod sheet;
pub mod shelf;
pub mod template;
pub mod tidy;
pub mod tree;
pub mod yaml;

// Ground that every file of this room stands on.
pub use crate::model::{address, walk};
pub use crate::text::fold;
