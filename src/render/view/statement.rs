//! What a site declares of itself: its accessibility, who answers for it, under which licenses its contents are.

use super::{LinkView, PageView};
use crate::diag::Language;
use crate::model::config::{Conformity, Fonts};
use crate::model::license;
use crate::model::site::Site;
use crate::render::body::spacing;
use crate::render::{escape, words};
use serde::Serialize;

/// One of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    Accessibility,
    Legal,
    Licenses,
}

impl Statement {
    /// Those that a site has: a page of its own at the same address stands for it.
    pub fn of(site: &Site) -> Vec<Statement> {
        let is_told = |statement: &Statement| match statement {
            Statement::Legal => !site.config.legal.publisher.trim().is_empty(),
            Statement::Accessibility | Statement::Licenses => true,
        };
        [
            Statement::Accessibility,
            Statement::Legal,
            Statement::Licenses,
        ]
        .into_iter()
        .filter(is_told)
        .filter(|statement| site.pages.iter().all(|page| page.path != statement.path()))
        .collect()
    }

    pub fn path(self) -> &'static str {
        match self {
            Statement::Accessibility => "accessibilite.html",
            Statement::Legal => "mentions-legales.html",
            Statement::Licenses => "licences.html",
        }
    }

    pub fn heading(self, language: Language) -> &'static str {
        match self {
            Statement::Accessibility => words::pick(
                language,
                "Déclaration d’accessibilité",
                "Accessibility statement",
            ),
            Statement::Legal => words::pick(language, "Mentions légales", "Legal notice"),
            Statement::Licenses => {
                words::pick(language, "Données et licences", "Data and licenses")
            }
        }
    }

    /// Its name among the links under every page. Of accessibility, what is declared: the law asks for it.
    pub fn label(self, site: &Site) -> String {
        let language = site.config.language;
        match self {
            Statement::Accessibility => {
                let before = words::pick(language, "Accessibilité : ", "Accessibility: ");
                let status = status(language, site.config.accessibility.conformity);
                escape::spaced(&format!("{before}{status}"), spacing(language))
            }
            other => other.heading(language).to_owned(),
        }
    }
}

fn status(language: Language, conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::NotAssessed => words::pick(language, "non évaluée", "not assessed"),
        Conformity::None => words::pick(language, "non conforme", "not conformant"),
        Conformity::Partial => {
            words::pick(language, "partiellement conforme", "partially conformant")
        }
        Conformity::Full => words::pick(language, "totalement conforme", "fully conformant"),
    }
}

/// What `statement.html` sees, beside `site` and `words`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementView {
    pub page: PageView,
    pub sections: Vec<StatementSectionView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementSectionView {
    pub anchor: &'static str,
    pub title: &'static str,
    pub paragraphs: Vec<String>,
    pub items: Vec<StatementItemView>,
}

/// A line of a list: words, maybe a link, maybe a remark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementItemView {
    pub text: String,
    /// From the site's root, or whole; maybe empty.
    pub address: String,
    /// `address` leads to another site, or writes to somebody.
    pub leaves: bool,
    pub note: String,
}

/// The parts of one of the pages. `contours` says where the contours of maps come from.
pub fn statement(site: &Site, which: Statement, contours: &str, page: PageView) -> StatementView {
    let writer = Writer {
        site,
        contours,
        language: site.config.language,
    };
    let sections = match which {
        Statement::Accessibility => writer.accessibility(),
        Statement::Legal => writer.legal(),
        Statement::Licenses => writer.licenses(),
    };
    StatementView { page, sections }
}

struct Writer<'a> {
    site: &'a Site,
    contours: &'a str,
    language: Language,
}

