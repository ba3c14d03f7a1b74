//! A fictitious site, as the stages before would hand it over: for the tests, and to be looked at.

use super::{Renderer, Text, Theme};
use crate::diag::{Language, Report};
use crate::export::Described;
use crate::model::body::*;
use crate::model::collection::{Collection, RowPage};
use crate::model::config::Config;
use crate::model::dataset::*;
use crate::model::date::Date;
use crate::model::finding::Finding;
use crate::model::logbook::*;
use crate::model::page::PageFacts;
use crate::model::picture::{Picture, PictureVariant};
use crate::model::profile::*;
use crate::model::sheet::Sheet;
use crate::model::site::{Site, Team, TeamSection};
use crate::model::table::ColumnKind;
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.into())]
}

pub fn paragraph(words: &str) -> Block {
    Block::Paragraph {
        inlines: text(words),
        centered: false,
        span: Span::default(),
    }
}

pub fn heading(level: u8, anchor: &str, words: &str) -> Block {
    Block::Heading(Heading {
        level,
        anchor: anchor.into(),
        inlines: text(words),
        span: Span::default(),
    })
}

pub fn image(target: ImageTarget, alt: &str, width: Option<u32>) -> Image {
    Image {
        target,
        alt: alt.into(),
        title: String::new(),
        width,
        span: Span::default(),
    }
}

pub fn link(target: LinkTarget, words: &str) -> Inline {
    Inline::Link(Link {
        target,
        title: String::new(),
        inlines: text(words),
        span: Span::default(),
    })
}

pub fn table(rows: &[&[&str]], outcomes: bool) -> Block {
    Block::Table(Table {
        has_header: true,
        alignments: Vec::new(),
        rows: rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| Cell {
                        blocks: if cell.is_empty() {
                            Vec::new()
                        } else {
                            vec![paragraph(cell)]
                        },
                        columns: 1,
                        rows: 1,
                    })
                    .collect()
            })
            .collect(),
        outcomes,
        span: Span::default(),
    })
}

