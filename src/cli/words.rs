//! The commands and their flags, in the words of one language.

use crate::diag::Language;
use crate::diag::output::Format;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

/// A text in both languages: French, English.
type Both = (&'static str, &'static str);

/// Builds the command line.
pub fn command(language: Language) -> Command {
    let make = Make { language };
    make.finish(make.carnet())
}

struct Make {
    language: Language,
}

impl Make {
    fn carnet(&self) -> Command {
        Command::new("carnet")
            .version(env!("CARGO_PKG_VERSION"))
            .about(self.say((
                "Fait un site web avec les carnets de bord d’équipes",
                "Makes a website from the logbooks of teams",
            )))
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand_help_heading(self.say(("Commandes\u{a0}", "Commands")))
            .subcommand_value_name(self.say(("COMMANDE", "COMMAND")))
            .help_template(self.template())
            .arg(
                Arg::new("version")
                    .short('V')
                    .long("version")
                    .action(ArgAction::Version)
                    .help(self.say(("afficher la version", "print the version"))),
            )
            .arg(self.lang())
            .subcommand(self.init())
            .subcommand(self.new_command())
            .subcommand(self.build())
            .subcommand(self.check())
            .subcommand(self.explain())
            .subcommand(self.schema())
            .subcommand(self.completions())
    }

    /// Adds what every command has. The flag of help comes last, so that clap lists arguments before options.
    fn finish(&self, command: Command) -> Command {
        let command = command
            .arg(self.help_flag())
            .mut_subcommands(|sub| self.finish(sub));
        if self.language == Language::English {
            return command;
        }
        // French puts a space before the colon that clap adds to a heading.
        command.mut_args(|argument| {
            let heading = match argument.is_positional() {
                true => "Arguments\u{a0}",
                false => "Options\u{a0}",
            };
            argument.help_heading(heading)
        })
    }

