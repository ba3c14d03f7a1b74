//! What holds for any text: tidying is idempotent and loses no word, reading and rendering never panic, nothing that runs
//! gets out, places lie inside their file, and the number of threads changes no byte.
//!
//! Texts are made of the pieces that real logbooks are made of, put together without any care.

use crate::memory::Memory;
use carnet::diag::{Language, Report};
use carnet::model::body::plain_text;
use carnet::model::config::{Config, Embeds};
use carnet::model::walk::Met;
use carnet::picture::record::{Digest, PictureStore, Record, StoredCopy};
use carnet::read::shelf;
use carnet::read::tidy::{Depth, tidy};
use carnet::read::{markdown, walk};
use carnet::render::{Body, BodyContext};
use carnet::{BuildOptions, Output};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Words, marks and white space that may stand next to each other on a line.
const INLINE: [&str; 61] = [
    "mot",
    "Été",
    "l’eau",
    "12",
    "3,5",
    "M. D",
    "“oui”",
    "«\u{A0}non\u{A0}»",
    "🎉",
    "CODE_INSEE",
    "a",
    ".",
    ",",
    " : ",
    ";",
    "(",
    ")",
    "[",
    "]",
    "!",
    "&amp;",
    "&lt;",
    "<",
    ">",
    "|",
    "#",
    "~~",
    "`",
    "``",
    "**",
    "*",
    "_",
    "__",
    "***",
    "____",
    "\\",
    "\\_",
    "\\*",
    " \\",
    " ",
    "  ",
    "\t",
    "\u{A0}",
    "\u{200B}",
    "<br>",
    "<span style=\"text-decoration:underline;\">",
    "</span>",
    "<strong>",
    "</em>",
    "https://exemple.fr/a_b_c",
    "http://exemple.fr/_x_/",
    "[lien](https://exemple.fr/l)",
    "[ lien ]( https://exemple.fr/a b )",
    "![](images/image1.png)",
    "![alt](a.png \"t\")",
    "[^1]",
    "](https://exemple.fr)",
    "-",
    "–",
    "1.",
    "$Data$",
];

/// What a line may start with.
const STARTS: [&str; 24] = [
    "",
    "",
    "",
    "",
    "    ",
    "        ",
    "\t",
    "  \t",
    "\u{A0}\u{A0}\u{A0}\u{A0}",
    "* ",
    "- ",
    "-          ",
    "-\t",
    "1. ",
    "    * ",
    "        - ",
    "> ",
    "    > ",
    "# ",
    "## ",
    "### ",
    "        ## ",
    "[^1]: ",
    "-Mot ",
];

/// Whole lines and blocks that mean something to a rule, and take words away.
const BLOCKS: [&str; 34] = [
    "## JOUR 1 – DIAGNOSTIC",
    "**JOUR 2 – IDENTIFICATION (Zoé T.)**",
    "    JOUR 3",
    "** \\\nJOUR 4 – PUBLICATION**",
    "**CONCLUSION**\n\nCONCLUSION",
    "Introduction",
    "JOUR 5 – VALORISATION\n------",
    "### ",
    "** **",
    "_   _",
    "---",
    "***",
    "<table>\n  <tr>\n   <td>un \\\n\n   </td>\n  </tr>\n</table>",
    "<table>\n<tr><td>a\n\n<ul>\n<li>b",
    "</table>",
    "| a | b |\n|---|---|\n| **c ** | _d |",
    "| PARTIE | Rédacteur |\n|---|---|\n| x | y |",
    "```\ncode **x\n```",
    "```",
    "~~~",
    "<!-- secret -->",
    "<!-- jamais",
    "-->",
    "<script>alert(1)</script>",
    "<script>",
    "<p align=\"center\"><img src=\"a.png\"></p>",
    "<iframe src=\"//umap.openstreetmap.fr/fr/map/x_1\"></iframe>",
    "<p id=\"gdcalert1\" ><span>>>>>>  gd2md-html alert: x</span></p>",
    "![alt_text](images/image1.png \"image_tooltip\")",
    "_Pièce(s) à joindre : wishlist_ [l](https://exemple.fr)",
    "_Dans cette partie, vous aurez à conclure._",
    "[umap.openstreetmap.fr/x]()",
    "> [!casse-tête] Titre\n> texte",
    "&lt;iframe src=\"https://datawrapper.dwcdn.net/A/1/\">",
];

