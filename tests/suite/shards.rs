//! A site built in parts: together they are the whole, whatever their number, in one folder or in several.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn carnet(project: &Path, site: &Path, more: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_carnet"))
        .args(["build", "-q", "--lang", "en", "--dest-dir"])
        .arg(site)
        .args(more)
        .arg(project)
        .env("SOURCE_DATE_EPOCH", "1790000000")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The files of a site, its lists apart.
fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(site).unwrap().display().to_string();
            if !name.starts_with(".carnet-files") {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn same(name: &str, whole: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>) {
    let missing: Vec<&String> = whole
        .keys()
        .filter(|path| !found.contains_key(*path))
        .collect();
    let more: Vec<&String> = found
        .keys()
        .filter(|path| !whole.contains_key(*path))
        .collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "{name}: missing {missing:?}, more {more:?}"
    );
    for (path, bytes) in whole {
        assert!(found[path] == *bytes, "{name}: {path} differs");
    }
}

fn parts(project: &Path, counts: &[usize]) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let list = |name: &str| fs::read_to_string(at(name)).unwrap();
    let manifest = |name: &str| format!("--manifest={}", at(name).display());
    carnet(project, &at("whole"), &[&manifest("whole.jsonl")]);
    let whole = files(&at("whole"));
    assert_eq!(list("whole.jsonl").lines().count(), whole.len());
    for count in counts {
        let mut apart: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut lines = Vec::new();
        let together = at(&format!("together-{count}"));
        for part in 1..=*count {
            let shard = format!("{part}/{count}");
            let own = at(&format!("{count}-{part}"));
            carnet(project, &own, &["--shard", &shard, &manifest("part.jsonl")]);
            lines.extend(list("part.jsonl").lines().map(str::to_owned));
            for (path, bytes) in files(&own) {
                let known = apart.insert(path.clone(), bytes.clone());
                assert!(
                    known.is_none_or(|known| known == bytes),
                    "{path} is not the same in two parts"
                );
            }
            fs::remove_dir_all(&own).unwrap();
            carnet(project, &together, &["--shard", &shard]);
        }
        same(&format!("{count} parts, apart"), &whole, &apart);
        same(
            &format!("{count} parts, together"),
            &whole,
            &files(&together),
        );
        lines.sort_unstable();
        lines.dedup();
        let of_whole = list("whole.jsonl");
        let mut of_whole: Vec<&str> = of_whole.lines().collect();
        of_whole.sort_unstable();
        assert_eq!(lines, of_whole);
        // A part again changes nothing, and the whole over the parts is the whole.
        carnet(project, &together, &["--shard", &format!("1/{count}")]);
        same("a part again", &whole, &files(&together));
        carnet(project, &together, &[]);
        same("the whole over its parts", &whole, &files(&together));
        assert!(
            !together
                .join(format!(".carnet-files-1-of-{count}"))
                .exists()
        );
        fs::remove_dir_all(&together).unwrap();
    }
}

#[test]
fn the_demo_in_parts_is_the_demo() {
    parts(Path::new(env!("CARGO_MANIFEST_DIR")), &[2]);
}

/// A table of communes beside three teams.
fn communes(rows: usize, counts: &[usize]) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(
        root,
        "book.toml",
        "[book]\ntitle = \"Essai\"\nsrc = \"content\"\n[build]\nbase-url = \"https://essai.fr/\"\n[[pages]]\nfrom = \"content/data/communes.csv\"\ntemplate = \"content/_commune.md\"\npath = \"communes/{nom}\"\n",
    );
    let mut table = String::from("code;nom;a;b\n");
    for row in 0..rows {
        table.push_str(&format!(
            "{row:05};Ville {row};{};{}\n",
            row * 7 % 100,
            row % 9
        ));
    }
    write(root, "content/data/communes.csv", &table);
    write(root, "content/data/joint.csv", "a\n1\n");
    write(
        root,
        "content/_commune.md",
        "# {nom}\n\n[joint](data/joint.csv)\n\n```chart\ntype: bar\ntitle: {nom} a deux valeurs\nsource: essai\nunit: m\ndata: communes.csv\nfilter: code = {code}\nunpivot: a, b as (quoi, combien)\nx: quoi\ny: combien\n```\n",
    );
    for team in ["lac", "mont", "val"] {
        write(
            root,
            &format!("content/{team}/data/lieux.csv"),
            "nom,latitude,longitude\nQuai,48.11,-1.68\n",
        );
        write(
            root,
            &format!("content/{team}/carnet.md"),
            "# Carnet de bord\n\n## JOUR 1 – DIAGNOSTIC\n\n[lieux](data/lieux.csv)\n\n```map\ntitle: Un lieu\nsource: essai\ndata: lieux.csv\n```\n",
        );
    }
    write(
        root,
        "content/index.md",
        "# Accueil\n\n```number\nvalue: compte(communes.csv)\nlabel: communes\n```\n",
    );
    write(root, "content/suite.md", "# Suite\n");
    parts(root, counts);
}

#[test]
fn communes_in_parts_are_all_there() {
    communes(40, &[1, 2, 16]);
}

#[test]
fn a_long_list_in_parts_is_whole() {
    communes(620, &[7]);
}

#[test]
fn a_part_lets_go_what_it_no_longer_has() {
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (folder.path().join("p"), folder.path().join("site"));
    write(
        &root,
        "book.toml",
        "[book]\ntitle = \"Essai\"\nsrc = \"content\"\n",
    );
    for page in ["a", "b", "c", "d"] {
        write(&root, &format!("content/{page}.md"), "# Page\n");
    }
    for part in ["1/2", "2/2"] {
        carnet(&root, &site, &["--shard", part]);
    }
    fs::remove_file(root.join("content/d.md")).unwrap();
    for part in ["1/2", "2/2"] {
        carnet(&root, &site, &["--shard", part]);
    }
    assert!(site.join("c.html").exists() && !site.join("d.html").exists());
    assert!(
        site.join(".carnet-files-1-of-2").exists() && site.join(".carnet-files-2-of-2").exists()
    );
}
