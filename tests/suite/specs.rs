//! Specifications of reading. A page of `tests/specs/` is prose, small logbooks in fences, and what is expected of them:
//!
//! - `carnet`: the text of `ville/carnet.md`; `page`: of `page.md`; `file PATH`: of that file;
//! - `expect`: the trees of all of them, and the diagnostics (those of the family `logbook` and of absent texts of
//!   pictures apart);
//! - `expect facts`: what was understood of each logbook, and all the diagnostics;
//! - `expect clean`: the text that `import --clean` writes.
//!
//! In the fences of files, `⇥` stands for a tab, `⍽` for a no-break space, `␠` for a space at the end of a line, `␍` for
//! a carriage return, `⟦BOM⟧` for a byte order mark. `CARNET_BLESS=1 cargo test --test suite specs` rewrites what is
//! expected: read the difference before you keep it.

use crate::memory::Memory;
use crate::outline;
use carnet::check::Images;
use carnet::check::images::Counted;
use carnet::diag::Report;
use carnet::model::body::Image;
use carnet::model::config::Config;
use carnet::model::logbook::{NamedLink, Section};
use carnet::read::shelf::{self, Item, TeamText};
use carnet::read::tidy::{Depth, tidy};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn pages_say_what_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let found = play(&page);
        if found == page {
            continue;
        }
        if std::env::var_os("CARNET_BLESS").is_some() {
            fs::write(&path, found).unwrap();
        } else {
            let difference = similar::TextDiff::from_lines(&page, &found);
            wrong.push(format!(
                "{}\n{}",
                path.display(),
                difference.unified_diff().context_radius(4)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The page with what is really read.
fn play(page: &str) -> String {
    let mut out = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut answered = true;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        let info = line[ticks..].trim();
        if ticks < 3 || info.is_empty() {
            continue;
        }
        let fence = &line[..ticks];
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if let Some(what) = info.strip_prefix("expect") {
            assert!(!files.is_empty(), "nothing to read before {line}");
            out.push_str(&answer(&files, what.trim()));
            answered = true;
        } else {
            if answered {
                files.clear();
                answered = false;
            }
            let path = match info {
                "carnet" => "ville/carnet.md",
                "page" => "page.md",
                other => other
                    .strip_prefix("file ")
                    .unwrap_or_else(|| panic!("unknown fence: {line}")),
            };
            files.push((path.to_owned(), undrawn(&(inside.join("\n") + "\n"))));
            out.push_str(&(inside.join("\n") + "\n"));
        }
        out.push_str(fence);
        out.push('\n');
    }
    assert!(
        answered,
        "the last files of a page are expected to be nothing"
    );
    out
}

fn undrawn(text: &str) -> String {
    text.replace('⇥', "\t")
        .replace('⍽', "\u{A0}")
        .replace('␠', " ")
        .replace('␍', "\r")
        .replace("⟦BOM⟧", "\u{FEFF}")
}

fn answer(files: &[(String, String)], what: &str) -> String {
    if what == "clean" {
        let (_, text) = &files[0];
        let mut out = String::new();
        for line in tidy(text, 0, Depth::Clean).0.text.lines() {
            out.push_str(outline::drawn(line).trim_end());
            out.push('\n');
        }
        return out;
    }
    let sources = Memory::new(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_bytes())),
    );
    let config = Config {
        src: String::new(),
        ..Config::default()
    };
    let fetched = BTreeMap::new();
    let images = Images::new(&sources, "", &fetched);
    let mut report = Report::default();
    let mut out = String::new();
    for unit in shelf::units(&sources, &config, &mut report) {
        for item in shelf::read(&unit, &sources, &config, DRAFTS, &mut report) {
            let mut counted = Counted::default();
            match item {
                Item::Team(mut team) => {
                    resolve(&mut team, &images, &mut counted, &mut report);
                    match what {
                        "facts" => facts(&team, &mut out),
                        _ => trees(&team, &mut out),
                    }
                }
                Item::Page(mut page) => {
                    images.resolve(
                        &mut page.page.blocks,
                        &page.source,
                        &mut counted,
                        &mut report,
                    );
                    out.push_str(&format!("page “{}”\n", page.page.facts.title));
                    outline::blocks(&page.page.blocks, 1, &mut out);
                    outline::footnotes(&page.page.footnotes, 1, &mut out);
                }
            }
        }
    }
    report.sort();
    for diagnostic in report.diagnostics() {
        let code = diagnostic.code();
        if what != "facts" && (code.starts_with("logbook.") || code == "image.alt") {
            continue;
        }
        let place = match &diagnostic.place {
            Some(place) if files.len() == 1 => {
                format!("{}:{}-{}", place.line, place.column, place.end)
            }
            Some(place) => format!(
                "{}:{}:{}-{}",
                place.file, place.line, place.column, place.end
            ),
            None => String::new(),
        };
        let message = match what {
            "facts" => format!(" {}", diagnostic.message(carnet::diag::Language::English)),
            _ => String::new(),
        };
        out.push_str(&format!("! {code} {place}{message}\n"));
    }
    out
}