fn line() -> impl Strategy<Value = String> {
    (select(&STARTS[..]), vec(select(&INLINE[..]), 0..9))
        .prop_map(|(start, words)| format!("{start}{}", words.concat()))
}

/// Text of lines only: no rule may take a word of it away.
fn lines() -> impl Strategy<Value = String> {
    vec(
        (
            line(),
            select(&["\n", "\n", "\n\n", "\n    \n", "\r\n"][..]),
        ),
        0..9,
    )
    .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

fn logbook() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => line(), 2 => select(&BLOCKS[..]).prop_map(str::to_owned)];
    vec(
        (piece, select(&["\n", "\n\n", "\n\n", "\n    \n"][..])),
        0..12,
    )
    .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Prose with the marks that a word processor and a converter leave: all of them meant as marks.
fn marked() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "mot",
            "Été",
            "l’eau",
            "12",
            " ",
            " ",
            " ",
            ".",
            ",",
            " : ",
            "!",
            "(",
            ")",
            "“oui”",
            "«\u{A0}non\u{A0}»",
            "**",
            "**",
            "**",
            "_",
            "_",
            "***",
            "\u{A0}",
            "\t",
            " \\\n",
            "\n",
            "<span style=\"text-decoration:underline;\">",
            "</span>",
            "[lien](https://exemple.fr/a_b)",
            "https://exemple.fr/a_b ",
            "CODE_INSEE",
            "’",
            "–",
        ][..],
    );
    let start = select(&["", "", "* ", "    ", "## ", "> ", "1. "][..]);
    let block =
        (start, vec(piece, 1..14)).prop_map(|(start, words)| format!("{start}{}", words.concat()));
    vec(block, 1..4).prop_map(|blocks| blocks.join("\n\n") + "\n")
}

/// Well-formed prose, as a careful author writes it.
fn clean() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "mot",
            "Été",
            "l’eau",
            "12",
            "« non »",
            "nom_de_colonne",
            "wishlist*",
            "3 * 4",
            "**gras**",
            "_italique_",
            "**_les deux_**",
            "`code_x`",
            "[lien](https://exemple.fr/a_b)",
            "https://exemple.fr/a_b_c",
            "fin.",
            "C:\\x\\y",
            "10 %",
            "a & b",
            "E=mc^2^",
        ][..],
    );
    let sentence = vec(word, 1..9).prop_map(|words| words.join(" "));
    let block = prop_oneof![
        4 => sentence.clone(),
        1 => sentence.clone().prop_map(|words| format!("### {words}")),
        1 => vec(sentence.clone(), 1..4).prop_map(|items| items.iter().map(|item| format!("* {item}")).collect::<Vec<_>>().join("\n")),
        1 => sentence.clone().prop_map(|words| format!("* un\n    * {words}\n* deux")),
        1 => sentence.clone().prop_map(|words| format!("> {words}")),
        1 => sentence.prop_map(|words| format!("| a | b |\n|---|---|\n| x | {words} |")),
    ];
    vec(block, 1..6).prop_map(|blocks| blocks.join("\n\n") + "\n")
}

/// Letters and digits, tags that the rules write apart.
fn letters(text: &str) -> String {
    let mut text = text.to_owned();
    for tag in [
        "<strong>",
        "</strong>",
        "<em>",
        "</em>",
        "<br>",
        "<span style=\"text-decoration:underline;\">",
        "</span>",
    ] {
        text = text.replace(tag, "");
    }
    text.chars()
        .filter(|found| found.is_alphanumeric())
        .collect()
}

fn tidied(text: &str) -> String {
    tidy(text, 0, Depth::Build).0.text
}

