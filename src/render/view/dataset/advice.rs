//! The portal's nine criteria, and what the sheet does not say yet: each with the line to write.

use crate::diag::Language;
use crate::format;
use crate::model::dataset::Dataset;
use crate::model::date::Date;
use crate::model::profile::Extent;
use crate::model::quality::Criterion;
use crate::model::sheet::Sheet;
use crate::model::table::ColumnKind;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// One of the nine criteria.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CriterionView {
    pub label: String,
    pub met: bool,
    /// What to write; empty when it is met.
    pub advice: String,
}

/// Something that the sheet could say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissingView {
    /// The line to write.
    pub line: String,
    /// What it says.
    pub what: String,
}

pub(super) fn criteria(
    language: Language,
    dataset: &Dataset,
    today: Option<Date>,
) -> Vec<CriterionView> {
    Criterion::ALL
        .into_iter()
        .map(|criterion| {
            let met = criterion.holds(dataset, today);
            let (yes, no) = labels(criterion);
            let label = if met { yes } else { no };
            let advice = if met {
                String::new()
            } else {
                advice(language, criterion, dataset)
            };
            CriterionView {
                label: escape::spaced(words::pick(language, label.0, label.1), spacing(language)),
                met,
                advice: escape::spaced(&advice, spacing(language)),
            }
        })
        .collect()
}

type Words = (&'static str, &'static str);

/// The words of the portal for a criterion that is met, and for one that is not.
fn labels(criterion: Criterion) -> (Words, Words) {
    match criterion {
        Criterion::Description => (
            (
                "Description des données renseignée",
                "Data description filled",
            ),
            (
                "Description des données trop courte",
                "Data description too short",
            ),
        ),
        Criterion::Available => (
            (
                "Tous les fichiers sont disponibles",
                "All files are available",
            ),
            ("Certains fichiers manquent", "Some files are missing"),
        ),
        Criterion::Documented => (
            ("Fichiers documentés", "Files documented"),
            (
                "Documentation des fichiers manquante",
                "File documentation missing",
            ),
        ),
        Criterion::OpenFormat => (
            ("Formats de fichiers ouverts", "Open file formats"),
            ("Formats de fichiers fermés", "Closed file formats"),
        ),
        Criterion::License => (
            ("Licence renseignée", "License filled"),
            ("Licence non renseignée", "No license"),
        ),
        Criterion::Frequency => (
            (
                "Fréquence de mise à jour renseignée",
                "Update frequency filled",
            ),
            (
                "Fréquence de mise à jour non renseignée",
                "No update frequency",
            ),
        ),
        Criterion::UpdatedInTime => (
            (
                "Fréquence de mise à jour respectée",
                "Update frequency respected",
            ),
            (
                "Fréquence de mise à jour non respectée",
                "Update frequency not respected",
            ),
        ),
        Criterion::Temporal => (
            (
                "Couverture temporelle renseignée",
                "Temporal coverage filled",
            ),
            (
                "Couverture temporelle non renseignée",
                "No temporal coverage",
            ),
        ),
        Criterion::Spatial => (
            ("Couverture spatiale renseignée", "Spatial coverage filled"),
            ("Couverture spatiale non renseignée", "No spatial coverage"),
        ),
    }
}

fn advice(language: Language, criterion: Criterion, dataset: &Dataset) -> String {
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let add = |line: &str| match language {
        Language::French => format!("Ajouter à la fiche : « {line} »."),
        Language::English => format!("Add to the sheet: “{line}”."),
    };
    match criterion {
        Criterion::Description => pick(
            "Écrire dans la fiche, en plus de 100 caractères, une « description » : ce que contient une ligne, d’où elle vient, ce qui manque.",
            "Write a “description” of more than 100 characters in the sheet: what a row holds, where it comes from, what is missing.",
        )
        .to_owned(),
        Criterion::License => add(pick("licence: lov2", "license: lov2")),
        Criterion::Frequency => add(pick("frequence: annuelle", "frequency: annual")),
        Criterion::UpdatedInTime => {
            let sheet = dataset.sheet.as_ref();
            let updated = sheet.and_then(|sheet| sheet.updated);
            match (updated, sheet.and_then(|sheet| sheet.frequency)) {
                (_, None) => pick(
                    "La fiche ne dit pas à quel rythme les données changent.",
                    "The sheet does not say how often the data changes.",
                )
                .to_owned(),
                (None, _) => format!(
                    "{} {}",
                    pick(
                        "La fiche ne dit pas quand les données ont changé.",
                        "The sheet does not say when the data changed."
                    ),
                    add(pick("date_mise_a_jour: 2026-10-16", "updated: 2026-10-16"))
                ),
                (Some(date), _) => match language {
                    Language::French => format!(
                        "Dernière mise à jour le {} : mettre les données à jour, puis la date de la fiche.",
                        super::day(language, date)
                    ),
                    Language::English => format!(
                        "Last update on {}: update the data, then the date of the sheet.",
                        super::day(language, date)
                    ),
                },
            }
        }
        Criterion::Temporal => {
            let (from, to) = period(dataset).unwrap_or_else(|| ("2021".into(), "2025".into()));
            match language {
                Language::French => add(&format!("couverture_temporelle: {{debut: {from}, fin: {to}}}")),
                Language::English => add(&format!("period: {{start: {from}, end: {to}}}")),
            }
        }
        Criterion::Spatial => add(pick(
            "couverture_territoriale: {nom: …, insee: …}",
            "territory: {name: …, insee: …}",
        )),
        Criterion::Available | Criterion::Documented | Criterion::OpenFormat => String::new(),
    }
}

