//! A column that a sheet withholds is in no byte of the site: not in a page, a figure, a map, a download, the index.

use std::fs;
use std::path::Path;
use std::process::Command;

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn holds(folder: &Path, secret: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holds(&path, secret));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(secret) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn site(sheet: bool) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(
        root,
        "book.toml",
        "[book]\ntitle = \"Essai\"\nlanguage = \"fr\"\n",
    );
    write(
        root,
        "content/ville/data/lieux.csv",
        "nom,latitude,longitude,places,referent\nQuai,48.11,-1.68,12,Zyxabc Un\nHalle,48.12,-1.67,8,Zyxabc Deux\n",
    );
    let feature = |name: &str, place: &str, x: f64| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"nom\":\"{place}\",\"referent\":\"{name}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x},48.1]}}}}"
        )
    };
    write(
        root,
        "content/ville/data/bancs.geojson",
        &format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{},{}]}}",
            feature("Zyxabc Trois", "Banc nord", -1.66),
            feature("Zyxabc Quatre", "Banc sud", -1.65)
        ),
    );
    if sheet {
        for name in ["lieux", "bancs"] {
            write(
                root,
                &format!("content/ville/data/{name}.yml"),
                "titre: Des lieux\ndonnees_personnelles:\n  presentes: oui\n  colonnes_retirees: [Référent]\n",
            );
        }
    }
    write(
        root,
        "content/ville/carnet.md",
        "# Carnet de bord de l'ouverture des données d'Essai\n\n## JOUR 5 – VALORISATION\n\n```map\ntitle: Deux lieux et deux bancs\nsource: essai\nlayers:\n  - name: Lieux\n    data: lieux.csv\n  - name: Bancs\n    data: bancs.geojson\n```\n\n```table\ntitle: Les lieux\nsource: essai\ndata: lieux.csv\n```\n\n```chart\ntype: bar\ntitle: Le quai a plus de places\nsource: essai\ndata: lieux.csv\nx: nom\ny: places\n```\n",
    );
    let status = Command::new(env!("CARGO_BIN_EXE_carnet"))
        .args(["build", "-q"])
        .arg(root)
        .status()
        .unwrap();
    assert!(status.success());
    holds(&root.join("public"), "Zyxabc")
}

#[test]
fn a_withheld_column_is_in_no_byte() {
    assert_eq!(site(true), [] as [String; 0]);
    // The test can see a name where nothing withholds it.
    assert!(site(false).len() >= 4);
}
