//! The index that the reader's search looks into. In: the words of each page, as texts are read. Out: small files, each
//! loaded when a search needs it.
//!
//! Files are scripts rather than JSON: a page opened from a USB stick may load a script of its own folder, and may not
//! read a file.

mod index;
mod words;

pub use index::{Collector, Document, Index, IndexFile, Kind, Tally, Weights, tally};