/// The page that a text becomes.
fn rendered(text: &str) -> String {
    let (mapped, _) = tidy(text, 0, Depth::Build);
    let tree = markdown::read(&mapped, 1);
    let pictures = BTreeMap::new();
    let mut body = Body::new(BodyContext {
        root: "",
        language: Language::French,
        pictures: &pictures,
        embeds: Embeds::Click,
        src: "",
        shift: 0,
        base_url: None,
    });
    body.push(&tree.blocks, &tree.footnotes);
    body.finish().html
}

/// The first tag that closes nothing, or stays open.
fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..at + html[at..].find('>')?];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}>"));
            }
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
        let drawn = matches!(name, "path" | "circle" | "rect" | "line") && tag.ends_with('/');
        if !matches!(name, "br" | "img" | "hr" | "input" | "wbr") && !drawn {
            open.push(name);
        }
    }
    open.pop().map(|name| format!("<{name}>"))
}

/// A `_` that is neither within a name (`nom_de_colonne`) nor part of a line to write on (`____`).
fn lone_underscore(text: &str) -> bool {
    text.match_indices('_').any(|(at, _)| {
        let left = text[..at].trim_end_matches('_');
        let right = text[at..].trim_start_matches('_');
        let run = text.len() - left.len() - right.len();
        let within =
            left.ends_with(char::is_alphanumeric) && right.starts_with(char::is_alphanumeric);
        // `__name`, with no second `__` to pair with, is the name of a program.
        let is_name = run == 2 && text.matches("__").count() % 2 == 1;
        run < 3 && !within && !is_name
    })
}

/// What no page may hold, whatever its text.
fn runs(html: &str) -> Option<&'static str> {
    let lower = html.to_lowercase();
    [
        "<script",
        "javascript:",
        " onerror=",
        " onclick=",
        "<iframe",
        "srcdoc",
        " style=",
    ]
    .into_iter()
    .find(|mark| lower.contains(mark) && !text_only(&lower, mark))
}

/// The mark stands between tags only: as words.
fn text_only(html: &str, mark: &str) -> bool {
    let mut in_tag = false;
    html.match_indices(['<', '>'])
        .scan(0, |from, (at, found)| {
            let part = (in_tag, &html[*from..at]);
            in_tag = found == "<";
            *from = at;
            Some(part)
        })
        .all(|(tag, part)| !tag || !part.contains(mark))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let once = tidied(text);
    prop_assert_eq!(&tidied(&once), &once, "tidied twice, from {:?}", text);
    let (mapped, notes) = tidy(text, 0, Depth::Clean);
    for (problem, span) in &notes.problems {
        prop_assert!(
            span.end as usize <= text.len(),
            "{:?} of {}",
            span,
            problem.kind.code
        );
    }
    let mut tree = markdown::read(&mapped, 1);
    for (problem, span) in &tree.problems {
        prop_assert!(
            span.end as usize <= text.len(),
            "{:?} of {}",
            span,
            problem.kind.code
        );
    }
    let mut spans = Vec::new();
    walk::walk(&mut tree.blocks, &mut |met| match met {
        Met::Link(link) => spans.push(link.span),
        Met::Image(image) => spans.push(image.span),
        Met::Embed(embed) => spans.push(embed.span),
        Met::Text(_) => {}
    });
    for span in spans {
        prop_assert!(span.end as usize <= text.len(), "{:?} in {:?}", span, text);
    }
    let html = rendered(text);
    prop_assert_eq!(unbalanced(&html), None, "{} from {:?}", html, text);
    prop_assert_eq!(runs(&html), None, "{} from {:?}", html, text);
    Ok(())
}

/// The same cases on every run, so that a change is what makes a test fail; `PROPTEST_RNG_SEED` asks for others.
fn seed() -> RngSeed {
    match std::env::var("PROPTEST_RNG_SEED") {
        Ok(text) => text.parse().map_or(RngSeed::Random, RngSeed::Fixed),
        Err(_) => RngSeed::Fixed(20_261_005),
    }
}