fn resolve(team: &mut TeamText, images: &Images<'_>, counted: &mut Counted, report: &mut Report) {
    let TeamText {
        sources,
        manuscript,
        ..
    } = team;
    images.resolve(&mut manuscript.opening.blocks, &sources[0], counted, report);
    for section in &mut manuscript.sections {
        images.resolve(&mut section.blocks, &sources[section.file], counted, report);
    }
}

fn trees(team: &TeamText, out: &mut String) {
    let manuscript = &team.manuscript;
    if !manuscript.opening.blocks.is_empty() {
        out.push_str("opening\n");
        outline::blocks(&manuscript.opening.blocks, 1, out);
        outline::footnotes(&manuscript.opening.footnotes, 1, out);
    }
    for section in &manuscript.sections {
        out.push_str(&heading(section));
        outline::blocks(&section.blocks, 1, out);
        outline::footnotes(&section.footnotes, 1, out);
    }
}

fn heading(section: &Section) -> String {
    match section.title.as_str() {
        "" => format!("{}\n", section.key.stem()),
        title => format!("{} “{title}”\n", section.key.stem()),
    }
}

/// What was understood, without what is empty.
fn facts(team: &TeamText, out: &mut String) {
    let facts = &team.manuscript.facts;
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {}\n", outline::drawn(&value)));
        }
    };
    let number = |value: Option<u32>| value.map_or(String::new(), |value| value.to_string());
    let links = |links: &[NamedLink]| {
        let all: Vec<String> = links
            .iter()
            .map(|link| format!("{} ({}) {}", link.name, link.platform, link.url))
            .collect();
        all.join("; ")
    };
    say("team", team.path.clone());
    say("title", facts.title.clone());
    say("collectivity", facts.collectivity.clone());
    say("group", number(facts.group));
    say("authors", facts.authors.join(" + "));
    say("cover", facts.cover.as_ref().map_or(String::new(), cover));
    say("maturity", number(facts.maturity.map(u32::from)));
    say(
        "score",
        facts
            .score
            .map_or(String::new(), |(score, scale)| format!("{score}/{scale}")),
    );
    say("opened", number(facts.opened));
    say("datasets", links(&facts.datasets));
    say("reuses", links(&facts.reuses));
    say("organizations", links(&facts.organizations));
    say("maps", links(&facts.maps));
    say("tools", facts.tools.join(", "));
    for section in &team.manuscript.sections {
        let facts = &section.facts;
        let mut line = heading(section).trim_end().to_owned();
        for attachment in &facts.attachments {
            line.push_str(&format!(
                "\n  {:?}: {:?}{}{}",
                attachment.kind,
                attachment.state,
                if attachment.required {
                    ""
                } else {
                    " (not asked for)"
                },
                attachment
                    .link
                    .as_ref()
                    .map_or(String::new(), |link| format!(" {link}"))
            ));
        }
        if !facts.mood.is_empty() {
            line.push_str(&format!("\n  mood: {}", facts.mood));
        }
        for outcome in &facts.outcomes {
            line.push_str(&format!(
                "\n  {:?}: {} — {}",
                outcome.kind, outcome.what, outcome.text
            ));
        }
        out.push_str(&format!("{line}\n"));
    }
}

fn cover(image: &Image) -> String {
    format!("{:?} {}", image.target, image.alt)
}

/// Drafts are read too.
const DRAFTS: shelf::Shown = shelf::Shown {
    drafts: true,
    notes: false,
};
