//! Bold and italics as a word processor writes them, where CommonMark would show the marks.
//!
//! A paragraph whose marks all work is left alone, to the byte. In any other, `**`, `*` and `_` open and close in
//! turn from left to right; white space just inside a pair moves outside; empty pairs vanish; crossing pairs are
//! closed and opened again; what has no partner is dropped. What CommonMark cannot say (`**x :**y`) is written with
//! `<strong>` and `<em>`.

use super::{Draft, Notes};
use crate::diag::text;
use crate::read::lines::{ParagraphKind, is_blank};
use crate::read::mapped::{Edits, Mapped};
use crate::read::markdown::shown_text;
use std::borrow::Cow;
use std::ops::Range;

/// Mends the marks of every paragraph, item, heading and cell that needs it.
pub fn mend(draft: &Draft, notes: &mut Notes) -> Edits {
    let mut edits = Edits::default();
    let content = draft.text.as_str();
    for paragraph in draft.paragraphs() {
        if matches!(paragraph.kind, ParagraphKind::Html | ParagraphKind::Other)
            || paragraph.indented
        {
            continue;
        }
        if paragraph.kind == ParagraphKind::Row {
            for cell in cells(content, paragraph.words.clone()) {
                mend_block(draft, cell, &mut edits, notes);
            }
        } else {
            mend_block(draft, paragraph.words.clone(), &mut edits, notes);
        }
    }
    edits
}

fn cells(content: &str, row: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = row.start;
    let bytes = content.as_bytes();
    for at in row.clone() {
        if bytes[at] == b'|' && (at == row.start || bytes[at - 1] != b'\\') {
            out.push(start..at);
            start = at + 1;
        }
    }
    out.push(start..row.end);
    out
}

/// A paragraph with more marks than that is left as it is.
const MOST_MARKS: usize = 400;

/// Words whose marks all work: those of a cell of HTML, which no other rule reads.
pub fn mended(words: &str) -> Cow<'_, str> {
    match mended_block(words) {
        Some((mended, _)) => Cow::Owned(mended),
        None => Cow::Borrowed(words),
    }
}

/// A block with its marks mended, and those that had no partner; nothing when all of its marks work.
fn mended_block(block: &str) -> Option<(String, Vec<(usize, &'static str)>)> {
    // Pairing looks at each mark beside all others: nobody writes so many in one paragraph.
    let marks = block.bytes().filter(|byte| matches!(byte, b'*' | b'_'));
    if !(1..=MOST_MARKS).contains(&marks.count()) || shows_marks(block).is_none() {
        return None;
    }
    let masked = mask(block);
    let (mended, unclosed) = rewrite(block, &masked, false);
    // Where plain marks still show (marks that touch each other), tags say the same without doubt.
    let shown = shows_marks(&mended);
    let doubtful = shown == Some(Shown::Marks) || (shown.is_some() && mended != block);
    let mended = if doubtful {
        rewrite(block, &masked, true).0
    } else {
        mended
    };
    Some((mended, unclosed))
}

fn mend_block(mapped: &Mapped, range: Range<usize>, edits: &mut Edits, notes: &mut Notes) {
    let block = &mapped.text[range.clone()];
    let Some((mended, unclosed)) = mended_block(block) else {
        return;
    };
    for (at, mark) in unclosed {
        let at = range.start + at;
        notes.add(mapped, text::unclosed_mark(mark), at..at + mark.len());
    }
    // White space that moved out in front would be an indentation.
    let mended = if block.starts_with(is_blank) {
        mended.as_str()
    } else {
        mended.trim_start_matches(is_blank)
    };
    if mended != block {
        edits.replace(range, mended);
    }
}

/// What a reader would see of a block's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// `**` or `_`, which nobody means to show.
    Marks,
    /// Two lone stars or more, which may be meant.
    Stars,
}

