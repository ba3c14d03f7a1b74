//! The pages of one table: `[[pages]]`, one page per row, and the pages that list them.

use crate::text::fold::slug;

/// Rows that one page can list whole; more are listed by letter.
pub const LISTED: usize = 600;

/// Rows on one page of a letter.
pub const PER_PAGE: usize = 400;

/// The pages of a table, texts left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Collection {
    /// Title of the page that lists them.
    pub title: String,
    /// Folder of that page in the site, without a final `/`.
    pub folder: String,
    /// Path of the template in the sources.
    pub template: String,
    /// Path of the table in the sources.
    pub table: String,
    /// `fr` or `en` when it differs from the site's.
    pub language: Option<String>,
    /// In the order of the list.
    pub rows: Vec<RowPage>,
}

/// The page of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPage {
    /// Path in the site.
    pub path: Box<str>,
    pub title: Box<str>,
    /// Index of the row in the table.
    pub row: u32,
    /// Where it stands in the list: `a` to `z`, or `0`.
    pub letter: char,
}

/// One page of the rows of a letter: rows `first..end` of the collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterPage {
    pub letter: char,
    /// Path in the site.
    pub path: String,
    pub first: usize,
    pub end: usize,
}

impl Collection {
    /// Path of the page that lists them.
    pub fn index(&self) -> String {
        format!("{}/index.html", self.folder)
    }

    /// Whether the list is on one page.
    pub fn is_short(&self) -> bool {
        self.rows.len() <= LISTED
    }

    /// The letters of the list, each with the rows under it, as a range.
    pub fn letters(&self) -> Vec<(char, std::ops::Range<usize>)> {
        let mut out: Vec<(char, std::ops::Range<usize>)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            match out.last_mut() {
                Some((letter, range)) if *letter == row.letter => range.end = at + 1,
                _ => out.push((row.letter, at..at + 1)),
            }
        }
        out
    }

    /// The pages of the letters; none when the list is on one page.
    pub fn letter_pages(&self) -> Vec<LetterPage> {
        if self.is_short() {
            return Vec::new();
        }
        let mut out = Vec::new();
        for (letter, range) in self.letters() {
            // Pages of a letter are of one length, so that none holds three names.
            let count = range.len().div_ceil(PER_PAGE);
            for part in 0..count {
                let at = |part: usize| range.start + range.len() * part / count;
                let number = match part {
                    0 => String::new(),
                    part => format!("-{}", part + 1),
                };
                out.push(LetterPage {
                    letter,
                    path: format!("{}/lettres/{letter}{number}.html", self.folder),
                    first: at(part),
                    end: at(part + 1),
                });
            }
        }
        out
    }

    /// The paths of all its pages.
    pub fn pages(&self) -> impl Iterator<Item = String> {
        let lists = self.letter_pages().into_iter().map(|page| page.path);
        let rows = self.rows.iter().map(|row| row.path.to_string());
        std::iter::once(self.index()).chain(lists).chain(rows)
    }
}

/// The letter that a name stands under.
pub fn letter(name: &str) -> char {
    match slug(name).chars().next() {
        Some(letter @ 'a'..='z') => letter,
        _ => '0',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(names: &[&str]) -> Collection {
        let rows = names.iter().map(|name| RowPage {
            path: format!("c/{name}.html").into(),
            title: (*name).into(),
            row: 0,
            letter: letter(name),
        });
        Collection {
            folder: "c".into(),
            rows: rows.collect(),
            ..Collection::default()
        }
    }

    #[test]
    fn a_long_list_is_cut_by_letters_and_nothing_is_lost() {
        assert_eq!(
            ['É', 'Œ', '4', '#'].map(|name| letter(&name.to_string())),
            ['e', 'o', '0', 's']
        );
        let short = collection(&["a", "b"]);
        assert_eq!(short.letter_pages(), []);
        let names: Vec<String> = (0..1_000).map(|at| format!("a{at:04}")).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.push("b");
        let long = collection(&names);
        let pages = long.letter_pages();
        let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "c/lettres/a.html",
                "c/lettres/a-2.html",
                "c/lettres/a-3.html",
                "c/lettres/b.html"
            ]
        );
        assert_eq!(pages[0].first, 0);
        for two in pages.windows(2) {
            assert_eq!(two[0].end, two[1].first);
        }
        assert_eq!(pages[3].end, 1_001);
    }
}
