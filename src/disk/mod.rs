//! The only door to the file system.

pub mod cache;
pub mod download;
pub mod pictures;
mod request;
mod whole;
