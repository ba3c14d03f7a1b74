//! The keys of a description sheet.

use crate::diag::Language;
use crate::read::key::{self, Key, Kind, entry};
use serde_json::json;

/// The keys of a sheet.
#[rustfmt::skip]
pub static KEYS: &[Key] = &[
    entry("title", &["titre"], Kind::Text, "titre du jeu de données", "title of the dataset"),
    entry("description", &[], Kind::Text, "ce que contient le jeu, en 100 caractères ou plus", "what the dataset holds, in 100 characters or more"),
    entry("publisher", &["producteur"], Kind::Group(PUBLISHER), "qui répond des données : un nom, ou un groupe", "who answers for the data: a name, or a group"),
    entry("service", &[], Kind::Text, "service qui les tient", "service that keeps them"),
    entry("contact", &[], Kind::Text, "adresse générique, jamais celle d’une personne", "generic address, never a person’s"),
    entry("license", &["licence"], Kind::Text, "licence : lov2, odc-odbl…", "license: lov2, odc-odbl…"),
    entry("frequency", &["frequence"], Kind::Text, "rythme de mise à jour : annuelle, mensuelle, ponctuelle…", "how often it is updated: annual, monthly, as needed…"),
    entry("territory", &["couverture_territoriale", "territoire", "spatial"], Kind::Group(TERRITORY), "territoire couvert : un nom, un code, ou un groupe", "place covered: a name, a code, or a group"),
    entry("period", &["couverture_temporelle", "periode", "temporal"], Kind::Group(PERIOD), "période couverte : 2021, 2015 à 2025, ou un groupe", "period covered: 2021, 2015 to 2025, or a group"),
    entry("keywords", &["mots_cles"], Kind::Texts, "mots-clés", "keywords"),
    entry("themes", &["theme"], Kind::Texts, "thèmes : énergie, mobilité…", "themes: energy, mobility…"),
    entry("created", &["date_creation"], Kind::Date, "date de création du jeu", "date of creation of the dataset"),
    entry("updated", &["date_mise_a_jour", "maj"], Kind::Date, "date de la dernière mise à jour des données", "date of the last update of the data"),
    entry("sources", &["source"], Kind::Groups(SOURCES), "d’où viennent les données", "where the data comes from"),
    entry("collection", &["collecte"], Kind::Text, "comment les données ont été recueillies, par qui, avec quoi", "how the data was collected, by whom, with what"),
    entry("motivation", &[], Kind::Text, "pourquoi ouvrir ce jeu", "why this dataset is opened"),
    entry("processing", &["traitements"], Kind::Sentences, "ce qui a été fait aux données, une phrase par étape", "what was done to the data, one sentence a step"),
    entry("limits", &["limites"], Kind::Sentences, "ce que les données ne disent pas", "what the data does not say"),
    entry("personal_data", &["donnees_personnelles"], Kind::Group(PERSONAL), "données personnelles : aucune, ou ce qui en est fait", "personal data: none, or what becomes of it"),
    entry("ethics", &["ethique"], Kind::Text, "précautions d’usage", "precautions of use"),
    entry("uses", &["usages"], Kind::Text, "à quoi ces données servent", "what the data is for"),
    entry("schema", &[], Kind::Group(SCHEMA), "schéma suivi : son nom ou son fichier, ou un groupe", "schema followed: its name or its file, or a group"),
    entry("files", &["fichiers"], Kind::Groups(FILES), "ce qu’est chaque fichier, et comment le lire", "what each file is, and how to read it"),
    entry("header_row", &["ligne_entete"], Kind::Integer(1, 10_000), "ligne de l’en-tête, quand des titres sont au-dessus", "row of the header, when there are titles above it"),
    entry("columns", &["colonnes"], Kind::Named(COLUMNS), "ce que dit chaque colonne", "what each column says"),
    entry("publication", &[], Kind::Group(PUBLICATION), "où le jeu est publié", "where the dataset is published"),
];

#[rustfmt::skip]
pub(super) static PUBLISHER: &[Key] = &[
    entry("name", &["nom"], Kind::Text, "nom de l’organisme", "name of the organization"),
    entry("siren", &[], Kind::Text, "son numéro SIREN, neuf chiffres", "its SIREN number, nine digits"),
];

