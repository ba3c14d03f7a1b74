//! Rows of a table → places. In: a typed table, and where its rows say where they are. Out: places, and the rows that
//! have none, each with its reason.

use super::doctor::{self, Cells, Columns};
use super::features::kind;
use super::headers::{PlaceColumns, folded};
use super::layer::Places;
use super::{Feature, Field, FieldKind, Geometry, Value};
use crate::diag::{Problem, geo as problem};
use crate::format::time;
use crate::geo::contours::Layer as Contours;
use crate::geo::place::{self, Answer, Query};
use crate::geo::shape::Bounds;
use crate::geo::tables;
use crate::model::finding::Finding;
use crate::model::table::{Column, ColumnKind, Table, Values};
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// The rows of a table by their coordinates. `cells` are the raw cells of those, one per row.
pub fn by_coordinates(
    table: &Table,
    columns: &Columns,
    cells: &[Cells],
    territory: Option<&Bounds>,
) -> Places {
    let diagnosis = doctor::examine(columns, cells, territory);
    let skipped: Vec<&str> = match columns {
        Columns::Two {
            latitude,
            longitude,
        } => vec![latitude, longitude],
        Columns::One(column) => vec![column],
    };
    let mut places = Places {
        fields: fields(table, &skipped),
        left_out: diagnosis.faults,
        remarks: diagnosis.remarks,
        ..Places::default()
    };
    for (row, point) in diagnosis.points.iter().enumerate() {
        if let Some(point) = point {
            let point = super::geometry::round(*point);
            places
                .features
                .push(feature(table, row, Geometry::Point(point), &skipped));
        }
    }
    categorize(&mut places);
    places
}

/// The rows of a table by their communes: each at its town hall, marked as approximate.
pub fn by_commune(table: &Table, columns: &PlaceColumns, department: Option<&str>) -> Places {
    let mut places = Places {
        fields: fields(table, &[]),
        ..Places::default()
    };
    for row in 0..table.rows() {
        match commune(table, columns, row, department) {
            Ok(commune) => match commune.point() {
                Some(point) => {
                    let mut feature = feature(table, row, Geometry::Point(point), &[]);
                    feature.approximate = true;
                    places.features.push(feature);
                }
                None => places.left_out.push(finding(
                    table,
                    columns,
                    row,
                    problem::unknown_place(commune.name()),
                )),
            },
            Err(fault) => places.left_out.push(finding(table, columns, row, fault)),
        }
    }
    categorize(&mut places);
    places
}

/// The rows of a table on the contours of their communes, EPCI, départements or régions: one row for each territory.
pub fn by_contours(
    table: &Table,
    columns: &PlaceColumns,
    code: Option<&str>,
    layer: Contours,
) -> Places {
    let mut places = Places {
        fields: fields(table, &[]),
        ..Places::default()
    };
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for row in 0..table.rows() {
        let found = territory(table, columns, code, layer, row);
        let territory = match found {
            Ok(territory) => territory,
            Err(fault) => {
                places.left_out.push(finding(table, columns, row, fault));
                continue;
            }
        };
        if let Some(first) = seen.get(&territory) {
            let fault = problem::territory_twice(name_of(layer, &territory), first);
            places.left_out.push(finding(table, columns, row, fault));
            continue;
        }
        seen.insert(
            territory.clone(),
            table.records.get(row).copied().unwrap_or_default(),
        );
        let Some(shape) = layer.shape(&territory) else {
            let fault = problem::no_contour(name_of(layer, &territory));
            places.left_out.push(finding(table, columns, row, fault));
            continue;
        };
        let Some(geometry) = super::geometry::tidy(Geometry::Areas(shape)) else {
            continue;
        };
        let mut feature = feature(table, row, geometry, &[]);
        feature.name = name_of(layer, &territory);
        places.features.push(feature);
    }
    categorize(&mut places);
    places
}

