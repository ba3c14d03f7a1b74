//! JSON-LD 1.1 with its context inline: a remote one would be fetched, and fail the harvest with its host.

use super::graph::{Graph, Name, Object, PREFIXES, Resource};
use serde_json::{Map, Value, json};

/// The text of a graph, in ASCII.
pub fn json_ld(graph: &Graph) -> String {
    let context: Map<String, Value> = PREFIXES
        .iter()
        .map(|(prefix, address)| ((*prefix).to_owned(), json!(address)))
        .collect();
    let resources: Vec<Value> = graph.resources.iter().map(resource).collect();
    let mut text = ascii(&format!(
        "{:#}",
        json!({ "@context": context, "@graph": resources })
    ));
    text.push('\n');
    text
}

fn resource(resource: &Resource) -> Value {
    let mut out = Map::new();
    if let Some(address) = &resource.address {
        out.insert("@id".into(), json!(address));
    }
    if !resource.types.is_empty() {
        let types: Vec<String> = resource.types.iter().map(|name| short(*name)).collect();
        out.insert("@type".into(), json!(types));
    }
    for (name, object) in &resource.properties {
        let values = out.entry(short(*name)).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(value(object));
        }
    }
    Value::Object(out)
}

fn value(object: &Object) -> Value {
    match object {
        Object::Address(address) => json!({ "@id": address }),
        Object::Blank(inner) => resource(inner),
        Object::Text(text) => json!({ "@value": text }),
        Object::Words(text, language) => json!({ "@value": text, "@language": language }),
        Object::Typed(text, kind) => json!({ "@value": text, "@type": short(*kind) }),
    }
}

fn short(name: Name) -> String {
    format!("{}:{}", name.0, name.1)
}

/// JSON whose letters beyond ASCII are escaped: they can only stand in strings.
pub fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for found in json.chars() {
        if found.is_ascii() && found != '\u{7f}' {
            out.push(found);
        } else {
            for unit in found.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
