//! carnet compiles per-team Markdown logbooks into a static website.
#![forbid(unsafe_code)]

pub mod cli;
pub mod diag;
pub mod disk;
pub mod fetch;
pub mod model;
pub mod picture;
pub mod source;
