//! The blocks that are lists: `timeline` and `tree`.

use super::fields::Fields;
use super::{Figure, Scene, Stop, Studio, empty};
use crate::diag::chart;
use crate::model::fence::Item;
use crate::model::figure::{Content, Mark, Moment};
use crate::text::fold::fold;
use crate::transform::Fault;

impl Studio<'_> {
    pub(super) fn timeline(
        &self,
        fields: &Fields<'_>,
        id: &str,
        scene: &Scene<'_>,
        _faults: &mut Vec<Fault>,
    ) -> Result<Figure, Stop> {
        let items = &fields.fence.body.items;
        if items.is_empty() {
            let problem = chart::no_items("timeline", "- 9 h 30: réunion du matin");
            return Err(Fault::new(problem, fields.fence.span).into());
        }
        let mut drawn = empty(fields, id.to_owned());
        drawn.title = self.filled(fields.get("title"), scene)?;
        drawn.subtitle = self.filled(fields.get("subtitle"), scene)?;
        drawn.content = Content::Timeline(items.iter().map(moment).collect());
        Ok(Figure {
            drawn,
            files: Vec::new(),
        })
    }
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
