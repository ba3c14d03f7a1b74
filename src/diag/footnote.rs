//! Footnotes.

use super::family;

family! {
    dangling(label) "footnote.dangling" Warning
        fr "appel de note sans note : [^{label}]",
            "ajoutez une ligne « [^{label}]: … »",
            "L’appel reste en texte dans la page."
        en "footnote reference without a note: [^{label}]",
            "add a line “[^{label}]: …”",
            "The reference stays as text on the page.";
}
