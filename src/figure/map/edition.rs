//! Where the teams of an edition worked: one place for each, found offline from what a logbook says of its collectivity.

use super::super::{Figure, Studio};
use crate::diag::Language;
use crate::geo::contours::Layer as Contours;
use crate::geo::place::{Answer, Query, find, normalize};
use crate::geo::shape::{Point, inner_point};
use crate::geo::tables;
use crate::map::ground::Ground;
use crate::map::layer::{Places, Wanted, layer};
use crate::map::{Feature, Field, FieldKind, Geometry, Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A team, and where it worked.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    pub name: String,
    pub point: Point,
    /// Datasets that it opened.
    pub datasets: usize,
}

/// The EPCI by the words of their names that tell them apart; none for names that two have.
static NAMES: LazyLock<BTreeMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Option<&'static str>> = BTreeMap::new();
    for epci in tables::all_epci() {
        names
            .entry(bare(epci.name()))
            .and_modify(|known| *known = None)
            .or_insert(Some(epci.siren()));
    }
    names
});

/// A name without the words that say what kind of body it is.
fn bare(name: &str) -> String {
    const KINDS: [&str; 18] = [
        "communaute",
        "communes",
        "commune",
        "agglomeration",
        "agglo",
        "urbaine",
        "metropole",
        "cc",
        "ca",
        "cu",
        "ville",
        "mairie",
        "de",
        "du",
        "des",
        "d",
        "la",
        "l",
    ];
    let plain = normalize(name);
    let words = plain.split(' ').filter(|word| !KINDS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Where a collectivity lies: by its SIREN, its INSEE code, or its name when only one bears it.
pub fn point(siren: &str, insee: &str, name: &str) -> Option<Point> {
    let epci = |siren: &str| inner_point(&Contours::Epci.shape(siren)?);
    if let Some(point) = epci(siren) {
        return Some(point);
    }
    if let Some(commune) = tables::commune(insee) {
        return commune.point();
    }
    if name.trim().is_empty() {
        return None;
    }
    if let Some(Some(siren)) = NAMES.get(&bare(name)) {
        return epci(siren);
    }
    let query = Query {
        insee: None,
        postal_code: None,
        name: Some(name),
        department: None,
    };
    match find(&query) {
        Answer::Exact(commune) => commune.point(),
        Answer::Approximate(_) | Answer::Ambiguous(_) | Answer::Unknown => None,
    }
}

impl Studio<'_> {
    /// The map of the teams: circles by the number of their datasets, or points where no team has any.
    pub fn edition_map(&self, teams: &[Worked], page: &str, language: Language) -> Figure {
        let say =
            |french: &str, english: &str| super::super::pick(language, french, english).to_owned();
        let datasets = say("jeux de données", "datasets");
        let features = teams
            .iter()
            .zip(1..)
            .map(|(team, row)| Feature {
                row,
                name: team.name.clone(),
                geometry: Geometry::Point(crate::map::geometry::round(team.point)),
                values: vec![Value::Number(team.datasets as f64)],
                class: None,
                amount: None,
                approximate: false,
            })
            .collect();
        let places = Places {
            fields: vec![Field {
                name: datasets.clone(),
                kind: FieldKind::Number,
            }],
            features,
            ..Places::default()
        };
        let counted = teams.iter().any(|team| team.datasets > 0);
        let wanted = Wanted {
            name: say("Équipes", "Teams"),
            value: counted.then_some(datasets),
            circles: true,
            ..Wanted::default()
        };
        let points: Vec<Point> = teams.iter().map(|team| team.point).collect();
        let map = Map {
            id: "equipes".to_owned(),
            language,
            title: say("Où les équipes ont travaillé", "Where the teams worked"),
            subtitle: String::new(),
            source: crate::geo::ATTRIBUTION.to_owned(),
            note: say(
                "chaque équipe est placée d’après sa collectivité",
                "each team is placed by its collectivity",
            ),
            layers: vec![layer(places, wanted)],
            filters: Vec::new(),
            licence: None,
            alternative: String::new(),
            address: self.address(page),
        };
        self.finish(map, &Ground::below(&points), "equipes").figure
    }
}
