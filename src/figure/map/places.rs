//! Where the places of a layer come from: coordinates, communes, contours or GeoJSON, then filters and values.

use super::super::store::{Known, is_geojson};
use super::super::{Scene, Stop, Studio, names as column_names};
use super::spec::LayerSpec;
use super::{MOST_BYTES, short};
use crate::diag::{Language, Phrase, chart, map as problem, nearest};
use crate::geo::contours::Layer as Contours;
use crate::geo::shape::Bounds;
use crate::geo::tables;
use crate::map::doctor::{Cells, Columns};
use crate::map::features::{self, Collection};
use crate::map::ground::Ground;
use crate::map::layer::{Places, name_field};
use crate::map::rows::{self, PlaceColumns};
use crate::map::{Field, FieldKind, Geometry, Value};
use crate::model::fence::Written;
use crate::model::table::{Column, ColumnKind, Table, Texts, Values};
use crate::text::fold::fold;
use crate::transform::evaluate::{evaluate, passes};
use crate::transform::{Expression, Fault, Names};
use std::sync::Arc;

/// Rows that a map takes: beyond, neither the page nor uMap opens in reasonable time.
const MOST_ROWS: u64 = 50_000;

impl Studio<'_> {
    /// The places of a layer, filtered, and the path of their dataset.
    pub(super) fn places(
        &self,
        spec: &LayerSpec<'_>,
        scene: &Scene<'_>,
    ) -> Result<(Places, String), Stop> {
        let Some(data) = spec.data().or(spec.join()) else {
            let missing = chart::missing_key("data", "data: lieux.csv");
            return Err(Fault::new(missing, spec.span).into());
        };
        let (file, key) = joined(data);
        let path = self.file(&file, scene)?;
        let mut places = match is_geojson(&path) {
            true => self.geojson(&path, &file)?,
            false => self.rows(&path, &file, key.as_ref(), spec, scene)?,
        };
        if spec.data().is_some()
            && let Some(join) = spec.join()
        {
            self.join(&mut places, join, scene)?;
        }
        if let Some(written) = spec.filter() {
            let names = names(&places, &path);
            let expression = scene.expression(written, &names)?;
            let table = as_table(&places);
            let kept = passes(&expression, &table, &mut Vec::new())?;
            let mut kept = kept.into_iter();
            places.features.retain(|_| kept.next().unwrap_or(false));
        }
        Ok((places, path))
    }

    fn file(&self, written: &Written, scene: &Scene<'_>) -> Result<String, Stop> {
        self.store
            .find_places(&written.text, scene.folder)
            .ok_or_else(|| {
                let names = self.store.names(scene.folder);
                let near = nearest(&written.text, names.iter().map(String::as_str));
                let unknown = chart::unknown_data(&written.text, Phrase::nearest(near));
                Stop::Fault(Fault::new(unknown, written.span))
            })
    }

    fn geojson(&self, path: &str, written: &Written) -> Result<Places, Stop> {
        if self.store.size(path) > MOST_BYTES {
            let large = problem::too_large(short(path), MOST_BYTES >> 20);
            return Err(Fault::new(large, written.span).into());
        }
        match features::read(&self.store.bytes(path)?) {
            Ok(mut collection) => {
                collection.drop_fields(|name| self.store.is_withheld(path, name));
                Ok(Places::from(collection))
            }
            Err(wrong) => Err(Fault::new(wrong, written.span).into()),
        }
    }

    fn whole_table(&self, path: &str, written: &Written) -> Result<(Arc<Known>, Table), Stop> {
        let Some(known) = self.store.open(path)? else {
            let unreadable = chart::unreadable_data(&written.text);
            return Err(Fault::new(unreadable, written.span).into());
        };
        if known.rows > MOST_ROWS {
            let many = problem::too_many(short(path), known.rows, MOST_ROWS);
            return Err(Fault::new(many, written.span).into());
        }
        let table = self.store.load(&known, known.names.all())?;
        Ok((known, table))
    }

    fn rows(
        &self,
        path: &str,
        written: &Written,
        key: Option<&Written>,
        spec: &LayerSpec<'_>,
        scene: &Scene<'_>,
    ) -> Result<Places, Stop> {
        let (known, mut table) = self.whole_table(path, written)?;
        let find = |written: &Written| {
            known
                .names
                .find(&written.text, written.span)
                .map(str::to_owned)
        };
        let all: Vec<&str> = known.names.all().iter().map(String::as_str).collect();
        let place = match (spec.place(), key) {
            (Some(written), _) => {
                let named = known.names.list(written)?;
                PlaceColumns::among(&named, &table)
            }
            (None, Some(key)) => PlaceColumns {
                insee: Some(find(key)?),
                ..PlaceColumns::default()
            },
            (None, None) => PlaceColumns::found(&all),
        };
        if let Some(written) = spec.contours() {
            let layer = match fold(&written.text).as_str() {
                "communes" | "commune" => Contours::Communes,
                "epci" => Contours::Epci,
                "departements" | "departement" => Contours::Departments,
                "regions" | "region" => Contours::Regions,
                _ => {
                    let expected = Phrase::new(
                        "communes, epci, departements ou regions",
                        "communes, epci, departements or regions",
                    );
                    return Err(
                        Fault::new(chart::wrong_value("contours", expected), written.span).into(),
                    );
                }
            };
            let code = match (spec.code(), key) {
                (Some(written), _) | (None, Some(written)) => Some(find(written)?),
                (None, None) => rows::territory_code(&all, layer),
            };
            let place = match (&code, layer) {
                (Some(code), Contours::Communes) if spec.place().is_none() => PlaceColumns {
                    insee: Some(code.clone()),
                    ..place
                },
                _ => place,
            };
            rows::add_population(&mut table, &place, code.as_deref(), layer);
            return Ok(rows::by_contours(&table, &place, code.as_deref(), layer));
        }
        let columns = match (spec.coordinates(), spec.point()) {
            ([Some(latitude), Some(longitude)], _) => Some(Columns::Two {
                latitude: find(latitude)?,
                longitude: find(longitude)?,
            }),
            (_, Some(point)) => Some(Columns::One(find(point)?)),
            _ if spec.place().is_some() => None,
            _ => rows::coordinates(&all),
        };
        if let Some(columns) = columns {
            let named: Vec<&str> = match &columns {
                Columns::Two {
                    latitude,
                    longitude,
                } => vec![latitude, longitude],
                Columns::One(column) => vec![column],
            };
            let written = self.store.written(&known, &named, &table.records)?;
            let cells: Vec<Cells> = table
                .records
                .iter()
                .zip(written)
                .map(|(record, texts)| {
                    let mut texts = texts.into_iter();
                    Cells {
                        record: *record,
                        texts: [
                            texts.next().unwrap_or_default(),
                            texts.next().unwrap_or_default(),
                        ],
                    }
                })
                .collect();
            let territory = territory(scene);
            return Ok(rows::by_coordinates(
                &table,
                &columns,
                &cells,
                territory.as_ref(),
            ));
        }
        if place.is_empty() {
            let none = problem::no_coordinates(short(path), all.join(", "));
            return Err(Fault::new(none, written.span).into());
        }
        Ok(rows::by_commune(&table, &place, department(scene)))
    }

    /// Adds the columns of a table to places: `conso.csv on code_insee`.
    fn join(&self, places: &mut Places, written: &Written, scene: &Scene<'_>) -> Result<(), Stop> {
        let (file, key) = joined(written);
        let Some(key) = key else {
            let expected = Phrase::new("« fichier.csv on colonne »", "“file.csv on column”");
            return Err(Fault::new(chart::wrong_value("join", expected), written.span).into());
        };
        let path = self.file(&file, scene)?;
        let (known, table) = self.whole_table(&path, &file)?;
        let column = known.names.find(&key.text, key.span)?.to_owned();
        let own = names(places, &path).find(&key.text, key.span)?.to_owned();
        let Some(at) = places.field(&own) else {
            return Ok(());
        };
        rows::join(places, at, &table, &column);
        Ok(())
    }
}