/// The territory of a row: its code.
fn territory(
    table: &Table,
    columns: &PlaceColumns,
    code: Option<&str>,
    layer: Contours,
    row: usize,
) -> Result<String, Problem> {
    if layer == Contours::Communes {
        return commune(table, columns, row, None).map(|commune| commune.insee().to_owned());
    }
    let cell = code
        .and_then(|name| text(table, name, row))
        .unwrap_or_default();
    let padded = match (layer, cell.len()) {
        (Contours::Departments | Contours::Regions, 1) => format!("0{cell}"),
        _ => cell.clone(),
    };
    match layer.bounds(&padded).is_some() {
        true => Ok(padded),
        false => Err(problem::unknown_territory(cell)),
    }
}

/// Gives a table the population of its territories, unless it has a column of that name.
pub fn add_population(
    table: &mut Table,
    columns: &PlaceColumns,
    code: Option<&str>,
    layer: Contours,
) {
    if table
        .columns
        .iter()
        .any(|column| folded(&column.name) == "population")
    {
        return;
    }
    let people = |row: usize| {
        let code = territory(table, columns, code, layer, row).ok()?;
        match layer {
            Contours::Communes => tables::commune(&code)?.population(),
            Contours::Epci => tables::epci(&code)?.population(),
            Contours::Departments | Contours::Regions => None,
        }
    };
    let numbers: Vec<f64> = (0..table.rows())
        .map(|row| people(row).map_or(f64::NAN, f64::from))
        .collect();
    if numbers.iter().any(|number| number.is_finite()) {
        table.columns.push(Column {
            name: "population".into(),
            kind: ColumnKind::Integer,
            unit: None,
            values: Values::Numbers(numbers),
        });
    }
}

fn name_of(layer: Contours, code: &str) -> String {
    match layer {
        Contours::Communes => tables::commune(code).map(|commune| commune.name()),
        Contours::Epci => tables::epci(code).map(|epci| epci.name()),
        Contours::Departments | Contours::Regions => None,
    }
    .unwrap_or(code)
    .to_owned()
}

/// Adds the columns of a table to places that have a key in common with it: `data: communes.geojson`,
/// `join: conso.csv on code_insee`. Places without a row keep their contour, and have no value.
pub fn join(places: &mut Places, key: usize, table: &Table, column: &str) {
    let base = places.fields.len();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..table.rows() {
        if let Some(cell) = text(table, column, row) {
            by_key.entry(key_form(&cell)).or_insert(row);
        }
    }
    let added: Vec<Field> = fields(table, &[column])
        .into_iter()
        .map(|mut field| {
            if places.fields.iter().any(|known| known.name == field.name) {
                field.name.push_str(" (2)");
            }
            field
        })
        .collect();
    let mut used = std::collections::BTreeSet::new();
    for feature in &mut places.features {
        let row = feature
            .values
            .get(key)
            .map(Value::plain)
            .and_then(|cell| by_key.get(&key_form(&cell)).copied());
        match row {
            Some(row) => {
                used.insert(row);
                feature.values.extend(
                    self::feature(table, row, Geometry::Point([0.0, 0.0]), &[column]).values,
                );
            }
            None => feature.values.resize(base + added.len(), Value::Missing),
        }
    }
    places.fields.extend(added);
    for row in 0..table.rows() {
        if !used.contains(&row) {
            let cell = text(table, column, row).unwrap_or_default();
            places.left_out.push(Finding {
                problem: problem::no_contour(cell),
                row: table.records.get(row).copied(),
                column: Some(column.to_owned()),
            });
        }
    }
    categorize(places);
}

/// Codes are compared without the zeros that spreadsheets lose.
fn key_form(cell: &str) -> String {
    let cell = fold(cell.trim());
    let bare = cell.trim_start_matches('0');
    bare.to_owned()
}

