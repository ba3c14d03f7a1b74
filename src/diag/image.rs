//! Pictures.

use super::family;

family! {
    alt(src) "image.alt" Warning
        fr "image sans texte alternatif : {src}",
            "décrivez l’image entre les crochets : ![ce que l’on voit](…)",
            "Un lecteur d’écran ne dit rien d’une image sans texte."
        en "image without alternative text: {src}",
            "describe the picture between the brackets: ![what one sees](…)",
            "A screen reader says nothing of a picture without text.";
    missing(src, near) "image.missing" Error
        fr "image introuvable : {src}{near}",
            "ajoutez le fichier, ou corrigez son nom",
            "La page montre un cadre vide à la place."
        en "image not found: {src}{near}",
            "add the file, or correct its name",
            "The page shows an empty frame instead.";
    never_uploaded(count) "image.never-uploaded" Warning
        fr "images du document Google jamais déposées ({count})",
            "exportez-les du document et posez-les dans le dossier images/ à côté du fichier",
            "Le convertisseur nomme des images qu’il n’enregistre pas ; la page montre un cadre à leur place."
        en "pictures of the Google document never uploaded ({count})",
            "export them from the document into the images/ folder beside the file",
            "The converter names pictures that it does not save; the page shows a frame instead.";
    remote(src) "image.remote" Hint
        fr "image chargée depuis un autre site : {src}",
            "lancez « carnet fetch » pour la garder dans le projet",
            "L’autre site voit passer vos lecteurs, et l’image disparaît avec lui."
        en "picture loaded from another site: {src}",
            "run “carnet fetch” to keep it in the project",
            "The other site sees your readers, and the picture vanishes with it.";
    is_page(src) "image.is-page" Warning
        fr "l’image pointe vers une page, pas un fichier : {src}",
            "téléchargez l’image et posez-la dans le dossier de l’équipe",
            "Un navigateur ne peut pas montrer une page à la place d’une image ; carnet en fait un lien."
        en "image address is a page, not a file: {src}",
            "download the picture into the team’s folder",
            "A browser cannot show a page as a picture; carnet makes it a link.";
    unsafe_address(src) "image.unsafe" Error
        fr "adresse d’image non admise : {src}",
            "utilisez un fichier du projet ou une adresse en https:",
            "Une image ne se lit que dans le projet ou par https:."
        en "picture address not allowed: {src}",
            "use a file of the project or an https: address",
            "A picture is read from the project or by https: only.";
    heavy(src, reason) "image.heavy" Warning
        fr "image trop lourde ou illisible par les navigateurs : {src} ({reason})",
            "enregistrez-la en JPEG ou en PNG, au plus 2 Mo",
            "Une page lourde ne s’ouvre pas sur un téléphone."
        en "picture too heavy, or in a format browsers cannot read: {src} ({reason})",
            "save it as JPEG or PNG, at most 2 MB",
            "A heavy page does not open on a phone.";
    gps(src) "image.gps" Warning
        fr "photo avec position GPS (retirée de la copie publiée) : {src}",
            "rien à faire pour le site ; ne partagez pas l’original",
            "La position dit où la photo a été prise."
        en "photo holds a GPS position (removed from the published copy): {src}",
            "nothing to do for the site; do not share the original",
            "The position tells where the photo was taken.";
}
