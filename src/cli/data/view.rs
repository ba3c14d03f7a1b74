//! A profile for people: how the file is written, and one line per column.

use super::Console;
use crate::diag::Language;
use crate::format;
use crate::model::profile::{ColumnProfile, Distinct, Extent, Profile, TableFormat};
use crate::model::table::ColumnKind;
use unicode_width::UnicodeWidthStr;

/// Letters of a name or of the values that are shown.
const NAME: usize = 34;
const VALUES: usize = 64;

/// The whole profile. Ends with an empty line.
pub fn profile(profile: &Profile, console: &Console) -> String {
    let language = console.language;
    let number = |value: u64| format::number(value as f64, language);
    let plural = |count: u64, one: &str, many: &str| {
        format!("{} {}", number(count), if count < 2 { one } else { many })
    };
    let columns = profile.columns.len() as u64;
    let size = match language {
        Language::French => {
            plural(profile.rows, "ligne", "lignes") + ", " + &plural(columns, "colonne", "colonnes")
        }
        Language::English => {
            let noun = |count: u64, word: &str| {
                format!(
                    "{} {word}{}",
                    number(count),
                    if count == 1 { "" } else { "s" }
                )
            };
            format!("{}, {}", noun(profile.rows, "row"), noun(columns, "column"))
        }
    };
    let delimiter = match (profile.delimiter, language) {
        ('\t', Language::French) => "tabulation".to_owned(),
        ('\t', Language::English) => "tab".to_owned(),
        (sign, Language::French) => format!("« {sign} »"),
        (sign, Language::English) => format!("“{sign}”"),
    };
    let ends: Vec<&str> = [
        (profile.line_ends.lf, "LF"),
        (profile.line_ends.crlf, "CRLF"),
        (
            profile.line_ends.cr && !profile.line_ends.lf && !profile.line_ends.crlf,
            "CR",
        ),
    ]
    .into_iter()
    .filter_map(|(there, name)| there.then_some(name))
    .collect();
    let is_geojson = profile.format == TableFormat::GeoJson;
    let mut out = format!("\u{1b}[1m{}\u{1b}[0m\n  {size}\n", profile.path);
    let written = match language {
        _ if profile.columns.is_empty() && profile.rows == 0 => "\n".to_owned(),
        _ if is_geojson => format!("  GeoJSON, {}\n\n", profile.encoding.name()),
        Language::French => format!(
            "  {}, séparateur {delimiter}, fins de ligne {}, en-tête ligne {}\n\n",
            profile.encoding.name(),
            ends.join(" + "),
            profile.header_row
        ),
        Language::English => format!(
            "  {}, separator {delimiter}, line ends {}, header on row {}\n\n",
            profile.encoding.name(),
            ends.join(" + "),
            profile.header_row
        ),
    };
    out.push_str(&written);
    if profile.columns.is_empty() {
        return out;
    }
    let mut lines = vec![match language {
        Language::French => {
            ["colonne", "type", "rempli", "différentes", "valeurs"].map(str::to_owned)
        }
        Language::English => ["column", "type", "filled", "distinct", "values"].map(str::to_owned),
    }];
    lines.extend(profile.columns.iter().map(|column| line(column, language)));
    let widths: Vec<usize> = (0..4)
        .map(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0))
        .collect();
    for [name, kind, filled, distinct, values] in &lines {
        let pad = |text: &str, at: usize| " ".repeat(widths[at] - text.width());
        let line = format!(
            "  {name}{}  {kind}{}  {}{filled}  {}{distinct}  {values}",
            pad(name, 0),
            pad(kind, 1),
            pad(filled, 2),
            pad(distinct, 3),
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
    out
}

fn line(column: &ColumnProfile, language: Language) -> [String; 5] {
    let share = column.share_filled() * 100.0;
    // Nearly full is not full, nearly blank is not blank.
    let share = match column.missing {
        0 => 100.0,
        _ if column.filled == 0 => 0.0,
        _ => share.round().clamp(1.0, 99.0),
    };
    let distinct = match column.distinct {
        Distinct::Exactly(count) => format::number(count as f64, language),
        Distinct::MoreThan(count) => format!("> {}", format::number(count as f64, language)),
    };
    let mut kind = kind_name(column.kind, language).to_owned();
    if let Some(unit) = &column.unit {
        kind.push_str(&format!(" ({unit})"));
    }
    [
        cut(&column.name, NAME),
        kind,
        format::with_unit(share, Some("%"), language),
        distinct,
        values(column, language),
    ]
}

fn values(column: &ColumnProfile, language: Language) -> String {
    let to = match language {
        Language::French => "à",
        Language::English => "to",
    };
    match column.extent {
        Some(Extent::Numbers { min, max, .. }) => {
            let number = |value: f64| match column.kind {
                ColumnKind::Year => format::time::year(value as i32),
                _ => format::number(value, language),
            };
            format!("{} {to} {}", number(min), number(max))
        }
        Some(Extent::Dates { min, max }) => {
            let iso = |days: i32| {
                let (year, month, day) = format::time::civil(days);
                format!("{year:04}-{month:02}-{day:02}")
            };
            format!("{} {to} {}", iso(min), iso(max))
        }
        None => {
            let names: Vec<&str> = column
                .frequent
                .iter()
                .take(6)
                .map(|(text, _)| text.as_str())
                .collect();
            cut(&names.join(" | "), VALUES)
        }
    }
}

/// A text on one line, cut with an ellipsis.
fn cut(text: &str, longest: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let flat = words.join(" ");
    match flat.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}

/// What a column holds, in a word.
pub fn kind_name(kind: ColumnKind, language: Language) -> &'static str {
    let (fr, en) = match kind {
        ColumnKind::Integer => ("entier", "integer"),
        ColumnKind::Decimal => ("nombre", "number"),
        ColumnKind::Year => ("année", "year"),
        ColumnKind::Month => ("mois", "month"),
        ColumnKind::Date => ("date", "date"),
        ColumnKind::Boolean => ("oui/non", "yes/no"),
        ColumnKind::Text => ("texte", "text"),
        ColumnKind::Code => ("code", "code"),
        ColumnKind::Siren => ("SIREN", "SIREN"),
        ColumnKind::Siret => ("SIRET", "SIRET"),
        ColumnKind::Insee => ("code INSEE", "INSEE code"),
        ColumnKind::PostalCode => ("code postal", "postal code"),
        ColumnKind::Email => ("courriel", "e-mail"),
        ColumnKind::Phone => ("téléphone", "telephone"),
        ColumnKind::Url => ("adresse web", "web address"),
        ColumnKind::Latitude => ("latitude", "latitude"),
        ColumnKind::Longitude => ("longitude", "longitude"),
        ColumnKind::GeoPoint => ("point", "point"),
        ColumnKind::Geometry => ("géométrie", "geometry"),
    };
    match language {
        Language::French => fr,
        Language::English => en,
    }
}
