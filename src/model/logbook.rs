//! A team's logbook: its sections and what was found in them.

use super::body::{Block, Footnote, Image};
use super::date::Date;
use crate::source::Span;
use crate::text::fold::fold;

/// The parts of a logbook, in the order of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKey {
    Introduction,
    /// 1 to 5.
    Day(u8),
    Conclusion,
}

impl SectionKey {
    /// Every section of a complete logbook.
    pub const ALL: [SectionKey; 7] = [
        SectionKey::Introduction,
        SectionKey::Day(1),
        SectionKey::Day(2),
        SectionKey::Day(3),
        SectionKey::Day(4),
        SectionKey::Day(5),
        SectionKey::Conclusion,
    ];

    /// The stem of its page: `introduction`, `jour-3`, `conclusion`.
    pub fn stem(self) -> String {
        match self {
            SectionKey::Introduction => "introduction".into(),
            SectionKey::Day(day) => format!("jour-{day}"),
            SectionKey::Conclusion => "conclusion".into(),
        }
    }

    /// Its fixed anchor on the whole-logbook page: `introduction`, `j3`, `conclusion`.
    pub fn anchor(self) -> String {
        match self {
            SectionKey::Day(day) => format!("j{day}"),
            other => other.stem(),
        }
    }
}

/// What stands for somebody who was there and is named no longer, in French and in English.
pub const WITHDRAWN: [&str; 2] = ["une personne de l’équipe", "a member of the team"];

/// One section as read: its heading and its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub key: SectionKey,
    /// The team's own words for it, beyond the day and the step: a mood, a subtitle. Maybe empty.
    pub title: String,
    pub blocks: Vec<Block>,
    /// In the order of their first reference.
    pub footnotes: Vec<Footnote>,
    /// Where its heading stands (or the file's start), in file number `file` of the logbook.
    pub span: Span,
    pub file: usize,
    pub facts: SectionFacts,
}

/// What was found in one section; small, kept for the whole run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SectionFacts {
    pub date: Option<Date>,
    /// `Mood du jour`.
    pub mood: String,
    /// The text says its mood itself.
    pub tells_mood: bool,
    /// The first sentence of prose, plain, at most some 200 characters.
    pub lead: String,
    /// Words of prose, addresses left out.
    pub words: usize,
    pub images: usize,
    /// Pictures that the text shows and the project does not hold.
    pub missing_images: usize,
    pub tables: usize,
    pub attachments: Vec<Attachment>,
    /// Headings of level 2 and 3 under the section's own: level, anchor, plain text.
    pub contents: Vec<(u8, String, String)>,
    pub outcomes: Vec<Outcome>,
    /// Its file is a draft: it is here because drafts were asked for.
    pub draft: bool,
    /// `> [!consigne]` and `> [!interne]`: words between facilitators and their team, in no page that is published.
    pub notes: Vec<String>,
}

/// What facilitators expect on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttachmentKind {
    Wishlist,
    Organigram,
    Evaluation,
    WantedDataList,
    QualityReview,
    PublishedUrls,
    DescriptionSheets,
    CommunicationPlan,
    Dataviz,
    Context,
}

impl AttachmentKind {
    /// The attachment that a file of a team is, by its name without extension: `wishlist`, `Wanted data list`.
    pub fn of_file(stem: &str) -> Option<Self> {
        let words = fold(stem).replace(['-', '_'], " ");
        Some(match words.trim() {
            "wishlist" | "wish list" => AttachmentKind::Wishlist,
            "organigramme" => AttachmentKind::Organigram,
            "evaluation" => AttachmentKind::Evaluation,
            "wanted data list" => AttachmentKind::WantedDataList,
            "bilan qualite" | "bilan de mise en qualite" => AttachmentKind::QualityReview,
            "fiches descriptives" => AttachmentKind::DescriptionSheets,
            "plan de communication" => AttachmentKind::CommunicationPlan,
            "contextualisation" => AttachmentKind::Context,
            _ => return None,
        })
    }
}

/// How an expected attachment was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttachmentState {
    /// Neither named nor joined.
    Missing,
    /// Announced as "en attente".
    Pending,
    /// The picture that shows it is not in the project.
    Lost,
    /// Named in the text, with nothing to open.
    Mentioned,
    /// A link, a picture or a table is there.
    Joined,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    pub kind: AttachmentKind,
    pub state: AttachmentState,
    /// The address that it leads to, if it is a link.
    pub link: Option<String>,
    /// The picture that shows it, where the text shows it.
    pub picture: Option<Span>,
    /// Required on that day by the checklist (otherwise it was found without being asked for).
    pub required: bool,
}

/// One row of a `Réussite ou casse-tête ?` table.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub what: String,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeKind {
    Success,
    Puzzle,
    Other,
}

/// Facts of a whole logbook; small, kept for the whole run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogbookFacts {
    /// The whole title, as on the H1.
    pub title: String,
    /// The collectivity's name: the short title of the team.
    pub collectivity: String,
    /// `commune`, `communauté de communes`, … only if said in the front matter.
    pub collectivity_kind: String,
    pub siren: String,
    pub insee: String,
    pub population: Option<u64>,
    pub group: Option<u32>,
    pub edition: String,
    /// As each wants to be shown; initials stay initials.
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub summary: String,
    /// A sentence of the text that can stand for it when nobody wrote a summary; maybe empty.
    pub lead: String,
    pub cover: Option<Image>,
    /// The cover was the first picture of the text: whoever shows the whole text shows it at its head.
    pub opens_with_cover: bool,
    /// 1 to 4.
    pub maturity: Option<u8>,
    /// A score and its scale, shown only when the scale is known.
    pub score: Option<(u32, u32)>,
    /// Datasets that the team says it opened.
    pub opened: Option<u32>,
    pub datasets: Vec<NamedLink>,
    pub reuses: Vec<NamedLink>,
    pub organizations: Vec<NamedLink>,
    pub maps: Vec<NamedLink>,
    /// Maps that the text draws.
    pub map_blocks: usize,
    pub tools: Vec<String>,
    pub updated: Option<Date>,
    /// Some link or picture of the text stays on another site.
    pub remote_images: usize,
    pub missing_images: usize,
    pub embeds: usize,
}

/// A link that the logbook names, once per address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    pub name: String,
    pub url: String,
    /// The host, for people: `data.gouv.fr`.
    pub platform: String,
}

/// Prose before the first section: shown on the team's overview.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}
