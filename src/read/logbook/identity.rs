//! Who a logbook is about and who wrote it: front matter first, then the title, the file's name, a converter's note.

use super::{FrontOf, cover_image};
use crate::diag::logbook as problem;
use crate::model::logbook::{LogbookFacts, WITHDRAWN};
use crate::read::front::{Collectivity, FrontMatter, Written};
use crate::read::lines::is_blank;
use crate::source::Span;
use crate::text::fold::{fold, fold_words};

/// What the sources of a logbook's identity say.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Folder or file stem.
    name: String,
    title: String,
    byline: Vec<String>,
    document: String,
    matter: FrontMatter,
}

impl Evidence {
    pub fn new(name: &str) -> Self {
        Evidence {
            name: name.to_owned(),
            ..Evidence::default()
        }
    }

    pub fn add_title(&mut self, title: &str) {
        if self.title.is_empty() {
            title.trim_matches(is_blank).clone_into(&mut self.title);
        }
    }

    pub fn add_byline(&mut self, authors: Vec<String>) {
        if self.byline.is_empty() {
            self.byline = authors;
        }
    }

    pub fn add_source_document(&mut self, document: &str) {
        document.clone_into(&mut self.document);
    }

    /// Front matter of one file; a day's title, date and mood are that day's own.
    pub fn add_head(&mut self, matter: &FrontMatter, whole: bool) {
        fn fill<T: Clone>(into: &mut Option<Written<T>>, from: &Option<Written<T>>) {
            if into.is_none() {
                into.clone_from(from);
            }
        }
        if whole {
            fill(&mut self.matter.title, &matter.title);
            fill(&mut self.matter.summary, &matter.summary);
        }
        fill(&mut self.matter.team, &matter.team);
        fill(&mut self.matter.authors, &matter.authors);
        fill(&mut self.matter.collectivity, &matter.collectivity);
        fill(&mut self.matter.edition, &matter.edition);
        fill(&mut self.matter.group, &matter.group);
        fill(&mut self.matter.maturity, &matter.maturity);
        fill(&mut self.matter.cover, &matter.cover);
        fill(&mut self.matter.cover_alt, &matter.cover_alt);
        fill(&mut self.matter.tags, &matter.tags);
    }

