//! Bytes → manuscripts: what the authors wrote, each word with its place in the file. It may be wrong.

pub mod address;
pub mod encoding;
pub mod fold;
pub mod html;
pub mod lines;
pub mod mapped;
pub mod markdown;
pub mod tidy;
pub mod tree;
