//! The `.umap` file of a map: what uMap opens whole, with its view, its background, its layers and their styles.

use super::super::{FieldKind, Layer, Map, Style};
use super::{File, feature, json, keys, keys_of};
use crate::geo::shape::{Bounds, Point};
use crate::map::draw::{legend, marks};
use serde_json::{Map as Object, Value as Json, json};

/// The size of window that the first view is made for, in pixels.
const VIEW: [f64; 2] = [1000.0, 600.0];
/// The closest view: a street.
const CLOSEST: u8 = 17;
/// Side of a map tile in pixels.
const TILE: f64 = 256.0;

/// The colors of categories, as the page's light theme has them.
const COLORS: [&str; 8] = [
    "#0E5A73", "#C2500F", "#422D7A", "#BE863A", "#E6609E", "#1D825D", "#428AE4", "#5E2623",
];
/// The colors of classes, low to high.
const CLASSES: [&str; 5] = ["#D2EEF1", "#90C9D4", "#48A0B6", "#0B7491", "#01465F"];
/// What has no value.
const NOTHING: &str = "#858B93";
/// The shapes of uMap that tell categories apart.
const ICONS: [&str; 4] = ["Circle", "Drop", "Ball", "Default"];

/// Color and shape of one feature.
pub struct Look<'a> {
    pub color: &'a str,
    pub icon_class: &'static str,
}

/// The look of a feature, by its class.
pub fn look(layer: &Layer, class: Option<usize>) -> Look<'_> {
    let own = |color: &'static str| layer.color.as_deref().unwrap_or(color);
    match (&layer.style, class) {
        (Style::Categories { names, .. }, Some(class)) if class < names.len() => Look {
            color: COLORS[class % COLORS.len()],
            icon_class: ICONS[class % ICONS.len()],
        },
        (Style::Choropleth { classes, .. }, Some(class)) => Look {
            color: CLASSES[class_color(class, classes.breaks.len())],
            icon_class: "Circle",
        },
        (Style::Categories { .. } | Style::Choropleth { .. }, _) => Look {
            color: NOTHING,
            icon_class: "Circle",
        },
        (Style::Circles { .. }, _) => Look {
            color: own(COLORS[3]),
            icon_class: "Circle",
        },
        _ => Look {
            color: own(COLORS[layer.slot % COLORS.len()]),
            icon_class: if layer.icon.is_some() {
                "Drop"
            } else {
                "Circle"
            },
        },
    }
}

/// The color of a class among five: fewer classes are spread over the whole scale.
pub fn class_color(class: usize, count: usize) -> usize {
    match count {
        0 | 1 => 2,
        _ => (class * (CLASSES.len() - 1))
            .div_ceil(count - 1)
            .min(CLASSES.len() - 1),
    }
}

/// The popup of a layer's features in uMap's markup: the author's, or the fields one under the other.
pub fn popup(layer: &Layer) -> String {
    let keys = keys_of(layer);
    let mut out = String::from("# {name}");
    match &layer.popup {
        Some(popup) => {
            let mut text = popup.clone();
            for (field, key) in layer.fields.iter().zip(&keys) {
                text = text.replace(&format!("{{{}}}", field.name), &format!("{{\u{1}{key}}}"));
            }
            // Braces that name no field are letters.
            let text = keys::text(&text).replace("{\u{1}", "{");
            out.push('\n');
            out.push_str(&text);
        }
        None => {
            for (field, key) in layer.fields.iter().zip(&keys).take(12) {
                out.push_str(&format!("\n**{}** : {{{key}}}", keys::text(&field.name)));
            }
        }
    }
    out
}

/// The `.umap` of a map: all its places are inside.
pub fn umap(map: &Map) -> File {
    File {
        name: format!("{}.umap", map.id),
        bytes: document(map, None).to_string().into_bytes(),
    }
}

/// A `.umap` whose layers read the site's GeoJSON files each time it is opened: it follows the site. `folder` is the
/// address of the folder of those files.
pub fn live(map: &Map, folder: &str) -> File {
    let addresses: Vec<String> = super::layer_names(map, "geojson")
        .into_iter()
        .map(|name| format!("{folder}{name}"))
        .collect();
    File {
        name: format!("{}-live.umap", map.id),
        bytes: document(map, Some(&addresses)).to_string().into_bytes(),
    }
}

/// Seconds for which an instance of uMap keeps a remote file.
const KEPT: u32 = 3600;

