//! `suivi.html`: the board of facilitators, a row per team and a column per day. It is shown to them, never published.

use super::team::{dataset_count, name, section_address};
use crate::diag::{Diagnostic, Language, Severity};
use crate::model::logbook::{Attachment, AttachmentKind, AttachmentState, OutcomeKind, SectionKey};
use crate::model::site::{Site, Team};
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// Its path in a preview.
pub const PATH: &str = "suivi.html";

/// Notes and findings that are shown at most; the command line has them all.
const MOST: usize = 40;

/// What `board.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardView {
    pub language: &'static str,
    pub title: String,
    /// Over the heading: whom it is for.
    pub kicker: &'static str,
    pub heading: String,
    pub first_heading: &'static str,
    /// What to look at first.
    pub first: Vec<FirstView>,
    pub team_heading: &'static str,
    pub columns: Vec<BoardColumnView>,
    pub rows: Vec<BoardRowView>,
    /// Heads of the columns of numbers.
    pub number_heads: Vec<&'static str>,
    pub complete_heading: &'static str,
    /// `4 sur 5`, a column each.
    pub complete: Vec<String>,
    /// What the signs mean.
    pub legend: Vec<SignView>,
    pub notes_heading: &'static str,
    pub notes: Vec<NoteView>,
}

/// A problem that comes first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstView {
    /// `Val-de-Brume`.
    pub team: String,
    pub text: String,
    /// File and line.
    pub place: String,
}

/// A day at the head of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardColumnView {
    pub number: String,
    pub name: String,
    /// `aujourd’hui`, or nothing.
    pub today: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardRowView {
    pub name: String,
    /// Empty where there is no site beside the board.
    pub address: String,
    pub cells: Vec<BoardCellView>,
    pub numbers: Vec<usize>,
    /// `errors` where there is an error.
    pub class: &'static str,
}

/// One day of one team.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BoardCellView {
    /// `complete`, `partial` or `waiting`.
    pub class: &'static str,
    pub address: String,
    /// The state in words; where something lacks, what.
    pub lines: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignView {
    pub class: &'static str,
    pub label: &'static str,
}

/// Words between facilitators and a team.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoteView {
    pub place: String,
    pub text: String,
}

/// The board of a site. `findings` are those of each team, in the order of the site; with `linked`, the pages of the
/// site stand beside it.
pub fn board(site: &Site, findings: &[Vec<&Diagnostic>], linked: bool) -> BoardView {
    let language = site.config.language;
    let pick = |french: &'static str, english: &'static str| words::pick(language, french, english);
    let spaced = |text: &str| escape::spaced(text, spacing(language));
    // Half of the teams write no introduction: it has a column where one does.
    let introduced = site.teams.iter().any(|team| {
        team.sections
            .iter()
            .any(|one| one.key == SectionKey::Introduction)
    });
    let keys = &SectionKey::ALL[usize::from(!introduced)..];
    let mut rows = Vec::with_capacity(site.teams.len());
    let mut first = Vec::new();
    for (at, team) in site.teams.iter().enumerate() {
        let own = findings.get(at).map_or(&[][..], Vec::as_slice);
        let count = |severity| own.iter().filter(|one| one.severity() == severity).count();
        let errors = count(Severity::Error);
        let told = |kind| super::findings::outcome_count(team, kind);
        rows.push(BoardRowView {
            name: spaced(name(team)),
            address: if linked {
                super::team::link(site, team).address
            } else {
                String::new()
            },
            cells: keys
                .iter()
                .map(|key| cell(site, team, *key, linked))
                .collect(),
            numbers: vec![
                dataset_count(team),
                told(OutcomeKind::Puzzle),
                told(OutcomeKind::Success),
                errors,
                count(Severity::Warning),
                count(Severity::Hint),
            ],
            class: if errors > 0 { "errors" } else { "" },
        });
        let gravest = own.iter().filter(|one| one.severity() == Severity::Error);
        first.extend(gravest.take(2).map(|one| FirstView {
            team: spaced(name(team)),
            text: spaced(&one.message(language)),
            place: place(language, one),
        }));
    }
    first.truncate(6);
    let lacking = rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| cell.class == "partial"))
        .count();
    let complete = (0..keys.len())
        .map(|column| {
            let done = rows
                .iter()
                .filter(|row| row.cells[column].class == "complete");
            format!("{} {} {}", done.count(), pick("sur", "of"), rows.len())
        })
        .collect();
    let notes = site.teams.iter().flat_map(|team| {
        team.sections.iter().flat_map(move |section| {
            section.facts.notes.iter().map(move |text| NoteView {
                place: format!(
                    "{}, {}",
                    spaced(name(team)),
                    words::section(language, section.key)
                ),
                text: spaced(text),
            })
        })
    });
    let title = pick("Suivi des équipes", "Board of the teams");
    BoardView {
        language: language.tag(),
        title: format!("{title} · {}", spaced(super::title(site))),
        kicker: pick(
            "Vue d’animation, jamais publiée",
            "For facilitators, never published",
        ),
        heading: heading(language, lacking, rows.len()),
        first_heading: pick("À voir d’abord", "To see first"),
        first,
        team_heading: pick("Équipe", "Team"),
        columns: keys.iter().map(|key| column(site, *key)).collect(),
        number_heads: vec![
            pick("Jeux", "Datasets"),
            pick("Casse-têtes", "Puzzles"),
            pick("Réussites", "Successes"),
            pick("Erreurs", "Errors"),
            pick("Avertissements", "Warnings"),
            pick("Conseils", "Hints"),
        ],
        complete_heading: pick("Complets", "Complete"),
        complete,
        rows,
        legend: vec![
            SignView {
                class: "complete",
                label: pick(
                    "Complet : tout ce que ce jour attend est là",
                    "Complete: all that this day expects is there",
                ),
            },
            SignView {
                class: "partial",
                label: pick(
                    "Incomplet : ce qui manque est écrit",
                    "Incomplete: what is missing is written",
                ),
            },
            SignView {
                class: "waiting",
                label: pick("Pas encore écrit", "Not written yet"),
            },
        ],
        notes_heading: pick(
            "Notes entre animateurs et équipes",
            "Notes between facilitators and teams",
        ),
        notes: notes.take(MOST).collect(),
    }
}

