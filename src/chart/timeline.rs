//! Timelines: what happened, hour by hour or day by day. In: moments in order, in the author's words. Out: SVG.

use super::canvas::{Canvas, Fill, Letters, Mark, Stroke, Symbol};
use super::color::Token;
use super::measure::{self, Face};
use super::{Caption, Drawing, Width};
use crate::diag::Language;

/// A timeline as an author listed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// As in [`super::Chart::id`].
    pub id: String,
    pub language: Language,
    pub caption: Caption,
    pub events: Vec<Event>,
}

/// One moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Event {
    /// `9 h 30`, `12 oct.`; empty for what lies between two moments.
    pub time: String,
    pub text: String,
    pub mark: EventMark,
}

/// What kind of moment it was, shown by its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventMark {
    /// A ring.
    #[default]
    Plain,
    /// A diamond in the color of the finding, and the word "Casse-tête".
    Puzzle,
    /// A green disc, and the word "Réussite".
    Success,
    /// No sign, a dashed line: nothing happened.
    Break,
}

const SIZE: f64 = 15.0;
const GAP: f64 = 20.0;
/// More events are left to the list beside the drawing.
const MOST_EVENTS: usize = 1000;

/// Draws a timeline for a page.
pub fn draw(timeline: &Timeline, width: Width) -> Drawing {
    super::drawing(
        &timeline.id,
        width,
        &describe(timeline),
        |canvas, reduced| {
            if timeline.events.len() > MOST_EVENTS {
                reduced.push(super::Reduced {
                    what: super::ReducedThing::Categories,
                    shown: MOST_EVENTS,
                    of: timeline.events.len(),
                });
            }
            draw_on(timeline, canvas)
        },
    )
}

/// The timeline as a file of its own.
pub fn standalone(timeline: &Timeline) -> String {
    super::standalone::frame(
        &timeline.id,
        &timeline.caption,
        &describe(timeline),
        timeline.language,
        |canvas| draw_on(timeline, canvas),
    )
}

/// "Frise : de 9 h 30, réunion du matin, à 16 h 53, présentation réussie."
fn describe(timeline: &Timeline) -> String {
    if let Some(text) = &timeline.caption.alternative {
        return text.clone();
    }
    let said = |event: &Event| match event.time.is_empty() {
        true => event.text.clone(),
        false => format!("{}, {}", event.time, event.text),
    };
    let mut out = match (
        timeline.events.first(),
        timeline.events.last(),
        timeline.language,
    ) {
        (Some(first), Some(last), Language::French) => {
            format!("Frise\u{A0}: de {} à {}", said(first), said(last))
        }
        (Some(first), Some(last), Language::English) => {
            format!("Timeline: from {} to {}", said(first), said(last))
        }
        (_, _, Language::French) => "Frise vide".to_owned(),
        (_, _, Language::English) => "Empty timeline".to_owned(),
    };
    if out.chars().count() > 249 {
        out = out.chars().take(248).collect();
        out.push('…');
    }
    out.push('.');
    out
}

fn lead(mark: EventMark, language: Language) -> &'static str {
    match (mark, language) {
        (EventMark::Puzzle, Language::French) => "Casse-tête.",
        (EventMark::Puzzle, Language::English) => "Puzzle.",
        (EventMark::Success, Language::French) => "Réussite.",
        (EventMark::Success, Language::English) => "Success.",
        (EventMark::Plain | EventMark::Break, _) => "",
    }
}