    /// Fills in the facts, and reports what is missing or contradictory.
    pub fn settle(self, facts: &mut LogbookFacts, front: &mut FrontOf<'_, '_>) {
        let at = |span: Span| span;
        let head = Span::default();
        let titled = title_collectivity(&self.title);
        let named = name_collectivity(&self.name);
        let documented = document_collectivity(&self.document);
        let written: Option<&Collectivity> = self
            .matter
            .collectivity
            .as_ref()
            .map(|written| &written.value);
        if let Some(collectivity) = written {
            facts.collectivity_kind.clone_from(&collectivity.kind);
            facts.siren.clone_from(&collectivity.siren);
            facts.insee.clone_from(&collectivity.insee);
            facts.population = collectivity.population;
        }
        let team = self.matter.team.as_ref().map(|team| team.value.clone());
        let (name, source) = if let Some(name) = written
            .map(|found| found.name.clone())
            .filter(|name| !name.is_empty())
        {
            (name, None)
        } else if let Some(team) = team {
            (team, None)
        } else if let Some(name) = titled.clone() {
            (name, None)
        } else if let Some(name) = documented.clone() {
            (
                name,
                Some(front.words("du document d’origine", "the source document")),
            )
        } else {
            (
                named.clone(),
                Some(front.words("du nom du fichier", "the file’s name")),
            )
        };
        facts.collectivity = name;
        if written.is_none()
            && let Some(title) = &titled
            && !same_place(title, &named)
            && front.is_a_name(&self.name)
        {
            front
                .say
                .add(problem::collectivity_conflict(title, &named), at(head));
        }
        facts.title = match (&self.matter.title, self.title.is_empty()) {
            (Some(title), _) => title.value.clone(),
            (None, false) => self.title.clone(),
            (None, true) => {
                if front.has_whole_file() {
                    let source =
                        source.unwrap_or_else(|| front.words("de l’en-tête", "the front matter"));
                    front.say.add(problem::title_missing(source), at(head));
                }
                format!("Carnet de bord – {}", facts.collectivity)
            }
        };
        facts.group = self
            .matter
            .group
            .as_ref()
            .map(|group| group.value)
            .or_else(|| title_group(&self.title))
            .or_else(|| name_group(&self.name))
            .or_else(|| document_group(&self.document));
        facts.authors = match &self.matter.authors {
            Some(authors) => authors.value.clone(),
            None => self.byline,
        };
        // Somebody who withdrew signs no longer.
        let signed = !facts.authors.is_empty();
        let withdrew = |name: &str| WITHDRAWN.iter().any(|words| fold(words) == fold(name));
        facts.authors.retain(|name| !withdrew(name));
        // An empty list is an answer too.
        if !signed && self.matter.authors.is_none() {
            front.say.add(problem::authors_missing(), at(head));
        }
        if let Some(edition) = &self.matter.edition {
            facts.edition.clone_from(&edition.value);
        }
        facts.maturity = self.matter.maturity.as_ref().map(|maturity| maturity.value);
        if let Some(summary) = &self.matter.summary {
            facts.summary.clone_from(&summary.value);
        }
        if let Some(tags) = &self.matter.tags {
            facts.tags.clone_from(&tags.value);
        }
        if let Some(cover) = &self.matter.cover {
            let alt = self
                .matter
                .cover_alt
                .as_ref()
                .map_or("", |alt| alt.value.as_str());
            facts.cover = Some(cover_image(&cover.value, alt, cover.span));
        }
    }
}

impl FrontOf<'_, '_> {
    fn words(&self, fr: &str, en: &str) -> crate::diag::Phrase {
        crate::diag::Phrase::new(fr, en)
    }

    fn has_whole_file(&self) -> bool {
        self.files.iter().any(|file| file.key.is_none())
    }

    /// `carnet`, `equipe-3` name nobody: no conflict can come from them.
    fn is_a_name(&self, name: &str) -> bool {
        let folded = fold(name);
        !["carnet", "equipe", "groupe", "team", "group", "logbook"]
            .iter()
            .any(|word| folded.starts_with(word))
    }
}

/// `… des données de la Ville - groupe 9` → `Ville`.
fn title_collectivity(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let start = ["données", "donnees"]
        .iter()
        .find_map(|word| lower.find(word).map(|at| at + word.len()))
        .or_else(|| {
            ["carnet de bord", "logbook"]
                .iter()
                .find_map(|word| lower.find(word).map(|at| at + word.len()))
        })?;
    let rest = title.get(start..)?.trim_matches(is_blank);
    let rest = strip_article(rest);
    let lower = rest.to_lowercase();
    let end = [
        " - groupe",
        " – groupe",
        " (groupe",
        " - par le groupe",
        " – par le groupe",
        " groupe ",
        " - gp",
        " (gp",
    ]
    .iter()
    .filter_map(|mark| lower.find(mark))
    .min()
    .unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_matches(|found: char| {
        is_blank(found) || matches!(found, '-' | '–' | ':' | '(' | '.')
    });
    (!name.is_empty()).then(|| name.to_owned())
}

fn strip_article(text: &str) -> &str {
    for article in [
        "de la ", "de l’", "de l'", "du ", "des ", "de ", "d’", "d'", "– ", "- ", ": ",
    ] {
        if let Some(head) = text.get(..article.len())
            && head.eq_ignore_ascii_case(article)
        {
            return &text[article.len()..];
        }
    }
    text
}

