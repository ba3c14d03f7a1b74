//! The columns that say where a row is, by their names. In: headers. Out: coordinates, codes, postal codes, communes.

use super::doctor::Columns;
use crate::geo::contours::Layer as Contours;
use crate::model::table::{ColumnKind, Table};
use crate::text::fold::fold;

/// Headers of latitudes and longitudes, folded, the best first; coordinates of a projection have the same names.
const LATITUDES: [&str; 12] = [
    "lat",
    "latitude",
    "y_wgs84",
    "ylatitude",
    "lat_wgs84",
    "geo_lat",
    "lat_coor1",
    "xlatcoor",
    "y",
    "coord_y",
    "lat_y",
    "y_l93",
];
const LONGITUDES: [&str; 14] = [
    "lon",
    "long",
    "lng",
    "longitude",
    "x_wgs84",
    "xlongitude",
    "lon_wgs84",
    "geo_lon",
    "long_coor1",
    "ylongcoor",
    "x",
    "coord_x",
    "lon_x",
    "x_l93",
];
const PAIRS: [&str; 10] = [
    "geo_point_2d",
    "geo_point",
    "geopoint",
    "coordonneesxy",
    "coordonnees",
    "coordinates",
    "latlon",
    "lat_lon",
    "position",
    "geolocalisation",
];
const INSEE: [&str; 10] = [
    "code_insee",
    "insee",
    "codgeo",
    "code_commune",
    "insee_com",
    "code_insee_commune",
    "com_insee",
    "depcom",
    "citycode",
    "code_commune_insee",
];
const POSTAL: [&str; 6] = [
    "code_postal",
    "codepostal",
    "cp",
    "postal_code",
    "postcode",
    "code_post",
];
const COMMUNES: [&str; 8] = [
    "commune",
    "nom_commune",
    "ville",
    "com_nom",
    "libelle_commune",
    "libgeo",
    "localite",
    "city",
];

/// A header in the form in which headers are compared: words without accents and case, `_` between them.
pub(super) fn folded(name: &str) -> String {
    fold(name.trim())
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// The column whose name is among some, or starts or ends with one, the best first.
fn column_named<'a>(names: &[&'a str], known: &[&str]) -> Option<&'a str> {
    let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let exact = known
        .iter()
        .find_map(|known| folded.iter().position(|name| name == known));
    let part = || {
        known
            .iter()
            .filter(|known| known.len() >= 3)
            .find_map(|known| {
                folded.iter().position(|name| {
                    let words: Vec<&str> = name.split('_').collect();
                    words.first() == Some(known)
                        || words.last() == Some(known)
                        || name.starts_with(&format!("{known}_"))
                })
            })
    };
    exact.or_else(part).map(|at| names[at])
}

/// Where the coordinates of a table stand, by the names of its columns.
pub fn coordinates(names: &[&str]) -> Option<Columns> {
    if let (Some(latitude), Some(longitude)) = (
        column_named(names, &LATITUDES),
        column_named(names, &LONGITUDES),
    ) && latitude != longitude
    {
        return Some(Columns::Two {
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
        });
    }
    column_named(names, &PAIRS).map(|name| Columns::One(name.to_owned()))
}

/// The columns that name a commune.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceColumns {
    pub insee: Option<String>,
    pub postal_code: Option<String>,
    pub name: Option<String>,
}

impl PlaceColumns {
    /// By the names of the columns.
    pub fn found(names: &[&str]) -> Self {
        let named = |known: &[&str]| column_named(names, known).map(str::to_owned);
        PlaceColumns {
            insee: named(&INSEE),
            postal_code: named(&POSTAL),
            name: named(&COMMUNES),
        }
    }

    /// Among the columns that an author names.
    pub fn among(names: &[&str], table: &Table) -> Self {
        let mut out = PlaceColumns::default();
        for name in names {
            let kind = table
                .columns
                .iter()
                .find(|column| column.name == **name)
                .map(|column| column.kind);
            let is = |known: &[&str]| column_named(&[name], known).is_some();
            let slot = match kind {
                Some(ColumnKind::PostalCode) => &mut out.postal_code,
                Some(ColumnKind::Insee) if !is(&POSTAL) => &mut out.insee,
                _ if is(&POSTAL) => &mut out.postal_code,
                _ if is(&INSEE) => &mut out.insee,
                Some(ColumnKind::Code | ColumnKind::Integer) => &mut out.postal_code,
                _ => &mut out.name,
            };
            if slot.is_none() {
                *slot = Some((*name).to_owned());
            }
        }
        out
    }

    pub fn is_empty(&self) -> bool {
        *self == PlaceColumns::default()
    }
}

/// The column of the codes of a territory, by its name.
pub fn territory_code(names: &[&str], layer: Contours) -> Option<String> {
    let known: &[&str] = match layer {
        Contours::Communes => &INSEE,
        Contours::Epci => &["siren_epci", "siren", "code_epci", "epci"],
        Contours::Departments => &["code_departement", "departement", "dep", "code_dep"],
        Contours::Regions => &["code_region", "region", "reg", "code_reg"],
    };
    column_named(names, known).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_usual_names() {
        let two = |latitude: &str, longitude: &str| {
            Some(Columns::Two {
                latitude: latitude.into(),
                longitude: longitude.into(),
            })
        };
        for (names, found) in [
            (vec!["nom", "Lat", "Long"], two("Lat", "Long")),
            (
                vec!["plateforme", "salon", "latitude", "longitude"],
                two("latitude", "longitude"),
            ),
            (
                vec!["LONG_EXEC_CODE", "LAT_EXEC_CODE"],
                two("LAT_EXEC_CODE", "LONG_EXEC_CODE"),
            ),
            (vec!["X", "Y"], two("Y", "X")),
            (
                vec!["coordonneesXY"],
                Some(Columns::One("coordonneesXY".into())),
            ),
            (
                vec!["geo_point_2d"],
                Some(Columns::One("geo_point_2d".into())),
            ),
            (vec!["plateforme", "salon", "plat"], None),
        ] {
            assert_eq!(coordinates(&names), found, "{names:?}");
        }
        let found = PlaceColumns::found(&["Code Postal", "Ville", "objet"]);
        assert_eq!(found.postal_code.as_deref(), Some("Code Postal"));
        assert_eq!(found.name.as_deref(), Some("Ville"));
    }
}