fn heading(language: Language, lacking: usize, teams: usize) -> String {
    match (language, lacking) {
        (Language::French, 0) => "Aucune pièce ne manque aux jours écrits".to_owned(),
        (Language::English, 0) => "Nothing is missing on the days that are written".to_owned(),
        (Language::French, 1) => format!("Une équipe sur {teams} a des pièces à joindre"),
        (Language::English, 1) => format!("One team of {teams} has something to attach"),
        (Language::French, _) => format!("{lacking} équipes sur {teams} ont des pièces à joindre"),
        (Language::English, _) => format!("{lacking} teams of {teams} have something to attach"),
    }
}

fn column(site: &Site, key: SectionKey) -> BoardColumnView {
    let language = site.config.language;
    let is_today = site.today.is_some_and(|today| {
        site.teams
            .iter()
            .flat_map(|team| &team.sections)
            .any(|section| section.key == key && section.facts.date == Some(today))
    });
    BoardColumnView {
        number: match key {
            SectionKey::Day(day) => day.to_string(),
            _ => String::new(),
        },
        name: words::step(language, key).to_owned(),
        today: match is_today {
            true => words::pick(language, "aujourd’hui", "today"),
            false => "",
        },
    }
}

fn cell(site: &Site, team: &Team, key: SectionKey, linked: bool) -> BoardCellView {
    let language = site.config.language;
    let section = team.sections.iter().find(|section| section.key == key);
    let Some(section) = section.filter(|one| one.facts.words > 0 || one.facts.images > 0) else {
        return BoardCellView {
            class: "waiting",
            address: String::new(),
            lines: vec![words::pick(language, "Pas encore", "Not yet").to_owned()],
        };
    };
    let mut lines: Vec<String> = section
        .facts
        .attachments
        .iter()
        .filter(|one| one.required && one.state != AttachmentState::Joined)
        .map(|one| lacking(language, one))
        .collect();
    if section.facts.missing_images > 0 {
        lines.push(words::count(
            language,
            section.facts.missing_images,
            words::pick(language, "image absente", "picture missing"),
            words::pick(language, "images absentes", "pictures missing"),
        ));
    }
    let class = if lines.is_empty() {
        "complete"
    } else {
        "partial"
    };
    if lines.is_empty() {
        lines.push(words::pick(language, "Complet", "Complete").to_owned());
    }
    BoardCellView {
        class,
        address: if linked {
            section_address(team, key)
        } else {
            String::new()
        },
        lines,
    }
}

fn lacking(language: Language, attachment: &Attachment) -> String {
    let kind: AttachmentKind = attachment.kind;
    let (state, _) = words::attachment_state(language, kind, attachment.state);
    format!("{}\u{a0}: {state}", words::attachment(language, kind))
}

fn place(language: Language, diagnostic: &Diagnostic) -> String {
    diagnostic
        .place
        .as_ref()
        .map_or_else(String::new, |place| match language {
            Language::French => format!("{}, ligne\u{a0}{}", place.file, place.line),
            Language::English => format!("{}, line\u{a0}{}", place.file, place.line),
        })
}
