//! Texts of a column that may be one value written in several ways.

use super::cell::Marks;
use super::cell::text::folded_name;
use super::column::Tally;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// Groups that are told for one column, at most.
const TOLD: usize = 20;

/// Groups of texts that are the same but for case, accents and spaces; only where texts repeat, as categories do.
pub fn same(tally: &Tally) -> Vec<Vec<&str>> {
    if tally.overflowed || tally.words.len() as u64 * 2 > tally.filled {
        return Vec::new();
    }
    let mut groups: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    for (text, word) in &tally.words {
        let folded = fold(text);
        let key: Vec<&str> = folded.split_whitespace().collect();
        groups
            .entry(key.join(" "))
            .or_default()
            .push((text, word.count));
    }
    groups
        .into_values()
        .filter(|forms| forms.len() > 1)
        .take(TOLD)
        .map(|mut forms| {
            // The most frequent way first: it is what the others may become.
            forms.sort_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then(a.cmp(b)));
            forms.into_iter().map(|(text, _)| text).collect()
        })
        .collect()
}

/// A text such as `4,5` in a column of small whole numbers, of which 4 and 5 are there too: a list, perhaps.
pub fn list_or_decimal(tally: &Tally) -> Option<&str> {
    let whole = tally.count(Marks::DIGITS);
    let decimals = tally.count(Marks::DECIMALS);
    if tally.overflowed || decimals == 0 || whole + decimals != tally.filled || whole < decimals {
        return None;
    }
    let mut decimal_words: Vec<&str> = Vec::new();
    for (text, word) in &tally.words {
        if word.marks.has(Marks::DECIMALS) {
            let (one, two) = text.split_once(',')?;
            if !tally.words.contains_key(one)
                || !tally.words.contains_key(two)
                || two.starts_with('0')
            {
                return None;
            }
            decimal_words.push(text);
        }
    }
    decimal_words.into_iter().min()
}

/// Months as `04-15` in a column that is about dates: the first one with what it probably stands for.
pub fn short_months<'a>(name: &str, tally: &'a Tally) -> Option<(&'a str, String)> {
    let name = folded_name(name);
    let about = |word: &str| name.split('_').any(|part| part == word);
    if tally.overflowed || !["date", "mois", "month", "periode"].into_iter().any(about) {
        return None;
    }
    let read = |text: &str| -> Option<String> {
        let (month, year) = text.split_once(['-', '/'])?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let number: u8 = month.parse().ok()?;
        (digits(month) && digits(year) && (1..=12).contains(&number))
            .then(|| format!("20{year}-{month}"))
    };
    let mut first: Option<&str> = None;
    for text in tally.words.keys() {
        read(text)?;
        first = Some(first.map_or(text, |known| known.min(text)));
    }
    Some((first?, read(first?)?))
}
