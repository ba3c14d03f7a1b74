//! What is put aside between the reading of a text and its rendering: its trees, its words. In: a value. Out: a slip
//! of paper that gives it back.
//!
//! What a site says of a text depends on all the others, so every text is read before the first is rendered. Packed,
//! a tree is about as long as its Markdown, and costs a few percent of reading it again. The first of them stay in
//! memory; beyond a fixed weight they go to a file that nobody else sees, so that memory does not grow with the site.

use crate::Scratch;
use crate::model::body::{Block, Footnote};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that may stay in memory, all texts together.
const HELD: usize = 2 << 20;

/// The words of one page: an opening, a section, a page of prose. Pictures are found, links are as written.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The file that it comes from, by its number among those of its logbook.
    pub file: usize,
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}

/// Where a value waits; by default, where an empty one does.
#[derive(Debug)]
pub struct Slip<T> {
    place: Place,
    kind: PhantomData<fn() -> T>,
}

impl<T> Slip<T> {
    fn new(place: Place) -> Self {
        let kind = PhantomData;
        Slip { place, kind }
    }
}

impl<T> Clone for Slip<T> {
    fn clone(&self) -> Self {
        Slip::new(self.place.clone())
    }
}

impl<T> Default for Slip<T> {
    fn default() -> Self {
        Slip::new(Place::Nowhere)
    }
}

#[derive(Debug, Clone)]
enum Place {
    Nowhere,
    Held(Arc<[u8]>),
    Written { at: u64, length: usize },
}

/// Keeps values until they are asked for.
pub struct Aside<'a> {
    scratch: Option<Box<dyn Scratch + 'a>>,
    limit: usize,
    held: AtomicUsize,
}

impl<'a> Aside<'a> {
    /// Without a scratch file, everything stays in memory.
    pub fn new(scratch: Option<Box<dyn Scratch + 'a>>) -> Self {
        Aside {
            scratch,
            limit: HELD,
            held: AtomicUsize::new(0),
        }
    }

    /// Puts a value aside.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put<T: Serialize>(&self, value: &T) -> io::Result<Slip<T>> {
        let packed = postcard::to_stdvec(value).map_err(io::Error::other)?;
        let length = packed.len();
        let before = self.held.fetch_add(length, Ordering::Relaxed);
        if let Some(scratch) = self
            .scratch
            .as_ref()
            .filter(|_| before + length > self.limit)
        {
            self.held.fetch_sub(length, Ordering::Relaxed);
            let at = scratch.append(&packed)?;
            return Ok(Slip::new(Place::Written { at, length }));
        }
        Ok(Slip::new(Place::Held(packed.into())))
    }

    /// Gives back what a slip stands for.
    ///
    /// # Errors
    /// What the disk says.
    pub fn take<T: DeserializeOwned + Default>(&self, slip: Slip<T>) -> io::Result<T> {
        match (slip.place, &self.scratch) {
            (Place::Nowhere, _) => return Ok(T::default()),
            (Place::Held(packed), _) => postcard::from_bytes(&packed),
            (Place::Written { at, length }, Some(scratch)) => {
                postcard::from_bytes(&scratch.read(at, length)?)
            }
            (Place::Written { .. }, None) => return Err(io::ErrorKind::NotFound.into()),
        }
        .map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::Inline;
    use crate::source::Span;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Paper(Mutex<Vec<u8>>);

    impl Scratch for Paper {
        fn append(&self, bytes: &[u8]) -> io::Result<u64> {
            let mut paper = self.0.lock().unwrap();
            paper.extend_from_slice(bytes);
            Ok((paper.len() - bytes.len()) as u64)
        }

        fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
            let at = usize::try_from(at).unwrap();
            Ok(self.0.lock().unwrap()[at..at + length].to_vec())
        }
    }

    fn bodies(words: &str) -> Vec<Body> {
        vec![
            Body::default(),
            Body {
                file: 2,
                blocks: vec![
                    Block::Quote(vec![Block::Paragraph {
                        inlines: vec![Inline::Text(words.into()), Inline::Break],
                        centered: true,
                        span: Span::new(3, 9),
                    }]),
                    Block::Rule,
                ],
                footnotes: Vec::new(),
            },
        ]
    }

    #[test]
    fn texts_come_back_as_they_were() {
        let aside = Aside {
            limit: 40,
            ..Aside::new(Some(Box::new(Paper::default())))
        };
        let slips: Vec<Slip<Vec<Body>>> = ["un", "deux", "trois", "quatre"]
            .into_iter()
            .map(|words| aside.put(&bodies(words)).unwrap())
            .collect();
        assert!(matches!(slips[0].place, Place::Held(_)));
        assert!(matches!(slips[3].place, Place::Written { .. }));
        for (slip, words) in slips.into_iter().zip(["un", "deux", "trois", "quatre"]) {
            assert_eq!(aside.take(slip).unwrap(), bodies(words));
        }
    }
}
