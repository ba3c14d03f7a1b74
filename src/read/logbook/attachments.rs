//! The checklist of a complete logbook: what facilitators expect each day, and whether it is there.

use super::sections::name;
use super::{Checklist, Say, Words};
use crate::diag::{Phrase, logbook as problem};
use crate::model::body::{Block, Inline, Link, LinkTarget, plain_text};
use crate::model::logbook::{Attachment, AttachmentKind, AttachmentState, Section, SectionKey};
use crate::source::Span;
use crate::text::fold::fold;
use crate::text::holds;

/// A label is followed by what it announces within this many blocks.
const REACH: usize = 2;

/// Finds the attachments of a day and reports the ones that are missing.
pub(super) fn find(
    section: &mut Section,
    words: &Words,
    checklist: &Checklist<'_>,
    say: &mut Say<'_>,
) {
    let SectionKey::Day(day) = section.key else {
        return;
    };
    let required = checklist.expected.get(&day).cloned().unwrap_or_default();
    let mut found: Vec<Attachment> = Vec::new();
    for kind in AttachmentKind::ALL {
        let asked = required.contains(&kind);
        // What nobody asked for that day is listed only if it is really there.
        if !asked && !kind.is_distinctive() {
            continue;
        }
        let Seen {
            state,
            link,
            picture,
        } = match checklist.held.contains(&kind) {
            // It is there, whatever the text says of it.
            true if asked => Seen::joined(None),
            _ => look_for(kind, &section.blocks, words),
        };
        if !asked && state != AttachmentState::Joined {
            continue;
        }
        let written = !section.blocks.is_empty();
        if asked && written && state <= AttachmentState::Pending {
            say.add_in(
                section.file,
                problem::attachment_missing(name(section.key), kind.words()),
                section.span,
            );
        }
        found.push(Attachment {
            kind,
            state,
            link,
            picture,
            required: asked,
        });
    }
    section.facts.attachments = found;
}

impl AttachmentKind {
    pub const ALL: [AttachmentKind; 10] = [
        AttachmentKind::Wishlist,
        AttachmentKind::Organigram,
        AttachmentKind::Evaluation,
        AttachmentKind::WantedDataList,
        AttachmentKind::QualityReview,
        AttachmentKind::PublishedUrls,
        AttachmentKind::DescriptionSheets,
        AttachmentKind::CommunicationPlan,
        AttachmentKind::Dataviz,
        AttachmentKind::Context,
    ];

    /// Its name for authors.
    pub fn words(self) -> Phrase {
        let (fr, en) = match self {
            AttachmentKind::Wishlist => ("wishlist", "wishlist"),
            AttachmentKind::Organigram => ("organigramme", "organization chart"),
            AttachmentKind::Evaluation => ("évaluation des données", "evaluation of the data"),
            AttachmentKind::WantedDataList => ("wanted data list", "wanted data list"),
            AttachmentKind::QualityReview => ("bilan de mise en qualité", "quality review"),
            AttachmentKind::PublishedUrls => (
                "adresses des jeux publiés",
                "addresses of the published datasets",
            ),
            AttachmentKind::DescriptionSheets => ("fiches descriptives", "description sheets"),
            AttachmentKind::CommunicationPlan => ("plan de communication", "communication plan"),
            AttachmentKind::Dataviz => ("datavisualisation", "data visualization"),
            AttachmentKind::Context => ("document de contexte", "context document"),
        };
        Phrase::new(fr, en)
    }

    /// Its words are not used for anything else: found elsewhere, it is that attachment.
    fn is_distinctive(self) -> bool {
        matches!(
            self,
            AttachmentKind::Wishlist
                | AttachmentKind::Organigram
                | AttachmentKind::WantedDataList
                | AttachmentKind::CommunicationPlan
        )
    }

