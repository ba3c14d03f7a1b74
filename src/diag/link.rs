//! Links.

use super::family;

family! {
    empty(text) "link.empty" Error
        fr "lien sans adresse : « {text} »",
            "écrivez l’adresse entre les parenthèses : [texte](https://…)",
            "Un lien vide ne mène nulle part ; la page garde le texte seul."
        en "link without an address: “{text}”",
            "write the address between the parentheses: [text](https://…)",
            "An empty link leads nowhere; the page keeps the text alone.";
    completed(address) "link.completed" Hint
        fr "adresse vide complétée d’après le texte : {address}",
            "écrivez l’adresse entre les parenthèses",
            "Le texte du lien est lui-même une adresse : carnet s’en sert."
        en "empty address filled from its text: {address}",
            "write the address between the parentheses",
            "The text of the link is itself an address: carnet uses it.";
    broken(address, near) "link.broken" Error
        fr "lien vers un fichier ou une page qui n’existe pas : {address}{near}",
            "corrigez l’adresse, ou ajoutez le fichier",
            "Le lecteur trouverait une page d’erreur ; la page garde le texte sans lien."
        en "link to a file or page that does not exist: {address}{near}",
            "correct the address, or add the file",
            "Readers would meet an error page; the page keeps the text without a link.";
    unpublished(address) "link.unpublished" Warning
        fr "lien vers un texte qui n’est pas publié : {address}",
            "publiez ce texte (il est peut-être un brouillon, ou son nom commence par « _ »), ou retirez le lien",
            "Les brouillons, les README et les fichiers dont le nom commence par « _ » ne font pas de page ; la page garde le texte sans lien."
        en "link to a text that is not published: {address}",
            "publish that text (it may be a draft, or its name may start with “_”), or remove the link",
            "Drafts, READMEs and files whose name starts with “_” make no page; the page keeps the text without a link.";
    broken_anchor(address, near) "link.broken-anchor" Warning
        fr "lien vers un titre qui n’existe pas : {address}{near}",
            "corrigez la partie après #",
            "Le lien mène en haut de la page, pas au passage voulu."
        en "link to a heading that does not exist: {address}{near}",
            "correct the part after #",
            "The link leads to the top of the page, not to the passage.";
    unsafe_address(address) "link.unsafe" Error
        fr "adresse non admise, lien retiré : {address}",
            "utilisez une adresse en https:, http:, mailto: ou tel:, ou un fichier du projet",
            "Une adresse javascript: ou data: exécuterait du code chez le lecteur ; un chemin hors du site ne se publie pas."
        en "address not allowed, link removed: {address}",
            "use an https:, http:, mailto: or tel: address, or a file of the project",
            "A javascript: or data: address would run code in the reader’s browser; a path outside the site is not published.";
    active_file(name) "link.active-file" Error
        fr "fichier non publié, lien retiré : {name}",
            "publiez-le en PDF, ou dans une archive .zip",
            "Un navigateur ouvrirait ce fichier comme une page du site et exécuterait ce qu’il contient."
        en "file not published, link removed: {name}",
            "publish it as a PDF, or in a .zip archive",
            "A browser would open this file as a page of the site and run what it holds.";
    private(address) "link.private" Warning
        fr "document Google peut-être privé ou modifiable par tous : {address}",
            "ouvrez-le dans une fenêtre privée ; publiez plutôt le fichier dans le dossier de l’équipe",
            "Un lien de partage expose le document d’origine, ou reste fermé aux lecteurs."
        en "Google document may be private or open to edits: {address}",
            "open it in a private window; rather publish the file in the team’s folder",
            "A sharing link exposes the source document, or stays closed to readers.";
    tracking(keys) "link.tracking" Hint
        fr "paramètres de suivi retirés ({keys})",
            "rien à faire ; vous pouvez les retirer du fichier",
            "Ces paramètres disent à un réseau social qui a cliqué."
        en "tracking parameters removed ({keys})",
            "nothing to do; you may remove them from the file",
            "These parameters tell a social network who clicked.";
    closed_service(host) "link.closed-service" Warning
        fr "service fermé ou instable : {host}",
            "déposez une copie du fichier dans le dossier de l’équipe",
            "Le lien ne mènera bientôt, ou déjà, plus à rien."
        en "closed or short-lived service: {host}",
            "put a copy of the file in the team’s folder",
            "The link leads nowhere soon, or already.";
    admin(address) "link.admin" Warning
        fr "page d’administration ou lien d’édition publié : {address}",
            "donnez l’adresse publique",
            "Les lecteurs n’y ont pas accès ; ou pire, ils peuvent modifier."
        en "admin or edit link published: {address}",
            "give the public address",
            "Readers have no access to it; or worse, they can edit.";
}
