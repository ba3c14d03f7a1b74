//! Frames of other sites: a card that asks first, or the frame itself.

use super::super::escape::{host, push_address, push_plain, push_text};
use super::Body;
use crate::model::body::{Embed, EmbedService};
use crate::model::config::Embeds;
use std::fmt::Write;

impl Body<'_> {
    pub(super) fn embed(&mut self, embed: &Embed) {
        let service = embed.service.name();
        let secure = |address: &str| {
            address
                .get(..8)
                .is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        };
        let frame_host = host(&embed.frame).filter(|_| secure(&embed.frame));
        let height = embed.height.unwrap_or(420).clamp(160, 1200);
        let title = if embed.title.is_empty() {
            let (french, english) = match embed.service {
                EmbedService::Umap => ("Carte uMap", "uMap map"),
                _ => ("Figure interactive", "Interactive figure"),
            };
            self.word(french, english).to_owned()
        } else {
            embed.title.clone()
        };
        // A map that the author linked has the same card, under another name: nobody asked for a frame.
        let (class, source) = match embed.from_link {
            true => ("linked-map", "data-frame"),
            false => ("embed", "data-src"),
        };
        let _ = write!(self.out, "<figure class=\"{class}\">");
        match (self.context.embeds, frame_host) {
            (Embeds::Load, Some(host)) if !embed.from_link => {
                self.frame_hosts.insert(host.to_ascii_lowercase());
                self.out.push_str("<iframe src=\"");
                push_address(&mut self.out, &embed.frame);
                self.out.push_str("\" title=\"");
                push_text(&mut self.out, &title, self.spacing);
                let _ = write!(
                    self.out,
                    "\" height=\"{height}\" loading=\"lazy\" referrerpolicy=\"no-referrer\" sandbox=\"allow-scripts allow-same-origin allow-popups\" allow=\"fullscreen\"></iframe><figcaption><span class=\"embed-title\">"
                );
                push_text(&mut self.out, &title, self.spacing);
                self.out.push_str("</span>");
            }
            (_, frame_host) => {
                let _ = write!(
                    self.out,
                    "<div class=\"embed-card\"><p class=\"embed-service\">{service}</p><p class=\"embed-title\">"
                );
                push_text(&mut self.out, &title, self.spacing);
                self.out.push_str("</p>");
                if let Some(host) = frame_host {
                    self.frame_hosts.insert(host.to_ascii_lowercase());
                    self.out.push_str("<p class=\"embed-hint\" hidden>");
                    self.say(
                        "Afficher ce contenu ici envoie une requête à ",
                        "Showing this here sends a request to ",
                    );
                    push_plain(&mut self.out, host);
                    let _ = write!(
                        self.out,
                        ".</p><p class=\"embed-ask\" hidden><button type=\"button\" class=\"button\" data-height=\"{height}\" {source}=\""
                    );
                    push_address(&mut self.out, &embed.frame);
                    self.out.push_str("\" data-title=\"");
                    push_text(&mut self.out, &title, self.spacing);
                    self.out.push_str("\">");
                    let show = match embed.service {
                        EmbedService::Umap => self.word("Afficher la carte", "Show the map"),
                        _ => self.word("Afficher la figure", "Show the figure"),
                    };
                    self.out.push_str(show);
                    self.out.push_str("<span class=\"visually-hidden\">");
                    self.say(" : ", ": ");
                    push_text(&mut self.out, &title, self.spacing);
                    self.out.push_str("</span></button></p>");
                }
                self.out.push_str("</div><figcaption>");
            }
        }
        let addresses = [&embed.page, &embed.frame];
        let Some(page) = addresses
            .into_iter()
            .find(|address| super::inline::is_web(address))
        else {
            self.out.push_str("</figcaption></figure>\n");
            return;
        };
        self.out.push_str(" <a href=\"");
        push_address(&mut self.out, page);
        let number = self.cite(page);
        let _ = write!(
            self.out,
            "\" rel=\"noreferrer noopener\" data-cite=\"{number}\">"
        );
        self.say("Ouvrir dans ", "Open in ");
        self.out.push_str(service);
        self.out.push_str("<span class=\"visually-hidden\">");
        self.say(" : ", ": ");
        push_text(&mut self.out, &title, self.spacing);
        self.out.push_str("</span></a></figcaption></figure>\n");
    }
}
