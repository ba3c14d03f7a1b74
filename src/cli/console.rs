//! What is said, and where: results on stdout, messages on stderr.

use crate::diag::{Language, Phrase, Report, Severity, output};
use crate::disk::failure;
use clap::ArgMatches;
use std::io::{self, Write};

#[derive(Debug, Clone, Copy)]
pub struct Console {
    pub language: Language,
    /// Only errors.
    pub quiet: bool,
    /// Hints too.
    pub verbose: bool,
}

impl Console {
    pub fn new(language: Language, matches: &ArgMatches) -> Self {
        let flag = |name| {
            let given = matches.try_get_one::<bool>(name).ok().flatten();
            given.copied().unwrap_or(false)
        };
        Console {
            language,
            quiet: flag("quiet"),
            verbose: flag("verbose"),
        }
    }

    /// One of two texts.
    pub fn words<'a>(&self, fr: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::French => fr,
            Language::English => en,
        }
    }

    pub fn phrase<'a>(&self, phrase: &'a Phrase) -> &'a str {
        self.words(&phrase.fr, &phrase.en)
    }

    /// A result.
    ///
    /// # Errors
    /// When it cannot be written whole: a disk that is full, or a reader that went away (`carnet explain | head`),
    /// which is no news to anybody and is not said.
    pub fn result(&self, text: &str) -> io::Result<()> {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(failure::of_results)
    }

    /// A message.
    pub fn message(&self, text: &str) {
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// A message that `--quiet` silences.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.message(&format!("{text}\n"));
        }
    }

    /// Something that cannot be done, and what to do instead.
    pub fn error(&self, message: &str, help: &str) {
        let (error, helps) = (self.words("erreur", "error"), self.words("aide :", "help:"));
        let mut text =
            format!("\u{1b}[1m\u{1b}[31m{error}\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n");
        if !help.is_empty() {
            text.push_str(&format!("  \u{1b}[34m=\u{1b}[0m {helps} {help}\n"));
        }
        self.message(&text);
    }

    /// The machine failed.
    pub fn failure(&self, error: &io::Error) {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return;
        }
        let (message, help) = failure::sentences(error, self.language);
        self.error(&message, help.as_deref().unwrap_or(""));
    }

    /// carnet itself failed.
    pub fn fault(&self) {
        self.error(
            self.words(
                "carnet s’est arrêté sur une erreur de son propre code ; le site précédent est intact",
                "carnet stopped on a fault of its own; the previous site is untouched",
            ),
            self.words(
                "signalez-le, avec le message ci-dessus et le fichier qui le provoque",
                "please report it, with the message above and the file that causes it",
            ),
        );
    }

    /// The diagnostics of a run as messages, and how many there are.
    pub fn diagnostics(&self, report: &Report) {
        let least = match (self.quiet, self.verbose) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Hint,
            (false, false) => Severity::Warning,
        };
        let text = output::Format::Text.render(report, least, self.language);
        self.message(&text);
        let mut summary = output::summary(report, self.language);
        if summary.is_empty() || self.quiet {
            return;
        }
        let hidden = report.count(Severity::Hint) - report.count(Severity::Warning);
        if hidden > 0 && !self.verbose {
            summary.push_str(self.words(" (-v les montre)", " (-v shows them)"));
        }
        self.note(&summary);
    }
}
