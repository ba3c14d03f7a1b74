//! Links: where each one leads. In: the address as written. Out: a page of the site, a file to download, an address
//! elsewhere, or nowhere and a diagnostic.

use super::paths::{Joined, file_name, join};
use super::{close, shorten};
use crate::diag::{Report, link as problem, nearest};
use crate::model::address;
use crate::model::body::{Block, Footnote, Link, LinkTarget};
use crate::model::logbook::SectionKey;
use crate::model::site::{Site, Team};
use crate::model::walk::{Met, walk};
use crate::picture::svg;
use crate::source::{Quoted, Sources};
use crate::text::fold::slug;
use crate::text::is_blank;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Everything that a link of the site can lead to.
pub struct Links<'a> {
    sources: &'a dyn Sources,
    site: &'a Site,
    /// Paths of the pages.
    pages: BTreeSet<String>,
    /// Source file → its page.
    by_source: BTreeMap<String, String>,
    /// Folder of a team in the sources → index of the team.
    folders: BTreeMap<String, usize>,
    /// Source file that is not offered as it is → the page that stands for it.
    withheld: BTreeMap<String, String>,
    /// Folder of the sources → names of its files; made when the first link is broken.
    by_folder: OnceLock<BTreeMap<&'a str, Vec<&'a str>>>,
}

/// Whose text is being resolved.
#[derive(Clone, Copy)]
pub struct From<'a> {
    pub file: &'a dyn Quoted,
    /// Where a drawing that it links to is looked at.
    pub sources: &'a dyn Sources,
    /// The team of the text, as an index.
    pub team: Option<usize>,
    /// The page that the text is on.
    pub page: &'a str,
}

impl<'a> Links<'a> {
    /// `by_source` maps the files of the texts to their pages; `folders` the folders of the sources to their teams,
    /// `withheld` the files that are not offered to the pages that stand for them.
    pub fn new(
        sources: &'a dyn Sources,
        site: &'a Site,
        pages: BTreeSet<String>,
        by_source: BTreeMap<String, String>,
        folders: BTreeMap<String, usize>,
        withheld: BTreeMap<String, String>,
    ) -> Self {
        Links {
            sources,
            site,
            pages,
            by_source,
            folders,
            withheld,
            by_folder: OnceLock::new(),
        }
    }