/// Whether CommonMark would show `**`, or a `_` or `*` that looks meant as a mark.
fn shows_marks(block: &str) -> Option<Shown> {
    let mut stars = 0;
    let mut openers = 0;
    for (words, range) in shown_text(block) {
        for (at, found) in words.char_indices() {
            if !matches!(found, '*' | '_') {
                continue;
            }
            // An escape keeps its backslash in the source, just before the text's own range.
            let source = range.start + at;
            if at == 0 && block[..source].ends_with('\\') || in_address(block, source) {
                continue;
            }
            let before = block[..source].chars().next_back();
            let after = block.get(source + 1..).and_then(|rest| rest.chars().next());
            if found == '*' {
                if before == Some('*') || after == Some('*') {
                    return Some(Shown::Marks);
                }
                let alone = before.is_none_or(is_blank) && after.is_none_or(is_blank);
                stars += usize::from(!alone);
                openers += usize::from(!alone && after.is_some_and(|next| !is_blank(next)));
            } else {
                let left = block[..source].trim_end_matches('_');
                let right = block[source..].trim_start_matches('_');
                // Three and more are a line to write on.
                let shown = words[at..].len() - words[at..].trim_start_matches('_').len()
                    + words[..at].len()
                    - words[..at].trim_end_matches('_').len();
                let blank_to_fill = block.len() - left.len() - right.len() >= 3 && shown >= 3;
                let within = left.ends_with(char::is_alphanumeric)
                    && right.starts_with(char::is_alphanumeric);
                if !blank_to_fill && (!within || lone_within(block, source)) {
                    return Some(Shown::Marks);
                }
            }
        }
    }
    // `wishlist* et liste*` are the signs of notes: neither opens anything.
    (stars >= 2 && openers > 0).then_some(Shown::Stars)
}

/// `exempl_e`: an underscore between two letters that closes italics opened by a free one, not a `snake_case` name.
fn lone_within(block: &str, at: usize) -> bool {
    let opened = block[..at]
        .char_indices()
        .filter(|(index, found)| {
            *found == '_' && !between_letters(block, *index) && !in_address(block, *index)
        })
        .count();
    opened % 2 == 1
}

fn between_letters(block: &str, at: usize) -> bool {
    block[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
        && block[at + 1..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
}

/// Whether a byte belongs to a bare address.
fn in_address(block: &str, at: usize) -> bool {
    // Stars at its end were the bold around it.
    let rest = block[at..].split(is_blank).next().unwrap_or("");
    if rest.bytes().all(|byte| byte == b'*') {
        return false;
    }
    let word = block[..at]
        .rsplit(|found: char| is_blank(found) || matches!(found, '(' | '[' | '<' | '"'))
        .next()
        .unwrap_or("");
    // A link's own parenthesis ends its address.
    !word.contains(')')
        && (word.contains("http://") || word.contains("https://") || word.contains("www."))
}

/// Bytes that are no marks: code, addresses, tags, escapes, runs of three `_` or more.
fn mask(block: &str) -> Vec<bool> {
    let mut masked = vec![false; block.len()];
    let bytes = block.as_bytes();
    let mut at = 0;
    let cover = |masked: &mut Vec<bool>, range: Range<usize>| {
        masked[range].iter_mut().for_each(|byte| *byte = true);
    };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                cover(&mut masked, at..at + 2);
                at += 2;
            }
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                let fence = &block[at..at + run];
                let close = block[at + run..]
                    .find(fence)
                    .map(|found| at + run + found + run);
                let end = close.unwrap_or(at + run);
                cover(&mut masked, at..end);
                at = end;
            }
            b'<' => {
                let end = tag_end(block, at).unwrap_or(at + 1);
                if end > at + 1 {
                    cover(&mut masked, at..end);
                }
                at = end;
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                let end = address_end(block, at + 2);
                cover(&mut masked, at..end);
                at = end;
            }
            b'h' if block[at..].starts_with("http://") || block[at..].starts_with("https://") => {
                let length = block[at..]
                    .find(|found: char| {
                        is_blank(found) || matches!(found, '<' | '>' | ']' | ')' | '*' | '"')
                    })
                    .unwrap_or(block.len() - at);
                // A mark that ends the address is a mark.
                let length = block[at..at + length].trim_end_matches('_').len();
                cover(&mut masked, at..at + length);
                at += length.max(1);
            }
            b'_' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'_').count();
                if run >= 3 {
                    cover(&mut masked, at..at + run);
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    masked
}

