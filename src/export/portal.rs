//! The body that data.gouv.fr's API wants for a new dataset: `POST /api/1/datasets/`. Nothing here calls it.

use super::{Described, described};
use crate::model::date::Date;
use crate::model::sheet::Territory;
use crate::model::site::Site;
use crate::text::fold::slug;
use serde_json::{Map, Value, json};

/// The body, without the organization: its id is known to the portal only.
pub fn body(site: &Site, one: &Described<'_>) -> Value {
    let mut out = Map::new();
    out.insert(
        "title".into(),
        json!(super::text::plain(&one.dataset.title())),
    );
    out.insert("description".into(), json!(described(site, one.dataset)));
    out.insert("private".into(), json!(true));
    if let Some(sheet) = &one.dataset.sheet {
        if let Some(license) = sheet.license {
            out.insert("license".into(), json!(license.id));
        }
        if let Some(frequency) = sheet.frequency {
            out.insert("frequency".into(), json!(frequency.id));
        }
        let mut tags: Vec<String> = sheet
            .keywords
            .iter()
            .chain(&sheet.themes)
            .map(|word| slug(word))
            .filter(|tag| (3..=96).contains(&tag.len()))
            .collect();
        tags.dedup();
        if !tags.is_empty() {
            out.insert("tags".into(), json!(tags));
        }
        let period = sheet.period;
        if let (Some(start), Some(end)) = (period.start, period.end) {
            let text = |date: Date| date.to_string();
            out.insert(
                "temporal_coverage".into(),
                json!({ "start": text(start), "end": text(end) }),
            );
        }
        let zones = zones(&sheet.territory);
        if !zones.is_empty() {
            out.insert("spatial".into(), json!({ "zones": zones }));
        } else if let Some(covered) = one.coverage {
            let [west, south, east, north] = covered.bounds;
            let ring = [
                [west, south],
                [east, south],
                [east, north],
                [west, north],
                [west, south],
            ];
            out.insert(
                "spatial".into(),
                json!({ "geom": { "type": "MultiPolygon", "coordinates": [[ring]] } }),
            );
        }
    }
    Value::Object(out)
}

/// The portal's ids of places: `fr:commune:53130`.
fn zones(territory: &Territory) -> Vec<String> {
    let named = |kind: &'static str, codes: &[String]| {
        codes
            .iter()
            .map(|code| format!("fr:{kind}:{}", code.trim()))
            .collect::<Vec<_>>()
    };
    let mut zones = named("commune", &territory.communes);
    zones.extend(named("epci", &territory.epci));
    zones.extend(named("departement", &territory.departments));
    zones
}
