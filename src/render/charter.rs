//! Colors: contrast by the WCAG formula, and what a graphic charter's two colors become in light and in dark.

use crate::diag::{Report, theme};
use crate::model::config::{Color, Config};
use crate::source::Place;
use std::fmt::Write;

const PAPER: Color = rgb(0xFB, 0xFA, 0xF7);
const SURFACE: Color = rgb(0xFF, 0xFF, 0xFF);
const DARK_PAPER: Color = rgb(0x12, 0x17, 0x1B);
const DARK_SURFACE: Color = rgb(0x1A, 0x20, 0x26);
const INK: Color = rgb(0x1B, 0x1F, 0x24);
const WHITE: Color = rgb(0xFF, 0xFF, 0xFF);

/// The least contrast of text (WCAG 2.2, criterion 1.4.3).
const TEXT: f64 = 4.5;
/// What a color derived for the dark theme aims at: links there stand among bright text.
const DARK_TEXT: f64 = 7.0;

const fn rgb(red: u8, green: u8, blue: u8) -> Color {
    Color { red, green, blue }
}

/// `#rrggbb`.
pub fn hex(color: Color) -> String {
    format!("#{:02X}{:02X}{:02X}", color.red, color.green, color.blue)
}

/// Reads `#rrggbb`.
pub fn from_hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some(rgb(red, green, blue))
}

/// Relative luminance, 0 to 1.
pub fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

/// Contrast ratio, 1 to 21.
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `parts` of 255 from one color to another.
fn mix(from: Color, to: Color, parts: u16) -> Color {
    let channel = |from: u8, to: u8| {
        let sum = u16::from(from) * (255 - parts) + u16::from(to) * parts;
        u8::try_from((sum + 127) / 255).unwrap_or(255)
    };
    rgb(
        channel(from.red, to.red),
        channel(from.green, to.green),
        channel(from.blue, to.blue),
    )
}

/// The color nearest to `color`, on its way to `towards`, that reaches `least` on all the grounds.
fn passing(color: Color, towards: Color, grounds: &[Color], least: f64) -> Color {
    (0..=255)
        .map(|parts| mix(color, towards, parts))
        .find(|candidate| {
            grounds
                .iter()
                .all(|ground| contrast(*candidate, *ground) >= least)
        })
        .unwrap_or(towards)
}

/// A charter color in its four uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Derived {
    light: Color,
    light_hover: Color,
    dark: Color,
    dark_hover: Color,
}

fn derive(color: Color) -> Derived {
    let light = passing(color, INK, &[PAPER, SURFACE], TEXT);
    let dark = passing(color, WHITE, &[DARK_PAPER, DARK_SURFACE], DARK_TEXT);
    Derived {
        light,
        light_hover: mix(light, INK, 90),
        dark,
        dark_hover: mix(dark, WHITE, 110),
    }
}

