//! What the gallery is made of: every kind with few and many values, one, none, zero, negative, huge and missing ones,
//! long names, and 1, 4 and 12 series. Places and figures are made up.

use carnet::chart::kind::find;
use carnet::chart::timeline::{Event, EventMark, Timeline};
use carnet::chart::tree::{Node, State, Tone, Tree};
use carnet::chart::{
    Annotation, At, AxisName, Caption, Channels, Chart, Mode, Orientation, Reference, ScaleOptions,
};
use carnet::diag::Language;
use carnet::model::table::{Column, ColumnKind, Texts, Values};

pub fn texts(name: &str, cells: &[&str]) -> Column {
    let mut texts = Texts::default();
    for cell in cells {
        if cell.is_empty() {
            texts.cells.push(Texts::MISSING);
            continue;
        }
        let at = texts
            .words
            .iter()
            .position(|word| &**word == *cell)
            .unwrap_or_else(|| {
                texts.words.push((*cell).into());
                texts.words.len() - 1
            });
        texts.cells.push(at as u32);
    }
    Column {
        name: name.to_owned(),
        kind: ColumnKind::Text,
        unit: None,
        values: Values::Texts(texts),
    }
}

pub fn numbers(name: &str, unit: &str, values: &[f64]) -> Column {
    Column {
        name: name.to_owned(),
        kind: ColumnKind::Decimal,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        values: Values::Numbers(values.to_vec()),
    }
}

pub fn years(values: &[i32]) -> Column {
    Column {
        kind: ColumnKind::Year,
        ..numbers(
            "annee",
            "",
            &values
                .iter()
                .map(|year| f64::from(*year))
                .collect::<Vec<_>>(),
        )
    }
}

pub fn chart(kind: &str, title: &str, channels: Channels) -> Chart {
    Chart {
        kind: find(kind).unwrap(),
        id: "c".to_owned(),
        language: Language::French,
        caption: Caption {
            title: title.to_owned(),
            source: "données inventées".to_owned(),
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

fn xy(x: Column, y: Column) -> Channels {
    Channels {
        x: Some(x),
        y: Some(y),
        ..Channels::default()
    }
}

fn by_series(x: Column, y: Column, series: Column) -> Channels {
    Channels {
        series: Some(series),
        ..xy(x, y)
    }
}

const PLACES: [&str; 12] = [
    "Aubrelle",
    "Fontgrise",
    "Brancourt",
    "Mirelande",
    "Sorel",
    "Port-Saint-Elme",
    "Grève-Noire",
    "Le Gué",
    "Vernes",
    "Tilleuls",
    "Croix-Basse",
    "Sarnay",
];

const LONG: [&str; 6] = [
    "Syndicat intercommunal de collecte et de traitement des ordures ménagères du Val-de-Brume",
    "Médiathèque L’Encrier",
    "Groupe scolaire des Tilleuls et restaurant municipal",
    "Établissement d’hébergement pour personnes âgées dépendantes",
    "Anticonstitutionnellement-lès-Extraordinairement-sur-Mer",
    "Gymnase",
];

/// Numbers that look like data and are the same on every run.
fn noise(seed: u32) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1_u32 << 24)
    }
}

