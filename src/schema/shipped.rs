//! The schemas that the program brings along, by name. In: a name as people type it. Out: the file, or where to get it.
//!
//! Their files, licenses and authors are in `assets/schemas`. Schemas whose producers state no license are known by
//! name only.

use crate::diag::{Phrase, Problem, nearest, schema as say};
use crate::text::fold::fold;

/// A schema that the program brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// Its name without a version.
    pub name: &'static str,
    pub version: &'static str,
    /// What its tables hold.
    pub title: &'static str,
    /// The producer's repository.
    pub homepage: &'static str,
    pub license: &'static str,
    /// The file as published.
    pub bytes: &'static [u8],
}

macro_rules! files {
    ($($name:literal $version:literal $title:literal $homepage:literal $license:ident),* $(,)?) => {
        &[$(Shipped {
            name: $name,
            version: $version,
            title: $title,
            homepage: $homepage,
            license: $license,
            bytes: include_bytes!(concat!("../../assets/schemas/", $name, "-", $version, ".json")),
        }),*]
    };
}

const ETALAB: &str = "etalab-2.0";
const CC_BY: &str = "CC BY 2.0 BE";

static SHIPPED: &[Shipped] = files![
    "acceslibre-etablissements-scolaires" "0.0.20" "Accessibilité des établissements scolaires"
        "https://github.com/MTES-MCT/acceslibre-schema" ETALAB,
    "arbre" "0.3.1" "Arbres urbains" "https://github.com/NaturalSolutions/schema-arbre" ETALAB,
    "decp" "2.0.0" "Données essentielles de la commande publique (marchés)"
        "https://github.com/ColinMaudry/decp-table-schema" ETALAB,
    "dispositif-aide" "0.0.1" "Dispositifs d’aides" "https://github.com/etalab/schema-dispositif-aide" ETALAB,
    "futurocite-equipements" "0.1.0" "Équipements collectifs (FuturoCité)"
        "https://github.com/FuturoCite/standard-equipements-collectifs" CC_BY,
    "hautes-remunerations" "0.1.0" "Hautes rémunérations dans la fonction publique"
        "http://github.com/restuccia/schema-hautes-remunerations" ETALAB,
    "lieux-covoiturage" "0.3.0" "Lieux de covoiturage" "https://github.com/etalab/schema-lieux-covoiturage" ETALAB,
    "sites-economiques" "1.0.0" "Sites économiques (CNIG)" "https://github.com/cnigfr/schema-sites-economiques" ETALAB,
    "stationnement" "0.1.5" "Lieux de stationnement" "https://github.com/etalab/schema-stationnement" ETALAB,
    "stationnement-cyclable" "1.1.1" "Stationnement cyclable"
        "https://github.com/etalab/schema-stationnement-cyclable" ETALAB,
    "stations-taxi" "0.1.2" "Stations de taxi" "https://github.com/openmaraude/schema-stationstaxi" ETALAB,
];

/// Names that teams ask for whose files may not be brought along, with their producers.
const ELSEWHERE: [(&str, &str); 9] = [
    (
        "scdl-subventions",
        "https://gitlab.com/opendatafrance/scdl/subventions",
    ),
    (
        "scdl-deliberations",
        "https://gitlab.com/opendatafrance/scdl/deliberations",
    ),
    (
        "scdl-prenoms",
        "https://gitlab.com/opendatafrance/scdl/prenoms",
    ),
    (
        "scdl-equipements",
        "https://gitlab.com/opendatafrance/scdl/equipements",
    ),
    (
        "scdl-catalogue",
        "https://gitlab.com/opendatafrance/scdl/catalogue",
    ),
    (
        "scdl-menus-collectifs",
        "https://gitlab.com/opendatafrance/scdl/menus-collectifs",
    ),
    ("irve-statique", "https://github.com/etalab/schema-irve"),
    ("dae", "https://gitlab.com/arsante/atlasante/schema-dae"),
    ("decp-dpa", "https://github.com/139bercy/decp-dpa"),
];

/// All of them, by name.
pub fn list() -> &'static [Shipped] {
    SHIPPED
}

