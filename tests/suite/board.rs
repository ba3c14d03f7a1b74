//! The board of facilitators and the collection of outcomes, from outside: small teams, and the real logbooks where
//! they lie beside the project.

use crate::memory::Memory;
use crate::properties::{NoPictures, Written, real_logbooks};
use carnet::diag::Report;
use carnet::model::config::Config;
use carnet::{Board, BuildOptions};
use std::collections::BTreeMap;
use std::path::Path;

fn build(files: &[(String, String)], board: Board) -> BTreeMap<String, String> {
    let sources = Memory::new(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_bytes())),
    );
    let output = Written::default();
    let config = Config {
        title: "Essai".to_owned(),
        src: String::new(),
        ..Config::default()
    };
    let options = BuildOptions {
        board,
        ..BuildOptions::default()
    };
    let mut report = Report::default();
    carnet::build(
        &sources,
        config,
        &options,
        &NoPictures,
        &output,
        None,
        &mut report,
    )
    .unwrap();
    let files = output.0.into_inner().unwrap();
    files
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

fn small(files: &[(&str, &str)], board: Board) -> BTreeMap<String, String> {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    build(&files.iter().map(owned).collect::<Vec<_>>(), board)
}

/// The row of a team, tags left out, with its cells apart.
fn row(board: &str, team: &str) -> Vec<String> {
    let rows = board.split("<tr").skip(1).find(|row| row.contains(team));
    let row = rows.unwrap_or_else(|| panic!("{team} has no row"));
    let bare = |cell: &str| {
        let mut out = String::new();
        let mut inside = true;
        for letter in cell.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                _ if !inside => out.push(letter),
                _ => {}
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    row.split("<td").skip(1).map(bare).collect()
}

const LOGBOOK: &str = "# Carnet de bord de l'ouverture des données de Valmoussu

par A. B et C. D

## JOUR 1 – DIAGNOSTIC

Le lac commence ici.

![La wishlist](images/wishlist.png)

> [!consigne] Demander l'accord de la mairie.

## JOUR 2 – IDENTIFICATION

Notre organigramme est en attente.
";

#[test]
fn the_board_says_what_each_day_lacks_and_is_never_published() {
    let files = [
        ("valmoussu/carnet.md", LOGBOOK),
        ("valmoussu/data/evaluation.csv", "jeu,note\na,vert\n"),
    ];
    let built = small(&files, Board::Alone);
    let board = &built["suivi.html"];
    let cells = row(board, "Valmoussu");
    assert_eq!(cells[0], "◐ Wishlist : image absente 1 image absente");
    // What lies in the folder is there, whatever the text says.
    assert_eq!(
        cells[1],
        "◐ Organigramme : en attente Wanted data list : absente"
    );
    assert_eq!(cells[2], "Pas encore");
    assert!(board.contains("Demander l’accord") || board.contains("Demander l'accord"));
    assert!(!board.contains("href="), "a board alone has no site beside");
    let beside = small(&files, Board::Beside);
    assert!(beside["suivi.html"].contains("href=\"valmoussu/jour-1.html\""));
    let published = small(&files, Board::None);
    assert!(!published.contains_key("suivi.html"));
    for (path, text) in &published {
        assert!(!text.contains("accord de la mairie"), "{path}");
    }
}

#[test]
fn a_complete_day_is_quiet() {
    let text = "# Carnet de bord\n\n## JOUR 3 – MISE EN QUALITÉ\n\nLe [bilan de qualité](https://exemple.fr/b) est là.\n";
    let built = small(&[("lac/carnet.md", text)], Board::Alone);
    assert_eq!(row(&built["suivi.html"], "Lac")[2], "✓ Complet");
}

#[test]
fn the_real_logbooks_lack_the_pictures_that_their_readme_counts() {
    let logbooks = real_logbooks();
    if logbooks.is_empty() {
        return;
    }
    let folder = std::env::var_os("CARNET_LOGBOOKS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/carnets"),
        Into::into,
    );
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let built = build(&logbooks, Board::Beside);
    let board = &built["suivi.html"];
    for (name, _) in &logbooks {
        let stem = name.trim_end_matches(".md");
        // `| mayenne-gp15 | sections | images | missing images | …`
        let line = readme
            .lines()
            .find(|line| line.starts_with(&format!("| {stem} |")));
        let line = line.unwrap_or_else(|| panic!("{stem} is not in the README"));
        let missing: usize = line.split('|').nth(4).unwrap().trim().parse().unwrap();
        let cells = row(board, &format!("href=\"{stem}/"));
        let counted: usize = cells
            .iter()
            .filter_map(|cell| {
                let words: Vec<&str> = cell.split_whitespace().collect();
                let at = words.windows(2).rposition(|pair| {
                    pair[0].starts_with("image") && pair[1].starts_with("absente")
                })?;
                words.get(at.checked_sub(1)?)?.parse::<usize>().ok()
            })
            .sum();
        assert_eq!(counted, missing, "{stem}: {cells:?}");
        // No marks of the writers' table, in no output.
        for (path, text) in &built {
            assert!(
                !text.contains("Rédacteur/rédactrice"),
                "{path}: the writers’ table"
            );
        }
    }
    let outcomes = &built["casse-tetes.html"];
    for day in 1..=5 {
        let start = outcomes.find(&format!("id=\"jour-{day}\""));
        let start = start.unwrap_or_else(|| panic!("no outcomes of day {day}"));
        let end = outcomes[start..].find("</section>").unwrap();
        let own = &outcomes[start..start + end];
        assert!(
            own.contains(&format!("mayenne-gp15/jour-{day}.html")),
            "the table of day {day}"
        );
    }
}