/// Every kind of block, and some odd content.
pub fn blocks() -> Vec<Block> {
    let outside = |address: &str, words: &str| link(LinkTarget::Outside(address.into()), words);
    vec![
        heading(2, "la-piscine-avant-tout", "La piscine avant tout"),
        paragraph("Nous pensions trouver les écoles en tête. Elles sont douze, chauffées du lundi au vendredi, et reviennent dans toutes les conversations. Le premier tri du fichier a dit autre chose."),
        Block::Paragraph {
            inlines: vec![
                Inline::Text("Sur les 6\u{202f}840 MWh consommés en 2025 par les cinquante-cinq bâtiments, la piscine des Saules en prend ".into()),
                Inline::Strong(text("2\u{202f}140, soit 31 %")),
                Inline::Text(". C’est trois fois et demie l’hôtel de communauté : voir ".into()),
                outside("https://www.exemple.fr/un/chemin/vraiment/tres/long/vers/un/fichier-de-consommation-des-batiments.csv?x=1&y=2", "https://www.exemple.fr/un/chemin/vraiment/tres/long/vers/un/fichier-de-consommation-des-batiments.csv?x=1&y=2"),
                Inline::Text(", la ".into()),
                outside("https://donnees.exemple.fr/", "fiche du portail"),
                Inline::Text(" et le ".into()),
                link(LinkTarget::Page { path: "val-de-brume/jour-1.html".into(), anchor: "choix".into() }, "premier jour"),
                Inline::FootnoteReference { number: 1, occurrence: 1 },
                Inline::Text(".".into()),
            ],
            centered: false,
            span: Span::default(),
        },
        Block::Figure(Figure {
            image: image(ImageTarget::Local("val-de-brume/images/équipe #1.png".into()), "Relevé des compteurs", None),
            caption: text("Le relevé des compteurs, tel que le service le tient depuis 2015."),
        }),
        Block::Quote(vec![paragraph("« On répétait qu’elle coûtait cher. Personne n’avait jamais mis les onze fichiers bout à bout. »")]),
        heading(2, "le-fioul", "Le fioul s’éteint, le gaz reste"),
        heading(4, "un-saut", "Un saut de niveau"),
        paragraph("{{ page.title }} et {% raw %} s’impriment tels quels, <script>alert(1)</script> aussi. 🎉"),
        table(
            &[
                &["Bâtiment", "Énergie", "MWh", "Part"],
                &["Piscine des Saules", "Gaz", "2\u{202f}140", "31 %"],
                &["Hôtel de communauté", "Électricité", "612", "9 %"],
            ],
            false,
        ),
        table(
            &[
                &["", "Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre", "Novembre"],
                &["Saules", "210", "190", "180", "120", "90", "60", "50", "40", "80", "130", "180"],
            ],
            false,
        ),
        table(
            &[
                &["Réussite ou casse-tête ?", "Explication"],
                &["Casse-tête", "Le tableur avait transformé les latitudes en dates : « mars-43 » pour 43,03."],
                &["Réussite", "Le premier jeu de la commune est en ligne depuis 16 h 53."],
            ],
            true,
        ),
        Block::List {
            start: None,
            items: ["Trouver les fichiers ;", "Les nettoyer ;", "Les publier."]
                .iter()
                .map(|words| ListItem { checked: None, tight: true, blocks: vec![paragraph(words)] })
                .collect(),
        },
        Block::List {
            start: Some(3),
            items: vec![ListItem { checked: Some(true), tight: true, blocks: vec![paragraph("Demander la licence")] },
                ListItem { checked: Some(false), tight: true, blocks: vec![paragraph("Relancer le service")] }],
        },
        heading(2, "ce-que-nous-n-avons-pas-su-faire", "Ce que nous n’avons pas su faire"),
        Block::Callout(Callout { kind: CalloutKind::Puzzle, title: Vec::new(), blocks: vec![Block::Paragraph { inlines: vec![Inline::Text("Trois bâtiments ont changé de nom en dix ans. Nous avons créé une colonne ".into()), Inline::Code("id_batiment : x".into()), Inline::Text(" à la main.".into())], centered: false, span: Span::default() }] }),
        Block::Callout(Callout { kind: CalloutKind::Success, title: Vec::new(), blocks: vec![paragraph("À 15 h 20, la directrice a demandé l’adresse de la page pour le prochain conseil.")] }),
        Block::Callout(Callout { kind: CalloutKind::Tip, title: text("Pour la suite"), blocks: vec![paragraph("Rapporter la consommation aux surfaces.")] }),
        Block::Embed(Embed { service: EmbedService::Umap, frame: "https://umap.openstreetmap.fr/fr/map/piscines_123?scaleControl=false&x=1".into(), page: "https://umap.openstreetmap.fr/fr/map/piscines_123".into(), title: "Les piscines du Val-de-Brume".into(), height: Some(300), from_link: false, span: Span::default() }),
        Block::Figure(Figure { image: image(ImageTarget::Missing("images/image12.png".into()), "", None), caption: Vec::new() }),
        Block::Figure(Figure { image: image(ImageTarget::Remote("https://images.exemple.fr/photo 1.jpg".into()), "Une photo lointaine", Some(310)), caption: Vec::new() }),
        Block::Code { language: "sql".into(), text: "SELECT * FROM compteurs WHERE kwh < 10 AND nom = 'l''été';\n".into() },
        Block::Rule,
        Block::Paragraph { inlines: vec![link(LinkTarget::File("content/val-de-brume/data/conso gaz.csv".into()), "Le fichier des consommations (CSV, 12 Ko)")], centered: true, span: Span::default() },
    ]
}

pub fn footnotes() -> Vec<Footnote> {
    vec![Footnote {
        number: 1,
        references: 1,
        blocks: vec![paragraph(
            "Surface chauffée pour dix-neuf bâtiments, surface au sol pour douze.",
        )],
    }]
}

