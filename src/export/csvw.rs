//! CSV on the Web: the metadata of one table. Format: <https://www.w3.org/TR/tabular-metadata/>.

use super::package::columns;
use super::text::{plain, reference};
use super::{Described, described, leaf};
use crate::model::dataset::PublishedFile;
use crate::model::site::Site;
use serde_json::{Map, Value, json};

/// The metadata of the cleaned table, to lie beside it as `<name>.csv-metadata.json`.
pub fn metadata(site: &Site, one: &Described<'_>, file: &PublishedFile) -> Value {
    let dataset = one.dataset;
    let language = site.config.language.tag();
    let columns: Vec<Value> = columns(dataset, one.exceptions)
        .map(|column| {
            let mut out = Map::new();
            // A name of CSVW holds no space and no accent: it is a variable of a URI template.
            out.insert("name".into(), json!(variable(column.name)));
            out.insert("titles".into(), json!([column.name]));
            out.insert("datatype".into(), json!(data_type(column.kind)));
            out.insert("required".into(), json!(column.profile.missing == 0));
            let words = column.note.map(|note| [&note.title, &note.description]);
            let words: Vec<&str> = words
                .into_iter()
                .flatten()
                .map(String::as_str)
                .filter(|text| !text.is_empty())
                .collect();
            if !words.is_empty() {
                out.insert("dc:description".into(), json!(words.join(". ")));
            }
            Value::Object(out)
        })
        .collect();
    let mut out = Map::new();
    out.insert(
        "@context".into(),
        json!(["http://www.w3.org/ns/csvw", { "@language": language }]),
    );
    out.insert("url".into(), json!(reference(leaf(&file.path))));
    out.insert("dc:title".into(), json!(plain(&dataset.title())));
    out.insert("dc:description".into(), json!(described(site, dataset)));
    if let Some(license) = dataset.sheet.as_ref().and_then(|sheet| sheet.license) {
        out.insert("dc:license".into(), json!({ "@id": license.address }));
    }
    out.insert(
        "dialect".into(),
        json!({ "delimiter": ",", "encoding": "utf-8", "header": true, "lineTerminators": ["\n"] }),
    );
    out.insert(
        "tableSchema".into(),
        json!({ "columns": distinct(columns) }),
    );
    Value::Object(out)
}

/// Two columns must not share a variable.
fn distinct(columns: Vec<Value>) -> Vec<Value> {
    let mut seen: Vec<String> = Vec::new();
    columns
        .into_iter()
        .map(|mut column| {
            let name = column["name"].as_str().unwrap_or_default().to_owned();
            let mut own = name.clone();
            let mut count = 1;
            while seen.contains(&own) {
                count += 1;
                own = format!("{name}_{count}");
            }
            column["name"] = json!(own);
            seen.push(own);
            column
        })
        .collect()
}

fn variable(name: &str) -> String {
    crate::text::fold::slug(name).replace('-', "_")
}

fn data_type(kind: &'static str) -> Value {
    match kind {
        "year" => json!({ "base": "gYear" }),
        "yearmonth" => json!({ "base": "gYearMonth" }),
        "date" => json!({ "base": "date", "format": "yyyy-MM-dd" }),
        // One pair of words only: a column may have several.
        "boolean" => json!("string"),
        other => json!(other),
    }
}
