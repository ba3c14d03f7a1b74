//! `equipe.yml`: the people of a team, the names and spellings that stand for each, and how each wants to be shown.

use super::words::words;
use crate::diag::{Language, Phrase, Report, people as problem};
use crate::model::config::{Config, Display};
use crate::read::encoding;
use crate::read::entries::{accepted, known};
use crate::read::key::{Accepted, Key, Kind, entry};
use crate::read::yaml::{self, MapEntry, Value, Yaml};
use crate::source::{SourceText, Sources, Span};
use crate::text::fold::slug;
use crate::text::unique::Unique;
use std::io;

/// The name of the file, beside a team's texts.
pub const FILES: [&str; 2] = ["equipe.yml", "equipe.yaml"];

/// Someone of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Folder of the team's texts.
    pub folder: String,
    /// Her whole name, as the roster has it.
    pub name: String,
    /// Folded words of her first name and of her last name; the last is empty where she has one name only.
    pub first: Vec<String>,
    pub last: Vec<String>,
    /// Other names and spellings that stand for her, in folded words.
    pub others: Vec<Vec<String>>,
    pub display: Display,
    /// How she is shown.
    pub shown: String,
    /// The same for file names and addresses: unique in the project.
    pub key: String,
}

impl Person {
    /// Her first name may be read.
    pub fn shows_first(&self) -> bool {
        matches!(self.display, Display::Full | Display::FirstName)
    }

    /// Somebody must not be able to tell who she is.
    pub fn is_hidden(&self) -> bool {
        self.display != Display::Full
    }
}

const DISPLAYS: &[&str] = &[
    "complet",
    "prenom",
    "initiales",
    "pseudonyme",
    "role",
    "retire",
    "full",
    "first-name",
    "initials",
    "pseudonym",
    "withdrawn",
];

/// The keys of one person.
#[rustfmt::skip]
pub static KEYS: &[Key] = &[
    entry("name", &["nom"], Kind::Text, "prénom et nom", "first and last name"),
    entry("first_name", &["prenom"], Kind::Text, "le prénom, quand « nom » ne le met pas en tête", "the first name, where “name” does not start with it"),
    entry("spellings", &["noms", "orthographes", "names"], Kind::Texts, "autres noms et orthographes qui désignent cette personne", "other names and spellings that stand for this person"),
    entry("display", &["affichage"], Kind::OneOf(DISPLAYS), "comment la montrer : complet, prenom, initiales, pseudonyme, role ou retire", "how to show her: full, first-name, initials, pseudonym, role or withdrawn"),
    entry("pseudonym", &["pseudonyme"], Kind::Text, "le nom qu’elle s’est choisi", "the name that she chose"),
    entry("role", &["fonction"], Kind::Text, "sa fonction, en quelques mots", "her role, in a few words"),
];

/// Reads a word of `display`.
pub fn display(word: &str) -> Option<Display> {
    Some(match word {
        "complet" | "full" => Display::Full,
        "prenom" | "first-name" => Display::FirstName,
        "initiales" | "initials" => Display::Initials,
        "pseudonyme" | "pseudonym" => Display::Pseudonym,
        "role" => Display::Role,
        "retire" | "withdrawn" => Display::Withdrawn,
        _ => return None,
    })
}

/// The people of all the rosters of a project.
///
/// # Errors
/// When a listed roster cannot be read.
pub fn people(
    sources: &dyn Sources,
    config: &Config,
    report: &mut Report,
) -> io::Result<Vec<Person>> {
    let mut roster = Roster {
        config,
        keys: Unique::default(),
        people: Vec::new(),
        report,
    };
    for entry in sources.entries() {
        if !is_roster(&entry.path) {
            continue;
        }
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = encoding::decode(sources.read(&entry.path)?).text;
        let source = SourceText::new(entry.path.clone(), text);
        roster.read(&RosterFile {
            source: &source,
            folder,
        });
    }
    Ok(roster.people)
}