    /// How many pages the site has.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Resolves every link of some text; files to offer as downloads are added to `files`.
    pub fn resolve(
        &self,
        blocks: &mut [Block],
        notes: &mut [Footnote],
        from: From<'_>,
        files: &mut BTreeSet<String>,
        report: &mut Report,
    ) {
        let mut visit = |met: Met<'_>| {
            if let Met::Link(link) = met {
                self.resolve_link(link, from, files, report);
            }
        };
        walk(blocks, &mut visit);
        for note in notes {
            walk(&mut note.blocks, &mut visit);
        }
    }

    fn resolve_link(
        &self,
        link: &mut Link,
        from: From<'_>,
        files: &mut BTreeSet<String>,
        report: &mut Report,
    ) {
        let LinkTarget::Written(written) = &link.target else {
            return;
        };
        let written = written.trim_matches(is_blank).to_owned();
        let place = || from.file.place(link.span);
        let target = match address::scheme(&written).as_deref() {
            _ if written.is_empty() => LinkTarget::Nowhere,
            // `https://known.example@elsewhere.example` leads elsewhere than it says.
            Some("https" | "http") if address::names_user(&written) => {
                report.add(problem::unsafe_address(shorten(&written)), place());
                LinkTarget::Nowhere
            }
            Some("https" | "http" | "mailto" | "tel") => {
                let bare: String = written
                    .chars()
                    .filter(|found| !found.is_control())
                    .collect();
                LinkTarget::Outside(bare)
            }
            // A name with a colon in it, such as `10:30.csv`, is no scheme if the file is there.
            Some(_) if !self.is_file(&written, from) => {
                report.add(problem::unsafe_address(shorten(&written)), place());
                LinkTarget::Nowhere
            }
            _ => self.inside(&written, from, link, files, report),
        };
        link.target = target;
    }

    fn is_file(&self, written: &str, from: From<'_>) -> bool {
        matches!(join(from.file.path(), written, &self.site.config.src), Joined::Inside(path) if self.sources.has(&path))
    }

    fn inside(
        &self,
        written: &str,
        from: From<'_>,
        link: &Link,
        files: &mut BTreeSet<String>,
        report: &mut Report,
    ) -> LinkTarget {
        let place = || from.file.place(link.span);
        if let Some(anchor) = written.strip_prefix('#') {
            return self.anchor(anchor, from, link, report);
        }
        let src = &self.site.config.src;
        // The whole first: a file's name may hold `#` or `?`.
        if let Joined::Inside(path) = join(from.file.path(), written, src)
            && self.sources.has(&path)
            && !is_text(&path)
        {
            return self.file(path, link, from, files, report);
        }
        let (before, anchor) = written.split_once('#').unwrap_or((written, ""));
        let before = before.split('?').next().unwrap_or(before);
        let joined = match join(from.file.path(), before, src) {
            Joined::Inside(path) => path,
            Joined::Outside => {
                report.add(problem::unsafe_address(shorten(written)), place());
                return LinkTarget::Nowhere;
            }
        };
        if let Some(page) = self.page(&joined, before.ends_with('/'), from) {
            return self.with_anchor(page, anchor, link, from, report);
        }
        if self.sources.has(&joined) && !is_text(&joined) {
            return self.file(joined, link, from, files, report);
        }
        if looks_like_host(before) {
            return LinkTarget::Outside(format!("https://{written}"));
        }
        if self.sources.has(&joined) || self.sources.has(&format!("{joined}.md")) {
            report.add(problem::unpublished(shorten(written)), place());
            return LinkTarget::Nowhere;
        }
        let near = self.near(&joined);
        report.add(
            problem::broken(shorten(written), close(near.as_deref())),
            place(),
        );
        LinkTarget::Nowhere
    }

    /// A file to download, unless a browser would run what is in it: it would run as a page of the site.
    fn file(
        &self,
        path: String,
        link: &Link,
        from: From<'_>,
        files: &mut BTreeSet<String>,
        report: &mut Report,
    ) -> LinkTarget {
        if let Some(page) = self.withheld.get(&path) {
            return LinkTarget::Page {
                path: page.clone(),
                anchor: String::new(),
            };
        }
        let refused = match is_drawing(&path) {
            // What cannot be written anew cannot be offered.
            true => {
                let bytes = from.sources.read(&path).unwrap_or_default();
                svg::clean(&bytes).is_err()
            }
            false => runs_in_a_browser(&path),
        };
        if refused {
            report.add(
                problem::active_file(file_name(&path)),
                from.file.place(link.span),
            );
            return LinkTarget::Nowhere;
        }
        files.insert(path.clone());
        LinkTarget::File(path)
    }

    /// The page that a path of the sources stands for: a text, its page's own path, or a folder.
    fn page(&self, path: &str, is_folder: bool, from: From<'_>) -> Option<String> {
        if let Some(page) = self.by_source.get(path) {
            return Some(page.clone());
        }
        let src = &self.site.config.src;
        let inner = match src.as_str() {
            "" => path,
            src => path.strip_prefix(src)?.trim_start_matches('/'),
        };
        // A team's folder may have another name in the site.
        let folder_name = |path: &str| -> Option<String> {
            let (folder, rest) = path
                .rsplit_once('/')
                .map_or((path, ""), |(folder, rest)| (folder, rest));
            let source_folder = if src.is_empty() {
                folder.to_owned()
            } else {
                format!("{src}/{folder}")
            };
            let team = self.folders.get(&source_folder)?;
            Some(format!("{}/{rest}", self.site.teams[*team].path))
        };
        let stem = inner
            .strip_suffix(".md")
            .or_else(|| inner.strip_suffix(".html"))
            .unwrap_or(inner);
        let mut candidates = vec![format!("{stem}.html"), join_index(inner)];
        if let Some(moved) = folder_name(inner) {
            let stem = moved
                .strip_suffix(".md")
                .or_else(|| moved.strip_suffix(".html"))
                .unwrap_or(&moved)
                .to_owned();
            candidates.push(format!("{stem}.html"));
        }
        if let Some(moved) = folder_name(&format!("{}/", inner.trim_end_matches('/'))) {
            candidates.push(format!("{moved}index.html"));
        }
        // `jour-2.md` from a logbook that is one file: its page of day 2.
        if let Some(team) = from.team {
            candidates.push(format!(
                "{}/{}.html",
                self.site.teams[team].path,
                file_name(stem)
            ));
        }
        if is_folder {
            candidates.rotate_left(1);
        }
        candidates
            .into_iter()
            .find(|candidate| self.pages.contains(candidate))
    }

    fn anchor(&self, anchor: &str, from: From<'_>, link: &Link, report: &mut Report) -> LinkTarget {
        let page = |path: String, anchor: &str| LinkTarget::Page {
            path,
            anchor: anchor.to_owned(),
        };
        if anchor.is_empty() {
            return page(from.page.to_owned(), "");
        }
        let decoded = address::percent_decode(anchor).unwrap_or_else(|| anchor.to_owned());
        if let Some(team) = from.team {
            let team = &self.site.teams[team];
            if let Some((path, anchor)) = team_anchor(team, &decoded) {
                return page(path, &anchor);
            }
        } else if let Some(facts) = self.site.pages.iter().find(|facts| facts.path == from.page) {
            let wanted = slug(&decoded);
            if let Some((_, anchor, _)) = facts
                .contents
                .iter()
                .find(|(_, known, _)| *known == decoded || *known == wanted)
            {
                return page(from.page.to_owned(), anchor);
            }
        }
        let known: Vec<String> = self.anchors(from);
        let near = nearest(&decoded, known.iter().map(String::as_str));
        report.add(
            problem::broken_anchor(format!("#{}", shorten(anchor)), close(near)),
            from.file.place(link.span),
        );
        page(from.page.to_owned(), "")
    }

    fn anchors(&self, from: From<'_>) -> Vec<String> {
        match from.team {
            Some(team) => self.site.teams[team]
                .sections
                .iter()
                .flat_map(|section| {
                    let own = section
                        .facts
                        .contents
                        .iter()
                        .map(|(_, anchor, _)| anchor.clone());
                    std::iter::once(section.key.anchor()).chain(own)
                })
                .collect(),
            None => self
                .site
                .pages
                .iter()
                .filter(|facts| facts.path == from.page)
                .flat_map(|facts| facts.contents.iter().map(|(_, anchor, _)| anchor.clone()))
                .collect(),
        }
    }

    fn with_anchor(
        &self,
        path: String,
        anchor: &str,
        link: &Link,
        from: From<'_>,
        report: &mut Report,
    ) -> LinkTarget {
        if anchor.is_empty() {
            return LinkTarget::Page {
                path,
                anchor: String::new(),
            };
        }
        let team = self.site.teams.iter().find(|team| {
            path.strip_prefix(team.path.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        });
        let decoded = address::percent_decode(anchor).unwrap_or_else(|| anchor.to_owned());
        if let Some(team) = team {
            if let Some((found, anchor)) = team_anchor(team, &decoded) {
                // On the whole logbook, every anchor is on the page itself.
                let whole = path.ends_with("/carnet.html");
                return LinkTarget::Page {
                    path: if whole { path } else { found },
                    anchor,
                };
            }
        } else if let Some(facts) = self.site.pages.iter().find(|facts| facts.path == path) {
            let wanted = slug(&decoded);
            if let Some((_, anchor, _)) = facts
                .contents
                .iter()
                .find(|(_, known, _)| *known == decoded || *known == wanted)
            {
                return LinkTarget::Page {
                    path,
                    anchor: anchor.clone(),
                };
            }
        }
        report.add(
            problem::broken_anchor(format!("#{}", shorten(anchor)), close(None)),
            from.file.place(link.span),
        );
        LinkTarget::Page {
            path,
            anchor: String::new(),
        }
    }

    /// The name nearest to a path's own in its folder: texts first.
    fn near(&self, path: &str) -> Option<String> {
        let by_folder = self.by_folder.get_or_init(|| {
            let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            let (texts, others): (Vec<_>, Vec<_>) = self
                .sources
                .entries()
                .iter()
                .map(|entry| entry.path.as_str())
                .partition(|path| self.by_source.contains_key(*path));
            for path in texts.into_iter().chain(others) {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                folders.entry(folder).or_default().push(file_name(path));
            }
            folders
        });
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let names = by_folder.get(folder)?;
        nearest(file_name(path), names.iter().copied()).map(str::to_owned)
    }
}

