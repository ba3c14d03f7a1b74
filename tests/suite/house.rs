//! The house keeps its shape: imports run one way, each outside package has one home, and files, clock, environment
//! and printing stay at the edges. In: the text of `src/**/*.rs`. Out: one sentence per arrow that turned round.
//!
//! Test code (`#[cfg(test)] mod …`, files named `tests.rs`, `samples.rs`, `fixture.rs`) may use anything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Room → the rooms that it may use. A room is a folder or a file of `src/`; `lib` is what stands in `lib.rs` itself.
const ARROWS: &[(&str, &[&str])] = &[
    // The ground.
    ("source", &[]),
    ("text", &[]),
    // An atlas: it knows codes and coordinates, and nothing of logbooks.
    ("geo", &["text"]),
    // The nouns, and what we say to authors.
    ("diag", &["source", "text"]),
    ("model", &["source", "text", "diag"]),
    // Numbers and dates for readers: every room that writes for them may use it.
    ("format", &["text", "diag"]),
    // A workshop: it turns columns into drawings.
    ("chart", &["source", "text", "diag", "model", "format"]),
    // A table through filters, groups and orders, as an author asks for it.
    ("transform", &["source", "text", "diag", "model", "format"]),
    // A workshop: blocks as written become figures.
    (
        "figure",
        &[
            "source",
            "geo",
            "map",
            "text",
            "diag",
            "model",
            "format",
            "table",
            "transform",
            "chart",
            "memory",
        ],
    ),
    // A workshop: it knows pictures, and nothing of logbooks.
    ("picture", &["source", "text", "diag", "model"]),
    // A workshop: it knows schemas and the records that are checked against them.
    ("schema", &["source", "text", "diag", "model"]),
    // And one that knows what is personal in records.
    ("personal", &["source", "text", "diag", "model"]),
    // A workshop too: bytes to typed tables, and what is wrong with them.
    (
        "table",
        &["source", "text", "diag", "model", "format", "geo"],
    ),
    // From a dataset's places to the layers of a map, on the page and for uMap.
    (
        "map",
        &["source", "text", "diag", "model", "geo", "format", "chart"],
    ),
    // Pages for machines.
    ("export", &["source", "text", "diag", "model"]),
    // The datasets: which they are, what is in them, the files that are offered.
    (
        "data",
        &[
            "source", "text", "diag", "model", "read", "table", "schema", "personal", "geo",
            "export",
        ],
    ),
    // The stages, which never visit each other.
    ("read", &["source", "text", "diag", "model"]),
    // A drawing that is offered as a file must be one that runs nothing.
    ("check", &["source", "text", "diag", "model", "picture"]),
    (
        "render",
        &[
            "source", "text", "diag", "model", "format", "export", "memory",
        ],
    ),
    ("fetch", &["source", "text", "diag", "model", "picture"]),
    // What the preview says; its sockets are at the edges.
    ("serve", &["source", "text", "diag"]),
    // The index of the reader's search.
    ("search", &["text"]),
    // The story.
    ("aside", &["model", "lib"]),
    ("memory", &["source"]),
    (
        "gather",
        &[
            "source", "text", "diag", "model", "picture", "fetch", "read", "data", "check",
            "figure", "table", "search", "aside", "memory", "lib",
        ],
    ),
    (
        "publish",
        &[
            "geo", "source", "text", "diag", "model", "picture", "fetch", "read", "data", "export",
            "check", "render", "table", "figure", "chart", "search", "aside", "memory", "gather",
            "lib",
        ],
    ),
    (
        "lib",
        &[
            "source", "text", "diag", "model", "picture", "read", "data", "check", "render",
            "aside", "gather", "publish",
        ],
    ),
    // The edges. The disk knows bytes, not what they say.
    (
        "disk",
        &["source", "text", "diag", "picture", "fetch", "lib"],
    ),
    (
        "cli",
        &[
            "source", "text", "diag", "model", "picture", "table", "schema", "personal", "format",
            "read", "fetch", "disk", "serve", "figure", "lib",
        ],
    ),
    ("main", &["cli", "lib"]),
];