/// The box around the collectivity of a page, where its code is a known one.
fn territory(scene: &Scene<'_>) -> Option<Bounds> {
    let [siren, insee] = scene.collectivity;
    Contours::Epci
        .bounds(siren)
        .or_else(|| Contours::Communes.bounds(insee))
        .or_else(|| Contours::Departments.bounds(insee))
}

/// The département of that collectivity, which decides between communes of one name.
fn department(scene: &Scene<'_>) -> Option<&'static str> {
    let [siren, insee] = scene.collectivity;
    let commune = tables::commune(insee);
    let first = || tables::epci(siren)?.communes().next();
    commune.or_else(first).map(|commune| commune.department())
}

/// `conso.csv on code_insee` or `conso.csv sur code_insee`: the file, and the column.
fn joined(written: &Written) -> (Written, Option<Written>) {
    for word in [" on ", " sur "] {
        if let Some(at) = written.text.find(word) {
            return (
                written.trimmed(0..at),
                Some(written.trimmed(at + word.len()..written.text.len())),
            );
        }
    }
    (written.clone(), None)
}

/// The fields of places as an author may name them.
pub fn names(places: &Places, dataset: &str) -> Names {
    Names::new(
        short(dataset),
        places.fields.iter().map(|field| field.name.as_str()),
    )
}

/// The field of a value, computed if it is more than a column.
pub fn value(
    places: &mut Places,
    names: &Names,
    written: &Written,
    language: Language,
) -> Result<String, Stop> {
    let expression = Expression::parse(written, names)?;
    if let Expression::Column(name, _) = &expression {
        return Ok(name.clone());
    }
    let table = as_table(places);
    let found = evaluate(&expression, &table, &mut Vec::new())?;
    let Values::Numbers(numbers) = found.values.as_ref() else {
        let expected = Phrase::new(
            "une colonne de nombres, ou un calcul",
            "a column of numbers, or a computation",
        );
        return Err(Fault::new(chart::wrong_value("value", expected), written.span).into());
    };
    let name = column_names::column(&expression, language);
    for (feature, number) in places.features.iter_mut().zip(numbers) {
        feature.values.push(match number.is_finite() {
            true => Value::Number(*number),
            false => Value::Missing,
        });
    }
    places.fields.push(Field {
        name: name.clone(),
        kind: FieldKind::Number,
    });
    Ok(name)
}

/// Whether a value is a count: whole numbers, none a share, not divided by anything.
pub fn is_count(places: &Places, value: Option<&str>, written: &str) -> bool {
    let Some(at) = value.and_then(|name| places.field(name)) else {
        return false;
    };
    let named = fold(written);
    let is_share = [
        "taux", "part", "%", "indice", "moyen", "densite", "rate", "share", "prix", "niveau",
    ];
    if written.contains('/') || is_share.iter().any(|word| named.contains(word)) {
        return false;
    }
    let numbers = places
        .features
        .iter()
        .filter_map(|feature| match feature.values.get(at) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        });
    // Levels from one to ten are no counts.
    numbers.clone().all(|number| number >= 0.0) && numbers.fold(0.0, f64::max) > 100.0
}