#[rustfmt::skip]
pub(super) static TERRITORY: &[Key] = &[
    entry("name", &["nom"], Kind::Text, "nom du territoire", "name of the place"),
    entry("insee", &[], Kind::Texts, "codes INSEE des communes", "INSEE codes of communes"),
    entry("siren_epci", &["epci"], Kind::Texts, "SIREN de l’intercommunalité", "SIREN of the intercommunal body"),
    entry("departement", &["department"], Kind::Texts, "codes des départements", "codes of departments"),
];

#[rustfmt::skip]
pub(super) static PERIOD: &[Key] = &[
    entry("start", &["debut"], Kind::Moment, "premier jour, mois ou année", "first day, month or year"),
    entry("end", &["fin"], Kind::Moment, "dernier jour, mois ou année", "last day, month or year"),
];

#[rustfmt::skip]
pub(super) static SOURCES: &[Key] = &[
    entry("title", &["titre"], Kind::Text, "nom de la source", "name of the source"),
    entry("url", &["adresse"], Kind::Text, "son adresse", "its address"),
];

#[rustfmt::skip]
pub(super) static PERSONAL: &[Key] = &[
    entry("present", &["presentes"], Kind::Flag, "le fichier reçu en contient-il ?", "does the file as received hold any?"),
    entry("legal_basis", &["base_legale"], Kind::Text, "le texte ou le consentement qui permet de publier", "the law or consent that allows publication"),
    entry("treatment", &["traitement"], Kind::Text, "ce qui en a été fait", "what was done about it"),
    entry("removed_columns", &["colonnes_retirees"], Kind::Texts, "colonnes qui ne sont dans aucune sortie", "columns that are in no output"),
    entry("kept_columns", &["colonnes_gardees"], Kind::Texts, "colonnes publiées en connaissance de cause", "columns published knowingly"),
];

#[rustfmt::skip]
pub(super) static SCHEMA: &[Key] = &[
    entry("name", &["nom"], Kind::Text, "nom, fichier ou adresse du schéma", "name, file or address of the schema"),
    entry("version", &[], Kind::Text, "sa version", "its version"),
];

#[rustfmt::skip]
pub(super) static FILES: &[Key] = &[
    entry("path", &["chemin"], Kind::Text, "nom du fichier, à côté de la fiche", "name of the file, beside the sheet"),
    entry("title", &["titre"], Kind::Text, "ce que c’est, en quelques mots", "what it is, in a few words"),
    entry("description", &[], Kind::Text, "ce qu’il contient", "what it holds"),
    entry("encoding", &["codage"], Kind::OneOf(&["auto", "utf-8", "windows-1252", "utf-16"]), "codage des caractères, quand carnet se trompe", "character encoding, when carnet is wrong"),
    entry("delimiter", &["separateur"], Kind::OneOf(&["auto", ",", ";", "tab", "|"]), "séparateur des cellules, quand carnet se trompe", "separator of cells, when carnet is wrong"),
];

#[rustfmt::skip]
pub(super) static COLUMNS: &[Key] = &[
    entry("title", &["titre"], Kind::Text, "son nom pour les lecteurs", "its name for readers"),
    entry("description", &[], Kind::Text, "ce qu’elle dit", "what it says"),
    entry("type", &[], Kind::Text, "nombre, date, texte, code…", "number, date, text, code…"),
    entry("unit", &["unite"], Kind::Text, "son unité", "its unit"),
    entry("example", &["exemple"], Kind::Text, "une valeur, pour exemple", "a value, as an example"),
];

#[rustfmt::skip]
pub(super) static PUBLICATION: &[Key] = &[
    entry("platform", &["plateforme"], Kind::Text, "nom du portail", "name of the portal"),
    entry("url", &["adresse"], Kind::Text, "adresse de la page publiée", "address of the published page"),
    entry("date", &[], Kind::Date, "date de publication", "date of publication"),
];

/// The JSON Schema (2020-12) of a sheet: `carnet schema sheet`.
pub fn schema(language: Language) -> serde_json::Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": match language {
            Language::French => "Fiche descriptive d’un jeu de données",
            Language::English => "Description sheet of a dataset",
        },
        "type": "object",
        "properties": key::properties(KEYS, language),
        "additionalProperties": false,
    })
}
