//! A tree as a page of `tests/specs/` shows it: one line per block, two columns per level.
//!
//! Words stand as a reader sees them. What they carry stands between `‹` and `›`: `‹b bold›`, `‹i italics›`,
//! `‹u underlined›`, `‹a address | words›`, `‹img address | alternative›`, `‹br›`, `‹note 1›`, `‹code x›`. White space
//! that one would not see is drawn: `⏎` a line end, `⇥` a tab, `⍽` a no-break space.

use carnet::model::body::{
    Block, Cell, Embed, Footnote, Image, ImageTarget, Inline, LinkTarget, Table,
};

/// White space made visible.
pub fn drawn(text: &str) -> String {
    text.replace('\n', "⏎")
        .replace('\t', "⇥")
        .replace('\r', "␍")
        .replace(['\u{A0}', '\u{202F}'], "⍽")
        .replace('\u{FEFF}', "⟦BOM⟧")
}

/// Some blocks, at a depth.
pub fn blocks(blocks: &[Block], depth: usize, out: &mut String) {
    for block in blocks {
        self::block(block, depth, out);
    }
}

pub fn footnotes(notes: &[Footnote], depth: usize, out: &mut String) {
    for note in notes {
        line(
            depth,
            &format!("note {} ({}×)", note.number, note.references),
            out,
        );
        blocks(&note.blocks, depth + 1, out);
    }
}

fn line(depth: usize, text: &str, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(text.trim_end());
    out.push('\n');
}

fn block(block: &Block, depth: usize, out: &mut String) {
    match block {
        Block::Heading(heading) => {
            let text = format!(
                "h{} #{} {}",
                heading.level,
                heading.anchor,
                words(&heading.inlines)
            );
            line(depth, &text, out);
        }
        Block::Paragraph {
            inlines, centered, ..
        } => {
            let name = if *centered { "p centered" } else { "p" };
            line(depth, &format!("{name} {}", words(inlines)), out);
        }
        Block::List { start, items } => {
            let name = start.map_or("ul".to_owned(), |start| format!("ol {start}"));
            line(depth, &name, out);
            for item in items {
                let mark = match item.checked {
                    None => "-",
                    Some(true) => "- done",
                    Some(false) => "- to do",
                };
                match item.blocks.as_slice() {
                    [Block::Paragraph { inlines, .. }, rest @ ..] => {
                        line(depth + 1, &format!("{mark} {}", words(inlines)), out);
                        blocks(rest, depth + 2, out);
                    }
                    all => {
                        line(depth + 1, mark, out);
                        blocks(all, depth + 2, out);
                    }
                }
            }
        }
        Block::Quote(inner) => {
            line(depth, "quote", out);
            blocks(inner, depth + 1, out);
        }
        Block::Callout(callout) => {
            let text = format!("callout {:?} {}", callout.kind, words(&callout.title));
            line(depth, &text, out);
            blocks(&callout.blocks, depth + 1, out);
        }
        Block::Code { language, text } => {
            line(depth, &format!("code {language}"), out);
            for row in text.lines() {
                line(depth + 1, &format!("|{}", drawn(row)), out);
            }
        }
        Block::Table(table) => self::table(table, depth, out),
        Block::Figure(figure) => {
            let mut text = format!("figure {}", image(&figure.image));
            if !figure.caption.is_empty() {
                text.push_str(&format!(" — {}", words(&figure.caption)));
            }
            line(depth, &text, out);
        }
        Block::Embed(embed) => line(depth, &self::embed(embed), out),
        Block::Fence(fence) => {
            line(depth, &format!("block {}", fence.kind.word()), out);
            group(&fence.body, depth + 1, out);
        }
        Block::Drawn(drawn) => line(depth, &format!("drawn {}", drawn.id), out),
        Block::Rule => line(depth, "rule", out),
    }
}