/// The schema of a name, and a warning when another version was asked for. Case, accents, `_`, `.json`, a version and
/// words such as `schema` do not matter; a word that only one name has is enough.
///
/// # Errors
/// A problem that says where a schema is to be had, or which name is the nearest.
pub fn shipped(name: &str) -> Result<(&'static Shipped, Option<Problem>), Problem> {
    let (wanted, version) = plain(name);
    if let Some(found) = find(&wanted) {
        let other = version.filter(|version| version != found.version);
        return Ok((
            found,
            other.map(|other| say::other_version(found.name, found.version, other)),
        ));
    }
    let is = |known: &str| known == wanted || known.strip_prefix("scdl-") == Some(&wanted);
    if let Some((known, homepage)) = ELSEWHERE.iter().find(|(known, _)| is(known)) {
        return Err(say::not_shipped(*known, *homepage));
    }
    let names = || SHIPPED.iter().map(|shipped| shipped.name);
    let all: Vec<String> = names().map(str::to_owned).collect();
    Err(say::unknown(
        name,
        Phrase::nearest(nearest(&wanted, names())),
        say::names(&all),
    ))
}

fn find(wanted: &str) -> Option<&'static Shipped> {
    let words = |text: &str| -> Vec<String> {
        text.split('-')
            .map(|word| word.trim_end_matches('s').to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    };
    let asked = words(wanted);
    if asked.is_empty() {
        return None;
    }
    if let Some(exact) = SHIPPED.iter().find(|shipped| words(shipped.name) == asked) {
        return Some(exact);
    }
    if ELSEWHERE
        .iter()
        .any(|(known, _)| *known == wanted || known.strip_prefix("scdl-") == Some(wanted))
    {
        return None;
    }
    let mut holding = SHIPPED.iter().filter(|shipped| {
        let has = words(shipped.name);
        asked.iter().all(|word| has.contains(word))
    });
    holding.next().filter(|_| holding.next().is_none())
}

/// `Schema_Lieux covoiturage-v0.2.json` → `lieux-covoiturage`, version 0.2.
fn plain(name: &str) -> (String, Option<String>) {
    let folded = fold(name.trim());
    let file = folded.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = file.strip_suffix(".json").unwrap_or(file);
    let mut version = None;
    let mut words = Vec::new();
    for word in file
        .split(['-', '_', ' ', '@'])
        .filter(|word| !word.is_empty())
    {
        let number = word.trim_start_matches('v');
        if number.starts_with(|first: char| first.is_ascii_digit()) {
            version = Some(number.to_owned());
        } else if !matches!(
            word,
            "schema" | "schemas" | "tableschema" | "table" | "de" | "des"
        ) {
            words.push(word);
        }
    }
    (words.join("-"), version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostic, Language};

    #[test]
    fn names_are_forgiven() {
        for (asked, name) in [
            ("arbre", "arbre"),
            ("Arbres", "arbre"),
            ("schema-arbre", "arbre"),
            ("lieux_covoiturage.json", "lieux-covoiturage"),
            ("covoiturage", "lieux-covoiturage"),
            ("stationnement", "stationnement"),
            ("Stationnement cyclable", "stationnement-cyclable"),
            ("hautes rémunérations", "hautes-remunerations"),
            ("decp-tableschema", "decp"),
            ("taxis", "stations-taxi"),
        ] {
            let found = shipped(asked).map(|(found, warning)| (found.name, warning.is_none()));
            assert_eq!(found, Ok((name, true)), "{asked}");
        }
        let (found, warning) = shipped("stationnement-0.1.4").expect("another version");
        assert_eq!(
            (found.version, warning.map(|problem| problem.kind.code)),
            ("0.1.5", Some("schema.other-version"))
        );
    }

    #[test]
    fn what_is_not_shipped_is_said() {
        for asked in [
            "scdl-subventions",
            "scdl-subventions-2.1.1",
            "subventions",
            "deliberations",
            "irve-statique",
            "dae",
            "equipements",
        ] {
            let problem = shipped(asked).expect_err(asked);
            assert_eq!(problem.kind.code, "schema.not-shipped", "{asked}");
            let diagnostic = Diagnostic {
                problem,
                place: None,
            };
            assert!(
                diagnostic.help(Language::French).contains("schemas/"),
                "{asked}"
            );
        }
        for asked in ["", "zzz", "e", "-", "arbress-du-desert"] {
            assert_eq!(
                shipped(asked).expect_err(asked).kind.code,
                "schema.unknown",
                "{asked:?}"
            );
        }
    }

    #[test]
    fn every_shipped_schema_can_be_read_and_says_its_license() {
        for shipped in list() {
            let reading = super::super::read(shipped.bytes)
                .unwrap_or_else(|problem| panic!("{}: {problem:?}", shipped.name));
            assert!(reading.schema.fields().count() > 5, "{}", shipped.name);
            let text = String::from_utf8_lossy(shipped.bytes);
            assert!(text.contains("\"licenses\""), "{}", shipped.name);
        }
    }
}
