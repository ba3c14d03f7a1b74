//! Who is named where: the people of the rosters under every form, forms that look like theirs, and names that no roster
//! lists.

use super::names::{Form, Medium, Names};
use super::roster::{Person, is_roster};
use super::words::{Word, words};
use crate::diag::{Report, distance, people as problem};
use crate::personal::name::is_first_name;
use crate::read::encoding;
use crate::source::{Place, SourceText, Sources, Span};
use crate::text::fold::fold;
use std::collections::BTreeSet;
use std::io;

/// One naming, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub place: Place,
    /// As the text has it.
    pub written: String,
    pub who: Who,
}

/// Whom some words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Somebody of a roster, by its index.
    Listed(usize, Form),
    /// Almost the name of somebody of a roster: it is left as it is.
    Near(usize),
    /// Probably somebody whom no roster lists.
    Unlisted,
}

/// Every naming in the texts and tables of a project, in the order of its files. People whom no roster lists are looked
/// for in the folders of teams that have one, or `everywhere`.
///
/// # Errors
/// When a listed file cannot be read.
pub fn mentions(
    sources: &dyn Sources,
    names: &Names,
    everywhere: bool,
) -> io::Result<Vec<Mention>> {
    let mut out = Vec::new();
    for entry in sources.entries() {
        let ending = entry.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let medium = match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Medium::Prose,
            "yml" | "yaml" if !is_roster(&entry.path) => Medium::Prose,
            "csv" | "tsv" | "geojson" if entry.size < MOST => Medium::Table,
            _ => continue,
        };
        let text = encoding::decode(sources.read(&entry.path)?).text;
        let source = SourceText::new(entry.path.clone(), text);
        in_text(&source, names, medium, everywhere, &mut out);
    }
    Ok(out)
}

/// A larger table is veiled like the others, and not listed.
const MOST: u64 = 16 << 20;

fn in_text(
    source: &SourceText,
    names: &Names,
    medium: Medium,
    everywhere: bool,
    out: &mut Vec<Mention>,
) {
    let text = source.text.as_str();
    let folder = source
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let named = names.named(text, folder, medium, true);
    let mut add = |start: usize, end: usize, who: Who| {
        out.push(Mention {
            place: source.place(Span::new(start, end)),
            written: text[start..end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            who,
        });
    };
    for one in &named {
        add(one.start, one.end, Who::Listed(one.person, one.form));
    }
    if medium != Medium::Prose {
        return;
    }
    let is_taken = |word: &Word| {
        let at = named.partition_point(|one| one.end <= word.start);
        named.get(at).is_some_and(|one| one.start < word.end)
    };
    let words = words(text);
    let has_roster = everywhere
        || names
            .people
            .iter()
            .any(|person| is_in(folder, &person.folder));
    let mut skip = false;
    for (at, word) in words.iter().enumerate() {
        if std::mem::take(&mut skip) || !word.capital || word.tagged || is_taken(word) {
            continue;
        }
        let next = words.get(at + 1).filter(|next| {
            next.capital && !is_taken(next) && is_space(&text[word.end..next.start])
        });
        let Some(next) = next else {
            if let Some(person) = near_last(names, &word.folded, folder) {
                add(word.start, word.end, Who::Near(person));
            }
            continue;
        };
        let near = names
            .people
            .iter()
            .position(|person| is_near(person, word, next));
        let who = match near {
            Some(person) => Who::Near(person),
            None if has_roster && is_likely(text, word, next) => Who::Unlisted,
            None => continue,
        };
        add(word.start, next.end, who);
        skip = true;
    }
}

fn is_in(folder: &str, whole: &str) -> bool {
    whole.is_empty() || folder == whole || folder.starts_with(&format!("{whole}/"))
}

fn is_space(gap: &str) -> bool {
    !gap.is_empty()
        && gap.len() <= 4
        && gap.chars().all(|sign| sign.is_whitespace() && sign != '\n')
}

fn apart(a: &str, b: &str) -> usize {
    let limit = if b.len() >= 7 { 2 } else { 1 };
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let found = distance(&letters(a), &letters(b), limit);
    if found <= limit { found } else { usize::MAX }
}

/// Whether two words are almost the first and last name of somebody, in either order.
fn is_near(person: &Person, first: &Word, second: &Word) -> bool {
    let (own_first, own_last) = (person.first.concat(), person.last.concat());
    if own_first.is_empty() || own_last.len() < 3 {
        return false;
    }
    let near = |a: &str, b: &str| {
        let (a, b) = (apart(a, &own_first), apart(b, &own_last));
        a != usize::MAX && b != usize::MAX && a + b > 0
    };
    near(&first.folded, &second.folded) || near(&second.folded, &first.folded)
}

/// The person of a folder's roster whose last name is almost that word.
fn near_last(names: &Names, word: &str, folder: &str) -> Option<usize> {
    names.people.iter().position(|person| {
        let last = person.last.concat();
        last.len() >= 6
            && person.is_hidden()
            && is_in(folder, &person.folder)
            && word != last
            && apart(word, &last) == 1
    })
}

/// A first name, then a word that could be a last name; or the other way round, in capitals.
fn is_likely(text: &str, first: &Word, second: &Word) -> bool {
    let capitals = |word: &Word| {
        let letters = &text[word.start..word.end];
        letters.chars().count() >= 3 && !letters.chars().any(char::is_lowercase)
    };
    let long = second.folded.len() >= 3 && first.folded.len() >= 3;
    let before = text[..first.start].trim_end();
    let before = fold(
        before
            .rsplit(|sign: char| !sign.is_alphabetic())
            .next()
            .unwrap_or(""),
    );
    const PLACES: [&str; 12] = [
        "rue",
        "avenue",
        "place",
        "boulevard",
        "allee",
        "quai",
        "saint",
        "sainte",
        "ecole",
        "lycee",
        "college",
        "stade",
    ];
    long && !PLACES.contains(&before.as_str())
        && (is_first_name(&first.folded) && !is_first_name(&second.folded)
            || capitals(first) && !capitals(second) && is_first_name(&second.folded))
}

/// Says what the authors should look at: forms that nobody listed, near misses, people whom no roster lists.
pub fn report(mentions: &[Mention], names: &Names, report: &mut Report) {
    let mut said: BTreeSet<(&str, &str, bool)> = BTreeSet::new();
    for mention in mentions {
        let folder = mention
            .place
            .file
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let new =
            |said: &mut BTreeSet<_>, near| said.insert((folder, mention.written.as_str(), near));
        let written = mention.written.as_str();
        match mention.who {
            Who::Listed(person, form) => {
                let person = &names.people[person];
                let other = match form {
                    Form::Other => true,
                    Form::Listed => is_accented_otherwise(written, person),
                    Form::FirstAlone | Form::LastAlone => false,
                };
                if other && person.is_hidden() && new(&mut said, false) {
                    let problem = problem::other_form(written, &person.name, &person.shown);
                    report.add(problem, mention.place.clone());
                }
            }
            Who::Near(person) => {
                if new(&mut said, true) {
                    let name = &names.people[person].name;
                    report.add(problem::near_name(written, name), mention.place.clone());
                }
            }
            Who::Unlisted => {
                if new(&mut said, true) {
                    report.add(problem::unlisted(written), mention.place.clone());
                }
            }
        }
    }
}

/// The same words, accents apart.
fn is_accented_otherwise(written: &str, person: &Person) -> bool {
    let same = fold(written) == fold(&person.name);
    same && written.to_lowercase() != person.name.to_lowercase()
}
