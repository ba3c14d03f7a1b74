//! What a build remembers of the one before changes no byte: random edits, built again and built anew.

use carnet::diag::Report;
use carnet::disk::pictures::DiskStore;
use carnet::model::config::Config;
use carnet::model::date::Date;
use carnet::source::{Entry, Sources, Stamp};
use carnet::{BuildOptions, Later, Memory, Output};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

type Files = BTreeMap<String, Vec<u8>>;

/// A project whose files say when they were written, unless they are fresh.
struct Project {
    files: Files,
    entries: Vec<Entry>,
    fresh: BTreeSet<String>,
    reads: AtomicUsize,
}

impl Project {
    fn new(files: &Files, fresh: &BTreeSet<String>) -> Self {
        let entry = |(path, bytes): (&String, &Vec<u8>)| Entry {
            path: path.clone(),
            size: bytes.len() as u64,
        };
        Project {
            entries: files.iter().map(entry).collect(),
            files: files.clone(),
            fresh: fresh.clone(),
            reads: AtomicUsize::new(0),
        }
    }
}

impl Sources for Project {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let bytes = self.files.get(path).cloned();
        bytes.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let bytes = self
            .files
            .get(path)
            .filter(|_| !self.fresh.contains(path))?;
        let hash = blake3::hash(bytes);
        let part = |at: usize| {
            let bytes = hash.as_bytes()[at..at + 8].try_into().unwrap();
            u64::from_le_bytes(bytes)
        };
        Some(Stamp {
            size: part(0),
            modified: (part(8), 0),
            identity: None,
        })
    }
}

/// A site in memory that takes over what the last one had.
#[derive(Default)]
struct Site {
    before: Files,
    now: Mutex<Files>,
    kept: AtomicUsize,
    laters: AtomicUsize,
}

impl Output for Site {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let twice = self
            .now
            .lock()
            .unwrap()
            .insert(path.to_owned(), bytes.to_vec());
        assert!(twice.is_none(), "{path} is put out twice");
        Ok(())
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        self.put(path, format!("a copy of {source}").as_bytes())
    }

    fn keep(&self, paths: &[String]) -> bool {
        if !paths.iter().all(|path| self.before.contains_key(path)) {
            return false;
        }
        self.kept.fetch_add(paths.len(), Ordering::Relaxed);
        for path in paths {
            self.put(path, &self.before[path]).unwrap();
        }
        true
    }

    fn later(&self, files: Arc<dyn Later>) -> bool {
        self.laters.fetch_add(1, Ordering::Relaxed);
        let paths = files.pages().into_iter().chain(files.index());
        for (path, bytes) in
            paths.filter_map(|path| Some((path.clone(), files.file(&path, &Report::default())?)))
        {
            assert!(files.has(&path), "{path}");
            self.put(&path, &bytes).unwrap();
        }
        true
    }

    fn keep_bytes(&self, path: &str, hash: &str) -> bool {
        let Some(bytes) = self.before.get(path) else {
            return false;
        };
        let same = blake3::hash(bytes).to_hex().as_str() == hash;
        if same {
            self.put(path, bytes).unwrap();
        }
        same
    }
}

/// Numbers that are the same in every run of one seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

const TEAMS: [&str; 4] = ["ambre", "brume", "cendre", "dune"];