/// `caudebec-les-elbeuf-gp9` → `Caudebec les elbeuf`, for people; dashes are kept as spaces.
fn name_collectivity(name: &str) -> String {
    let words: Vec<&str> = name
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty() && group_number(word).is_none() && *word != "groupe")
        .collect();
    let joined = words.join(" ");
    let joined = joined
        .trim_end_matches(|found: char| found.is_ascii_digit())
        .trim();
    let mut letters = joined.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// `15_Mayenne_Carnetdebord` → `Mayenne`.
fn document_collectivity(document: &str) -> Option<String> {
    let words: Vec<&str> = document
        .split(['_', ' '])
        .filter(|word| {
            let folded = fold(word);
            !word.is_empty()
                && !word.bytes().all(|byte| byte.is_ascii_digit())
                && !folded.contains("carnet")
                && !matches!(folded.as_str(), "de" | "bord" | "debord" | "copie")
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn document_group(document: &str) -> Option<u32> {
    document
        .split('_')
        .next()?
        .trim()
        .parse()
        .ok()
        .filter(|number| (1..=99).contains(number))
}

fn title_group(title: &str) -> Option<u32> {
    let folded = fold_words(title);
    let after = &folded[folded.find("groupe ")? + "groupe ".len()..];
    after
        .split(|found: char| !found.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// `gp9`, `grp4`: a group; `mayenne1` is a rank.
fn group_number(word: &str) -> Option<u32> {
    let lower = word.to_ascii_lowercase();
    let digits = lower
        .strip_prefix("grp")
        .or_else(|| lower.strip_prefix("gp"))?;
    digits.parse().ok()
}

fn name_group(name: &str) -> Option<u32> {
    name.split(['-', '_', ' ']).find_map(group_number)
}

/// Whether a title's name and a file's name can be the same place: one holds a long word of the other, or its initials.
fn same_place(title: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        fold(text)
            .split(|found: char| !found.is_alphanumeric())
            .filter(|word| word.len() >= 2)
            .map(str::to_owned)
            .collect()
    };
    let (title_words, name_words) = (words(title), words(name));
    let shared = title_words.iter().any(|word| {
        name_words.iter().any(|other| {
            (word.len() >= 3 && other.starts_with(word.as_str()))
                || (other.len() >= 3 && word.starts_with(other.as_str()))
        })
    });
    let initials: String = title_words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let initial_name = name_words
        .first()
        .is_some_and(|word| initials.starts_with(word.as_str()) || word.starts_with(&initials));
    shared || (initial_name && !initials.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_places() {
        for (title, name, group) in [
            (
                "Carnet de bord de l'ouverture des données d'Arlysère",
                "Arlysère",
                None,
            ),
            (
                "Carnet de bord de l'ouverture des données de Caudebec-les-Elbeuf - groupe 9",
                "Caudebec-les-Elbeuf",
                Some(9),
            ),
            (
                "Carnet de bord de l'ouverture des données du Pays de Mormal",
                "Pays de Mormal",
                None,
            ),
            (
                "Carnet de bord de l’ouverture des données de la Ville (groupe Enseignement)",
                "Ville",
                None,
            ),
            ("Carnet de bord : Nantes", "Nantes", None),
        ] {
            assert_eq!(title_collectivity(title).as_deref(), Some(name));
            assert_eq!(title_group(title), group);
        }
        assert_eq!(
            name_collectivity("caudebec-les-elbeuf-gp9"),
            "Caudebec les elbeuf"
        );
        assert_eq!(name_group("mayenne1"), None);
        assert_eq!(
            document_collectivity("15_Mayenne_Carnetdebord").as_deref(),
            Some("Mayenne")
        );
    }

    #[test]
    fn places_are_compared() {
        assert!(same_place("Pays de l'Or", "Pays de l or"));
        assert!(same_place("Caudebec-lès-Elbeuf", "CLE"));
        assert!(!same_place("Clermont Auvergne Métropole", "Annecy"));
    }
}
