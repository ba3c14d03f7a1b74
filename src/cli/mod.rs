//! The command line. In: words and the environment. Out: results on stdout, messages on stderr, and an exit code:
//! 0 clean, 1 findings at the failing level, 2 usage or machine failure.
//!
//! One file per command; [`words`] builds what clap shows, in the reader's language.

mod build;
mod check;
mod completions;
mod console;
mod data;
mod explain;
mod fetch;
mod import;
mod init;
mod language;
mod manifest;
mod new;
mod progress;
mod project;
mod schema;
mod serve;
mod usage;
mod words;

use console::Console;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Variables by name.
pub type Environment = BTreeMap<String, String>;

/// How a command ended, when the machine did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Clean,
    Findings,
    /// Asked for something that cannot be.
    Usage,
}

/// Runs a command: `arguments` as the system gives them, the program's name first.
pub fn run(arguments: Vec<OsString>, environment: Environment) -> ExitCode {
    let language = language::of(&arguments, &environment);
    let matches = match words::command(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::explain(&error, language),
    };
    let Some((name, matches)) = matches.subcommand() else {
        return ExitCode::from(2);
    };
    let console = Console::new(language, matches);
    // A fault of ours must end like any other failure: the old site whole, exit code 2.
    let end = catch_unwind(AssertUnwindSafe(|| {
        command(name, matches, &environment, &console)
    }));
    match end {
        Ok(Ok(End::Clean)) => ExitCode::SUCCESS,
        Ok(Ok(End::Findings)) => ExitCode::from(1),
        Ok(Ok(End::Usage)) => ExitCode::from(2),
        Ok(Err(error)) => {
            console.failure(&error);
            ExitCode::from(2)
        }
        Err(_) => {
            console.fault();
            ExitCode::from(2)
        }
    }
}

fn command(
    name: &str,
    matches: &clap::ArgMatches,
    environment: &Environment,
    console: &Console,
) -> io::Result<End> {
    match name {
        "init" => init::run(matches, console),
        "new" => new::run(matches, environment, console),
        "build" => build::run(matches, environment, console),
        "check" => check::run(matches, environment, console),
        "data" => data::run(matches, environment, console),
        "serve" => serve::run(matches, environment, console),
        "import" => import::run(matches, console),
        "fetch" => fetch::run(matches, environment, console),
        "explain" => explain::run(matches, console),
        "schema" => schema::run(matches, console),
        "completions" => completions::run(matches, console),
        _ => Ok(End::Usage),
    }
}
