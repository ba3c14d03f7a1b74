use super::*;

fn two(rows: &[(&str, &str)], territory: Option<Bounds>) -> (Vec<Option<[f64; 2]>>, Vec<String>) {
    let columns = Columns::Two {
        latitude: "lat".into(),
        longitude: "lon".into(),
    };
    let cells: Vec<Cells> = rows
        .iter()
        .enumerate()
        .map(|(index, (lat, lon))| Cells {
            record: index as u32 + 2,
            texts: [(*lat).to_owned(), (*lon).to_owned()],
        })
        .collect();
    told(&examine(&columns, &cells, territory.as_ref()))
}

fn told(diagnosis: &Diagnosis) -> (Vec<Option<[f64; 2]>>, Vec<String>) {
    let round = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    let points = diagnosis
        .points
        .iter()
        .map(|point| point.map(|point| point.map(round)))
        .collect();
    let faults = diagnosis
        .faults
        .iter()
        .chain(&diagnosis.remarks)
        .map(|finding| {
            let row = finding.row.map_or(String::new(), |row| format!(" {row}"));
            let column = finding.column.as_deref().unwrap_or("");
            format!("{}{row} {column}", finding.problem.kind.code)
        });
    (points, faults.collect())
}

#[test]
fn every_defect_of_one_row_is_said_and_the_others_stay() {
    let (points, faults) = two(
        &[
            ("48,85", "2,35"),
            ("48.86", "2.36"),
            ("", "2.35"),
            ("0", "0"),
            ("mars-43", "2.35"),
            ("48 856 600", "2.35"),
            ("2.37", "48.87"),
            ("40.7", "-74.0"),
            ("648237.3", "6862271.7"),
            ("12", "7000"),
            ("48.88", "NaN"),
        ],
        None,
    );
    assert_eq!(points[0], Some([2.35, 48.85]));
    assert_eq!(
        points[8],
        Some([2.294, 48.858]),
        "Lambert-93, x in the column of latitudes"
    );
    assert_eq!(points.iter().flatten().count(), 3);
    assert_eq!(
        faults,
        [
            "geo.missing 4 lat",
            "geo.zero 5 lat",
            "geo.date 6 lat",
            "geo.unreadable 7 lat",
            "geo.swapped-row 8 lat",
            "geo.outside-france 9 lat",
            "geo.not-degrees 11 lat",
            "geo.unreadable 12 lon",
            "geo.decimal-comma lat",
            "geo.projected lat",
        ]
    );
}

#[test]
fn a_column_that_is_swapped_is_turned_round() {
    let mut rows = vec![("2.35", "48.85"); 9];
    rows.push(("48.86", "2.36"));
    let (points, faults) = two(&rows, None);
    assert_eq!(points[0], Some([2.35, 48.85]));
    assert_eq!(points[9], Some([2.36, 48.86]), "a right row stays");
    assert_eq!(faults, ["geo.swapped lat"]);
}

#[test]
fn a_point_far_from_the_collectivity_is_left_out() {
    let laval = Bounds::new(-0.9, 47.9, -0.6, 48.2);
    let (points, faults) = two(
        &[("48.07", "-0.77"), ("48.3", "-0.5"), ("43.3", "5.4")],
        Some(laval),
    );
    assert_eq!(points.iter().flatten().count(), 2, "a neighbor is no fault");
    assert_eq!(faults, ["geo.outside-territory 4 lat"]);
}

#[test]
fn a_map_of_elsewhere_is_no_fault() {
    let (points, faults) = two(
        &[("40.7", "-74.0"), ("51.5", "-0.1"), ("52.5", "13.4")],
        None,
    );
    assert_eq!(points.iter().flatten().count(), 3);
    assert_eq!(faults, [] as [&str; 0]);
}

#[test]
fn many_rows_at_one_point_are_told_and_kept() {
    let (points, faults) = two(&[("48.07", "-0.77"); 12], None);
    assert_eq!(points.iter().flatten().count(), 12);
    assert_eq!(faults, ["geo.same-point lat"]);
}

#[test]
fn one_column_of_pairs() {
    let cells: Vec<Cells> = ["48.5, 2.5", "[2.5,48.5]", "2.5, 48.5", "", "ici"]
        .iter()
        .enumerate()
        .map(|(index, text)| Cells {
            record: index as u32 + 2,
            texts: [(*text).to_owned(), String::new()],
        })
        .collect();
    let (points, faults) = told(&examine(&Columns::One("geo".into()), &cells, None));
    assert_eq!(points[0], Some([2.5, 48.5]));
    assert_eq!(points[1], Some([2.5, 48.5]), "brackets put longitude first");
    assert_eq!(points[2], None, "one row is not a whole column");
    assert_eq!(
        faults,
        [
            "geo.swapped-row 4 geo",
            "geo.missing 5 geo",
            "geo.unreadable 6 geo"
        ]
    );
}
