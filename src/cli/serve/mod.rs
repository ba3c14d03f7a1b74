//! `carnet serve`: the site on this machine, rebuilt at each save.

mod answer;
mod listen;
mod preview;

use super::project::{argument, folders};
use super::{Console, End, Environment};
use crate::diag::Phrase;
use crate::disk::failure::Failure;
use crate::disk::watch::Watch;
use clap::ArgMatches;
use preview::Preview;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Nothing moved for so long: the folder is looked at all the same, as some network disks tell nothing. And never more
/// often than some fiftieth of the time.
const REST: Duration = Duration::from_secs(60);

pub fn run(matches: &ArgMatches, environment: &Environment, console: &Console) -> io::Result<End> {
    let hostname = argument(matches, "hostname").unwrap_or("127.0.0.1");
    let port = matches.get_one::<u16>("port").copied().unwrap_or(3000);
    let folders = folders(matches, environment)?;
    let listener = listen::bind(hostname, port).map_err(|error| refused(hostname, port, &error))?;
    let address = listener.local_addr()?;
    let preview = Arc::new(Preview::new(console.language)?);
    // Watching starts before the first build: a save during it is not lost.
    let mut watch = Watch::new(&folders.root, folders.watched, folders.skipped)?;
    preview.rebuild(matches, environment, console);
    let url = match address.is_ipv6() {
        true => format!("http://[{}]:{}/", address.ip(), address.port()),
        false => format!("http://{address}/"),
    };
    listen::serve(listener, preview.clone(), hostname.to_owned())?;
    console.result(console.words(
        &format!("Le site est à l’adresse {url} ; Ctrl-C pour arrêter\n"),
        &format!("The site is at {url}; Ctrl-C to stop\n"),
    ))?;
    if watch.polls {
        console.note(console.words(
            "ce disque ne signale pas ses changements : carnet regarde les fichiers de temps en temps",
            "this disk does not tell of its changes: carnet looks at the files from time to time",
        ));
    }
    if matches.get_flag("open") {
        listen::open(&url);
    }
    let mut rest = REST;
    loop {
        watch.wait(rest);
        let started = Instant::now();
        preview.rebuild(matches, environment, console);
        rest = REST.max(started.elapsed() * 50);
    }
}

fn refused(hostname: &str, port: u16, error: &io::Error) -> io::Error {
    let reason = crate::diag::machine::reason(error);
    Failure::refusal(
        Phrase::new(
            format!("impossible d’écouter sur {hostname}:{port} : {}", reason.fr),
            format!("cannot listen on {hostname}:{port}: {}", reason.en),
        ),
        Phrase::new(
            "donnez un autre port avec -p, ou l’adresse de cette machine avec -n",
            "give another port with -p, or an address of this machine with -n",
        ),
    )
}
