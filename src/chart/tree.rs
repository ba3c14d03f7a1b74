//! Trees: organigrams and mind maps from a nested list. In: the items in reading order, each with its depth. Out: SVG.
//!
//! From left to right while the columns are wide enough to read; deeper trees, and telephones, get an indented outline.
//! Neither ever overlaps, whatever the size.

use super::canvas::{Canvas, Fill, Letters, Mark, Rect, Stroke};
use super::color::Token;
use super::measure::{self, Face};
use super::{Caption, Drawing, Reduced, ReducedThing, Width};
use crate::diag::Language;

/// A tree as an author listed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// As in [`super::Chart::id`].
    pub id: String,
    pub language: Language,
    pub caption: Caption,
    /// In reading order. The first item has depth 0; a depth that skips a level counts as one level.
    pub nodes: Vec<Node>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    pub depth: usize,
    pub text: String,
    /// A state, shown by its border and its word: never by color alone.
    pub state: Option<State>,
    /// Grey words beside an item without children.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub tone: Tone,
    /// Beside the box, in its color; empty when the author gave only a color.
    pub word: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Green, a full border.
    Good,
    /// Orange, a thick border.
    Waiting,
    /// Red, a dashed border.
    Bad,
    /// Grey, a dashed border.
    Unknown,
}

const BOX: f64 = 216.0;
/// Narrower boxes would break every word.
const NARROWEST: f64 = 132.0;
const COLUMN_GAP: f64 = 40.0;
const SIZE: f64 = 14.0;
/// More boxes than this are left to the list beside the drawing.
const MOST_NODES: usize = 3000;

/// Draws a tree for a page.
pub fn draw(tree: &Tree, width: Width) -> Drawing {
    super::drawing(&tree.id, width, &describe(tree), |canvas, reduced| {
        draw_on(tree, canvas, width == Width::Narrow, reduced)
    })
}

/// The tree as a file of its own.
pub fn standalone(tree: &Tree) -> String {
    super::standalone::frame(
        &tree.id,
        &tree.caption,
        &describe(tree),
        tree.language,
        |canvas| draw_on(tree, canvas, false, &mut Vec::new()),
    )
}

/// "Organigramme : Direction générale, puis Enseignement, Patrimoine."
fn describe(tree: &Tree) -> String {
    if let Some(text) = &tree.caption.alternative {
        return text.clone();
    }
    let names = |depth: usize| {
        tree.nodes
            .iter()
            .filter(move |node| node.depth == depth)
            .map(|node| node.text.as_str())
    };
    let list = |names: Vec<&str>| names.join(", ");
    let mut out = match tree.language {
        Language::French => format!("Arbre\u{A0}: {}", list(names(0).take(4).collect())),
        Language::English => format!("Tree: {}", list(names(0).take(4).collect())),
    };
    let below: Vec<&str> = names(1).take(12).collect();
    if !below.is_empty() {
        out.push_str(match tree.language {
            Language::French => ", puis ",
            Language::English => ", then ",
        });
        out.push_str(&list(below));
    }
    if out.chars().count() > 249 {
        out = out.chars().take(248).collect();
        out.push('…');
    }
    out.push('.');
    out
}

fn draw_on(tree: &Tree, canvas: &mut Canvas<'_>, narrow: bool, reduced: &mut Vec<Reduced>) -> f64 {
    let items = items(&tree.nodes);
    if items.len() < tree.nodes.len() {
        reduced.push(Reduced {
            what: ReducedThing::Categories,
            shown: items.len(),
            of: tree.nodes.len(),
        });
    }
    if items.is_empty() {
        return 0.0;
    }
    let columns = items.iter().map(|item| item.depth).max().unwrap_or(0) + 1;
    let aside = items
        .iter()
        .map(|item| aside_width(item))
        .fold(0.0, f64::max)
        .min(230.0);
    let room = canvas.width - aside - COLUMN_GAP * (columns - 1) as f64;
    let wide = (room / columns as f64).min(BOX);
    match !narrow && wide >= NARROWEST {
        true => columns_layout(canvas, &items, wide),
        false => outline(canvas, &items),
    }
}

/// An item with its place in the tree.
struct Item<'t> {
    node: &'t Node,
    depth: usize,
    parent: Option<usize>,
    has_children: bool,
}

/// The first items, their depths mended so that none skips a level.
fn items(nodes: &[Node]) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = Vec::new();
    // The open item of each depth.
    let mut open: Vec<usize> = Vec::new();
    for node in nodes.iter().take(MOST_NODES) {
        open.truncate(node.depth);
        let parent = open.last().copied();
        if let Some(parent) = parent {
            items[parent].has_children = true;
        }
        items.push(Item {
            node,
            depth: open.len(),
            parent,
            has_children: false,
        });
        open.push(items.len() - 1);
    }
    items
}