/// Outside package → where it may be used. Replacing it is the work of these files.
const HOMES: &[(&str, &[&str])] = &[
    ("ammonia", &["read/html.rs"]),
    ("anstream", &["cli/console.rs"]),
    ("base64", &["picture/svg/embedded.rs", "chart/font.rs"]),
    // Words of the program's own: every command says its own; clap prints them.
    ("clap", &["cli/"]),
    (
        "clap_complete",
        &["cli/completions.rs", "cli/words/commands.rs"],
    ),
    // A table that is written for uMap is the map's.
    (
        "csv",
        &[
            "fetch/index.rs",
            "figure/data.rs",
            "table/",
            "data/",
            "map/export/csv.rs",
        ],
    ),
    ("deunicode", &["text/fold.rs"]),
    (
        "encoding_rs",
        &["read/encoding.rs", "picture/svg/mod.rs", "table/"],
    ),
    ("exif", &["picture/"]),
    ("fancy_regex", &["schema/pattern.rs"]),
    ("fast_image_resize", &["picture/encode.rs"]),
    ("geojson", &["data/geojson.rs", "table/features.rs", "map/"]),
    ("httparse", &["serve/http.rs"]),
    ("image", &["picture/"]),
    ("jpeg_encoder", &["picture/encode.rs"]),
    ("opening_hours_syntax", &["schema/rule.rs"]),
    ("phonenumber", &["schema/phone.rs"]),
    ("memchr", &["source.rs", "text/mod.rs", "table/"]),
    ("postcard", &["aside.rs"]),
    ("miniz_oxide", &["geo/pack.rs", "table/workbook.rs"]),
    ("notify", &["disk/watch.rs"]),
    ("plotters", &["chart/canvas/"]),
    ("plotters_backend", &["chart/canvas/"]),
    ("pulldown_cmark", &["read/markdown.rs"]),
    ("regex", &["schema/pattern.rs", "schema/moment.rs"]),
    ("resvg", &["chart/png.rs"]),
    ("roxmltree", &["picture/svg/", "table/workbook.rs"]),
    ("rust_embed", &["render/theme.rs"]),
    ("rustls", &["disk/request.rs"]),
    ("rustix", &["disk/swap.rs"]),
    ("serde_yaml", &["read/yaml.rs"]),
    (
        "sha2",
        &["export/checksum.rs", "figure/store.rs", "cli/manifest.rs"],
    ),
    ("similar", &["cli/"]),
    ("tempfile", &["disk/"]),
    ("tera", &["render/theme.rs", "render/theme/fault.rs"]),
    ("toml", &["read/config.rs", "render/theme.rs"]),
    ("unicode_width", &["diag/output/text.rs", "cli/data/"]),
    ("ureq", &["disk/request.rs"]),
    ("url", &["fetch/address.rs", "disk/request.rs"]),
    ("walkdir", &["disk/walk.rs"]),
    // Formats that are ours to write: JSON of diagnostics, of schemas, of the site, of the caches.
    (
        "serde_json",
        &[
            "diag/output/",
            "read/",
            "render/",
            "schema/",
            "disk/",
            "serve/",
            "search/",
            "export/",
            "data/",
            "figure/keys.rs",
            "map/",
        ],
    ),
    (
        "serde",
        &[
            "render/",
            "disk/cache.rs",
            "picture/",
            "model/",
            "search/",
            "aside.rs",
            "source.rs",
        ],
    ),
    // Several hands are work for the story; the pictures keep their own.
    (
        "rayon",
        &[
            "gather.rs",
            "publish.rs",
            "publish/",
            "picture/mod.rs",
            "cli/",
        ],
    ),
];

/// Small tools that any room may use: they carry no format, no device and no policy.
const TOOLS: [&str; 2] = ["blake3", "unicode_normalization"];

/// What only the edges may touch.
const EDGE_ONLY: [&str; 10] = [
    "std::fs",
    "std::env",
    "std::process",
    "TcpStream",
    "TcpListener",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "dbg!",
];

const EDGES: [&str; 3] = ["disk", "cli", "main"];

