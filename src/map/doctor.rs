//! The coordinates doctor. In: the coordinate cells of a table, row by row. Out: a point for each row that has one, what
//! is wrong with the others, and which repairs were certain enough to be made.
//!
//! A repair is made when it cannot be wrong: a decimal comma, two numbers of one cell, a whole column that only makes
//! sense exchanged, coordinates that one projection alone puts in France. The rest is left out and said, row by row.

use super::coordinate::{Coordinate, coordinate, pair};
use crate::diag::{Phrase, geo as problem};
use crate::geo::area;
use crate::geo::projection::Projection;
use crate::geo::shape::{Bounds, Point};
use crate::model::finding::Finding;
use std::collections::BTreeMap;

/// Where the coordinates of a table stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Columns {
    /// Two columns, by name.
    Two { latitude: String, longitude: String },
    /// Both in one column, by name.
    One(String),
}

/// The coordinate cells of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// Record number in the file.
    pub record: u32,
    /// Latitude and longitude, or the one cell and nothing.
    pub texts: [String; 2],
}

/// What the doctor says of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diagnosis {
    /// One per row: longitude and latitude, or nothing.
    pub points: Vec<Option<Point>>,
    /// Rows left out, in order, each with its reason.
    pub faults: Vec<Finding>,
    /// What was repaired or is worth knowing, once for the column.
    pub remarks: Vec<Finding>,
}

/// At least that share of the readable rows must be exchanged before the column is.
const SWAPPED_SHARE: f64 = 0.9;
/// At least that share of the points must lie in France before one elsewhere counts as a fault.
const FRENCH_SHARE: f64 = 0.5;
/// How far outside the territory's box a point may lie, in degrees: some 30 km.
const MARGIN: f64 = 0.3;
/// So many rows at one point look like a default value.
const MANY_AT_ONE_POINT: usize = 10;

/// Examines the coordinates of a table. `territory` is the box around the collectivity that the table is about.
pub fn examine(columns: &Columns, rows: &[Cells], territory: Option<&Bounds>) -> Diagnosis {
    let mut table = Examination {
        columns,
        rows,
        points: Vec::with_capacity(rows.len()),
        faults: BTreeMap::new(),
        remarks: Vec::new(),
    };
    table.read();
    table.project();
    table.exchange();
    table.stay_in_france();
    table.stay_in(territory);
    table.count_places();
    Diagnosis {
        points: table.points,
        faults: table.faults.into_values().collect(),
        remarks: table.remarks,
    }
}

struct Examination<'a> {
    columns: &'a Columns,
    rows: &'a [Cells],
    /// Longitude and latitude as read, even when they are none.
    points: Vec<Option<Point>>,
    /// By index of the row.
    faults: BTreeMap<usize, Finding>,
    remarks: Vec<Finding>,
}

