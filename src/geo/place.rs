//! The place finder. In: what a row says of a place: INSEE code, postal code, name. Out: the commune, how sure that is,
//! or the candidates between which the row does not decide.
//!
//! The rule, the first that answers: INSEE code (former codes included) · postal code and name · département of the
//! postal code and name (delegated communes included) · name alone if one commune bears it · postal code alone, the
//! most populous commune, approximate unless it is the only one.

use super::tables::{self, Commune};
use crate::text::fold::fold;
use std::sync::LazyLock;

/// What a row says of a place. Cells as found: space, case, accents do not matter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    pub insee: Option<&'a str>,
    pub postal_code: Option<&'a str>,
    pub name: Option<&'a str>,
    /// The département that the dataset is about: decides between namesakes.
    pub department: Option<&'a str>,
}

/// The answer to a [`Query`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// That commune and no other.
    Exact(Commune),
    /// The most populous of the communes that it can be.
    Approximate(Commune),
    /// Several communes, by population, largest first: the row must say more.
    Ambiguous(Vec<Commune>),
    /// The row says nothing that is known.
    Unknown,
}

impl Answer {
    /// The commune, if one was chosen.
    pub fn commune(&self) -> Option<Commune> {
        match self {
            Answer::Exact(commune) | Answer::Approximate(commune) => Some(*commune),
            Answer::Ambiguous(_) | Answer::Unknown => None,
        }
    }
}

/// Finds the commune of a row.
pub fn find(query: &Query<'_>) -> Answer {
    if let Some(commune) = query.insee.and_then(by_insee) {
        return Answer::Exact(commune);
    }
    let index = &*INDEX;
    let name = query.name.map(normalize).filter(|name| !name.is_empty());
    let postal = query
        .postal_code
        .map(postal_code)
        .filter(|code| !code.is_empty());
    let at_code: Vec<Commune> = match &postal {
        Some(code) => index.at_code(code),
        None => Vec::new(),
    };
    if let Some(name) = &name {
        let named = index.named(name);
        let here: Vec<Commune> = at_code
            .iter()
            .filter(|commune| named.contains(commune))
            .copied()
            .collect();
        let departments: Vec<&str> = match (&postal, query.department) {
            (Some(code), _) => departments(code, &at_code),
            (None, Some(department)) => vec![department],
            (None, None) => Vec::new(),
        };
        let near: Vec<Commune> = named
            .iter()
            .filter(|commune| departments.contains(&commune.department()))
            .copied()
            .collect();
        for found in [here, near] {
            match settle(found) {
                Answer::Unknown => {}
                answer => return answer,
            }
        }
        if postal.is_none() {
            return settle(named);
        }
    }
    let mut at_code = without_districts(at_code);
    at_code.sort_by_key(|commune| std::cmp::Reverse(commune.population()));
    match (at_code.as_slice(), &name) {
        ([], _) => Answer::Unknown,
        ([only], None) => Answer::Exact(*only),
        ([first, ..], _) => Answer::Approximate(*first),
    }
}

/// One commune is exact, several are ambiguous, the city giving way to its district.
fn settle(mut found: Vec<Commune>) -> Answer {
    if found.len() > 1 {
        let cities: Vec<Commune> = found.iter().filter_map(|commune| commune.whole()).collect();
        if cities.len() == 1 {
            found.retain(|commune| !cities.contains(commune));
        } else {
            found = without_districts(found);
        }
    }
    found.sort_by_key(|commune| std::cmp::Reverse(commune.population()));
    match found.as_slice() {
        [] => Answer::Unknown,
        [only] => Answer::Exact(*only),
        _ => Answer::Ambiguous(found),
    }
}

fn without_districts(mut communes: Vec<Commune>) -> Vec<Commune> {
    communes.retain(|commune| commune.whole().is_none());
    communes
}