fn commune(
    table: &Table,
    columns: &PlaceColumns,
    row: usize,
    department: Option<&str>,
) -> Result<tables::Commune, Problem> {
    let cell = |name: &Option<String>| name.as_ref().and_then(|name| text(table, name, row));
    let (insee, postal_code, name) = (
        cell(&columns.insee),
        cell(&columns.postal_code),
        cell(&columns.name),
    );
    let query = Query {
        insee: insee.as_deref(),
        postal_code: postal_code.as_deref(),
        name: name.as_deref(),
        department,
    };
    let written = || {
        let parts: Vec<&str> = [&insee, &postal_code, &name]
            .into_iter()
            .filter_map(|cell| cell.as_deref())
            .collect();
        parts.join(" ")
    };
    match place::find(&query) {
        Answer::Exact(commune) | Answer::Approximate(commune) => Ok(commune),
        Answer::Ambiguous(candidates) => {
            let names: Vec<String> = candidates
                .iter()
                .take(4)
                .map(|commune| format!("{} ({})", commune.name(), commune.insee()))
                .collect();
            Err(problem::ambiguous_place(written(), names.join(", ")))
        }
        Answer::Unknown => Err(problem::unknown_place(written())),
    }
}

fn finding(table: &Table, columns: &PlaceColumns, row: usize, problem: Problem) -> Finding {
    let column = columns
        .insee
        .as_ref()
        .or(columns.postal_code.as_ref())
        .or(columns.name.as_ref());
    Finding {
        problem,
        row: table.records.get(row).copied(),
        column: column.cloned(),
    }
}

/// The text of a cell, whatever its column holds.
fn text(table: &Table, name: &str, row: usize) -> Option<String> {
    let column = table.columns.iter().find(|column| column.name == name)?;
    Some(value(column, row).plain()).filter(|text| !text.trim().is_empty())
}

fn fields(table: &Table, skipped: &[&str]) -> Vec<Field> {
    table
        .columns
        .iter()
        .filter(|column| !skipped.contains(&column.name.as_str()))
        .map(|column| Field {
            name: column.name.clone(),
            kind: match (&column.values, column.kind) {
                (Values::Numbers(_), _) => FieldKind::Number,
                (Values::Dates(_), ColumnKind::Date) => FieldKind::Date,
                (Values::Booleans(_), _) => FieldKind::Boolean,
                _ => FieldKind::Text,
            },
        })
        .collect()
}

fn feature(table: &Table, row: usize, geometry: Geometry, skipped: &[&str]) -> Feature {
    Feature {
        row: table.records.get(row).copied().unwrap_or_default(),
        name: String::new(),
        geometry,
        values: table
            .columns
            .iter()
            .filter(|column| !skipped.contains(&column.name.as_str()))
            .map(|column| value(column, row))
            .collect(),
        class: None,
        amount: None,
        approximate: false,
    }
}

fn value(column: &Column, row: usize) -> Value {
    match &column.values {
        Values::Numbers(numbers) => match numbers.get(row) {
            Some(number) if number.is_finite() => Value::Number(*number),
            _ => Value::Missing,
        },
        Values::Texts(texts) => texts
            .get(row)
            .map_or(Value::Missing, |text| Value::Text(text.to_owned())),
        Values::Booleans(values) => values
            .get(row)
            .copied()
            .flatten()
            .map_or(Value::Missing, Value::Boolean),
        Values::Dates(days) => days
            .get(row)
            .copied()
            .flatten()
            .map_or(Value::Missing, |day| {
                let (year, month, day) = time::civil(day);
                Value::Date(match column.kind {
                    ColumnKind::Year => format!("{year:04}"),
                    ColumnKind::Month => format!("{year:04}-{month:02}"),
                    _ => format!("{year:04}-{month:02}-{day:02}"),
                })
            }),
    }
}

/// Texts with few different values are offered one by one by the filters.
fn categorize(places: &mut Places) {
    for (at, field) in places.fields.iter_mut().enumerate() {
        if field.kind == FieldKind::Text {
            let values = places
                .features
                .iter()
                .filter_map(|feature| feature.values.get(at));
            field.kind = kind(values);
        }
    }
}
