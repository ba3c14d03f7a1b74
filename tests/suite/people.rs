//! People, from outside: a project on disk with thirty fictitious people over two teams, built by the command. Whatever
//! they asked not to be read must be in no byte of the site, names of files included.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// First and last names that no text of the theme holds.
const FIRST: [&str; 15] = [
    "Zéphirine",
    "Gwendal",
    "Mathurine",
    "Ouriel",
    "Philomène",
    "Tiphaine",
    "Anselme",
    "Bérengère",
    "Cunégonde",
    "Dieudonné",
    "Eudoxie",
    "Fulbert",
    "Hyacinthe",
    "Isaure",
    "Lazarine",
];
const LAST: [&str; 30] = [
    "Quervelin",
    "Abrignac",
    "Brouzelet",
    "Cornavez",
    "Drouvigny",
    "Estrambard",
    "Foulquerat",
    "Grimondel",
    "Houardon",
    "Illvenec",
    "Jourdrain",
    "Kergouzan",
    "Lamboteau",
    "Moustérac",
    "Nivoulon",
    "Orgeval-Pruniot",
    "Pelverdin",
    "Quintrand",
    "Roumazeau",
    "Sorbignon",
    "Trévalec",
    "Urvilleux",
    "Vauxmarin",
    "Wambrecht",
    "Xaintrelle",
    "Ysolvin",
    "Zamparol",
    "Bricqueval",
    "Chantepuy",
    "Dormelet",
];
const DISPLAYS: [&str; 6] = [
    "complet",
    "prenom",
    "initiales",
    "pseudonyme",
    "role",
    "retire",
];

struct Someone {
    team: &'static str,
    first: &'static str,
    last: &'static str,
    display: &'static str,
}

fn everyone() -> Vec<Someone> {
    (0..30)
        .map(|at| Someone {
            team: if at < 15 { "lac" } else { "port" },
            first: FIRST[at % 15],
            last: LAST[at],
            display: DISPLAYS[at % 6],
        })
        .collect()
}

/// No accents, no capitals.
fn folded(text: &str) -> String {
    carnet::text::fold::fold(text)
}

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        Project {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_carnet"))
            .args(words)
            .current_dir(self.folder.path())
            .env("LANG", "fr_FR.UTF-8")
            .env("SOURCE_DATE_EPOCH", "1790000000")
            .output()
            .unwrap()
    }

    /// The built site, by path.
    fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let root = self.folder.path().join("public");
        let mut out = BTreeMap::new();
        let mut folders: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_string_lossy()
                        .into_owned();
                    out.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
                }
            }
        }
        out
    }
}

/// A small photo whose comment and Exif name somebody.
fn photo(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&[120; 64 * 48 * 3], 64, 48, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    let mut out = bytes[..2].to_vec();
    for (marker, body) in [
        (0xFE_u8, name.to_owned()),
        (
            0xE1,
            format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{name}</x:xmpmeta>"),
        ),
    ] {
        let length = u16::try_from(body.len() + 2).unwrap();
        out.extend([0xFF, marker]);
        out.extend(length.to_be_bytes());
        out.extend(body.as_bytes());
    }
    out.extend(&bytes[2..]);
    out
}

fn roster(team: &str) -> String {
    let mut out = String::from("personnes:\n");
    for (at, one) in everyone()
        .iter()
        .enumerate()
        .filter(|(_, one)| one.team == team)
    {
        out.push_str(&format!(
            "  - nom: {} {}\n    affichage: {}\n    pseudonyme: Étoile {at}\n    role: animatrice {at}\n    noms: [le {}ounet]\n",
            one.first, one.last, one.display, one.last
        ));
    }
    out
}

