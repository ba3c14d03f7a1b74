//! Pictures: where each one is. In: the address as written. Out: a file of the project, an address that stays
//! elsewhere, or a placeholder and a diagnostic.

use super::paths::{Joined, file_name, join};
use super::{close, shorten};
use crate::diag::{Report, image as problem, nearest};
use crate::model::address::{self, is_converter_name};
use crate::model::body::{Block, Figure, Image, ImageTarget, Inline, Link, LinkTarget};
use crate::model::walk::{Met, walk};
use crate::source::{Place, SourceText, Sources};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

const PICTURES: [&str; 14] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "heif", "tif", "tiff", "bmp",
    "jfif", "psd",
];

/// The pictures of a project, and those that were fetched for it.
pub struct Images<'a> {
    sources: &'a dyn Sources,
    /// Folder of the texts.
    root: &'a str,
    /// Address → fetched file.
    fetched: &'a BTreeMap<String, String>,
    /// Lower-case file name → paths of the pictures with that name.
    by_name: BTreeMap<String, Vec<String>>,
}

/// What was counted while pictures were resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Files of the project that are shown.
    pub local: BTreeSet<String>,
    /// Addresses elsewhere, each where it is shown.
    pub remote: Vec<(String, Place)>,
    pub missing: usize,
    /// Missing ones whose name a converter gave.
    pub never_uploaded: usize,
}

impl<'a> Images<'a> {
    pub fn new(
        sources: &'a dyn Sources,
        root: &'a str,
        fetched: &'a BTreeMap<String, String>,
    ) -> Self {
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in sources.entries() {
            let name = file_name(&entry.path);
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
            if PICTURES.contains(&extension.to_ascii_lowercase().as_str()) {
                by_name
                    .entry(name.to_lowercase())
                    .or_default()
                    .push(entry.path.clone());
            }
        }
        Images {
            sources,
            root,
            fetched,
            by_name,
        }
    }

    /// Resolves every picture of some blocks. Returns how many are shown.
    pub fn resolve(
        &self,
        blocks: &mut [Block],
        file: &SourceText,
        counted: &mut Counted,
        report: &mut Report,
    ) -> usize {
        pages_to_links(blocks, file, report);
        let mut shown = 0;
        walk(blocks, &mut |met| {
            if let Met::Image(image) = met {
                let missing = counted.missing;
                self.resolve_image(image, file, counted, report);
                shown += usize::from(counted.missing == missing);
            }
        });
        shown
    }

    /// Resolves one picture: a cover.
    pub fn resolve_image(
        &self,
        image: &mut Image,
        file: &SourceText,
        counted: &mut Counted,
        report: &mut Report,
    ) {
        let ImageTarget::Written(written) = &image.target else {
            return;
        };
        let written = written.clone();
        let place = || file.place(image.span);
        let target = match address::scheme(&written).as_deref() {
            Some("http" | "https") => {
                if let Some(path) = self
                    .fetched
                    .get(&written)
                    .or_else(|| self.in_project(&written, &file.path))
                {
                    ImageTarget::Local(path.clone())
                } else {
                    report.add(problem::remote(shorten(&written)), place());
                    let secure = written
                        .strip_prefix("http://")
                        .map(|rest| format!("https://{rest}"));
                    ImageTarget::Remote(secure.unwrap_or_else(|| written.clone()))
                }
            }
            Some(_) => {
                report.add(problem::unsafe_address(shorten(&written)), place());
                ImageTarget::Missing(String::new())
            }
            None => self.local(&written, file, counted, report, image),
        };
        match &target {
            ImageTarget::Local(path) => {
                counted.local.insert(path.clone());
            }
            ImageTarget::Remote(_) => counted.remote.push((written, place())),
            _ => counted.missing += 1,
        }
        image.target = target;
    }

    fn local(
        &self,
        written: &str,
        file: &SourceText,
        counted: &mut Counted,
        report: &mut Report,
        image: &Image,
    ) -> ImageTarget {
        let bare = written.split(['?', '#']).next().unwrap_or(written);
        // A name may itself hold `#` or `?`: the whole is tried first.
        for candidate in [written, bare] {
            match join(&file.path, candidate, self.root) {
                Joined::Inside(path) if self.sources.has(&path) => return ImageTarget::Local(path),
                Joined::Inside(_) => {}
                Joined::Outside => {
                    report.add(
                        problem::unsafe_address(shorten(written)),
                        file.place(image.span),
                    );
                    return ImageTarget::Missing(file_name(bare).to_owned());
                }
            }
        }
        if is_converter_name(written) {
            counted.never_uploaded += 1;
        } else {
            let near = self.nearest(&file.path, bare);
            report.add(
                problem::missing(shorten(written), close(near.as_deref())),
                file.place(image.span),
            );
        }
        ImageTarget::Missing(address::percent_decode(bare).unwrap_or_else(|| bare.to_owned()))
    }

