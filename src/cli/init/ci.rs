//! What builds and publishes a site after each push: `carnet init --ci`.

use crate::diag::Language;

const GITHUB: &str = include_str!("ci/github.yml");
const GITLAB: &str = include_str!("ci/gitlab.yml");

/// The comments of the files, in both languages.
const COMMENTS: [(&str, &str, &str); 5] = [
    (
        "COMMENT_TITLE",
        "Vérifie, construit et publie le site à chaque envoi.",
        "Checks, builds and publishes the site at each push.",
    ),
    (
        "COMMENT_PARTS",
        "Un grand site se construit en plusieurs parts, sur autant de machines : PARTS vaut \"4\" et « part » vaut [1, 2, 3, 4].",
        "A large site is built in several parts, on as many machines: PARTS is \"4\" and “part” is [1, 2, 3, 4].",
    ),
    (
        "COMMENT_PICTURES",
        "Les images déjà préparées : on peut toujours les effacer.",
        "The pictures that are prepared already: they can be deleted at any time.",
    ),
    (
        "COMMENT_CHECK",
        "Les constats s’affichent à leur ligne ; une erreur arrête tout.",
        "Findings show at their lines; an error stops everything.",
    ),
    (
        "COMMENT_DATE",
        "Toutes les parts ont le même jour.",
        "All parts have the same day.",
    ),
];

/// The path and the text of the file for a host; nothing for `none`.
pub fn file(host: &str, language: Language) -> Option<(&'static str, String)> {
    let (path, text) = match host {
        "github" => (".github/workflows/site.yml", GITHUB),
        "gitlab" => (".gitlab-ci.yml", GITLAB),
        _ => return None,
    };
    let text = COMMENTS.iter().fold(text.to_owned(), |text, (mark, fr, en)| {
        let words = match (language, *mark, host) {
            (Language::French, "COMMENT_PARTS", "gitlab") => {
                "Un grand site se construit en plusieurs parts : retirez le # de la ligne suivante."
            }
            (Language::English, "COMMENT_PARTS", "gitlab") => {
                "A large site is built in several parts: remove the # of the next line."
            }
            (Language::French, ..) => fr,
            (Language::English, ..) => en,
        };
        text.replace(mark, words)
    });
    Some((path, text.replace("VERSION", env!("CARGO_PKG_VERSION"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_left_in_a_file() {
        for language in [Language::French, Language::English] {
            for host in ["github", "gitlab"] {
                let (_, text) = file(host, language).unwrap();
                assert!(
                    !text.contains("COMMENT_") && !text.contains("VERSION"),
                    "{text}"
                );
                assert!(text.contains("carnet check"));
            }
            assert_eq!(file("none", language), None);
        }
    }
}
