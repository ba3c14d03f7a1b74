//! Which language to speak: `--lang`, then the project's `book.language`, then the locale.

use super::Environment;
use crate::diag::Language;
use crate::read::config;
use crate::source::SourceText;
use std::ffi::OsString;
use std::path::Path;

/// Known before clap reads the words, as clap's own messages are in that language.
pub fn of(arguments: &[OsString], environment: &Environment) -> Language {
    asked(arguments)
        .or_else(|| of_project(arguments, environment))
        .or_else(|| of_locale(environment))
        .unwrap_or_default()
}

fn asked(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == "--lang" {
            return Language::from_tag(words.next()?);
        }
        if let Some(tag) = word.strip_prefix("--lang=") {
            return Language::from_tag(tag);
        }
    }
    None
}

/// The language that the `book.toml` at hand names: in a folder given as an argument, or in the current one.
fn of_project(arguments: &[OsString], environment: &Environment) -> Option<Language> {
    let given = arguments.iter().skip(1).map(Path::new);
    let text = given
        .chain([Path::new(".")])
        .find_map(|folder| std::fs::read_to_string(folder.join("book.toml")).ok())?;
    let source = SourceText::new("book.toml", text);
    config::language(&source, environment)
}

fn of_locale(environment: &Environment) -> Option<Language> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| environment.get(*name))
        .find(|value| !value.is_empty())?;
    // The plain C locale is nobody's choice; a reader of neither language rather reads English.
    if matches!(locale.split('.').next(), Some("C" | "POSIX")) {
        return None;
    }
    Some(Language::from_tag(locale).unwrap_or(Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_comes_last() {
        let words = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
        let environment = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<Environment>()
        };
        for (arguments, locale, expected) in [
            (words(&["carnet"]), vec![], Language::French),
            (
                words(&["carnet"]),
                vec![("LANG", "C.UTF-8")],
                Language::French,
            ),
            (
                words(&["carnet"]),
                vec![("LANG", "de_DE.UTF-8")],
                Language::English,
            ),
            (
                words(&["carnet"]),
                vec![("LANG", "en_US"), ("LC_ALL", "fr_FR")],
                Language::French,
            ),
            (
                words(&["carnet"]),
                vec![("LC_ALL", ""), ("LANG", "en_US")],
                Language::English,
            ),
            (
                words(&["carnet", "--lang", "fr"]),
                vec![("LANG", "en_US")],
                Language::French,
            ),
            (
                words(&["carnet", "--lang=en"]),
                vec![("LANG", "fr_FR")],
                Language::English,
            ),
        ] {
            // Without the project: the tests run in the folder of one.
            let found = asked(&arguments).or_else(|| of_locale(&environment(&locale)));
            assert_eq!(
                found.unwrap_or_default(),
                expected,
                "{arguments:?} {locale:?}"
            );
        }
    }
}
