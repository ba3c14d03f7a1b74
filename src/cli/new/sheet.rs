//! `carnet new sheet`: the sheet of a table, its columns and its period filled in.

use super::super::project::argument;
use super::{Place, quoted};
use crate::diag::{Language, Phrase};
use crate::disk;
use crate::disk::failure::{Action, At, Failure};
use crate::format::time::civil;
use crate::model::config::{Config, DataConfig};
use crate::model::profile::{Extent, Profile};
use crate::model::table::ColumnKind;
use crate::table::{self, Bytes, ReadOptions};
use clap::ArgMatches;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Columns that a sheet is given a line for.
const COLUMNS: usize = 200;

pub(super) fn sheet(
    matches: &ArgMatches,
    place: &Place,
    config: &DataConfig,
) -> io::Result<PathBuf> {
    let name = argument(matches, "name").unwrap_or_default();
    let given = Path::new(name);
    // As the shell completes it, or as the project names it.
    let table = match given.is_file() {
        true => given.to_owned(),
        false => place.path(name),
    };
    let ending = table
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("");
    let is_csv = ending.eq_ignore_ascii_case("csv");
    if !is_csv && !ending.eq_ignore_ascii_case("geojson") {
        return Err(Failure::refusal(
            Phrase::new(
                format!("une fiche décrit une table CSV ou GeoJSON : {name}"),
                format!("a sheet describes a CSV or GeoJSON table: {name}"),
            ),
            Phrase::new(
                "donnez le fichier du dossier data de l’équipe",
                "give the file in the data folder of the team",
            ),
        ));
    }
    let bytes = fs::read(&table).at(Action::Read, &table)?;
    let profile = match is_csv {
        true => {
            let config = Config {
                data: config.clone(),
                ..Config::default()
            };
            let options = ReadOptions::from_config(&config.data);
            Some(table::profile(name, &Bytes(&bytes), &options)?.0)
        }
        false => None,
    };
    let path = table.with_extension("yml");
    let stem = table
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let title = stem.unwrap_or_default().replace(['-', '_'], " ");
    disk::create(&path, &text(&title, profile.as_ref(), place.language))?;
    Ok(path)
}

/// The text of a sheet: what is known is written, what is not has its key and a remark.
fn text(title: &str, profile: Option<&Profile>, language: Language) -> String {
    let french = language == Language::French;
    let mut title: Vec<char> = title.trim().chars().collect();
    if let Some(first) = title.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    let title = quoted(&title.into_iter().collect::<String>());
    let (from, to) = profile.and_then(period).unwrap_or_default();
    let mut text = match french {
        true => format!(
            "titre: {title}\n# Plus de 100 caractères : ce que contient une ligne, d'où elle vient, ce qui manque.\ndescription:\nproducteur: {{nom: , siren: }}\ncontact:\nlicence: lov2\n# annuelle, trimestrielle, mensuelle, ponctuelle...\nfrequence:\n# Un nom et des codes : insee, siren_epci ou departement.\ncouverture_territoriale: {{nom: }}\ncouverture_temporelle: {{debut: {from}, fin: {to}}}\nmots_cles: []\nthemes: []\ndate_mise_a_jour:\nsources: []\ncollecte:\ntraitements: []\nlimites: []\n# « aucune », ou : presentes, base_legale, traitement, colonnes_retirees.\ndonnees_personnelles:\n"
        ),
        false => format!(
            "title: {title}\n# More than 100 characters: what a row holds, where it comes from, what is missing.\ndescription:\npublisher: {{name: , siren: }}\ncontact:\nlicense: lov2\n# annual, quarterly, monthly, as needed...\nfrequency:\n# A name and codes: insee, siren_epci or departement.\nterritory: {{name: }}\nperiod: {{start: {from}, end: {to}}}\nkeywords: []\nthemes: []\nupdated:\nsources: []\ncollection:\nprocessing: []\nlimits: []\n# “none”, or: present, legal_basis, treatment, removed_columns.\npersonal_data:\n"
        ),
    };
    let columns = profile.map_or(&[][..], |profile| profile.columns.as_slice());
    let mut lines = String::new();
    let mut seen = Vec::new();
    for column in columns
        .iter()
        .filter(|column| !column.name.is_empty())
        .take(COLUMNS)
    {
        if seen.contains(&column.name.as_str()) {
            continue;
        }
        seen.push(column.name.as_str());
        let (title, unit) = if french {
            ("titre", "unite")
        } else {
            ("title", "unit")
        };
        let unit = match &column.unit {
            Some(found) => format!(", {unit}: {}", quoted(found)),
            None => String::new(),
        };
        lines.push_str(&format!(
            "  {}: {{{title}: {unit}}}\n",
            quoted(&column.name)
        ));
    }
    if !lines.is_empty() {
        text.push_str(if french { "colonnes:\n" } else { "columns:\n" });
        text.push_str(&lines);
    }
    text
}

/// The first and last moment of the table, as a sheet writes them.
fn period(profile: &Profile) -> Option<(String, String)> {
    profile
        .columns
        .iter()
        .find_map(|column| match (column.kind, column.extent?) {
            (ColumnKind::Year, Extent::Numbers { min, max, .. }) => {
                Some((format!("{min}"), format!("{max}")))
            }
            (ColumnKind::Date | ColumnKind::Month, Extent::Dates { min, max }) => {
                let text = |days: i32| {
                    let (year, month, _) = civil(days);
                    format!("{year}-{month:02}")
                };
                Some((text(min), text(max)))
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;
    use crate::read::sheet;
    use crate::source::SourceText;

    #[test]
    fn a_new_sheet_is_read_and_only_lacks_what_nobody_knows() {
        let table = "code \"insee\";annee;montant (€)\n01004;2019;12,5 €\n2A004;2024;3,00 €\n";
        let options = ReadOptions::default();
        let (profile, _) = table::profile("a.csv", &Bytes(table.as_bytes()), &options).unwrap();
        for language in [Language::French, Language::English] {
            let source =
                SourceText::new("a.yml", text("frais de mairie", Some(&profile), language));
            let mut report = Report::default();
            let found = sheet::read(&source, &mut report);
            let codes: Vec<&str> = report.diagnostics().iter().map(|one| one.code()).collect();
            assert!(
                codes.iter().all(|code| *code == "sheet.missing"),
                "{codes:?}"
            );
            assert_eq!(found.title, "Frais de mairie");
            assert_eq!(found.period.end.unwrap().to_string(), "2024-12-31");
            assert_eq!(found.columns.len(), 3);
            assert_eq!(found.license.unwrap().id, "lov2");
        }
    }
}
