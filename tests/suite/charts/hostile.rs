//! Any columns, of any kind of chart: a drawing comes out, whole, finite and bounded.

use super::cases::{chart, numbers, texts, years};
use carnet::chart::kind::KINDS;
use carnet::chart::{
    self, Annotation, At, AxisName, Channels, Chart, Mode, Orientation, Reference, ScaleOptions,
    Width,
};
use carnet::diag::Language;
use carnet::model::table::{Column, ColumnKind, Values};
use proptest::prelude::*;

const EXTREMES: [f64; 18] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    41.25,
    1e-9,
    1e9,
    -1e9,
    1e18,
    1e300,
    -1e300,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

const WORDS: [&str; 10] = [
    "",
    "a",
    "Aubrelle",
    "Autres",
    "<script>alert(1)</script>",
    "\"' onload=x ]]>",
    "\u{202E}gauche\u{0}\n",
    "漢字かな交じり文",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "🙂🙂🙂",
];

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -1000.0..1000.0_f64, 2 => prop::sample::select(EXTREMES.to_vec())]
}

fn column(rows: usize) -> impl Strategy<Value = Option<Column>> {
    let numbers_of =
        prop::collection::vec(number(), rows).prop_map(|values| numbers("Σ <b>", "€", &values));
    let years_of = prop::collection::vec(-3000..3000_i32, rows).prop_map(|values| years(&values));
    let texts_of = prop::collection::vec(prop::sample::select(WORDS.to_vec()), rows)
        .prop_map(|cells| texts("nom & prénom", &cells));
    let dates_of = prop::collection::vec(
        prop::option::of(prop_oneof![0..30_000_i32, Just(i32::MIN), Just(i32::MAX)]),
        rows,
    )
    .prop_map(|days| Column {
        name: "jour".to_owned(),
        kind: ColumnKind::Date,
        unit: None,
        values: Values::Dates(days),
    });
    let booleans_of =
        prop::collection::vec(prop::option::of(any::<bool>()), rows).prop_map(|values| Column {
            name: "ouvert".to_owned(),
            kind: ColumnKind::Boolean,
            unit: None,
            values: Values::Booleans(values),
        });
    prop_oneof![
        4 => numbers_of.prop_map(Some),
        2 => texts_of.prop_map(Some),
        1 => years_of.prop_map(Some),
        1 => dates_of.prop_map(Some),
        1 => booleans_of.prop_map(Some),
        1 => Just(None),
    ]
}

fn scale() -> impl Strategy<Value = ScaleOptions> {
    (
        any::<bool>(),
        prop::option::of(any::<bool>()),
        prop::option::weighted(0.2, number()),
        prop::option::weighted(0.2, number()),
    )
        .prop_map(|(log, zero, min, max)| ScaleOptions {
            log,
            zero,
            min,
            max,
        })
}

