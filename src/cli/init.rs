//! `carnet init`: a new project. Asks on a terminal, never otherwise; refuses a folder that is not empty.

mod ci;

use super::project::argument;
use super::{Console, End};
use crate::diag::{Language, Phrase};
use crate::disk;
use crate::disk::failure::Failure;
use clap::ArgMatches;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

pub fn run(matches: &ArgMatches, console: &Console) -> io::Result<End> {
    let folder = argument(matches, "dir").map_or(PathBuf::from("."), PathBuf::from);
    if !disk::is_free(&folder)? {
        let path = folder.display();
        return Err(Failure::refusal(
            Phrase::new(
                format!("le dossier n’est pas vide : {path}"),
                format!("the folder is not empty: {path}"),
            ),
            Phrase::new(
                "donnez le nom d’un nouveau dossier : « carnet init mon-challenge »",
                "give the name of a new folder: “carnet init my-challenge”",
            ),
        ));
    }
    let title = match argument(matches, "title") {
        Some(title) => title.to_owned(),
        None => ask(
            console,
            console.words("Titre du site", "Title of the site"),
            console.words("Mon challenge", "My challenge"),
        ),
    };
    let template = match argument(matches, "template") {
        Some(template) => template.to_owned(),
        None => ask(
            console,
            console.words(
                "Modèle (challenge ou minimal)",
                "Template (challenge or minimal)",
            ),
            "challenge",
        ),
    };
    let files = match template.trim() {
        "minimal" => minimal(&title, console.language),
        "challenge" => challenge(&title, console.language),
        other => {
            return Err(Failure::refusal(
                Phrase::new(
                    format!("modèle inconnu : {other}"),
                    format!("unknown template: {other}"),
                ),
                Phrase::new("challenge ou minimal", "challenge or minimal"),
            ));
        }
    };
    let ci = argument(matches, "ci").and_then(|host| ci::file(host, console.language));
    let mut created = String::new();
    for (path, text) in files.into_iter().chain(ci) {
        let path = match folder == Path::new(".") {
            true => PathBuf::from(path),
            false => folder.join(path),
        };
        disk::create(&path, &text)?;
        created.push_str(&format!("{}\n", path.display()));
    }
    // Said when all are there: a reader that goes away leaves no half of a project.
    console.result(&created)?;
    let build = match folder == Path::new(".") {
        true => "carnet build".to_owned(),
        false => format!("carnet build {}", folder.display()),
    };
    let next = console.words("Pour construire le site :", "To build the site:");
    console.note(&format!("{next} {build}"));
    Ok(End::Clean)
}

fn ask(console: &Console, question: &str, default: &str) -> String {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return default.to_owned();
    }
    let colon = console.words(" :", ":");
    console.message(&format!("{question} [{default}]{colon} "));
    let mut answer = String::new();
    let _ = io::stdin().lock().read_line(&mut answer);
    match answer.trim() {
        "" => default.to_owned(),
        answer => answer.to_owned(),
    }
}

