use super::*;

fn imported(format: Format, text: &str) -> Imported {
    import(format, "Ma carte", text.as_bytes(), Language::French).unwrap_or_else(|problem| {
        panic!("{}", problem.kind.code);
    })
}

const UMAP: &str = r##"{"type":"umap","properties":{"name":"Compost\nà Valbrune","shortCredit":"[[https://a.example|Ville de Valbrune]]",
 "licence":{"name":"ODbL","url":"x"},"tilelayer":{"url_template":"https://t.example/{z}"}},
 "geometry":{"type":"Point","coordinates":[0,48]},
 "layers":[
  {"type":"FeatureCollection","_umap_options":{"name":"Bacs","type":"Cluster","color":"DarkBlue","iconUrl":"♻",
    "popupContentTemplate":"# {name}\n**{statut}** – {capacite|nom} L\n{{{photo}|200}}\n[[{site}|le site]]",
    "rules":[{"condition":"statut=en panne","properties":{"color":"red"}},{"condition":"statut=ouvert","properties":{"color":"green"}}],
    "filters":[{"fieldKey":"statut","widget":"Checkbox"}]},
   "features":[{"type":"Feature","properties":{"name":"A","statut":"ouvert","_umap_options":{"iconClass":"Drop"}},"geometry":{"type":"Point","coordinates":[0.1,48.1]}}]},
  {"type":"FeatureCollection","properties":{"name":"Tracés","color":"orange"},
   "features":[
    {"type":"Feature","properties":{"name":"B","_umap_options":{"color":"#f00"}},"geometry":{"type":"LineString","coordinates":[[0,48],[1,48]]}},
    {"type":"Feature","properties":{"name":"C"},"geometry":{"type":"LineString","coordinates":[[0,48.1],[1,48.1]]}}]},
  {"type":"FeatureCollection","properties":{"name":"Ailleurs","remoteData":{"url":"https://d.example/x.geojson"}},"features":[]}
 ]}"##;

#[test]
fn a_umap_becomes_a_block_with_its_files() {
    let made = imported(Format::Umap, UMAP);
    assert_eq!(
        made.block,
        "```map\ntitre: Compost à Valbrune\nsource: Ville de Valbrune\nfiltres: statut\ncalques:\n\
         \x20 - nom: Bacs\n    data: ma-carte-bacs.geojson\n    cluster: oui\n    color: statut\n    icon: ♻\n    popup: **{statut}** – {capacite} L · le site\n\
         \x20 - nom: Tracés\n    data: ma-carte-traces.geojson\n    color: #FF0000\n\
         \x20 - nom: Tracés\n    data: ma-carte-traces-2.geojson\n    color: #FFA500\n```\n"
    );
    let names: Vec<&str> = made.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ma-carte-bacs.geojson",
            "ma-carte-bacs.yml",
            "ma-carte-traces.geojson",
            "ma-carte-traces.yml",
            "ma-carte-traces-2.geojson",
            "ma-carte-traces-2.yml"
        ]
    );
    let sheet = String::from_utf8_lossy(&made.files[1].bytes);
    assert_eq!(sheet, "titre: \"Bacs\"\nlicence: \"ODbL\"\n");
    let data = String::from_utf8_lossy(&made.files[0].bytes);
    assert!(
        data.contains("\"statut\":\"ouvert\"") && !data.contains("_umap_options"),
        "{data}"
    );
    // The tiles, the pictures of popups, the remote layer.
    assert_eq!(made.lost.len(), 3);
    assert!(
        made.lost
            .iter()
            .all(|lost| lost.kind.code == "map.not-kept")
    );
    assert_eq!(made.features, 3);
}

#[test]
fn kml_folders_become_layers() {
    let kml = r##"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Sorties</name>
      <Style id="vert"><IconStyle><color>ff00aa00</color></IconStyle></Style>
      <StyleMap id="m"><Pair><key>normal</key><styleUrl>#vert</styleUrl></Pair></StyleMap>
      <Folder><name>Haltes</name>
       <Placemark><name>Pont</name><styleUrl>#m</styleUrl><description><![CDATA[<b>Vue</b> &amp; banc<br>]]></description>
        <ExtendedData><Data name="note"><value>4</value></Data></ExtendedData><Point><coordinates>-0.7,48.1,12</coordinates></Point></Placemark></Folder>
      <Folder><name>Tour</name>
       <Placemark><name>Boucle</name><MultiGeometry><LineString><coordinates>0,48 1,48</coordinates></LineString>
        <Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>
      </Document></kml>"##;
    let made = imported(Format::Kml, kml);
    assert_eq!(
        made.block,
        "```map\ntitre: Sorties\ncalques:\n  - nom: Haltes\n    data: ma-carte-haltes.geojson\n    popup: {description}\n    color: #00AA00\n  - nom: Tour\n    data: ma-carte-tour.geojson\n```\n"
    );
    let data = String::from_utf8_lossy(&made.files[0].bytes);
    assert!(data.contains(r#""coordinates":[-0.7,48.1]"#), "{data}");
    assert!(data.contains(r#""description":"Vue & banc""#), "{data}");
}

#[test]
fn what_is_no_map_is_refused() {
    for (format, text, code) in [
        (Format::Umap, "{", "map.not-a-map"),
        (Format::Umap, "{\"type\":\"umap\"}", "map.not-a-map"),
        (Format::GeoJson, "[]", "map.nothing-to-import"),
        (Format::Kml, "<html/>", "map.not-a-map"),
        (
            Format::Kml,
            "<!DOCTYPE a [<!ENTITY x \"y\">]><kml>&x;</kml>",
            "map.not-a-map",
        ),
        (Format::Kml, "<kml/>", "map.nothing-to-import"),
    ] {
        let told = import(format, "x", text.as_bytes(), Language::French);
        assert_eq!(
            told.err().map(|problem| problem.kind.code),
            Some(code),
            "{text}"
        );
    }
}
