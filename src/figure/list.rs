//! The blocks that are lists: `timeline` and `tree`.

use super::fields::Fields;
use super::stops::Stops;
use super::{Figure, Scene, Stop, Studio, empty};
use crate::chart::timeline::{self, Event, EventMark, Timeline};
use crate::chart::tree::{self, Node, State, Tone, Tree};
use crate::chart::{Caption, Width};
use crate::diag::chart;
use crate::model::fence::Item;
use crate::model::figure::{Branch, Content, Mark, Moment};
use crate::text::fold::fold;
use crate::transform::Fault;

impl Studio<'_> {
    /// The items of a list and the words around it.
    fn items<'f>(
        &self,
        fields: &'f Fields<'_>,
        id: &str,
        example: &'static str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<(&'f [Item], Caption), Stop> {
        let fence = fields.fence;
        let mut stops = Stops::default();
        if fence.body.items.is_empty() {
            let problem = chart::no_items(fence.kind.word(), example);
            stops.keep::<()>(Err(Fault::new(problem, fence.span)));
        }
        match stops.keep(self.caption(fields, id, scene)) {
            Some(caption) if !stops.any() => Ok((&fence.body.items, caption)),
            _ => Err(stops.first(faults)),
        }
    }

    pub(super) fn timeline(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let (items, caption) =
            self.items(fields, id, "- 9 h 30: réunion du matin", scene, faults)?;
        let mut drawn = empty(fields, id.to_owned());
        let moments: Vec<Moment> = items.iter().map(moment).collect();
        let timeline = Timeline {
            id: id.to_owned(),
            language: scene.language,
            caption,
            events: moments.iter().map(event).collect(),
        };
        drawn.title.clone_from(&timeline.caption.title);
        drawn.subtitle.clone_from(&timeline.caption.subtitle);
        drawn.content = Content::Timeline(moments);
        let mut figure = Figure::new(drawn);
        let path = format!("figures/{id}");
        // The page shows the list itself; what leaves it is drawn.
        self.share(&mut figure, &path, &timeline.caption, || {
            timeline::draw(&timeline, Width::Wide)
        });
        figure.offer_drawing(&path, timeline::standalone(&timeline));
        Ok(figure)
    }
}

impl Studio<'_> {
    pub(super) fn tree(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let (items, caption) = self.items(fields, id, "- Direction générale", scene, faults)?;
        let mut nodes = Vec::new();
        let roots = branches(items, 0, &mut nodes);
        let tree = Tree {
            id: id.to_owned(),
            language: scene.language,
            caption,
            nodes,
        };
        let wide = tree::draw(&tree, Width::Wide);
        let narrow = tree::draw(&tree, Width::Narrow);
        let mut drawn = empty(fields, id.to_owned());
        drawn.title.clone_from(&tree.caption.title);
        drawn.subtitle.clone_from(&tree.caption.subtitle);
        for reduced in &wide.reduced {
            drawn.note = format!("{} {}", drawn.note, reduced.sentence(scene.language))
                .trim()
                .to_owned();
        }
        let path = format!("figures/{id}");
        drawn.content = Content::Tree {
            wide: wide.svg,
            narrow: narrow.svg,
            roots,
        };
        let mut figure = Figure::new(drawn);
        self.share(&mut figure, &path, &tree.caption, || {
            tree::draw(&tree, Width::Wide)
        });
        figure.offer_drawing(&path, tree::standalone(&tree));
        Ok(figure)
    }
}

/// The items as branches, and as nodes in the order of reading.
fn branches(items: &[Item], depth: usize, nodes: &mut Vec<Node>) -> Vec<Branch> {
    items
        .iter()
        .map(|item| {
            let (text, words) = parted(&item.text.text);
            nodes.push(Node {
                depth,
                text: text.to_owned(),
                state: state(words),
                // Words that name no color are a remark.
                note: match state(words) {
                    None => words.to_owned(),
                    Some(_) => String::new(),
                },
            });
            Branch {
                text: text.to_owned(),
                state: words.to_owned(),
                below: branches(&item.below.items, depth + 1, nodes),
            }
        })
        .collect()
}

/// The words of an item, and those in parentheses at its end.
fn parted(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('))
    {
        Some((before, state)) if !before.trim().is_empty() => (before.trim(), state.trim()),
        _ => (text, ""),
    }
}

/// `orange`, `rouge: introuvable`: a color that says how things stand, and the word for it.
fn state(words: &str) -> Option<State> {
    let (color, word) = match words.split_once(':') {
        Some((color, word)) => (color, word.trim()),
        None => (words, ""),
    };
    let tone = match fold(color.trim()).as_str() {
        "vert" | "verte" | "green" => Tone::Good,
        "orange" | "jaune" | "yellow" => Tone::Waiting,
        "rouge" | "red" => Tone::Bad,
        "gris" | "grise" | "grey" | "gray" => Tone::Unknown,
        _ => return None,
    };
    Some(State {
        tone,
        word: word.to_owned(),
    })
}

/// `9 h 30: réunion du matin`: the time ends at a colon that no digit follows.
fn moment(item: &Item) -> Moment {
    let text = item.text.text.as_str();
    let colon = text.char_indices().find(|(at, character)| {
        *character == ':'
            && text[at + 1..]
                .chars()
                .next()
                .is_none_or(|next| !next.is_ascii_digit())
    });
    let (time, rest) = match colon {
        // A sentence with a colon is no time.
        Some((at, _))
            if text[..at].chars().count() <= 30
                && text[..at].chars().any(|c| c.is_ascii_digit()) =>
        {
            (text[..at].trim(), text[at + 1..].trim())
        }
        _ => ("", text.trim()),
    };
    let (mark, rest) = marked(rest);
    Moment {
        time: time.to_owned(),
        text: rest.to_owned(),
        mark,
    }
}

/// A moment, as it is drawn.
fn event(moment: &Moment) -> Event {
    Event {
        time: moment.time.clone(),
        text: moment.text.clone(),
        mark: match moment.mark {
            Mark::Plain => EventMark::Plain,
            Mark::Success => EventMark::Success,
            Mark::Puzzle => EventMark::Puzzle,
            Mark::Pause => EventMark::Break,
        },
    }
}

/// The mark that the first word of a moment asks for, and the words after it.
fn marked(text: &str) -> (Mark, &str) {
    for (words, mark) in [
        (["casse-tete", "puzzle"], Mark::Puzzle),
        (["reussite", "success"], Mark::Success),
    ] {
        let end = text.find([':', '.', ',']).unwrap_or(text.len());
        if words.contains(&fold(text[..end].trim()).as_str()) {
            return (
                mark,
                text[end..].trim_start_matches([':', '.', ',', ' ', '\u{A0}']),
            );
        }
    }
    let folded = fold(text);
    match folded.starts_with("pause")
        || folded.starts_with("dejeuner")
        || folded.starts_with("lunch")
    {
        true => (Mark::Pause, text),
        false => (Mark::Plain, text),
    }
}
