//! Tables.

use super::family;

family! {
    malformed(tag) "table.malformed" Warning
        fr "tableau HTML mal formé, refermé : </{tag}> manquait",
            "vérifiez le tableau, ou lancez « carnet import »",
            "Un tableau non fermé avale le texte qui le suit."
        en "malformed HTML table, closed: </{tag}> was missing",
            "check the table, or run “carnet import”",
            "An unclosed table swallows the text after it.";
}
