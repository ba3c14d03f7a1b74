//! The logbook as a whole: title, authors, sections, attachments.

use super::family;

family! {
    collectivity_conflict(title, file) "logbook.collectivity-conflict" Warning
        fr "collectivité : « {title} » dans le titre, « {file} » dans le fichier",
            "écrivez « collectivite: » en tête du fichier",
            "Un titre copié d’une autre équipe range le carnet au mauvais endroit."
        en "collectivity: “{title}” in the title, “{file}” in the file",
            "write “collectivity:” at the head of the file",
            "A title copied from another team files the logbook in the wrong place.";
    title_missing(source) "logbook.title-missing" Warning
        fr "titre de carnet absent, déduit {source}",
            "commencez le fichier par « # Carnet de bord de … »",
            "Le titre nomme la page, la carte de l’accueil et le flux."
        en "no logbook title, taken from {source}",
            "start the file with “# Carnet de bord de …”",
            "The title names the page, the card on the home page and the feed.";
    authors_missing() "logbook.authors-missing" Warning
        fr "auteurs absents : ligne « par … » attendue sous le titre",
            "écrivez « par Prénom Nom, … » sous le titre, ou « auteurs: » en tête",
            "Un travail se signe ; des initiales suffisent."
        en "no authors: expected a “par …” line under the title",
            "write “par First Last, …” under the title, or “authors:” in the front matter",
            "Work is signed; initials are enough.";
    section_missing(list) "logbook.section-missing" Warning
        fr "sections manquantes : {list}",
            "ajoutez un titre « ## JOUR N – ÉTAPE », ou « ## CONCLUSION »",
            "Le rail des jours montre un trou à leur place."
        en "sections missing: {list}",
            "add a heading “## JOUR N – STEP”, or “## CONCLUSION”",
            "The day rail shows a hole there.";
    section_empty(list) "logbook.section-empty" Hint
        fr "rien n’est encore écrit : {list}",
            "écrivez sous le titre, ou retirez-le",
            "La page du jour serait vide ; les pièces attendues ce jour-là ne sont pas encore réclamées."
        en "nothing is written yet: {list}",
            "write under the heading, or remove it",
            "The page of that day would be empty; what is expected that day is not asked for yet.";
    section_order(key, after) "logbook.section-order" Error
        fr "sections dans le désordre : {key} vient après {after}",
            "remettez les jours dans l’ordre",
            "Le carnet se lit dans l’ordre de la semaine ; carnet les range."
        en "sections out of order: {key} comes after {after}",
            "put the days back in order",
            "The logbook is read in the order of the week; carnet sorts them.";
    section_twice(key, other) "logbook.section-twice" Error
        fr "la section {key} est écrite deux fois (aussi : {other})",
            "gardez un seul endroit pour ce jour",
            "Les deux textes sont gardés l’un après l’autre."
        en "section {key} is written twice (also: {other})",
            "keep one place for that day",
            "Both texts are kept, one after the other.";
    maturity_conflict(list) "logbook.maturity-conflict" Warning
        fr "plusieurs paliers de maturité : {list}",
            "écrivez « palier: » en tête du fichier",
            "carnet n’en choisit aucun."
        en "several maturity levels: {list}",
            "write “maturity:” in the front matter",
            "carnet chooses none.";
    opened_count(list) "logbook.opened-count" Hint
        fr "nombre de jeux ouverts incertain : {list}",
            "dites un seul nombre, ou listez les liens",
            "Le nombre affiché sur la carte de l’équipe en dépend."
        en "number of opened datasets uncertain: {list}",
            "state one number, or list the links",
            "The number on the team’s card depends on it.";
    attachment_missing(day, piece) "logbook.attachment-missing" Warning
        fr "pièce attendue absente ({day}) : {piece}",
            "joignez-la : un lien, une image ou un tableau, avec son nom devant",
            "L’animateur attend cette pièce ce jour-là."
        en "expected attachment missing ({day}): {piece}",
            "attach it: a link, a picture or a table, with its name before it",
            "The facilitator expects it that day.";
}
