//! `carnet fetch`: downloads the pictures that the texts show from other sites, so that the site stands alone.

use super::project::open;
use super::{Console, End, Environment};
use crate::diag::{Language, Report, Severity};
use crate::disk::download;
use crate::disk::download::{FetchOptions, Fetched, Outcome, Progress};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::io;
use std::time::Duration;

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let opened = open(matches, environment, console)?;
    let mut report = opened.report;
    if report.stops_build() {
        report.sort();
        console.diagnostics(&report);
        return Ok(End::Findings);
    }
    let folder = opened
        .project
        .root()
        .join(&opened.config.src)
        .join(crate::fetch::REMOTE_FOLDER);
    let mut read = Report::default();
    let wanted = crate::remote_pictures(&opened.project, opened.config, &mut read)?;
    // A text that cannot be read may show pictures too; what else there is to say of the texts is for `check`.
    read.retain(|diagnostic| diagnostic.code() == "site.text-unreadable");
    read.sort();
    console.diagnostics(&read);
    if wanted.is_empty() {
        console.note(console.words(
            "aucune image à récupérer : toutes sont dans le projet",
            "no picture to fetch: all of them are in the project",
        ));
        return Ok(End::Clean);
    }
    let tell = |progress: &Progress<'_>| {
        if console.verbose {
            console.note(&progress_line(progress));
        }
    };
    let mut fetched = download::fetch(&wanted, &folder, &options(matches), &tell)?;
    fetched.report.sort();
    console.diagnostics(&fetched.report);
    console.result(&format!("{}\n", summary(&fetched, console.language)))?;
    Ok(match fetched.failed() + read.count(Severity::Error) {
        0 => End::Clean,
        _ => End::Findings,
    })
}

/// A flag that takes a number: its name, the name of its value, what it is for in French and English, and its bounds.
struct NumberFlag {
    name: &'static str,
    value: (&'static str, &'static str),
    help: (&'static str, &'static str),
    default: &'static str,
    most: u64,
}

const NUMBERS: [NumberFlag; 4] = [
    NumberFlag {
        name: "max-size",
        value: ("MO", "MB"),
        help: (
            "plus grande image acceptée, en mégaoctets (25)",
            "largest picture, in megabytes (25)",
        ),
        default: "25",
        most: 1000,
    },
    NumberFlag {
        name: "timeout",
        value: ("SECONDES", "SECONDS"),
        help: (
            "temps accordé à une image, en secondes (60)",
            "time for one picture, in seconds (60)",
        ),
        default: "60",
        most: 3600,
    },
    NumberFlag {
        name: "total-time",
        value: ("MINUTES", "MINUTES"),
        help: (
            "temps accordé à toutes les images, en minutes (30)",
            "time for all pictures, in minutes (30)",
        ),
        default: "30",
        most: 1440,
    },
    NumberFlag {
        name: "parallel",
        value: ("N", "N"),
        help: ("téléchargements à la fois (4)", "downloads at a time (4)"),
        default: "4",
        most: 16,
    },
];

/// The flags of the command, for clap.
pub fn arguments(language: Language) -> Vec<Arg> {
    let say = |(fr, en): (&'static str, &'static str)| match language {
        Language::French => fr,
        Language::English => en,
    };
    let mut arguments: Vec<Arg> = NUMBERS
        .iter()
        .map(|flag| {
            Arg::new(flag.name)
                .long(flag.name)
                .value_name(say(flag.value))
                .help(say(flag.help))
                .value_parser(value_parser!(u64).range(1..=flag.most))
                .default_value(flag.default)
                .hide_default_value(true)
        })
        .collect();
    arguments.push(
        Arg::new("allow-private")
            .long("allow-private")
            .action(ArgAction::SetTrue)
            .hide_short_help(true)
            .help(say((
                "visiter aussi cette machine et son réseau (un intranet de confiance)",
                "visit this machine and its network too (an intranet that you trust)",
            ))),
    );
    arguments
}