type Files = Vec<(&'static str, String)>;

const IGNORED: &str = "/public/\n.carnet/\n";

fn minimal(title: &str, language: Language) -> Files {
    vec![
        (".gitignore", IGNORED.to_owned()),
        ("book.toml", book(title, language, "")),
        ("content/index.md", home(language).to_owned()),
    ]
}

fn challenge(title: &str, language: Language) -> Files {
    let mut files = vec![
        (".gitignore", IGNORED.to_owned()),
        ("content/index.md", home(language).to_owned()),
    ];
    let book = |checklist| ("book.toml", book(title, language, checklist));
    match language {
        Language::French => {
            files.insert(1, book(DAYS_FR));
            files.extend([
                ("content/methode.md", METHOD_FR.to_owned()),
                (
                    "content/equipe-exemple/carnet.md",
                    include_str!("init/sample/carnet.md").to_owned(),
                ),
                (
                    "content/equipe-exemple/data/arbres.csv",
                    include_str!("init/sample/arbres.csv").to_owned(),
                ),
                (
                    "content/equipe-exemple/images/couverture.svg",
                    COVER.to_owned(),
                ),
                (
                    "content/equipe-exemple/images/especes.svg",
                    labeled(SPECIES, language),
                ),
                (
                    "content/equipe-exemple/images/organigramme.svg",
                    labeled(CHART, language),
                ),
            ]);
        }
        Language::English => {
            files.insert(1, book(DAYS_EN));
            files.extend([
                ("content/method.md", METHOD_EN.to_owned()),
                (
                    "content/sample-team/carnet.md",
                    include_str!("init/sample/logbook.md").to_owned(),
                ),
                (
                    "content/sample-team/data/trees.csv",
                    include_str!("init/sample/trees.csv").to_owned(),
                ),
                ("content/sample-team/images/cover.svg", COVER.to_owned()),
                (
                    "content/sample-team/images/chart.svg",
                    labeled(CHART, language),
                ),
                (
                    "content/sample-team/images/species.svg",
                    labeled(SPECIES, language),
                ),
            ]);
        }
    }
    files
}

const COVER: &str = include_str!("init/sample/couverture.svg");
const CHART: &str = include_str!("init/sample/organigramme.svg");
const SPECIES: &str = include_str!("init/sample/especes.svg");

/// What the drawings say, in both languages.
const LABELS: [(&str, &str, &str); 7] = [
    ("LABEL_HALL", "Mairie", "Town hall"),
    ("LABEL_PLANNING", "Urbanisme", "Planning"),
    ("LABEL_PARKS", "Espaces verts", "Parks"),
    ("LABEL_NOTEBOOK", "cahier", "notebook"),
    ("LABEL_LIME", "tilleul", "lime"),
    ("LABEL_PLANE", "platane", "plane"),
    ("LABEL_MAPLE", "érable", "maple"),
];

fn labeled(drawing: &str, language: Language) -> String {
    LABELS
        .iter()
        .fold(drawing.to_owned(), |drawing, (mark, fr, en)| {
            let words = match language {
                Language::French => fr,
                Language::English => en,
            };
            drawing.replace(mark, words)
        })
}

/// A TOML text is quoted as a YAML one is, which `quoted` does.
fn book(title: &str, language: Language, more: &str) -> String {
    let title = super::new::quoted(title);
    format!(
        "[book]\ntitle = {title}\nlanguage = \"{}\"\n{more}",
        language.tag()
    )
}

fn home(language: Language) -> &'static str {
    match language {
        Language::French => {
            "Présentez ici le challenge en quelques phrases. Les cartes des équipes suivent d’elles-mêmes.\n"
        }
        Language::English => {
            "Introduce the challenge here in a few sentences. The cards of the teams follow by themselves.\n"
        }
    }
}

const DAYS_FR: &str = "
# Ce que l’on attend de chaque équipe, jour par jour.
[template.days]
1 = [\"wishlist\"]
2 = [\"organigramme\", \"evaluation\", \"wanted-data-list\"]
3 = [\"bilan\"]
4 = [\"urls-publiees\", \"fiches-descriptives\", \"plan-de-communication\"]
5 = [\"dataviz\", \"contexte\"]
";

const DAYS_EN: &str = "
# What each team is expected to hand in, day by day.
[template.days]
1 = [\"wishlist\"]
2 = [\"organigram\", \"evaluation\", \"wanted-data-list\"]
3 = [\"quality-review\"]
4 = [\"published-urls\", \"description-sheets\", \"communication-plan\"]
5 = [\"dataviz\", \"context\"]
";

const METHOD_FR: &str = "---
titre: Méthode
---
Un dossier de `content/` est une équipe. Son carnet tient dans `carnet.md`, découpé à ses jours, ou dans cinq fichiers
`jour-1.md` à `jour-5.md`. Les images se posent dans le dossier `images/` de l’équipe.
";

const METHOD_EN: &str = "---
title: Method
---
A folder of `content/` is a team. Its logbook is `carnet.md`, split at its days, or five files `jour-1.md` to
`jour-5.md`. Pictures go into the `images/` folder of the team.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;
    use crate::read::config;
    use crate::source::SourceText;

    #[test]
    fn the_books_of_both_templates_are_read_without_a_word() {
        for language in [Language::French, Language::English] {
            for files in [
                minimal("L’\"été\" \\ x", language),
                challenge("a", language),
            ] {
                let text = files[1].1.clone();
                let source = SourceText::new("book.toml", text);
                let mut report = Report::default();
                let config = config::config(Some(&source), &Default::default(), &mut report);
                assert_eq!(report.diagnostics(), []);
                assert_eq!(config.language, language);
                assert_eq!(
                    config.expected,
                    crate::model::config::Config::default().expected
                );
            }
        }
    }
}
