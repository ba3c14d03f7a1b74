//! The kinds of chart, as values: what each is called, what it needs, how it is drawn.

use super::canvas::Canvas;
use super::{Chart, Reduced, ReducedThing};
use crate::diag::Language;
use crate::format::with_unit;
use std::fmt;

mod area;
mod bar;
mod beeswarm;
mod dumbbell;
pub(super) mod facet;
mod heatmap;
mod histogram;
mod line;
mod pie;
mod scatter;
mod slope;

pub(super) use histogram::median;

/// All kinds, in the order of the manual.
pub const KINDS: &[ChartKind] = &[
    bar::BAR,
    line::LINE,
    area::AREA,
    histogram::HISTOGRAM,
    scatter::SCATTER,
    pie::PIE,
    pie::DONUT,
    slope::SLOPE,
    dumbbell::DUMBBELL,
    heatmap::HEATMAP,
    beeswarm::BEESWARM,
];

/// One kind of chart.
pub struct ChartKind {
    /// What authors write after `type:`.
    pub name: &'static str,
    /// Other names that authors may write.
    pub aliases: &'static [&'static str],
    /// What it is for, in one line: French, English.
    pub summary: [&'static str; 2],
    /// What a description calls it: French, English.
    pub(super) noun: [&'static str; 2],
    /// How its columns are read by a description.
    pub(super) family: Family,
    /// The channels that it reads.
    pub channels: &'static [Channel],
    /// Least width of a panel in small multiples, pixels.
    pub(super) panel_width: f64,
    /// What the panels of small multiples have in common besides the scales.
    pub(super) sharing: Sharing,
    /// Draws on a sheet and says how high it became, in pixels.
    pub(super) draw: fn(&Chart, &mut Sheet<'_, '_>) -> f64,
}

/// What the columns of a kind say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// `y` by `x`, and by series.
    Matrix,
    /// `y` against `x`, row by row.
    Cloud,
    /// `x` alone.
    Spread,
    /// `value` by `y` and `x`.
    Cells,
}

/// What a panel of small multiples gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Its own rows.
    Rows,
    /// All rows, those of other panels without a value, so that every panel has all categories.
    Categories,
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
    /// Made for a telephone, or a panel of small multiples: names stand over their marks, words are smaller.
    pub narrow: bool,
    /// Names, legends and annotations are written; not in the panels of small multiples.
    pub words: bool,
    /// Values of the vertical axis are written.
    pub y_words: bool,
    /// Values of the horizontal axis are written.
    pub x_words: bool,
    /// A panel of small multiples: the one series that is drawn before the pale others.
    pub focus: Option<String>,
    /// Height of the plot in a panel, pixels.
    pub panel: Option<f64>,
    pub reduced: &'s mut Vec<Reduced>,
}

impl Sheet<'_, '_> {
    /// Says that not everything is drawn one by one.
    pub fn reduce(&mut self, what: ReducedThing, shown: usize, of: usize) {
        if shown < of {
            self.reduced.push(Reduced { what, shown, of });
        }
    }

    /// Size of the words of axes, in pixels.
    pub fn axis_size(&self) -> f64 {
        if self.narrow { 13.0 } else { 14.0 }
    }

    /// Intervals of a vertical axis.
    pub fn ticks(&self) -> usize {
        if self.panel.is_some() { 3 } else { 5 }
    }

    /// Height of a plot of lines, points or columns, in pixels.
    pub fn plot_height(&self) -> f64 {
        match self.panel {
            Some(height) => height,
            None if self.narrow => 230.0,
            None => 320.0,
        }
    }
}

/// The words of a tooltip: `Aubrelle, 2025 : 2 140 MWh`. Empty names are left out.
pub(super) fn title(language: Language, names: &[&str], value: f64, unit: Option<&str>) -> String {
    let value = match value.is_finite() {
        true => with_unit(value, unit, language),
        false => missing(language).to_owned(),
    };
    titled(language, names, &value)
}

/// The same with a value already in words.
pub(super) fn titled(language: Language, names: &[&str], value: &str) -> String {
    let mut title = String::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !title.is_empty() {
            title.push_str(", ");
        }
        title.push_str(name);
    }
    if !title.is_empty() {
        title.push_str(match language {
            Language::French => "\u{A0}: ",
            Language::English => ": ",
        });
    }
    title.push_str(value);
    title
}

/// The name of what is left when the first series are named.
pub(super) fn others(language: Language) -> &'static str {
    match language {
        Language::French => "autres",
        Language::English => "others",
    }
}

/// What stands for a value that is not there.
pub(super) fn missing(language: Language) -> &'static str {
    match language {
        Language::French => "n.d.",
        Language::English => "n/a",
    }
}