/// The style sheet of the charter's colors, if the configuration sets any; adds `theme.contrast` for a color that
/// cannot be read, and uses the nearest one that can.
pub fn style(config: &Config, report: &mut Report) -> Option<String> {
    let mut light = String::new();
    let mut dark = String::new();
    for (name, color) in [("accent", config.accent), ("highlight", config.highlight)] {
        let Some(color) = color else { continue };
        let derived = derive(color);
        if derived.light != color {
            let measured = contrast(color, PAPER).min(contrast(color, SURFACE));
            report.add(
                theme::contrast(
                    name,
                    hex(color),
                    format!("{measured:.1}"),
                    hex(derived.light),
                ),
                Place::file("book.toml"),
            );
        }
        let _ = write!(light, "--{name}:{};", hex(derived.light));
        let _ = write!(dark, "--{name}:{};", hex(derived.dark));
        if name == "accent" {
            let _ = write!(light, "--accent-hover:{};", hex(derived.light_hover));
            let _ = write!(dark, "--accent-hover:{};", hex(derived.dark_hover));
        }
    }
    (!light.is_empty()).then(|| {
        format!(
            ":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n@media screen{{:root[data-theme=dark]{{{dark}}}}}\n"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Language;
    use std::collections::BTreeMap;

    /// The custom properties of the first block that follows `start` in the theme's style sheet.
    fn tokens(css: &str, start: &str) -> BTreeMap<String, Color> {
        let block = css.split_once(start).unwrap().1;
        let block = block.split_once('{').unwrap().1.split_once('}').unwrap().0;
        block
            .split(';')
            .filter_map(|line| {
                let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
                Some((name.trim().to_owned(), from_hex(value.trim())?))
            })
            .collect()
    }

    const CSS: &str = include_str!("../../themes/encre/static/style.css");

    #[test]
    fn the_tokens_of_the_style_sheet_have_the_contrasts_of_the_specification() {
        let light = tokens(CSS, "/* light */");
        let dark = tokens(CSS, "/* dark */");
        // token, light on paper, on surface, dark on paper, on surface: design, section 3.
        let table = [
            ("ink", 15.9, 16.6, 15.1, 13.7),
            ("ink-2", 8.2, 8.6, 9.7, 8.8),
            ("ink-3", 5.7, 5.9, 7.0, 6.3),
            ("axis", 4.7, 4.9, 6.0, 5.5),
            ("border", 3.3, 3.4, 4.4, 4.0),
            ("rule", 1.4, 1.4, 1.5, 1.4),
            ("grid", 1.3, 1.3, 1.4, 1.3),
            ("accent", 7.4, 7.7, 9.3, 8.4),
            ("accent-hover", 10.9, 11.4, 12.0, 11.0),
            ("highlight", 4.5, 4.7, 8.0, 7.3),
            ("success", 6.2, 6.5, 9.4, 8.5),
            ("warning", 5.7, 5.9, 9.9, 9.0),
            ("danger", 6.3, 6.5, 8.4, 7.7),
        ];
        for (name, light_paper, light_surface, dark_paper, dark_surface) in table {
            for (tokens, paper, surface) in [
                (&light, light_paper, light_surface),
                (&dark, dark_paper, dark_surface),
            ] {
                let color = tokens[name];
                let measured = contrast(color, tokens["paper"]);
                assert!(
                    (measured - paper).abs() < 0.11,
                    "{name} on paper: {measured:.2}"
                );
                let measured = contrast(color, tokens["surface"]);
                assert!(
                    (measured - surface).abs() < 0.16,
                    "{name} on surface: {measured:.2}"
                );
            }
        }
        for tokens in [&light, &dark] {
            for kind in ["success", "warning", "danger"] {
                let tint = tokens[&format!("{kind}-tint")];
                assert!(contrast(tokens["ink"], tint) >= 11.8, "ink on {kind} tint");
                assert!(contrast(tokens[kind], tint) >= TEXT, "{kind} on its tint");
            }
            for name in ["ink", "ink-2", "ink-3"] {
                assert!(
                    contrast(tokens[name], tokens["sunken"]) >= TEXT,
                    "{name} on sunken"
                );
            }
            assert!(contrast(tokens["accent"], tokens["sunken"]) >= TEXT);
        }
    }

    #[test]
    fn the_dark_tokens_are_the_same_with_and_without_the_switch() {
        let switched = tokens(CSS, "/* dark, asked for */");
        assert_eq!(tokens(CSS, "/* dark */"), switched);
        assert!(switched.len() > 15);
    }

    #[test]
    fn a_pale_charter_color_is_named_and_darkened() {
        let mut report = Report::default();
        let config = Config {
            accent: from_hex("#F2C94C"),
            ..Config::default()
        };
        let css = style(&config, &mut report).unwrap();
        let diagnostic = &report.diagnostics()[0];
        assert_eq!(diagnostic.code(), "theme.contrast");
        let proposed = css.split("--accent:").nth(1).unwrap().get(..7).unwrap();
        assert!(diagnostic.help(Language::French).contains(proposed));
        let color = from_hex(proposed).unwrap();
        assert!(contrast(color, PAPER) >= TEXT);
        // The nearest: one step less would not do.
        assert!(contrast(color, PAPER) < TEXT + 0.15);
        let mut report = Report::default();
        let config = Config {
            accent: from_hex("#0E5A73"),
            ..Config::default()
        };
        style(&config, &mut report).unwrap();
        assert!(report.diagnostics().is_empty());
        assert_eq!(style(&Config::default(), &mut report), None);
    }
}