fn section(key: SectionKey, title: &str, lead: &str, date: Option<&str>) -> TeamSection {
    let expected = match key {
        SectionKey::Day(1) => vec![(AttachmentKind::Wishlist, AttachmentState::Joined)],
        SectionKey::Day(2) => vec![
            (AttachmentKind::Organigram, AttachmentState::Mentioned),
            (AttachmentKind::Evaluation, AttachmentState::Joined),
            (AttachmentKind::WantedDataList, AttachmentState::Missing),
        ],
        SectionKey::Day(3) => vec![(AttachmentKind::QualityReview, AttachmentState::Pending)],
        _ => Vec::new(),
    };
    TeamSection {
        key,
        title: title.into(),
        facts: SectionFacts {
            date: date.and_then(Date::parse),
            mood: if key == SectionKey::Day(5) { "le fichier est en ligne, reste à le montrer".into() } else { String::new() },
            tells_mood: false,
            lead: lead.into(),
            words: 1340,
            images: 2,
            missing_images: 0,
            notes: vec!["Relire la source avec la mairie.".into()],
            tables: 1,
            attachments: expected
                .into_iter()
                .map(|(kind, state)| Attachment { kind, state, link: None, picture: None, required: true })
                .collect(),
            contents: vec![
                (2, "la-piscine-avant-tout".into(), "La piscine avant tout".into()),
                (2, "le-fioul".into(), "Le fioul s’éteint, le gaz reste".into()),
                (2, "ce-que-nous-n-avons-pas-su-faire".into(), "Ce que nous n’avons pas su faire".into()),
            ],
            draft: false,
            outcomes: vec![
                Outcome { kind: OutcomeKind::Puzzle, what: "Casse-tête".into(), text: "Le tableur avait transformé les latitudes en dates : « mars-43 » pour 43,03.".into() },
                Outcome { kind: OutcomeKind::Success, what: "Réussite".into(), text: "Le premier jeu de la commune est en ligne depuis 16 h 53. Le maire l’a ouvert sur son téléphone.".into() },
            ],
        },
    }
}

fn named(name: &str, url: &str, platform: &str) -> NamedLink {
    NamedLink {
        name: name.into(),
        url: url.into(),
        platform: platform.into(),
    }
}

/// A complete team.
pub fn team(path: &str, name: &str) -> Team {
    let day = |number, title, lead, date| section(SectionKey::Day(number), title, lead, Some(date));
    Team {
        path: path.into(),
        facts: LogbookFacts {
            title: format!("Carnet de bord de l’ouverture des données de {name}"),
            collectivity: name.into(),
            collectivity_kind: "communauté de communes".into(),
            population: Some(38_420),
            group: Some(4),
            edition: "7e édition".into(),
            authors: ["Inès", "Malo", "Capucine", "Y. B.", "Thaïs"].map(String::from).to_vec(),
            tags: vec!["énergie".into()],
            summary: "Vingt-deux communes, cinquante-cinq bâtiments publics et des factures d’énergie rangées dans onze tableurs différents.".into(),
            cover: Some(image(ImageTarget::Local("val-de-brume/images/équipe #1.png".into()), "", None)),
            maturity: Some(2),
            score: Some((47, 100)),
            opened: Some(6),
            datasets: vec![
                named("Consommation des bâtiments publics", "https://donnees.exemple.fr/conso", "donnees.exemple.fr"),
                named("Points d’apport volontaire", "https://donnees.exemple.fr/apport", "donnees.exemple.fr"),
            ],
            reuses: vec![named("", "https://donnees.exemple.fr/reuses/carte", "donnees.exemple.fr")],
            organizations: vec![named("Val-de-Brume", "https://donnees.exemple.fr/org", "")],
            maps: vec![named("Piscines", "https://umap.exemple.fr/m/1", "uMap"), named("Compteurs", "https://umap.exemple.fr/m/2", "uMap")],
            tools: vec!["Excel".into(), "uMap".into()],
            ..LogbookFacts::default()
        },
        sections: vec![
            day(1, "Une volonté, peu de fichiers", "Le vice-président veut des données sur l’énergie. Personne ne sait qui détient les factures.", "2026-10-12"),
            day(2, "Onze tableurs et un classeur papier", "L’organigramme mène à trois services. Deux disent oui, le troisième réfléchit.", "2026-10-13"),
            day(3, "Kilowattheures ou mégawattheures ?", "2016 a été saisie en kWh, le reste en MWh. Il a fallu tout diviser par mille, puis tout vérifier.", "2026-10-14"),
            day(5, "Faire parler les compteurs", "Une piscine qui pèse un tiers du total, et un fioul qui s’éteint en 2028.", "2026-10-16"),
            section(SectionKey::Conclusion, "", "Ce que le service garde : un fichier, une licence et une habitude.", None),
        ],
        has_opening: true,
        draft: false,
    }
}