impl Examination<'_> {
    /// The column to name for a fault of the whole pair.
    fn column(&self) -> &str {
        match self.columns {
            Columns::Two { latitude, .. } => latitude,
            Columns::One(column) => column,
        }
    }

    /// The pair of a row, as written.
    fn written(&self, row: usize) -> String {
        let [one, two] = &self.rows[row].texts;
        match self.columns {
            Columns::Two { .. } => format!("{one} ; {two}"),
            Columns::One(_) => one.clone(),
        }
    }

    fn fault(&mut self, row: usize, problem: crate::diag::Problem, column: Option<&str>) {
        let column = column.unwrap_or_else(|| self.column()).to_owned();
        self.points[row] = None;
        self.faults.insert(
            row,
            Finding {
                problem,
                row: Some(self.rows[row].record),
                column: Some(column),
            },
        );
    }

    fn remark(&mut self, problem: crate::diag::Problem) {
        let column = Some(self.column().to_owned());
        self.remarks.push(Finding {
            problem,
            row: None,
            column,
        });
    }

    fn read(&mut self) {
        let mut commas = 0;
        for row in 0..self.rows.len() {
            self.points.push(None);
            let texts = self.rows[row].texts.clone();
            match self.columns.clone() {
                Columns::One(column) => match pair(&texts[0]) {
                    // Unless its form says so, a pair is read latitude first, as people write it.
                    Some(([one, two], true)) => self.points[row] = Some([one, two]),
                    Some(([one, two], false)) => self.points[row] = Some([two, one]),
                    None if coordinate(&texts[0]) == Coordinate::Missing => {
                        self.fault(row, problem::missing(), Some(&column));
                    }
                    None => self.fault(row, problem::unreadable(&texts[0]), Some(&column)),
                },
                Columns::Two {
                    latitude,
                    longitude,
                } => {
                    let mut numbers = [f64::NAN; 2];
                    let mut comma = false;
                    for (side, column) in [latitude, longitude].iter().enumerate() {
                        let text = &texts[side];
                        match coordinate(text) {
                            Coordinate::Number {
                                value,
                                comma: found,
                            } => {
                                numbers[side] = value;
                                comma |= found;
                            }
                            Coordinate::Missing => {
                                self.fault(row, problem::missing(), Some(column));
                            }
                            Coordinate::Date => {
                                self.fault(row, problem::date(text), Some(column));
                            }
                            Coordinate::Unreadable => {
                                self.fault(row, problem::unreadable(text), Some(column));
                            }
                        }
                    }
                    if numbers.iter().all(|number| number.is_finite()) {
                        commas += usize::from(comma);
                        self.points[row] = Some([numbers[1], numbers[0]]);
                    }
                }
            }
            if self.points[row] == Some([0.0, 0.0]) {
                self.fault(row, problem::zero(), None);
            }
        }
        if commas > 0 {
            self.remark(problem::decimal_comma(commas));
        }
    }

    /// Turns projected coordinates into degrees where one projection alone does.
    fn project(&mut self) {
        let mut converted: BTreeMap<Projection, usize> = BTreeMap::new();
        for row in 0..self.rows.len() {
            let Some([x, y]) = self.points[row] else {
                continue;
            };
            if x.abs() <= 180.0 && y.abs() <= 90.0 {
                continue;
            }
            // Degrees that were exchanged are no projection: see `exchange`.
            if x.abs() <= 90.0 && y.abs() <= 180.0 && area::is_french([y, x]) {
                continue;
            }
            let found = [[x, y], [y, x]]
                .into_iter()
                .find_map(|point| Some((Projection::guess(point)?, point)));
            match found {
                Some((projection, point)) => {
                    self.points[row] = Some(projection.degrees(point));
                    *converted.entry(projection).or_default() += 1;
                }
                None => {
                    let written = self.written(row);
                    self.fault(row, problem::not_degrees(written), None);
                }
            }
        }
        for (projection, count) in converted {
            self.remark(problem::projected(count, projection));
        }
    }

    /// Exchanges latitude and longitude where nearly the whole column asks for it.
    fn exchange(&mut self) {
        let readable = self.points.iter().flatten().count();
        let swapped: Vec<usize> = (0..self.rows.len())
            .filter(|row| self.points[*row].is_some_and(area::is_swapped))
            .collect();
        if swapped.is_empty() {
            return;
        }
        if swapped.len() as f64 >= readable as f64 * SWAPPED_SHARE {
            for row in &swapped {
                self.points[*row] = self.points[*row].map(|[x, y]| [y, x]);
            }
            self.remark(problem::swapped(swapped.len()));
        } else {
            for row in swapped {
                let written = self.written(row);
                self.fault(row, problem::swapped_row(written), None);
            }
        }
    }

    fn stay_in_france(&mut self) {
        let points: Vec<(usize, Point)> = self.placed();
        let french = points
            .iter()
            .filter(|(_, point)| area::is_french(*point))
            .count();
        if (french as f64) < points.len() as f64 * FRENCH_SHARE || french == 0 {
            return;
        }
        for (row, point) in points {
            if !area::is_french(point) {
                let written = self.written(row);
                self.fault(row, problem::outside_france(written), None);
            }
        }
    }

    fn stay_in(&mut self, territory: Option<&Bounds>) {
        let Some(territory) = territory.filter(|bounds| !bounds.is_empty()) else {
            return;
        };
        let allowed = territory.grown(MARGIN);
        let points = self.placed();
        let inside = points
            .iter()
            .filter(|(_, point)| allowed.contains(*point))
            .count();
        // A table about somewhere else is its author's business.
        if inside * 2 < points.len() {
            return;
        }
        for (row, point) in points {
            if !allowed.contains(point) {
                let written = self.written(row);
                self.fault(row, problem::outside_territory(written), None);
            }
        }
    }

    /// Says when many rows lie at one point, which is often the middle of a town by default.
    fn count_places(&mut self) {
        let mut places: BTreeMap<[i64; 2], usize> = BTreeMap::new();
        let points = self.placed();
        for (_, point) in &points {
            let key = point.map(|degrees| (degrees * 1e6).round() as i64);
            *places.entry(key).or_default() += 1;
        }
        let most = places.iter().max_by_key(|(_, count)| **count);
        if let Some(([x, y], &count)) = most
            && count >= MANY_AT_ONE_POINT
            && count * 10 >= points.len()
        {
            let place = format!("{:.5}, {:.5}", *y as f64 / 1e6, *x as f64 / 1e6);
            let share = Phrase::new(
                format!("{count} lignes sur {}", points.len()),
                format!("{count} rows of {}", points.len()),
            );
            self.remark(problem::same_point(share, place));
        }
    }

    fn placed(&self) -> Vec<(usize, Point)> {
        self.points
            .iter()
            .enumerate()
            .filter_map(|(row, point)| Some((row, (*point)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests;