/// How many: 600, or what `PROPTEST_CASES` asks for.
fn cases() -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(600)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn any_logbook_is_read(text in logbook()) {
        check(&text)?;
    }

    #[test]
    fn any_unicode_is_read(text in "(\\PC|\n|\t|[*_<>\\[\\]()`|#~ -]){0,60}") {
        check(&text)?;
    }

    #[test]
    fn no_word_is_lost(text in lines()) {
        prop_assert_eq!(letters(&tidied(&text)), letters(&text), "from {:?}", text);
    }

    #[test]
    fn no_mark_is_shown(text in marked()) {
        let html = rendered(&text);
        let shown: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect();
        // The signs of notes.
        let shown = shown.replace("(**)", "").replace("(***)", "");
        for mark in ["**", "](", "&lt;span", "&lt;/span"] {
            prop_assert!(!shown.contains(mark), "{} in {:?} from {:?}, tidied {:?}", mark, shown, text, tidied(&text));
        }
        prop_assert!(!lone_underscore(&shown), "a lone _ in {:?} from {:?}, tidied {:?}", shown, text, tidied(&text));
        prop_assert!(!html.contains("<pre"), "prose in a block of code, from {:?}", text);
    }

    #[test]
    fn clean_text_is_left_alone(text in clean()) {
        let shown = |text: &str| -> Vec<String> {
            let parts = |text: &str| markdown::read(&tidy(text, 0, Depth::Build).0, 1);
            parts(text).blocks.iter().map(|block| walk::plain_blocks(std::slice::from_ref(block))).collect()
        };
        prop_assert_eq!(letters(&tidied(&text)), letters(&text), "from {:?}", text);
        prop_assert_eq!(tidied(&text), text.clone());
        prop_assert_eq!(shown(&tidied(&text)), shown(&text));
    }

    #[test]
    fn places_lie_in_their_files(text in logbook()) {
        let sources = Memory::new([("ville/carnet.md", text.as_bytes())]);
        let config = Config { src: String::new(), ..Config::default() };
        let mut report = Report::default();
        for unit in shelf::units(&sources, &config, &mut report) {
            shelf::read(&unit, &sources, &config, DRAFTS, &mut report);
        }
        report.sort();
        let lines: Vec<&str> = text.split('\n').collect();
        for place in report.diagnostics().iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
            let line = lines.get(place.line - 1).copied().unwrap_or_default();
            prop_assert_eq!(&place.excerpt, line.trim_end_matches('\r'));
            prop_assert!(place.column >= 1 && place.end >= place.column);
            prop_assert!(place.end <= line.chars().count() + 1, "{:?}", place);
        }
    }
}

#[derive(Default)]
pub struct Written(pub Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Written {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0
            .lock()
            .unwrap()
            .insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn copy(&self, path: &str, source: &str) -> io::Result<()> {
        self.put(path, source.as_bytes())
    }
}

pub struct NoPictures;

impl PictureStore for NoPictures {
    fn load(&self, _: &Digest) -> Option<Record> {
        None
    }

    fn save(&self, _: &Digest, _: &Record, _: &[Vec<u8>]) -> io::Result<()> {
        Ok(())
    }

    fn open(&self, _: &StoredCopy) -> io::Result<Box<dyn io::Read + Send>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

pub fn built(sources: &Memory, threads: usize) -> (BTreeMap<String, Vec<u8>>, Report) {
    let config = Config {
        title: "Essai".to_owned(),
        src: String::new(),
        ..Config::default()
    };
    built_with(sources, config, Report::default(), threads)
}

/// A site with that configuration, on so many threads; `report` holds what was said of it before.
pub fn built_with(
    sources: &Memory,
    config: Config,
    mut report: Report,
    threads: usize,
) -> (BTreeMap<String, Vec<u8>>, Report) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let output = Written::default();
    pool.install(|| {
        carnet::build(
            sources,
            config,
            &BuildOptions::default(),
            &NoPictures,
            &output,
            None,
            &mut report,
        )
    })
    .unwrap();
    report.sort();
    (output.0.into_inner().unwrap(), report)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, rng_seed: seed(), ..ProptestConfig::default() })]

    #[test]
    fn threads_change_no_byte(texts in vec(logbook(), 12)) {
        let files: Vec<(String, String)> = texts
            .into_iter()
            .enumerate()
            .map(|(index, text)| (format!("ville-{index}/carnet.md"), text))
            .collect();
        let sources = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
        let (one, first) = built(&sources, 1);
        let (four, second) = built(&sources, 4);
        prop_assert!(one.len() > 12 || first.stops_build());
        prop_assert_eq!(one, four);
        prop_assert_eq!(first.diagnostics(), second.diagnostics());
    }
}