    fn say(&self, (fr, en): Both) -> &'static str {
        match self.language {
            Language::French => fr,
            Language::English => en,
        }
    }

    fn template(&self) -> &'static str {
        self.say((
            "{about}\n\nUtilisation\u{a0}: {usage}\n\n{all-args}{after-help}",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
        ))
    }

    fn help_flag(&self) -> Arg {
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(self.say(("afficher cette aide", "print this help")))
    }

    fn lang(&self) -> Arg {
        Arg::new("lang")
            .long("lang")
            .value_name("fr|en")
            .global(true)
            .value_parser(PossibleValuesParser::new(["fr", "en"]))
            .hide_possible_values(true)
            .help(self.say((
                "langue des messages : fr ou en",
                "language of the messages: fr or en",
            )))
    }

    fn sub(&self, name: &'static str, about: Both) -> Command {
        Command::new(name)
            .about(self.say(about))
            .disable_help_flag(true)
            .help_template(self.template())
    }

    fn option(&self, name: &'static str, value: Both, help: Both) -> Arg {
        Arg::new(name)
            .long(name)
            .value_name(self.say(value))
            .help(self.say(help))
    }

    fn one_of(&self, name: &'static str, values: &[&'static str], value: Both, help: Both) -> Arg {
        self.option(name, value, help)
            .value_parser(PossibleValuesParser::new(values.iter().copied()))
            .hide_possible_values(true)
    }

    fn flag(&self, name: &'static str, help: Both) -> Arg {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(self.say(help))
    }

    fn folder(&self, help: Both) -> Arg {
        Arg::new("dir")
            .value_name(self.say(("DOSSIER", "DIR")))
            .help(self.say(help))
    }

    fn jobs(&self) -> Arg {
        self.option(
            "jobs",
            ("N", "N"),
            (
                "nombre de fils d’exécution (un par cœur sinon)",
                "number of threads (one per core otherwise)",
            ),
        )
        .short('j')
        .value_parser(value_parser!(u16).range(1..=256))
    }

    fn quiet(&self) -> Arg {
        self.flag("quiet", ("ne dire que les erreurs", "say errors only"))
            .short('q')
    }

    fn init(&self) -> Command {
        self.sub("init", ("Crée un nouveau projet", "Creates a new project"))
            .arg(self.folder((
                "dossier du projet, vide ou à créer (le dossier courant sinon)",
                "folder of the project, empty or to be made (the current one otherwise)",
            )))
            .arg(self.one_of(
                "template",
                &["challenge", "minimal"],
                ("MODÈLE", "TEMPLATE"),
                (
                    "challenge (une semaine, une équipe d’exemple) ou minimal",
                    "challenge (a week, a sample team) or minimal",
                ),
            ))
            .arg(self.option(
                "title",
                ("TITRE", "TITLE"),
                ("titre du site", "title of the site"),
            ))
    }

    fn new_command(&self) -> Command {
        let folder = || {
            self.option(
                "dir",
                ("DOSSIER", "DIR"),
                (
                    "dossier du projet (le dossier courant sinon)",
                    "folder of the project (the current one otherwise)",
                ),
            )
        };
        let name = |help: Both| {
            Arg::new("name")
                .value_name(self.say(("NOM", "NAME")))
                .required(true)
                .help(self.say(help))
        };
        self.sub(
            "new",
            (
                "Ajoute une équipe, un jour ou une page",
                "Adds a team, a day or a page",
            ),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(self.say(("Commandes\u{a0}", "Commands")))
        .subcommand_value_name(self.say(("COMMANDE", "COMMAND")))
        .subcommand(
            self.sub(
                "team",
                (
                    "Ajoute une équipe avec son carnet",
                    "Adds a team with its logbook",
                ),
            )
            .arg(name(("nom de l’équipe", "name of the team")))
            .arg(self.option(
                "collectivity",
                ("NOM", "NAME"),
                (
                    "collectivité du carnet (le nom de l’équipe sinon)",
                    "collectivity of the logbook (the team’s name otherwise)",
                ),
            ))
            .arg(self.option(
                "siren",
                ("NUMÉRO", "NUMBER"),
                (
                    "numéro SIREN de la collectivité",
                    "SIREN number of the collectivity",
                ),
            ))
            .arg(folder()),
        )
        .subcommand(
            self.sub(
                "day",
                ("Ajoute un jour à une équipe", "Adds a day to a team"),
            )
            .arg(
                Arg::new("name")
                    .value_name("1-5")
                    .required(true)
                    .value_parser(value_parser!(u8).range(1..=5))
                    .help(self.say(("numéro du jour", "number of the day"))),
            )
            .arg(
                self.option(
                    "team",
                    ("ÉQUIPE", "TEAM"),
                    ("dossier de l’équipe", "folder of the team"),
                )
                .required(true),
            )
            .arg(folder()),
        )
        .subcommand(
            self.sub("page", ("Ajoute une page", "Adds a page"))
                .arg(name(("titre de la page", "title of the page")))
                .arg(folder()),
        )
    }

    fn build(&self) -> Command {
        self.sub("build", ("Construit le site", "Builds the site"))
            .arg(self.folder((
                "projet, ou simple dossier de carnets *.md (le dossier courant sinon)",
                "project, or plain folder of logbooks *.md (the current one otherwise)",
            )))
            .arg(
                self.option(
                    "dest-dir",
                    ("DOSSIER", "DIR"),
                    (
                        "dossier du site construit (build-dir de book.toml, ou public, sinon)",
                        "folder of the built site (build-dir of book.toml, or public, otherwise)",
                    ),
                )
                .short('d'),
            )
            .arg(self.option(
                "base-url",
                ("ADRESSE", "URL"),
                (
                    "adresse où le site sera publié",
                    "address where the site will be published",
                ),
            ))
            .arg(self.flag(
                "drafts",
                ("publier aussi les brouillons", "publish drafts too"),
            ))
            .arg(self.option(
                "team",
                ("ÉQUIPE", "TEAM"),
                (
                    "ne construire que les pages de cette équipe",
                    "build the pages of that team only",
                ),
            ))
            .arg(self.flag(
                "strict",
                (
                    "échouer aussi sur un avertissement",
                    "fail on a warning too",
                ),
            ))
            .arg(self.jobs())
            .arg(self.quiet())
            .arg(
                self.flag("verbose", ("dire aussi les conseils", "say hints too"))
                    .short('v')
                    .conflicts_with("quiet"),
            )
    }

    fn check(&self) -> Command {
        self.sub(
            "check",
            (
                "Dit tout ce qui ne va pas, sans construire le site",
                "Says all that is wrong, without building the site",
            ),
        )
        .arg(self.folder((
            "projet, ou simple dossier de carnets *.md (le dossier courant sinon)",
            "project, or plain folder of logbooks *.md (the current one otherwise)",
        )))
        .arg(self.one_of(
            "format",
            &Format::NAMES,
            ("FORMAT", "FORMAT"),
            (
                "text, json (un objet par ligne), github ou sarif",
                "text, json (one object per line), github or sarif",
            ),
        ))
        .arg(self.one_of(
            "level",
            &["error", "warning", "hint"],
            ("GRAVITÉ", "LEVEL"),
            (
                "gravité qui fait échouer : error, warning ou hint (check.level de book.toml sinon)",
                "severity that fails: error, warning or hint (check.level of book.toml otherwise)",
            ),
        ))
        .arg(self.jobs())
        .arg(
            self.flag(
                "quiet",
                (
                    "ne montrer que ce qui fait échouer, sans le total",
                    "show only what fails, without the sum",
                ),
            )
            .short('q'),
        )
    }

    fn explain(&self) -> Command {
        self.sub(
            "explain",
            (
                "Explique un code de diagnostic, ou les liste tous",
                "Explains the code of a diagnostic, or lists all of them",
            ),
        )
        .arg(
            Arg::new("code")
                .value_name("CODE")
                .help(self.say(("par exemple link.empty", "for instance link.empty"))),
        )
    }

    fn schema(&self) -> Command {
        self.sub(
            "schema",
            (
                "Écrit le JSON Schema de book.toml ou de l’en-tête des pages",
                "Prints the JSON Schema of book.toml or of the front matter of pages",
            ),
        )
        .arg(
            Arg::new("kind")
                .value_name("config|page")
                .required(true)
                .value_parser(PossibleValuesParser::new(["config", "page"]))
                .hide_possible_values(true)
                .help(self.say((
                    "config : book.toml ; page : l’en-tête des pages",
                    "config: book.toml; page: the front matter of pages",
                ))),
        )
    }

    fn completions(&self) -> Command {
        self.sub(
            "completions",
            (
                "Écrit le script de complétion d’un shell",
                "Prints the completion script of a shell",
            ),
        )
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(Shell))
                .hide_possible_values(true)
                .help("bash, zsh, fish, powershell, elvish"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_command_lines_are_sound() {
        for language in [Language::French, Language::English] {
            command(language).debug_assert();
        }
    }
}
