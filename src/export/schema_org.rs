//! A dataset for search engines: schema.org/Dataset, as Google Dataset Search reads it.

use super::package::columns;
use super::text::{address, clipped, plain, reference};
use super::{Described, described, leaf};
use crate::model::dataset::FileKind;
use crate::model::site::Site;
use serde_json::{Map, Value, json};

/// The most that a search engine takes of a description, in characters.
const DESCRIPTION: usize = 5000;

/// Columns that are named: a page is read before it is searched.
const VARIABLES: usize = 200;

/// The node of a dataset, to stand in its page. With a base address every address is whole; without one they are
/// relative to the page.
pub fn dataset(site: &Site, one: &Described<'_>) -> Value {
    let base = site.config.base_url.as_deref();
    let mut out = Map::new();
    out.insert("@type".into(), json!("Dataset"));
    out.insert("name".into(), json!(plain(&one.dataset.title())));
    out.insert(
        "description".into(),
        json!(clipped(&described(site, one.dataset), DESCRIPTION)),
    );
    out.insert("identifier".into(), json!(one.dataset.identifier(site)));
    out.insert("isAccessibleForFree".into(), json!(true));
    out.insert("inLanguage".into(), json!(site.config.language.tag()));
    if let Some(base) = base {
        out.insert(
            "url".into(),
            json!(address(base, &one.dataset.path(site, ".html"))),
        );
    }
    let publisher = one.dataset.publisher(site);
    if !publisher.is_empty() {
        let mut creator = json!({ "@type": "Organization", "name": publisher });
        let siren = one
            .dataset
            .sheet
            .as_ref()
            .map_or("", |sheet| sheet.publisher.siren.as_str());
        if !siren.is_empty() {
            creator["identifier"] = json!(format!("SIREN {siren}"));
        }
        out.insert("creator".into(), creator);
    }
    if let Some(sheet) = &one.dataset.sheet {
        if let Some(license) = sheet.license {
            out.insert("license".into(), json!(license.address));
        }
        let keywords: Vec<&String> = sheet.keywords.iter().chain(&sheet.themes).collect();
        if !keywords.is_empty() {
            out.insert("keywords".into(), json!(keywords));
        }
        let part = |date: Option<crate::model::date::Date>| {
            date.map_or_else(|| "..".to_owned(), |date| date.to_string())
        };
        if !sheet.period.is_empty() {
            let text = format!("{}/{}", part(sheet.period.start), part(sheet.period.end));
            out.insert("temporalCoverage".into(), json!(text));
        }
        if let Some(created) = sheet.created {
            out.insert("dateCreated".into(), json!(created.to_string()));
        }
        if let Some(updated) = sheet.updated {
            out.insert("dateModified".into(), json!(updated.to_string()));
        }
    }
    if let Some(place) = place(one) {
        out.insert("spatialCoverage".into(), place);
    }
    let distribution: Vec<Value> = one
        .files
        .iter()
        .map(|file| {
            let url = match base {
                Some(base) => address(base, &file.path),
                None if file.kind == FileKind::Original => {
                    format!("../data/{}", reference(leaf(&file.path)))
                }
                None => reference(leaf(&file.path)),
            };
            let media = match file.kind {
                FileKind::GeoJson => "application/geo+json",
                _ if super::extension(&file.path).ends_with("json") => "application/geo+json",
                _ => "text/csv",
            };
            json!({
                "@type": "DataDownload",
                "contentUrl": url,
                "encodingFormat": media,
                "contentSize": format!("{} B", file.bytes),
                "sha256": file.sha256,
            })
        })
        .collect();
    out.insert("distribution".into(), json!(distribution));
    let variables: Vec<Value> = columns(one.dataset, one.exceptions)
        .take(VARIABLES)
        .map(|column| {
            let mut variable = json!({ "@type": "PropertyValue", "name": column.name });
            if let Some(note) = column.note
                && !note.title.is_empty()
            {
                variable["description"] = json!(note.title);
            }
            if let Some(unit) = column.unit() {
                variable["unitText"] = json!(unit);
            }
            variable
        })
        .collect();
    out.insert("variableMeasured".into(), json!(variables));
    Value::Object(out)
}

fn place(one: &Described<'_>) -> Option<Value> {
    let name = one
        .dataset
        .sheet
        .as_ref()
        .map_or("", |sheet| sheet.territory.name.as_str());
    if name.is_empty() && one.coverage.is_none() {
        return None;
    }
    let mut place = json!({ "@type": "Place" });
    if !name.is_empty() {
        place["name"] = json!(name);
    }
    if let Some(covered) = one.coverage {
        let [west, south, east, north] = covered.bounds;
        // South-west, then north-east, latitude first.
        place["geo"] =
            json!({ "@type": "GeoShape", "box": format!("{south} {west} {north} {east}") });
    }
    Some(place)
}