/// A small site where everything leads to everything.
fn project() -> Files {
    let mut files = Files::new();
    let mut put = |path: String, text: &str| files.insert(path, text.as_bytes().to_vec());
    put(
        "content/index.md".into(),
        "# Accueil\n\nVoir [la méthode](methode.md#pourquoi) et [Ambre](ambre/carnet.md#gaz).\n",
    );
    put(
        "content/methode.md".into(),
        "# Méthode\n\n## Pourquoi\n\nPour voir. [Dune](dune/carnet.md#suite)\n",
    );
    put("themes/clair/style.css".into(), "body { color: #222; }\n");
    for (at, team) in TEAMS.iter().enumerate() {
        let next = TEAMS[(at + 1) % TEAMS.len()];
        let text = format!(
            "# Carnet de bord de l'ouverture des données de {team}\n\nUne équipe.\n\n\
             ## JOUR 1 – DIAGNOSTIC\n\nPremier jour, `{{{{ sum(kwh) from gaz.csv }}}}` kWh.\n\n### Gaz\n\n\
             [le fichier](data/gaz.csv) [chez {next}](../{next}/carnet.md#gaz) ![](images/a.png)\n\n\
             ## JOUR 2 – QUALITÉ\n\nDeuxième jour.\n\n```chart\nkind: bar\ndata: gaz.csv\nx: commune\ny: kwh\n```\n\n\
             ```carte\ndata: lieux.csv\nlat: lat\nlon: lon\n```\n\n### Suite\n\n[dessin](images/plan.svg) [page](../methode.md)\n"
        );
        put(format!("content/{team}/carnet.md"), &text);
        put(
            format!("content/{team}/data/gaz.csv"),
            "commune;kwh;nom\nSorel;12,5;Zoé\nMire;8;Luc\nAlbe;31;Ana\n",
        );
        put(
            format!("content/{team}/data/gaz.yml"),
            "titre: Gaz\ndescription: La consommation.\nlicence: Licence Ouverte 2.0\n",
        );
        put(
            format!("content/{team}/data/lieux.csv"),
            "nom;lat;lon\nSorel;48,85;2,35\nMire;45,76;4,84\n",
        );
        put(
            format!("content/{team}/images/plan.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
        );
    }
    for team in TEAMS {
        files.insert(format!("content/{team}/images/a.png"), picture(9));
    }
    files
}

/// A picture of that width, one pixel high.
fn picture(width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(width, 40, image::Rgb([90, 120, 160]));
    let mut target = io::Cursor::new(&mut bytes);
    picture
        .write_to(&mut target, image::ImageFormat::Png)
        .unwrap();
    bytes
}

/// One edit as people make them, and some that they should not; returns what it did.
fn edit(files: &mut Files, config: &mut Config, chance: &mut Chance, round: usize) -> String {
    let texts: Vec<String> = files
        .keys()
        .filter(|path| path.ends_with(".md"))
        .cloned()
        .collect();
    let tables: Vec<String> = files
        .keys()
        .filter(|path| path.ends_with(".csv"))
        .cloned()
        .collect();
    let text = chance.pick(&texts).clone();
    let team = *chance.pick(&TEAMS);
    let mut change = |path: &str, act: &dyn Fn(String) -> String| {
        let Some(bytes) = files.get_mut(path) else {
            return format!("nothing: {path} is gone");
        };
        let before = String::from_utf8_lossy(bytes).into_owned();
        *bytes = act(before).into_bytes();
        path.to_owned()
    };
    let did = match chance.below(22) {
        0..=3 => change(&text, &|text| format!("{text}\nUne phrase, la {round}e.\n")),
        4 => change(&text, &|text| {
            text.replacen("jour", &format!("jour {round}"), 1)
        }),
        5 => change(&text, &|text| {
            text.replace("### Gaz", &format!("### Gaz {round}"))
        }),
        6 => change(&text, &|text| {
            text.replacen("# Carnet", &format!("# Carnet {round}"), 1)
        }),
        7 => change(&text, &|text| {
            format!("{text}\n### Suite\n\n[là](../{team}/carnet.md#suite)\n")
        }),
        8 => change(&text, &|text| format!("---\ndraft: true\n---\n{text}")),
        9 => change(&text, &|text| {
            format!("---\nslug: adresse-{round}\n---\n{text}")
        }),
        10 => change(&text, &|text| {
            format!("{text}\n```chart\nkind: bar\ndata: gaz.csv\nx: commun\n```\n")
        }),
        11 => change(&text, &|text| {
            format!("{text}\n> [!interne]\n> Entre nous, {round}.\n")
        }),
        12 if !tables.is_empty() => {
            let table = chance.pick(&tables).clone();
            change(&table, &|text| {
                text.replacen("12,5", &format!("{round}"), 1)
            })
        }
        13 if !tables.is_empty() => {
            let table = chance.pick(&tables).clone();
            change(&table, &|text| format!("{text}Sorel;{round}\n"))
        }
        14 => change(&format!("content/{team}/data/gaz.yml"), &|text| {
            format!("{text}personnel:\n  nom: nom de personne {round}\n")
        }),
        15 => change(
            &format!("content/{team}/images/plan.svg"),
            &|text| match text.len() {
                0..100 => format!("{text}<!-- {round} --><g>"),
                _ => "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>"
                    .to_owned(),
            },
        ),
        16 => change("themes/clair/style.css", &|text| {
            format!("{text}p {{ margin: {round}px; }}\n")
        }),
        17 => {
            config.title = format!("Titre {round}");
            "the title of the site".to_owned()
        }
        18 => {
            let width = 9 + u32::try_from(round).unwrap();
            files.insert(format!("content/{team}/images/a.png"), picture(width));
            format!("a picture of {team}")
        }
        19 => {
            let all: Vec<String> = files.keys().cloned().collect();
            let path = chance.pick(&all).clone();
            let moved = format!(
                "{}-{round}.{}",
                path.trim_end_matches(|c| c != '.').trim_end_matches('.'),
                path.rsplit('.').next().unwrap()
            );
            let bytes = files.remove(&path).unwrap();
            files.insert(moved.clone(), bytes);
            format!("{path} becomes {moved}")
        }
        20 if files.len() > 12 => {
            let all: Vec<String> = files.keys().cloned().collect();
            let path = chance.pick(&all).clone();
            files.remove(&path);
            format!("{path} goes")
        }
        _ => {
            let bytes = project();
            let all: Vec<&String> = bytes.keys().collect();
            let path = (*chance.pick(&all)).clone();
            files.insert(path.clone(), bytes[&path].clone());
            format!("{path} is as it was")
        }
    };
    format!("{round}: {did}")
}

fn said(mut report: Report) -> Vec<String> {
    report.sort();
    let diagnostics = report.diagnostics().iter();
    diagnostics.map(|one| format!("{one:?}")).collect()
}

/// Builds again after each edit, with what the last build remembers, and anew; returns how many files were kept.
fn rounds(seed: u64, rounds: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let store = DiskStore::open(folder.path(), folder.path()).unwrap();
    let mut chance = Chance(seed);
    let mut files = project();
    let mut config = Config {
        title: "Essai".into(),
        src: "content".into(),
        theme: "clair".into(),
        ..Config::default()
    };
    let options = BuildOptions {
        drafts: true,
        notes: true,
        team: None,
        shard: None,
        today: Date::parse("2026-10-20"),
        ..BuildOptions::default()
    };
    let memory = Memory::new(None);
    let mut before = Files::new();
    let (mut kept, mut laters) = (0, 0);
    let mut edits: Vec<String> = Vec::new();
    for round in 0..rounds {
        let mut fresh = BTreeSet::new();
        // Now and then two at once, now and then nothing.
        for _ in 0..chance.below(3) {
            let old = files.clone();
            edits.push(edit(&mut files, &mut config, &mut chance, round));
            // Half of what was just written tells no time yet.
            let changed = files
                .iter()
                .filter(|(path, bytes)| old.get(*path) != Some(*bytes));
            fresh.extend(
                changed
                    .filter(|_| round % 2 == 0)
                    .map(|(path, _)| path.clone()),
            );
        }
        let project = Project::new(&files, &fresh);
        let again = Site {
            before: std::mem::take(&mut before),
            ..Site::default()
        };
        let mut remembering = Report::default();
        carnet::build(
            &project,
            config.clone(),
            &options,
            &store,
            &again,
            Some(&memory),
            &mut remembering,
        )
        .unwrap();
        let anew = Site::default();
        let mut report = Report::default();
        carnet::build(
            &project,
            config.clone(),
            &options,
            &store,
            &anew,
            None,
            &mut report,
        )
        .unwrap();
        let (again_files, anew_files) = (
            again.now.into_inner().unwrap(),
            anew.now.into_inner().unwrap(),
        );
        let differs: Vec<&String> = anew_files
            .keys()
            .chain(again_files.keys())
            .filter(|path| anew_files.get(*path) != again_files.get(*path))
            .collect();
        assert!(
            differs.is_empty(),
            "seed {seed}: {differs:?} differ after {edits:#?}"
        );
        let stopped = report.stops_build();
        assert_eq!(
            said(remembering),
            said(report),
            "seed {seed}, after {edits:#?}"
        );
        kept += again.kept.into_inner();
        laters += again.laters.into_inner();
        // A build that is stopped leaves the site before it.
        before = match stopped {
            true => again.before,
            false => again_files,
        };
    }
    assert!(
        laters > rounds / 3,
        "lists are made when they are asked for: {laters}"
    );
    kept
}

#[test]
fn a_build_that_remembers_makes_the_same_site_as_one_that_does_not() {
    let seed = std::env::var("CARNET_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let count = std::env::var("CARNET_EDITS")
        .ok()
        .and_then(|count| count.parse().ok());
    let kept = rounds(seed.unwrap_or(0x5eed_0006), count.unwrap_or(40));
    assert!(kept > 60, "it keeps what did not move: {kept}");
}

#[test]
fn a_save_touches_the_pages_of_its_text_only() {
    let folder = tempfile::tempdir().unwrap();
    let store = DiskStore::open(folder.path(), folder.path()).unwrap();
    let config = || Config {
        src: "content".into(),
        ..Config::default()
    };
    let memory = Memory::new(None);
    let mut files = project();
    let build = |files: &Files, before: Files| {
        let site = Site {
            before,
            ..Site::default()
        };
        let project = Project::new(files, &BTreeSet::new());
        let options = BuildOptions::default();
        let report = &mut Report::default();
        carnet::build(
            &project,
            config(),
            &options,
            &store,
            &site,
            Some(&memory),
            report,
        )
        .unwrap();
        (site.now.into_inner().unwrap(), project.reads.into_inner())
    };
    let (first, all) = build(&files, Files::new());
    let text = files.get_mut("content/brume/carnet.md").unwrap();
    text.extend_from_slice(b"\nUne phrase de plus.\n");
    let (second, few) = build(&files, first);
    assert!(second.len() > 60, "{}", second.len());
    // Its text, its two tables, its drawing, and what every build looks at: the sheets and the drawings that are offered.
    assert!(few < all / 2, "{few} of {all} files are read");
    let (_, again) = build(&files, second);
    assert!(again < few, "{again} files are read, then {few}");
}
