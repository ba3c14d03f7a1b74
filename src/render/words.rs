//! Every word of the pages that no author wrote, in French and English, and the forms of numbers and dates.

use crate::diag::Language;
use crate::model::date::Date;
use crate::model::logbook::{AttachmentKind, AttachmentState, SectionKey};
use std::collections::BTreeMap;

/// Key, French, English: what templates read as `words.key`.
const WORDS: &[(&str, &str, &str)] = &[
    ("addresses_cited", "Adresses citées", "Addresses cited"),
    ("attachments", "Pièces attendues", "Expected attachments"),
    ("breadcrumb", "Fil d’Ariane", "Breadcrumb"),
    (
        "built_with",
        "Site construit avec carnet.",
        "Site built with carnet.",
    ),
    ("by_day", "Jour par jour", "Day by day"),
    (
        "catalog_files",
        "Catalogue et paquets de données",
        "Catalog and data packages",
    ),
    ("column", "Colonne", "Column"),
    ("column_content", "Ce qu’on y trouve", "What it holds"),
    ("column_filled", "Rempli", "Filled"),
    ("column_spread", "Répartition", "Spread"),
    ("column_type", "Type", "Type"),
    ("columns", "Les colonnes", "The columns"),
    ("cite", "Pour citer", "How to cite"),
    ("compare", "Comparer", "Compare"),
    (
        "compare_hint",
        "Cliquer sur un titre de colonne pour trier.",
        "Click on a column heading to sort.",
    ),
    ("contents", "Dans cette page", "On this page"),
    ("dark", "Passer au thème sombre", "Switch to the dark theme"),
    ("data", "Les données", "The data"),
    ("dataset", "Jeu de données", "Dataset"),
    ("datasets_all", "Toutes les données", "All the data"),
    (
        "datasets_elsewhere",
        "Publiées ailleurs",
        "Published elsewhere",
    ),
    (
        "datasets_here",
        "Les données de cette page",
        "The data of this page",
    ),
    ("day", "Jour", "Day"),
    ("day_rail", "Les jours du carnet", "The days of the logbook"),
    (
        "digest_all",
        "Tout voir, jour par jour",
        "See all, day by day",
    ),
    (
        "digest",
        "Ce qui a résisté, ce qui a marché",
        "What resisted, what worked",
    ),
    ("empty_cell", "vide", "empty"),
    ("feed", "Fil des nouveautés", "News feed"),
    ("files_for_machines", "Pour les machines", "For machines"),
    ("filter", "Filtrer", "Filter"),
    ("filter_all", "Tous", "All"),
    (
        "filter_count",
        "Jeux de données affichés : {}",
        "Datasets shown: {}",
    ),
    (
        "find_rows",
        "Chercher dans ces lignes",
        "Search in these rows",
    ),
    ("find_rows_count", "Lignes affichées : {}", "Rows shown: {}"),
    (
        "findings",
        "Ce que nous avons vu dans le fichier",
        "What we saw in the file",
    ),
    (
        "findings_none",
        "Rien à signaler : le fichier se lit tel quel.",
        "Nothing to report: the file reads as it is.",
    ),
    ("format", "Format", "Format"),
    ("history", "Ce qui a été fait", "What was done"),
    ("home", "Accueil", "Home"),
    (
        "light",
        "Passer au thème clair",
        "Switch to the light theme",
    ),
    ("logbooks", "Les carnets", "The logbooks"),
    ("main_menu", "Menu principal", "Main menu"),
    ("maps", "Les cartes", "The maps"),
    ("maps_short", "Cartes", "Maps"),
    ("maturity", "Palier", "Level"),
    ("maturity_lower", "palier", "level"),
    ("missing_section", "absent", "missing"),
    (
        "not_found_help",
        "L’adresse a peut-être changé, ou le lien est incomplet. Tout le site se retrouve depuis l’accueil ou le plan.",
        "The address may have changed, or the link may be incomplete. The whole site can be reached from the home page or the site map.",
    ),
    (
        "no_sheet",
        "Ce jeu n’a pas encore de fiche. Un fichier {} posé à côté de la table dirait :",
        "This dataset has no sheet yet. A file {} beside the table would say:",
    ),
    ("opened", "Jeux de données", "Datasets"),
    ("organizations", "Organisations", "Organizations"),
    ("other_pages", "Pages", "Pages"),
    ("outcomes", "Racontés par l’équipe", "Told by the team"),
    ("pager", "Pages voisines", "Neighboring pages"),
    (
        "picture_away",
        "Image d’un autre site, qui ne répond pas",
        "Picture of another site, which does not answer",
    ),
    ("platform", "Plateforme", "Platform"),
    ("population", "Habitants", "Inhabitants"),
    ("preview", "Aperçu", "Preview"),
    (
        "preview_scroll",
        "Faire glisser le tableau pour voir toutes les colonnes.",
        "Slide the table to see every column.",
    ),
    ("reuses", "Les réutilisations", "The reuses"),
    ("all_pages", "Toutes les pages", "All pages"),
    ("letters", "Lettres", "Letters"),
    (
        "letter_parts",
        "Pages de cette lettre",
        "Pages of this letter",
    ),
    ("search", "Rechercher", "Search"),
    (
        "search_within",
        "Chercher parmi ces pages",
        "Search among these pages",
    ),
    (
        "search_hint",
        "Les résultats s’affichent pendant la saisie ; flèches pour les parcourir, Échap pour fermer.",
        "Results show while you type; arrows to move, Escape to close.",
    ),
    ("search_many", "{} résultats", "{} results"),
    (
        "search_none",
        "Aucun résultat. Essayez un mot plus court.",
        "No result. Try a shorter word.",
    ),
    ("search_one", "1 résultat", "1 result"),
    ("score", "Score", "Score"),
    (
        "score_of",
        "sur 100, le score que donnera le portail national",
        "out of 100, the score that the national portal will give",
    ),
    (
        "sheet_incomplete",
        "La fiche {} ne dit pas encore :",
        "The sheet {} does not say yet:",
    ),
    ("size", "Taille", "Size"),
    (
        "no_map",
        "Aucune carte n’a pu être dessinée : « carnet check » dit pourquoi.",
        "No map could be drawn: “carnet check” says why.",
    ),
    ("site_map", "Plan du site", "Site map"),
    ("skip", "Aller au contenu", "Skip to content"),
    ("sorted", "Tableau trié : {}", "Table sorted: {}"),
    ("status", "Statut", "Kind"),
    ("team", "Territoire", "Place"),
    ("theme", "Thème", "Theme"),
    ("theme_switch", "Changer de thème", "Switch the theme"),
    ("to_home", "Revenir à l’accueil", "Back to the home page"),
    ("tools", "Outils employés", "Tools used"),
    (
        "whole_logbook",
        "Tout le carnet sur une page",
        "The whole logbook on one page",
    ),
    ("words_read", "Mots", "Words"),
];