fn write_team(project: &Project, team: &'static str) {
    let people: Vec<Someone> = everyone()
        .into_iter()
        .filter(|one| one.team == team)
        .collect();
    let byline: Vec<String> = people
        .iter()
        .map(|one| format!("{} {}", one.last.to_uppercase(), one.first))
        .collect();
    let mut text = format!(
        "---\ncollectivite: {}\nresume: {} {} mène la danse\nmaj: 2026-10-09\n---\n# Carnet de bord de l'ouverture des données du {}\n\npar {}\n\n## JOUR 1 – DIAGNOSTIC\n\n",
        team.to_uppercase(),
        people[2].first,
        people[2].last,
        team,
        byline.join(", ")
    );
    for one in &people {
        let (first, last) = (one.first, one.last);
        let file = format!("{}-{}", folded(first), folded(last));
        text.push_str(&format!(
            "### {first} {last} raconte\n\n{first} {last} parle, {last} {first} écoute, {}. {last} note et **{first}** {last} relit. \
             Le {last}ounet arrive. {first} sourit ; on appelle {last}. Écrire à {}.{}@exemple.fr ou lire [sa page](https://exemple.fr/{file}).\n\n\
             ![{first} {last} au tableau](images/{file}.jpg)\n\n*La photo de {first}\n{last}.*\n\n\
             <p align=\"center\"><img src=\"images/{file}.jpg\" alt=\"{} {}\"></p>\n\n",
            first.chars().next().unwrap(), folded(first), folded(last),
            first.replace('é', "&eacute;"), last
        ));
        project.write(
            &format!("content/{team}/images/{file}.jpg"),
            photo(&format!("{first} {last}")),
        );
    }
    text.push_str("Voir [le bilan](data/notes-des-gens.txt), [la photo](images/");
    text.push_str(&format!(
        "{}-{}.jpg) et [la liste](data/gens.csv).\n\n",
        folded(people[4].first),
        folded(people[4].last)
    ));
    text.push_str(
        "```chart\ndata: gens.csv\ntype: bar\nx: qui\ny: somme(jeux)\ntitle: Les jeux de ",
    );
    text.push_str(&format!("{} {}\n", people[3].first, people[3].last));
    text.push_str("source: l’équipe\n```\n\n```map\ntitle: Où ils sont\nlayers:\n  - data: lieux.csv\n    lat: lat\n    lon: lon\n    popup: qui\n    name: qui\nsource: l’équipe\n```\n\n");
    text.push_str("> [!casse-tête] Un nom\n> ");
    text.push_str(&format!(
        "{} {} a perdu le fichier.\n\n",
        people[5].first, people[5].last
    ));
    project.write(&format!("content/{team}/carnet.md"), text);
    let mut table = String::from("qui,nom,prenom,jeux\n");
    let mut places = String::from("qui;lat;lon\n");
    let mut notes = String::new();
    for (at, one) in people.iter().enumerate() {
        table.push_str(&format!(
            "{} {},{},{},{}\n",
            one.first,
            one.last,
            one.last,
            one.first,
            at + 1
        ));
        places.push_str(&format!(
            "{} {};48.{:02};-1.{:02}\n",
            one.first,
            one.last,
            at + 10,
            at + 10
        ));
        notes.push_str(&format!("{} {}\r\n", one.last, one.first));
    }
    project.write(&format!("content/{team}/data/gens.csv"), table);
    project.write(
        &format!("content/{team}/data/gens.yml"),
        format!(
            "titre: Ce que {} {} a compté\ndescription: La liste de {} {}, et ce que chacun a ouvert pendant la semaine, jour après jour, sans rien oublier de ce qui compte.\nlicence: lov2\n",
            people[2].first, people[2].last, people[5].first, people[5].last
        ),
    );
    // Windows-1252, as a spreadsheet writes it.
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&places);
    project.write(&format!("content/{team}/data/lieux.csv"), bytes);
    project.write(&format!("content/{team}/data/notes-des-gens.txt"), notes);
    project.write(&format!("content/{team}/equipe.yml"), roster(team));
}

fn whole() -> Project {
    let project = Project::new();
    project.write(
        "book.toml",
        "[book]\ntitle = \"Essai\"\nauthors = [\"Mathurine Brouzelet\"]\n[build]\nbase-url = \"https://exemple.fr/s/\"\n",
    );
    // A page of no team names somebody of one.
    project.write(
        "content/merci.md",
        "# Merci\n\nMerci à Mathurine Brouzelet et à QUERVELIN Zéphirine.\n",
    );
    write_team(&project, "lac");
    write_team(&project, "port");
    project
}