/// A team of which little is known.
pub fn bare_team(path: &str, name: &str) -> Team {
    Team {
        path: path.into(),
        facts: LogbookFacts {
            collectivity: name.into(),
            ..LogbookFacts::default()
        },
        sections: vec![
            section(SectionKey::Introduction, "", "", None),
            section(SectionKey::Day(1), "", "", None),
        ],
        has_opening: false,
        draft: false,
    }
}

/// The whole site.
pub fn site() -> Site {
    let mut facts = bare_team(
        "e",
        "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson-sur-Marne-le-Vieux",
    )
    .facts;
    facts.cover = Some(image(
        ImageTarget::Remote("https://images.exemple.fr/c.jpg".into()),
        "",
        None,
    ));
    let mut long = bare_team("saint-remy", "");
    long.facts = LogbookFacts {
        cover: None,
        ..facts
    };
    let mut teams = vec![
        team("val-de-brume", "Val-de-Brume"),
        bare_team("port-saint-elme", "Port-Saint-Elme"),
        long,
    ];
    for (path, name, opened) in [
        ("aubrelle", "Aubrelle", 9),
        ("fontgrise", "Fontgrise", 3),
        ("mirelande", "Mirelande", 4),
    ] {
        let mut one = team(path, name);
        one.facts.cover = None;
        one.facts.opened = Some(opened);
        one.facts.maturity = Some(u8::try_from(opened % 4).unwrap_or(0) + 1);
        teams.push(one);
    }
    teams.sort_by(|a, b| a.path.cmp(&b.path));
    Site {
        config: Config {
            title: "Cinq jours de données".into(),
            language: Language::French,
            authors: vec!["École fictive".into()],
            description: "Chaque jour, des équipes d’étudiantes et d’étudiants ont raconté leur travail : trouver les fichiers, les nettoyer, les publier, puis en faire quelque chose d’utile aux habitants.".into(),
            base_url: Some("https://exemple.fr/donnees/".into()),
            ..Config::default()
        },
        teams: teams.into_iter().map(Arc::new).collect(),
        pages: vec![Arc::new(PageFacts {
            source: "content/methode.md".into(),
            path: "methode.html".into(),
            title: "Méthode".into(),
            toc: true,
            contents: vec![(2, "a".into(), "Un".into()), (2, "b".into(), "Deux".into())],
            tags: vec!["méthode".into()],
            date: Date::parse("2026-10-01"),
            ..PageFacts::default()
        })],
        has_home: true,
        datasets: datasets().into_iter().map(Arc::new).collect(),
        collections: vec![collection()],
        has_maps: true,
        shared_maps: Vec::new(),
        today: Date::parse("2026-10-20"),
        pictures: BTreeMap::from([(
            "val-de-brume/images/équipe #1.png".to_owned(),
            Picture {
                source: "val-de-brume/images/équipe #1.png".into(),
                width: 1600,
                height: 900,
                variants: [(480, 270), (960, 540), (1600, 900)]
                    .map(|(width, height)| PictureVariant { path: format!("val-de-brume/images/équipe #1-{width}.png"), width, height })
                    .to_vec(),
            },
        )]),
    }
}

