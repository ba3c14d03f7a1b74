//! The colors of drawings. In: a [`Token`]. Out: a class, a CSS variable, and the literal of the light theme for a
//! drawing that stands alone. The values and their contrasts are those of the theme "encre"; a test recomputes them.

/// A color by its use. Its number is what travels through the drawing backend in place of a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token {
    Paper,
    Sunken,
    Ink,
    /// Subtitles, names of axes.
    Ink2,
    /// Captions, zero lines.
    Ink3,
    Axis,
    /// Marks that are not the finding.
    Context,
    /// Text on them.
    OnContext,
    Grid,
    /// Lines behind the panels of small multiples.
    Pale,
    Highlight,
    OnHighlight,
    Success,
    Danger,
    /// Boxes.
    Surface,
    /// A series, 0 to 7.
    Series(u8),
    /// Text of a series' color on the paper.
    SeriesText(u8),
    /// Text on a fill of the series.
    OnSeries(u8),
    /// A class of the sequential scale, 0 (low) to 4 (high).
    Sequential(u8),
    OnSequential(u8),
    /// A class of the diverging scale, 0 (lowest) to 6 (highest); 3 is its middle, zero.
    Diverging(u8),
    OnDiverging(u8),
}

/// Name of the CSS variable, light, dark.
type Row = (&'static str, &'static str, &'static str);

/// Variables that the theme has anyway.
const GROUND: [Row; 15] = [
    ("paper", "#FBFAF7", "#12171B"),
    ("sunken", "#F2F0EA", "#0D1114"),
    ("ink", "#1B1F24", "#E9EBED"),
    ("ink-2", "#464D56", "#B7BFC7"),
    ("ink-3", "#5D656F", "#98A2AC"),
    ("axis", "#6B727B", "#8C96A0"),
    ("border", "#858B93", "#737E89"),
    // On the grey of the dark theme neither white nor ink reaches 4.5.
    ("on-border", "#1B1F24", "#0D1114"),
    ("grid", "#E4E1DA", "#2A323A"),
    ("pale", "#CFCDC8", "#3A434B"),
    ("highlight", "#C2500F", "#F0985A"),
    ("on-highlight", "#FFFFFF", "#1B1F24"),
    ("success", "#1F6B3A", "#7FCB98"),
    ("danger", "#B3261E", "#F2998F"),
    ("surface", "#FFFFFF", "#1A2026"),
];

const SERIES: [Row; 8] = [
    ("c1", "#0E5A73", "#6FBAD3"),
    ("c2", "#C2500F", "#F0985A"),
    ("c3", "#422D7A", "#7355CF"),
    ("c4", "#BE863A", "#E8DE5A"),
    ("c5", "#E6609E", "#9B5782"),
    ("c6", "#1D825D", "#5CE6B4"),
    ("c7", "#428AE4", "#5F8DCA"),
    ("c8", "#5E2623", "#D56352"),
];

/// On the paper, which is darker than the surface that the palette was first measured on: three are a shade darker.
const SERIES_TEXT: [Row; 8] = [
    ("t1", "#0E5A73", "#6FBAD3"),
    ("t2", "#C2500F", "#F0985A"),
    ("t3", "#422D7A", "#9074F1"),
    ("t4", "#9A6917", "#E8DE5A"),
    ("t5", "#C24080", "#B8719D"),
    ("t6", "#1D825D", "#5CE6B4"),
    ("t7", "#2A72C9", "#5F8DCA"),
    ("t8", "#5E2623", "#D86655"),
];

/// White where it reads, else ink; a test says that each reaches 4.5.
const ON_SERIES: [Row; 8] = [
    ("o1", "#FFFFFF", "#1B1F24"),
    ("o2", "#FFFFFF", "#1B1F24"),
    ("o3", "#FFFFFF", "#FFFFFF"),
    ("o4", "#1B1F24", "#1B1F24"),
    ("o5", "#1B1F24", "#FFFFFF"),
    ("o6", "#FFFFFF", "#1B1F24"),
    ("o7", "#1B1F24", "#0D1114"),
    ("o8", "#FFFFFF", "#0D1114"),
];

const SEQUENTIAL: [Row; 5] = [
    ("q1", "#D2EEF1", "#144356"),
    ("q2", "#90C9D4", "#116781"),
    ("q3", "#48A0B6", "#3A93AA"),
    ("q4", "#0B7491", "#6BC0D0"),
    ("q5", "#01465F", "#BFEFF4"),
];

const ON_SEQUENTIAL: [Row; 5] = [
    ("p1", "#1B1F24", "#FFFFFF"),
    ("p2", "#1B1F24", "#FFFFFF"),
    ("p3", "#1B1F24", "#0D1114"),
    ("p4", "#FFFFFF", "#1B1F24"),
    ("p5", "#FFFFFF", "#1B1F24"),
];

const DIVERGING: [Row; 7] = [
    ("d1", "#803200", "#FBA962"),
    ("d2", "#BB672C", "#C36C36"),
    ("d3", "#E6B285", "#7B4125"),
    ("d4", "#EDEBE5", "#2D3134"),
    ("d5", "#99CBD7", "#28566A"),
    ("d6", "#3D8CA5", "#4292AA"),
    ("d7", "#004F69", "#8ED1DF"),
];

const ON_DIVERGING: [Row; 7] = [
    ("e1", "#FFFFFF", "#1B1F24"),
    ("e2", "#0D1114", "#0D1114"),
    ("e3", "#1B1F24", "#FFFFFF"),
    ("e4", "#1B1F24", "#FFFFFF"),
    ("e5", "#1B1F24", "#FFFFFF"),
    ("e6", "#0D1114", "#0D1114"),
    ("e7", "#FFFFFF", "#1B1F24"),
];

/// Colors of series before they repeat.
pub const SERIES_COUNT: usize = SERIES.len();
/// Classes of the sequential scale.
pub const SEQUENTIAL_COUNT: usize = SEQUENTIAL.len();

/// Where each scale starts among the numbers that travel as colors.
const STARTS: [(u8, &[Row]); 8] = [
    (0, &GROUND),
    (16, &SERIES),
    (24, &SERIES_TEXT),
    (32, &ON_SERIES),
    (40, &SEQUENTIAL),
    (48, &ON_SEQUENTIAL),
    (56, &DIVERGING),
    (64, &ON_DIVERGING),
];

impl Token {
    /// The color of the `index`th series: past the last one they start again, and end marks tell them apart.
    pub fn series(index: usize) -> Self {
        Token::Series((index % SERIES_COUNT) as u8)
    }

    /// The text that goes with a fill, beside the mark.
    pub fn text(self) -> Self {
        match self {
            Token::Series(index) => Token::SeriesText(index),
            Token::Context | Token::Ink3 | Token::Pale => Token::Ink2,
            other => other,
        }
    }

    /// The text that goes on a fill.
    pub fn on(self) -> Self {
        match self {
            Token::Series(index) => Token::OnSeries(index),
            Token::Sequential(index) => Token::OnSequential(index),
            Token::Diverging(index) => Token::OnDiverging(index),
            Token::Context => Token::OnContext,
            Token::Highlight => Token::OnHighlight,
            Token::Ink | Token::Ink2 | Token::Ink3 => Token::Paper,
            _ => Token::Ink,
        }
    }

    /// What its classes end in (`f-` fills, `s-` strokes), and the literal of the light theme.
    pub fn paint(self) -> (&'static str, &'static str) {
        let (name, light, _) = row(self.number());
        (name, light)
    }

    /// What stands for the color on its way through the backend.
    pub(super) fn number(self) -> u8 {
        match self {
            Token::Paper => 0,
            Token::Sunken => 1,
            Token::Ink => 2,
            Token::Ink2 => 3,
            Token::Ink3 => 4,
            Token::Axis => 5,
            Token::Context => 6,
            Token::OnContext => 7,
            Token::Grid => 8,
            Token::Pale => 9,
            Token::Highlight => 10,
            Token::OnHighlight => 11,
            Token::Success => 12,
            Token::Danger => 13,
            Token::Surface => 14,
            Token::Series(index) => 16 + index % 8,
            Token::SeriesText(index) => 24 + index % 8,
            Token::OnSeries(index) => 32 + index % 8,
            Token::Sequential(index) => 40 + index % 5,
            Token::OnSequential(index) => 48 + index % 5,
            Token::Diverging(index) => 56 + index % 7,
            Token::OnDiverging(index) => 64 + index % 7,
        }
    }
}

/// Name of the variable, light and dark literal of a token's number. An unknown number is ink.
pub(super) fn row(number: u8) -> Row {
    STARTS
        .iter()
        .rev()
        .find(|(start, _)| number >= *start)
        .and_then(|(start, rows)| rows.get(usize::from(number - start)))
        .copied()
        .unwrap_or(GROUND[2])
}

fn rows() -> impl Iterator<Item = Row> {
    STARTS.iter().flat_map(|(_, rows)| rows.iter().copied())
}

/// The style sheet of the drawings: their variables in light and dark, and the classes that use them.
///
/// It is what `themes/encre/static/charts.css` holds; a test keeps them equal.
pub fn style_sheet() -> String {
    let variables = |dark: bool| -> String {
        rows()
            .skip(GROUND.len())
            .chain([GROUND[7], GROUND[9], GROUND[11]])
            .map(|(name, light, night)| format!("--{name}:{};", if dark { night } else { light }))
            .collect()
    };
    let classes: String = rows()
        .map(|(name, ..)| {
            format!(".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}\n")
        })
        .collect();
    format!(
        "/* The colors of drawings, written by carnet's own test from src/chart/color.rs. */\n\
         :root{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{dark}}}}}\n\
         .chart{{display:block;width:100%;height:auto;font-family:var(--sans);font-variant-numeric:tabular-nums}}\n\
         .chart.narrow{{max-width:30rem}}\n\
         @media print{{.chart .texture{{display:inline}}\n\
         .chart text[class^=f-o]{{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}}{halos}}}\n\
         {classes}",
        // On paper, the words on a surface stand clear of its texture.
        halos = SERIES
            .iter()
            .zip(ON_SERIES)
            .map(|((fill, ..), (text, ..))| format!(".chart .f-{text}{{stroke:var(--{fill})}}"))
            .collect::<String>(),
        light = variables(false),
        dark = variables(true),
    )
}

#[cfg(test)]
mod tests;
