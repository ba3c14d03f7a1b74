//! Why the machine could not do something.

use super::Phrase;
use std::io::{self, ErrorKind};

/// Why, in words; the system's own sentence, in its own language, when we have none.
pub fn reason(error: &io::Error) -> Phrase {
    let (fr, en) = match error.kind() {
        ErrorKind::NotFound => (
            "le fichier ou le dossier n’existe pas",
            "no such file or folder",
        ),
        ErrorKind::PermissionDenied => ("accès refusé", "permission denied"),
        ErrorKind::AlreadyExists => (
            "un fichier de ce nom existe déjà",
            "a file of that name exists already",
        ),
        ErrorKind::StorageFull => ("le disque est plein", "the disk is full"),
        ErrorKind::QuotaExceeded => (
            "le quota de disque est atteint",
            "the disk quota is reached",
        ),
        ErrorKind::ReadOnlyFilesystem => {
            ("le disque est en lecture seule", "the disk is read-only")
        }
        ErrorKind::NotADirectory => (
            "un dossier est attendu, c’est un fichier",
            "a folder is expected, this is a file",
        ),
        ErrorKind::IsADirectory => (
            "un fichier est attendu, c’est un dossier",
            "a file is expected, this is a folder",
        ),
        ErrorKind::DirectoryNotEmpty => ("le dossier n’est pas vide", "the folder is not empty"),
        ErrorKind::FileTooLarge => (
            "le fichier est trop gros pour ce disque",
            "the file is too large for this disk",
        ),
        ErrorKind::InvalidFilename => (
            "ce nom de fichier n’est pas possible sur ce disque",
            "this file name is not possible on this disk",
        ),
        ErrorKind::ResourceBusy => (
            "un autre programme l’utilise",
            "another program is using it",
        ),
        ErrorKind::CrossesDevices => ("c’est un autre disque", "it is another disk"),
        _ => return Phrase::new(format!("erreur du système ({error})"), error.to_string()),
    };
    Phrase::new(fr, en)
}
