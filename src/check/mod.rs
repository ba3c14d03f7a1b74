//! What authors wrote → what holds: every picture found or named as missing, every link resolved or taken off.

pub mod images;
pub mod links;
mod paths;

pub use images::Images;
pub use links::Links;

use crate::diag::Phrase;

/// The end of a message that names what is close.
fn close(near: Option<&str>) -> Phrase {
    match near {
        Some(near) => Phrase::new(format!(" (proche : {near})"), format!(" (close: {near})")),
        None => Phrase::new("", ""),
    }
}

/// An address as a message shows it.
fn shorten(address: &str) -> String {
    if address.chars().count() <= 120 {
        return address.to_owned();
    }
    let start: String = address.chars().take(110).collect();
    format!("{start}…")
}