/// How a tone looks: border, and the color of its word.
fn border(node: &Node) -> (Stroke, Token) {
    match node.state.as_ref().map(|state| state.tone) {
        None => (Stroke::new(Token::Context, 1.0), Token::Ink2),
        Some(Tone::Good) => (Stroke::new(Token::Success, 2.0), Token::Success),
        Some(Tone::Waiting) => (Stroke::new(Token::Highlight, 2.75), Token::Highlight),
        Some(Tone::Bad) => (Stroke::new(Token::Danger, 2.0).dashed(), Token::Danger),
        Some(Tone::Unknown) => (Stroke::new(Token::Ink3, 1.5).dashed(), Token::Ink3),
    }
}

fn word(node: &Node) -> &str {
    node.state.as_ref().map_or("", |state| state.word.as_str())
}

/// Width that the words beside a box want.
fn aside_width(item: &Item<'_>) -> f64 {
    let state = measure::width(word(item.node), 13.0, Face::Strong);
    let note = measure::width(&item.node.note, 13.0, Face::Regular);
    match (state > 0.0, note > 0.0) {
        (false, false) => 0.0,
        (true, true) => state + note + 24.0,
        _ => state + note + 12.0,
    }
}

fn text_of(item: &Item<'_>) -> Letters {
    match (item.parent.is_none(), item.has_children) {
        (true, _) => Letters::new(SIZE, Token::Paper).strong(),
        (false, true) => Letters::new(SIZE, Token::Ink).strong(),
        (false, false) => Letters::new(SIZE, Token::Ink),
    }
}

/// The box of an item with its words, and the words beside it when nothing stands at its right.
fn draw_box(canvas: &mut Canvas<'_>, item: &Item<'_>, place: Rect, lines: &[String], right: f64) {
    let (stroke, token) = border(item.node);
    let fill = if item.parent.is_none() {
        Token::Ink
    } else {
        Token::Surface
    };
    let mark = Mark {
        title: &item.node.text,
        value: None,
    };
    canvas.rect(place, Fill::Plain(fill), Some(mark));
    if item.parent.is_some() || item.node.state.is_some() {
        let corners = [
            (place.left, place.top),
            (place.right, place.top),
            (place.right, place.bottom),
            (place.left, place.bottom),
            (place.left, place.top),
        ];
        canvas.line(&corners, stroke, None);
    }
    let middle = (place.top + place.bottom) / 2.0;
    canvas.lines(lines, (place.left + 12.0, middle), text_of(item));
    let mut x = place.right + 10.0;
    let state = Letters::new(13.0, token).strong();
    for (text, letters) in [
        (word(item.node), state),
        (item.node.note.as_str(), Letters::new(13.0, Token::Ink3)),
    ] {
        let text = measure::shorten(text, right - x, letters.size, letters.face);
        if !text.is_empty() && text != "…" {
            canvas.text(&text, (x, middle), letters);
            x += letters.width(&text) + 12.0;
        }
    }
}

fn height_of(lines: usize) -> f64 {
    13.0 + SIZE * 1.2 * lines as f64
}

/// Each depth a column, each item in the middle of what comes from it.
fn columns_layout(canvas: &mut Canvas<'_>, items: &[Item<'_>], wide: f64) -> f64 {
    let lines: Vec<Vec<String>> = items
        .iter()
        .map(|item| measure::wrap(&item.node.text, wide - 22.0, 3, SIZE, text_of(item).face))
        .collect();
    let mut middles = vec![0.0; items.len()];
    let mut bottom: f64 = 0.0;
    let mut last_parent = None;
    for (index, item) in items.iter().enumerate() {
        if item.has_children {
            continue;
        }
        if index > 0 {
            bottom += if last_parent == Some(item.parent) {
                8.0
            } else {
                18.0
            };
        }
        last_parent = Some(item.parent);
        let height = height_of(lines[index].len());
        middles[index] = bottom + height / 2.0;
        bottom += height;
    }
    // From the last item to the first, every child is placed before its parent.
    let mut reach: Vec<Option<(f64, f64)>> = vec![None; items.len()];
    for index in (0..items.len()).rev() {
        if let Some((first, last)) = reach[index] {
            middles[index] = (first + last) / 2.0;
        }
        if let Some(parent) = items[index].parent {
            let middle = middles[index];
            reach[parent] = Some(reach[parent].map_or((middle, middle), |(first, last)| {
                (first.min(middle), last.max(middle))
            }));
        }
    }
    // A tall box over a single short child may reach above the drawing.
    let top_of = |index: usize| middles[index] - height_of(lines[index].len()) / 2.0;
    let shift = (0..items.len()).map(top_of).fold(0.0, f64::min);
    let deepest = (0..items.len())
        .map(|index| middles[index] + height_of(lines[index].len()) / 2.0)
        .fold(0.0, f64::max);
    let left_of = |item: &Item<'_>| (wide + COLUMN_GAP) * item.depth as f64 + 2.0;
    for (index, item) in items.iter().enumerate() {
        if let Some(parent) = item.parent {
            let (from, to) = (
                (left_of(&items[parent]) + wide, middles[parent] - shift),
                (left_of(item), middles[index] - shift),
            );
            let elbow = from.0 + COLUMN_GAP / 2.0;
            canvas.line(
                &[from, (elbow, from.1), (elbow, to.1), to],
                Stroke::new(Token::Context, 1.0),
                None,
            );
        }
    }
    for (index, item) in items.iter().enumerate() {
        let top = top_of(index) - shift;
        let left = left_of(item);
        let place = Rect {
            left,
            right: left + wide - 2.0,
            top: top + 2.0,
            bottom: top + height_of(lines[index].len()) + 2.0,
        };
        let right = if item.has_children {
            place.right + COLUMN_GAP / 2.0
        } else {
            canvas.width
        };
        draw_box(canvas, item, place, &lines[index], right);
    }
    deepest - shift + 5.0
}

