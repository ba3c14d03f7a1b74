//! Drawings of data. In: a [`Chart`], whose columns are already filtered, grouped and sorted. Out: SVG.
//!
//! A chart always draws: what is missing is hatched or left as a gap and what is too much is thinned, which
//! [`Drawing::reduced`] says. What is wrong with a chart as an argument (no unit, a pie of nine slices) is not for this
//! room to say.
//!
//! A kind of chart is a value: see [`kind::KINDS`] and "Adding a chart kind" in the architecture guide.

mod axis;
mod canvas;
pub mod color;
mod data;
mod describe;
mod font;
pub mod kind;
mod label;
mod look;
pub mod measure;
mod notes;
pub mod png;
mod standalone;
mod ticks;
pub mod timeline;
pub mod tree;

use crate::diag::Language;
use crate::model::table::Column;
use canvas::{Canvas, escape};
pub use describe::describe;
pub use font::with_letters;
use kind::ChartKind;
pub use standalone::{card, framed};
use std::fmt::Write;

/// A chart whose every reference is resolved. All columns have the same number of rows: those of the table beside it.
#[derive(Debug, Clone)]
pub struct Chart {
    pub kind: &'static ChartKind,
    /// Prefix of the ids in the drawings, unique in a page: ASCII letters, digits and hyphens.
    pub id: String,
    /// Language of numbers, dates and the words that the drawing adds ("projection", "n.d.").
    pub language: Language,
    pub caption: Caption,
    pub channels: Channels,
    pub mode: Mode,
    /// Of bars; without one, horizontal for names and vertical for years, dates and numbers.
    pub orientation: Option<Orientation>,
    /// Names of categories, series or labels that carry the finding, as written in their column.
    pub highlight: Vec<String>,
    /// The name of the category or series that gathers the rest: drawn hatched, wherever it stands.
    pub others: Option<String>,
    /// One entry per row, `true` where the value is a projection; empty when there is none.
    pub projected: Vec<bool>,
    pub annotations: Vec<Annotation>,
    pub references: Vec<Reference>,
    pub x_scale: ScaleOptions,
    pub y_scale: ScaleOptions,
    /// Of a histogram: how many; without it, chosen from the data.
    pub bins: Option<usize>,
}

/// The words around a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    pub title: String,
    pub subtitle: String,
    pub source: String,
    pub note: String,
    /// The author's own description, instead of the one made from the data.
    pub alternative: Option<String>,
    /// Address of the page, for a drawing that leaves it.
    pub address: Option<String>,
}

/// The columns, by what they stand for. Which of them a kind needs is in [`ChartKind::channels`].
///
/// `name` of a column is what a reader may see beside an axis; its `unit` goes with its values. Texts and booleans are
/// categories; numbers of kind `Year`, and dates, are moments. Categories and series keep the order of their first row;
/// moments are put in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channels {
    pub x: Option<Column>,
    pub y: Option<Column>,
    pub series: Option<Column>,
    pub size: Option<Column>,
    pub label: Option<Column>,
    /// What a heatmap's cells are colored by.
    pub value: Option<Column>,
    pub facet: Option<Column>,
}

/// How series share a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    #[default]
    Grouped,
    Stacked,
    Percent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    Horizontal,
    Vertical,
}

/// A place on an axis, in data.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// A number, a year.
    Number(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// A category, as written in its column.
    Name(String),
}

/// Words that stand at a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    pub x: At,
    /// Without it, the words stand over the highest mark at `x`.
    pub y: Option<f64>,
    pub text: String,
}

/// A line across the drawing, at a value of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub axis: AxisName,
    pub at: At,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisName {
    X,
    Y,
}

/// What an author asks of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ScaleOptions {
    /// Logarithmic; values of zero and below are left out, and counted in [`Drawing::reduced`].
    pub log: bool,
    /// `Some(true)`: from zero. Bars and areas always are.
    pub zero: Option<bool>,
    pub min: Option<f64>,
    pub max: Option<f64>,
}

impl ScaleOptions {
    /// Without zero, unless the author asks for it: for places, which are not lengths.
    fn free(self) -> Self {
        ScaleOptions {
            zero: self.zero.or(Some(false)),
            ..self
        }
    }
}

