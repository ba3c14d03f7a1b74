use super::*;
use crate::model::fence::Written;
use crate::model::table::{Column, ColumnKind, Texts};

fn texts(name: &str, cells: &[&str]) -> Column {
    let mut found = Texts::default();
    for cell in cells {
        let at = found.words.iter().position(|word| **word == **cell);
        found.cells.push(match (cell.is_empty(), at) {
            (true, _) => Texts::MISSING,
            (_, Some(at)) => u32::try_from(at).unwrap(),
            (_, None) => {
                found.words.push((*cell).into());
                u32::try_from(found.words.len() - 1).unwrap()
            }
        });
    }
    Column {
        name: name.into(),
        kind: ColumnKind::Text,
        unit: None,
        values: Values::Texts(found),
    }
}

fn numbers(name: &str, kind: ColumnKind, values: &[f64]) -> Column {
    Column {
        name: name.into(),
        kind,
        unit: None,
        values: Values::Numbers(values.to_vec()),
    }
}

fn table() -> Table {
    let none = f64::NAN;
    Table {
        path: "conso.csv".into(),
        records: (2..10).collect(),
        columns: vec![
            texts(
                "commune",
                &[
                    "Sorel", "Gué", "Saules", "Sorel", "Gué", "Saules", "Total", "",
                ],
            ),
            numbers(
                "annee",
                ColumnKind::Year,
                &[
                    2020.0, 2020.0, 2020.0, 2021.0, 2021.0, 2021.0, 2021.0, 2021.0,
                ],
            ),
            numbers(
                "mwh",
                ColumnKind::Decimal,
                &[10.0, 4.0, 30.0, 12.0, none, 20.0, 76.0, 1.0],
            ),
            numbers(
                "habitants",
                ColumnKind::Integer,
                &[5.0, 2.0, 0.0, 6.0, 2.0, 10.0, 25.0, 1.0],
            ),
            texts(
                "code",
                &[
                    "01004", "2A004", "01005", "01004", "2A004", "01005", "x", "y",
                ],
            ),
        ],
    }
}

fn written(text: &str) -> Written {
    Written {
        text: text.into(),
        span: Span::new(0, text.len()),
    }
}