fn document(map: &Map, remote: Option<&[String]>) -> Json {
    let bounds = map.bounds();
    let [lon, lat] = match bounds.is_empty() {
        // The middle of France, where there is nothing to show.
        true => [2.5, 46.6],
        false => bounds.center().map(|degrees| (degrees * 1e6).round() / 1e6),
    };
    let credit = match map.source.is_empty() {
        true => map.title.clone(),
        false => map.source.clone(),
    };
    let mut properties = json!({
        "name": map.title,
        "zoom": zoom(&bounds),
        "easing": false,
        "defaultView": "center",
        "onLoadPanel": "caption",
        "scrollWheelZoom": true,
        "scaleControl": true,
        "moreControl": true,
        "datalayersControl": true,
        "shortCredit": keys::text(&credit),
        "longCredit": keys::text(&format!("{credit}\n{}", crate::geo::ATTRIBUTION)),
        "tilelayer": {
            "name": "OpenStreetMap",
            "url_template": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
            "attribution": "© [[https://www.openstreetmap.org/copyright|OpenStreetMap]]",
            "minZoom": 0,
            "maxZoom": 19,
            "tms": false,
        },
    });
    let about = keys::text(&description(map));
    if let (false, Some(object)) = (about.is_empty(), properties.as_object_mut()) {
        object.insert("description".into(), Json::from(about));
    }
    // An object: a string would give a dead link in the caption.
    if let (Some((name, url)), Some(object)) = (&map.licence, properties.as_object_mut()) {
        object.insert("licence".into(), json!({ "name": name, "url": url }));
    }
    let layers: Vec<Json> = map
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| {
            let mut properties = layer_properties(map, layer);
            let mut features: Vec<Json> = Vec::new();
            match remote.and_then(|addresses| addresses.get(index)) {
                // Through the instance: no other site has to be let in by the host.
                Some(url) => {
                    properties["remoteData"] =
                        json!({ "url": url, "format": "geojson", "proxy": true, "ttl": KEPT });
                }
                None => features.extend(
                    feature::features(map, index, layer, false)
                        .into_iter()
                        .map(json),
                ),
            }
            json!({
                "type": "FeatureCollection",
                "features": features,
                "properties": properties,
            })
        })
        .collect();
    let mut file = json!({
        "type": "umap",
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": properties,
        "layers": layers,
    });
    if let (Some(address), Some(object)) = (&map.address, file.as_object_mut()) {
        object.insert("uri".into(), Json::from(address.as_str()));
    }
    file
}

