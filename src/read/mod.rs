//! Bytes → manuscripts: what the authors wrote, each word with its place in the file. It may be wrong.

pub mod encoding;
pub mod fold;
pub mod lines;
pub mod mapped;
pub mod tidy;
