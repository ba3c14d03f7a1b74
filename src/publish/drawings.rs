//! Pictures of drawings: made in parallel, put out one by one, kept by what they were made from.

use crate::Output;
use crate::chart::png;
use crate::figure::{PictureOrder, Purpose};
use crate::model::body::Block;
use crate::model::figure::Download;
use crate::model::walk;
use crate::picture::format::Format;
use crate::picture::record::{Digest, PictureStore, Record, RecordedCopy, SETTINGS, StoredCopy};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// Makes the pictures that the figures of some blocks ask for, and tells the figures which they have.
///
/// # Errors
/// When the store or the output takes no more.
pub(super) fn pictures(
    orders: &[PictureOrder],
    blocks: &mut [Block],
    store: &dyn PictureStore,
    output: &dyn Output,
) -> io::Result<()> {
    let made: Vec<Option<u64>> = orders
        .par_iter()
        .map(|order| picture(order, store, output))
        .collect::<io::Result<_>>()?;
    let mut by_figure: BTreeMap<&str, Vec<(&PictureOrder, u64)>> = BTreeMap::new();
    for (order, bytes) in orders.iter().zip(made) {
        if let Some(bytes) = bytes {
            by_figure
                .entry(&order.figure)
                .or_default()
                .push((order, bytes));
        }
    }
    walk::drawn(blocks, &mut |drawn| {
        for (order, bytes) in by_figure.remove(drawn.id.as_str()).unwrap_or_default() {
            let path = order.path.clone();
            match order.purpose {
                Purpose::Link => drawn.picture = Some(path),
                Purpose::Download => drawn.downloads.push(Download {
                    name: "PNG",
                    path,
                    bytes,
                }),
            }
        }
    });
    Ok(())
}

/// Makes one picture, or takes it from the store, and puts it out. Returns its bytes.
fn picture(
    order: &PictureOrder,
    store: &dyn PictureStore,
    output: &dyn Output,
) -> io::Result<Option<u64>> {
    let key = format!("{} × {}\n{}", png::RENDERER, order.scale, order.svg);
    let original = Digest::of(key.as_bytes());
    if let Some(copy) = store
        .load(&original)
        .and_then(|record| kept(original, &record))
    {
        if output.keep_bytes(&order.path, &copy.hash) {
            return Ok(Some(copy.bytes));
        }
        let mut bytes = Vec::new();
        store.open(&copy)?.read_to_end(&mut bytes)?;
        output.put(&order.path, &bytes)?;
        return Ok(Some(copy.bytes));
    }
    let Some(bytes) = png::render(&order.svg, order.scale) else {
        return Ok(None);
    };
    output.put(&order.path, &bytes)?;
    let (width, height) = size(&bytes);
    let record = Record {
        settings: SETTINGS,
        format: Format::Svg,
        width,
        height,
        copies: vec![RecordedCopy {
            width,
            height,
            extension: "png".to_owned(),
            bytes: bytes.len() as u64,
            hash: Digest::of(&bytes).hex(),
        }],
        findings: Vec::new(),
    };
    let length = bytes.len() as u64;
    store.save(&original, &record, &[bytes])?;
    Ok(Some(length))
}

fn kept(original: Digest, record: &Record) -> Option<StoredCopy> {
    let copy = record.copies.first()?;
    Some(StoredCopy {
        original,
        width: copy.width,
        extension: copy.extension.clone(),
        bytes: copy.bytes,
        hash: copy.hash.clone(),
    })
}

/// Width and height of a PNG, in pixels: the first eight bytes of its header, after a signature of eight and the eight
/// that begin a chunk.
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| {
        png.get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, u32::from_be_bytes)
    };
    (number(16), number(20))
}