fn any_chart() -> impl Strategy<Value = Chart> {
    (0..40_usize).prop_flat_map(|rows| {
        let columns = (
            column(rows),
            column(rows),
            column(rows),
            column(rows),
            column(rows),
            column(rows),
            prop::option::weighted(0.3, column(rows)),
        );
        let options = (
            0..KINDS.len(),
            scale(),
            scale(),
            0..3_u8,
            prop::option::of(any::<bool>()),
            prop::option::of(0..200_usize),
        );
        let words = (
            prop::collection::vec(any::<bool>(), rows),
            prop::sample::select(WORDS.to_vec()),
            number(),
            any::<bool>(),
        );
        (columns, options, words).prop_map(|(columns, options, words)| {
            let (x, y, series, size, label, value, facet) = columns;
            let (kind, x_scale, y_scale, mode, lying, bins) = options;
            let (projected, word, at, english) = words;
            let channels = Channels {
                x,
                y,
                series,
                size,
                label,
                value,
                facet: facet.flatten(),
            };
            Chart {
                x_scale,
                y_scale,
                mode: [Mode::Grouped, Mode::Stacked, Mode::Percent][usize::from(mode)],
                orientation: lying.map(|lying| {
                    if lying {
                        Orientation::Horizontal
                    } else {
                        Orientation::Vertical
                    }
                }),
                bins,
                projected,
                highlight: vec![word.to_owned()],
                others: Some("Autres".to_owned()),
                annotations: vec![
                    Annotation {
                        x: At::Number(at),
                        y: Some(at),
                        text: word.to_owned(),
                    },
                    Annotation {
                        x: At::Name(word.to_owned()),
                        y: None,
                        text: WORDS[8].to_owned(),
                    },
                ],
                references: vec![
                    Reference {
                        axis: AxisName::Y,
                        at: At::Number(at),
                        text: word.to_owned(),
                    },
                    Reference {
                        axis: AxisName::X,
                        at: At::Day(9000),
                        text: word.to_owned(),
                    },
                ],
                language: if english {
                    Language::English
                } else {
                    Language::French
                },
                ..chart(KINDS[kind].name, word, channels)
            }
        })
    })
}

fn check(svg: &str) {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    for node in document.descendants() {
        assert_ne!(node.tag_name().name(), "script");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            // Values of the data are told as they are; places are numbers.
            if matches!(
                attribute.name(),
                "d" | "x" | "y" | "cx" | "cy" | "r" | "viewBox" | "font-size" | "stroke-width"
            ) {
                let value = attribute.value();
                assert!(!value.contains("NaN") && !value.contains("inf"), "{value}");
                for number in value.split(|found: char| !found.is_ascii_digit() && found != '.') {
                    assert!(number.len() <= 9, "a place out of all bounds: {value}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_124), ..ProptestConfig::default() })]

    #[test]
    fn any_chart_is_drawn(chart in any_chart()) {
        for width in [Width::Wide, Width::Narrow] {
            let drawing = chart::draw(&chart, width);
            prop_assert!(drawing.height.is_finite() && drawing.height > 0.0 && drawing.height < 20_000.0);
            prop_assert!(drawing.svg.len() < 400_000, "{} bytes", drawing.svg.len());
            check(&drawing.svg);
        }
        check(&chart::standalone(&chart));
        for language in [Language::French, Language::English] {
            prop_assert!(chart::describe(&chart, language).chars().count() <= 250);
        }
    }
}

#[test]
fn ten_thousand_categories_and_a_hundred_thousand_points_stay_bounded() {
    let names: Vec<String> = (0..10_000)
        .map(|index| format!("Commune {index}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let column: Column = {
        let texts = carnet::model::table::Texts {
            words: names.iter().map(|name| (*name).into()).collect(),
            cells: (0..10_000).collect(),
        };
        Column {
            name: "commune".to_owned(),
            kind: ColumnKind::Text,
            unit: None,
            values: Values::Texts(texts),
        }
    };
    let values: Vec<f64> = (0..10_000)
        .map(|index| f64::from((index * 7919) % 10_007))
        .collect();
    for kind in KINDS {
        let channels = Channels {
            x: Some(column.clone()),
            y: Some(numbers("y", "", &values)),
            series: Some(column.clone()),
            value: Some(numbers("v", "", &values)),
            ..Channels::default()
        };
        let by_number = Channels {
            x: Some(numbers("x", "", &values)),
            series: None,
            ..channels.clone()
        };
        let facets = Channels {
            facet: Some(column.clone()),
            ..by_number.clone()
        };
        for channels in [
            Channels {
                series: None,
                ..channels.clone()
            },
            by_number,
            facets,
        ] {
            let drawing = chart::draw(&chart(kind.name, "Beaucoup", channels), Width::Wide);
            assert!(
                drawing.svg.len() < 400_000,
                "{}: {} bytes",
                kind.name,
                drawing.svg.len()
            );
        }
    }
}
