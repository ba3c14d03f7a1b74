//! What the links and pictures of a logbook say: datasets, maps, private documents, accounts left in addresses.

use super::Say;
use crate::diag::{image as image_problem, link as problem, people};
use crate::model::address::{self, host, is_converter_name};
use crate::model::body::{Block, Embed, Footnote, ImageTarget, Link, LinkTarget, plain_text};
use crate::model::logbook::{LogbookFacts, NamedLink};
use crate::model::walk::{Met, walk};

/// Cleans every outside address, collects what they lead to, and names what should not be there.
pub fn look(
    blocks: &mut [Block],
    notes: &mut [Footnote],
    facts: &mut LogbookFacts,
    say: &mut Say<'_>,
) {
    look_in(blocks, facts, say);
    for note in notes {
        look_in(&mut note.blocks, facts, say);
    }
}

fn look_in(blocks: &mut [Block], facts: &mut LogbookFacts, say: &mut Say<'_>) {
    walk(blocks, &mut |met| match met {
        Met::Link(link) => look_at_link(link, facts, say),
        Met::Image(image) => {
            if let ImageTarget::Written(source) = &mut image.target {
                let cleaned = address::clean(source);
                if holds_ip(&cleaned.address) {
                    say.add(people::identifier_in_url("IP"), image.span);
                }
                *source = cleaned.address;
                if image.alt.is_empty() && !is_converter_name(source) {
                    say.add(image_problem::alt(&*source), image.span);
                }
            }
        }
        Met::Embed(embed) => look_at_embed(embed, facts),
        Met::Text(text) => {
            if let Some(address) = email(text) {
                let span = say.span_of(say.file, address).unwrap_or_default();
                say.add(people::email(address), span);
            }
        }
    });
}

fn look_at_link(link: &mut Link, facts: &mut LogbookFacts, say: &mut Say<'_>) {
    let LinkTarget::Written(written) = &mut link.target else {
        return;
    };
    if let Some(mail) = written.strip_prefix("mailto:") {
        say.add(people::email(mail), link.span);
        return;
    }
    let cleaned = address::clean(written);
    let account = cleaned.removed.iter().any(|key| key == "ouid");
    if account {
        say.add(people::identifier_in_url("ouid"), link.span);
    }
    let tracking: Vec<&str> = cleaned
        .removed
        .iter()
        .map(String::as_str)
        .filter(|key| *key != "ouid")
        .collect();
    if !tracking.is_empty() {
        say.add(problem::tracking(tracking.join(", ")), link.span);
    }
    *written = cleaned.address;
    let Some(host) = host(written) else { return };
    let host = host.to_ascii_lowercase();
    let short = shorten(written);
    if is_google(&host) && !written.contains("/pub") {
        say.add(problem::private(&short), link.span);
    }
    if is_closed(&host) {
        say.add(problem::closed_service(&host), link.span);
    }
    if written.contains("/admin/dataset")
        || written.contains("role=EDITOR")
        || written.contains("token=")
    {
        say.add(problem::admin(&short), link.span);
    }
    if holds_ip(written) {
        say.add(people::identifier_in_url("IP"), link.span);
    }
    let words = plain_text(&link.inlines);
    collect(facts, written, &words, &host);
}

fn look_at_embed(embed: &Embed, facts: &mut LogbookFacts) {
    facts.embeds += usize::from(!embed.from_link);
    if embed.service == crate::model::body::EmbedService::Umap {
        collect(
            facts,
            &embed.page,
            &embed.title,
            host(&embed.page).unwrap_or(""),
        );
    }
}