/// Rows of `series × places`, values by a function of both indexes.
fn grid(
    series: &[&str],
    years_of: &[i32],
    value: impl Fn(usize, usize) -> f64,
) -> (Column, Column, Column) {
    let (mut xs, mut ys, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (s, name) in series.iter().enumerate() {
        for (x, year) in years_of.iter().enumerate() {
            xs.push(*year);
            ys.push(value(s, x));
            names.push(*name);
        }
    }
    (
        years(&xs),
        numbers("montant", "", &ys),
        texts("poste", &names),
    )
}

/// The same with texts along the first axis.
fn table(
    series: &[&str],
    places: &[&str],
    value: impl Fn(usize, usize) -> f64,
) -> (Column, Column, Column) {
    let (mut xs, mut ys, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (s, name) in series.iter().enumerate() {
        for (x, place) in places.iter().enumerate() {
            xs.push(*place);
            ys.push(value(s, x));
            names.push(*name);
        }
    }
    (
        texts("lieu", &xs),
        numbers("montant", "", &ys),
        texts("poste", &names),
    )
}

fn wave(series: usize, at: usize) -> f64 {
    let (s, x) = (series as f64, at as f64);
    (40.0 + 12.0 * s + 9.0 * (x * 0.7 + s).sin() + x * (3.0 - s))
        .max(3.0)
        .round()
}

/// Every drawing of the gallery, by the name of its file.
pub fn all() -> Vec<(String, Chart)> {
    let mut out = Vec::new();
    bars(&mut out);
    lines(&mut out);
    areas(&mut out);
    spreads(&mut out);
    shares(&mut out);
    pairs(&mut out);
    cells(&mut out);
    panels(&mut out);
    out
}

type Gallery = Vec<(String, Chart)>;

fn add(out: &mut Gallery, name: &str, chart: Chart) {
    out.push((
        name.to_owned(),
        Chart {
            id: name.to_owned(),
            ..chart
        },
    ));
}

fn bars(out: &mut Gallery) {
    let pool = [
        "Piscine des Saules",
        "Hôtel de communauté",
        "Gymnase du Pré-aux-Grues",
        "Groupe scolaire des Tilleuls",
        "Médiathèque L’Encrier",
        "Salle des fêtes de Sorel",
        "Ateliers municipaux",
        "Groupe scolaire du Gué",
        "47 autres bâtiments",
    ];
    let values = [
        2140.0, 612.0, 548.0, 431.0, 388.0, 297.0, 264.0, 251.0, 1909.0,
    ];
    let few = Chart {
        highlight: vec!["Piscine des Saules".to_owned()],
        others: Some("47 autres bâtiments".to_owned()),
        ..chart(
            "bar",
            "La piscine des Saules pèse 31 % de la consommation",
            xy(texts("bâtiment", &pool), numbers("conso", "MWh", &values)),
        )
    };
    add(out, "bar-few", few);
    let many: Vec<String> = (1..=60)
        .map(|index| format!("Commune n° {index}"))
        .collect();
    let names: Vec<&str> = many.iter().map(String::as_str).collect();
    let falling: Vec<f64> = (1..=60)
        .map(|index| (90_000.0 / f64::from(index)).round())
        .collect();
    add(
        out,
        "bar-many",
        chart(
            "bar",
            "Soixante communes",
            xy(texts("commune", &names), numbers("habitants", "", &falling)),
        ),
    );
    add(
        out,
        "bar-one",
        chart(
            "bar",
            "Une seule commune",
            xy(
                texts("commune", &["Aubrelle"]),
                numbers("habitants", "", &[1234.0]),
            ),
        ),
    );
    add(
        out,
        "bar-zero",
        chart(
            "bar",
            "Rien nulle part",
            xy(
                texts("commune", &PLACES[..3]),
                numbers("dons", "€", &[0.0; 3]),
            ),
        ),
    );
    add(
        out,
        "bar-negative",
        chart(
            "bar",
            "Trois communes gagnent des habitants",
            xy(
                texts("commune", &PLACES[..6]),
                numbers("solde", "", &[120.0, 48.0, 12.0, -35.0, -80.0, -210.0]),
            ),
        ),
    );
    add(
        out,
        "bar-huge",
        chart(
            "bar",
            "Des budgets de toutes tailles",
            xy(
                texts("poste", &PLACES[..4]),
                numbers("budget", "€", &[3.1e9, 12.4e6, 48_210.0, 0.5]),
            ),
        ),
    );
    add(
        out,
        "bar-missing",
        chart(
            "bar",
            "Deux communes n’ont pas répondu",
            xy(
                texts("commune", &PLACES[..5]),
                numbers("taux", "%", &[41.5, f64::NAN, 22.0, f64::NAN, 7.25]),
            ),
        ),
    );
    add(
        out,
        "bar-long",
        Chart {
            highlight: vec![LONG[2].to_owned()],
            ..chart(
                "bar",
                "Des noms très longs",
                xy(
                    texts("organisme", &LONG),
                    numbers(
                        "aide",
                        "€",
                        &[9200.0, 8100.0, 7450.0, 4300.0, 2200.0, 310.0],
                    ),
                ),
            )
        },
    );
    let (x, y, series) = table(&["Recettes", "Dépenses"], &PLACES[..4], wave);
    add(
        out,
        "bar-grouped",
        Chart {
            mode: Mode::Grouped,
            ..chart(
                "bar",
                "Recettes et dépenses par commune",
                by_series(x, y, series),
            )
        },
    );
    let shares = |s: usize, x: usize| {
        [
            [67.0, 11.0, 22.0],
            [58.0, 19.0, 23.0],
            [49.0, 24.0, 27.0],
            [31.0, 44.0, 25.0],
        ][x][s]
    };
    let (x, y, series) = table(
        &["Voiture", "Car et train", "Vélo, marche"],
        &PLACES[..4],
        shares,
    );
    let percent = Chart {
        mode: Mode::Percent,
        highlight: vec!["Voiture".to_owned()],
        ..chart(
            "bar",
            "À Aubrelle, deux trajets sur trois se font en voiture",
            by_series(x.clone(), y.clone(), series.clone()),
        )
    };
    add(out, "bar-percent", percent);
    add(
        out,
        "bar-stacked",
        Chart {
            mode: Mode::Stacked,
            ..chart("bar", "Trajets par commune", by_series(x, y, series))
        },
    );
    let (x, y, series) = table(&PLACES, &["Nord", "Sud", "Centre"], wave);
    add(
        out,
        "bar-12-series",
        Chart {
            mode: Mode::Stacked,
            ..chart(
                "bar",
                "Douze communes, trois secteurs",
                by_series(x, y, series),
            )
        },
    );

    let (x, y, series) = grid(
        &["Recettes", "Dépenses"],
        &[2022, 2023, 2024, 2025],
        |s, x| [[11.8, 12.4, 12.1, 13.6], [11.1, 12.0, 12.7, 12.9]][s][x],
    );
    let columns = chart(
        "bar",
        "Les recettes ont dépassé les dépenses trois années sur quatre",
        by_series(
            x,
            numbers(
                "montant",
                "M€",
                &match y.values {
                    Values::Numbers(values) => values,
                    _ => Vec::new(),
                },
            ),
            series,
        ),
    );
    add(out, "column-grouped", columns);
    let tons = |s: usize, x: usize| {
        [
            [6.3, 5.8, 5.1, 4.5],
            [1.4, 1.5, 1.6, 1.7],
            [1.5, 2.1, 2.7, 3.2],
        ][s][x]
    };
    let (x, y, series) = grid(
        &["Ordures", "Verre", "Emballages"],
        &[2022, 2023, 2024, 2025],
        tons,
    );
    add(
        out,
        "column-stacked",
        Chart {
            mode: Mode::Stacked,
            ..chart(
                "bar",
                "Le tri des emballages a doublé en trois ans",
                by_series(x, y, series),
            )
        },
    );
    let (x, y, series) = grid(&PLACES, &[2022, 2023, 2024, 2025], wave);
    add(
        out,
        "column-12-series",
        Chart {
            mode: Mode::Stacked,
            ..chart(
                "bar",
                "Douze communes en quatre ans",
                by_series(x, y, series),
            )
        },
    );
    let long: Vec<i32> = (1985..=2027).collect();
    let values: Vec<f64> = (0..43)
        .map(|index| 900.0 + 300.0 * f64::from(index).sin())
        .collect();
    add(
        out,
        "column-many",
        Chart {
            annotations: vec![Annotation {
                x: At::Number(2020.0),
                y: None,
                text: "confinement".to_owned(),
            }],
            ..chart(
                "bar",
                "Quarante-trois années",
                xy(years(&long), numbers("eleves", "", &values)),
            )
        },
    );
    add(
        out,
        "column-negative",
        Chart {
            references: vec![Reference {
                axis: AxisName::Y,
                at: At::Number(2.0),
                text: "objectif : 2 %".to_owned(),
            }],
            ..chart(
                "bar",
                "Deux années de recul",
                xy(
                    years(&[2019, 2020, 2021, 2022, 2023, 2024]),
                    numbers("croissance", "%", &[1.5, -7.9, 6.4, 2.5, f64::NAN, -0.4]),
                ),
            )
        },
    );
    add(
        out,
        "column-names",
        Chart {
            orientation: Some(Orientation::Vertical),
            highlight: vec!["samedi".to_owned()],
            ..chart(
                "bar",
                "Le marché vit le samedi",
                xy(
                    texts(
                        "jour",
                        &[
                            "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
                        ],
                    ),
                    numbers(
                        "visites",
                        "",
                        &[120.0, 90.0, 310.0, 140.0, 180.0, 940.0, 410.0],
                    ),
                ),
            )
        },
    );
}

fn lines(out: &mut Gallery) {
    let span: Vec<i32> = (2015..=2030).collect();
    let energy = |s: usize, x: usize| {
        let x = x as f64;
        match s {
            0 => 5200.0 - 150.0 * x + if x == 5.0 { -250.0 } else { 0.0 },
            1 => 2050.0 + 40.0 * (x * 0.9).sin() + 5.0 * x,
            2 => 60.0 + 5.4 * x * x,
            _ => (1480.0 - 115.0 * x).max(0.0),
        }
        .round()
    };
    let (x, y, series) = grid(
        &["Gaz", "Électricité", "Bois et granulés", "Fioul"],
        &span,
        energy,
    );
    let projected = (0..4)
        .flat_map(|_| span.iter().map(|year| *year > 2025))
        .collect();
    add(
        out,
        "line-projection",
        Chart {
            projected,
            highlight: vec!["Fioul".to_owned()],
            annotations: vec![Annotation {
                x: At::Number(2020.0),
                y: None,
                text: "2020 : bâtiments fermés au printemps".to_owned(),
            }],
            ..chart(
                "line",
                "Le fioul disparaîtrait en 2028, le gaz resterait la première énergie",
                by_series(x.clone(), y.clone(), series.clone()),
            )
        },
    );
    add(
        out,
        "line-4-series",
        chart("line", "Quatre énergies", by_series(x, y, series)),
    );
    let (x, y, series) = grid(&PLACES, &(2015..=2024).collect::<Vec<_>>(), |s, x| {
        60.0 + 3.0 * s as f64 + 2.0 * ((x + s) as f64).sin() + x as f64 * (s as f64 - 4.0) * 0.6
    });
    add(
        out,
        "line-12-series",
        chart(
            "line",
            "Douze communes aux fins serrées",
            by_series(x, y, series),
        ),
    );
    add(
        out,
        "line-gaps",
        chart(
            "line",
            "Deux années sans relevé",
            xy(
                years(&(2014..=2024).collect::<Vec<_>>()),
                numbers(
                    "niveau",
                    "m",
                    &[
                        1.2,
                        1.3,
                        f64::NAN,
                        1.6,
                        1.5,
                        f64::NAN,
                        1.8,
                        f64::NAN,
                        2.2,
                        2.1,
                        2.4,
                    ],
                ),
            ),
        ),
    );
    add(
        out,
        "line-one",
        chart(
            "line",
            "Un seul point",
            xy(years(&[2024]), numbers("valeur", "", &[12.0])),
        ),
    );
    add(
        out,
        "line-zero",
        chart(
            "line",
            "Toujours rien",
            xy(years(&[2020, 2021, 2022]), numbers("valeur", "", &[0.0; 3])),
        ),
    );
    add(
        out,
        "line-negative",
        Chart {
            references: vec![Reference {
                axis: AxisName::Y,
                at: At::Number(0.5),
                text: "moyenne 1961-1990".to_owned(),
            }],
            ..chart(
                "line",
                "Des écarts de température",
                xy(
                    years(&(1990..=2024).collect::<Vec<_>>()),
                    numbers(
                        "écart",
                        "°C",
                        &(0..35)
                            .map(|i| -0.8 + 0.05 * f64::from(i) + 0.3 * f64::from(i * 7 % 5) - 0.6)
                            .collect::<Vec<_>>(),
                    ),
                ),
            )
        },
    );
    add(
        out,
        "line-huge",
        chart(
            "line",
            "Un budget en milliards",
            xy(
                years(&[2019, 2020, 2021, 2022]),
                numbers("budget", "€", &[1.2e9, 1.9e9, 2.75e9, 3.1e9]),
            ),
        ),
    );
    let mut random = noise(7);
    let days: Vec<Option<i32>> = (0..400).map(|day| Some(19_723 + day)).collect();
    let mut level = 40.0;
    let walk: Vec<f64> = (0..400)
        .map(|_| {
            level += random() * 4.0 - 2.0;
            level
        })
        .collect();
    let dates = Column {
        name: "jour".to_owned(),
        kind: ColumnKind::Date,
        unit: None,
        values: Values::Dates(days),
    };
    add(
        out,
        "line-days",
        chart(
            "line",
            "Quatre cents jours",
            xy(dates, numbers("débit", "m³/s", &walk)),
        ),
    );
    add(
        out,
        "line-categories",
        chart(
            "line",
            "Des étapes en ordre",
            xy(
                texts(
                    "étape",
                    &[
                        "Diagnostic",
                        "Identification",
                        "Mise en qualité",
                        "Publication",
                        "Valorisation",
                    ],
                ),
                numbers("jeux", "", &[1.0, 4.0, 7.0, 8.0, 12.0]),
            ),
        ),
    );
    let many: Vec<f64> = (0..100_000)
        .map(|index| (f64::from(index) * 0.001).sin() * 50.0 + random() * 10.0)
        .collect();
    add(
        out,
        "line-100000",
        chart(
            "line",
            "Cent mille mesures",
            xy(
                numbers(
                    "seconde",
                    "",
                    &(0..100_000).map(f64::from).collect::<Vec<_>>(),
                ),
                numbers("mesure", "V", &many),
            ),
        ),
    );
}

fn areas(out: &mut Gallery) {
    let span: Vec<i32> = (2018..=2026).collect();
    let (x, y, series) = grid(&["Hydraulique", "Gaz", "Solaire"], &span, |s, x| {
        [
            [14.0, 15.0, 15.0, 14.0, 13.0, 14.0, 15.0, 15.0, 15.0],
            [22.0, 21.0, 20.0, 18.0, 16.0, 14.0, 11.0, 9.0, 7.0],
            [2.0, 3.0, 6.0, 9.0, 13.0, 18.0, 23.0, 29.0, 34.0],
        ][s][x]
    });
    add(
        out,
        "area-stacked",
        chart(
            "area",
            "Le solaire produit près de cinq fois plus que le gaz",
            by_series(x.clone(), y.clone(), series.clone()),
        ),
    );
    add(
        out,
        "area-percent",
        Chart {
            mode: Mode::Percent,
            highlight: vec!["Solaire".to_owned()],
            ..chart(
                "area",
                "Le solaire dépasse la moitié",
                by_series(x, y, series),
            )
        },
    );
    add(
        out,
        "area-one",
        chart(
            "area",
            "Une surface seule, avec un trou",
            xy(
                years(&span),
                numbers(
                    "production",
                    "GWh",
                    &[38.0, 39.0, 41.0, f64::NAN, 42.0, 46.0, 49.0, 53.0, 56.0],
                ),
            ),
        ),
    );
    let (x, y, series) = grid(&PLACES, &span, wave);
    add(
        out,
        "area-12-series",
        chart("area", "Douze surfaces", by_series(x, y, series)),
    );
}

fn spreads(out: &mut Gallery) {
    let mut random = noise(3);
    let trees: Vec<f64> = (0..312)
        .map(|_| (-(1.0 - random()).ln() * 11.0).floor().min(49.0))
        .collect();
    add(
        out,
        "histogram-many",
        Chart {
            bins: Some(10),
            ..chart(
                "histogram",
                "La moitié des rues compte moins de neuf arbres",
                Channels {
                    x: Some(numbers("Arbres par rue", "", &trees)),
                    ..Channels::default()
                },
            )
        },
    );
    add(
        out,
        "histogram-one",
        chart(
            "histogram",
            "Une valeur",
            Channels {
                x: Some(numbers("âge", "ans", &[41.0])),
                ..Channels::default()
            },
        ),
    );
    add(
        out,
        "histogram-negative",
        chart(
            "histogram",
            "Des températures",
            Channels {
                x: Some(numbers(
                    "Température",
                    "°C",
                    &(0..80).map(|_| random() * 30.0 - 12.0).collect::<Vec<_>>(),
                )),
                ..Channels::default()
            },
        ),
    );

    let people: Vec<f64> = (0..16)
        .map(|index| (300.0 * 1.36_f64.powi(index)).round())
        .collect();
    let use_per: Vec<f64> = (0..16)
        .map(|index| (9.0 + 3.4 * f64::from(index) + 6.0 * random()).round())
        .collect();
    let mut towns: Vec<&str> = PLACES.to_vec();
    towns.extend(["Val-de-Brume", "Haute-Orle", "Pont-Aubier", "Trois-Écluses"]);
    let mut use_per = use_per;
    use_per[3] = 71.0;
    let scatter = Channels {
        label: Some(texts("commune", &towns)),
        ..xy(
            numbers("Habitants", "", &people),
            numbers("Consommation par bâtiment", "MWh", &use_per),
        )
    };
    add(
        out,
        "scatter-log",
        Chart {
            highlight: vec!["Mirelande".to_owned()],
            x_scale: ScaleOptions {
                log: true,
                ..ScaleOptions::default()
            },
            ..chart(
                "scatter",
                "Mirelande consomme quatre fois plus que les bourgs de sa taille",
                scatter.clone(),
            )
        },
    );
    let bubbles = Channels {
        size: Some(numbers(
            "budget",
            "€",
            &people.iter().map(|p| p * 900.0).collect::<Vec<_>>(),
        )),
        series: Some(texts(
            "type",
            &(0..16)
                .map(|i| ["Rural", "Urbain", "Littoral"][i % 3])
                .collect::<Vec<_>>(),
        )),
        ..scatter
    };
    add(
        out,
        "scatter-bubbles",
        Chart {
            x_scale: ScaleOptions {
                log: true,
                ..ScaleOptions::default()
            },
            ..chart("scatter", "Des bulles selon le budget", bubbles)
        },
    );
    let cloud: (Vec<f64>, Vec<f64>) = (0..100_000)
        .map(|_| {
            let x = random() + random() + random();
            (x * 30.0, x * 12.0 + random() * 20.0)
        })
        .unzip();
    add(
        out,
        "scatter-100000",
        chart(
            "scatter",
            "Cent mille points",
            xy(numbers("x", "", &cloud.0), numbers("y", "", &cloud.1)),
        ),
    );
    add(
        out,
        "scatter-one",
        chart(
            "scatter",
            "Un point",
            Channels {
                label: Some(texts("lieu", &["Aubrelle"])),
                ..xy(numbers("x", "", &[3.0]), numbers("y", "", &[5.0]))
            },
        ),
    );

    let ages: Vec<f64> = (0..140)
        .map(|_| 20.0 + 50.0 * (random() + random()) / 2.0)
        .collect();
    let names: Vec<String> = (0..140).map(|index| format!("Agent {index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    add(
        out,
        "beeswarm-many",
        Chart {
            highlight: vec!["Agent 12".to_owned()],
            ..chart(
                "beeswarm",
                "Un âge par agent",
                Channels {
                    x: Some(numbers("Âge", "ans", &ages)),
                    label: Some(texts("agent", &names)),
                    ..Channels::default()
                },
            )
        },
    );
    add(
        out,
        "beeswarm-lanes",
        chart(
            "beeswarm",
            "Par service",
            Channels {
                x: Some(numbers("Âge", "ans", &ages)),
                series: Some(texts(
                    "service",
                    &(0..140)
                        .map(|i| ["Voirie", "Écoles", "Culture"][i % 3])
                        .collect::<Vec<_>>(),
                )),
                ..Channels::default()
            },
        ),
    );
}

fn shares(out: &mut Gallery) {
    let parts = ["Département", "Région", "Reste du pays", "Étranger"];
    let counts = numbers("marchés", "marchés", &[58.0, 46.0, 27.0, 10.0]);
    let donut = Chart {
        highlight: vec!["Département".to_owned()],
        others: Some("Étranger".to_owned()),
        ..chart(
            "donut",
            "Quatre marchés sur dix restent dans le département",
            xy(texts("origine", &parts), counts.clone()),
        )
    };
    add(out, "donut-few", donut);
    add(
        out,
        "pie-few",
        chart(
            "pie",
            "D’où viennent les marchés",
            xy(texts("origine", &parts), counts),
        ),
    );
    add(
        out,
        "pie-many",
        chart(
            "pie",
            "Douze parts",
            xy(
                texts("commune", &PLACES),
                numbers(
                    "part",
                    "%",
                    &[
                        30.0, 20.0, 12.0, 9.0, 8.0, 6.0, 5.0, 4.0, 3.0, 1.5, 1.0, 0.5,
                    ],
                ),
            ),
        ),
    );
    add(
        out,
        "pie-one",
        chart(
            "pie",
            "Une part",
            xy(texts("origine", &["Tout"]), numbers("part", "", &[3.0])),
        ),
    );
    add(
        out,
        "donut-zero",
        chart(
            "donut",
            "Aucun marché",
            xy(
                texts("origine", &parts),
                numbers("marchés", "", &[0.0, 0.0, f64::NAN, -2.0]),
            ),
        ),
    );
    add(
        out,
        "donut-long",
        chart(
            "donut",
            "Des noms longs",
            xy(
                texts("organisme", &LONG),
                numbers("aide", "€", &[9.2e6, 8.1e6, 7.4e6, 4.3e6, 2.2e6, 310_000.0]),
            ),
        ),
    );
}

fn pairs(out: &mut Gallery) {
    let schools = ["Le Gué", "Tilleuls", "Sorel", "Vernes", "Aubier"];
    let (x, y, series) = grid(&schools, &[2020, 2026], |s, x| {
        [
            [212.0, 228.0],
            [186.0, 197.0],
            [164.0, 96.0],
            [118.0, 141.0],
            [79.0, 84.0],
        ][s][x]
    });
    add(
        out,
        "slope-few",
        Chart {
            highlight: vec!["Sorel".to_owned()],
            ..chart(
                "slope",
                "Seule l’école de Sorel perd des élèves",
                by_series(x, y, series),
            )
        },
    );
    let (x, y, series) = grid(&PLACES, &[2020, 2026], |s, x| {
        100.0 + s as f64 + 3.0 * x as f64 * (s as f64 % 3.0 - 1.0)
    });
    add(
        out,
        "slope-12-series",
        chart(
            "slope",
            "Douze communes presque égales",
            by_series(x, y, series),
        ),
    );
    let (x, y, series) = grid(&LONG[..4], &[2020, 2026], |s, x| {
        if s == 1 && x == 1 {
            f64::NAN
        } else {
            10.0 * (s + 2 * x) as f64
        }
    });
    add(
        out,
        "slope-long",
        chart(
            "slope",
            "Des noms longs, une valeur manque",
            by_series(x, y, series),
        ),
    );
    let (x, y, series) = table(&["2015", "2025"], &PLACES[..7], |s, x| {
        if x == 4 {
            f64::NAN
        } else {
            20.0 + 6.0 * x as f64 + 9.0 * s as f64 * (x as f64 - 2.0)
        }
    });
    add(
        out,
        "dumbbell-few",
        Chart {
            highlight: vec!["Mirelande".to_owned()],
            ..chart("dumbbell", "Dix ans d’écarts", by_series(x, y, series))
        },
    );
    let (x, y, series) = table(&["Femmes", "Hommes"], &LONG, |s, x| {
        1800.0 + 150.0 * x as f64 + 140.0 * s as f64
    });
    add(
        out,
        "dumbbell-long",
        chart("dumbbell", "Salaires par service", by_series(x, y, series)),
    );
}

fn cells(out: &mut Gallery) {
    let days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    let hours = ["10 h", "12 h", "14 h", "16 h", "18 h", "20 h"];
    let counts = [
        [f64::NAN, 31.0, 22.0, 28.0, 52.0, 44.0],
        [18.0, 36.0, 24.0, 30.0, 58.0, 47.0],
        [44.0, 52.0, 98.0, 104.0, 71.0, 38.0],
        [16.0, 34.0, 21.0, 29.0, 55.0, 46.0],
        [19.0, 33.0, 26.0, 34.0, 61.0, f64::NAN],
        [58.0, 67.0, 112.0, 107.0, 64.0, f64::NAN],
    ];
    let (x, value, y) = table(&days, &hours, |day, hour| counts[day][hour]);
    add(
        out,
        "heatmap-few",
        chart(
            "heatmap",
            "La piscine se remplit le mercredi et le samedi",
            Channels {
                x: Some(x),
                y: Some(y),
                value: Some(value),
                ..Channels::default()
            },
        ),
    );
    let many: Vec<String> = (1..=36).map(|month| format!("mois {month}")).collect();
    let months: Vec<&str> = many.iter().map(String::as_str).collect();
    let (x, value, y) = table(&PLACES, &months, |s, x| wave(s % 4, x % 9) - 30.0);
    add(
        out,
        "heatmap-many",
        chart(
            "heatmap",
            "Douze communes, trente-six mois",
            Channels {
                x: Some(x),
                y: Some(y),
                value: Some(value),
                ..Channels::default()
            },
        ),
    );
    let years = ["2020", "2021", "2022", "2023", "2024", "2025"];
    let (x, value, y) = table(&PLACES[..6], &years, |place, year| {
        let found = 4.2 - 2.1 * place as f64 + 1.3 * year as f64 - 3.0;
        if place == 2 { 0.0 } else { found }
    });
    add(
        out,
        "heatmap-negative",
        chart(
            "heatmap",
            "Trois communes perdent des habitants",
            Channels {
                x: Some(x),
                y: Some(y),
                value: Some(Column {
                    unit: Some("%".to_owned()),
                    ..value
                }),
                ..Channels::default()
            },
        ),
    );
    let (x, value, y) = table(&LONG[..3], &LONG[3..], |s, x| (s * 3 + x) as f64 * 1e6);
    add(
        out,
        "heatmap-long",
        chart(
            "heatmap",
            "Des noms longs",
            Channels {
                x: Some(x),
                y: Some(y),
                value: Some(value),
                ..Channels::default()
            },
        ),
    );
}

fn panels(out: &mut Gallery) {
    let stations = [
        "Aubrelle",
        "Fontgrise",
        "Brancourt",
        "Mirelande",
        "Sorel",
        "Pont-Aubier",
    ];
    let span: Vec<i32> = (2015..=2026).collect();
    let trains = |s: usize, x: usize| {
        ([30.0, 14.0, 18.0, 8.0, 9.0, 21.0][s]
            + [0.7, 0.5, -1.2, 0.1, 0.25, 0.45][s] * x as f64
            + ((x * (s + 2)) % 3) as f64 * 0.8)
            .round()
    };
    let (x, y, facet) = grid(&stations, &span, trains);
    add(
        out,
        "facet-line",
        Chart {
            highlight: vec!["Brancourt".to_owned()],
            ..chart(
                "line",
                "Brancourt a perdu quatorze trains sur dix-huit",
                Channels {
                    facet: Some(facet),
                    ..xy(x, y)
                },
            )
        },
    );
    let (x, y, facet) = table(
        &["Rural", "Urbain", "Littoral", "Montagne"],
        &PLACES[..4],
        wave,
    );
    add(
        out,
        "facet-bar",
        chart(
            "bar",
            "Quatre territoires",
            Channels {
                facet: Some(facet),
                ..xy(x, y)
            },
        ),
    );
    let mut random = noise(11);
    let (mut xs, mut ys, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    for index in 0..120 {
        xs.push(random() * 100.0);
        ys.push(random() * 50.0 + f64::from(index % 3) * 20.0);
        kinds.push(["Rural", "Urbain", "Littoral"][index as usize % 3]);
    }
    let facet = texts("type", &kinds);
    add(
        out,
        "facet-scatter",
        chart(
            "scatter",
            "Trois nuages sur les mêmes échelles",
            Channels {
                facet: Some(facet.clone()),
                ..xy(numbers("Habitants", "", &xs), numbers("Dépense", "€", &ys))
            },
        ),
    );
    add(
        out,
        "facet-histogram",
        chart(
            "histogram",
            "Trois répartitions",
            Channels {
                x: Some(numbers("Dépense", "€", &ys)),
                facet: Some(facet),
                ..Channels::default()
            },
        ),
    );
}

/// The trees of the gallery.
pub fn trees() -> Vec<Tree> {
    let tree = |id: &str, nodes: Vec<Node>| Tree {
        id: id.to_owned(),
        language: Language::French,
        caption: Caption {
            title: "Trois services sur neuf détiennent les données demandées".to_owned(),
            source: "entretiens".to_owned(),
            ..Caption::default()
        },
        nodes,
    };
    let node = |depth: usize, text: &str| Node {
        depth,
        text: text.to_owned(),
        ..Node::default()
    };
    let with = |depth: usize, text: &str, tone: Tone, word: &str, note: &str| Node {
        state: Some(State {
            tone,
            word: word.to_owned(),
        }),
        note: note.to_owned(),
        ..node(depth, text)
    };
    let offices = vec![
        node(0, "Direction générale"),
        node(1, "Enseignement"),
        with(
            2,
            "Effectifs scolaires",
            Tone::Good,
            "ouverte",
            "Effectifs, 968 lignes",
        ),
        with(
            2,
            "Cantines",
            Tone::Waiting,
            "à négocier",
            "réponse le 2 novembre",
        ),
        node(2, "Transport"),
        node(1, "Patrimoine"),
        with(
            2,
            "Bâtiments et énergie",
            Tone::Good,
            "ouverte",
            "1 284 lignes",
        ),
        with(
            2,
            "Plan des réseaux",
            Tone::Unknown,
            "introuvable",
            "classeur papier, archives",
        ),
        node(1, "Citoyenneté"),
        with(2, "Subventions", Tone::Good, "ouverte", ""),
        with(
            2,
            "Marchés publics et conventions de délégation de service",
            Tone::Bad,
            "refusée",
            "relecture juridique",
        ),
        node(1, "Numérique"),
    ];
    let deep = (0..9)
        .flat_map(|depth| {
            [
                node(depth, LONG[depth % 6]),
                with(depth, PLACES[depth], Tone::Waiting, "à suivre", ""),
            ]
        })
        .collect();
    let mut many = vec![node(0, "Agglomération")];
    for service in 0..14 {
        many.push(node(1, &format!("Direction {}", service + 1)));
        many.extend((0..6).map(|office| node(2, &format!("Bureau {}", office + 1))));
    }
    vec![
        tree("tree-few", offices),
        tree("tree-deep", deep),
        tree("tree-many", many),
        tree("tree-one", vec![node(0, "Direction générale")]),
    ]
}

/// The timelines of the gallery.
pub fn timelines() -> Vec<Timeline> {
    let event = |time: &str, text: &str, mark: EventMark| Event {
        time: time.to_owned(),
        text: text.to_owned(),
        mark,
    };
    vec![Timeline {
        id: "timeline-day".to_owned(),
        language: Language::French,
        caption: Caption {
            title: "Deux heures perdues entre kilowattheures et mégawattheures".to_owned(),
            source: "carnet de l’équipe".to_owned(),
            ..Caption::default()
        },
        events: vec![
            event(
                "9 h 30",
                "Réunion du matin avec le service bâtiments",
                EventMark::Plain,
            ),
            event(
                "10 h 15",
                "Les onze tableurs réunis en un seul fichier, après avoir retrouvé les trois qui manquaient dans un classeur que personne n’avait ouvert depuis 2016",
                EventMark::Plain,
            ),
            event(
                "11 h",
                "2016 est en kWh, le reste en MWh",
                EventMark::Puzzle,
            ),
            event("", "Pause de midi", EventMark::Break),
            event(
                "14 h",
                "Vérification de cent factures au hasard",
                EventMark::Plain,
            ),
            event(
                "16 h 53",
                "Présentation à la directrice, fichier validé",
                EventMark::Success,
            ),
        ],
    }]
}
