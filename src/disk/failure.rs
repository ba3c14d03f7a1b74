//! The machine's failures in people's words: what could not be done, to which path, why, and what to do about it.

use crate::diag::machine::reason;
use crate::diag::{Language, Phrase};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What was being done when the machine failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Read,
    Write,
    Remove,
    /// Taking the lock of the destination.
    Lock,
    /// Putting the new site in the place of the old one.
    Swap,
}

/// A failure with its sentences, carried inside an [`io::Error`] of the same kind.
#[derive(Debug)]
pub struct Failure {
    pub message: Phrase,
    pub help: Phrase,
}

impl Failure {
    /// An error of our own making: something that carnet refuses to do.
    pub fn refusal(message: Phrase, help: Phrase) -> io::Error {
        io::Error::new(ErrorKind::InvalidInput, Failure { message, help })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.message.en, self.help.en)
    }
}

impl std::error::Error for Failure {}

/// Adds the path and the action to what the system said.
pub trait At<T> {
    /// # Errors
    /// The same error, which now names its path. An error that names one already is left as it is.
    fn at(self, action: Action, path: &Path) -> io::Result<T>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, action: Action, path: &Path) -> io::Result<T> {
        self.map_err(|error| {
            if failure(&error).is_some() {
                return error;
            }
            let path = path.display();
            let reason = reason(&error);
            let (fr, en) = match action {
                Action::Read => ("impossible de lire", "cannot read"),
                Action::Write => ("impossible d’écrire", "cannot write"),
                Action::Remove => ("impossible de supprimer", "cannot remove"),
                Action::Lock => ("impossible de réserver", "cannot lock"),
                Action::Swap => (
                    "impossible de mettre en place le nouveau site dans",
                    "cannot put the new site in place in",
                ),
            };
            let failure = Failure {
                message: Phrase::new(
                    format!("{fr} {path} : {}", reason.fr),
                    format!("{en} {path}: {}", reason.en),
                ),
                help: help(error.kind(), action),
            };
            io::Error::new(error.kind(), failure)
        })
    }
}

/// The failure to write a result to the standard output.
pub fn of_results(error: io::Error) -> io::Error {
    let reason = reason(&error);
    let failure = Failure {
        message: Phrase::new(
            format!("impossible d’écrire le résultat : {}", reason.fr),
            format!("cannot write the result: {}", reason.en),
        ),
        help: Phrase::new(
            "il n’est pas entier : libérez de la place, ou dirigez la sortie ailleurs, puis recommencez",
            "it is not whole: free some space, or send the output elsewhere, then try again",
        ),
    };
    io::Error::new(error.kind(), failure)
}

/// What went wrong and what to do, in one language.
pub fn sentences(error: &io::Error, language: Language) -> (String, Option<String>) {
    let in_language = |phrase: &Phrase| match language {
        Language::French => phrase.fr.clone(),
        Language::English => phrase.en.clone(),
    };
    match failure(error) {
        Some(failure) => (
            in_language(&failure.message),
            Some(in_language(&failure.help)),
        ),
        None => (in_language(&reason(error)), None),
    }
}

fn failure(error: &io::Error) -> Option<&Failure> {
    error.get_ref()?.downcast_ref()
}

fn help(kind: ErrorKind, action: Action) -> Phrase {
    let (fr, en) = match (kind, action) {
        (ErrorKind::AlreadyExists, _) => (
            "choisissez un autre nom : carnet n’écrase jamais un fichier qui n’est pas à lui",
            "choose another name: carnet never overwrites a file that is not its own",
        ),
        (ErrorKind::NotADirectory, _) => {
            ("donnez le nom d’un dossier", "give the name of a folder")
        }
        (_, Action::Read) => (
            "vérifiez le nom et les droits",
            "check its name and its rights",
        ),
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, _) => (
            "libérez de la place, ou choisissez un autre dossier avec -d ; le site précédent est intact",
            "free some space, or choose another folder with -d; the previous site is untouched",
        ),
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, _) => (
            "donnez le droit d’écrire dans ce dossier, ou choisissez-en un autre avec -d ; le site précédent est intact",
            "grant the right to write in that folder, or choose another one with -d; the previous site is untouched",
        ),
        (_, Action::Swap) => (
            "fermez les programmes qui utilisent ce dossier, puis recommencez ; le site précédent est intact",
            "close the programs that use this folder, then try again; the previous site is untouched",
        ),
        _ => (
            "corrigez, puis recommencez ; le site précédent est intact",
            "correct this, then try again; the previous site is untouched",
        ),
    };
    Phrase::new(fr, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_path_once() {
        let full: io::Result<()> = Err(ErrorKind::StorageFull.into());
        let error = full
            .at(Action::Write, Path::new("public/a.html"))
            .at(Action::Swap, Path::new("public"))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        let (message, help) = sentences(&error, Language::French);
        assert_eq!(
            message,
            "impossible d’écrire public/a.html : le disque est plein"
        );
        assert!(help.unwrap().contains("intact"));
    }
}
