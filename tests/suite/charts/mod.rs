//! Drawings as a reader gets them: a gallery kept as reference drawings in `tests/charts/`, to be looked at.
//!
//! `CARNET_BLESS=1 cargo test charts` rewrites them; `tests/browser/charts.test.mjs` reads every text of them in Chromium.

mod cases;
mod hostile;

use carnet::chart::{self, Drawing, Width, color};
use carnet::diag::Language;
use carnet::model::table::Values;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rewrites expected files instead of comparing.
fn bless() -> bool {
    std::env::var_os("CARNET_BLESS").is_some()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What is wrong with a file that should hold a text; writes it instead when blessing.
fn compared(path: &Path, text: &str) -> Option<String> {
    if bless() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return None;
    }
    let expected = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    (expected != text).then(|| format!("{} differs", path.display()))
}

#[test]
fn the_theme_has_the_colors_of_drawings() {
    let wrong = compared(
        &root().join("themes/encre/static/charts.css"),
        &color::style_sheet(),
    );
    assert_eq!(wrong, None, "CARNET_BLESS=1 cargo test charts rewrites it");
}

/// One element per line, so that a difference can be read.
fn readable(svg: &str) -> String {
    let mut text = svg.replace("><", ">\n<");
    text.push('\n');
    text
}

/// Every drawing of the gallery, by the name of its file.
fn gallery() -> Vec<(String, Drawing)> {
    let mut out = Vec::new();
    for (width, word) in [(Width::Wide, "wide"), (Width::Narrow, "narrow")] {
        for (name, chart) in cases::all() {
            out.push((format!("{name}.{word}.svg"), chart::draw(&chart, width)));
        }
        for tree in cases::trees() {
            out.push((
                format!("{}.{word}.svg", tree.id),
                chart::tree::draw(&tree, width),
            ));
        }
        for timeline in cases::timelines() {
            out.push((
                format!("{}.{word}.svg", timeline.id),
                chart::timeline::draw(&timeline, width),
            ));
        }
    }
    out
}

#[test]
fn drawings_are_as_they_were_looked_at() {
    let folder = root().join("tests/charts");
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (file, drawing) in gallery() {
        wrong.extend(compared(&folder.join(&file), &readable(&drawing.svg)));
        names.insert(file);
    }
    // A drawing that nothing makes any more is a lie.
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".svg") && !names.contains(&name) {
            match bless() {
                true => fs::remove_file(&path).unwrap(),
                false => wrong.push(format!("{name} has no case")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nCARNET_BLESS=1 cargo test charts rewrites them; look at them",
        wrong.join("\n")
    );
}

#[test]
fn drawings_are_bounded_whole_and_finite() {
    for (file, drawing) in gallery() {
        assert!(
            drawing.svg.len() < 200_000,
            "{file}: {} bytes",
            drawing.svg.len()
        );
        for wrong in ["NaN", "inf", "style=", "<script", "width=\"100%"] {
            assert!(!drawing.svg.contains(wrong), "{file}: {wrong}");
        }
        let root = roxmltree::Document::parse(&drawing.svg)
            .unwrap_or_else(|fault| panic!("{file}: {fault}"));
        assert_eq!(root.root_element().attribute("role"), Some("img"));
        let (colored, plain): (Vec<_>, Vec<_>) = root
            .descendants()
            .filter(|node| node.has_attribute("fill") && node.attribute("fill") != Some("none"))
            .partition(|node| {
                node.has_attribute("class")
                    || node
                        .attribute("fill")
                        .unwrap_or_default()
                        .starts_with("url(#")
            });
        assert!(plain.is_empty(), "{file}: a color that no theme can change");
        assert!(
            !colored.is_empty() || file.contains("zero"),
            "{file}: nothing is drawn"
        );
    }
}

/// The digits of a text, group by group: `2 140 MWh en 2025` has `2140` and `2025`.
fn numbers(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut number = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let next_is_digit = characters.get(at + 1).is_some_and(char::is_ascii_digit);
        match character {
            '0'..='9' => number.push(*character),
            '\u{202F}' if !number.is_empty() && next_is_digit => {}
            ',' | '.' if !number.is_empty() && next_is_digit => number.push('.'),
            _ if !number.is_empty() => out.push(std::mem::take(&mut number)),
            _ => {}
        }
    }
    out.extend((!number.is_empty()).then_some(number));
    out
}

