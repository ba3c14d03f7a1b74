//! What fills a hole of a sentence: a name, the same in both languages, or words that have their French and English.

use std::fmt::Display;

/// Words in both languages, for a hole of a message that is not a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    pub fr: String,
    pub en: String,
}

impl Phrase {
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Phrase {
            fr: fr.into(),
            en: en.into(),
        }
    }

    /// The end of a sentence that names the nearest known name, empty when none is near.
    pub fn nearest(name: Option<&str>) -> Self {
        match name {
            Some(name) => Phrase::new(
                format!(" ; le nom connu le plus proche est « {name} »"),
                format!("; the nearest known name is “{name}”"),
            ),
            None => Phrase::new("", ""),
        }
    }
}

/// A value that can fill a hole: anything that displays itself, or a [`Phrase`].
pub trait Filling {
    fn filling(self) -> Field;
}

/// A filled hole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name(String),
    Words(Phrase),
}

impl<T: Display> Filling for T {
    fn filling(self) -> Field {
        Field::Name(self.to_string())
    }
}

impl Filling for Phrase {
    fn filling(self) -> Field {
        Field::Words(self)
    }
}