    /// The picture of the project whose name is nearest: same name in another case or with another ending first.
    fn nearest(&self, file: &str, written: &str) -> Option<String> {
        let name = file_name(written).to_lowercase();
        let stem = |name: &str| fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let wanted = stem(&name);
        let same_stem = self
            .by_name
            .get(&name)
            .or_else(|| {
                let mut others = self.by_name.iter();
                let same = others.find(|(other, _)| stem(other) == wanted);
                same.map(|(_, paths)| paths)
            })
            .and_then(|paths| paths.first());
        let found = match same_stem {
            Some(path) => path.clone(),
            None => {
                let near = nearest(&name, self.by_name.keys().map(String::as_str))?;
                self.by_name[near].first()?.clone()
            }
        };
        // As the author would write it from the file.
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(match found.strip_prefix(folder) {
            Some(rest) if folder.is_empty() || rest.starts_with('/') => {
                rest.trim_start_matches('/').to_owned()
            }
            // From elsewhere in the folder of the texts.
            _ => format!(
                "/{}",
                found
                    .strip_prefix(self.root)
                    .unwrap_or(&found)
                    .trim_start_matches('/')
            ),
        })
    }

    /// The file of the project that a remote address names: the same last two parts, or the same name in the
    /// logbook's own folder, and no other.
    fn in_project(&self, address: &str, file: &str) -> Option<&String> {
        let path = address.split(['?', '#']).next()?;
        let path = address::percent_decode(path)?;
        let mut parts = path.rsplit('/');
        let name = parts.next()?;
        let parent = parts.next()?;
        let known = self.by_name.get(&name.to_lowercase())?;
        let tail = format!("/{}/{}", parent.to_lowercase(), name.to_lowercase());
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let matching: Vec<&String> = known
            .iter()
            .filter(|path| {
                format!("/{}", path.to_lowercase()).ends_with(&tail)
                    || (!folder.is_empty()
                        && path
                            .strip_prefix(folder)
                            .is_some_and(|rest| rest.starts_with('/')))
            })
            .collect();
        match matching.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Pages of a drive used as pictures become links: no browser can show them.
fn pages_to_links(blocks: &mut [Block], file: &SourceText, report: &mut Report) {
    for block in blocks.iter_mut() {
        match block {
            Block::Figure(Figure { image, caption }) if is_page(image) => {
                let link = page_link(image, file, report);
                let mut inlines = vec![link];
                if !caption.is_empty() {
                    inlines.push(Inline::Text(" ".into()));
                    inlines.push(Inline::Emphasis(std::mem::take(caption)));
                }
                *block = Block::Paragraph {
                    inlines,
                    centered: false,
                    span: image.span,
                };
            }
            Block::Paragraph { inlines, .. } => inline_pages(inlines, file, report),
            Block::List { items, .. } => {
                for item in items {
                    pages_to_links(&mut item.blocks, file, report);
                }
            }
            Block::Quote(inner) => pages_to_links(inner, file, report),
            Block::Callout(callout) => pages_to_links(&mut callout.blocks, file, report),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    pages_to_links(&mut cell.blocks, file, report);
                }
            }
            _ => {}
        }
    }
}

fn inline_pages(inlines: &mut [Inline], file: &SourceText, report: &mut Report) {
    for inline in inlines {
        match inline {
            Inline::Image(image) if is_page(image) => *inline = page_link(image, file, report),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Underline(inner) => {
                inline_pages(inner, file, report)
            }
            _ => {}
        }
    }
}

fn page_link(image: &Image, file: &SourceText, report: &mut Report) -> Inline {
    let address = match &image.target {
        ImageTarget::Written(address) => address.clone(),
        _ => String::new(),
    };
    report.add(problem::is_page(shorten(&address)), file.place(image.span));
    let words = if image.alt.is_empty() {
        address.clone()
    } else {
        image.alt.clone()
    };
    Inline::Link(Link {
        target: LinkTarget::Outside(address),
        title: String::new(),
        inlines: vec![Inline::Text(words)],
        span: image.span,
    })
}

fn is_page(image: &Image) -> bool {
    let ImageTarget::Written(address) = &image.target else {
        return false;
    };
    let host = address::host(address).unwrap_or("");
    let path = address.split(['?', '#']).next().unwrap_or(address);
    match host {
        "drive.google.com" => {
            path.contains("/file/") || path.contains("/folders/") || path.contains("/open")
        }
        "docs.google.com" => !path.contains("/pub") && !path.contains("export"),
        "github.com" => path.contains("/blob/") && !address.contains("raw=true"),
        _ => path.to_ascii_lowercase().ends_with(".html"),
    }
}
