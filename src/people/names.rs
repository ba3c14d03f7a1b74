//! Where a text names the people of the rosters, and what stands there in their place.

use super::roster::Person;
use super::words::{Word, next, words};
use crate::geo::place::is_known_name;
use crate::model::config::Display;
use crate::personal::name::is_first_name;
use std::collections::HashMap;

/// The kind of text that names are looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    Prose,
    /// Cells: first names alone are data (the names given to children), not people.
    Table,
    /// One part of a path.
    Path,
}

/// What a text says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Her name as the roster has it, or a spelling that it lists.
    Listed,
    /// The same words in another order, or shortened.
    Other,
    FirstAlone,
    LastAlone,
}

/// One naming of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub start: usize,
    pub end: usize,
    /// Index of the person.
    pub person: usize,
    pub form: Form,
}

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

struct Pattern {
    words: Vec<String>,
    person: usize,
    form: Form,
    /// Several people of the team are called that.
    shared: bool,
}

/// The people of the rosters, ready to be found.
pub struct Names {
    pub people: Vec<Person>,
    by_first: HashMap<String, Vec<Pattern>>,
    /// What stands for one of several people with the same name.
    anyone: &'static str,
}

impl Names {
    pub fn new(people: Vec<Person>, anyone: &'static str) -> Self {
        let mut names = Names {
            people: Vec::new(),
            by_first: HashMap::new(),
            anyone,
        };
        for (at, person) in people.iter().enumerate() {
            names.add_person(at, person);
        }
        for patterns in names.by_first.values_mut() {
            // The longest first; a listed form before one that was made up.
            patterns.sort_by_key(|one| (std::cmp::Reverse(one.words.len()), one.form, one.person));
        }
        let shared: Vec<(String, usize)> = names
            .by_first
            .iter()
            .flat_map(|(word, all)| all.iter().map(move |one| (word, one)))
            .filter(|(_, one)| one.words.len() == 1 && one.form >= Form::FirstAlone)
            .filter(|(word, one)| {
                let folder = &people[one.person].folder;
                let same = |other: &&Pattern| {
                    other.words.len() == 1
                        && other.form >= Form::FirstAlone
                        && people[other.person].folder == *folder
                };
                names.by_first[*word].iter().filter(same).count() > 1
            })
            .map(|(word, one)| (word.clone(), one.person))
            .collect();
        for (word, person) in shared {
            for one in names.by_first.get_mut(&word).into_iter().flatten() {
                one.shared |= one.person == person && one.words.len() == 1;
            }
        }
        names.people = people;
        names
    }

    fn add_person(&mut self, at: usize, person: &Person) {
        let (first, last) = (&person.first, &person.last);
        let mut add = |words: Vec<String>, form: Form| {
            if let Some(head) = words.first().filter(|head| !head.is_empty()) {
                let patterns = self.by_first.entry(head.clone()).or_default();
                if !patterns
                    .iter()
                    .any(|one| one.person == at && one.words == words)
                {
                    patterns.push(Pattern {
                        words,
                        person: at,
                        form,
                        shared: false,
                    });
                }
            }
        };
        let join =
            |a: &[String], b: &[String]| -> Vec<String> { a.iter().chain(b).cloned().collect() };
        let initial = |words: &[String]| -> Vec<String> {
            words
                .iter()
                .filter_map(|word| word.chars().next())
                .map(String::from)
                .collect()
        };
        for other in &person.others {
            add(other.clone(), Form::Listed);
        }
        if first.is_empty() || last.is_empty() {
            add(join(first, last), Form::Listed);
            return;
        }
        add(join(first, last), Form::Listed);
        add(join(last, first), Form::Other);
        add(vec![first.concat() + &last.concat()], Form::Other);
        add(vec![last.concat() + &first.concat()], Form::Other);
        let (first_initials, last_initials) = (initial(first), initial(last));
        for initials in [first_initials.clone(), vec![first_initials.concat()]] {
            add(join(&initials, last), Form::Other);
            add(join(last, &initials), Form::Other);
        }
        if last.concat().len() >= 4 {
            add(vec![first_initials.concat() + &last.concat()], Form::Other);
        }
        // `Marie D.`
        let last_initial = last_initials
            .last()
            .cloned()
            .into_iter()
            .collect::<Vec<_>>();
        if person.display != Display::FirstName || last_initials.len() == 1 {
            add(join(first, &last_initial), Form::Other);
        }
        add(last.clone(), Form::LastAlone);
        add(first.clone(), Form::FirstAlone);
    }