/// Files an address under what it leads to, once.
fn collect(facts: &mut LogbookFacts, address: &str, words: &str, host: &str) {
    let path = address
        .split_once(host)
        .map_or("", |(_, path)| path)
        .split(['?', '#'])
        .next()
        .unwrap_or("");
    let data_gouv = host.ends_with("data.gouv.fr") || host == "datagouv.fr";
    let list = if let Some((_, page)) = address::umap(address) {
        // One map may be linked with several views.
        let bare = page.split('#').next().unwrap_or(&page).to_owned();
        let named = NamedLink {
            name: name(words, &bare),
            url: page,
            platform: "uMap".into(),
        };
        let id = |url: &str| {
            url.split('#').next().and_then(|url| {
                url.trim_end_matches('/')
                    .rsplit(['_', '/'])
                    .next()
                    .map(str::to_owned)
            })
        };
        match facts
            .maps
            .iter_mut()
            .find(|map| id(&map.url) == id(&named.url))
        {
            Some(known)
                if known.name.starts_with("http")
                    || known.name.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                known.name = named.name
            }
            Some(_) => {}
            None => facts.maps.push(named),
        }
        return;
    } else if data_gouv && path.contains("/reuses/") {
        &mut facts.reuses
    } else if data_gouv && path.contains("/organizations/") {
        &mut facts.organizations
    } else if (data_gouv && (path.contains("/datasets/") || path.contains("/resources/")))
        || path.contains("explore/dataset")
        || host.ends_with("lillemetropole.fr") && path.contains("dataset")
        || host.ends_with("datasud.fr") && path.contains("dataset")
        || host.starts_with("data.") && path.contains("/datasets/")
    {
        &mut facts.datasets
    } else {
        return;
    };
    let url = address
        .split('#')
        .next()
        .unwrap_or(address)
        .trim_end_matches('/');
    if !list
        .iter()
        .any(|known| known.url.trim_end_matches('/') == url)
    {
        list.push(NamedLink {
            name: name(words, address),
            url: url.to_owned(),
            platform: host.trim_start_matches("www.").to_owned(),
        });
    }
}

/// A link's name: its words, or the readable part of its address when the words are an address.
fn name(words: &str, address: &str) -> String {
    let words = words.trim();
    if !words.is_empty()
        && !words.contains("://")
        && !words.contains("umap.openstreetmap")
        && !words.starts_with("www.")
    {
        return words.to_owned();
    }
    let path = address
        .split(['?', '#'])
        .next()
        .unwrap_or(address)
        .trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    let stem = match last.rsplit_once('_') {
        Some((stem, id)) if id.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => last,
    };
    let readable = stem.replace(['-', '_'], " ");
    let readable = readable.trim_start_matches("jeu de donnees ").trim();
    let hexadecimal = readable.len() >= 20
        && readable
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b' ');
    if readable.is_empty() || hexadecimal {
        let host = host(address).unwrap_or(address).trim_start_matches("www.");
        return format!("{host} · {}", readable.get(..8).unwrap_or(readable));
    }
    let mut letters = readable.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn is_google(host: &str) -> bool {
    matches!(
        host,
        "docs.google.com" | "drive.google.com" | "sheets.google.com" | "photos.app.goo.gl"
    )
}

/// Services that teams used and that are closed, or keep files for a short time.
fn is_closed(host: &str) -> bool {
    [
        "workbenchdata.com",
        "hebergeur-image",
        "mindmup.com",
        "wetransfer.com",
        "we.tl",
        "gather.town",
        "zupimages.net",
        "casimages.com",
    ]
    .iter()
    .any(|closed| host.contains(closed))
}

/// An address as a message shows it.
fn shorten(address: &str) -> String {
    let mut out: String = address.chars().take(60).collect();
    if out.len() < address.len() {
        out.push('…');
    }
    out
}

/// Four numbers below 256 with dots or dashes between them, in the path: hosts of pictures put the sender's address there.
fn holds_ip(address: &str) -> bool {
    let Some(host) = host(address) else {
        return false;
    };
    let Some((_, path)) = address.split_once(host) else {
        return false;
    };
    path.split(|found: char| !(found.is_ascii_digit() || found == '.' || found == '-'))
        // The shortest is `100.1.1.1`.
        .filter(|part| part.len() >= 9)
        .any(|part| {
            ['.', '-'].iter().any(|separator| {
                let numbers: Vec<&str> = part.trim_matches(['.', '-']).split(*separator).collect();
                numbers.len() == 4
                    && numbers.iter().all(|number| number.parse::<u8>().is_ok())
                    && numbers.iter().any(|number| number.len() == 3)
            })
        })
}

fn email(text: &str) -> Option<&str> {
    text.find('@')?;
    text.split(|found: char| {
        found.is_whitespace() || matches!(found, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"')
    })
    .map(|word| word.trim_matches(['.', '!', '?']))
    .find(|word| {
        word.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
                && host.rsplit('.').next().is_some_and(|end| end.len() >= 2)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_identifiers() {
        assert_eq!(
            name(
                "https://x",
                "https://umap.openstreetmap.fr/fr/map/carte-des-pav_838647#1/2/3"
            ),
            "Carte des pav"
        );
        assert_eq!(name("Notre carte", "https://x"), "Notre carte");
        assert!(holds_ip(
            "https://exemple.net/i/2023/92.184.105.44-photo.jpg"
        ));
        assert!(!holds_ip("https://exemple.net/v1.2.3.4/x"));
        assert_eq!(email("écrire à a.b@ville.fr."), Some("a.b@ville.fr"));
        assert_eq!(email("@ville"), None);
    }
}
