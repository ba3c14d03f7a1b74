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
    duplicate_address(address, file, other) "site.duplicate-address" Error + stops
        fr "deux fichiers veulent l’adresse {address} : {file} et {other}",
            "renommez l’un des deux, ou donnez-lui un « slug: »",
            "Une page en cacherait une autre."
        en "two files want the address {address}: {file} and {other}",
            "rename one of them, or give it a “slug:”",
            "One page would hide the other.";
    // Configuration.
    toml(detail) "site.toml" Error + stops
        fr "book.toml illisible : {detail}",
            "corrigez la ligne ; les textes vont entre guillemets, les listes entre crochets",
            "carnet ne devine pas ce qu’une configuration mal écrite voulait dire."
        en "book.toml cannot be read: {detail}",
            "correct the line; texts go between quotes, lists between brackets",
            "carnet does not guess what a broken configuration meant.";
    unknown_key(key, near) "site.unknown-key" Error + stops
        fr "clé inconnue : « {key} »{near}",
            "corrigez ou retirez la clé ; « carnet schema config » les liste toutes",
            "Une clé mal écrite serait ignorée sans que personne le voie."
        en "unknown key: “{key}”{near}",
            "correct or remove the key; “carnet schema config” lists all of them",
            "A misspelt key would be ignored without anyone seeing it.";
    wrong_value(key, expected) "site.wrong-value" Error + stops
        fr "« {key} » attend {expected}",
            "corrigez la valeur",
            "Une valeur d’un autre type ne veut rien dire ici."
        en "“{key}” expects {expected}",
            "correct the value",
            "A value of another type means nothing here.";
    path_outside(key) "site.path-outside" Error + stops
        fr "« {key} » sort du projet",
            "donnez un chemin relatif à l’intérieur du projet, sans « .. » ni « / » au début",
            "Un site ne lit et n’écrit que dans son dossier : on peut ainsi construire sans risque le projet de quelqu’un d’autre."
        en "“{key}” leads out of the project",
            "give a relative path inside the project, without “..” and without “/” at its start",
            "A site reads and writes in its own folder only: so anyone’s project can be built without risk.";
    tiles_without_consent() "site.tiles-without-consent" Warning
        fr "des tuiles d’un autre site sont demandées pour les cartes, sans « consent = true »",
            "ajoutez « consent = true » sous [map] si vous l’acceptez, ou retirez « basemap »",
            "Un lecteur qui affiche ces tuiles dit à cet autre site ce qu’il regarde : la décision vous revient. D’ici là, les cartes gardent leurs contours."
        en "tiles of another site are asked for under the maps, without “consent = true”",
            "add “consent = true” under [map] if you accept it, or remove “basemap”",
            "A reader who shows these tiles tells that other site what they look at: the decision is yours. Until then maps keep their contours.";
    unproven_conformity() "site.unproven-conformity" Warning
        fr "une conformité à l’accessibilité est annoncée, sans dire qui l’a constatée ni quand",
            "ajoutez « assessed-by » et « date » sous [accessibility], ou retirez « status »",
            "Une déclaration engage la collectivité : sans évaluation, la page dit « non évaluée »."
        en "a conformity of accessibility is claimed, without who found it and when",
            "add “assessed-by” and “date” under [accessibility], or remove “status”",
            "A statement binds its publisher: without an assessment the page says “not assessed”.";
    environment_key(name) "site.environment-key" Error + stops
        fr "variable d’environnement sans clé correspondante : {name}",
            "écrivez CARNET_ puis la clé en majuscules : CARNET_BOOK__TITLE pour book.title",
            "Une variable mal écrite serait ignorée sans que personne le voie."
        en "environment variable without a matching key: {name}",
            "write CARNET_ then the key in capitals: CARNET_BOOK__TITLE for book.title",
            "A misspelt variable would be ignored without anyone seeing it.";
    src_missing(path) "site.src-missing" Error + stops
        fr "le dossier des textes n’existe pas : {path}",
            "créez-le, ou corrigez « book.src » dans book.toml",
            "C’est là que carnet cherche les carnets."
        en "the folder of the texts does not exist: {path}",
            "create it, or correct “book.src” in book.toml",
            "That is where carnet looks for logbooks.";
    not_a_folder(path) "site.not-a-folder" Error + stops
        fr "un dossier est attendu, c’est un fichier : {path}",
            "renommez le fichier, ou corrigez le chemin dans book.toml",
            "carnet y cherche des fichiers, il lui faut un dossier."
        en "a folder is expected, this is a file: {path}",
            "rename the file, or correct the path in book.toml",
            "carnet looks for files in there, it needs a folder.";
    // The disk.
    link_outside(path) "site.link-outside" Warning
        fr "lien symbolique qui sort du projet, laissé de côté : {path}",
            "copiez le fichier ou le dossier dans le projet",
            "Un site ne publie que ce qui est dans son dossier."
        en "symbolic link that leads out of the project, skipped: {path}",
            "copy the file or the folder into the project",
            "A site publishes only what lies in its folder.";
    link_broken(path) "site.link-broken" Warning
        fr "lien symbolique qui ne mène à rien, laissé de côté : {path}",
            "supprimez le lien, ou rétablissez le fichier",
            "Il n’y a rien à lire au bout."
        en "symbolic link that leads to nothing, skipped: {path}",
            "delete the link, or restore the file",
            "There is nothing to read at its end.";
    link_cycle(path) "site.link-cycle" Warning
        fr "lien symbolique qui tourne en rond, laissé de côté : {path}",
            "supprimez le lien : le dossier se contient lui-même",
            "Le parcourir ne finirait jamais."
        en "symbolic link that goes round in circles, skipped: {path}",
            "delete the link: the folder contains itself",
            "Walking it would never end.";
    name_unreadable(path) "site.name-unreadable" Warning
        fr "nom de fichier illisible (il n’est pas en UTF-8), laissé de côté : {path}",
            "renommez le fichier",
            "Un tel nom ne peut s’écrire ni dans une page ni dans un lien."
        en "unreadable file name (not UTF-8), skipped: {path}",
            "rename the file",
            "Such a name can be written neither on a page nor in a link.";
    name_collision(path) "site.name-collision" Error + stops
        fr "deux fichiers ont le même nom à l’écriture des accents près : {path}",
            "supprimez ou renommez l’un des deux",
            "Le même « é » peut s’écrire de deux façons sur le disque ; à l’écran les deux noms sont identiques."
        en "two files have one name but for how accents are stored: {path}",
            "delete or rename one of them",
            "The same “é” can be stored in two ways on disk; on screen both names are identical.";
    name_case(path, other) "site.name-case" Warning
        fr "deux noms de fichiers ne diffèrent que par des majuscules : {path} et {other}",
            "renommez l’un des deux",
            "Sous Windows et macOS, ces deux noms désignent le même fichier : l’un écraserait l’autre."
        en "two file names differ by capitals only: {path} and {other}",
            "rename one of them",
            "On Windows and macOS these two names are one file: one would overwrite the other.";
    site_inside(path) "site.site-inside" Hint
        fr "dossier laissé de côté, c’est un site que carnet a construit : {path}",
            "rien à faire ; supprimez-le s’il ne sert plus",
            "Un site construit n’est pas une source : il ne se publie pas une seconde fois."
        en "folder left aside, it is a site that carnet built: {path}",
            "nothing to do; delete it if it is no longer of use",
            "A built site is no source: it is not published a second time.";
    texts_in_site(path) "site.texts-in-site" Error
        fr "dossier laissé de côté alors qu’il contient des textes : {path}",
            "supprimez le fichier .carnet-files de ce dossier si c’est celui d’une équipe, ou déplacez les textes",
            "Le fichier .carnet-files marque un site que carnet a construit ; un tel dossier n’est jamais lu."
        en "folder left aside although it holds texts: {path}",
            "delete the file .carnet-files in it if it is a team’s folder, or move the texts",
            "The file .carnet-files marks a site that carnet built; such a folder is never read.";
    text_unreadable(path, page, reason) "site.text-unreadable" Error
        fr "{page} manque dans le site : impossible de lire {path} ({reason})",
            "rendez le fichier lisible (droits, copie locale du nuage), puis reconstruisez",
            "Le reste du site est construit ; cette page n’y est pas, et les liens vers elle non plus."
        en "{page} is missing from the site: {path} cannot be read ({reason})",
            "make the file readable (rights, local copy of a cloud file), then build again",
            "The rest of the site is built; this page is not in it, nor are links to it.";
    unreadable(path, reason) "site.unreadable" Error + stops
        fr "impossible de lire {path} : {reason}",
            "rendez-le lisible, ou retirez-le du projet",
            "Une page ou une image manquerait sans que personne le voie."
        en "cannot read {path}: {reason}",
            "make it readable, or take it out of the project",
            "A page or a picture would be missing without anyone seeing it.";
    special_file(path) "site.special-file" Warning
        fr "ni un fichier ni un dossier, laissé de côté : {path}",
            "retirez-le du projet",
            "Un tube ou un périphérique n’a pas de contenu à publier."
        en "neither a file nor a folder, skipped: {path}",
            "take it out of the project",
            "A pipe or a device has no content to publish.";
    foreign_file(path) "site.foreign-file" Error + stops
        fr "le site veut écrire {path}, où se trouve un fichier que carnet n’a pas écrit",
            "déplacez ou supprimez ce fichier, ou choisissez un autre dossier avec -d",
            "carnet n’écrase et ne supprime jamais un fichier qui n’est pas à lui."
        en "the site wants to write {path}, where a file lies that carnet did not write",
            "move or delete that file, or choose another folder with -d",
            "carnet never overwrites or deletes a file that is not its own.";
    not_published(path) "site.not-published" Hint
        fr "fichier laissé de côté : {path}",
            "renommez-le s’il doit devenir une page",
            "Un README parle du dossier à ceux qui le tiennent, pas aux lecteurs du site."
        en "file left aside: {path}",
            "rename it if it should become a page",
            "A README speaks of the folder to those who keep it, not to the readers of the site.";
    unknown_team(name, near) "site.unknown-team" Error + stops
        fr "aucune équipe à l’adresse « {name} »{near}",
            "donnez le nom du dossier de l’équipe",
            "« --team » construit les pages d’une seule équipe."
        en "no team at the address “{name}”{near}",
            "give the name of the team’s folder",
            "“--team” builds the pages of one team only.";
    draft_team(name) "site.draft-team" Error + stops
        fr "l’équipe « {name} » est un brouillon",
            "ajoutez --drafts pour la construire, ou retirez « brouillon » de son en-tête",
            "Un brouillon ne se publie que si on le demande."
        en "the team “{name}” is a draft",
            "add --drafts to build it, or remove “draft” from its front matter",
            "A draft is published only when asked for.";
    unknown_theme(name) "site.unknown-theme" Error + stops
        fr "le thème « {name} » n’existe pas",
            "créez themes/{name}/, ou écrivez theme = \"encre\"",
            "Un thème est un dossier de themes/ dont les fichiers remplacent ceux du thème livré."
        en "there is no theme “{name}”",
            "create themes/{name}/, or write theme = \"encre\"",
            "A theme is a folder of themes/ whose files replace those of the built-in theme.";
}
