//! `carnet check --people`: who is named where, and how each is shown.

use super::project::Opened;
use super::{Console, End};
use crate::diag::Severity;
use crate::people::census::{Mention, Who, mentions};
use crate::people::{Form, Names};
use std::fmt::Write;
use std::io;

/// Prints the people of the rosters with the places that name them, then the names that no roster lists.
///
/// # Errors
/// When a listed file cannot be read.
pub fn run(opened: Opened, console: &Console) -> io::Result<End> {
    let Opened {
        project,
        config,
        mut report,
        ..
    } = opened;
    let found = crate::people::names(&project, &config, &mut report)?;
    let everywhere = found.is_none();
    let names = found.unwrap_or_else(|| Names::new(Vec::new(), ""));
    let mentions = mentions(&project, &names, everywhere)?;
    let mut out = String::new();
    let mut folder = "";
    for (at, person) in names.people.iter().enumerate() {
        if at == 0 || person.folder != folder {
            folder = &person.folder;
            let _ = writeln!(out, "{}{folder}", if at > 0 { "\n" } else { "" });
        }
        let _ = writeln!(out, "  {} → {}", person.name, person.shown);
        let own: Vec<&Mention> = mentions
            .iter()
            .filter(|one| matches!(one.who, Who::Listed(who, _) | Who::Near(who) if who == at))
            .collect();
        if own.is_empty() {
            let _ = writeln!(
                out,
                "    {}",
                console.words("nommée nulle part", "named nowhere")
            );
        }
        for mention in own {
            let remark = match mention.who {
                Who::Near(_) => console.words(" (ressemble, reste écrit)", " (looks alike, stays)"),
                Who::Listed(_, Form::Other) => console.words(" (autre forme)", " (other form)"),
                _ => "",
            };
            line(&mut out, "    ", mention, remark);
        }
    }
    let others: Vec<&Mention> = mentions
        .iter()
        .filter(|one| one.who == Who::Unlisted)
        .collect();
    if !others.is_empty() {
        let title = console.words(
            "Noms probables hors de toute liste",
            "Probable names in no list",
        );
        let _ = writeln!(out, "{}{title}", if out.is_empty() { "" } else { "\n" });
        for mention in others {
            line(&mut out, "  ", mention, "");
        }
    }
    if out.is_empty() {
        console.note(console.words("personne n’est nommé", "nobody is named"));
    }
    console.result(&out)?;
    report.sort();
    console.diagnostics(&report);
    Ok(match report.count(Severity::Error) {
        0 => End::Clean,
        _ => End::Findings,
    })
}

fn line(out: &mut String, indent: &str, mention: &Mention, remark: &str) {
    let place = &mention.place;
    let _ = writeln!(
        out,
        "{indent}{}:{} {}{remark}",
        place.file, place.line, mention.written
    );
}