#[test]
fn arrows_run_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    load(&source, &source, &mut files);
    assert!(files.len() > 100, "the sources were not found");
    let manifest = fs::read_to_string(source.parent().unwrap().join("Cargo.toml")).unwrap();
    let mut wrong = faults(&files);
    wrong.extend(strays(&packages(&manifest)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_turned_arrow_is_seen() {
    for (path, text, told) in [
        (
            "check/links.rs",
            "use crate::read::lines;",
            "check/links.rs: check must not use read",
        ),
        (
            "read/mod.rs",
            "use super::render;",
            "read/mod.rs: read must not use render",
        ),
        (
            "read/tidy/a.rs",
            "x(super::super::super::gather::y)",
            "read/tidy/a.rs: read must not use gather",
        ),
        (
            "model/body.rs",
            "use crate::{diag::Phrase, check};",
            "model/body.rs: model must not use check",
        ),
        (
            "render/a.rs",
            "use crate::BuildOptions;",
            "render/a.rs: render must not use lib",
        ),
        (
            "new/a.rs",
            "use crate::diag;",
            "new/a.rs: the room new has no place in the house",
        ),
        (
            "read/a.rs",
            "pulldown_cmark::Parser::new",
            "read/a.rs: pulldown_cmark has its home elsewhere",
        ),
        (
            "render/a.rs",
            "use tera::Tera;",
            "render/a.rs: tera has its home elsewhere",
        ),
        (
            "gather.rs",
            "std::fs::read(x)",
            "gather.rs: std::fs belongs to the edges",
        ),
        (
            "gather.rs",
            "use std::{fs, io};",
            "gather.rs: std::fs belongs to the edges",
        ),
        (
            "read/a.rs",
            "println!(\"\")",
            "read/a.rs: println! belongs to the edges",
        ),
    ] {
        let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
        assert_eq!(faults(&files), [told], "{path}: {text}");
    }
    for (path, text) in [
        (
            "check/links.rs",
            "use super::paths; use crate::model::walk;",
        ),
        ("read/tidy/a.rs", "use super::super::lines;"),
        ("read/a.rs", "// crate::render is another room\n//! std::fs"),
        (
            "read/a.rs",
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    use crate::render::x; std::fs::read(y);\n}\n",
        ),
        ("render/tests.rs", "std::fs::read(x)"),
        ("disk/a.rs", "std::fs::read(x); use crate::Output;"),
        ("cli/a.rs", "use clap::ArgMatches;"),
        ("read/a.rs", "let image = super_tera::x; metadata.tera::y"),
    ] {
        let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
        assert_eq!(faults(&files), [] as [String; 0], "{path}: {text}");
    }
    let manifest =
        "[dependencies]\ntera = \"2\"\nnew-thing = \"1\"\n[dev-dependencies]\nproptest = \"1\"\n";
    assert_eq!(
        strays(&packages(manifest)),
        ["new_thing has no home: give it one in tests/suite/house.rs"]
    );
}

fn load(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            load(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn faults(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in files {
        let last = path.rsplit('/').next().unwrap_or(path);
        if matches!(last, "tests.rs" | "samples.rs" | "fixture.rs") {
            continue;
        }
        let code = code(text);
        let room = room(path);
        match ARROWS.iter().find(|(name, _)| *name == room) {
            None => wrong.push(format!("{path}: the room {room} has no place in the house")),
            Some((_, allowed)) => {
                let mut used = used_rooms(path, &code);
                used.retain(|other| *other != room && !allowed.contains(&other.as_str()));
                used.sort();
                used.dedup();
                wrong.extend(
                    used.iter()
                        .map(|other| format!("{path}: {room} must not use {other}")),
                );
            }
        }
        for (package, homes) in HOMES {
            let at_home = homes.iter().any(|home| path.starts_with(home));
            if !at_home && uses_package(&code, package) {
                wrong.push(format!("{path}: {package} has its home elsewhere"));
            }
        }
        if !EDGES.contains(&room) {
            let grouped = grouped_std(&code);
            for thing in EDGE_ONLY {
                if code.contains(thing) || grouped.contains(&thing) {
                    wrong.push(format!("{path}: {thing} belongs to the edges"));
                }
            }
        }
    }
    wrong
}

/// The code of a file: without comments, and without what only tests compile.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") {
            // A module of tests closes with a brace in the column where it opened.
            let open = lines.next().unwrap_or_default();
            if open.trim_end().ends_with('{') {
                let close = format!("{}}}", &open[..open.len() - open.trim_start().len()]);
                for inner in lines.by_ref() {
                    if inner == close {
                        break;
                    }
                }
            }
            continue;
        }
        if !trimmed.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// `read/tidy/mod.rs` → `read`, `gather.rs` → `gather`.
fn room(path: &str) -> &str {
    path.split('/')
        .next()
        .unwrap_or(path)
        .trim_end_matches(".rs")
}

/// The rooms that some code names by `crate::` or by enough `super::`. What `lib.rs` defines itself counts as `lib`.
fn used_rooms(path: &str, code: &str) -> Vec<String> {
    let mut depth = path.split('/').count();
    if path.ends_with("/mod.rs") {
        depth -= 1;
    }
    if matches!(path, "lib.rs" | "main.rs") {
        depth = 0;
    }
    let mut found = Vec::new();
    for start in ["crate::", "super::", "carnet::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | ':')) {
                continue;
            }
            let mut rest = &code[at..];
            let mut climbed = 0;
            while let Some(next) = rest.strip_prefix("super::") {
                climbed += 1;
                rest = next;
            }
            if climbed > 0 && climbed != depth {
                continue;
            }
            rest = rest
                .trim_start_matches("crate::")
                .trim_start_matches("carnet::");
            found.extend(heads(rest));
        }
    }
    if path == "lib.rs" {
        // It names its rooms bare: `use diag::Report;`.
        found.extend(
            code.lines()
                .filter_map(|line| line.strip_prefix("use "))
                .map(|rest| name(rest).to_owned())
                .filter(|name| ARROWS.iter().any(|(room, _)| room == name)),
        );
    }
    found
        .into_iter()
        .map(|name| match ARROWS.iter().any(|(room, _)| *room == name) {
            true => name,
            // A function, a type or a macro of the root.
            false => "lib".to_owned(),
        })
        .collect()
}