fn draw_on(timeline: &Timeline, canvas: &mut Canvas<'_>) -> f64 {
    let events = &timeline.events[..timeline.events.len().min(MOST_EVENTS)];
    let time = Letters::new(SIZE, Token::Ink2).strong();
    let longest = events
        .iter()
        .map(|event| time.width(&event.time))
        .fold(0.0, f64::max)
        .min(canvas.width * 0.3);
    let axis = longest + if longest > 0.0 { 18.0 } else { 6.0 };
    let left = axis + 18.0;
    let room = canvas.width - left;
    let mut top = 4.0;
    let mut last: Option<f64> = None;
    for event in events {
        let lead = lead(event.mark, timeline.language);
        let lead_width = match lead {
            "" => 0.0,
            lead => measure::width(lead, SIZE, Face::Strong) + 5.0,
        };
        let token = match event.mark {
            EventMark::Break => Token::Ink3,
            _ => Token::Ink,
        };
        // The word of the sign opens the first line, which is shorter by it.
        let (first, rest) = split_first(&event.text, room - lead_width);
        let following = if rest.is_empty() {
            Vec::new()
        } else {
            measure::wrap(rest, room, 8, SIZE, Face::Regular)
        };
        let middle = top + SIZE * 0.6;
        if let Some(from) = last {
            let stroke = Stroke::new(Token::Context, 1.0);
            let to = middle
                - if event.mark == EventMark::Break {
                    0.0
                } else {
                    7.0
                };
            canvas.line(&[(axis, from), (axis, to)], stroke, None);
        }
        let times = measure::wrap(&event.time, longest.max(1.0), 2, SIZE, Face::Strong);
        if !event.time.is_empty() {
            for (index, line) in times.iter().enumerate() {
                canvas.text(line, (0.0, middle + SIZE * 1.25 * index as f64), time);
            }
        }
        let title = format!("{} {}", event.time, event.text);
        let mark = Some(Mark {
            title: title.trim(),
            value: None,
        });
        match event.mark {
            EventMark::Plain => {
                canvas.circle((axis, middle), 5.5, Stroke::new(Token::Ink2, 2.0), mark)
            }
            EventMark::Puzzle => canvas.symbol(
                Symbol::Diamond,
                (axis, middle),
                7.0,
                Fill::Plain(Token::Highlight),
                mark,
            ),
            EventMark::Success => {
                canvas.disc((axis, middle), 6.5, Fill::Plain(Token::Success), mark)
            }
            EventMark::Break => {}
        }
        if !lead.is_empty() {
            let token = if event.mark == EventMark::Puzzle {
                Token::Highlight
            } else {
                Token::Success
            };
            canvas.text(lead, (left, middle), Letters::new(SIZE, token).strong());
        }
        let letters = Letters::new(SIZE, token);
        canvas.text(&first, (left + lead_width, middle), letters);
        for (index, line) in following.iter().enumerate() {
            canvas.text(
                line,
                (left, middle + SIZE * 1.35 * (index + 1) as f64),
                letters,
            );
        }
        let lines = (following.len() + 1).max(times.len()) as f64;
        top += SIZE * 1.35 * lines;
        last = Some(match event.mark {
            EventMark::Break => {
                canvas.line(
                    &[(axis, middle), (axis, top + GAP - 4.0)],
                    Stroke::new(Token::Context, 1.0).dashed(),
                    None,
                );
                top + GAP - 4.0
            }
            _ => middle + 7.0,
        });
        top += GAP;
    }
    (top - GAP + 4.0).max(0.0)
}

/// The words that fit into a room, and what is left of the text.
fn split_first(text: &str, room: f64) -> (String, &str) {
    let mut end = 0;
    for (at, _) in text
        .match_indices(' ')
        .chain(std::iter::once((text.len(), "")))
    {
        if measure::width(&text[..at], SIZE, Face::Regular) > room {
            break;
        }
        end = at;
    }
    match end {
        // A first word wider than the room is cut rather than pushed over the edge.
        0 => (measure::shorten(text, room, SIZE, Face::Regular), ""),
        _ => (text[..end].to_owned(), text[end..].trim_start()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_split_at_a_space() {
        assert_eq!(
            split_first("un deux trois", 1000.0),
            ("un deux trois".to_owned(), "")
        );
        let (first, rest) = split_first("un deux trois", 60.0);
        assert_eq!((first.as_str(), rest), ("un deux", "trois"));
        assert!(
            split_first("anticonstitutionnellement", 60.0)
                .0
                .ends_with('…')
        );
        assert_eq!(split_first("", 60.0), (String::new(), ""));
    }
}