/// The words of one language, by key.
pub fn all(language: Language) -> BTreeMap<&'static str, &'static str> {
    WORDS
        .iter()
        .map(|(key, french, english)| (*key, pick(language, french, english)))
        .collect()
}

/// One of two sentences.
pub fn pick<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// The step of a section: `Diagnostic` for the first day.
pub fn step(language: Language, key: SectionKey) -> &'static str {
    let (french, english) = match key {
        SectionKey::Introduction => ("Introduction", "Introduction"),
        SectionKey::Day(1) => ("Diagnostic", "Diagnosis"),
        SectionKey::Day(2) => ("Identification", "Identification"),
        SectionKey::Day(3) => ("Mise en qualité", "Quality"),
        SectionKey::Day(4) => ("Publication", "Publication"),
        SectionKey::Day(5) => ("Valorisation", "Promotion"),
        SectionKey::Day(_) => ("Journée", "Day"),
        SectionKey::Conclusion => ("Conclusion", "Conclusion"),
    };
    pick(language, french, english)
}

/// The name of a section: `Jour 3`, `Introduction`.
pub fn section(language: Language, key: SectionKey) -> String {
    match key {
        SectionKey::Day(day) => format!("{} {day}", pick(language, "Jour", "Day")),
        other => step(language, other).to_owned(),
    }
}

