//! Titles that name the data without saying what is seen in it.

use super::Case;
use crate::diag::chart as problem;
use crate::text::fold::fold;
use crate::transform::Fault;
use std::collections::BTreeSet;

/// A title whose every word names the data.
pub fn title(case: &Case<'_>, faults: &mut Vec<Fault>) {
    const GENERIC: [&str; 60] = [
        "evolution",
        "repartition",
        "nombre",
        "total",
        "part",
        "parts",
        "selon",
        "entre",
        "depuis",
        "dans",
        "pour",
        "avec",
        "sans",
        "donnees",
        "carte",
        "graphique",
        "tableau",
        "figure",
        "consommation",
        "montant",
        "montants",
        "somme",
        "moyenne",
        "liste",
        "comparaison",
        "distribution",
        "histogramme",
        "courbe",
        "barres",
        "type",
        "types",
        "annee",
        "annees",
        "mois",
        "jour",
        "jours",
        "commune",
        "communes",
        "ville",
        "territoire",
        "departement",
        "par",
        "sur",
        "les",
        "des",
        "une",
        "aux",
        "the",
        "number",
        "count",
        "data",
        "chart",
        "share",
        "mean",
        "average",
        "trend",
        "breakdown",
        "over",
        "between",
        "per",
    ];
    let title = case.fields.prose("title");
    if title.is_empty() {
        return;
    }
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut learn = |text: &str| {
        known.extend(fold(text).split(|c: char| !c.is_alphanumeric()).map(stem));
    };
    learn(case.fields.prose("data"));
    for channel in &case.recipe.channels {
        let mut columns = Vec::new();
        channel.expression.columns(&mut columns);
        columns.iter().for_each(|column| learn(column));
    }
    let folded = fold(title);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    // A figure in the title is a finding.
    let says_number = title.chars().any(|c| c == '%' || c == '×');
    let bare = !words.is_empty()
        && !says_number
        && words
            .iter()
            .all(|word| GENERIC.contains(word) || known.contains(&stem(word)));
    if bare {
        faults.push(Fault::new(
            problem::title_without_finding(title),
            case.fields.span("title"),
        ));
    }
}

/// The first letters of a word: its plural and its gender do not matter.
fn stem(word: &str) -> String {
    word.chars()
        .take(5)
        .collect::<String>()
        .trim_end_matches(['s', 'e', 'x'])
        .to_owned()
}