/// Whether a file is a roster.
pub fn is_roster(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    FILES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A person as written.
#[derive(Default)]
struct Written {
    name: String,
    first: String,
    spellings: Vec<String>,
    display: Option<Display>,
    pseudonym: String,
    role: String,
}

/// The people that are read, and what they are read with.
struct Roster<'a> {
    config: &'a Config,
    keys: Unique,
    people: Vec<Person>,
    report: &'a mut Report,
}

/// One roster, and the folder of its team.
struct RosterFile<'a> {
    source: &'a SourceText,
    folder: &'a str,
}

impl Roster<'_> {
    fn unreadable(&mut self, file: &RosterFile<'_>, span: Span) {
        let place = file.source.place(span);
        self.report.add(problem::roster_unreadable(), place);
    }

    fn read(&mut self, file: &RosterFile<'_>) {
        let source = file.source;
        let whole = Span::new(0, source.text.len());
        let Some(root) = yaml::parse(source, whole, self.report) else {
            return self.unreadable(file, Span::default());
        };
        let list = match &root.value {
            Value::List(items) => items,
            Value::Map(entries) => {
                let named = entries.iter().find(|entry| {
                    matches!(
                        entry.key.as_str(),
                        "personnes" | "people" | "equipe" | "team"
                    )
                });
                match named.map(|entry| &entry.value.value) {
                    Some(Value::List(items)) => items,
                    _ => return self.unreadable(file, root.span),
                }
            }
            Value::Null => return,
            _ => return self.unreadable(file, root.span),
        };
        for item in list {
            match (&item.value, item.text()) {
                (Value::Map(entries), _) => {
                    self.person(entries, item, file);
                }
                // `- Léa Martin`: a name and nothing more.
                (_, Some(name)) => {
                    let written = Written {
                        name: name.to_owned(),
                        ..Written::default()
                    };
                    self.add(written, item, file);
                }
                _ => self.unreadable(file, item.span),
            }
        }
    }

    fn person(&mut self, entries: &[MapEntry], item: &Yaml, file: &RosterFile<'_>) {
        let mut written = Written::default();
        for (key, entry) in known(KEYS, entries, file.source, self.report) {
            let Some(value) = accepted(key, entry, file.source, self.report) else {
                if key.name == "display" {
                    // Nobody knows how she wants to be shown: she is not.
                    written.display = Some(Display::Withdrawn);
                }
                continue;
            };
            match (key.name, value) {
                ("name", Accepted::Text(text)) => written.name = text,
                ("first_name", Accepted::Text(text)) => written.first = text,
                ("spellings", Accepted::Texts(texts)) => written.spellings = texts,
                ("display", Accepted::Text(word)) => written.display = display(&word),
                ("pseudonym", Accepted::Text(text)) => written.pseudonym = text,
                ("role", Accepted::Text(text)) => written.role = text,
                _ => {}
            }
        }
        self.add(written, item, file);
    }

    fn add(&mut self, written: Written, item: &Yaml, file: &RosterFile<'_>) {
        let name = spaced(&written.name);
        let (first, last) = parts(&name, &spaced(&written.first));
        if first.is_empty() && last.is_empty() {
            return self.unreadable(file, item.span);
        }
        let mut display = written.display.unwrap_or(self.config.display);
        let lacking = match display {
            Display::Pseudonym if written.pseudonym.trim().is_empty() => {
                Some(("pseudonyme", "pseudonym"))
            }
            Display::Role if written.role.trim().is_empty() => Some(("role", "role")),
            _ => None,
        };
        if let Some((fr, en)) = lacking {
            self.report.add(
                problem::display_unfit(Phrase::new(fr, en)),
                file.source.place(item.span),
            );
            display = Display::Withdrawn;
        }
        let shown = harmless(&match display {
            Display::Full => name.clone(),
            Display::FirstName => first_words(&name, &first),
            Display::Initials => initials(&name),
            Display::Pseudonym => spaced(&written.pseudonym),
            Display::Role => spaced(&written.role),
            Display::Withdrawn => withdrawn(self.config.language).to_owned(),
        });
        let base = match display {
            Display::Withdrawn => "personne".to_owned(),
            Display::Initials => slug(&shown.replace('.', "")),
            _ => slug(&shown),
        };
        let (key, _) = self.keys.give(&base);
        let folded = |text: &str| -> Vec<String> {
            words(text).into_iter().map(|word| word.folded).collect()
        };
        self.people.push(Person {
            folder: file.folder.to_owned(),
            first: folded(&first.join(" ")),
            last: folded(&last.join(" ")),
            others: written
                .spellings
                .iter()
                .map(|spelling| folded(spelling))
                .filter(|words| !words.is_empty())
                .collect(),
            name,
            display,
            shown,
            key,
        });
    }
}

