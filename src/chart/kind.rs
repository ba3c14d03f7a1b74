//! The kinds of chart, as values: what each is called, what it needs, how it is drawn.

use super::canvas::Canvas;
use super::{Chart, Reduced, ReducedThing};
use crate::diag::Language;
use std::fmt;

pub mod bar;

/// All kinds, in the order of the manual.
pub const KINDS: &[ChartKind] = &[bar::BAR];

/// One kind of chart.
pub struct ChartKind {
    /// What authors write after `type:`.
    pub name: &'static str,
    /// Other names that authors may write.
    pub aliases: &'static [&'static str],
    /// What it is for, in one line: French, English.
    pub summary: [&'static str; 2],
    /// The channels that it reads.
    pub channels: &'static [Channel],
    /// Draws on a sheet and says how high it became, in pixels.
    pub(super) draw: fn(&Chart, &mut Sheet<'_, '_>) -> f64,
}

/// What a kind wants in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channel {
    /// `x`, `y`, `series`, `size`, `label`, `value` or `facet`.
    pub name: &'static str,
    pub wants: Wants,
    pub required: bool,
}

/// What values a channel takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Categories,
    Numbers,
    /// Years, dates, numbers or ordered categories.
    Ordered,
    Anything,
}

impl Channel {
    const fn required(name: &'static str, wants: Wants) -> Self {
        Channel {
            name,
            wants,
            required: true,
        }
    }

    const fn optional(name: &'static str, wants: Wants) -> Self {
        Channel {
            name,
            wants,
            required: false,
        }
    }
}

impl ChartKind {
    /// What it is for, in one line.
    pub fn summary(&self, language: Language) -> &'static str {
        match language {
            Language::French => self.summary[0],
            Language::English => self.summary[1],
        }
    }
}

impl fmt::Debug for ChartKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The kind that an author named, by its name or an alias.
pub fn find(name: &str) -> Option<&'static ChartKind> {
    KINDS
        .iter()
        .find(|kind| kind.name == name || kind.aliases.contains(&name))
}

/// What a kind draws on.
pub(super) struct Sheet<'s, 'b> {
    pub canvas: &'s mut Canvas<'b>,
    /// Made for a telephone.
    pub narrow: bool,
    pub reduced: &'s mut Vec<Reduced>,
}

impl Sheet<'_, '_> {
    /// Says that not everything is drawn one by one.
    pub fn reduce(&mut self, what: ReducedThing, shown: usize, of: usize) {
        if shown < of {
            self.reduced.push(Reduced { what, shown, of });
        }
    }
}
