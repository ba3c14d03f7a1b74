//! `carnet completions`: a script for the shell.

use super::{Console, End, words};
use clap::ArgMatches;
use clap_complete::{Shell, generate};
use std::io;

pub fn run(matches: &ArgMatches, console: &Console) -> io::Result<End> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Ok(End::Usage);
    };
    let mut script = Vec::new();
    generate(
        *shell,
        &mut words::command(console.language),
        "carnet",
        &mut script,
    );
    console.result(&String::from_utf8_lossy(&script))?;
    Ok(End::Clean)
}