/// The end of a tag or autolink that starts here; prose such as `a < b` is none.
fn tag_end(block: &str, at: usize) -> Option<usize> {
    let rest = &block[at + 1..];
    let opens = rest.starts_with(|found: char| found.is_ascii_alphabetic() || found == '/');
    let close = rest.find('>')?;
    (opens && !rest[..close].contains('<')).then_some(at + 1 + close + 1)
}

fn address_end(block: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, found) in block[from..].char_indices() {
        match found {
            '\n' => return from + at,
            '(' => depth += 1,
            ')' if depth == 0 => return from + at + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    block.len()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Strong,
    Star,
    Underscore,
}

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Mark::Strong => "**",
            Mark::Star => "*",
            Mark::Underscore => "_",
        }
    }

    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Mark::Strong => ("<strong>", "</strong>"),
            Mark::Star | Mark::Underscore => ("<em>", "</em>"),
        }
    }
}

/// A mark and where it stands.
type Placed = (usize, Mark);

/// The marks of a block that are to be paired, in order, and those that have no partner.
fn marks(block: &str, masked: &[bool]) -> (Vec<Placed>, Vec<Placed>) {
    let bytes = block.as_bytes();
    let mut found: Vec<(usize, Mark)> = Vec::new();
    let mut star_open = false;
    let mut at = 0;
    while at < bytes.len() {
        if masked[at] || !matches!(bytes[at], b'*' | b'_') {
            at += 1;
            continue;
        }
        let mark = bytes[at];
        let run = (at..bytes.len())
            .take_while(|index| bytes[*index] == mark && !masked[*index])
            .count();
        let before = block[..at].chars().next_back();
        let after = block[at + run..].chars().next();
        if mark == b'_' {
            let kind = if run == 2 {
                Mark::Strong
            } else {
                Mark::Underscore
            };
            // `__name` alone is a name of a program: it pairs with no `**`, and nothing of it is dropped.
            let is_name = run == 2 && !pairs_doubled(block, masked);
            if !is_name && (!between_letters_run(before, after) || lone_within(block, at)) {
                found.push((at, kind));
            }
        } else if run == 1 && before.is_none_or(is_blank) && after.is_none_or(is_blank)
            || run <= 3 && before == Some('(') && after == Some(')')
        {
            // A star between spaces is a star; `(**)` is the sign of a note.
        } else if run == 1
            && !star_open
            && before.is_some_and(|last| !is_blank(last))
            && after
                .is_none_or(|next| is_blank(next) || matches!(next, ',' | '.' | ';' | ':' | ')'))
        {
            // `wishlist*`: what cannot open is the sign of a note, not the start of italics.
        } else {
            star_open ^= run % 2 == 1;
            let mut offset = 0;
            // The inner mark of `***` is the one nearer to the words: `**` then `*` to open, `*` then `**` to close.
            let opens = after.is_some_and(|next| !is_blank(next))
                && before.is_none_or(|last| !last.is_alphanumeric());
            if run % 2 == 1 && !opens {
                found.push((at, Mark::Star));
                offset = 1;
            }
            while offset + 2 <= run {
                found.push((at + offset, Mark::Strong));
                offset += 2;
            }
            if run % 2 == 1 && opens {
                found.push((at + offset, Mark::Star));
            }
        }
        at += run;
    }
    let mut unpaired = Vec::new();
    for kind in [Mark::Strong, Mark::Star, Mark::Underscore] {
        if found.iter().filter(|(_, mark)| *mark == kind).count() % 2 == 1
            && let Some(last) = found.iter().rposition(|(_, mark)| *mark == kind)
        {
            unpaired.push(found.remove(last));
        }
    }
    (found, unpaired)
}

/// Whether the `__` of a block go in pairs.
fn pairs_doubled(block: &str, masked: &[bool]) -> bool {
    let count = block
        .match_indices("__")
        .filter(|(at, _)| !masked[*at])
        .count();
    count % 2 == 0
}

fn between_letters_run(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// One step of the mended block.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Words(Range<usize>),
    Open(Mark),
    Close(Mark),
}