impl Writer<'_> {
    fn pick(&self, french: &'static str, english: &'static str) -> &'static str {
        words::pick(self.language, french, english)
    }

    fn spaced(&self, text: &str) -> String {
        escape::spaced(text.trim(), spacing(self.language))
    }

    fn item(&self, text: &str) -> StatementItemView {
        StatementItemView {
            text: self.spaced(text),
            address: String::new(),
            leaves: false,
            note: String::new(),
        }
    }

    /// A way to write to somebody: a link when it is an address.
    fn contact(&self, contact: &str) -> StatementItemView {
        let contact = contact.trim();
        let is_mail = contact.contains('@') && !contact.contains(char::is_whitespace);
        let address = match (is_mail, contact.contains("://")) {
            (true, false) => format!("mailto:{}", escape::path(contact).replace("%40", "@")),
            _ => String::new(),
        };
        StatementItemView {
            leaves: !address.is_empty(),
            address,
            ..self.item(contact)
        }
    }

    fn section(
        &self,
        anchor: &'static str,
        (french, english): (&'static str, &'static str),
        paragraphs: Vec<String>,
        items: Vec<StatementItemView>,
    ) -> StatementSectionView {
        StatementSectionView {
            anchor,
            title: self.pick(french, english),
            paragraphs,
            items,
        }
    }

    fn accessibility(&self) -> Vec<StatementSectionView> {
        let statement = &self.site.config.accessibility;
        let assessed = statement.conformity != Conformity::NotAssessed;
        let status = status(self.language, statement.conformity);
        let mut sections = Vec::new();
        let state = match assessed {
            true => self.spaced(&format!(
                "{} {status} {}",
                self.pick("Ce site est déclaré", "This site is declared"),
                self.pick(
                    "au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.",
                    "with the French accessibility guidelines (RGAA), version 4.1."
                )
            )),
            false => self.spaced(self.pick(
                "L’accessibilité de ce site n’a pas été évaluée : aucune conformité n’est déclarée.",
                "The accessibility of this site was not assessed: no conformity is declared.",
            )),
        };
        sections.push(self.section(
            "etat",
            ("État de conformité", "Conformity"),
            vec![state],
            Vec::new(),
        ));
        if assessed {
            let mut result = format!(
                "{} {}",
                self.pick("Évaluation faite par", "Assessment made by"),
                statement.assessed_by.trim()
            );
            if let Some(date) = statement.date {
                let on = self.pick(", le ", ", on ");
                result.push_str(&format!("{on}{}", words::long_date(self.language, date)));
            }
            if let Some(rate) = statement.rate {
                result.push_str(&match self.language {
                    Language::French => {
                        format!(" : {rate} % des critères applicables sont respectés")
                    }
                    Language::English => format!(": {rate}% of the criteria that apply are met"),
                });
            }
            result.push('.');
            sections.push(self.section(
                "resultats",
                ("Résultats", "Results"),
                vec![self.spaced(&result)],
                Vec::new(),
            ));
        }
        let list = |sentences: &[String]| sentences.iter().map(|one| self.item(one)).collect();
        if !statement.failures.is_empty() {
            sections.push(self.section(
                "defauts",
                (
                    "Contenus qui ne sont pas accessibles",
                    "What is not accessible",
                ),
                Vec::new(),
                list(&statement.failures),
            ));
        }
        if !statement.exemptions.is_empty() {
            sections.push(self.section(
                "derogations",
                ("Contenus dispensés par la loi", "What the law exempts"),
                Vec::new(),
                list(&statement.exemptions),
            ));
        }
        sections.push(self.section(
            "moyens",
            ("Ce que fait ce site", "What this site does"),
            vec![self.spaced(self.pick(
                "Les pages se lisent au clavier, sans script et avec un lecteur d’écran ; chaque graphique et chaque carte a une description et un tableau de ses données ; les couleurs ne portent jamais seules une information. Ces dispositions ne valent pas évaluation : les textes et les images dépendent de leurs auteurs.",
                "Pages can be read with a keyboard, without scripts and with a screen reader; each chart and each map has a description and a table of its data; colors never carry information alone. This is no assessment: texts and pictures are their authors’ own.",
            ))],
            Vec::new(),
        ));
        let contact = match statement.contact.trim() {
            "" => self.site.config.legal.contact.trim(),
            contact => contact,
        };
        let (asked, items) = match contact {
            "" => (
                self.pick(
                    "Le site ne donne pas encore d’adresse où signaler un défaut.",
                    "The site gives no address yet for telling of a problem.",
                ),
                Vec::new(),
            ),
            contact => (
                self.pick(
                    "Une page, une image ou un document que vous ne pouvez pas lire ? Écrivez ; une autre forme ou une réponse vous sera donnée.",
                    "A page, a picture or a document that you cannot read? Write; another form or an answer will be given to you.",
                ),
                vec![self.contact(contact)],
            ),
        };
        sections.push(self.section(
            "contact",
            ("Signaler un défaut", "Telling of a problem"),
            vec![self.spaced(asked)],
            items,
        ));
        let plan = statement.plan.trim();
        if !plan.is_empty() {
            let is_address = plan.starts_with("https://") || plan.starts_with("http://");
            let title = self.pick(
                "Schéma pluriannuel de mise en accessibilité",
                "Accessibility plan over several years",
            );
            let plan = match is_address {
                true => StatementItemView {
                    address: plan.to_owned(),
                    leaves: true,
                    ..self.item(title)
                },
                false => self.item(plan),
            };
            sections.push(self.section(
                "schema",
                ("Schéma pluriannuel", "Plan"),
                Vec::new(),
                vec![plan],
            ));
        }
        let remedy = StatementItemView {
            address: "https://www.defenseurdesdroits.fr/".to_owned(),
            leaves: true,
            ..self.item(self.pick(
                "Défenseur des droits",
                "Défenseur des droits (the French ombudsman)",
            ))
        };
        sections.push(self.section(
            "recours",
            ("Voies de recours", "Remedies"),
            vec![self.spaced(self.pick(
                "Vous avez signalé un défaut qui vous empêche de lire un contenu, et la réponse ne vous satisfait pas : vous pouvez saisir gratuitement le Défenseur des droits.",
                "You told of a problem that keeps you from reading something, and the answer does not satisfy you: you can turn to the French ombudsman, free of charge.",
            ))],
            vec![remedy],
        ));
        sections
    }

    fn legal(&self) -> Vec<StatementSectionView> {
        let legal = &self.site.config.legal;
        let mut publisher = vec![self.item(&legal.publisher)];
        if !legal.address.trim().is_empty() {
            publisher.push(self.item(&legal.address));
        }
        if !legal.contact.trim().is_empty() {
            publisher.push(self.contact(&legal.contact));
        }
        let mut sections =
            vec![self.section("editeur", ("Éditeur", "Publisher"), Vec::new(), publisher)];
        if !legal.director.trim().is_empty() {
            sections.push(self.section(
                "direction",
                (
                    "Direction de la publication",
                    "Responsible for the publication",
                ),
                Vec::new(),
                vec![self.item(&legal.director)],
            ));
        }
        if !legal.host.trim().is_empty() {
            sections.push(self.section(
                "hebergement",
                ("Hébergement", "Host"),
                Vec::new(),
                vec![self.item(&legal.host)],
            ));
        }
        sections.push(self.section(
            "vie-privee",
            ("Vie privée", "Privacy"),
            vec![self.spaced(self.pick(
                "Ce site ne dépose aucun témoin de connexion et ne mesure pas sa fréquentation. Le choix d’un thème clair ou sombre reste dans votre navigateur.",
                "This site sets no cookie and does not measure its audience. Your choice of a light or dark theme stays in your browser.",
            ))],
            Vec::new(),
        ));
        sections
    }

    fn licenses(&self) -> Vec<StatementSectionView> {
        let mut sections = vec![self.texts()];
        if !self.site.datasets.is_empty() {
            sections.push(
                self.section(
                    "donnees",
                    ("Les données", "The data"),
                    Vec::new(),
                    self.site
                        .datasets
                        .iter()
                        .map(|dataset| {
                            let license = dataset.sheet.as_ref().and_then(|sheet| sheet.license);
                            let LinkView { label, address } = LinkView::page(
                                self.spaced(&dataset.title()),
                                &dataset.path(self.site, ".html"),
                            );
                            let none = self.pick("aucune licence dite", "no license said");
                            StatementItemView {
                                text: label,
                                address,
                                leaves: false,
                                note: license.map_or(none, |license| license.title).to_owned(),
                            }
                        })
                        .collect(),
                ),
            );
        }
        if self.site.has_maps {
            sections.push(self.section(
                "contours",
                ("Les contours des cartes", "The contours of maps"),
                vec![self.spaced(self.contours)],
                Vec::new(),
            ));
        }
        if self.site.config.fonts == Fonts::Bundled && self.site.config.theme == "encre" {
            let license = StatementItemView {
                address: "assets/fonts/OFL.txt".to_owned(),
                ..self.item("SIL Open Font License 1.1")
            };
            sections.push(self.section(
                "polices",
                ("Les polices", "The fonts"),
                vec![self.spaced(self.pick(
                    "Les lettres de ce site sont servies par le site lui-même.",
                    "The letters of this site are served by the site itself.",
                ))],
                vec![license],
            ));
        }
        sections
    }

    fn texts(&self) -> StatementSectionView {
        let written = self.site.config.legal.license.trim();
        let known = license::find(written);
        let (sentence, items) = match (written, known) {
            ("", _) => (
                self.pick(
                    "Aucune licence n’est donnée pour les textes et les images : ils restent à leurs autrices et auteurs.",
                    "No license is given for texts and pictures: they remain their authors’ own.",
                ),
                Vec::new(),
            ),
            (written, None) => (
                self.pick("Les textes et les images sont publiés ainsi :", "Texts and pictures are published so:"),
                vec![self.item(written)],
            ),
            (_, Some(license)) => (
                self.pick("Les textes et les images sont publiés sous licence :", "Texts and pictures are published under a license:"),
                vec![StatementItemView {
                    address: license.address.to_owned(),
                    leaves: true,
                    ..self.item(license.title)
                }],
            ),
        };
        self.section(
            "textes",
            ("Les textes et les images", "Texts and pictures"),
            vec![self.spaced(sentence)],
            items,
        )
    }
}
