//! Drawings. In: the bytes of an SVG file. Out: a new SVG, written from scratch with nothing but what the lists of
//! `allowed` name; or a refusal.
//!
//! Shown by `<img>`, an SVG runs nothing; but its address can be opened alone, and then it is a page of our site.
//! So the file is never copied: it is read as XML, and only known elements and attributes of the SVG namespace are
//! written again, without prefixes, without entities, without processing instructions. Links, scripts, event
//! attributes, foreign content, animation and every address outside the file are left out.

mod allowed;
mod css;
mod embedded;
mod size;

use super::record::SvgRefusal;
use roxmltree::{Document, Node, NodeType, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespaces of drawing programs: their notes to themselves, dropped without a word.
const EDITORS: &[&str] = &[
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://ns.adobe.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns",
    "http://purl.org/dc/",
    "http://creativecommons.org/",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/",
    "http://www.figma.com/",
    "http://www.serif.com/",
    "http://boxy-svg.com/",
    "http://www.w3.org/2000/svg-editor",
];

const DEEPEST: usize = 200;
const MOST_NODES: u32 = 500_000;
/// Elements drawn once every `use` is followed.
const MOST_DRAWN: u64 = 1_000_000;

/// A drawing made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    pub text: String,
    /// Size as shown, in CSS pixels.
    pub width: u32,
    pub height: u32,
    /// What was taken out that an author may miss, sorted: `<script>`, `onload=`, `href=`.
    pub removed: Vec<String>,
    /// A photo inside it said where it was taken; it no longer does.
    pub position: bool,
}

/// Rewrites a drawing.
///
/// # Errors
/// Why it cannot be published.
pub fn clean(bytes: &[u8]) -> Result<Clean, SvgRefusal> {
    let text = decode(bytes);
    let options = ParsingOptions {
        // Old Illustrator files name their namespaces by entities; the parser bounds how far those expand, and only
        // what they expand to is written.
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    if too_deep(&text) {
        return Err(SvgRefusal::TooDeep);
    }
    let document =
        Document::parse_with_options(&text, options).map_err(|_| SvgRefusal::Malformed)?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !is_svg(root) {
        return Err(SvgRefusal::Malformed);
    }
    if !draws_in_time(root) {
        return Err(SvgRefusal::TooManyCopies);
    }
    let (width, height) = size::size(root);
    let mut writer = Writer::default();
    writer.element(root, 0, Some((width, height)))?;
    writer.text.push('\n');
    Ok(Clean {
        text: writer.text,
        width,
        height,
        removed: writer.removed.into_iter().collect(),
        position: writer.position,
    })
}

fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// A look before parsing, since depth is a matter of the parser's stack too. Counts tags as they come; what looks like
/// a tag inside a comment or a value can only make it more careful.
fn too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = rest.find('>').unwrap_or(rest.len());
                if !rest[..end].ends_with('/') {
                    depth += 1;
                    if depth > DEEPEST * 4 {
                        return true;
                    }
                }
            }
        }
    }
    false
}

/// Files without any namespace are drawings too, as far as people are concerned.
fn is_svg(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG))
}

fn is_editor(namespace: &str) -> bool {
    EDITORS.iter().any(|editor| namespace.starts_with(editor))
}

/// The value of an attribute without namespace; the parser's own look-up by a bare name takes any namespace.
fn plain<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.namespace().is_none() && attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The id that a `use` (or a gradient, a pattern) refers to in the same file.
fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    plain(node, "href")
        .or_else(|| node.attribute((XLINK, "href")))
        .and_then(|href| href.trim().strip_prefix('#'))
}

