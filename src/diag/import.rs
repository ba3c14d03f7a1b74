//! What a converter leaves behind.

use super::family;

family! {
    leftovers(count) "import.leftovers" Hint
        fr "restes de conversion Google Docs retirés ({count} alertes)",
            "rien à faire ; « carnet import » écrit un fichier propre",
            "Le module « Docs to Markdown » laisse des alertes rouges et des images « image_tooltip » dans le texte. carnet ne les publie jamais."
        en "Google Docs conversion leftovers removed ({count} alerts)",
            "nothing to do; “carnet import” writes a clean file",
            "The “Docs to Markdown” add-on leaves red alerts and “image_tooltip” pictures in the text. carnet never publishes them.";
}