/// The first and last moment in the data, as a sheet writes them.
fn period(dataset: &Dataset) -> Option<(String, String)> {
    dataset.published.iter().find_map(|column| {
        let column = dataset.profile.columns.get(column.index)?;
        match (column.kind, column.extent?) {
            (ColumnKind::Year, Extent::Numbers { min, max, .. }) => {
                Some((format!("{min}"), format!("{max}")))
            }
            (ColumnKind::Date | ColumnKind::Month, Extent::Dates { min, max }) => {
                let text = |days: i32| {
                    let (year, month, _) = format::time::civil(days);
                    format!("{year}-{month:02}")
                };
                Some((text(min), text(max)))
            }
            _ => None,
        }
    })
}

/// What the sheet could still say, in the order of its keys.
pub(super) fn missing(language: Language, dataset: &Dataset) -> Vec<MissingView> {
    let empty = Sheet::default();
    let sheet = dataset.sheet.as_ref().unwrap_or(&empty);
    let lines: [(bool, Words, Words); 12] = [
        (
            sheet.title.is_empty(),
            ("titre:", "title:"),
            ("un titre pour les lecteurs", "a title for readers"),
        ),
        (
            sheet.description.is_empty(),
            ("description:", "description:"),
            (
                "ce que contient une ligne, d’où elle vient, ce qui manque",
                "what a row holds, where it comes from, what is missing",
            ),
        ),
        (
            sheet.publisher.name.is_empty(),
            ("producteur:", "publisher:"),
            ("qui répond des données", "who answers for the data"),
        ),
        (
            sheet.license.is_none(),
            ("licence:", "license:"),
            (
                "ce que chacun a le droit d’en faire",
                "what anyone may do with it",
            ),
        ),
        (
            sheet.frequency.is_none(),
            ("frequence:", "frequency:"),
            (
                "à quel rythme les données changent",
                "how often the data changes",
            ),
        ),
        (
            sheet.updated.is_none(),
            ("date_mise_a_jour:", "updated:"),
            ("quand elles ont changé", "when it changed"),
        ),
        (
            sheet.territory.is_empty(),
            ("couverture_territoriale:", "territory:"),
            (
                "de quel territoire elles parlent",
                "which place it is about",
            ),
        ),
        (
            sheet.period.is_empty(),
            ("couverture_temporelle:", "period:"),
            (
                "de quelle période elles parlent",
                "which period it is about",
            ),
        ),
        (
            sheet.keywords.is_empty(),
            ("mots_cles:", "keywords:"),
            (
                "les mots par lesquels les retrouver",
                "the words to find it by",
            ),
        ),
        (
            sheet.collection.is_empty(),
            ("collecte:", "collection:"),
            ("comment elles ont été recueillies", "how it was collected"),
        ),
        (
            sheet.limits.is_empty(),
            ("limites:", "limits:"),
            ("ce qu’elles ne disent pas", "what it does not say"),
        ),
        (
            sheet.columns.is_empty(),
            ("colonnes:", "columns:"),
            ("ce que veut dire chaque colonne", "what each column means"),
        ),
    ];
    lines
        .into_iter()
        .filter(|(missing, _, _)| *missing)
        .map(|(_, line, what)| MissingView {
            line: words::pick(language, line.0, line.1).to_owned(),
            what: escape::spaced(words::pick(language, what.0, what.1), spacing(language)),
        })
        .collect()
}