/// The real logbooks, if they lie beside the project; a line on the terminal if not.
pub fn real_logbooks() -> Vec<(String, String)> {
    let folder = std::env::var_os("CARNET_LOGBOOKS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/carnets"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(&folder) else {
        let _ = writeln!(
            io::stderr(),
            "SKIPPED: no real logbooks (set CARNET_LOGBOOKS to their folder)"
        );
        return Vec::new();
    };
    let mut out: Vec<(String, String)> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "README"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    out.sort();
    out
}

#[test]
fn real_logbooks_show_no_trace() {
    for (name, text) in real_logbooks() {
        let (mapped, _) = tidy(&text, 0, Depth::Build);
        assert_eq!(tidied(&mapped.text), mapped.text, "{name}: tidied twice");
        let tree = markdown::read(&mapped, 1);
        let mut shown = walk::plain_blocks(&tree.blocks);
        for block in &tree.blocks {
            if let carnet::model::body::Block::Code { text, .. } = block {
                shown.push_str(text);
            }
            if let carnet::model::body::Block::Heading(heading) = block {
                shown.push_str(&plain_text(&heading.inlines));
            }
        }
        for line in shown.lines().filter(|line| !line.contains("://")) {
            for mark in [
                "**", " _", "_ ", "](", "<", ">>>>>", "gd2md", "gdcalert", "alt_text",
            ] {
                assert!(!line.contains(mark), "{name}: {mark} in {line:?}");
            }
        }
    }
}

#[test]
fn writers_tables_stay_out_of_every_byte() {
    let logbooks = real_logbooks();
    let sources = Memory::new(
        logbooks
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes())),
    );
    if logbooks.is_empty() {
        return;
    }
    let (files, _) = built(&sources, 2);
    let mut tables = 0;
    for (name, text) in &logbooks {
        for cell in private_cells(text) {
            tables += 1;
            for (path, bytes) in &files {
                let page = String::from_utf8_lossy(bytes);
                // Not the words themselves: they are private.
                assert!(
                    !page.contains(&cell),
                    "{name}: a cell of the writers' table is in {path}"
                );
            }
        }
    }
    assert!(tables > 0, "one of the five has such a table");
}

/// The words of a writers' table: names, marks and remarks; what the template itself wrote is not private.
fn private_cells(text: &str) -> Vec<String> {
    let Some((table, _)) = text
        .split("<table>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</table>"))
        .find(|(table, _)| table.contains("PARTIE") && table.contains("édact"))
    else {
        return Vec::new();
    };
    let steps = [
        "introduction",
        "diagnostic",
        "identification",
        "qualit",
        "publication",
        "valorisation",
        "conclusion",
        "partie",
        "rédact",
        "note",
        "observation",
    ];
    let mut cells: Vec<String> = table
        .split("<td>")
        .skip(1)
        .filter_map(|cell| cell.split("</td>").next())
        .map(|cell| {
            let mut out = String::new();
            let mut tag = false;
            for found in cell.chars() {
                match found {
                    '<' => tag = true,
                    '>' => tag = false,
                    _ if !tag => out.push(found),
                    _ => {}
                }
            }
            out.trim().to_owned()
        })
        .filter(|cell| {
            let lower = cell.to_lowercase();
            cell.chars().count() >= 5 && !steps.iter().any(|step| lower.contains(step))
        })
        .collect();
    cells.dedup();
    cells
}

/// Drafts are read too.
const DRAFTS: shelf::Shown = shelf::Shown {
    drafts: true,
    notes: false,
};
