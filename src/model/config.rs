//! What `book.toml` says, defaults filled in.

use crate::diag::{Language, Severity};
use crate::model::date::Date;
use crate::model::logbook::AttachmentKind;
use crate::model::profile::Encoding;
use crate::source::Place;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub title: String,
    pub language: Language,
    pub authors: Vec<String>,
    pub description: String,
    /// Folder of the Markdown, from the project's root; empty for a plain folder without `book.toml`.
    pub src: String,
    /// Folder of the built site, from the project's root.
    pub build_dir: String,
    /// Ends with `/` when it is there.
    pub base_url: Option<String>,
    /// Name of the theme: `encre`, or a folder of `themes/`.
    pub theme: String,
    pub default_theme: ColorScheme,
    /// Path from the project's root.
    pub logo: Option<String>,
    /// Charter colors, `#rrggbb`.
    pub accent: Option<Color>,
    pub highlight: Option<Color>,
    pub fonts: Fonts,
    pub embeds: Embeds,
    pub check_level: Severity,
    pub data: DataConfig,
    /// Day (1 to 5) → what facilitators expect that day.
    pub expected: BTreeMap<u8, Vec<AttachmentKind>>,
    pub accessibility: Accessibility,
    pub legal: Legal,
    /// One page per row of a table.
    pub pages: Vec<PagesConfig>,
}

/// What the publisher of a site declares of its accessibility (French law: article 47 of law 2005-102, decree 2019-768).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accessibility {
    pub conformity: Conformity,
    /// Criteria of RGAA that are met, in percent of those that apply.
    pub rate: Option<u8>,
    /// Who assessed it.
    pub assessed_by: String,
    /// The day of the assessment.
    pub date: Option<Date>,
    /// What is not accessible, each in a sentence.
    pub failures: Vec<String>,
    /// What the law exempts, each in a sentence.
    pub exemptions: Vec<String>,
    /// Whom to tell of a problem: an e-mail address, or words.
    pub contact: String,
    /// Address of the plan over several years.
    pub plan: String,
}

/// How much of RGAA a site is said to meet. carnet claims nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conformity {
    #[default]
    NotAssessed,
    None,
    Partial,
    Full,
}

/// Who answers for a site (article 1-1 of law 2004-575). All of it may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Legal {
    pub publisher: String,
    pub address: String,
    /// Who is responsible for what is published.
    pub director: String,
    /// Name and address of the host.
    pub host: String,
    pub contact: String,
    /// License of the texts, as written.
    pub license: String,
}

/// One `[[pages]]`, and where its values are written.
#[derive(Debug, Clone, PartialEq)]
pub struct PagesConfig {
    /// The table, from the root of the project or the folder of the texts.
    pub from: String,
    pub from_place: Place,
    /// The template, from the root of the project or the folder of the texts.
    pub template: String,
    pub template_place: Place,
    /// The address of each page, with columns between braces; its parts become slugs.
    pub path: String,
    pub path_place: Place,
    /// Title of the page that lists them; maybe empty.
    pub title: String,
}

impl Default for PagesConfig {
    fn default() -> Self {
        let place = || Place::file("book.toml");
        PagesConfig {
            from: String::new(),
            from_place: place(),
            template: String::new(),
            template_place: place(),
            path: String::new(),
            path_place: place(),
            title: String::new(),
        }
    }
}

/// How tables are read, unless a sheet says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataConfig {
    /// Found out for each file when there is none.
    pub encoding: Option<Encoding>,
    /// A comma marks decimals (or a dot); found out for each number when it is not said.
    pub decimal_comma: Option<bool>,
    /// Cells that mean “nothing”, beside blank ones.
    pub missing: Vec<String>,
    /// Names of columns that are text; `*` stands for any letters.
    pub text_columns: Vec<String>,
}

impl Default for DataConfig {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        DataConfig {
            encoding: None,
            decimal_comma: None,
            missing: owned(&["NA", "n.d.", "NC", "-"]),
            text_columns: owned(&[
                "code*", "*insee*", "siren", "siret", "*postal*", "*rne*", "*uai*", "tel*",
            ]),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorScheme {
    Auto,
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fonts {
    Bundled,
    System,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embeds {
    /// A card until the reader asks.
    Click,
    /// The frame itself.
    Load,
}

/// An opaque sRGB color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Default for Config {
    fn default() -> Self {
        use AttachmentKind as Kind;
        Config {
            title: String::new(),
            language: Language::French,
            authors: Vec::new(),
            description: String::new(),
            src: "content".into(),
            build_dir: "public".into(),
            base_url: None,
            theme: "encre".into(),
            default_theme: ColorScheme::Auto,
            logo: None,
            accent: None,
            highlight: None,
            fonts: Fonts::Bundled,
            embeds: Embeds::Click,
            check_level: Severity::Error,
            data: DataConfig::default(),
            pages: Vec::new(),
            expected: BTreeMap::from([
                (1, vec![Kind::Wishlist]),
                (
                    2,
                    vec![Kind::Organigram, Kind::Evaluation, Kind::WantedDataList],
                ),
                (3, vec![Kind::QualityReview]),
                (
                    4,
                    vec![
                        Kind::PublishedUrls,
                        Kind::DescriptionSheets,
                        Kind::CommunicationPlan,
                    ],
                ),
                (5, vec![Kind::Dataviz, Kind::Context]),
            ]),
            accessibility: Accessibility::default(),
            legal: Legal::default(),
        }
    }
}