/// One dataset with a sheet where something is missing, one without.
fn datasets() -> Vec<Dataset> {
    let column = |name: &str, index: usize, kind: ColumnKind| ColumnProfile {
        name: name.into(),
        index,
        kind,
        unit: None,
        dates: DateOrder::DayFirst,
        filled: 99,
        missing: 1,
        unreadable: 0,
        distinct: Distinct::Exactly(3),
        extent: None,
        steps: Vec::new(),
        frequent: vec![
            ("école".into(), 60),
            ("sport".into(), 30),
            ("<b>culture</b>".into(), 9),
        ],
        longest: 12,
    };
    let mut year = column("annee", 1, ColumnKind::Year);
    year.extent = Some(Extent::Numbers {
        min: 2015.0,
        max: 2025.0,
        sum: 0.0,
    });
    year.steps = vec![1, 5, 9];
    let profile = Profile {
        path: "content/val-de-brume/data/conso.csv".into(),
        bytes: 86_000,
        encoding: Encoding::Windows1252,
        line_ends: LineEnds::default(),
        delimiter: ';',
        header_row: 1,
        cells: 3,
        records: 101,
        rows: 100,
        columns: vec![
            column("usage", 0, ColumnKind::Text),
            year,
            column("téléphone", 2, ColumnKind::Phone),
        ],
        ..Profile::default()
    };
    let with_sheet = Dataset {
        team: 0,
        source: "content/val-de-brume/data/conso.csv".into(),
        format: DatasetFormat::Csv,
        slug: "conso".into(),
        sheet: Some(Sheet {
            title: "Consommation : les <bâtiments> publics".into(),
            description: "Gaz, électricité, fioul et bois.\n\nUne ligne par bâtiment.".into(),
            license: crate::model::license::find("lov2"),
            themes: vec!["énergie".into()],
            contact: "https://exemple.fr/contact".into(),
            ..Sheet::default()
        }),
        published: (0..2)
            .map(|index| PublishedColumn {
                index,
                name: profile.columns[index].name.clone(),
            })
            .collect(),
        preview: vec![
            vec!["école".into(), "2015".into()],
            vec!["<script>".into(), String::new()],
        ],
        extent: Some([2.0, 46.0, 3.0, 47.0]),
        findings: vec![Finding {
            problem: crate::diag::csv::row_duplicate(12),
            row: Some(40),
            column: None,
        }],
        repairs: vec![Finding {
            problem: crate::diag::csv::encoding_not_utf8("Windows-1252"),
            row: None,
            column: None,
        }],
        offers_original: false,
        profile,
    };
    let without = Dataset {
        source: "content/val-de-brume/data/arbres_remarquables.csv".into(),
        slug: "arbres-remarquables".into(),
        sheet: None,
        findings: Vec::new(),
        repairs: Vec::new(),
        extent: None,
        ..with_sheet.clone()
    };
    vec![with_sheet, without]
}

fn published(site: &Site, index: usize) -> Vec<PublishedFile> {
    let dataset = &site.datasets[index];
    [(".csv", FileKind::Csv), (".excel.csv", FileKind::ExcelCsv)]
        .map(|(ending, kind)| PublishedFile {
            path: dataset.path(site, ending),
            kind,
            bytes: 86_000,
            sha256: "3f9a41c2".repeat(8),
        })
        .to_vec()
}

pub fn theme(site: &Site) -> Theme {
    Theme::new(&[], &[], &site.config, &mut Report::default())
}

/// The pages of three rows, and their list.
fn collection() -> Collection {
    let row = |number: u32| RowPage {
        path: format!("communes/saint-{number:03}.html").into(),
        title: format!("Saint-{number:03}").into(),
        row: number,
        letter: 's',
    };
    Collection {
        title: "Les communes".into(),
        folder: "communes".into(),
        rows: (0..3).map(row).collect(),
        ..Collection::default()
    }
}

