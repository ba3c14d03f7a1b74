//! The commands and their flags, in the words of one language.

mod commands;

use crate::diag::Language;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

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
            .subcommand(self.serve())
            .subcommand(self.check())
            .subcommand(self.data())
            .subcommand(self.import())
            .subcommand(self.fetch())
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