/// The lines of a block: `key = value`, `- item`, and what is below them.
fn group(group: &carnet::model::fence::Group, depth: usize, out: &mut String) {
    for entry in &group.entries {
        let text = format!("{} = {}", drawn(&entry.key.text), drawn(&entry.value.text));
        line(depth, &text, out);
        self::group(&entry.below, depth + 1, out);
    }
    for item in &group.items {
        line(depth, &format!("- {}", drawn(&item.text.text)), out);
        self::group(&item.below, depth + 1, out);
    }
}

fn table(table: &Table, depth: usize, out: &mut String) {
    let mut name = String::from("table");
    if table.has_header {
        name.push_str(" with header");
    }
    if table.outcomes {
        name.push_str(" of outcomes");
    }
    line(depth, &name, out);
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        line(depth + 1, &format!("| {} |", cells.join(" | ")), out);
    }
}

fn cell(cell: &Cell) -> String {
    let mut text = match cell.blocks.as_slice() {
        [] => String::new(),
        [Block::Paragraph { inlines, .. }] => words(inlines),
        all => {
            let mut inner = String::new();
            blocks(all, 0, &mut inner);
            let lines: Vec<&str> = inner.lines().map(str::trim).collect();
            format!("{{ {} }}", lines.join("; "))
        }
    };
    if cell.columns > 1 {
        text.push_str(&format!(" ↔{}", cell.columns));
    }
    if cell.rows > 1 {
        text.push_str(&format!(" ↕{}", cell.rows));
    }
    text
}

fn embed(embed: &Embed) -> String {
    let name = if embed.from_link { "card" } else { "frame" };
    let mut text = format!("{name} {} {}", embed.service.name(), embed.page);
    if !embed.title.is_empty() {
        text.push_str(&format!(" “{}”", embed.title));
    }
    if let Some(height) = embed.height {
        text.push_str(&format!(" {height} px"));
    }
    text
}

fn image(image: &Image) -> String {
    let target = match &image.target {
        ImageTarget::Written(address) => format!("written {address}"),
        ImageTarget::Local(path) => format!("local {path}"),
        ImageTarget::Remote(address) => address.clone(),
        ImageTarget::Missing(name) => format!("missing {name}"),
    };
    let mut text = format!("‹{target} | {}›", image.alt);
    if !image.title.is_empty() {
        text.push_str(&format!(" “{}”", image.title));
    }
    if let Some(width) = image.width {
        text.push_str(&format!(" {width} px"));
    }
    text
}

/// Words and what they carry, on one line.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        let (name, inner) = match inline {
            Inline::Text(text) => {
                out.push_str(&drawn(text));
                continue;
            }
            Inline::Strong(inner) => ("b", inner),
            Inline::Emphasis(inner) => ("i", inner),
            Inline::Strike(inner) => ("s", inner),
            Inline::Underline(inner) => ("u", inner),
            Inline::Superscript(inner) => ("sup", inner),
            Inline::Subscript(inner) => ("sub", inner),
            Inline::Code(text) => {
                out.push_str(&format!("‹code {}›", drawn(text)));
                continue;
            }
            Inline::Number { expression, .. } => {
                out.push_str(&format!("‹number {}›", drawn(expression)));
                continue;
            }
            Inline::Link(link) => {
                let target = match &link.target {
                    LinkTarget::Written(address) | LinkTarget::Outside(address) => address.clone(),
                    other => format!("{other:?}"),
                };
                out.push_str(&format!("‹a {target} | {}›", words(&link.inlines)));
                continue;
            }
            Inline::Image(image) => {
                out.push_str(&format!("‹img {}", &self::image(image)["‹".len()..]));
                continue;
            }
            Inline::Break => {
                out.push_str("‹br›");
                continue;
            }
            Inline::FootnoteReference { number, .. } => {
                out.push_str(&format!("‹note {number}›"));
                continue;
            }
        };
        out.push_str(&format!("‹{name} {}›", words(inner)));
    }
    out
}