    /// Whom a text names. `folder` is that of its file: names alone stand for people of that team only. With `all`,
    /// those who are shown in full too.
    pub fn named(&self, text: &str, folder: &str, medium: Medium, all: bool) -> Vec<Named> {
        let words = words(text);
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.match_at(text, &words, at, folder, medium, all) {
                Some((last, named)) => {
                    out.push(named);
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        out
    }

    fn match_at(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        folder: &str,
        medium: Medium,
        all: bool,
    ) -> Option<(usize, Named)> {
        let patterns = self.by_first.get(&words[at].folded)?;
        for pattern in patterns {
            let person = &self.people[pattern.person];
            let may_be_read =
                !person.is_hidden() || (pattern.form == Form::FirstAlone && person.shows_first());
            if !all && may_be_read {
                continue;
            }
            let Some(last) = self.follow(text, words, at, pattern, medium) else {
                continue;
            };
            if pattern.form >= Form::FirstAlone
                && !(is_within(folder, &person.folder)
                    && stands_alone(text, words, (at, last), pattern, person, medium))
            {
                continue;
            }
            let named = Named {
                start: words[at].start,
                end: words[last].end,
                person: pattern.person,
                form: pattern.form,
            };
            return Some((last, named));
        }
        None
    }

    /// The last word of a pattern that starts at a word.
    fn follow(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        pattern: &Pattern,
        medium: Medium,
    ) -> Option<usize> {
        let mut last = at;
        for (turn, wanted) in pattern.words.iter().enumerate() {
            if turn > 0 {
                let mut following = last + 1;
                // Words of a tag that stands between two of the text.
                while !words[at].tagged && words.get(following)?.tagged {
                    following += 1;
                }
                let word = words.get(following)?;
                let gap = &text[words[last].end..word.start];
                if word.folded != *wanted || !joins(gap, &words[last], pattern, medium) {
                    return None;
                }
                last = following;
            }
            // An initial is a capital in prose: `l’or` names nobody.
            let short = wanted.chars().count() == 1 && pattern.words.len() > 1;
            if short
                && medium == Medium::Prose
                && !words[last].capital
                && !in_path(text, &words[last])
            {
                return None;
            }
        }
        Some(last)
    }

    /// What must change in a text so that people are shown as they want.
    pub fn edits(&self, text: &str, folder: &str, medium: Medium) -> Vec<Edit> {
        let mut out = Vec::new();
        let named = self.named(text, folder, medium, false);
        for one in &named {
            self.edit(text, one, medium, &mut out);
        }
        if medium == Medium::Table && !named.is_empty() {
            self.rows(text, &named, &mut out);
        }
        out
    }

    /// In a row that names somebody, her first name in a cell of its own goes too.
    fn rows(&self, text: &str, named: &[Named], out: &mut Vec<Edit>) {
        let mut found = Vec::new();
        for one in named {
            let person = &self.people[one.person];
            if person.shows_first() || person.first.is_empty() {
                continue;
            }
            let start = text[..one.start].rfind('\n').map_or(0, |at| at + 1);
            let end = text[one.end..]
                .find('\n')
                .map_or(text.len(), |at| one.end + at);
            let own = words(&text[start..end]);
            for window in own.windows(person.first.len()) {
                let same = window.iter().map(|word| &word.folded).eq(&person.first);
                if let (true, Some(first), Some(last)) = (same, window.first(), window.last()) {
                    found.push(Edit {
                        start: start + first.start,
                        end: start + last.end,
                        text: String::new(),
                    });
                }
            }
        }
        found.retain(|edit| {
            !out.iter()
                .any(|other| other.start < edit.end && edit.start < other.end)
        });
        out.append(&mut found);
        out.sort_by_key(|edit| (edit.start, edit.end));
        out.dedup();
    }

    fn edit(&self, text: &str, named: &Named, medium: Medium, out: &mut Vec<Edit>) {
        let person = &self.people[named.person];
        let found = &text[named.start..named.end];
        let run = run(text, named.start, named.end);
        if medium == Medium::Path || is_address(&text[run.0..run.1]) {
            // A whole e-mail address goes: without its owner it leads nowhere.
            let (start, end) = match text[run.0..run.1].contains('@') {
                true => (run.0.max(mail_start(text, run.0, named.start)), run.1),
                false => (named.start, named.end),
            };
            out.push(Edit {
                start,
                end,
                text: person.key.clone(),
            });
            return;
        }
        let shared = named.form >= Form::FirstAlone && self.is_shared(found, named);
        let mut shown = match shared {
            true => self.anyone.to_owned(),
            false => person.shown.clone(),
        };
        let wordy = shared || matches!(person.display, Display::Role | Display::Withdrawn);
        if wordy && starts_sentence(&text[..named.start]) {
            let mut letters = shown.chars();
            if let Some(first) = letters.next() {
                shown = first.to_uppercase().chain(letters).collect();
            }
        }
        let mut end = named.end;
        let after = &text[end..];
        let short = words(found)
            .last()
            .is_some_and(|word| word.folded.chars().count() == 1);
        if let Some(rest) = after.strip_prefix('.') {
            let goes_on = rest
                .trim_start()
                .starts_with(|next: char| next.is_lowercase() || next == ',');
            if shown.ends_with('.') || (short && goes_on) {
                end += 1;
            }
        }
        // Cells, tags and lines stay where they are: the person stands in the first word, the others go.
        let parts = words(found);
        let structured = found.contains(['<', '|', '\t', '\n', '*'])
            || (medium == Medium::Table && found.contains([',', ';', '"']));
        if structured && parts.len() > 1 {
            for (at, word) in parts.iter().enumerate() {
                if word.tagged {
                    continue;
                }
                out.push(Edit {
                    start: named.start + word.start,
                    end: named.start + word.end,
                    text: if at == 0 {
                        shown.clone()
                    } else {
                        String::new()
                    },
                });
            }
        } else {
            out.push(Edit {
                start: named.start,
                end,
                text: shown,
            });
        }
    }

    fn is_shared(&self, found: &str, named: &Named) -> bool {
        let own = words(found);
        let patterns = own.first().and_then(|word| self.by_first.get(&word.folded));
        patterns
            .into_iter()
            .flatten()
            .any(|one| one.shared && one.person == named.person && one.words.len() == own.len())
    }
}

/// Whether a folder is that folder, or lies in it.
fn is_within(folder: &str, whole: &str) -> bool {
    whole.is_empty()
        || folder == whole
        || folder
            .strip_prefix(whole)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether what stands between two words of a name keeps them together.
fn joins(gap: &str, before: &Word, pattern: &Pattern, medium: Medium) -> bool {
    if gap.len() > 120 {
        return false;
    }
    let initial = before.folded.chars().count() == 1;
    let mut lines = 0;
    let mut signs = String::new();
    let mut at = 0;
    while at < gap.len() {
        let rest = &gap[at..];
        if rest.starts_with('<')
            && let Some(end) = rest.find('>')
        {
            signs.push(' ');
            at += end + 1;
            continue;
        }
        let (letter, length) = next(rest);
        lines += usize::from(letter == '\n');
        signs.push(letter);
        at += length;
    }
    let cells = medium == Medium::Table;
    let allowed = |sign: char| {
        sign.is_whitespace()
            || matches!(
                sign,
                '-' | '_' | '*' | '\\' | '+' | '|' | '\u{2010}' | '\u{2011}'
            )
            || (matches!(sign, '\'' | '’') && !initial)
            || (sign == '.' && (initial || signs.trim() == "." && !signs.contains(' ')))
            || (sign == ',' && (cells || pattern.form == Form::Other))
            || (cells && matches!(sign, ';' | '"'))
    };
    lines <= 1 && !signs.is_empty() && signs.chars().all(allowed)
}

/// Whether words by themselves stand for the person: not a part of another name, not a street, not a place.
fn stands_alone(
    text: &str,
    words: &[Word],
    (first, last): (usize, usize),
    pattern: &Pattern,
    person: &Person,
    medium: Medium,
) -> bool {
    let path = medium == Medium::Path || (medium == Medium::Prose && in_path(text, &words[first]));
    if path {
        let around = run(text, words[first].start, words[last].end);
        return !text[around.0..around.1].contains("://");
    }
    if !words[first].capital || pattern.words.concat().len() < 3 {
        return false;
    }
    if pattern.form == Form::FirstAlone && medium == Medium::Table {
        return false;
    }
    if pattern.form == Form::LastAlone {
        let name = person.last.join(" ");
        let vague = is_known_name(&name) || is_first_name(&name);
        if vague || (medium == Medium::Table && name.len() < 4) {
            return false;
        }
    }
    let before = text[..words[first].start].chars().next_back();
    let after = text[words[last].end..].chars().next();
    let after_next = text[words[last].end..].chars().nth(1);
    let glued = |sign: Option<char>| matches!(sign, Some('-' | '\u{2011}' | '_'));
    if glued(before) || (glued(after) && after_next.is_some_and(char::is_alphabetic)) {
        return false;
    }
    let near = |from: usize, to: usize| {
        let gap = text.get(from..to).unwrap_or("\n\n");
        !gap.is_empty()
            && gap
                .chars()
                .all(|sign| matches!(sign, ' ' | '\u{a0}' | '\u{202f}'))
    };
    let next = words
        .get(last + 1)
        .filter(|next| near(words[last].end, next.start));
    if pattern.form == Form::FirstAlone
        && next.is_some_and(|next| next.capital && next.folded.len() > 1)
    {
        return false;
    }
    let previous = first.checked_sub(1).and_then(|at| words.get(at));
    let previous = previous.filter(|previous| near(previous.end, words[first].start));
    !previous.is_some_and(|previous| {
        const PLACES: [&str; 14] = [
            "rue",
            "avenue",
            "place",
            "boulevard",
            "allee",
            "impasse",
            "quai",
            "saint",
            "sainte",
            "ecole",
            "lycee",
            "college",
            "stade",
            "notre",
        ];
        let other =
            pattern.form == Form::LastAlone && previous.capital && is_first_name(&previous.folded);
        PLACES.contains(&previous.folded.as_str()) || other
    })
}

fn starts_sentence(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', '\u{a0}', '*', '_', '"', '«']);
    trimmed.is_empty()
        || trimmed.ends_with(['.', '!', '?', '…', '|', '>'])
        || trimmed.ends_with('\n')
}

fn in_path(text: &str, word: &Word) -> bool {
    let run = run(text, word.start, word.end);
    is_address(&text[run.0..run.1])
}

/// The signs around some bytes, up to white space, quotes, brackets and separators of cells.
fn run(text: &str, start: usize, end: usize) -> (usize, usize) {
    let stops = |letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                '(' | ')'
                    | '<'
                    | '>'
                    | '"'
                    | '\''
                    | '’'
                    | '`'
                    | '|'
                    | ','
                    | ';'
                    | '['
                    | ']'
                    | '{'
                    | '}'
            )
    };
    let before = text[..start].rfind(stops).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let after = text[end..].find(stops).map_or(text.len(), |at| end + at);
    (before, after)
}

/// Where the local part of an e-mail address starts, after a scheme.
fn mail_start(text: &str, run: usize, named: usize) -> usize {
    text[run..named]
        .rfind([':', '/'])
        .map_or(run, |at| run + at + 1)
}

/// An address of the web, an e-mail address, or the name of a file.
fn is_address(run: &str) -> bool {
    const ENDINGS: [&str; 28] = [
        "jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "heic", "csv", "tsv", "geojson",
        "json", "pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "ppt", "pptx", "zip", "yml",
        "yaml", "md", "mp4", "mp3", "umap",
    ];
    let run = run.trim_end_matches(['.', ':', '!', '?', '*']);
    if run.contains("://")
        || run
            .split_once('@')
            .is_some_and(|(_, host)| host.contains('.'))
    {
        return true;
    }
    let path = run.split(['#', '?']).next().unwrap_or(run);
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// A text with some edits made.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 8);
    let mut at = 0;
    for edit in edits {
        if edit.start < at {
            continue;
        }
        out.push_str(&text[at..edit.start]);
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(&text[at..]);
    out
}