/// Channels as `x = commune; y = somme(mwh)`, and the rest of a recipe.
fn recipe(channels: &[(&'static str, &str)], change: impl Fn(&mut Recipe, &Names)) -> Recipe {
    let table = table();
    let names = Names::new(
        "conso.csv",
        table.columns.iter().map(|column| column.name.as_str()),
    );
    let channels: Vec<Channel> = channels
        .iter()
        .map(|(name, text)| Channel {
            name,
            expression: Expression::parse(&written(text), &names).unwrap(),
        })
        .collect();
    let mut recipe = Recipe {
        category: Some(0),
        measure: (channels.len() > 1).then_some(1),
        channels,
        drop_totals: true,
        french: true,
        ..Recipe::default()
    };
    change(&mut recipe, &names);
    recipe
}

fn filter(recipe: &mut Recipe, names: &Names, text: &str) {
    recipe.filter = Some(Filter {
        expression: Expression::parse(&written(text), names).unwrap(),
        text: text.into(),
        span: Span::default(),
    });
}

fn drawn(recipe: &Recipe) -> String {
    let prepared = match prepare(&table(), recipe) {
        Ok(prepared) => prepared,
        Err(fault) => return format!("! {}", fault.problem.kind.code),
    };
    let rows: Vec<String> = (0..prepared.table.rows())
        .map(|row| {
            let cells: Vec<String> = prepared
                .table
                .columns
                .iter()
                .map(|column| match &column.values {
                    Values::Numbers(all) => all[row].to_string(),
                    Values::Texts(all) => all.get(row).unwrap_or("?").to_owned(),
                    Values::Booleans(all) => format!("{:?}", all[row]),
                    Values::Dates(all) => format!("{:?}", all[row]),
                })
                .collect();
            cells.join(" ")
        })
        .collect();
    rows.join("; ")
}

#[test]
fn rows_are_grouped_by_what_is_not_summed_up() {
    for (y, expected) in [
        ("somme(mwh)", "Sorel 22; Gué 4; Saules 50"),
        ("moyenne(mwh)", "Sorel 11; Gué 4; Saules 25"),
        ("médiane(mwh)", "Sorel 11; Gué 4; Saules 25"),
        ("compte()", "Sorel 2; Gué 2; Saules 2"),
        ("compte(mwh)", "Sorel 2; Gué 1; Saules 2"),
        ("distinct(annee)", "Sorel 2; Gué 2; Saules 2"),
        ("min(mwh) + max(mwh)", "Sorel 22; Gué 8; Saules 50"),
        ("somme(mwh) / somme(habitants)", "Sorel 2; Gué 1; Saules 5"),
    ] {
        let asked = recipe(&[("x", "commune"), ("y", y)], |_, _| {});
        assert_eq!(drawn(&asked), expected, "{y}");
    }
    let shares = recipe(&[("x", "commune"), ("y", "part(mwh)")], |_, _| {});
    let Values::Numbers(found) = &prepare(&table(), &shares).unwrap().table.columns[1]
        .values
        .clone()
    else {
        panic!("shares are numbers");
    };
    assert!((found.iter().sum::<f64>() - 100.0).abs() < 1e-9);
}

#[test]
fn filters_compare_what_can_be_compared() {
    for (text, expected) in [
        (
            "annee = 2021 et commune != \"sorel\"",
            "Gué NaN; Saules 20; ? 1",
        ),
        ("code = 01004", "Sorel 10; Sorel 12"),
        (
            "commune = \"SAULES\" ou mwh < 5",
            "Gué 4; Saules 30; Saules 20; ? 1",
        ),
        ("commune = \"\"", "? 1"),
        ("non (annee > 2020)", "Sorel 10; Gué 4; Saules 30"),
        ("mwh > 1000", "! chart.empty-result"),
        (
            "commune > 3",
            "Sorel 10; Gué 4; Saules 30; Sorel 12; Gué NaN; Saules 20",
        ),
        ("annee = \"deux mille\"", "! chart.mismatch"),
        ("annee + 1", "! chart.expression"),
        ("commune * 2 > 3", "! chart.text-not-number"),
        ("somme(mwh) > 3", "! chart.aggregate-here"),
    ] {
        let asked = recipe(&[("x", "commune"), ("y", "mwh")], |recipe, names| {
            filter(recipe, names, text);
        });
        assert_eq!(drawn(&asked), expected, "{text}");
    }
}

#[test]
fn the_first_categories_stay_and_the_others_come_last() {
    let top = |text: &str, descending: bool| {
        recipe(&[("x", "commune"), ("y", "somme(mwh)")], |recipe, _| {
            recipe.top = Some(Top::parse(&written(text)).unwrap());
            recipe.sort = Some(Sort {
                channel: 1,
                descending,
            });
        })
    };
    assert_eq!(drawn(&top("1 + autres", true)), "Saules 50; Autres (2) 26");
    assert_eq!(drawn(&top("1 + others", false)), "Saules 50; Autres (2) 26");
    assert_eq!(drawn(&top("2", false)), "Sorel 22; Saules 50");
    // A single one left out keeps its name.
    assert_eq!(
        drawn(&top("2 + autres", true)),
        "Saules 50; Sorel 22; Gué 4"
    );
    let raw = recipe(&[("x", "commune"), ("y", "mwh")], |recipe, names| {
        filter(recipe, names, "annee = 2020");
        recipe.top = Some(Top::parse(&written("1 + autres")).unwrap());
    });
    assert_eq!(drawn(&raw), "Autres (2) 14; Saules 30");
    assert!(Top::parse(&written("zéro")).is_err());
    assert!(Top::parse(&written("3 + tout")).is_err());
}

#[test]
fn totals_are_seen_and_left_out_when_asked() {
    let asked = recipe(&[("x", "commune"), ("y", "somme(mwh)")], |recipe, _| {
        recipe.drop_totals = false;
    });
    let found = prepare(&table(), &asked).unwrap();
    assert_eq!(found.total, Some(("Total".into(), "commune".into())));
    assert!(is_total("Sous-total 2021") && is_total("ENSEMBLE") && !is_total("Totalgaz"));
}

#[test]
fn a_division_by_zero_is_counted_and_left_empty() {
    let asked = recipe(&[("x", "commune"), ("y", "mwh / habitants")], |_, _| {});
    let found = prepare(&table(), &asked).unwrap();
    assert_eq!(found.by_zero[0].rows, 1);
    assert_eq!(found.by_zero[0].divisor, "habitants");
}

#[test]
fn columns_become_rows() {
    let wide = Table {
        path: "effectifs.csv".into(),
        records: vec![2, 3],
        columns: vec![
            texts("college", &["A", "B"]),
            numbers("2020", ColumnKind::Integer, &[1.0, 3.0]),
            numbers("2021", ColumnKind::Integer, &[2.0, f64::NAN]),
            numbers("code", ColumnKind::Integer, &[7.0, 8.0]),
        ],
    };
    let names = Names::new(
        "effectifs.csv",
        wide.columns.iter().map(|column| column.name.as_str()),
    );
    let unpivot = Unpivot::parse(&written("1985..2027 as (annee, eleves)"), &names).unwrap();
    assert_eq!(unpivot.columns, ["2020", "2021"]);
    let (long, units) = unpivot.apply(&wide).unwrap();
    let found: Vec<&str> = long
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(found, ["college", "code", "annee", "eleves"]);
    assert_eq!(long.rows(), 4);
    assert_eq!(long.columns[2].kind, ColumnKind::Year);
    assert_eq!(
        long.columns[2].values,
        Values::Numbers(vec![2020.0, 2021.0, 2020.0, 2021.0])
    );
    let Values::Numbers(cells) = &long.columns[3].values else {
        panic!("numbers stay numbers");
    };
    assert_eq!(cells[..3], [1.0, 2.0, 3.0]);
    assert!(cells[3].is_nan() && units.is_empty());
    for wrong in [
        "2020, 2021",
        "2020 as (a)",
        "as (a, b)",
        "2020 (a, b)",
        "x as (a, b)",
        "1900..1910 as (a, b)",
    ] {
        assert!(Unpivot::parse(&written(wrong), &names).is_err(), "{wrong}");
    }
    let by_place = Unpivot::parse(&written("2020..code comme (k, v)"), &names).unwrap();
    assert_eq!(by_place.columns, ["2020", "2021", "code"]);
}

#[test]
fn a_million_small_amounts_add_up() {
    let cents = Table {
        path: "a.csv".into(),
        records: vec![1; 100_000],
        columns: vec![numbers("a", ColumnKind::Decimal, &[0.1; 100_000])],
    };
    let names = Names::new("a.csv", ["a"]);
    let asked = Recipe {
        channels: vec![Channel {
            name: "y",
            expression: Expression::parse(&written("somme(a)"), &names).unwrap(),
        }],
        ..Recipe::default()
    };
    let found = prepare(&cents, &asked).unwrap();
    assert_eq!(
        found.table.columns[0].values,
        Values::Numbers(vec![10_000.0])
    );
}