#[test]
fn every_number_of_a_description_is_in_the_table() {
    for (name, chart) in cases::all() {
        let mut known: BTreeSet<String> = BTreeSet::new();
        let channels = &chart.channels;
        for column in [
            &channels.x,
            &channels.y,
            &channels.series,
            &channels.size,
            &channels.label,
            &channels.value,
            &channels.facet,
        ]
        .into_iter()
        .flatten()
        {
            known.extend(numbers(&column.name));
            known.extend(numbers(column.unit.as_deref().unwrap_or_default()));
            match &column.values {
                Values::Numbers(values) => {
                    known.extend(values.iter().map(|value| value.abs().to_string()))
                }
                Values::Texts(texts) => {
                    known.extend(texts.words.iter().flat_map(|word| numbers(word)))
                }
                Values::Dates(days) => known.extend(days.iter().flatten().flat_map(|day| {
                    numbers(&carnet::format::time::date(
                        *day,
                        carnet::format::time::Precision::Day,
                        Language::French,
                    ))
                })),
                Values::Booleans(_) => {}
            }
        }
        for language in [Language::French, Language::English] {
            let text = chart::describe(&chart, language);
            assert!(text.chars().count() <= 250, "{name}: {text}");
            if language == Language::English {
                continue;
            }
            for number in numbers(&text) {
                let is_known = known.iter().any(|value| {
                    // Six decimals are what the table shows.
                    let rounded = value
                        .parse::<f64>()
                        .map(|value| format!("{value:.6}"))
                        .unwrap_or_default();
                    *value == number
                        || rounded.trim_end_matches('0').trim_end_matches('.') == number
                });
                assert!(is_known, "{name}: {number} in “{text}”");
            }
        }
    }
}

#[test]
fn descriptions_say_what_is_seen() {
    let cases = cases::all();
    let say = |name: &str, language| {
        chart::describe(
            &cases.iter().find(|case| case.0 == name).unwrap().1,
            language,
        )
        .replace(['\u{A0}', '\u{202F}'], " ")
    };
    for (name, fr, en) in [
        (
            "bar-few",
            "Diagramme en barres : conso (MWh) par bâtiment. Piscine des Saules : 2 140 MWh. Maximum : 2 140 MWh (Piscine des Saules). Minimum : 251 MWh (Groupe scolaire du Gué).",
            "Bar chart: conso (MWh) by bâtiment. Piscine des Saules: 2,140 MWh. Highest: 2,140 MWh (Piscine des Saules). Lowest: 251 MWh (Groupe scolaire du Gué).",
        ),
        (
            "line-huge",
            "Courbe : budget (€) par annee. 1 200 000 000 € en 2019, 3 100 000 000 € en 2022, en hausse. Maximum : 3 100 000 000 € (2022). Minimum : 1 200 000 000 € (2019).",
            "Line chart: budget (€) by annee. €1,200,000,000 in 2019, €3,100,000,000 in 2022, up. Highest: €3,100,000,000 (2022). Lowest: €1,200,000,000 (2019).",
        ),
        (
            "bar-zero",
            "Diagramme en barres : dons (€) par commune. Toutes les valeurs sont nulles.",
            "Bar chart: dons (€) by commune. All values are zero.",
        ),
    ] {
        assert_eq!(say(name, Language::French), fr);
        assert_eq!(say(name, Language::English), en);
    }
}

#[test]
fn what_is_left_out_is_said() {
    let cases = cases::all();
    let reduced = |name: &str| {
        let drawing = chart::draw(
            &cases.iter().find(|case| case.0 == name).unwrap().1,
            Width::Wide,
        );
        drawing
            .reduced
            .iter()
            .map(|reduced| reduced.sentence(Language::French).replace('\u{202F}', " "))
            .collect::<Vec<_>>()
    };
    assert_eq!(reduced("bar-many"), ["20 catégories dessinées sur 60."]);
    assert_eq!(reduced("bar-few"), [""; 0]);
    assert_eq!(reduced("pie-many"), ["8 catégories dessinées sur 12."]);
    assert!(reduced("line-100000")[0].starts_with("100 000 points dessinés par "));
    assert!(reduced("scatter-100000")[0].starts_with("100 000 points dessinés par "));
}

#[test]
fn a_drawing_that_leaves_its_page_says_where_it_comes_from() {
    let (_, mut case) = cases::all().remove(0);
    case.caption.subtitle = "Toutes énergies, en MWh, 2025".to_owned();
    case.caption.note = "deux bâtiments sans compteur sont absents".to_owned();
    case.caption.address = Some("https://exemple.fr/jour-5.html".to_owned());
    let svg = chart::standalone(&case);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let texts: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .collect();
    let all = texts.join(" ");
    for words in [
        &case.caption.title,
        &case.caption.subtitle,
        "données inventées",
        "sans compteur",
        "https://exemple.fr/jour-5.html",
    ] {
        assert!(all.contains(words), "{words} is missing in {all}");
    }
    assert!(!svg.contains("var(") && !svg.contains("@font-face"));
    // A name that starts a word with a digit is no name without quotes, and a browser then drops the whole list.
    assert!(svg.contains("font-family=\"Encre Sans,'Source Sans 3',sans-serif\""));
    let file = chart::with_letters(&svg);
    assert_eq!(file.matches("data:font/ttf;base64,").count(), 3);
    let letters = file.len() - svg.len();
    assert!(letters < 24_000, "{letters} bytes of letters");
}
