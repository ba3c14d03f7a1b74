//! Headings and anchors.

use super::family;

family! {
    day_found(text) "heading.day-found" Hint
        fr "titre de journée reconnu dans un paragraphe : « {text} »",
            "écrivez « ## {text} » pour en faire un vrai titre",
            "Un titre fait de gras n’en est pas un pour un lecteur d’écran ; carnet le rétablit."
        en "day heading found in a paragraph: “{text}”",
            "write “## {text}” to make it a real heading",
            "Bold text is no heading for a screen reader; carnet restores it.";
    day_glued(text) "heading.day-glued" Warning
        fr "titre de journée collé à la fin d’un paragraphe : « {text} »",
            "mettez le titre seul sur sa ligne, avec ## devant",
            "Collé au texte, le titre ne commence pas de nouvelle page."
        en "day heading glued to the end of a paragraph: “{text}”",
            "put the heading alone on its line, with ## before it",
            "Glued to the text, the heading starts no new page.";
    level_jump(from, to) "heading.level-jump" Hint
        fr "le niveau de titre saute de {from} à {to}",
            "descendez d’un niveau à la fois",
            "On parcourt une page par ses titres : un niveau manquant y fait un trou."
        en "heading level jumps from {from} to {to}",
            "go down one level at a time",
            "People walk through a page by its headings: a missing level leaves a hole.";
    duplicate_anchor(anchor) "heading.duplicate-anchor" Hint
        fr "deux titres ont la même ancre, la seconde devient « #{anchor} »",
            "donnez aux titres des textes différents",
            "Deux endroits ne peuvent pas avoir la même adresse."
        en "two headings have the same anchor, the second becomes “#{anchor}”",
            "give the headings different texts",
            "Two places cannot have one address.";
}
