//! `carnet new`: a team, a day, a page or a sheet, from a skeleton. Nothing is overwritten; the created paths are printed.

mod sheet;

use super::project::{argument, configuration};
use super::{Console, End, Environment};
use crate::diag::{Language, Phrase, Report};
use crate::disk::failure::Failure;
use crate::disk::{self, replace, root};
use crate::model::logbook::SectionKey;
use crate::read::{config, encoding, tidy};
use clap::ArgMatches;
use std::io;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let Some((what, matches)) = matches.subcommand() else {
        return Ok(End::Usage);
    };
    let folder = argument(matches, "dir").map_or(PathBuf::from("."), PathBuf::from);
    let mut report = Report::default();
    let book = configuration(&root(&folder)?, &mut report)?;
    let config = config::config(book.as_ref(), environment, &mut report);
    if report.stops_build() {
        console.diagnostics(&report);
        return Ok(End::Findings);
    }
    // Texts are written in the language of the site; a plain folder has none, so the reader's is taken.
    let language = match book {
        Some(_) => config.language,
        None => console.language,
    };
    let place = Place {
        folder,
        src: config.src.clone(),
        language,
    };
    let path = match what {
        "team" => team(matches, &place)?,
        "day" => day(matches, &place)?,
        "sheet" => sheet::sheet(matches, &place, &config.data)?,
        _ => page(matches, &place)?,
    };
    console.result(&format!("{}\n", path.display()))?;
    Ok(End::Clean)
}

struct Place {
    folder: PathBuf,
    src: String,
    language: Language,
}

impl Place {
    /// A path inside the folder of texts, as it is printed.
    fn path(&self, inside: &str) -> PathBuf {
        let folder = match self.folder == Path::new(".") {
            true => PathBuf::new(),
            false => self.folder.clone(),
        };
        match self.src.as_str() {
            "" => folder.join(inside),
            src => folder.join(src).join(inside),
        }
    }

    fn say<'a>(&self, fr: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::French => fr,
            Language::English => en,
        }
    }
}

fn team(matches: &ArgMatches, place: &Place) -> io::Result<PathBuf> {
    let name = argument(matches, "name").unwrap_or_default();
    let collectivity = argument(matches, "collectivity").unwrap_or(name);
    let slug = slug_of(name)?;
    let path = place.path(&format!("{slug}/carnet.md"));
    disk::create(
        &path,
        &logbook(collectivity, argument(matches, "siren"), place.language),
    )?;
    Ok(path)
}

/// The skeleton of a whole logbook.
pub fn logbook(collectivity: &str, siren: Option<&str>, language: Language) -> String {
    let name = quoted(collectivity);
    let siren = siren.map_or(String::new(), |siren| format!(", siren: {}", quoted(siren)));
    let mut text = match language {
        Language::French => format!(
            "---\ncollectivite: {{nom: {name}{siren}}}\nauteurs: []\n---\n# Carnet de bord : {collectivity}\n\n## INTRODUCTION\n\n"
        ),
        Language::English => format!(
            "---\ncollectivity: {{name: {name}{siren}}}\nauthors: []\n---\n# Logbook: {collectivity}\n\n## INTRODUCTION\n\n"
        ),
    };
    for day in 1..=5 {
        text.push_str(&format!("## {} {day}\n\n", day_word(language)));
    }
    text.push_str("## CONCLUSION\n");
    text
}

fn day_word(language: Language) -> &'static str {
    match language {
        Language::French => "JOUR",
        Language::English => "DAY",
    }
}

