//! Charts per second on one core: `charts` prints one JSON object per case. `benches/charts.py` runs it beside others.
//!
//! A case is drawn again and again for a second, after a second of warming up; the values differ each time. Seconds are
//! those that the thread ran, where Linux tells them, else those of the clock: other work does not count.

use carnet::chart::kind::find;
use carnet::chart::{self, Caption, Channels, Chart, Mode, ScaleOptions, Width};
use carnet::diag::Language;
use carnet::model::table::{Column, ColumnKind, Texts, Values};
use std::hint::black_box;
use std::time::Instant;

fn numbers(kind: ColumnKind, values: Vec<f64>) -> Column {
    Column {
        name: "valeur".to_owned(),
        kind,
        unit: Some("MWh".to_owned()),
        values: Values::Numbers(values),
    }
}

fn texts(names: &[String], cells: Vec<u32>) -> Column {
    let words = names.iter().map(|name| name.as_str().into()).collect();
    Column {
        name: "nom".to_owned(),
        kind: ColumnKind::Text,
        unit: None,
        values: Values::Texts(Texts { words, cells }),
    }
}

fn chart(kind: &str, channels: Channels) -> Chart {
    Chart {
        kind: find(kind).expect("a kind of the program"),
        id: "b".to_owned(),
        language: Language::French,
        caption: Caption {
            title: "Les écoles consomment le tiers".to_owned(),
            source: "relevés".to_owned(),
            ..Caption::default()
        },
        channels,
        mode: Mode::Grouped,
        orientation: None,
        highlight: Vec::new(),
        others: None,
        projected: Vec::new(),
        annotations: Vec::new(),
        references: Vec::new(),
        x_scale: ScaleOptions::default(),
        y_scale: ScaleOptions::default(),
        bins: None,
    }
}

/// 20 bars with accented names.
fn bars(turn: usize) -> Chart {
    let names: Vec<String> = (1..=20)
        .map(|index| format!("École élémentaire n° {index}"))
        .collect();
    let values = (0..20)
        .map(|index| f64::from(2000 - 70 * index) + (turn % 97) as f64)
        .collect();
    chart(
        "bar",
        Channels {
            x: Some(texts(&names, (0..20).collect())),
            y: Some(numbers(ColumnKind::Decimal, values)),
            ..Channels::default()
        },
    )
}

/// 4 series of 36 years.
fn lines(turn: usize) -> Chart {
    let names: Vec<String> = ["Gaz", "Électricité", "Bois", "Fioul"]
        .map(str::to_owned)
        .to_vec();
    let (mut years, mut values, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    for series in 0..4_u32 {
        for year in 0..36 {
            years.push(f64::from(1990 + year));
            values.push(
                f64::from(100 * series + 3 * year)
                    + 20.0 * f64::from(year).sin()
                    + (turn % 89) as f64,
            );
            cells.push(series);
        }
    }
    chart(
        "line",
        Channels {
            x: Some(numbers(ColumnKind::Year, years)),
            y: Some(numbers(ColumnKind::Decimal, values)),
            series: Some(texts(&names, cells)),
            ..Channels::default()
        },
    )
}

/// Seconds that this process ran.
fn seconds(start: Instant) -> f64 {
    std::fs::read_to_string("/proc/self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(
            || start.elapsed().as_secs_f64(),
            |nanoseconds| nanoseconds / 1e9,
        )
}

fn measure(start: Instant, name: &str, draw: impl Fn(usize) -> usize) {
    let run = || {
        let (from, mut count, mut bytes) = (seconds(start), 0_usize, 0_usize);
        while seconds(start) - from < 1.0 {
            for _ in 0..100 {
                bytes += black_box(draw(count));
                count += 1;
            }
        }
        (count as f64 / (seconds(start) - from), bytes / count)
    };
    run();
    let (rate, bytes) = run();
    println!("{{\"case\":\"{name}\",\"per_second\":{rate:.0},\"bytes\":{bytes}}}");
}

fn main() {
    let start = Instant::now();
    measure(start, "bar, one drawing", |turn| {
        chart::draw(&bars(turn), Width::Wide).svg.len()
    });
    measure(start, "line, one drawing", |turn| {
        chart::draw(&lines(turn), Width::Wide).svg.len()
    });
    for (name, make) in [("bar", bars as fn(usize) -> Chart), ("line", lines)] {
        measure(start, &format!("{name}, complete figure"), |turn| {
            let found = chart::drawings(&make(turn));
            found.wide.svg.len() + found.narrow.svg.len() + found.standalone.len()
        });
        measure(
            start,
            &format!("{name}, with the letters of the file"),
            |turn| {
                let found = chart::drawings(&make(turn));
                found.wide.svg.len()
                    + found.narrow.svg.len()
                    + chart::with_letters(&found.standalone).len()
            },
        );
    }
}
