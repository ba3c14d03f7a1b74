//! The site: configuration, addresses, files.

use super::family;

family! {
    empty(path) "site.empty" Error + stops
        fr "aucun fichier Markdown dans {path}",
            "ajoutez un carnet, ou lancez « carnet init » pour un site d’exemple",
            "Il n’y a rien à publier."
        en "no Markdown file in {path}",
            "add a logbook, or run “carnet init” for a sample site",
            "There is nothing to publish.";
    duplicate_address(address, other) "site.duplicate-address" Error + stops
        fr "deux fichiers veulent l’adresse {address} (l’autre : {other})",
            "renommez l’un des deux, ou donnez-lui un « slug: »",
            "Une page en cacherait une autre."
        en "two files want the address {address} (the other: {other})",
            "rename one of them, or give it a “slug:”",
            "One page would hide the other.";
}