/// Whether the drawing, once every `use` is followed, stays within reason: a few lines can ask for billions of copies.
fn draws_in_time(root: Node<'_, '_>) -> bool {
    // Each id's own elements, and the ids that it copies.
    let mut ids: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
    for node in root.descendants() {
        if let Some(id) = plain(node, "id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut known: BTreeMap<&str, u64> = BTreeMap::new();
    cost(root, &ids, &mut known, &mut BTreeSet::new(), 0) <= MOST_DRAWN
}

fn cost<'a>(
    node: Node<'a, '_>,
    ids: &BTreeMap<&'a str, Node<'a, '_>>,
    known: &mut BTreeMap<&'a str, u64>,
    open: &mut BTreeSet<&'a str>,
    depth: usize,
) -> u64 {
    // A chain of copies as long as this one is no drawing.
    if depth > 50 {
        return MOST_DRAWN + 1;
    }
    let mut sum = 0_u64;
    for inner in node.descendants().filter(Node::is_element) {
        sum += 1;
        if inner.tag_name().name() != "use" {
            continue;
        }
        let Some(id) = reference(inner) else { continue };
        let Some(target) = ids.get(id) else { continue };
        if let Some(cost) = known.get(id) {
            sum = sum.saturating_add(*cost);
        } else if open.insert(id) {
            let of_target = cost(*target, ids, known, open, depth + 1);
            open.remove(id);
            known.insert(id, of_target);
            sum = sum.saturating_add(of_target);
        }
        if sum > MOST_DRAWN {
            return sum;
        }
    }
    sum
}

#[derive(Default)]
struct Writer {
    text: String,
    removed: BTreeSet<String>,
    position: bool,
}

impl Writer {
    fn element(
        &mut self,
        node: Node<'_, '_>,
        depth: usize,
        size: Option<(u32, u32)>,
    ) -> Result<(), SvgRefusal> {
        if depth > DEEPEST {
            return Err(SvgRefusal::TooDeep);
        }
        let name = node.tag_name().name();
        if !is_svg(node) {
            let namespace = node.tag_name().namespace().unwrap_or_default();
            if !is_editor(namespace) {
                self.removed.insert(format!("<{}>", shown(name)));
            }
            return Ok(());
        }
        // The words of a link are drawn; the link is not, nobody could follow it in a picture.
        let name = if name == "a" { "g" } else { name };
        if !allowed::ELEMENTS.contains(&name) {
            // Descriptions for machines hold the author's name and the path of the file on their computer.
            if name != "metadata" {
                self.removed.insert(format!("<{}>", shown(name)));
            }
            return Ok(());
        }
        if name == "style" {
            return self.style_sheet(node);
        }
        self.text.push('<');
        self.text.push_str(name);
        if let Some((width, height)) = size {
            let _ = write!(
                self.text,
                " xmlns=\"{SVG}\" width=\"{width}\" height=\"{height}\""
            );
            if plain(node, "viewBox").is_none() {
                let _ = write!(self.text, " viewBox=\"0 0 {width} {height}\"");
            }
        }
        for attribute in node.attributes() {
            let is_size = matches!(attribute.name(), "width" | "height");
            if size.is_some() && is_size && attribute.namespace().is_none() {
                continue;
            }
            // The old form of `href` gives way to the new one: an attribute stands once.
            let is_old = attribute.namespace() == Some(XLINK);
            if is_old && plain(node, "href").is_some() {
                continue;
            }
            self.attribute(
                name,
                attribute.namespace(),
                attribute.name(),
                attribute.value(),
            );
        }
        self.text.push('>');
        let inside = self.text.len();
        for child in node.children() {
            match child.node_type() {
                NodeType::Element => self.element(child, depth + 1, None)?,
                NodeType::Text => self.escaped(child.text().unwrap_or_default()),
                _ => {}
            }
        }
        if self.text.len() == inside {
            self.text.pop();
            self.text.push_str("/>");
        } else {
            let _ = write!(self.text, "</{name}>");
        }
        Ok(())
    }

    fn style_sheet(&mut self, node: Node<'_, '_>) -> Result<(), SvgRefusal> {
        let sheet: String = node.children().filter_map(|child| child.text()).collect();
        let (kept, whole) = css::sheet(&sheet);
        if !whole {
            self.removed.insert("CSS".into());
        }
        if !kept.is_empty() {
            self.text.push_str("<style>");
            self.escaped(&kept);
            self.text.push_str("</style>");
        }
        Ok(())
    }

    fn attribute(&mut self, element: &str, namespace: Option<&str>, name: &str, value: &str) {
        match namespace {
            None => {}
            Some(XLINK) if name == "href" => {}
            Some(XML) if matches!(name, "space" | "lang") => {
                self.push_attribute(&format!("xml:{name}"), value);
                return;
            }
            _ => return,
        }
        if name == "href" {
            self.reference(element, value);
        } else if name == "style" {
            let (kept, whole) = css::declarations(value);
            if !whole {
                self.removed.insert("CSS".into());
            }
            if !kept.is_empty() {
                self.push_attribute(name, &kept);
            }
        } else if allowed::is_attribute(name) && css::is_safe_value(value) {
            self.push_attribute(name, value);
        } else if !allowed::is_harmless_loss(name) {
            self.removed.insert(format!("{}=", shown(name)));
        }
    }

    fn reference(&mut self, element: &str, value: &str) {
        let value = value.trim();
        let inside = value.starts_with('#') && allowed::is_local_reference(value);
        if inside && element != "image" {
            self.push_attribute("href", value);
            return;
        }
        if element == "image"
            && let Some(photo) = embedded::clean(value)
        {
            self.position |= photo.position;
            self.push_attribute("href", &photo.address);
            return;
        }
        self.removed.insert("href=".into());
    }

    fn push_attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.escaped(value);
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                other => self.text.push(other),
            }
        }
    }
}

/// A name fit for a message.
fn shown(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_control())
        .take(30)
        .collect()
}

#[cfg(test)]
mod tests;
