//! Names and what stands in their place, case by case.

use super::names::{Medium, Names, apply};
use super::roster;
use crate::diag::Report;
use crate::model::config::Config;
use crate::source::{Entry, Sources};
use std::io;

struct One(Vec<Entry>, &'static str);

impl Sources for One {
    fn entries(&self) -> &[Entry] {
        &self.0
    }

    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(self.1.as_bytes().to_vec())
    }
}

fn names(roster: &'static str) -> Names {
    let entry = Entry {
        path: "lac/equipe.yml".into(),
        size: 1,
    };
    let mut report = Report::default();
    let people = roster::people(&One(vec![entry], roster), &Config::default(), &mut report);
    assert!(!report.stops_build(), "{:?}", report.diagnostics());
    Names::new(people.unwrap(), "une personne de l’équipe")
}

fn shown(names: &Names, text: &str, medium: Medium) -> String {
    apply(text, &names.edits(text, "lac", medium))
}

const ROSTER: &str = "- nom: Marie Dupontel\n  affichage: initiales\n- nom: Léa Martin-Roc\n  affichage: prenom\n- nom: Paul Orvault\n  affichage: retire\n- nom: Jeanne Lambic\n  affichage: complet\n";

#[test]
fn prose_shows_people_as_they_want() {
    let names = names(ROSTER);
    for (text, wanted) in [
        ("Marie Dupontel parle.", "M.D. parle."),
        ("par DUPONTEL Marie et Léa Martin-Roc", "par M.D. et Léa"),
        ("M. Dupontel, puis Marie D. a dit", "M.D., puis M.D. a dit"),
        ("**Marie** Dupontel", "**M.D.** "),
        ("Marie a souri.", "M.D. a souri."),
        (
            "La rue Marie et Sainte-Marie",
            "La rue Marie et Sainte-Marie",
        ),
        ("Marie Curie", "Marie Curie"),
        ("Mari&eacute; Marie&nbsp;Dupontel", "Mari&eacute; M.D."),
        (
            "Paul Orvault est venu. Paul Orvault aussi.",
            "Une personne de l’équipe est venu. Une personne de l’équipe aussi.",
        ),
        ("avec Paul Orvault", "avec une personne de l’équipe"),
        (
            "Jeanne Lambic reste Jeanne Lambic",
            "Jeanne Lambic reste Jeanne Lambic",
        ),
        ("![](images/marie-dupontel.jpg)", "![](images/md.jpg)"),
        ("![](images/marie%20dupontel.jpg)", "![](images/md.jpg)"),
        ("écrire à marie.dupontel@exemple.fr !", "écrire à md !"),
        ("un marin dupontellois", "un marin dupontellois"),
        ("| Dupontel | Marie |", "| M.D. |  |"),
        ("Dupontel a relu", "M.D. a relu"),
        ("Paul Dupontel, son frère", "Paul Dupontel, son frère"),
    ] {
        assert_eq!(shown(&names, text, Medium::Prose), wanted, "{text}");
    }
}

#[test]
fn tables_keep_their_cells_and_their_first_names() {
    let names = names(ROSTER);
    for (text, wanted) in [
        ("Dupontel;Marie;3\n", "M.D.;;3\n"),
        ("\"Dupontel\",\"Marie\",3\n", "\"M.D.\",\"\",3\n"),
        ("prenom;nombre\nMarie;12\n", "prenom;nombre\nMarie;12\n"),
        ("Marie;lundi;Dupontel\n", ";lundi;M.D.\n"),
        ("Marie;12\nPaul;Dupontel\n", "Marie;12\nPaul;M.D.\n"),
    ] {
        assert_eq!(shown(&names, text, Medium::Table), wanted, "{text}");
    }
}

#[test]
fn two_people_of_one_first_name_are_not_taken_for_each_other() {
    let names = names(
        "- nom: Marie Dupontel\n  affichage: initiales\n- nom: Marie Lambic\n  affichage: retire\n",
    );
    assert_eq!(
        shown(&names, "Puis Marie arrive.", Medium::Prose),
        "Puis une personne de l’équipe arrive."
    );
}
