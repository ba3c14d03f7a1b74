//! What is wrong with a command line, in the reader's language.

use super::Console;
use crate::diag::Language;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;

/// Prints help or a fault of usage. Help that was asked for is a result; anything else is a message, exit code 2.
pub fn explain(error: &Error, language: Language) -> ExitCode {
    let console = Console {
        language,
        quiet: false,
        verbose: false,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return match console.result(&error.render().ansi().to_string()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    console.failure(&error);
                    ExitCode::from(2)
                }
            };
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.message(&error.render().ansi().to_string());
            return ExitCode::from(2);
        }
        _ => {}
    }
    let (fr, en) = message(error);
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| text(error, kind))
    .find(|near| !near.is_empty());
    let (fr_help, en_help) = match near {
        Some(near) => (
            format!("le nom connu le plus proche est « {near} »"),
            format!("the nearest known name is “{near}”"),
        ),
        None => {
            let valid = text(error, ContextKind::ValidValue);
            match valid.is_empty() {
                false => (
                    format!("valeurs admises : {valid}"),
                    format!("values: {valid}"),
                ),
                true => (
                    "ajoutez --help à la commande pour voir ce qu’elle accepte".into(),
                    "add --help to the command to see what it takes".into(),
                ),
            }
        }
    };
    console.error(console.words(&fr, &en), console.words(&fr_help, &en_help));
    ExitCode::from(2)
}

fn message(error: &Error) -> (String, String) {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => (
            format!("argument inconnu : {argument}"),
            format!("unknown argument: {argument}"),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            (
                format!("commande inconnue : {name}"),
                format!("unknown command: {name}"),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => (
            format!("il manque la valeur de {argument}"),
            format!("the value of {argument} is missing"),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            format!("{argument} n’accepte pas « {value} »"),
            format!("{argument} does not accept “{value}”"),
        ),
        ErrorKind::MissingRequiredArgument => (
            format!("il manque {argument}"),
            format!("{argument} is missing"),
        ),
        ErrorKind::MissingSubcommand => (
            "il manque une commande".into(),
            "a command is missing".into(),
        ),
        ErrorKind::ArgumentConflict => {
            let other = text(error, ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                (
                    format!("{argument} ne se donne qu’une fois"),
                    format!("{argument} is given once only"),
                )
            } else {
                (
                    format!("{argument} et {other} ne vont pas ensemble"),
                    format!("{argument} and {other} do not go together"),
                )
            }
        }
        ErrorKind::InvalidUtf8 => (
            "un argument n’est pas en UTF-8".into(),
            "an argument is not UTF-8".into(),
        ),
        _ => (
            format!("ligne de commande incomprise {argument}"),
            format!("command line not understood {argument}"),
        ),
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