/// The page and anchor of a team that an anchor means: a section's own, or a heading in one.
fn team_anchor(team: &Team, anchor: &str) -> Option<(String, String)> {
    let wanted = slug(anchor);
    for section in &team.sections {
        let page = || format!("{}/{}.html", team.path, section.key.stem());
        let is_section = section.key.anchor() == anchor.to_lowercase()
            || section.key.stem() == wanted
            || matches!(section.key, SectionKey::Day(day) if wanted == format!("jour{day}"));
        if is_section {
            return Some((page(), section.key.anchor()));
        }
        if let Some((_, anchor, _)) = section
            .facts
            .contents
            .iter()
            .find(|(_, known, _)| known == anchor || *known == wanted)
        {
            return Some((page(), anchor.clone()));
        }
    }
    None
}

fn join_index(path: &str) -> String {
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        "index.html".into()
    } else {
        format!("{path}/index.html")
    }
}

/// Texts become pages: they are never offered as they are, since they may hold what must not be published.
fn is_text(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".md")
        || lower.ends_with(".markdown")
        || lower.ends_with("book.toml")
        || lower.ends_with("equipe.yml")
        // What `carnet import` keeps of a file before it was cleaned.
        || lower.contains(".orig")
}

/// A drawing: it is written anew, without scripts, before it is offered.
pub fn is_drawing(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

/// Kinds of files that a browser opens as a page, and whose scripts it runs.
fn runs_in_a_browser(path: &str) -> bool {
    const KINDS: [&str; 18] = [
        "htm", "html", "xhtml", "xht", "shtml", "phtml", "php", "xml", "xsl", "xslt", "mht",
        "mhtml", "svgz", "js", "mjs", "swf", "hta", "wasm",
    ];
    let name = file_name(path).to_ascii_lowercase();
    // `page.html.` and `page.html~` are still pages for some hosts.
    let name = name.trim_end_matches(['.', '~', ' ']);
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| KINDS.contains(&extension))
}

/// `www.exemple.fr`, `umap.openstreetmap.fr/x`: an address whose scheme was forgotten.
fn looks_like_host(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let known_end = labels.last().is_some_and(|end| {
        matches!(
            *end,
            "fr" | "com"
                | "org"
                | "net"
                | "eu"
                | "io"
                | "gouv"
                | "be"
                | "ch"
                | "info"
                | "studio"
                | "app"
                | "dev"
        )
    });
    labels.len() >= 2
        && known_end
        && labels.iter().all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}
