//! How often a dataset is updated: the codes of the European authority table, and the words that people use for them.
//!
//! Codes: <http://publications.europa.eu/resource/authority/frequency>. Ids: the portal's API.

use crate::text::fold::fold;

/// One frequency.
#[derive(Debug, PartialEq, Eq)]
pub struct Frequency {
    /// Of the European table: `ANNUAL`.
    pub code: &'static str,
    /// Of the portal's API: `annual`.
    pub id: &'static str,
    pub fr: &'static str,
    pub en: &'static str,
    /// The longest time between two updates, in days; none when there is no such promise.
    pub days: Option<i64>,
    /// Other words for it, folded.
    names: &'static [&'static str],
}

const fn frequency(
    code: &'static str,
    id: &'static str,
    fr: &'static str,
    en: &'static str,
    days: Option<i64>,
    names: &'static [&'static str],
) -> Frequency {
    Frequency {
        code,
        id,
        fr,
        en,
        days,
        names,
    }
}

/// The frequencies that a sheet may name.
#[rustfmt::skip]
pub static FREQUENCIES: &[Frequency] = &[
    frequency("UPDATE_CONT", "continuous", "en continu", "continuous", Some(1), &["continue", "temps reel", "en temps reel", "real time"]),
    frequency("HOURLY", "hourly", "horaire", "hourly", Some(1), &["toutes les heures", "chaque heure"]),
    frequency("DAILY_2", "semidaily", "deux fois par jour", "twice a day", Some(1), &["biquotidienne"]),
    frequency("DAILY", "daily", "quotidienne", "daily", Some(1), &["quotidien", "journaliere", "tous les jours", "chaque jour"]),
    frequency("WEEKLY_3", "threeTimesAWeek", "trois fois par semaine", "three times a week", Some(7), &[]),
    frequency("WEEKLY_2", "semiweekly", "deux fois par semaine", "twice a week", Some(7), &["bihebdomadaire"]),
    frequency("WEEKLY", "weekly", "hebdomadaire", "weekly", Some(7), &["toutes les semaines", "chaque semaine"]),
    frequency("BIWEEKLY", "biweekly", "toutes les deux semaines", "every two weeks", Some(14), &["bimensuelle", "quinzaine"]),
    frequency("MONTHLY_3", "threeTimesAMonth", "trois fois par mois", "three times a month", Some(31), &[]),
    frequency("MONTHLY_2", "semimonthly", "deux fois par mois", "twice a month", Some(31), &[]),
    frequency("MONTHLY", "monthly", "mensuelle", "monthly", Some(31), &["mensuel", "tous les mois", "chaque mois"]),
    frequency("BIMONTHLY", "bimonthly", "tous les deux mois", "every two months", Some(62), &["bimestrielle", "bimestriel"]),
    frequency("QUARTERLY", "quarterly", "trimestrielle", "quarterly", Some(92), &["trimestriel", "tous les trimestres", "chaque trimestre"]),
    frequency("ANNUAL_3", "threeTimesAYear", "trois fois par an", "three times a year", Some(122), &["quadrimestrielle"]),
    frequency("ANNUAL_2", "semiannual", "semestrielle", "twice a year", Some(184), &["semestriel", "deux fois par an", "tous les semestres", "semiannual"]),
    frequency("ANNUAL", "annual", "annuelle", "annual", Some(366), &["annuel", "tous les ans", "chaque annee", "une fois par an", "yearly"]),
    frequency("BIENNIAL", "biennial", "tous les deux ans", "every two years", Some(731), &["biennale", "biennal"]),
    frequency("TRIENNIAL", "triennial", "tous les trois ans", "every three years", Some(1096), &["triennale", "triennal"]),
    frequency("QUINQUENNIAL", "quinquennial", "tous les cinq ans", "every five years", Some(1827), &["quinquennale", "quinquennal"]),
    frequency("AS_NEEDED", "punctual", "ponctuelle", "as needed", None, &["ponctuel", "unique", "au besoin", "une seule fois", "punctual"]),
    frequency("IRREG", "irregular", "irrégulière", "irregular", None, &["irregulier"]),
    frequency("NEVER", "never", "jamais", "never", None, &["aucune", "pas de mise a jour"]),
    frequency("NOT_PLANNED", "notPlanned", "pas de mise à jour prévue", "not planned", None, &["non prevue"]),
    frequency("UNKNOWN", "unknown", "inconnue", "unknown", None, &["inconnu"]),
];

impl Frequency {
    /// The portal counts `unknown` as no frequency.
    pub fn is_known(&self) -> bool {
        self.code != "UNKNOWN"
    }
}

/// The frequency that an author names: a word, a code or an id.
pub fn find(written: &str) -> Option<&'static Frequency> {
    let word = fold(written.trim());
    let plain = word.replace(['-', '_'], " ");
    FREQUENCIES.iter().find(|frequency| {
        fold(frequency.fr) == word
            || fold(frequency.en) == plain
            || frequency.code.eq_ignore_ascii_case(written.trim())
            || frequency.id.eq_ignore_ascii_case(written.trim())
            || frequency.names.contains(&plain.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_known_by_words_and_codes() {
        for (written, code) in [
            ("annuelle", "ANNUAL"),
            ("Tous les mois", "MONTHLY"),
            ("ANNUAL_2", "ANNUAL_2"),
            ("punctual", "AS_NEEDED"),
            ("temps réel", "UPDATE_CONT"),
            ("irrégulière", "IRREG"),
        ] {
            assert_eq!(find(written).map(|one| one.code), Some(code), "{written}");
        }
        assert_eq!(find("de temps en temps"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn no_word_names_two_frequencies() {
        let mut seen = std::collections::BTreeSet::new();
        for one in FREQUENCIES {
            let own = [one.code, one.id].map(str::to_ascii_lowercase);
            let mut words: std::collections::BTreeSet<String> = own.into();
            words.extend([fold(one.fr), fold(one.en)]);
            words.extend(one.names.iter().map(|name| (*name).to_owned()));
            for word in words {
                assert!(seen.insert(word.clone()), "{word}");
            }
        }
    }
}