/// Places as a table, for expressions.
fn as_table(places: &Places) -> Table {
    let columns = places
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let cells = || places.features.iter().map(|feature| feature.values.get(at));
            let (kind, values) = match field.kind {
                FieldKind::Number => (
                    ColumnKind::Decimal,
                    Values::Numbers(
                        cells()
                            .map(|value| match value {
                                Some(Value::Number(number)) => *number,
                                _ => f64::NAN,
                            })
                            .collect(),
                    ),
                ),
                FieldKind::Boolean => (
                    ColumnKind::Boolean,
                    Values::Booleans(
                        cells()
                            .map(|value| match value {
                                Some(Value::Boolean(value)) => Some(*value),
                                _ => None,
                            })
                            .collect(),
                    ),
                ),
                FieldKind::Text | FieldKind::Date | FieldKind::Category => {
                    let mut texts = Texts::default();
                    let mut known = std::collections::BTreeMap::new();
                    for value in cells() {
                        let word = value.map(Value::plain).filter(|word| !word.is_empty());
                        texts.cells.push(match word {
                            None => Texts::MISSING,
                            Some(word) => *known.entry(word.clone()).or_insert_with(|| {
                                texts.words.push(word.into_boxed_str());
                                (texts.words.len() - 1) as u32
                            }),
                        });
                    }
                    (ColumnKind::Text, Values::Texts(texts))
                }
            };
            Column {
                name: field.name.clone(),
                kind,
                unit: None,
                values,
            }
        })
        .collect();
    Table {
        path: String::new(),
        columns,
        records: places.features.iter().map(|feature| feature.row).collect(),
    }
}

/// A background of the author's own: its areas, with their names.
pub fn ground(collection: Collection) -> Ground {
    let label = name_field(&collection.fields);
    let land = collection
        .places
        .into_iter()
        .filter_map(|place| {
            let name = label
                .and_then(|at| place.values.get(at))
                .map(Value::plain)
                .unwrap_or_default();
            match place.geometry {
                Geometry::Areas(areas) => Some((name, areas)),
                Geometry::Point(_) | Geometry::Lines(_) => None,
            }
        })
        .collect();
    Ground::of(land)
}
