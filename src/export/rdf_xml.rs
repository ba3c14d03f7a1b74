//! RDF 1.1 XML. Letters beyond ASCII are character references; what XML 1.0 cannot hold is left out.

use super::graph::{Graph, Name, Object, PREFIXES, Resource, expand};

/// The text of a graph. `remark` stands at its head as a comment.
pub fn rdf_xml(graph: &Graph, remark: &str) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if !remark.is_empty() {
        out.push_str(&format!(
            "<!-- {} -->\n",
            escaped(&remark.replace("--", "- -"))
        ));
    }
    out.push_str("<rdf:RDF");
    for (prefix, address) in PREFIXES {
        out.push_str(&format!("\n  xmlns:{prefix}=\"{address}\""));
    }
    out.push_str(">\n");
    for one in &graph.resources {
        resource(one, 1, &mut out);
    }
    out.push_str("</rdf:RDF>\n");
    out
}

fn resource(resource: &Resource, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match &resource.address {
        Some(address) => {
            out.push_str(&format!(
                "{indent}<rdf:Description rdf:about=\"{}\">\n",
                escaped(address)
            ));
        }
        None => out.push_str(&format!("{indent}<rdf:Description>\n")),
    }
    for name in &resource.types {
        out.push_str(&format!(
            "{indent}  <rdf:type rdf:resource=\"{}\"/>\n",
            expand(*name)
        ));
    }
    for (name, object) in &resource.properties {
        property(*name, object, depth + 1, out);
    }
    out.push_str(&format!("{indent}</rdf:Description>\n"));
}

fn property(name: Name, object: &Object, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let tag = format!("{}:{}", name.0, name.1);
    match object {
        Object::Address(address) => {
            out.push_str(&format!(
                "{indent}<{tag} rdf:resource=\"{}\"/>\n",
                escaped(address)
            ));
        }
        Object::Blank(inner) => {
            out.push_str(&format!("{indent}<{tag}>\n"));
            resource(inner, depth + 1, out);
            out.push_str(&format!("{indent}</{tag}>\n"));
        }
        Object::Text(text) => {
            out.push_str(&format!("{indent}<{tag}>{}</{tag}>\n", escaped(text)));
        }
        Object::Words(text, language) => out.push_str(&format!(
            "{indent}<{tag} xml:lang=\"{language}\">{}</{tag}>\n",
            escaped(text)
        )),
        Object::Typed(text, kind) => out.push_str(&format!(
            "{indent}<{tag} rdf:datatype=\"{}\">{}</{tag}>\n",
            expand(*kind),
            escaped(text)
        )),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for found in text.chars() {
        match found {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            ' '..='~' | '\n' | '\t' => out.push(found),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if u32::from(found) < 0x20 && found != '\r' => {}
            _ => out.push_str(&format!("&#x{:X};", u32::from(found))),
        }
    }
    out
}
