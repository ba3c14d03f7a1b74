//! Words in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    // `vars` and `args` panic on what is not UTF-8; nothing of ours is written so.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    carnet::cli::run(std::env::args_os().collect(), environment)
}