fn told(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn nobody_is_read_who_asked_not_to_be() {
    let project = whole();
    let built = project.run(&["build"]);
    assert!(built.status.success(), "{}", told(&built));
    let site = project.site();
    assert!(site.len() > 60, "{:?}", site.keys());
    let mut wrong = Vec::new();
    for (path, bytes) in &site {
        // Latin letters of one and of two bytes, addresses, entities.
        let plain = String::from_utf8_lossy(bytes);
        let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let wide: String = bytes
            .iter()
            .filter(|byte| **byte != 0)
            .map(|byte| char::from(*byte))
            .collect();
        let text = [path.as_str(), &plain, &latin, &wide].join("\n");
        let text = folded(&text.replace("%C3%A9", "é").replace("%C3%A8", "è"));
        for one in everyone() {
            if one.display != "complet" && text.contains(&folded(one.last)) {
                wrong.push(format!("{path}: {} ({})", one.last, one.display));
            }
            let hides_first = !matches!(one.display, "complet" | "prenom");
            // The other team may show somebody of that name: only the folders of her own team are hers.
            let own = path.starts_with(&format!("{}/", one.team))
                || path.starts_with(&format!("figures/{}--", one.team));
            if hides_first && own && text.contains(&folded(one.first)) {
                wrong.push(format!("{path}: {} ({})", one.first, one.display));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} leaks\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    // What they asked to be read is there.
    let page = String::from_utf8_lossy(&site["lac/jour-1.html"]).into_owned();
    for shown in [
        "Zéphirine Quervelin",
        "Gwendal",
        "M.B.",
        "Étoile 3",
        "animatrice 4",
        "une personne de l’équipe",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    // Links and pictures still lead somewhere.
    assert!(
        !page.contains("image-missing") && !page.contains("image-manquante"),
        "a picture was lost"
    );
    let csv = String::from_utf8_lossy(&site["lac/donnees/gens.csv"]).into_owned();
    for line in csv.lines() {
        assert_eq!(line.split(',').count(), 4, "{line}");
    }
    // The roster is nobody's to read.
    assert!(site.keys().all(|path| !path.contains("equipe")));
}

#[test]
fn forms_that_nobody_listed_are_told() {
    let project = Project::new();
    project.write("book.toml", "[book]\ntitle = \"Essai\"\n");
    project.write(
        "content/lac/equipe.yml",
        "- nom: Renée Quervelin\n  affichage: initiales\n",
    );
    project.write(
        "content/lac/carnet.md",
        "# Carnet de bord du lac\n\n## JOUR 1\n\nRenée Quervelin commence.\n\nPuis Renee Quervelin (sans accent).\n\n\
         Puis QUERVELIN Renée (à l'envers).\n\nPuis R. Quervelin (raccourcie).\n\nPuis Renée Quervelain (mal écrite).\n\n\
         Et Sophie Brouzelet, que personne n'a listée.\n",
    );
    let checked = project.run(&["check", "--format", "json"]);
    let told = told(&checked);
    let at = |line: usize, code: &str| {
        told.lines().any(|one| {
            one.contains(&format!("\"{code}\"")) && one.contains(&format!("\"line\":{line},"))
        })
    };
    assert!(at(7, "people.other-form"), "accents\n{told}");
    assert!(at(9, "people.other-form"), "inverted\n{told}");
    assert!(at(11, "people.other-form"), "initialed\n{told}");
    assert!(at(13, "people.near-name"), "misspelt\n{told}");
    assert!(at(15, "people.unlisted"), "unlisted\n{told}");
    assert!(!at(5, "people.other-form"), "as listed\n{told}");
    let census = project.run(&["check", "--people"]);
    let census = String::from_utf8_lossy(&census.stdout).into_owned();
    for told in [
        "Renée Quervelin",
        "R.Q.",
        "content/lac/carnet.md:5",
        "content/lac/carnet.md:9",
        "Quervelain",
        "Sophie Brouzelet",
    ] {
        assert!(census.contains(told), "{told}\n{census}");
    }
    let built = project.run(&["build"]);
    assert!(built.status.success());
    let page = String::from_utf8_lossy(&project.site()["lac/jour-1.html"]).into_owned();
    assert!(
        !page.contains("Quervelin") && page.contains("R.Q."),
        "{page}"
    );
}

#[test]
fn a_roster_that_cannot_be_read_stops_the_build() {
    let project = Project::new();
    project.write("book.toml", "[book]\ntitle = \"Essai\"\n");
    project.write(
        "content/lac/carnet.md",
        "# Carnet de bord du lac\n\n## JOUR 1\n\nRenée commence.\n",
    );
    project.write("content/lac/equipe.yml", "personnes: [\n");
    assert!(!project.run(&["build"]).status.success());
    assert!(!Path::new(&project.folder.path().join("public/index.html")).exists());
}

#[test]
fn a_mistake_is_shown_where_it_is_written() {
    let project = Project::new();
    project.write("book.toml", "[book]\ntitle = \"Essai\"\n");
    project.write(
        "content/lac/equipe.yml",
        "- nom: Renée Quervelin\n  affichage: retire\n",
    );
    project.write(
        "content/lac/carnet.md",
        "# Carnet de bord du lac\n\n## JOUR 1\n\nRenée Quervelin montre ![](images/rien.png) ici.\n",
    );
    let told = told(&project.run(&["check", "--format", "json"]));
    let line = told
        .lines()
        .find(|line| line.contains("image.missing"))
        .unwrap();
    assert!(line.contains("\"column\":24"), "{line}");
}
