//! Words to pages. A page is kept as numbers while the site is read, so that an index of ten thousand pages stays small.
//!
//! ```text
//! assets/search/index.js        carnetSearch("index", {count, chunk, shards: ["ab", "co", "con", …]})
//! assets/search/w-ab.js         carnetSearch("w-ab", {"abonnement": "2 1! a*", …})
//! assets/search/d-0.js          carnetSearch("d-0", [[kind, address, title, context, [[heading, anchor], …]], …])
//! ```
//! The pages of a word are steps from one page to the next, in base 36; `!` marks a word of a heading, `*` of the title.

use super::words::words;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Pages in one file of documents.
const CHUNK: usize = 128;
/// A file of words that is larger is cut by one more letter, in bytes.
const SHARD: usize = 48 << 10;
/// Letters of the longest cut.
const DEEPEST: usize = 4;

/// What a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Page,
    Team,
    Day,
    Dataset,
}

impl Kind {
    fn letter(self) -> &'static str {
        match self {
            Kind::Page => "p",
            Kind::Team => "t",
            Kind::Day => "j",
            Kind::Dataset => "d",
        }
    }
}

/// What is shown of a page in a list of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: Kind,
    /// Path from the site's root.
    pub address: String,
    pub title: String,
    /// What the page belongs to: the name of its team.
    pub context: String,
    /// Headings with their anchors.
    pub headings: Vec<(String, String)>,
}

/// The words of one page, each once, with the best place it stands in: 0 text, 1 heading, 2 title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(BTreeMap<String, u8>);

/// A tally by the numbers of its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weights(Arc<[(u32, u8)]>);

/// Numbers the words of a site, one page after the other.
#[derive(Debug, Default)]
pub struct Collector {
    numbers: HashMap<Box<str>, u32>,
}

/// Takes the words of a page: its text, its headings, its title. A page may be tallied on any thread.
pub fn tally<'a>(text: &str, headings: impl Iterator<Item = &'a str>, title: &str) -> Tally {
    let mut found = BTreeMap::new();
    let mut add = |text: &str, weight: u8| {
        for word in words(text) {
            let best = found.entry(word).or_insert(weight);
            *best = (*best).max(weight);
        }
    };
    add(text, 0);
    headings.for_each(|heading| add(heading, 1));
    add(title, 2);
    Tally(found)
}

impl Collector {
    /// Gives the words of a page their numbers. Pages must come in the same order on any number of threads.
    pub fn number(&mut self, tally: Tally) -> Weights {
        let mut found: Vec<(u32, u8)> = tally
            .0
            .into_iter()
            .map(|(word, weight)| {
                let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                let number = *self.numbers.entry(word.into_boxed_str()).or_insert(next);
                (number, weight)
            })
            .collect();
        found.sort_unstable();
        Weights(found.into())
    }

    /// The files of the index, by path from the site's root, for pages in the order of their numbers.
    pub fn files(&self, pages: &[(Document, Weights)]) -> Vec<(String, Vec<u8>)> {
        let mut lists: Vec<Postings> = Vec::new();
        lists.resize_with(self.numbers.len(), Postings::default);
        for (page, (_, weights)) in pages.iter().enumerate() {
            for (number, weight) in &*weights.0 {
                lists[*number as usize].add(page, *weight);
            }
        }
        let by_word: BTreeMap<&str, &str> = self
            .numbers
            .iter()
            .map(|(word, number)| (&**word, lists[*number as usize].text.as_str()))
            .filter(|(_, list)| !list.is_empty())
            .collect();
        let words: Vec<(&str, &str)> = by_word.into_iter().collect();
        let mut shards = BTreeMap::new();
        cut(&words, 2, &mut shards);
        let mut files = vec![(
            "assets/search/index.js".to_owned(),
            call(
                "index",
                &json!({
                    "count": pages.len(),
                    "chunk": CHUNK,
                    "shards": shards.keys().collect::<Vec<_>>(),
                }),
            ),
        )];
        for (name, words) in shards {
            let words: serde_json::Map<String, Value> = words
                .iter()
                .map(|(word, list)| ((*word).to_owned(), Value::from(*list)))
                .collect();
            let name = format!("w-{name}");
            let text = call(&name, &Value::Object(words));
            files.push((format!("assets/search/{name}.js"), text));
        }
        for (number, pages) in pages.chunks(CHUNK).enumerate() {
            let pages: Vec<Value> = pages.iter().map(|(page, _)| document(page)).collect();
            let name = format!("d-{number}");
            let text = call(&name, &Value::Array(pages));
            files.push((format!("assets/search/{name}.js"), text));
        }
        files
    }
}

