//! Bytes → manuscripts: what the authors wrote, each word with its place.

pub mod config;
pub mod front;
pub mod key;
pub mod yaml;
