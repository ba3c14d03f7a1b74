//! `carnet schema`: JSON Schema of what authors write, for editors.

use super::{Console, End};
use crate::figure;
use crate::read::{config, front, sheet};
use clap::ArgMatches;
use std::io;

pub fn run(matches: &ArgMatches, console: &Console) -> io::Result<End> {
    let kind = matches.get_one::<String>("kind").map(String::as_str);
    let schema = match kind {
        Some("page") => front::schema(console.language),
        Some("chart") => figure::keys::schema(console.language),
        Some("map") => figure::map::keys::schema(console.language),
        Some("sheet") => sheet::schema(console.language),
        _ => config::schema(console.language),
    };
    console.result(&format!("{schema:#}\n"))?;
    Ok(End::Clean)
}