/// The name of an attachment.
pub fn attachment(language: Language, kind: AttachmentKind) -> &'static str {
    let (french, english) = match kind {
        AttachmentKind::Wishlist => ("Wishlist", "Wish list"),
        AttachmentKind::Organigram => ("Organigramme", "Organization chart"),
        AttachmentKind::Evaluation => ("Évaluation des données", "Evaluation of the data"),
        AttachmentKind::WantedDataList => ("Wanted data list", "Wanted data list"),
        AttachmentKind::QualityReview => ("Bilan de mise en qualité", "Quality review"),
        AttachmentKind::PublishedUrls => ("Adresses publiées", "Published addresses"),
        AttachmentKind::DescriptionSheets => ("Fiches descriptives", "Description sheets"),
        AttachmentKind::CommunicationPlan => ("Plan de communication", "Communication plan"),
        AttachmentKind::Dataviz => ("Datavisualisations", "Visualizations"),
        AttachmentKind::Context => ("Contextualisation", "Context"),
    };
    pick(language, french, english)
}

/// The state of an attachment, in a word or two that agree with its name, and the class that draws it.
pub fn attachment_state(
    language: Language,
    kind: AttachmentKind,
    state: AttachmentState,
) -> (String, &'static str) {
    let ending = match kind {
        AttachmentKind::Organigram
        | AttachmentKind::QualityReview
        | AttachmentKind::CommunicationPlan => "",
        AttachmentKind::Wishlist
        | AttachmentKind::Evaluation
        | AttachmentKind::WantedDataList
        | AttachmentKind::Context => "e",
        AttachmentKind::PublishedUrls
        | AttachmentKind::DescriptionSheets
        | AttachmentKind::Dataviz => "es",
    };
    let (french, english, class) = match state {
        AttachmentState::Missing => (format!("absent{ending}"), "missing", "missing"),
        AttachmentState::Pending => ("en attente".to_owned(), "pending", "pending"),
        AttachmentState::Lost => ("image absente".to_owned(), "picture missing", "lost"),
        AttachmentState::Mentioned => (
            format!("cité{ending}, sans lien"),
            "named, without a link",
            "mentioned",
        ),
        AttachmentState::Joined => (format!("joint{ending}"), "attached", "joined"),
    };
    match language {
        Language::French => (french, class),
        Language::English => (english.to_owned(), class),
    }
}

