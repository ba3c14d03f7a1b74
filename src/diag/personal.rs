//! Personal data in tables.

use super::family;

family! {
    certain(what, count) "data.personal-data" Error + stops
        fr "données personnelles : {what} ({count})",
            "retirez la colonne (donnees_personnelles: colonnes_retirees dans la fiche), ou déclarez-la dans la fiche avec sa base légale",
            "Publier une donnée personnelle demande un texte ou un consentement ; sinon il faut l’anonymiser (code des relations entre le public et l’administration, article L. 312-1-2). La construction du site s’arrête tant que la fiche n’en dit rien."
        en "personal data: {what} ({count})",
            "drop the column (donnees_personnelles: colonnes_retirees in the sheet), or declare it in the sheet with its legal basis",
            "Publishing personal data takes a law or a consent; without one it must be made anonymous (French code of relations between the public and the administration, article L. 312-1-2). The build stops until the sheet says something.";
    possible(what, count) "data.personal-data-possible" Warning
        fr "données peut-être personnelles : {what} ({count})",
            "vérifiez que ces personnes peuvent être nommées (élus, annuaires de services), sinon retirez la colonne",
            "Le décret n° 2018-1117 du 10 décembre 2018 dit ce qui peut rester nominatif : élus, organigrammes et annuaires des services, répertoires d’associations."
        en "data that may be personal: {what} ({count})",
            "check that these people may be named (elected members, directories of services), or drop the column",
            "Decree 2018-1117 of 10 December 2018 says what may keep names: elected members, organization charts and directories of services, registers of associations.";
    generic(what, count) "data.personal-data-generic" Hint
        fr "coordonnées de services ou de personnes publiques : {what} ({count})",
            "rien à faire si ce sont bien celles d’un service ou d’un mandat",
            "Une adresse générique (contact@…) est moins intrusive qu’une adresse de personne."
        en "contact details of services or public persons: {what} ({count})",
            "nothing to do when they are those of a service or a mandate",
            "A generic address (contact@…) is less intrusive than a person’s.";
}