/// What stands for somebody who was there and is named no longer.
pub fn withdrawn(language: Language) -> &'static str {
    match language {
        Language::French => crate::model::logbook::WITHDRAWN[0],
        Language::English => crate::model::logbook::WITHDRAWN[1],
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the first and of the last name. Words in capitals are a last name; else the first word is the first
/// name, unless `first` says.
fn parts(name: &str, first: &str) -> (Vec<String>, Vec<String>) {
    let all: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    if !first.is_empty() {
        let own: Vec<&str> = first.split(' ').collect();
        let last: Vec<&str> = all
            .iter()
            .copied()
            .filter(|word| !own.contains(word))
            .collect();
        return (owned(&own), owned(&last));
    }
    let capitals = |word: &&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
            && !word.chars().any(char::is_lowercase)
    };
    let (upper, lower): (Vec<&str>, Vec<&str>) = all.iter().partition(|word| capitals(word));
    if !upper.is_empty() && !lower.is_empty() {
        return (owned(&lower), owned(&upper));
    }
    match all.split_first() {
        Some((first, last)) => (owned(&[*first]), owned(last)),
        None => (Vec::new(), Vec::new()),
    }
}

/// The first name as the roster writes it.
fn first_words(name: &str, first: &[String]) -> String {
    match first.is_empty() {
        true => name.to_owned(),
        false => first.join(" "),
    }
}

/// `Marie-Claire Dupont` → `M-C.D.`, as logbooks write it.
fn initials(name: &str) -> String {
    let mut out = String::new();
    for word in name.split(' ') {
        let letters: Vec<String> = word
            .split('-')
            .filter_map(|part| part.chars().find(|letter| letter.is_alphabetic()))
            .map(|letter| letter.to_uppercase().to_string())
            .collect();
        if !letters.is_empty() {
            out.push_str(&letters.join("-"));
            out.push('.');
        }
    }
    out
}

/// Words that break no file that they are put in: YAML, CSV, JSON, Markdown, HTML.
fn harmless(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\'' => '’',
            ',' | ';' | ':' | '"' | '#' | '|' | '[' | ']' | '{' | '}' | '<' | '>' | '&' | '*'
            | '_' | '`' | '\\' | '\n' | '\t' | '=' | '@' | '%' | '!' => ' ',
            other => other,
        })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{initials, parts};

    #[test]
    fn names_are_parted_and_shortened() {
        let of = |name: &str| {
            let (first, last) = parts(name, "");
            (first.join(" "), last.join(" "))
        };
        assert_eq!(of("Marie Dupont"), ("Marie".into(), "Dupont".into()));
        assert_eq!(of("DUPONT Marie"), ("Marie".into(), "DUPONT".into()));
        assert_eq!(of("Aude de la Tour"), ("Aude".into(), "de la Tour".into()));
        assert_eq!(parts("Le Gall Yann", "Yann").1, ["Le", "Gall"]);
        assert_eq!(initials("Marie-Claire Dupont"), "M-C.D.");
    }
}
