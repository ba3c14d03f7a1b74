//! Words to pages. A page is kept as numbers while the site is read, so that an index of ten thousand pages stays small.
//!
//! ```text
//! assets/search/index.js        carnetSearch("index", {count, chunk, shards: ["ab", "co", "con", …]})
//! assets/search/w-ab.js         carnetSearch("w-ab", {"abonnement": "2 1! a*", …})
//! assets/search/d-0.js          carnetSearch("d-0", [[kind, address, title, context, [[heading, anchor], …]], …])
//! ```
//! The pages of a word are steps from one page to the next, in base 36; `!` marks a word of a heading, `*` of the title.

use super::words::{key, split};
use crate::text::fold::fold;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::io;

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

/// The words of one page, with the best place each stands in: 0 text, 1 heading, 2 title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// All words, one after the other.
    letters: String,
    /// The end of each word among the letters, and its place. Two forms of one word may both be there.
    words: Vec<(u32, u8)>,
}

/// A tally by the numbers of its words, each once, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Weights(Vec<(u32, u8)>);

/// Numbers the words of a site, one page after the other.
#[derive(Debug, Clone, Default)]
pub struct Collector {
    numbers: HashMap<Box<str>, u32>,
}

/// Takes the words of a page: its text, its headings, its title. A page may be tallied on any thread.
pub fn tally<'a>(text: &str, headings: impl Iterator<Item = &'a str>, title: &str) -> Tally {
    let mut folded = fold(text);
    let text_end = folded.len();
    for heading in headings {
        folded.push(' ');
        folded.push_str(&fold(heading));
    }
    let headings_end = folded.len();
    folded.push(' ');
    folded.push_str(&fold(title));
    // A word is looked at once, however often a page says it.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut found: Vec<(&str, u8)> = Vec::new();
    let parts = [
        (&folded[..text_end], 0),
        (&folded[text_end..headings_end], 1),
        (&folded[headings_end..], 2),
    ];
    for (part, weight) in parts {
        for word in split(part) {
            match seen.entry(word) {
                Entry::Occupied(known) => {
                    let best = &mut found[*known.get()].1;
                    *best = (*best).max(weight);
                }
                Entry::Vacant(free) => {
                    free.insert(found.len());
                    found.push((word, weight));
                }
            }
        }
    }
    let mut tally = Tally::default();
    for (word, weight) in found {
        if let Some(key) = key(word) {
            tally.letters.push_str(&key);
            let end = u32::try_from(tally.letters.len()).unwrap_or(u32::MAX);
            tally.words.push((end, weight));
        }
    }
    tally
}

impl Collector {
    /// Gives the words of a page their numbers. Pages must come in the same order on any number of threads.
    pub fn number(&mut self, tally: &Tally) -> Weights {
        let mut start = 0;
        let mut found = Vec::with_capacity(tally.words.len());
        for (end, weight) in &tally.words {
            let end = *end as usize;
            let word = tally.letters.get(start..end).unwrap_or_default();
            start = end;
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                    self.numbers.insert(word.into(), next);
                    next
                }
            };
            found.push((number, *weight));
        }
        // Of two forms of one word, the one in the better place.
        found.sort_unstable_by_key(|(number, weight)| (*number, std::cmp::Reverse(*weight)));
        found.dedup_by_key(|(number, _)| *number);
        Weights(found)
    }

    /// An index of these words, without a page yet.
    pub fn index(self) -> Index {
        let mut lists = Vec::new();
        lists.resize_with(self.numbers.len(), Postings::default);
        Index {
            numbers: self.numbers,
            lists,
            pages: 0,
            waiting: Vec::new(),
        }
    }
}

/// A file of the index: its path from the site's root, and its bytes.
pub type IndexFile = (String, Vec<u8>);

/// An index that takes one page after the other; what is shown of a page leaves it as soon as a file is full.
#[derive(Debug)]
pub struct Index {
    numbers: HashMap<Box<str>, u32>,
    lists: Vec<Postings>,
    pages: usize,
    /// Pages of the file that is not full yet.
    waiting: Vec<Value>,
}

impl Index {
    /// Takes the next page; gives back a file of documents when one is full.
    pub fn add(&mut self, page: &Document, weights: &Weights) -> Option<IndexFile> {
        for (number, weight) in &weights.0 {
            if let Some(list) = self.lists.get_mut(*number as usize) {
                list.add(self.pages, *weight);
            }
        }
        self.waiting.push(document(page));
        self.pages += 1;
        (self.waiting.len() == CHUNK).then(|| self.documents())
    }

    /// The file of the pages that wait.
    fn documents(&mut self) -> IndexFile {
        let name = format!("d-{}", (self.pages - 1) / CHUNK);
        file(&name, &Value::Array(std::mem::take(&mut self.waiting)))
    }

    /// Hands over the files that are left: of the last pages, of the words, and the one that knows the others.
    ///
    /// # Errors
    /// What `put` says.
    pub fn finish(mut self, put: &mut dyn FnMut(IndexFile) -> io::Result<()>) -> io::Result<()> {
        if !self.waiting.is_empty() {
            put(self.documents())?;
        }
        let by_word: BTreeMap<&str, &str> = self
            .numbers
            .iter()
            .map(|(word, number)| (&**word, self.lists[*number as usize].text.as_str()))
            .filter(|(_, list)| !list.is_empty())
            .collect();
        let words: Vec<(&str, &str)> = by_word.into_iter().collect();
        let mut shards = BTreeMap::new();
        cut(&words, 2, &mut shards);
        put(file(
            "index",
            &json!({
                "count": self.pages,
                "chunk": CHUNK,
                "shards": shards.keys().collect::<Vec<_>>(),
            }),
        ))?;
        for (name, words) in shards {
            let words: serde_json::Map<String, Value> = words
                .iter()
                .map(|(word, list)| ((*word).to_owned(), Value::from(*list)))
                .collect();
            put(file(&format!("w-{name}"), &Value::Object(words)))?;
        }
        Ok(())
    }
}

/// A script of the index.
fn file(name: &str, value: &Value) -> IndexFile {
    (format!("assets/search/{name}.js"), call(name, value))
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
        let weights: Vec<Weights> = [
            ("Un phare au bout du port.", "", "Jour 1"),
            ("Rien ; des phares.", "Le phare", "Jour 2"),
            ("Rien non plus.", "", "Jour 3"),
            ("", "", "Phares et balises"),
        ]
        .iter()
        .map(|(text, heading, title)| collector.number(&tally(text, [*heading].into_iter(), title)))
        .collect();
        let mut index = collector.index();
        for (at, weights) in weights.iter().enumerate() {
            assert_eq!(index.add(&document(&format!("{at}.html")), weights), None);
        }
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut put = |(path, bytes): IndexFile| {
            files.insert(path, String::from_utf8(bytes).unwrap());
            Ok(())
        };
        index.finish(&mut put).unwrap();
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