fn description(map: &Map) -> String {
    let mut parts = vec![map.subtitle.as_str(), map.note.as_str()];
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The closest whole zoom at which some bounds fit in the view (Web Mercator).
fn zoom(bounds: &Bounds) -> u8 {
    if bounds.is_empty() {
        return 6;
    }
    let mercator = |[lon, lat]: Point| {
        let lat = lat.clamp(-85.0, 85.0).to_radians();
        [
            (lon + 180.0) / 360.0,
            (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0,
        ]
    };
    let [west, north] = mercator([bounds.west, bounds.north]);
    let [east, south] = mercator([bounds.east, bounds.south]);
    (0..=CLOSEST)
        .rev()
        .find(|zoom| {
            let world = TILE * f64::from(1_u32 << zoom);
            // A twentieth of the window is left free on each side.
            (east - west) * world <= VIEW[0] * 0.9 && (south - north) * world <= VIEW[1] * 0.9
        })
        .unwrap_or(0)
}

fn layer_properties(map: &Map, layer: &Layer) -> Json {
    let keys = keys_of(layer);
    let look = look(layer, None);
    let mut properties = Object::new();
    let mut put = |key: &str, value: Json| {
        properties.insert(key.to_owned(), value);
    };
    put("name", Json::from(keys::text(&name(map, layer))));
    put("displayOnLoad", json!(true));
    put("browsable", json!(!matches!(layer.style, Style::Heat)));
    put("inCaption", json!(true));
    put("labelKey", json!("name"));
    put("popupTemplate", json!("Default"));
    put("popupContentTemplate", Json::from(popup(layer)));
    put(
        "color",
        Json::from(match layer.style {
            // Areas of classes have white borders.
            Style::Choropleth { .. } => "#FFFFFF",
            _ => look.color,
        }),
    );
    put("iconClass", Json::from(look.icon_class));
    if let Some(icon) = &layer.icon {
        put("iconUrl", Json::from(icon.as_str()));
    }
    // uMap would add a field for the names by itself.
    let name = json!({ "key": "name", "type": "String" });
    let fields: Vec<Json> = std::iter::once(name)
        .chain(
            layer
                .fields
                .iter()
                .zip(&keys)
                .map(|(field, key)| json!({ "key": key, "type": type_name(field.kind) })),
        )
        .collect();
    put("fields", Json::Array(fields));
    let filters: Vec<Json> = map
        .filters
        .iter()
        .filter_map(|filter| {
            let at = layer
                .fields
                .iter()
                .position(|field| field.name == *filter)?;
            let widget = match layer.fields[at].kind {
                FieldKind::Number | FieldKind::Date => "MinMax",
                FieldKind::Boolean => "Switch",
                FieldKind::Text | FieldKind::Category => "Checkbox",
            };
            Some(json!({ "fieldKey": keys[at], "widget": widget, "label": keys::text(filter) }))
        })
        .collect();
    if !filters.is_empty() {
        put("filters", Json::Array(filters));
    }
    match &layer.style {
        Style::Plain if layer.clustered => {
            put("type", json!("Cluster"));
            put("cluster", json!({ "radius": 60, "textColor": "#FFFFFF" }));
        }
        Style::Plain => put("type", json!("Default")),
        Style::Heat => {
            put("type", json!("Heat"));
            put("heat", json!({ "radius": 25 }));
        }
        Style::Circles { field, .. } => {
            put("type", json!("Circles"));
            put(
                "circles",
                json!({ "property": keys[*field], "radius": radii(layer) }),
            );
            put("fillOpacity", json!(0.3));
        }
        Style::Categories { field, names } => {
            put(
                "type",
                json!(if layer.clustered {
                    "Cluster"
                } else {
                    "Default"
                }),
            );
            let key = &keys[*field];
            let mut rules: Vec<Json> = names
                .iter()
                .enumerate()
                .map(|(class, name)| {
                    let look = self::look(layer, Some(class));
                    let value = keys::category(name);
                    json!({
                        "condition": format!("{key}={value}"),
                        "name": value,
                        "properties": { "color": look.color, "iconClass": look.icon_class },
                    })
                })
                .collect();
            // What comes to the last rule is none of the others, whatever it is: it differs from any of them.
            if let Some(first) = names.first()
                && layer.features.iter().any(|feature| feature.class.is_none())
            {
                let look = self::look(layer, None);
                rules.push(json!({
                    "condition": format!("{key}!={}", keys::category(first)),
                    "name": legend::others(map.language),
                    "properties": { "color": look.color, "iconClass": look.icon_class },
                }));
            }
            put("rules", Json::Array(rules));
        }
        Style::Choropleth { field, classes, .. } => {
            let key = &keys[*field];
            let mut breaks = vec![classes.least];
            breaks.extend(&classes.breaks);
            let words: Vec<String> = breaks.iter().map(f64::to_string).collect();
            // uMap's own classes take their colors from ColorBrewer alone, over any rule: so the layer is a plain one with
            // a rule for each class, and whoever makes it a choropleth in uMap finds the same limits there.
            put("type", json!("Default"));
            put(
                "choropleth",
                json!({
                    "property": key,
                    "mode": "manual",
                    "breaks": words.join(","),
                    "classes": classes.breaks.len(),
                    "brewer": "GnBu",
                }),
            );
            put("weight", json!(1));
            put("fillColor", json!(NOTHING));
            put("fillOpacity", json!(0.8));
            // Highest first: the first rule that holds wins. `>` leaves a value on a break in the class below.
            let ranges: Vec<(f64, f64)> = classes.ranges().collect();
            let mut rules: Vec<Json> = ranges
                .iter()
                .enumerate()
                .rev()
                .map(|(class, (low, high))| {
                    let look = self::look(layer, Some(class));
                    let above = match class {
                        0 => low - low.abs().max(1.0),
                        _ => *low,
                    };
                    json!({
                        "condition": format!("{key}>{above}"),
                        "name": legend::range(*low, *high, map.language),
                        "properties": { "fillColor": look.color },
                    })
                })
                .collect();
            if layer.features.iter().any(|feature| feature.class.is_none()) {
                rules.push(json!({
                    "condition": format!("{key}="),
                    "name": legend::no_value(map.language),
                    "properties": { "fillColor": NOTHING },
                }));
            }
            put("rules", Json::Array(rules));
        }
    }
    // Keys of our own live on in a layer's properties.
    put("_dataset", Json::from(layer.dataset.as_str()));
    Json::Object(properties)
}

fn name(map: &Map, layer: &Layer) -> String {
    match layer.name.is_empty() {
        true => map.title.clone(),
        false => layer.name.clone(),
    }
}

/// The smallest and the largest circle, in pixels: between them uMap's radius follows the square root of the value, as on
/// the page, where the area follows it from zero on. uMap takes a smallest radius from 2 to 10.
fn radii(layer: &Layer) -> Json {
    let amounts = || layer.features.iter().filter_map(|feature| feature.amount);
    let least = amounts().fold(f64::INFINITY, f64::min);
    let smallest = match least.is_finite() {
        true => marks::radius(least, marks::greatest(layer)),
        false => 0.0,
    };
    let smallest = (smallest.clamp(2.0, 10.0) * 10.0).round() / 10.0;
    json!({ "min": smallest, "max": marks::LARGEST })
}

fn type_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "String",
        FieldKind::Number => "Number",
        FieldKind::Date => "Date",
        FieldKind::Boolean => "Boolean",
        FieldKind::Category => "Enum",
    }
}