    /// Whether folded words name it.
    fn is_named_in(self, text: &str) -> bool {
        let any = |words: &[&str]| words.iter().any(|word| holds(text, word));
        match self {
            AttachmentKind::Wishlist => {
                any(&["wishlist", "wish list", "wish-list", "wislist", "wishliste"])
            }
            AttachmentKind::Organigram => any(&["organigramme", "organization chart"]),
            AttachmentKind::Evaluation => any(&[
                "evaluation des",
                "evaluation de",
                "evaluer les donnees",
                "evaluation of",
            ]),
            AttachmentKind::WantedDataList => any(&[
                "wanted data list",
                "wanted-data-list",
                "wanted datalist",
                "wanted data-list",
                "wanted data liste",
            ]),
            AttachmentKind::QualityReview => {
                any(&["bilan", "bilans"]) && any(&["qualite", "traitement"])
                    || any(&["quality review"])
            }
            AttachmentKind::PublishedUrls => {
                any(&["url", "jeux de donnees", "jeu de donnees", "liens", "lien "])
            }
            AttachmentKind::DescriptionSheets => any(&[
                "fiche descriptive",
                "fiches descriptives",
                "description sheet",
            ]),
            AttachmentKind::CommunicationPlan => any(&[
                "plan de comm",
                "plan com",
                "strategie de comm",
                "plans de comm",
                "communication plan",
                "plan communication",
            ]),
            AttachmentKind::Dataviz => any(&[
                "datavis",
                "dataviz",
                "visualisation",
                "visualization",
                "graphique",
                "carte ",
            ]),
            AttachmentKind::Context => any(&[
                "contextualis",
                "document de contexte",
                "contexte de la",
                "note de contexte",
                "context document",
            ]),
        }
    }

    /// Some attachments are known by what is there, whatever the words beside it.
    fn is_the_thing(self, block: &Block) -> Option<Option<String>> {
        match self {
            AttachmentKind::PublishedUrls => first_link(block, &|link| {
                let dataset = link.contains("/datasets/")
                    || link.contains("explore/dataset")
                    || link.contains("/resources/")
                    || link.contains("/organizations/")
                    || link.contains("territories/");
                dataset && !link.contains("/admin/")
            })
            .map(Some),
            AttachmentKind::Organigram => {
                first_link(block, &|link| link.contains("mindmup.com")).map(Some)
            }
            AttachmentKind::QualityReview => {
                first_link(block, &|link| link.contains("workbenchdata")).map(Some)
            }
            AttachmentKind::Dataviz => match block {
                Block::Figure(_) => Some(None),
                Block::Embed(embed) => Some(Some(embed.page.clone())),
                _ => first_link(block, &|link| {
                    [
                        "umap.openstreetmap",
                        "/reuses/",
                        "organization-reuses",
                        "flourish",
                        "datawrapper",
                        "pubchart",
                    ]
                    .iter()
                    .any(|mark| link.contains(mark))
                })
                .map(Some),
            },
            _ => None,
        }
    }
}

/// What a text shows of an attachment.
struct Seen {
    state: AttachmentState,
    link: Option<String>,
    /// The picture that shows it.
    picture: Option<Span>,
}

impl Seen {
    fn joined(link: Option<String>) -> Self {
        Seen {
            state: AttachmentState::Joined,
            link,
            picture: None,
        }
    }

    /// A block that is the thing itself.
    fn by(block: &Block) -> Self {
        Seen {
            picture: match block {
                Block::Figure(figure) => Some(figure.image.span),
                _ => None,
            },
            ..Seen::joined(match block {
                Block::Embed(embed) => Some(embed.page.clone()),
                _ => None,
            })
        }
    }
}

