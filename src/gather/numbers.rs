//! Computed numbers in what a text leaves behind: its lead, its headings.

use crate::figure::{Scene, Studio};
use crate::model::config::Config;
use crate::read::shelf::{Item, PageText, TeamText};

/// Works out the numbers among the facts of a text.
pub fn fill(item: &mut Item, studio: &Studio<'_>, config: &Config) {
    let language = config.language;
    match item {
        Item::Team(text) => {
            let TeamText {
                sources,
                folder,
                manuscript,
                ..
            } = &mut **text;
            let Some(first) = sources.first() else {
                return;
            };
            let scene = Scene::new(first, folder, "", language);
            studio.fill(&mut manuscript.facts.lead, &scene);
            for section in &mut manuscript.sections {
                let facts = &mut section.facts;
                studio.fill(&mut section.title, &scene);
                studio.fill(&mut facts.lead, &scene);
                for (_, _, label) in &mut facts.contents {
                    studio.fill(label, &scene);
                }
            }
        }
        Item::Page(text) => {
            let PageText { source, page } = &mut **text;
            let folder = source
                .path
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let scene = Scene::new(source, folder, "", language);
            studio.fill(&mut page.facts.title, &scene);
            studio.fill(&mut page.facts.summary, &scene);
            for (_, _, label) in &mut page.facts.contents {
                studio.fill(label, &scene);
            }
        }
    }
}
