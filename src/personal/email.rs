//! E-mail addresses: a person's, or a service's.

use super::name::is_first_name;
use crate::text::fold::fold;

/// Who reads what is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Person,
    Service,
}

/// Words that services put before the `@`.
const SERVICES: &[&str] = &[
    "accueil",
    "administratif",
    "comptable",
    "clients",
    "reservation",
    "reservations",
    "sav",
    "web",
    "administration",
    "adm",
    "admin",
    "agglo",
    "agglomeration",
    "archives",
    "asso",
    "association",
    "bibliotheque",
    "bonjour",
    "bureau",
    "cab",
    "cabinet",
    "campus",
    "ccas",
    "centre",
    "collectivite",
    "com",
    "commercial",
    "communaute",
    "commune",
    "communication",
    "compta",
    "comptabilite",
    "contact",
    "contacts",
    "courrier",
    "culture",
    "data",
    "delegue",
    "dechets",
    "developpement",
    "dgs",
    "direction",
    "dpo",
    "eau",
    "ecole",
    "economie",
    "elus",
    "emploi",
    "environnement",
    "etat",
    "etatcivil",
    "enfance",
    "exploitation",
    "finances",
    "formation",
    "gestion",
    "greffe",
    "hello",
    "info",
    "infos",
    "informatique",
    "jeunesse",
    "mail",
    "mairie",
    "maison",
    "marches",
    "mediatheque",
    "musee",
    "noreply",
    "office",
    "opendata",
    "pays",
    "prefecture",
    "presidence",
    "presse",
    "recrutement",
    "rh",
    "scolaire",
    "secretariat",
    "service",
    "services",
    "siege",
    "sport",
    "sports",
    "support",
    "technique",
    "tourisme",
    "urbanisme",
    "ville",
    "voirie",
    "webmaster",
];

/// The first address of a cell, and whose it is.
pub fn find(cell: &str) -> Option<(&str, Reader)> {
    if !cell.contains('@') {
        return None;
    }
    cell.split(|sign: char| sign.is_whitespace() || ",;<>()[]\"|/".contains(sign))
        .filter_map(|word| {
            let word = word
                .strip_prefix("mailto:")
                .unwrap_or(word)
                .trim_matches(['.', ':']);
            let (local, domain) = word.split_once('@')?;
            let fine = !local.is_empty() && domain.contains('.') && !domain.contains('@');
            fine.then(|| (word, reader(local, domain)))
        })
        .min_by_key(|(_, reader)| *reader == Reader::Service)
}

fn reader(local: &str, domain: &str) -> Reader {
    let local = fold(local);
    let domain = fold(domain);
    // Anything after a plus sign is a note of its owner.
    let local = local.split('+').next().unwrap_or_default();
    // What forms give as an example is nobody’s.
    if matches!(
        local,
        "p.nom" | "prenom.nom" | "nom.prenom" | "nom" | "prenom"
    ) {
        return Reader::Service;
    }
    // `ce.0530484n@…`: a school by its number.
    let has_digits = local.bytes().filter(u8::is_ascii_digit).count() > 4;
    let parts: Vec<&str> = local
        .split(['.', '_'])
        .filter(|part| !part.is_empty())
        .collect();
    let words: Vec<&str> = parts.iter().flat_map(|part| part.split('-')).collect();
    if has_digits || words.iter().any(|word| SERVICES.contains(word)) {
        return Reader::Service;
    }
    let letters = |part: &&str| part.chars().all(|sign| sign.is_alphabetic() || sign == '-');
    // A word of the domain names the organization, as in `saint.martin@saint-martin.fr`.
    let of_domain = |part: &str| part.len() > 2 && domain.contains(part);
    let person = match parts.as_slice() {
        [only] => is_first_name(only) && !of_domain(only),
        [first, last] | [first, _, last] if letters(first) && letters(last) => {
            let initial = |part: &str| part.len() == 1;
            let known = is_first_name(first) || is_first_name(last);
            (known || initial(first) && last.len() >= 3) && !(of_domain(first) || of_domain(last))
        }
        _ => false,
    };
    if person {
        Reader::Person
    } else {
        Reader::Service
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_services() {
        for cell in [
            "camille.durand@exemple.fr",
            "c.durand@ville-exemple.fr",
            "Camille <camille@exemple.fr>",
            "durand.camille@exemple.fr",
            "jean-pierre.martin@exemple.fr",
            "contact@exemple.fr ; zoe.lemaire@exemple.fr",
            "camille_durand@exemple.fr",
        ] {
            assert_eq!(
                find(cell).map(|found| found.1),
                Some(Reader::Person),
                "{cell}"
            );
        }
        for cell in [
            "contact@exemple.fr",
            "mairie.laval@exemple.fr",
            "ce.0530484n@ac-exemple.fr",
            "courrier.agglo@exemple.fr",
            "cobas@agglo-cobas.fr",
            "saint.martin@saint-martin-exemple.fr",
            "accueil.martine@exemple.fr",
            "p.nom@domaine.fr",
            "s.administratif@exemple.fr",
            "terres.exemple@terresexemple.fr",
        ] {
            assert_eq!(
                find(cell).map(|found| found.1),
                Some(Reader::Service),
                "{cell}"
            );
        }
        assert_eq!(find("pas d’adresse @ ici"), None);
    }
}