/// The widths that drawings are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Width {
    /// 720 px.
    Wide,
    /// 310 units: made for telephones. 13 units of text are 12 px high in the 288 px that a screen of 320 px leaves.
    Narrow,
}

impl Width {
    /// Pixels.
    pub fn pixels(self) -> f64 {
        match self {
            Width::Wide => 720.0,
            Width::Narrow => 310.0,
        }
    }

    /// The letter that ends the ids of a drawing, so that two drawings of a chart may share a page.
    fn letter(self) -> char {
        match self {
            Width::Wide => 'w',
            Width::Narrow => 'n',
        }
    }
}

/// A drawing for a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// One `<svg>` element with a `viewBox`, without width and height: the page's style sizes it. Every color has a
    /// class (see [`color::style_sheet`]) and a literal.
    pub svg: String,
    /// Pixels.
    pub width: f64,
    /// Pixels.
    pub height: f64,
    /// What the drawing leaves out or draws together; empty most often.
    pub reduced: Vec<Reduced>,
}

/// What a drawing does not show one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reduced {
    pub what: ReducedThing,
    pub shown: usize,
    pub of: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReducedThing {
    /// Categories past the first ones are left out.
    Categories,
    /// Series past the first ones are left out.
    Series,
    /// Points are drawn together, or one for several.
    Points,
    /// Panels past the first ones are left out.
    Panels,
    /// Values that a logarithmic scale has no place for.
    NotPositive,
}

impl Reduced {
    /// A sentence for the note under the figure.
    pub fn sentence(&self, language: Language) -> String {
        let number = |value: usize| crate::format::number(value as f64, language);
        let (shown, of) = (number(self.shown), number(self.of));
        match (self.what, language) {
            (ReducedThing::Categories, Language::French) => {
                format!("{shown} catégories dessinées sur {of}.")
            }
            (ReducedThing::Categories, Language::English) => {
                format!("{shown} of {of} categories are drawn.")
            }
            (ReducedThing::Series, Language::French) => {
                format!("{shown} séries dessinées sur {of}.")
            }
            (ReducedThing::Series, Language::English) => {
                format!("{shown} of {of} series are drawn.")
            }
            (ReducedThing::Points, Language::French) => {
                format!("{of} points dessinés par {shown} marques.")
            }
            (ReducedThing::Points, Language::English) => {
                format!("{of} points are drawn as {shown} marks.")
            }
            (ReducedThing::Panels, Language::French) => {
                format!("{shown} cadres dessinés sur {of}.")
            }
            (ReducedThing::Panels, Language::English) => {
                format!("{shown} of {of} panels are drawn.")
            }
            (ReducedThing::NotPositive, Language::French) => {
                format!(
                    "{shown} valeurs dessinées sur {of} : une échelle logarithmique n’a ni zéro ni négatif."
                )
            }
            (ReducedThing::NotPositive, Language::English) => {
                format!(
                    "{shown} of {of} values are drawn: a logarithmic scale has no zero and no negative."
                )
            }
        }
    }
}

/// Draws a chart for a page.
pub fn draw(chart: &Chart, width: Width) -> Drawing {
    described(chart, width, &describe(chart, chart.language))
}

/// The chart as a drawing of its own: title, subtitle, drawing, note, source and address, in literal colors. A file of it
/// needs [`with_letters`].
pub fn standalone(chart: &Chart) -> String {
    alone(chart, &describe(chart, chart.language))
}

/// What a figure shows of its chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawings {
    pub wide: Drawing,
    pub narrow: Drawing,
    /// As [`standalone`] gives it.
    pub standalone: String,
    /// As [`describe()`] gives it.
    pub description: String,
}

/// Draws a chart for a page, wide and narrow, and for what leaves the page.
pub fn drawings(chart: &Chart) -> Drawings {
    let description = describe(chart, chart.language);
    Drawings {
        wide: described(chart, Width::Wide, &description),
        narrow: described(chart, Width::Narrow, &description),
        standalone: alone(chart, &description),
        description,
    }
}

