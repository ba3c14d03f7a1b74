//! `carnet data`: what a table is like, what is wrong with it, and a clean copy on request.

mod check;
mod findings;
mod suggest;
mod view;

use super::project::{argument, configuration};
use super::{Console, End, Environment};
use crate::diag::{Language, Phrase, Report, Severity, output};
use crate::disk::failure::{Action, At, Failure};
use crate::disk::{self, replace};
use crate::model::config::Config;
use crate::model::finding::Finding;
use crate::model::profile::{Encoding, Profile};
use crate::read::config;
use crate::table::{self, Input, ReadOptions};
use clap::ArgMatches;
use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let path = PathBuf::from(argument(matches, "file").unwrap_or_default());
    if let Some(target) = argument(matches, "write") {
        refuse(&path, Path::new(target))?;
    }
    let config = project_config(&path, environment, console)?;
    let options = options(matches, &config);
    if matches.get_flag("suggest") {
        return suggest::run(&path, config, &options, console);
    }
    let shown = path.display().to_string();
    let input = OnDisk(&path);
    let json_wanted = argument(matches, "format") == Some("json");
    let schema = match argument(matches, "schema") {
        Some(name) => match check::schema(name, project_of(&path).as_deref(), console)? {
            Some(schema) => Some(schema),
            None => return Ok(End::Usage),
        },
        None => None,
    };
    let (profile, mut findings) = table::profile(&shown, &input, &options)?;
    if schema.is_some() {
        check::raise(&mut findings);
    }
    if json_wanted {
        console.result(&json(&findings, &shown, console.language))?;
    } else {
        console.result(&view::profile(&profile, console))?;
    }
    let mut worst = findings.iter().map(Finding::severity).max();
    let mut written = Ok(());
    check::records(
        &input,
        &options,
        profile.format,
        schema.as_ref(),
        &mut |finding| {
            worst = worst.max(Some(finding.severity()));
            if json_wanted {
                let said = console.result(&json(&[finding], &shown, console.language));
                written = std::mem::replace(&mut written, Ok(())).and(said);
            } else {
                findings.push(finding);
            }
        },
    )?;
    written?;
    if !json_wanted {
        console.result(&findings::text(&findings, &shown, console.language))?;
    }
    if let Some(target) = argument(matches, "write") {
        write(&input, &options, &profile, Path::new(target))?;
        console.note(console.words(
            &format!("table nettoyée : {target}"),
            &format!("clean table: {target}"),
        ));
    }
    Ok(match worst {
        Some(Severity::Error) => End::Findings,
        _ => End::Clean,
    })
}

/// A file named on the command line.
struct OnDisk<'a>(&'a Path);

impl Input for OnDisk<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(self.0).at(Action::Read, self.0)?))
    }
}

/// What the `book.toml` of the project around a file says.
fn project_config(path: &Path, environment: &Environment, console: &Console) -> io::Result<Config> {
    let mut report = Report::default();
    let config = match project_of(path) {
        Some(root) => {
            let text = configuration(&root, &mut report)?;
            config::config(text.as_ref(), environment, &mut report)
        }
        None => Config::default(),
    };
    if report.count(Severity::Error) > 0 {
        report.sort();
        console.diagnostics(&report);
    }
    Ok(config)
}

/// What `[data]` of the project says, then the command line.
fn options(matches: &ArgMatches, config: &Config) -> ReadOptions {
    let mut options = ReadOptions::from_config(&config.data);
    options.encoding = match argument(matches, "encoding") {
        Some("utf-8") => Some(Encoding::Utf8),
        Some("windows-1252") => Some(Encoding::Windows1252),
        Some("utf-16") => Some(Encoding::Utf16Le),
        _ => options.encoding,
    };
    options.delimiter = match argument(matches, "delimiter") {
        Some("tab" | "\t") => Some(b'\t'),
        Some(sign) => sign.bytes().next(),
        None => None,
    };
    options.header_row = matches.get_one::<u32>("header-row").copied();
    options
}

/// The nearest folder above a file that has a `book.toml`.
fn project_of(path: &Path) -> Option<PathBuf> {
    let whole = disk::canonical(path).ok()?;
    let found = whole
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("book.toml").is_file());
    found.map(Path::to_owned)
}

fn json(findings: &[Finding], file: &str, language: Language) -> String {
    findings
        .iter()
        .map(|finding| {
            output::finding_json(
                &finding.problem,
                file,
                finding.row,
                finding.column.as_deref(),
                language,
            )
        })
        .collect()
}

/// The clean table must not take the place of the one that it is made from.
fn refuse(source: &Path, target: &Path) -> io::Result<()> {
    let same = disk::canonical(target)
        .is_ok_and(|target| disk::canonical(source).is_ok_and(|source| source == target));
    if same {
        return Err(Failure::refusal(
            Phrase::new(
                "« --write » remplacerait la table d’origine",
                "“--write” would replace the original table",
            ),
            Phrase::new(
                "donnez un autre nom, par exemple table.propre.csv",
                "give another name, for instance table.clean.csv",
            ),
        ));
    }
    Ok(())
}

/// Writes the clean table beside its place, then puts it there: a failure leaves what was there before.
fn write(
    input: &dyn Input,
    options: &ReadOptions,
    profile: &Profile,
    target: &Path,
) -> io::Result<()> {
    replace::whole(target, |file| {
        let mut out = BufWriter::new(file);
        table::write_clean(input, options, profile, &mut out)
    })
}