/// The first names of a path: one, or those of a group.
fn heads(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return vec![name(rest).to_owned()];
    };
    let mut out = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, found) in group.char_indices() {
        match found {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                out.push(name(group[start..at].trim_start()).to_owned());
                start = at + 1;
                if found == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

fn name(text: &str) -> &str {
    let end = text
        .find(|found: char| !(found.is_alphanumeric() || found == '_'))
        .unwrap_or(text.len());
    &text[..end]
}

fn uses_package(code: &str, package: &str) -> bool {
    let path = format!("{package}::");
    let named = code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | ':' | '.'))
            // A module of ours may have the name of a package: `use crate::{image::x}` and `use super::image`.
            && !code[..at].ends_with("as ")
            && !declares(code, package)
    });
    named
        || code
            .lines()
            .any(|line| line.trim() == format!("use {package};"))
}

/// The file has a module or an import of that very name, which hides the package.
fn declares(code: &str, name: &str) -> bool {
    code.lines().any(|line| {
        let line = line.trim();
        line == format!("mod {name};")
            || line == format!("pub mod {name};")
            || (line.starts_with("use crate::") || line.starts_with("use super::"))
                && line
                    .split(|found: char| !(found.is_alphanumeric() || found == '_'))
                    .any(|word| word == name)
    })
}

/// `use std::{fs, io};` names `std::fs`.
fn grouped_std(code: &str) -> Vec<&'static str> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices("use std::{") {
        for head in heads(&code[at + "use std::".len()..]) {
            out.extend(
                EDGE_ONLY
                    .iter()
                    .copied()
                    .filter(|thing| *thing == format!("std::{head}")),
            );
        }
    }
    out
}

/// The names, as code writes them, of the packages that a manifest needs outside tests.
fn packages(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut out = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if inside && let Some((package, _)) = line.split_once('=') {
            out.push(
                package
                    .trim()
                    .replace('-', "_")
                    .replace("kamadak_exif", "exif"),
            );
        }
    }
    out
}

fn strays(packages: &[String]) -> Vec<String> {
    packages
        .iter()
        .filter(|package| {
            !TOOLS.contains(&package.as_str()) && !HOMES.iter().any(|(name, _)| name == package)
        })
        .map(|package| format!("{package} has no home: give it one in tests/suite/house.rs"))
        .collect()
}