/// The chart for the card of a shared link, as wide as fills it: a drawing of the height that its wide one has is
/// drawn wider rather than blown up.
pub fn for_card(chart: &Chart, wide: &Drawing) -> Drawing {
    let width = standalone::card_width(wide.height);
    let mut body = String::with_capacity(8 * 1024);
    let height = canvas::record(&mut body, &chart.id, width, |canvas| {
        draw_on(chart, canvas, false, &mut Vec::new())
    });
    let height = height.max(1.0).ceil();
    Drawing {
        svg: wrap(&body, &chart.id, (width, height), ""),
        width,
        height,
        reduced: Vec::new(),
    }
}

fn described(chart: &Chart, width: Width, description: &str) -> Drawing {
    drawing(&chart.id, width, description, |canvas, reduced| {
        draw_on(chart, canvas, width == Width::Narrow, reduced)
    })
}

fn alone(chart: &Chart, description: &str) -> String {
    standalone::frame(
        &chart.id,
        &chart.caption,
        description,
        chart.language,
        |canvas| draw_on(chart, canvas, false, &mut Vec::new()),
    )
}

/// Draws a chart on a canvas and says how high it became.
fn draw_on(
    chart: &Chart,
    canvas: &mut Canvas<'_>,
    narrow: bool,
    reduced: &mut Vec<Reduced>,
) -> f64 {
    let mut sheet = kind::Sheet {
        canvas,
        narrow,
        words: true,
        y_words: true,
        x_words: true,
        focus: None,
        panel: None,
        reduced,
    };
    match chart.channels.facet {
        Some(_) => kind::facet::draw(chart, &mut sheet),
        None => (chart.kind.draw)(chart, &mut sheet),
    }
}

/// Records what is drawn at a width into an `<svg>` element.
fn drawing(
    id: &str,
    width: Width,
    description: &str,
    draw: impl FnOnce(&mut Canvas<'_>, &mut Vec<Reduced>) -> f64,
) -> Drawing {
    let id = format!("{id}-{}", width.letter());
    let mut body = String::with_capacity(8 * 1024);
    let mut reduced = Vec::new();
    let height = canvas::record(&mut body, &id, width.pixels(), |canvas| {
        draw(canvas, &mut reduced)
    });
    let height = height.max(1.0).ceil();
    reduced.sort();
    reduced.dedup();
    Drawing {
        svg: wrap(&body, &id, (width.pixels(), height), description),
        width: width.pixels(),
        height,
        reduced,
    }
}

/// The root element around what was drawn.
fn wrap(body: &str, id: &str, (width, height): (f64, f64), label: &str) -> String {
    // Narrow drawings are not blown up to the width of a page: their letters would be those of a title.
    let class = if width < Width::Wide.pixels() {
        " narrow"
    } else {
        ""
    };
    let mut svg = String::with_capacity(body.len() + 1024);
    let _ = write!(
        svg,
        "<svg class=\"chart{class}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\""
    );
    escape(label, &mut svg);
    svg.push_str("\" font-family=\"Encre Sans,'Source Sans 3',sans-serif\" font-size=\"14\">");
    if body.contains("-hatch)") {
        let _ = write!(
            svg,
            "<defs><pattern id=\"{id}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0v5\" class=\"s-border\" stroke=\"#858B93\" stroke-width=\"2\"/></pattern></defs>"
        );
    }
    textures(body, id, &mut svg);
    svg.push_str(body);
    svg.push_str("</svg>");
    svg
}

/// The textures that a drawing uses: lines and dots of the paper over the color, for prints without colors.
fn textures(body: &str, id: &str, svg: &mut String) {
    if !body.contains("class=\"texture\"") {
        return;
    }
    const SHAPES: [(&str, &str); 7] = [
        ("45", "M0 3h7"),
        ("-45", "M0 3h7"),
        ("0", "M0 3h7"),
        ("0", "M3 0v7"),
        ("0", "M2 3h3"),
        ("45", "M0 3h7M3 0v7"),
        ("0", "M0 3h7M3 0v7"),
    ];
    svg.push_str("<defs>");
    for (number, (turn, shape)) in (1..).zip(SHAPES) {
        if body.contains(&format!("-x{number})")) {
            let _ = write!(
                svg,
                "<pattern id=\"{id}-x{number}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({turn})\"><path d=\"{shape}\" class=\"s-paper\" stroke=\"#FBFAF7\" stroke-width=\"1.2\" stroke-opacity=\".6\" fill=\"none\"/></pattern>"
            );
        }
    }
    svg.push_str("</defs>");
}
