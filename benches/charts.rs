//! Charts per second on one core: `charts` prints one JSON object per case. `benches/charts.py` runs it beside others.
//!
//! A case is drawn again and again for a second, after a second of warming up; the values differ each time. Seconds are
//! those that the thread ran, where Linux tells them, else those of the clock: other work does not count.

#[allow(dead_code)]
#[path = "../tests/suite/charts/cases.rs"]
mod cases;

use carnet::chart::{self, Channels, Chart, Width};
use cases::{chart, numbers, texts, years};
use std::hint::black_box;
use std::time::Instant;

const TITLE: &str = "Les écoles consomment le tiers";

/// 20 bars with accented names.
fn bars(turn: usize) -> Chart {
    let names: Vec<String> = (1..=20)
        .map(|index| format!("École élémentaire n° {index}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<f64> = (0..20)
        .map(|index| f64::from(2000 - 70 * index) + (turn % 97) as f64)
        .collect();
    let channels = Channels {
        x: Some(texts("nom", &names)),
        y: Some(numbers("valeur", "MWh", &values)),
        ..Channels::default()
    };
    chart("bar", TITLE, channels)
}

/// 4 series of 36 years.
fn lines(turn: usize) -> Chart {
    let (mut moments, mut values, mut series) = (Vec::new(), Vec::new(), Vec::new());
    for (at, name) in (0..4).zip(["Gaz", "Électricité", "Bois", "Fioul"]) {
        for year in 0..36 {
            moments.push(1990 + year);
            values.push(
                f64::from(100 * at + 3 * year) + 20.0 * f64::from(year).sin() + (turn % 89) as f64,
            );
            series.push(name);
        }
    }
    let channels = Channels {
        x: Some(years(&moments)),
        y: Some(numbers("valeur", "MWh", &values)),
        series: Some(texts("nom", &series)),
        ..Channels::default()
    };
    chart("line", TITLE, channels)
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
