//! Each command with its flags.

use super::{Both, Make};
use crate::Shard;
use crate::diag::output::Format;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, value_parser};
use clap_complete::Shell;

impl Make {
    pub(super) fn init(&self) -> Command {
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
            .arg(self.one_of(
                "ci",
                &["github", "gitlab", "none"],
                ("HÔTE", "HOST"),
                (
                    "ajouter ce qui construit et publie le site à chaque envoi : github, gitlab ou none",
                    "add what builds and publishes the site at each push: github, gitlab or none",
                ),
            ))
            .arg(self.option(
                "title",
                ("TITRE", "TITLE"),
                ("titre du site", "title of the site"),
            ))
    }

    pub(super) fn new_command(&self) -> Command {
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
        .subcommand(
            self.sub(
                "sheet",
                (
                    "Ajoute la fiche d’une table, à remplir",
                    "Adds the sheet of a table, to be filled in",
                ),
            )
            .arg(name(("fichier CSV ou GeoJSON", "CSV or GeoJSON file")))
            .arg(folder()),
        )
    }

    pub(super) fn build(&self) -> Command {
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
            .arg(
                self.option(
                    "shard",
                    ("K/N", "K/N"),
                    (
                        "ne construire que la part K sur N du site, pour répartir le travail",
                        "build part K of N of the site only, to share the work",
                    ),
                )
                .conflicts_with("team")
                .value_parser(|text: &str| {
                    // The sentence of clap names the argument and its form.
                    Shard::parse(text).ok_or("1/4, 2/4, 3/4, 4/4")
                }),
            )
            .arg(
                self.option(
                    "manifest",
                    ("FICHIER", "FILE"),
                    (
                        "écrire la liste des fichiers : chemin, taille, SHA-256 (à côté du site sinon)",
                        "write the list of the files: path, size, SHA-256 (beside the site otherwise)",
                    ),
                )
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(""),
            )
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

    pub(super) fn serve(&self) -> Command {
        self.sub(
            "serve",
            (
                "Montre le site sur cette machine, et le met à jour à chaque enregistrement",
                "Shows the site on this machine, and updates it at each save",
            ),
        )
        .arg(self.folder((
            "projet, ou simple dossier de carnets *.md (le dossier courant sinon)",
            "project, or plain folder of logbooks *.md (the current one otherwise)",
        )))
        .arg(
            self.option(
                "port",
                ("PORT", "PORT"),
                (
                    "port (3000, ou le premier libre après lui)",
                    "port (3000, or the first free one after it)",
                ),
            )
            .short('p')
            .value_parser(value_parser!(u16)),
        )
        .arg(
            self.option(
                "hostname",
                ("ADRESSE", "ADDRESS"),
                (
                    "adresse d’écoute (127.0.0.1 : cette machine seulement)",
                    "address to listen on (127.0.0.1: this machine only)",
                ),
            )
            .short('n'),
        )
        .arg(
            self.flag("open", ("ouvrir le navigateur", "open the browser"))
                .short('o'),
        )
        .arg(self.option(
            "team",
            ("ÉQUIPE", "TEAM"),
            (
                "ne montrer que les pages de cette équipe",
                "show the pages of that team only",
            ),
        ))
        .arg(self.jobs())
        .arg(self.quiet())
    }

    pub(super) fn check(&self) -> Command {
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
        .arg(self.option(
            "board",
            ("FICHIER.html", "FILE.html"),
            (
                "écrire le tableau de suivi des équipes, pour les animateurs : jamais publié",
                "write the board of the teams, for facilitators: never published",
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

    pub(super) fn data(&self) -> Command {
        self.sub(
            "data",
            (
                "Décrit une table et dit ce qui ne va pas",
                "Describes a table and says what is wrong with it",
            ),
        )
        .arg(
            Arg::new("file")
                .value_name(self.say(("FICHIER", "FILE")))
                .required(true)
                .help(self.say(("table CSV", "CSV table"))),
        )
        .arg(self.one_of(
            "format",
            &["text", "json"],
            ("FORMAT", "FORMAT"),
            (
                "text, ou json (un constat par ligne)",
                "text, or json (one finding per line)",
            ),
        ))
        .arg(self.option(
            "schema",
            ("SCHÉMA", "SCHEMA"),
            (
                "valider contre un schéma Table Schema : chemin d’un fichier, nom d’un fichier de schemas/, ou nom d’un schéma livré (stationnement, arbre, decp…)",
                "check against a Table Schema: path of a file, name of a file in schemas/, or name of a schema that ships (stationnement, arbre, decp…)",
            ),
        ))
        .arg(self.option(
            "write",
            ("SORTIE.csv", "OUT.csv"),
            (
                "écrire la table nettoyée : UTF-8, virgule, dates AAAA-MM-JJ, point décimal",
                "write the clean table: UTF-8, comma, dates YYYY-MM-DD, decimal point",
            ),
        ))
        .arg(self.one_of(
            "encoding",
            &["utf-8", "windows-1252", "utf-16"],
            ("CODAGE", "ENCODING"),
            (
                "codage du fichier (trouvé tout seul sinon) : utf-8, windows-1252 ou utf-16",
                "encoding of the file (found otherwise): utf-8, windows-1252 or utf-16",
            ),
        ))
        .arg(
            self.option(
                "delimiter",
                ("SIGNE", "SIGN"),
                (
                    "séparateur (trouvé tout seul sinon) : « ; », « , », « | » ou tab",
                    "separator (found otherwise): “;”, “,”, “|” or tab",
                ),
            )
            .value_parser(PossibleValuesParser::new([";", ",", "|", "tab"]))
            .hide_possible_values(true),
        )
        .arg(
            self.option(
                "header-row",
                ("N", "N"),
                (
                    "ligne de l’en-tête (la première qui n’est pas vide sinon)",
                    "row of the header (the first one that is not blank otherwise)",
                ),
            )
            .value_parser(value_parser!(u32).range(1..)),
        )
    }

    pub(super) fn import(&self) -> Command {
        self.sub(
            "import",
            (
                "Nettoie sur le disque l’export d’un convertisseur, et garde l’original",
                "Cleans a converter’s export on disk, and keeps the original",
            ),
        )
        .arg(
            Arg::new("file")
                .value_name(self.say(("FICHIER", "FILE")))
                .required(true)
                .help(self.say(("fichier Markdown exporté", "exported Markdown file"))),
        )
        .arg(self.flag(
            "clean",
            (
                "réparer aussi ce qui demande votre œil : crochets perdus, fausses puces",
                "also mend what needs your eye: lost brackets, false bullets",
            ),
        ))
        .arg(
            self.flag(
                "dry-run",
                (
                    "montrer ce qui changerait, sans rien écrire",
                    "show what would change, and write nothing",
                ),
            )
            .short('n'),
        )
    }

    pub(super) fn fetch(&self) -> Command {
        self.sub(
            "fetch",
            (
                "Récupère dans le projet les images montrées depuis d’autres sites",
                "Downloads into the project the pictures shown from other sites",
            ),
        )
        .arg(self.folder((
            "dossier du projet (le dossier courant sinon)",
            "folder of the project (the current one otherwise)",
        )))
        .args(crate::cli::fetch::arguments(self.language))
        .arg(
            self.flag("verbose", ("dire chaque image", "say each picture"))
                .short('v'),
        )
    }

    pub(super) fn explain(&self) -> Command {
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

    pub(super) fn schema(&self) -> Command {
        self.sub(
            "schema",
            (
                "Écrit le JSON Schema de book.toml, de l’en-tête des pages, des blocs de figures ou d’une fiche",
                "Prints the JSON Schema of book.toml, of the front matter of pages, of the blocks of figures or of a sheet",
            ),
        )
        .arg(
            Arg::new("kind")
                .value_name("config|page|chart|sheet")
                .required(true)
                .value_parser(PossibleValuesParser::new(["config", "page", "chart", "sheet"]))
                .hide_possible_values(true)
                .help(self.say((
                    "config : book.toml ; page : l’en-tête des pages ; chart : les blocs de figures ; sheet : la fiche d’un jeu de données",
                    "config: book.toml; page: the front matter of pages; chart: the blocks of figures; sheet: the sheet of a dataset",
                ))),
        )
    }

    pub(super) fn completions(&self) -> Command {
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