fn day(matches: &ArgMatches, place: &Place) -> io::Result<PathBuf> {
    let number = matches.get_one::<u8>("name").copied().unwrap_or(1);
    let team = slug_of(argument(matches, "team").unwrap_or_default())?;
    let folder = place.path(&team);
    if !folder.is_dir() {
        return Err(Failure::refusal(
            Phrase::new(
                format!("pas d’équipe dans {}", folder.display()),
                format!("no team in {}", folder.display()),
            ),
            Phrase::new(
                format!("créez-la : carnet new team {team}"),
                format!("create it: carnet new team {team}"),
            ),
        ));
    }
    let whole = folder.join("carnet.md");
    if whole.exists() {
        if let Some(line) = line_of_day(&whole, number)? {
            let shown = whole.display();
            return Err(Failure::refusal(
                Phrase::new(
                    format!("le jour {number} a déjà son titre dans {shown}, ligne {line}"),
                    format!("day {number} has its heading already in {shown}, line {line}"),
                ),
                Phrase::new("écrivez sous ce titre", "write under that heading"),
            ));
        }
        return Err(Failure::refusal(
            Phrase::new(
                format!(
                    "cette équipe écrit toute sa semaine dans {}",
                    whole.display()
                ),
                format!("this team writes its whole week in {}", whole.display()),
            ),
            Phrase::new(
                format!("ajoutez-y un titre « ## JOUR {number} »"),
                format!("add a heading “## DAY {number}” there"),
            ),
        ));
    }
    let path = folder.join(format!("jour-{number}.md"));
    let text = format!(
        "---\n{}: {number}\n{}:\n---\n## {} {number}\n",
        place.say("jour", "day"),
        "date",
        day_word(place.language)
    );
    disk::create(&path, &text)?;
    Ok(path)
}

/// The line of a logbook where a day starts, from 1.
fn line_of_day(path: &Path, day: u8) -> io::Result<Option<usize>> {
    let text = encoding::decode(replace::read(path)?).text;
    let at = text.lines().position(|line| {
        line.starts_with(['#', '*'])
            && tidy::heading_key(line, line.starts_with('#')) == Some(SectionKey::Day(day))
    });
    Ok(at.map(|at| at + 1))
}

fn page(matches: &ArgMatches, place: &Place) -> io::Result<PathBuf> {
    let name = argument(matches, "name").unwrap_or_default();
    let path = place.path(&format!("{}.md", slug_of(name)?));
    let title = quoted(name);
    let key = place.say("titre", "title");
    disk::create(&path, &format!("---\n{key}: {title}\n---\n"))?;
    Ok(path)
}

/// A YAML text between double quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

fn slug_of(name: &str) -> io::Result<String> {
    let slug = slug(name);
    if slug.is_empty() {
        return Err(Failure::refusal(
            Phrase::new(
                format!("ce nom ne donne pas d’adresse : « {name} »"),
                format!("this name makes no address: “{name}”"),
            ),
            Phrase::new(
                "donnez un nom avec des lettres ou des chiffres",
                "give a name with letters or digits",
            ),
        ));
    }
    Ok(slug)
}

/// Lowercase letters without accents, digits, hyphens; at most 60.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let plain = name
        .nfkd()
        .filter(|character| !is_combining_mark(*character));
    for character in plain.flat_map(char::to_lowercase) {
        match character {
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            'a'..='z' | '0'..='9' => slug.push(character),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(60);
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::front;
    use crate::source::SourceText;

    #[test]
    fn slugs_are_safe() {
        for (name, expected) in [
            ("Pays de l’Or", "pays-de-l-or"),
            ("Cœur d'Hérault", "coeur-d-herault"),
            ("../../etc/passwd", "etc-passwd"),
            ("Équipe n° 9", "equipe-n-9"),
            ("🙂", ""),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn skeletons_are_read_without_a_word() {
        for language in [Language::French, Language::English] {
            let text = logbook("L’\"Île\" \\ d'Yeu: ouest", Some("200068997"), language);
            let source = SourceText::new("a.md", text);
            let mut report = Report::default();
            let head = front::head(&source, &mut report);
            assert_eq!(report.diagnostics(), []);
            let collectivity = head.matter.collectivity.unwrap().value;
            assert_eq!(collectivity.name, "L’\"Île\" \\ d'Yeu: ouest");
            assert_eq!(collectivity.siren, "200068997");
        }
    }
}
