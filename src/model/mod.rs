//! The nouns: plain values that the stages hand to each other.

pub mod address;
pub mod body;
pub mod collection;
pub mod config;
pub mod dataset;
pub mod date;
pub mod fence;
pub mod figure;
pub mod finding;
pub mod frequency;
pub mod license;
pub mod logbook;
pub mod page;
pub mod picture;
pub mod profile;
pub mod quality;
pub mod sheet;
pub mod site;
pub mod table;
pub mod walk;