/// The block with its marks in pairs, and the marks that had no partner with their places.
fn rewrite(block: &str, masked: &[bool], tags_only: bool) -> (String, Vec<(usize, &'static str)>) {
    let (found, unpaired) = marks(block, masked);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut stack: Vec<Mark> = Vec::new();
    let mut at = 0;
    let mut all: Vec<(usize, Mark, bool)> = found
        .into_iter()
        .map(|(at, mark)| (at, mark, true))
        .chain(unpaired.iter().map(|(at, mark)| (*at, *mark, false)))
        .collect();
    all.sort_by_key(|(at, _, _)| *at);
    let mut report = Vec::new();
    for (position, mark, paired) in all {
        if at < position {
            pieces.push(Piece::Words(at..position));
        }
        at = position + mark.text().len();
        if !paired {
            // A star alone may be a footnote's, unless it touches other marks.
            let touches = block[..position].ends_with('*') || block[at..].starts_with('*');
            if mark == Mark::Star && !touches {
                pieces.push(Piece::Words(position..at));
            } else {
                report.push((position, mark.text()));
            }
            continue;
        }
        if let Some(depth) = stack.iter().rposition(|open| *open == mark) {
            let above: Vec<Mark> = stack.drain(depth..).skip(1).collect();
            for inner in above.iter().rev() {
                pieces.push(Piece::Close(*inner));
            }
            pieces.push(Piece::Close(mark));
            for inner in above {
                pieces.push(Piece::Open(inner));
                stack.push(inner);
            }
        } else {
            pieces.push(Piece::Open(mark));
            stack.push(mark);
        }
    }
    if at < block.len() {
        pieces.push(Piece::Words(at..block.len()));
    }
    settle(block, &mut pieces);
    (emit(block, &pieces, tags_only), report)
}

/// Moves white space out of the pairs and drops the empty ones, until nothing moves.
fn settle(block: &str, pieces: &mut Vec<Piece>) {
    loop {
        let mut moved = false;
        let mut index = 0;
        while index + 1 < pieces.len() {
            match (pieces[index].clone(), pieces[index + 1].clone()) {
                (Piece::Open(open), Piece::Close(close)) if open == close => {
                    pieces.drain(index..index + 2);
                    index = index.saturating_sub(1);
                    moved = true;
                    continue;
                }
                (Piece::Open(mark), Piece::Words(words)) => {
                    let blank = leading_blank(&block[words.clone()]);
                    if blank > 0 {
                        pieces[index] = Piece::Words(words.start..words.start + blank);
                        pieces[index + 1] = Piece::Open(mark);
                        if blank < words.len() {
                            pieces.insert(index + 2, Piece::Words(words.start + blank..words.end));
                        }
                        moved = true;
                    }
                }
                (Piece::Words(words), Piece::Close(mark)) => {
                    let blank = trailing_blank(&block[words.clone()]);
                    if blank > 0 {
                        let middle = words.end - blank;
                        pieces[index + 1] = Piece::Words(middle..words.end);
                        pieces[index] = Piece::Close(mark);
                        if middle > words.start {
                            pieces.insert(index, Piece::Words(words.start..middle));
                        }
                        moved = true;
                    }
                }
                _ => {}
            }
            index += 1;
        }
        if !moved {
            return;
        }
    }
}

/// Bytes of white space and of ` \` line breaks at the start.
fn leading_blank(words: &str) -> usize {
    let mut rest = words;
    loop {
        let trimmed = rest.trim_start_matches(is_blank);
        match trimmed.strip_prefix("\\\n") {
            Some(after) => rest = after,
            None => return words.len() - trimmed.len(),
        }
    }
}

fn trailing_blank(words: &str) -> usize {
    let mut rest = words;
    loop {
        let trimmed = rest.trim_end_matches(is_blank);
        match trimmed.strip_suffix('\\') {
            // Only a break's backslash: one that ends its line.
            Some(before)
                if rest[trimmed.len()..].contains('\n') || trimmed.len() == words.len() =>
            {
                rest = before;
            }
            _ => return words.len() - trimmed.len(),
        }
    }
}

fn emit(block: &str, pieces: &[Piece], tags_only: bool) -> String {
    let mut out = String::with_capacity(block.len() + 32);
    // Whether each pair is written with tags, decided at its start from both of its ends.
    let mut tagged: Vec<bool> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => out.push_str(&block[words.clone()]),
            Piece::Open(mark) => {
                let tags = tags_only || !can_mark(block, pieces, index, &out);
                tagged.push(tags);
                let text = if *mark == Mark::Strong { "**" } else { "_" };
                out.push_str(if tags { mark.tags().0 } else { text });
            }
            Piece::Close(mark) => {
                let tags = tagged.pop().unwrap_or(true);
                let text = if *mark == Mark::Strong { "**" } else { "_" };
                out.push_str(if tags { mark.tags().1 } else { text });
            }
        }
    }
    out
}

