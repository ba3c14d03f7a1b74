//! RDF 1.1 Turtle. Every letter beyond ASCII is escaped: some hosts announce ISO-8859-1 for `text/turtle`.

use super::graph::{Graph, Name, Object, PREFIXES, Resource};

/// The text of a graph. `remark` stands at its head as a comment.
pub fn turtle(graph: &Graph, remark: &str) -> String {
    let mut out = String::new();
    for line in remark.lines() {
        out.push_str(&format!("# {}\n", ascii(line)));
    }
    for (prefix, address) in PREFIXES {
        out.push_str(&format!("@prefix {prefix}: <{address}> .\n"));
    }
    for resource in &graph.resources {
        out.push('\n');
        match &resource.address {
            Some(address) => out.push_str(&format!("<{address}>")),
            None => out.push_str("[]"),
        }
        properties(resource, 1, &mut out);
        out.push_str(" .\n");
    }
    out
}

fn properties(resource: &Resource, depth: usize, out: &mut String) {
    let mut first = true;
    let mut next = |out: &mut String| {
        out.push_str(if first { " " } else { " ;\n" });
        if !first {
            out.push_str(&"    ".repeat(depth));
        }
        first = false;
    };
    if !resource.types.is_empty() {
        next(out);
        let types: Vec<String> = resource.types.iter().map(|name| short(*name)).collect();
        out.push_str(&format!("a {}", types.join(", ")));
    }
    for (name, object) in &resource.properties {
        next(out);
        out.push_str(&format!("{} ", short(*name)));
        value(object, depth, out);
    }
}

fn value(object: &Object, depth: usize, out: &mut String) {
    match object {
        Object::Address(address) => out.push_str(&format!("<{address}>")),
        Object::Blank(resource) => {
            out.push('[');
            properties(resource, depth + 1, out);
            out.push_str(" ]");
        }
        Object::Text(text) => out.push_str(&quoted(text)),
        Object::Words(text, language) => out.push_str(&format!("{}@{language}", quoted(text))),
        Object::Typed(text, kind) => out.push_str(&format!("{}^^{}", quoted(text), short(*kind))),
    }
}

fn short(name: Name) -> String {
    format!("{}:{}", name.0, name.1)
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for found in text.chars() {
        match found {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => push_ascii(found, &mut out),
        }
    }
    out.push('"');
    out
}

fn push_ascii(found: char, out: &mut String) {
    let code = u32::from(found);
    match code {
        0x20..=0x7E => out.push(found),
        0..=0xFFFF => out.push_str(&format!("\\u{code:04X}")),
        _ => out.push_str(&format!("\\U{code:08X}")),
    }
}

/// A comment holds no escape: letters beyond ASCII become signs of their place.
fn ascii(line: &str) -> String {
    line.chars()
        .map(|found| if found.is_ascii() { found } else { '?' })
        .collect()
}