/// The commune of an INSEE code, former codes included. A spreadsheet's lost first zero is given back.
pub fn by_insee(code: &str) -> Option<Commune> {
    let mut code = code.trim().to_ascii_uppercase();
    if code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        code.insert(0, '0');
    }
    if let Some(commune) = tables::commune(&code) {
        return Some(commune);
    }
    let former = &INDEX.former;
    let at = former
        .binary_search_by(|(known, _)| (*known).cmp(code.as_str()))
        .ok()?;
    Some(former[at].1)
}

/// Whether a name is that of a commune of today or of a delegated one.
pub fn is_known_name(name: &str) -> bool {
    !INDEX.named(&normalize(name)).is_empty()
}

/// The form in which names are compared: no accents, `saint` as `st`, no hyphens, no leading article, no `CEDEX`, no
/// number of a municipal district.
pub fn normalize(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(cedex) = words.iter().position(|word| *word == "cedex") {
        words.truncate(cedex);
    }
    if words
        .last()
        .is_some_and(|last| matches!(*last, "arrondissement" | "arr" | "arrdt"))
    {
        words.pop();
    }
    let is_rank = |word: &str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        !digits.is_empty()
            && digits.len() <= 2
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(&word[digits.len()..], "" | "e" | "er" | "eme")
    };
    if words.len() > 1 && words.last().is_some_and(|last| is_rank(last)) {
        words.pop();
    }
    if words.len() > 1 && matches!(words[0], "le" | "la" | "les" | "l") {
        words.remove(0);
    }
    words
        .iter()
        .map(|word| match *word {
            "saint" => "st",
            "sainte" => "ste",
            other => other,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Five digits, if the cell holds them; a lost first zero is given back. Anything else as it is.
fn postal_code(cell: &str) -> String {
    let code: String = cell
        .chars()
        .filter(|letter| !crate::text::is_blank(*letter))
        .collect();
    match code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("0{code}"),
        false => code,
    }
}

/// The départements that a postal code can lie in: those of its communes, else what its first digits say.
fn departments<'a>(code: &'a str, at_code: &[Commune]) -> Vec<&'a str> {
    if !at_code.is_empty() {
        return at_code.iter().map(|commune| commune.department()).collect();
    }
    match code.get(..2) {
        Some("20") => vec!["2A", "2B"],
        Some("97" | "98") => code.get(..3).into_iter().collect(),
        head => head.into_iter().collect(),
    }
}

/// What the finder looks up, made once from the tables.
struct Index {
    /// Postal code and commune, sorted.
    codes: Vec<([u8; 5], Commune)>,
    /// Normalized name and commune, sorted.
    names: Vec<(Box<str>, Commune)>,
    /// Former INSEE code and commune of today, sorted.
    former: Vec<(&'static str, Commune)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut codes = Vec::new();
    let mut names = Vec::new();
    for commune in tables::communes() {
        names.push((normalize(commune.name()).into_boxed_str(), commune));
        for code in commune.postal_codes() {
            if let Ok(code) = code.as_bytes().try_into() {
                codes.push((code, commune));
            }
        }
    }
    let mut former = Vec::new();
    for (code, name, commune) in tables::delegated() {
        names.push((normalize(name).into_boxed_str(), commune));
        former.push((code, commune));
    }
    codes.sort();
    names.sort();
    names.dedup();
    former.sort();
    Index {
        codes,
        names,
        former,
    }
});

impl Index {
    fn at_code(&self, code: &str) -> Vec<Commune> {
        let start = self
            .codes
            .partition_point(|(other, _)| other.as_slice() < code.as_bytes());
        self.codes[start..]
            .iter()
            .take_while(|(other, _)| other.as_slice() == code.as_bytes())
            .map(|(_, commune)| *commune)
            .collect()
    }

    fn named(&self, name: &str) -> Vec<Commune> {
        let start = self.names.partition_point(|(other, _)| **other < *name);
        self.names[start..]
            .iter()
            .take_while(|(other, _)| **other == *name)
            .map(|(_, commune)| *commune)
            .collect()
    }
}

#[cfg(test)]
mod tests;