/// Whether the pair that opens here can be said with plain marks: CommonMark's flanking rules, and no mark beside it.
fn can_mark(block: &str, pieces: &[Piece], open: usize, before: &str) -> bool {
    let mut depth = 0;
    let Some(close) = pieces[open..].iter().position(|piece| {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close(_) => depth -= 1,
            Piece::Words(_) => {}
        }
        depth == 0
    }) else {
        return false;
    };
    let close = open + close;
    let words = |index: usize| match pieces.get(index) {
        Some(Piece::Words(words)) => Some(&block[words.clone()]),
        _ => None,
    };
    let (Some(first), Some(last)) = (words(open + 1), words(close - 1)) else {
        return false;
    };
    let next = if close + 1 == pieces.len() {
        None
    } else {
        match words(close + 1) {
            Some(after) => after.chars().next(),
            None => return false,
        }
    };
    let plain = |found: Option<char>| {
        found.is_none_or(|found| {
            is_blank(found) || found.is_ascii_punctuation() && !matches!(found, '*' | '_')
        })
    };
    let first = first.chars().next();
    let last = last.chars().next_back();
    let letters = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
    // Letters inside and nothing but space or plain punctuation outside is always safe.
    letters(first) && letters(last) && plain(before.chars().next_back()) && plain(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tidy::{Depth, tidy};

    fn tidied(text: &str) -> String {
        let once = tidy(text, 0, Depth::Build).0.text;
        assert_eq!(tidy(&once, 0, Depth::Build).0.text, once, "not idempotent");
        once
    }

    #[test]
    fn broken_marks_are_mended() {
        for (text, mended) in [
            (
                "**Solidarités : **L’action sociale",
                "<strong>Solidarités :</strong> L’action sociale",
            ),
            ("un_ leadership_ assumé", "un _leadership_ assumé"),
            ("** texte** suite", " **texte** suite"),
            ("**texte :**suite", "<strong>texte :</strong>suite"),
            ("**a** :** **le b", "**a** : le b"),
            ("mot ** ** mot", "mot   mot"),
            ("un mot (****) suivi", "un mot () suivi"),
            (
                "toucher “_les élus par exempl_e” fin",
                "toucher “<em>les élus par exempl</em>e” fin",
            ),
            (
                "le mot __init suivi de ** gras**",
                "le mot __init suivi de  <strong>gras</strong>",
            ),
            ("***Base 1** : suite", "**Base 1** : suite"),
            (
                "voir https://exemple.fr/a_b** fin",
                "voir https://exemple.fr/a_b fin",
            ),
            (
                "**gras _les deux** suite_ fin",
                "<strong>gras <em>les deux</em></strong> _suite_ fin",
            ),
        ] {
            assert_eq!(tidied(text).trim_start(), mended.trim_start(), "{text}");
        }
    }

    #[test]
    fn good_marks_are_left_alone() {
        for text in [
            "**gras** et _italique_ et **_les deux_** et ***trois***",
            "CODE_INSEE et nom_de_colonne, wishlist*, 3 * 4",
            "\\_concret \\_des",
            "`**code**` et [a_b](https://exemple.fr/a_b_c) et https://exemple.fr/\\_free_",
            "____",
            "m^2^ * deux",
        ] {
            assert_eq!(tidied(text), text);
        }
    }

    #[test]
    fn a_lone_mark_is_dropped_and_named() {
        let (mapped, notes) = tidy("voici **du gras jamais fermé", 0, Depth::Build);
        assert_eq!(mapped.text, "voici du gras jamais fermé");
        assert_eq!(notes.problems[0].0, text::unclosed_mark("**"));
    }
}
