//! A page of prose that is not a logbook.

use super::body::{Block, Footnote};
use super::date::Date;

/// What is known of a page without its body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageFacts {
    /// Path of the file in the sources.
    pub source: String,
    /// Path in the site: `methode.html`, `guide/cartes.html`.
    pub path: String,
    pub title: String,
    pub summary: String,
    pub order: Option<i64>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub tags: Vec<String>,
    pub draft: bool,
    /// Show the list of headings.
    pub toc: bool,
    /// `fr` or `en` when it differs from the site's.
    pub language: Option<String>,
    pub contents: Vec<(u8, String, String)>,
    pub words: usize,
}

/// A page with its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub facts: PageFacts,
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}