/// The bounds that the flags ask for.
pub fn options(matches: &ArgMatches) -> FetchOptions {
    let bounds = FetchOptions::default();
    let number = |name: &str| matches.get_one::<u64>(name).copied();
    let seconds = |number: Option<u64>, default| number.map_or(default, Duration::from_secs);
    FetchOptions {
        most_bytes: number("max-size").map_or(bounds.most_bytes, |megabytes| megabytes * 1_000_000),
        timeout: seconds(number("timeout"), bounds.timeout),
        total: seconds(
            number("total-time").map(|minutes| minutes * 60),
            bounds.total,
        ),
        parallel: number("parallel")
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(bounds.parallel),
        allow_private: matches.get_flag("allow-private"),
        ..bounds
    }
}

/// One line per picture, for `-v` or a terminal: `12/45 https://…`, with a mark when it failed.
pub fn progress_line(progress: &Progress<'_>) -> String {
    let mark = match progress.outcome {
        Outcome::Fetched(_) | Outcome::Present => "",
        Outcome::Failed(_) => " ✗",
    };
    format!("{}/{}{mark} {}", progress.done, progress.of, progress.url)
}

/// What the run did, in one line.
pub fn summary(fetched: &Fetched, language: Language) -> String {
    let (count, bytes) = fetched.downloaded();
    let (present, failed) = (fetched.present(), fetched.failed());
    let megabytes = tenths(bytes);
    match language {
        Language::French => {
            let megabytes = megabytes.replace('.', ",");
            format!(
                "{}, {megabytes}\u{a0}Mo\u{a0}; {}\u{a0}; {}",
                counted(count, "image récupérée", "images récupérées", 2),
                counted(present, "déjà là", "déjà là", 2),
                counted(failed, "manquante", "manquantes", 2),
            )
        }
        Language::English => format!(
            "{}, {megabytes}\u{a0}MB; {}; {}",
            counted(count, "picture fetched", "pictures fetched", 1),
            counted(present, "already there", "already there", 1),
            counted(failed, "missing", "missing", 1),
        ),
    }
}

/// A number and its noun; the plural begins at 2 in French, and anywhere but at 1 in English.
fn counted(count: usize, one: &str, many: &str, plural_from: usize) -> String {
    let singular = count == 1 || (count == 0 && plural_from == 2);
    format!("{count} {}", if singular { one } else { many })
}

fn tenths(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::Failure;

    fn parsed(words: &[&str]) -> Result<FetchOptions, clap::Error> {
        for language in [Language::French, Language::English] {
            clap::Command::new("fetch")
                .args(arguments(language))
                .debug_assert();
        }
        clap::Command::new("fetch")
            .args(arguments(Language::French))
            .try_get_matches_from([&["fetch"], words].concat())
            .map(|matches| options(&matches))
    }

    #[test]
    fn flags_bound_the_run() {
        let defaults = parsed(&[]).unwrap();
        let expected = FetchOptions::default();
        assert_eq!(defaults.most_bytes, expected.most_bytes);
        assert_eq!(
            (defaults.timeout, defaults.total, defaults.parallel),
            (expected.timeout, expected.total, expected.parallel)
        );
        assert!(!defaults.allow_private);
        let asked = parsed(&["--max-size", "3", "--total-time", "2", "--allow-private"]).unwrap();
        assert_eq!(asked.most_bytes, 3_000_000);
        assert_eq!(asked.total, Duration::from_secs(120));
        assert!(asked.allow_private);
        assert!(parsed(&["--max-size", "0"]).is_err());
        assert!(parsed(&["--parallel", "99"]).is_err());
    }

    #[test]
    fn the_summary_counts_in_both_languages() {
        let mut fetched = Fetched::default();
        fetched
            .outcomes
            .insert("a".into(), Outcome::Fetched(1_260_000));
        fetched.outcomes.insert("b".into(), Outcome::Present);
        for url in ["c", "d"] {
            let failed = Outcome::Failed(Failure::Timeout);
            fetched.outcomes.insert(url.into(), failed);
        }
        assert_eq!(
            summary(&fetched, Language::French),
            "1 image récupérée, 1,3\u{a0}Mo\u{a0}; 1 déjà là\u{a0}; 2 manquantes"
        );
        assert_eq!(
            summary(&Fetched::default(), Language::English),
            "0 pictures fetched, 0.0\u{a0}MB; 0 already there; 0 missing"
        );
    }
}