/// Every file of the fictitious site: path and bytes.
pub fn files(site: &Site) -> Vec<(String, Vec<u8>)> {
    let theme = theme(site);
    let renderer = Renderer::new(site, &theme);
    let (blocks, footnotes) = (blocks(), footnotes());
    let whole = Text {
        blocks: &blocks,
        footnotes: &footnotes,
    };
    let short = [paragraph(
        "La communauté de communes a ouvert ses portes une semaine durant.",
    )];
    let opening = Text {
        blocks: &short,
        footnotes: &[],
    };
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |path: &str, page: Result<Vec<u8>, crate::diag::Diagnostic>| match page {
        Ok(bytes) => out.push((path.to_owned(), bytes)),
        Err(diagnostic) => panic!(
            "{path}: {} {:?}",
            diagnostic.message(Language::English),
            diagnostic.place
        ),
    };
    add("index.html", renderer.home(None, opening));
    for (index, team) in site.teams.iter().enumerate() {
        add(
            &format!("{}/index.html", team.path),
            renderer.team(
                index,
                if team.has_opening {
                    opening
                } else {
                    Text::default()
                },
            ),
        );
        for (at, section) in team.sections.iter().enumerate() {
            add(
                &format!("{}/{}.html", team.path, section.key.stem()),
                renderer.section(index, at, whole, &[0]),
            );
        }
        let texts: Vec<Text<'_>> = team
            .sections
            .iter()
            .enumerate()
            .map(|(at, _)| if at == 1 { whole } else { opening })
            .collect();
        add(
            &format!("{}/carnet.html", team.path),
            renderer.logbook(index, opening, &texts),
        );
    }
    for page in &site.pages {
        add(&page.path, renderer.page(page, whole));
    }
    for (at, collection) in site.collections.iter().enumerate() {
        add(&collection.index(), renderer.collection(at));
        for (number, page) in collection.letter_pages().iter().enumerate() {
            add(&page.path, renderer.letter(at, number));
        }
        for (number, row) in collection.rows.iter().enumerate() {
            let facts = PageFacts {
                path: row.path.to_string(),
                title: row.title.to_string(),
                ..PageFacts::default()
            };
            add(&row.path, renderer.row(at, number, &facts, whole));
        }
    }
    for (index, dataset) in site.datasets.iter().enumerate() {
        let files = published(site, index);
        let coverage = dataset.extent.map(|bounds| Coverage {
            bounds,
            contour: Vec::new(),
        });
        let described = Described {
            dataset,
            files: &files,
            coverage: coverage.as_ref(),
            linked_from: &[1],
            exceptions: &std::collections::BTreeSet::new(),
        };
        let machines = [(dataset.path(site, ".schema.json"), "Schéma")];
        for file in files.iter().map(|file| &file.path).chain([&machines[0].0]) {
            add(file, Ok(Vec::new()));
        }
        add(
            &dataset.path(site, ".html"),
            renderer.dataset(&described, &machines),
        );
    }
    if !site.datasets.is_empty() {
        add(
            "donnees/index.html",
            renderer.datasets(&["catalog.ttl".to_owned()]),
        );
        add("catalog.ttl", Ok(Vec::new()));
    }
    let map = super::MapCard {
        page: "val-de-brume/jour-1.html".into(),
        id: "choix".into(),
        title: "Une carte".into(),
        subtitle: String::new(),
        place: "Équipe".into(),
    };
    add("cartes/index.html", renderer.maps(None, &[map]));
    add("cartes/choix.svg", Ok(Vec::new()));
    add("cartes/choix-apercu.svg", Ok(Vec::new()));
    add("404.html", renderer.not_found());
    add("plan-du-site.html", renderer.site_map());
    add("casse-tetes.html", renderer.outcomes(0));
    for statement in super::Statement::of(site) {
        add(statement.path(), renderer.statement(statement, ""));
    }
    for path in super::sitemap_paths(site) {
        if let Some(bytes) = renderer.sitemap_xml(&path).unwrap_or(None) {
            add(&path, Ok(bytes));
        }
    }
    if let Some(bytes) = renderer.feed_xml().unwrap_or(None) {
        add("feed.xml", Ok(bytes));
    }
    for asset in theme.assets() {
        if let super::AssetContent::Bytes(bytes) = &asset.content {
            add(&asset.path, Ok(bytes.to_vec()));
        }
    }
    out
}