fn look_for(kind: AttachmentKind, blocks: &[Block], words: &Words) -> Seen {
    let mut best = AttachmentState::Missing;
    let is_named = kind.is_named_in(&words.folded);
    for (index, block) in blocks.iter().enumerate() {
        if let Some(link) = kind.is_the_thing(block) {
            return match block {
                Block::Figure(_) => Seen::by(block),
                _ => Seen::joined(link),
            };
        }
        let (text, alt) = words.of_block(index);
        let is_here =
            is_named && kind.is_named_in(text) || !alt.is_empty() && kind.is_named_in(alt);
        if !is_here {
            continue;
        }
        if best < AttachmentState::Mentioned {
            best = if text.contains("en attente") && text.chars().count() < 200 {
                AttachmentState::Pending
            } else {
                AttachmentState::Mentioned
            };
        }
        // In the same block, a link whose own words or neighbors name it.
        if let Some(link) = named_link(kind, block) {
            return Seen::joined(Some(link));
        }
        if matches!(block, Block::Figure(_) | Block::Table(_)) {
            return Seen::by(block);
        }
        for next in blocks.iter().skip(index + 1).take(REACH) {
            match next {
                // A new heading is about something else.
                Block::Heading(_) if index > 0 => break,
                Block::Figure(_) | Block::Table(_) | Block::Embed(_) => return Seen::by(next),
                _ => {
                    if is_label(text)
                        && let Some(link) = first_link(next, &|_| true)
                    {
                        return Seen::joined(Some(link));
                    }
                    // A list under the heading or label that names it is the thing itself.
                    if matches!((block, next), (Block::Heading(_), Block::List { .. })) {
                        return Seen::joined(None);
                    }
                }
            }
        }
    }
    Seen {
        state: best,
        ..Seen::joined(None)
    }
}

/// Short words that announce what follows: `Lien de la WishList établie :`.
fn is_label(text: &str) -> bool {
    text.split_whitespace().count() <= 14 || text.trim_end().ends_with(':')
}

/// A link of a block whose words, or the 160 characters before it, name the attachment.
fn named_link(kind: AttachmentKind, block: &Block) -> Option<String> {
    let mut found = None;
    let mut before = String::new();
    each_inline(block, &mut |inlines| {
        for inline in inlines {
            if found.is_some() {
                return;
            }
            if let Some(link) = inner_link(inline) {
                let words = fold(&plain_text(&link.inlines));
                let near: String = before
                    .chars()
                    .rev()
                    .take(160)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                if kind.is_named_in(&words) || kind.is_named_in(&near) {
                    found = Some(address(link));
                }
            }
            before.push_str(&fold(&plain_text(std::slice::from_ref(inline))));
        }
        before.push(' ');
    });
    found.flatten()
}

fn address(link: &Link) -> Option<String> {
    match &link.target {
        LinkTarget::Written(address) | LinkTarget::Outside(address) if !address.is_empty() => {
            Some(address.clone())
        }
        _ => None,
    }
}

fn first_link(block: &Block, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut found = None;
    each_inline(block, &mut |inlines| {
        for inline in inlines {
            if found.is_none()
                && let Some(link) = inner_link(inline)
                && let Some(address) = address(link)
                && wanted(&address)
            {
                found = Some(address);
            }
        }
    });
    found
}

fn inner_link(inline: &Inline) -> Option<&Link> {
    match inline {
        Inline::Link(link) => Some(link),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Underline(inner) => {
            inner.iter().find_map(inner_link)
        }
        _ => None,
    }
}

fn each_inline(block: &Block, visit: &mut dyn FnMut(&[Inline])) {
    match block {
        Block::Paragraph { inlines, .. } => visit(inlines),
        Block::Heading(heading) => visit(&heading.inlines),
        Block::List { items, .. } => items.iter().for_each(|item| {
            item.blocks
                .iter()
                .for_each(|block| each_inline(block, visit))
        }),
        Block::Quote(inner) => inner.iter().for_each(|block| each_inline(block, visit)),
        Block::Callout(callout) => callout
            .blocks
            .iter()
            .for_each(|block| each_inline(block, visit)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| {
            cell.blocks
                .iter()
                .for_each(|block| each_inline(block, visit))
        }),
        Block::Figure(figure) => visit(&figure.caption),
        Block::Code { .. } | Block::Embed(_) | Block::Fence(_) | Block::Drawn(_) | Block::Rule => {}
    }
}