/// One item under the other, children further right.
fn outline(canvas: &mut Canvas<'_>, items: &[Item<'_>]) -> f64 {
    let deepest = items
        .iter()
        .map(|item| item.depth)
        .max()
        .unwrap_or(0)
        .max(1) as f64;
    let indent = (canvas.width * 0.4 / deepest).min(22.0);
    let mut top = 2.0;
    let mut places: Vec<Rect> = Vec::with_capacity(items.len());
    for item in items {
        let left = 2.0 + indent * item.depth as f64;
        let room = canvas.width - left - 4.0;
        let letters = text_of(item);
        let lines = measure::wrap(
            &item.node.text,
            (room - 22.0).min(260.0),
            3,
            SIZE,
            letters.face,
        );
        let wide = lines
            .iter()
            .map(|line| letters.width(line))
            .fold(0.0, f64::max)
            + 24.0;
        let place = Rect {
            left,
            right: left + wide.min(room),
            top,
            bottom: top + height_of(lines.len()),
        };
        if let Some(parent) = item.parent.map(|parent| places[parent]) {
            let x = parent.left + indent / 2.0;
            let middle = (place.top + place.bottom) / 2.0;
            canvas.line(
                &[(x, parent.bottom), (x, middle), (place.left, middle)],
                Stroke::new(Token::Context, 1.0),
                None,
            );
        }
        places.push(place);
        // Words that have no room beside the box stand under it.
        let fits = aside_width(item) + 10.0 <= canvas.width - place.right;
        let right = if fits { canvas.width } else { place.right };
        draw_box(canvas, item, place, &lines, right);
        top = place.bottom + 8.0;
        if !fits {
            let (_, token) = border(item.node);
            for (text, letters) in [
                (word(item.node), Letters::new(13.0, token).strong()),
                (item.node.note.as_str(), Letters::new(13.0, Token::Ink3)),
            ] {
                for line in measure::wrap(
                    text,
                    canvas.width - place.left - 14.0,
                    2,
                    13.0,
                    letters.face,
                ) {
                    if !line.is_empty() {
                        canvas.text(&line, (place.left + 12.0, top + 5.0), letters);
                        top += 17.0;
                    }
                }
            }
            top += 3.0;
        }
    }
    top - 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(depth: usize, text: &str) -> Node {
        Node {
            depth,
            text: text.to_owned(),
            ..Node::default()
        }
    }

    #[test]
    fn depths_that_skip_a_level_are_mended() {
        let nodes = [node(3, "a"), node(9, "b"), node(1, "c"), node(0, "d")];
        let found: Vec<(usize, Option<usize>)> = items(&nodes)
            .iter()
            .map(|item| (item.depth, item.parent))
            .collect();
        assert_eq!(found, [(0, None), (1, Some(0)), (1, Some(0)), (0, None)]);
    }

    #[test]
    fn a_tree_of_any_form_is_drawn() {
        let deep: Vec<Node> = (0..5000).map(|depth| node(depth, "plus profond")).collect();
        let flat: Vec<Node> = (0..5000)
            .map(|index| node(usize::from(index > 0), "à côté"))
            .collect();
        for nodes in [Vec::new(), deep, flat] {
            let tree = Tree {
                id: "t".to_owned(),
                language: Language::French,
                caption: Caption::default(),
                nodes,
            };
            for width in [Width::Wide, Width::Narrow] {
                let drawing = draw(&tree, width);
                assert!(drawing.height.is_finite() && !drawing.svg.contains("NaN"));
                assert_eq!(drawing.reduced.is_empty(), tree.nodes.is_empty());
            }
        }
    }
}
