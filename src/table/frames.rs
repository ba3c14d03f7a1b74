//! The bytes of a table, record by record, made safe for a CSV parser. In: bytes as found. Out: the same records, each
//! ended by a line feed, without the blank ones (which are counted), without NUL bytes, and with every quote closed.
//!
//! A line without quotes costs one search for its end; a run of blank lines costs one comparison per line.

use std::collections::VecDeque;
use std::io::{self, Read};

/// No record is longer: what follows, up to the end of its line, is left out and told.
pub const LONGEST: usize = 8 << 20;

/// Bytes that may be looked through in search of closing quotes that are not there, in one file.
const PATIENCE: usize = 64 << 20;

/// Something wrong with the bytes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteFault {
    /// A quote opens and never closes: it was read as a letter.
    UnclosedQuote,
    /// Longer than [`LONGEST`].
    TooLong,
}

/// Blank records between records that are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Records given out before it.
    pub before: u64,
    pub blank: u64,
}

/// A reader that frames records.
pub struct Frames<R> {
    inner: R,
    delimiter: u8,
    /// Line ends are lone carriage returns.
    old_ends: bool,
    has_nul: bool,
    window: Vec<u8>,
    start: usize,
    ended: bool,
    output: Vec<u8>,
    given: usize,
    /// Records given out, and all records, blank ones too.
    emitted: u64,
    seen: u64,
    /// Not taken yet by [`Frames::gap`].
    gaps: VecDeque<Gap>,
    faults: Vec<(u64, ByteFault)>,
    patience: usize,
}

impl<R: Read> Frames<R> {
    pub fn new(inner: R, delimiter: u8, old_ends: bool, has_nul: bool) -> Self {
        Frames {
            inner,
            delimiter,
            old_ends,
            has_nul,
            window: Vec::new(),
            start: 0,
            ended: false,
            output: Vec::new(),
            given: 0,
            emitted: 0,
            seen: 0,
            gaps: VecDeque::new(),
            faults: Vec::new(),
            patience: PATIENCE,
        }
    }

    /// The blank records right before the record of that index, if there are any.
    pub fn gap(&mut self, index: u64) -> u64 {
        match self.gaps.front() {
            Some(gap) if gap.before <= index => self.gaps.pop_front().map_or(0, |gap| gap.blank),
            _ => 0,
        }
    }

    /// Faults found since the last call, each with the number of its record.
    pub fn faults(&mut self) -> Vec<(u64, ByteFault)> {
        std::mem::take(&mut self.faults)
    }

