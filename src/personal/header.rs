//! What a header says of its column, by its words.

use crate::text::fold::fold;

/// The words of a header, folded: `dateNaissance`, `DATE_NAISSANCE` and `Date de naissance` have the same.
pub fn words(header: &str) -> Vec<String> {
    let mut spread = String::with_capacity(header.len() + 8);
    let mut lower = false;
    for sign in header.chars() {
        if sign.is_uppercase() && lower {
            spread.push(' ');
        }
        lower = sign.is_lowercase();
        spread.push(sign);
    }
    fold(&spread)
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| {
            !word.is_empty()
                && !matches!(*word, "de" | "du" | "des" | "la" | "le" | "les" | "d" | "l")
        })
        .map(str::to_owned)
        .collect()
}

/// What a header announces that nobody may publish without a word.
pub fn announces(words: &[String]) -> Option<(&'static str, &'static str)> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let only = |subject: &[&str]| {
        has(subject)
            && words.iter().all(|word| {
                subject.contains(&word.as_str())
                    || matches!(
                        word.as_str(),
                        "etat"
                            | "situation"
                            | "nature"
                            | "type"
                            | "donnee"
                            | "donnees"
                            | "probleme"
                    )
            })
    };
    let birth = has(&["naissance"]) && !has(&["nombre", "nb", "taux", "nbre"]);
    Some(
        if has(&["nir", "insee"]) && has(&["nir", "secu", "personne"])
            || has(&["secu"]) && has(&["numero", "num", "no", "n"])
            || has(&["securite"]) && has(&["sociale"])
        {
            ("numéro de sécurité sociale", "social security number")
        } else if has(&["iban", "rib"]) {
            ("compte bancaire", "bank account")
        } else if birth && has(&["date", "jour"]) || has(&["datenaissance", "ddn"]) {
            ("date de naissance", "date of birth")
        } else if birth && has(&["nom"])
            || has(&["nomnaissance"])
            || has(&["nom"]) && has(&["jeune"]) && has(&["fille"])
        {
            ("nom de naissance", "name at birth")
        } else if birth && has(&["lieu", "commune", "ville", "pays", "departement"])
            || has(&["lieunaissance"])
        {
            ("lieu de naissance", "place of birth")
        } else if has(&["adresse"]) && has(&["perso", "personnelle", "domicile", "privee"]) {
            ("adresse personnelle", "home address")
        } else if only(&["religion", "confession"]) {
            ("religion", "religion")
        } else if only(&["sante", "maladie", "pathologie"]) {
            ("santé", "health")
        } else if only(&["handicap"]) {
            ("handicap", "disability")
        } else {
            return None;
        },
    )
}

/// Whether a column names people, by its header.
pub fn names_people(words: &[String]) -> bool {
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "nom"
                | "noms"
                | "prenom"
                | "prenoms"
                | "gestionnaire"
                | "agent"
                | "contact"
                | "responsable"
                | "principal"
                | "president"
                | "presidente"
                | "elu"
                | "elue"
                | "elus"
                | "titulaire"
                | "maire"
                | "referent"
                | "referente"
                | "interlocuteur"
                | "directeur"
                | "directrice"
        )
    })
}

/// Whether a column holds telephone numbers, by its header.
pub fn is_phone(words: &[String]) -> bool {
    words.iter().any(|word| {
        word.starts_with("tel") && word.len() <= 5
            || matches!(
                word.as_str(),
                "telephone"
                    | "telephones"
                    | "mobile"
                    | "portable"
                    | "gsm"
                    | "contact"
                    | "fax"
                    | "appel"
                    | "numero"
            )
    })
}

/// Whether a column counts people, by its header.
pub fn counts_people(words: &[String]) -> bool {
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "effectif"
                | "effectifs"
                | "eleves"
                | "habitants"
                | "naissances"
                | "occurrences"
                | "occurences"
                | "agents"
                | "personnes"
                | "deces"
                | "hommes"
                | "femmes"
                | "filles"
                | "garcons"
                | "allocataires"
                | "usagers"
                | "patients"
                | "salaries"
                | "demandeurs"
                | "etudiants"
        )
    })
}

/// Whether a column sorts people, by its header.
pub fn sorts_people(words: &[String]) -> bool {
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "sexe"
                | "genre"
                | "age"
                | "ages"
                | "csp"
                | "categorie"
                | "categories"
                | "nationalite"
                | "niveau"
                | "diplome"
                | "profession"
                | "metier"
                | "tranche"
                | "prenom"
                | "handicap"
                | "religion"
                | "commune"
                | "quartier"
                | "iris"
                | "statut"
                | "grade"
        )
    })
}

/// A latitude or a longitude, by its header.
pub fn is_coordinate(words: &[String]) -> bool {
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "lat"
                | "lon"
                | "long"
                | "lng"
                | "latitude"
                | "longitude"
                | "xlong"
                | "ylat"
                | "x"
                | "y"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_speak_by_their_words() {
        for (header, what) in [
            ("dateNaissance", "date of birth"),
            ("DATE_DE_NAISSANCE", "date of birth"),
            ("Nom de naissance", "name at birth"),
            ("num_secu", "social security number"),
            ("Numéro de sécurité sociale", "social security number"),
            ("NIR", "social security number"),
            ("adresse_perso", "home address"),
            ("IBAN", "bank account"),
            ("Religion", "religion"),
            ("handicap", "disability"),
            ("lieu_naissance", "place of birth"),
        ] {
            assert_eq!(
                announces(&words(header)).map(|found| found.1),
                Some(what),
                "{header}"
            );
        }
        for header in [
            "nombre_naissances",
            "places_handicap",
            "maison de santé",
            "adresse",
            "nom",
            "accessibilite_handicap",
            "code_insee",
            "secteur",
            "souvenir",
            "acces_handicap",
            "numero",
        ] {
            assert_eq!(announces(&words(header)), None, "{header}");
        }
    }
}
