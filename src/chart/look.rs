//! The colors of series: which one carries the finding, which are context, and the legend that names them.

use super::canvas::{Fill, Letters, Point, Rect, Symbol};
use super::color::{SERIES_COUNT, Token};
use super::kind::{Sheet, others};
use super::{Chart, measure};

/// From so many series on, greys on paper no longer tell surfaces apart.
const TEXTURED: usize = 3;

/// How one series or category looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub token: Token,
    pub hatched: bool,
    /// It carries the finding.
    pub found: bool,
    pub symbol: Symbol,
    /// What tells its surface from others where there is no color: 0 for none, 1 to 7.
    pub texture: u8,
}

impl Look {
    pub fn fill(&self) -> Fill {
        match self.hatched {
            true => Fill::Hatch,
            false => Fill::Plain(self.token),
        }
    }

    /// The same for a surface that is told from others by its color alone.
    pub fn surface(&self) -> Fill {
        match (self.hatched, self.texture) {
            (true, _) => Fill::Hatch,
            (false, 0) => Fill::Plain(self.token),
            (false, texture) => Fill::Textured(self.token, texture),
        }
    }

    /// Color of its name beside a mark.
    pub fn text(&self) -> Token {
        match self.hatched {
            true => Token::Ink2,
            false => self.token.text(),
        }
    }
}

/// Whether an author named it as the finding.
pub fn found(chart: &Chart, name: &str) -> bool {
    chart.highlight.iter().any(|highlight| highlight == name)
}

/// Looks of series. With a highlight among them, the rest is grey; without, each has its color.
pub fn of_series(chart: &Chart, names: &[String]) -> Vec<Look> {
    let any = names.iter().any(|name| found(chart, name));
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let found = found(chart, name);
            Look {
                token: match (any, found) {
                    (true, true) => Token::Highlight,
                    (true, false) => Token::Context,
                    (false, _) => Token::series(index),
                },
                hatched: chart.others.as_ref() == Some(name)
                    || (index + 1 == SERIES_COUNT && name == others(chart.language)),
                found,
                // Colors start again after eight, symbols after four: together they name thirty-two.
                symbol: Symbol::of(index + index / SERIES_COUNT),
                texture: match !any && names.len() >= TEXTURED {
                    true => (index % SERIES_COUNT) as u8,
                    false => 0,
                },
            }
        })
        .collect()
}

/// The same for surfaces that touch: greys take turns.
pub fn of_parts(chart: &Chart, names: &[String]) -> Vec<Look> {
    let mut looks = of_series(chart, names);
    let greys = [Token::Context, Token::Ink3];
    for (turn, look) in looks
        .iter_mut()
        .filter(|look| look.token == Token::Context)
        .enumerate()
    {
        look.token = greys[turn % 2];
    }
    looks
}

/// Looks of categories of one series: petrol, or the finding among greys.
pub fn of_categories(chart: &Chart, names: &[String]) -> Vec<Look> {
    let any = names.iter().any(|name| found(chart, name));
    names
        .iter()
        .map(|name| {
            let found = found(chart, name);
            Look {
                token: match (any, found) {
                    (true, true) => Token::Highlight,
                    (true, false) => Token::Context,
                    (false, _) => Token::series(0),
                },
                hatched: chart.others.as_ref() == Some(name),
                found,
                symbol: Symbol::Disc,
                texture: 0,
            }
        })
        .collect()
}

const LEGEND_SIZE: f64 = 14.0;
const SWATCH: f64 = 11.0;

/// A line of names with their colors, from the left, wrapped where it must be. Returns the height with its gap below.
pub fn legend(
    sheet: &mut Sheet<'_, '_>,
    names: &[String],
    looks: &[Look],
    (left, top): Point,
    symbols: bool,
) -> f64 {
    if !sheet.words {
        return 0.0;
    }
    let letters = Letters::new(LEGEND_SIZE, Token::Ink).strong();
    let line = 21.0;
    let (mut x, mut y) = (left, top + line / 2.0);
    for (name, look) in names.iter().zip(looks) {
        let name = measure::shorten(
            name,
            sheet.canvas.width - left - SWATCH - 5.0,
            LEGEND_SIZE,
            letters.face,
        );
        let width = SWATCH + 5.0 + letters.width(&name);
        if x > left && x + width > sheet.canvas.width {
            x = left;
            y += line;
        }
        swatch(sheet, look, (x, y), symbols);
        sheet.canvas.text(
            &name,
            (x + SWATCH + 5.0, y),
            Letters {
                token: look.text(),
                ..letters
            },
        );
        x += width + 18.0;
    }
    y + line / 2.0 - top + 6.0
}

/// A square, or the series' own symbol, of a legend's line.
pub fn swatch(sheet: &mut Sheet<'_, '_>, look: &Look, (x, y): Point, symbol: bool) {
    let half = SWATCH / 2.0;
    match symbol {
        true => sheet
            .canvas
            .symbol(look.symbol, (x + half, y), 5.0, look.fill(), None),
        false => sheet.canvas.rect(
            Rect {
                left: x,
                right: x + SWATCH,
                top: y - half,
                bottom: y + half,
            },
            look.surface(),
            None,
        ),
    }
}
