//! The catalog of datasets.

use super::family;

family! {
    no_base_url() "catalog.no-base-url" Hint
        fr "pas de catalogue pour data.gouv.fr : le site ne connaît pas son adresse",
            "ajoutez base-url = \"https://…\" dans la partie [build] de book.toml",
            "Un catalogue ne contient que des adresses entières. Les pages, les fichiers et les paquets de données sont là sans elle."
        en "no catalog for data.gouv.fr: the site does not know its own address",
            "add base-url = \"https://…\" in the [build] part of book.toml",
            "A catalog holds whole addresses only. Pages, files and data packages are there without it.";
    unreachable_host(host) "catalog.unreachable-host" Warning
        fr "data.gouv.fr refusera le catalogue : « {host} » n’est pas une adresse publique",
            "mettez dans base-url l’adresse où le site sera publié",
            "Le moissonneur écarte les adresses locales et les domaines réservés aux exemples, et avec elles les jeux de données."
        en "data.gouv.fr will refuse the catalog: “{host}” is no public address",
            "put in base-url the address where the site will be published",
            "The harvester sets aside local addresses and domains reserved for examples, and the datasets with them.";
}