/// A whole number, thousands apart: `48 210` in French with U+202F, `48,210` in English.
pub fn number(language: Language, value: u64) -> String {
    let digits = value.to_string();
    let separator = pick(language, "\u{202f}", ",");
    let mut out = String::with_capacity(digits.len() + 6);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// A number and its noun. Zero is singular in French, plural in English.
pub fn count(language: Language, value: usize, one: &str, many: &str) -> String {
    format!(
        "{}\u{a0}{}",
        number(language, value as u64),
        noun(language, value, one, many)
    )
}

/// The noun alone, agreeing with its number.
pub fn noun<'a>(language: Language, value: usize, one: &'a str, many: &'a str) -> &'a str {
    let singular = match language {
        Language::French => value < 2,
        Language::English => value == 1,
    };
    if singular { one } else { many }
}

/// How long the words take to read: 200 a minute.
pub fn reading_time(language: Language, words: usize) -> String {
    let minutes = words.div_ceil(200).max(1);
    match language {
        Language::French => count(language, minutes, "minute de lecture", "minutes de lecture"),
        Language::English => format!("{minutes}\u{a0}min read"),
    }
}

/// Names in a row: `Inès, Malo et Thaïs`.
pub fn list(language: Language, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            format!(
                "{} {} {last}",
                first.join(", "),
                pick(language, "et", "and")
            )
        }
    }
}

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];
const SHORT_MONTHS: [[&str; 12]; 2] = [
    [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ],
    [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
];
const WEEKDAYS: [[&str; 7]; 2] = [
    [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];

fn index(language: Language) -> usize {
    match language {
        Language::French => 0,
        Language::English => 1,
    }
}

/// The day of a month as French says it: `1er`, `2`.
fn day(language: Language, date: Date) -> String {
    match (language, date.day) {
        (Language::French, 1) => "1er".into(),
        (_, day) => day.to_string(),
    }
}

fn month(language: Language, date: Date) -> &'static str {
    MONTHS[index(language)][usize::from(date.month.clamp(1, 12)) - 1]
}

/// `vendredi 16 octobre 2026`, `Friday 16 October 2026`.
pub fn long_date(language: Language, date: Date) -> String {
    format!(
        "{} {}\u{a0}{} {}",
        WEEKDAYS[index(language)][date.weekday()],
        day(language, date),
        month(language, date),
        date.year
    )
}

/// `ven. 16 oct.`, `Fri 16 Oct`.
pub fn short_date(language: Language, date: Date) -> String {
    let weekday: String = WEEKDAYS[index(language)][date.weekday()]
        .chars()
        .take(3)
        .collect();
    format!(
        "{weekday}{} {}\u{a0}{}",
        pick(language, ".", ""),
        day(language, date),
        SHORT_MONTHS[index(language)][usize::from(date.month.clamp(1, 12)) - 1]
    )
}

/// `Du 12 au 16 octobre 2026`, `From 12 to 16 October 2026`; one date if both are the same.
pub fn date_range(language: Language, from: Date, to: Date) -> String {
    let end = format!(
        "{}\u{a0}{} {}",
        day(language, to),
        month(language, to),
        to.year
    );
    if from == to {
        return match language {
            Language::French => format!("Le {end}"),
            Language::English => format!("On {end}"),
        };
    }
    let mut start = day(language, from);
    if (from.year, from.month) != (to.year, to.month) {
        start.push('\u{a0}');
        start.push_str(month(language, from));
    }
    if from.year != to.year {
        start.push_str(&format!(" {}", from.year));
    }
    match language {
        Language::French => format!("Du {start} au {end}"),
        Language::English => format!("From {start} to {end}"),
    }
}

/// The size of a file, rounded up: `12 Ko`, `1,4 Mo`.
pub fn file_size(language: Language, bytes: u64) -> String {
    let (kilo, mega) = match language {
        Language::French => ("Ko", "Mo"),
        Language::English => ("kB", "MB"),
    };
    if bytes < 1_000_000 {
        return format!("{}\u{a0}{kilo}", bytes.div_ceil(1_000).max(1));
    }
    let tenths = (bytes as f64 / 1e5).ceil() / 10.0;
    format!("{}\u{a0}{mega}", crate::format::number(tenths, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_once_in_both_languages() {
        let mut keys = std::collections::BTreeSet::new();
        for (key, french, english) in WORDS {
            assert!(keys.insert(key), "{key} twice");
            assert!(!french.is_empty() && !english.is_empty(), "{key}");
            assert!(!french.contains('\''), "{key}: a straight apostrophe");
        }
    }

    #[test]
    fn numbers_and_dates_in_both_forms() {
        assert_eq!(
            number(Language::French, 1_048_210),
            "1\u{202f}048\u{202f}210"
        );
        assert_eq!(number(Language::English, 999), "999");
        assert_eq!(
            count(Language::French, 0, "carte", "cartes"),
            "0\u{a0}carte"
        );
        let date = |text| Date::parse(text).unwrap();
        assert_eq!(
            short_date(Language::French, date("2026-10-16")),
            "ven. 16\u{a0}oct."
        );
        assert_eq!(
            date_range(Language::French, date("2026-09-28"), date("2026-10-01")),
            "Du 28\u{a0}septembre au 1er\u{a0}octobre 2026"
        );
        assert_eq!(
            long_date(Language::English, date("2026-10-16")),
            "Friday 16\u{a0}October 2026"
        );
    }
}
