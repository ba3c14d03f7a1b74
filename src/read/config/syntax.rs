//! What the TOML parser says, in carnet's words.

use crate::diag::{Phrase, Problem, site as problem};

/// The parser's messages in carnet's words, by how they start.
pub(super) fn syntax(message: &str) -> Problem {
    const SENTENCES: &[(&str, &str, &str)] = &[
        ("duplicate key", "clé écrite deux fois", "key written twice"),
        (
            "string values must be quoted",
            "un texte doit être entre guillemets",
            "a text must be quoted",
        ),
        (
            "key with no value",
            "clé sans valeur : il manque « = valeur »",
            "key without a value: “= value” is missing",
        ),
        (
            "missing value",
            "il manque une valeur",
            "a value is missing",
        ),
        (
            "missing opening quote",
            "il manque un guillemet ouvrant",
            "an opening quote is missing",
        ),
        (
            "missing assignment",
            "il manque le signe =",
            "the = sign is missing",
        ),
        (
            "missing comma",
            "il manque une virgule",
            "a comma is missing",
        ),
        (
            "extra comma",
            "il y a une virgule de trop",
            "there is one comma too many",
        ),
        (
            "extra `=`",
            "il y a un signe = de trop",
            "there is one = sign too many",
        ),
        (
            "unclosed array",
            "crochet ouvert et jamais fermé",
            "bracket opened and never closed",
        ),
        (
            "unclosed table",
            "crochet ouvert et jamais fermé",
            "bracket opened and never closed",
        ),
        (
            "unclosed inline table",
            "accolade ouverte et jamais fermée",
            "brace opened and never closed",
        ),
        (
            "invalid unquoted key",
            "cette clé contient un signe qui demande des guillemets",
            "this key holds a sign that asks for quotes",
        ),
        (
            "unexpected leading zero",
            "un nombre ne commence pas par zéro ; un code se met entre guillemets",
            "a number does not start with zero; quote a code",
        ),
        (
            "invalid basic string",
            "texte mal fermé, ou barre oblique inverse de trop",
            "text not closed well, or one backslash too many",
        ),
        (
            "invalid literal string",
            "texte mal fermé",
            "text not closed well",
        ),
        (
            "invalid multi-line",
            "texte sur plusieurs lignes mal fermé",
            "multi-line text not closed well",
        ),
        (
            "cannot recurse further",
            "trop de niveaux imbriqués",
            "too many nested levels",
        ),
        (
            "recursion limit",
            "trop de niveaux imbriqués",
            "too many nested levels",
        ),
    ];
    let (fr, en) = SENTENCES
        .iter()
        .find(|(start, _, _)| message.starts_with(start))
        .map_or(
            ("syntaxe inattendue", "unexpected syntax"),
            |(_, fr, en)| (fr, en),
        );
    problem::toml(Phrase::new(fr, en))
}