    /// Reads more into the window; says whether there was more.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.window.drain(..self.start);
        self.start = 0;
        let filled = self.window.len();
        // Twice as much each time for a long record, so that it is not copied over and over.
        let wanted = filled.clamp(64 << 10, 1 << 20);
        self.window.resize(filled + wanted, 0);
        let count = loop {
            match self.inner.read(&mut self.window[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.window.truncate(filled + count);
        if self.has_nul {
            let mut at = 0;
            self.window.retain(|byte| {
                at += 1;
                at <= filled || *byte != 0
            });
        }
        if self.old_ends {
            for byte in &mut self.window[filled..] {
                if *byte == b'\r' {
                    *byte = b'\n';
                }
            }
        }
        self.ended = count == 0;
        Ok(count > 0)
    }

    /// Where the line that starts at `from` ends: the place of its line feed, or the end of the file.
    fn line_end(&mut self, from: usize) -> io::Result<usize> {
        let mut offset = from - self.start;
        loop {
            let at = self.start + offset;
            if let Some(found) = memchr::memchr(b'\n', &self.window[at..]) {
                return Ok(at + found);
            }
            offset = self.window.len() - self.start;
            if offset > LONGEST || !self.more()? {
                return Ok(self.window.len());
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.len() < (64 << 10) {
            if self.start == self.window.len() && !self.more()? {
                if self.ended {
                    break;
                }
                continue;
            }
            let end = self.line_end(self.start)?;
            let line = &self.window[self.start..end];
            if is_blank(line, self.delimiter) {
                self.blank_run(end);
            } else if memchr::memchr(b'"', line).is_none() {
                self.emit_plain(end)?;
            } else {
                self.emit_quoted(end)?;
            }
            // One piece of a long blank run at a time is enough to go on with.
        }
        Ok(())
    }

    /// Counts a blank line, and the same line as long as it comes again.
    fn blank_run(&mut self, end: usize) {
        let mut count = 1;
        let mut next = (end + 1).min(self.window.len());
        let length = next - self.start;
        if end < self.window.len() {
            let (before, after) = self.window.split_at(next);
            let line = &before[self.start..];
            for same in after.chunks_exact(length) {
                if same != line {
                    break;
                }
                count += 1;
                next += length;
            }
        }
        self.start = next;
        self.seen += count;
        match self.gaps.back_mut() {
            Some(gap) if gap.before == self.emitted => gap.blank += count,
            _ => self.gaps.push_back(Gap {
                before: self.emitted,
                blank: count,
            }),
        }
    }

    fn emit_plain(&mut self, end: usize) -> io::Result<()> {
        let mut line = &self.window[self.start..end];
        let too_long = line.len() > LONGEST;
        if too_long {
            line = &line[..LONGEST];
        }
        push_line(&mut self.output, line);
        self.close(end, too_long)
    }

    /// Ends a record whose last line ends at `end`.
    fn close(&mut self, end: usize, too_long: bool) -> io::Result<()> {
        self.emitted += 1;
        self.seen += 1;
        self.start = (end + 1).min(self.window.len());
        if too_long {
            self.faults.push((self.seen, ByteFault::TooLong));
            if self.window.get(end) != Some(&b'\n') {
                self.skip_line()?;
            }
        }
        Ok(())
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(found) = memchr::memchr(b'\n', &self.window[self.start..]) {
                self.start += found + 1;
                return Ok(());
            }
            self.start = self.window.len();
            if !self.more()? {
                return Ok(());
            }
        }
    }

    /// A record whose first line ends at `end` and has quotes.
    fn emit_quoted(&mut self, end: usize) -> io::Result<()> {
        let first_line = end - self.start;
        match self.closed(first_line)? {
            Some(length) => {
                let record = &self.window[self.start..self.start + length];
                push_line(&mut self.output, record);
                self.close(self.start + length, false)
            }
            None => {
                self.faults.push((self.seen + 1, ByteFault::UnclosedQuote));
                let line = self.window[self.start..self.start + first_line].to_vec();
                let line = &line[..line.len().min(LONGEST)];
                self.emit_repaired(line);
                let too_long = first_line > LONGEST;
                self.close(self.start + first_line, too_long)
            }
        }
    }

    /// The length of the record that starts the window, its quotes all closed; nothing when one is not.
    fn closed(&mut self, first_line: usize) -> io::Result<Option<usize>> {
        let mut at = 0;
        loop {
            // At the start of a field.
            if self.byte(at)? == Some(b'"') {
                match self.closing(at, first_line)? {
                    Some(close) => at = close + 1,
                    None => return Ok(None),
                }
            }
            // After a quoted field, or in a plain one.
            loop {
                let from = self.start + at;
                match memchr::memchr2(self.delimiter, b'\n', &self.window[from..]) {
                    Some(found) if self.window[from + found] == b'\n' => {
                        return Ok(Some(at + found));
                    }
                    Some(found) => {
                        at += found + 1;
                        break;
                    }
                    None => {
                        at = self.window.len() - self.start;
                        if at > LONGEST || !self.more()? {
                            return Ok(Some(at));
                        }
                    }
                }
            }
        }
    }

    /// The quote that closes the one at `open`, both counted from the start of the record.
    fn closing(&mut self, open: usize, first_line: usize) -> io::Result<Option<usize>> {
        let mut at = open + 1;
        loop {
            let from = self.start + at;
            let Some(found) = memchr::memchr(b'"', &self.window[from..]) else {
                let looked = self.window.len() - from;
                at = self.window.len() - self.start;
                if at > first_line {
                    self.patience = self.patience.saturating_sub(looked);
                }
                if at > LONGEST || self.patience == 0 || !self.more()? {
                    return Ok(None);
                }
                continue;
            };
            at += found;
            match self.byte(at + 1)? {
                Some(b'"') => at += 2,
                Some(b'\n' | b'\r') | None => return Ok(Some(at)),
                Some(next) if next == self.delimiter => return Ok(Some(at)),
                // On a later line, a quote at the start of a field, before letters, opens: the first one never closed.
                Some(_) if at > first_line && self.starts_field(at) => {
                    self.patience = self.patience.saturating_sub(at - first_line);
                    return Ok(None);
                }
                Some(_) => return Ok(Some(at)),
            }
        }
    }

    fn starts_field(&self, at: usize) -> bool {
        let before = self.window.get(self.start + at - 1);
        before.is_some_and(|before| *before == self.delimiter || *before == b'\n')
    }

    /// The byte at some place of the record, read on demand.
    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.start + at >= self.window.len() {
            if !self.more()? {
                return Ok(None);
            }
        }
        Ok(self.window.get(self.start + at).copied())
    }

    /// Gives out one line in which the quote that does not close is a letter.
    fn emit_repaired(&mut self, line: &[u8]) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut at = 0;
        while at <= line.len() {
            let rest = &line[at..];
            let length = match rest.first() {
                Some(b'"') => quoted_length(rest, self.delimiter),
                _ => None,
            };
            let plain = || memchr::memchr(self.delimiter, rest).unwrap_or(rest.len());
            let field = &rest[..length.unwrap_or_else(plain)];
            if length.is_none() && field.first() == Some(&b'"') {
                self.output.push(b'"');
                for byte in field {
                    if *byte == b'"' {
                        self.output.push(b'"');
                    }
                    self.output.push(*byte);
                }
                self.output.push(b'"');
            } else {
                self.output.extend_from_slice(field);
            }
            at += field.len() + 1;
            if at <= line.len() {
                self.output.push(self.delimiter);
            }
        }
        self.output.push(b'\n');
    }
}

/// The length of a quoted field that closes on its line and is followed by a delimiter or the end.
fn quoted_length(field: &[u8], delimiter: u8) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr(b'"', field.get(at..)?)?;
        match field.get(at + 1) {
            Some(b'"') => at += 2,
            None => return Some(at + 1),
            Some(next) if *next == delimiter => return Some(at + 1),
            Some(_) => return None,
        }
    }
}

/// Nothing but separators and white space.
fn is_blank(line: &[u8], delimiter: u8) -> bool {
    line.iter()
        .all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t' | b'\r'))
}

fn push_line(output: &mut Vec<u8>, line: &[u8]) {
    output.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
    output.push(b'\n');
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.fill()?;
        }
        let count = into.len().min(self.output.len() - self.given);
        into[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