/// The pages of one word, as they are written.
#[derive(Debug, Default)]
struct Postings {
    text: String,
    next: usize,
}

impl Postings {
    fn add(&mut self, page: usize, weight: u8) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        push_base36(page - self.next, &mut self.text);
        match weight {
            0 => {}
            1 => self.text.push('!'),
            _ => self.text.push('*'),
        }
        self.next = page + 1;
    }
}

fn push_base36(mut number: usize, out: &mut String) {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    out.extend(digits.iter().rev());
}

/// Words (sorted) that start with the same `length` letters make one file; a heavy one is cut further. A file is named
/// by its letters; those that are no plain letter or digit share `_`.
fn cut<'a>(
    words: &[(&'a str, &'a str)],
    length: usize,
    shards: &mut BTreeMap<String, Vec<(&'a str, &'a str)>>,
) {
    let start = |word: &str| -> String { word.chars().take(length).map(plain).collect() };
    let mut groups: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for word in words {
        groups.entry(start(word.0)).or_default().push(*word);
    }
    for (name, group) in groups {
        let weight: usize = group
            .iter()
            .map(|(word, list)| word.len() + list.len() + 6)
            .sum();
        if weight > SHARD && length < DEEPEST && group.len() > 1 {
            cut(&group, length + 1, shards);
        } else {
            shards.entry(name).or_default().extend(group);
        }
    }
}

fn plain(character: char) -> char {
    match character {
        'a'..='z' | '0'..='9' => character,
        _ => '_',
    }
}

fn document(page: &Document) -> Value {
    json!([
        page.kind.letter(),
        page.address,
        page.title,
        page.context,
        page.headings,
    ])
}

/// A script that hands a value over. What could end a script element, or a line for an old parser, is escaped.
fn call(name: &str, value: &Value) -> Vec<u8> {
    let value = value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("carnetSearch({},{value});\n", Value::from(name)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(address: &str) -> Document {
        Document {
            kind: Kind::Day,
            address: address.into(),
            title: "Jour 1".into(),
            context: "Port-Garance".into(),
            headings: vec![("Le </script> phare".into(), "le-phare".into())],
        }
    }

    #[test]
    fn words_lead_to_pages_by_steps() {
        let mut collector = Collector::default();
        let pages: Vec<(Document, Weights)> = [
            ("Un phare au bout du port.", "", "Jour 1"),
            ("Rien.", "Le phare", "Jour 2"),
            ("Rien non plus.", "", "Jour 3"),
            ("", "", "Phares et balises"),
        ]
        .iter()
        .enumerate()
        .map(|(at, (text, heading, title))| {
            let weights = collector.number(tally(text, [*heading].into_iter(), title));
            (document(&format!("{at}.html")), weights)
        })
        .collect();
        let files: BTreeMap<String, String> = collector
            .files(&pages)
            .into_iter()
            .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
            .collect();
        assert!(
            files["assets/search/w-ph.js"].contains("\"phare\":\"0 0! 1*\""),
            "{files:?}"
        );
        assert!(files["assets/search/index.js"].contains("\"count\":4"));
        assert!(!files["assets/search/d-0.js"].contains("</script>"));
    }

    #[test]
    fn heavy_files_are_cut_and_nothing_is_lost() {
        let list = "1 ".repeat(3000);
        let words: Vec<String> = (0..200).map(|number| format!("con{number:03}")).collect();
        let words: Vec<(&str, &str)> = words
            .iter()
            .map(|word| (word.as_str(), list.as_str()))
            .collect();
        let mut shards = BTreeMap::new();
        cut(&words, 2, &mut shards);
        assert_eq!(shards.values().map(Vec::len).sum::<usize>(), 200);
        assert!(shards.len() > 1);
        assert!(shards.keys().all(|name| name.starts_with("con")));
    }
}
